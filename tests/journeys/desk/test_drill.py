"""演练: everything is marked, nothing counts, and at the end it is kept or wiped."""

from datetime import datetime

from tests.cast import ADMIN, CHINA, GROUP, HEAD, LEADER, REVIEWER
from tests.stage import Stage, labels

MARK = "【演练】"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=CHINA)
LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)


def press(stage: Stage, label: str) -> str:
    """Press a button of the page of the rehearsal, and return what that page says then."""
    stage.say(ADMIN, "/bureau 演练")
    desk = stage.last(ADMIN)
    answer, alert = stage.press(ADMIN, desk.id, label)
    assert (answer, alert) == ("", False)
    return stage.seen(ADMIN, desk.id).text


def confirmed(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.cards(REVIEWER)[-1].id)


def test_a_rehearsal_is_marked_everywhere_and_leaves_nothing_where_it_is_wiped(stage: Stage) -> None:
    empty = stage.row()
    press(stage, "开始演练")
    begun = {person: len(stage.said(person)) for person in (HEAD, REVIEWER, LEADER, GROUP)}
    assert "现在开始演练（韩管理员）" in stage.said(GROUP)[-1].text
    confirmed(stage)
    stage.say(HEAD, "本月无 信访件化解")
    stage.say(LEADER, "/rank")
    stage.move(MONDAY)
    for person, before in begun.items():
        new = stage.said(person)[before:]
        assert new
        assert all(seen.text.startswith(MARK) for seen in new if seen.text)
    assert stage.row()["total"] != empty["total"]
    assert "演练周榜" in desk(stage, "通报")

    stage.move(LOCK)
    stage.say(ADMIN, "待定榜")
    assert "正在演练" in stage.last(ADMIN).text
    assert all("待定榜" not in seen.text for seen in stage.said(LEADER))

    asked = press(stage, "结束演练")
    assert "1 项申报，留用还是清空" in asked
    page = next(seen for seen in reversed(stage.said(ADMIN)) if "结束，清空" in labels(seen))
    stage.press(ADMIN, page.id, "结束，清空")
    told = stage.said(GROUP)[-1].text
    assert told.startswith("演练到此结束（韩管理员）：演练里的 1 项申报已全部清空")
    stage.say(ADMIN, "待定榜")
    assert "没有等着定榜的周期" in stage.last(ADMIN).text
    assert stage.json("submissions")[0]["state"] == "withdrawn"
    assert stage.leitai("audit", "verify").code == 0
    stage.say(HEAD, "/report 工单按期回复率 96/100")
    receipt = stage.last(HEAD)
    assert receipt.text.startswith("✅ 已收到，编号 0002")


def desk(stage: Stage, page: str) -> str:
    stage.say(ADMIN, f"/bureau {page}")
    return stage.last(ADMIN).text


def test_what_is_kept_counts_and_an_old_button_ends_no_later_rehearsal(stage: Stage) -> None:
    stage.say(HEAD, "/bureau 演练 开始")
    assert "只有管理员" in stage.last(HEAD).text
    stage.say(ADMIN, "/bureau 演练 开始")
    stage.report(HEAD, "工单按期回复率 98/100")
    stage.say(HEAD, "/undo 1")
    withdrawn = stage.last(HEAD)
    assert labels(withdrawn) == ["恢复"]
    stage.say(ADMIN, "/bureau 演练 结束 清空")
    assert labels(stage.seen(HEAD, withdrawn.id)) == []
    answer, alert = stage.press(HEAD, withdrawn.id, "恢复")
    assert alert
    assert "编号 0001 是演练里的，演练结束时已清空，没有任何改动" in answer

    stage.say(ADMIN, "/bureau 演练 开始")
    confirmed(stage)
    total = stage.row()["total"]
    asked = press(stage, "结束演练")
    page = next(seen for seen in reversed(stage.said(ADMIN)) if "结束，留用" in labels(seen))
    assert "留用还是清空" in asked
    stage.say(ADMIN, "/bureau 演练 结束 留用")
    assert "1 项申报留用，从现在起作数" in stage.last(ADMIN).text
    assert stage.row()["total"] == total
    assert "结束，清空" not in labels(stage.seen(ADMIN, page.id))
    stage.say(ADMIN, "/bureau 演练 开始")
    assert "已有 1 项真的申报" in stage.last(ADMIN).text
    assert "没有任何改动" in stage.last(ADMIN).text
    stage.say(ADMIN, "/bureau 演练 停一停")
    assert "没有看懂，没有任何改动" in stage.last(ADMIN).text
    confirmed(stage)
    assert not stage.last(HEAD).text.startswith(MARK)
