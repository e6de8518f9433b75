"""How people want to be told, and what units said they have nothing of."""

from storage import house, nil_returns, preferences
from storage.database import Database
from tests.storage.conftest import at


def test_the_last_choice_of_a_person_holds(database: Database) -> None:
    with database.transaction(at()) as tx:
        preferences.choose(tx, 2001, "cards", "digest")
        preferences.choose(tx, 2002, "cards", "digest")
        preferences.choose(tx, 2002, "muted", "2026-12-01")
        preferences.choose(tx, 2002, "cards", "at_once")
        assert preferences.chosen_by(tx, "cards", "digest") == {2001}
        assert preferences.chosen_by(tx, "cards", "at_once") == {2002}
        assert preferences.chosen_by(tx, "muted", "2026-12-01") == {2002}


def test_what_was_chosen_later_than_a_moment_can_be_forgotten(database: Database) -> None:
    for days, person in enumerate((2001, 2002)):
        with database.transaction(at(days=days)) as tx:
            preferences.choose(tx, person, "muted", "2026-12-01")
            preferences.choose(tx, person, "cards", "digest")
    with database.transaction(at()) as tx:
        preferences.forget(tx, "muted", at())
        assert preferences.chosen_by(tx, "muted", "2026-12-01") == {2001}
        assert preferences.chosen_by(tx, "cards", "digest") == {2001, 2002}


def test_a_nil_return_is_said_once_for_a_cell(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert nil_returns.add(tx, "donghu", "petitions", "2026-11", 1001)
        assert not nil_returns.add(tx, "donghu", "petitions", "2026-11", 1002)
        assert nil_returns.of(tx, ["2026-11", "2026-Q4"]) == {("donghu", "petitions", "2026-11")}
        assert nil_returns.of(tx, ["2026-12"]) == set()
        assert nil_returns.of(tx, ["2026-11"], ["xixi"]) == set()
        assert nil_returns.said(tx, "donghu", "petitions", "2026-11")
        assert not nil_returns.said(tx, "xixi", "petitions", "2026-11")


def test_a_nil_return_of_a_rehearsal_that_was_wiped_was_never_said(database: Database) -> None:
    said = ("donghu", "petitions", "2026-11")
    with database.transaction(at()) as tx:
        nil_returns.add(tx, *said, 1001)
    with database.transaction(at(days=1)) as tx:
        house.fix_drill(tx, house.Drill(1, "韩管理员", at(), tx.now, tx.now))
        assert not nil_returns.said(tx, *said)
        assert nil_returns.of(tx, ["2026-11"]) == set()
        assert nil_returns.add(tx, *said, 1001)
        assert nil_returns.of(tx, ["2026-11"]) == {said}
