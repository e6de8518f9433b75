"""What still lies on a desk when a month is locked: nobody is sent to buttons that can only refuse."""

from datetime import datetime

from tests.cast import ADMIN, CHINA, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, STRANGER
from tests.stage import Stage

LOCKED = datetime(2026, 12, 7, 12, 1, tzinfo=CHINA)


def labels(stage: Stage, person: int) -> list[str]:
    return [button.text for row in stage.last(person).buttons for button in row]


def test_what_was_not_confirmed_by_the_lock_is_offered_for_correction_and_nothing_else(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(REVIEWER, "汇总 开")
    stage.report(HEAD, "工单办结率 98/100\n工单满意率 97/100")
    stage.say(SECOND_REVIEWER, "退回 缺少截图", reply_to=stage.cards(SECOND_REVIEWER)[1].id)
    stage.move(LOCKED)
    before = len(stage.said(REVIEWER))
    stage.later(hours=3)
    assert len(stage.said(REVIEWER)) == before, "no digest asks for what cannot be confirmed any more"
    stage.say(HEAD, "/pending")
    assert "锁定时还没有确认，没有计分" in stage.last(HEAD).text
    offered = [label for label in labels(stage, HEAD) if "000" in label]
    assert offered == ["🔁 申请更正 0001 工单办结率", "🔁 申请更正 0002 工单满意率"]
    stage.say(HEAD, "/undo")
    assert "没有可以撤回的申报" in stage.last(HEAD).text
    stage.say(REVIEWER, "/pending")
    assert "等您核实" not in stage.last(REVIEWER).text
    stage.press(REVIEWER, stage.last(REVIEWER).id, "申请更正 0001 工单办结率")
    stage.say(REVIEWER, "98/100 锁定前漏核", reply_to=stage.last(REVIEWER).id)
    assert "申请补报 98/100（98%）" in stage.last(HEAD).text
    assert "在此之前不计分" in stage.last(HEAD).text
    stage.say(SECOND_REVIEWER, "/pending")
    assert "等您核实 1 项" in stage.last(SECOND_REVIEWER).text
    assert "申请补报：98/100（98%）" in stage.last(SECOND_REVIEWER).text
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.row()["metrics"]["closure_rate"] == {"points": "4.50", "value": "98/100", "state": "confirmed"}


def test_who_objects_by_number_without_a_reason_is_asked_for_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "改为 97/100 少一件", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "/appeal 1")
    question = stage.last(HEAD)
    assert question.force_reply
    assert "编号 0001" in question.text
    stage.say(HEAD, "那一件已补报", reply_to=question.id)
    assert stage.books()["phase"] == "appealed"
    stage.say(OTHER_HEAD, "/appeal 1")
    assert "没有您可以处理的 编号 0001" in stage.last(OTHER_HEAD).text


def test_a_head_is_told_that_the_value_of_the_lead_took_the_place_of_the_own(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "/report 东湖所 工单按期回复率 96/100")
    assert "单位原上报 98/100（98%），已改用此数" in stage.last(HEAD).text


def test_a_withdrawn_event_leaves_the_other_events_of_its_metric_alone(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 省级 一窗通办")
    assert "核实前可修改、撤回或补充佐证" in stage.last(HEAD).text
    stage.say(HEAD, "/undo 1")
    assert "“一窗通办”不再计入" in stage.last(HEAD).text


def test_a_head_looks_back_at_a_month_that_is_locked(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCKED)
    stage.say(HEAD, "/why 回复率 上月")
    assert "2026年11月" in stage.last(HEAD).text
    assert "编号 0001 工单按期回复率 98/100（98%） 已确认" in stage.last(HEAD).text
    stage.say(HEAD, "/why 回复率")
    assert "2026年12月" in stage.last(HEAD).text
    stage.say(HEAD, "我的 11月")
    assert all("2026年11月" in seen.text for seen in stage.said(HEAD)[-2:])
    stage.press(HEAD, stage.last(HEAD).id, "详细")
    assert "编号 0001" in stage.last(HEAD).text
    stage.say(HEAD, "/mine 明年")
    assert "/mine 上月" in stage.last(HEAD).text
    stage.say(HEAD, "/mine 2027-01")
    assert "不在本次竞赛" in stage.last(HEAD).text
    stands = "编号 0001 11月19日 09:00 已由 李科长 确认"
    for words, reply_to in (("确认 0001", None), ("确认", stage.card(SECOND_REVIEWER).id)):
        stage.say(SECOND_REVIEWER, words, reply_to=reply_to)
        assert f"⚠️ {stands}，不用再确认，没有任何改动。" in stage.last(SECOND_REVIEWER).text
    stage.say(HEAD, "确认 0001")
    assert f"🔒 没有任何改动：{stands}。已经核实：有不同意见" in stage.last(HEAD).text
    stage.say(HEAD, "异议 漏计两件", reply_to=stage.last(HEAD).id)
    stage.say(HEAD, "确认 0001")
    assert "编号 0001 已确认，单位 12月7日 12:01 提出的异议待复核。请等另一人复核。" in stage.last(HEAD).text
    stage.say(SECOND_REVIEWER, "确认 0001")
    assert "由另一人回复：维持 理由 ／ 改为 数值 理由。" in stage.last(SECOND_REVIEWER).text


def test_a_decision_that_replies_to_nothing_is_told_how_to_decide(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(HEAD, "办结率 98/100")
    for words in ("确认", "退回 数不对", "撤销"):
        stage.say(REVIEWER, words)
        assert "请回复那张核实卡" in stage.last(REVIEWER).text
    stage.say(STRANGER, "确认")
    assert "您不在名册上" in stage.last(STRANGER).text
    assert [row["state"] for row in stage.json("submissions")] == ["pending", "pending"]


def test_a_question_that_a_later_report_replaced_does_not_claim_to_be_answered(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 三万五")
    question = stage.last(HEAD).id
    stage.report(HEAD, "回复率 98/100")
    told, alert = stage.press(HEAD, question, "30005件")
    assert alert
    assert "被后来的命令取代" in told
    assert [row["metric"] for row in stage.json("submissions")] == ["reply_rate"]


def test_half_a_correction_lapses_with_whoever_signed_it(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "工单办结率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCKED)
    stage.say(REVIEWER, "更正为 96/100 漏计两件", reply_to=stage.card(REVIEWER).id)
    assert "已签：李科长，还需另一人" in stage.card(SECOND_REVIEWER).text
    stage.say(ADMIN, "/people 停用 李科长")
    stage.later(seconds=1)
    assert "已签：李科长" not in stage.card(SECOND_REVIEWER).text
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.row()["metrics"]["closure_rate"]["value"] == "98/100", "one signature that stands is not two"
    stage.say(ADMIN, "/pending")
    stage.say(ADMIN, "确认", reply_to=stage.card(ADMIN).id)
    assert stage.row()["metrics"]["closure_rate"]["value"] == "96/100"
    assert "两人签字齐全（韩管理员 后签）" in stage.last(HEAD).text
    assert stage.leitai("audit", "verify").code == 0
