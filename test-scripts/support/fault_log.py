"""A log file with known faults, and the truth about it."""

import datetime
import random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """A kind of error: how often it occurs, its text, and the part of the text that holds no number."""

    count: int
    text: str
    mark: str


FAULTS = (
    Fault(37, "ERROR [checkout] upstream payments-{} timed out after {} ms", "timed out after"),
    Fault(12, "ERROR [checkout] connection to 10.20.0.{}:{} refused", "refused"),
    Fault(5, "ERROR [mailer] gave up on order {} after {} tries", "gave up on order"),
    Fault(2, "ERROR [stock] negative quantity {} for item {}", "negative quantity"),
)


@dataclass(frozen=True)
class FaultLog:
    """The file that was written, its error lines in order, and its faults, the most frequent first."""

    path: Path
    lines: int
    characters: int
    errors: list[str]
    faults: tuple[Fault, ...] = FAULTS


def write_fault_log(path: Path, quiet_lines: int = 3_000, seed: int = 7) -> FaultLog:
    """Writes a log of `quiet_lines` harmless lines with FAULTS strewn in; the same seed gives the same file."""
    chance = random.Random(seed)
    texts = [f"INFO [checkout] order {chance.randint(10_000, 99_999)} accepted" for _ in range(quiet_lines)]
    for fault in FAULTS:
        for _ in range(fault.count):
            texts.append(fault.text.format(chance.randint(1, 9), chance.randint(1_000, 9_999)))
    chance.shuffle(texts)

    time = datetime.datetime(2026, 11, 20, 6, 0, 0)
    lines = []
    for text in texts:
        time += datetime.timedelta(seconds=chance.randint(1, 40))
        lines.append(f"{time:%Y-%m-%d %H:%M:%S} {text}")
    content = "\n".join(lines) + "\n"
    path.write_text(content, encoding="utf-8")
    return FaultLog(path, len(lines), len(content), [line for line in lines if " ERROR " in line])
