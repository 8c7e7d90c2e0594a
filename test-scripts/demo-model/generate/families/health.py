"""The health of a machine in three calls: uptime, memory, disks."""

from ..conversation import Conversation
from ..outputs import df_row, df_table, free, uptime
from ..wording import listing, quotes, worded
from .disk import command
from .facts import capital, machine_word

FORMS = [
    "(examine|assess|check|look at) the (state|health|condition|shape) (of|on) {w}",
    "is everything (fine|in order|OK|all right|well|normal) (with|on|at) {w}?",
    "(have|take) a (quick|short|closer|) look (at|whether) {w} (is|) (doing|) (fine|well|OK|healthy|all right)[, please]",
    "(what|which) (shape|state|condition) is {w} in?",
    "(give|tell|show) me the (overall|general|current) (condition|state|health|status) of {w}",
    "(I want|I need|please do) a (checkup|health check|status check|quick check) (of|on|for) {w}[: (load, memory, disks|load, memory and disks|uptime, memory, disk)]",
    "(report|tell me|say) (on|about|) (load, memory and disks|uptime, load and memory|load, RAM, disks|load, memory, disk) (of|on|for) {w}",
    "is {w} (OK|fine|healthy|all right|well)? (report|check|show) (load, memory and disks|uptime, memory and disks|load and memory)",
    "how (well|good|bad) is {w} (doing|today|feeling)?",
    "is {w} in (good|bad) (shape|health|condition)?",
    "health {w}",
    "check {w}",
    "health of {w}?",
    "(everything|all) (OK|fine|all right|in order) on {w}?",
    "(make|be) sure (that|) {w} is (healthy|fine|OK|all right)",
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
