"""Vetoes (一票否决): asked for by a leader, answered once by another person; what stands follows from both."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Select, bindparam, func, select

from scoring.calendar import Period
from scoring.rulebook.model import VETO
from scoring.standings.cells import Cell
from scoring.standings.vetoes import standing
from storage import facts, values
from storage.database import Transaction
from storage.tables.bureau import veto_answers, vetoes

Act = Literal["impose", "lift"]
Said = Literal["agree", "decline"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a veto to impose or to lift; `answered_by` is who answered, "" where nobody has."""

    id: int
    act: Act
    unit: str
    period: str
    effect: str
    reason: str
    person: int
    person_name: str
    asked_at: datetime
    answered_by: str = ""

    @property
    def in_period(self) -> Period:
        """The period as a value; what is stored was read as one."""
        return Period.written(self.period)

    @property
    def cell(self) -> Cell:
        """The veto as it stands among values."""
        return cell_of(asdict(self))


def cell_of(row: Mapping[str, Any]) -> Cell:
    """Return a veto as it stands among values."""
    return Cell(row["unit"], VETO, row["period"], value=row["effect"], note=row["reason"])


def ask(tx: Transaction, act: Act, cell: Cell, person: int, name: str) -> int:
    """Store that a veto is asked for, or its end; returns the number."""
    row = {"act": act, "unit": cell.unit, "period": cell.period, "effect": cell.value, "reason": cell.note}
    who = {"person": person, "person_name": name, "asked_at": tx.next_moment()}
    return int(facts.add(tx, vetoes, {"id": tx.next_id(vetoes), **row, **who})["id"])


def answer(tx: Transaction, asked: Asked, said: Said, person: int, name: str) -> None:
    """Store the one answer to what was asked; what is offered about the unit may be another thing now."""
    row = {"veto": asked.id, "answer": said, "person": person, "person_name": name, "answered_at": tx.next_moment()}
    facts.add(tx, veto_answers, row)
    tx.touched.add(values.of_unit(asked.unit))


def get(tx: Transaction, number: int) -> Asked | None:
    """Return what was asked under a number."""
    row = tx.one(_all().where(vetoes.c.id == number))
    return None if row is None else _asked(row)


def waiting(tx: Transaction, unit: str, period: str) -> Asked | None:
    """Return what was asked about a unit in a period and nobody has answered."""
    here = (vetoes.c.unit == unit, vetoes.c.period == period, veto_answers.c.veto.is_(None))
    row = tx.one(_all().where(*here).order_by(vetoes.c.id))
    return None if row is None else _asked(row)


def waiting_in(tx: Transaction, period: str) -> list[Asked]:
    """Return what was asked about any unit in a period and nobody has answered, oldest first."""
    here = (vetoes.c.period == period, veto_answers.c.veto.is_(None))
    return [_asked(row) for row in tx.all(_all().where(*here).order_by(vetoes.c.id))]


def as_of(tx: Transaction, periods: Iterable[str], moment: datetime) -> list[Cell]:
    """Return the vetoes of some periods that stood at a moment, as they stand among values."""
    rows = tx.all(_agreed(), {"moment": moment, "periods": list(periods)})
    return standing((row.act, _asked(row).cell) for row in rows)


@cache
def _agreed() -> Select[Any]:
    c = veto_answers.c
    known = c.answered_at <= bindparam("moment", type_=c.answered_at.type)
    agreed = (c.answer == "agree", known, vetoes.c.period.in_(bindparam("periods", expanding=True)))
    return _all().where(*agreed).order_by(c.answered_at)


def _all() -> Select[Any]:
    c = veto_answers.c
    return select(vetoes, func.coalesce(c.person_name, "")).outerjoin(veto_answers, c.veto == vetoes.c.id)


def _asked(row: Any) -> Asked:  # noqa: ANN401 - a row of SQLAlchemy
    return Asked(*tuple(row))
