"""`指标 数值` without a command is offered back, and reported once that is said."""

import pytest

from tests.cast import GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.stage import Stage, labels

LINE = "工单按期回复率：98/100（98%），2026年11月，东湖市场监管所"


def test_what_reads_as_a_report_is_offered_and_reported_by_a_press(stage: Stage) -> None:
    said = stage.say(HEAD, "回复率 ９８／１００")
    asked = stage.last(HEAD)
    assert "还没有上报" in asked.text
    assert LINE in asked.text
    assert labels(asked) == ["上报", "取消"]
    assert stage.json("submissions") == []
    assert stage.cards(REVIEWER) == []
    stage.press(HEAD, asked.id, "上报")
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert stage.books()["value"] == "98/100"
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "改为 97/100", reply_to=said.id)
    assert (stage.books()["value"], stage.books()["version"]) == ("97/100", 2), "the message that reported it"
    assert "已失效" in stage.press(HEAD, asked.id, "上报")[0]


def test_several_lines_are_offered_with_what_would_be_asked_or_refused(stage: Stage) -> None:
    stage.say(HEAD, "回复率 98/100\n工单 97/100\n没有这个指标 3\n铁拳 3")
    asked = stage.last(HEAD)
    assert LINE in asked.text
    assert "“铁拳”行动实效：3件" in asked.text
    assert "“工单”不能确定是哪项指标" in asked.text
    assert "没有叫“没有这个指标”的指标" in asked.text
    stage.press(HEAD, asked.id, "上报")
    assert [(row["metric"], row["value"]) for row in stage.json("submissions")] == [
        ("reply_rate", "98/100"), ("iron_fist", "3"),
    ]  # fmt: skip
    assert "已收到 2 项" in stage.last(HEAD).text


def test_what_would_not_be_reported_is_asked_or_refused_at_once(stage: Stage) -> None:
    for line, why in {
        "满意率 98.5%": "工单满意率“98.5%”请写成 办成数/总数",
        "满意率 101/100": "工单满意率“101/100”",
        "铁拳 三起": "计量单位不对，该指标按“件”计",
        "铁拳 1.5": "“铁拳”行动实效“1.5”应为",
        "党风廉政 12": "由机关党委统一填报",
        "回复率 98/100 12月": "2026年12月还没有开始",
    }.items():
        before = stage.counts()
        stage.say(HEAD, line)
        ((answer,),) = stage.new(before).values()
        assert answer.startswith(("⚠️ 没有受理：", "🔒 没有受理："))
        assert why in answer
        assert labels(stage.last(HEAD)) == []
    stage.say(HEAD, "回复率 98/100 10月")
    assert "要这样上报吗" not in stage.last(HEAD).text
    assert labels(stage.last(HEAD)) == ["🔁 申请更正"]
    stage.say(HEAD, "铁拳 三万五")
    assert "有两种读法，还没有上报" in stage.last(HEAD).text
    assert labels(stage.last(HEAD))[0] == "35000件"


def test_a_figure_of_another_unit_is_refused_as_its_report_would_be_and_talk_about_it_is_not(stage: Stage) -> None:
    stage.say(HEAD, "西溪所 满意率 9/10")
    assert "您不能替西溪市场监管所上报，没有任何改动" in stage.last(HEAD).text
    for talk in ("西溪所 满意率 怎么样", "西溪所 来了 3 个人", "西溪所 满意率"):
        stage.say(HEAD, talk)
        assert stage.last(HEAD).text.startswith("没有看懂，没有任何改动"), talk


def test_a_line_about_another_metric_answers_no_question_and_may_reply_to_any_message(stage: Stage) -> None:
    stage.say(HEAD, "/report 铁拳 三万五")
    asked = stage.last(HEAD).id
    stage.say(HEAD, "满意率 97/100")
    assert "工单满意率：97/100（97%）" in stage.last(HEAD).text
    assert labels(stage.seen(HEAD, asked)) == ["35000件", "30005件", "重新输入"]
    stage.say(HEAD, "满意")
    assert "“铁拳”行动实效“满意”不是数字" in stage.last(HEAD).text
    stage.say(HEAD, "取消")
    stage.say(HEAD, "/report")
    stage.press(HEAD, stage.last(HEAD).id, "工单办结率")
    stage.say(HEAD, "满意率 97/100")
    assert "工单满意率：97/100（97%）" in stage.last(HEAD).text
    stage.say(HEAD, "取消")
    stage.say(HEAD, "/report 满意率 97%")
    stage.say(HEAD, "满意率 96/100", reply_to=stage.last(HEAD).id)
    assert "工单满意率：96/100（96%）" in stage.last(HEAD).text
    stage.say(HEAD, "/help")
    for words in ("谢谢", "确认"):
        stage.say(HEAD, words, reply_to=next(seen.id for seen in stage.said(HEAD) if "多项每行一项" in seen.text))
        assert "没有看懂您回复的是哪一条申报" in stage.last(HEAD).text


@pytest.mark.parametrize("yes", ["确认", "上报"])
def test_it_is_reported_by_a_word_too(stage: Stage, yes: str) -> None:
    stage.say(HEAD, "回复率 98/100")
    stage.say(HEAD, yes, reply_to=stage.last(HEAD).id)
    assert stage.books()["value"] == "98/100"


def test_it_is_reported_by_a_word_that_replies_to_nothing(stage: Stage) -> None:
    stage.say(HEAD, "回复率 98/100")
    stage.say(HEAD, "确认")
    assert stage.books()["value"] == "98/100"


@pytest.mark.parametrize("how", ["button", "word", "reply", "late"])
def test_it_is_left_by_a_press_or_a_word_or_after_half_an_hour(stage: Stage, how: str) -> None:
    stage.say(HEAD, "回复率 98/100")
    asked = stage.last(HEAD).id
    if how == "button":
        stage.press(HEAD, asked, "取消")
    elif how == "late":
        stage.later(minutes=31)
    else:
        stage.say(HEAD, "取消", reply_to=asked if how == "reply" else None)
    assert stage.press(HEAD, asked, "上报")[1]
    assert stage.json("submissions") == []


def test_the_photo_that_came_with_it_is_its_evidence(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "回复率 98/100", photo=picture)
    stage.press(HEAD, stage.last(HEAD).id, "上报")
    assert stage.books()["evidence"] == 1
    assert "佐证 1" in stage.last(HEAD).text


def test_a_new_value_says_which_submission_it_would_change(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(HEAD, "回复率 97/100")
    assert "97/100（97%），2026年11月，东湖市场监管所（编号 0001 的新值）" in stage.last(HEAD).text
    assert stage.books()["version"] == 1
    stage.later(seconds=5)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "回复率 96/100")
    assert "编号 0001 已由 李科长 确认，不能直接改报" in stage.last(HEAD).text
    assert stage.books()["value"] == "98/100"


def test_a_lead_is_offered_what_it_would_report_for_a_unit(stage: Stage) -> None:
    stage.say(REVIEWER, "东湖所 回复率 98/100")
    assert LINE in stage.last(REVIEWER).text
    stage.press(REVIEWER, stage.last(REVIEWER).id, "上报")
    assert stage.books()["unit"] == "donghu"


@pytest.mark.parametrize("words", ["今天天气不错", "98/100", "回复率", "回复率 很高", "信访 张三来了", "3 件 铁拳"])
def test_what_does_not_read_as_a_report_is_not_offered(stage: Stage, words: str) -> None:
    before = stage.counts()
    stage.say(HEAD, words)
    ((answer,),) = stage.new(before).values()
    assert "没有看懂" in answer


def test_it_is_offered_in_private_alone_and_to_nobody_who_reports_nothing(stage: Stage) -> None:
    before = stage.counts()
    stage.say(HEAD, "回复率 98/100", to=GROUP)
    assert stage.new(before) == {}
    stage.say(LEADER, "东湖所 回复率 98/100")
    assert "没有看懂" in stage.last(LEADER).text
    stage.say(OTHER_HEAD, "东湖所 回复率 98/100")
    assert "您不能替东湖市场监管所上报" in stage.last(OTHER_HEAD).text


@pytest.mark.parametrize("yes", ["上报", "上报。", "确认"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_word_of_the_offer_in_reply_to_it_reports_and_begins_nothing(stage: Stage, yes: str, language: str) -> None:
    stage.say(HEAD, f"/language {language}")
    stage.say(HEAD, "回复率 98/100")
    stage.say(HEAD, yes, reply_to=stage.last(HEAD).id)
    assert (stage.books()["value"], stage.books()["state"]) == ("98/100", "pending")
    assert "0001" in stage.last(HEAD).text


def test_another_bare_word_of_a_command_in_reply_to_the_offer_is_the_command(stage: Stage) -> None:
    stage.say(HEAD, "回复率 98/100")
    asked = stage.last(HEAD)
    stage.say(HEAD, "帮助", reply_to=asked.id)
    assert "/pending" in stage.last(HEAD).text
    assert stage.json("submissions") == []


@pytest.mark.parametrize(
    "said",
    [
        "上报工单满意率98/100",
        "上报：工单满意率：９８／１００",
        "上报，满意率 98/100",
        "报 工单满意率 98/100",
        "报满意率98/100",
        "report 工单满意率 98/100",
        "Report工单满意率 98/100",
    ],
)
def test_the_word_for_reporting_reports_with_a_blank_behind_it_or_without(stage: Stage, said: str) -> None:
    stage.say(HEAD, said)
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert (stage.books()["metric"], stage.books()["value"]) == ("satisfaction_rate", "98/100")


def test_so_it_does_on_further_lines_and_the_reason_is_told_where_a_figure_cannot_be(stage: Stage) -> None:
    stage.say(HEAD, "上报满意率98/100\n上报回复率97/100\n铁拳3")
    assert "已收到 3 项" in stage.last(HEAD).text
    stage.say(HEAD, "报 工单办结率 120/100")
    assert "工单办结率“120/100”" in stage.last(HEAD).text
    assert len(stage.json("submissions")) == 3


def test_the_word_for_reporting_before_what_cannot_be_read_is_told_how_to_write_it(stage: Stage) -> None:
    for said in ("上报一下吧", "上报材料 发给谁", "上报 没有这个指标 3"):
        stage.say(HEAD, said)
        assert "没有上报" in stage.last(HEAD).text or "没有受理" in stage.last(HEAD).text
    stage.say(HEAD, "上报材料发给谁")
    assert "请写成：上报 指标 数值，例如：上报 一体化平台运用 98/100" in stage.last(HEAD).text
    stage.say(HEAD, "报告所长")
    assert stage.last(HEAD).text.startswith("没有看懂，没有任何改动")


def test_a_reason_that_begins_with_the_word_for_reporting_stays_a_reason(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
    stage.say(REVIEWER, "上报工单满意率98/100的截图不对")
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "上报工单满意率98/100的截图不对")


def test_an_offer_says_first_that_nothing_is_reported_and_ends_on_what_was_understood(stage: Stage) -> None:
    stage.say(HEAD, "回复率 98/100\n铁拳 3")
    lines = stage.last(HEAD).text.splitlines()
    assert (
        lines[0]
        == "🤔 这些话没有写 /report，还没有上报。要这样上报吗？请点“上报”，或请回复这条消息写“上报”。看懂的是："
    )
    assert (lines[1], lines[2].startswith("“铁拳”行动实效：3件")) == (LINE, True)


def test_an_offer_that_something_else_replaced_says_how_much_of_it_was_not_reported(stage: Stage) -> None:
    stage.say(HEAD, "回复率 98/100\n满意率 97/100\n铁拳 3\n没有这个指标 3")
    asked = stage.last(HEAD).id
    stage.say(HEAD, "/report 办结率 96/100")
    told = stage.seen(HEAD, asked).text
    assert "⏹ 没有上报：下面 3 项没有报上，该提问被后来的操作取代。还要报请重新发送。" in told
    assert "还没有上报" not in told
    assert LINE in told
    assert [row["metric"] for row in stage.json("submissions")] == ["closure_rate"]


def test_what_was_refused_beside_what_was_taken_says_that_it_alone_is_unchanged(stage: Stage) -> None:
    stage.say(HEAD, "/report 回复率 98/100\n没有这个指标 3")
    assert "没有叫“没有这个指标”的指标，这一项没有任何改动" in stage.last(HEAD).text
    stage.say(HEAD, "/report 没有这个指标 3\n也没有这个 3")
    assert "这一项" not in stage.last(HEAD).text
