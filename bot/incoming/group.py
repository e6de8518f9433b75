"""What the bot may do in its group: asked at the chat server, told by codes."""

from telegram import ChatMember, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.incoming.errands import AT_ONCE
from bot.store import Store
from handlers.desk.actions import group

NEEDED = {"may_text": "can_send_messages", "may_photo": "can_send_photos", "may_file": "can_send_documents"}
"""What the bot sends to its group, by the chat server's name of the right."""
LATER = 60.0
"""Seconds until a chat server that did not answer is asked again."""


async def look(bot: ExtBot[None], chat: int) -> tuple[str, list[str], list[str]]:
    """Return a group's title, what the bot lacks there, and what else is to be known."""
    try:
        found = await bot.get_chat(chat)
        me = await bot.get_chat_member(chat, bot.id)
    except (BadRequest, ChatMigrated, Forbidden):
        return "", ["unknown"], []
    title = found.title or str(chat)
    if me.status in (ChatMember.LEFT, ChatMember.BANNED):
        return title, ["outside"], []
    is_admin = me.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)
    rights = me if isinstance(me, ChatMemberRestricted) else found.permissions
    lacks = [] if is_admin else [what for what, right in NEEDED.items() if getattr(rights, right, None) is False]
    deaf = not is_admin and not bot.bot.can_read_all_group_messages
    cautions = {"privacy": deaf, "forum": bool(found.is_forum)}
    return title, lacks, [name for name, holds in cautions.items() if holds]


class Group:
    """Looks at the bureau's group where the house does not know what the bot may do there."""

    def __init__(self, bot: ExtBot[None], store: Store) -> None:
        self._bot = bot
        self._store = store

    async def step(self) -> float | None:
        """Look once, if that is to be done (see `Errands`)."""
        chat = await self._store.ask("group", group.to_look_at)
        if chat is None:
            return None
        try:
            title, lacks, cautions = await look(self._bot, chat)
        except TelegramError:
            return LATER
        await self._store.act("group", lambda turn: group.saw(turn, chat, title, lacks, cautions))
        return AT_ONCE
