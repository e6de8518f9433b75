"""The chat's own troubles: quiet hours, blocked people, moved groups, refusals and lost answers."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.sandbox.watch.faults import refuse, reset, server_error, too_many
from tests.cast import ADMIN, BASIC_GROUP, CHINA, GROUP, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage, both_ways, playing, staged

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


@pytest.fixture
def basic(furnished: Path, rulebook: Path, tmp_path: Path) -> Iterator[Stage]:
    folder = Path(shutil.copytree(furnished, tmp_path / "data"))
    with staged("in process", folder, rulebook, basic_group=True) as stage, playing(stage):
        yield stage


def test_the_bot_follows_its_group_to_a_new_id(basic: Stage) -> None:
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    basic.report(OTHER_HEAD, to=new)
    (card,) = basic.cards(new)
    assert "编号 0002" in card.text
    basic.say(REVIEWER, "确认", to=new, reply_to=card.id)
    assert basic.books(2)["state"] == "confirmed"
    basic.stop()
    basic.group, basic.settings = new, {"LEITAI_GROUP": str(BASIC_GROUP)}
    basic.start()
    basic.say(HEAD, "/mine", to=new)
    assert "东湖市场监管所" in basic.last(HEAD).text


def test_a_letter_that_meets_the_move_arrives_at_the_new_place(basic: Stage) -> None:
    basic.stop()
    basic.chat.say(HEAD, "/report 工单按期回复率 98/100", to=BASIC_GROUP)
    report = list(basic.chat.updates.pending)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.chat.updates.drop()
    basic.chat.updates.pending.extend(report)
    basic.start()
    basic.settle()
    assert [card.text.count("待核实 编号 0001") for card in basic.cards(new)] == [1]
    basic.say(REVIEWER, "确认", to=new, reply_to=basic.card(new).id)
    assert basic.books()["state"] == "confirmed"


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


def test_what_was_said_while_the_bot_was_down_is_done_on_return(stage: Stage) -> None:
    stage.stop()
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
    stage.chat.say(OTHER_HEAD, "/report 工单按期回复率 90/100")
    stage.start()
    stage.settle()
    assert [row["unit"] for row in stage.json("submissions")] == ["donghu", "xixi"]
    assert len(stage.cards(REVIEWER)) == 2


def test_update_ids_that_begin_anew_are_new_updates(stage: Stage) -> None:
    stage.report(HEAD)
    first = stage.chat.updates.recent[0]["update_id"]
    stage.until(lambda: not stage.chat.updates.pending)
    stage.chat.updates.restart_ids(first)
    stage.stop()
    stage.start()
    stage.report(OTHER_HEAD)
    assert len(stage.json("submissions")) == 2


def test_duplicated_and_reordered_updates_count_once(stage: Stage) -> None:
    stage.chat.faults.updates(duplicate=0.5, reorder=0.5, seed=3)
    for number in range(4):
        stage.chat.say(HEAD, f"/highlight 亮点提报 市级 第{number}件")
    stage.settle()
    stage.chat.faults.clear()
    assert sorted(row["title"] for row in stage.json("submissions")) == [f"第{number}件" for number in range(4)]
