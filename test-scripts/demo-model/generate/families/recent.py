"""The last errors, the lines about a word, the end or beginning of a file, and how many lines mention a word."""

import re

from ..conversation import Conversation
from ..outputs import LogFormat
from ..vocabulary import HOSTS
from ..wording import listing, plural, quotes, worded
from .errors import ERROR_PATTERN

ERRORS = [
    "(has|did) {f} {at} (had|have|get|got|show|shown|seen|report|reported) [any|some|new] (errors|error lines|failures|problems) (lately|recently|of late|today|just now|in the end)?",
    "(what|which) (errors|failures) (has|did) {f} {at} (had|have|seen|logged|log) (lately|recently|last|of late)?",
    "(when|what) (were|are) the (last|latest|most recent|newest) (errors|error lines) (of|in|from) {f} {at}?",
    "(did|has) {f} {at} (logged|log|recorded|record|seen|see) (errors|an error|any error|any errors|something bad) (recently|lately|today|just now|of late)?",
    "(did|has) (anything|something) (fail|go wrong|gone wrong|break) (recently|lately|just now|at the end) (in|according to) {f} {at}?",
    "(anything|something) wrong (recently|lately|just now) in {f} {at}?",
    "(quote|copy|cite|give|show) [me] the (newest|latest|last|most recent) (error lines|errors|error messages|failures) (of|from|in) {f} {at}",
    "(which|what) errors (stand|are|come|do you see) at the (end|bottom) of {f} {at}?",
    "(errors|error lines) at the (end|bottom) of {f} {at}",
    "(tail|end) of {f} {at}, only (errors|the errors|error lines)",
    "(last|latest|recent|newest) (errors|failures|error lines) {f} {at}",
    "<check> (the log|the log file|the file|) {f} {at} for errors",
    "(look|search|grep) for (errors|error lines|errors only) in {f} {at}",
    "(look|search|grep) {f} {at} for (errors|error|error lines|error messages)",
    "<show> (just|only) the errors <in> {f} {at}",
    "(is|was) there (an error|anything wrong|a failure|any failure) in {f} {at}?",
    "(what|which) (went|errors went) (wrong|by) (last|lately|recently|most recently) in {f} {at}?",
    "(the|our) {w} (app|service) (failed|crashed|died). <show> the (last|latest|newest) errors (in|from) {f} {at}",
    "(are there|do you see|can you find) (new|recent|fresh|late) errors (in|at the end of) {f} {at}?",
    "errors in {f} {at}?",
    "any errors? {f} {at}",
    "I (need|want) the (last|latest|most recent|newest) errors (of|from|in) {f} {at}",
    "<show> the <last> (errors|error lines|error messages|failures|error entries) <in> {f} {at}",
    "<show> [the] (recent|latest|last|newest) (errors|error lines|error messages) <in> {f} {at}",
    (
        "<check> {f} {at} for (recent errors|the last errors|new errors|the latest errors|errors|fresh errors|"
        "any error|any errors)"
    ),
    "(what|which) (are|were) the <last> (errors|error lines|error messages) <in> {f} {at}?",
    "(what|which) errors (came|happened|were logged|occurred|appeared) (last|recently|lately|at the end) in {f} {at}?",
    "are there [any|some] [recent|new|fresh] errors in {f} {at}?",
    "any [recent|new] (errors|error) in {f} {at}?",
    "(is there|do you see) an[y] error in {f} {at}?",
    "does {f} {at} (have|contain|show|hold) [any] errors?",
    "how does {f} {at} end, any errors?",
    "(recent|latest|last) errors: {f} {at}",
    "<find> errors <in> {f} {at}",
]
ERRORS_NEW = [
    "Which errors came last in {f} {at}?",
    "Tell me the latest errors from {f} {at}.",
    "Did {f} {at} log an error recently?",
    "What errors stand at the end of {f} {at}?",
    "Quote the newest error lines from {f} {at}.",
    "Anything wrong lately according to {f} {at}? Show the last errors.",
]
N_ERRORS = [
    "(I need|I want|let me have|let me see) the (last|final|latest|newest|most recent) {n} errors (of|in|from) {f} {at}",
    "what are the {n} (latest|newest|last|most recent) (errors|error lines) (of|in|from) {f} {at}?",
    "(the|give me the) (newest|latest|last|most recent|final) {n} (errors|error lines|error messages|failures) (in|of|from) {f} {at}[, please]",
    "(quote|copy|cite|print|show) [me] {n} errors from the end of {f} {at}",
    "{n} (last|latest|most recent|newest) errors {f} {at}",
    "(which|what) {n} errors (came|happened|were logged) last in {f} {at}?",
    "(tail|end) of {f} {at}: the last {n} errors",
    "<show> the <last> {n} (errors|error lines|error messages|failures|error entries) <in> {f} {at}",
    "<show> [the] {n} <last> (errors|error lines|error messages) <in> {f} {at}",
    "(what|which) (are|were) the (<last> {n}|{n} <last>) (errors|error lines|error messages) <in> {f} {at}?",
    "(last|latest) {n} errors (of|in|from) {f} {at}",
    "<check> {f} {at} and <say> the (last|latest|newest) {n} errors",
    "(quote|copy|cite) the (last|latest) {n} (errors|error lines) <in> {f} {at}",
]
N_ERRORS_NEW = [
    "What are the {n} most recent errors in {f} {at}?",
    "I need the final {n} errors of {f} {at}.",
    "Quote {n} errors from the end of {f} {at}.",
    "The newest {n} error lines in {f} {at}, please.",
]
WORD = [
    "(is there|are there|do you see|do you find) (anything|something|a line|lines) (about|on|with) (a|an|the|some|any) {w} in {f} {at}?",
    "(does|did) {f} {at} (mention|name|speak of|say anything about) (a|an|the|any) {w}?",
    "(any|a|some) {w} in {f} {at}?",
    "(what|anything) (about|on) (a|an|the) {w} in {f} {at}?",
    "(can|do) you (see|find) {w} [anywhere|somewhere] in {f} {at}?",
    "<show> what {f} {at} (has|holds|contains|says) (on|about) {w}",
    "(pick|pull|fish|filter) the (lines|entries) (about|with|for|on) {w} (out of|from) {f} {at}",
    "(I want|I need|give me|I am interested in|let me see) (every line|each line|the lines|all lines|all entries) (of|in) {f} {at} (that mentions|that mention|with|about|containing) {w}",
    "(every|each|any) (line|entry) (with|about|that mentions) {w} in {f} {at}",
    "(what|anything) about {w} in {f} {at}?",
    "lines (with|about|mentioning|containing) {w} in {f} {at}",
    "(find|locate) (lines|the lines|entries|all lines) (with|about|that contain|that mention|mentioning) {w} in {f} {at}",
    "{f} {at}: (lines|entries|anything|everything) (with|about|on) {w}",
    "(have a look|look|check) (whether|if) {f} {at} (mentions|contains|says anything about) {w}",
    "(look|search) in {f} {at} for (the word|the text|the string|the term) {w}",
    "(when|where) was {w} (logged|mentioned|seen) in {f} {at}?",
    "(what|which) (lines|entries|messages) are there (about|on|with|for) {w} in {f} {at}?",
    "(which|what) lines of {f} {at} (speak of|talk about|refer to|deal with|name) {w}?",
    "<show> [all|the|all the|me the] (lines|entries|messages|records|rows|log lines) <in> {f} {at} (that "
    "mention|with|containing|that contain|about|matching|that "
    "match|which mention|where you see|including|that have|mentioning|with the word|with the text|that "
    "include|related to) {w}",
    "(search|grep|look in|check|scan|look through|go through|filter|query|examine) {f} {at} for {w}",
    "(search|look|grep|check|scan|hunt) for {w} in {f} {at}",
    "<find> {w} in {f} {at}",
    "(which|what) (lines|entries|messages) (of|in) {f} {at} (contain|mention|have|match|are about) {w}?",
    "is there (anything|something|a line|an entry|any mention) (about|of|with|on) {w} in {f} {at}?",
    "what does {f} {at} say (about|on) {w}?",
    "(does|did) {f} {at} (mention|contain|have|say anything about) {w}?",
    "(is|was) {w} (mentioned|logged|in|found in) {f} {at}?",
    "grep {w} {f} {at}",
    "{w} in {f} {at}?",
    "where (is|does) {w} [mentioned|appear|occur] in {f} {at}?",
]
WORD_NEW = [
    "Look for {w} in {f} {at}.",
    "Is there anything about {w} in {f} {at}?",
    "Can you see {w} anywhere in {f} {at}?",
    "Show what {f} {at} has on {w}.",
    "Pick the lines about {w} out of {f} {at}.",
    "I want every line of {f} {at} that speaks of {w}.",
]
N_WORD = [
    "(print|show|give me|quote|I need) the (newest|latest|last|most recent) {n} (lines|entries|messages) (about|with|on|for|mentioning|that mention|containing) {w} (from|in|of) {f} {at}",
    "the (last|latest|newest) {n} (entries|lines|messages|hits) (for|about|with|on) {w} in {f} {at}[?]",
    "(when|where) was {w} (last|most recently) (logged|mentioned|seen) in {f} {at}? (show|give me|print|list|quote) {n} (lines|entries)",
    "(show|list|print) {n} (lines|entries) (about|with) {w} from the end of {f} {at}",
    "{f} {at}: last {n} lines (about|with) {w}",
    (
        "<show> the <last> {n} (lines|entries|messages|log lines) <in> {f} {at} (that mention|with|containing|"
        "that contain|about|matching|mentioning) {w}"
    ),
    "<show> the <last> {n} (mentions|occurrences|hits|matches) of {w} <in> {f} {at}",
    "(last|latest) {n} (lines|entries) (with|about|for) {w} (in|of|from) {f} {at}",
    "(search|grep|check) {f} {at} for {w} and <say> the (last|latest) {n} (lines|matches|hits)",
]
N_WORD_NEW = [
    "Print the newest {n} lines about {w} from {f} {at}.",
    "The last {n} entries for {w} in {f} {at}?",
    "When was {w} logged last in {f} {at}? Give {n} lines.",
]
ENDS = [
    "(show|give) me the (end|bottom|tail) of {f} {at}, {n} lines",
    "(print|display|quote|read) the (last|final|bottom) {n} lines (of|from|in) {f} {at}",
    "how does {f} {at} end? (show|give me|print) {n} lines",
    "(what|how) (is|are|do) (in |)the last {n} lines of {f} {at} [look like|say]?",
    "tail -n {n} {f} {at}",
    "last {n} lines {f} {at}",
    "(let me see|I want) the (last|final) {n} (lines|entries) of {f} {at}",
    "{n} lines from the (end|bottom) of {f} {at}",
    "<show> the (last|final|bottom) {n} lines <in> {f} {at}",
    "tail {f} {at}, {n} lines",
    "(print|show|give me) the (end|tail) of {f} {at}, {n} lines",
    "what are the (last|final) {n} lines (of|in) {f} {at}?",
    "the last {n} lines of {f} {at}",
]
ENDS_NEW = ["What do the last {n} lines of {f} {at} say?", "Give me the bottom {n} lines of {f} {at}."]
STARTS = [
    "(show|give) me the (start|beginning|top|head) of {f} {at}, {n} lines",
    "(print|display|quote|read) the (first|top|opening) {n} lines (of|from|in) {f} {at}",
    "how does {f} {at} (start|open|commence)? (show|give me|print) {n} lines",
    "(what|how) (is|are|do) (in |)the first {n} lines of {f} {at} [look like|say]?",
    "head -n {n} {f} {at}",
    "first {n} lines {f} {at}",
    "(let me see|I want) the (first|top) {n} (lines|entries) of {f} {at}",
    "{n} lines from the (start|beginning|top) of {f} {at}",
    "<show> the (first|top) {n} lines <in> {f} {at}",
    "head {f} {at}, {n} lines",
    "what are the first {n} lines (of|in) {f} {at}?",
    "(print|show) the (beginning|start|head) of {f} {at}, {n} lines",
    "the first {n} lines of {f} {at}",
]
STARTS_NEW = ["What do the first {n} lines of {f} {at} say?", "How does {f} {at} begin? Show {n} lines."]
HOW_MANY = [
    "(in|on) how many lines (of|in) {f} {at} (is {w}|does {w} (appear|occur|stand|come up)|do you find {w}|is {w} mentioned)?",
    "(give|tell) me (the number|the count|how many) (of |)(lines|entries) (in|of) {f} {at} (with|that mention|about|that contain|mentioning) {w}",
    "(number|count) of (lines|entries|messages) (about|with|mentioning|containing|that mention) {w} in {f} {at}",
    "<count> how (often|many times) {f} {at} (mentions|contains|has|logs) {w}",
    "how many {w} (lines|entries|messages) (are|are there) in {f} {at}?",
    "count {w} in {f} {at}",
    "how (often|frequently) (was|is) {w} (logged|seen|found) in {f} {at}?",
    "how many (lines|entries|messages|log lines) (of|in) {f} {at} (mention|contain|have|match|include|are about) {w}?",
    "<count> the (lines|entries|messages) (of|in) {f} {at} "
    "(with|that mention|containing|that contain|about|matching) {w}",
    "how (often|many times) (is {w} mentioned|does {w} (occur|appear)|is {w}) in {f} {at}?",
    "number of lines with {w} in {f} {at}",
    "how many times does {f} {at} mention {w}?",
]
HOW_MANY_NEW = [
    "Give me the number of lines in {f} {at} that speak of {w}.",
    "In how many lines of {f} {at} do we find {w}?",
]
AGAIN_ERRORS = [
    "Quote the last 3 errors.",
    "Quote the newest errors.",
    "Show the last errors of it.",
    "And the last errors in that log?",
    "Which errors came last?",
    "Now show the last 3 errors.",
    "List its last errors.",
    "Show the last errors there.",
    "And the last ones?",
    "When did the last errors happen?",
    "Show the latest ones.",
    "Quote the last 3 errors.",
    "Which were the last ones?",
    "Show me the latest errors of that log.",
    "And the most recent errors?",
    "Show the last 3 errors in it.",
    "What were the last errors?",
    "Give me the newest errors in that file.",
    "Print the last three errors.",
    "Now the last errors.",
    "Quote the latest errors.",
    "The last 3?",
]


def shell_word(word: str) -> str:
    return word if re.fullmatch(r"[\w./:@%+-]+", word) and not word.startswith("-") else f"'{word}'"


def _a_word(conversation: Conversation) -> str:
    chance = conversation.chance
    if chance.happens(0.12):
        return chance.one(
            "connection refused",
            "out of memory",
            "permission denied",
            "not found",
            chance.words(2, 2),
            "timed out",
            "no space left",
        )
    return chance.one(
        chance.word(),
        chance.word(),
        chance.name(),
        "timeout",
        "warning",
        "denied",
        "failed",
        chance.address(),
        str(chance.number()),
        chance.hex(),
        "refused",
        "ERROR",
        "status",
        "installed",
        chance.host(),
        chance.word().capitalize(),
        f"{chance.word()} {chance.random.randint(1, 99)}",
    )


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    file, n, host = chance.log(), chance.one(1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10), conversation.host
    said = chance.said(n)
    kind = chance.random.random()
    if kind < 0.22:
        conversation.user(worded(chance, ERRORS, ERRORS_NEW, host, f=file))
        last_errors(conversation, file, 3)
    elif kind < 0.4:
        conversation.user(worded(chance, N_ERRORS, N_ERRORS_NEW, host, f=file, n=said))
        last_errors(conversation, file, n)
    elif kind < 0.65:
        word = _a_word(conversation)
        conversation.user(worded(chance, WORD, WORD_NEW, host, f=file, w=word))
        mentions(conversation, file, word, 3)
    elif kind < 0.78:
        word = _a_word(conversation)
        conversation.user(worded(chance, N_WORD, N_WORD_NEW, host, f=file, w=word, n=said))
        mentions(conversation, file, word, n)
    elif kind < 0.9:
        _end(
            conversation,
            file,
            n,
            *chance.one(
                ("tail", "last", ENDS, ENDS_NEW),
                ("head", "first", STARTS, STARTS_NEW),
            ),
        )
    else:
        _how_many(conversation, file, _a_word(conversation))


def again(conversation: Conversation) -> None:
    """A second question about the log of the first."""
    chance, file = conversation.chance, conversation.subject["file"]
    if chance.happens(0.6):
        conversation.user(chance.random.choice(AGAIN_ERRORS))
        last_errors(conversation, file, 3)
    else:
        word = _a_word(conversation)
        while word in conversation.world.hosts or word in HOSTS:
            word = _a_word(conversation)
        text = chance.one(
            "Does it mention {w}?",
            "And {w}?",
            "Search it for {w}.",
            "What about {w}?",
            "Now look for {w}.",
            "Which lines mention {w}?",
            "Is {w} in there too?",
        )
        conversation.user(text.replace("{w}", word))
        mentions(conversation, file, word, 3)


def last_errors(conversation: Conversation, file: str, n: int) -> None:
    """The last lines that the counting of errors counts too, and their answer."""
    chance, at = conversation.chance, conversation.at
    conversation.subject = {"family": "recent", "file": file}
    conversation.run(f"grep -iE '{ERROR_PATTERN}' {file} | tail -n {n}")
    searchable = not conversation.host and "grep_search" in conversation.tools
    if conversation.failed(file, (lambda: _search_errors(conversation, file)) if searchable else None):
        return
    log = LogFormat(chance)
    count = chance.one(0, chance.random.randint(1, n), n, n, n)
    lines = [log.line(chance.one("error", "error", "error", "fatal", "critical")) for _ in range(count)]
    conversation.last_result(lines, chance.one(0, 0, 0, 1) if not lines else 0)
    if not lines:
        conversation.answer(f"I found no error in {file}{at}.")
        return
    conversation.answer(f"The last {plural(len(lines), 'error')} in {file}{at}:" + quotes(lines))


def _search_errors(conversation: Conversation, file: str) -> None:
    """The command was refused: the file tool finds all errors, of which the last are quoted."""
    conversation.call("grep_search", pattern=ERROR_PATTERN, path=file)
    chance, log = conversation.chance, LogFormat(conversation.chance)
    lines = [f"{chance.number()}:{log.line()}" for _ in range(chance.one(0, 1, 2, 3, 5))]
    conversation.last_result(lines or ["No line matches."])
    if not lines:
        conversation.answer(f"I found no error in {file}.")
        return
    which = "; the last 3:" if len(lines) > 3 else ":"
    conversation.answer(f"{plural(len(lines), 'error')} in {file}{which}" + quotes(lines[-3:]))


def mentions(conversation: Conversation, file: str, word: str, n: int) -> None:
    """`grep | tail` and its answer."""
    chance, at = conversation.chance, conversation.at
    conversation.subject = {"family": "recent", "file": file}
    conversation.run(f"grep -i {shell_word(word)} {file} | tail -n {n}")
    searchable = not conversation.host and "grep_search" in conversation.tools
    if conversation.failed(file, (lambda: _search_instead(conversation, file, word)) if searchable else None):
        return
    lines = _lines_with(conversation, word, chance.one(0, chance.random.randint(1, n), n, n, n))
    conversation.last_result(lines, chance.one(0, 0, 0, 1) if not lines else 0)
    if not lines:
        conversation.answer(f"No line of {file}{at} mentions {word}.")
        return
    verb = "mentions" if len(lines) == 1 else "mention"
    conversation.answer(f"The last {plural(len(lines), 'line')} of {file}{at} that {verb} {word}:" + quotes(lines))


def _lines_with(conversation: Conversation, word: str, how_many: int) -> list[str]:
    chance, log = conversation.chance, LogFormat(conversation.chance)
    lines = [log.any_line() for _ in range(how_many)]
    return [line if word.lower() in line.lower() else f"{line} {word}" for line in lines]


def _search_instead(conversation: Conversation, file: str, word: str) -> None:
    conversation.call("grep_search", pattern=word, path=file)
    chance = conversation.chance
    lines = [f"{chance.number()}:{line}" for line in _lines_with(conversation, word, chance.one(0, 1, 2, 3, 5))]
    conversation.last_result(lines or ["No line matches."])
    if not lines:
        conversation.answer(f"No line of {file} mentions {word}.")
        return
    verb = "mentions" if len(lines) == 1 else "mention"
    conversation.answer(f"{plural(len(lines), 'line')} of {file} {verb} {word}:" + quotes(lines[:5]))


def _end(
    conversation: Conversation, file: str, n: int, program: str, which: str, forms: list[str], new: list[str]
) -> None:
    chance = conversation.chance
    conversation.user(worded(chance, forms, new, conversation.host, f=file, n=chance.said(n)))
    conversation.subject = {"family": "recent", "file": file}
    conversation.run(f"{program} -n {n} {file}")
    if conversation.failed(file):
        return
    log = LogFormat(chance)
    lines = [log.any_line() for _ in range(chance.one(0, n, n, n, n, chance.random.randint(1, n)))]
    conversation.last_result(lines)
    if not lines:
        conversation.answer(f"{file}{conversation.at} is empty.")
        return
    conversation.answer(f"The {which} {plural(len(lines), 'line')} of {file}{conversation.at}:" + quotes(lines))


def _how_many(conversation: Conversation, file: str, word: str) -> None:
    chance = conversation.chance
    conversation.user(worded(chance, HOW_MANY, HOW_MANY_NEW, conversation.host, f=file, w=word))
    conversation.subject = {"family": "recent", "file": file}
    conversation.run(f"grep -ci {shell_word(word)} {file}")
    if conversation.failed(file):
        return
    count = chance.one(0, 1, chance.number(), chance.number(), chance.number())
    conversation.last_result([str(count)], 0 if count else 1)
    conversation.answer(
        f"{plural(count, 'line')} of {file}{conversation.at} {'mentions' if count == 1 else 'mention'} {word}."
        + quotes([str(count)])
    )
