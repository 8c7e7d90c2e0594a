"""Tasks whose host or file stands in the caller's context, not in the task."""

from ..conversation import Conversation
from . import disk, errors, facts, health, recent

HOST = [
    "Everything is about {h}.",
    "This concerns {h}.",
    "Machine: {h}",
    "We are looking at the server {h}.",
    "The affected host is {h}.",
    "The box is {h}.",
    "The {w} service runs on {h}.",
    "Server {h} is meant.",
    "The host is {h}.",
    "Work on {h}.",
    "All questions are about {h}.",
    "The server is {h}.",
    "The machine in question is {h}, reached by ssh.",
    "We talk about the host {h}.",
    "Use the host {h}.",
    "The server of {w} is {h}.",
    "Target: {h}.",
    "host: {h}",
]
SERVER = [
    "the server",
    "the machine there",
    "this server",
    "the affected host",
    "the box",
    "the server",
    "the host",
    "that machine",
    "it",
    "the machine in question",
    "that host",
    "the target",
    "the box in question",
]
FILE = [
    "{w} has its log at {f}.",
    "The logs of {w} go to {f}.",
    "Log of {w}: {f}",
    "{f} is the log of {w}.",
    "The log of {w} is {f}.",
    "{w} logs to {f}.",
    "{w} writes its log to {f}.",
    "Log file of {w}: {f}.",
    "The application {w} has its log in {f}.",
    "{w}: log {f}",
    "The {w} log is at {f}.",
]
ERRORS = [
    "What are the top errors of {w}?",
    "Group the errors of {w} by frequency.",
    "Which error of {w} is most frequent?",
    "Rank the errors in the log of {w}.",
    "What are the main errors of {w}?",
    "Which failures repeat most in {w}?",
    "Give me the commonest errors of {w}.",
    "What are the most frequent errors of {w}?",
    "Which errors does {w} have most?",
    "Count the errors of {w} by type.",
    "Analyse the log of {w}.",
    "Which errors happen most in the log of {w}?",
    "Top errors of {w}?",
    "Show the most common errors in the {w} log.",
    "What goes wrong most in {w}?",
    "Find the main errors of {w}.",
    "List the top errors of {w}.",
]
LAST = [
    "What are the last errors of {w}?",
    "Quote the newest errors of {w}.",
    "Has {w} logged errors recently?",
    "Look for errors in the log of {w}.",
    "Show the last errors of {w}.",
    "What were the latest errors of {w}?",
    "Any recent errors in the log of {w}?",
    "Are there errors in the {w} log?",
    "Show the newest errors from {w}.",
    "Did {w} log errors lately?",
    "Check the {w} log for errors.",
]
MENTION = [
    "Does the {w} log say anything about {x}?",
    "Which lines of the log of {w} mention {x}?",
    "Look for {x} in the log of {w}.",
    "Is there anything about {x} in the {w} log?",
    "Does the log of {w} mention {x}?",
    "Search the log of {w} for {x}.",
    "Show the lines about {x} in the {w} log.",
    "Find {x} in the log of {w}.",
]


def write(conversation: Conversation) -> None:
    (_host if conversation.chance.happens(0.5) else _file)(conversation)


def _host(conversation: Conversation) -> None:
    chance = conversation.chance
    host = conversation.host = conversation.host or conversation.any_host()
    conversation.context = chance.random.choice(HOST).replace("{h}", host).replace("{w}", chance.word())
    machine = chance.random.choice(SERVER)
    if chance.happens(0.35):
        _log_there(conversation)
        return
    if chance.happens(0.35):
        conversation.user(
            chance.one(
                "Check the health of {m}.",
                "Run a health check on {m}.",
                "Is {m} healthy?",
                "How is {m} doing?",
                "Report load, memory and disks of {m}.",
            ).replace("{m}", machine)
        )
        health.finish(conversation)
        return
    kind = chance.one("uptime", "memory", "kernel", "name", "cpu", "load")
    conversation.user(
        {
            "uptime": "How long has {m} been up?",
            "memory": "How much memory is free on {m}?",
            "kernel": "Which kernel runs on {m}?",
            "name": "What is the hostname of {m}?",
            "cpu": "How many CPUs does {m} have?",
            "load": "How busy is {m}?",
        }[kind].replace("{m}", machine)
    )
    facts.finish(conversation, kind)


def _log_there(conversation: Conversation) -> None:
    """A task about a log or the disks of the host that the context names."""
    chance, file = conversation.chance, conversation.chance.log()
    there = chance.one("there", "on the server", "on the host", "on that machine", "on it", "on the box")
    kind, word, number = chance.random.random(), chance.word(), chance.one(2, 3, 3, 5)
    if kind < 0.35:
        text = chance.one(
            "What are the most frequent errors in {f} {t}?",
            "Which errors happen most in {f} {t}?",
            "Top errors of {f} {t}",
            "Analyse {f} {t}.",
        )
        conversation.user(text.replace("{f}", file).replace("{t}", there))
        errors.finish(conversation, file)
    elif kind < 0.6:
        text = chance.one(
            "Show the last {n} errors in {f} {t}.",
            "Quote the latest {n} errors of {f} {t}.",
            "What are the last {n} errors in {f} {t}?",
        )
        conversation.user(text.replace("{f}", file).replace("{t}", there).replace("{n}", str(number)))
        recent.last_errors(conversation, file, number)
    elif kind < 0.8:
        text = chance.one("Which lines of {f} {t} mention {w}?", "Search {f} {t} for {w}.", "Find {w} in {f} {t}.")
        conversation.user(text.replace("{f}", file).replace("{t}", there).replace("{w}", word))
        recent.mentions(conversation, file, word, 3)
    else:
        share = chance.one(70, 80, 90, chance.random.randint(5, 95))
        text = chance.one("Which disks {t} are over {p}%?", "Any file system {t} above {p}%?", "Disks {t} over {p}%?")
        conversation.user(text.replace("{t}", there).replace("{p}", str(share)))
        disk.over(conversation, share)


def _file(conversation: Conversation) -> None:
    chance = conversation.chance
    file, name = chance.log(), chance.one(chance.name(), chance.word(), "the shop", "the app")
    context = chance.random.choice(FILE)
    name = name.removeprefix("the ") if "The {w} log" in context else name
    others = [
        chance.random.choice(FILE).replace("{w}", chance.word()).replace("{f}", chance.log())
        for _ in range(chance.one(1, 1, 2) if chance.happens(0.33) else 0)
    ]
    lines = [context.replace("{w}", name).replace("{f}", file), *others]
    chance.random.shuffle(lines)
    conversation.context = " ".join(lines) if chance.happens(0.6) else "\n".join(lines)
    on = conversation.host and chance.one(" on {h}", " on {h}", " on host {h}").replace("{h}", conversation.host) or ""
    kind = chance.random.random()
    said = name.removeprefix("the ") if chance.happens(0.1) else name

    def ask(forms: list[str]) -> str:
        text = (
            chance.random.choice(forms)
            .replace("the {w}", "the {w}" if not said.startswith("the ") else "{w}")
            .replace("{w}", said)
        )
        return text[:-1] + on + text[-1]

    if kind < 0.5:
        conversation.user(ask(ERRORS))
        errors.finish(conversation, file)
    elif kind < 0.8:
        conversation.user(ask(LAST))
        recent.last_errors(conversation, file, 3)
    else:
        word = chance.word()
        conversation.user(ask(MENTION).replace("{x}", word))
        recent.mentions(conversation, file, word, 3)
