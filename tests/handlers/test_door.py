"""The door: what is told of an update that could not be processed."""

from handlers import door
from tests.cast import ADMIN, SECOND_ADMIN
from tests.handlers.bench import Bench


def test_an_update_of_nobody_that_fails_is_told_to_the_admins_alone(bench: Bench) -> None:
    with bench.turn() as turn:
        door.incident(turn, 7, None)
    assert {letter.chat for letter in bench.owed("text")} == {ADMIN, SECOND_ADMIN}
