"""A month in which a value has no target of its unit's own: it cannot be closed, whoever closes hears why, and how."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.cast import ADMIN, CHINA, HEAD, OTHER_HEAD, REVIEWER, SECOND_ADMIN, SECOND_REVIEWER, roster_csv
from tests.journeys.closing.conftest import without_coverage
from tests.stage import Stage, furnish, playing, staged

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
FIXED = 'method = { kind = "goalpost", zero_at = "80", full_at = "100" }'
TARGET = '\n[[targets]]\nmetric = "reply_rate"\nunit = "xixi"\nvalue = 96\n'
LACKING = (
    "⚠️ 2026年11月没有定榜：单位“东湖市场监管所”指标“工单按期回复率”2026-11 没有目标，算不出来，没有任何改动。"
    "已锁定的期间不能再改方案，请牵头单位把这个数更正为不涉及（两人签字），再发“待定榜”。"
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Stage]:
    """A bureau in which every unit should have a target of its own, and one has."""
    rulebook = without_coverage(tmp_path)
    head, metric, tail = rulebook.read_text("utf-8").partition('id = "reply_rate"')
    tail = tail.replace(FIXED, 'method = { kind = "completion", target = "own" }', 1)
    rulebook.write_text(head + metric + tail + TARGET, "utf-8")
    with staged("in process", furnish(tmp_path / "data", rulebook, roster_csv()), rulebook) as stage, playing(stage):
        yield stage


def corrected(stage: Stage, value: str) -> None:
    card = next(one for one in stage.cards(REVIEWER) if "东湖" in one.text)
    stage.say(REVIEWER, f"更正 {value} 没有目标", reply_to=card.id)
    asked = next(one for one in reversed(stage.said(SECOND_REVIEWER)) if "待更正" in one.text)
    stage.say(SECOND_REVIEWER, "确认", reply_to=asked.id)


def test_it_is_told_instead_of_the_card_and_can_be_closed_once_the_value_is_out_of_the_way(own: Stage) -> None:
    for head, value in ((HEAD, "98/100"), (OTHER_HEAD, "90/100")):
        own.report(head, f"工单按期回复率 {value}")
        own.say(REVIEWER, "确认", reply_to=own.card(REVIEWER).id)
    before = own.counts()
    own.move(LOCK)
    own.later(hours=1)
    for admin in (ADMIN, SECOND_ADMIN):
        assert own.new(before)[admin].count(LACKING) == 1
        assert not any("📋" in one for one in own.new(before)[admin])
    own.say(ADMIN, "待定榜")
    assert own.last(ADMIN).text == LACKING

    corrected(own, "不涉及")
    for admin in (ADMIN, SECOND_ADMIN):
        own.say(admin, "待定榜")
        own.press(admin, own.last(admin).id, "定榜")
    (post,) = [one.text for one in own.said(own.group) if "（正式）" in one.text and "市场监管所擂台" in one.text]
    assert "1 西溪市场监管所" in post

    before = own.counts()
    corrected(own, "98/100")
    own.later(seconds=1)
    assert "2026年11月更正后的结果没有公布：单位“东湖市场监管所”" in own.new(before)[ADMIN][-1]
    assert not [one for one in own.new(before).get(own.group, []) if "第2版" in one], "what was published stands"
