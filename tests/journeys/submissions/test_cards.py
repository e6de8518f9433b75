"""核实卡: who gets it, where, and what it says."""

from pathlib import Path

from bot.files import read_sample
from tests.cast import (
    FOOD_REVIEWER,
    GROUP,
    HEAD,
    LEGAL_REVIEWER,
    NAMES,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
)
from tests.ruled import under
from tests.stage import Stage, playing


def with_cards(stage: Stage) -> set[int]:
    return {place for place in stage.chat.rooms if stage.cards(place)}


def test_a_card_goes_to_every_reviewer_of_the_lead_and_to_nobody_else(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    assert with_cards(stage) == {REVIEWER, SECOND_REVIEWER}
    assert {place for place in stage.chat.rooms if stage.said(place)} == {HEAD, REVIEWER, SECOND_REVIEWER}


def test_a_card_goes_to_the_reviewers_of_every_lead(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    assert with_cards(stage) == {SQUAD_REVIEWER, LEGAL_REVIEWER}


def test_a_lead_without_reviewers_leaves_the_card_to_the_other_leads(tmp_path: Path) -> None:
    several = read_sample().decode().replace('leads = ["xiaobao"]', 'leads = ["shipin", "teshe", "zhiliang"]')
    with under(several, tmp_path) as stage:
        stage.report(HEAD, "工单按期回复率 12/12")
        assert with_cards(stage) == {FOOD_REVIEWER}


def test_a_card_says_what_is_decided_and_how(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    card = stage.card(REVIEWER)
    for part in (
        "待核实 编号 0001（第1版）",
        "东湖市场监管所",
        "工单按期回复率",
        "2026年11月",
        "98/100（98%）",
        "上报人：王所长 11月19日 09:00",
        "回复本条",
        "确认",
        "退回 原因",
        "改为",
    ):
        assert part in card.text
    labels = [[button.text for button in row] for row in card.buttons]
    assert labels == [["✅ 确认", "↩️ 退回", "✏️ 修改"], ["➡️ 转交"]]
    assert not card.silent


def test_a_reviewer_who_never_started_the_bot_is_left_out(waiting_stage: Stage) -> None:
    stage = waiting_stage
    stage.chat.rooms[SECOND_REVIEWER].bot = "stranger"
    with playing(stage):
        stage.report(HEAD)
        assert with_cards(stage) == {REVIEWER}
        assert stage.said(GROUP) == []
        stage.report(OTHER_HEAD)
        assert len(stage.cards(REVIEWER)) == 2
        assert len(stage.chat.calls.of("sendMessage", chat=SECOND_REVIEWER)) == 1, "known by now"


def test_the_card_goes_to_the_group_when_no_reviewer_can_be_reached(waiting_stage: Stage) -> None:
    stage = waiting_stage
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.rooms[reviewer].bot = "stranger"
    with playing(stage):
        stage.report(HEAD)
        assert with_cards(stage) == {GROUP}
        (card,) = stage.cards(GROUP)
        assert "待核实 编号 0001" in card.text
        stage.say(REVIEWER, "确认", to=GROUP, reply_to=card.id)
        assert stage.books()["state"] == "confirmed"


def test_a_reviewer_who_starts_the_bot_later_gets_the_next_card(waiting_stage: Stage) -> None:
    stage = waiting_stage
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.rooms[reviewer].bot = "stranger"
    with playing(stage):
        stage.report(HEAD)
        stage.say(REVIEWER, "/start")
        stage.report(OTHER_HEAD)
        assert "编号 0002" in stage.card(REVIEWER).text
        assert [card.text.count("编号 0001") for card in stage.cards(GROUP)] == [1]


def test_every_card_of_a_submission_shows_who_decided_and_loses_its_buttons(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        card = stage.card(reviewer)
        assert "✅ 已确认 编号 0001" in card.text
        assert "李科长 11月19日 09:00" in card.text
        assert card.buttons == []
        assert len(stage.cards(reviewer)) == 1


def test_in_the_group_the_report_that_two_people_may_decide_still_has_one_card(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4", to=GROUP)
    assert with_cards(stage) == {GROUP}
    assert len(stage.cards(GROUP)) == 1


def test_names_and_reasons_cannot_bring_markup_into_a_message(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 <b>粗</b> & <a href='tg://user?id=1'>链接</a>")
    assert "<b>粗</b> & <a href='tg://user?id=1'>链接</a>" in stage.card(OFFICE_REVIEWER).text
    stage.say(OFFICE_REVIEWER, "退回 <i>没有</i> & 佐证", reply_to=stage.card(OFFICE_REVIEWER).id)
    assert "原因：<i>没有</i> & 佐证" in stage.last(HEAD).text
    assert all("粗" in message.text for message in (stage.card(OFFICE_REVIEWER), stage.last(HEAD)))


def test_names_of_people_with_markup_are_shown_as_they_are(waiting_stage: Stage) -> None:
    stage = waiting_stage
    stage.chat.add_person(9002, "<b>&amp;</b>", started=True)
    stage.chat.rooms[GROUP].members.add(9002)
    with playing(stage):
        stage.say(9002, "/start")
        assert "9002" in stage.last(9002).text
        stage.report(HEAD)
        stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
        assert NAMES[REVIEWER] in stage.last(REVIEWER).text


def test_a_message_of_two_lines_is_shown_as_confirmed_when_both_are(stage: Stage) -> None:
    reported = stage.report(HEAD, "回复率 98/100\n办结率 97/100", to=GROUP).id
    first, second = (card.id for card in stage.cards(GROUP))
    for card, shown in ((first, "✍"), (second, "👌")):
        stage.press(REVIEWER, card, "确认", to=GROUP)
        assert stage.seen(GROUP, reported).reactions == [shown]
    stage.say(REVIEWER, "撤销", to=GROUP, reply_to=first)
    assert stage.seen(GROUP, reported).reactions == ["✍"]
    stage.say(REVIEWER, "退回 缺少截图", to=GROUP, reply_to=first)
    assert stage.seen(GROUP, reported).reactions == ["🤔"]
