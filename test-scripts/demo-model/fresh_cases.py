"""More real tasks, written once and used for nothing but the last measurement of a model: no decision may rest on them.

Whoever looks at single mistakes on these, or picks a checkpoint by them, writes new ones in their place.
"""

import json
from pathlib import Path

from real_cases import REFUSAL, CaseList, output


class FreshCases(CaseList):
    """Writes the files into a folder and lists the cases."""

    seed = 23
    families = """
        errors recent machine disk sources folders settings logins reading conversations context
        failures outside
    """

    def errors(self) -> None:
        kinds = {
            "door {} did not unlock": 83,
            "overhead line {} has no current": 30,
            "switch {} stuck half way": 11,
            "radio silence of car {}": 6,
        }
        draw = self.random.randint
        lines = [f"ERROR depot-{i % 4}: {t.format(draw(1, 99))}" for t, count in kinds.items() for i in range(count)]
        lines += [f"DEBUG depot-{i % 4}: car {draw(100, 999)} passed stop {draw(1, 60)}" for i in range(600)]
        self.random.shuffle(lines)
        self.lines = [
            f"Nov {1 + i // 60:02} {i % 24:02}:{i % 60:02}:{i % 53:02} {line}" for i, line in enumerate(lines)
        ]
        self.log = self.write("tram/tram.log", "\n".join(self.lines) + "\n")
        self.bad = [line for line in self.lines if " ERROR " in line]
        counts = ["83", "30", "11", "did not unlock"]
        self.add("errors", f"Can you tell me the most common errors in {self.log}?", *counts)
        self.add("errors", f"Which problems does {self.log} report most often?", *counts)
        self.add("errors", f"Summarise the errors in {self.log} on web1.", *counts)
        self.add("errors", f"errors in {self.log}, grouped, with counts", *counts)
        self.add("errors", f"Look at {self.log} on db1 and tell me which errors dominate.", *counts)
        self.calm = self.write("calm.out", "all lamps lit\n" * 31)
        self.add("errors", f"Are there any frequent errors in {self.calm}?", "no error", self.calm)

    def recent(self) -> None:
        stuck = [line for line in self.lines if "stuck" in line]
        radio = [line for line in self.lines if "radio" in line]
        self.add("recent", f"What are the 2 most recent errors in {self.log}?", *self.bad[-2:])
        self.add("recent", f"Show me the newest errors in {self.log} on db1.", *self.bad[-3:])
        self.add("recent", f"Has {self.log} had errors lately?", *self.bad[-3:])
        self.add("recent", f"Find the lines about radio in {self.log}.", *radio[-3:])
        self.add("recent", f"Give me the last 6 lines of {self.log} that mention stuck.", *stuck[-6:])
        self.add("recent", f"How often is radio mentioned in {self.log}?", str(len(radio)))
        self.add("recent", f"Is there anything about a zebra in {self.log}?", "zebra", "No line")
        self.add("recent", f"Show the last 5 lines of {self.log} on web1.", *self.lines[-5:])
        self.add("recent", f"How does {self.log} begin? Show 3 lines.", *self.lines[:3])
        records = [
            json.dumps({"ts": f"2026-11-0{1 + i // 60}T10:{i % 60:02}:00Z", "severity": s, "event": f"lamp {i} {w}"})
            for i in range(170)
            for s, w in [("error", "burnt out") if i % 11 == 5 else ("info", "lit")]
        ]
        self.lamps = self.write("lamps.json.log", "\n".join(records) + "\n")
        self.add("recent", f"Show the last 4 errors in {self.lamps}.", *[r for r in records if "error" in r][-4:])

    def machine(self) -> None:
        kernel, name, cores = output("uname -r")[0], output("hostname")[0], output("nproc")[0]
        total = output("free -m")[1].split()[1]
        self.add("facts", "Which kernel is in use on web1?", kernel)
        self.add("facts", "How many processors has db1?", f"{cores} CPU")
        self.add("facts", "Show the memory usage of this machine.", total)
        self.add("facts", "What is the load on db1?", "db1", "load average")
        self.add("facts", "What is web1 called, what is its hostname?", name)
        self.add("health", "Is web1 healthy?", "web1", total, "load average", "80%")
        self.add("health", "How healthy is the local machine?", total, "load average", "80%")

    def disk(self) -> None:
        rows = [row.split() for row in output("df -h")[1:]]
        root = next(row for row in rows if row[5] == "/")
        over = [f"{row[5]} at {row[4]}" for row in rows if int(row[4].rstrip("%").replace("-", "0")) > 20]
        self.add("disk", "Does db1 have a disk that is over 97%?", "No file system", "97%")
        self.add("disk", "List the partitions above 20%.", *over or ["No file system"])
        self.add("disk", "How much disk space is free on / on db1?", root[4], root[1])
        self.add("disk", "Show disk usage on web1.", root[1])

    def sources(self) -> None:
        for name, count in {"ui/map.ts": 205, "ui/stop.ts": 64, "app.ts": 33, "notes/todo.txt": 9}.items():
            self.write(f"timetable/{name}", "export {}\n" * count)
        self.web = self.folder / "timetable"
        self.add("lines", f"How many lines of .ts files does {self.web} have?", "3", str(205 + 64 + 33))
        self.add("lines", f"Count lines of TypeScript code under {self.web} on web1.", "3", "302")
        self.add("lines", f"Which .ts file in {self.web} is the largest?", "ui/map.ts", "205")
        self.add("lines", f"How many lines has {self.web}/notes/todo.txt?", "9")
        self.write("timetable/ui/line.ts", "export function drawLine(from: Stop, to: Stop) {\n}\n")
        self.add("search", f"Where is drawLine defined in {self.web}?", "ui/line.ts", "function drawLine(from: Stop")
        self.add("search", f"Does any file in {self.web} contain submarine?", "no submarine", forbidden=["> "])
        self.add("search", f"Find drawLine in {self.web} on db1.", "ui/line.ts", "function drawLine(from: Stop")

    def folders(self) -> None:
        names = ["tickets.csv", "routes.md", "map.png", "fares.csv"]
        for name in names:
            self.write(f"office/{name}", "x\n")
        (self.folder / "office/archive").mkdir()
        office = self.folder / "office"
        self.add("folders", f"What is in {office}?", "5", "archive/", *names)
        self.add("folders", f"List the files of {office} on web1.", "archive/", *names)
        self.add("folders", f"Which .csv files are there in {office}?", "tickets.csv", "fares.csv")
        days = [f"day-{i:03}.txt" for i in range(1, 61)]
        for name in days:
            self.write(f"days/{name}", "")
        self.add("folders", f"Show the contents of {self.folder}/days.", "60", *days[:5])

    def settings(self) -> None:
        text = "depot:\n  doors: 4\n  unlock_delay: 750ms\n  broker: 10.8.0.3:1883\n  voice: anna\n"
        self.yaml = self.write("depot/depot.yaml", text)
        self.add("settings", f"What is unlock_delay in {self.yaml}?", "unlock_delay: 750ms")
        self.add("settings", f"What value does broker have in {self.yaml} on db1?", "broker: 10.8.0.3:1883")
        self.add("settings", f"Look up voice in {self.yaml}.", "voice: anna")
        self.add("settings", f"Is max_speed configured in {self.yaml}?", "no max_speed", forbidden=["> "])

    def logins(self) -> None:
        addresses = {"198.51.100.61": 41, "192.0.2.9": 23, "203.0.113.250": 8}
        lines = [
            f"Nov 12 0{i % 10}:{i % 60:02}:{i % 47:02} gate sshd[{i + 700}]: Failed password for invalid user pi from {a} port 4{i:04} ssh2"
            for a, count in addresses.items()
            for i in range(count)
        ]
        self.random.shuffle(lines)
        path = self.write("auth/auth.log", "\n".join(lines) + "\n")
        expected = [f"{n} from {a}" for a, n in addresses.items()]
        self.add("logins", f"List failed logins by address from {path}.", *expected)
        self.add("logins", f"Which IPs have failed logins in {path} on web1?", *expected)

    def reading(self) -> None:
        lines = [
            f"{i};{self.random.choice(('north', 'south', 'loop'))};{self.random.randint(2, 90)} min"
            for i in range(1, 701)
        ]
        lines[522] = "523;museum;17 min"
        path = self.write("rides.csv", "\n".join(lines) + "\n")
        self.add("reading", f"Read {path}.", "700", *lines[:5])
        self.add("reading", [f"Show me {path}.", "Does it say anything about museum?"], lines[522])
        self.add("reading", [f"Open {path}.", "Show me lines 410 to 413."], *lines[409:413])
        self.add("reading", "Run `nproc` on web1.", output("nproc")[0])

    def conversations(self) -> None:
        name, cores = output("hostname")[0], output("nproc")[0]
        self.add("follow", ["What is the kernel of web1?", "And how many CPUs?"], f"{cores} CPU")
        self.add("follow", ["What is the hostname of web1?", "And of db1?"], "db1", name)
        self.add("follow", [f"Which errors are most common in {self.log}?", "Quote the last 3."], *self.bad[-3:])
        self.add("follow", [f"What is doors set to in {self.yaml}?", "And voice?"], "voice: anna")
        self.add("follow", ["Are there disks over 95% on db1?", "What about web1?"], "web1", "95%")
        self.add(
            "given", "Which kernel does the server run?", "db1", output("uname -r")[0], context="The server is db1."
        )
        self.add(
            "given",
            "What are the latest errors of the tram?",
            *self.bad[-3:],
            context=f"The log of the tram is {self.log}.",
        )

    def context(self) -> None:
        self.add("given", "Rank the errors of the tram.", "83", "30", context=f"The tram writes its log to {self.log}.")

    def failures(self) -> None:
        self.add("failing", f"Show the last 3 errors in {self.folder}/gone-41.log.", "could not", "gone-41")
        self.add("failing", "Which kernel runs on venus3?", "could not", "venus3")
        self.add("failing", f"What is in {self.folder}/vault-12?", "could not", "vault-12")

    def outside(self) -> None:
        for task in (
            "Write a song about trams.",
            "Restart the broker on web1.",
            f"Delete {self.calm}.",
            "Why is db1 so slow today?",
            f"Compare {self.log} with {self.lamps}.",
            f"Change voice to berta in {self.yaml}.",
            "Hello, who are you?",
            "Translate good morning into Spanish.",
        ):
            self.add("outside", task, REFUSAL)
