"""Who decides, takes back and withdraws: asked anew from the roster at every word."""

import pytest

from tests.cast import (
    ADMIN,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    PARTY_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    TASK_FORCE,
    Part,
    roster_csv,
)
from tests.journeys.deciding.conftest import decide
from tests.stage import Stage


def refused(stage: Stage, person: int, words: str, **how: int) -> str:
    """Let somebody say what is refused and changes nothing; returns the sentence."""
    before, books = stage.counts(), stage.json("submissions")
    stage.say(person, words, **how)
    assert stage.json("submissions") == books, words
    (sentence,) = stage.new(before)[person]
    assert "没有任何改动" in sentence
    return sentence


# Who decides


@pytest.mark.parametrize("person", [OFFICE_REVIEWER, OTHER_HEAD, LEADER, ADMIN])
def test_only_a_reviewer_of_the_lead_decides(stage: Stage, person: int) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    before = stage.counts()
    stage.say(person, "确认", to=GROUP, reply_to=card)
    text, alert = stage.press(person, card, "确认", to=GROUP)
    assert alert
    answers = stage.new(before)[person]
    assert answers == [text], "the same sentence by reply and by button"
    assert "没有任何改动" in text
    assert "消保科" in text
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize("person", [HEAD, COLLEAGUE])
def test_the_own_unit_never_decides_about_its_submission(stage: Stage, person: int) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    for words in ("确认", "退回 重报一下"):
        stage.say(person, words, to=GROUP, reply_to=card)
        assert "没有任何改动" in stage.last(person).text
    for label in ("确认", "退回", "修改"):
        text, alert = stage.press(person, card, label, to=GROUP)
        assert alert
        assert "没有任何改动" in text
    assert (stage.books()["state"], stage.books()["value"]) == ("pending", "98/100")
    stage.say(person, "改为 99/100", to=GROUP, reply_to=card)
    assert (stage.books()["state"], stage.books()["value"], stage.books()["version"]) == ("pending", "99/100", 2)


def test_a_reviewer_put_on_the_roster_while_the_bot_runs_decides_at_once(reported: Stage) -> None:
    reported.chat.add_person(2003, "新科员", started=True)
    reported.chat.rooms[GROUP].members.add(2003)
    file = reported.folder.with_name("more.csv")
    file.write_text("unit,name,role,telegram_id\n消保科,新科员,reviewer,2003\n", encoding="utf-8")
    assert reported.leitai("roster", "import", str(file)).code == 0
    reported.report(OTHER_HEAD)
    decide(reported, "确认", 2003)
    assert (reported.books(2)["state"], reported.books(2)["decided_by"]) == ("confirmed", 2003)


def test_a_reviewer_taken_off_the_roster_decides_nothing_any_more(reported: Stage) -> None:
    card = reported.card(SECOND_REVIEWER).id
    file = reported.folder.with_name("fewer.csv")
    file.write_text(roster_csv(tuple(part for part in PARTS if part.person != SECOND_REVIEWER)), encoding="utf-8")
    assert reported.leitai("roster", "import", str(file), "--replace").code == 0
    reported.say(SECOND_REVIEWER, "确认", reply_to=card)
    assert "不在名册" in reported.last(SECOND_REVIEWER).text
    assert reported.books()["state"] == "pending"


# Where all leads sign


def test_who_has_no_standing_signature_takes_nothing_back(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 5")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    stage.say(LEGAL_REVIEWER, "改为 4", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert "冯科长" in refused(stage, SQUAD_REVIEWER, "撤销", reply_to=card)
    assert (stage.books()["value"], stage.books()["signed"]) == ("4", ["fagui"])
    stage.say(LEGAL_REVIEWER, "撤销", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert (stage.books()["value"], stage.books()["signed"]) == ("5", [])


@pytest.mark.parametrize(("words", "state", "value"), [("退回 重复计数", "returned", "5"), ("改为 3", "pending", "3")])
def test_a_lead_that_signed_may_still_return_or_amend(stage: Stage, words: str, state: str, value: str) -> None:
    stage.report(HEAD, "铁拳 5")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    assert stage.books()["signed"] == ["zhifa"]
    stage.say(SQUAD_REVIEWER, words, reply_to=card)
    assert (stage.books()["state"], stage.books()["value"]) == (state, value)


# Who changed posts


def test_a_reviewer_who_became_head_of_the_unit_decides_and_takes_back_no_more(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    first, second = (card.id for card in stage.cards(REVIEWER))
    stage.say(REVIEWER, "确认", reply_to=first)
    for leaving in ((), (REVIEWER,)):
        stage.employ(Part(REVIEWER, "李科长", "head", "东湖所"), leaving=leaving)
        assert "您自己单位" in refused(stage, REVIEWER, "撤销", reply_to=first)
        for words in ("确认", "退回 缺少截图"):
            assert "您自己单位" in refused(stage, REVIEWER, words, reply_to=second)
    stage.say(REVIEWER, "改为 96/100", reply_to=second)
    assert [row["version"] for row in stage.json("submissions")] == [1, 2], "what a head says anew is a report"
    assert [row["state"] for row in stage.json("submissions")] == ["confirmed", "pending"]


def test_a_reviewer_who_moved_elsewhere_takes_nothing_back(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "确认", reply_to=card)
    stage.employ(Part(REVIEWER, "李科长", "head", "南桥所"), leaving=(REVIEWER,))
    assert "消保科" in refused(stage, REVIEWER, "撤销", reply_to=card)
    assert stage.books()["state"] == "confirmed"


def test_a_head_who_moved_to_another_unit_withdraws_nothing_of_the_old_one(stage: Stage) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    stage.employ(Part(HEAD, "王所长", "head", "西溪所"), leaving=(HEAD,))
    refused(stage, HEAD, "/undo 1")
    refused(stage, HEAD, "/undo")
    for label in ("撤回", "修改"):
        text, alert = stage.press(HEAD, receipt, label)
        assert alert
        assert "没有任何改动" in text
    stage.say(COLLEAGUE, "/undo 1")
    assert stage.books()["state"] == "withdrawn"


# Who is left to decide


@pytest.mark.parametrize("place", [None, GROUP])
def test_an_admin_decides_what_a_leads_only_reviewer_reported_and_took_back(stage: Stage, place: int | None) -> None:
    stage.say(TASK_FORCE, "/report 东湖所 驻地企业满意度 98/100", to=place)
    where = TASK_FORCE if place is None else GROUP
    reported = stage.last(where).id
    assert stage.books()["state"] == "confirmed"
    stage.say(TASK_FORCE, "撤销", to=place, reply_to=reported)
    assert stage.books()["state"] == "pending"
    refused(stage, TASK_FORCE, "确认", reply_to=reported, **({} if place is None else {"to": GROUP}))
    card = stage.card(ADMIN if place is None else GROUP)
    assert "由 管理员 核实" in card.text
    stage.say(SECOND_ADMIN, "/pending")
    assert "编号 0001" in stage.last(SECOND_ADMIN).text
    stage.say(ADMIN, "确认", to=place, reply_to=card.id)
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", ADMIN)


def test_an_admin_decides_where_a_leads_only_reviewer_is_head_of_the_unit(stage: Stage) -> None:
    stage.employ(Part(HEAD, "王所长", "reviewer", "消保科"), leaving=(REVIEWER, SECOND_REVIEWER))
    stage.report(HEAD)
    refused(stage, HEAD, "确认", reply_to=stage.last(HEAD).id)
    assert {place for place in stage.chat.rooms if stage.cards(place)} == {ADMIN, SECOND_ADMIN}
    stage.press(ADMIN, stage.card(ADMIN).id, "确认")
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", ADMIN)


def test_an_admin_stays_out_where_a_lead_can_decide(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    assert "消保科" in refused(stage, ADMIN, "确认", to=GROUP, reply_to=stage.card(GROUP).id)


def test_a_unit_does_not_withdraw_what_a_lead_reported_against_it(stage: Stage) -> None:
    stage.employ(Part(OTHER_HEAD, "钱主任", "head", "办公室"), leaving=(OTHER_HEAD,))
    stage.say(PARTY_HEAD, "/highlight 办公室 通报批评 市级 迟报材料")
    assert stage.books()["state"] == "pending"
    for words in ("/undo", "/undo 1", "撤回 0001"):
        refused(stage, OTHER_HEAD, words)
    stage.say(PARTY_HEAD, "/undo 1")
    assert stage.books()["state"] == "withdrawn"
