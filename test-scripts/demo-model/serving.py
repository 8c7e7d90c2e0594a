"""The real llama.cpp server with one GGUF file, and requests to it."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SERVER = Path(__file__).parent.parent / "support" / "llama_server.py"


class Server:
    """One running server, reached on 127.0.0.1."""

    def __init__(self, port: int):
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def post(self, path: str, body: dict) -> dict:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}: {text[:300]!r}")
        return json.loads(text)

    def reply(self, messages: list[dict], most: int = 700) -> str:
        """What the model says next, decoded greedily."""
        plain = [{"role": message["role"], "content": message["content"]} for message in messages]
        answer = self.post("/v1/chat/completions", {"messages": plain, "temperature": 0, "max_tokens": most})
        return answer["choices"][0]["message"]["content"]


@contextlib.contextmanager
def serving(model: Path, port: int = 0) -> Iterator[Server]:
    """Starts the server on one thread and ends it afterwards."""
    command = [sys.executable, str(SERVER), "-m", str(model), "--port", str(port), "-c", "8192", "-t", "1", "-v", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        while line := process.stdout.readline():
            if ready := re.search(r"READY \S*:(\d+)", line):
                yield Server(int(ready[1]))
                return
        raise RuntimeError(f"the model server ended with {process.wait()} before it was ready")
    finally:
        process.terminate()
        process.wait()
