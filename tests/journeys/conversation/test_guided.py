"""一步一步来: a command without its words is asked by buttons and by typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, PARTY_HEAD, REVIEWER
from tests.journeys.reminding.test_reminders import TWO_DAYS
from tests.ruled import under
from tests.stage import Stage, both_ways

MORE = """
[[metrics]]
id = "more{number}"
category = "results"
name = "加分工作{number}"
points = 1
role = "bonus"
leads = ["bangongshi"]
input = "count"
method = {{ kind = "completion", target = "10" }}
"""


def labels(stage: Stage, place: int, message: int | None = None) -> list[str]:
    shown = stage.last(place) if message is None else stage.seen(place, message)
    return [button.text for row in shown.buttons for button in row]


@both_ways
def test_a_bare_report_is_one_press_and_one_value(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD)
    assert labels(stage, HEAD)[:2] == ["一体化平台运用", "“铁拳”行动实效"]
    stage.press(HEAD, menu.id, "一体化平台运用")
    assert "一体化平台运用（东湖市场监管所）：请发送数值" in stage.last(HEAD).text
    stage.say(HEAD, "9/10")
    assert "已收到，编号 0001\n一体化平台运用：9/10（90%），2026年11月" in stage.last(HEAD).text
    assert (stage.books()["metric"], stage.books()["value"], stage.books()["unit"]) == (
        "platform",
        "9/10",
        "donghu",
    )
    assert "待核实" in stage.card(2101).text


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Stage]:
    """A house in which an office reports more than a page of buttons holds."""
    more = "".join(MORE.format(number=number) for number in (1, 2))
    with under(read_sample().decode() + more, tmp_path) as stage:
        yield stage


def test_the_menu_holds_what_this_unit_can_report_now_and_turns_its_pages(crowded: Stage) -> None:
    stage = crowded
    stage.say(HEAD, "/report 回复率 98/100")
    stage.say(REVIEWER, "退回 少截图", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "上报")
    menu = stage.last(HEAD).id
    first = labels(stage, HEAD, menu)
    assert first[-2:] == ["下一页", "取消"]
    stage.press(HEAD, menu, "下一页")
    second = labels(stage, HEAD, menu)
    assert second[-2:] == ["上一页", "取消"]
    offered = [*first[:-2], *second[:-2]]
    assert len(first) == 10
    assert len(set(offered)) == len(offered)
    assert "工单按期回复率" in offered, "what was returned is to be reported again"
    assert "党风廉政及作风建设效能" not in offered, "the lead reports it"
    assert "亮点创新提报" not in offered, "events are for /highlight"
    stage.press(HEAD, menu, "上一页")
    assert labels(stage, HEAD, menu) == first
    assert stage.last(HEAD).id == menu
    stage.say(HEAD, "/report 平台运用 9/10")
    stage.say(HEAD, "/report")
    assert "一体化平台运用" not in labels(stage, HEAD), "what is reported is not open"
    assert "下一页" not in labels(stage, HEAD)


def test_a_reviewer_chooses_the_unit_and_then_the_metric(stage: Stage) -> None:
    stage.say(PARTY_HEAD, "/report")
    menu = stage.last(PARTY_HEAD).id
    assert labels(stage, PARTY_HEAD)[0] == "机关党委", "the own unit comes first"
    stage.press(PARTY_HEAD, menu, "东湖市场监管所")
    assert labels(stage, PARTY_HEAD) == ["党风廉政及作风建设效能", "上一步", "取消"]
    stage.say(PARTY_HEAD, "党风廉政")
    stage.say(PARTY_HEAD, "11.5 本月")
    assert (stage.books()["unit"], stage.books()["value"], stage.books()["state"]) == ("donghu", "11.5", "confirmed")
    stage.say(PARTY_HEAD, "/report")
    stage.say(PARTY_HEAD, "西溪所")
    stage.say(PARTY_HEAD, "不存在的")
    assert "没有叫“不存在的”的指标" in stage.last(PARTY_HEAD).text
    stage.say(PARTY_HEAD, "上一步")
    stage.say(PARTY_HEAD, "没有的所")
    assert "没有叫“没有的所”的单位" in stage.last(PARTY_HEAD).text
    stage.say(PARTY_HEAD, "市场监管所")
    assert "您是不是要找：东湖市场监管所" in stage.last(PARTY_HEAD).text
    stage.say(PARTY_HEAD, "东湖所")
    assert "没有还要上报的指标" in stage.last(PARTY_HEAD).text
    assert len(stage.json("submissions")) == 1


def test_a_whole_line_is_an_answer_where_only_a_name_was_asked_for(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD).id
    stage.say(HEAD, "满意率 97%")
    assert "没有受理：工单满意率“97%”请写成 办成数/总数" in stage.last(HEAD).text
    stage.say(HEAD, "满意率 97/100\n办结率 99/100")
    assert "已收到 2 项" in stage.last(HEAD).text
    assert labels(stage, HEAD, menu) == []
    assert [(row["metric"], row["value"]) for row in stage.json("submissions")] == [
        ("satisfaction_rate", "97/100"), ("closure_rate", "99/100"),
    ]  # fmt: skip
    stage.say(HEAD, "/highlight")
    stage.say(HEAD, "亮点提报 市级 一窗通办（试点），两天办结")
    assert stage.books(3)["title"] == "一窗通办（试点），两天办结"
    stage.say(REVIEWER, "/report")
    stage.say(REVIEWER, "西溪所 回复率 90/100")
    assert (stage.books(4)["unit"], stage.books(4)["state"]) == ("xixi", "confirmed")
    before = stage.counts()
    stage.say(REVIEWER, "90/100")
    assert "没有看懂" in stage.new(before)[REVIEWER][0], "nothing is half done"


def test_a_lead_of_no_events_is_offered_no_unit_for_them(stage: Stage) -> None:
    stage.say(OFFICE_REVIEWER, "/highlight")
    assert labels(stage, OFFICE_REVIEWER)[0] == "东湖市场监管所"
    stage.say(REVIEWER, "/highlight")
    assert "没有要申报的事项类指标" in stage.last(REVIEWER).text
    assert labels(stage, REVIEWER) == []


def test_in_the_group_the_value_is_the_reply_and_nobody_elses_press_counts(stage: Stage) -> None:
    asked = stage.say(HEAD, "/report", to=GROUP)
    menu = stage.last(GROUP)
    assert menu.reply_to == asked.id
    assert stage.press(OTHER_HEAD, menu.id, "一体化平台运用", to=GROUP)[1]
    stage.press(HEAD, menu.id, "一体化平台运用", to=GROUP)
    question = stage.last(GROUP)
    assert question.force_reply
    assert "请回复这条消息" in question.text
    stage.say(COLLEAGUE, "18/20", to=GROUP, reply_to=question.id)
    stage.say(HEAD, "18/20", to=GROUP)
    stage.say(HEAD, "18/20")
    assert "没有看懂" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.say(HEAD, "取消", to=GROUP, reply_to=question.id)
    assert "已取消" in stage.last(HEAD).text
    stage.say(HEAD, "/report", to=GROUP)
    stage.say(HEAD, "平台运用", to=GROUP, reply_to=stage.last(GROUP).id)
    question = stage.last(GROUP)
    answer = stage.say(HEAD, "18/20", to=GROUP, reply_to=question.id)
    assert stage.seen(GROUP, answer.id).reactions == ["✍"]
    assert stage.card(GROUP).reply_to == answer.id
    assert stage.books()["value"] == "18/20"


def test_a_value_that_cannot_be_read_may_be_sent_again_and_two_readings_are_asked(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, "一体化平台运用")
    stage.say(HEAD, "大约九成")
    assert "没有受理" in stage.last(HEAD).text
    stage.say(HEAD, "18/20")
    assert stage.books()["value"] == "18/20"


def test_a_step_back_asks_again_and_a_press_on_an_old_step_says_so(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD).id
    stage.press(HEAD, menu, "一体化平台运用")
    told = stage.press(HEAD, menu, "案件质量")
    assert told[1]
    assert "已更新" in told[0]
    stage.say(HEAD, sticker=True)
    assert "没有看懂" in stage.last(HEAD).text
    question = stage.said(HEAD)[-2].id
    step = str(stage.seen(HEAD, question).buttons[0][0].data).rpartition(":")[0]
    stage.forge(HEAD, question, f"{step}:99")
    assert stage.press(HEAD, question, "旧")[1]
    stage.say(HEAD, "上一步")
    stage.press(HEAD, stage.last(HEAD).id, "案件质量")
    stage.say(HEAD, "上一步")
    stage.say(HEAD, "上一步")
    assert "第一步" in stage.last(HEAD).text
    stage.say(HEAD, "案件质量")
    stage.say(HEAD, "9/9")
    assert [row["metric"] for row in stage.json("submissions")] == ["case_quality"]


def test_cancelling_ends_it(stage: Stage) -> None:
    for end in ("取消", "/cancel", "button"):
        stage.say(HEAD, "/report")
        stage.say(HEAD, "一体化平台运用")
        if end == "button":
            stage.press(HEAD, stage.last(HEAD).id, "取消")
        else:
            stage.say(HEAD, end)
        assert "已取消" in stage.last(HEAD).text, end
        stage.say(HEAD, "18/20")
        assert "没有看懂" in stage.last(HEAD).text, end
    assert stage.json("submissions") == []


@pytest.mark.parametrize(
    "look", ["/mine", "/rank 走势", "/why", "/rules 回复率", "/pending", "/help", "待办", "/start"]
)
def test_a_look_leaves_it_as_it_is(stage: Stage, look: str) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, "一体化平台运用")
    before = stage.counts()
    stage.say(HEAD, look)
    assert all("放下" not in text for text in stage.new(before)[HEAD])
    stage.say(HEAD, "18/20")
    assert stage.books()["value"] == "18/20"


@pytest.mark.parametrize("other", ["/highlight", "/report 回复率 98/100", "/feedback", "/feedback 谢谢大家"])
def test_a_command_that_begins_something_else_ends_it_says_so_and_lets_it_go_on(stage: Stage, other: str) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, "一体化平台运用")
    before = len(stage.said(HEAD))
    stage.say(HEAD, other)
    told = stage.said(HEAD)[before]
    assert "“/report 一体化平台运用”还没有填完，先放下了，没有任何改动。30分钟内可以接着填" in told.text
    stage.later(minutes=29)
    stage.press(HEAD, told.id, "继续填")
    assert "一体化平台运用（东湖市场监管所）：请发送数值" in stage.last(HEAD).text
    stage.later(minutes=29)
    stage.say(HEAD, "18/20")
    assert stage.json("submissions")[-1]["value"] == "18/20"
    assert "已失效" in stage.press(HEAD, told.id, "继续填")[0]


def test_going_on_puts_down_what_had_been_begun_instead_and_steps_back_still_work(stage: Stage) -> None:
    stage.say(HEAD, "/highlight")
    stage.say(HEAD, "亮点提报")
    stage.say(HEAD, "/report")
    first = stage.said(HEAD)[-2]
    stage.press(HEAD, first.id, "继续填")
    assert "“/report”还没有填完" in stage.said(HEAD)[-2].text
    assert "请选级别" in stage.last(HEAD).text
    stage.say(HEAD, "上一步")
    assert "亮点创新提报" in labels(stage, HEAD)
    stage.say(HEAD, "/highlight")
    assert "亮点创新提报" in labels(stage, HEAD)
    assert len([seen for seen in stage.said(HEAD) if "放下" in seen.text]) == 2, "nothing was lost by the same anew"


def test_what_was_put_down_is_kept_for_half_an_hour_and_for_its_owner(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, "一体化平台运用")
    stage.say(HEAD, "/undo")
    stage.say(HEAD, "上一步")
    assert "要上报哪一项" in stage.last(HEAD).text, "what is refused begins nothing"
    stage.say(HEAD, "/feedback")
    told = stage.said(HEAD)[-2].id
    stage.later(minutes=31)
    assert "已过期" in stage.press(HEAD, told, "继续填")[0]
    stage.say(HEAD, "18/20")
    assert stage.json("submissions") == []


def test_a_question_about_a_report_can_be_gone_on_with(stage: Stage) -> None:
    stage.say(HEAD, "/report 工单 98/100")
    asked = stage.last(HEAD)
    stage.say(HEAD, "/highlight")
    told = stage.said(HEAD)[-2]
    assert "“工单 98/100”还没有填完" in told.text
    stage.press(HEAD, told.id, "继续填")
    assert stage.last(HEAD).text == asked.text
    stage.press(HEAD, stage.last(HEAD).id, "工单按期回复率")
    assert stage.books()["value"] == "98/100"


def test_a_line_sent_again_in_the_place_of_one_that_is_asked_about_is_its_answer(stage: Stage) -> None:
    stage.say(HEAD, "/report 工单 98/100")
    before = stage.counts()
    stage.say(HEAD, "/report 回复率 98/100")
    assert len(stage.new(before)[HEAD]) == 1


def test_a_report_that_waits_for_evidence_can_be_gone_on_with(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/highlight 市级以上荣誉 市级 先进集体")
    stage.say(HEAD, "/report 铁拳 3")
    stage.press(HEAD, stage.said(HEAD)[-2].id, "继续填")
    assert "还差佐证" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture)
    assert (stage.books(2)["title"], stage.books(2)["evidence"]) == ("先进集体", 1)


def test_a_file_sent_in_a_dialogue_belongs_to_it_and_never_to_the_next_report(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, photo=picture)
    assert "附在正在填的这一项上：佐证 1" in stage.last(HEAD).text
    stage.say(HEAD, "一体化平台运用")
    stage.chat.say_album(HEAD, [picture] * 2)
    stage.settle()
    assert "佐证 3" in stage.last(HEAD).text
    stage.say(HEAD, "/report 铁拳 3")
    assert stage.books()["evidence"] == 0
    assert "佐证" not in stage.last(HEAD).text.partition("\n由")[0]
    stage.press(HEAD, stage.said(HEAD)[-2].id, "继续填")
    stage.say(HEAD, "18/20")
    assert stage.books(2)["evidence"] == 3
    assert "一体化平台运用：18/20（90%），2026年11月，东湖市场监管所 ｜ 佐证 3\n" in stage.last(HEAD).text


def test_a_file_sent_where_none_is_taken_is_not_kept_for_another_report(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/feedback")
    stage.say(HEAD, photo=picture)
    assert "不会附到别的申报上" in stage.last(HEAD).text
    stage.say(HEAD, "谢谢大家")
    stage.report(HEAD)
    assert stage.books()["evidence"] == 0


def test_after_thirty_minutes_it_is_over_and_the_answer_says_how_to_begin_again(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD).id
    stage.later(minutes=31)
    told = stage.press(HEAD, menu, "一体化平台运用")
    assert told[1]
    assert "已过期" in told[0]
    stage.say(HEAD, "一体化平台运用")
    assert "已过期" in stage.last(HEAD).text
    assert "/report" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_after_it_expired_the_next_text_is_read_as_if_nothing_had_been_begun(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    stage.move(TWO_DAYS)
    stage.say(HEAD, "1 9/10")
    assert "已收到，编号 0001" in stage.last(HEAD).text, "the answer to the reminder"
    assert stage.books()["value"] == "9/10"


def test_what_waits_is_numbered_and_the_button_begins_the_report(stage: Stage) -> None:
    stage.say(HEAD, "/report 回复率 98/100")
    stage.say(REVIEWER, "退回 少截图", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "/report 办结率 97/100")
    stage.say(HEAD, "/pending")
    told = stage.last(HEAD)
    numbered = [line for line in told.text.splitlines() if line[0].isdigit()]
    assert [line.split()[0] for line in numbered] == [str(place) for place in range(1, len(numbered) + 1)]
    assert numbered[0].startswith("1 编号 0001 工单按期回复率 98/100（98%） 已退回：少截图")
    assert numbered[1].startswith("2 编号 0002 工单办结率")
    stage.press(HEAD, told.id, "改报 0001 工单按期回复率")
    stage.say(HEAD, "97/100", reply_to=stage.last(HEAD).id)
    assert (stage.books()["value"], stage.books()["version"]) == ("97/100", 2)
    stage.press(HEAD, told.id, "一项一项报")
    assert "一体化平台运用" in labels(stage, HEAD)


def test_it_survives_a_restart(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    stage.press(HEAD, stage.last(HEAD).id, "一体化平台运用")
    stage.stop()
    stage.start()
    stage.say(HEAD, "18/20")
    assert stage.books()["value"] == "18/20"


def test_who_cannot_report_is_told_so_and_who_has_reported_all_too(stage: Stage) -> None:
    stage.say(LEADER, "/report")
    assert "没有任何改动" in stage.last(LEADER).text


def test_an_event_is_asked_for_step_by_step_by_buttons(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/highlight")
    assert labels(stage, HEAD)[0] == "亮点创新提报"
    stage.press(HEAD, stage.last(HEAD).id, "亮点创新提报")
    assert labels(stage, HEAD) == ["国家级", "省级", "市级", "区级", "上一步", "取消"]
    stage.press(HEAD, stage.last(HEAD).id, "市级")
    assert "亮点创新提报 市级（东湖市场监管所）：请写标题" in stage.last(HEAD).text
    stage.say(HEAD, "一窗通办：“随到随办”")
    assert labels(stage, HEAD) == ["今天", "昨天", "跳过", "上一步", "取消"]
    stage.press(HEAD, stage.last(HEAD).id, "昨天")
    stage.press(HEAD, stage.last(HEAD).id, "跳过")
    assert "没有就直接提交" in stage.last(HEAD).text
    stage.say(HEAD, photo=picture)
    assert "已有 1 份" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.press(HEAD, stage.last(HEAD).id, "提交")
    books = stage.books()
    assert (books["metric"], books["level"], books["title"]) == ("highlights_proposed", "city", "一窗通办：“随到随办”")
    assert (books["unit"], books["evidence"]) == ("donghu", 1)
    assert "时间：11月18日\n" in stage.card(OFFICE_REVIEWER).text
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    assert stage.books()["state"] == "confirmed"


def test_an_event_is_asked_for_step_by_step_by_typing(stage: Stage) -> None:
    stage.say(HEAD, "亮点")
    for words, part in (
        ("没有的指标", "没有叫“没有的指标”的指标"),
        ("亮点提报", "请选级别"),
        ("县级", "没有“县级”这一级别"),
        ("省级", "请写标题"),
        ("很" * 101, "请缩短到 100 字以内"),
        ("一窗通办", "是哪一天的事"),
        ("明天", "没有看懂日期“明天”"),
        ("2026-12-01", "不能晚于今天"),
        ("11月18日", "由谁完成"),
        ("很长的名字" * 5, "没有看懂姓名"),
        ("上一步", "是哪一天的事"),
        ("跳过", "由谁完成"),
        ("张三、李四", "没有就直接提交"),
        ("随便说说", "现在等的是佐证"),
        ("https://example.org/a 和 https://example.org/b", "已有 2 份"),
        ("提交", "已收到，编号 0001"),
    ):
        stage.say(HEAD, words)
        assert part in stage.last(HEAD).text, words
    assert (stage.books()["level"], stage.books()["title"], stage.books()["evidence"]) == ("province", "一窗通办", 2)
    assert "参与：张三、李四\n" in stage.card(OFFICE_REVIEWER).text
    stage.say(HEAD, "/highlight 亮点提报 省级 一窗通办")
    assert "没有重复计入" in stage.last(HEAD).text, "what is left out says nothing new"


def test_where_evidence_is_required_nothing_is_submitted_without_it(stage: Stage, picture: bytes) -> None:
    for words in ("/highlight", "市级以上荣誉", "市级", "先进集体", "跳过", "跳过"):
        stage.say(HEAD, words)
    assert "必须附佐证" in stage.last(HEAD).text
    assert labels(stage, HEAD) == ["上一步", "取消"]
    stage.say(HEAD, "提交")
    assert "还差佐证" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.chat.say_album(HEAD, [picture] * 3)
    stage.settle()
    assert stage.books()["title"] == "先进集体"
    assert stage.books()["evidence"] == 3


def test_an_album_at_the_step_for_evidence_is_answered_once(stage: Stage, picture: bytes) -> None:
    for words in ("/highlight", "市级以上荣誉", "市级", "先进集体", "跳过", "跳过"):
        stage.say(HEAD, words)
    stage.chat.say_album(HEAD, [picture] * 3)
    stage.settle()
    assert "已有 3 份" in stage.last(HEAD).text
    stage.say(HEAD, document=("证书.exe", b"MZ"))
    assert "不是能收的类型" in stage.last(HEAD).text
    stage.say(HEAD, "提交")
    assert stage.books()["evidence"] == 3


def test_in_the_group_an_event_is_asked_for_under_the_message_that_began_it(stage: Stage, picture: bytes) -> None:
    begun = stage.say(HEAD, "/highlight", to=GROUP)
    stage.press(HEAD, stage.last(GROUP).id, "亮点创新提报", to=GROUP)
    stage.press(HEAD, stage.last(GROUP).id, "市级", to=GROUP)
    assert stage.last(GROUP).force_reply
    stage.say(HEAD, "一窗通办", to=GROUP, reply_to=stage.last(GROUP).id)
    stage.press(HEAD, stage.last(GROUP).id, "今天", to=GROUP)
    stage.say(HEAD, "跳过", to=GROUP, reply_to=stage.last(GROUP).id)
    stage.say(HEAD, photo=picture, to=GROUP, reply_to=stage.last(GROUP).id)
    stage.press(HEAD, stage.last(GROUP).id, "提交", to=GROUP)
    assert stage.card(GROUP).reply_to == begun.id
    assert stage.seen(GROUP, begun.id).reactions == ["✍"]
    assert (stage.books()["title"], stage.books()["evidence"]) == ("一窗通办", 1)
