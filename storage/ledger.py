"""The ledger of scheduled work: what was done or skipped is settled once, whoever asks again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Transaction
from storage.tables.bureau import ledger


def settle_slot(tx: Transaction, job: str, slot: str, outcome: str) -> bool:
    """Settle a slot of scheduled work; False when it was settled before."""
    row = {"job": job, "slot": slot, "outcome": outcome, "settled_at": tx.now}
    return tx.run(upsert(ledger).values(row).on_conflict_do_nothing()).rowcount == 1


def is_settled(tx: Transaction, job: str, slot: str) -> bool:
    """Say whether a slot of scheduled work is settled."""
    return tx.one(select(ledger.c.slot).where(ledger.c.job == job, ledger.c.slot == slot)) is not None


def settled(tx: Transaction, job: str, since: datetime) -> set[str]:
    """Return the slots of a job that were settled since a moment of the clock, which may have been set back."""
    here = (ledger.c.job == job, ledger.c.settled_at >= since)
    return {row.slot for row in tx.all(select(ledger.c.slot).where(*here))}
