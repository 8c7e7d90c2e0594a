"""The weighted mean of two checkpoints: `python blend.py new.pt old.pt blended.pt --new 0.9`.

A model that was trained further on other tasks forgets a little of what it could copy exactly; the mean with the
weights that it started from keeps both (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
"""

import argparse

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("new")
    parser.add_argument("old", help="the checkpoint that `new` was resumed from")
    parser.add_argument("out")
    parser.add_argument("--new", dest="share", type=float, default=0.9, help="weight of the new one (default 0.9)")
    options = parser.parse_args()
    new, old = torch.load(options.new), torch.load(options.old)
    mean = {name: options.share * value + (1 - options.share) * old["ema"][name] for name, value in new["ema"].items()}
    torch.save({**new, "model": mean, "ema": mean}, options.out)


if __name__ == "__main__":
    main()
