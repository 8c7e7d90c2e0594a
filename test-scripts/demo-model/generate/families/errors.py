"""The most frequent errors of a log: one pipeline that counts lines after numbers are made equal."""

import re

from ..conversation import Conversation
from ..outputs import LogFormat
from ..wording import listing, plural, quotes, worded

FORMS = [
    "(look at|read|check|go through|see|open|take) {f} {at} and (tell me|say|report|list|show|name) (what|which) <errors> (dominate|prevail|come up <most>|are <frequent>|happen <most>|lead)",
    "(are there|do you see|do we have|can you see) [any|some] <frequent> <errors> in {f} {at}?",
    "(what|which) <errors> does {f} {at} (report|list|log|show|print|write) (most|most often|the most|again and again)?",
    "(can|could) you (tell|show|give) me the <frequent> <errors> (in|of|from) {f} {at}?",
    "<errors> in {f} {at}, (grouped|counted|ranked|by kind|summed up|sorted), with (counts|numbers|how many of each)",
    "(summarise|summarize|sum up|group) the <errors> (in|of) {f} {at}",
    "{f} {at} is full of errors, which [ones|kinds] (come up|are repeated|happen|show up) <most>?",
    "{f} {at} (keeps growing|got huge|grew overnight|fills up|is huge). (which|what) <errors> (repeat|recur|come back|happen) <most>?",
    "(something|it) (keeps failing|is broken|fails) according to {f} {at}: (what|which) are the <frequent> <errors>?",
    "(which|what) <errors> (come back|keep coming|keep repeating|are repeated|repeat|recur) [again and again|all the time] in {f} {at}?",
    "(put|sort|order|arrange|list) the <errors> (of|in|from) {f} {at} by (frequency|how often they (occur|happen|appear|show up)|number of occurrences|count)[, (highest|most frequent|commonest|top|largest) first]",
    "(rank|order|sort) the (error messages|errors|error lines|problems) (of|in) {f} {at} (by|according to) (how often they (occur|appear|are seen|happen)|frequency|count)",
    "(what|which) (error|problem|failure|message) (dominates|leads|comes first|tops the list) in {f} {at}?",
    "(what|which) <errors> (dominate|lead|prevail) in the log {f} {at}?",
    "(which|what) (error|failure) (messages|lines|kinds) are (the commonest|most common|most numerous|seen most) in {f} {at}?",
    "(which|what) are the (3|5|three|five) (commonest|most common|most frequent|top|main) <errors> (of|in) {f} {at}?",
    "top (3|5|10|three|five|ten) <errors> (of|in|from) {f} {at}",
    "(the|our) {w} (service|app|job|team) writes to {f} {at}. (which|what) <errors> (are <frequent>|happen <most>)?",
    "(is there|do you see) an error that (repeats|dominates|keeps coming|happens all the time) in {f} {at}?",
    "are there (errors|failures|error messages) (that|which) (recur|come again|come up often|happen often|dominate) in {f} {at}?",
    "(tell me|say|report|find out) (what|which) (error|failure|problem) (is|was) (the commonest|most common|most frequent|number one) in {f} {at}",
    "(tell me|show me|list|name) the (errors|failures|error messages) (that|which) {f} {at} (has|shows|holds|contains|logs) (most|most often|the most)",
    "(how|what) do the errors (in|of) {f} {at} (break down|divide up|spread)[, by (kind|type)]?",
    "(make|build|give me|write|produce) a (list|table|ranking|tally|top list|histogram) of [the] (errors|error messages|failures|kinds of error) (in|of|seen in|found in) {f} {at}",
    "(what|which) errors does {f} {at} (repeat|have|log|hold|contain|show) (most|most often|again and again|the most)?",
    "(we see|there are|I see) (trouble|problems|failures|many errors) in {f} {at}, (what|which) are the (main|biggest|most frequent|commonest) ones?",
    "most (common|frequent) <errors> {f} {at}",
    "errors by (frequency|count|type|kind) {f} {at}",
    "error (statistics|stats|summary|ranking|counts|frequency|types) {f} {at}",
    "<check> {f} {at} for (recurring|repeated|repeating|frequent|the commonest|common|the most common) (errors|error messages|failures|problems)",
    "(what|which) (goes|is going|went) wrong (most|most often|again and again|all the time) (in|according to) {f} {at}?",
    "I (want|need|would like) (to know|to see|to find out) (which|what) errors (are the most common|happen most|are most frequent|repeat most) in {f} {at}",
    "(please|kindly) (analyse|analyze|summarise|summarize|group|count) the errors (in|of) {f} {at}",
    "analyse {f} {at} and (list|report|show|name|give me) the (top|main|most frequent|commonest) errors",
    "(count|add up|tally) (how often each error|the occurrences of each error|each kind of error) (occurs|happens|) in {f} {at}",
    "(frequency|distribution|number) of (the errors|each error|error messages|error kinds) in {f} {at}",
    "{f} {at} top errors",
    "the (most common|most frequent|commonest|main|biggest) errors of {f} {at}[, please]",
    "<show> [the] <frequent> <errors> <in> {f} {at}[, (with counts|with their counts|and how often they "
    "occur|most frequent first|"
    "sorted by frequency|and their counts|please|with numbers|and how many of each)]",
    "<show> [the] <frequent> <errors> <in> {f} {at}",
    (
        "<check> [the log|the file|the log file|logfile] {f} {at} (for|and <say>|, then <say>|and then <say>|to "
        "<find>) [the] <frequent> <errors>"
    ),
    "(what|which) (are the|are) <frequent> <errors> <in> {f} {at}?",
    "(what|which) <errors> (are|are the) <frequent> <in> {f} {at}?",
    "(what|which) <errors> <happen> <most> <in> {f} {at}?",
    "(log analysis|error analysis|error summary|error report|top errors|error statistics|errors by frequency|"
    "error counts|most common errors|"
    "frequent errors|error breakdown|error ranking|error overview)(: | of | for | in ){f} {at}",
    "(analyse|analyze) [the (log|log file|file|logs)] {f} {at}",
    "what (goes|went|is going|keeps going|is) wrong [<most>] <in> {f} {at}?",
    "<count> [the|all|all the] <errors> <in> {f} {at} [by (type|kind|message|frequency|text)]",
    (
        "(group|cluster|rank|order|aggregate|classify|categorize|bucket) [the] <errors> <in> {f} {at} [by "
        "(frequency|count|type|number)]"
    ),
    (
        "(summarize|summarise|give [me] a summary of|sum up|make an overview of|break down|condense) [the] "
        "<errors> <in> {f} {at}"
    ),
    "how (often|many times) does each error (occur|happen|appear) in {f} {at}?",
    "how many <errors> of each (kind|type|sort) (are there|are|do we have) <in> {f} {at}?",
    (
        "{f} {at}: (which <errors> <happen> <most>|what are the <frequent> <errors>|<frequent> <errors>|<show> "
        "<frequent> <errors>)?"
    ),
    "<find> <errors> <in> {f} {at} (that|which) <happen> <most>",
    "what (is|was) the (most frequent|most common|top|main|biggest|number one) (error|problem|failure) <in> {f} {at}?",
    "which error (is|was|occurs|appears|happens) [the] (most frequent|most common|most often|most) <in> {f} {at}?",
    (
        "(do a|run a|make a|perform a|give me a|I need a) (frequency analysis|top list|statistic|ranking|count|"
        "summary) of [the] <errors> <in> {f} {at}"
    ),
    "what kinds of <errors> (does {f} {at} have|are in {f} {at}|do you see in {f} {at}|are logged in {f} {at})?",
]
NEW = [
    "Which error messages dominate {f} {at}?",
    "Check {f} {at} for frequent errors.",
    "Rank the failures recorded in {f} {at}, the commonest first.",
    "{f} {at} looks bad. Which errors keep coming back?",
    "Tell me the errors that {f} {at} repeats the most.",
    "Make a list of the errors seen most in {f} {at}.",
    "What are the top three errors logged to {f} {at}?",
    "Are there errors that repeat in {f} {at}? Which ones?",
    "Find out which error is the most common one in {f} {at}.",
    "We see trouble in {f} {at}, what are its main errors?",
]
AGAIN = [
    "How about {f2}?",
    "Now the same for {f2}.",
    "And the errors of {f2}?",
    "Look at {f2} as well.",
    "Then {f2}.",
    "And {f2}?",
    "What about {f2}?",
    "The same for {f2}.",
    "Now {f2}, please.",
    "And in {f2}?",
    "Do the same with {f2}.",
    "Also {f2}.",
]
ERROR_PATTERN = "error|fatal|crit"


def command(file: str) -> str:
    return f"grep -iE '{ERROR_PATTERN}' {file} | sed -E 's/[0-9]+/N/g' | sort | uniq -c | sort -rn | head -n 5"


def write(conversation: Conversation, again: bool = False) -> None:
    chance = conversation.chance
    file = conversation.chance.log()
    if again:
        conversation.user(chance.random.choice(AGAIN).replace("{f2}", file))
    else:
        conversation.user(worded(chance, FORMS, NEW, conversation.host, f=file))
    finish(conversation, file)


def finish(conversation: Conversation, file: str) -> None:
    """From the call on, the task having been given."""
    chance = conversation.chance
    conversation.subject = {"family": "errors", "file": file}
    conversation.run(command(file))
    searchable = not conversation.host and "grep_search" in conversation.tools
    if conversation.failed(file, (lambda: _search_instead(conversation, file)) if searchable else None):
        return
    log, counts = LogFormat(chance), chance.counts(chance.one(0, 1, 2, 3, 4, 5, 5, 5))
    if not counts:
        conversation.last_result([])
        conversation.answer(f"I found no error in {file}{conversation.at}.")
        return
    rows = [
        f"{count:7} {re.sub('[0-9]+', 'N', log.line(chance.one('error', 'error', 'fatal', 'critical')))}"
        for count in counts
    ]
    conversation.last_result(rows)
    noun = "error" if len(counts) == 1 else "errors"
    conversation.answer(
        f"The most frequent {noun} in {file}{conversation.at}: {listing([str(c) for c in counts])} times."
        + quotes(rows)
    )


def _search_instead(conversation: Conversation, file: str) -> None:
    """The command was refused: the file tool reads the same lines, uncounted."""
    chance = conversation.chance
    conversation.call("grep_search", pattern=ERROR_PATTERN, path=file)
    log = LogFormat(chance)
    lines = [f"{chance.number()}:{log.line()}" for _ in range(chance.one(0, 1, 2, 3, 4, 6))]
    conversation.last_result(lines or ["No line matches."])
    if not lines:
        conversation.answer(f"I found no error in {file}.")
        return
    shown = lines[:3]
    conversation.answer(
        f"I may not count the errors in {file}, but {plural(len(lines), 'line')} of grep_search "
        f"{'holds one' if len(lines) == 1 else 'hold one'}:" + quotes(shown)
    )
