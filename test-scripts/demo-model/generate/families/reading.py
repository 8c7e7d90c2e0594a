"""A whole file or the output of a given command, then more of it through `read_output`."""

from ..chance import Chance
from ..conversation import Conversation
from ..outputs import LogFormat, Rows, code_line, df_row, df_table
from ..wording import plural, quotes, worded
from .lines import KINDS

READ = [
    "let me (see|read|have) [the (file|text|contents of)] {f} {at}",
    "(what|which text) (is|stands|does one find) (written|) in [the file] {f} {at}?",
    "cat {f} {at}",
    "(show|give|print) [me] (all of|the whole of|everything in|the whole file) {f} {at}",
    "(please|kindly) (read|open|show|print) {f} {at}",
    "I (want|need) (to see|to read|) [the (file|contents of)] {f} {at}",
    "(read|open|cat|print|display|show|show me) [the] (file|text file|contents of|content of) {f} {at}",
    "(read|cat|open) {f} {at}",
    "what (is in|does it say in|stands in) [the file] {f} {at}?",
    "what does [the file] {f} {at} (say|contain)?",
    "<show> (the contents|the content|the text) of {f} {at}",
    "(look into|look inside) the file {f} {at}",
]
READ_NEW = ["Let me see the file {f} {at}.", "What is written in {f} {at}?"]
RUN = [
    "(please|kindly|just) (let|run|execute|start) {c} (run|) {at} and (quote|show|report|tell me) (what you get|the output|what it says)",
    "(issue|give|enter|type|fire) [the command] {c} {at}",
    "{c} {at}",
    "(I want|I need|let me see|give me) the (output|result) of {c} {at}",
    "(use|call) {c} {at} (and show|and tell me|to see) (the output|what it prints)",
    "what do you get (from|for|with) {c} {at}?",
    "(run|execute) (the following|this)[ command]: {c} {at}",
    "(run|execute|call|start|do|try) [the command] {c} {at}",
    "(run|execute) {c} {at} and (show|tell me|report|quote) (the output|what it prints|the result|what comes out)",
    "what (does|is) the output of {c} {at}?",
    "what does {c} {at} (print|say|return|output|show)?",
    "(output|result) of {c} {at}",
    "<show> the (output|result) of {c} {at}",
]
RUN_NEW = ["Please let {c} run {at} and quote what you get.", "Issue {c} {at}."]
COMMANDS = [
    "ls -la {d}",
    "df -h",
    "df -i",
    "free -h",
    "uptime",
    "ps aux",
    "uname -a",
    "lsblk",
    "ip addr",
    "who",
    "last -n 5",
    "date",
    "id",
    "cat {f}",
    "head -n 5 {f}",
    "du -sh {d}",
    "ss -tln",
    "dmesg",
    "journalctl -n 20",
    "mount",
    "lscpu",
    "w",
    "systemctl list-units --failed",
    "docker ps",
    "git -C {d} status",
    "stat {f}",
    "file {f}",
    "crontab -l",
    "ls {d}",
    "find {d} -maxdepth 1",
    "wc -c {f}",
    "md5sum {f}",
    "tail -n 4 {f}",
    "sort {f}",
    "cat /proc/loadavg",
    "cat /etc/os-release",
    "ip route",
    "vmstat",
    "top -b -n 1",
    "timedatectl",
    "nproc",
    "grep -c {w} {f}",
    "ls -t {d} | head -n 3",
    "echo {w}",
    "printenv PATH",
    "hostname -f",
    "docker images",
    "{w} --version",
    "{w} {w}",
    "getent hosts {host}",
    "uname -m",
    "uname -r",
    "uname -s",
    "whoami",
    "arch",
    "locale",
    "groups",
    "pwd",
    "env",
    "df -T",
    "free -g",
    "uptime -p",
    "nproc --all",
    "hostname -I",
    "ls",
    "grep -c '' {f}",
    "cat /proc/version",
    "cat /proc/meminfo",
    "ps -ef",
    "swapon --show",
]
MORE = [
    "Show the rest.",
    "Show more.",
    "And the next lines?",
    "Go on.",
    "What comes after that?",
    "Show the lines that were left out.",
    "Read on.",
    "Continue.",
    "The rest, please.",
    "Show me what was left out.",
    "What is in the part you left out?",
    "Next page, please.",
    "More of it.",
]
SEARCH = [
    "Does it mention {w}?",
    "Does it say anything about {w}?",
    "Is there anything about {w}?",
    "Search that for {w}.",
    "Which of those lines mention {w}?",
    "Look for {w} in that output.",
    "Find {w} in it.",
    "Is {w} in that result?",
    "Show only the lines with {w}.",
    "Filter it for {w}.",
    "And the lines with {w}?",
    "Is there a {w} in there?",
    "Grep it for {w}.",
    "Where does it say {w}?",
]
RANGE = [
    "Show lines {a} to {b} of it.",
    "Show me lines {a} to {b}.",
    "Quote lines {a} to {b}.",
    "And lines {a} to {b}?",
    "Lines {a} to {b}, please.",
    "What is in lines {a} to {b}?",
    "Print lines {a}-{b} of that.",
    "Show me line {a} to line {b}.",
    "Give me the lines from {a} to {b} of that result.",
]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    (_read if chance.happens(0.5) else _run)(conversation)


def _read(conversation: Conversation) -> None:
    chance = conversation.chance
    file = chance.file(".txt", ".txt", ".md", ".conf", ".py", ".log", ".yaml", ".json", ".csv")
    conversation.user(worded(chance, READ, READ_NEW, conversation.host, f=file))
    if not conversation.host and conversation.offers("read_file"):
        conversation.call("read_file", [conversation.command_call(f"cat {file}")], file_path=file)
        if not conversation.failed(file, lambda: _cat(conversation, file)):
            _report(conversation, f"{file}{conversation.at}", 0)
    else:
        _cat(conversation, file)


def _cat(conversation: Conversation, file: str) -> None:
    conversation.run(f"cat {file}")
    if not conversation.failed(file):
        _report(conversation, f"{file}{conversation.at}", 0)


def _run(conversation: Conversation) -> None:
    chance = conversation.chance
    known = chance.random.choice(COMMANDS) if chance.happens(0.65) else _any_command(chance)
    command = chance.fill(known.replace("{d}", chance.folder()).replace("{f}", chance.log()))
    mark = chance.one("`{}`", "`{}`", '"{}"', "'{}'", "{}") if not chance.new_wordings else "`{}`"
    conversation.user(worded(chance, RUN, RUN_NEW, conversation.host, c=mark.format(command)))
    conversation.run(command)
    if not conversation.failed():
        _report(conversation, f"{command}{conversation.at}", chance.one(0, 0, 0, 0, 0, 1, 2))


def _any_command(chance: Chance) -> str:
    """A command made up of its usual parts, so that it is copied and not guessed from its first word."""
    program = chance.one(chance.word(), chance.random.choice(COMMANDS).split(" ")[0])
    options = [
        chance.one("-", "-", "--") + chance.one(chance.word()[:1], chance.word()) for _ in range(chance.one(0, 1, 1, 2))
    ]
    ends = chance.one([], ["{f}"], ["{d}"], [chance.word()], [str(chance.number())], ["{f}", "| tail -n 2"])
    return " ".join([program, *options, *ends])


def _lines(conversation: Conversation, count: int, first: int = 1) -> list[str]:
    """Lines of one kind, as of a file's line number `first` on."""
    chance, log = conversation.chance, LogFormat(conversation.chance)
    kind = chance.random.randrange(10)
    if kind == 0 and count:
        return df_table([df_row(chance) for _ in range(count - 1)])
    if kind >= 8:
        rows = Rows(chance, first)
        return [rows.row() for _ in range(count)]
    if kind == 7:
        return [code_line(chance, chance.word()) for _ in range(count)]
    if kind >= 5:
        word, sign, text = (
            chance.word(),
            chance.one(" ", "-", ": "),
            chance.one("", " " + chance.word(), ": " + chance.word()),
        )
        return [f"{word}{sign}{i + first}{text} {chance.number()}" for i in range(count)]
    return [
        [
            lambda: chance.words(1, 6),
            log.any_line,
            lambda: f"{chance.word()}{chance.one('=', ': ', ' ')}{chance.number()}",
            lambda: f"{chance.number():>8} {chance.name()} {chance.word()}",
        ][max(kind - 1, 0)]()
        for _ in range(count)
    ]


def _report(conversation: Conversation, what: str, code: int) -> None:
    chance = conversation.chance
    count = total = chance.one(0, 1, 1, 2, 3, 4, 5, 8, 8, 8)
    if count == 8:
        count, total = conversation.more_lines()
    lines = _lines(conversation, count)
    conversation.last_result(lines, code, total)
    ended = f" and ended with exit {code}" if code else ""
    if not total:
        conversation.answer(f"{what} gave no output{ended}.")
        return
    conversation.answer(
        f"{what} gave {plural(total, 'line')}{ended}"
        + (conversation.first_five if total > 5 else ":")
        + quotes(conversation.shown[:5])
    )
    if total > 5 and conversation.offers("read_output") and chance.happens(0.7):
        for _ in range(chance.one(1, 1, 1, 2)):
            _more(conversation, conversation.results, conversation.gap_start, total)


def _more(conversation: Conversation, number: int, gap: int | None, total: int) -> None:
    """A follow-up question about the same result: its next lines, some of its lines, or those with a word."""
    chance = conversation.chance
    kind = chance.random.random()
    if kind < 0.35 and gap:
        conversation.user(chance.random.choice(MORE))
        conversation.call("read_output", result=number, start_line=gap)
        _page(conversation, f"from line {gap} on", gap)
    elif kind < 0.75:
        word = chance.one(chance.word(), chance.name(), "error", "warning", chance.host(), str(chance.number()))
        conversation.user(chance.random.choice(SEARCH).replace("{w}", word))
        conversation.call("read_output", result=number, pattern=word)
        if conversation.failed(share=0.03):
            return
        lines = [
            line if word in line else f"{line} {word}" for line in _lines(conversation, chance.one(0, 0, 1, 1, 2, 3))
        ]
        conversation.last_result(lines, note=_found(chance, len(lines), total) if chance.happens(0.8) else None)
        if not lines:
            conversation.answer(f"No line of result {number} mentions {word}.")
            return
        verb = "mentions" if len(lines) == 1 else "mention"
        conversation.answer(f"{plural(len(lines), 'line')} of result {number} {verb} {word}:" + quotes(lines))
    else:
        first = chance.random.randint(1, max(total - 4, 1))
        last = first + chance.random.randint(1, 4)
        conversation.user(chance.random.choice(RANGE).replace("{a}", str(first)).replace("{b}", str(last)))
        conversation.call("read_output", result=number, start_line=first, end_line=last)
        _page(conversation, f"{first} to {last}", first, last - first + 1)


def _found(chance: Chance, count: int, total: int) -> str:
    """The note beneath the matches of a pattern."""
    if not count:
        return f"none of {total:,} lines matches"
    numbers = sorted(chance.random.randint(1, max(total, count)) for _ in range(count))
    verb = "matches" if count == 1 else "match"
    return (
        f"{count} of {total:,} lines {verb}: {', '.join(map(str, numbers))}; "
        '"context_lines": 3 shows the lines around them'
    )


def _page(conversation: Conversation, which: str, first: int, count: int = 0) -> None:
    chance = conversation.chance
    if conversation.failed(share=0.03):
        return
    count = count or chance.one(1, 2, 3, 5, 8, 10)
    lines = _lines(conversation, count, first)
    total = count + chance.random.randint(1, 900) if count > 6 else count
    conversation.last_result(lines, total=total)
    if which.startswith("from"):
        conversation.answer(
            f"{plural(total, 'line')} {which}"
            + (conversation.first_five if total > 5 else ":")
            + quotes(conversation.shown[:5])
        )
    else:
        conversation.answer(f"Lines {which}:" + quotes(lines[:5]))
