"""Documents of results (通报的文件): made once when a result is made public, and kept as the bytes that went out."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from storage import facts
from storage.database import Transaction, asked_once
from storage.publications import FINAL
from storage.tables.bureau import documents, publications

YEAR = 4
"""Signs of a period that is a year."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a result; `publication` is the first of the result's arenas, `unit` whose it is ("": of all)."""

    publication: int
    kind: str
    unit: str
    name: str
    content: bytes


def keep(tx: Transaction, document: Document) -> None:
    """Keep a document of a result; there is one of a kind, and it never changes."""
    facts.add(tx, documents, {name: getattr(document, name) for name in Document.__slots__})


@asked_once(documents, publications, lasts=True)
def lacking(tx: Transaction) -> tuple[int, ...]:
    """Return the results without documents, oldest first, each by the first publication of its arenas."""
    c = publications.c
    first = func.min(c.id).label("first")
    results = select(first).where(c.kind.in_(FINAL)).group_by(c.kind, c.period, c.slot).subquery()
    made = exists().where(documents.c.publication == results.c.first)
    return tuple(row.first for row in tx.run(select(results.c.first).where(~made).order_by(results.c.first)))


def of_result(tx: Transaction, publication: int, unit: str | None = "") -> list[Document]:
    """Return the documents of the result that a publication belongs to: those of a unit, "" of all; None: every one."""
    c, mine = publications.c, select(publications).where(publications.c.id == publication).subquery().c
    same = (c.kind.in_(FINAL), c.kind == mine.kind, c.period == mine.period, c.slot == mine.slot)
    first = select(func.min(c.id)).where(*same).scalar_subquery()
    here = [documents.c.publication == first] + ([] if unit is None else [documents.c.unit == unit])
    rows = tx.run(select(documents).where(*here).order_by(documents.c.unit, documents.c.kind))
    return [Document(*tuple(row)) for row in rows]


def units_of(tx: Transaction, publication: int) -> set[str]:
    """Return the units of which files are kept with a result, which is named by the first of its publications."""
    return {row.unit for row in tx.run(select(documents.c.unit).where(documents.c.publication == publication))}


@asked_once(documents, publications, lasts=True)
def of_years(tx: Transaction) -> tuple[int, ...]:
    """Return the results of years that have documents, oldest first, each by the first publication of its arenas."""
    c = publications.c
    mine = c.id.in_(select(documents.c.publication))
    return tuple(row.id for row in tx.run(select(c.id).where(func.length(c.period) == YEAR, mine).order_by(c.id)))
