"""At the very second: the last moment at which something counts, and the first at which it does not."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cast import CHINA, HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage, labels

SECOND = timedelta(seconds=1)
DUE = datetime(2026, 12, 3, 17, 0, tzinfo=CHINA)
"""From here on reports of November are late."""
LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)
"""From here on nothing of November changes but by correction."""


def confirmed_at(stage: Stage) -> datetime:
    """Let a head report and the lead confirm; returns when that was decided."""
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    return datetime.fromisoformat(stage.books()["decided_at"])


# What may be taken back


def test_a_decision_is_taken_back_thirty_minutes_later_and_not_a_second_after_that(quiet_stage: Stage) -> None:
    decided = confirmed_at(quiet_stage)
    card = quiet_stage.card(REVIEWER).id
    quiet_stage.clock.move(decided + timedelta(minutes=30))
    quiet_stage.say(REVIEWER, "撤销", reply_to=card)
    assert quiet_stage.books()["state"] == "pending"
    quiet_stage.say(REVIEWER, "确认", reply_to=card)
    decided = datetime.fromisoformat(quiet_stage.books()["decided_at"])
    quiet_stage.clock.move(decided + timedelta(minutes=30) + SECOND)
    quiet_stage.say(REVIEWER, "撤销", reply_to=card)
    assert "超过30分钟" in quiet_stage.last(REVIEWER).text
    assert quiet_stage.books()["state"] == "confirmed"


def test_who_confirms_what_is_confirmed_hears_what_it_is_and_of_undoing_only_while_that_goes(
    quiet_stage: Stage,
) -> None:
    decided = confirmed_at(quiet_stage)
    stands = "⚠️ 编号 0001 11月19日 09:00 已由 李科长 确认，不用再确认，没有任何改动。"
    stands += "这一项是东湖市场监管所 工单按期回复率。确有差错："
    for beyond, undo in ((timedelta(), "李科长 到 11月19日 09:30 可撤销，之后"), (SECOND, "")):
        quiet_stage.clock.move(decided + timedelta(minutes=30) + beyond)
        quiet_stage.say(SECOND_REVIEWER, "确认", reply_to=quiet_stage.card(SECOND_REVIEWER).id)
        told = f"{stands}{undo}请回复本条：更正为 数值 原因（须两人签字）。"
        assert quiet_stage.last(SECOND_REVIEWER).text == told


def test_a_correction_is_proposed_from_the_second_on_at_which_nothing_is_taken_back_any_more(
    quiet_stage: Stage,
) -> None:
    decided = confirmed_at(quiet_stage)
    notice = quiet_stage.last(HEAD).id
    quiet_stage.clock.move(decided + timedelta(minutes=30))
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=notice)
    assert "还可以撤销" in quiet_stage.last(HEAD).text
    quiet_stage.clock.move(decided + timedelta(minutes=30) + SECOND)
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=notice)
    assert quiet_stage.books()["phase"] == "correcting"


def test_what_was_withdrawn_is_restored_ten_minutes_later_and_not_a_second_after_that(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    for beyond, state in ((timedelta(), "pending"), (SECOND, "withdrawn")):
        withdrawn = quiet_stage.clock.now().replace(microsecond=0) + timedelta(minutes=1)
        quiet_stage.clock.move(withdrawn)
        quiet_stage.say(HEAD, "/undo 1")
        quiet_stage.clock.move(withdrawn + timedelta(minutes=10) + beyond)
        quiet_stage.press(HEAD, quiet_stage.last(HEAD).id, "恢复")
        assert quiet_stage.books()["state"] == state


# Late, and locked


@pytest.mark.parametrize(("moment", "late"), [(DUE - SECOND, False), (DUE, True)])
def test_a_report_is_late_from_the_very_second_at_which_it_is_due(
    quiet_stage: Stage, moment: datetime, *, late: bool
) -> None:
    quiet_stage.clock.move(moment)
    quiet_stage.report(HEAD, "工单按期回复率 98/100 11月")
    assert ("迟报" in quiet_stage.last(HEAD).text) is late
    assert ("迟报" in quiet_stage.card(REVIEWER).text) is late
    assert quiet_stage.books()["late"] is late


@pytest.mark.parametrize(("moment", "until"), [(DUE - SECOND, "12月3日 17:00"), (DUE, "12月7日 12:00")])
def test_what_is_returned_when_reports_are_due_is_mended_until_the_lock(
    quiet_stage: Stage, moment: datetime, until: str
) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.clock.move(moment)
    quiet_stage.say(REVIEWER, "退回 缺少截图", reply_to=quiet_stage.card(REVIEWER).id)
    assert f"请在 {until} 前" in quiet_stage.last(HEAD).text


def reports(stage: Stage) -> None:
    stage.report(HEAD, "工单办结率 98/100 11月")


def reports_again(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 97/100 11月")


def confirms(stage: Stage) -> None:
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def presses(stage: Stage) -> None:
    stage.press(REVIEWER, stage.card(REVIEWER).id, "确认")


def withdraws(stage: Stage) -> None:
    stage.say(HEAD, "/undo 1")


DEEDS = (reports, reports_again, confirms, presses, withdraws)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_month_is_locked_from_its_very_second_on(quiet_stage: Stage, deed: object) -> None:
    assert callable(deed)
    quiet_stage.report(HEAD)
    quiet_stage.stop()
    quiet_stage.clock.move(LOCK)
    quiet_stage.start()
    quiet_stage.settle()
    quiet_stage.clock.move(LOCK)
    books = quiet_stage.json("submissions")
    deed(quiet_stage)
    assert quiet_stage.json("submissions") == books
    quiet_stage.clock.move(LOCK - SECOND)
    deed(quiet_stage)
    assert quiet_stage.json("submissions") != books


def test_nobody_is_nudged_about_a_locked_month(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    receipt = quiet_stage.last(HEAD).id
    quiet_stage.clock.move(LOCK)
    quiet_stage.say(HEAD, "催办", reply_to=receipt)
    assert "已锁定" in quiet_stage.last(HEAD).text
    quiet_stage.clock.move(LOCK - SECOND)
    quiet_stage.say(HEAD, "催办", reply_to=receipt)
    assert "已为 编号 0001 催办" in quiet_stage.last(HEAD).text


def test_the_month_before_is_offered_until_the_second_of_its_lock(quiet_stage: Stage) -> None:
    quiet_stage.clock.move(LOCK - SECOND)
    quiet_stage.report(HEAD)
    assert labels(quiet_stage.last(HEAD))[:2] == ["2026年11月", "2026年12月"]
    quiet_stage.clock.move(LOCK)
    quiet_stage.report(HEAD)
    assert quiet_stage.books()["period"] == "2026-12"


@pytest.mark.parametrize(("moment", "found"), [(LOCK - SECOND, True), (LOCK, False)])
def test_a_dialogue_offers_only_what_is_not_locked(quiet_stage: Stage, moment: datetime, *, found: bool) -> None:
    quiet_stage.report(HEAD, "工单按期回复率 98/100")
    quiet_stage.report(HEAD, "工单办结率 98/100")
    quiet_stage.clock.move(moment)
    quiet_stage.report(HEAD, "工单满意率 98/100 12月")
    quiet_stage.clock.move(moment)
    quiet_stage.say(HEAD, "/report")
    offered = labels(quiet_stage.last(HEAD))
    if "下一页" in offered:
        quiet_stage.press(HEAD, quiet_stage.last(HEAD).id, "下一页")
        offered += labels(quiet_stage.last(HEAD))
    assert any("工单满意率" in label for label in offered) is found, offered


def test_what_waits_is_sorted_by_the_second_of_the_lock(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    for moment, locked in ((LOCK - SECOND, False), (LOCK, True)):
        quiet_stage.clock.move(moment)
        quiet_stage.say(HEAD, "/pending")
        told = quiet_stage.last(HEAD).text
        assert ("锁定时还没有确认" in told) is locked
        assert ("2026年11月还有" in told) is not locked


@pytest.mark.parametrize(("moment", "months"), [(LOCK - SECOND, ["2026年11月", "2026年12月"]), (LOCK, ["2026年12月"])])
def test_a_form_asks_for_the_months_that_are_not_locked(
    quiet_stage: Stage, moment: datetime, months: list[str]
) -> None:
    quiet_stage.clock.move(moment)
    quiet_stage.say(REVIEWER, "/form")
    document = next(said.document for said in reversed(quiet_stage.said(REVIEWER)) if said.document)
    assert sheets(document[1], quiet_stage.folder) == months


def sheets(form: bytes, folder: Path) -> list[str]:
    """Return the months that a form has sheets of."""
    import openpyxl

    file = folder.with_name("form.xlsx")
    file.write_bytes(form)
    with closing(openpyxl.load_workbook(file)) as book:
        return sorted({name.rpartition(" ")[2] for name in book.sheetnames if "2026" in name})


def test_a_value_is_corrected_from_the_second_of_the_lock_though_it_could_still_be_taken_back(
    quiet_stage: Stage,
) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.clock.move(LOCK - timedelta(minutes=10))
    quiet_stage.say(REVIEWER, "确认", reply_to=quiet_stage.card(REVIEWER).id)
    notice = quiet_stage.last(HEAD).id
    quiet_stage.clock.move(LOCK - SECOND)
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=notice)
    assert quiet_stage.books()["phase"] == "confirmed"
    quiet_stage.clock.move(LOCK)
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=notice)
    assert quiet_stage.books()["phase"] == "correcting"


@pytest.mark.parametrize(("moment", "phase"), [(LOCK - SECOND, "confirmed"), (LOCK, "correcting")])
def test_another_value_for_an_objection_is_a_correction_from_the_second_of_the_lock(
    quiet_stage: Stage, moment: datetime, phase: str
) -> None:
    confirmed_at(quiet_stage)
    quiet_stage.say(HEAD, "异议 漏计一件", reply_to=quiet_stage.last(HEAD).id)
    quiet_stage.clock.move(moment)
    quiet_stage.say(SECOND_REVIEWER, "改为 97/100 核对台账", reply_to=quiet_stage.card(SECOND_REVIEWER).id)
    assert quiet_stage.books()["phase"] == phase


# What was seen


def test_a_card_that_changed_in_the_second_of_the_reply_was_not_seen(quiet_stage: Stage) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.later(seconds=10)
    quiet_stage.report(HEAD, "工单按期回复率 97/100")
    card = quiet_stage.card(REVIEWER)
    shown = card.at.replace(microsecond=0)
    quiet_stage.clock.move(shown)
    quiet_stage.say(REVIEWER, "确认", reply_to=card.id)
    assert quiet_stage.books()["state"] == "pending"
    quiet_stage.clock.move(shown + SECOND)
    quiet_stage.say(REVIEWER, "确认", reply_to=card.id)
    assert quiet_stage.books()["state"] == "confirmed"


def test_a_correction_that_was_shown_in_the_second_of_the_reply_was_not_seen(quiet_stage: Stage) -> None:
    decided = confirmed_at(quiet_stage)
    quiet_stage.clock.move(decided + timedelta(minutes=31))
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=quiet_stage.last(HEAD).id)
    first = quiet_stage.cards(SECOND_REVIEWER)[0]
    shown = min(card.at for card in quiet_stage.cards(SECOND_REVIEWER)).replace(microsecond=0)
    quiet_stage.clock.move(shown)
    quiet_stage.say(SECOND_REVIEWER, "确认", reply_to=first.id)
    assert "已更新" in "".join(said.text for said in quiet_stage.said(SECOND_REVIEWER)[-2:])
    quiet_stage.clock.move(max(card.at for card in quiet_stage.cards(SECOND_REVIEWER)) + SECOND)
    quiet_stage.say(SECOND_REVIEWER, "确认", reply_to=first.id)
    assert "已签" in quiet_stage.card(REVIEWER).text
