#!/usr/bin/env python3
"""Runs the real Claude Code against deputy and asserts what crossed the wire and what its model would have seen.

No account and no network: the API is a scripted stub on loopback, the key is a dummy, the home is a temporary folder
and the environment is empty but for what is listed here. The model behind deputy is a real llama.cpp server.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from answer_facts import holds
from fault_log import FaultLog, write_fault_log
from messages_api_stub import MessagesAPIStub, text_of

HERE = Path(__file__).parent
MODERN = "2026-07-28"
SHOWN_TO_THE_MODEL = 50_000  # characters; Claude Code replaces a longer result by a preview


class Checks:
    """Named assertions that go on after one has failed, so that one run shows everything that is wrong."""

    def __init__(self):
        self.failed: list[str] = []
        self.passed = 0

    def that(self, name: str, holds: bool, detail: str = "") -> None:
        if holds:
            self.passed += 1
            return
        self.failed.append(name)
        print(f"   [FAILED] {name}{': ' + detail[:600] if detail else ''}")


@dataclass
class Run:
    """What one run of Claude Code left behind."""

    status: int
    output: list[dict]
    stub: MessagesAPIStub
    wire: list[dict]

    def messages(self, source: str) -> list[dict]:
        """The JSON-RPC messages of one side, in order. A line that is no JSON becomes {"garbage": line}."""
        found = []
        for event in self.wire:
            if event["from"] != source:
                continue
            try:
                found.append({**json.loads(event["line"]), "at": event["t"]})
            except ValueError:
                found.append({"garbage": event["line"]})
        return found

    def tap(self, beginning: str) -> list[dict]:
        return [event for event in self.wire if event["from"] == "tap" and event["line"].startswith(beginning)]


def run_claude_code(options: argparse.Namespace, negotiation: str, folder: Path, turns: list) -> Run:
    """One session: `claude -p` with deputy in its .mcp.json behind a wire tap."""
    home, project, wire = folder / "home", folder / "project", folder / "wire.jsonl"
    for path in (home, project):
        path.mkdir(parents=True)
    config = {"mcpServers": {"deputy": {
        "type": "stdio", "command": sys.executable,
        "args": [str(HERE / "wire_tap.py"), str(wire), "--", str(options.deputy)],
        "env": {"LLAMA_SERVER_URL": options.llama_url, "DEPUTY_ROOTS": str(options.folder)},
    }}}
    (project / ".mcp.json").write_text(json.dumps(config, indent=2))
    with MessagesAPIStub(turns) as stub:
        environment = {
            "HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb", "SHELL": "/bin/sh",
            "ANTHROPIC_BASE_URL": stub.url, "ANTHROPIC_API_KEY": "dummy-key-for-the-loopback-stub",
            "MCP_PROTOCOL_NEGOTIATION": negotiation, "DISABLE_TELEMETRY": "1", "DISABLE_ERROR_REPORTING": "1",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_AUTOUPDATER": "1",
        }
        command = [str(options.claude), "-p", "Find out what is wrong in the shop's log.",
                   "--mcp-config", ".mcp.json", "--strict-mcp-config", "--allowedTools", "mcp__deputy",
                   "--output-format", "stream-json", "--verbose"]
        done = subprocess.run(command, cwd=project, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=180)
    (folder / "claude.out").write_text(done.stdout)
    (folder / "claude.err").write_text(done.stderr)
    output = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in wire.read_text().splitlines()] if wire.exists() else []
    return Run(done.returncode, output, stub, events)


def check_connection(run: Run, negotiation: str, checks: Checks) -> None:
    checks.that("Claude Code ends with status 0", run.status == 0, str(run.status))
    servers = [server for message in run.output for server in message.get("mcp_servers", [])]
    checks.that("Claude Code reports deputy as connected",
                {"name": "deputy", "status": "connected"} in
                [{"name": server.get("name"), "status": server.get("status")} for server in servers], str(servers))
    methods = [message.get("method") for message in run.messages("client")]
    if negotiation == "auto":
        checks.that("the first message is server/discover", methods[:1] == ["server/discover"], str(methods))
        checks.that("the probe's answer makes initialize unnecessary", "initialize" not in methods, str(methods))
    else:
        checks.that("the first message is initialize", methods[:1] == ["initialize"], str(methods))
        checks.that("no probe is sent", "server/discover" not in methods, str(methods))


def check_wire(run: Run, negotiation: str, checks: Checks) -> None:
    sent, received = run.messages("client"), run.messages("server")
    garbage = [message["garbage"] for message in received if "garbage" in message]
    checks.that("the server writes nothing but JSON", not garbage, str(garbage))
    asked = [message["id"] for message in sent if "id" in message]
    answered = [message["id"] for message in received if "id" in message and "method" not in message]
    checks.that("each request is answered once, with its id", sorted(map(str, asked)) == sorted(map(str, answered)),
                f"{asked} {answered}")
    checks.that("ids keep their type", all(any(a == b and type(a) is type(b) for b in answered) for a in asked))
    results = [message["result"] for message in received if "result" in message]
    marked = [result.get("resultType") == "complete" for result in results]
    checks.that("resultType stands in each result of the new protocol and in none of the old one",
                all(marked) if negotiation == "auto" else not any(marked), str(marked))
    checks.that("no request from the server", not [m for m in received if "method" in m and "id" in m])
    for call in (message for message in sent if message.get("method") == "tools/call"):
        check_progress(call, received, checks)


def check_progress(call: dict, received: list[dict], checks: Checks) -> None:
    """Progress of one call: the client's token, increasing, with text, and silent after the answer."""
    token = call["params"].get("_meta", {}).get("progressToken")
    answers = [message["at"] for message in received if message.get("id") == call["id"] and "method" not in message]
    progress = [message for message in received
                if message.get("method") == "notifications/progress" and message["params"]["progressToken"] == token]
    if call["params"]["name"] == "agent_chat":
        checks.that("agent_chat reports progress", len(progress) > 0)
    values = [message["params"]["progress"] for message in progress]
    checks.that("progress increases", all(a < b for a, b in zip(values, values[1:])), str(values))
    checks.that("progress has a text", all(message["params"].get("message") for message in progress))
    checks.that("no progress after the answer", not answers or all(m["at"] <= answers[0] for m in progress))


def check_what_the_model_saw(run: Run, log: FaultLog, checks: Checks) -> None:
    first = json.dumps(run.stub.requests[0]) if run.stub.requests else ""
    for tool in ("mcp__deputy__agent_chat", "mcp__deputy__list_conversations"):
        checks.that(f"the model is told of {tool}", tool in first)
    seen = run.stub.seen_results()
    checks.that("the model saw three tool results", len(seen) == 3, str(seen))
    if len(seen) != 3:
        return
    checks.that("none is an error", not any(result.get("is_error") for result in seen), str(seen))
    text = text_of(seen[0])
    checks.that("the answer is short enough to be shown whole", len(text) <= SHOWN_TO_THE_MODEL)
    try:
        answer = json.loads(text)
    except ValueError:
        checks.that("the answer of agent_chat is JSON", False, text)
        return
    checks.that("agent_chat gives a final answer", answer.get("type") == "final_answer", text)
    for fault in log.faults[:3]:
        checks.that(f"the model read '{fault.count} × {fault.mark}'",
                    all(holds(answer.get("content", ""), fact) for fact in (str(fault.count), fault.mark)), text)
    conversation = answer.get("conversation_id", "")
    checks.that("list_conversations names the conversation", conversation and conversation in text_of(seen[1]),
                text_of(seen[1]))
    lines = text_of(seen[2]).split("\\n")
    checks.that("the model read the lines of the result that it asked for, and no others",
                len(lines) == 2 and all(f.mark in line for f, line in zip(log.faults[1:3], lines)), text_of(seen[2]))
    results = {message["id"]: message["result"] for message in run.messages("server") if "result" in message}
    called = [message for message in run.messages("client") if message.get("method") == "tools/call"]
    for call in called:
        result = results.get(call["id"], {})
        if "structuredContent" in result:
            checks.that("structuredContent equals the text",
                        json.loads(result["content"][0]["text"]) == result["structuredContent"])


def read_two_lines(seen: list[dict]) -> list[dict]:
    """The turn that reads lines 2 and 3 of the tool result behind the answer."""
    answer = json.loads(text_of(seen[0]))
    number = answer["tools_executed"][0]["result"]
    uri = f"deputy://conversations/{answer['conversation_id']}/results/{number}?start_line=2&end_line=3"
    return [{"tool": "ReadMcpResourceTool", "input": {"server": "deputy", "uri": uri}}]


def check_end(run: Run, checks: Checks) -> float | None:
    """The server ends by itself when it is asked, before the client's SIGKILL, and leaves nothing behind.

    Returns the milliseconds that it took. Deputy promises 100, and its own tests hold it to that; here the time of the
    client and of the tap is in the figure, so it is only shown.
    """
    children, exits = run.tap("child "), run.tap("exit ")
    asked = run.tap("signal ") + run.tap("end of input")
    checks.that("the server was started once", len(children) == 1, str(children))
    checks.that("the server ended by itself, with status 0", [event["line"] for event in exits] == ["exit 0"],
                str(run.tap("")))
    for event in children:
        pid = event["line"].split()[1]
        checks.that("the server's process is gone", not Path(f"/proc/{pid}").exists(), pid)
    if not exits or not asked:
        return None
    return (exits[0]["t"] - min(event["t"] for event in asked)) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", type=Path, required=True)
    parser.add_argument("--claude", type=Path, required=True, help="the claude program")
    parser.add_argument("--llama-url", required=True)
    parser.add_argument("--folder", type=Path, required=True, help="an empty folder")
    options = parser.parse_args()

    log = write_fault_log(options.folder / "shop.log")
    turns = [
        [{"text": "I hand this to the deputy."},
         {"tool": "mcp__deputy__agent_chat",
          "input": {"task": f"What are the most frequent errors in {log.path}?", "temperature": 0}}],
        [{"tool": "mcp__deputy__list_conversations", "input": {}}],
        read_two_lines,
        [{"text": "The payments service times out."}],
    ]
    checks = Checks()
    for negotiation in ("auto", "legacy"):
        started = time.monotonic()
        run = run_claude_code(options, negotiation, options.folder / negotiation, turns)
        check_connection(run, negotiation, checks)
        check_wire(run, negotiation, checks)
        check_what_the_model_saw(run, log, checks)
        delay = check_end(run, checks)
        methods = [message.get("method") for message in run.messages("client")]
        print(f"   MCP_PROTOCOL_NEGOTIATION={negotiation}: {time.monotonic() - started:.1f} s, "
              f"the client sent {', '.join(filter(None, methods))}; "
              f"asked to end, deputy was gone after {'?' if delay is None else round(delay)} ms", flush=True)
    if checks.failed:
        print(f"\nFAILED: {len(checks.failed)} of {checks.passed + len(checks.failed)} checks", file=sys.stderr)
        return 1
    print(f"   {checks.passed} checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
