"""The last errors in a container's log."""

from ..conversation import Conversation
from ..outputs import LogFormat
from ..wording import plural, quotes, worded

FORMS = [
    "(any|are there) (errors|problems|failures) (in|from|of) [the] [docker] container {c} {at}?",
    "(inspect|check|read) [the] docker logs (for|of) {c} {at}[, (only errors|just the errors|for errors)]",
    "(has|did) [the] [docker] container {c} {at} (complained|complain|fail|failed|log|logged) [about anything|errors|any error]?",
    "(tell me|show|list|report) the (latest|last|newest|recent) errors of the container (called|named|) {c} {at}",
    "docker logs {c} {at} errors",
    "(what|which) errors (does|did) [the] [docker] container {c} {at} (log|report|show|print)?",
    "(the|our) container {c} {at} (crashes|fails|restarts|misbehaves). (what|which) errors does it log?",
    (
        "<check> the (logs|log|docker logs|container logs|output) of [the] (container|docker container) {c} {at} "
        "(for|and <say>) [the] (errors|recent errors|problems|last errors)"
    ),
    "<show> [the] [recent|last|latest] errors (in|of|from) [the] (container|docker container) {c} {at}",
    "are there [any] errors in the (docker logs|container log|logs) of [the container] {c} {at}?",
    "what (went|goes) wrong in the [docker] container {c} {at}?",
    "(does|did) the [docker] container {c} {at} (have|log|report|print) [any] errors?",
    "(docker logs|container logs|container) {c} {at}, (only errors|errors only|the errors)",
    "why does the container {c} {at} (fail|crash|restart)? Show its errors.",
    "<find> errors in the [docker] container {c} {at}",
    "is the [docker] container {c} {at} (reporting|logging|showing) errors?",
]
NEW = [
    "Any errors from the container {c} {at}?",
    "Inspect docker logs for {c} {at}, only errors.",
    "Has docker container {c} {at} complained about anything?",
    "Tell me the latest errors of the container called {c} {at}.",
]


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    container = chance.name()
    conversation.user(worded(chance, FORMS, NEW, conversation.host, c=container))
    conversation.run(f"docker logs {container} 2>&1 | grep -iE 'error|fatal|crit' | tail -n 3")
    if conversation.failed():
        return
    log = LogFormat(chance)
    lines = [log.line(chance.one("error", "error", "fatal")) for _ in range(chance.one(0, 1, 2, 3, 3))]
    conversation.last_result(lines)
    if not lines:
        conversation.answer(f"The logs of container {container}{conversation.at} show no error.")
        return
    conversation.answer(
        f"The last {plural(len(lines), 'error line')} of container {container}{conversation.at}:" + quotes(lines)
    )
