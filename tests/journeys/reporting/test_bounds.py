"""How much is taken and for how long: the last that is, and the first that is not."""

from datetime import datetime, timedelta

import pytest

from tests import engine
from tests.cast import CHINA, GROUP, HEAD, LEADER
from tests.stage import Stage

SECOND = timedelta(seconds=1)
LAST_MONDAY = datetime(2026, 12, 28, 9, 0, tzinfo=CHINA)
"""The last weekly post of the year: no later one takes its place."""
REVIEWED = datetime(2026, 12, 4, 17, 0, tzinfo=CHINA)
"""When reviews of November are due."""


def test_a_submission_takes_thirty_pieces_of_evidence_and_not_one_more(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    receipt = quiet_stage.last(HEAD).id
    quiet_stage.say(HEAD, " ".join(f"https://a.cn/{n}" for n in range(29)), reply_to=receipt)
    assert quiet_stage.books()["evidence"] == 29
    quiet_stage.say(HEAD, "https://b.cn/1 https://b.cn/2 https://b.cn/3", reply_to=receipt)
    assert quiet_stage.books()["evidence"] == 30
    quiet_stage.say(HEAD, "https://c.cn/1", reply_to=receipt)
    assert "佐证已有 30 份" in quiet_stage.last(HEAD).text
    assert quiet_stage.books()["evidence"] == 30


@pytest.mark.parametrize(("late", "made"), [(timedelta(days=7) - SECOND, True), (timedelta(days=7), False)])
def test_a_post_is_made_up_for_within_seven_days(stage: Stage, late: timedelta, *, made: bool) -> None:
    stage.stop()
    stage.clock.move(LAST_MONDAY + late)
    stage.start()
    stage.settle()
    posted = [said.text for said in stage.said(GROUP) if said.photo]
    assert ["第52周" in text for text in posted] == [True, True] * made


@pytest.mark.parametrize(("late", "told"), [(timedelta(days=7) - SECOND, 1), (timedelta(days=7), 0)])
def test_leaders_hear_within_seven_days_of_what_was_open_at_the_deadline(
    quiet_stage: Stage, late: timedelta, told: int
) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.stop()
    quiet_stage.clock.move(REVIEWED + late)
    quiet_stage.start()
    quiet_stage.settle()
    assert len(quiet_stage.said(LEADER)) == told


def test_calls_that_the_clock_of_another_start_put_in_the_future_hold_up_nobody(quiet_stage: Stage) -> None:
    quiet_stage.say(HEAD, "/help")
    quiet_stage.stop()
    with engine.books(quiet_stage.database) as books:
        assert books.exec_driver_sql("UPDATE outbox SET called_at = called_at + 3600000000").rowcount > 0
    began = quiet_stage.clock.seconds()
    quiet_stage.start()
    quiet_stage.say(HEAD, "/help")
    assert quiet_stage.chat.calls.of("sendMessage", chat=HEAD)[-1].pace - began < 5
