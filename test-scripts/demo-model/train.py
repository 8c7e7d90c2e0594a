"""Trains the demo model on generated transcripts, with the loss on what the assistant says.

`python train.py --out run` starts from nothing; `--resume run.pt` goes on with an interrupted run. Conversations with
the same system message are one tree, whose common start is computed once. Nothing depends on the clock: the same steps
come to the same weights on the same kind of processor, in one go or interrupted. `--device cuda` takes the same steps
with the same transcripts on a GPU, where sums are rounded otherwise. Every --save steps it writes OUT.pt (weights, their
running average, optimisers, step); now and then it prints how many held-out turns greedy decoding would get right.
"""

import argparse
import collections
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as together
import torch.multiprocessing as processes
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

from generate import document, documents, is_reply
from model import LanguageModel
from muon import Muon
from tokenizer import Codec

CALL = '{"tool"'
# A wrong call costs the whole task, a wrong word of an answer only that word.
CALL_WEIGHT = 2.0


def weighted(codec: Codec, messages: list[dict]) -> tuple[list[int], list[float]]:
    """Tokens and the weight of each in the loss."""
    tokens, learn = codec.chat(messages)
    weights, place = [0.0] * len(tokens), 0
    for message in filter(is_reply, messages):
        weight = CALL_WEIGHT if message["content"].startswith(CALL) else 1.0
        while not learn[place]:
            place += 1
        while learn[place]:
            weights[place] = weight
            place += 1
    return tokens, weights


def up_to_first_reply(messages: list[dict]) -> list[dict]:
    """The conversation as far as the first call: it is short, so many more wordings fit into the same time."""
    return messages[: 1 + next(i for i, message in enumerate(messages) if message["role"] == "assistant")]


@dataclass
class Tree:
    """Conversations with one system message: `start` tokens that all have, then the rest of each, padded to rows."""

    tokens: torch.Tensor
    weights: torch.Tensor
    places: torch.Tensor
    start: int
    branches: list[tuple[int, int]]

    def on(self, device: str) -> "Tree":
        """The same with its numbers where the model is."""
        numbers = (each.to(device, non_blocking=True) for each in (self.tokens, self.weights, self.places))
        return Tree(*numbers, self.start, self.branches)


class Trees:
    """The trees of one worker, each of about `options.tokens` tokens and drawn from its step alone."""

    def __init__(self, codec: Codec, options: argparse.Namespace, worker: int):
        self.codec, self.options, self.seed = codec, options, f"{options.seed}/{worker}"

    def __getitem__(self, step: int) -> Tree:
        self.random = random.Random(f"{self.seed}/{step}")
        return self._tree(self._conversations(step))

    def _conversations(self, step: int) -> list[tuple[list[int], list[float]]]:
        options, young, chosen, size = self.options, step < self.options.short, [], 0
        source = documents(self.seed, step, 1 if young else options.compact, 0 if young else options.chained)
        while size < options.tokens:
            messages = next(source)["messages"]
            if self.random.random() < (0.8 if young else options.first_reply):
                messages = up_to_first_reply(messages)
            system, _ = self.codec.chat(messages[:1])
            rest, weights = weighted(self.codec, messages[1:])
            if len(rest) <= (400 if young else options.longest):
                chosen.append((system, rest, weights))
                size += len(rest)
        return chosen

    def _tree(self, conversations: list) -> Tree:
        shortest = min((system for system, _, _ in conversations), key=len)
        start = min(common(shortest, system) for system, _, _ in conversations)
        rows = [
            (system[start:] + rest, [0.0] * (len(system) - start) + weights) for system, rest, weights in conversations
        ]
        rows.sort(key=lambda row: len(row[0]), reverse=True)
        groups: list[list] = []
        for row in rows:
            if not groups or len(row[0]) < 0.85 * len(groups[-1][0][0]):
                groups.append([])
            groups[-1].append(row)
        tokens, weights, places = [torch.tensor(shortest[:start])], [torch.zeros(start)], [torch.arange(start)]
        for group in groups:
            width = len(group[0][0])
            for numbers, weight in group:
                gap = width - len(numbers)
                tokens.append(torch.tensor(numbers + [0] * gap))
                weights.append(torch.tensor(weight + [0.0] * gap))
                places.append(self._places(start, numbers, width))
        branches = [(len(group), len(group[0][0])) for group in groups]
        return Tree(torch.cat(tokens), torch.cat(weights), torch.cat(places), start, branches)

    def _places(self, start: int, numbers: list[int], width: int) -> torch.Tensor:
        """Positions; some conversations have a jump before a message, so that far positions and distances are learnt
        without long texts (after Zhu et al., "PoSE", 2023)."""
        places = start + torch.arange(width)
        if self.random.random() < self.options.jumps:
            heads = [place for place, token in enumerate(numbers) if token == self.codec.start]
            places[self.random.choice(heads) :] += self.random.randint(1, 3500)
        return places


class Steps(Dataset):
    """The trees of several workers, by step."""

    def __init__(self, codec: Codec, options: argparse.Namespace, workers: range):
        self.each = [Trees(codec, options, worker) for worker in workers]

    def __getitem__(self, step: int) -> list[Tree]:
        return [trees[step] for trees in self.each]


def common(a: list[int], b: list[int]) -> int:
    """How many tokens both begin with."""
    return next((place for place, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def loss_of(model: LanguageModel, tree: Tree):
    """The mean loss of the learnt tokens of all branches, each predicted from the token before it."""
    hidden = model.tree(tree.tokens, tree.places, tree.start, tree.branches)
    learnt = tree.weights.nonzero()[:, 0]
    # The first token of a branch is never learnt, so the token before a learnt one is in the same branch.
    losses = F.cross_entropy(hidden[learnt - 1] @ model.token_embd.weight.T, tree.tokens[learnt], reduction="none")
    weights = tree.weights[learnt]
    return (losses * weights).sum() / weights.sum()


@torch.no_grad()
def evaluate(model: LanguageModel, codec: Codec, count: int, new_wordings: bool) -> str:
    """Turns whose every token is the likeliest one, which is what greedy decoding needs: calls and answers, by family."""
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    model.eval()
    for index in range(count):
        made = document("watch", index, held_out=True, new_wordings=new_wordings)
        tokens, learn = codec.chat(made["messages"])
        best = model(torch.tensor([tokens], device=model.device))[0].argmax(-1).tolist()
        place, says = 0, [m["content"] for m in made["messages"] if is_reply(m)]
        for text in says:
            while not learn[place]:
                place += 1
            end = place
            while learn[end]:
                end += 1
            kind = 0 if text.startswith(CALL) else 2
            tally[made["family"]][kind] += best[place - 1 : end - 1] == tokens[place:end]
            tally[made["family"]][kind + 1] += 1
            place = end
    model.train()
    sums = [sum(row[i] for row in tally.values()) for i in range(4)]
    families = " ".join(f"{name}:{a}/{b},{c}/{d}" for name, (a, b, c, d) in sorted(tally.items()))
    return f"calls {sums[0]}/{sums[1]} answers {sums[2]}/{sums[3]} | {families}"


def optimizers(model: LanguageModel, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for matrices, AdamW for the embedding and the norms."""
    matrices = [p for name, p in model.named_parameters() if p.dim() == 2 and "embd" not in name]
    others = [p for name, p in model.named_parameters() if p.dim() != 2 or "embd" in name]
    return [Muon(matrices, rate), torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0)]


class Run:
    """One training run: model, running average, optimisers, and where they are saved.

    On the CPU each of `options.workers` processes is such a run with trees of its own and all share their gradients; on
    a GPU one process takes the trees of all, which others draw ahead of it.
    """

    def __init__(self, options: argparse.Namespace, worker: int = 0):
        self.options, self.codec, self.worker = options, Codec(), worker
        self.model, self.step, self.tokens = LanguageModel().to(options.device), 0, 0
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.optimizers = optimizers(self.model, options.lr)
        if options.resume:
            state = torch.load(options.resume, map_location=options.device)
            self.model.load_state_dict(state["model"])
            self.average, self.step, self.tokens = state["ema"], state["step"], state["tokens"]
            for optimizer, saved in zip(self.optimizers, state["optimizers"]):
                optimizer.load_state_dict(saved)
        self.started, self.losses = time.time(), []

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "ema": self.average,
            "step": self.step,
            "hp": self.model.shape,
            "tokens": self.tokens,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
        }
        torch.save(state, self.options.out + ".tmp")
        os.replace(self.options.out + ".tmp", self.options.out + ".pt")

    def share_gradients(self) -> None:
        """Makes the gradients the same in all processes: the mean of theirs."""
        if not together.is_initialized():
            return
        gradients = [p.grad for p in self.model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        together.all_reduce(flat)
        flat /= self.options.workers
        for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
            gradient.copy_(mean.view_as(gradient))

    def report(self, count: int) -> None:
        smooth = LanguageModel().to(self.options.device)
        smooth.load_state_dict(self.average)
        print(f"EVAL {self.step} new words:    {evaluate(smooth, self.codec, count, False)}")
        print(f"EVAL {self.step} new wordings: {evaluate(smooth, self.codec, count, True)}", flush=True)

    def go(self) -> None:
        options = self.options
        for trees in self._steps():
            loss = sum(self._learn(tree.on(options.device), len(trees)) for tree in trees)
            self.share_gradients()
            self._apply(options.lr * self._share_of_rate())
            self.tokens += len(trees[0].tokens) * options.workers
            self.losses.append(float(loss))
            if self.worker:
                continue
            if self.step % 25 == 0:
                self._show()
            if self.step % options.save == 0:
                self.save()
            if self.step % options.show == 0:
                self.report(options.check)
        if not self.worker:
            self.save()
            self.report(2 * options.check)

    def _steps(self) -> DataLoader:
        """The trees of this process for each step that is left."""
        options, on_cpu = self.options, self.options.device == "cpu"
        workers = range(self.worker, self.worker + 1) if on_cpu else range(options.workers)
        return DataLoader(
            Steps(self.codec, options, workers),
            batch_size=None,
            sampler=range(self.step, options.steps),
            num_workers=0 if on_cpu else options.drawers,
            collate_fn=list,
        )

    def _learn(self, tree: Tree, count: int) -> torch.Tensor:
        """Adds the gradients of one of `count` trees, and gives its part of their mean loss."""
        loss = loss_of(self.model, tree) / count
        loss.backward()
        return loss.detach()

    def _share_of_rate(self) -> float:
        """Rises over the first steps, stays at 1, and falls to a hundredth over the last ones."""
        options, left = self.options, 1 - self.step / self.options.steps
        return min(1, (self.step + 1) / options.warm, max(0.01, left / options.decay))

    def _apply(self, rate: float) -> None:
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.param_groups[0]["lr"] = rate
            optimizer.step()
            optimizer.zero_grad()
        self.rate = rate
        self.step += 1
        self._smooth()

    def _show(self) -> None:
        print(
            f"{self.step} of {self.options.steps} loss {sum(self.losses) / len(self.losses):.4f} rate {self.rate:.5f} "
            f"about {self.tokens / 1e6:.2f}M tokens, {(time.time() - self.started) / 60:.1f} minutes",
            flush=True,
        )
        self.losses = []

    @torch.no_grad()
    def _smooth(self) -> None:
        keep = min(self.options.smooth, 1 - 1 / self.step)
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - keep)


def work(worker: int, options: argparse.Namespace) -> None:
    """One of the processes that train the same model on different transcripts."""
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.workers > 1 and options.device == "cpu":
        together.init_process_group(
            "gloo", init_method=f"file://{options.out}.meet", rank=worker, world_size=options.workers
        )
    run = Run(options, worker)
    if not worker:
        print(f"{sum(p.numel() for p in run.model.parameters())} parameters {run.model.shape}", flush=True)
    run.go()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--out", default="run", help="checkpoint, without .pt (default run)")
    add("--steps", type=int, default=5200, help="steps in all; the rate falls over their last part")
    add("--resume", help="checkpoint of an interrupted run to go on with")
    add("--lr", type=float, default=4e-3)
    add("--decay", type=float, default=0.7, help="share of the steps in which the rate falls")
    add("--warm", type=int, default=50, help="steps in which the rate rises")
    add("--tokens", type=int, default=1800, help="tokens per step and worker, beside the system message")
    add("--longest", type=int, default=2800, help="longer transcripts are left out")
    add("--workers", type=int, default=2, help="processes; each step is one tree of conversations of each")
    add("--threads", type=int, default=1, help="per process")
    add("--device", default="cpu", help="where to compute: cpu, or cuda for one process on a GPU (default cpu)")
    add("--drawers", type=int, default=3, help="processes that draw transcripts for a GPU")
    add("--seed", default="train")
    add("--save", type=int, default=100, help="steps between checkpoints")
    add("--show", type=int, default=1300, help="steps between checks on held-out transcripts")
    add("--check", type=int, default=40, help="held-out transcripts per check and kind")
    add("--compact", type=float, default=0.7, help="share of trees with a short system message")
    add("--chained", type=float, default=0.15, help="chance of one more task in a conversation")
    add("--first-reply", type=float, default=0.45, help="share of conversations that end after the first reply")
    add("--jumps", type=float, default=0.2, help="share of conversations with a jump in their positions")
    add("--short", type=int, default=300, help="first steps on short transcripts only")
    add("--smooth", type=float, default=0.997, help="how slowly the averaged weights follow")
    options = parser.parse_args()
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    options.out = str(Path(options.out).absolute())
    if options.workers == 1 or options.device != "cpu":
        work(0, options)
        return
    Path(options.out + ".meet").unlink(missing_ok=True)
    processes.spawn(work, (options,), nprocs=options.workers)


if __name__ == "__main__":
    main()
