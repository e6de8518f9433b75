"""Which update goes where: order matters, the first that fits takes the update; and the answers to presses."""

from typing import Any, cast

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from handlers import phrases
from handlers.context import Context
from handlers.conversation import edges as conversation
from handlers.conversation.actions import keyboards
from handlers.deciding.views import QUESTION
from handlers.desk import edges as desk
from handlers.journey import Command
from handlers.journeys import COMMANDS, ENDING, OWNERS, WORDS
from handlers.matters import edges as matters
from handlers.people import edges as people
from handlers.people.actions import migrated
from handlers.results import Refusal
from handlers.submissions.actions.seals import checked
from handlers.texts import first_units, fitting
from scoring.language import Spoken, speaking
from scoring.reading.ledger import is_act

ALERT_LIMIT = 200


async def message(update: Update, context: Context) -> None:
    """Find out what a message is: a command, a reply that decides, a command as a word, or nothing known."""
    said = cast("Message", update.message)
    text = said.text or said.caption or ""
    private = said.chat.type == said.chat.PRIVATE
    if phrases.strokes(text):
        slash = phrases.slash(text, context.bot.username, WORDS)
        if slash is not None and slash[0] in COMMANDS:
            await command(update, context, COMMANDS[slash[0]], slash[1])
        elif private:
            await people.unknown_command(update, context, "" if slash else phrases.addressee(text, WORDS))
        return
    if is_act(text) == "numbered":
        await matters.numbered(update, context, text)
    else:
        await _spoken(update, context, said, text)


async def _spoken(update: Update, context: Context, said: Message, text: str) -> None:
    """Find out what a message without a stroke or a number is."""
    private = said.chat.type == said.chat.PRIVATE
    found = phrases.word(phrases.unaddressed(text, context.bot.username), WORDS, colon=private)
    files = bool(said.photo or said.document)
    if private and found is None and phrases.decision(text) is None:
        found = phrases.english(text, COMMANDS)
    bare = found is not None and found[0] != "cancel" and not found[1].strip()
    word = OWNERS.words.get(phrases.compared(text))
    about = bool(is_act(text)) or (word is not None and word.reply is not None)
    if found is None and private and conversation.is_table(said):
        await conversation.table(update, context, text, OWNERS)
    elif found is None and private and word is not None and word.alone is not None:
        await context.act(word.alone, update)
    elif _is_reply(said, context, text, known=found is not None, bare=bare, about=about):
        await conversation.reply(update, context, OWNERS)
    elif found is not None:
        await command(update, context, COMMANDS[found[0]], found[1])
    elif private and (text or files or not said.media_group_id):
        await conversation.anything(update, context, text, OWNERS)
    elif files and not text and said.media_group_id:
        await conversation.album(update, context)


async def command(update: Update, context: Context, meant: Command, rest: str) -> None:
    """Do what a command says; one that is asked step by step needs nothing behind it."""
    context.work.command, context.work.action = "" if meant.looks else meant.name, f"/{meant.name}"
    if meant.steps and not rest.strip():
        await conversation.begin(update, context, meant.name)
    else:
        await meant.edge(update, context, rest)


def _is_reply(said: Message, context: Context, text: str, *, known: bool, bare: bool, about: bool) -> bool:
    """Say whether a message answers another one: a decision always, other words only to the bot's own message.

    `known`: it reads as a command, too; `bare`: with nothing behind it, which answers a question only as its buttons do
    (上报 an offer; 取消 any); `about`: as a word about a submission or a matter, which the message that made it is
    answered with, too.
    """
    answered = said.reply_to_message
    files = bool(said.photo or said.document)
    if answered is None or not (text or files):
        return False
    if files and not text:
        return True
    own = answered.from_user is not None and answered.from_user.id == context.account
    asked = own and any(question.lower() in (answered.text or "").lower() for question in QUESTION)
    if asked and bare and not _offers(answered, phrases.compared(text)):
        return False
    return asked or about or phrases.decision(text) is not None or (own and not known)


def _offers(answered: Message, word: str) -> bool:
    """Say whether a question has a button that is called as a word is, in whichever language."""
    rows = () if answered.reply_markup is None else answered.reply_markup.inline_keyboard
    labels = {button.text.lower() for row in rows for button in row}
    return word in labels or (word in phrases.REPORT and not labels.isdisjoint(phrases.REPORT))


async def edited(update: Update, context: Context) -> None:
    """Find out whether an edited message reads as a report."""
    said = update.edited_message
    text = "" if said is None else said.text or said.caption or ""
    slash = phrases.slash(text, context.bot.username, WORDS)
    await conversation.edited(update, context, text, slash or phrases.word(text, WORDS, colon=True))


async def moved(update: Update, context: Context) -> None:
    """Follow the group to its new id, told of in the old group or in the new one."""
    said = cast("Message", update.message)
    here, there, before = said.chat.id, said.migrate_to_chat_id, said.migrate_from_chat_id
    old, new = (before, here) if there is None else (here, there)
    await context.note(migrated, old, new, ending=ENDING)


async def membership(update: Update, context: Context) -> None:
    """Note what is told of the bot's own place in a chat; of another account it tells nothing about the present one."""
    change = update.my_chat_member
    if change is None or context.account != context.bot.id:
        return
    if change.chat.id < 0:
        await desk.membership(change, context)
    else:
        await people.membership(change, context)


async def press(update: Update, context: Context) -> None:
    """Do what a button says; every press is answered exactly once, a refusal as an alert.

    The answer is said beside the work: a chat server that is slow to take it holds up nobody.
    """
    query = cast("CallbackQuery", update.callback_query)
    found = keyboards.read(query.data or "")
    try:
        if found is None:
            raise Refusal("old_button")  # noqa: TRY301 - one way to answer refusals
        button, numbers, seal = found
        context.work.action = f"press:{button.word}"
        takes = (*numbers[: button.takes], *button.rest)
        if button.names:
            answer = await context.act(checked, update, button.act, button.names, tuple(numbers[:2]), seal, *takes)
        else:
            answer = await context.act(button.act, update, *takes)
    except Refusal as refusal:
        context.work.refusal = refusal
        await context.act(keyboards.look_again, update)
        _answer(context, query, refusal.code, refusal.values, alert=True)
    except Exception:
        if context.work.last_try:
            _answer(context, query, "press_failed", {}, alert=True)
        raise
    else:
        _answer(context, query, answer.code, answer.values, alert=answer.alert)


def _answer(context: Context, query: CallbackQuery, code: str, values: dict[str, object], *, alert: bool) -> None:
    """Answer a press beside the work; one of another account's message can be answered by nobody any more."""
    if context.account == context.bot.id:
        context.work.aside(answer_press(query, code, values, context.work.spoken, alert=alert))


async def answer_press(
    query: CallbackQuery, code: str, values: dict[str, object], spoken: Spoken | None, *, alert: bool
) -> None:
    """Answer a press; a refusal by the chat server (too old) holds up nothing."""
    with speaking(spoken):
        text = fitting(code, values, ALERT_LIMIT) if code else None
    try:
        await query.answer(text and first_units(text, ALERT_LIMIT), show_alert=alert)
    except TelegramError:
        return


def all_handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Return the handlers in order."""
    news = filters.UpdateType.MESSAGE
    return [
        CallbackQueryHandler(press),
        ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
        MessageHandler(news & filters.StatusUpdate.MIGRATE, moved),
        MessageHandler(news & ~filters.StatusUpdate.ALL, message),
    ]
