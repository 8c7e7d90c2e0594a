"""How people word a task: a small grammar, and the ways in which they depart from it.

A form is text with `(a|b)` for alternatives, `[a]` for what may be left out, `<name>` for a list of synonyms and
`{slot}` for what the task is about. `{at}` stands where the host is named. Forms under NEW are for evaluation only.
"""

import re

from .chance import Chance

SYNONYMS = {
    "show": (
        "show|list|print|display|give|get|report|output|show me|list|give me|tell me|get me|fetch|return|"
        "present|provide|name|state|I need|I want|I would like|I want to see|let me see|can you show|"
        "could you list|please give me|find|find out|pull|write out|bring me|I'd like to know|we need"
    ),
    "find": ("find|search for|look for|locate|identify|determine|find out|detect|spot|pick out|discover|look up|see"),
    "check": (
        "check|analyse|analyze|examine|inspect|scan|study|go through|look at|look into|look through|"
        "read through|review|investigate|audit|have a look at|take a look at|go over|check out|evaluate|"
        "assess|parse|process|survey"
    ),
    "say": (
        "tell me|report|say|list|give me|show|show me|name|print|note|write down|let me know|return|give|"
        "state|summarize|summarise"
    ),
    "count": "count|add up|total|sum up|tally|number|calculate|compute|measure|work out",
    "frequent": (
        "most frequent|most common|top|main|recurring|most repeated|frequent|common|commonest|repeating|"
        "usual|typical|biggest|leading|dominant|dominating|most often seen|most numerous|prevalent|major|"
        "top few|top 5|top 3|5 most frequent|most frequently occurring|often repeated"
    ),
    "errors": (
        "errors|error messages|errors|kinds of error|error types|types of errors|failures|problems|"
        "error lines|faults|error kinds|error patterns|errors and failures|issues|error entries|"
        "failure messages|kinds of errors"
    ),
    "happen": ("happen|occur|appear|show up|come up|repeat|are seen|turn up|are logged|arise|recur|are there|pop up"),
    "most": (
        "most|most often|most frequently|the most|more than once|the most often|repeatedly|"
        "again and again|all the time"
    ),
    "last": "last|latest|most recent|newest|final|recent|very last|youngest",
    "in": (
        "in|from|of|inside|within|out of|in the log|in the file|in the log file|from the log|"
        "from the file|of the log|of the file"
    ),
    "under": (
        "in|under|below|inside|within|beneath|in the folder|in the directory|under the directory|throughout|across"
    ),
    "disks": "disks|file systems|filesystems|partitions|volumes|mounts|mount points|drives|storage devices",
    "over": "over|above|beyond|exceeding|more than|higher than|past|upwards of|greater than",
    "aux": "please|kindly|now|quickly|just|simply|also|next",
}
_SYNONYM = re.compile(r"<(\w+)>")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_ALTERNATIVE = re.compile(r"\(([^()]*)\)")

# Words that carry no meaning a task depends on: they may be missing or replaced.
LOOSE = set(
    """the a an me please of in on for to all any is are there show list print give get find tell report check look
at and with what which do does have has it its this that from their my our i need want you can could would""".split()
)
LEADS = (
    "Please |Could you please |Hi, |Task: |Now |Hello. |Can you |Would you |Quick one: |Next: |"
    "I have a question. |Hey, |Question: |Your task: |First, |Kindly |OK, |For the report: |Then |Job: |"
    "As a first step, |Use the tools: |Do this: "
).split("|")
BACKGROUND = (
    "Users complain that {w} is slow. |We had an incident last night. |This is for the weekly report. |"
    "{W} stopped working at {n}. |I am debugging {w}. |You are helping with {w}. |"
    "A customer reported a problem with {w}. |We deploy {w} today. |The {w} team asked for this. |"
    "Something is wrong with {w}. |Ticket {n}. |The {w} service was restarted an hour ago. |I am new here. |"
    "{W} {w} {w}. |Since the update of {w} we see trouble. |Context: {w} {w}. "
).split("|")
TAILS = (
    " Be brief.| Thanks.| Answer in one paragraph.| Report the exact numbers.| Quote the lines.| Thank you.|"
    " Keep it short.| Do not change anything.| It is urgent.| Only facts.| Please be exact.| Give the numbers.|"
    " I am in a hurry.| {W} needs it.| Quote exactly."
).split("|")


def expand(chance: Chance, form: str) -> str:
    """One sentence of the grammar, slots still in place."""
    while "<" in form or "(" in form or "[" in form:
        if found := _SYNONYM.search(form):
            text = "(" + SYNONYMS[found[1]] + ")"
        elif found := _OPTIONAL.search(form):
            text = f"({found[1]})" if chance.happens(0.5) else ""
        elif found := _ALTERNATIVE.search(form):
            text = chance.random.choice(found[1].split("|"))
        else:
            raise ValueError(f"unbalanced form: {form}")
        form = form[: found.start()] + text + form[found.end() :]
    return re.sub(r" +([.,?:](?= |$)|$)", r"\1", re.sub(r" {2,}", " ", form)).strip()


def _loosen(chance: Chance, text: str) -> str:
    """Some words missing, swapped for others, or misspelt; slots and words with meaning stay."""
    share = chance.one(0, 0, 0.1, 0.3)
    if share == 0:
        return text
    words = []
    for word in text.split(" "):
        if word.lower().strip(",.?:") in LOOSE and chance.happens(share):
            if chance.happens(0.1):
                words.append(chance.word())
            continue
        if "{" not in word and len(word) > 4 and word.isalpha() and chance.happens(share / 8):
            place = chance.random.randrange(len(word) - 1)
            word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        words.append(word)
    return " ".join(words)


def _place_host(chance: Chance, text: str, host: str | None) -> str:
    """Names the host where the form has `{at}`, or in front."""
    if host is None:
        where = (
            chance.one(" here", " on this machine", " locally", " on the local machine") if chance.happens(0.08) else ""
        )
        return text.replace(" {at}", where)
    if chance.happens(0.18):
        text = text.replace(" {at}", "")
        lead = chance.one(
            "On {host}, ",
            "On {host}: ",
            "{host}: ",
            "On the host {host}, ",
            "For {host}: ",
            "Log in to {host} and ",
            "Connect to {host}. ",
            "Host {host}: ",
            "Go to {host} and ",
        )
        return lead + (text if chance.happens(0.3) else text[0].lower() + text[1:])
    where = chance.one(
        *[" on {host}"] * 6,
        " on host {host}",
        " on the host {host}",
        " on server {host}",
        " on the server {host}",
        " at {host}",
        " ({host})",
        " of {host}",
    )
    return text.replace(" {at}", where)


def worded(
    chance: Chance, forms: list[str], new: list[str], host: str | None = None, exact: bool = False, **slots
) -> str:
    """A task in somebody's words: from `forms`, or in evaluation of unseen wordings from `new`.

    `exact` keeps all words, where one that is missing could make it another task.
    """
    text = expand(chance, chance.random.choice(new if chance.new_wordings else forms))
    while not chance.new_wordings and _bare(text) in {_bare(form) for form in new}:
        text = expand(chance, chance.random.choice(forms))
    if chance.new_wordings:
        text = text.replace(" {at}", " on {host}" if host else "")
    else:
        text = _place_host(chance, text, host)
        if not text.strip(".?"):
            raise ValueError("a form without words")
        text = text if exact else _loosen(chance, text)
        text = text[0].upper() + text[1:] if chance.happens(0.75) else text
        text = _ending(chance, text)
        if chance.happens(0.15):
            text = chance.random.choice(LEADS) + text[0].lower() + text[1:]
        if chance.happens(0.08):
            text = chance.fill(chance.random.choice(BACKGROUND)) + text
        if chance.happens(0.1):
            text += chance.fill(chance.random.choice(TAILS))
        if chance.happens(0.06):
            text = text.lower() if chance.happens(0.7) else text
    for name, value in {"host": host, **slots}.items():
        text = text.replace("{" + name + "}", _quoted(chance, name, str(value)))
    return text


def _bare(text: str) -> str:
    """The words alone, to notice that the grammar made a sentence which is kept for evaluation."""
    return re.sub(r"[^a-z{} ]", "", text.lower())


def _ending(chance: Chance, text: str) -> str:
    if text[-1] in ".?":
        return text if chance.happens(0.85) else text[:-1]
    return text + chance.one("", ".", ".", "?", "")


def _quoted(chance: Chance, name: str, value: str) -> str:
    """Paths and words sometimes stand in quotes or backquotes."""
    if " " in value and name == "w" and chance.happens(0.6):
        return chance.one("'{}'", '"{}"').format(value)
    if chance.new_wordings or name not in ("f", "d", "k", "w") or chance.happens(0.9):
        return value
    return chance.one("`{}`", '"{}"', "'{}'").format(value)


def listing(items: list[str]) -> str:
    """`a, b and c`"""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def quotes(lines: list[str]) -> str:
    """The lines as an answer quotes them."""
    return "".join("\n> " + line for line in lines)


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
