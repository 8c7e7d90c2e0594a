"""What is measured. Each function gets a way to start a fresh server and the stub, and returns {name: value}.

Names end in their unit. "overhead" is the time that the client waited less the time that the stub itself worked, so
that a model that takes no time shows what the server adds.
"""

import json
import os
import select
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from mcp_process import Ended, MCPProcess, agent_chat, conversation_of, encode, failed, now
from process_stats import cpu_nanoseconds, memory, process_tree
from stub_control import StubControl

Start = Callable[[], MCPProcess]
EXTERNAL_TOOL = [{"name": "bench_external", "description": "asks the orchestrator",
                  "parameters": {"q": {"type": "string", "description": "query"}}}]


def percentile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def median(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def start_and_end(start: Start, stub: StubControl, quick: bool) -> dict:
    """From the start of the process to the answer of initialize and of tools/list; from end of input to gone."""
    ready, listed, gone, killed = [], [], [], 0
    for _ in range(8 if quick else 25):
        server = start().initialize()
        ready.append((server.initialized - server.started) / 1e6)
        listed.append((server.call("tools/list")["at"] - server.started) / 1e6)
        took = server.close(1.5)
        if took is None:
            killed += 1
        else:
            gone.append(took)
    return {"cold start ms": median(ready), "cold start p95 ms": percentile(ready, 0.95),
            "cold start to tools/list ms": median(listed), "exit on end of input ms": median(gone),
            "not gone after 1.5 s": killed}


def first_calls(start: Start, stub: StubControl, quick: bool) -> dict:
    """The first agent_chat of a fresh process, when nothing is warm."""
    overheads = []
    for i in range(4 if quick else 10):
        stub.reset()
        server = start().initialize()
        server.call("tools/list")
        took = server.call("tools/call", agent_chat("T,F64", f"first{i}"))["took"]
        overheads.append((took - stub.work()[f"first{i}"][0]) / 1e6)
        server.close()
    return {"first call overhead ms": median(overheads)}


def idle(start: Start, stub: StubControl, quick: bool) -> dict:
    """Memory and CPU time of a server that has nothing to do, and the size of its tools/list."""
    server = start().initialize()
    tools = server.call("tools/list")["result"]["tools"]
    time.sleep(0.5)
    used = memory(server.pid)
    begun = cpu_nanoseconds(server.pid)
    seconds = 1.0 if quick else 4.0
    time.sleep(seconds)
    spent = (cpu_nanoseconds(server.pid) - begun) / 1e6 / seconds
    server.close()
    return {"idle RSS MiB": used["rss"], "idle threads": used["threads"], "idle CPU ms/s": spent,
            "tools/list bytes": len(encode(tools).encode())}


def ping(start: Start, stub: StubControl, quick: bool) -> dict:
    """One ping after another; then many at once, which must all be answered."""
    server = start().initialize()
    times = []
    for _ in range(200):
        server.call("ping")
    for _ in range(1_500 if quick else 6_000):
        data = server.line("ping")
        begun = now()
        os.write(server.to_server, data)
        received = os.read(server.from_server, 65536)
        while received[-1:] != b"\n":
            received = os.read(server.from_server, 65536)
        times.append((now() - begun) / 1e3)
    count = 10_000
    burst = b"".join(server.line("ping") for _ in range(count))
    begun = now()
    server.send(burst)
    answered = 0
    while answered < count and select.select([server.from_server], [], [], 30)[0]:
        answered += os.read(server.from_server, 1 << 20).count(b"\n")
    rate = count / ((now() - begun) / 1e9)
    server.close()
    return {"ping us": median(times), "ping p99 us": percentile(times, 0.99), "pings per second, at once": rate,
            "pings unanswered": count - answered}


@dataclass
class Overhead:
    """Of a number of calls: microseconds that each step cost beyond the stub's own work, and the server's CPU time."""

    steps: list[float]
    cpu: float
    failed: int


def overhead(server: MCPProcess, stub: StubControl, plan: str, steps: int, count: int, name: str) -> Overhead:
    """`count` calls of a plan with so many steps, one after another."""
    for i in range(5):
        server.call("tools/call", agent_chat(plan, f"{name}-warm{i}"))
    stub.reset()
    took, bad = {}, 0
    begun = cpu_nanoseconds(server.pid)
    for i in range(count):
        message = server.call("tools/call", agent_chat(plan, f"{name}{i}"))
        took[f"{name}{i}"] = message["took"]
        bad += failed(message)
    cpu = (cpu_nanoseconds(server.pid) - begun) / 1e3 / count / steps
    work = stub.work()
    complete = {key for key in took if work.get(key, (0, 0))[1] == steps}
    return Overhead([(took[key] - work[key][0]) / 1e3 / steps for key in complete], cpu, bad + count - len(complete))


def kept_share(report: dict) -> float | None:
    """The least share of the known prompt that a request repeated: 1 means that nothing is ever read twice."""
    return min((record["kept"] / record["known"] for record in report["requests"] if record.get("known")), default=None)


def loop(start: Start, stub: StubControl, quick: bool) -> dict:
    """What a model call costs: alone, in a loop of ten steps with a tool that reads a small file, and handed back."""
    server = start().initialize()
    stub.reset()
    one = overhead(server, stub, "F64", 1, 100 if quick else 400, "one")
    ten = overhead(server, stub, "T,T,T,T,T,T,T,T,T,F64", 10, 25 if quick else 80, "ten")
    kept = kept_share(stub.report())
    stub.reset()
    back, back_bad = [], 0
    for i in range(40 if quick else 150):
        first = server.call("tools/call", agent_chat("X,F64", f"back{i}", tools=EXTERNAL_TOOL))
        second = server.call("tools/call", {"name": "agent_chat", "arguments": {
            "conversation_id": conversation_of(first),
            "tool_result": {"tool_name": "bench_external", "result": "value 42\n" * 20}}})
        back_bad += failed(first) or failed(second)
        back.append((f"back{i}", first["took"] + second["took"]))
    work = stub.work()
    handed = [(took - work[key][0]) / 1e3 / 2 for key, took in back if work.get(key, (0, 0))[1] == 2]
    server.close()
    return {"one call us": median(one.steps), "one call CPU us": one.cpu, "loop step us": median(ten.steps),
            "loop step p99 us": percentile(ten.steps, 0.99), "loop step CPU us": ten.cpu,
            "handed back us": median(handed), "prompt kept, least share": kept,
            "loop calls failed": one.failed + ten.failed + back_bad + len(back) - len(handed)}


def keep_in_flight(server: MCPProcess, plan: str, total: int, width: int, name: str) -> tuple[int, list[float], int]:
    """`total` calls with `width` in flight: wall time in ns, milliseconds of each call, and failures."""
    sent_at: dict[int, int] = {}
    times, bad, sent = [], 0, 0

    def send_one() -> None:
        nonlocal sent
        data = server.line("tools/call", agent_chat(plan, f"{name}{sent}"))
        sent_at[server.last_id] = now()
        sent += 1
        server.send(data)

    begun = now()
    for _ in range(min(width, total)):
        send_one()
    while sent_at:
        message = json.loads(server.next_line(120))
        if "method" in message or message.get("id") not in sent_at:
            continue
        times.append((now() - sent_at.pop(message["id"])) / 1e6)
        bad += failed(message)
        if sent < total:
            send_one()
    return now() - begun, times, bad


def in_flight(start: Start, stub: StubControl, quick: bool) -> dict:
    """1, 8, 64 and 256 calls of three steps at once: with a model that takes no time, and with one of 50 ms."""
    found = {}
    for width in (1, 8, 64, 256):
        stub.reset(compare_prompts=False, slots=512)
        server = start().initialize()
        keep_in_flight(server, "T,T,F64", width, width, "warm")
        total = max(2 * width, 60 if quick else 240)
        wall, times, bad = keep_in_flight(server, "T,T,F64", total, width, "go")
        found[f"{width} in flight: steps/s"] = total * 3 / (wall / 1e9)
        found[f"{width} in flight: call p99 ms"] = percentile(times, 0.99)
        if width > 1:
            stub.reset(compare_prompts=False, slots=512, delay_ms=50)
            wall, _, more_bad = keep_in_flight(server, "T,T,F64", width, width, "slow")
            bad += more_bad
            found[f"{width} in flight, 50 ms model: wall / ideal"] = wall / 1e6 / 150
        used = memory(server.pid)
        found[f"{width} in flight: peak MiB"] = used["peak"]
        found[f"{width} in flight: threads"] = used["threads"]
        found[f"{width} in flight: failed"] = bad
        server.close()
    return found


def log_text(count: int) -> str:
    """`count` characters of log lines with quotes and newlines, which JSON must escape."""
    line = '2026-11-21T00:00:%02d.%03dZ host7 app[%d]: level=warn msg="slow request" path="/api/v1/items/%d" took=%dms\n'
    block = "".join(line % (i % 60, i % 1000, i % 32768, i, i % 5000) for i in range(10_000))
    return (block * (count // len(block) + 1))[:count]


def large_results(start: Start, stub: StubControl, quick: bool) -> dict:
    """A tool result of 10 and of 50 MB that the caller hands in, until the answer is there."""
    found = {}
    for megabytes in (10,) if quick else (10, 50):
        server = start().initialize()
        stub.reset()
        first = server.call("tools/call", agent_chat("X,F64", "large", tools=EXTERNAL_TOOL))
        data = server.line("tools/call", {"name": "agent_chat", "arguments": {
            "conversation_id": conversation_of(first),
            "tool_result": {"tool_name": "bench_external", "result": log_text(megabytes << 20)}}})
        begun = now()
        server.send(data)
        try:
            message = server.answer(server.last_id, 120)
            records = stub.report()["requests"]
            work = sum(record["work"] for record in records[1:])
            found[f"{megabytes} MB result ms"] = (message["at"] - begun - work) / 1e6
            found[f"{megabytes} MB result: MiB sent to the model"] = records[-1]["prompt"] / 2**20
            found[f"{megabytes} MB result: failed"] = int(failed(message))
        except (TimeoutError, Ended):
            found[f"{megabytes} MB result: failed"] = 1
        found[f"{megabytes} MB result: peak MiB"] = memory(server.pid)["peak"]
        server.close()
        stub.reset()
    return found


def long_history(start: Start, stub: StubControl, quick: bool) -> dict:
    """A step of the loop in a conversation that holds 1 MB, which each request sends again."""
    server = start().initialize()
    stub.reset(compare_prompts=False, context=4_000_000)
    steps, bad = [], 0
    for i in range(4 if quick else 12):
        key = f"long{i}"
        first = server.call("tools/call", agent_chat("X,F64,T,T,T,T,F64", key, tools=EXTERNAL_TOOL))
        again = {"conversation_id": conversation_of(first)}
        second = server.call("tools/call", {"name": "agent_chat", "arguments": {
            **again, "tool_result": {"tool_name": "bench_external", "result": log_text(1 << 20)}}})
        before = stub.work()[key]
        third = server.call("tools/call", {"name": "agent_chat", "arguments": {
            **again, "task": "Go on.", "max_iterations": 20}})
        after = stub.work()[key]
        bad += failed(first) or failed(second) or failed(third) or after[1] - before[1] != 5
        if i > 0:
            steps.append((third["took"] - (after[0] - before[0])) / 1e3 / 5)
    # The first request of each conversation comes before the large result.
    least = min(record["prompt"] for record in stub.report()["requests"] if record["step"] != "X")
    server.close()
    stub.reset()
    return {"loop step with 1 MB history us": median(steps), "1 MB history: least MiB sent to the model": least / 2**20,
            "1 MB history: failed": bad}


def wait_for_open_request(stub: StubControl) -> None:
    deadline = time.monotonic() + 2
    while not stub.report()["open"] and time.monotonic() < deadline:
        time.sleep(0.005)


def cancelling(start: Start, stub: StubControl, quick: bool) -> dict:
    """From notifications/cancelled to the model's socket closed; before the first token and in mid-stream."""
    times, never, answered = [], 0, 0
    for settings in ({"delay_ms": 4000}, {"delay_ms": 1, "token_ms": 25}):
        server = start().initialize()
        for i in range(4 if quick else 15):
            stub.reset(**settings)
            params = {**agent_chat("F600", f"cancel{i}"), "_meta": {"progressToken": f"t{i}"}}
            server.send(server.line("tools/call", params))
            request = server.last_id
            wait_for_open_request(stub)
            time.sleep(0.1)
            begun = now()
            server.send(server.line("notifications/cancelled", {"requestId": request, "reason": "bench"}, True))
            time.sleep(0.05)
            deadline = now() + 1_500_000_000
            while not (closed := stub.report()["closed"]) and now() < deadline:
                time.sleep(0.02)
            if closed:
                times.append((closed[0]["at"] - begun) / 1e6)
            else:
                never += 1
            try:
                server.answer(request, 0.03)
                answered += 1
            except TimeoutError:
                pass
            server.call("ping")
        server.close()
    return {"cancel to closed ms": median(times), "cancel to closed, worst ms": max(times, default=None),
            "cancels without effect": never, "cancelled calls answered": answered}


def orphans(start: Start, stub: StubControl, quick: bool) -> dict:
    """End of input while a call is in flight: how long the server takes to go, and what is left of it."""
    left, times = 0, []
    for _ in range(3):
        server = start().initialize()
        stub.reset(delay_ms=3000)
        server.send(server.line("tools/call", agent_chat("F64", "end")))
        wait_for_open_request(stub)
        processes = process_tree(server.pid)
        took = server.close(1.0)
        if took is not None:
            times.append(took)
        left += sum(os.path.exists(f"/proc/{process}") for process in processes)
    stub.reset()
    return {"exit with a call in flight ms": median(times), "processes left behind": left}


def progress(start: Start, stub: StubControl, quick: bool) -> dict:
    """A model call of three seconds: when progress comes, how far apart, and whether it increases."""
    server = start().initialize()
    stub.reset(token_ms=20, delay_ms=1)
    begun = now()
    server.send(server.line("tools/call", {**agent_chat("T,F600", "progress"), "_meta": {"progressToken": "token"}}))
    message = server.answer(server.last_id, 30)
    heard = [(at, note["params"]) for at, note in server.notifications if note["method"] == "notifications/progress"]
    moments = [begun, *(at for at, _ in heard), message["at"]]
    values = [params["progress"] for _, params in heard]
    server.close()
    stub.reset()
    return {"first progress ms": (heard[0][0] - begun) / 1e6 if heard else None,
            "longest silence ms": max(b - a for a, b in zip(moments, moments[1:])) / 1e6,
            "progress that does not increase": sum(a >= b for a, b in zip(values, values[1:]))}


def streaming(start: Start, stub: StubControl, quick: bool) -> dict:
    """CPU time for reading a stream, per token."""
    server = start().initialize()
    stub.reset()
    server.call("tools/call", agent_chat("F4000", "stream-warm"))
    begun, calls = cpu_nanoseconds(server.pid), 3
    for i in range(calls):
        server.call("tools/call", agent_chat("F100000", f"stream{i}"))
    spent = cpu_nanoseconds(server.pid) - begun
    server.close()
    return {"stream CPU us/token": spent / 1e3 / (calls * 25_000)}


def keeping(start: Start, stub: StubControl, quick: bool) -> dict:
    """Many conversations that could be continued: memory for each beyond its task and answer, and the cost of one more."""
    server = start().initialize()
    stub.reset(compare_prompts=False)
    answer = 64

    def hold(first: int, last: int) -> float:
        begun = now()
        for i in range(first, last):
            server.call("tools/call", agent_chat(f"F{answer}", f"keep{i}"))
        return (now() - begun) / 1e3 / (last - first)

    few, many = 300, 2_000 if quick else 10_000
    hold(0, few)
    before = memory(server.pid)["rss"]
    hold(few, many - 300)
    last = hold(many - 300, many)
    text = len(agent_chat(f"F{answer}", f"keep{many}")["arguments"]["task"]) + answer
    each = (memory(server.pid)["rss"] - before) * 2**20 / (many - few) - text
    server.close()
    stub.reset()
    return {"conversation beyond its text bytes": each, "one call with all kept us": last}


MEASUREMENTS = {
    "start": start_and_end, "first": first_calls, "idle": idle, "ping": ping, "loop": loop, "flight": in_flight,
    "large": large_results, "cancel": cancelling, "orphans": orphans, "progress": progress, "stream": streaming,
    "keeping": keeping, "history": long_history,
}
