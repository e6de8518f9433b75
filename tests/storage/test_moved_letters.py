"""What is owed to a group that moved: letters on their way follow it too, and answer no message of the old place."""

from storage import outbox
from storage.database import Database
from tests.storage.conftest import NOON, at

OLD, NEW = -5, -1005


def test_whatever_is_still_owed_follows_and_replies_to_nothing(database: Database) -> None:
    with database.transaction(at()) as tx:
        numbers = [
            outbox.owe(tx, OLD, "text", {}, dedupe=state, held=state == "held", reply_to=7) or 0
            for state in ("ready", "held", "sending")
        ]
        assert outbox.claim(tx, numbers[-1], NOON)
        outbox.redirect(tx, OLD, NEW, ("card_edit",))
        moved = [outbox.known(tx, number) for number in numbers]
    assert [(letter.chat, letter.reply_to, letter.state) for letter in moved] == [
        (NEW, None, "ready"),
        (NEW, None, "held"),
        (NEW, None, "sending"),
    ]


def test_an_edit_on_its_way_ends_with_the_group_it_was_for(database: Database) -> None:
    with database.transaction(at()) as tx:
        number = outbox.owe(tx, OLD, "card_edit", {"card": 1}, dedupe="edit") or 0
        outbox.claim(tx, number, NOON)
        outbox.redirect(tx, OLD, NEW, ("card_edit",))
        assert (outbox.known(tx, number).chat, outbox.known(tx, number).state) == (OLD, "dead")
