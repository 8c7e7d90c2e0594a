"""An MCP server under test: a process with two pipes, spoken to in raw lines of JSON-RPC."""

import json
import os
import re
import select
import signal
import threading
import time

from process_stats import process_tree

now = time.monotonic_ns
encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
PROTOCOL = "2025-06-18"
DIRECT_WRITE = 60_000  # bytes that surely fit a pipe; more goes through a thread, so that reading goes on


class Ended(Exception):
    """The server closed its output."""


class MCPProcess:
    """A started server. Times are monotonic nanoseconds; `started` is just before the process was made."""

    def __init__(self, command: list[str], environment: dict[str, str]):
        child_input, self.to_server = os.pipe2(os.O_CLOEXEC)
        self.from_server, child_output = os.pipe2(os.O_CLOEXEC)
        nothing = os.open("/dev/null", os.O_WRONLY | os.O_CLOEXEC)
        self.started = now()
        self.pid = os.posix_spawnp(command[0], command, environment, file_actions=[
            (os.POSIX_SPAWN_DUP2, child_input, 0), (os.POSIX_SPAWN_DUP2, child_output, 1),
            (os.POSIX_SPAWN_DUP2, nothing, 2)])
        for descriptor in (child_input, child_output, nothing):
            os.close(descriptor)
        self.rest = b""
        self.lines: list[bytes] = []  # newest first
        self.notifications: list[tuple[int, dict]] = []
        self.last_id = 0
        self.ended = False

    # ---- sending

    def line(self, method: str, params: dict | None = None, notification: bool = False) -> bytes:
        """A message as a line. A request takes the next id, which is `last_id` afterwards."""
        message: dict = {"jsonrpc": "2.0"}
        if not notification:
            self.last_id += 1
            message["id"] = self.last_id
        message["method"] = method
        if params is not None:
            message["params"] = params
        return encode(message).encode() + b"\n"

    def send(self, data: bytes) -> None:
        if len(data) <= DIRECT_WRITE:
            os.write(self.to_server, data)
        else:
            threading.Thread(target=self._write_all, args=(data,), daemon=True).start()

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.to_server, view):]
        except OSError:
            pass  # the server ended; the reader says so

    # ---- receiving

    def next_line(self, timeout: float = 60.0) -> bytes:
        while not self.lines:
            parts = [self.rest]
            while True:
                if not select.select([self.from_server], [], [], timeout)[0]:
                    self.rest = b"".join(parts)
                    raise TimeoutError(f"no line within {timeout:.1f} s")
                data = os.read(self.from_server, 1 << 20)
                if not data:
                    raise Ended("the server closed its output")
                parts.append(data)
                if b"\n" in data:
                    break
            *complete, self.rest = b"".join(parts).split(b"\n")
            self.lines = [line for line in reversed(complete) if line.strip()]
        return self.lines.pop()

    def answer(self, request: int, timeout: float = 60.0) -> dict:
        """The response to a request, with "at" (when it came) and "bytes"; what else comes is noted."""
        deadline = time.monotonic() + timeout
        while True:
            line = self.next_line(max(0.001, deadline - time.monotonic()))
            arrived = now()
            message = json.loads(line)
            if "method" in message:
                self.notifications.append((arrived, message))
            elif message.get("id") == request:
                return {**message, "at": arrived, "bytes": len(line)}

    def call(self, method: str, params: dict | None = None, timeout: float = 60.0) -> dict:
        """A request and its response, with "took" in nanoseconds."""
        data = self.line(method, params)
        begun = now()
        self.send(data)
        message = self.answer(self.last_id, timeout)
        message["took"] = message["at"] - begun
        return message

    def initialize(self) -> "MCPProcess":
        message = self.call("initialize", {"protocolVersion": PROTOCOL, "capabilities": {},
                                           "clientInfo": {"name": "bench", "version": "1"}}, 30)
        self.initialized = message["at"]
        self.send(self.line("notifications/initialized", notification=True))
        return self

    # ---- the end

    def poll(self) -> bool:
        """Whether the process runs."""
        if not self.ended and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.ended = True
        return not self.ended

    def close(self, patience: float = 0.3) -> float | None:
        """Ends the input; milliseconds until the process was gone, or None where it had to be killed."""
        begun = now()
        os.close(self.to_server)
        took = None
        while now() - begun < patience * 1e9:
            if not self.poll():
                took = (now() - begun) / 1e6
                break
            time.sleep(0.0003)
        if not self.ended:
            for process in reversed(process_tree(self.pid)):
                os.kill(process, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.ended = True
        os.close(self.from_server)
        return took


def agent_chat(plan: str, key: str, **arguments) -> dict:
    """The params of a tools/call whose task carries a plan for the model stub."""
    task = f"Benchmark task, answer as told. [[B:{key}:{plan}]]"
    return {"name": "agent_chat", "arguments": {"task": task, "max_iterations": 20, **arguments}}


def text_of(message: dict) -> str:
    return "".join(block.get("text", "") for block in message.get("result", {}).get("content", []))


def conversation_of(message: dict) -> str | None:
    found = re.search(r'conversation_id\\?":\\?"([\w-]+)', text_of(message))
    return found[1] if found else None


def failed(message: dict) -> bool:
    return "error" in message or bool(message["result"].get("isError")) or '"type":"error"' in text_of(message)
