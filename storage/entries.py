"""The ledgers' running numbers (台账号): one series over all of them, counted from 1 and never used again."""

from datetime import datetime
from typing import Literal

from storage import facts
from storage.database import Transaction
from storage.tables.matters import entries


def open_new(tx: Transaction, what: Literal["matter"], cause: str, ordinal: int, moment: datetime) -> int:
    """Give the next number to what a cause says at one of its places, which is given no other."""
    return int(facts.add(tx, entries, {"what": what, "cause": cause, "ordinal": ordinal, "moment": moment})["number"])
