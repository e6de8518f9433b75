"""Numbers and names as people write them, through the front door."""

from tests.cast import GROUP, HEAD, REVIEWER, SQUAD_REVIEWER, STRANGER
from tests.stage import Stage, labels


def values(stage: Stage) -> dict[str, str]:
    return {row["metric"]: row["value"] for row in stage.json("submissions")}


def test_lines_with_parts_and_initials_of_names_and_numbers_in_words_are_reported(stage: Stage) -> None:
    stage.report(HEAD, "gdaqhfl 九十八／一百\n办结 100件中97件\n铁拳 一百零五件\n一体化 100分之90")
    stage.report(HEAD, "工单 满意率 １，２００／１，３００ 11月")
    assert values(stage) == {
        "reply_rate": "98/100",
        "closure_rate": "97/100",
        "satisfaction_rate": "1200/1300",
        "iron_fist": "105",
        "platform": "90/100",
    }


def test_a_value_straight_behind_the_name_is_read_and_what_may_be_two_is_asked(stage: Stage) -> None:
    stage.report(HEAD, "办结率98/100\n铁拳三万五\n率97/100")
    shown = stage.last(HEAD).text
    assert "工单办结率 98/100（98%）" in shown
    assert "“三万五”有两种读法" in shown
    assert "“率”不能确定是哪项指标" in shown
    assert values(stage) == {"closure_rate": "98/100"}
    stage.say(HEAD, "一体化9/10")
    assert "还没有上报" in stage.last(HEAD).text
    stage.press(HEAD, stage.last(HEAD).id, "上报")
    assert values(stage) == {"closure_rate": "98/100", "platform": "9/10"}


def test_a_number_with_two_readings_is_reported_when_one_is_pressed_or_typed(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 三万五")
    question = stage.last(HEAD)
    assert "“三万五”有两种读法，还没有上报" in question.text
    assert labels(question) == ["35000件", "30005件", "重新输入"]
    stage.press(HEAD, question.id, "30005件")
    assert stage.books()["value"] == "30005"
    stage.report(HEAD, "铁拳 98,5")
    assert labels(stage.last(HEAD)) == ["985件", "重新输入"]
    assert "还没有上报" in stage.last(HEAD).text
    stage.say(HEAD, "约98")
    assert "没有任何改动" in stage.last(HEAD).text
    stage.say(HEAD, "九十八件")
    assert (stage.books()["value"], stage.books()["version"]) == ("98", 2)


def test_what_is_counted_may_stand_behind_both_numbers_of_a_rate(stage: Stage) -> None:
    stage.report(HEAD, "办结率 70件/75件\n满意率 88 cases of 90\n回复率 12/13 cases 11月\n一体化 9 个 / 10 个")
    assert values(stage) == {
        "closure_rate": "70/75", "satisfaction_rate": "88/90", "reply_rate": "12/13", "platform": "9/10",
    }  # fmt: skip
    for line, written in (("办结率 70/75吨", "请只写数字 70/75，后面不加字"), ("办结率 70件", "例如 98/100")):
        stage.report(HEAD, line)
        assert written in stage.last(HEAD).text, line
        assert "按“%”计" not in stage.last(HEAD).text


def test_what_may_be_meant_is_listed_as_the_buttons_beneath_name_it(stage: Stage) -> None:
    stage.say(HEAD, "/language en")
    stage.report(HEAD, "办结律 97/100")
    asked = stage.last(HEAD)
    *options, _ = labels(asked)
    assert options
    assert all(option.isascii() for option in options)
    assert all(f"{place} {option}" in asked.text for place, option in enumerate(options, 1))
    stage.report(HEAD, "nothing like it 3")
    assert "; nothing has changed." in stage.last(HEAD).text


def test_what_is_no_exact_number_is_refused_with_its_reason(stage: Stage) -> None:
    for line, reason in (
        ("铁拳 约12件", "不是确切的数"),
        ("铁拳 12件左右", "不是确切的数"),
        ("铁拳 10-12件", "是一个范围"),
        ("铁拳 3十5", "混用"),
        ("铁拳 1,23,4", "逗号"),
        ("铁拳 10²", "不是数字"),
        ("铁拳 十二户", "按“件”计"),
        ("办结率 九成八", "98/100"),
        ("办结率 98分之100", "大于"),
        ("一体化平台运用", "后面没有数值"),
        ("平台运用 本月", "后面没有数值"),
    ):
        stage.report(HEAD, line)
        text = stage.last(HEAD).text
        assert "没有受理" in text, line
        assert reason in text, line
    assert stage.json("submissions") == []


def test_a_decision_reads_numbers_as_a_report_does_and_takes_no_marks_for_a_reason(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 7")
    card = stage.card(SQUAD_REVIEWER).id
    for words in (
        "改为 三万五",
        "改为 98,5",
        "改为 约八",
        "改为 8 左右",
        "改为 七到八",
        "退回 ——",
        "退回 ？！",
        "退回 缺。",
    ):
        stage.say(SQUAD_REVIEWER, words, reply_to=card)
        assert "没有任何改动" in stage.last(SQUAD_REVIEWER).text, words
        assert (stage.books()["state"], stage.books()["value"], stage.books()["signed"]) == ("pending", "7", [])
    stage.say(SQUAD_REVIEWER, "改为 一千二百件，核对台账", reply_to=card)
    assert (stage.books()["value"], stage.books()["signed"]) == ("1200", ["zhifa"])


def test_a_name_that_several_metrics_have_is_asked_and_answered_by_a_press_a_name_or_a_place(stage: Stage) -> None:
    for number, answer in enumerate(("press", "2", "办结", "工单办结率", "bjl"), 1):
        stage.report(HEAD, "工单 9/10 11月")
        question = stage.last(HEAD)
        assert labels(question) == ["工单按期回复率", "工单办结率", "工单满意率", "重新输入"]
        assert "“工单”不能确定是哪项指标，还没有上报" in question.text
        stage.say(HEAD, "随便")
        stage.say(HEAD, "4")
        assert "没有任何改动" in stage.last(HEAD).text
        assert len(stage.json("submissions")) == number - 1
        if answer == "press":
            stage.press(HEAD, question.id, "工单办结率")
        else:
            stage.say(HEAD, answer)
        books = stage.books(number)
        assert (books["metric"], books["value"], books["period"]) == ("closure_rate", "9/10", "2026-11"), answer
        stage.say(HEAD, f"/undo {number}")


def test_a_misspelt_name_is_offered_and_reports_nothing_by_itself(stage: Stage) -> None:
    stage.report(HEAD, "工单按期恢复律 98/100")
    question = stage.last(HEAD)
    assert labels(question)[0] == "工单按期回复率"
    assert "没有受理" in question.text
    stage.say(HEAD, "取消")
    text, alert = stage.press(HEAD, question.id, "工单按期回复率")
    assert alert
    assert "没有新的改动" in text
    stage.report(HEAD, "工单按期恢复律 98/100")
    text, _ = stage.press(HEAD, stage.last(HEAD).id, "重新输入")
    assert "/report 工单按期恢复律 98/100" in text
    assert stage.json("submissions") == []
    stage.say(HEAD, "/highlight 市级以上 市级 一窗、通办", to=GROUP)
    assert labels(stage.last(HEAD)) == ["市级以上荣誉", "市级以上经验交流", "重新输入"]
    stage.press(HEAD, stage.last(HEAD).id, "市级以上经验交流")
    stage.say(HEAD, "/highlight 没有这项 市级 一窗")
    assert "没有叫“没有这项”的指标" in stage.last(HEAD).text
    assert (stage.books()["metric"], stage.books()["title"]) == ("exchange", "一窗、通办")


def test_a_lead_names_the_unit_by_a_part_or_chooses_it(stage: Stage) -> None:
    stage.report(REVIEWER, "东湖 办结 97/100")
    assert (stage.books()["unit"], stage.books()["metric"]) == ("donghu", "closure_rate")
    stage.report(REVIEWER, "河西所 办结 96/100 11月")
    question = stage.last(REVIEWER)
    assert "“河西所”不能确定是哪家单位，还没有上报" in question.text
    assert {"西溪市场监管所", "河口市场监管所"} <= set(labels(question))
    stage.say(REVIEWER, "没有所")
    assert "没有任何改动" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "xxs")
    assert (stage.books(2)["unit"], stage.books(2)["value"], stage.books(2)["state"]) == ("xixi", "96/100", "confirmed")


def test_a_part_of_another_units_name_gives_no_right_and_a_stranger_learns_no_name(stage: Stage) -> None:
    for line in ("西溪所 办结率 97/100", "西溪 办结率 97/100", "xxs bjl 97/100"):
        stage.report(HEAD, line)
        assert "您不能替西溪市场监管所上报" in stage.last(HEAD).text, line
    for line in ("西 办结率 97/100", "西溪 工单 97/100", "西溪 工单按期恢复律 97/100"):
        stage.report(HEAD, line)
        assert "没有受理" in stage.last(HEAD).text, line
        assert stage.last(HEAD).buttons == [], line
    stage.report(HEAD, "东湖 办结率 97/100")
    assert stage.books()["unit"] == "donghu"
    for line in ("西溪 办结率 97/100", "工单 97/100", "xxs bjl 97/100"):
        stage.report(STRANGER, line)
        assert "市场监管所" not in stage.last(STRANGER).text
        assert "工单" not in stage.last(STRANGER).text
    assert len(stage.json("submissions")) == 1


def test_what_is_asked_is_named_as_loosely_as_what_is_reported(stage: Stage) -> None:
    for words, told in (
        ("/why 按期", "东湖市场监管所"),
        ("/why 西溪", "西溪市场监管所"),
        ("/why xxs bjl", "工单办结率"),
        ("/why 西溪 办结", "西溪市场监管所"),
        ("/rules gdaqhfl", "工单按期回复率"),
    ):
        stage.say(HEAD, words)
        assert told in stage.last(HEAD).text, words
    stage.say(HEAD, "/why 西溪 工单")
    assert "没有叫“工单”的指标" in stage.last(HEAD).text


def test_two_words_are_never_joined_into_one_number(stage: Stage) -> None:
    for line in ("办结率 98/100 11", "铁拳 3 5", "办结率 9/10 2 11月", "铁拳 3 2026", "案件质量 9 /10 11"):
        stage.report(HEAD, line)
        assert "没有受理" in stage.last(HEAD).text, line
    assert stage.json("submissions") == []
    stage.report(HEAD, "办结率 98 / 100 11月\n铁拳 3 件")
    assert [row["value"] for row in stage.json("submissions")] == ["98/100", "3"]


def test_the_word_of_the_help_for_a_value_is_answered_with_an_example(stage: Stage) -> None:
    for said in ("/report 一体化平台运用 数值", "上报 一体化平台运用 VALUE", "/report 一体化平台运用 数值 本月"):
        stage.say(HEAD, said)
        assert stage.last(HEAD).text.endswith("一体化平台运用后面没有数值。请写成：/report 一体化平台运用 98/100"), said


def test_a_rate_of_a_total_of_0_is_told_so_and_tenths_are_read_as_thirds_are(stage: Stage) -> None:
    stage.report(HEAD, "办结率 9/0")
    assert "“9/0”总数写的是 0，前面的数却不是 0，请核对" in stage.last(HEAD).text
    stage.report(HEAD, "办结率 十分之九")
    assert "工单办结率：9/10（90%）" in stage.last(HEAD).text
