"""The health of a machine in three calls: uptime, memory, disks."""

from ..conversation import Conversation
from ..outputs import df_row, df_table, free, uptime
from ..wording import listing, quotes, worded
from .disk import command
from .facts import capital, machine_word

FORMS = [
    (
        "(<check>|<show>|summarise|summarize) [the] (health|state|status|condition|overall health|system health|"
        "general state|well-being|vital signs) of {w}"
    ),
    (
        "(do|run|perform|make|give me|carry out) a (quick|full|short|basic|complete|general) (health check|"
        "system check|checkup|status check|check|health report|status report|inspection) (on|of|for) {w}"
    ),
    "(do|run|perform|make) a (health check|system check|checkup|status check) (on|of|for) {w}",
    "(<check>|<show>|collect) [the] (uptime|load), memory and (disk usage|disks|disk space|disk) (on|of|for) {w}",
    "(<check>|<show>) [the] (load|memory), (memory|load) and (disks|disk usage|disk space) (of|on|for) {w}",
    "how (healthy|well) is {w}?",
    "in what (state|shape|condition) is {w}?",
    "(health|status|health check|system status|health report|checkup|system check)( of | for |: ){w}",
    (
        "is {w} (healthy|OK|all right|fine|in good shape|in trouble|working well|in order|overloaded|doing well|"
        "having problems)?"
    ),
    "how is {w} (doing|performing|feeling|today)?",
    "is (everything|all) (all right|OK|fine|in order|well) (with|on) {w}?",
    "(what is|how is) the (health|state|status|condition) of {w}?",
    "is (something|anything) wrong with {w}?",
    "<check> {w}: (uptime, memory, disk|load, memory, disks|load, RAM and disks|everything)",
    "(diagnose|health check|health-check|check up on|check on) {w}",
    "does {w} (have|show) [any] (problems|trouble|issues)?",
    "<check> {w} [for problems|for trouble]",
    "how are things on {w}?",
]
NEW = [
    "Examine the state of {w}.",
    "Is everything all right with {w}?",
    "Have a quick look whether {w} is doing well.",
    "What shape is {w} in?",
    "Give me the overall condition of {w}.",
    "I want a checkup of {w}: load, memory, disks.",
]


def write(conversation: Conversation) -> None:
    conversation.user(worded(conversation.chance, FORMS, NEW, None, w=machine_word(conversation)))
    finish(conversation)


def finish(conversation: Conversation) -> None:
    chance = conversation.chance
    conversation.subject = {"family": "health"}
    conversation.run("uptime")
    if conversation.failed():
        return
    up_line, up, loads = uptime(chance)
    conversation.result([up_line])
    conversation.run("free -m")
    memory, numbers = free(chance)
    conversation.result(memory)
    conversation.run(command(80))
    rows = df_table([df_row(chance, None, 81, 100) for _ in range(chance.one(0, 0, 1, 2))])
    conversation.last_result(rows)
    full = [row.split() for row in rows[1:]]
    disks = f"Over 80%: {listing([f'{c[-1]} at {c[4]}' for c in full])}." if full else "No file system is over 80%."
    conversation.answer(
        f"{capital(conversation.machine)} is up {up}, load average {loads}. Memory: {numbers[1]} of {numbers[0]} MB used, {numbers[5]} MB available. "
        f"{disks}" + quotes([up_line, memory[1], *rows[1:]])
    )
