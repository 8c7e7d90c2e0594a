"""A word in all files of a directory: `grep_search` here, `grep -rn` on a host."""

from ..conversation import Conversation
from ..outputs import LogFormat, code_line
from ..wording import plural, quotes, worded
from .lines import KINDS
from .recent import shell_word

SEARCH = "(search|look|grep|scan|hunt) (in|through)"
FORMS = [
    "(find|look for|search|search for|locate|grep|hunt for) {w} (in|under|below) {d} {at}",
    "(where|in which files) (is|do we have|does one find) {w} (defined|declared|called|used|) (in|under|below) {d} {at}?",
    "who (uses|mentions|calls|refers to|contains) {w} (in|under|below) [the files (of|in|below)] {d} {at}?",
    "(go|look|search|read) through (every|each|all|all the|the) (file|files) (under|in|below|of) {d} {at} (and (find|look for|search for)|for) {w}",
    "(I am|we are|I'm) (looking|searching) for {w} (somewhere|) (in|under|below) (the tree|the folder|the directory|the files of|) {d} {at}",
    "(find|search|grep|look for|locate) {w} (recursively|everywhere|anywhere) (in|under|below) {d} {at}",
    "(find|search for|look for|locate|grep|hunt for) {w} in (all files|every file|the files|any file|all the files) (under|in|below|of|beneath) {d} {at}",
    "(in|within) which files (of|under|below|in) {d} {at} (is|do you find|can I find|does|stands) {w} [mentioned|used|occur|appear]?",
    "(which|what) files (under|in|below|of) {d} {at} (speak of|talk about|name|know|hold|use|import|call) {w}?",
    "grep -rn {w} {d} {at}",
    "where (under|in|below) {d} {at} (is|do we use|do we mention|does it say) {w}?",
    "where (in|within) {d} {at} is {w} (used|mentioned|defined|called)?",
    "where do we (use|mention|define|call) {w} (in|under|below) {d} {at}?",
    "(show|list|give me) (the files|all files|every file|files) (in|under|below) {d} {at} (that mention|with|containing|that contain|that use|mentioning) {w}",
    "(all|any) (uses|mentions|occurrences|matches) of {w} (in|under|below) {d} {at}",
    "(does|do) (any|some) (file|files) (under|below|in) {d} {at} (mention|contain|use|hold) {w}?",
    "{w} (anywhere|somewhere) (under|in the files of|below) {d} {at}?",
    "search {d} {at} recursively for {w}",
    "<find> {w} in [all|the|all the] files <under> {d} {at}",
    "(which|what) files (in|under|below) {d} {at} (mention|contain|use|have|include|refer to) {w}?",
    (
        "where (is|in) {w} (used|mentioned|defined|found|referenced) (in|under|below) [the (files|directory|"
        "folder|tree)] {d} {at}?"
    ),
    "(search|grep|scan|look through|go through) [all|the|all the] files <under> {d} {at} for {w}",
    "(search|grep|scan) [the] (directory|folder|tree|project) {d} {at} for {w}",
    (
        "<show> [all|the] (places|uses|occurrences|mentions|matches) of {w} <under> [the (files|folder|"
        "directory)] {d} {at}"
    ),
    "(recursive search|grep -r|search recursively)[ for] {w} (in|under) {d} {at}",
    "does (anything|any file) (in|under|below) {d} {at} (mention|contain|use) {w}?",
    "is {w} (used|mentioned|referenced) anywhere (under|below|in the files of) {d} {at}?",
]
NEW = [
    "Who refers to {w} in the files below {d} {at}?",
    "Go through every file under {d} {at} and find {w}.",
    "I am looking for {w} somewhere in the tree {d} {at}.",
]
KIND_FORMS = [
    "(which|what) of the (.{e}|*.{e}|{l}) files (below|under|in|of) {d} {at} (speak of|mention|contain|use|talk about|have|import) {w}?",
    "(go|look|search) through (the|all|all the|every) ({l}|.{e}|*.{e}) (files|code|sources) (of|in|under|below) {d} {at} for {w}",
    "(find|look for|locate|grep|search for) {w} in (the|all|all the|every) (.{e}|*.{e}|{l}) (files|file) (of|in|under|below) {d} {at}",
    "(who|what) (uses|mentions|calls) {w} in the ({l}|.{e}) (files|code) (of|in|under) {d} {at}?",
    "(is|does) {w} (used|mentioned|defined|appear|occur) in (any|some|a) (.{e}|{l}) file (in|under|below) {d} {at}?",
    "grep -rn {w} {d} --include=*.{e} {at}",
    "(only|just) (.{e}|{l}) files: where (is|in) {w} (used|mentioned) (in|under) {d} {at}?",
    "<find> {w} in [all|the|all the] (*.{e}|.{e}|{l}) files <under> {d} {at}",
    "(which|what) (*.{e}|.{e}|{l}) files (in|under|below) {d} {at} (mention|contain|use|have) {w}?",
    "(search|grep|scan) [all|the] (*.{e}|.{e}|{l}) files <under> {d} {at} for {w}",
    "where is {w} (used|mentioned|defined) in the (*.{e}|.{e}|{l}) (files|code) <under> {d} {at}?",
    "<show> [the] (uses|occurrences|mentions) of {w} in [the] (*.{e}|{l}) files <under> {d} {at}",
]
KIND_NEW = ["Which of the .{e} files below {d} {at} speak of {w}?", "Go through the {l} files of {d} {at} for {w}."]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    folder, word, (ending, language) = (
        chance.folder(),
        chance.one(
            chance.word(),
            chance.name(),
            "TODO",
            "password",
            chance.word() + "_" + chance.word(),
            chance.word().capitalize(),
            "import " + chance.word(),
            "localhost",
        ),
        chance.random.choice(KINDS),
    )
    of_kind = chance.happens(0.4)
    forms, new = (KIND_FORMS, KIND_NEW) if of_kind else (FORMS, NEW)
    conversation.user(worded(chance, forms, new, conversation.host, d=folder, w=word, e=ending, l=language))
    conversation.subject = {"family": "search"}
    if not conversation.host and conversation.offers("grep_search"):
        arguments = {"file_pattern": f"*.{ending}"} if of_kind else {}
        include = f" --include='*.{ending}'" if of_kind else ""
        command = f"grep -rn {shell_word(word)} {folder}{include}"
        also = [conversation.command_call(command + more) for more in ("", " | head -n 20")]
        conversation.call("grep_search", also, pattern=word, path=folder, **arguments)
    else:
        _with_command(conversation, folder, word, ending if of_kind else None)
        return
    if conversation.failed(folder, lambda: _with_command(conversation, folder, word, ending if of_kind else None)):
        return
    report(conversation, folder, word, ending if of_kind else None)


def _with_command(conversation: Conversation, folder: str, word: str, ending: str | None) -> None:
    include = f" --include='*.{ending}'" if ending else ""
    command = f"grep -rn {shell_word(word)} {folder}{include}"
    conversation.run(f"{command} | head -n 20", [conversation.command_call(command)])
    if not conversation.failed(folder):
        report(conversation, folder, word, ending)


def report(conversation: Conversation, folder: str, word: str, ending: str | None) -> None:
    """The matches, as path, line number and text, and the answer about them."""
    chance, log = conversation.chance, LogFormat(conversation.chance)
    count = total = chance.one(0, 0, 1, 2, 2, 3, 4, 7)
    if count == 7:
        count, total = conversation.more_lines()
        count = min(count, 12)
    sign, lines = ":", []
    for _ in range(count):
        path = (
            f"{folder}/"
            + "/".join(chance.name() for _ in range(chance.one(1, 1, 2)))
            + "."
            + (ending or chance.random.choice(KINDS)[0])
        )
        text = chance.one(
            f"{chance.words(0, 2)} {word}({chance.word()})",
            f"{word} = {chance.number()}",
            log.any_line(),
            f"# {word} {chance.words(1, 3)}",
            f"    return {word}",
            code_line(chance, word),
            code_line(chance, word),
            code_line(chance, word),
        )
        lines.append(f"{path}:{chance.random.randint(1, 900)}{sign}{text if word in text else text + ' ' + word}")
    none = ["No line matches."] if conversation.tool == "grep_search" and chance.happens(0.7) else []
    conversation.last_result(lines or none, 0 if lines else chance.one(0, 1), total)
    what = f"*.{ending} files of {folder}" if ending else folder
    if not total:
        conversation.answer(f"I found no {word} in {what}{conversation.at}.")
        return
    verb = "mentions" if total == 1 else "mention"
    conversation.answer(
        f"{plural(total, 'line')} in {what}{conversation.at} {verb} {word}"
        + (f"; the first {min(3, len(conversation.shown))}:" if total > 3 else ":")
        + quotes(conversation.shown[:3])
    )
