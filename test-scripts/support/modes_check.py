#!/usr/bin/env python3
"""The demo model finishes the same tasks however the tools reach it: text protocol, with grammar, native mode.

Two llama.cpp servers run the same model, one with its own chat template and one with demo-native.jinja, which has a
place for tools. First the prompts that the two servers render must be the same bytes; then each way must run the same
tools with the same arguments and end with the same answers, at temperature 0.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from fault_log import write_fault_log

CONFIGURATION = "listen = 0.0.0.0:8443\nworkers = 12\ncolour = green\ntimeout = 30\nretries = 5\n"
SOURCE = 'import sys\n\n\ndef main():\n    print("hello")\n\n\nif __name__ == "__main__":\n    sys.exit(main())\n'


@dataclass(frozen=True)
class Way:
    """One way of telling the model of its tools, and what `deputy doctor` says of it."""

    name: str
    url: str
    environment: dict[str, str]
    doctor: str


@dataclass(frozen=True)
class Outcome:
    """What came of one task: the calls that ran, the answer, the exit status."""

    calls: tuple[tuple[str, str], ...]
    answer: str
    status: int


class Bench:
    def __init__(self, deputy: str, folder: Path):
        self.deputy = deputy
        self.folder = folder

    def run(self, way: Way, *arguments: str, **more: str) -> subprocess.CompletedProcess:
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "LLAMA_SERVER_URL": way.url,
            "DEPUTY_ROOTS": str(self.folder)}
        return subprocess.run(
            [self.deputy, *arguments], env=environment | way.environment | more, cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)

    def outcome(self, way: Way, task: str) -> Outcome:
        audit = self.folder / "audit.jsonl"
        audit.unlink(missing_ok=True)
        done = self.run(way, "run", task, "--temperature", "0", DEPUTY_AUDIT=str(audit))
        lines = audit.read_text().splitlines() if audit.exists() else []
        calls = tuple((entry["tool"], entry["command"]) for entry in map(json.loads, lines)
                      if entry["state"] != "begun")
        return Outcome(calls, done.stdout, done.returncode)


def tasks_in(folder: Path) -> list[str]:
    """Twelve tasks over files that do not change, named from the folder that deputy works in: on every run the model is
    asked the same."""
    (folder / "logs").mkdir(exist_ok=True)
    write_fault_log(folder / "logs/shop.log")
    (folder / "app.conf").write_text(CONFIGURATION)
    code = folder / "code"
    code.mkdir(exist_ok=True)
    for number, name in enumerate(("main.py", "tool.py", "test.py"), 1):
        (code / name).write_text(SOURCE * number)
    return [
        "What are the most frequent errors in ./logs/shop.log?",
        "Show the last 3 errors in ./logs/shop.log.",
        "How many errors are in ./logs/shop.log?",
        "Count the failed logins per IP in ./logs/shop.log.",
        "What is workers in ./app.conf?",
        "Read ./app.conf and report colour.",
        "Read ./nothing.conf and report colour.",
        "What is in ./code?",
        "How many lines of Python are in ./code?",
        "Which *.py files are in ./code?",
        "What is the longest .py file in ./code?",
        "What can you do?",
    ]


def rendered(url: str, body: dict) -> str:
    request = urllib.request.Request(
        f"{url}/apply-template", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)["prompt"]


def later_turns(is_native: bool) -> list[dict]:
    """Two calls in one reply, their results, and a question, as deputy sends them in each mode."""
    arguments = {"command": "df -h /"}
    text = json.dumps({"tool": "bash_command", "arguments": arguments}) * 2
    results = ["Tool result [1] bash_command, exit 0, 1 line:\nx", "Tool result [2] bash_command, exit 0, 1 line:\ny"]
    if not is_native:
        return [{"role": "assistant", "content": text}, {"role": "user", "content": "\n\n".join([*results, "And?"])}]
    calls = [
        {"id": f"call_{number}", "type": "function",
         "function": {"name": "bash_command", "arguments": json.dumps(arguments)}} for number in (1, 2)]
    answers = [
        {"role": "tool", "tool_call_id": call["id"], "content": result}
        for call, result in zip(calls, results, strict=True)]
    return [{"role": "assistant", "content": text, "tool_calls": calls}, *answers, {"role": "user", "content": "And?"}]


def check_prompts(bench: Bench, plain: Way, native: Way) -> int:
    """The number of prompts that the two servers render to different bytes."""
    background = bench.folder / "context.txt"
    background.write_text("Night shift.\nAll quiet so far.")
    different = 0
    for what, options in (("", []), (" with context", ["--context", str(background)])):
        prompts = {}
        for way, mode in ((plain, "text"), (native, "native")):
            done = bench.run(way, "prompt", "How full is the root disk?", *options, DEPUTY_MODE=mode)
            prompts[mode] = json.loads(done.stdout)
        for turns in (False, True):
            for mode, body in prompts.items():
                more = later_turns(mode == "native") if turns else []
                body |= {"messages": body["messages"][:2] + more, "tool_choice": "none"}
            text, own = rendered(plain.url, prompts["text"]), rendered(native.url, prompts["native"])
            verdict = "the same" if text == own else "DIFFERENT"
            different += text != own
            print(f"   prompt{what}{', later turns' if turns else ''}: {len(text.encode()):,} bytes, {verdict}")
    return different


def check_tasks(bench: Bench, ways: list[Way]) -> int:
    """The number of tasks that do not end alike."""
    different = 0
    seconds = {way.name: 0.0 for way in ways}
    for task in tasks_in(bench.folder):
        outcomes = {}
        for way in ways:
            started = time.monotonic()
            outcomes[way.name] = bench.outcome(way, task)
            seconds[way.name] += time.monotonic() - started
        first = outcomes[ways[0].name]
        alike = all(outcome == first for outcome in outcomes.values()) and first.status == 0
        different += not alike
        print(f"   {task:<46} {len(first.calls)} calls, {len(first.answer):>4} characters  "
              f"{'the same' if alike else 'DIFFERENT'}")
        if not alike:
            for name, outcome in outcomes.items():
                print(f"      {name}: status {outcome.status}, {outcome.calls}\n         {outcome.answer[:300]!r}")
    print("   seconds: " + ", ".join(f"{name} {value:.1f}" for name, value in seconds.items()))
    return different


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", required=True)
    parser.add_argument("--plain-url", required=True, help="a server with the demo model and its own template")
    parser.add_argument("--native-url", required=True, help="one with demo-native.jinja")
    parser.add_argument("--folder", type=Path, required=True, help="a folder for files")
    options = parser.parse_args()

    bench = Bench(options.deputy, options.folder.resolve())
    ways = [
        Way("text", options.plain_url, {"DEPUTY_GRAMMAR": "off"}, "mode text, no grammar"),
        Way("text with grammar", options.plain_url, {}, "mode text, with grammar"),
        Way("native", options.native_url, {"DEPUTY_MODE": "auto"}, "mode native, no grammar"),
    ]
    wrong = 0
    for way in ways:
        said = bench.run(way, "doctor").stdout
        if way.doctor not in said:
            wrong += 1
            print(f"   deputy doctor does not say '{way.doctor}' of {way.name}:\n{said}")
    wrong += check_prompts(bench, ways[0], ways[2])
    wrong += check_tasks(bench, ways)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
