#!/usr/bin/env python3
"""Lists and calls deputy's tools with whatever version of the official MCP SDK this Python has.

SDK 2.x speaks both eras (server/discover with 2026-07-28, and initialize); SDK 1.x speaks initialize only. Each era is
a session of its own: list the tools, ask a question that a real model answers, read the tool's output behind the answer,
ask again in the same conversation with two calls at once, list the conversations, and make the mistakes that a client can
make.
"""

import argparse
import asyncio
import json
import sys
import time
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client

from answer_facts import holds
from fault_log import FaultLog, write_fault_log
from root_causes import root_causes

SDK = version("mcp")
DEADLINE = 120  # seconds for all calls of one era


class Failed(Exception):
    """An expectation that deputy did not meet."""


def expect(holds: bool, sentence: str) -> None:
    if not holds:
        raise Failed(sentence)


@asynccontextmanager
async def session_of_sdk_2(parameters: StdioServerParameters, mode: str):
    from mcp.client.client import Client

    async with Client(stdio_client(parameters), mode=mode) as client:
        yield client, client.protocol_version


@asynccontextmanager
async def session_of_sdk_1(parameters: StdioServerParameters, _mode: str):
    from mcp import ClientSession

    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
        result = await session.initialize()
        yield session, result.protocolVersion


def is_error(result) -> bool:
    return result.is_error if hasattr(result, "is_error") else result.isError


def structured(result):
    return result.structured_content if hasattr(result, "structured_content") else result.structuredContent


def answer_of(result) -> dict:
    """The object of a tool result; the text and the structured content must be the same."""
    text = "".join(block.text for block in result.content)
    expect(not is_error(result), f"the call ended in an error: {text}")
    answer = json.loads(text)
    expect(structured(result) == answer, "the text and structuredContent differ")
    return answer


async def check_tools(session) -> None:
    tools = {tool.name: tool for tool in (await session.list_tools()).tools}
    expect({"agent_chat", "list_conversations"} <= set(tools), f"tools/list gave {sorted(tools)}")
    for tool in tools.values():
        schema = getattr(tool, "input_schema", None) or tool.inputSchema
        expect(schema.get("type") == "object", f"{tool.name}: the input schema is no object")
        expect(0 < len(tool.description or "") <= 4096, f"{tool.name}: Claude Code cuts descriptions at 4,096")


async def check_question(session, log: FaultLog) -> str:
    """A question to a real model, with progress; the conversation that it opened."""
    heard: list[tuple[float, str | None]] = []

    async def progress(done, _total, message) -> None:
        heard.append((done, message))

    result = await session.call_tool(
        "agent_chat", {"task": f"What are the most frequent errors in ./{log.path.name}?", "temperature": 0},
        progress_callback=progress)
    answer = answer_of(result)
    expect(answer["type"] == "final_answer", f"agent_chat gave {answer}")
    for fault in log.faults[:3]:
        expect(holds(answer["content"], str(fault.count)) and holds(answer["content"], fault.mark),
               f"the answer lacks {fault.count} × {fault.mark}: {answer['content']}")
    expect(bool(heard), "no progress was reported")
    expect(all(a[0] < b[0] for a, b in zip(heard, heard[1:])), f"progress does not increase: {heard}")
    return answer["conversation_id"]


async def check_resources(session, conversation: str, log: FaultLog) -> None:
    """The result of the question is listed, and its lines are read by their address."""
    form = f"deputy://conversations/{conversation}/results/1"
    templates = await session.list_resource_templates()
    templates = getattr(templates, "resource_templates", None) or templates.resourceTemplates
    expect(str(getattr(templates[0], "uri_template", None) or templates[0].uriTemplate).startswith("deputy://"),
           f"templates: {templates}")
    listed = [str(resource.uri) for resource in (await session.list_resources()).resources]
    expect(form in listed, f"resources/list lacks {form}: {listed}")
    text = (await session.read_resource(f"{form}?start_line=2&end_line=3")).contents[0].text
    lines = text.split("\n")
    expect(len(lines) == 2 and all(fault.mark in line for fault, line in zip(log.faults[1:3], lines)),
           f"lines 2 and 3 of the result are {text!r}")
    try:
        await session.read_resource(f"deputy://conversations/{conversation}/results/99")
    except Exception as error:
        expect("has no result 99" in str(error), f"the error does not say what is missing: {error}")
    else:
        raise Failed("a result that does not exist must be an error")


async def check_two_at_once(session, conversation: str, log: FaultLog) -> None:
    """A follow-up in the conversation and a new one beside it."""
    again, beside = await asyncio.gather(
        session.call_tool("agent_chat", {"task": "Quote the last 3 errors.", "conversation_id": conversation,
                                         "temperature": 0}),
        session.call_tool("agent_chat", {"task": f"Show the last 3 errors in ./{log.path.name}.", "temperature": 0}))
    for result in (again, beside):
        content = answer_of(result)["content"]
        for line in log.errors[-3:]:
            expect(line in content, f"the answer lacks the line {line!r}: {content}")
    listed = json.dumps(answer_of(await session.call_tool("list_conversations", {})))
    for result in (again, beside):
        expect(answer_of(result)["conversation_id"] in listed, f"list_conversations lacks one: {listed}")


async def check_mistakes(session) -> None:
    """What is wrong comes back as an error with a sentence, and the session goes on."""
    result = await session.call_tool("agent_chat", {"task": "Go on.", "conversation_id": "conv_unknown"})
    expect(is_error(result), "an unknown conversation_id must be an error")
    result = await session.call_tool("agent_chat", {"task": 5})
    expect(is_error(result), "a task that is no text must be an error")
    try:
        await session.call_tool("no_such_tool", {})
    except Exception as error:  # McpError in SDK 1.x, MCPError in 2.x
        expect("no_such_tool" in str(error), f"the error does not name the tool: {error}")
    else:
        raise Failed("an unknown tool must be an error")
    await session.list_tools()


async def check_era(options: argparse.Namespace, mode: str, log: FaultLog) -> None:
    parameters = StdioServerParameters(
        command=str(options.deputy), cwd=options.folder,
        env={"LLAMA_SERVER_URL": options.llama_url, "HOME": str(options.folder)})
    connect = session_of_sdk_2 if SDK.startswith("2.") else session_of_sdk_1
    started = time.monotonic()
    async with asyncio.timeout(DEADLINE), connect(parameters, mode) as (session, protocol):
        await check_tools(session)
        conversation = await check_question(session, log)
        await check_resources(session, conversation, log)
        await check_two_at_once(session, conversation, log)
        await check_mistakes(session)
    print(f"   mcp {SDK}, {mode}: protocol {protocol}, all as expected, {time.monotonic() - started:.1f} s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deputy", type=Path, required=True)
    parser.add_argument("--llama-url", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    log = write_fault_log(options.folder / "shop.log")
    for mode in ("auto", "legacy") if SDK.startswith("2.") else ("initialize",):
        try:
            asyncio.run(check_era(options, mode, log))
        except Exception as error:
            for cause in root_causes(error):
                print(f"FAILED: mcp {SDK}, {mode}: {cause if isinstance(cause, Failed) else repr(cause)}",
                      file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
