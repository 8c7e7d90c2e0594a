"""Trains the demo model on generated transcripts, on the CPU, with the loss on what the assistant says.

`python train.py --out run --minutes 110` starts from nothing; `--resume run.pt` goes on. Every --save minutes it
writes OUT.pt (weights, their running average, step) and prints how many held-out turns greedy decoding would get right.
"""

import argparse
import collections
import os
import random
import time
from pathlib import Path

import torch
import torch.distributed as together
import torch.multiprocessing as processes
import torch.nn as nn
import torch.nn.functional as F

from generate import document
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
    for message in (m for m in messages if m["role"] == "assistant"):
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


def batches(codec: Codec, options: argparse.Namespace, seed: str, longest, compact, pool: int = 240):
    """Endless batches of about `options.tokens` padded tokens, sorted by length inside a pool."""
    index, order, budget = 0, random.Random(seed), options.tokens
    while True:
        examples = []
        while len(examples) < pool:
            if order.random() < compact():
                messages = document(seed, index, compact=1, chained=options.chained)["messages"]
                if order.random() < options.first_reply:
                    messages = up_to_first_reply(messages)
            else:
                # The whole system message is long, so several tasks share one.
                messages = document(seed, index, compact=0, chained=options.long_chain)["messages"]
            example = weighted(codec, messages)
            index += 1
            if len(example[0]) <= longest():
                examples.append(example)
        examples.sort(key=lambda example: len(example[0]))
        groups, group = [], []
        for example in examples:
            if group and (len(group) + 1) * len(example[0]) > budget:
                groups.append(group)
                group = []
            group.append(example)
        groups.append(group)
        order.shuffle(groups)
        yield from map(padded, groups)


def padded(examples: list[tuple[list[int], list[float]]]):
    width = max(len(tokens) for tokens, _ in examples)
    tokens = torch.zeros(len(examples), width, dtype=torch.long)
    weights = torch.zeros(len(examples), width)
    for row, (numbers, weight) in enumerate(examples):
        tokens[row, : len(numbers)] = torch.tensor(numbers)
        weights[row, : len(weight)] = torch.tensor(weight)
    return tokens, weights


def loss_of(model: LanguageModel, tokens, weights, half: bool):
    learn = weights[:, 1:] > 0
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        logits = model.hidden(tokens[:, :-1])[learn] @ model.token_embd.weight.T
    losses = F.cross_entropy(logits.float(), tokens[:, 1:][learn], reduction="none")
    weight = weights[:, 1:][learn]
    return (losses * weight).sum() / weight.sum()


@torch.no_grad()
def evaluate(model: LanguageModel, codec: Codec, count: int, new_wordings: bool) -> str:
    """Turns whose every token is the likeliest one, which is what greedy decoding needs: calls and answers, by family."""
    tally = collections.defaultdict(lambda: [0, 0, 0, 0])
    model.eval()
    for index in range(count):
        made = document("watch", index, held_out=True, new_wordings=new_wordings)
        tokens, learn = codec.chat(made["messages"])
        best = model(torch.tensor([tokens]))[0].argmax(-1).tolist()
        place, says = 0, [m["content"] for m in made["messages"] if m["role"] == "assistant"]
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
    """One training run: model, running average, and where they are saved."""

    def __init__(self, options: argparse.Namespace, worker: int = 0):
        self.options, self.codec, self.worker = options, Codec(), worker
        self.model, self.step = LanguageModel(), 0
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        if options.resume:
            state = torch.load(options.resume)
            self.model.load_state_dict(state["ema" if options.from_average else "model"])
            self.average, self.step = state["ema"], state["step"]
        self.first_step, self.started = self.step, time.time()

    def save(self) -> None:
        state = {"model": self.model.state_dict(), "ema": self.average, "step": self.step, "hp": self.model.shape}
        torch.save(state, self.options.out + ".tmp")
        os.replace(self.options.out + ".tmp", self.options.out + ".pt")

    def share_gradients(self, done: float) -> float:
        """Makes the gradients, and the share of the time that is over, the same in all workers."""
        if self.options.workers == 1:
            return done
        gradients = [p.grad for p in self.model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients] + [torch.tensor([done])])
        together.all_reduce(flat)
        flat /= self.options.workers
        for gradient, mean in zip(gradients, flat[:-1].split([g.numel() for g in gradients])):
            gradient.copy_(mean.view_as(gradient))
        return flat[-1].item()

    def report(self, count: int) -> None:
        smooth = LanguageModel()
        smooth.load_state_dict(self.average)
        print(f"EVAL {self.step} new words:    {evaluate(smooth, self.codec, count, False)}")
        print(f"EVAL {self.step} new wordings: {evaluate(smooth, self.codec, count, True)}", flush=True)

    def go(self) -> None:
        options = self.options
        half = torch.cpu._is_avx512_bf16_supported()
        steps, tokens_seen, losses, saved = optimizers(self.model, options.lr), 0, [], time.time()
        young = lambda: self.step < options.short
        stream = batches(
            self.codec,
            options,
            f"{options.seed}{self.step}/{self.worker}",
            lambda: 500 if young() else options.longest,
            lambda: 1 if young() else options.compact,
        )
        done = 0.0
        for tokens, weights in stream:
            if done >= 1:
                break
            rate = options.lr * min(
                1, (self.step - self.first_step + 1) / options.warm, max(0.01, (1 - done) / options.decay)
            )
            loss = loss_of(self.model, tokens, weights, half)
            loss.backward()
            done = self.share_gradients((time.time() - self.started) / (options.minutes * 60))
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            for optimizer in steps:
                optimizer.param_groups[0]["lr"] = rate
                optimizer.step()
                optimizer.zero_grad()
            self.step += 1
            self._smooth()
            tokens_seen += tokens.numel() * options.workers
            losses.append(loss.item())
            if self.worker:
                continue
            if self.step % 25 == 0:
                spent = time.time() - self.started
                print(
                    f"{self.step} loss {sum(losses) / len(losses):.4f} rate {rate:.5f} "
                    f"{tokens_seen / 1e6:.2f}M tokens {spent:.0f} s {tokens_seen / spent:.0f} tokens/s",
                    flush=True,
                )
                losses = []
            if time.time() - saved > options.save * 60:
                saved = time.time()
                self.save()
                self.report(options.check)
        if not self.worker:
            self.save()
            self.report(2 * options.check)

    @torch.no_grad()
    def _smooth(self) -> None:
        keep = min(self.options.smooth, 1 - 1 / (self.step - self.first_step + 1))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - keep)


def work(worker: int, options: argparse.Namespace) -> None:
    """One of the processes that train the same model on different transcripts."""
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.workers > 1:
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
    add("--minutes", type=float, default=110, help="wall time; the learning rate falls over its last part")
    add("--resume", help="checkpoint to go on from")
    add("--from-average", action="store_true", help="resume from the averaged weights")
    add("--lr", type=float, default=3e-3)
    add("--decay", type=float, default=0.35, help="share of the time in which the rate falls to 0")
    add("--warm", type=int, default=50, help="steps in which the rate rises")
    add("--tokens", type=int, default=6144, help="padded tokens per step")
    add("--longest", type=int, default=2600, help="longer transcripts are left out")
    add("--workers", type=int, default=2, help="processes; each step is one batch of each")
    add("--threads", type=int, default=1, help="per process")
    add("--seed", default="train")
    add("--save", type=float, default=5, help="minutes between checkpoints")
    add("--check", type=int, default=40, help="held-out transcripts per check and kind")
    add("--compact", type=float, default=0.75, help="share of transcripts with a short system message")
    add("--chained", type=float, default=0.15, help="chance of one more task in a conversation")
    add("--long-chain", type=float, default=0.6, help="the same where the system message is whole")
    add("--first-reply", type=float, default=0.5, help="share of the short ones that end after the first reply")
    add("--short", type=int, default=300, help="first steps on short transcripts only")
    add("--smooth", type=float, default=0.997, help="how slowly the averaged weights follow")
    options = parser.parse_args()
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    options.out = str(Path(options.out).absolute())
    if options.workers == 1:
        work(0, options)
        return
    Path(options.out + ".meet").unlink(missing_ok=True)
    processes.spawn(work, (options,), nprocs=options.workers)


if __name__ == "__main__":
    main()
