"""亮点: events with a level and a title."""

from tests.cast import GROUP, HEAD, LEGAL_REVIEWER, OFFICE_REVIEWER, OTHER_HEAD, SQUAD_REVIEWER
from tests.end_to_end.stage import Stage, both_ways


@both_ways
def test_a_highlight_in_one_line_is_confirmed_and_counts(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗通办：“随到随办”")
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert "市级 一窗通办：“随到随办”" in stage.card(OFFICE_REVIEWER).text
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    books = stage.books()
    assert (books["state"], books["level"], books["title"]) == ("confirmed", "city", "一窗通办：“随到随办”")
    assert books["value"] is None
    assert stage.row()["metrics"]["highlights_proposed"] == {"points": "2.00", "value": "1", "state": "confirmed"}


def test_a_level_is_written_by_its_name_or_its_key(stage: Stage) -> None:
    stage.say(HEAD, "亮点 亮点创新提报 city 甲\n亮点提报 省级 乙")
    assert [(row["level"], row["title"]) for row in stage.json("submissions")] == [("city", "甲"), ("province", "乙")]


def test_every_accepted_line_has_a_number_of_its_own(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 甲事\n亮点提报 市级 乙事\n亮点提报 县级 丙事\n亮点提报 市级")
    assert [row["number"] for row in stage.json("submissions")] == [1, 2]
    receipt = stage.last(HEAD).text
    assert receipt.count("没有受理") == 2
    assert "国家级、省级、市级、区级" in receipt
    assert len(stage.cards(OFFICE_REVIEWER)) == 2


def test_the_same_title_twice_is_the_same_event(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗通办")
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗 通办")
    stage.say(HEAD, "/highlight 亮点提报 省级 一窗通办")
    for card in stage.cards(OFFICE_REVIEWER):
        stage.say(OFFICE_REVIEWER, "确认", reply_to=card.id)
    assert stage.row()["metrics"]["highlights_proposed"] == {"points": "3.00", "value": "1", "state": "confirmed"}


def test_the_same_title_of_another_unit_is_another_event(stage: Stage) -> None:
    for person in (HEAD, OTHER_HEAD):
        stage.say(person, "/highlight 亮点提报 市级 一窗通办")
    assert [(row["unit"], row["number"]) for row in stage.json("submissions")] == [("donghu", 1), ("xixi", 2)]


def test_a_reviewer_may_change_the_level(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 省级 一窗通办")
    stage.say(OFFICE_REVIEWER, "改为 市级", reply_to=stage.card(OFFICE_REVIEWER).id)
    assert (stage.books()["state"], stage.books()["level"]) == ("confirmed", "city")
    assert "改为 市级" in stage.last(HEAD).text
    assert "上报 省级 一窗通办" in stage.card(OFFICE_REVIEWER).text
    assert "改为 市级" in stage.card(OFFICE_REVIEWER).text
    assert stage.row()["metrics"]["highlights_proposed"]["points"] == "2.00"


def test_where_evidence_is_required_a_photo_in_the_same_message_is_enough(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture, caption="/highlight 市级以上荣誉 市级 先进集体")
    assert (stage.books()["evidence"], stage.books()["state"]) == (1, "pending")


def test_events_that_two_leads_sign(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 典型案例 市级 “铁拳”第一案", to=GROUP)
    card = stage.card(GROUP).id
    stage.say(SQUAD_REVIEWER, "确认", to=GROUP, reply_to=card)
    assert stage.books()["state"] == "pending"
    stage.say(LEGAL_REVIEWER, "确认", to=GROUP, reply_to=card)
    assert stage.books()["state"] == "confirmed"


def test_a_number_is_not_reported_as_an_event_nor_an_event_as_a_number(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 工单按期回复率 市级 98/100")
    assert "/report 工单按期回复率" in stage.last(HEAD).text
    stage.say(HEAD, "/report 亮点提报 3")
    assert "/highlight 亮点创新提报" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_a_withdrawn_event_counts_no_more(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 甲事\n亮点提报 市级 乙事")
    for card in stage.cards(OFFICE_REVIEWER):
        stage.say(OFFICE_REVIEWER, "确认", reply_to=card.id)
    assert stage.row()["metrics"]["highlights_proposed"]["points"] == "4.00"
    stage.say(OFFICE_REVIEWER, "撤销", reply_to=stage.cards(OFFICE_REVIEWER)[0].id)
    stage.say(HEAD, "/undo 1")
    assert stage.row()["metrics"]["highlights_proposed"] == {"points": "2.00", "value": "1", "state": "confirmed"}
