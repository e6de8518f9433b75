"""What a house still needs: its people, and a group in which the bot may post."""

from collections.abc import Iterable

from telegram.ext import ExtBot

from bot.commands.texts import said
from bot.incoming.group import look
from bot.process import say
from scoring.rulebook.model import Rulebook
from storage.roster import Entry


def missing_people(rulebook: Rulebook, entries: Iterable[Entry]) -> list[str]:
    """Name the competing units that have no head, and the leads that have no reviewer."""
    acting = {(entry.role, entry.unit) for entry in entries if entry.telegram_id is not None}
    leads = {lead for metric in rulebook.metrics for lead in metric.leads}
    heads = [unit.name for unit in rulebook.units if unit.arena is not None and ("head", unit.id) not in acting]
    reviewers = [unit.name for unit in rulebook.units if unit.id in leads and ("reviewer", unit.id) not in acting]
    found = (("no_head", heads), ("no_reviewer", reviewers))
    return [said(code, count=len(names), units="、".join(names)) for code, names in found if names]


async def group_faults(bot: ExtBot[None], group: int) -> tuple[str, list[str]]:
    """Return the group's title, and what keeps the bot from posting there."""
    title, lacks, cautions = await look(bot, group)
    if "unknown" in lacks:
        return "", [said("group_unknown", group=group)]
    if "outside" in lacks:
        return title, [said("group_outside", title=title)]
    for caution in cautions:
        say(said(f"group_{caution}"))
    return title, [said("group_forbids", title=title, what="、".join(map(said, lacks)))] if lacks else []
