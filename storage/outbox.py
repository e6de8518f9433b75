"""The outbox: letters owed, written with the facts that caused them, sent afterwards one at a time a chat."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, String, Update, and_, bindparam, case, cast, func, or_, select, text, update

from storage import identities
from storage.chats import COUNTS_ITSELF
from storage.database import Transaction, asked_once
from storage.dialect import insert, json_at
from storage.tables.traffic import outbox

Payload = Mapping[str, Any]
HEADS = 200
"""Chats that are looked at for what may be sent now: more than can be spoken to within any second."""
OWED, HELD = text("state IN ('ready', 'sending')"), text("state = 'held'")
"""As their indexes say it: by any other words for the same, every letter that was ever sent is read."""
HERE = "here"
"""What of a payload says that only the process which owed the letter knows what it says."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it stands: `doubts` counts sends whose outcome never became known.

    `replica`: who has taken it, where several may; below zero, for whom alone it waits to be taken.
    """

    id: int
    chat: int
    topic: int | None
    kind: str
    payload: dict[str, Any]
    reply_to: int | None
    silent: bool
    state: str
    attempts: int
    doubts: int
    owed_at: datetime
    not_before: datetime | None
    message: int | None
    stamped_at: datetime | None
    bot: int | None
    replica: int | None = None

    @property
    def left_to(self) -> int | None:
        """For whom alone it is when it is to be sent again: who has taken it, where nobody else knows what it says."""
        return -self.replica if self.replica is not None and self.payload.get(HERE) else None

    def reached_by(self, bot: int | None) -> bool:
        """Say whether an account (None: whoever asks) knows the letter, or what it names, so far as was noted."""
        return bot is None or self.bot in (None, bot)


@dataclass(frozen=True, slots=True)
class Head:
    """The first letter that waits in a chat; times are real but for `owed_at`. `called_at`: of the last try."""

    id: int
    chat: int
    owed_at: datetime
    not_before: datetime | None
    called_at: datetime | None

    @property
    def put_off(self) -> timedelta:
        """How long it was to wait, counted from the try before; zero where it was to wait for no moment."""
        if self.not_before is None:
            return timedelta()
        return timedelta.max if self.called_at is None else self.not_before - self.called_at


def owe(
    tx: Transaction,
    chat: int,
    kind: str,
    payload: Payload,
    *,
    dedupe: str,
    silent: bool = False,
    held: bool = False,
    reply_to: int | None = None,
    topic: int | None = None,
    bot: int | None = None,
) -> int | None:
    """Owe a letter; returns its number, or None when the same was owed before (by the dedupe key).

    To whoever was forgotten nothing is ever owed.
    A held one goes out once it is released. `bot`: the account to which `reply_to`, or the `message` of the payload, is
    known by that number.
    """
    if identities.is_forgotten(chat):
        return None
    names = reply_to is not None or "message" in payload
    row = {
        "id": tx.next_id(outbox),
        "chat": chat,
        "topic": topic,
        "kind": kind,
        "payload": json.dumps(payload, ensure_ascii=False),
        "number": payload.get("number"),
        "dedupe": dedupe,
        "reply_to": reply_to,
        "silent": silent,
        "state": "held" if held else "ready",
        "attempts": 0,
        "doubts": 0,
        "owed_at": tx.now,
        "bot": bot if names and chat > COUNTS_ITSELF else None,
        "replica": -tx.replica if tx.replica is not None and payload.get(HERE) else None,
    }
    given: int | None = tx.run(_OWE, row).scalar()
    return given


_OWE = insert(outbox).on_conflict_do_nothing().returning(outbox.c.id)


def known_keys(tx: Transaction, keys: Iterable[str]) -> set[str]:
    """Return those of some dedupe keys under which a letter was owed."""
    asked = list(keys)
    return {
        row.dedupe
        for at in range(0, len(asked), ASKED_AT_ONCE)
        for row in tx.run(_KNOWN_KEYS, {"keys": asked[at : at + ASKED_AT_ONCE]})
    }


ASKED_AT_ONCE = 1000
_KNOWN_KEYS = select(outbox.c.dedupe).where(outbox.c.dedupe.in_(bindparam("keys", expanding=True)))


def by_key(tx: Transaction, key: str) -> Letter | None:
    """Return the letter that was owed under a dedupe key."""
    row = tx.one(select(outbox).where(outbox.c.dedupe == key))
    return None if row is None else as_letter(row)


def as_letter(row: Any) -> Letter:  # noqa: ANN401 - a row of SQLAlchemy
    """Return a letter from its row."""
    return Letter(
        row.id, row.chat, row.topic, row.kind, json.loads(row.payload), row.reply_to, row.silent,
        row.state, row.attempts, row.doubts, row.owed_at, row.not_before, row.message,
        row.stamped_at, row.bot, row.replica,
    )  # fmt: skip


def letter(tx: Transaction, number: int) -> Letter | None:
    """Return one letter."""
    row = _row(tx, number)
    return None if row is None else as_letter(row)


@asked_once(outbox)
def _row(tx: Transaction, number: int) -> Any:  # noqa: ANN401 - a row of SQLAlchemy
    return tx.one(_LETTER, {"wanted": number})


_LETTER = select(outbox).where(outbox.c.id == bindparam("wanted"))


def known(tx: Transaction, number: int) -> Letter:
    """Return a letter that is there: nothing that is owed is ever removed."""
    found = letter(tx, number)
    if found is None:
        raise LookupError(number)
    return found


def heads(
    tx: Transaction, without: Collection[str] = (), behind: Collection[str] = (), by: datetime | None = None
) -> list[Letter]:
    """Return the first letter of every chat that has one ready: letters to a chat go out in order.

    Letters of the kinds `without` wait, and others overtake them; those of the kinds `behind` go where no other waits.
    `by`: only those that need not wait longer than until then, and of them the oldest `HEADS`.
    """
    run = tx.run(_heads(tuple(without), tuple(behind), bounded=by is not None), {"by": by} if by else {})
    return [as_letter(row) for row in run]


@lru_cache
def _heads(without: tuple[str, ...], behind: tuple[str, ...], *, bounded: bool) -> Select[Any]:
    c = outbox.c
    ready = (OWED, c.state == "ready", c.kind.not_in(list(without)))
    last = c.kind.in_(list(behind))
    first = func.coalesce(func.min(case((last, None), else_=c.id)), func.min(c.id))
    found = select(outbox).where(c.id.in_(select(first).where(*ready).group_by(c.chat))).order_by(c.id)
    return found.where(or_(c.not_before.is_(None), c.not_before <= _BY)).limit(HEADS) if bounded else found


def next_at(tx: Transaction, after: datetime) -> datetime | None:
    """Return the next moment after this until which something that is owed was to wait."""
    found: datetime | None = tx.run(_NEXT, {"by": after}).scalar()
    return found


_BY = bindparam("by", type_=outbox.c.not_before.type)
_NEXT = select(func.min(outbox.c.not_before)).where(OWED, outbox.c.not_before > _BY)


def waiting(tx: Transaction, without: Collection[str]) -> list[Head]:
    """Return the first letter of every chat in which one waits, oldest first, kinds `without` left out."""
    return [Head(*row) for row in tx.run(_waiting(tuple(without)))]


@lru_cache
def _waiting(without: tuple[str, ...]) -> Select[Any]:
    c = outbox.c
    firsts = select(func.min(c.id)).where(OWED, c.kind.not_in(list(without))).group_by(c.chat)
    return select(c.id, c.chat, c.owed_at, c.not_before, c.called_at).where(c.id.in_(firsts)).order_by(c.id)


def waits(tx: Transaction, number: int) -> bool:
    """Say whether a letter still waits."""
    return (
        tx.one(select(outbox.c.id).where(outbox.c.id == number, outbox.c.state.in_(("ready", "sending")))) is not None
    )


def depths(tx: Transaction) -> dict[str, tuple[int, datetime]]:
    """Return how many letters are to go out, by state, and when the oldest of each was owed."""
    c = outbox.c
    counted = c.state, func.count(c.id).label("depth"), func.min(c.owed_at).label("since")
    rows = [row for which in (OWED, HELD) for row in tx.all(select(*counted).where(which).group_by(c.state))]
    return {row.state: (row.depth, row.since) for row in rows}


def claim(tx: Transaction, number: int, called_at: datetime, messages: int = 1, replica: int | None = None) -> bool:
    """Mark a letter as being sent, as so many messages, before the call; False when somebody else took it.

    Who has taken it may say so twice: the answer to the first time may be lost.
    """
    values = {"state": "sending", "called_at": called_at, "not_before": None, "messages": messages}
    return tx.run(_CLAIM, {"wanted": number, "mine": replica, **values}).rowcount == 1


_SAID = and_(
    outbox.c.state == "sending",
    outbox.c.replica.is_not(None),
    outbox.c.called_at == bindparam("called_at", type_=outbox.c.called_at.type),
)
_CLAIM = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("wanted"),
        outbox.c.replica.is_not_distinct_from(bindparam("mine", type_=outbox.c.replica.type)),
        or_(outbox.c.state == "ready", _SAID),
    )
    .values(
        attempts=outbox.c.attempts + 1,
        **{name: bindparam(name) for name in ("state", "called_at", "not_before", "messages")},
    )
)


def settle(
    tx: Transaction,
    number: int,
    state: str,
    called_at: datetime,
    *,
    message: int | None = None,
    bot: int | None = None,
    stamped_at: datetime | None = None,
    error: str | None = None,
) -> None:
    """Note how a call ended: sent (as a message of an account, with the chat server's own date), unknown or dead."""
    values: dict[str, Any] = {
        "state": state, "called_at": called_at, "message": message, "stamped_at": stamped_at, "error": error,
        "replica": None,
    }  # fmt: skip
    if bot is not None:
        values["bot"] = bot
    tx.run(_settled(tuple(values)), {"wanted": number, **values})


@cache
def _settled(columns: tuple[str, ...]) -> Update:
    return update(outbox).where(outbox.c.id == bindparam("wanted")).values({name: bindparam(name) for name in columns})


def again(
    tx: Transaction,
    number: int,
    called_at: datetime,
    not_before: datetime,
    *,
    doubt: bool = False,
    error: str = "",
    left_to: int | None = None,
) -> None:
    """Put a letter back to be sent later; `doubt` when it may have arrived, `left_to` as of the letter."""
    values = {"state": "ready", "called_at": called_at, "not_before": not_before, "error": error, "replica": left_to}
    if doubt:
        values["doubts"] = outbox.c.doubts + 1
    tx.run(update(outbox).where(outbox.c.id == number).values(values))


def hold(tx: Transaction, number: int, not_before: datetime) -> None:
    """Let a letter that was not tried wait until a moment."""
    tx.run(update(outbox).where(outbox.c.id == number).values(not_before=not_before, replica=None))


def keep_back(tx: Transaction, number: int) -> None:
    """Keep a letter back until it is released."""
    tx.run(update(outbox).where(outbox.c.id == number, outbox.c.state == "ready").values(state="held", replica=None))


def keeps_any(tx: Transaction) -> bool:
    """Say whether any letter is kept back."""
    return tx.one(_ANY_HELD) is not None


_ANY_HELD = select(outbox.c.id).where(HELD).limit(1)


def release(tx: Transaction) -> int:
    """Let everything that was kept back go out; returns how many letters that are."""
    return tx.run(update(outbox).where(outbox.c.state == "held").values(state="ready")).rowcount


def let_go(tx: Transaction, cause: str, after: datetime) -> None:
    """Give up what a cause (`tick:`) owed later than a moment and nobody has sent; all of it may be owed anew."""
    late = and_(outbox.c.owed_at > after, outbox.c.dedupe.startswith(cause, autoescape=True))
    unsent = outbox.c.state.in_(("ready", "held"))
    tx.run(update(outbox).where(late, unsent).values(state="dead", error="owed in a future that did not happen"))
    tx.run(update(outbox).where(late).values(dedupe=outbox.c.dedupe + ":" + cast(outbox.c.id, String)))


def wait_at_most(tx: Transaction, until: datetime) -> None:
    """Let no letter wait longer than until a moment of real time: the machine's clock may have been set back."""
    tx.run(update(outbox).where(outbox.c.state == "ready", outbox.c.not_before > until).values(not_before=until))


def interrupted(tx: Transaction) -> list[Letter]:
    """Return letters that were being sent when the process ended."""
    return [as_letter(row) for row in tx.all(select(outbox).where(outbox.c.state == "sending").order_by(outbox.c.id))]


def overtaken(tx: Transaction, letter: Letter, about: str) -> bool:
    """Say whether a later edit of the same message, which the payload names as `about`, makes this one superfluous."""
    same = json_at(outbox.c.payload, about) == str(letter.payload[about])
    later = (
        outbox.c.id > letter.id,
        outbox.c.chat == letter.chat,
        outbox.c.kind == letter.kind,
        outbox.c.state == "ready",
        OWED,
    )
    return tx.one(select(outbox.c.id).where(*later, same).limit(1)) is not None


def call_back(tx: Transaction, now: datetime, ahead: timedelta) -> None:
    """Take calls for just made that were noted to be further ahead: a clock has been set back since."""
    tx.run(update(outbox).where(outbox.c.called_at > now + ahead).values(called_at=now))


def calls_since(tx: Transaction, moment: datetime) -> list[tuple[int, str, datetime]]:
    """Return (chat, kind, real time) of the messages sent since a moment, oldest first: what pacing counts.

    Only the last call of a letter has its time on record; earlier ones are taken for as recent.
    """
    c = outbox.c
    wanted = select(c.chat, c.kind, c.called_at, c.attempts, c.messages).where(c.called_at >= moment)
    recent = tx.all(wanted.order_by(c.called_at))
    return [(row.chat, row.kind, row.called_at) for row in recent for _ in range(row.attempts * (row.messages or 1))]


def by_message(tx: Transaction, chat: int, message: int, bot: int | None) -> Letter | None:
    """Return the letter that became a message of an account (None: of any): how a reply finds what it is about."""
    c = outbox.c
    here = [c.chat == chat, c.message == message]
    if bot is not None:
        here.append(or_(c.bot.is_(None), c.bot == bot))
    row = tx.one(select(outbox).where(*here).order_by(c.bot.is_(None), c.id).limit(1))
    return None if row is None else as_letter(row)


def newest(tx: Transaction, chat: int, kinds: Collection[str]) -> Letter | None:
    """Return the last letter of some kinds that arrived in a chat."""
    here = (outbox.c.chat == chat, outbox.c.kind.in_(kinds), outbox.c.state == "sent")
    row = tx.one(select(outbox).where(*here).order_by(outbox.c.id.desc()).limit(1))
    return None if row is None else as_letter(row)


def find(tx: Transaction, kind: str, number: int) -> list[Letter]:
    """Return the letters of a kind about one submission, oldest first."""
    return [as_letter(row) for row in tx.run(_ABOUT, {"of": number, "as_kind": kind})]


_ABOUT = (
    select(outbox)
    .where(outbox.c.number == bindparam("of"), outbox.c.kind == bindparam("as_kind"))
    .order_by(outbox.c.id)
)


def of_publication(tx: Transaction, number: int, kinds: Collection[str]) -> list[Letter]:
    """Return the letters of some kinds by which a publication was sent, oldest first."""
    same = json_at(outbox.c.payload, "publication") == str(number)
    found = tx.all(select(outbox).where(outbox.c.kind.in_(kinds), same).order_by(outbox.c.id))
    return [as_letter(row) for row in found]


def unknown(tx: Transaction) -> list[Letter]:
    """Return letters given up because nobody knows whether they arrived."""
    return [as_letter(row) for row in tx.all(select(outbox).where(outbox.c.state == "unknown").order_by(outbox.c.id))]


def redirect(tx: Transaction, old: int, new: int, ending: Collection[str]) -> None:
    """Send what is still owed to a chat that migrated to its new id; the old messages cannot be reached from there.

    Letters of the kinds `ending` are about an old message and go with it.
    """
    waiting = and_(outbox.c.chat == old, outbox.c.state.in_(("ready", "held", "sending")))
    about_old = outbox.c.kind.in_(ending)
    tx.run(update(outbox).where(waiting, about_old).values(state="dead", error="the chat migrated"))
    tx.run(update(outbox).where(waiting).values(chat=new, reply_to=None))


def note_arrival(tx: Transaction, number: int) -> None:
    """Note that a letter of unknown outcome was seen to have arrived."""
    _given_up(tx, number, ("unknown",), state="sent")


def resend(tx: Transaction, number: int) -> None:
    """Let a letter go out again that was refused, or whose outcome is unknown."""
    _given_up(tx, number, ("unknown", "dead"), state="ready", not_before=None)


def _given_up(tx: Transaction, number: int, states: Collection[str], **to: Any) -> None:  # noqa: ANN401 - columns
    tx.run(update(outbox).where(outbox.c.id == number, outbox.c.state.in_(states)).values({**to, "replica": None}))
    tx.touched.add(about(number))


def about(number: int) -> str:
    """Return the topic of what is offered about a letter."""
    return f"l:{number}"
