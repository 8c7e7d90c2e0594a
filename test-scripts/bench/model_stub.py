#!/usr/bin/env python3
"""A stand-in for llama-server that answers at once, for measuring what an MCP server adds.

It serves GET /health /props /v1/models, POST /tokenize, POST /completion and POST /v1/chat/completions (both streamed
or not), and for the benchmark GET /stub/report and POST /stub/reset with settings. One line of JSON with the port goes
to standard output when it listens. It ends when its parent does.

The replies are scripted by a mark in the task, [[B:key:plan]], which stays in the prompt for the whole conversation,
so each request finds its plan. The n-th request of a key gets the n-th step of the plan (the last one repeats):
  T     a call of the tool that the server runs itself (setting tool and tool_arguments; "{n}" becomes the step)
  X     a call of a tool of the caller's, bench_external
  F64   a final answer of 64 bytes

Each completion request leaves a record: key, step, time of arrival, "work" (nanoseconds from its last byte to the last
byte of the answer: what an ideal client would still have to wait for), bytes of the prompt, and how many of the bytes
of the previous prompt and reply it repeats, which is what llama-server's prompt cache can keep.
"""

import argparse
import asyncio
import gc
import json
import os
import re
import socket
import time

MARK = re.compile(rb"\[\[B:([\w.-]+):([\w,.-]+)\]\]")
WORDS = "disk load memory error service restart latency ok warn log host cpu io net queue free used total ".split()
TOKEN_BYTES = 4
SETTINGS = {
    "delay_ms": 0.0,  # before the first token
    "token_ms": 0.0,  # between tokens
    "slots": 4,
    "context": 131_072,
    "compare_prompts": True,
    "tool": "read_file",
    "tool_arguments": {"file_path": "/etc/hostname", "end_line": "{n}"},
}


def prose(count: int) -> str:
    """`count` characters of plain words in short lines."""
    words = (WORDS[(i * 7 + i // 5) % len(WORDS)] + (".\n" if i % 12 == 11 else " ") for i in range(count))
    return "".join(words)[:count]


def common_prefix(a: bytes, b: bytes) -> int:
    """Length of the longest common prefix, by bisection on slices, which compare at memory speed."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def rendered(request: dict) -> str:
    """The prompt of a request, near enough to what a chat template makes of it."""
    if "messages" not in request:
        return request.get("prompt", "")
    return "".join(f"<|{message['role']}|>\n{message['content']}<|end|>\n" for message in request["messages"]) + "<|assistant|>\n"


class State:
    """What the stub remembers between requests."""

    def __init__(self):
        self.reset({})

    def reset(self, settings: dict) -> None:
        self.settings = {**SETTINGS, **settings}
        self.steps: dict[str, int] = {}
        self.known: dict[str, bytes] = {}
        self.records: list[dict] = []
        self.open: dict[int, dict] = {}
        self.closed: list[dict] = []
        gc.collect()

    def reply(self, key: str, plan: list[str]) -> tuple[str, str]:
        """The next step of a plan and the text of its reply."""
        number = self.steps.get(key, 0)
        self.steps[key] = number + 1
        step = plan[min(number, len(plan) - 1)]
        if step == "T":
            arguments = {name: (number + 1 if value == "{n}" else value)
                         for name, value in self.settings["tool_arguments"].items()}
            return step, json.dumps({"tool": self.settings["tool"], "arguments": arguments})
        if step == "X":
            return step, json.dumps({"tool": "bench_external", "arguments": {"q": "x"}})
        return step, prose(int(step[1:]))


class Connection(asyncio.Protocol):
    """One client connection: requests in, one after another, on hand-made HTTP/1.1."""

    state: State

    def connection_made(self, transport) -> None:
        self.transport = transport
        self.buffer = bytearray()
        self.wanted: tuple[int, int] | None = None  # where the body begins and ends
        self.task: asyncio.Task | None = None
        self.record: dict | None = None
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.set_write_buffer_limits(high=1 << 26)

    def eof_received(self) -> bool:
        self.end()
        return False

    def connection_lost(self, _error) -> None:
        self.end()

    def end(self) -> None:
        """The client has closed: a request in service counts as cancelled now."""
        if self.record is not None:
            self.state.closed.append({"at": time.monotonic_ns(), "key": self.record["key"]})
            self.state.open.pop(id(self.record), None)
            self.record = None
        if self.task is not None:
            self.task.cancel()
            self.task = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            if self.wanted is None:
                head_end = self.buffer.find(b"\r\n\r\n")
                if head_end < 0:
                    return
                head = bytes(self.buffer[:head_end])
                length = re.search(rb"(?i)\r\ncontent-length:\s*(\d+)", head)
                self.path = head.split(b" ", 2)[1].split(b"?")[0].decode()
                self.closing = b"connection: close" in head.lower()
                self.wanted = (head_end + 4, head_end + 4 + (int(length[1]) if length else 0))
            begin, end = self.wanted
            if len(self.buffer) < end:
                return
            body = bytes(memoryview(self.buffer)[begin:end])
            del self.buffer[:end]
            self.wanted = None
            self.handle(body)

    def send(self, value, status: str = "200 OK") -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        keep = "Connection: close" if self.closing else "Keep-Alive: timeout=5, max=100"
        head = (f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nServer: llama.cpp\r\n"
                f"Content-Length: {len(body)}\r\n{keep}\r\n\r\n")
        self.transport.write(head.encode() + body)
        if self.closing:
            self.transport.close()

    def handle(self, body: bytes) -> None:
        state = self.state
        if self.path in ("/completion", "/v1/chat/completions"):
            self.complete(body)
        elif self.path == "/health":
            self.send({"status": "ok"})
        elif self.path == "/props":
            self.send({"default_generation_settings": {"n_ctx": state.settings["context"]},
                       "total_slots": state.settings["slots"], "model_path": "stub.gguf", "build_info": "stub"})
        elif self.path == "/v1/models":
            self.send({"object": "list", "data": [{"id": "stub", "object": "model", "owned_by": "llamacpp",
                                                   "meta": {"n_ctx_train": state.settings["context"]}}]})
        elif self.path == "/tokenize":
            self.send({"tokens": list(range((len(json.loads(body)["content"]) + 3) // 4))})
        elif self.path == "/stub/reset":
            state.reset(json.loads(body))
            self.send({})
        elif self.path == "/stub/report":
            self.send({"requests": state.records, "open": len(state.open), "closed": state.closed})
        else:
            self.send({"error": {"code": 404, "message": "File Not Found", "type": "not_found_error"}}, "404 Not Found")

    def complete(self, body: bytes) -> None:
        whole = time.monotonic_ns()
        state = self.state
        request = json.loads(body)
        prompt = rendered(request).encode("utf-8", "surrogatepass")
        mark = MARK.search(prompt)
        key, plan = (mark[1].decode(), mark[2].decode().split(",")) if mark else ("-", ["F64"])
        step, text = state.reply(key, plan)
        record = {"key": key, "step": step, "t": whole, "prompt": len(prompt), "stream": bool(request.get("stream"))}
        if state.settings["compare_prompts"]:
            known = state.known.get(key)
            if known is not None:
                record["known"], record["kept"] = len(known), common_prefix(known, prompt)
            state.known[key] = prompt + text.encode()
        self.record = record
        state.open[id(record)] = record
        delay, token = state.settings["delay_ms"] / 1e3, state.settings["token_ms"] / 1e3
        events = self.events(text, len(prompt))
        if delay or token:
            self.task = asyncio.get_running_loop().create_task(self.answer_slowly(events, delay, token, record, whole))
        elif request.get("stream"):
            self.transport.write(STREAM_HEAD + b"".join(chunk(event) for event in events) + b"0\r\n\r\n")
            self.finish(record, whole)
        else:
            self.send({"content": text, "choices": [{"index": 0, "finish_reason": "stop",
                                                     "message": {"role": "assistant", "content": text}}]})
            self.finish(record, whole)

    def finish(self, record: dict, whole: int) -> None:
        record["end"] = time.monotonic_ns()
        record["work"] = record["end"] - whole
        self.state.open.pop(id(record), None)
        self.state.records.append(record)
        self.record = None
        self.task = None

    def events(self, text: str, prompt_bytes: int):
        """The server-sent events of an answer, in the framing of the endpoint that was asked."""
        parts = [text[i:i + TOKEN_BYTES] for i in range(0, len(text), TOKEN_BYTES)]
        timings = {"prompt_n": prompt_bytes // TOKEN_BYTES, "predicted_n": len(parts), "cache_n": 0}
        if self.path == "/completion":
            for part in parts:
                yield f'data: {{"index":0,"content":{json.dumps(part)},"stop":false}}\n\n'.encode()
            yield f'data: {json.dumps({"index": 0, "stop": True, "timings": timings})}\n\n'.encode()
            return
        rest = '"created":0,"id":"chatcmpl-1","model":"stub","object":"chat.completion.chunk"'
        yield f'data: {{"choices":[{{"finish_reason":null,"index":0,"delta":{{"role":"assistant","content":null}}}}],{rest}}}\n\n'.encode()
        for part in parts:
            yield f'data: {{"choices":[{{"finish_reason":null,"index":0,"delta":{{"content":{json.dumps(part)}}}}}],{rest}}}\n\n'.encode()
        yield f'data: {{"choices":[{{"finish_reason":"stop","index":0,"delta":{{}}}}],{rest},"timings":{json.dumps(timings)}}}\n\n'.encode()
        usage = {"prompt_tokens": timings["prompt_n"], "completion_tokens": len(parts),
                 "total_tokens": timings["prompt_n"] + len(parts)}
        yield f'data: {{"choices":[],{rest},"usage":{json.dumps(usage)},"timings":{json.dumps(timings)}}}\n\n'.encode()
        yield b"data: [DONE]\n\n"

    async def answer_slowly(self, events, delay: float, token: float, record: dict, whole: int) -> None:
        await asyncio.sleep(delay)
        self.transport.write(STREAM_HEAD)
        for event in events:
            self.transport.write(chunk(event))
            if token:
                await asyncio.sleep(token)
        self.transport.write(b"0\r\n\r\n")
        self.finish(record, whole)


STREAM_HEAD = (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nServer: llama.cpp\r\n"
               b"Transfer-Encoding: chunked\r\nKeep-Alive: timeout=5, max=100\r\n\r\n")


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


async def serve(parent: int) -> None:
    loop = asyncio.get_running_loop()
    state = State()
    connection = type("BoundConnection", (Connection,), {"state": state})
    server = await loop.create_server(connection, "127.0.0.1", 0, backlog=2048)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    gc.disable()  # a collection in the middle of an answer would be measured as the server's
    while os.getppid() == parent:
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parent", type=int, default=os.getppid(), help="end when this is no longer the parent")
    asyncio.run(serve(parser.parse_args().parent))
