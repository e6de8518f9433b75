"""Edges of who is who: /start, /help, /cancel, /feedback, and what the chat server tells about chats."""

from typing import cast

from telegram import ChatMember, Message, Update

from handlers import phrases
from handlers.actions import dialogues, edits, feedback, people
from handlers.context import Context


async def start(update: Update, context: Context, rest: str) -> None:
    """`/start`: greets, or says how to get in."""
    del rest
    await context.act(people.start, update)


async def help_(update: Update, context: Context, rest: str) -> None:
    """`/help`: by role."""
    del rest
    await context.act(people.help_, update)


async def cancel(update: Update, context: Context, rest: str) -> None:
    """`/cancel`: ends what was half done."""
    del rest
    await context.act(people.cancel, update)


async def feedback_(update: Update, context: Context, rest: str) -> None:
    """`/feedback 话`: a word to the admins; bare: asked for it."""
    if rest.strip():
        await context.act(feedback.send, update, rest)
    else:
        await context.act(dialogues.begin, update, "feedback")


async def not_open_yet(update: Update, context: Context, rest: str) -> None:
    """Say that a command of the published list is not open in this version."""
    del rest
    await context.act(people.say, update, "not_open_yet")


async def unknown_command(update: Update, context: Context) -> None:
    """Say in private that there is no such command."""
    await context.act(people.say, update, "unknown_command")


async def edited(update: Update, context: Context) -> None:
    """Say that an edited message executes nothing, or ask whether the new value of a report is meant."""
    message = update.edited_message
    text = "" if message is None else message.text or message.caption or ""
    command = phrases.slash(text, context.bot.username) or phrases.word(text)
    lines = phrases.report_lines(command[1]) if command is not None and command[0] == "report" else ()
    await context.act(edits.edited, update, lines)


async def membership(update: Update, context: Context) -> None:
    """Note who blocked the bot or let it in again."""
    change = update.my_chat_member
    if change is None or change.chat.id < 0:
        return
    down = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    await context.work.run(people.blocked, None, change.chat.id, down=down)
    context.work.acted = True


async def migrated(update: Update, context: Context) -> None:
    """Follow the group to its new id, told of in the old group or in the new one."""
    message = cast("Message", update.message)
    here, there, before = message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id
    old, new = (before, here) if there is None else (here, there)
    await context.work.run(people.migrated, None, old, new)
    context.work.acted = True
