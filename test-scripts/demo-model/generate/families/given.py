"""Tasks whose host or file stands in the caller's context, not in the task."""

from ..conversation import Conversation
from . import errors, facts, health, recent

HOST = [
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
    "the host",
    "that machine",
    "it",
    "the machine in question",
    "that host",
    "the target",
    "the box in question",
]
FILE = [
    "The log of {w} is {f}.",
    "{w} logs to {f}.",
    "{w} writes its log to {f}.",
    "Log file of {w}: {f}.",
    "The application {w} has its log in {f}.",
    "{w}: log {f}",
    "The {w} log is at {f}.",
]
ERRORS = [
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
    "Show the last errors of {w}.",
    "What were the latest errors of {w}?",
    "Any recent errors in the log of {w}?",
    "Are there errors in the {w} log?",
    "Show the newest errors from {w}.",
    "Did {w} log errors lately?",
    "Check the {w} log for errors.",
]
MENTION = [
    "Does the log of {w} mention {x}?",
    "Search the log of {w} for {x}.",
    "Show the lines about {x} in the {w} log.",
    "Find {x} in the log of {w}.",
]


def write(conversation: Conversation) -> None:
    (_host if conversation.chance.happens(0.5) else _file)(conversation)


def _host(conversation: Conversation) -> None:
    chance = conversation.chance
    host = conversation.host or chance.host()
    conversation.use_host(host)
    conversation.context = chance.random.choice(HOST).replace("{h}", host).replace("{w}", chance.word())
    machine = chance.random.choice(SERVER)
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


def _file(conversation: Conversation) -> None:
    chance = conversation.chance
    file, name = chance.log(), chance.one(chance.name(), chance.word(), "the shop", "the app")
    context = chance.random.choice(FILE)
    name = name.removeprefix("the ") if "The {w} log" in context else name
    others = [
        chance.random.choice(FILE).replace("{w}", chance.word()).replace("{f}", chance.log())
        for _ in range(chance.one(0, 0, 1))
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
        recent.mentions(conversation, file, "error", 3)
    else:
        word = chance.word()
        conversation.user(ask(MENTION).replace("{x}", word))
        recent.mentions(conversation, file, word, 3)
