"""Compares a checkpoint with the real server: tokens of texts, of whole conversations, and greedy replies.

`python check.py run.pt demo-q8_0.gguf` prints three counts, and exits with 1 where one of them is not complete. Of a
quantised file nine in ten of the replies are enough: where two tokens are about as likely, rounding decides.
"""

import argparse
import math
import sys
from pathlib import Path

import gguf
import torch

from generate import document, is_reply
from model import load
from serving import Server, serving
from tokenizer import Codec

ODD = [
    "héllo ✓ “quotes” 日本語 😀",
    "a\tb\r\nc  \n\n  d",
    "'s 'd can't 'debug' don''t",
    "x" * 50,
    "  lead",
    "trail   ",
    "[… 1,204 lines left out …]",
    "\x00\x01\x7f",
    "1234567890 0x1F",
    '> "}}{"::--==',
]


def compare_tokens(server: Server, codec: Codec) -> tuple[int, int]:
    texts = ODD + [m["content"] for index in range(60) for m in document("tokens", index, held_out=True)["messages"]]
    same = sum(codec.encode(text) == server.post("/tokenize", {"content": text})["tokens"] for text in texts)
    return same, len(texts)


def compare_replies(server: Server, codec: Codec, model, transcripts: int) -> tuple[int, int, int]:
    """Conversations that become the same tokens; replies of the server that are PyTorch's likeliest tokens throughout."""
    same_prompt = same_reply = count = 0
    for index in range(transcripts):
        messages = document("replies", index, held_out=True)["messages"]
        for place in (i for i, message in enumerate(messages) if is_reply(message)):
            before = [{"role": m["role"], "content": m["content"]} for m in messages[:place]]
            tokens, _ = codec.chat(before, prompt=True)
            prompt = server.post("/apply-template", {"messages": before})["prompt"]
            same_prompt += tokens == server.post("/tokenize", {"content": prompt, "parse_special": True})["tokens"]
            request = {"prompt": tokens, "temperature": 0, "n_predict": 400, "return_tokens": True}
            reply = server.post("/completion", request)["tokens"]
            with torch.no_grad():
                best = model(torch.tensor([tokens + reply]))[0].argmax(-1).tolist()[len(tokens) - 1 : -1]
            same_reply += best == reply
            count += 1
    return same_prompt, same_reply, count


def replies_needed(model: Path, count: int) -> int:
    """How many of the replies must agree, by the types of the file's tensors."""
    exact = {gguf.GGMLQuantizationType.F32, gguf.GGMLQuantizationType.F16}
    is_exact = all(tensor.tensor_type in exact for tensor in gguf.GGUFReader(model).tensors)
    return count if is_exact else math.ceil(0.9 * count)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("model", type=Path, help="GGUF file")
    parser.add_argument("--transcripts", type=int, default=25)
    options = parser.parse_args()
    torch.set_num_threads(1)
    codec = Codec()
    with serving(options.model) as server:
        same, texts = compare_tokens(server, codec)
        print(f"texts with the same tokens: {same}/{texts}", flush=True)
        prompts, replies, count = compare_replies(server, codec, load(options.checkpoint), options.transcripts)
    needed = replies_needed(options.model, count)
    print(f"conversations with the same tokens: {prompts}/{count}")
    print(f"greedy replies that agree: {replies}/{count}, at least {needed} needed")
    return 0 if same == texts and prompts == count and replies >= needed else 1


if __name__ == "__main__":
    sys.exit(main())
