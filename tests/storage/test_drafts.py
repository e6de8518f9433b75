"""What is half done is a row: it survives a restart, is ended once, and grows old."""

from storage import drafts
from storage.database import Database
from tests.storage.conftest import at


def test_a_draft_survives_and_is_ended_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        number = drafts.begin(tx, 1001, "report", {"line": "工单按期回复率 0.98"})
    with database.transaction(at(minutes=1)) as tx:
        draft = drafts.get(tx, number)
        assert draft is not None
        assert (draft.person, draft.payload, draft.begun_at) == (1001, {"line": "工单按期回复率 0.98"}, at())
        assert drafts.newest(tx, 1001, ["report"]) == draft
        assert drafts.end(tx, number)
        assert not drafts.end(tx, number)
        assert drafts.newest(tx, 1001, ["report"]) is None
        assert drafts.get(tx, number + 1) is None


def test_a_draft_waits_thirty_minutes(database: Database) -> None:
    with database.transaction(at()) as tx:
        draft = drafts.get(tx, drafts.begin(tx, 1001, "report", {}))
    assert draft is not None
    assert not draft.expired(at(minutes=30))
    assert draft.expired(at(minutes=30, seconds=1))
    assert not draft.expired(at(minutes=-30)), "the clock may be set back a little"
    assert draft.expired(at(days=-21)), "begun in a future that did not happen"


def test_everything_half_done_of_one_person_ends_at_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        first, second, another = (drafts.begin(tx, person, "report", {}) for person in (1001, 1001, 1002))
        newest = drafts.newest(tx, 1001, ["report"])
        assert newest is not None
        assert newest.id == second
        assert drafts.end_all(tx, 1001) == 2
        assert drafts.end_all(tx, 1001) == 0
        assert not drafts.end(tx, first)
        assert drafts.end(tx, another)
