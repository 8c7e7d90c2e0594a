"""The families of tasks that the demo model knows, one file each.

A family writes one conversation: `write(conversation)` adds the task, the calls, their results and the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..conversation import Conversation
from . import (
    disk,
    docker,
    errors,
    facts,
    folders,
    follow,
    given,
    health,
    lines,
    logins,
    outside,
    reading,
    recent,
    search,
    settings,
)


@dataclass(frozen=True)
class Family:
    """How transcripts of a family are written and how often they are drawn."""

    write: Callable[[Conversation], None]
    weight: int


FAMILIES = {
    "errors": Family(errors.write, 13),
    "recent": Family(recent.write, 17),
    "disk": Family(disk.write, 11),
    "lines": Family(lines.write, 9),
    "health": Family(health.write, 7),
    "folders": Family(folders.write, 10),
    "settings": Family(settings.write, 13),
    "facts": Family(facts.write, 8),
    "logins": Family(logins.write, 5),
    "docker": Family(docker.write, 4),
    "search": Family(search.write, 8),
    "reading": Family(reading.write, 14),
    "outside": Family(outside.write, 17),
    "given": Family(given.write, 12),
    "follow": Family(follow.write, 14),
}
