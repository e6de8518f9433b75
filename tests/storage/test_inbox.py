"""Updates are kept once, whatever comes twice, and their numbers are never used again."""

from typing import Any

from sqlalchemy import select

from storage import inbox
from storage.database import Database
from storage.tables.traffic import inbox as table
from tests.storage.conftest import at

BOT = 100


def message(update: int, number: int, text: str = "确认", chat: int = 1001) -> dict[str, Any]:
    body = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "from": {"id": chat}}
    return {"update_id": update, "message": {**body, "text": text}}


def press(update: int, data: str = "ok:1:1") -> dict[str, Any]:
    shown = {"message_id": 7, "chat": {"id": 2001, "type": "private"}}
    return {
        "update_id": update,
        "callback_query": {"id": str(update), "data": data, "message": shown, "from": {"id": 1}},
    }


def take(database: Database, *updates: dict[str, Any], **later: float) -> int:
    with database.transaction(at(**later)) as tx:
        return inbox.take_in(tx, BOT, updates)


def waiting(database: Database) -> list[int]:
    with database.reading(at()) as tx:
        return [row.update_id for row in tx.all(select(table.c.update_id).order_by(table.c.id))]


def settle_all(database: Database, **later: float) -> None:
    with database.transaction(at(**later)) as tx:
        while (row := inbox.next_waiting(tx)) is not None:
            assert inbox.settle(tx, row.id)


def test_an_update_that_comes_twice_is_kept_once(database: Database) -> None:
    assert take(database, message(1, 10), message(1, 10)) == 1
    assert take(database, message(1, 10)) == 0
    settle_all(database)
    assert take(database, message(1, 10)) == 0


def test_the_same_message_under_another_id_is_kept_once(database: Database) -> None:
    assert take(database, message(1, 10)) == 1
    assert take(database, message(2, 10)) == 0
    assert take(database, message(3, 10, chat=1002)) == 1


def test_an_id_used_before_with_another_content_is_a_new_update(database: Database) -> None:
    assert take(database, message(1, 10)) == 1
    assert take(database, message(1, 11)) == 1


def test_edits_and_presses_are_no_messages_in_this_sense(database: Database) -> None:
    edited = {"update_id": 2, "edited_message": message(1, 10, "改")["message"]}
    assert take(database, message(1, 10), edited, press(3), press(4)) == 4


def test_a_batch_is_taken_in_by_its_ids_however_it_comes(database: Database) -> None:
    take(database, message(3, 12), message(1, 10), message(2, 11))
    assert waiting(database) == [1, 2, 3]


def test_the_oldest_waits_first_until_it_is_settled_and_settling_works_once(database: Database) -> None:
    take(database, message(1, 10), message(2, 11))
    with database.transaction(at()) as tx:
        first = inbox.next_waiting(tx)
        assert first is not None
        assert first.body == message(1, 10)
        assert inbox.settle(tx, first.id)
        assert not inbox.settle(tx, first.id)
        second = inbox.next_waiting(tx)
        assert second is not None
        assert second.body["update_id"] == 2


def test_the_third_failure_parks_an_update_and_the_next_one_goes_on(database: Database) -> None:
    take(database, message(1, 10), message(2, 11))
    with database.transaction(at()) as tx:
        row = inbox.next_waiting(tx)
        assert row is not None
        assert [inbox.note_failure(tx, row.id, "ValueError()") for _ in range(3)] == [False, False, True]
        behind = inbox.next_waiting(tx)
        assert behind is not None
        assert behind.id == row.id + 1
        assert [r.id for r in tx.all(select(table.c.id).where(table.c.state == "parked"))] == [row.id]


def test_what_was_done_more_than_seven_days_ago_is_forgotten_and_nothing_else(database: Database) -> None:
    take(database, message(1, 10), message(2, 11))
    settle_all(database)
    take(database, message(3, 12), days=6)
    with database.transaction(at(days=7)) as tx:
        assert not inbox.prunable(tx)
        assert inbox.prune(tx) == 0
    with database.transaction(at(days=7, seconds=1)) as tx:
        assert inbox.prunable(tx)
        assert inbox.prune(tx) == 2
    assert waiting(database) == [3]
    assert take(database, message(1, 10), days=7, seconds=1) == 1


def test_a_number_is_never_used_again_after_everything_is_old(database: Database) -> None:
    take(database, message(1, 10), message(2, 11))
    settle_all(database)
    with database.transaction(at(days=30)) as tx:
        inbox.prune(tx)
    take(database, message(3, 12), days=30)
    with database.reading(at()) as tx:
        row = inbox.next_waiting(tx)
    assert row is not None
    assert row.id == 3


def test_the_chat_of_every_kind_of_update_is_known(database: Database) -> None:
    joined = {"update_id": 5, "my_chat_member": {"chat": {"id": -100}, "from": {"id": 1}}}
    inline = {"update_id": 6, "callback_query": {"id": "6", "from": {"id": 1001}, "inline_message_id": "x"}}
    take(database, message(1, 10), press(4), joined, inline, {"update_id": 7})
    with database.reading(at()) as tx:
        assert [row.chat for row in tx.all(select(table.c.chat).order_by(table.c.id))] == [1001, 2001, -100, 1001, 0]


def test_a_sign_that_a_server_cannot_read_is_left_out(database: Database) -> None:
    odd = message(2, 11, chat=5)
    odd["message"]["text"] = "\0\0a\0\\u0000\\\0b"
    with database.transaction(at()) as tx:
        inbox.take_in(tx, 100, [message(1, 10, chat=5), odd])
        assert inbox.take_in(tx, 100, [odd]) == 0
        assert not inbox.album_waits(tx, 5, "x", 10)
        for number in (1, 2):
            inbox.settle(tx, number)
        assert inbox.words_before(tx, 5, 11) == "a\\u0000\\b"
