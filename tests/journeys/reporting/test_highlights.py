"""亮点: events with a level and a title."""

from tests.cast import GROUP, HEAD, LEGAL_REVIEWER, OFFICE_REVIEWER, OTHER_HEAD, SQUAD_REVIEWER
from tests.stage import Stage, both_ways


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


# Who, when, and what became of it


def test_contributors_and_the_day_of_an_event_stand_on_its_card_and_in_the_books(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗通办 人员：张三、李四 日期：11月5日")
    stage.say(HEAD, "亮点 亮点提报 省级 另一件\n日期：昨天\n人员: 欧阳修,阿卜杜·热合曼\nhttps://example.cn/a")
    first, second = stage.json("submissions")
    assert (first["title"], first["contributors"], first["event_date"]) == ("一窗通办", ["张三", "李四"], "2026-11-05")
    assert (second["title"], second["contributors"]) == ("另一件", ["欧阳修", "阿卜杜·热合曼"])
    assert (second["event_date"], second["evidence"]) == ("2026-11-18", 1)
    for place in (OFFICE_REVIEWER, HEAD):
        assert any("时间：11月5日 ｜ 参与：张三、李四" in seen.text for seen in stage.said(place))
    stage.say(HEAD, "/highlight 亮点提报 市级 一网通办 people: Zhang San, Li Si Date: 5 Nov")
    third = stage.json("submissions")[-1]
    assert (third["title"], third["contributors"]) == ("一网通办", ["Zhang San", "Li Si"])
    assert third["event_date"] == "2026-11-05"


def test_people_and_days_that_cannot_be_are_refused_and_nothing_is_taken(stage: Stage) -> None:
    for wrong in ("日期：11月31日", "日期：11月20日", "日期：上周", "人员：13800138000", "人员：A"):
        stage.say(HEAD, f"/highlight 亮点提报 市级 一窗通办 {wrong}")
        assert "没有受理" in stage.last(HEAD).text, wrong
    assert stage.json("submissions") == []


def test_the_same_event_with_more_people_is_its_next_version(stage: Stage) -> None:
    for people in ("", " 人员：张三", " 人员：张三", ""):
        stage.say(HEAD, f"/highlight 亮点提报 市级 一窗通办{people}")
    assert (stage.books()["version"], stage.books()["contributors"]) == (2, ["张三"])


def test_what_was_proposed_and_confirmed_is_reported_as_completed_by_one_press(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, "/highlight 亮点提报 省级 一窗通办 人员：张三")
    card = stage.card(OFFICE_REVIEWER).id
    stage.say(HEAD, "完成", reply_to=stage.last(HEAD).id)
    assert "还没有确认" in stage.last(HEAD).text
    stage.say(OFFICE_REVIEWER, "改为 市级", reply_to=card)
    notice = stage.last(HEAD).id
    stage.press(HEAD, notice, "报完成")
    completed = stage.books(2)
    assert (completed["metric"], completed["level"], completed["title"]) == ("highlights_completed", "city", "一窗通办")
    assert completed["contributors"] == ["张三"]
    stage.say(HEAD, photo=picture, caption="完成", reply_to=notice)
    assert (len(stage.json("submissions")), stage.books(2)["evidence"]) == (2, 1), "the same one, with evidence"
    stage.say(OFFICE_REVIEWER, "完成", reply_to=card)
    assert "没有任何改动" in stage.last(OFFICE_REVIEWER).text
    stage.say(OFFICE_REVIEWER, "确认", reply_to=stage.card(OFFICE_REVIEWER).id)
    metrics = stage.row()["metrics"]
    assert (metrics["highlights_proposed"]["points"], metrics["highlights_completed"]["points"]) == ("2.00", "3.00")


def test_an_album_is_reported_once_and_its_other_pictures_get_no_answer(stage: Stage, picture: bytes) -> None:
    stage.chat.say_album(HEAD, [picture] * 3, "/highlight 荣誉 市级 获评全市先进集体")
    stage.settle()
    (answer,) = stage.said(HEAD)
    assert "已收到，编号 0001" in answer.text
    assert stage.books()["evidence"] >= 1


def test_an_event_that_was_reported_again_is_not_restored_beside_itself(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一件事")
    stage.say(HEAD, "/undo 1")
    withdrawn = stage.last(HEAD).id
    stage.say(HEAD, "/highlight 亮点提报 市级 一 件事")
    text, alert = stage.press(HEAD, withdrawn, "恢复")
    assert alert
    assert "已有新的申报" in text
    assert [row["state"] for row in stage.json("submissions")] == ["withdrawn", "pending"]


def test_an_event_at_the_level_it_was_amended_to_is_the_same_event(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一件事")
    stage.say(OFFICE_REVIEWER, "改为 省级", reply_to=stage.card(OFFICE_REVIEWER).id)
    stage.say(HEAD, "/highlight 亮点提报 省级 一件事")
    assert "没有受理" in stage.last(HEAD).text
    assert "编号 0001" in stage.last(HEAD).text
    assert [row["level"] for row in stage.json("submissions")] == ["province"]
