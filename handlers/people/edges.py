"""Edges of who is who: /help, /feedback, and what the chat server tells about people."""

from telegram import ChatMember, ChatMemberUpdated, Update

from handlers.context import Context
from handlers.journey import KNOWN, Command, Journey, Press
from handlers.people import actions
from handlers.people.texts import TEXTS


async def help_(update: Update, context: Context, rest: str) -> None:
    """`/help`: by role."""
    del rest
    await context.act(actions.help_, update)


async def feedback(update: Update, context: Context, rest: str) -> None:
    """`/feedback 话`: a word to the admins."""
    await context.act(actions.send_feedback, update, rest)


async def language(update: Update, context: Context, rest: str) -> None:
    """`/language [zh|en]`: in which language the bot speaks here."""
    await context.act(actions.language_asked, update, rest)


async def unknown_command(update: Update, context: Context, bot: str) -> None:
    """Say in private that there is no such command, or that it names another `bot`."""
    await context.act(actions.unknown_command, update, bot)


async def membership(change: ChatMemberUpdated, context: Context) -> None:
    """Note who blocked the bot or let it in again."""
    down = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    await context.note(actions.blocked, change.chat.id, down=down)


JOURNEY = Journey(
    name="people",
    texts=TEXTS,
    commands=(
        Command("help", help_, ("帮助",), menu=15, readers=(*KNOWN, "stranger"), looks=True),
        Command("feedback", feedback, ("反馈",), menu=14, steps=True),
        Command("language", language, ("语言",), menu=17, readers=(*KNOWN, "stranger"), looks=True),
    ),
    presses=(Press("language", actions.speak, takes=1, numbers=1),),
)
