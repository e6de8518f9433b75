"""Forgetting reaches what was said in the chat: the roster as a file, old rows and invites, and nobody else's name."""

from tests.cast import ADMIN, OTHER_HEAD, REVIEWER, STRANGER, Part, roster_csv
from tests.cast import PARTS as CAST
from tests.faults.test_forgetting import cells, places
from tests.journeys.desk.test_roster import fetched, send
from tests.stage import Stage

SHORT, LONG = "李明", "李明华"
"""A name, and another's that begins with it."""


def test_a_name_is_forgotten_in_files_old_rows_and_invites_and_one_that_holds_it_stays(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(ADMIN, f"/people 加人 东湖所 负责人 {SHORT}")
    stage.say(ADMIN, f"/people 邀请 {SHORT}")
    namesake = Part(OTHER_HEAD, LONG, "head", "西溪所")
    stay = tuple(part for part in CAST if part.person != OTHER_HEAD)
    stage.say(
        ADMIN, document=("名册.csv", roster_csv((*stay, namesake, Part(STRANGER, SHORT, "head", "东湖所"))).encode())
    )
    stage.say(ADMIN, "确认", reply_to=stage.last(ADMIN).id)
    for person in (OTHER_HEAD, STRANGER):
        stage.say(person, "/start")
        stage.report(person)
    stage.say(ADMIN, f"/people 离任 {SHORT}")
    waiting = send(stage, [*fetched(stage), ["西溪所", SHORT, "负责人", str(STRANGER)]])
    assert f"➕ {SHORT} {STRANGER}" in waiting.text

    assert stage.leitai("forget", str(STRANGER)).code == 0

    assert places(stage.folder, str(STRANGER)) == set()
    named = [(place, str(value)) for place, value in cells(stage.folder) if SHORT in str(value).replace(LONG, "")]
    assert named == []
    told = [str(value) for place, value in cells(stage.folder) if place == "outbox.payload" and LONG in str(value)]
    assert any("start_known" in each for each in told), "who has another name keeps it"
    stage.say(ADMIN, "确认", reply_to=waiting.id)
    assert "没有任何改动" in stage.last(ADMIN).text
    assert len(stage.cards(REVIEWER)) == 2
    for card in stage.cards(REVIEWER):
        stage.say(REVIEWER, "确认", reply_to=card.id)
    assert ["已注销人员1" in card.text for card in stage.cards(REVIEWER)] == [False, True]
    assert [LONG in card.text for card in stage.cards(REVIEWER)] == [True, False]
    stage.say(ADMIN, "/people")
    assert "李明" not in stage.last(ADMIN).text
