"""What was made public of what matters count comes out of the chain again, also where it no longer counts."""

from datetime import timedelta

from handlers.publishing.actions.posts import post_weeks
from storage import publications, sealed
from tests.cast import HEAD, OFFICE_REVIEWER, OTHER_HEAD
from tests.faults.bureau import MONDAY
from tests.handlers.matters.bureau import Ledgers, day


def test_posts_before_and_after_something_counted_are_reckoned_again(bench: Ledgers) -> None:
    bench.assign(OFFICE_REVIEWER, "urgent", "donghu xixi", day(11, 27))
    bench.act(OTHER_HEAD, "finish", "xixi")
    bench.act(OFFICE_REVIEWER, "verify", "xixi")
    bench.act(HEAD, "finish")
    bench.now = MONDAY - timedelta(minutes=5)
    bench.act(OFFICE_REVIEWER, "verify")
    bench.now = MONDAY
    post(bench)
    bench.later(minutes=5)
    bench.act(OFFICE_REVIEWER, "take_back")
    assert [cell[0] for cell in bench.cells()] == ["xixi"]
    bench.now = MONDAY + timedelta(days=7)
    bench.tick()
    post(bench)
    assert bench.database.look(sealed.look).differences == []


def post(bench: Ledgers) -> None:
    with bench.turn() as turn:
        before = len(publications.every(turn.tx, None))
        post_weeks(turn)
        assert len(publications.every(turn.tx, None)) > before
