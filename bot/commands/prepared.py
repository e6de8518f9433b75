"""What a house still needs: its people, a group in which the bot may post, and that updates come to it."""

from collections.abc import Callable, Iterable
from datetime import date

from telegram import WebhookInfo
from telegram.ext import ExtBot

from bot.commands.texts import said
from bot.incoming.group import look
from bot.incoming.webhook import why_not
from bot.process import say
from bot.settings import Settings
from bot.texts import either
from scoring.language import both, named
from scoring.rulebook.model import Rulebook
from storage.roster import Entry

STAFF = ("head", "reviewer")
"""Roles that somebody has for a unit."""


def missing_people(rulebook: Rulebook, entries: Iterable[Entry], today: date) -> list[str]:
    """Name the competing units that have no head, those that decide without a reviewer, and whoever's unit has left."""
    known = [entry for entry in entries if entry.telegram_id is not None]
    acting = {(entry.role, entry.unit) for entry in known}
    gone = {unit.id: named(unit.name) for unit in rulebook.units if unit.has_left(today)}
    staying = [unit for unit in rulebook.units if unit.id not in gone]
    leading = {*rulebook.leading}
    heads = [named(unit.name) for unit in staying if unit.arena is not None and ("head", unit.id) not in acting]
    reviewers = [named(unit.name) for unit in staying if unit.id in leading and ("reviewer", unit.id) not in acting]
    left = [
        both(f"{entry.name}（{gone[entry.unit]}）", f"{entry.name} ({gone[entry.unit]})")
        for entry in known
        if entry.role in STAFF and entry.unit in gone
    ]
    found = (("no_head", heads), ("no_reviewer", reviewers), ("unit_left", list(dict.fromkeys(left))))
    return [said(code, count=len(names), units=either(names)) for code, names in found if names]


async def group_faults(bot: ExtBot[None], group: int, note: Callable[[str], None]) -> tuple[str, list[str]]:
    """Return the group's title, and what keeps the bot from posting there."""
    title, lacks, cautions = await look(bot, group)
    if "unknown" in lacks:
        return "", [said("group_unknown", group=group)]
    if "outside" in lacks:
        return title, [said("group_outside", title=title)]
    for caution in cautions:
        note(said(f"group_{caution}"))
    return title, [said("group_forbids", title=title, what=either(map(said, lacks)))] if lacks else []


def say_how_updates_come(settings: Settings, known: WebhookInfo, note: Callable[[str], None]) -> None:
    """Say where updates are brought, if they are, whether the chat server knows, and what keeps them from arriving."""
    ours = settings.webhook_url
    if ours:
        say(said("webhook", url=ours, http=settings.http))
    if known.url != ours:
        note(said("webhook_other", url=known.url) if known.url else said("webhook_none"))
    elif reason := why_not(known):
        note(said("webhook_fails", count=known.pending_update_count, reason=reason))
