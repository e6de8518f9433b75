"""The ledger of scheduled work: what was done or skipped is settled once, whoever asks again."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Transaction
from storage.tables.bureau import ledger


def settle_slot(tx: Transaction, job: str, slot: str, outcome: str) -> bool:
    """Settle a slot of scheduled work; False when it was settled before."""
    row = {"job": job, "slot": slot, "outcome": outcome, "settled_at": tx.now}
    return tx.run(upsert(ledger).values(row).on_conflict_do_nothing()).rowcount == 1


def settled_at(tx: Transaction, job: str, slot: str) -> datetime | None:
    """Return when a slot of scheduled work was settled, None where it is open."""
    row = tx.one(select(ledger.c.settled_at).where(ledger.c.job == job, ledger.c.slot == slot))
    return None if row is None else row.settled_at


def is_settled(tx: Transaction, job: str, slot: str) -> bool:
    """Say whether a slot of scheduled work is settled."""
    return settled_at(tx, job, slot) is not None


def reopen(tx: Transaction, job: str, slot: str) -> None:
    """Let a slot be open again."""
    tx.run(delete(ledger).where(ledger.c.job == job, ledger.c.slot == slot))


def any_after(tx: Transaction, moment: datetime) -> bool:
    """Say whether anything was settled later than a moment."""
    return tx.one(select(ledger.c.slot).where(ledger.c.settled_at > moment).limit(1)) is not None


def reopen_after(tx: Transaction, moment: datetime) -> list[tuple[str, str, datetime]]:
    """Let everything be open again that was settled later than a moment; returns it as (job, slot, when)."""
    late = ledger.c.settled_at > moment
    found = tx.all(select(ledger).where(late).order_by(ledger.c.settled_at, ledger.c.job, ledger.c.slot))
    tx.run(delete(ledger).where(late))
    return [(row.job, row.slot, row.settled_at) for row in found]


def settled(tx: Transaction, job: str, since: datetime) -> set[str]:
    """Return the slots of a job that were settled since a moment of the clock, which may have been set back."""
    here = (ledger.c.job == job, ledger.c.settled_at >= since)
    return {row.slot for row in tx.all(select(ledger.c.slot).where(*here))}
