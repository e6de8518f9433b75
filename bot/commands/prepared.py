"""What a house still needs: its people, and a group in which the bot may post."""

from collections.abc import Iterable

from telegram import ChatMember, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import ExtBot

from bot.commands.texts import said
from scoring.rulebook.model import Rulebook
from storage.roster import Entry

NEEDED = {"may_text": "can_send_messages", "may_photo": "can_send_photos", "may_file": "can_send_documents"}
"""What the bot sends to its group, by the chat server's name of the right."""


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
    try:
        chat = await bot.get_chat(group)
        me = await bot.get_chat_member(group, bot.id)
    except ChatMigrated as error:
        return "", [said("group_moved", group=group, to=error.new_chat_id)]
    except Forbidden:
        return "", [said("group_outside", title=group)]
    except BadRequest:
        return "", [said("group_unknown", group=group)]
    title = chat.title or str(group)
    if me.status in (ChatMember.LEFT, ChatMember.BANNED):
        return title, [said("group_outside", title=title)]
    rights = me if isinstance(me, ChatMemberRestricted) else chat.permissions
    if me.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER):
        rights = None
    shut = [said(what) for what, right in NEEDED.items() if getattr(rights, right, None) is False]
    return title, [said("group_forbids", title=title, what="、".join(shut))] if shut else []
