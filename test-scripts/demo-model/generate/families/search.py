"""A word in all files of a directory: `grep_search` here, `grep -rn` on a host."""

from ..conversation import Conversation
from ..outputs import LogFormat
from ..wording import plural, quotes, worded
from .lines import KINDS
from .recent import shell_word

SEARCH = "(search|look|grep|scan|hunt) (in|through)"
FORMS = [
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
        conversation.call("grep_search", pattern=word, path=folder, **arguments)
    else:
        _with_command(conversation, folder, word, ending if of_kind else None)
        return
    if conversation.failed(folder, lambda: _with_command(conversation, folder, word, ending if of_kind else None)):
        return
    report(conversation, folder, word, ending if of_kind else None)


def _with_command(conversation: Conversation, folder: str, word: str, ending: str | None) -> None:
    include = f" --include='*.{ending}'" if ending else ""
    conversation.run(f"grep -rn {shell_word(word)} {folder}{include} | head -n 20")
    if not conversation.failed(folder):
        report(conversation, folder, word, ending)


def report(conversation: Conversation, folder: str, word: str, ending: str | None) -> None:
    """The matches, as path, line number and text, and the answer about them."""
    chance, log = conversation.chance, LogFormat(conversation.chance)
    count = chance.one(0, 0, 1, 2, 3, 4, 7, 10)
    sign, lines = chance.one(":", ":", ": "), []
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
        )
        lines.append(f"{path}:{chance.random.randint(1, 900)}{sign}{text if word in text else text + ' ' + word}")
    hidden = chance.random.randint(1, 900) if count > 6 and chance.happens(0.4) else 0
    none = ["No line matches."] if conversation.tool == "grep_search" and chance.happens(0.7) else []
    conversation.last_result(lines or none, 0 if lines else chance.one(0, 1), hidden)
    total, what = count + hidden, f"*.{ending} files of {folder}" if ending else folder
    if not total:
        conversation.answer(f"I found no {word} in {what}{conversation.at}.")
        return
    verb = "mentions" if total == 1 else "mention"
    conversation.answer(
        f"{plural(total, 'line')} in {what}{conversation.at} {verb} {word}"
        + ("; the first 3:" if total > 3 else ":")
        + quotes(lines[:3])
    )
