"""Publications, once a slot."""

import pytest
from sqlalchemy.exc import IntegrityError

from storage import publications
from storage.database import Database, Transaction
from tests.storage.conftest import at


def publish(tx: Transaction, slot: str = "2026-W47", arena: str = "offices") -> int:
    number = publications.publish(tx, "week", arena, "2026-11", slot, at(), '{"rows": []}')
    publications.stamp(tx, number, "3f9a-71c2")
    return number


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
    with pytest.raises(IntegrityError, match=r"(?i)unique"), database.transaction(at()) as tx:
        publish(tx)


def test_earlier_publications_come_newest_first(database: Database) -> None:
    with database.transaction(at()) as tx:
        numbers = [publish(tx, f"2026-W{week}") for week in (45, 46, 47, 48)]
        publish(tx, "2026-W47", "departments")
        found = publications.earlier(tx, "week", "offices", numbers[3], 2)
        assert [posted.slot for posted in found] == ["2026-W47", "2026-W46"]
        assert [posted.slot for posted in publications.earlier(tx, "week", "offices", None, 1)] == ["2026-W48"]


def test_a_post_of_a_future_that_did_not_happen_is_kept_and_counts_no_more(database: Database) -> None:
    with database.transaction(at()) as tx:
        kept = publish(tx, "2026-W46")
    with database.transaction(at(days=21)) as tx:
        early = publish(tx)
    with database.transaction(at(days=1)) as tx:
        assert [post.id for post in publications.earlier(tx, "week", "offices", None, 9)] == [kept]
        assert publications.free_slot(tx, "week", "departments", "2026-W47") == "2026-W47"
        slot = publications.free_slot(tx, "week", "offices", "2026-W47")
        assert slot == "2:2026-W47"
        again = publish(tx, slot)
        assert publications.free_slot(tx, "week", "offices", "2026-W47") == "3:2026-W47"
    with database.transaction(at(days=22)) as tx:
        assert [post.id for post in publications.earlier(tx, "week", "offices", None, 9)] == [again, kept]
        assert publications.publication(tx, early) is not None


def test_posts_of_one_occasion_count_as_one(database: Database) -> None:
    with database.transaction(at()) as tx:
        publish(tx)
        publish(tx, arena="departments")
        publish(tx, "2026-W48")
        assert publications.occasions(tx, at(), at(days=1)) == 2
        assert publications.occasions(tx, at(days=1), at(days=2)) == 0
