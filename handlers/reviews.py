"""Edges of reviewing: replies that decide, and presses on buttons."""

import html
import re
from collections.abc import Awaitable, Callable
from typing import cast

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from handlers import phrases
from handlers.actions import (
    batches,
    cases,
    dialogues,
    digests,
    edits,
    evidence,
    finishing,
    nudges,
    posts,
    questions,
    reminded,
    replies,
    reviews,
    transfers,
    viewing,
    withdrawals,
    workbooks,
)
from handlers.context import Context
from handlers.results import Answer, Decision, Refusal, RepliedTo
from handlers.views.texts import sentence

ALERT_LIMIT = 200
KEY_PART = re.compile(r"-?[0-9]{1,18}")


async def reply(update: Update, context: Context, message: Message) -> None:
    """Read a reply to a card, to a later message about a submission, or to the message that reported it."""
    answered = cast("Message", message.reply_to_message)
    own = answered.from_user is not None and answered.from_user.id == context.bot.id
    text = message.text or message.caption or ""
    decided = phrases.decision(text)
    replied = RepliedTo(answered.message_id, (answered.text or answered.caption or "") if own else None)
    await context.act(replies.reply, update, replied, decided, text)


Action = Callable[..., Answer]
Press = Callable[[Context, Update, list[int]], Awaitable[Answer]]


async def _confirm(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reviews.decide, update, key[0], Decision("confirm"), key[1])


async def _take_back(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reviews.decide, update, key[0], Decision("take_back"), key[1])


async def _arrived(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(posts.settle_unknown, update, key[0], bool(key[1]))


async def _digest(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(digests.choose, update, bool(key[0]))


def _with(keys: int, action: Action, *rest: object) -> Press:
    """Return a press that gives an action the first so many numbers of its button."""

    async def press(context: Context, update: Update, key: list[int]) -> Answer:
        return await context.act(action, update, *key[:keys], *rest)

    return press


PRESSES: dict[str, Press] = {
    "ok": _confirm,
    "tb": _take_back,
    "no": _with(2, replies.ask, "ask_reason"),
    "am": _with(2, replies.ask, "ask_value"),
    "mod": _with(2, replies.ask, "ask_new"),
    "ap": _with(2, replies.ask, "ask_appeal"),
    "up": _with(2, replies.ask, "ask_uphold"),
    "rv": _with(2, replies.ask, "ask_revise"),
    "cr": _with(2, replies.ask, "ask_correct"),
    "dc": _with(2, replies.ask, "ask_decline"),
    "sg": _with(2, cases.sign),
    "tr": _with(2, transfers.offer),
    "to": _with(3, transfers.transfer_to),
    "wd": _with(1, withdrawals.withdraw),
    "rs": _with(1, withdrawals.restore),
    "see": _with(1, replies.see),
    "q": _with(2, questions.press),
    "d": _with(2, dialogues.press),
    "e": _with(2, edits.press),
    "rep": _with(0, dialogues.begin, "report"),
    "out": _arrived,
    "bat": _with(0, batches.preview),
    "bok": _with(1, batches.confirm),
    "bno": _with(1, batches.cancel),
    "frm": _with(0, workbooks.offer),
    "iok": _with(1, workbooks.submit),
    "ino": _with(1, workbooks.discard),
    "add": _with(1, evidence.ask),
    "use": _with(1, evidence.use),
    "sev": _with(1, viewing.show),
    "fin": _with(1, finishing.finish),
    "nil": _with(2, reminded.nil),
    "mute": _with(1, reminded.mute),
    "urge": _with(1, nudges.nudge),
    "dig": _digest,
}


async def press(update: Update, context: Context) -> None:
    """Do what a button says; every press is answered exactly once, a refusal as an alert.

    The answer is said beside the work: a chat server that is slow to take it holds up nobody.
    """
    query = cast("CallbackQuery", update.callback_query)
    name, *key = (query.data or "").split(":")
    parts = 3 if name == "to" else 2
    act = PRESSES.get(name) if len(key) == parts and all(KEY_PART.fullmatch(part) for part in key) else None
    try:
        if act is None:
            raise Refusal("old_button")  # noqa: TRY301 - one way to answer refusals
        answer = await act(context, update, [int(part) for part in key])
    except Refusal as refusal:
        context.work.aside(answer_press(query, refusal.code, refusal.values, alert=True))
    except Exception:
        if context.work.last_try:
            context.work.aside(answer_press(query, "press_failed", {}, alert=True))
        raise
    else:
        context.work.aside(answer_press(query, answer.code, answer.values, alert=answer.alert))


async def answer_press(query: CallbackQuery, code: str, values: dict[str, object], *, alert: bool) -> None:
    """Answer a press; a refusal by the chat server (too old) holds up nothing."""
    text = html.unescape(sentence(code, values)) if code else None
    try:
        await query.answer(text and text[:ALERT_LIMIT], show_alert=alert)
    except TelegramError:
        return
