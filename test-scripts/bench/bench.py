#!/usr/bin/env python3
"""Measures deputy against the floor in C, both in the same run and in alternation.

The floor does the least that such a server can do on this machine, so the ratio to it says more than a time does.
A value is the median over the rounds. Where the project promises a figure, the last column says whether it holds.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from mcp_process import MCPProcess
from measurements import MEASUREMENTS
from stub_control import StubControl

# What the project promises: (measurement, row, "ratio" to the floor or "value", most).
PROMISES = [
    ("start", "cold start ms", "ratio", 4.0),
    ("start", "exit on end of input ms", "value", 5.0),
    ("start", "not gone after 1.5 s", "value", 0),
    ("ping", "ping us", "ratio", 2.0),
    ("ping", "pings unanswered", "value", 0),
    ("loop", "loop step us", "ratio", 2.5),
    ("loop", "loop calls failed", "value", 0),
    ("history", "loop step with 1 MB history us", "ratio", 2.5),
    ("history", "1 MB history: failed", "value", 0),
    ("large", "50 MB result ms", "ratio", 2.0),
    *(("large", f"{megabytes} MB result: failed", "value", 0) for megabytes in (10, 50)),
    ("cancel", "cancel to closed ms", "value", 2.0),
    ("cancel", "cancel to closed, worst ms", "value", 10.0),
    ("cancel", "cancels without effect", "value", 0),
    ("cancel", "cancelled calls answered", "value", 0),
    ("idle", "idle RSS MiB", "value", 10.0),
    ("idle", "tools/list bytes", "value", 2150),
    ("keeping", "conversation beyond its text bytes", "value", 4096),
    ("orphans", "processes left behind", "value", 0),
    ("progress", "progress that does not increase", "value", 0),
    *(("flight", f"{width} in flight: failed", "value", 0) for width in (1, 8, 64, 256)),
]


def promised(names: list[str], quick: bool) -> list[str]:
    """The rows that these measurements must give; the quick ones leave the 50 MB out."""
    return [row for name, row, _, _ in PROMISES if name in names and not (quick and row.startswith("50 MB"))]


def shown(value: float | None) -> str:
    if value is None:
        return "-"
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 100 else f"{value:.2f}"


def ratio(ours: float | None, floor: float | None) -> float | None:
    return ours / floor if ours is not None and floor else None


def judged(name: str, ours: float | None, floor: float | None) -> tuple[str, bool]:
    """The last column for a row, and whether it is well."""
    for _, row, kind, most in PROMISES:
        if row != name:
            continue
        value = ratio(ours, floor) if kind == "ratio" else ours
        limit = f"{shown(most)}{' × the floor' if kind == 'ratio' else ''}"
        if value is None:
            return f"not measured, at most {limit} promised", False
        return f"{'ok' if value <= most else 'MISSED'}, at most {limit} promised", value <= most
    return "", True


def measure(servers: dict[str, MCPProcess], names: list[str], rounds: int, quick: bool, stub: StubControl) -> dict:
    """{server: {measurement: values of the rounds}}; the order of the servers alternates."""
    values: dict[str, dict[str, list]] = {label: {} for label in servers}
    for number in range(rounds):
        for name in names:
            for label in list(servers) if number % 2 == 0 else reversed(list(servers)):
                begun = time.monotonic()
                stub.reset()
                try:
                    found = MEASUREMENTS[name](servers[label], stub, quick)
                except Exception as error:  # one measurement that fails must not hide the others
                    print(f"   {name} of {label} failed: {error!r}", file=sys.stderr)
                    continue
                for key, value in found.items():
                    if value is not None:
                        values[label].setdefault(key, []).append(value)
                print(f"   round {number + 1}: {name:8} {label:7} {time.monotonic() - begun:5.1f} s",
                      file=sys.stderr, flush=True)
    return {label: {key: statistics.median(found) for key, found in table.items()} for label, table in values.items()}


def print_table(results: dict, expected: list[str]) -> bool:
    """Prints a table in Markdown, where a row that was expected and not measured has its place; whether all is well."""
    ours, floor = results["deputy"], results["floor"]
    kept = True
    print("| measurement | floor | deputy | ratio | |\n|---|---:|---:|---:|---|")
    for name in dict.fromkeys([*floor, *ours, *expected]):
        verdict, well = judged(name, ours.get(name), floor.get(name))
        kept = kept and well
        print(f"| {name} | {shown(floor.get(name))} | {shown(ours.get(name))} "
              f"| {shown(ratio(ours.get(name), floor.get(name)))} | {verdict} |")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", required=True)
    parser.add_argument("--floor", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, no 50 MB result")
    parser.add_argument("--only", help=f"measurements, with commas: {', '.join(MEASUREMENTS)}")
    parser.add_argument("--json", help="write the values to this file as well")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(MEASUREMENTS)
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"there is no measurement {unknown[0]}; there are {', '.join(MEASUREMENTS)}")

    stub = StubControl()
    with tempfile.TemporaryDirectory(prefix="deputy-bench.") as folder:
        small_file = Path(folder, "small.txt")
        small_file.write_text("state ok\nload 0.12\n" * 4)
        stub.defaults = {"tool_arguments": {"file_path": str(small_file), "start_line": 1, "end_line": "{n}"}}
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "LLAMA_SERVER_URL": stub.url,
                       "DEPUTY_ROOTS": folder, "FLOOR_FILE": str(small_file)}
        servers = {
            "floor": lambda: MCPProcess([options.floor], environment),
            "deputy": lambda: MCPProcess([options.deputy], environment),
        }
        try:
            load = os.getloadavg()[0]
            results = measure(servers, names, options.rounds, options.quick, stub)
        finally:
            stub.stop()
    print(f"{time.strftime('%F')}, {os.cpu_count()} cores, load {load:.1f} at the start and {os.getloadavg()[0]:.1f} "
          f"at the end, median of {options.rounds} rounds{', quick' if options.quick else ''}\n")
    kept = print_table(results, promised(names, options.quick))
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1) + "\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
