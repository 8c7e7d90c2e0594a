"""A second question in the same conversation that leans on the first."""

from ..conversation import Conversation
from . import disk, errors, facts, health, recent, settings


def write(conversation: Conversation) -> None:
    chance = conversation.chance
    kind = chance.random.random()
    if kind < 0.3:
        first, second = chance.random.sample(sorted(facts.SHORT), 2)
        facts.write(conversation, first)
        facts.again(conversation, second)
    elif kind < 0.58 and conversation.host:
        _other_host(conversation)
    elif kind < 0.67:
        facts.write(conversation, chance.random.choice(sorted(facts.SHORT)))
        disk.again(conversation)
    elif kind < 0.74:
        settings.write(conversation)
        settings.again(conversation)
    elif kind < 0.82:
        errors.write(conversation)
        errors.write(conversation, again=True)
    else:
        errors.write(conversation)
        recent.again(conversation)


def _other_host(conversation: Conversation) -> None:
    chance = conversation.chance
    which = chance.random.random()
    if which < 0.6:
        kind = chance.random.choice(sorted(facts.COMMANDS))
        facts.write(conversation, kind)
        service = conversation.subject["service"]
        facts.ask_other_host(conversation)
        facts.finish(conversation, kind, service)
    elif which < 0.8:
        share = chance.one(70, 80, 90, chance.random.randint(5, 95))
        conversation.user(
            chance.one(
                "Which disks on {h} are over {p}%?",
                "Report file systems on {h} above {p}%.",
                "Any partition on {h} over {p}%?",
            )
            .replace("{h}", conversation.host)
            .replace("{p}", str(share))
        )
        disk.over(conversation, share)
        facts.ask_other_host(conversation)
        disk.over(conversation, share)
    else:
        conversation.user(
            chance.one("Check the health of {h}.", "Run a health check on {h}.", "How is {h} doing?").replace(
                "{h}", conversation.host
            )
        )
        health.finish(conversation)
        facts.ask_other_host(conversation)
        health.finish(conversation)
