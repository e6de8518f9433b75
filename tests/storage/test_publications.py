"""Rulebooks in force, publications once a slot, settled slots, and pictures that the chat server has."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from storage import ledger, pictures, publications, rulebooks
from storage.database import Database, Transaction
from tests.storage.conftest import at


def publish(tx: Transaction, slot: str = "2026-W47", arena: str = "offices") -> int:
    return publications.publish(tx, "week", arena, "2026-11", slot, at(), "3f9a-71c2", '{"rows": []}')


def test_rulebooks_are_kept_whole_in_the_order_in_which_they_came_into_force(database: Database) -> None:
    with database.transaction(at()) as tx:
        rulebooks.put_in_force(tx, "sha256:a", "名称".encode(), date(2026, 1, 1))
        rulebooks.put_in_force(tx, "sha256:b", b"two", date(2026, 7, 1))
        found = [(rulebook.body, rulebook.from_day, rulebook.put_at) for rulebook in rulebooks.in_force(tx)]
        assert found == [("名称".encode(), date(2026, 1, 1), at()), (b"two", date(2026, 7, 1), at())]


def test_a_slot_of_an_arena_is_published_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        number = publish(tx)
        publish(tx, arena="departments")
        posted = publications.publication(tx, number)
        assert posted is not None
        assert (posted.slot, posted.as_of, posted.audit_code, posted.body) == (
            "2026-W47",
            at(),
            "3f9a-71c2",
            '{"rows": []}',
        )
        assert publications.publication(tx, 99) is None
    with pytest.raises(IntegrityError, match="UNIQUE"), database.transaction(at()) as tx:
        publish(tx)


def test_earlier_publications_come_newest_first(database: Database) -> None:
    with database.transaction(at()) as tx:
        numbers = [publish(tx, f"2026-W{week}") for week in (45, 46, 47, 48)]
        publish(tx, "2026-W47", "departments")
        found = publications.earlier(tx, "week", "offices", numbers[3], 2)
        assert [posted.slot for posted in found] == ["2026-W47", "2026-W46"]
        assert [posted.slot for posted in publications.earlier(tx, "week", "offices", None, 1)] == ["2026-W48"]


def test_a_slot_of_work_is_settled_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert not ledger.is_settled(tx, "week_post", "2026-W47")
        assert ledger.settle_slot(tx, "week_post", "2026-W47", "done")
        assert not ledger.settle_slot(tx, "week_post", "2026-W47", "skipped")
        assert ledger.is_settled(tx, "week_post", "2026-W47")


def test_a_picture_is_known_by_what_it_shows_until_the_chat_server_forgets_it(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert pictures.file_ids(tx, ["a:1"]) == {}
        pictures.keep_pictures(tx, {"a:1": "file-1"})
        pictures.keep_pictures(tx, {"a:1": "file-2"})
        assert pictures.file_ids(tx, ["a:1", "b:1"]) == {"a:1": "file-2"}
        pictures.forget_pictures(tx, ["a:1"])
        assert pictures.file_ids(tx, ["a:1"]) == {}


def test_the_settled_slots_of_a_job_are_known_from_a_moment_on(database: Database) -> None:
    with database.transaction(at()) as tx:
        ledger.settle_slot(tx, "remind", "2026-11:2d", "done")
        ledger.settle_slot(tx, "digest", "2026-11-19T09:00", "done")
    with database.transaction(at(days=1)) as tx:
        ledger.settle_slot(tx, "remind", "2026-11:1d", "skipped")
        assert ledger.settled(tx, "remind", at()) == {"2026-11:2d", "2026-11:1d"}
        assert ledger.settled(tx, "remind", at(hours=1)) == {"2026-11:1d"}


def test_posts_of_one_occasion_count_as_one(database: Database) -> None:
    with database.transaction(at()) as tx:
        publish(tx)
        publish(tx, arena="departments")
        publish(tx, "2026-W48")
        assert publications.occasions(tx, at(), at(days=1)) == 2
        assert publications.occasions(tx, at(days=1), at(days=2)) == 0
