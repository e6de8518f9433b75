"""Facts: nothing changes one without a row of the chain that seals it."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from storage import audit, facts, identities, ledger, roster
from storage.database import Database, Transaction, UnsealedError
from storage.roster import Entry
from storage.tables import bureau
from tests.storage.conftest import at

HEAD = Entry("donghu", "王所长", "head", 1001)


@pytest.fixture
def strict(database: Database) -> Iterator[Database]:
    """The database as the product opens it."""
    with closing(Database(database.place)) as strict:
        yield strict


def body(database: Database) -> dict[str, Any]:
    """Return the body of the newest row of the chain, with what its marks stand for."""
    with database.reading(at()) as tx:
        found: dict[str, Any] = json.loads([link.body for link in audit.links(tx)][-1])
        marks = identities.known(tx)
    return {**found, "facts": [[table, identities.unmasked(marks, table, row)] for table, row in found["facts"]]}


def test_a_fact_that_no_row_seals_is_refused_and_nothing_is_changed(strict: Database) -> None:
    with pytest.raises(UnsealedError, match="roster"), strict.transaction(at()) as tx:
        roster.add(tx, HEAD)
    assert strict.look(roster.entries) == []


def test_the_next_row_seals_every_fact_since_the_one_before_as_it_stands(strict: Database) -> None:
    with strict.transaction(at()) as tx:
        roster.add(tx, HEAD)
        audit.append(tx, 4001, "roster", {"why": "new"})
        assert tx.unsealed == []
    moment = int(at().timestamp()) * 1_000_000
    row = {"id": 1, "unit": "donghu", "name": "王所长", "role": "head", "telegram_id": 1001, "added_at": moment}
    assert body(strict) == {"why": "new", "facts": [["roster", row]]}
    sealed = strict.look(lambda tx: [link.body for link in audit.links(tx)][-1])
    assert "王所长" not in sealed
    assert not re.search(r"\b1001\b", sealed), "of a person the chain holds marks alone"
    with strict.transaction(at(hours=1)) as tx:
        roster.remove(tx, HEAD)
        audit.append(tx, 4001, "roster", {})
    assert body(strict) == {"facts": [["roster", {"id": 1, "removed_at": moment + 3600 * 1_000_000}]]}


@pytest.mark.parametrize("rehearsed", [False, True])
def test_a_fact_that_is_undone_is_owed_no_more(strict: Database, rehearsed: bool) -> None:  # noqa: FBT001 - a case
    with strict.transaction(at()) as tx:
        roster.add(tx, HEAD)
        undo(tx, rehearsed=rehearsed)
        assert [row["name"] for _, row in tx.unsealed] == ["王所长"]
        audit.append(tx, None, "roster", {})
    assert strict.look(roster.entries) == [HEAD]


def undo(tx: Transaction, *, rehearsed: bool) -> None:
    other = Entry("xixi", "钱所长", "head", 1101)
    if rehearsed:
        with tx.rehearsal():
            roster.add(tx, other)
            audit.append(tx, None, "roster", {})
        return
    with pytest.raises(RuntimeError), tx.savepoint():
        add_and_fail(tx, other)


def add_and_fail(tx: Transaction, entry: Entry) -> None:
    roster.add(tx, entry)
    raise RuntimeError


def test_of_scheduled_work_only_what_is_a_fact_is_sealed(strict: Database) -> None:
    with strict.transaction(at()) as tx:
        for job in facts.TRAFFIC_JOBS:
            assert ledger.settle_slot(tx, job, "2026-11", "done")
    with strict.transaction(at()) as tx:
        assert ledger.settle_slot(tx, "week_post", "2026-W47", "done")
        assert tx.unsealed[0][1]["slot"] == "2026-W47"
        tx.unsealed.clear()
        assert not ledger.settle_slot(tx, "week_post", "2026-W47", "done")
        assert tx.unsealed == [], "what was settled before changes nothing"


def test_what_is_large_is_sealed_by_its_digest_and_traffic_not_at_all(strict: Database) -> None:
    with strict.transaction(at()) as tx:
        facts.note(tx, bureau.publications, {"id": 1, "body": "{}", "audit_code": "x"})
        facts.note(tx, bureau.chats, {"chat": -5, "theme": "dark", "down": "blocked"})
        digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        assert tx.unsealed == [("publications", {"id": 1, "body": digest}), ("chats", {"chat": -5, "theme": "dark"})]
        tx.unsealed.clear()
