"""Edges of reviewing: replies that decide, and presses on buttons."""

import html
import re
from collections.abc import Awaitable, Callable
from typing import cast

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from handlers import desks, evidence, phrases
from handlers.actions import (
    cases,
    dialogues,
    digests,
    edits,
    nudges,
    posts,
    questions,
    reminded,
    replies,
    reviews,
    transfers,
    withdrawals,
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


Press = Callable[[Context, Update, list[int]], Awaitable[Answer]]


async def _confirm(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reviews.decide, update, key[0], Decision("confirm"), key[1])


async def _take_back(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reviews.decide, update, key[0], Decision("take_back"), key[1])


def _asking(kind: str) -> Press:
    async def press(context: Context, update: Update, key: list[int]) -> Answer:
        return await context.act(replies.ask, update, key[0], key[1], kind)

    return press


async def _withdraw(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(withdrawals.withdraw, update, key[0])


async def _restore(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(withdrawals.restore, update, key[0])


async def _see(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(replies.see, update, key[0])


async def _sign(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(cases.sign, update, key[0], key[1])


async def _transfer(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(transfers.offer, update, key[0], key[1])


async def _transfer_to(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(transfers.transfer_to, update, key[0], key[1], key[2])


async def _draft(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(questions.press, update, key[0], key[1])


async def _step(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(dialogues.press, update, key[0], key[1])


async def _begin(context: Context, update: Update, _key: list[int]) -> Answer:
    return await context.act(dialogues.begin, update, "report")


async def _edited(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(edits.press, update, key[0], key[1])


async def _arrived(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(posts.settle_unknown, update, key[0], bool(key[1]))


async def _nil(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reminded.nil, update, key[0], key[1])


async def _mute(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(reminded.mute, update, key[0])


async def _nudge(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(nudges.nudge, update, key[0])


async def _digest(context: Context, update: Update, key: list[int]) -> Answer:
    return await context.act(digests.choose, update, bool(key[0]))


PRESSES: dict[str, Press] = {
    "ok": _confirm,
    "no": _asking("ask_reason"),
    "am": _asking("ask_value"),
    "mod": _asking("ask_new"),
    "ap": _asking("ask_appeal"),
    "up": _asking("ask_uphold"),
    "rv": _asking("ask_revise"),
    "cr": _asking("ask_correct"),
    "dc": _asking("ask_decline"),
    "sg": _sign,
    "tr": _transfer,
    "to": _transfer_to,
    "tb": _take_back,
    "wd": _withdraw,
    "rs": _restore,
    "see": _see,
    "q": _draft,
    "d": _step,
    "e": _edited,
    "rep": _begin,
    "out": _arrived,
    "bat": desks.press_preview,
    "bok": desks.press_confirm,
    "bno": desks.press_cancel,
    "frm": desks.press_form,
    "iok": desks.press_submit,
    "ino": desks.press_discard,
    "add": evidence.press_add,
    "use": evidence.press_use,
    "sev": evidence.press_show,
    "fin": evidence.press_finish,
    "nil": _nil,
    "mute": _mute,
    "urge": _nudge,
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
