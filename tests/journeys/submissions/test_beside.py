"""What a card shows beside a value: the unit's last one, the arena's median, why it stands out, who could help."""

from datetime import timedelta

from tests.cast import BEGIN, GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, THIRD_HEAD
from tests.stage import Stage
from tests.stage.story import labels

OUTLIER = "⚠️ 与其他单位差距较大（中位数 97.0%），请单独核实"


def test_a_card_shows_the_last_value_the_arenas_median_and_why_a_value_stands_out(stage: Stage) -> None:
    stage.move(BEGIN - timedelta(days=18))
    stage.report(OTHER_HEAD, "回复率 2/3 10月")
    first = stage.card(REVIEWER)
    assert "\n上报 2/3（66.67%）\n" in first.text, "nothing to see it beside yet"
    stage.say(REVIEWER, "确认", reply_to=first.id)
    stage.move(BEGIN)
    stage.report(HEAD, "回复率 98/100")
    assert "｜" not in stage.card(REVIEWER).text.splitlines()[2]
    stage.report(OTHER_HEAD, "回复率 97/100")
    moved = stage.card(REVIEWER).text
    assert "\n上报 97/100（97%）｜上月 2/3（66.67%）｜擂台中位数 97.5%\n" in moved
    assert "\n⚠️ 与上次（66.7%）相比变动超过 20%，请单独核实\n" in moved
    stage.report(THIRD_HEAD, "回复率 50/100")
    card = stage.card(REVIEWER)
    assert "\n上报 50/100（50%）｜擂台中位数 97.0%\n" in card.text
    assert f"\n{OUTLIER}\n" in card.text
    stage.say(REVIEWER, "确认", reply_to=card.id)
    decided = stage.seen(REVIEWER, card.id).text
    assert "上报 50/100（50%）｜擂台中位数 97.0%" in decided
    assert OUTLIER not in decided, "what was decided needs no look of its own"


def test_a_quarter_without_a_value_in_between_is_named(stage: Stage) -> None:
    stage.move(BEGIN - timedelta(days=18))
    stage.report(HEAD, "回复率 98/100 10月")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(BEGIN + timedelta(days=30))
    stage.report(HEAD, "回复率 96/100 12月")
    assert "上报 96/100（96%）｜上次（2026年10月） 98/100（98%）\n" in stage.card(REVIEWER).text


def test_nobody_is_offered_a_transfer_where_there_is_no_colleague(stage: Stage) -> None:
    stage.report(HEAD, "信访 2/3")
    assert labels(stage.card(OFFICE_REVIEWER)) == ["✅ 确认", "↩️ 退回", "✏️ 修改"]
    stage.report(HEAD, "回复率 98/100")
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        assert labels(stage.card(reviewer)) == ["✅ 确认", "↩️ 退回", "✏️ 修改", "➡️ 转交"]
    stage.report(OTHER_HEAD, "信访 2/3", to=GROUP)
    assert "➡️ 转交" not in labels(stage.card(GROUP))


def test_every_share_is_told_in_percent_too(stage: Stage) -> None:
    stage.report(HEAD, "回复率 2/3")
    assert "工单按期回复率：2/3（66.67%），2026年11月" in stage.last(HEAD).text
    stage.say(HEAD, "/why 回复率")
    assert "数值：2/3（66.67%）" in stage.last(HEAD).text
    stage.say(HEAD, "/mine")
    assert "工单按期回复率 2/3（66.67%） 满分 5 分，待核实" in "\n".join(seen.text for seen in stage.said(HEAD))
