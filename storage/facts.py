"""Facts: the rows that the audit chain seals. Who writes one here owes it to the next row of the chain.

A fact is sealed as (table, columns): how the row with that key stands from now on. An instant is whole microseconds, a
column that is nothing is left out, of what is large its SHA-256 stands for it. Every column of every table is a fact,
but for what is listed here with its reason.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, insert

from storage import tables
from storage.database import Transaction
from storage.dialect import insert as upsert
from storage.tables.types import EPOCH, MICROSECOND

Row = Mapping[str, Any]

TRAFFIC_TABLES = {
    "inbox": "updates come and go; what they did is a fact by itself",
    "outbox": "letters come and go; what they tell is derived",
    "drafts": "what is half done has changed nothing yet",
    "keyboards": "buttons that messages bear; what they do is asked anew",
    "keyboard_topics": "as above",
    "pictures": "what the chat server has can be drawn again",
    "part_standings": "where a part stands follows from its acts; they are folded anew to verify it",
    "part_counts": "as above",
    "audit": "the chain itself, which seals all others",
}
TRAFFIC_COLUMNS = {
    ("chats", "down"): "whether letters arrive is seen anew with every letter",
    ("chats", "changed_at"): "moves with `down`",
    ("chats", "menu"): "which commands the app offers there; what they do is asked anew",
    ("versions", "bot"): "which account was told the message; it moves no score",
    ("matters", "bot"): "as above",
    ("matter_acts", "bot"): "as above",
    ("attachments", "report"): "which message it came with; what it is evidence for is a fact of its own",
    ("attachments", "attempts"): "how often a copy was asked for",
    ("attachments", "not_before"): "when a copy is asked for again",
    ("attachments", "fault"): "why a copy could not be had the last time",
}
TRAFFIC_JOBS = {
    "digest": "a list of what waits was sent",
    "remind": "heads were reminded",
    "review": "reviewers were reminded",
    "overdue": "leaders were told; of what, the chain says itself",
    "unreached": "admins were told whom no reminder reaches",
    "post_refused": "a post was refused: when to try again",
    "matter_leaders": "leaders were told which matters are overdue or wait long",
    "closing": "admins were asked to close a period; whether it was, its publication says",
    "correction": "what was corrected was published again, or moved nothing; the publications say it",
    "flag_streak": "leaders were told who is at the bottom again and again; the publications say it",
    "notice_waits": "admins were told what keeps a result from being settled",
    "unit_files": "all files of the units of a year are made; which there are is a fact",
    "next_year": "admins were told that a year has no rulebook yet",
    "rest_days": "admins were told that a year's holidays are not known",
    "standing": "admins were told of a queue that stands still; the chat server did not answer",
    "clock": "it was noticed that the clock was set back",
    "evidence": "the shelf was looked through for what may go; what went is a fact",
}
"""Scheduled work whose mark in the ledger keeps it from being said twice, and changes nothing else."""
CHECKPOINT = "verified"
"""The fixture that says up to which row the chain was found good: a help, never a proof."""
ACTING = "acting"
"""The fixture that says which rows of the roster gave rights when it was last looked: what the roster says anyway."""
GROUP_SEEN = "group_seen"
"""The fixture that says what the bot may do in its group: seen anew whenever it is looked at."""
TRAFFIC_ROWS: dict[str, Callable[[Row], bool]] = {
    "attachments": lambda row: row["state"] in ("loose", "dropped"),  # evidence of nothing yet, or never
    "chats": lambda row: row["theme"] is None and row["migrated_to"] is None,  # only known to be reached or not
    "fixtures": lambda row: row["name"] == CHECKPOINT or as_seen(row["name"], row["content"]) is not None,
    "ledger": lambda row: row["job"] in TRAFFIC_JOBS,
    "identities": lambda row: row["salt"] is not None,  # its mark says itself what it stands for
}
LARGE = {("publications", "body"), ("changes", "content"), ("documents", "content"), ("templates", "content")}
"""Columns that are sealed by their SHA-256."""
SEALED_BY_ITSELF = ("publications", "audit_code")
"""The code of a publication names the row of the chain that seals it, so that it cannot stand in there."""

OF_SUBMISSIONS = ("submissions", "versions", "reviews", "evidence")
"""Tables whose rows name a submission: what is offered about that may be another thing now."""
OF_ALL = ("roster", "rulebooks", "changes")
"""Tables on which everything that is offered to anybody may depend; their rows are few."""
EVERYTHING = "*"


def as_seen(name: str, content: object) -> Any:  # noqa: ANN401 - JSON
    """Return what a fixture says that was seen of the house; None where it says nothing that can be read."""
    try:
        found = json.loads(str(content))
        return found if name in SEEN and SEEN[name](found) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _is_acting(found: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(found, list) and all(type(one) is int for one in found)


def _is_group(found: Any) -> bool:  # noqa: ANN401 - JSON
    at = found["at"]
    whole = found.keys() == {"at"} or found.keys() == {"at", "chat", "title", "lacks", "cautions"}
    lists = [found[name] for name in ("lacks", "cautions") if name in found]
    listed = all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in lists)
    named = type(found.get("chat", 0)) is int and isinstance(found.get("title", ""), str)
    return whole and listed and named and (at is None or datetime.fromisoformat(at).tzinfo is not None)


SEEN: dict[str, Callable[[Any], bool]] = {ACTING: _is_acting, GROUP_SEEN: _is_group}
"""Fixtures that are no facts, and what they look like: what a hand left in their place is told as none of ours."""

FACT_TABLES = tuple(table for table in tables.metadata.sorted_tables if table.name not in TRAFFIC_TABLES)


def add(tx: Transaction, table: Table, row: Row) -> dict[str, Any]:
    """Insert a fact; returns it with the key that it was given."""
    given = tx.run(_new(table), row).inserted_primary_key or ()
    whole = {**row, **dict(zip(table.primary_key.columns.keys(), given, strict=True))}
    note(tx, table, {name: value for name, value in whole.items() if value is not None})
    return whole


def add_once(tx: Transaction, table: Table, row: Row) -> bool:
    """Insert a fact unless there is one with its key; says whether it was."""
    new = tx.run(_once(table), row).rowcount == 1
    if new:
        note(tx, table, row)
    return new


def put(tx: Transaction, table: Table, row: Row) -> None:
    """Let a fact hold from now on, whether there is one with its key or not."""
    tx.run(_put(table, tuple(row)), row)
    note(tx, table, row)


# Built once: to build a statement takes longer than to run it.


@cache
def _new(table: Table) -> Executable:
    return insert(table)


@cache
def _once(table: Table) -> Executable:
    return upsert(table).on_conflict_do_nothing()


@cache
def _put(table: Table, columns: tuple[str, ...]) -> Executable:
    keys, new = table.primary_key.columns.keys(), upsert(table)
    changed = {name: new.excluded[name] for name in columns if name not in keys}
    return new.on_conflict_do_update(index_elements=keys, set_=changed)


def note(tx: Transaction, table: Table, row: Row) -> None:
    """Owe to the chain that the row with this key stands like this from now on, in the columns that are given."""
    facts = {name: plain(table.name, name, value) for name, value in row.items() if is_fact(table.name, name)}
    tx.unsealed.append((table.name, facts))
    if table.name in OF_SUBMISSIONS:
        tx.touched.add(about_submission(row["number"]))
    elif table.name in OF_ALL:
        tx.touched.add(EVERYTHING)


def about_submission(number: int) -> str:
    """Return the topic of what is offered about a submission."""
    return f"s:{number}"


def is_fact(table: str, column: str) -> bool:
    """Say whether the chain seals a column by its value."""
    return (table, column) not in TRAFFIC_COLUMNS and (table, column) != SEALED_BY_ITSELF


def plain(table: str, column: str, value: Any) -> Any:  # noqa: ANN401 - what a column holds
    """Return a value as the chain holds it."""
    if (table, column) in LARGE:
        stored = value if isinstance(value, bytes) else str(value).encode(errors="surrogateescape")
        return hashlib.sha256(stored).hexdigest()
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value


def moment_of(microseconds: int) -> datetime:
    """Return the moment that the chain holds as microseconds."""
    return EPOCH + microseconds * MICROSECOND
