"""What is in a directory, and which files match a name pattern."""

from ..conversation import Conversation
from ..wording import quotes, worded
from .lines import KINDS

LIST = [
    "(look|peek) (into|in|inside) {d} {at} and (say|tell me|report|list|show) what (is there|you find|is in it|it holds|you see)",
    "(show|tell|list) [me] what [the] (folder|directory|) {d} {at} (contains|holds|has)",
    "what (do we have|is there|can you see|do you see|do you find|is stored|lies|is kept) in [the (folder|directory)] {d} {at}?",
    "(enumerate|list|name|give me) (the|all|all the) (entries|files|contents|things|items) (of|in|inside) [the (folder|directory)] {d} {at}",
    "(which|what) (things|items|files|entries) (live|lie|are stored|are kept|sit|can be found) in {d} {at}?",
    "ls {d} {at}",
    "ls -la of {d} {at}",
    "(contents|files|entries|listing) {d} {at}",
    "(which|what) files (are|do we have|lie|exist) in [the (folder|directory)] {d} {at}?",
    "(how many|which) (files|entries) (are|are there) in [the (folder|directory)] {d} {at}?",
    "directory (listing|contents|list) (of|for) {d} {at}",
    "(list|show) (the files|everything|all) in {d} {at}",
    "(is there|do we have) (anything|something) in [the (folder|directory)] {d} {at}?",
    "I (want|need) (to see|to know) what is in [the (folder|directory)] {d} {at}",
    (
        "<show> [the|all|all the] (files|contents|entries|content|files and directories|files and folders|items) "
        "(of|in|under|inside) {d} {at}"
    ),
    "(list|ls|dir) [the] [directory|folder] {d} {at}",
    "what is (in|inside) [the folder|the directory] {d} {at}?",
    "(which|what) (files|entries|files and folders|things) (are|are there) (in|inside) {d} {at}?",
    "what (files|entries) does {d} {at} (hold|have|contain)?",
    "(look into|open|browse|look inside) [the] (directory|folder) {d} {at} [and <say> what is there]",
    "what does [the] (directory|folder) {d} {at} (contain|hold)?",
    "what does {d} {at} contain?",
    "(contents|listing|directory listing) of {d} {at}",
    "is [the] (directory|folder) {d} {at} empty?",
    "<say> what is in {d} {at}",
]
LIST_NEW = [
    "Look into {d} {at} and say what is there.",
    "Show me what {d} {at} contains.",
    "What do we have in the folder {d} {at}?",
    "Enumerate the entries of {d} {at}.",
    "Which things live in {d} {at}?",
]
GLOB = [
    "(locate|find|list|name|show|give me|look for) (every|all|each|any|the) (.{e}|*.{e}|{l}) (file|files) (below|under|in|within|beneath) {d} {at}",
    "(which|what) files (below|under|in) {d} {at} (end in|end with|are|have the ending|are named) (.{e}|*.{e})?",
    "(do we|does {d} {at}) have (any|some|) (*.{e}|.{e}|{l}) files [under {d} {at}]?",
    "(all|every|the) (*.{e}|.{e}|{l}) (files|file) (in|under|below) {d} {at}",
    "find {d} {at} -name *.{e}",
    "(where|which) (are|is) (all|the|every) (.{e}|*.{e}) (files|file) (below|under|in) {d} {at}?",
    "(search|look) (in|under|below) {d} {at} for (*.{e}|.{e}|{l}) files",
    "<find> [all|the|all the] (*.{e}|.{e}|{l}) files <under> {d} {at}",
    "(which|what) (*.{e}|.{e}|{l}) files (are|are there) <under> {d} {at}?",
    "list [all|the] (*.{e}|.{e}|{l}) files <under> {d} {at}",
    "are there [any] (*.{e}|.{e}|{l}) files <under> {d} {at}?",
    "where are the (*.{e}|{l}) files <under> {d} {at}?",
]
GLOB_NEW = ["Locate every .{e} file below {d} {at}.", "Which files below {d} {at} end in .{e}?"]


def write(conversation: Conversation) -> None:
    (_list if conversation.chance.happens(0.7) else _glob)(conversation)


def _list(conversation: Conversation) -> None:
    chance = conversation.chance
    folder = chance.folder()
    conversation.user(worded(chance, LIST, LIST_NEW, conversation.host, d=folder))
    listable = not conversation.host and conversation.offers("list_directory")
    also = [{"tool": "list_directory", "arguments": {"path": folder}}] if listable else None
    conversation.run(f"ls -p {folder}", also)
    if not conversation.failed(folder, (lambda: _with_file_tool(conversation, folder)) if listable else None):
        _entries(conversation, folder)


def _with_file_tool(conversation: Conversation, folder: str) -> None:
    """The command was refused: the file tool lists the same."""
    conversation.call("list_directory", path=folder)
    _entries(conversation, folder)


def _entries(conversation: Conversation, folder: str) -> None:
    chance = conversation.chance
    count = total = chance.one(0, 1, 2, 3, 4, 5, 6, 8, 12)
    if count == 12:
        count, total = conversation.more_lines()
    style = chance.random.randrange(12)
    names = (
        _numbered(conversation, count)
        if chance.happens(0.2)
        else sorted(
            chance.name() + chance.one("/", "/", ".py", ".log", ".txt", ".conf", "", ".json", "@") for _ in range(count)
        )
    )
    lines = [_entry(conversation, name, style) for name in names]
    conversation.last_result(
        lines,
        total=total,
        note="the folder is empty" if not count and chance.happens(0.5) else None,
    )
    if not total:
        conversation.answer(f"{folder}{conversation.at} is empty.")
        return
    entries = "1 entry" if total == 1 else f"{total} entries"
    conversation.answer(
        f"{folder}{conversation.at} has {entries}"
        + (conversation.first_five if total > 5 else ":")
        + quotes(conversation.shown[:5])
    )


def _numbered(conversation: Conversation, count: int) -> list[str]:
    """`part-003.txt` and its neighbours, which are hard to tell apart."""
    chance = conversation.chance
    stem, first, width = chance.name() + chance.one("-", "_", ""), chance.one(0, 1, 10), chance.one(1, 2, 3)
    ending = chance.one(".txt", ".log", "", ".csv")
    return sorted(f"{stem}{first + i:0{width}}{ending}" for i in range(count))


def _entry(conversation: Conversation, name: str, style: int) -> str:
    """Tools print a size beside a name, or do not."""
    chance = conversation.chance
    if style == 0:
        return f"{name}  {chance.number()} bytes" if not name.endswith("/") else name
    if style == 1:
        return f"{'d' if name.endswith('/') else '-'} {chance.number():>8} {name}"
    return name


def _glob(conversation: Conversation) -> None:
    chance = conversation.chance
    folder, (ending, language) = chance.folder(), chance.random.choice(KINDS)
    conversation.user(worded(chance, GLOB, GLOB_NEW, conversation.host, d=folder, e=ending, l=language))
    if not conversation.host and conversation.offers("glob_search"):
        also = [conversation.command_call(f"find {folder} -name '*.{ending}'")]
        conversation.call("glob_search", also, pattern=f"**/*.{ending}", path=folder)
    else:
        conversation.run(f"find {folder} -name '*.{ending}'")
    if conversation.failed(folder):
        return
    count = total = chance.one(0, 1, 2, 3, 4, 5, 8)
    if count == 8:
        count, total = conversation.more_lines()
    files = list(
        f"{folder}/" + "/".join(chance.name() for _ in range(chance.one(1, 1, 2))) + f".{ending}" for _ in range(count)
    )
    none = [f"No file matches **/*.{ending}."] if conversation.tool == "glob_search" and chance.happens(0.7) else []
    conversation.last_result(files or none, total=total)
    if not total:
        conversation.answer(f"There is no *.{ending} file in {folder}{conversation.at}.")
        return
    conversation.answer(
        f"{folder}{conversation.at} has {total} *.{ending} file{'' if total == 1 else 's'}"
        + (conversation.first_five if total > 5 else ":")
        + quotes(conversation.shown[:5] if total else [])
    )
