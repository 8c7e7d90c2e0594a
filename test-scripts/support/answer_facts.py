"""Whether an answer holds a fact: the one rule by which all checks of answers judge."""

import re


def holds(answer: str, fact: str) -> bool:
    """True where the answer has the text, in whatever case; a number at its ends is a whole one: 5 is not in 15 or 5.2."""
    pattern = re.escape(fact)
    if fact[:1].isdigit():
        pattern = r"(?<![\w.,])" + pattern
    if fact[-1:].isdigit():
        pattern += r"(?!\w|[.,:]\d)"
    return re.search(pattern, answer, re.IGNORECASE) is not None
