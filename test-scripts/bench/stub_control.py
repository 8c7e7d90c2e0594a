"""Starts the model stub and asks it what it saw."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path


class StubControl:
    """The running stub. `reset` clears its records and sets its settings; `report` gives the records."""

    def __init__(self):
        script = Path(__file__).parent / "model_stub.py"
        self.process = subprocess.Popen([sys.executable, str(script), "--parent", str(os.getpid())],
                                        stdout=subprocess.PIPE)
        self.url = f"http://127.0.0.1:{json.loads(self.process.stdout.readline())['port']}"
        self.defaults: dict = {}

    def _ask(self, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy must not see loopback
        request = urllib.request.Request(self.url + path, data, {"Connection": "close"})
        with opener.open(request, timeout=60) as response:
            return json.load(response)

    def reset(self, **settings) -> None:
        self._ask("/stub/reset", {**self.defaults, **settings})

    def report(self) -> dict:
        return self._ask("/stub/report")

    def work(self) -> dict[str, tuple[int, int]]:
        """For each key: nanoseconds that the stub itself worked, and the number of requests."""
        sums: dict[str, tuple[int, int]] = {}
        for record in self.report()["requests"]:
            spent, count = sums.get(record["key"], (0, 0))
            sums[record["key"]] = (spent + record["work"], count + 1)
        return sums

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
