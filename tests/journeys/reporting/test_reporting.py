"""上报: what a head reports, and what comes back."""

from tests.cast import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, Part
from tests.stage import Stage, both_ways


@both_ways
def test_a_report_in_private_becomes_a_confirmed_value_in_the_standings(stage: Stage) -> None:
    before = stage.row()
    stage.say(HEAD, "/report 工单按期回复率 98/100")
    assert stage.last(HEAD).text.startswith(
        "✅ 已收到，编号 0001\n工单按期回复率：98/100（98%），2026年11月，东湖市场监管所"
    )
    assert stage.books()["state"] == "pending"
    assert stage.row()["total"] == before["total"] == "0.00"
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert "编号 0001 已确认" in stage.last(HEAD).text
    assert stage.books() == {
        "number": 1,
        "version": 1,
        "unit": "donghu",
        "metric": "reply_rate",
        "period": "2026-11",
        "value": "98/100",
        "state": "confirmed",
        "signed": ["xiaobao"],
        "reporter": HEAD,
        "reported_at": stage.books()["reported_at"],
        "decided_by": REVIEWER,
        "decided_at": stage.books()["decided_at"],
        "reason": None,
        "level": None,
        "title": None,
        "evidence": 0,
        "contributors": [],
        "event_date": None,
        "late": False,
        "phase": "confirmed",
    }
    assert stage.row()["metrics"]["reply_rate"] == {"points": "4.50", "value": "98/100", "state": "confirmed"}
    assert stage.row()["total"] == "4.50"


@both_ways
def test_a_report_in_the_group_gets_a_reaction_and_one_card_as_a_reply(stage: Stage) -> None:
    reported = stage.say(HEAD, "/report 工单按期回复率 98/100", to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["✍"]
    (card,) = stage.said(GROUP)
    assert card.reply_to == reported.id
    assert "待核实 编号 0001（第1版）" in card.text
    assert "回复本条" in card.text
    assert stage.said(REVIEWER) == stage.said(SECOND_REVIEWER) == stage.said(HEAD) == []
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=card.id)
    assert "已确认" in stage.seen(GROUP, card.id).text
    assert stage.seen(GROUP, reported.id).reactions == ["👌"]
    assert stage.books()["state"] == "confirmed"


def test_several_lines_are_several_submissions_and_each_fails_by_itself(stage: Stage) -> None:
    stage.say(HEAD, "/report 工单按期回复率 98/100\n办结率 97/100\n满意率 101/100\n没有的指标 3\n信访 3/3")
    receipt = stage.last(HEAD).text
    assert "已收到 3 项" in receipt
    for number, metric in enumerate(("工单按期回复率", "工单办结率", "信访件化解"), 1):
        assert f"编号 {number:04} {metric}" in receipt
    assert receipt.count("没有受理") == 2
    assert "满意率 101/100" in receipt
    assert "没有叫“没有的指标”的指标" in receipt
    assert [(row["number"], row["metric"], row["state"]) for row in stage.json("submissions")] == [
        (1, "reply_rate", "pending"),
        (2, "closure_rate", "pending"),
        (3, "petitions", "pending"),
    ]
    assert len(stage.cards(REVIEWER)) == 2, "exactly one submission a card"
    assert len(stage.cards(OFFICE_REVIEWER)) == 1


def test_several_lines_in_the_group_give_a_card_each_and_the_errors_in_private(stage: Stage) -> None:
    reported = stage.say(HEAD, "/report 回复率 98/100\n办结率 97/100\n满意率 101/100", to=GROUP)
    cards = stage.cards(GROUP)
    assert [card.reply_to for card in cards] == [reported.id, reported.id]
    assert stage.said(GROUP) == cards
    assert stage.seen(GROUP, reported.id).reactions == ["✍"]
    assert "没有受理：工单满意率“101/100”" in stage.last(HEAD).text


def test_nothing_accepted_in_the_group_is_a_question_mark_there_and_a_sentence_in_private(stage: Stage) -> None:
    reported = stage.say(HEAD, "/report 满意率 101/100", to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["🤔"]
    assert stage.said(GROUP) == []
    assert "没有受理" in stage.last(HEAD).text


WRITTEN = (
    "/report 工单按期回复率 98/100",
    "/report@leitai_bot 工单按期回复率 98/100",
    "上报 工单按期回复率 98/100",
    "/report 回复率 98/100",
    "/report reply_rate 98/100",
    "/report 工单按期回复率：98／100",
    "/report 工单按期回复率\t９８/１００",
    "/report 工单按期回复率=98 / 100",
    "/report 工单按期回复率、98/100",
    "/report 工单按期回复率 98/100 2026-11",
    "/report 工单按期回复率 98/100 11月",
    "/report 工单按期回复率 98/100 本月",
    "/report 东湖所 工单按期回复率 98/100",
    "/report\n工单按期回复率 98/100",
    "/report 工单按期回复率\u200b 98/100\u200f",
)


def test_a_report_may_be_written_in_many_ways(stage: Stage) -> None:
    for number, line in enumerate(WRITTEN, 1):
        stage.say(HEAD, line)
        books = stage.books(number)
        assert (books["metric"], books["value"], books["period"]) == ("reply_rate", "98/100", "2026-11"), line
        assert (books["unit"], books["state"]) == ("donghu", "pending")
        stage.say(HEAD, f"/undo {number}")


def test_the_caption_of_a_photo_is_the_report_and_the_photo_its_evidence(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert "佐证 1" in stage.card(REVIEWER).text
    assert stage.books()["evidence"] == 1


def test_a_document_with_a_caption_is_evidence_too(stage: Stage) -> None:
    stage.say(HEAD, document=("台账.pdf", b"%PDF-1.7"), caption="/report 工单按期回复率 98/100")
    assert stage.books()["evidence"] == 1


def test_a_colleague_of_the_unit_reports_for_it_too(stage: Stage) -> None:
    stage.say(COLLEAGUE, "/report 工单按期回复率 98/100")
    assert (stage.books()["unit"], stage.books()["reporter"]) == ("donghu", COLLEAGUE)


def test_numbers_count_on_over_units_and_have_at_least_four_digits(stage: Stage) -> None:
    for number, person in enumerate((HEAD, OTHER_HEAD), 1):
        stage.say(person, "/report 工单按期回复率 98/100")
        assert f"编号 {number:04}" in stage.last(person).text


def test_the_same_update_delivered_twice_counts_once(stage: Stage) -> None:
    stage.say(HEAD, "/report 工单按期回复率 98/100")
    before = stage.counts()
    stage.chat.updates.redeliver(stage.chat.updates.recent[-1]["update_id"])
    stage.settle()
    assert stage.new(before) == {}
    assert len(stage.json("submissions")) == 1


def test_a_bare_report_is_answered_and_reports_nothing(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    assert len(stage.said(HEAD)) == 1
    assert stage.json("submissions") == []


def test_the_head_of_a_unit_that_neither_competes_nor_leads_has_nothing_to_report(stage: Stage) -> None:
    stage.employ(Part(LEADER, "沈局长", "head", "营商专班"))
    stage.say(LEADER, "/report")
    assert "不参加任何擂台" in stage.last(LEADER).text
