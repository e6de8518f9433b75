"""Who is who, kept apart from the chain: it holds marks, each the digest of a secret salt with a name or a number.

Whoever knows the salt sees that the mark stands for just this person; once it is gone nobody can find out, and the
chain is as good as before. So a person can be forgotten (注销) though every fact about them stays sealed.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select

from storage.database import Transaction
from storage.facts import Row
from storage.tables.people import identities

FIGURES = 40
"""Of a mark: 160 bits."""
FORGOTTEN = -1_000_000_000_000_000
"""Numbers below this one stand for those who were forgotten; no chat has one so low."""
PERSONS: dict[str, tuple[str, ...]] = {
    "roster": ("telegram_id", "thaw_by"),
    "chats": ("chat",),
    "changes": ("proposer", "signer"),
    "preferences": ("person",),
    "vetoes": ("person",),
    "veto_answers": ("person",),
    "veto_evidence": ("person",),
    "matter_evidence": ("person",),
    "flag_acts": ("person",),
    "invites": ("made_by", "opened_by", "settled_by"),
    "versions": ("reporter", "chat"),
    "reviews": ("person",),
    "nil_returns": ("person",),
    "attachments": ("person", "chat"),
    "evidence": ("person",),
    "matters": ("assigner", "chat"),
    "matter_acts": ("person", "chat"),
}
"""Columns of facts that hold the number of a person; a chat's is one where it is above zero."""
NAMES = {
    "roster": ("name", "telegram_id"),
    "vetoes": ("person_name", "person"),
    "veto_answers": ("person_name", "person"),
    "flag_acts": ("person_name", "person"),
    "invites": ("name", None),
    "versions": ("reporter_name", "reporter"),
    "reviews": ("person_name", "person"),
    "matters": ("assigner_name", "assigner"),
    "matter_acts": ("person_name", "person"),
}
"""Columns of facts that hold a person's name, and the one that says whose it is."""
TRANSFER = ("value", "reason")
"""Of a transfer, who receives it: number and name."""
Told = list[tuple[str, dict[str, Any]]]
Wanted = tuple[str, str]


def digest(salt: str, owner: str, content: str) -> str:
    """Return the mark of a name or number."""
    said = f"{salt}\n{owner}\n{content}".encode(errors="surrogateescape")
    return "#" + hashlib.sha256(said).hexdigest()[:FIGURES]


def is_forgotten(person: int) -> bool:
    """Say whether a number only stands for somebody who was forgotten."""
    return person < FORGOTTEN


def mark(tx: Transaction, person: int, content: str | None = None) -> str:
    """Return the mark of a person's name, or of the number itself."""
    wanted = str(person), str(person) if content is None else content
    return _marks(tx, [wanted])[wanted]


def known(tx: Transaction) -> dict[str, str]:
    """Return what every mark stands for."""
    return {row.mark: row.content for row in tx.run(select(identities.c.mark, identities.c.content))}


def read(tx: Transaction, told: str) -> str:
    """Return what a mark stands for; what is none, as it is."""
    row = tx.one(select(identities.c.content).where(identities.c.mark == told))
    return told if row is None else str(row.content)


def forged(tx: Transaction) -> list[str]:
    """Return the marks that do not stand for what is said beside them."""
    rows = tx.run(select(identities).where(identities.c.salt.is_not(None)).order_by(identities.c.mark))
    return [row.mark for row in rows if digest(row.salt, row.owner, row.content) != row.mark]


def masked(tx: Transaction, actor: int | None, told: Told) -> tuple[str | None, Told]:
    """Return actor and facts as the chain holds them: marks where a name or a number would stand."""
    by = [] if actor is None else [(str(actor), str(actor))]
    marks = _marks(tx, {*by, *(wanted for table, row in told for _, wanted in _personal(table, row))})
    facts = [(table, {**row, **{name: marks[wanted] for name, wanted in _personal(table, row)}}) for table, row in told]
    return marks[by[0]] if by else None, facts


def unmasked(marks: Mapping[str, str], table: str, row: Row) -> dict[str, Any]:
    """Return a fact of the chain with what its marks stand for."""
    found = dict(row)
    for name in PERSONS.get(table, ()):
        if row.get(name) in marks:
            found[name] = int(marks[row[name]])
    words = TRANSFER if table == "reviews" and row["act"] == "transfer" else ()
    for name in (*NAMES.get(table, ())[:1], *words):
        if row.get(name) in marks:
            found[name] = marks[row[name]]
    return found


def _personal(table: str, row: Row) -> Iterator[tuple[str, Wanted]]:
    """Yield the columns of a fact that hold a name or number, and of whom."""
    for name in PERSONS.get(table, ()):
        number = row.get(name)
        if number is not None and number > 0:
            yield name, (str(number), str(number))
    name, owner = NAMES.get(table, ("", None))
    if row.get(name) is not None:
        whose = None if owner is None else row.get(owner)
        yield name, (f"{table}:{row['id']}" if whose is None else str(whose), row[name])
    if table == "reviews" and row["act"] == "transfer":
        for name in TRANSFER:
            yield name, (row["value"], row[name])


_MARKS = select(identities.c.owner, identities.c.content, identities.c.mark).where(
    identities.c.owner.in_(bindparam("owners", expanding=True)), identities.c.salt.is_not(None)
)


def _marks(tx: Transaction, wanted: Iterable[Wanted]) -> dict[Wanted, str]:
    """Return the marks of names and numbers; who has none yet gets one."""
    wanted = set(wanted)
    if not wanted:
        return {}
    owners = sorted({owner for owner, _ in wanted})
    found = {(row.owner, row.content): row.mark for row in tx.run(_MARKS, {"owners": owners})}
    for owner, content in sorted(wanted - found.keys()):
        salt = secrets.token_hex(16)
        found[owner, content] = digest(salt, owner, content)
        row = {"mark": found[owner, content], "owner": owner, "content": content, "salt": salt}
        tx.run(insert(identities), row)
    return found
