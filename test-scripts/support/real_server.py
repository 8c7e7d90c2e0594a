"""The real llama.cpp server as a child of a test, and what it says of its slots."""
import json
import os
import subprocess
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class RealServer:
    """Started with the demo model; `options` go to test-scripts/support/llama_server.py."""

    def __init__(self, *options):
        python = os.path.join(ROOT, ".venv-llama", "bin", "python")
        program = os.path.join(ROOT, "test-scripts", "support", "llama_server.py")
        model = os.path.join(ROOT, "test-scripts", "demo-model", "demo-q8_0.gguf")
        self.child = subprocess.Popen(
            [python, program, "--model", model, "--port", "0", *map(str, options)], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        line = self.child.stdout.readline()
        if not line.startswith("READY "):
            raise RuntimeError(f"llama.cpp's server did not start: {line!r}")
        self.url = line.split()[1]

    def ask(self, path, body=None, timeout=60):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def is_idle(self):
        return not any(slot["is_processing"] for slot in self.ask("/slots"))

    def seconds_until_idle(self, since, limit):
        """Seconds from `since` until no slot works; the limit where one still does then."""
        while time.monotonic() - since < limit:
            if self.is_idle():
                return time.monotonic() - since
            time.sleep(0.002)
        return limit

    def stop(self):
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()
