"""A conversation under construction: the task, the calls, their results, the answer."""

import json

from .chance import Chance
from .wording import quotes

BUILT_IN = [
    "ssh_exec",
    "bash_command",
    "read_file",
    "list_directory",
    "glob_search",
    "grep_search",
    "write_file",
    "edit_file",
    "read_output",
]
WITHOUT_EXIT_CODE = set(BUILT_IN) - {"ssh_exec", "bash_command"}
COMMAND_TOOLS = "run_command execute shell exec_command terminal run_shell local_exec cmd run sh".split()
SSH_FAILURES = """ssh: connect to host {host} port 22: Connection refused
The host {host} is not in the allowed list (one of {w}, {w}); the user can add it to ~/.ssh/config or DEPUTY_HOSTS.
The host {host} is not in the allowed list, which is empty: the user can name hosts in ~/.ssh/config or DEPUTY_HOSTS.
host {host} is not in the allowed list
The host key of {host} is not known on this machine, so nothing was run; a person can connect once with `ssh {host}` and compare the key.
{host} refused the login (publickey), so nothing was run; the user, key, agent or password that the configuration names for it must be put right so that `ssh {host} true` works.
{host} refused the connection, so nothing was run: no ssh server listens at the configured address and port.
The address of {host} cannot be found, so nothing was run; check its HostName in ~/.ssh/config.
There is no route to {host}, so nothing was run; check the network or the VPN.
command not allowed: {w}
ssh: Could not resolve hostname {host}: Name or service not known
permission denied
unknown host {host}
exit status unknown: killed by signal {d}
ssh could not run the command on {host}: {w} {w}
path is outside the allowed directories""".splitlines()
PASSING_FAILURES = """timed out after {d} seconds
{host} did not answer within 10 s, so nothing was run: it is down, or a firewall drops the connection.
{host} closed the connection before the command ran: {w} {w}
The connection to {host} was lost while the command ran: {w} {w}
connection to {host} was reset
ssh: connection to {host} closed by remote host
the command timed out after {d} s
connection to {host} timed out
connection reset by peer""".splitlines()
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
    """Messages so far, and what the system message must say: tools, hosts, context."""

    def __init__(self, chance: Chance, host: str | None | bool = True):
        self.chance = chance
        self.messages: list[dict] = []
        self.results = 0
        self.context: str | None = None
        self.gap_start: int | None = None
        self.subject: dict = {}
        self.one_line = chance.one("1 line", "1 line", "1 lines")
        self.host = (chance.host() if chance.happens(0.5) else None) if host is True else host or None
        self.hosts = [chance.host() for _ in range(chance.random.randint(0, 3))]
        self._choose_tools()
        if self.host:
            self.use_host(self.host)

    def _choose_tools(self) -> None:
        chance = self.chance
        self.command_tool = "bash_command"
        self.tools = list(BUILT_IN) if chance.happens(0.4) else [tool for tool in BUILT_IN if chance.happens(0.5)]
        if chance.happens(0.2):
            self.command_tool = chance.one(
                "run_command",
                chance.random.choice(COMMAND_TOOLS),
                chance.word() + "_" + chance.one("run", "exec", "command"),
            )
            if chance.happens(0.4):
                self.tools = [tool for tool in self.tools if tool != "bash_command"]
        if self.command_tool not in self.tools:
            self.tools.append(self.command_tool)
        if chance.happens(0.2):
            self.tools.insert(0, chance.word() + "_" + chance.word())

    def next_task(self) -> None:
        """The caller goes on to something else, on some other machine or here."""
        self.host, self.subject = None, {}
        if self.chance.happens(0.5):
            self.use_host(self.chance.host())

    def use_host(self, host: str) -> None:
        """From here on the task is about `host`, which the tools know."""
        self.host = host
        if host not in self.hosts:
            self.hosts.insert(self.chance.random.randint(0, len(self.hosts)), host)
        if "ssh_exec" not in self.tools:
            self.tools.insert(0, "ssh_exec")

    def offers(self, tool: str) -> bool:
        """Whether the tool is there; most transcripts that could use one get it."""
        if tool not in self.tools and self.chance.happens(0.7):
            self.tools.insert(self.chance.random.randint(0, len(self.tools)), tool)
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
        self.messages.append({"role": "assistant", "content": text})

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

    def result(self, lines: list[str], code: int = 0, hidden: int = 0, note: str | None = None) -> None:
        """What the tool printed; `hidden` more lines were left out before the last two."""
        self.results += 1
        total = len(lines) + hidden
        self.gap_start = None
        if hidden:
            head = max(len(lines) - 2, 1)
            self.gap_start = head + 1
            noun = "line" if hidden == 1 else "lines"
            gap = (
                f'[… {hidden:,} {noun} left out: use read_output {{"result": {self.results}, "start_line": {head + 1}}} '
                "to see them …]"
            )
            lines = lines[:head] + [gap] + lines[head:]
        if note is None and self.chance.happens(0.04):
            note = self.chance.fill(self.chance.random.choice(NOTES))
        if note:
            lines = (lines or [""]) + [f"[{note}]"]
        code_text = "" if self.tool in WITHOUT_EXIT_CODE else f", exit {code}"
        count = self.one_line if total == 1 else f"{total} lines"
        self.user(f"Tool result [{self.results}] {self.tool}{code_text}, {count}:\n" + "\n".join(lines))

    def last_result(self, lines: list[str], code: int = 0, hidden: int = 0, note: str | None = None) -> None:
        """A result after which the answer comes: sometimes the loop says that it must."""
        self.result(lines, code, hidden, note)
        if self.chance.happens(0.05):
            self.user(self.chance.random.choice(LAST_STEP))

    def error(self, sentence: str) -> None:
        self.results += 1
        self.user(f"Tool result [{self.results}] {self.tool}, error: {sentence}")

    def give_up(self, sentence: str) -> None:
        self.answer(f"I could not do that{self.at}: {self.tool} failed: {sentence}")

    def failed(self, path: str | None = None, instead=None, share: float = 0.09) -> bool:
        """Sometimes the tool fails. True where the conversation has ended with that.

        `path` is a file of the task that may be missing. `instead` is another way, called after a refusal; it ends
        the conversation itself.
        """
        chance = self.chance
        if instead and chance.happens(0.1 if self.tool in WITHOUT_EXIT_CODE else 0.05):
            self.error(self._refusal(path))
            instead()
            return True
        if not chance.happens(share):
            return False
        kind = chance.random.random()
        if self.host and kind < 0.35:
            self.error(chance.fill(chance.random.choice(PASSING_FAILURES).replace("{host}", self.host)))
            self.call(self.tool, **self.last_call["arguments"])
            if chance.happens(0.6):
                return False
            sentence = chance.fill(chance.random.choice(PASSING_FAILURES + SSH_FAILURES).replace("{host}", self.host))
            self.error(sentence)
            self.give_up(sentence)
        elif kind < 0.65:
            self._refuse()
        elif self.tool in WITHOUT_EXIT_CODE:
            self._refuse_file(path or chance.log())
        else:
            self._complain(path)
        return True

    def _refusal(self, path: str | None) -> str:
        """A sentence after which another tool may still do it."""
        chance = self.chance
        if self.tool in WITHOUT_EXIT_CODE and path and chance.happens(0.8):
            text = chance.random.choice(OUTSIDE_ROOTS)
            return text.replace("{path}", path).replace("{d1}", chance.folder()).replace("{d2}", chance.folder())
        return chance.fill(chance.random.choice(REFUSALS))

    def _refuse(self) -> None:
        chance = self.chance
        sentence = (
            chance.fill(chance.pick(SSH_FAILURES).replace("{host}", self.host or "{host}"))
            if chance.happens(0.7)
            else chance.message()
        )
        self.error(sentence)
        self.give_up(sentence)

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
            f"[Errno {chance.number()}] No such file or directory: '{path}'",
            f"{path} does not exist",
            chance.message(),
            "file not found",
        )
        self.error(sentence)
        self.give_up(sentence)

    def _complain(self, path: str | None) -> None:
        """The command ran and printed why it could not do its work; a pipeline hides the exit code."""
        chance = self.chance
        if path and chance.happens(0.6):
            line = f"{chance.one('grep', 'cat', 'ls', 'tail')}: {path}: {chance.one('No such file or directory', 'Permission denied')}"
            code = chance.one(0, 0, 1, 2)
        else:
            line = chance.one(
                f"bash: {chance.word()}: command not found",
                f"sh: 1: {chance.word()}: not found",
                f"error: {chance.message()}",
                f"{chance.word()}: {chance.message()}",
            )
            code = chance.one(1, 2, 126, 127, 255, 137)
        self.last_result([line] if chance.happens(0.4) else ["[standard error:]", line], code)
        why = f"the command ended with exit {code}" if code else "the command failed"
        self.answer(f"I could not do that{self.at}: {why}." + quotes([line]))
