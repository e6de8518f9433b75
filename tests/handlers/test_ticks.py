"""Two looks at the same moment may both find that something is due: the one that comes second does nothing."""

from handlers.journeys import JOURNEYS
from storage import outbox
from tests.handlers.bench import Bench


def test_a_tick_whose_work_another_did_at_the_same_moment_does_nothing(furnished_bench: Bench) -> None:
    bench = furnished_bench
    ticks = [tick for journey in JOURNEYS for tick in journey.ticks]
    for tick in ticks:
        with bench.turn() as turn:
            tick.act(turn)
    with bench.turn() as turn:
        before = [letter.id for letter in outbox.heads(turn.tx)]
    for tick in ticks:
        with bench.turn() as turn:
            tick.act(turn)
    with bench.turn() as turn:
        assert [letter.id for letter in outbox.heads(turn.tx)] == before
    assert len(ticks) > 15
