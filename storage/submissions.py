"""Submissions, their versions and reviews: rows are added, only the state moves, and only from a named state."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import Update, and_, bindparam, or_, select, update

from scoring.calendar import Period
from scoring.lifecycle import State
from storage import facts
from storage.chats import COUNTS_ITSELF
from storage.database import Transaction, asked_once
from storage.tables.submissions import reviews, submissions, versions


@dataclass(frozen=True, slots=True)
class Claim:
    """What a submission says: the cell it is about, and who reported it in which message.

    `edited_at`: the edit of the message that said so; None where it said so from the first. `bot`: the account that was
    told; None where that was not noted. Nobody reported what the lock made of a ledger's cell.
    """

    unit: str
    metric: str
    period: str
    item: str
    value: str | None
    level: str | None
    title: str | None
    reporter: int | None
    reporter_name: str | None
    reporter_unit: str
    reported_at: datetime
    cause: str
    ordinal: int
    chat: int | None
    message: int | None
    event_date: str | None = None
    contributors: tuple[str, ...] = ()
    edited_at: datetime | None = None
    bot: int | None = None

    @property
    def in_period(self) -> Period:
        """The period as a value; what is stored was read as one."""
        return Period.written(self.period)

    @property
    def reporters(self) -> frozenset[int]:
        """Who reported this, as a set; empty where the lock counted it."""
        return frozenset() if self.reporter is None else frozenset({self.reporter})

    @property
    def by_lead(self) -> bool:
        """Whether a lead reported this for the unit."""
        return self.reporter_unit != self.unit


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a submission, by its name in scoring.lifecycle."""

    number: int
    version: int
    act: str
    lead: str
    person: int
    person_name: str
    value: str | None
    reason: str | None
    decided_at: datetime
    moment: datetime
    cause: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A submission with one version of its claim and every act on it, oldest first."""

    number: int
    version: int
    state: State
    claim: Claim
    moment: datetime
    acts: tuple[Act, ...] = ()

    def acts_until(self, moment: datetime | None = None) -> list[Act]:
        """Return the acts on this version, as known at a moment."""
        known = (act for act in self.acts if act.version == self.version)
        return [act for act in known if moment is None or act.moment <= moment]


def open_new(tx: Transaction, claim: Claim, moment: datetime) -> Stored:
    """Store a new submission as pending; its number is counted from 1 and never used again.

    An event becomes an item of its own in its cell, named by the number once that is known.
    """
    is_event = claim.title is not None
    cell = {"unit": claim.unit, "metric": claim.metric, "period": claim.period}
    row = {**cell, "item": f"{claim.cause}:{claim.ordinal}" if is_event else claim.item, "state": "pending"}
    number = int(facts.add(tx, submissions, {**row, "version": 1})["number"])
    if is_event:
        claim = replace(claim, item=str(number))
        tx.run(update(submissions).where(submissions.c.number == number).values(item=claim.item))
        facts.note(tx, submissions, {"number": number, "item": claim.item})
    _add_version(tx, number, 1, claim, moment)
    return Stored(number, 1, "pending", claim, moment)


def mint(tx: Transaction, claim: Claim, moment: datetime) -> Stored:
    """Store what the lock makes of a ledger's cell: confirmed from the first, of the item that the cell has."""
    cell = {"unit": claim.unit, "metric": claim.metric, "period": claim.period, "item": claim.item}
    number = int(facts.add(tx, submissions, {**cell, "state": "confirmed", "version": 1})["number"])
    _add_version(tx, number, 1, claim, moment)
    return Stored(number, 1, "confirmed", claim, moment)


def add_version(tx: Transaction, seen: Stored, claim: Claim, moment: datetime) -> Stored:
    """Store a later version of what was seen, about the same cell, and make the submission pending again."""
    number, version = seen.number, seen.version + 1
    _move(tx, seen, state="pending", version=version)
    _add_version(tx, number, version, claim, moment)
    return Stored(number, version, "pending", claim, moment, seen.acts)


def _add_version(tx: Transaction, number: int, version: int, claim: Claim, moment: datetime) -> None:
    row = {
        "number": number,
        "version": version,
        "value": claim.value,
        "level": claim.level,
        "title": claim.title,
        "reporter": claim.reporter,
        "reporter_name": claim.reporter_name,
        "reporter_unit": claim.reporter_unit,
        "reported_at": claim.reported_at,
        "moment": moment,
        "cause": claim.cause,
        "ordinal": claim.ordinal,
        "chat": claim.chat,
        "message": claim.message,
        "event_date": claim.event_date,
        "contributors": json.dumps(claim.contributors, ensure_ascii=False) if claim.contributors else None,
        "edited_at": claim.edited_at,
        "bot": claim.bot,
    }
    facts.add(tx, versions, row)


def add_act(tx: Transaction, seen: Stored, act: Act, state: State) -> Stored:
    """Store an act on what was seen and move the submission to the state that follows."""
    _move(tx, seen, state=state)
    facts.add(tx, reviews, {name: getattr(act, name) for name in Act.__slots__})
    return replace(seen, state=state, acts=(*seen.acts, act))


def _move(tx: Transaction, seen: Stored, **to: Any) -> None:  # noqa: ANN401 - columns
    """Move a submission on from the state and version that were seen, and from no other."""
    here = {"number": seen.number, "state": seen.state, "version": seen.version}
    if tx.run(_moved(tuple(to)), {**{f"seen_{name}": value for name, value in here.items()}, **to}).rowcount != 1:
        raise LookupError(seen.number)
    facts.note(tx, submissions, {"number": seen.number, **to})


@cache
def _moved(to: tuple[str, ...]) -> Update:
    seen = (submissions.c[name] == bindparam(f"seen_{name}") for name in ("number", "state", "version"))
    return update(submissions).where(*seen).values({name: bindparam(name) for name in to})


def live(tx: Transaction, unit: str, metric: str, period: str, item: str = "") -> Stored | None:
    """Return the submission of a cell that is not withdrawn."""
    return _only(tx, tx.one(_LIVE, {"unit": unit, "metric": metric, "period": period, "item": item}))


def live_values(tx: Transaction, cells: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Stored]:
    """Return the submissions of some cells (unit, metric, period) of single values that are not withdrawn."""
    wanted = set(cells)
    units, metrics, periods = ([cell[at] for cell in wanted] for at in range(3))
    c = submissions.c
    among = (c.unit.in_(units), c.metric.in_(metrics), c.period.in_(periods), c.item == "", c.state != "withdrawn")
    found = {(one.claim.unit, one.claim.metric, one.claim.period): one for one in _find(tx, *among)}
    return {cell: one for cell, one in found.items() if cell in wanted}


def of_event(tx: Transaction, unit: str, metric: str, period: str) -> list[Stored]:
    """Return the events of a unit, metric and period that are not withdrawn."""
    c = submissions.c
    return _find(tx, c.unit == unit, c.metric == metric, c.period == period, c.state != "withdrawn")


@asked_once(submissions, versions, reviews)
def get(tx: Transaction, number: int) -> Stored | None:
    """Return a submission with its newest version."""
    return _only(tx, tx.one(_GET, {"wanted": number}))


@asked_once(submissions, versions, reviews)
def get_version(tx: Transaction, number: int, version: int) -> Stored | None:
    """Return a submission with one of its versions; acts include those on later versions."""
    newest = get(tx, number)
    if newest is None or newest.version == version:
        return newest
    return _only(tx, tx.one(_GET_VERSION, {"wanted": number, "of": version}))


def _only(tx: Transaction, row: Any) -> Stored | None:  # noqa: ANN401 - a row of SQLAlchemy
    return None if row is None else _stored(row, starmap(Act, tx.run(_ACTS, {"wanted": row.number})))


def by_message(tx: Transaction, chat: int, message: int, bot: int | None) -> list[Stored]:
    """Return the submissions that a message reported (any version), with their newest version.

    Where every account counts messages for itself, only those that were reported to this one (None: to any).
    """
    c = versions.c
    here = [c.chat == chat, c.message == message]
    if bot is not None and chat > COUNTS_ITSELF:
        here.append(or_(c.bot.is_(None), c.bot == bot))
    return _find(tx, submissions.c.number.in_(select(c.number).where(*here)))


def by_numbers(tx: Transaction, numbers: list[int]) -> list[Stored]:
    """Return submissions by their numbers."""
    return _find(tx, submissions.c.number.in_(numbers))


def every(
    tx: Transaction, *, period: str | None = None, unit: str | None = None, state: str | None = None
) -> list[Stored]:
    """Return submissions by number, narrowed by period, unit or state."""
    c = submissions.c
    asked = ((c.period, period), (c.unit, unit), (c.state, state))
    return _find(tx, *(column == wanted for column, wanted in asked if wanted is not None))


def with_cases(tx: Transaction) -> list[Stored]:
    """Return the submissions that were ever objected to or proposed to be corrected."""
    opened = select(reviews.c.number).where(reviews.c.act.in_(("appeal", "propose")))
    return _find(tx, submissions.c.number.in_(opened))


def minted(tx: Transaction) -> list[int]:
    """Return the submissions that the lock made, by number."""
    c = versions.c
    return [row.number for row in tx.run(select(c.number).where(c.reporter.is_(None)).order_by(c.number))]


def corrected_since(tx: Transaction, moment: datetime) -> list[Stored]:
    """Return the submissions of which a correction took effect after a moment."""
    c = reviews.c
    opened = select(c.number).where(c.act.in_(("appeal", "propose")))
    done = select(c.number).where(c.number.in_(opened), c.act == "correct", c.moment > moment)
    return _find(tx, submissions.c.number.in_(done))


def _find(tx: Transaction, *where: Any) -> list[Stored]:  # noqa: ANN401 - SQLAlchemy's conditions
    """Return submissions with their newest version and acts, by number."""
    rows = tx.all(_ALL.where(*where).order_by(submissions.c.number))
    acts = _acts(tx, [row.number for row in rows])
    return [_stored(row, acts[row.number]) for row in rows]


def _rows(version: Any) -> Any:  # noqa: ANN401 - as above
    cell = (submissions.c.unit, submissions.c.metric, submissions.c.period, submissions.c.item, submissions.c.state)
    joined = and_(versions.c.number == submissions.c.number, versions.c.version == version)
    return select(*cell, versions).select_from(submissions.join(versions, joined))


# Built once: to build a statement takes longer than to run it.
_ALL = _rows(submissions.c.version)
_GET = _ALL.where(submissions.c.number == bindparam("wanted"))
_GET_VERSION = _rows(bindparam("of")).where(submissions.c.number == bindparam("wanted"))
_LIVE = _ALL.where(
    *(submissions.c[name] == bindparam(name) for name in ("unit", "metric", "period", "item")),
    submissions.c.state != "withdrawn",
)
_EVERY_ACT = select(*(reviews.c[name] for name in Act.__slots__)).order_by(reviews.c.id)
_ACTS = _EVERY_ACT.where(reviews.c.number == bindparam("wanted"))


def _acts(tx: Transaction, numbers: list[int]) -> dict[int, list[Act]]:
    found: dict[int, list[Act]] = {number: [] for number in numbers}
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        for act in starmap(Act, tx.run(_EVERY_ACT.where(reviews.c.number.in_(part)))):
            found[act.number].append(act)
    return found


def _stored(row: Any, acts: Iterable[Act]) -> Stored:  # noqa: ANN401 - a row of SQLAlchemy
    claim = Claim(
        row.unit, row.metric, row.period, row.item, row.value, row.level, row.title,
        row.reporter, row.reporter_name, row.reporter_unit, row.reported_at, row.cause, row.ordinal,
        row.chat, row.message, row.event_date, tuple(json.loads(row.contributors or "[]")),
        row.edited_at, row.bot,
    )  # fmt: skip
    return Stored(row.number, row.version, row.state, claim, row.moment, tuple(acts))
