"""The chat's own troubles: quiet hours, blocked people, refusals, lost answers, and a stop in between."""

import asyncio
import signal
import threading
from datetime import datetime
from itertools import pairwise

import pytest
from aiohttp import web

from bot.sandbox.api import server
from bot.sandbox.api.perform import Reply
from bot.sandbox.watch.faults import hang, refuse, reset, server_error, too_many
from tests import engine
from tests.cast import ADMIN, CHINA, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_ADMIN, SECOND_REVIEWER
from tests.stage import PATIENCE, OwnProcess, Stage, both_ways, labels

NIGHT = datetime(2026, 11, 19, 22, 0, tzinfo=CHINA)


def test_in_quiet_hours_cards_and_answers_come_at_once_without_a_sound(stage: Stage) -> None:
    stage.move(NIGHT)
    stage.report(HEAD)
    assert stage.last(HEAD).silent
    assert stage.card(REVIEWER).silent
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"
    assert all(message.silent for place in (HEAD, REVIEWER) for message in stage.said(place))
    stage.move(NIGHT.replace(day=20, hour=8, minute=30))
    stage.report(OTHER_HEAD)
    assert not stage.last(OTHER_HEAD).silent
    assert not stage.card(REVIEWER).silent


def test_who_blocked_the_bot_is_left_out_until_he_comes_back(stage: Stage) -> None:
    stage.chat.block(SECOND_REVIEWER)
    stage.settle()
    stage.report(HEAD)
    assert stage.cards(SECOND_REVIEWER) == []
    assert len(stage.cards(REVIEWER)) == 1
    stage.chat.unblock(SECOND_REVIEWER)
    stage.say(SECOND_REVIEWER, "/pending")
    assert "编号 0001" in stage.last(SECOND_REVIEWER).text
    stage.report(OTHER_HEAD)
    assert "编号 0002" in stage.card(SECOND_REVIEWER).text


def test_a_report_of_somebody_who_blocked_the_bot_counts_and_the_group_hears_of_it(stage: Stage) -> None:
    stage.chat.block(HEAD)
    reported = stage.report(HEAD, to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["✍"]
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=stage.card(GROUP).id)
    assert stage.books()["state"] == "confirmed"


def test_429_is_waited_for_and_only_in_that_chat(stage: Stage) -> None:
    stage.chat.faults.plan(too_many(20), method="sendMessage", chat=REVIEWER)
    stage.report(HEAD)
    assert len(stage.cards(REVIEWER)) == 1
    refused, sent = stage.chat.calls.of("sendMessage", chat=REVIEWER)
    assert sent.pace - refused.pace >= 20
    (other,) = stage.chat.calls.of("sendMessage", chat=SECOND_REVIEWER)
    assert other.pace - refused.pace < 5


def test_an_hour_of_429_in_one_chat_holds_up_no_other(stage: Stage) -> None:
    stage.chat.faults.plan(too_many(3600), method="sendMessage", chat=REVIEWER)
    stage.report(HEAD)
    refused, sent = stage.chat.calls.of("sendMessage", chat=REVIEWER)
    assert sent.pace - refused.pace >= 3600
    assert len(stage.cards(REVIEWER)) == len(stage.cards(SECOND_REVIEWER)) == 1


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_429_is_kept_over_a_restart(stage: Stage) -> None:
    stage.chat.faults.plan(too_many(6), method="sendMessage", chat=REVIEWER)
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
    stage.until(lambda: stage.chat.calls.of("sendMessage", chat=REVIEWER))
    stage.until(lambda: stage.cards(SECOND_REVIEWER))
    stage.stop()
    stage.start()
    stage.settle()
    refused, sent = stage.chat.calls.of("sendMessage", chat=REVIEWER)
    assert sent.pace - refused.pace >= 6
    assert len(stage.cards(REVIEWER)) == 1


def test_a_private_message_whose_answer_is_lost_is_sent_again_at_most_once(stage: Stage) -> None:
    for fault in (server_error(500, after=True), reset(after=True), server_error(502, after=True)):
        stage.chat.faults.plan(fault, method="sendMessage", chat=HEAD, times=2)
        before = stage.counts()
        stage.say(HEAD, "/help")
        assert len(stage.new(before)[HEAD]) == 2
        stage.chat.faults.clear()
    stage.say(ADMIN, "/pending")
    assert "不知是否送达" in stage.last(ADMIN).text


def test_a_private_message_that_was_not_delivered_is_sent_again(stage: Stage) -> None:
    for fault in (server_error(500), reset(), server_error(503)):
        stage.chat.faults.plan(fault, method="sendMessage", chat=HEAD)
        before = stage.counts()
        stage.say(HEAD, "/help")
        assert len(stage.new(before)[HEAD]) == 1
        stage.chat.faults.clear()


def test_a_card_whose_message_id_was_never_learnt_can_be_replied_to(stage: Stage) -> None:
    stage.chat.faults.plan(server_error(500, after=True), method="sendMessage", chat=REVIEWER, times=2)
    stage.report(HEAD)
    first, second = stage.cards(REVIEWER)
    stage.say(REVIEWER, "确认", reply_to=first.id)
    assert stage.books()["state"] == "confirmed"
    stage.say(REVIEWER, "撤销", reply_to=second.id)
    assert stage.books()["state"] == "pending"


def test_a_refused_reaction_or_answer_to_a_press_holds_up_nothing(stage: Stage) -> None:
    stage.chat.rooms[GROUP].reactions = frozenset()
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP)
    assert "待核实" in card.text
    stage.chat.faults.plan(refuse(400, "Bad Request: query is too old"), method="answerCallbackQuery")
    press = stage.chat.press(REVIEWER, card.id, "确认", to=GROUP)
    stage.until(lambda: "已确认" in stage.card(GROUP).text)
    assert stage.books()["state"] == "confirmed"
    stage.chat.presses.pop(press.id)


def test_an_edit_that_changes_nothing_is_no_trouble(stage: Stage) -> None:
    stage.report(HEAD)
    stage.chat.faults.plan(refuse(400, "Bad Request: message is not modified"), method="editMessageText", chat=REVIEWER)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"
    assert "已确认" in stage.card(SECOND_REVIEWER).text


def test_a_card_whose_edit_arrived_but_not_its_answer_bears_the_buttons_of_what_it_shows(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.chat.faults.plan(server_error(500, after=True), method="editMessageText", chat=REVIEWER)
    stage.report(HEAD, "工单按期回复率 99/100")
    assert len(stage.chat.calls.of("editMessageText", chat=REVIEWER)) == 2, "the second is told that nothing changes"
    shown = stage.seen(REVIEWER, card)
    assert "（第2版）" in shown.text
    assert labels(shown) == ["✅ 确认", "↩️ 退回", "✏️ 修改", "➡️ 转交"]
    stage.press(REVIEWER, card, "确认")
    assert stage.books()["state"] == "confirmed"


def test_a_text_that_the_server_cannot_parse_goes_out_plain(stage: Stage) -> None:
    stage.chat.faults.plan(
        refuse(400, "Bad Request: can't parse entities: unexpected end tag"), method="sendMessage", chat=HEAD
    )
    stage.report(HEAD)
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert "<" not in stage.last(HEAD).text


@both_ways
def test_many_reports_at_once_keep_the_pace_of_every_chat(stage: Stage) -> None:
    lines = ("回复率 98/100", "办结率 97/100", "满意率 96/100")
    for line in lines:
        stage.chat.say(HEAD, f"/report {line}")
        stage.chat.say(OTHER_HEAD, f"/report {line}")
    stage.settle()
    assert len(stage.json("submissions")) == 6
    assert len(stage.cards(REVIEWER)) == 6
    for chat in (HEAD, OTHER_HEAD, REVIEWER):
        times = [call.pace for call in stage.chat.calls.of("sendMessage", "editMessageText", chat=chat)]
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))


NEW_WORDS = refuse(400, "Bad Request: something that nobody has heard of")

FORGOTTEN = refuse(400, "Bad Request: wrong remote file identifier specified: Wrong string length")


def cards_sent(stage: Stage) -> list[int]:
    """List where the bot tried to send a card, in order."""
    calls = stage.chat.calls.of("sendMessage")
    return [call.chat or 0 for call in calls if "待核实 编号" in str(call.params["text"])]


def test_a_card_refused_for_an_unknown_reason_is_sent_to_the_group_once(stage: Stage) -> None:
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.faults.plan(NEW_WORDS, method="sendMessage", chat=reviewer, times=None)
    stage.report(HEAD)
    assert sorted(cards_sent(stage)) == sorted([REVIEWER, SECOND_REVIEWER, GROUP])
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=stage.card(GROUP).id)
    assert stage.books()["state"] == "confirmed"


def test_a_card_that_is_refused_everywhere_is_not_sent_again_but_the_admins_hear_of_it(stage: Stage) -> None:
    for place in (REVIEWER, SECOND_REVIEWER, GROUP):
        stage.chat.faults.plan(NEW_WORDS, method="sendMessage", chat=place, times=None)
    stage.report(HEAD)
    assert sorted(cards_sent(stage)) == sorted([REVIEWER, SECOND_REVIEWER, GROUP])
    for admin in (ADMIN, SECOND_ADMIN):
        (told,) = stage.said(admin)
        assert "编号 0001 的核实卡没有送到" in told.text
    assert stage.books()["state"] == "pending"


def test_a_receipt_of_thirty_long_lines_arrives_in_several_messages(stage: Stage) -> None:
    wrong = [f"没有的指标{'名' * 60}{number} 98/100" for number in range(1, 30)]
    stage.report(HEAD, "\n".join(["工单按期回复率 98/100", *wrong]))
    parts = [message.text for message in stage.said(HEAD)]
    assert len(parts) > 1
    assert "已收到 1 项" in parts[0]
    whole = "\n".join(parts)
    assert whole.count("没有受理") == 29
    assert all(f"{number} 98/100" in whole for number in range(1, 30))
    assert stage.json("submissions")[0]["state"] == "pending"


def test_a_picture_that_the_chat_server_has_forgotten_is_uploaded_anew(stage: Stage) -> None:
    for person in (LEADER, ADMIN):
        stage.say(person, "/rank 市场监管所擂台")
        stage.chat.faults.plan(FORGOTTEN, method="sendPhoto")
    uploads = ["bytes" in str(call.params["photo"]) for call in stage.chat.calls.of("sendPhoto")]
    assert uploads == [True, False, True]
    assert stage.last(ADMIN).photo == stage.last(LEADER).photo is not None
    assert len(stage.said(ADMIN)) == 1
    stage.chat.faults.clear()
    stage.say(SECOND_ADMIN, "/rank 市场监管所擂台")
    assert "bytes" not in str(stage.chat.calls.of("sendPhoto")[-1].params["photo"]), "the new one is kept"


def test_a_chat_server_that_is_slow_to_take_the_answer_to_a_press_holds_up_nobody(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.chat.faults.plan(hang(after=True), method="answerCallbackQuery")
    stage.chat.press(REVIEWER, stage.card(GROUP).id, "确认", to=GROUP)
    stage.chat.say(OTHER_HEAD, "/help")
    stage.chat.block_until(lambda: stage.said(OTHER_HEAD) and "已确认" in stage.card(GROUP).text, 10)
    assert stage.books()["state"] == "confirmed"


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_letter_in_flight_when_the_bot_is_stopped_is_settled_and_not_doubled(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_out, released = threading.Event(), threading.Event()
    at_once = server._answer

    async def late(request: web.Request, reply: Reply) -> web.StreamResponse:
        if request.path.endswith("/sendMessage") and not released.is_set():
            carried_out.set()
            await asyncio.get_running_loop().run_in_executor(None, released.wait, PATIENCE)
        return await at_once(request, reply)

    monkeypatch.setattr(server, "_answer", late)
    assert isinstance(stage, OwnProcess)
    assert stage.process is not None
    stage.chat.say(HEAD, "/help")
    assert carried_out.wait(PATIENCE)
    stage.process.send_signal(signal.SIGTERM)
    tick = threading.Event()
    while stage.chat.updates.polling:
        assert not tick.wait(0.01)
    released.set()
    stage.stop(None)
    found = engine.rows(stage.database, "SELECT state, attempts, doubts FROM outbox")
    assert found == [{"state": "sent", "attempts": 1, "doubts": 0}]
    stage.start()
    stage.say(OTHER_HEAD, "/help")
    assert len(stage.said(HEAD)) == 1
