"""Seeded transcripts of an agent in Deputy's prompt format.

`document(seed, index)` is one conversation: system message, task, calls, results, answer. The same arguments give the
same conversation. Held-out words, hosts, paths and messages, and held-out wordings, are for evaluation.
"""

from .chance import Chance
from .conversation import Conversation
from .families import FAMILIES
from .prompt import compact_system_message, context_of, system_message
from .world import World


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
    world = World(chance)
    render = compact_system_message if chance.happens(compact) else system_message
    return _conversation(chance, world, render(chance, world), family, chained)


def documents(seed: str, index: int, compact: float, chained: float):
    """Endless conversations that have one system message in common, apart from the caller's context at its end."""
    chance = Chance(f"{seed}/{index}")
    world = World(chance)
    system = (compact_system_message if chance.happens(compact) else system_message)(chance, world)
    while True:
        yield _conversation(chance, world, system, None, chained)


def is_reply(message: dict) -> bool:
    """What the assistant says and should say; a draft that Deputy sends back is only there to be corrected."""
    return message["role"] == "assistant" and not message.get("draft")


def _conversation(chance: Chance, world: World, system: str, family: str | None, chained: float) -> dict:
    family = family or _draw(chance)
    conversation = Conversation(chance, world)
    FAMILIES[family].write(conversation)
    while chance.happens(chained):
        conversation.next_task()
        FAMILIES[_draw(chance)].write(conversation)
    text = system + context_of(chance, conversation.context)
    return {"family": family, "messages": [{"role": "system", "content": text}, *conversation.messages]}


def _draw(chance: Chance) -> str:
    return chance.random.choices(list(FAMILIES), [family.weight for family in FAMILIES.values()])[0]
