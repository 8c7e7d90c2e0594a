#!/usr/bin/env python3
"""The client's side of test-scripts/demo: drives deputy through the official Python MCP SDK and checks the answers.

It plays the part of Claude Code. Everything that it prints as an answer came over MCP from deputy; everything that it
prints as truth was computed here. Exit status 1 where an answer lacks the truth, 2 where a step could not be taken.
"""

import argparse
import asyncio
import json
import os
import re
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client

from answer_facts import holds
from callers_tool import CALLERS_TOOL
from fault_log import FaultLog, write_fault_log
from root_causes import root_causes

DEADLINE = 900  # seconds for one call: a model of the user's own may be slow


class StepFailed(Exception):
    """A step of the demo that could not be taken; the text says which and why."""


def heading(text: str) -> None:
    print(f"\n== {text}", flush=True)


def note(text: str) -> None:
    print(f"   {text}", flush=True)


def shortened(text: str, width: int = 110) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


@dataclass
class Tally:
    """What the demo found out: facts that were missing, and how much text stayed here and how much went over."""

    missing: list[str] = field(default_factory=list)
    log: int = 0
    kept_here: int = 0
    handed_over: int = 0
    first_answer: float = 0.0

    def check(self, what: str, holds: bool) -> None:
        note(f"{'[ok]' if holds else '[NOT FOUND]'} {what}")
        if not holds:
            self.missing.append(what)


class Progress:
    """Prints progress as it comes; of messages that differ only in their numbers, one a second."""

    def __init__(self, started: float):
        self.started = started
        self.kind = ""
        self.printed = 0.0

    def show(self, message: str) -> None:
        now, kind = time.monotonic(), re.sub(r"\d+( \w+)?", "", message)
        if kind != self.kind or now - self.printed >= 1:
            self.kind, self.printed = kind, now
            note(f"{now - self.started:6.2f} s  {shortened(message)}")


class Orchestrator:
    """Calls deputy's tools and shows what comes back."""

    def __init__(self, client: Client, tally: Tally):
        self.client = client
        self.tally = tally

    async def call(self, tool: str, arguments: dict) -> dict:
        """One tools/call with its progress printed as it comes; the answer as an object."""
        started = time.monotonic()
        shown = Progress(started)

        async def progress(done: float, _total: float | None, message: str | None) -> None:
            shown.show(message or str(done))

        result = await self.client.call_tool(tool, arguments, read_timeout_seconds=DEADLINE, progress_callback=progress)
        text = "".join(block.text for block in result.content if block.type == "text")
        if result.is_error:
            raise StepFailed(f"{tool} answered with an error: {text}")
        try:
            answer = json.loads(text)
        except ValueError:
            raise StepFailed(f"{tool} answered with text that is no JSON: {shortened(text)}") from None
        if answer != result.structured_content:
            raise StepFailed(f"{tool}: the text and structuredContent of the answer differ")
        self.tally.handed_over += len(text)
        answer["seconds"] = time.monotonic() - started
        return answer

    async def agent_chat(self, **arguments) -> dict:
        """agent_chat at temperature 0, with the tools that it ran and its answer printed."""
        answer = await self.call("agent_chat", {"temperature": 0, **arguments})
        for run in answer.get("tools_executed", []):
            note(f"ran {run['tool']}: {shortened(json.dumps(run['args'], ensure_ascii=False), 220)}")
            note(f"    {run['result_length']:,} characters, which stayed in deputy")
            self.tally.kept_here += run["result_length"]
        if answer["type"] == "final_answer":
            note(f"answer after {answer['seconds']:.1f} s, tokens {json.dumps(answer.get('tokens_used'))}:")
            for line in answer["content"].splitlines():
                print(f"      {line}")
            if quotes := answer.get("quotes"):
                note(f"deputy looked the quoted lines up: {quotes['verified']} verified, "
                     f"{len(quotes['not_found'])} not found")
        return answer


def expect(answer: dict, kind: str) -> None:
    if answer["type"] != kind:
        raise StepFailed(f"expected {kind}, but deputy answered {answer['type']}: {shortened(str(answer), 400)}")


async def ask_about_errors(deputy: Orchestrator, log: FaultLog) -> str:
    """The first question. Returns the conversation, for the second one."""
    # Relative to the folder that deputy runs in: at temperature 0 the model is then asked the same on every run.
    task = f"What are the most frequent errors in ./{log.path.name}?"
    heading(f"agent_chat: {task}")
    answer = await deputy.agent_chat(task=task)
    expect(answer, "final_answer")
    deputy.tally.first_answer = answer["seconds"]
    note("the truth, counted while the log was written:")
    for fault in log.faults[:3]:
        found = holds(answer["content"], str(fault.count)) and holds(answer["content"], fault.mark)
        deputy.tally.check(f"{fault.count} × {fault.mark}", found)
    return answer["conversation_id"]


async def ask_a_second_question(deputy: Orchestrator, conversation: str, log: FaultLog) -> None:
    task = "Quote the last 3 errors."
    heading(f"agent_chat, the same conversation: {task}")
    answer = await deputy.agent_chat(task=task, conversation_id=conversation)
    expect(answer, "final_answer")
    note("the truth, from the log itself:")
    for line in log.errors[-3:]:
        deputy.tally.check(line, line in answer["content"])


def run_for_the_model(command: str) -> str:
    """Runs the one command that this part of the demo is about, without a shell; anything else is refused."""
    words = shlex.split(command)
    if words[:1] != ["df"]:
        raise StepFailed(f"the model asked for {command!r}; this demo runs only df for it")
    done = subprocess.run(words, capture_output=True, text=True, timeout=10, env={**os.environ, "LC_ALL": "C"})
    return done.stdout + done.stderr


async def lend_a_tool(deputy: Orchestrator, own_server: bool) -> None:
    """A round in which the model asks for a tool that only the caller has."""
    task = "How full is /tmp?"
    heading(f"agent_chat with a tool of the caller's own (run_command): {task}")
    answer = await deputy.agent_chat(task=task, tools=[CALLERS_TOOL])
    if answer["type"] == "final_answer" and own_server:
        note("your model answered with deputy's own tools and did not ask for run_command")
        return
    expect(answer, "tool_call")
    call = answer["tool_call"]
    note(f"handed back: {call['name']} {json.dumps(call['arguments'])}")
    if call["name"] != CALLERS_TOOL["name"]:
        raise StepFailed(f"handed back {call['name']}, which deputy has itself: {shortened(answer['content'], 300)}")
    output = run_for_the_model(call["arguments"]["command"])
    note(f"the caller runs it and continues with the {len(output)} characters it printed")
    answer = await deputy.agent_chat(
        conversation_id=answer["conversation_id"],
        tool_result={"tool_name": call["name"], "result": output},
    )
    expect(answer, "final_answer")
    used = re.search(r"\d+%", output)
    if used:
        note("the truth, from the output of df:")
        deputy.tally.check(used[0], used[0] in answer["content"])


async def list_conversations(deputy: Orchestrator, conversation: str) -> None:
    heading("list_conversations")
    answer = await deputy.call("list_conversations", {})
    text = json.dumps({key: value for key, value in answer.items() if key != "seconds"}, ensure_ascii=False)
    note(shortened(text, 400))
    deputy.tally.check(f"it lists the conversation {conversation}", conversation in text)


async def demonstrate(options: argparse.Namespace, tally: Tally) -> None:
    heading("A log with known faults")
    log = write_fault_log(options.folder / "shop.log")
    tally.log = log.characters
    note(f"{log.path}: {log.lines:,} lines, {log.characters:,} characters, {len(log.errors)} errors")

    heading(f"Connect: the official Python MCP SDK {version('mcp')} starts deputy")
    # Settings of the user's belong to the user's server; the demo model has those that it was made for.
    ours = ("LLAMA_", "DEPUTY_") if options.own_server else ("LLAMA_SERVER_URL",)
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(ours) or name == "DEBUG_MCP"}
    parameters = StdioServerParameters(
        command=str(options.deputy), cwd=options.folder,
        # A home of its own: the hosts and credentials of whoever runs the demo have no part in it.
        env={**passed_on, "DEPUTY_ROOTS": str(options.folder), "HOME": str(options.folder)})
    with open(options.folder / "deputy.err", "w", encoding="utf-8") as errors:
        started = time.monotonic()
        async with Client(stdio_client(parameters, errlog=errors), mode="auto") as client:
            note(f"connected in {(time.monotonic() - started) * 1000:.0f} ms, protocol {client.protocol_version}")
            tools = (await client.list_tools()).tools
            note(f"tools/list: {', '.join(tool.name for tool in tools)}")
            deputy = Orchestrator(client, tally)
            conversation = await ask_about_errors(deputy, log)
            await ask_a_second_question(deputy, conversation, log)
            await lend_a_tool(deputy, options.own_server)
            await list_conversations(deputy, conversation)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", type=Path, required=True, help="the program")
    parser.add_argument("--folder", type=Path, required=True, help="an empty folder for the log file")
    parser.add_argument("--own-server", type=lambda text: text == "yes", default=False,
                        help="'yes' where the model is the user's: what it misses is said, but is no failure")
    options = parser.parse_args()

    tally = Tally()
    try:
        asyncio.run(demonstrate(options, tally))
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # the SDK raises groups, cancellations and its own types
        for cause in root_causes(error):
            print(f"\nFAILED: {cause if isinstance(cause, StepFailed) else repr(cause)}", file=sys.stderr)
        said = (options.folder / "deputy.err").read_text(errors="replace").splitlines()[-5:]
        for line in said:
            print(f"   deputy said: {line}", file=sys.stderr)
        return 2

    heading("In all")
    note(f"first answer after {tally.first_answer:.1f} s; the tools worked through a log of {tally.log:,} characters, "
         f"the model read {tally.kept_here:,} that they printed, and {tally.handed_over:,} went to the caller")
    if tally.missing and not options.own_server:
        print(f"\nFAILED: {len(tally.missing)} of the facts above were not in the answers.", file=sys.stderr)
        return 1
    note("every fact was in the answers" if not tally.missing else
         f"your model's answers lacked {len(tally.missing)} of the facts, as marked above")
    return 0


if __name__ == "__main__":
    sys.exit(main())
