"""Letters are owed once, go out in order, and are claimed by one sender alone."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import drafts, outbox
from storage.copies import copy
from storage.database import Database, Transaction
from storage.tables.traffic import outbox as letters
from tests.storage.conftest import NOON, at

GROUP = -100


def owe(tx: Transaction, chat: int = 1, dedupe: str = "a", kind: str = "text", **payload: object) -> int:
    number = outbox.owe(tx, chat, kind, payload, dedupe=dedupe)
    assert number is not None
    return number


def ids(tx: Transaction) -> list[int]:
    """List the letters as they were owed."""
    return [row.id for row in tx.all(select(letters.c.id).order_by(letters.c.id))]


def nth(tx: Transaction, place: int) -> int:
    """Return the id of the letter that was owed in a place, from 1."""
    return ids(tx)[place - 1]


def places(tx: Transaction, found: Iterable[outbox.Letter]) -> list[int]:
    """Tell letters by the places in which they were owed."""
    return [ids(tx).index(letter.id) + 1 for letter in found]


def test_no_number_is_given_twice_though_a_backup_does_not_know_it_and_the_clock_is_set_back(
    database: Database, tmp_path: Path
) -> None:
    def given(database: Database, seconds: float) -> list[int]:
        with database.transaction(at(seconds=seconds)) as tx:
            return [owe(tx, dedupe=f"{seconds}"), drafts.begin(tx, 1, "batch", {})]

    first = given(database, 0)
    copy(database.place, tmp_path / "backup.db")
    lost = given(database, 1)
    assert [new - old for new, old in zip(given(database, -60), lost, strict=True)] == [1, 1]
    restored = Database(tmp_path / "backup.db")
    later = given(restored, 2)
    restored.close()
    assert all(a < b < c for a, b, c in zip(first, lost, later, strict=True))


def test_the_same_letter_is_owed_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        first = owe(tx)
        assert outbox.owe(tx, 1, "text", {}, dedupe="a") is None
        assert outbox.owe(tx, 2, "text", {}, dedupe="a") is None
        assert owe(tx, dedupe="b") > first


def test_a_letter_that_was_never_owed_is_a_fault(database: Database) -> None:
    with database.transaction(at()) as tx, pytest.raises(LookupError):
        outbox.known(tx, 1)


def test_letters_to_a_chat_go_out_one_after_the_other_and_chats_beside_each_other(database: Database) -> None:
    with database.transaction(at()) as tx:
        for place, chat in enumerate((1, 2, 1, GROUP)):
            owe(tx, chat, str(place))
        assert places(tx, outbox.heads(tx)) == [1, 2, 4]
        outbox.claim(tx, nth(tx, 1), NOON)
        outbox.settle(tx, nth(tx, 1), "sent", NOON, message=70, stamped_at=NOON)
        assert places(tx, outbox.heads(tx)) == [2, 3, 4]


def test_a_letter_that_must_wait_holds_back_those_behind_it(database: Database) -> None:
    with database.transaction(at()) as tx:
        owe(tx, dedupe="a")
        owe(tx, dedupe="b")
        outbox.claim(tx, nth(tx, 1), NOON)
        outbox.again(tx, nth(tx, 1), NOON, at(seconds=30))
        (head,) = outbox.heads(tx)
        assert (places(tx, [head]), head.not_before, head.attempts, head.doubts) == ([1], at(seconds=30), 1, 0)
        owe(tx, GROUP, dedupe="c")
        late = at(seconds=30) - timedelta(microseconds=1)
        assert places(tx, outbox.heads(tx, by=late)) == [3], "what is behind it waits with it"
        assert outbox.next_at(tx, late) == at(seconds=30)
        assert places(tx, outbox.heads(tx, by=at(seconds=30))) == [1, 3]
        assert outbox.next_at(tx, at(seconds=30)) is None


def test_of_thousands_that_wait_only_the_oldest_are_looked_at(database: Database) -> None:
    with database.transaction(at()) as tx:
        for chat in range(1, outbox.HEADS + 3):
            owe(tx, chat, str(chat))
        assert [letter.chat for letter in outbox.heads(tx, by=NOON)] == list(range(1, outbox.HEADS + 1))


def test_a_letter_is_claimed_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        owe(tx)
        assert outbox.claim(tx, nth(tx, 1), NOON)
        assert not outbox.claim(tx, nth(tx, 1), NOON)
        assert places(tx, outbox.interrupted(tx)) == [1]
        outbox.again(tx, nth(tx, 1), NOON, NOON, doubt=True)
        (letter,) = outbox.heads(tx)
        assert (letter.state, letter.attempts, letter.doubts) == ("ready", 1, 1)
        assert outbox.claim(tx, nth(tx, 1), NOON)


def test_what_pacing_counts_are_the_calls_of_the_last_minute_a_call_for_every_attempt(database: Database) -> None:
    with database.transaction(at()) as tx:
        for place, seconds in enumerate((-61, -59, -5)):
            owe(tx, GROUP, str(place))
            outbox.claim(tx, nth(tx, place + 1), at(seconds=seconds))
        outbox.again(tx, nth(tx, 3), at(seconds=-3), NOON, doubt=True)
        outbox.claim(tx, nth(tx, 3), at(seconds=-1))
        owe(tx, 5, "never called")
        found = outbox.calls_since(tx, NOON - timedelta(minutes=1))
        assert found == [
            (GROUP, "text", at(seconds=-59)),
            (GROUP, "text", at(seconds=-1)),
            (GROUP, "text", at(seconds=-1)),
        ]


def test_a_reply_finds_the_letter_that_became_the_message(database: Database) -> None:
    with database.transaction(at()) as tx:
        owe(tx, 1, "card", "card", number=12, version=1)
        outbox.settle(tx, nth(tx, 1), "sent", NOON, message=70, stamped_at=NOON)
        found = outbox.by_message(tx, 1, 70, None)
        assert found is not None
        assert (found.payload["number"], found.stamped_at) == (12, NOON)
        assert outbox.by_message(tx, 2, 70, None) is None
        assert places(tx, outbox.find(tx, "card", 12)) == [1]


def test_an_edit_is_overtaken_by_a_later_one_of_the_same_card_that_is_still_owed(database: Database) -> None:
    with database.transaction(at()) as tx:
        for card, dedupe in ((1, "a"), (2, "b"), (1, "c")):
            owe(tx, 1, dedupe, "card_edit", card=card)
        first, second, third = (outbox.letter(tx, nth(tx, number)) for number in (1, 2, 3))
        assert first is not None
        assert second is not None
        assert third is not None
        assert [outbox.overtaken(tx, letter, "card") for letter in (first, second, third)] == [True, False, False]
        outbox.settle(tx, nth(tx, 3), "sent", NOON)
        assert not outbox.overtaken(tx, first, "card")


def test_an_unknown_letter_is_settled_by_hand_once(database: Database) -> None:
    with database.transaction(at()) as tx:
        for dedupe in ("a", "b"):
            outbox.settle(tx, owe(tx, dedupe=dedupe), "unknown", NOON, error="reset")
        assert places(tx, outbox.unknown(tx)) == [1, 2]
        outbox.note_arrival(tx, nth(tx, 1))
        outbox.resend(tx, nth(tx, 1))
        outbox.resend(tx, nth(tx, 2))
        outbox.note_arrival(tx, nth(tx, 2))
        states = [letter.state for number in (1, 2) if (letter := outbox.letter(tx, nth(tx, number))) is not None]
        assert states == ["sent", "ready"]


def test_what_is_owed_to_a_group_that_migrated_goes_to_its_new_id_but_not_what_is_about_old_messages(
    database: Database,
) -> None:
    with database.transaction(at()) as tx:
        owe(tx, -5, "sent")
        outbox.settle(tx, nth(tx, 1), "sent", NOON, message=3)
        owe(tx, -5, "text")
        owe(tx, -5, "reaction", "reaction", message=3)
        owe(tx, -5, "edit", "card_edit", card=1)
        owe(tx, -6, "another group")
        outbox.redirect(tx, -5, -1005, ("card_edit", "reaction"))
        found = [outbox.letter(tx, nth(tx, number)) for number in range(1, 6)]
        assert [(letter.chat, letter.state) for letter in found if letter is not None] == [
            (-5, "sent"),
            (-1005, "ready"),
            (-5, "dead"),
            (-5, "dead"),
            (-6, "ready"),
        ]


def test_a_letter_kept_back_goes_out_when_it_is_released_and_holds_back_no_other(database: Database) -> None:
    with database.transaction(at()) as tx:
        outbox.owe(tx, 1, "nudge", {}, dedupe="a", held=True)
        owe(tx, dedupe="b")
        owe(tx, dedupe="c")
        assert outbox.keeps_any(tx)
        assert places(tx, outbox.heads(tx)) == [2]
        outbox.keep_back(tx, nth(tx, 2))
        assert places(tx, outbox.heads(tx)) == [3]
        assert outbox.release(tx) == 2
        assert places(tx, outbox.heads(tx)) == [1]
        assert not outbox.keeps_any(tx)


def test_a_letter_that_is_kept_back_follows_a_group_that_migrates(database: Database) -> None:
    with database.transaction(at()) as tx:
        outbox.owe(tx, GROUP, "week", {}, dedupe="a", held=True)
        outbox.redirect(tx, GROUP, -200, ())
        outbox.release(tx)
        assert [letter.chat for letter in outbox.heads(tx)] == [-200]


def test_what_was_owed_by_itself_in_a_future_that_did_not_happen_can_be_owed_anew(database: Database) -> None:
    with database.transaction(at()) as tx:
        owe(tx, dedupe="tick:digest:a")
    with database.transaction(at(days=21)) as tx:
        for dedupe in ("tick:digest:b", "tick:digest:c", "inbox:7:text", "tick_digest"):
            owe(tx, dedupe=dedupe)
        outbox.claim(tx, nth(tx, 3), NOON)
        outbox.settle(tx, nth(tx, 3), "sent", NOON, message=3)
        outbox.owe(tx, 1, "digest", {}, dedupe="tick:digest:d", held=True)
    with database.transaction(at()) as tx:
        outbox.let_go(tx, "tick:", at(hours=1))
        found = [outbox.known(tx, nth(tx, number)).state for number in range(1, 7)]
        assert found == ["ready", "dead", "sent", "ready", "ready", "dead"]
        assert [outbox.owe(tx, 1, "text", {}, dedupe=f"tick:digest:{one}") is None for one in "abcd"] == [
            True,
            False,
            False,
            False,
        ]
        assert outbox.owe(tx, 1, "text", {}, dedupe="inbox:7:text") is None


def test_no_letter_waits_longer_than_a_clock_that_was_set_back_allows(database: Database) -> None:
    with database.transaction(at()) as tx:
        for dedupe, days in (("a", 21), ("b", 0)):
            number = owe(tx, dedupe=dedupe)
            outbox.again(tx, number, NOON, at(days=days))
        outbox.wait_at_most(tx, at(hours=1))
        assert [outbox.known(tx, nth(tx, number)).not_before for number in (1, 2)] == [at(hours=1), at()]


def test_the_newest_letter_of_a_kind_is_one_that_arrived(database: Database) -> None:
    with database.transaction(at()) as tx:
        for place, chat in enumerate((1, 2, 1, 1)):
            owe(tx, chat, str(place), "remind")
        assert outbox.newest(tx, 1, ["remind"]) is None
        for number in (1, 3):
            outbox.claim(tx, nth(tx, number), NOON)
            outbox.settle(tx, nth(tx, number), "sent", NOON, message=number, stamped_at=NOON)
        found = outbox.newest(tx, 1, ["digest", "remind"])
        assert found is not None
        assert places(tx, [found]) == [3]
        assert outbox.newest(tx, 1, ["digest"]) is None
