"""The ledgers' running numbers (台账号): one series over all of them, counted from 1 and never used again."""

from typing import Literal

from storage import facts
from storage.database import Transaction
from storage.tables.matters import entries

What = Literal["matter"]


def open_new(tx: Transaction, what: What, cause: str, ordinal: int) -> int:
    """Give the next number to something; what a cause says at one place is given one number only."""
    row = {"what": what, "cause": cause, "ordinal": ordinal, "moment": tx.next_moment()}
    return int(facts.add(tx, entries, row)["number"])
