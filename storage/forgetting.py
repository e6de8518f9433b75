"""Forgetting a person (注销): name and number give way to what tells nobody; the chain's marks stay and are good."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, case, delete, func, or_, select, update

from storage import facts, identities, keyboards
from storage.database import Transaction
from storage.identities import FORGOTTEN, NAMES, PERSONS, TRANSFER
from storage.tables import metadata
from storage.tables.bureau import audit, chats, roster
from storage.tables.people import identities as marks
from storage.tables.people import invites
from storage.tables.submissions import attachments, reviews
from storage.tables.traffic import drafts, inbox, outbox

GONE = "forgotten"
"""Why letters do not arrive any more."""


def is_known(tx: Transaction, person: int) -> bool:
    """Say whether a number stands anywhere that matters."""
    sealed = select(marks.c.mark).where(marks.c.owner == str(person)).limit(1)
    written = select(inbox.c.id).where(inbox.c.chat == person).limit(1)
    met = select(chats.c.chat).where(chats.c.chat == person)
    return any(tx.one(asked) is not None for asked in (sealed, met, written)) or is_named_openly(tx, person)


def is_named_openly(tx: Transaction, person: int) -> bool:
    """Say whether rows of the chain that an earlier version wrote name somebody; nobody can take that back."""
    here = or_(audit.c.actor == person, func.instr(audit.c.body, str(person)) > 0)
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
    owners, names = _owners(tx, person), _names(tx, person)
    for row in tx.all(select(marks).where(marks.c.owner.in_(owners), marks.c.salt.is_not(None))):
        told = {"owner": str(number), "content": str(number) if row.content == str(person) else name}
        tx.run(update(marks).where(marks.c.mark == row.mark).values({**told, "salt": None}))
        facts.note(tx, marks, {"mark": row.mark, **told})
    _forget_traffic(tx, person, number, dict.fromkeys(names, name))
    _forget_facts(tx, person, number, name)
    return name


def _owners(tx: Transaction, person: int) -> list[str]:
    """Return under what somebody's marks are kept: the number, and rows from before it was known."""
    posts = tx.all(select(roster.c.id).where(roster.c.telegram_id == person))
    found = tx.all(select(invites.c.id).where(_let_in(person)))
    return [str(person), *(f"roster:{row.id}" for row in posts), *(f"invites:{row.id}" for row in found)]


def _let_in(person: int) -> Any:  # noqa: ANN401 - a condition
    return (invites.c.opened_by == person) & (invites.c.outcome == "admitted")


def _names(tx: Transaction, person: int) -> set[str]:
    """Return the names that somebody had, but for those that others have too."""
    mine = {row.name for row in tx.all(select(roster.c.name).where(roster.c.telegram_id == person))}
    others = or_(roster.c.telegram_id.is_(None), roster.c.telegram_id != person)
    return mine - {row.name for row in tx.all(select(roster.c.name).where(others))}


def _forget_facts(tx: Transaction, person: int, number: int, name: str) -> None:
    received = (reviews.c.act == "transfer") & (reviews.c.value == str(person))
    tx.run(update(reviews).where(received).values(dict(zip(TRANSFER, (str(number), name), strict=True))))
    tx.run(update(invites).where(_let_in(person)).values(name=name))
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


def _forget_traffic(tx: Transaction, person: int, number: int, names: Mapping[str, str]) -> None:
    """Take somebody out of what came and went; what was not sent to them yet never is."""
    tx.run(delete(drafts).where(drafts.c.person == person))
    keyboards.leave(tx, person)
    tx.run(delete(outbox).where(outbox.c.chat == person, outbox.c.state.in_(("ready", "held"))))
    told = or_(*(func.instr(outbox.c.payload, each) > 0 for each in (str(person), *names)))
    named = or_(outbox.c.chat == person, told)
    for row in tx.all(select(outbox.c.id, outbox.c.chat, outbox.c.payload, outbox.c.dedupe).where(named)):
        payload = _without(row.payload, person, number, names)
        dedupe = row.dedupe.replace(f":{person}:", f":{number}:")
        chat = number if row.chat == person else row.chat
        tx.run(update(outbox).where(outbox.c.id == row.id).values(chat=chat, payload=payload, dedupe=dedupe))
    written = or_(inbox.c.chat == person, func.instr(inbox.c.body, str(person)) > 0)
    here = {name: case((inbox.c[name] == person, number), else_=inbox.c[name]) for name in ("chat", "new_chat")}
    tx.run(update(inbox).where(written, inbox.c.state != "new").values({**here, "body": "{}"}))


def _without(written: str, person: int, number: int, names: Mapping[str, str]) -> str:
    """Return what a letter holds with other names and another number."""
    found = re.sub(rf"(?<![0-9A-Za-z]){person}(?![0-9A-Za-z])", str(number), written)
    for name, instead in names.items():
        found = found.replace(name, instead)
    return found
