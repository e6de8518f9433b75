"""Too fast: after twenty messages within a minute one hint, then silence until a minute without a word."""

from collections.abc import Iterator

import pytest

from tests.cast import GROUP, HEAD, OTHER_HEAD
from tests.stage import Stage, playing


@pytest.fixture
def hurried(waiting_stage: Stage) -> Iterator[Stage]:
    """The running bot, which minds how fast people write."""
    waiting_stage.hurried = True
    with playing(waiting_stage) as stage:
        yield stage


def test_a_flood_gets_one_hint_then_silence_until_a_quiet_minute_and_holds_up_nobody(
    hurried: Stage, picture: bytes
) -> None:
    stage = hurried
    stage.chat.say_album(HEAD, [picture] * 3, "/report 工单按期回复率 98/100\n工单办结率 97/100")
    for _ in range(9):
        stage.chat.say(HEAD, "/help")
    looked = stage.chat.say(HEAD, "/help").id
    for again in range(8):
        stage.chat.edit(HEAD, looked, f"/help {again}")
    stage.say(HEAD, "说着玩", to=GROUP)
    stage.report(HEAD, "工单满意率 9/10", to=GROUP)
    assert len(stage.json("submissions")) == 3, "an album, and what its lines report, is one message; talk is none"
    before = stage.counts()

    stage.report(HEAD, "工单满意率 8/10")
    assert "从这一条起都不处理" in stage.last(HEAD).text
    for _ in range(5):
        stage.report(HEAD, "工单满意率 7/10")
    stage.say(HEAD, "/rank", to=GROUP)
    stage.report(OTHER_HEAD, "工单按期回复率 90/100")
    stage.chat.edit(HEAD, looked, "/rank")
    stage.settle()
    assert len(stage.new(before)[HEAD]) == 1
    assert "已收到" in stage.last(OTHER_HEAD).text
    assert [row["value"] for row in stage.json("submissions")] == ["98/100", "97/100", "9/10", "90/100"]

    stage.later(seconds=59)
    stage.report(HEAD, "工单满意率 7/10")
    assert len(stage.new(before)[HEAD]) == 1, "a minute is not over, and begins anew"
    stage.later(seconds=59)
    stage.report(HEAD, "工单满意率 7/10")
    assert len(stage.new(before)[HEAD]) == 1
    stage.later(seconds=61)
    stage.report(HEAD, "工单满意率 7/10")
    assert stage.books(3)["value"] == "7/10"
    for again in range(20):
        stage.chat.edit(HEAD, looked, f"/help {again}")
    stage.settle()
    assert sum("从这一条起都不处理" in seen.text for seen in stage.said(HEAD)) == 2, "told anew in a new spell"
