r"""The labelled commands of the tests, under Tests/BuiltinToolsTests/Fixtures/policy.

One command a line; ⏎ stands for a newline and \u{…} for a character by its number; # begins a comment line.
"""
import glob
import os
import re

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Tests/BuiltinToolsTests/Fixtures/policy")


def corpus(kind):
    """The commands of the kind "honest" or "hostile", or of both with "*"."""
    for path in sorted(glob.glob(os.path.join(FOLDER, kind, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        for line in lines:
            if line and not line.startswith("#"):
                yield re.sub(r"\\u\{([0-9A-F]+)\}", lambda m: chr(int(m[1], 16)), line.replace("⏎", "\n"))
