"""Invites (邀请): their secrets are known by digest alone; each is opened by one person, and settled once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, select, update

from storage import facts
from storage.database import Transaction
from storage.tables.people import invites

KEPT = timedelta(hours=72)
"""How long an invite may be opened."""


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite as it stands; `waits`: it was opened, and whoever did said that it is meant for them."""

    id: int
    unit: str
    name: str
    roles: tuple[str, ...]
    digest: str
    made_at: datetime
    opened_by: int | None
    code: str | None
    asked_at: datetime | None
    outcome: str | None

    @property
    def waits(self) -> bool:
        """Whether an admin is to decide about it."""
        return self.outcome is None and self.asked_at is not None

    def state(self, now: datetime) -> str:
        """Say in a word where one stands that nobody settled."""
        if self.opened_by is not None:
            return "waiting" if self.waits else "opened"
        return "open" if now < self.until else "over"

    @property
    def until(self) -> datetime:
        """The moment from which it can be opened no more."""
        return self.made_at + KEPT


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(tx: Transaction, unit: str, name: str, roles: tuple[str, ...], digest: str, by: int | None) -> int:
    """Store an invite; earlier ones of the same person that nobody asked by lose their good."""
    for earlier in open_ones(tx):
        if (earlier.unit, earlier.name) == (unit, name) and not earlier.waits:
            settle(tx, earlier.id, "replaced", by)
    number = tx.next_id(invites)
    row = {"id": number, "unit": unit, "name": name, "roles": ",".join(roles), "digest": digest, "made_at": tx.now}
    facts.add(tx, invites, row if by is None else {**row, "made_by": by})
    return number


def get(tx: Transaction, number: int) -> Invite | None:
    """Return one invite."""
    row = tx.one(select(invites).where(invites.c.id == number))
    return None if row is None else _invite(row)


def by_digest(tx: Transaction, digest: str) -> Invite | None:
    """Return the invite that a secret belongs to."""
    row = tx.one(select(invites).where(invites.c.digest == digest))
    return None if row is None else _invite(row)


def opened_by(tx: Transaction, person: int) -> Invite | None:
    """Return the newest invite that somebody opened and nobody settled."""
    here = (invites.c.opened_by == person, invites.c.outcome.is_(None))
    row = tx.one(select(invites).where(*here).order_by(invites.c.id.desc()).limit(1))
    return None if row is None else _invite(row)


def open_ones(tx: Transaction) -> list[Invite]:
    """Return the invites that nobody settled, oldest first."""
    return [_invite(row) for row in tx.all(select(invites).where(invites.c.outcome.is_(None)).order_by(invites.c.id))]


def open_by(tx: Transaction, number: int, person: int, code: str) -> None:
    """Note who opened an invite, and the code by which both sides know each other."""
    _change(tx, number, opened_by=person, opened_at=tx.now, code=code)


def ask(tx: Transaction, number: int) -> None:
    """Note that whoever opened an invite says that it is meant for them."""
    _change(tx, number, asked_at=tx.now)


def settle(tx: Transaction, number: int, outcome: str, by: int | None) -> None:
    """Note what became of an invite."""
    _change(tx, number, outcome=outcome, settled_at=tx.now, **({} if by is None else {"settled_by": by}))


def _change(tx: Transaction, number: int, **to: object) -> None:
    tx.run(update(invites).where(invites.c.id == number).values(to))
    facts.note(tx, invites, {"id": number, **to})


def _invite(row: Row[tuple[object, ...]]) -> Invite:
    roles = tuple(row.roles.split(","))
    return Invite(
        row.id, row.unit, row.name, roles, row.digest, row.made_at, row.opened_by, row.code, row.asked_at, row.outcome
    )
