"""Models that look for a line in a file far larger than their window, as scripts; and the file.

A script is a generator: it yields a reply and is sent the text that the model reads next.
"""
import json
import re
import threading

LINE_BYTES = 100
PLANTED = "NEEDLE the answer is 7719"


def write_log(path, size):
    """A log of about `size` bytes whose lines are all different, with a planted line in the middle.

    Each line begins with its number and holds a key that grows from line to line. Returns the planted line and its
    key; the key is found only by looking, because its steps differ.
    """
    count = size // LINE_BYTES
    planted = ""
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        for number in range(1, count + 1):
            key = number * 13 + number * number % 11
            line = f"{number:07d} 2026-11-20T10:00:00Z web{number % 9} app[{number % 3011}]: key {key:09d} "
            if number == count // 2:
                planted = line + PLANTED
            line = planted if number == count // 2 else line + "request took %d ms" % (number % 777)
            file.write(line.ljust(LINE_BYTES - 1, ".") + "\n")
    planted = planted.ljust(LINE_BYTES - 1, ".")
    return planted, int(re.search(r"key (\d+)", planted)[1])


def call(tool, **arguments):
    return json.dumps({"tool": tool, "arguments": arguments})


def number_of(text):
    """The number of the result in what the model reads."""
    return int(re.findall(r"Tool result \[(\d+)\]", text)[-1])


def keys_in(text):
    """Number and key of each line of the log that stands in `text`."""
    return [(int(line), int(key)) for line, key in re.findall(r"^(\d{7}) .*? key (\d{9}) ", text, re.M)]


def answer(text):
    line = re.search(rf"^\d{{7}} .*{PLANTED}.*$", text, re.M)[0]
    return f"The answer is 7719.\n> {line}"


def by_pattern(path, _):
    """Reads the file piece by piece, and searches each stored piece, until one holds the line."""
    seen = yield call("read_file", file_path=path)
    while True:
        more = re.search(r"ask for more with start_line (\d+)", seen)
        seen = yield call("read_output", result=number_of(seen), pattern="NEEDLE .* 77\\d+")
        if PLANTED in seen:
            break
        if not more:
            yield "The line was not found."
        seen = yield call("read_file", file_path=path, start_line=int(more[1]))
    yield answer(seen)


def by_halving(path, key):
    """Prints the whole file in pieces, then pages through the right one: a few lines at the middle, again and again."""
    pieces, start, step = [], 1, 80_000
    while True:
        seen = yield call("bash_command", command=f"tail -n +{start} {path} | head -n {step}")
        lines = keys_in(seen)
        if not lines:
            break
        pieces.append((number_of(seen), lines[0], lines[-1]))
        start = lines[-1][0] + 1
    result, first, last = next(piece for piece in pieces if piece[1][1] <= key <= piece[2][1])
    low, high = 1, last[0] - first[0] + 1
    while True:
        middle = (low + high) // 2
        seen = yield call("read_output", result=result, start_line=middle, end_line=middle + 3)
        keys = [k for _, k in keys_in(seen)]
        if key in keys:
            break
        if keys[0] > key:
            high = middle - 1
        else:
            low = middle + len(keys)
    yield answer(seen)


def reading(path, turns, lines):
    """Reads another part of the file on each of its turns, then answers."""
    for turn in range(turns):
        yield call("bash_command", command=f"tail -n +{1 + turn * lines} {path} | head -n {lines}")
    yield "Nothing unusual stands in these lines."


class Cast:
    """Which script speaks: the one whose name stands in the conversation's task."""

    def __init__(self, scripts):
        self.scripts = scripts
        self.lock = threading.Lock()

    def __call__(self, messages):
        task = next(m["content"] for m in messages if m["role"] == "user")
        name = re.match(r"\S+", task)[0]
        with self.lock:
            script = self.scripts[name]
        if len(messages) <= 2:
            return next(script)
        return script.send(messages[-1]["content"])
