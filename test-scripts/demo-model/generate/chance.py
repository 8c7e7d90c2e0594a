"""The random source of one transcript: draws words, hosts, paths and messages."""

import json
import random
import re
from pathlib import Path

from .vocabulary import FOLDERS, HOSTS, LOGS, MESSAGES, PLANTED_ORDERS, WORDS

TOKENIZER = Path(__file__).parent.parent / "tokenizer.json"


def _word_pieces() -> list[str]:
    """The alphabetic tokens of the finished tokenizer, so that training copies every one of them."""
    if not TOKENIZER.exists():
        return []
    vocabulary = json.loads(TOKENIZER.read_text())["model"]["vocab"]
    return [token for token in vocabulary if token.isascii() and token.isalpha()]


PIECES = _word_pieces()


class Chance:
    """Seeded draws; `held_out` draws from the quarter of each list that training never sees."""

    def __init__(self, seed: str, held_out: bool = False, new_wordings: bool = False):
        self.random = random.Random(seed)
        self.held_out = held_out
        self.new_wordings = new_wordings

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *options):
        return self.random.choice(options)

    def pick(self, options: list):
        """One of `options`, from the part that this transcript may use."""
        border = len(options) - max(1, len(options) // 4)
        return self.random.choice(options[border:] if self.held_out else options[:border])

    def number(self) -> int:
        digits = self.random.randint(1, 5)
        return self.random.randint(10 ** (digits - 1), 10**digits - 1)

    def said(self, number: int) -> str:
        """A number of a task, sometimes as a word."""
        names = "one two three four five six seven eight nine ten".split()
        return names[number - 1] if 2 <= number <= len(names) and self.happens(0.15) else str(number)

    def word(self) -> str:
        """A known word, one built from token pieces, one of syllables, or letters: copying must not need meaning."""
        kind = self.random.random()
        if kind < 0.35:
            return self.pick(WORDS)
        if kind < 0.75 and PIECES:
            return "".join(self.random.choice(PIECES) for _ in range(self.random.randint(1, 3)))
        if kind < 0.92:
            return "".join(
                self.random.choice("bcdfghjklmnprstvwxz")
                + self.random.choice("aeiouy")
                + self.one("", "", "n", "r", "s", "k")
                for _ in range(self.random.randint(1, 3))
            )
        return "".join(self.random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(self.random.randint(2, 6)))

    def hex(self) -> str:
        return "".join(self.random.choice("0123456789abcdef") for _ in range(self.one(6, 8, 12)))

    def address(self) -> str:
        return ".".join(str(self.random.randint(1, 254)) for _ in range(4))

    def name(self) -> str:
        kind, word = self.random.random(), self.word()
        if kind < 0.45:
            return word
        if kind < 0.75:
            return word + self.one("-", "_") + self.word()
        if kind < 0.87:
            return word + str(self.random.randint(1, 99))
        if kind < 0.94:
            return word + self.letters(4, 8)
        return word + self.one("-", "_", ".") + self.hex()[:4]

    def letters(self, least: int, most: int) -> str:
        """What mkdtemp and its like append to a name."""
        alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_"
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randint(least, most)))

    def folder(self) -> str:
        path = self.pick(FOLDERS) if self.happens(0.7) else "/" + self.name()
        for _ in range(self.one(0, 1, 1, 1, 2)):
            path += "/" + (path.rpartition("/")[2] if self.happens(0.07) else self.name())
        if self.happens(0.9):
            return path
        return self.one(".", "./" + self.name(), self.name(), "~/" + self.name())

    def file(self, *endings: str) -> str:
        folder, name = self.folder(), self.name()
        # A name that follows itself, as in /srv/app/app.log, is easily copied once or without end.
        last = folder.rpartition("/")[2]
        if last.strip(".~") and self.happens(0.2):
            name = self.one(last, last, last, last + self.one("-", "_") + self.word(), self.word() + "-" + last)
        return folder + "/" + name + self.one(*endings)

    def log(self) -> str:
        if self.happens(0.25):
            return self.pick(LOGS)
        if self.happens(0.2):
            return (
                self.one("", "", "", "./", self.word() + "/") + self.name() + self.one(".log", ".log", ".out", ".txt")
            )
        several = self.one(
            ".json.log", ".access.log", f"-{self.random.randint(2019, 2028)}-11-03.log", ".log.2", ".err.log"
        )
        return self.file(
            ".log", ".log", ".log", ".log", ".log", ".log.1", ".txt", ".out", "-error.log", ".err", several
        )

    def host(self) -> str:
        kind = self.random.random()
        if kind < 0.5:
            return self.pick(HOSTS)
        if kind < 0.75:
            return self.word() + str(self.random.randint(1, 40))
        if kind < 0.85:
            return self.word() + "-" + self.word()
        if kind < 0.92:
            return self.address()
        return self.word() + "." + self.word() + self.one(".com", ".lan", ".internal", ".net")

    def fill(self, text: str) -> str:
        """`text` with {w}, {ip}, {path} … drawn anew each time."""
        sources = {
            "ip": self.address,
            "n": self.number,
            "host": self.host,
            "w": self.word,
            "hex": self.hex,
            "port": lambda: self.one("80", "443", "5432", "6379", str(self.number())),
            "d": lambda: self.random.randint(0, 40),
            "path": lambda: self.folder() + "/" + self.name(),
            "W": lambda: self.word().capitalize(),
            "code": lambda: self.one(500, 502, 503, 504, 404, 403),
        }
        return re.sub(r"\{(\w+)\}", lambda match: str(sources[match[1]]()), text)

    def message(self) -> str:
        """A log message; three in a hundred are orders that somebody planted for a model to read."""
        if self.happens(0.03):
            return self.fill(self.random.choice(PLANTED_ORDERS))
        if self.happens(0.2):
            return self.words(2, 9)
        text = self.fill(self.pick(MESSAGES))
        return text if self.happens(0.7) else text[0].upper() + text[1:]

    def words(self, least: int, most: int) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(least, most)))

    def counts(self, how_many: int) -> list[int]:
        """Falling counts, as `sort | uniq -c | sort -rn` prints them."""
        draw = self.random.randint
        return sorted(
            (self.one(draw(1, 9), draw(1, 99), draw(10, 999), draw(100, 20000)) for _ in range(how_many)), reverse=True
        )
