"""The real llama.cpp server as a child of a test, and what it says of its slots."""
import json
import os
import struct
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def model_for(window):
    """The demo model's file, made to say that it was trained for `window` tokens: the server gives a slot no more.

    In GGUF a number follows its key as four bytes of type and four of value (little-endian). Beyond what it was
    trained for the model writes nonsense, which the tests that script its replies do not read.
    """
    with open(os.path.join(ROOT, "test-scripts", "demo-model", "demo-q8_0.gguf"), "rb") as file:
        data = bytearray(file.read())
    key = b".context_length"
    place = data.index(key) + len(key) + 4
    if window > struct.unpack_from("<I", data, place)[0]:
        struct.pack_into("<I", data, place, window)
    return data


class RealServer:
    """Started with the demo model; further `options` go to test-scripts/support/llama_server.py."""

    def __init__(self, window, slots=1, *options):
        python = os.path.join(ROOT, ".venv-llama", "bin", "python")
        program = os.path.join(ROOT, "test-scripts", "support", "llama_server.py")
        with tempfile.NamedTemporaryFile(suffix=".gguf") as model:
            model.write(model_for(window))
            model.flush()
            self.child = subprocess.Popen(
                [python, program, "--model", model.name, "--port", "0", "--ctx-size", str(window * slots),
                 "--parallel", str(slots), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            line = self.child.stdout.readline()
        if not line.startswith("READY "):
            raise RuntimeError(f"llama.cpp's server did not start: {line!r}")
        self.url = line.split()[1]
        parts = urllib.parse.urlparse(self.url)
        self.address = (parts.hostname, parts.port)

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
