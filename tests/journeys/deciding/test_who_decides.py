"""What a reply is about: known letters by what they hold, lost cards by how they read, and nothing by mere words."""

import pytest

from bot.sandbox.watch.faults import server_error
from tests.cast import ADMIN, GROUP, HEAD, OTHER_HEAD, PARTS, REVIEWER, SECOND_REVIEWER, Part, roster_csv
from tests.stage import Stage


@pytest.fixture
def reported(stage: Stage) -> Stage:
    """An admin who also reviews for the lead, and a report that waits."""
    file = stage.folder.with_name("changed.csv")
    file.write_text(roster_csv((*PARTS, Part(ADMIN, "韩管理员", "reviewer", "消保科"))), encoding="utf-8")
    assert stage.leitai("roster", "import", str(file)).code == 0
    stage.report(HEAD)
    return stage


def lose(stage: Stage, person: int) -> None:
    """Let the bot never learn the message ids of what it sends to somebody: it arrives twice."""
    stage.chat.faults.plan(server_error(500, after=True), method="sendMessage", chat=person, times=2)


CARD = "📋 待核实 编号 0001（第1版）"
SHOWN = f"{CARD}\n东湖市场监管所 · 工单按期回复率 · 2026年11月\n上报 98/100（98%）\n上报人：王所长 11月19日 09:00"
WORDS = ("请尽快处理编号 0001，第1版", CARD, SHOWN)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("lost", [False, True])
def test_what_somebody_wrote_to_the_admins_names_nothing_that_a_reply_could_decide(
    reported: Stage, words: str, *, lost: bool
) -> None:
    if lost:
        lose(reported, ADMIN)
    reported.say(OTHER_HEAD, f"/feedback {words}")
    handed_on = reported.last(ADMIN)
    assert "编号 0001" in handed_on.text
    for decision in ("ok", "退回 缺少截图", "改为 97/100", "退回"):
        reported.say(ADMIN, decision, reply_to=handed_on.id)
        assert "没有任何改动" in reported.last(ADMIN).text
    assert (reported.books()["state"], reported.books()["value"]) == ("pending", "98/100")


def test_a_line_that_was_not_taken_names_nothing_that_a_reply_could_decide(reported: Stage) -> None:
    reported.say(ADMIN, f"/report {CARD}\n没有的 3")
    assert CARD in reported.last(ADMIN).text
    reported.say(ADMIN, "ok", reply_to=reported.last(ADMIN).id)
    assert "没有任何改动" in reported.last(ADMIN).text
    assert reported.books()["state"] == "pending"


def test_a_reason_that_names_another_number_leaves_the_reply_with_its_own(reported: Stage) -> None:
    reported.report(OTHER_HEAD)
    reported.say(REVIEWER, "退回 与编号 0002 重复", reply_to=reported.cards(REVIEWER)[0].id)
    reported.say(HEAD, "异议 不是重复", reply_to=reported.last(HEAD).id)
    assert "有异议" in reported.cards(SECOND_REVIEWER)[0].text
    assert reported.books(2)["state"] == "pending"


@pytest.mark.parametrize("words", ["确认", "退回 缺少截图", "改为 97/100"])
def test_a_lost_card_decides_by_the_number_and_version_that_it_shows(reported: Stage, words: str) -> None:
    lose(reported, SECOND_REVIEWER)
    reported.report(OTHER_HEAD)
    lost = reported.cards(SECOND_REVIEWER)[-1]
    reported.say(SECOND_REVIEWER, words, reply_to=lost.id)
    assert reported.books(1)["state"] == "pending"
    assert reported.books(2)["decided_by"] == SECOND_REVIEWER


def test_a_lost_card_of_an_old_version_decides_nothing(reported: Stage) -> None:
    lose(reported, SECOND_REVIEWER)
    reported.report(OTHER_HEAD)
    lost = reported.cards(SECOND_REVIEWER)[-1]
    reported.report(OTHER_HEAD, "工单按期回复率 97/100")
    reported.later(seconds=5)
    reported.say(SECOND_REVIEWER, "确认", reply_to=lost.id)
    assert any("已更新" in said.text for said in reported.said(SECOND_REVIEWER))
    assert (reported.books(2)["state"], reported.books(2)["version"]) == ("pending", 2)


def test_a_message_that_says_one_sentence_is_about_the_submission_that_it_was_said_of(reported: Stage) -> None:
    reported.say(REVIEWER, "确认", reply_to=reported.card(REVIEWER).id)
    reported.later(minutes=31)
    reported.say(REVIEWER, "撤销", reply_to=reported.card(REVIEWER).id)
    told = reported.last(REVIEWER)
    assert "更正为 数值 原因" in told.text
    reported.say(REVIEWER, "更正为 97/100 漏计一件", reply_to=told.id)
    assert "更正为 97/100" in reported.card(REVIEWER).text


def test_a_receipt_that_refused_a_line_is_about_what_it_refused(reported: Stage) -> None:
    reported.say(REVIEWER, "确认", reply_to=reported.card(REVIEWER).id)
    reported.later(minutes=31)
    reported.report(HEAD, "工单按期回复率 97/100")
    refused = reported.last(HEAD)
    assert "没有受理" in refused.text
    reported.say(HEAD, "更正为 97/100 漏计一件", reply_to=refused.id)
    assert "更正为 97/100" in reported.card(REVIEWER).text


def test_small_talk_of_people_in_the_group_about_numbers_decides_nothing(reported: Stage) -> None:
    talk = reported.say(HEAD, CARD, to=GROUP)
    before = reported.counts()
    reported.say(REVIEWER, "确认", to=GROUP, reply_to=talk.id)
    assert reported.new(before) == {}
    assert reported.books()["state"] == "pending"


@pytest.mark.parametrize("question", ["/why 工单按期回复率", "/mine"])
def test_an_explanation_is_about_the_submissions_that_it_lists(quiet_stage: Stage, question: str) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.say(REVIEWER, "确认", reply_to=quiet_stage.card(REVIEWER).id)
    quiet_stage.later(minutes=31)
    quiet_stage.say(HEAD, question)
    assert "工单按期回复率" in quiet_stage.last(HEAD).text
    quiet_stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=quiet_stage.last(HEAD).id)
    assert "更正为 97/100" in quiet_stage.card(REVIEWER).text


def test_a_list_of_what_waits_is_about_what_waited_when_it_was_written(reported: Stage) -> None:
    reported.say(REVIEWER, "/pending")
    listed = reported.last(REVIEWER).id
    reported.say(SECOND_REVIEWER, "确认", reply_to=reported.card(SECOND_REVIEWER).id)
    reported.report(OTHER_HEAD)
    reported.say(REVIEWER, "确认", reply_to=listed)
    assert "没有任何改动" in reported.last(REVIEWER).text
    assert reported.books(2)["state"] == "pending"
    reported.say(REVIEWER, "/pending")
    reported.say(REVIEWER, "确认", reply_to=reported.last(REVIEWER).id)
    assert reported.books(2)["state"] == "confirmed"
