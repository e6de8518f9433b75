"""The tables held against the audit chain: every fact must stand as the chain, replayed, says, and no other may."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import Column, Executable, Table, select, type_coerce
from sqlalchemy.types import NullType

from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.output import as_json
from scoring.standings.score import score
from storage import identities
from storage.audit import ROOT, SEALED, Link, links
from storage.database import Transaction
from storage.facts import FACT_TABLES, LARGE, SEALED_BY_ITSELF, TRAFFIC_ROWS, is_fact, moment_of, plain
from storage.publications import frozen
from storage.replay import Key, Post, Replay, Row
from storage.tables.types import Instant

Kind = Literal["broken", "unreadable", "sealed_again", "missing", "extra", "changed", "recomputed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not fit: a row of the chain that is broken or unreadable, or a fact of a table.

    `missing` from the table, `extra` in it, `changed` in some `columns` (name, as sealed, as found), or another when it
    is `recomputed`. `row` is what is known of it.
    """

    kind: Kind
    table: str
    row: Row
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(slots=True)
class Findings:
    """What was found: the head of the chain, its rows, the row from which facts are known, and every difference."""

    head: str = ROOT
    rows: int = 0
    since: int = 1
    differences: list[Difference] = field(default_factory=list)


def look(tx: Transaction) -> Findings:
    """Recompute the chain, replay it, hold every table against it, and compute the publications again.

    Takes time in proportion to the chain. Of a database of an earlier version the facts are known from its row
    `sealed` on; before it only the chain itself is held to account.
    """
    with tx.as_stored():
        found, replay = Findings(), Replay(identities.known(tx))
        for link in links(tx):
            found.differences += _taken(replay, link, found)
            found.head, found.rows = link.digest, found.rows + 1
        again = [one for post in replay.posts for one in _recomputed(post, replay.books["publications"][post.number,])]
        for table in FACT_TABLES:
            found.differences += _compared(tx, table, replay.books[table.name])
        forged = [Difference("changed", "identities", {"mark": mark}) for mark in identities.forged(tx)]
    found.differences += again
    found.differences += forged
    return found


def _taken(replay: Replay, link: Link, found: Findings) -> Iterator[Difference]:
    """Take a row of the chain; the first that does not fit is told, what it says is taken all the same."""
    if not any(one.kind == "broken" for one in found.differences) and not link.fits(found.head, found.rows + 1):
        yield Difference("broken", "audit", {"seq": link.seq})
    if link.act == SEALED:
        found.since = link.seq
        if replay.begun:
            yield Difference("sealed_again", "audit", {"seq": link.seq})
            return
    try:
        replay.take(link)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        yield Difference("unreadable", "audit", {"seq": link.seq})


def _compared(tx: Transaction, table: Table, expected: dict[Key, Row]) -> Iterator[Difference]:
    """Compare a table with what the chain says of it; the facts that are there are taken out of `expected`."""
    columns = _columns(table)
    names = [column.name for column in columns]
    key = [names.index(name) for name in table.primary_key.columns.keys()]  # noqa: SIM118 - a collection of columns
    large = any((table.name, name) in LARGE for name in names)
    for stored in tx.run(_rows(table)):
        here = tuple(stored)
        if large:
            here = tuple(_as_sealed(column, value) for column, value in zip(columns, stored, strict=True))
        mine = expected.pop(tuple(here[place] for place in key), None)
        if mine is None:
            row = dict(zip(names, here, strict=True))
            if not TRAFFIC_ROWS.get(table.name, _never)(row):
                yield Difference("extra", table.name, _shown(table, row))
        elif here != tuple(mine.get(name) for name in names):
            yield Difference(
                "changed", table.name, _shown(table, mine), _differing(table, mine, dict(zip(names, here, strict=True)))
            )
    for mine in expected.values():
        yield Difference("missing", table.name, _shown(table, mine))


@cache
def _columns(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that are held against the chain."""
    return [column for column in table.columns if _compares(column)]


@cache
def _rows(table: Table) -> Executable:
    """Return what reads these, each as a hand may have left it, whatever its type makes of that."""
    raw = (type_coerce(column, NullType) for column in _columns(table))
    return select(*raw).order_by(*table.primary_key.columns)


def _compares(column: Column[Any]) -> bool:
    place = (column.table.name, column.name)
    return is_fact(*place) or place == SEALED_BY_ITSELF


def _as_sealed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - what a column holds
    """Return a value as the chain holds it; words in the place of bytes, or bytes of words, are another value."""
    return plain(column.table.name, column.name, value) if isinstance(value, column.type.python_type) else value


def _never(_row: object) -> bool:
    return False


def _differing(table: Table, sealed: Row, found: Row) -> tuple[tuple[str, Any, Any], ...]:
    sealed, found = _shown(table, sealed), _shown(table, found)
    return tuple((name, sealed.get(name), found[name]) for name in found if sealed.get(name) != found[name])


def _shown(table: Table, row: Row) -> Row:
    """Return a row with its moments as such."""
    return {name: _moment(value) if isinstance(table.c[name].type, Instant) else value for name, value in row.items()}


def _moment(value: Any) -> Any:  # noqa: ANN401 - whatever a hand left in the place of a moment
    try:
        return moment_of(value) if isinstance(value, int) else value
    except OverflowError:  # no calendar has it
        return value


def _recomputed(post: Post, sealed: Row) -> Iterator[Difference]:
    """Score the standings of a publication again, from the values as they were; they must be the same to the byte.

    A weekly post shows final ones where it was late, and its month locked by then; only what it shows says which.
    """
    signed = "signed" in post.beside
    if not any(_comes_out(post, sealed, final=final) for final in (signed, not signed)):
        yield Difference("recomputed", "publications", {"id": post.number})


def _comes_out(post: Post, sealed: Row, *, final: bool) -> bool:
    try:
        standings = score(_rulebook(post.rulebook), post.cells, post.period, post.arena, final=final)
        body = frozen(post.beside, as_json(standings))
    except (FaultyError, LookupError, ValueError, TypeError):  # no rulebook and no values of ours
        body = ""
    return bool(sealed.get("body") == plain("publications", "body", body))


@lru_cache(maxsize=8)
def _rulebook(body: bytes) -> Rulebook:
    return load(body)
