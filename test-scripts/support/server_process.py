"""deputy as a child process that a test talks JSON-RPC to, over a pipe or the socket pair that node gives."""
import json
import os
import select
import shutil
import socket
import subprocess
import tempfile
import time


class ServerProcess:
    def __init__(self, deputy, environment, over="pipe", folder="/"):
        self.waiting = b""
        self.lines = []
        self.next_id = 0
        self.started = time.monotonic()
        # A home of its own: the hosts and credentials of whoever runs the tests have no part in them.
        self.home = tempfile.mkdtemp(prefix="deputy-home.")
        base = {"PATH": os.environ["PATH"], "HOME": self.home, "LANG": "C.UTF-8"}
        if over == "pipe":
            self.child = subprocess.Popen(
                [deputy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                env=base | environment, cwd=folder)
            self.input, self.output = self.child.stdin.fileno(), self.child.stdout.fileno()
        else:
            self.ours, theirs = socket.socketpair()
            self.child = subprocess.Popen(
                [deputy], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=base | environment, cwd=folder)
            theirs.close()
            self.input = self.output = self.ours.fileno()
        self.over = over
        self.pid = self.child.pid

    def send(self, method, params=None, is_notification=False):
        message = {"jsonrpc": "2.0", "method": method}
        if params is not None:
            message["params"] = params
        if not is_notification:
            self.next_id += 1
            message["id"] = self.next_id
        self.write(json.dumps(message).encode() + b"\n")
        return self.next_id

    def write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self.input, view):]

    def message(self, timeout=10):
        """The next message; None at the end of the stream; TimeoutError after `timeout` seconds."""
        end = time.monotonic() + timeout
        while not self.lines:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.output], [], [], left)[0]:
                raise TimeoutError(f"no message within {timeout} s")
            data = os.read(self.output, 1 << 20)
            if not data:
                return None
            *self.lines, self.waiting = (self.waiting + data).split(b"\n")
        return json.loads(self.lines.pop(0))

    def answer(self, request, timeout=10):
        """The answer to a request; notifications and other answers before it are kept in `seen`."""
        self.seen = []
        end = time.monotonic() + timeout
        while True:
            message = self.message(end - time.monotonic())
            if message is None:
                raise EOFError("the server closed its output")
            if message.get("id") == request and "method" not in message:
                return message
            self.seen.append(message)

    def initialize(self, **capabilities):
        parameters = {"protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": {"name": "t", "version": "1"}}
        answer = self.answer(self.send("initialize", parameters))
        self.send("notifications/initialized", is_notification=True)
        return answer

    def agent_chat(self, task, token=None, **arguments):
        """Starts a call; the id of the request."""
        parameters = {"name": "agent_chat", "arguments": {"task": task, **arguments}}
        if token is not None:
            parameters["_meta"] = {"progressToken": token}
        return self.send("tools/call", parameters)

    def result(self, request, timeout=20):
        """The structured result of a call of agent_chat."""
        return self.answer(request, timeout)["result"]["structuredContent"]

    def close_input(self):
        if self.over == "pipe":
            self.child.stdin.close()
        else:
            self.ours.shutdown(socket.SHUT_WR)

    def seconds_to_exit(self, limit=5):
        """Seconds until the process is gone, and its status; kills it at the limit."""
        start = time.monotonic()
        try:
            status = self.child.wait(limit)
        except subprocess.TimeoutExpired:
            self.child.kill()
            status = self.child.wait()
        return time.monotonic() - start, status

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def stop(self):
        """Ends the process as a client does, so that it can clear up; one that is still there after a second is killed."""
        try:
            self.close_input()
        except OSError:
            pass  # the connection is gone already
        self.seconds_to_exit(limit=1)
        if self.over != "pipe":
            self.ours.close()
        elif self.child.stdout:
            self.child.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)


def processes_with(marker):
    """The ids of running processes whose command line holds `marker`, this one's own family aside."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                line = file.read()
            with open(f"/proc/{name}/stat") as file:
                state = file.read().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if marker.encode() in line and state != "Z":
            found.append(int(name))
    return found
