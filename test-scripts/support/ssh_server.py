"""The real sshd of test-scripts/sshd as a child of a test."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class SSHServer:
    """`facts` has what the script says of itself: `config` where it runs, `skip` where it cannot."""

    def __init__(self, *names):
        self.child = subprocess.Popen(
            [os.path.join(ROOT, "test-scripts", "sshd"), *names], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.facts = {}
        for line in self.child.stdout:
            if line == "ready\n":
                break
            name, _, value = line.rstrip("\n").partition("=")
            self.facts[name] = value

    def stop(self):
        """The script takes everything away when its input ends."""
        self.child.stdin.close()
        self.child.wait(20)
        self.child.stdout.close()
