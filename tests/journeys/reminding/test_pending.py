"""/pending: what a head still owes, and what waits for a reviewer."""

import re
from datetime import datetime

from tests.cast import CHINA, HEAD, PARTY_HEAD, REVIEWER, STAFF_REVIEWER
from tests.stage import Stage


def test_pending_tells_a_head_what_to_report_and_to_mend(scored: Stage) -> None:
    scored.say(HEAD, "/pending")
    answer = scored.last(HEAD).text
    to_mend, _, rest = answer.partition("待核实")
    assert "编号 0003" in to_mend
    assert "编号 0002" in rest
    assert "信访件化解" in answer
    missing = answer[answer.index("项未报") :]
    assert "工单按期回复率" not in missing
    others = "另有 2 项由牵头单位报，不用您报：党风廉政及作风建设效能、驻地企业满意度"
    assert others in missing.splitlines()
    assert "驻地企业满意度" not in answer.replace(others, ""), "it is not one to be reported"


def test_pending_and_mine_count_alike_what_is_to_be_reported(scored: Stage) -> None:
    scored.say(HEAD, "/pending")
    count = re.search(r"还有 (\d+) 项未报", scored.last(HEAD).text)
    assert count is not None
    scored.say(HEAD, "/mine")
    states = scored.last(HEAD).text.splitlines()[1]
    # What was returned is told of by itself, and is not reported either.
    assert f"未报 {count[1]} 项，牵头单位未报 2 项" in states


def test_a_unit_that_is_the_only_lead_of_a_metric_has_it_among_what_to_report(stage: Stage) -> None:
    stage.say(PARTY_HEAD, "/pending")
    told = stage.last(PARTY_HEAD).text.splitlines()
    assert [line for line in told if "党风廉政及作风建设效能" in line] == [
        "1 党风廉政及作风建设效能",
        "上报请发（12分 换成实际的数）：/report 党风廉政及作风建设效能 12分",
    ]
    assert "样本企业满意度" in next(line for line in told if line.startswith("另有 4 项由牵头单位报"))


def test_what_is_to_do_is_asked_in_english_words(scored: Stage) -> None:
    for words in ("todo", "To do", "to-do."):
        scored.say(REVIEWER, words)
        assert "等您核实 1 项" in scored.last(REVIEWER).text, words


def test_pending_gives_a_reviewer_a_card_for_each_that_waits(scored: Stage) -> None:
    scored.say(REVIEWER, "待办")
    answer = scored.last(REVIEWER)
    assert "等您核实 1 项" in answer.text
    assert "编号 0002 东湖市场监管所 工单办结率" in answer.text
    (button,) = (button.text for row in answer.buttons for button in row if "0002" in button.text)
    scored.press(REVIEWER, answer.id, button)
    card = scored.card(REVIEWER)
    assert "待核实 编号 0002" in card.text
    scored.say(REVIEWER, "确认", reply_to=card.id)
    assert scored.books(2)["state"] == "confirmed"


def test_pending_with_nothing_to_do_says_so(stage: Stage) -> None:
    stage.say(STAFF_REVIEWER, "/pending")
    assert "没有等您办理的事" in stage.last(STAFF_REVIEWER).text


def test_pending_names_the_deadline_of_reports_first_and_the_lock_beside_it(stage: Stage) -> None:
    def told() -> str:
        stage.say(HEAD, "/pending")
        return next(line for line in stage.last(HEAD).text.splitlines() if "项未报" in line)

    assert told().endswith("项未报，12月3日 17:00 截止，12月7日 12:00 锁定：")
    stage.move(datetime(2026, 12, 3, 16, 59, 50, tzinfo=CHINA))
    assert told().endswith("项未报，今天（12月3日）17:00 截止，12月7日 12:00 锁定：")
    stage.move(datetime(2026, 12, 3, 17, 0, tzinfo=CHINA))
    assert told().endswith("项未报，上报已于今天（12月3日）17:00 截止，迟报仍受理，12月7日 12:00 锁定：")
    stage.move(datetime(2026, 12, 7, 11, 59, tzinfo=CHINA))
    assert "今天（12月7日）12:00 锁定：" in told()
