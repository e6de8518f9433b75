"""What waited when the bot came back with another account: it counts once, and its numbers are those of its account."""

from collections.abc import Callable

import pytest

from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import too_many
from storage import inbox, replicas
from tests import engine
from tests.cast import GROUP, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.journeys.deciding.conftest import Again, numbered
from tests.stage import Stage

Leave = Callable[[Stage, Callable[[Chat], object]], None]
ASKED = "SELECT count(*) FROM inbox WHERE state = 'new'"


@pytest.fixture
def leave(monkeypatch: pytest.MonkeyPatch) -> Leave:
    """Stop the bot when it has taken in what somebody does, and done nothing of it."""

    def waiting(stage: Stage, deed: Callable[[Chat], object]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(inbox, "next_waiting", lambda _tx: None)
            patch.setattr(replicas, "claim_update", lambda _tx: None)  # where several may take it
            deed(stage.chat)
            stage.notice(lambda: [list(row.values()) for row in engine.rows(stage.database, ASKED)] == [[1]])
            stage.stop()

    return waiting


def quoted(stage: Stage) -> list[object]:
    """List what the messages of the bot answer."""
    return [
        call.params["reply_parameters"]
        for call in stage.chat.calls.of("sendMessage")
        if "reply_parameters" in call.params
    ]


def test_a_report_that_waited_counts_once_and_its_receipt_answers_no_message_of_another_account(
    quiet_stage: Stage, again: Again, leave: Leave
) -> None:
    leave(quiet_stage, lambda chat: chat.say(HEAD, "/report 工单按期回复率 98/100"))
    with again() as stage:
        stage.settle()
        assert [row["state"] for row in stage.json("submissions")] == ["pending"]
        assert "编号 0001" in stage.last(HEAD).text
        assert quoted(stage) == []
        assert "编号 0001" in stage.card(REVIEWER).text


def test_a_report_that_waited_is_no_message_to_the_present_account(
    quiet_stage: Stage, again: Again, leave: Leave
) -> None:
    numbered(quiet_stage, 700)
    leave(quiet_stage, lambda chat: chat.say(HEAD, "/report 工单按期回复率 98/100"))
    with again() as stage:
        stage.settle()
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        numbered(stage, 700)
        said = stage.say(HEAD, "/help")
        assert said.id == 700
        before = stage.counts()
        stage.say(HEAD, "异议 漏计一件", reply_to=said.id)
        ((answer,),) = stage.new(before).values()
        assert "不知道您要决定哪一项" in answer
        assert stage.books()["phase"] == "confirmed"


def test_a_new_version_that_waited_is_shown_to_those_who_decide(quiet_stage: Stage, again: Again, leave: Leave) -> None:
    quiet_stage.report(HEAD)
    quiet_stage.later(minutes=1)
    leave(quiet_stage, lambda chat: chat.say(HEAD, "/report 工单按期回复率 97/100"))
    with again() as stage:
        stage.settle()
        for reviewer in (REVIEWER, SECOND_REVIEWER):
            assert ["编号 0001（第2版）" in card.text for card in stage.cards(reviewer)] == [True]
        assert stage.chat.calls.of("editMessageText") == []


def test_a_decision_that_waited_is_about_the_card_that_it_answers(
    quiet_stage: Stage, again: Again, leave: Leave
) -> None:
    quiet_stage.report(HEAD)
    card = quiet_stage.card(REVIEWER).id
    with again() as stage:
        numbered(stage, card)
        stage.report(OTHER_HEAD)
        other = stage.card(REVIEWER)
        assert "编号 0002" in other.text
    quiet_stage.start()
    leave(quiet_stage, lambda chat: chat.say(REVIEWER, "退回 缺少截图", reply_to=card))
    with again() as stage:
        stage.settle()
        assert [row["state"] for row in stage.json("submissions")] == ["returned", "pending"]
        assert "缺少截图" in stage.last(HEAD).text
        assert quoted(stage) == []


def test_a_report_that_was_edited_meanwhile_is_asked_about(quiet_stage: Stage, again: Again, leave: Leave) -> None:
    numbered(quiet_stage, 700)
    reported = quiet_stage.report(HEAD)
    leave(quiet_stage, lambda chat: chat.edit(HEAD, reported.id, "/report 工单按期回复率 97/100"))
    with again() as stage:
        stage.settle()
        stage.press(HEAD, stage.last(HEAD).id, "用新值")
        assert (stage.books()["value"], stage.books()["version"]) == ("97/100", 2)
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        numbered(stage, reported.id)
        said = stage.say(HEAD, "/help")
        assert said.id == reported.id
        stage.say(HEAD, "异议 漏计一件", reply_to=said.id)
        assert stage.books()["phase"] == "confirmed", "the edited message is one of the other account"


@pytest.mark.parametrize(("again_first", "state"), [(False, "confirmed"), (True, "pending")])
def test_a_press_that_waited_counts_where_it_is_still_good_and_is_answered_by_nobody(
    quiet_stage: Stage, again: Again, leave: Leave, *, again_first: bool, state: str
) -> None:
    quiet_stage.report(HEAD)
    card = quiet_stage.card(REVIEWER)
    if again_first:
        quiet_stage.later(minutes=1)
        quiet_stage.chat.faults.plan(too_many(600), method="editMessageText", chat=REVIEWER)
        quiet_stage.chat.say(HEAD, "/report 工单按期回复率 97/100")
        quiet_stage.until(lambda: "0001（第2版）" in quiet_stage.last(HEAD).text)
    leave(quiet_stage, lambda chat: chat.press(REVIEWER, card.id, "确认", stale=True))
    quiet_stage.chat.presses.clear()  # its client waits for an answer that nobody can give any more
    with again() as stage:
        stage.settle()
        assert stage.chat.calls.of("answerCallbackQuery") == []
        assert stage.books()["state"] == state


def test_who_blocked_another_account_is_still_written_to(quiet_stage: Stage, again: Again, leave: Leave) -> None:
    leave(quiet_stage, lambda chat: chat.block(REVIEWER))
    with again() as stage:
        stage.settle()
        stage.report(HEAD)
        assert "编号 0001" in stage.card(REVIEWER).text
        assert stage.said(GROUP) == []


def test_a_letter_that_waited_answers_no_message_of_another_account(quiet_stage: Stage, again: Again) -> None:
    quiet_stage.chat.faults.plan(too_many(20), method="sendMessage", chat=HEAD)
    quiet_stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
    quiet_stage.until(lambda: quiet_stage.cards(REVIEWER))
    with again() as stage:
        stage.settle()
        assert "编号 0001" in stage.last(HEAD).text
        assert quoted(stage) == []
