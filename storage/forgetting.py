"""Forgetting a person (注销): name and number give way to what tells nobody; the chain's marks stay and are good."""

import json
import re
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Table, case, delete, func, or_, select, update

from storage import facts, identities, keyboards
from storage.database import Transaction
from storage.dialect import holds
from storage.identities import FORGOTTEN, NAMES, PERSONS, TRANSFER
from storage.tables import metadata
from storage.tables.bureau import audit, chats, roster
from storage.tables.people import identities as marks
from storage.tables.people import invites
from storage.tables.submissions import attachments, reviews
from storage.tables.traffic import drafts, inbox, outbox
from storage.tables.traffic import keyboards as borne

GONE = "forgotten"
"""Why letters do not arrive any more."""
Read = Callable[[str], str]
"""Puts what tells nobody in the place of somebody's name and number in JSON."""


def is_known(tx: Transaction, person: int) -> bool:
    """Say whether a number stands anywhere that matters."""
    sealed = select(marks.c.mark).where(marks.c.owner == str(person)).limit(1)
    written = select(inbox.c.id).where(inbox.c.chat == person).limit(1)
    met = select(chats.c.chat).where(chats.c.chat == person)
    return any(tx.one(asked) is not None for asked in (sealed, met, written)) or is_named_openly(tx, person)


def is_named_openly(tx: Transaction, person: int) -> bool:
    """Say whether rows of the chain that an earlier version wrote name somebody; nobody can take that back."""
    here = or_(audit.c.actor == person, holds(audit.c.body, str(person)))
    for row in tx.run(select(audit.c.actor, audit.c.mark, audit.c.body).where(here)):
        if row.actor == person and row.mark is None:
            return True
        told = json.loads(row.body).get("facts", ())
        if any(fact.get(name) == person for table, fact in told for name in PERSONS.get(table, ())):
            return True
    return False


def forget(tx: Transaction, person: int, called: str) -> str:
    """Put another number and name in the place of somebody's, and owe that to the chain; returns the name.

    `called`: the name, with {number} in it.
    """
    identities.mark(tx, person)
    before = tx.run(select(func.count(marks.c.owner.distinct())).where(marks.c.salt.is_(None))).scalar_one()
    number = FORGOTTEN - 1 - int(before)
    name = called.format(number=1 + int(before))
    names = _names(tx, person)
    owners = _owners(tx, person, names)
    for row in tx.all(select(marks).where(marks.c.owner.in_(owners), marks.c.salt.is_not(None))):
        told = {"owner": str(number), "content": str(number) if row.content == str(person) else name}
        tx.run(update(marks).where(marks.c.mark == row.mark).values({**told, "salt": None}))
        facts.note(tx, marks, {"mark": row.mark, **told})
    _forget_traffic(tx, person, number, names, _without(tx, person, number, dict.fromkeys(names, name)))
    _forget_facts(tx, person, number, name, names)
    return name


def _owners(tx: Transaction, person: int, names: Collection[str]) -> list[str]:
    """Return under what somebody's marks are kept: the number, and rows from before it was known."""
    posts = tx.all(select(roster.c.id).where(or_(roster.c.telegram_id == person, _before(names))))
    found = tx.all(select(invites.c.id).where(_invited(person, names)))
    return [str(person), *(f"roster:{row.id}" for row in posts), *(f"invites:{row.id}" for row in found)]


def _before(names: Collection[str]) -> Any:  # noqa: ANN401 - a condition
    """Rows of the roster from before the number of whoever has these names was known; no living one has them."""
    return roster.c.telegram_id.is_(None) & roster.c.name.in_(names)


def _invited(person: int, names: Collection[str]) -> Any:  # noqa: ANN401 - a condition
    return ((invites.c.opened_by == person) & (invites.c.outcome == "admitted")) | invites.c.name.in_(names)


def _names(tx: Transaction, person: int) -> set[str]:
    """Return the names that somebody had, but for those that others have too, who may have no number yet."""
    mine = {row.name for row in tx.all(select(roster.c.name).where(roster.c.telegram_id == person))}
    unnumbered = roster.c.telegram_id.is_(None) & roster.c.removed_at.is_(None)
    others = or_(roster.c.telegram_id != person, unnumbered)
    return mine - {row.name for row in tx.all(select(roster.c.name).where(others))}


def _forget_facts(tx: Transaction, person: int, number: int, name: str, names: Collection[str]) -> None:
    received = (reviews.c.act == "transfer") & (reviews.c.value == str(person))
    tx.run(update(reviews).where(received).values(dict(zip(TRANSFER, (str(number), name), strict=True))))
    tx.run(update(invites).where(_invited(person, names)).values(name=name))
    tx.run(update(roster).where(_before(names)).values(name=name))
    for table, (column, owner) in NAMES.items():
        if owner is not None:
            here = metadata.tables[table]
            tx.run(update(here).where(here.c[owner] == person).values({column: name}))
    report = attachments.c.report
    sent = func.replace(report, f"{person}:", f"{number}:")
    tx.run(update(attachments).where(report.startswith(f"{person}:")).values(report=sent))
    for table, columns in PERSONS.items():
        for column in columns:
            _replace(tx, metadata.tables[table], column, person, number)
    _replace(tx, audit, "actor", person, number)
    tx.run(update(chats).where(chats.c.chat == number).values(down=GONE, menu=None))


def _replace(tx: Transaction, table: Table, column: str, person: int, number: int) -> None:
    tx.run(update(table).where(table.c[column] == person).values({column: number}))


def _forget_traffic(tx: Transaction, person: int, number: int, names: Collection[str], without: Read) -> None:
    """Take somebody out of what came and went; what was not sent to them yet never is."""
    tx.run(delete(drafts).where(drafts.c.person == person))
    offers = drafts.c.ended_at.is_(None) & holds(drafts.c.payload, f'"{person}"')
    tx.run(update(drafts).where(offers).values(ended_at=tx.now))  # a roster with their row in it
    keyboards.leave(tx, person)
    tx.run(delete(outbox).where(outbox.c.chat == person, outbox.c.state.in_(("ready", "held"))))
    dedupe = outbox.c.dedupe
    here = holds(dedupe, f":{person}:")
    tx.run(update(outbox).where(here).values(dedupe=func.replace(dedupe, f":{person}:", f":{number}:")))
    tx.run(update(outbox).where(outbox.c.chat == person).values(chat=number))
    written = or_(inbox.c.chat == person, holds(inbox.c.body, str(person)))
    to = {name: case((inbox.c[name] == person, number), else_=inbox.c[name]) for name in ("chat", "new_chat")}
    tx.run(update(inbox).where(written, inbox.c.state != "new").values({**to, "body": "{}"}))
    for column in (outbox.c.payload, drafts.c.payload, borne.c.offered, borne.c.shown, inbox.c.body):
        table = column.table
        named = or_(*(holds(column, each) for each in (str(person), *names)))
        if table is inbox:
            named &= inbox.c.state != "new"
        for row in tx.all(select(table.c.id, column.label("told")).where(named)):
            tx.run(update(table).where(table.c.id == row.id).values({column.name: without(row.told)}))


def _without(tx: Transaction, person: int, number: int, names: dict[str, str]) -> Read:
    """Return how JSON is read with another number and other names; a name that holds one of them is somebody else's."""
    others = {row.name for row in tx.all(select(roster.c.name).distinct())}
    instead = {str(person): str(number), **names}
    words = sorted({*instead, *others} - {""}, key=len, reverse=True)
    pattern = re.compile("|".join(_whole(word) for word in words))

    def said(told: str) -> str:
        return pattern.sub(lambda found: instead.get(found[0], found[0]), told)

    def read(told: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(told, dict):
            return {str(number) if name == str(person) else name: read(part) for name, part in told.items()}
        if isinstance(told, list):
            return [read(part) for part in told]
        if isinstance(told, str):
            return "" if told == str(person) else said(told)  # alone it is a cell of a table, which may be empty
        return number if told == person and not isinstance(told, bool) else told

    return lambda written: json.dumps(read(json.loads(written)), ensure_ascii=False)


def _whole(word: str) -> str:
    """Return what finds a word: one that begins or ends in letters or figures of ours only where no more follow."""
    before, after = ("(?<![0-9A-Za-z])" if word[0].isascii() else ""), ("(?![0-9A-Za-z])" if word[-1].isascii() else "")
    return f"{before}{re.escape(word)}{after}"
