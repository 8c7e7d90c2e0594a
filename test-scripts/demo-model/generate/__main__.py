"""Prints transcripts for a person to read: `python -m generate 3 --family errors`."""

import argparse

from . import FAMILIES, document

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("count", type=int, nargs="?", default=3)
parser.add_argument("--family", choices=sorted(FAMILIES))
parser.add_argument("--seed", default="look")
parser.add_argument("--new-wordings", action="store_true")
parser.add_argument("--system", action="store_true", help="the system message too")
options = parser.parse_args()
for index in range(options.count):
    shown = document(options.seed, index, options.new_wordings, options.new_wordings, options.family, chained=0.2)
    print("=" * 40, shown["family"])
    for message in shown["messages"][0 if options.system else 1 :]:
        print(f"-- {message['role']}\n{message['content']}")
