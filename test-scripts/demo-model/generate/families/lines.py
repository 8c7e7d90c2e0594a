"""Files of one kind: how many lines they have, which are the largest, how long one file is.

The commands keep to grep, awk and sort because Deputy's policy runs those by itself; `find -exec` it does not.
"""

from ..conversation import Conversation
from ..wording import quotes, worded

KINDS = [
    ("py", "Python"),
    ("py", "Python"),
    ("py", "Python"),
    ("swift", "Swift"),
    ("js", "JavaScript"),
    ("c", "C"),
    ("go", "Go"),
    ("md", "Markdown"),
    ("sh", "shell"),
    ("log", "log"),
    ("json", "JSON"),
    ("txt", "text"),
    ("rs", "Rust"),
    ("java", "Java"),
    ("ts", "TypeScript"),
    ("conf", "conf"),
]
FILES = "(*.{e}|.{e}|{l}|{l} source|*.{e})"
COUNT = [
    "(give|tell) [me] the number of ({l}|*.{e}|.{e}) files and (their|the) (total lines|lines|line count) (for|in|of|under) {d} {at}",
    "total (line count|lines|number of lines) of (*.{e}|.{e}|{l}) files <under> {d} {at}[?]",
    "(how long|how big) are (all|all the|the) (*.{e}|.{e}|{l}) files (below|under|in) {d} {at} [together|in total|in lines]?",
    "(I want|I need|I would like) to know how many lines of ({l}|.{e} code|{l} code) (are|there are|live|exist|we have) (under|in|below) {d} {at}",
    "(sum|add) up the (lines|line counts) of (every|all|the|each) (.{e}|*.{e}|{l}) (file|files) (within|in|under|below) {d} {at}",
    "how many lines do (all|all the|the) ({l}|.{e}|*.{e}) files (in|under|below|of) {d} {at} have (in total|together|all in all)?",
    "(what|how much) is the (total|number|sum) of (lines|code lines|lines of code) in (*.{e}|{l}|.{e}) files <under> {d} {at}?",
    "(how big|how large|how long) is the {l} code (base|) (in|under|below|of) {d} {at}?",
    "{l} lines (in|under) {d} {at}",
    "loc {l} {d} {at}",
    "lines of {l} in {d} {at}",
    "count {l} (lines|code) {d} {at}",
    "(together|all in all), how many lines have the .{e} files (of|in|under) {d} {at}?",
    "wc -l of all *.{e} <under> {d} {at}",
    f"<count> [the] (number of lines|lines of code|total lines|line count|lines|code lines) (of|in) [all|the|all the] {FILES} files <under> {{d}} {{at}}",
    f"<show> [me] the (number of lines|lines of code|total lines|line count|length) (of|in) [all|the|all the] {FILES} files <under> {{d}} {{at}}",
    f"(find|locate|look for|list|take) [all|the|all the] {FILES} files <under> {{d}} {{at}} and (count|add up|total|report|sum) (the lines|their lines|lines|the lines of code|how many lines they have)",
    (
        "how many (lines of {l} code|{l} lines|lines of .{e} files|{l} files and lines|lines of {l}|lines of "
        "code) (are <under>|are there <under>|does|has|do we have in) {d} {at}[ have]?"
    ),
    f"how many lines (are there in|are in|do|have) the {FILES} files <under> {{d}} {{at}}?",
    "<count> (files and lines|lines and files|lines) of (*.{e}|{l}|.{e}) <under> {d} {at}",
    f"how (big|large|long) (is|are) the ({{l}} code|{{l}} sources|.{{e}} files|{{l}} code base) <under> {{d}} {{at}}, in lines?",
    f"(line count|lines of code|total lines|LOC|lines)(: | of | for ){FILES} files <under> {{d}} {{at}}",
    f"how many {FILES} files (are|are there) <under> {{d}} {{at}}, and how many lines?",
    "how much {l} code is <under> {d} {at}?",
]
COUNT_NEW = [
    "Give the number of *.{e} files and their total lines for {d} {at}.",
    "Total line count of .{e} files under {d} {at}?",
    "How long are all the {l} files below {d} {at} together?",
    "I want to know how many lines of {l} live under {d} {at}.",
    "Sum the line counts of every .{e} file within {d} {at}.",
]
LARGEST = [
    "(list|show|name|give me|find) the {l} files (with|having) (most|the most) lines (in|under|below|of) {d} {at}",
    "(which|what|where) (are|is) the (longest|biggest|largest) (.{e}|{l}|*.{e}) (file|files) (of|in|under|below|within) {d} {at}?",
    "(which|what) (.{e}|{l}|*.{e}) (file|files) (of|in|under|below) {d} {at} (has|have|is|are) the (most lines|longest|biggest|largest)?",
    "(top|3|three|biggest|longest|largest) {l} files (by lines|by length|) (in|under) {d} {at}",
    "(the|give me the) (longest|largest|biggest) .{e} files (in|under|of) {d} {at}",
    f"<show> the (largest|longest|biggest) {FILES} files <under> {{d}} {{at}}[, by lines]",
    f"(which|what) are the (largest|longest|biggest) {FILES} files <under> {{d}} {{at}}?",
    f"(which|what) {FILES} files <under> {{d}} {{at}} (have the most lines|are the longest|are the largest|are biggest)?",
    f"<find> the {FILES} files (with the most lines|that are longest) <under> {{d}} {{at}}",
    f"(which|what) is the (largest|longest|biggest) {FILES} file <under> {{d}} {{at}}?",
    f"(rank|sort|order) the {FILES} files <under> {{d}} {{at}} by (lines|length|number of lines|size in lines)",
]
LARGEST_NEW = [
    "List the {l} files with the most lines in {d} {at}.",
    "Which .{e} files in {d} {at} have the most lines?",
    "Where are the longest .{e} files in {d} {at}?",
]
ONE = [
    "(tell me|I want to know|say|find out) how (many lines|long) (there are in|are in|is|the file|) {f} {at} [is|has]",
    "(how long|how many lines|what length) (is|in|has) (the file|) {f} {at}?",
    "(lines|line count|length|number of lines) (of|in|for) (the file|) {f} {at}?",
    "how many (rows|lines) does (the file|) {f} {at} (have|hold|contain)?",
    "{f} {at}, how many lines?",
    "how many lines (has|does {f} {at} have|are in|are there in) {f} {at}?",
    "<count> the lines (of|in) {f} {at}",
    "how long is [the file] {f} {at}?",
    "(line count|number of lines|length) (of|in) {f} {at}",
    "wc -l {f} {at}",
    "<show> the (number of lines|line count|length) (of|in) {f} {at}",
]
ONE_NEW = ["How many lines long is {f} {at}?", "Tell me how many lines there are in {f} {at}."]


def write(conversation: Conversation) -> None:
    kind = conversation.chance.random.random()
    (_count if kind < 0.6 else _largest if kind < 0.82 else _one_file)(conversation)


def _count(conversation: Conversation) -> None:
    chance = conversation.chance
    folder, (ending, language) = chance.folder(), chance.random.choice(KINDS)
    conversation.user(worded(chance, COUNT, COUNT_NEW, conversation.host, d=folder, e=ending, l=language))
    find = f"find {folder} -name '*.{ending}'"
    also = [
        conversation.command_call(f"{find} | wc -l"),
        {"tool": "glob_search", "arguments": {"pattern": f"**/*.{ending}", "path": folder}},
    ]
    conversation.run(f"grep -rch '' {folder} --include='*.{ending}' | awk '{{s += $1}} END {{print NR, s+0}}'", also)
    if conversation.failed(folder):
        return
    files = chance.one(0, 1, chance.number(), chance.number(), chance.number(), chance.number())
    lines = chance.number() if files else 0
    row = f"{files} {lines}"
    conversation.last_result([row])
    if not files:
        conversation.answer(f"There is no *.{ending} file in {folder}{conversation.at}." + quotes([row]))
        return
    conversation.answer(
        f"{folder}{conversation.at} has {files} *.{ending} file{'' if files == 1 else 's'} with {lines} lines in total."
        + quotes([row])
    )


def _largest(conversation: Conversation) -> None:
    chance = conversation.chance
    folder, (ending, language) = chance.folder(), chance.random.choice(KINDS)
    conversation.user(worded(chance, LARGEST, LARGEST_NEW, conversation.host, d=folder, e=ending, l=language))
    also = [conversation.command_call(f"find {folder} -name '*.{ending}' -exec wc -l {{}} + | sort -rn | head -n 4")]
    conversation.run(f"grep -rc '' {folder} --include='*.{ending}' | sort -t: -k2 -rn | head -n 3", also)
    if conversation.failed(folder):
        return
    counts = chance.counts(chance.one(0, 1, 2, 3, 3, 3, 3))
    files = [folder + "/" + "/".join(chance.name() for _ in range(chance.one(1, 1, 2))) + "." + ending for _ in counts]
    rows = [f"{file}:{count}" for file, count in zip(files, counts)]
    conversation.last_result(rows)
    if not rows:
        conversation.answer(f"There is no *.{ending} file in {folder}{conversation.at}.")
        return
    conversation.answer(
        f"The largest *.{ending} file in {folder}{conversation.at} is {files[0]} with {counts[0]} lines." + quotes(rows)
    )


def _one_file(conversation: Conversation) -> None:
    chance = conversation.chance
    file = chance.one(chance.log(), chance.file(".py", ".txt", ".csv", ".md", ".conf", ".json"))
    conversation.user(worded(chance, ONE, ONE_NEW, conversation.host, f=file))
    conversation.run(f"wc -l {file}")
    if conversation.failed(file):
        return
    count = chance.one(0, 1, chance.number(), chance.number())
    row = f"{count} {file}"
    conversation.last_result([row])
    conversation.answer(f"{file}{conversation.at} has {count} line{'' if count == 1 else 's'}." + quotes([row]))
