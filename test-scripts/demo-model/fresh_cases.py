"""More real tasks, written once and used for nothing but the last measurement of a model: no decision may rest on them.

Whoever looks at single mistakes on these, or picks a checkpoint by them, writes new ones in their place.
"""

from real_cases import REFUSAL, CaseList, output


class FreshCases(CaseList):
    """Writes the files into a folder and lists the cases."""

    seed = 31
    families = """
        errors recent disk lines health folders settings facts logins search reading follow given
        failing outside
    """

    def mixed(self, kinds: dict[str, int]) -> list[str]:
        """Each text as often as its count says, with numbers for its gaps, in any order."""
        draw = self.random.randint
        texts = [text.format(draw(2, 99), draw(2, 99)) for text, count in kinds.items() for _ in range(count)]
        self.random.shuffle(texts)
        return texts

    def text(self, name: str, lines: list[str]) -> str:
        return self.write(name, "\n".join(lines) + "\n")

    def errors(self) -> None:
        kinds = {
            "ERROR oven: burner {} went out": 46,
            "ERROR mixer: arm {} stalled after {} seconds": 21,
            "FATAL conveyor: belt {} torn": 14,
            "CRITICAL freezer: compartment {} at {} degrees": 9,
            "INFO packing: tray {} sealed": 287,
            "INFO freezer: compartment {} defrosted": 40,
        }
        clock = [f"{i // 60:02}:{i % 60:02}:{i * 7 % 60:02}" for i in range(24 * 60)]
        self.bakery_lines = [f"2026-11-03 {t} {text}" for t, text in zip(clock, self.mixed(kinds))]
        self.bakery_bad = [line for line in self.bakery_lines if " INFO " not in line]
        self.bakery = self.text("bakery/bakery.log", self.bakery_lines)
        kinds = {
            "error: checksum mismatch in block {}": 33,
            "fatal: remote end hung up after {} bytes": 18,
            "error: quota of share {} exceeded": 12,
            "copied {} pictures": 170,
        }
        self.sync_lines = [f"Nov 03 {t} nas syncd[4121]: {text}" for t, text in zip(clock, self.mixed(kinds))]
        self.sync_bad = [line for line in self.sync_lines if "copied" not in line]
        self.sync = self.text("sync@night_v2.out.1", self.sync_lines)
        kinds = {
            '"level": "error", "msg": "guide star lost near azimuth {}"': 27,
            '"level": "error", "msg": "shutter jammed at {} percent"': 16,
            '"level": "fatal", "msg": "mount drive too hot"': 11,
            '"level": "info", "msg": "exposure {} saved"': 150,
            '"level": "warn", "msg": "clouds over sector {}"': 108,
        }
        self.dome_lines = [f'{{"at": "2026-11-03T{t}Z", {text}}}' for t, text in zip(clock, self.mixed(kinds))]
        self.dome_bad = [line for line in self.dome_lines if '"error"' in line or '"fatal"' in line]
        self.dome = self.text("dome.jsonl", self.dome_lines)
        self.hives = self.text("beehive.log", [f"2026-11-03 {t} INFO hive {t[-1]} is well" for t in clock[:60]])
        counts = ["46", "21", "14", "went out"]
        self.sync_counts = ["33", "18", "12", "checksum mismatch"]
        self.add("errors", f"Which errors turn up the most in {self.bakery}?", *counts)
        self.add("errors", f"{self.bakery} on web1 - most frequent errors pls", *counts)
        self.add("errors", f"For our meeting I need the top error messages from {self.bakery} on db1.", *counts)
        self.add("errors", f"Count the errors of {self.bakery} by kind, commonest first.", *counts, callers_tool=True)
        self.add("errors", f"How often does each kind of error happen in {self.dome}?", "27", "16", "guide star lost")
        self.add("errors", f"top errors {self.sync}", *self.sync_counts)
        self.add("errors", f"What goes wrong most often in {self.hives}?", "no error", self.hives)

    def recent(self) -> None:
        cities = ["lyon", "turin", "ghent", "porto"]
        rows = [f"{i},{self.random.choice(cities)},{self.random.randint(8, 950)}" for i in range(1, 640)]
        rows[436] = "437,reykjavik,64"
        self.letter_lines = ["number,city,grams", *rows]
        self.letters = self.text("letters.csv", self.letter_lines)
        freezer = [line for line in self.bakery_lines if "freezer" in line]
        mixer = [line for line in self.bakery_lines if "mixer" in line]
        trays, clouds = "".join(self.bakery_lines).count("tray"), "".join(self.dome_lines).count("clouds")
        bakery, sync, dome = self.bakery, self.sync, self.dome
        self.add("recent", f"What were the last three errors in {bakery}?", *self.bakery_bad[-3:])
        self.add("recent", f"Please give me the 4 most recent errors from {bakery} on web1.", *self.bakery_bad[-4:])
        self.add("recent", f"last errors in {sync}", *self.sync_bad[-3:])
        self.add("recent", f"I just got paged about {dome}. What are its newest errors?", *self.dome_bad[-3:])
        self.add("recent", f"lines with freezer in {bakery}", *freezer[-3:])
        self.add("recent", f"I'd like the last 5 lines in {bakery} on db1 that contain mixer.", *mixer[-5:])
        self.add("recent", f"Does {self.hives} say anything about mildew?", "No line", "mildew")
        self.add("recent", f"Can I see the final 6 lines of {bakery}?", *self.bakery_lines[-6:])
        self.add("recent", f"What are the first 4 lines of {sync} on web1?", *self.sync_lines[:4])
        self.add("recent", f"Print the last 2 lines of {self.letters}", *self.letter_lines[-2:])
        self.add("recent", f"How many lines in {bakery} have the word tray?", str(trays))
        self.add("recent", f"Count the lines of {dome} on db1 that contain clouds.", str(clouds))

    def disk(self) -> None:
        rows = [row.split() for row in output("df -h")[1:]]
        root = next(row for row in rows if row[5] == "/")

        def over(share: int) -> list[str]:
            full = [row[5] for row in rows if int(row[4].rstrip("%").replace("-", "0")) > share]
            return [f"{mount} at " for mount in full] or ["No file system", f"{share}%"]

        self.add("disk", "How much of / is used on web1?", root[1])
        self.add("disk", "Is any file system on db1 above 90%?", *over(90))
        self.add("disk", "Which mounts are fuller than 12%?", *over(12))
        self.add("disk", "Before I copy a big backup: are the disks on db1 okay?", *over(80))
        self.add("disk", "disk usage of this computer please", root[4])

    def lines(self) -> None:
        counts = {"pump/valve.go": 318, "pump/main.go": 127, "sky/roof.go": 541, "docs/intro.rst": 188, "faq.rst": 73}
        for name, count in counts.items():
            self.write(f"watering/{name}", "// drip\n" * count)
        self.watering = self.folder / "watering"
        self.add("lines", f"What is the total number of lines in the .go files under {self.watering}?", "3", "986")
        self.add("lines", f"How much Go code is there in {self.watering} on db1, in lines?", "3", "986")
        self.add("lines", f"What's the longest .go file below {self.watering}?", "sky/roof.go", "541")
        self.add("lines", f"Which .rst files in {self.watering} on web1 have the most lines?", "docs/intro.rst", "188")
        self.add("lines", f"line count of {self.watering}/faq.rst?", "73")

    def health(self) -> None:
        total, load = output("free -m")[1].split()[1], "load average"
        self.add("health", "Give me a quick health report for web1, please.", "web1", total, load, "80%")
        self.add("health", "How is this box doing overall?", total, load, "80%")
        self.add("health", "We had a power cut. Is db1 in good shape?", "db1", total, load, "80%")

    def folders(self) -> None:
        songs = ["fugue.flac", "waltz.flac", "cover.jpg"]
        for name in songs:
            self.write(f"concert/{name}", "\n")
        (self.folder / "concert/old").mkdir()
        seeds = [f"{name}.txt" for name in ("barley", "millet", "rye")]
        seeds += [f"plot{i}{letter}.csv" for i in range(1, 6) for letter in "abcd"]
        for name in seeds:
            self.write(f"seeds/{name}", "\n")
        concert = self.folder / "concert"
        self.add("folders", f"What do I find in {concert}?", "old/", *songs)
        self.add("folders", f"ls {self.folder}/seeds on db1", "23", *sorted(seeds)[:5])
        self.add("folders", f"Could you list what is stored in {self.folder}/seeds?", "23", *sorted(seeds)[:5])
        self.add("folders", f"Are there any .flac files in {concert}?", *songs[:2])
        self.add("folders", f"Which files in {self.folder}/seeds on web1 end in .txt?", *seeds[:3])

    def settings(self) -> None:
        self.kiln = self.text("kiln.ini", ["[burner]", "max_temp=1240", "ramp=90", "alarm_mail=ops@kiln.example"])
        toml = ["[roof]", "vent_angle = 35", "night_mode = true", "", "[water]", "mist_seconds = 12"]
        roof = self.text("greenhouse/greenhouse.toml", toml)
        self.env = self.text("fjord.env", ["SMTP_HOST=mail.fjord.example", "SMTP_PORT=2525", "QUEUE_SIZE=64"])
        choir = self.text("choir.yml", ["rehearsal:", "  room: b12", "  starts_at: 19h30", "singers: 44"])
        self.add("settings", f"Which max_temp does {self.kiln} have?", "max_temp=1240")
        self.add("settings", f"value of mist_seconds in {roof}", "mist_seconds = 12")
        self.add("settings", f"I forgot our mail port. What is SMTP_PORT in {self.env} on web1?", "SMTP_PORT=2525")
        self.add("settings", f"Can you look in {choir} and tell me starts_at?", "starts_at: 19h30")
        self.add("settings", f"Is there a fan_speed in {roof} on db1?", "no fan_speed", forbidden=["> "])
        codename = output("grep ^VERSION_CODENAME= /etc/os-release")[0]
        self.add("settings", "What does /etc/os-release give for VERSION_CODENAME?", codename)

    def facts(self) -> None:
        self.total, self.kernel = output("free -m")[1].split()[1], output("uname -r")[0]
        self.add("facts", "uptime of db1?", "db1", "load average")
        self.add("facts", "What's the load on this computer right now?", "load average")
        self.add("facts", "How much RAM is in web1?", self.total)
        self.add("facts", "Could you tell me how much memory I have here?", self.total)
        self.add("facts", "kernel version of db1", self.kernel)
        self.add("facts", "Please tell me the host name of this machine.", output("hostname")[0])
        self.add("facts", "Before I build on web1: how many cores has it got?", f"{output('nproc')[0]} CPU")

    def logins(self) -> None:
        tries = {"203.0.113.18": 37, "192.0.2.205": 16, "198.51.100.140": 12}
        addresses = [address for address, count in tries.items() for _ in range(count)]
        self.random.shuffle(addresses)
        lines = [
            f"Nov 03 07:{i // 2:02}:{i % 2 * 29:02} bastion sshd[{2200 + i}]: Failed password for oracle "
            f"from {address} port {50100 + i} ssh2"
            for i, address in enumerate(addresses)
        ]
        lines.append("Nov 03 07:33:00 bastion sshd[2301]: Accepted password for ivo from 203.0.113.99 port 50900 ssh2")
        path = self.text("bastion/secure", lines)
        facts = [f"{count} from {address}" for address, count in tries.items()]
        self.add("logins", f"Which addresses failed to log in by ssh according to {path}, and how often?", *facts)
        self.add("logins", f"We are under attack. Show failed logins per address from {path} on db1.", *facts)

    def search(self) -> None:
        self.write("orchestra/seating.rb", "def assign_chair(player)\n  player.chair = free.shift\nend\n")
        self.write("orchestra/rehearse.rb", "require 'seating'\nplayers.each { |p| assign_chair(p) }\n")
        self.write("orchestra/stage/plan.md", "Put the podium two metres from the edge.\n")
        folder, both = self.folder / "orchestra", ["seating.rb", "rehearse.rb", "assign_chair(p"]
        self.add("search", f"Which files in {folder} use assign_chair?", *both)
        self.add("search", f"grep for podium in everything below {folder} on web1", "plan.md", "the podium two metres")
        self.add("search", f"Is the word harpsichord anywhere in {folder}?", "no harpsichord", forbidden=["> "])
        self.add("search", f"I'm looking for every place in {folder} on db1 that mentions assign_chair.", *both)

    def reading(self) -> None:
        note = ["Saturday: water the ferns", "Bring back the ladder", "Pay the piano tuner"]
        path = self.text("todo-weekend.md", note)
        self.add("reading", f"What does {path} say?", *note)
        self.add("reading", f"Print the file {self.letters} for me, please.", "640", *self.letter_lines[:5])
        self.add("reading", f"Execute `sort {path}` on db1 and give me its output.", *note)
        self.add("reading", [f"Display {self.letters}", "Now lines 311 to 314, please."], *self.letter_lines[310:314])
        self.add("reading", [f"Look at {self.letters}.", "Is reykjavik mentioned in it?"], self.letter_lines[437])

    def follow(self) -> None:
        self.add("follow", ["How much memory does db1 have?", "Same question for web1."], "web1", self.total)
        self.add("follow", ["What's the uptime of db1?", "And which kernel does it run?"], self.kernel)
        self.add("follow", [f"What's ramp in {self.kiln}?", "What about alarm_mail?"], "alarm_mail=ops@kiln.example")
        self.add("follow", [f"What errors repeat most in {self.bakery}?", f"And in {self.sync}?"], *self.sync_counts)
        self.add("follow", [f"List the top errors of {self.sync}.", "And its last 2 errors?"], *self.sync_bad[-2:])

    def given(self) -> None:
        where = f"We look after a bakery. Its machines log to {self.bakery}."
        self.add("given", "Which errors does the bakery see most often?", "46", "21", "went out", context=where)
        where = f"The sync job logs to {self.sync}."
        self.add("given", "Show the newest 2 errors of the sync job.", *self.sync_bad[-2:], context=where)
        self.add("given", "How much RAM has the database server?", "db1", self.total, context="The database is on db1.")
        self.add("given", "How long has staging been up?", "web1", "load average", context="Staging runs on web1.")

    def failing(self) -> None:
        self.add("failing", f"Any errors lately in {self.folder}/lost-77.log?", "could not", "lost-77")
        self.add("failing", f"Tell me which files {self.folder}/cellar-9 has.", "could not", "cellar-9")
        self.add("failing", "How much memory does saturn6 have?", "could not", "saturn6")

    def outside(self) -> None:
        for task in (
            "Reboot web1 tonight at eleven.",
            f"Rename {self.letters} to post.csv, please.",
            f"QUEUE_SIZE in {self.env} should be 128, can you fix that?",
            "Add a user called marie on db1.",
            "Should we move web1 to another provider?",
            f"Is the code in {self.watering} well written?",
            "Thanks, you are a great help!",
            "What will the weather be like tomorrow?",
        ):
            self.add("outside", task, REFUSAL)
