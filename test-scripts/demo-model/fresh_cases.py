"""More real tasks, written once and used for nothing but the last measurement of a model: no decision may rest on them.

Whoever looks at single mistakes on these, or picks a checkpoint by them, writes new ones in their place.
"""

import json
from pathlib import Path

from real_cases import REFUSAL, CaseList, output


class FreshCases(CaseList):
    """Writes the files into a folder and lists the cases."""

    seed = 11
    families = """
        errors recent machine disk sources folders settings logins reading conversations context
        failures outside
    """

    def errors(self) -> None:
        kinds = {
            "mqtt broker {} refused the session": 64,
            "valve {} did not close in time": 21,
            "lost {} packets from the boiler": 9,
            "calibration of probe {} failed": 4,
        }
        draw = self.random.randint
        lines = [f"error heating: {text.format(draw(1, 99))}" for text, count in kinds.items() for _ in range(count)]
        lines += [f"info heating: reading {draw(100, 999)} of probe {draw(1, 9)}" for _ in range(500)]
        self.random.shuffle(lines)
        self.lines = [f"2026-10-{1 + i // 60:02}T{i % 24:02}:{i % 60:02}:07Z {line}" for i, line in enumerate(lines)]
        self.log = self.write("heating/heating.log", "\n".join(self.lines) + "\n")
        self.bad = [line for line in self.lines if " error " in line]
        counts = ["64", "21", "9", "mqtt broker"]
        self.add("errors", f"Which errors occur most in {self.log}?", *counts)
        self.add("errors", f"top errors in {self.log} please", *counts)
        self.add("errors", f"I need an overview of the errors in {self.log} on db1, most frequent first.", *counts)
        self.add("errors", f"Count the errors in {self.log} by kind.", *counts)
        self.add("errors", f"What keeps failing according to {self.log}?", *counts)
        records = [
            json.dumps(
                {
                    "time": 1790000000 + 31 * i,
                    "level": "error" if i % 7 == 3 else "info",
                    "text": f"batch {i} of depot {i % 5}",
                }
            )
            for i in range(140)
        ]
        self.depot = self.write("depot.log", "\n".join(records) + "\n")
        self.add("recent", f"Show the last 2 errors of {self.depot}.", *[r for r in records if "error" in r][-2:])

    def recent(self) -> None:
        boiler = [line for line in self.lines if "boiler" in line]
        valve = [line for line in self.lines if "valve" in line]
        self.add("recent", f"What were the last 4 errors in {self.log}?", *self.bad[-4:])
        self.add("recent", f"Show me the latest errors from {self.log} on web1.", *self.bad[-3:])
        self.add("recent", f"Are there recent errors in {self.log}?", *self.bad[-3:])
        self.add("recent", f"Which lines in {self.log} mention boiler?", *boiler[-3:])
        self.add("recent", f"Show the last 5 lines about valve in {self.log} on db1.", *valve[-5:])
        self.add("recent", f"How many lines of {self.log} contain boiler?", str(len(boiler)))
        self.add("recent", f"Does {self.log} mention submarine?", "submarine", "No line")
        self.add("recent", f"tail {self.log}, 3 lines", *self.lines[-3:])
        self.add("recent", f"Print the first 2 lines of {self.log}.", *self.lines[:2])

    def machine(self) -> None:
        kernel, name, cores = output("uname -r")[0], output("hostname")[0], output("nproc")[0]
        total = output("free -m")[1].split()[1]
        self.add("facts", "What kernel version is db1 running?", kernel)
        self.add("facts", "How many cores does this machine have?", f"{cores} CPU")
        self.add("facts", "How much RAM is in use on db1?", total)
        self.add("facts", "Since when is web1 up?", "web1", "load average")
        self.add("facts", "What is the hostname here?", name)
        self.add("health", "How is db1 doing?", "db1", total, "load average", "80%")
        self.add("health", "Do a quick health check of this machine.", total, "load average", "80%")

    def disk(self) -> None:
        rows = [row.split() for row in output("df -h")[1:]]
        root = next(row for row in rows if row[5] == "/")
        over = [f"{row[5]} at {row[4]}" for row in rows if int(row[4].rstrip("%").replace("-", "0")) > 10]
        self.add("disk", "Is any disk on web1 more than 98% full?", "No file system", "98%")
        self.add("disk", "Which file systems are above 10%?", *over or ["No file system"])
        self.add("disk", "How much space is left on / on web1?", root[4], root[1])
        self.add("disk", "How full is the root partition?", root[4], root[1])

    def sources(self) -> None:
        for name, count in {"net/link.go": 310, "net/frame.go": 88, "main.go": 41, "doc/intro.md": 12}.items():
            self.write(f"pump/{name}", "package pump\n" * count)
        self.pump = self.folder / "pump"
        self.add("lines", f"Count the lines of Go code in {self.pump}.", "3", str(310 + 88 + 41))
        self.add("lines", f"How many lines of .go files are under {self.pump} on db1?", "3", "439")
        self.add("lines", f"What is the longest Go file in {self.pump}?", "net/link.go", "310")
        self.add("lines", f"How long is {self.pump}/doc/intro.md?", "12")
        self.write("pump/net/dial.go", "func Dial(addr string) error {\n\treturn nil\n}\n")
        self.add("search", f"Search {self.pump} for Dial.", "net/dial.go", "func Dial(addr string)")
        self.add("search", f"Which files under {self.pump} contain reactor?", "no reactor", forbidden=["> "])
        self.add("search", f"Where is Dial used in {self.pump} on web1?", "net/dial.go", "func Dial(addr string)")

    def folders(self) -> None:
        names = ["bills.csv", "letters.txt", "photos.zip"]
        for name in names:
            self.write(f"attic/{name}", "x\n")
        (self.folder / "attic/old").mkdir()
        attic = self.folder / "attic"
        self.add("folders", f"List {attic}.", "4", "old/", *names)
        self.add("folders", f"Which files are in the directory {attic} on db1?", "old/", *names)
        self.add("folders", f"Find all .csv files in {attic}.", "bills.csv")
        scans = [f"scan_{i:02}.csv" for i in range(1, 41)]
        for name in scans:
            self.write(f"scans/{name}", "")
        self.add("folders", f"What does {self.folder}/scans contain?", "40", *scans[:5])

    def settings(self) -> None:
        path = self.write("pump.ini", "[pump]\nspeed = 1450\npressure_max = 6.5\nhost = 172.20.4.9:1502\nmode = eco\n")
        self.ini = path
        self.add("settings", f"What is pressure_max set to in {path}?", "pressure_max = 6.5")
        self.add("settings", f"Show the value of mode in {path} on web1.", "mode = eco")
        self.add("settings", f"Which speed is configured in {path}?", "speed = 1450")
        self.add("settings", f"Is valve_count set in {path}?", "no valve_count", forbidden=["> "])

    def logins(self) -> None:
        addresses = {"192.0.2.44": 29, "203.0.113.5": 17, "198.51.100.200": 2}
        lines = [
            f"Oct  3 07:{i % 60:02}:{i % 50:02} attic sshd[{i + 70}]: Failed password for admin from {address} port 5{i:04} ssh2"
            for address, count in addresses.items()
            for i in range(count)
        ]
        self.random.shuffle(lines)
        path = self.write("secure.log", "\n".join(lines) + "\n")
        self.add(
            "logins",
            f"Which addresses have the most failed logins in {path}?",
            *[f"{n} from {a}" for a, n in addresses.items()],
        )
        self.add(
            "logins",
            f"Show failed login attempts per IP in {path} on db1.",
            *[f"{n} from {a}" for a, n in addresses.items()],
        )

    def reading(self) -> None:
        lines = [
            f"{i} {self.random.choice(('oak', 'elm', 'ash'))} {self.random.randint(10, 99)} m" for i in range(1, 801)
        ]
        lines[410] = "411 sequoia 93 m"
        path = self.write("trees.txt", "\n".join(lines) + "\n")
        self.add("reading", f"Show me {path}.", "800", *lines[:5])
        self.add("reading", [f"Read {path}.", "Does it mention sequoia?"], lines[410])
        self.add("reading", [f"Read {path}.", "Show lines 300 to 302 of it."], *lines[299:302])
        self.add("reading", "Run `uname -s` on db1.", output("uname -s")[0])

    def conversations(self) -> None:
        name, cores = output("hostname")[0], output("nproc")[0]
        self.add("follow", ["How many CPUs does db1 have?", "And its hostname?"], name)
        self.add("follow", ["Which kernel runs on db1?", "And on web1?"], "web1", output("uname -r")[0])
        self.add("follow", [f"Top errors in {self.log}?", "Show the last 3 errors."], *self.bad[-3:])
        self.add("follow", [f"What is mode in {self.ini}?", "What about speed?"], "speed = 1450")
        self.add("given", "How many cores does the host have?", "web1", f"{cores} CPU", context="The host is web1.")
        self.add(
            "given",
            "Show the last errors of the heating.",
            *self.bad[-3:],
            context=f"The log of the heating is {self.log}.",
        )

    def context(self) -> None:
        self.add(
            "given",
            "Which errors happen most in the log of the heating?",
            "64",
            "21",
            context=f"the heating logs to {self.log}.",
        )

    def failures(self) -> None:
        self.add("failing", f"Show the last 3 errors in {self.folder}/missing-7.log.", "could not", "missing-7")
        self.add("failing", "How long has mars7 been up?", "could not", "mars7")
        self.add("failing", f"List {self.folder}/cellar-9.", "could not", "cellar-9")

    def outside(self) -> None:
        for task in (
            "Tell me a story about a lighthouse.",
            "Stop the postgres service on db1.",
            f"Remove all lines with info from {self.log}.",
            "Why does db1 crash every night?",
            f"What is the difference between {self.log} and {self.depot}?",
            f"Set speed to 900 in {self.ini}.",
            "What can you do?",
            "Write a Python script that sorts a list.",
        ):
            self.add("outside", task, REFUSAL)
