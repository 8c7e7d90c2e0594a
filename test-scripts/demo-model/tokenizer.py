"""The byte-level BPE tokenizer, and a conversation as tokens.

Merges never join a space with a word and never contain a digit, so that a copied word, number or path keeps its tokens
wherever it stands. `python tokenizer.py` trains tokenizer.json anew (10 s); a model fits only the file it was trained with.
"""

import argparse
import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from generate import is_reply

FILE = Path(__file__).parent / "tokenizer.json"
SIZE = 1536
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
CHAT_TEMPLATE = (
    "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)
# Where merges may happen in training: inside words, and in the few sequences that every call has.
TRAINING_SPLIT = r"[A-Za-z]+|\{\"|\":|\",|\"\}\}| +|\n|[\s\S]"


def train(transcripts: int = 6000) -> None:
    """Writes tokenizer.json from generated transcripts."""
    from generate import document, vocabulary

    def texts():
        for index in range(transcripts):
            messages = document("tokenizer", index)["messages"]
            yield from (message["content"] for message in messages[0 if index % 8 == 0 else 1 :])
        known = [
            vocabulary.WORDS,
            vocabulary.HOSTS,
            vocabulary.FOLDERS,
            vocabulary.LOGS,
            vocabulary.SERVICES,
            vocabulary.MESSAGES,
        ]
        yield from (word for words in known for word in words for _ in range(30))

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(TRAINING_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.train_from_iterator(
        texts(),
        trainers.BpeTrainer(
            vocab_size=SIZE - len(SPECIALS),
            min_frequency=20,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.save(str(FILE))


class Codec:
    """Text and conversations to token numbers and back, as llama.cpp's "gpt-2" tokenizer does it."""

    def __init__(self, file: Path = FILE):
        self.tokenizer = Tokenizer.from_file(str(file))
        model = json.loads(file.read_text())["model"]
        self.tokens = sorted(model["vocab"], key=model["vocab"].get)
        self.merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
        first = len(self.tokens)
        self.end_of_text, self.start, self.end = first, first + 1, first + 2

    def encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def decode(self, tokens: list[int]) -> str:
        return self.tokenizer.decode([token for token in tokens if token < self.end_of_text])

    def chat(self, messages: list[dict], prompt: bool = False) -> tuple[list[int], list[int]]:
        """Tokens, and 1 where the model has to predict the token: assistant text and its end. `prompt` opens a reply."""
        tokens, learn, newline = [], [], self.encode("\n")
        for message in messages:
            own = message["role"] == "assistant"
            learnt = is_reply(message)
            head = [self.start] + (self.encode("assistant\n") if own else [])
            body = self.encode(message["content"] if own else f"{message['role']}\n{message['content']}") + [self.end]
            tokens += head + body + newline
            learn += [0] * len(head) + [int(learnt)] * len(body) + [0]
        if prompt:
            head = [self.start] + self.encode("assistant\n")
            tokens, learn = tokens + head, learn + [0] * len(head)
        return tokens, learn


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    train()
    print(f"{len(Codec().tokens)} tokens in {FILE}")
