"""An update that no database can hold is told apart before anything of it is written, and kept as a parked one."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from storage import inbox
from storage.database import Database
from storage.inbox import UnfitError
from storage.tables.traffic import inbox as table
from tests.storage.conftest import at


def message(**fields: Any) -> dict[str, Any]:
    body = {"message_id": 7, "date": 0, "chat": {"id": 1001}, "from": {"id": 1001}, "text": "确认"}
    return {"update_id": 5, "message": {**body, **fields}}


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {"reply_to_message": found}
    return found


UNFIT = {
    "half a sign": message(text="确认\ud83d"),
    "half a sign in a key": message(**{"\udc00": 1}),
    "a chat beyond 64 bits": message(chat={"id": 2**63}),
    "a message beyond 64 bits": message(message_id=-(2**63) - 1),
    "a message of words": message(message_id="seven"),
    "a chat of words": message(chat={"id": "1001"}),
    "a chat without an id": message(chat={}),
    "a chat that is none": message(chat=1001),
    "nothing like a number": message(date=float("nan")),
    "no end of a number": message(date=float("inf")),
    "too deep": message(**nested(200)),
    "absurdly deep": message(**nested(900)),
    "lists too deep": message(entities=json.loads("[" * 200 + "]" * 200)),
}


@pytest.mark.parametrize("body", UNFIT.values(), ids=list(UNFIT))
def test_what_cannot_be_stored_is_refused_whole_and_can_be_parked(database: Database, body: dict[str, Any]) -> None:
    with database.transaction(at()) as tx:
        with pytest.raises(UnfitError) as found:
            inbox.take_in(tx, 100, [body])
        number = inbox.park(tx, 100, body, str(found.value))
        assert inbox.park(tx, 100, body, str(found.value)) is None, "it comes again"
    with database.reading(at()) as tx:
        (row,) = tx.all(select(table))
        assert inbox.next_waiting(tx) is None
    assert (row.id, row.update_id, row.state) == (number, 5, "parked")
    assert json.loads(row.body)["update_id"] == 5
    assert row.fault


def test_those_before_it_in_a_batch_are_not_lost_by_it(database: Database) -> None:
    with database.transaction(at()) as tx:
        with pytest.raises(UnfitError):
            inbox.take_in(tx, 100, [message(), UNFIT["half a sign"] | {"update_id": 6}])
        assert inbox.next_waiting(tx) is not None


def test_what_is_kept_of_it_is_not_longer_than_a_page(database: Database) -> None:
    with database.transaction(at()) as tx:
        inbox.park(tx, 100, message(text="\ud83d" * 100_000), "half a sign")
        assert len(tx.run(select(table.c.body)).scalar_one()) < 20_000


def test_an_ordinary_update_may_nest_as_deep_as_they_do(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert inbox.take_in(tx, 100, [message(**nested(20), date=2**62)]) == 1


@pytest.mark.parametrize(
    ("body", "person"),
    [
        (message(), 1001),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1, "edited_message": {"from": {"id": 8}}}, 8),
        (message(**{"from": {"id": 2**63}}), None),
        (message(**{"from": {"id": "1001"}}), None),
        (message(**{"from": None}), None),
        ({"update_id": 1}, None),
    ],
)
def test_who_wrote_it_is_known_where_it_says_so(body: dict[str, Any], person: int | None) -> None:
    assert inbox.writer(body) == person
