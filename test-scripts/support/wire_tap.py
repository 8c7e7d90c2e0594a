#!/usr/bin/env python3
"""Stands between an MCP client and a stdio server and writes down every message.

usage: wire_tap.py LOGFILE -- COMMAND [ARGUMENT...]

Bytes are copied unchanged in both directions. LOGFILE gets one JSON object per event:
  {"t": seconds since the start, "from": "client" | "server" | "stderr" | "tap", "line": text}
The tap's own lines are "child PID", "end of input", "signal NAME" and "exit STATUS". Signals are passed on to the
server, end of input as well, and the tap ends with the server's exit status.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time


class Log:
    """Events in the order in which they were seen, each on disk before the next one."""

    def __init__(self, path: str):
        self.started = time.monotonic()
        self.file = open(path, "a", buffering=1, encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, source: str, line: str) -> None:
        event = {"t": round(time.monotonic() - self.started, 4), "from": source, "line": line}
        with self.lock:
            self.file.write(json.dumps(event, ensure_ascii=False) + "\n")


def write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view):]


def copy(source: int, target: int, name: str, log: Log) -> None:
    """Copies until the end of `source`. A line is logged before it goes on, so that causes stand before effects."""
    rest = b""
    while chunk := os.read(source, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            log.write(name, line.decode("utf-8", "replace"))
        try:
            write_all(target, chunk)
        except OSError as error:
            log.write("tap", f"{name}: {error}")
            break
    if rest:
        log.write(name, rest.decode("utf-8", "replace"))


def main() -> int:
    if len(sys.argv) < 4 or sys.argv[2] != "--":
        raise SystemExit(__doc__)
    log = Log(sys.argv[1])
    child = subprocess.Popen(
        sys.argv[3:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    log.write("tap", f"child {child.pid}")

    def pass_on(number: int, _frame) -> None:
        log.write("tap", f"signal {signal.Signals(number).name}")
        child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)

    def copy_input() -> None:
        copy(0, child.stdin.fileno(), "client", log)
        log.write("tap", "end of input")
        child.stdin.close()

    threading.Thread(target=copy_input, daemon=True).start()
    outputs = [
        threading.Thread(target=copy, args=(child.stdout.fileno(), 1, "server", log), daemon=True),
        threading.Thread(target=copy, args=(child.stderr.fileno(), 2, "stderr", log), daemon=True),
    ]
    for thread in outputs:
        thread.start()
    status = child.wait()
    log.write("tap", f"exit {status}")
    for thread in outputs:
        thread.join(1)
    os._exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
