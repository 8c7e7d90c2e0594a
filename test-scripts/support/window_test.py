"""What the tests of the window have in common: a folder, deputy, the real server, and printed figures."""
import argparse
import os
import shutil
import tempfile
import time
import unittest

from model_proxy import ModelProxy
from real_server import RealServer
from server_process import ServerProcess

# Set by window_check.py from its options.
settings = argparse.Namespace(deputy="", full=False, megabytes=50, gigabyte=False)


def figures(name, **values):
    parts = [f"{key.replace('_', ' ')} {value:,.3g}" if isinstance(value, float) else f"{key.replace('_', ' ')} {value:,}"
             for key, value in values.items()]
    print(f"   {name}: {', '.join(parts)}", flush=True)


class SayingResult(unittest.TextTestResult):
    """Says of each test that was skipped why, on a line that test-scripts/test counts."""

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.stream.writeln(f"\nSKIPPED: {test.id().partition('.')[2]}: {reason}")


class WindowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="deputy-window.")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.log = os.path.join(cls.folder, "big.log")

    def real(self, window, slots=1, *options):
        server = RealServer(window, slots, *options)
        self.addCleanup(server.stop)
        return server

    def deputy(self, url, capabilities=None, **environment):
        environment = {"LLAMA_SERVER_URL": url, "DEPUTY_ROOTS": self.folder} | environment
        server = ServerProcess(settings.deputy, environment, folder=self.folder)
        self.addCleanup(server.stop)
        server.initialize(**capabilities or {})
        return server

    def proxy(self, real, *arguments, **more):
        proxy = ModelProxy(real.url, *arguments, **more)
        self.addCleanup(proxy.stop)
        return proxy

    def until(self, condition, what, limit=20):
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                self.fail(f"not within {limit} s: {what}")
            time.sleep(0.002)
