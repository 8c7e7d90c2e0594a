"""The network: qwen3's layout at a hundredth of a per cent of the size, so that llama.cpp runs it as it is."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from tokenizer import SIZE

SHAPE = {
    "n_ctx": 8192,
    "n_embd": 192,
    "n_layer": 4,
    "n_ff": 256,
    "n_head": 6,
    "n_kv": 6,
    "head_dim": 32,
    "rope_theta": 1e6,
    "n_vocab": SIZE,
}


class Norm(nn.Module):
    """Root-mean-square norm with a learnt scale."""

    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight, 1e-6)


def rotate(x, cosine, sine):
    """Rotary positions in the half-split order that qwen3 uses."""
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    return torch.cat((a * cosine - b * sine, b * cosine + a * sine), -1)


class Block(nn.Module):
    """Attention with normed queries and keys, then a gated feed-forward. Parameters are named as in GGUF."""

    def __init__(self, shape: dict):
        super().__init__()
        width, self.heads, self.head_dim = shape["n_embd"], shape["n_head"], shape["head_dim"]
        inner = self.heads * self.head_dim

        def linear(inputs: int, outputs: int) -> nn.Linear:
            return nn.Linear(inputs, outputs, bias=False)

        self.attn_norm, self.ffn_norm = Norm(width), Norm(width)
        self.attn_q_norm, self.attn_k_norm = Norm(self.head_dim), Norm(self.head_dim)
        self.attn_q, self.attn_k, self.attn_v = linear(width, inner), linear(width, inner), linear(width, inner)
        self.attn_output = linear(inner, width)
        self.ffn_gate, self.ffn_up = linear(width, shape["n_ff"]), linear(width, shape["n_ff"])
        self.ffn_down = linear(shape["n_ff"], width)

    def tree(self, x, cosine, sine, start: int, branches: list[tuple[int, int]]):
        """The same for `start` tokens that all branches begin with, and then the branches, in one row each.

        `branches` holds pairs of how many and how long; x holds all tokens one after another.
        """

        def split(y):
            return y.view(len(x), self.heads, self.head_dim)

        h = self.attn_norm(x)
        q = rotate(self.attn_q_norm(split(self.attn_q(h))), cosine, sine)
        k = rotate(self.attn_k_norm(split(self.attn_k(h))), cosine, sine)
        v = split(self.attn_v(h))

        def heads_first(y, count: int = 1):
            return y.view(count, -1, self.heads, self.head_dim).transpose(1, 2)

        first = [heads_first(y[:start]) for y in (q, k, v)]
        parts = [F.scaled_dot_product_attention(*first, is_causal=True).transpose(1, 2).reshape(start, -1)]
        place = start
        for count, length in branches:
            own = [heads_first(y[place : place + count * length], count) for y in (q, k, v)]
            keys, values = (
                torch.cat((before.expand(count, -1, -1, -1), after), 2) for before, after in zip(first[1:], own[1:])
            )
            shares = self.shares(length) if x.device.type == "cpu" else [(0, length)]
            seen = torch.cat([self.part(own[0], keys, values, start, *ends) for ends in shares], 2)
            parts.append(seen.transpose(1, 2).reshape(count * length, -1))
            place += count * length
        x = x + self.attn_output(torch.cat(parts))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))

    @staticmethod
    def shares(length: int) -> list[tuple[int, int]]:
        """A long branch in shares of about 200 tokens, so that what comes after a share is not computed for it."""
        count = max(1, round(length / 200))
        return [(length * i // count, length * (i + 1) // count) for i in range(count)]

    def part(self, queries, keys, values, start: int, first: int, end: int):
        """Attention of the branch's tokens from `first` up to `end` on all that stands before them."""
        seen = start + end
        return F.scaled_dot_product_attention(
            queries[:, :, first:end],
            keys[:, :, :seen],
            values[:, :, :seen],
            attn_mask=self.sight(start + first, end - first, queries.device),
        )

    @staticmethod
    def sight(start: int, length: int, device: torch.device):
        """What each of `length` tokens sees: all `start` tokens before them, and their own up to itself."""
        own = torch.full((length, length), float("-inf"), device=device).triu(1)
        return torch.cat((torch.zeros(length, start, device=device), own), 1)

    def forward(self, x, cosine, sine):
        batch, length, _ = x.shape

        def split(y):
            return y.view(batch, length, self.heads, self.head_dim)

        h = self.attn_norm(x)
        q = rotate(self.attn_q_norm(split(self.attn_q(h))).transpose(1, 2), cosine, sine)
        k = rotate(self.attn_k_norm(split(self.attn_k(h))).transpose(1, 2), cosine, sine)
        v = split(self.attn_v(h)).transpose(1, 2)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.attn_output(seen.transpose(1, 2).reshape(batch, length, -1))
        h = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))


class LanguageModel(nn.Module):
    """Token embedding (tied with the output), blocks, final norm."""

    def __init__(self, shape: dict | None = None):
        super().__init__()
        self.shape = shape = shape or SHAPE
        self.token_embd = nn.Embedding(shape["n_vocab"], shape["n_embd"])
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape["n_layer"]))
        self.output_norm = Norm(shape["n_embd"])
        frequencies = shape["rope_theta"] ** (-torch.arange(0, shape["head_dim"], 2).float() / shape["head_dim"])
        angles = torch.arange(shape["n_ctx"])[:, None] * frequencies
        self.register_buffer("cosine", angles.cos(), False)
        self.register_buffer("sine", angles.sin(), False)
        self._start(frequencies)

    @torch.no_grad()
    def _start(self, frequencies) -> None:
        """Random weights, but the heads of block 0 look 1 to 6 tokens back: copying is learnt sooner."""
        shape = self.shape
        deep = 0.05 / math.sqrt(2 * shape["n_layer"])
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                nn.init.normal_(
                    weight, 0, 0.06 if "embd" in name else deep if "down" in name or "output" in name else 0.05
                )
        self.token_embd.weight[:, 0] = 0.4
        block, half, size = self.blk[0], shape["head_dim"] // 2, shape["head_dim"]
        gain, zero = torch.tensor([1, 1, 0.8, 0.6, 0.4] + [0.05] * (half - 5)), torch.zeros(half)
        for head in range(shape["n_head"]):
            rows = slice(head * size, (head + 1) * size)
            turn = (head + 1) * frequencies
            block.attn_q.weight[rows] *= 0.05
            block.attn_k.weight[rows] *= 0.05
            block.attn_q.weight[rows, 0] += torch.cat((gain, zero))
            block.attn_k.weight[rows, 0] += torch.cat((gain * turn.cos(), gain * turn.sin()))
            block.attn_v.weight[rows].normal_(0, shape["n_embd"] ** -0.5)
            block.attn_output.weight[:, rows].normal_(0, 0.015)
        block.attn_q_norm.weight.fill_(2.0)
        block.attn_k_norm.weight.fill_(2.0)

    @property
    def device(self) -> torch.device:
        return self.token_embd.weight.device

    def hidden(self, tokens):
        x = self.token_embd(tokens)
        length = tokens.shape[1]
        cosine, sine = self.cosine[:length], self.sine[:length]
        for block in self.blk:
            x = block(x, cosine, sine)
        return self.output_norm(x)

    def tree(self, tokens, places, start: int, branches: list[tuple[int, int]]):
        """Hidden states of conversations that share their first `start` tokens, which are computed once."""
        x = self.token_embd(tokens)
        cosine, sine = self.cosine[places][:, None], self.sine[places][:, None]
        for block in self.blk:
            x = block.tree(x, cosine, sine, start, branches)
        return self.output_norm(x)

    def forward(self, tokens):
        return self.hidden(tokens) @ self.token_embd.weight.T


def load(path: str, smoothed: bool = True) -> LanguageModel:
    """The model of a checkpoint; `smoothed` takes the running average of its weights."""
    state = torch.load(path, map_location="cpu")
    model = LanguageModel(state["hp"])
    model.load_state_dict(state["ema" if smoothed else "model"])
    return model.eval()
