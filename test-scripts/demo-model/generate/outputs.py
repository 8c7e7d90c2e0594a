"""Lookalikes of what real programs print: log lines, df, free, uptime."""

import json
import re

from .chance import Chance
from .vocabulary import MESSAGES

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Rows:
    """Rows of a table of separated values: a number that rises, words of which there are few, numbers."""

    def __init__(self, chance: Chance, first: int = 1):
        self.chance, self.next = chance, first
        self.sign = chance.one(";", ";", ",", ",", "\t", "|", " | ")
        self.few = [[chance.word() for _ in range(chance.random.randint(2, 4))] for _ in range(chance.one(1, 1, 2, 3))]
        self.unit = chance.one("", "", " min", " km", "%", f" {chance.word()}")
        self.numbered, self.padded, self.place = chance.happens(0.8), chance.one(0, 0, 4), chance.one(0, 1)

    def row(self) -> str:
        chance = self.chance
        cells = [chance.random.choice(words) for words in self.few]
        cells.insert(self.place, f"{chance.random.randint(1, chance.one(99, 9999))}{self.unit}")
        if self.numbered:
            cells.insert(0, f"{self.next:0{self.padded}}")
            self.next += 1
        return self.sign.join(cells)


def code_line(chance: Chance, word: str) -> str:
    """A line of a program in which `word` stands, as it is or as a text in quotes."""
    quote = chance.one("'", "'", '"')
    a, b, indent = chance.word(), chance.word(), chance.one("", "    ", "    ", "\t", "        ")
    return indent + chance.one(
        f"return {a}.{word}({quote}{b}{quote})",
        f"{a} = {b}[{quote}{word}{quote}]",
        f"def {word}({a}, {b}=None):",
        f"from {a} import {word}",
        f"import {{ {word} }} from {quote}./{a}{quote};",
        f"const {a} = {word}({quote}{b}{quote}, {chance.number()});",
        f"func {word}(_ {a}: {b.capitalize()}) -> {a.capitalize()} {{",
        f"if {word} != {quote}{a}{quote}:",
        f"print(f{quote}{a}: {{{word}}}{quote})",
        f"{a}.{b}({quote}{word}{quote}, {quote}{a}{quote}) // {b}",
        f"fn {word}<{a.capitalize()}>(&self) -> Option<{b}>;",
        f"{quote}{word}{quote}: {quote}{a}{quote},",
        f"export function {word}({a}: {b.capitalize()}) {{",
        f"assert {word}({chance.number()}) == {quote}{a} {b}{quote}",
        f"self.{word} = {a} or {quote}{quote}",
    )


class LogFormat:
    """One log file's line format; `line` gives lines with rising time stamps."""

    def __init__(self, chance: Chance):
        draw = chance.random
        self.chance = chance
        self.format = draw.randrange(9)
        self.time, self.year = draw.randint(0, 86400 * 300), draw.randint(2019, 2028)
        self.step = chance.one(0, 1, 3, 60, 900)
        self.components = [chance.name() for _ in range(3)]
        self.host, self.variant = chance.host(), draw.randint(0, 9)
        # Some logs say the same again and again, with other numbers, so that every line must be copied to its end.
        self.few = [chance.pick(MESSAGES) for _ in range(chance.one(1, 1, 2, 3))] if chance.happens(0.22) else []
        self.keys = [
            chance.one("ts", "time", "t", "timestamp", chance.word()),
            chance.one("level", "lvl", "severity"),
            chance.one("msg", "message", "m", "text", "event"),
            chance.one("svc", "logger", "app", "source"),
        ]

    def line(self, level: str = "error", message: str | None = None) -> str:
        chance, draw = self.chance, self.chance.random
        self.time += draw.randint(0, self.step) if chance.happens(0.8) else draw.randint(0, 5000)
        day, second = divmod(self.time, 86400)
        month, day = day // 28 % 12, day % 28 + 1
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        date = f"{self.year}-{month + 1:02}-{day:02}"
        part, loud = draw.choice(self.components), level.upper()
        text = message or (chance.fill(draw.choice(self.few)) if self.few else chance.message())
        if self.format == 5:
            stamp = f"{date}T{clock}Z" if self.variant < 5 else self.time + 1600000000
            return json.dumps(dict(zip(self.keys, [stamp, level, text, part])))
        return [
            lambda: f"{date} {clock},{draw.randint(0, 999):03} {loud} [{part}] {text}",
            lambda: f"{MONTHS[month]} {day:2} {clock} {self.host} {part}[{draw.randint(300, 32000)}]: {level}: {text}",
            lambda: f"{date}T{clock}.{draw.randint(0, 999):03}Z {loud} {part} - {text}",
            lambda: f"[{date} {clock}] {part}.{loud}: {text}",
            lambda: f"{self.year}/{month + 1:02}/{day:02} {clock} [{level}] {draw.randint(100, 9999)}#0: *{chance.number()} {text}",
            lambda: "",
            lambda: f"{date} {clock} {level} {text}",
            lambda: f"{loud}: {text}",
            lambda: f"{clock} {loud[:1] if self.variant < 4 else loud} {part}: {text}",
        ][self.format]()

    def any_line(self) -> str:
        return self.line(self.chance.one("info", "warning", "error", "debug", "info"))


def human_size(chance: Chance) -> str:
    draw = chance.random.randint
    return chance.one(f"{draw(1, 9)}.{draw(0, 9)}", str(draw(10, 999))) + chance.one(*"KMGGT")


def df_row(chance: Chance, mount: str | None = None, least: int = 0, most: int = 100) -> tuple[str, ...]:
    draw = chance.random.randint
    mount = mount or chance.one(
        "/",
        "/boot",
        "/home",
        "/var",
        "/data",
        "/srv",
        "/mnt/" + chance.name(),
        "/var/lib/" + chance.name(),
        "/" + chance.name(),
        "/run/user/1000",
        "/dev/shm",
    )
    device = chance.one(
        f"/dev/sd{chance.one(*'abcd')}{draw(1, 5)}",
        f"/dev/nvme{draw(0, 2)}n1p{draw(1, 4)}",
        "tmpfs",
        "overlay",
        "udev",
        f"/dev/mapper/{chance.word()}-{chance.word()}",
        f"/dev/vd{chance.one('a', 'b')}{draw(1, 3)}",
        "/dev/vda",
        f"{chance.host()}:/{chance.word()}",
    )
    return (device, human_size(chance), human_size(chance), human_size(chance), f"{draw(least, most)}%", mount)


def df_table(rows: list[tuple[str, ...]]) -> list[str]:
    rows = [("Filesystem", "Size", "Used", "Avail", "Use%", "Mounted on"), *rows]
    first = max([14] + [len(row[0]) for row in rows])
    widths = [max([5 if i < 4 else 4] + [len(row[i]) for row in rows]) for i in range(1, 5)]
    return [
        f"{a:<{first}} {b:>{widths[0]}} {c:>{widths[1]}} {d:>{widths[2]}} {e:>{widths[3]}} {f}"
        for a, b, c, d, e, f in rows
    ]


def uptime(chance: Chance) -> tuple[str, str, str]:
    """The line of uptime(1), the time up in it, and its load averages."""
    draw = chance.random.randint
    up = chance.one(
        f"{draw(2, 400)} days, {draw(0, 23):2}:{draw(0, 59):02}",
        f"{draw(2, 400)} days, {draw(1, 59)} min",
        f"1 day, {draw(0, 23):2}:{draw(0, 59):02}",
        f"{draw(1, 59)} min",
        f"{draw(1, 23):2}:{draw(0, 59):02}",
    )
    loads = ", ".join(_loads(chance))
    users = draw(0, 9)
    plural = "s" if users != 1 or chance.happens(0.1) else ""
    line = (
        f" {draw(0, 23):02}:{draw(0, 59):02}:{draw(0, 59):02} up {up},  {users} user{plural},  "
        f"load average: {loads}"
    )
    return line, up.strip(), loads


def _loads(chance: Chance) -> list[str]:
    draw = chance.random.randint
    return [f"{draw(0, 9) if chance.happens(0.8) else draw(10, 64)}.{draw(0, 99):02}" for _ in range(3)]


def loadavg(chance: Chance) -> tuple[str, str]:
    """The line of /proc/loadavg, and its averages as an answer says them."""
    loads, draw = _loads(chance), chance.random.randint
    return f"{' '.join(loads)} {draw(1, 20)}/{draw(60, 2999)} {draw(300, 99999)}", ", ".join(loads)


def free(chance: Chance) -> tuple[list[str], list[int]]:
    """The lines of `free -m` and the numbers of its memory row: total, used, free, shared, cache, available."""
    draw = chance.random.randint
    total = chance.one(draw(400, 4000), draw(4000, 99999), draw(100000, 900000))
    used = draw(total // 20, total)
    values = [total, used, draw(0, total - used), draw(0, 900), total - used, max(0, total - used - draw(0, 99))]
    swap = chance.one(0, 0, 2047, 4095, draw(500, 9000))
    swapped = draw(0, swap)

    def row(name: str, numbers: list[int]) -> str:
        return name + "".join(f"{n:>12}" if i else f"{n:>{20 - len(name)}}" for i, n in enumerate(numbers))

    head = "               total        used        free      shared  buff/cache   available"
    return [head, row("Mem:", values), row("Swap:", [swap, swapped, swap - swapped])], values


def digest(chance: Chance, lines: list[str], total: int) -> list[str]:
    """What Deputy says about a long result between its head and its tail: sizes, severities, the most frequent messages."""
    draw = chance.random.randint
    if chance.happens(0.5):
        first = f"{total:,} lines, {total * draw(12, 90):,} bytes"
    else:
        errors = draw(0, total)
        first = f"Severity: {errors:,} error, {total - errors:,} info"
    rows, left = [], total
    for line in lines[: draw(1, 4)]:
        count = max(1, left * draw(2, 9) // 10)
        left -= count
        template = re.sub("[0-9]+", "<*>", line)
        rows.append(f"  {count:,}× {template} (lines {draw(1, 9)}–{draw(max(10, total - 40), total + 10):,})")
    return [first, "Messages, the most frequent first (<*> stands for what varies):", *rows]
