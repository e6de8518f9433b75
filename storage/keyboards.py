"""Keyboards: the buttons under sent messages with the topics that they follow from, so that none stays that lies.

What happens in a transaction touches topics (`Transaction.touched`); `renew` owes an edit to every message about them.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, select, update

from storage import outbox
from storage.database import Transaction
from storage.dialect import insert
from storage.facts import EVERYTHING
from storage.tables.traffic import keyboard_topics, keyboards

KIND = "keyboard"
"""The kind of letter that brings the buttons of a message up to date."""
MOST = 500
"""Topics asked for in one statement."""

Labelled = list[list[tuple[str, str]]]
"""Rows of buttons: what each says and what it carries."""
UNSURE: Labelled = [[]]
"""What no message bears: one of which this is noted is edited in any case."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Buttons under a message: `offered` are all that it may bear, `shown` those that it bears now."""

    id: int
    chat: int
    message: int
    bot: int | None
    letter: int
    offered: Labelled
    shown: Labelled


def put(
    tx: Transaction,
    chat: int,
    message: int,
    bot: int | None,
    *,
    letter: int,
    offered: Labelled,
    shown: Labelled,
    topics: Collection[str],
    until: datetime | None,
) -> int:
    """Note the buttons that a message bears from now on; returns the number of its keyboard."""
    forget(tx, chat, message, bot)
    row = {
        "chat": chat,
        "message": message,
        "bot": bot,
        "letter": letter,
        "offered": json.dumps(offered, ensure_ascii=False),
        "shown": json.dumps(shown, ensure_ascii=False),
        "until": until,
        "renewals": 0,
    }
    number = int((tx.run(_PUT, row).inserted_primary_key or (0,))[0])
    for topic in sorted(topics):
        tx.run(_PUT_TOPIC, {"topic": topic, "keyboard": number})
    return number


def get(tx: Transaction, number: int) -> Keyboard | None:
    """Return a keyboard; None where its message bears none any more."""
    row = tx.one(_GET, {"wanted": number})
    return None if row is None else _keyboard(row)


def under(tx: Transaction, chat: int, message: int, bot: int | None) -> Keyboard | None:
    """Return what stands under a message of an account."""
    row = tx.one(_UNDER, {"in_chat": chat, "as_message": message, "of_bot": bot})
    return None if row is None else _keyboard(row)


def show(tx: Transaction, number: int, shown: Labelled, until: datetime | None) -> None:
    """Note which buttons of a keyboard are shown now, and when they are to be looked at again."""
    values = {"shown": json.dumps(shown, ensure_ascii=False), "until": until}
    tx.run(update(keyboards).where(keyboards.c.id == number).values(values))


def reword(tx: Transaction, topic: str) -> None:
    """Let every message about a topic be edited the next time that it is looked at, whatever buttons it bears."""
    mine = keyboards.c.id.in_(select(keyboard_topics.c.keyboard).where(keyboard_topics.c.topic == topic))
    tx.run(update(keyboards).where(mine).values(shown=json.dumps(UNSURE)))


def forget(tx: Transaction, chat: int, message: int, bot: int | None) -> None:
    """Forget the buttons of a message that bears none any more."""
    for row in tx.all(_UNDER, {"in_chat": chat, "as_message": message, "of_bot": bot}):
        drop(tx, row.id)


def drop(tx: Transaction, number: int) -> None:
    """Forget a keyboard that will never bear a button again."""
    _drop(tx, keyboards.c.id == number)


def leave(tx: Transaction, chat: int) -> None:
    """Forget the buttons of a chat whose messages cannot be reached any more."""
    _drop(tx, keyboards.c.chat == chat)


_PUT, _PUT_TOPIC = insert(keyboards), insert(keyboard_topics)
_GET = select(keyboards).where(keyboards.c.id == bindparam("wanted"))
_ABOUT = select(keyboard_topics.c.keyboard).where(keyboard_topics.c.topic.in_(bindparam("topics", expanding=True)))
_FADING = (
    select(keyboards)
    .where(keyboards.c.until <= bindparam("by", type_=keyboards.c.until.type))
    .order_by(keyboards.c.until, keyboards.c.id)
    .limit(bindparam("most"))
)
_UNDER = select(keyboards).where(
    keyboards.c.chat == bindparam("in_chat"),
    keyboards.c.message == bindparam("as_message"),
    keyboards.c.bot.is_not_distinct_from(bindparam("of_bot")),
)


def _drop(tx: Transaction, *which: ColumnElement[bool]) -> None:
    for row in tx.all(select(keyboards.c.id).where(*which)):
        tx.run(delete(keyboard_topics).where(keyboard_topics.c.keyboard == row.id))
        tx.run(delete(keyboards).where(keyboards.c.id == row.id))


def fading(tx: Transaction, now: datetime, most: int = 1) -> list[Keyboard]:
    """Return keyboards that are to be looked at again by now though nothing was done."""
    return [_keyboard(row) for row in tx.run(_FADING, {"by": now, "most": most})]


def renew(tx: Transaction) -> None:
    """Owe to every message about what was touched in a transaction that its buttons are brought up to date, once."""
    if not tx.touched:
        return
    topics = sorted(tx.touched)
    numbers: set[int] = set()
    for start in range(0, len(topics), MOST):
        numbers |= {row.keyboard for row in tx.all(_ABOUT, {"topics": topics[start : start + MOST]})}
    if EVERYTHING in tx.touched:
        numbers |= {row.id for row in tx.all(select(keyboards.c.id))}
    tx.touched.clear()
    for number in sorted(numbers):
        owe(tx, number)


def owe(tx: Transaction, number: int) -> None:
    """Owe to a message that its buttons are brought up to date; what was owed before becomes superfluous."""
    c = keyboards.c
    counted = update(keyboards).where(c.id == number).values(renewals=c.renewals + 1)
    row = tx.run(counted.returning(c.chat, c.renewals)).one()
    outbox.owe(tx, row.chat, KIND, {"keyboard": number}, dedupe=f"{KIND}:{number}:{row.renewals}", silent=True)


def _keyboard(row: Any) -> Keyboard:  # noqa: ANN401 - a row of SQLAlchemy
    return Keyboard(row.id, row.chat, row.message, row.bot, row.letter, _read(row.offered), _read(row.shown))


def _read(written: str) -> Labelled:
    return [[(label, data) for label, data in row] for row in json.loads(written)]


def labelled(rows: Sequence[Sequence[Any]]) -> Labelled:
    """Return rows of buttons as they are stored."""
    return [[(button.label, button.data) for button in row] for row in rows]
