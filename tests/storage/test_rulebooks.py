"""Rulebooks in force."""

from datetime import date

from storage import rulebooks
from storage.database import Database
from tests.storage.conftest import at


def test_rulebooks_are_kept_whole_in_the_order_in_which_they_came_into_force(database: Database) -> None:
    with database.transaction(at()) as tx:
        rulebooks.put_in_force(tx, "sha256:a", "名称".encode(), date(2026, 1, 1))
        rulebooks.put_in_force(tx, "sha256:b", b"two", date(2026, 7, 1))
        found = [(rulebook.body, rulebook.from_day, rulebook.put_at) for rulebook in rulebooks.in_force(tx)]
        assert found == [("名称".encode(), date(2026, 1, 1), at()), (b"two", date(2026, 7, 1), at())]
