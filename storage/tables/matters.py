"""The ledgers (台账): their running numbers, matters (督办件) with the parts of units, every act, and what follows."""

from datetime import datetime
from typing import get_args

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field

from scoring.calendar import PeriodKind
from scoring.matters.table import ActName, Outcome, State
from storage.dialect import where
from storage.tables.types import Model, big, instant, one_of, string, table_of


class Entry(Model, table=True):
    """A number of the ledgers (台账号), one series over all of them: what it is given to, and by which message."""

    __tablename__ = "entries"
    __table_args__ = (
        one_of("what", "matter"),
        Index("uq_entries_cause", "cause", "ordinal", unique=True),
        {"sqlite_autoincrement": True},
    )
    number: int | None = Field(default=None, primary_key=True)
    what: str = string()
    cause: str = string()
    ordinal: int = 0
    moment: datetime = instant()


class Matter(Model, table=True):
    """A matter (督办件) as it was assigned: `helpers` are told and never counted, one without parts is only a parent.

    `helpers` are units between commas; `measure` (措施) and `responsible` (责任人) as far as they were named then.
    """

    __tablename__ = "matters"
    __table_args__ = (Index("ix_matters_parent", "parent"), Index("ix_matters_message", "chat", "message"))
    number: int = Field(sa_column=Column(Integer, ForeignKey("entries.number"), primary_key=True, autoincrement=False))
    kind: str = string()
    title: str = string()
    source: str | None = string(nullable=True)
    parent: int | None = Field(default=None, foreign_key="matters.number")
    helpers: str = string()
    measure: str | None = string(nullable=True)
    responsible: str | None = string(nullable=True)
    assigner: int = big()
    assigner_name: str = string()
    assigned_at: datetime = instant()
    moment: datetime = instant()
    chat: int | None = big(nullable=True)
    message: int | None = big(nullable=True)
    bot: int | None = big(nullable=True)


class PartRow(Model, table=True):
    """One owner unit's share of a matter (承办) as it began: `terms` are those of the kind of then, as JSON."""

    __tablename__ = "parts"
    number: int = Field(sa_column=Column(Integer, ForeignKey("matters.number"), primary_key=True, autoincrement=False))
    unit: str = Field(primary_key=True)
    quantity: int | None = None
    deadline: datetime = instant()
    terms: str = string()


class PartAct(Model, table=True):
    """One act on a part, by the names of scoring.matters: it is judged by `at`, and was taken over at `taken`.

    `words`: its reason, or what was written with it; `to_unit`: whom a part is handed over to.
    """

    __tablename__ = "matter_acts"
    __table_args__ = (
        one_of("act", *get_args(ActName)),
        Index("uq_matter_acts_cause", "cause", "ordinal", unique=True),
        Index("ix_matter_acts_part", "number", "unit", "id"),
        Index("ix_matter_acts_message", "chat", "message"),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(foreign_key="matters.number")
    unit: str = string()
    act: str = string()
    person: int = big()
    person_name: str = string()
    at: datetime = instant()
    taken: datetime = instant()
    deadline: datetime | None = instant(nullable=True)
    quantity: int | None = None
    words: str | None = string(nullable=True)
    measure: str | None = string(nullable=True)
    responsible: str | None = string(nullable=True)
    evidence: int = 0
    to_unit: str | None = string(nullable=True)
    round: int = 1
    counted_there: bool = False
    cause: str = string()
    ordinal: int = 0
    chat: int | None = big(nullable=True)
    message: int | None = big(nullable=True)
    bot: int | None = big(nullable=True)


class PartStanding(Model, table=True):
    """Where a part stands, folded from its acts so that no list and no tick folds them all: derived, no fact.

    `acts`: of so many it was folded; `verifiers` and `assigners` are units between commas; `lagging`: returned or
    asking (滞后); `turns`: until when it stays so by itself; `says`: when a word about it is due, after all that were
    said until `said`.
    """

    __tablename__ = "part_standings"
    __table_args__ = (
        one_of("state", *get_args(State)),
        one_of("outcome", *get_args(Outcome)),
        Index("ix_part_standings_unit", "unit", "state", "deadline"),
        Index("ix_part_standings_state", "state", "deadline"),
        Index("ix_part_standings_turns", "turns", **where("turns IS NOT NULL")),
        Index("ix_part_standings_says", "says", **where("says IS NOT NULL")),
    )
    number: int = Field(sa_column=Column(Integer, ForeignKey("matters.number"), primary_key=True, autoincrement=False))
    unit: str = Field(primary_key=True)
    kind: str = string()
    verifiers: str = string()
    assigners: str = string()
    acts: int
    state: str = string()
    round: int = 1
    deadline: datetime = instant()
    quantity: int | None = None
    done: int | None = None
    outcome: str | None = string(nullable=True)
    lagging: bool = False
    since: datetime = instant()
    recheck: str | None = string(nullable=True)
    turns: datetime | None = instant(nullable=True)
    said: datetime = instant()
    says: datetime | None = instant(nullable=True)


class PartCount(Model, table=True):
    """What a round of a part counts for in metrics whose own period is of a kind (`every`): derived as the standing.

    `done` of `quantity` is what was verified; its `period` stands for good once that is locked.
    """

    __tablename__ = "part_counts"
    __table_args__ = (
        one_of("what", "on_time", "missed", "rebound"),
        one_of("every", *get_args(PeriodKind)),
        Index("ix_part_counts_cell", "period", "unit", "kind"),
    )
    number: int = Field(sa_column=Column(Integer, ForeignKey("matters.number"), primary_key=True, autoincrement=False))
    unit: str = Field(primary_key=True)
    every: str = Field(primary_key=True)
    round: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    what: str = Field(primary_key=True)
    kind: str = string()
    period: str = string()
    done: int = 0
    quantity: int = 1


entries = table_of(Entry)
matters = table_of(Matter)
parts = table_of(PartRow)
matter_acts = table_of(PartAct)
part_standings = table_of(PartStanding)
part_counts = table_of(PartCount)
