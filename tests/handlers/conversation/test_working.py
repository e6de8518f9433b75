"""The message that a letter takes long to make: said once, and ended by whoever takes the letter up after a kill."""

import pytest

from handlers.conversation.actions import working
from handlers.conversation.results import Working
from handlers.results import Owed, Text
from storage import outbox
from storage.outbox import Letter
from tests.cast import HEAD
from tests.handlers.bench import Bench


def owed(bench: Bench) -> Letter:
    with bench.turn() as turn:
        turn.owe(HEAD, "text", Text("muted", {}))
    return bench.owed("text")[-1]


def begun(bench: Bench, letter: Letter) -> Letter | None:
    with bench.turn() as turn:
        return working.begin(turn, letter)


def settled(bench: Bench, letter: Letter, state: str, message: int | None = None) -> None:
    with bench.turn() as turn:
        outbox.settle(turn.tx, letter.id, state, bench.now, message=message)


def ended(bench: Bench, letter: Letter) -> list[dict[str, object]]:
    with bench.turn() as turn:
        working.end(turn, letter)
    return [one.payload for one in bench.owed("worked")]


@pytest.mark.parametrize(("state", "arrived"), [("sent", True), ("dead", False), ("unknown", False)])
def test_killed_while_it_was_made_it_is_said_no_second_time_and_ends_once(
    bench: Bench, state: str, *, arrived: bool
) -> None:
    letter = owed(bench)
    said = begun(bench, letter)
    assert said is not None
    settled(bench, said, "sent", 7)
    assert begun(bench, letter) is None
    assert ended(bench, letter) == []
    settled(bench, letter, state, 8)
    assert ended(bench, letter) == [{"message": 7, "arrived": arrived}]
    assert ended(bench, letter) == [{"message": 7, "arrived": arrived}]


def test_what_was_never_seen_to_be_said_is_not_said_behind_its_letter(bench: Bench) -> None:
    letter = owed(bench)
    said = begun(bench, letter)
    assert said is not None
    asked = Owed(said.id, said.chat, said.kind, Working(letter.id))
    with bench.turn() as turn:
        assert working.still(turn, asked)
    settled(bench, letter, "sent", 8)
    with bench.turn() as turn:
        assert not working.still(turn, asked)
    assert ended(bench, letter) == []
