"""The ledger of scheduled work: what was done or skipped is settled once, whoever asks again.

A slot is a fact, but for the jobs of `facts.TRAFFIC_JOBS`: their marks only keep something from being said twice.
"""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage import facts
from storage.database import Transaction
from storage.dialect import insert as upsert
from storage.tables.bureau import ledger
from storage.tables.types import EPOCH

OPEN = EPOCH
"""When a slot counts as settled that is open again."""


def settle_slot(tx: Transaction, job: str, slot: str, outcome: str) -> bool:
    """Settle a slot of scheduled work; False when it was settled before."""
    row = {"job": job, "slot": slot, "outcome": outcome, "settled_at": tx.now}
    anew = {"outcome": outcome, "settled_at": tx.now}
    written = upsert(ledger).values(row)
    again = written.on_conflict_do_update(index_elements=["job", "slot"], set_=anew, where=ledger.c.settled_at == OPEN)
    settled = tx.run(again).rowcount == 1
    if settled:
        _seal(tx, row)
    return settled


def settled_at(tx: Transaction, job: str, slot: str) -> datetime | None:
    """Return when a slot of scheduled work was settled, None where it is open."""
    row = tx.one(_SLOT, {"of_job": job, "of_slot": slot})
    return None if row is None or row.settled_at == OPEN else row.settled_at


def is_settled(tx: Transaction, job: str, slot: str) -> bool:
    """Say whether a slot of scheduled work is settled."""
    return settled_at(tx, job, slot) is not None


def last(tx: Transaction, job: str) -> datetime | None:
    """Return when a slot of a job was settled the last time by now, None where none was."""
    here = (ledger.c.job == job, ledger.c.settled_at <= tx.now, ledger.c.settled_at != OPEN)
    row = tx.one(select(ledger.c.settled_at).where(*here).order_by(ledger.c.settled_at.desc()).limit(1))
    return None if row is None else row.settled_at


def reopen(tx: Transaction, job: str, slot: str) -> None:
    """Let a slot be open again; its row stays, settled at no time."""
    if tx.run(update(ledger).where(ledger.c.job == job, ledger.c.slot == slot).values(settled_at=OPEN)).rowcount:
        _seal(tx, {"job": job, "slot": slot, "settled_at": OPEN})


def any_after(tx: Transaction, moment: datetime) -> bool:
    """Say whether anything was settled later than a moment."""
    return tx.one(_AFTER, {"moment": moment}) is not None


def reopen_after(tx: Transaction, moment: datetime) -> list[tuple[str, str, datetime]]:
    """Let everything be open again that was settled later than a moment; returns it as (job, slot, when)."""
    c = ledger.c
    late = tx.all(
        select(c.job, c.slot, c.settled_at).where(c.settled_at > moment).order_by(c.settled_at, c.job, c.slot)
    )
    for row in late:
        reopen(tx, row.job, row.slot)
    return [(row.job, row.slot, row.settled_at) for row in late]


def settled(tx: Transaction, job: str, since: datetime) -> set[str]:
    """Return the slots of a job that were settled since a moment of the clock, which may have been set back."""
    return {row.slot for row in tx.all(_SINCE, {"of_job": job, "since": since})}


_AFTER = select(ledger.c.slot).where(ledger.c.settled_at > bindparam("moment", type_=ledger.c.settled_at.type)).limit(1)
_OF_JOB = ledger.c.job == bindparam("of_job")
_SLOT = select(ledger.c.settled_at).where(_OF_JOB, ledger.c.slot == bindparam("of_slot"))
_SINCE = select(ledger.c.slot).where(_OF_JOB, ledger.c.settled_at >= bindparam("since", type_=ledger.c.settled_at.type))


def _seal(tx: Transaction, row: facts.Row) -> None:
    if row["job"] not in facts.TRAFFIC_JOBS:
        facts.note(tx, ledger, row)
