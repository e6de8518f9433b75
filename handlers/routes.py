"""Every handler, in one list; order matters: the first that fits takes the update."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    filters,
)

from handlers import desks, evidence, people, phrases, reports, reviews, standings
from handlers.context import Context
from handlers.views.cards import QUESTION

Edge = Callable[[Update, Context, str], Awaitable[None]]

COMMANDS: dict[str, Edge] = {
    "start": people.start,
    "report": reports.report,
    "highlight": reports.highlight,
    "pending": standings.pending,
    "digest": standings.digest,
    "mine": standings.mine,
    "rank": standings.rank,
    "why": standings.why,
    "undo": reports.undo,
    "batch": desks.batch,
    "form": desks.form,
    "appeal": reports.appeal,
    "rules": standings.rules_,
    "cancel": people.cancel,
    "help": people.help_,
    "bureau": people.not_open_yet,
    "feedback": people.feedback_,
}
MENU = {
    "report": "上报 指标 数值",
    "highlight": "亮点等事项 指标 级别 标题",
    "pending": "待办",
    "mine": "我的得分与申报",
    "rank": "排名",
    "why": "为什么是这个分",
    "rules": "竞赛规则",
    "undo": "撤回申报",
    "appeal": "异议 编号 理由",
    "feedback": "给管理员留言",
    "help": "帮助",
}


async def message(update: Update, context: Context) -> None:
    """Find out what a message is: a command, a reply that decides, a command as a word, or nothing known."""
    said = cast("Message", update.message)
    text = said.text or said.caption or ""
    command = phrases.slash(text, context.bot.username)
    if command is not None and command[0] in COMMANDS:
        context.work.command = command[0] != "cancel"
        await COMMANDS[command[0]](update, context, command[1])
        return
    if text.startswith("/"):
        if command is not None and said.chat.type == said.chat.PRIVATE:
            await people.unknown_command(update, context)
        return
    word, files = phrases.word(text), bool(said.photo or said.document)
    if word is None and (edge := desks.edge_of(said, text)) is not None:
        await edge(update, context, text)
    elif _is_reply(said, context, text, word):
        await reviews.reply(update, context, said)
    elif word is not None:
        context.work.command = word[0] != "cancel"
        await COMMANDS[word[0]](update, context, word[1])
    elif said.chat.type == said.chat.PRIVATE and (text or files or not said.media_group_id):
        await reports.anything(update, context, text)
    elif files and not text and said.media_group_id:
        await evidence.album(update, context)


def _is_reply(said: Message, context: Context, text: str, word: tuple[str, str] | None) -> bool:
    """Say whether a message answers another one: a decision always, other words only to the bot's own message."""
    answered = said.reply_to_message
    files = bool(said.photo or said.document)
    if answered is None or not (text or files):
        return False
    if files and not text:
        return True
    own = answered.from_user is not None and answered.from_user.id == context.bot.id
    asked = own and QUESTION in (answered.text or "")
    return asked or phrases.decision(text) is not None or (own and word is None)


def all_handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Return the handlers in order."""
    news = filters.UpdateType.MESSAGE
    return [
        CallbackQueryHandler(reviews.press),
        ChatMemberHandler(people.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, people.edited),
        MessageHandler(news & filters.StatusUpdate.MIGRATE, people.migrated),
        MessageHandler(news & ~filters.StatusUpdate.ALL, message),
    ]
