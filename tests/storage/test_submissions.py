"""Submissions: rows are added, and the state moves only from the state and version that were seen."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from storage import submissions
from storage.database import Database, Transaction
from storage.submissions import Act, Claim, Stored
from tests.storage.conftest import at, statements

CLAIM = Claim(
    unit="donghu",
    metric="reply_rate",
    period="2026-11",
    item="",
    value="98/100",
    level=None,
    title=None,
    reporter=1001,
    reporter_name="王所长",
    reporter_unit="donghu",
    reported_at=at(),
    cause="inbox:1",
    ordinal=0,
    chat=1001,
    message=10,
    event_date="2026-11-05",
    contributors=("张三", "李四"),
)
EVENT = replace(CLAIM, metric="honours", value=None, level="city", title="先进")


def act(stored: Stored, name: str, cause: str, moment: datetime | None = None) -> Act:
    moment = moment or at(minutes=1)
    return Act(stored.number, stored.version, name, "xiaobao", 2001, "李科长", None, None, moment, moment, cause, 0)


def opened(tx: Transaction, claim: Claim = CLAIM) -> Stored:
    submissions.open_new(tx, claim, at())
    found = submissions.by_message(tx, claim.chat or 0, claim.message or 0, None)
    return found[-1]


def test_numbers_are_counted_from_one(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert opened(tx).number == 1
        assert opened(tx, replace(CLAIM, unit="xixi", cause="inbox:2", message=11)).number == 2


def test_a_withdrawn_number_is_not_used_again_and_its_cell_is_free(database: Database) -> None:
    with database.transaction(at()) as tx:
        first = opened(tx)
        submissions.add_act(tx, first, act(first, "withdraw", "inbox:2"), "withdrawn")
        second = opened(tx, replace(CLAIM, cause="inbox:3", message=12))
        assert second.number == 2
        live = submissions.live(tx, "donghu", "reply_rate", "2026-11")
        assert live is not None
        assert live.number == 2


def test_a_cell_has_one_live_submission(database: Database) -> None:
    with database.transaction(at()) as tx:
        opened(tx)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), database.transaction(at()) as tx:
        opened(tx, replace(CLAIM, cause="inbox:2"))


def test_events_are_items_of_their_own(database: Database) -> None:
    with database.transaction(at()) as tx:
        opened(tx, EVENT)
        opened(tx, replace(EVENT, title="标兵", cause="inbox:2", message=11))
        found = submissions.of_event(tx, "donghu", "honours", "2026-11")
        assert [(stored.number, stored.claim.item) for stored in found] == [(1, "1"), (2, "2")]


def test_one_line_of_one_message_is_counted_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        opened(tx)
    with pytest.raises(IntegrityError, match=r"versions[._]cause"), database.transaction(at()) as tx:
        opened(tx, replace(CLAIM, unit="xixi"))
    with database.transaction(at()) as tx:
        opened(tx, replace(CLAIM, unit="xixi", ordinal=1))


def test_an_act_on_a_state_that_was_not_seen_changes_nothing(database: Database) -> None:
    with database.transaction(at()) as tx:
        stored = opened(tx)
        submissions.add_act(tx, stored, act(stored, "confirm", "inbox:2"), "confirmed")
    with pytest.raises(LookupError), database.transaction(at()) as tx:
        submissions.add_act(tx, stored, act(stored, "return", "inbox:3"), "returned")
    with database.reading(at()) as tx:
        now = submissions.get(tx, 1)
    assert now is not None
    assert (now.state, [one.act for one in now.acts]) == ("confirmed", ["confirm"])


def test_an_act_on_a_version_that_was_not_seen_changes_nothing(database: Database) -> None:
    with database.transaction(at()) as tx:
        seen = opened(tx)
    with database.transaction(at()) as tx:
        renew(tx, seen, replace(CLAIM, value="97/100", cause="inbox:2"))
    with pytest.raises(LookupError), database.transaction(at()) as tx:
        submissions.add_act(tx, seen, act(seen, "confirm", "inbox:3"), "confirmed")
    with pytest.raises(LookupError), database.transaction(at()) as tx:
        renew(tx, seen, replace(CLAIM, value="96/100", cause="inbox:4"))


def test_one_decision_is_counted_once_whatever_comes_twice(database: Database) -> None:
    with database.transaction(at()) as tx:
        stored = opened(tx)
        confirmed = submissions.add_act(tx, stored, act(stored, "confirm", "inbox:2"), "confirmed")
        submissions.add_act(tx, confirmed, act(confirmed, "take_back", "inbox:3"), "pending")
    with pytest.raises(IntegrityError, match=r"reviews[._]cause"), database.transaction(at()) as tx:
        submissions.add_act(tx, stored, act(stored, "confirm", "inbox:2"), "confirmed")


def test_every_version_and_act_stays_as_it_was(database: Database) -> None:
    with database.transaction(at()) as tx:
        seen = opened(tx)
        submissions.add_act(tx, seen, act(seen, "return", "inbox:2"), "returned")
        returned = submissions.get(tx, 1)
        assert returned is not None
        renew(tx, returned, replace(CLAIM, value="97/100", cause="inbox:3", message=15))
        first, second = (submissions.get_version(tx, 1, version) for version in (1, 2))
        assert first is not None
        assert second is not None
        assert (first.claim, second.claim.value, second.state) == (CLAIM, "97/100", "pending")
        assert [(one.act, one.version) for one in second.acts] == [("return", 1)]
        assert submissions.get_version(tx, 1, 3) is None
        assert [found.version for found in submissions.by_message(tx, 1001, 10, None)] == [2]
        assert [found.number for found in submissions.every(tx, unit="donghu", state="pending")] == [1]
        assert submissions.every(tx, period="2026-10") == []


@pytest.mark.parametrize("claim", [CLAIM, EVENT], ids=["value", "event"])
def test_whoever_writes_knows_what_is_stored_without_reading_it(database: Database, claim: Claim) -> None:
    with database.transaction(at()) as tx, statements(tx) as run:
        first = submissions.open_new(tx, claim, at())
        signed = submissions.add_act(tx, first, act(first, "confirm", "inbox:2"), "pending")
        returned = submissions.add_act(tx, signed, act(signed, "return", "inbox:3"), "returned")
        said = replace(claim, item=first.claim.item, contributors=(), cause="inbox:4", message=15)
        second = renew(tx, returned, said)
        confirmed = submissions.add_act(tx, second, act(second, "confirm", "inbox:5"), "confirmed")
        assert [text for text in run if text.startswith("SELECT")] == []
        assert submissions.get(tx, 1) == confirmed
        assert submissions.get_version(tx, 1, 1) == replace(first, state="confirmed", acts=confirmed.acts)
        assert [one.act for one in confirmed.acts_until()] == ["confirm"]


def renew(tx: Transaction, seen: Stored, claim: Claim) -> Stored:
    return submissions.add_version(tx, seen, claim, at(minutes=5))
