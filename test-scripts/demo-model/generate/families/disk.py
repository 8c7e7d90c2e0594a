"""Disk usage: how full one mount is, and which file systems are over a threshold."""

from ..conversation import Conversation
from ..outputs import df_row, df_table
from ..wording import listing, plural, quotes, worded

ONE = [
    "(tell me|say|report|find out) how full {m} (is|has become) {at}",
    "what (share|part|percentage|fraction) of {m} is (taken|used|full|in use|occupied) {at}?",
    "(is there|do we have) (room|space|free space) [left] on {m} {at}?",
    "(how much|what) (is|space is) (left|free|used|available) on {m} {at}?",
    "{m} {at}: how (full|much space is left)?",
    "(disk usage|space|free space|usage) {m} {at}",
    "is {m} {at} (close to|near) (full|its limit)?",
    (
        "(<check>|<show>) (how full|how much space is used on|the usage of|the space on|the disk usage of|the "
        "free space on) {m} {at}"
    ),
    "how full is {m} {at}?",
    (
        "how much (space|room|disk space|free space|storage) (is left|is free|is available|remains|is used|is "
        "there) (on|in) {m} {at}?"
    ),
    "what is the (disk usage|usage|fill level|free space) of {m} {at}?",
    "(is|is there) [enough] (space|room) (left on|on) {m} {at}?",
    "is {m} {at} (nearly|almost|getting|completely|too|already) full?",
    "(space|usage|fill level) of {m} {at}",
    "df {m} {at}",
    "df -h {m} {at}",
    "how much of {m} (is used|is taken|is free|is full|are we using) {at}?",
    "what percentage of {m} is (used|full) {at}?",
    "how (big|large) is {m} {at} and how full?",
]
ONE_NEW = [
    "How much of {m} is used {at}?",
    "Is {m} {at} nearly full?",
    "Tell me how full {m} {at} is.",
    "What share of {m} {at} is taken?",
    "Is there room left on {m} {at}?",
]
USAGE = [
    "(show|list|print|report|give me|display|tell me|get) [me] the (disk usage|disk space|usage of (all|the) disks|usage of (all|the) file systems) {at}",
    "(show|list|print|report|give me|display) [me] (disk usage|disk space|all disks|all file systems|every file system|every disk) {at}",
    "(what is|how is) the (disk usage|usage of the disks|usage of the file systems) {at}?",
    "(how much|what) of (each|every) (disk|file system|partition) is (used|in use|taken) {at}?",
    "how (full|used) (is|are) (each disk|every disk|all the disks|all disks|every partition|all file systems) {at}?",
    "(disk usage|usage of all disks|all disks|file system usage) {at}",
    "(disk usage|df|df -h) {at}[?]",
]
USAGE_NEW = [
    "Disk usage {at}?",
    "How much of each file system is taken {at}?",
    "Give me the usage of all disks {at}.",
]
OVER = [
    "(are|is) there [any|some] <disks> {at} (fuller than|above|over|beyond|past|that exceed|with more than) {p}(%| %| percent) [full|usage|in use]?",
    "(show|list|name|give me|report) (every|each|any) (disk|partition|file system|mount|volume) {at} (above|over|past|beyond|fuller than|that exceeds|at more than) {p}(%| %| percent) [usage|use|full]",
    "(which|what) (mounts|disks|partitions|volumes|file systems) {at} (have passed|passed|went over|are past|have gone over|have crossed) {p}(%| %| percent)?",
    "(do we|does this) have (volumes|disks|partitions|file systems) {at} (with more than|above|over|fuller than) {p}(%| %| percent) [in use|used]?",
    "(anything|any disk|any partition|something) (over|above|beyond|fuller than) {p}(%| %| percent) {at}?",
    "disks over {p}% {at}",
    "(disks|partitions|file systems|mounts) {at} (above|over|>) {p}%",
    "(find|list|show) (disks|partitions|file systems) {at} that are (at least nearly|) (more than|over) {p}% full",
    "(which|what) <disks> {at} (are|are used|is|are filled) <over> {p}(%| %| percent)[ full| used]?",
    (
        "(which|what) <disks> {at} (exceed|use more than|are more than|are fuller than|are at more than|have "
        "passed|have reached more than) {p}(%| %| percent)?"
    ),
    (
        "<show> [all|the|every|any] <disks> {at} (<over>|that exceed|that use more than|with more than|fuller "
        "than|which are over|that are above) {p}(%| %| percent)"
    ),
    (
        "<check> [the] (disk usage|disk space|disks|file systems|partitions|storage|mounts) {at} and <say> "
        "(those|any|all|everything|partitions|file systems|the ones|what is) <over> {p}(%| percent)"
    ),
    "(is|are) (any|there any|some|there) <disks> {at} <over> {p} (%|percent)?",
    "<check> [the] (disk usage|disks|disk space) {at}, (threshold|limit|warn at|alert at) {p}%",
    "(disk check|disks|disk usage|storage) {at}: (anything|everything|what is|all) <over> {p}(%| percent)",
    "(is anything|does anything) {at} (use|using|fuller than) (more than|over) {p}% [of its disk]?",
    "(alert|warn) me (about|of) <disks> {at} <over> {p}%",
    "<disks> {at} <over> {p}%?",
]
OVER_NEW = [
    "Are there disks {at} fuller than {p}%?",
    "Show every partition {at} above {p}% usage.",
    "Which mounts {at} have passed {p} percent?",
    "Name the file systems {at} that are beyond {p}%.",
    "Do we have volumes {at} with more than {p}% in use?",
]
GENERAL = [
    "(are|will) we (about to|going to|soon) run out of (disk space|space|storage) {at}?",
    "(report|tell me|say something) (on|about) the (disks|storage|disk space|file systems) {at}[, please]",
    "(do|are) (any|some|the) (disks|partitions|file systems) {at} (need attention|look bad|get full|run full)?",
    "(which|what) (disks|partitions|file systems) {at} (should I worry about|need attention|are nearly out of space)?",
    "disk (space|check|status) {at}",
    "disks {at}",
    "(how much|is there) (room|space|storage) (do we have|left) {at}?",
    "any disk (space|) (problems|trouble|issues) {at}?",
    (
        "<check> [the] (disk usage|disk space|disks|storage|file systems|free disk space|partitions|"
        "hard disks|drives|volumes) {at}"
    ),
    "(do we have|is there|have we got) [enough] (disk space|space|free space) [left] {at}?",
    (
        "(is|are) (any|some|the|a) <disks> {at} (running out of space|almost full|filling up|too full|nearly "
        "full|full|getting full)?"
    ),
    "how (are|is) the (disks|storage|disk space) {at}?",
    "(disk space|disks|storage|disk report|disk status) {at}?",
    "are the <disks> {at} (all right|OK|fine|in order|full)?",
    "what about (disk space|the disks|storage) {at}?",
    "is (disk space|storage) {at} (a problem|tight|low|running low|OK)?",
    "how much disk space is (left|free|used) {at}?",
    "which <disks> {at} are (full|nearly full|almost full|filling up|critical)?",
]
GENERAL_NEW = [
    "Check the disks {at}.",
    "Are the disks {at} all right?",
    "Are we about to run out of disk space {at}?",
    "Report on the storage {at}, please.",
]
AGAIN = [
    "And the disks?",
    "What about the disks?",
    "Now the disks.",
    "Are the disks all right too?",
    "And disk space?",
    "Check the disks as well.",
]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    kind = chance.random.random()
    if kind < 0.3:
        _one_mount(conversation)
    elif kind < 0.42:
        conversation.user(worded(chance, USAGE, USAGE_NEW, conversation.host))
        over(conversation, 0)
    elif kind < 0.77:
        share = chance.one(
            50, 60, 70, 75, 80, 80, 85, 90, 95, chance.random.randint(10, 99), chance.random.randint(1, 9)
        )
        conversation.user(worded(chance, OVER, OVER_NEW, conversation.host, p=share))
        over(conversation, share)
    else:
        conversation.user(worded(chance, GENERAL, GENERAL_NEW, conversation.host))
        over(conversation, 80)


def again(conversation: Conversation) -> None:
    conversation.user(conversation.chance.random.choice(AGAIN))
    over(conversation, 80)


def _one_mount(conversation: Conversation) -> None:
    chance = conversation.chance
    mount = chance.one("/", "/", "/home", "/var", "/data", "/tmp", chance.folder())
    name = (
        chance.one("the root disk", "the root file system", "the root partition", "/", "the disk /")
        if mount == "/"
        else mount
    )
    if mount != "/" and chance.happens(0.15):
        name = chance.one("the disk ", "the partition ", "the file system ") + mount
    conversation.user(worded(chance, ONE, ONE_NEW, conversation.host, m=name))
    conversation.run(f"df -h {mount}")
    if conversation.failed(mount):
        return
    rows = df_table([df_row(chance, mount if chance.happens(0.6) else "/")])
    conversation.last_result(rows)
    cells = rows[1].split()
    subject = "The root disk" if mount == "/" else mount
    conversation.answer(
        f"{subject}{conversation.at} is {cells[4]} full: {cells[2]} of {cells[1]} are used." + quotes(rows[1:])
    )


def command(share: int) -> str:
    return f"df -h | awk 'NR==1 || $5+0 > {share}'"


def over(conversation: Conversation, share: int) -> None:
    """The call and answer for file systems fuller than `share` percent."""
    chance, at = conversation.chance, conversation.at
    conversation.subject = {"family": "disk"}
    conversation.run(command(share))
    if conversation.failed():
        return
    by_mount = {
        row[-1]: row
        for row in (
            df_row(chance, None, min(share + 1, 100), 100) for _ in range(chance.one(0, 0, 1, 1, 2, 2, 3, 4, 6))
        )
    }
    rows = df_table(list(by_mount.values()))
    conversation.last_result(rows)
    cells = [row.split() for row in rows[1:]]
    if not cells:
        conversation.answer(f"No file system{at} is over {share}%.")
        return
    verb = "is" if len(cells) == 1 else "are"
    conversation.answer(
        f"{plural(len(cells), 'file system')}{at} {verb} over {share}%: {listing([f'{c[-1]} at {c[4]}' for c in cells])}."
        + quotes(rows[1:])
    )
