"""Slots of scheduled work, each settled once."""

from storage import ledger
from storage.database import Database
from tests.storage.conftest import at


def test_a_slot_of_work_is_settled_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert not ledger.is_settled(tx, "week_post", "2026-W47")
        assert ledger.settle_slot(tx, "week_post", "2026-W47", "done")
        assert not ledger.settle_slot(tx, "week_post", "2026-W47", "skipped")
        assert ledger.is_settled(tx, "week_post", "2026-W47")


def test_the_settled_slots_of_a_job_are_known_from_a_moment_on(database: Database) -> None:
    with database.transaction(at()) as tx:
        ledger.settle_slot(tx, "remind", "2026-11:2d", "done")
        ledger.settle_slot(tx, "digest", "2026-11-19T09:00", "done")
    with database.transaction(at(days=1)) as tx:
        ledger.settle_slot(tx, "remind", "2026-11:1d", "skipped")
        assert ledger.settled(tx, "remind", at()) == {"2026-11:2d", "2026-11:1d"}
        assert ledger.settled(tx, "remind", at(hours=1)) == {"2026-11:1d"}


def test_what_was_settled_later_than_a_moment_can_be_opened_again(database: Database) -> None:
    for days, slot in enumerate(("first", "second", "third")):
        with database.transaction(at(days=days)) as tx:
            ledger.settle_slot(tx, "digest", slot, "done")
    with database.transaction(at()) as tx:
        assert ledger.settled_at(tx, "digest", "second") == at(days=1)
        assert ledger.settled_at(tx, "remind", "second") is None
        assert (ledger.any_after(tx, at(days=1)), ledger.any_after(tx, at(days=2))) == (True, False)
        assert ledger.reopen_after(tx, at(days=1)) == [("digest", "third", at(days=2))]
        ledger.reopen(tx, "digest", "second")
        assert ledger.settled(tx, "digest", at()) == {"first"}
        assert not ledger.is_settled(tx, "digest", "third")
        assert not ledger.any_after(tx, at())
        assert [ledger.settle_slot(tx, "digest", "third", "skipped") for _ in range(2)] == [True, False]
        assert ledger.settled_at(tx, "digest", "third") == at()
