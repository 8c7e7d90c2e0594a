"""Seeded transcripts of an agent in Deputy's prompt format.

`document(seed, index)` is one conversation: system message, task, calls, results, answer. The same arguments give the
same conversation. Held-out words, hosts, paths and messages, and held-out wordings, are for evaluation.
"""

from .chance import Chance
from .conversation import Conversation
from .families import FAMILIES
from .prompt import compact_system_message, system_message


def document(
    seed: str,
    index: int,
    held_out: bool = False,
    new_wordings: bool = False,
    family: str | None = None,
    compact: float = 0.0,
    chained: float = 0.0,
) -> dict:
    """`{"family": …, "messages": […]}`; `compact` and `chained` are the shares with a short system message and with
    a second task of another family."""
    chance = Chance(f"{seed}/{index}/{held_out}/{new_wordings}", held_out, new_wordings)
    family = family or _draw(chance)
    conversation = Conversation(chance)
    FAMILIES[family].write(conversation)
    while chance.happens(chained):
        conversation.next_task()
        FAMILIES[_draw(chance)].write(conversation)
    render = compact_system_message if chance.happens(compact) else system_message
    system = {"role": "system", "content": render(chance, conversation)}
    return {"family": family, "messages": [system, *conversation.messages]}


def _draw(chance: Chance) -> str:
    return chance.random.choices(list(FAMILIES), [family.weight for family in FAMILIES.values()])[0]
