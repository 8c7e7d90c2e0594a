"""A conversation under construction: the task, the calls, their results, the answer."""

import json

from .chance import Chance
from .outputs import digest
from .wording import quotes
from .world import BUILT_IN, World

WITHOUT_EXIT_CODE = set(BUILT_IN) - {"ssh_exec", "bash_command"}
# After these nothing else is tried.
SSH_FAILURES = """ssh: connect to host {host} port 22: Connection refused
The host key of {host} is not known on this machine, so nothing was run; a person can connect once with `ssh {host}` and compare the key.
{host} refused the login (publickey), so nothing was run; the user, key, agent or password that the configuration names for it must be put right so that `ssh {host} true` works.
{host} refused the connection, so nothing was run: no ssh server listens at the configured address and port.
The address of {host} cannot be found, so nothing was run; check its HostName in ~/.ssh/config.
There is no route to {host}, so nothing was run; check the network or the VPN.
ssh: Could not resolve hostname {host}: Name or service not known
{host}: Permission denied (publickey).
No route to host {host}
exit status unknown: killed by signal {d}
ssh could not run the command on {host}: {w} {w}""".splitlines()
# After these the same call is tried once more.
PASSING_FAILURES = """timed out after {d} seconds
{host} did not answer within 10 s, so nothing was run: it is down, or a firewall drops the connection.
{host} closed the connection before the command ran: {w} {w}
The connection to {host} was lost while the command ran: {w} {w}
connection to {host} was reset
the command timed out after {d} s
connection to {host} timed out
connection reset by peer""".splitlines()
# After these another tool is tried, where one can do it.
REFUSALS = """not allowed: {w}
the command needs consent and nobody could be asked
`{w}` is not known to be read-only
refused by the policy
not run: {w} is not read-only
command not allowed: {w}
the policy refuses {w}""".splitlines()
OUTSIDE_ROOTS = [
    "{path} lies outside the folders that file tools may read ({d1}); the user can add its folder to DEPUTY_ROOTS.",
    (
        "{path} lies outside the folders that file tools may read ({d1}, {d2}); the user can add its folder to "
        "DEPUTY_ROOTS."
    ),
    "{path} is outside the folders that may be read",
]
NOTES = [
    "lines 1-{n}",
    "only the first {n} lines are shown; use a narrower pattern, or count",
    "{d} of {n} entries are shown; use glob_search with a pattern",
    "lines of {d} files that hold secrets are left out",
    "{w} {w} {w}",
    "{d} secrets were masked",
    "ended after {d} s by its time limit; the output up to then is kept",
]
WRONG_QUOTES = [
    "These lines of your answer stand in no tool result:\n",
    "These lines of your answer stand in no tool result:\n",
    "These lines are in no tool result:\n",
    "No tool printed these lines:\n",
]
CORRECT_THEM = [
    "Answer again: copy each line exactly as it stands in a tool result, or leave it out.",
    "Answer again: copy each line exactly as it stands in a tool result, or leave it out.",
    "Give the answer again with lines that are exactly as a tool printed them.",
    "Correct your answer: quote only what a tool printed.",
]
LAST_STEP = [
    "This is your last step. Do not use a tool: answer now with what you know.",
    "This is the last step: answer now.",
    "Answer now with what you know.",
    (
        "You have asked for the same things again and nothing new came of it. Do not use a tool: answer now with "
        "what you know."
    ),
    "No more tools: give your answer.",
]


class Conversation:
    """Messages so far, in a world of tools and hosts; most tasks are about a host that is known there, or about none."""

    def __init__(self, chance: Chance, world: World):
        self.chance = chance
        self.world = world
        self.messages: list[dict] = []
        self.results = 0
        self.context: str | None = None
        self.gap_start: int | None = None
        self.subject: dict = {}
        self.one_line = chance.one("1 line", "1 line", "1 line", "1 lines")
        self.host: str | None = None
        self.next_task()

    @property
    def tools(self) -> list[str]:
        return self.world.tools

    @property
    def command_tool(self) -> str:
        return self.world.command_tool

    def next_task(self) -> None:
        """The caller goes on to something else, on some other machine or here."""
        self.host, self.subject = None, {}
        if self.chance.happens(0.5 if self.world.hosts else 0.06):
            self.host = self.any_host()

    def any_host(self) -> str:
        """A host of this world, another than that of the task; now and then one that the tools do not know."""
        others = [host for host in self.world.hosts if host != self.host]
        if not others or self.chance.happens(0.06):
            return self.chance.host()
        return self.chance.random.choice(others)

    def offers(self, tool: str) -> bool:
        return tool in self.tools

    @property
    def at(self) -> str:
        """` on web1`, or nothing for this machine."""
        return f" on {self.host}" if self.host else ""

    @property
    def machine(self) -> str:
        return self.host or "this machine"

    def user(self, text: str) -> None:
        self.messages.append({"role": "user", "content": text})

    def answer(self, text: str) -> None:
        """The answer; a few follow upon a draft whose quotes Deputy did not find in any result."""
        if "\n> " in text and self.chance.happens(0.07):
            self._draft(text)
        self.messages.append({"role": "assistant", "content": text})

    def _draft(self, text: str) -> None:
        """`text` with quotes that are miscopied, which is sent back; training does not learn to write it."""
        says, *lines = text.split("\n> ")
        wrong = dict.fromkeys(self.chance.random.sample(range(len(lines)), self.chance.random.randint(1, len(lines))))
        miscopied = {place: self._miscopied(lines, place) for place in sorted(wrong)}
        miscopied = {place: line for place, line in miscopied.items() if line not in lines}
        if not miscopied:
            return
        quoted = quotes([miscopied.get(place, line) for place, line in enumerate(lines)])
        self.messages.append({"role": "assistant", "content": says + quoted, "draft": True})
        shown = "".join(f"> {line}\n" for line in list(miscopied.values())[:5])
        self.user(self.chance.random.choice(WRONG_QUOTES) + shown + self.chance.random.choice(CORRECT_THEM))

    def _miscopied(self, lines: list[str], place: int) -> str:
        """A line as a small model copies it wrong: run into another line, cut, repeating itself, a word wrong."""
        chance, line = self.chance, lines[place]
        other, cut = chance.random.choice(lines), chance.random.randint(0, max(len(line) - 1, 0))
        words = line.split(" ")
        word = chance.random.randrange(len(words))
        return chance.one(
            line[:cut] + other[cut:],
            line[: cut + 1] + chance.word(),
            line + " " + " ".join(words[-2:] * chance.random.randint(1, 4)),
            " ".join(words[:word] + [chance.one(chance.word(), str(chance.number()))] + words[word + 1 :]),
        )

    def call(self, tool: str, also: list[dict] | None = None, **arguments) -> None:
        """A tool call; `also` lists other calls that evaluation counts as right."""
        self.tool = tool
        self.last_call = {"tool": tool, "arguments": arguments}
        message = {"role": "assistant", "content": json.dumps(self.last_call, ensure_ascii=False)}
        if also:
            message["also"] = also
        self.messages.append(message)

    def command_call(self, command: str) -> dict:
        if self.host:
            return {"tool": "ssh_exec", "arguments": {"host": self.host, "command": command}}
        return {"tool": self.command_tool, "arguments": {"command": command}}

    def run(self, command: str, also: list[dict] | None = None) -> None:
        """A command on the host of the task, or here."""
        call = self.command_call(command)
        self.call(call["tool"], also, **call["arguments"])

    def result(self, lines: list[str], code: int = 0, total: int | None = None, note: str | None = None) -> None:
        """What the tool printed, of which a long text is shown with a gap, as Deputy does it.

        `total` is the number of lines where more were printed than `lines` holds; `shown` has the lines before the gap.
        """
        self.results += 1
        total = total or len(lines)
        self.gap_start, self.shown = None, lines
        if total > len(lines) or total > 6 and self.chance.happens(0.15):
            lines = self._with_gap(lines, total)
        if note is None and self.chance.happens(0.03):
            note = self.chance.fill(self.chance.random.choice(NOTES))
        if note:
            lines = (lines or [""]) + [f"[{note}]"]
        code_text = "" if self.tool in WITHOUT_EXIT_CODE else f", exit {code}"
        count = self.one_line if total == 1 else f"{total} lines"
        self.user(f"Tool result [{self.results}] {self.tool}{code_text}, {count}:\n" + "\n".join(lines))

    def _with_gap(self, lines: list[str], total: int) -> list[str]:
        """Head and tail of `lines`, and between them a digest, where there is one, and how many are left out."""
        chance = self.chance
        most = min(len(lines), total - 1)
        tail = most // 2 if chance.happens(0.6) else chance.random.randint(0, most // 2)
        head = max(min(5, most), most - tail)
        tail = min(tail, most - head)
        self.shown, self.gap_start = lines[:head], head + 1
        left = total - head - tail
        gap = (
            f"[… {left:,} {'line' if left == 1 else 'lines'} left out: use read_output "
            f'{{"result": {self.results}, "start_line": {head + 1}}} to see them …]'
        )
        middle = digest(chance, lines, total) if chance.happens(0.75) else []
        return lines[:head] + middle + [gap] + (lines[-tail:] if tail else [])

    def more_lines(self) -> tuple[int, int]:
        """How many lines of a long result are shown, and how many it has; a few are as long as the demo's window allows."""
        chance = self.chance
        shown = chance.one(*[chance.random.randint(7, 16)] * 16, chance.random.randint(20, 60))
        return shown, shown + chance.one(chance.random.randint(1, 30), chance.random.randint(30, 3000))

    def last_result(self, lines: list[str], code: int = 0, total: int | None = None, note: str | None = None) -> None:
        """A result after which the answer comes: sometimes the loop says that it must."""
        self.result(lines, code, total, note)
        if self.chance.happens(0.03):
            self.user(self.chance.random.choice(LAST_STEP))

    def error(self, sentence: str) -> None:
        self.results += 1
        self.user(f"Tool result [{self.results}] {self.tool}, error: {sentence}")

    @property
    def first_five(self) -> str:
        """How an answer announces the lines that it quotes of a result with more than five."""
        return f"; the first {min(5, len(self.shown))}:"

    def give_up(self, sentence: str) -> None:
        self.answer(f"I could not do that{self.at}: {self.tool} failed: {sentence}")

    def failed(self, path: str | None = None, instead=None, share: float = 0.06) -> bool:
        """Sometimes the tool fails. True where the conversation has ended with that.

        `path` is a file of the task that may be missing. `instead` is another way, called after a refusal; it ends
        the conversation itself.
        """
        chance = self.chance
        if self.host and self.host not in self.world.hosts:
            self._not_allowed()
            return True
        if instead and chance.happens(0.05):
            self.error(self._refusal(path))
            instead()
            return True
        if not chance.happens(share):
            return False
        kind = chance.random.random()
        if self.tool in WITHOUT_EXIT_CODE and self.tool != self.command_tool:
            self._refuse_file(path or chance.log())
        elif self.host and kind < 0.4:
            self.error(chance.fill(chance.random.choice(PASSING_FAILURES).replace("{host}", self.host)))
            self.call(self.tool, **self.last_call["arguments"])
            if chance.happens(0.6):
                return False
            self._end_with(chance.random.choice(PASSING_FAILURES + SSH_FAILURES))
        elif self.host and kind < 0.65:
            self._end_with(chance.pick(SSH_FAILURES))
        elif not self.host and not instead and kind < 0.3:
            self._end_with(chance.random.choice(REFUSALS))
        else:
            self._complain(path)
        return True

    def _not_allowed(self) -> None:
        hosts = self.world.hosts
        which = (
            f"list (one of {', '.join(hosts)}); the user can add it to"
            if hosts
            else "list, which is empty: the user can name hosts in"
        )
        self._end_with(f"The host {{host}} is not in the allowed {which} ~/.ssh/config or DEPUTY_HOSTS.")

    def _end_with(self, failure: str) -> None:
        sentence = self.chance.fill(failure.replace("{host}", self.host or "{host}"))
        self.error(sentence)
        self.give_up(sentence)

    def _refusal(self, path: str | None) -> str:
        """A sentence after which another tool may still do it."""
        chance = self.chance
        if self.tool in WITHOUT_EXIT_CODE and path:
            text = chance.random.choice(OUTSIDE_ROOTS)
            return text.replace("{path}", path).replace("{d1}", chance.folder()).replace("{d2}", chance.folder())
        return chance.fill(chance.random.choice(REFUSALS))

    def _refuse_file(self, path: str) -> None:
        chance = self.chance
        sentence = chance.one(
            f"There is no {path}.",
            f"There is no {path}.",
            f"There is no {path}.",
            f"Cannot open {path}: Permission denied.",
            f"{path} is not a folder; use read_file.",
            f"no such file or directory: {path}",
            f"permission denied: {path}",
            f"{path} does not exist",
        )
        self.error(sentence)
        self.give_up(sentence)

    def _program(self) -> str:
        """The first word of the last command."""
        words = self.last_call["arguments"].get("command", "").split(" ")
        return words[0] or self.chance.one("grep", "cat", "ls", "tail")

    def _complain(self, path: str | None) -> None:
        """The command ran and printed why it could not do its work; a pipeline hides the exit code."""
        chance = self.chance
        if path and chance.happens(0.6):
            program, why = self._program(), chance.one("No such file or directory", "Permission denied")
            line = {
                "ls": f"ls: cannot access '{path}': {why}",
                "tail": f"tail: cannot open '{path}' for reading: {why}",
                "head": f"head: cannot open '{path}' for reading: {why}",
                "find": f"find: '{path}': {why}",
            }.get(program, f"{program}: {path}: {why}")
            code = chance.one(0, 0, 1, 2)
        else:
            line = chance.one(
                f"bash: {chance.word()}: command not found",
                f"sh: 1: {chance.word()}: not found",
                f"error: {chance.message()}",
                f"Error: can't {chance.word()} '{chance.folder()}'",
                f"{self._program()}: invalid option -- '{chance.word()[0]}'",
                f"{chance.word()}: {chance.message()}",
            )
            code = chance.one(1, 2, 126, 127, 255, 137)
        self.last_result([line] if chance.happens(0.15) else ["[standard error:]", line], code)
        why = f"the command ended with exit {code}" if code else "the command failed"
        self.answer(f"I could not do that{self.at}: {why}." + quotes([line]))
