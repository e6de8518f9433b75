"""A letter about what the books do not hold is an error of the house, never a letter."""

from dataclasses import replace

import pytest

from bot.outgoing import letters
from handlers.reporting.actions import submit
from handlers.standings.actions import boards
from tests.cast import HEAD
from tests.handlers.bench import RATE, Bench


def test_a_letter_about_what_the_books_do_not_hold_is_never_written(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    card = bench.owed("card")[0]
    for kind, payload in (("card", {**card.payload, "number": 99}), ("step", {"draft": 99, "page": 0})):
        with bench.turn() as turn, pytest.raises(LookupError, match="99"):
            letters.render(turn, replace(card, kind=kind, payload=payload))
    with bench.turn() as turn, pytest.raises(LookupError, match="99"):
        boards.posted_board(turn, 99)
