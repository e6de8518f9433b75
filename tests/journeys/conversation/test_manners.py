"""Every rule of how the bot talks, by number, and the tests that hold it; what no other file holds stands here."""

import ast
import os
import re
import signal
import threading
from pathlib import Path

import pytest

from handlers.tables.results import Form
from handlers.tables.views import workbook
from handlers.texts import SENTENCES
from tests.bot.outgoing.test_drawing import stopped
from tests.cast import GROUP, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, STRANGER
from tests.stage import PATIENCE, Stage

TESTS = Path(__file__).parents[2]
HELD_BY: dict[int, str] = {
    1: """
        journeys/conversation/test_guided.py::test_a_bare_report_is_one_press_and_one_value
        journeys/conversation/test_guided.py::test_the_menu_holds_what_this_unit_can_report_now_and_turns_its_pages
        journeys/conversation/test_guided.py::test_an_event_is_asked_for_step_by_step_by_buttons
        journeys/reporting/test_reporting.py::test_several_lines_are_several_submissions_and_each_fails_by_itself
    """,
    2: """
        scoring/reading/test_values.py::test_every_phrase_is_understood_asked_about_or_refused_as_the_table_says
        journeys/reporting/test_spoken.py::test_a_number_with_two_readings_is_reported_when_one_is_pressed_or_typed
        journeys/reporting/test_spoken.py::test_what_is_no_exact_number_is_refused_with_its_reason
    """,
    3: """
        scoring/reading/test_names.py::test_a_name_that_several_can_have_or_that_is_misspelt_is_offered_and_decides_nothing
        journeys/reporting/test_spoken.py::test_a_name_that_several_metrics_have_is_asked_and_answered_by_a_press_a_name_or_a_place
        journeys/reporting/test_spoken.py::test_a_misspelt_name_is_offered_and_reports_nothing_by_itself
    """,
    4: """
        journeys/conversation/test_manners.py::test_rule_4_a_receipt_echoes_everything_that_was_understood
        journeys/submissions/test_cards.py::test_a_card_says_what_is_decided_and_how
    """,
    5: """
        journeys/deciding/test_deciding.py::test_these_words_confirm
        journeys/deciding/test_deciding.py::test_anything_else_decides_nothing_and_gets_one_line_of_help
        journeys/conversation/test_unreplied.py::test_a_decision_that_replies_to_nothing_is_asked_back_with_one_button
    """,
    6: """
        journeys/submissions/test_cards.py::test_every_card_of_a_submission_shows_who_decided_and_loses_its_buttons
        journeys/reporting/test_reporting_again.py::test_a_press_on_the_card_of_an_old_version_says_so_and_shows_the_new_one
    """,
    7: """
        journeys/deciding/test_taking_back.py::test_a_reviewer_takes_the_own_decision_back_within_thirty_minutes
        journeys/deciding/test_taking_back.py::test_after_thirty_minutes_a_decision_stands
        journeys/deciding/test_taking_back.py::test_undo_by_number_withdraws_and_restore_brings_it_back_within_ten_minutes
    """,
    8: """
        journeys/conversation/test_guided.py::test_cancelling_ends_it
        journeys/conversation/test_guided.py::test_a_look_leaves_it_as_it_is
        journeys/conversation/test_guided.py::test_a_command_that_begins_something_else_ends_it_says_so_and_lets_it_go_on
        journeys/conversation/test_guided.py::test_a_file_sent_in_a_dialogue_belongs_to_it_and_never_to_the_next_report
        journeys/conversation/test_guided.py::test_after_thirty_minutes_it_is_over_and_the_answer_says_how_to_begin_again
        journeys/conversation/test_guided.py::test_it_survives_a_restart
        journeys/reporting/test_periods.py::test_cancel_ends_what_was_half_done
        journeys/deciding/test_reasons_and_values.py::test_cancelling_the_question_for_a_reason_or_a_value_changes_nothing
    """,
    9: """
        journeys/conversation/test_edited.py::test_an_edited_report_asks_and_the_new_value_becomes_the_next_version
        journeys/conversation/test_bad_input.py::test_an_edited_message_never_executes_anything
        journeys/conversation/test_bad_input.py::test_an_edited_reply_decides_nothing
    """,
    10: """
        journeys/reporting/test_reporting.py::test_a_report_in_the_group_gets_a_reaction_and_one_card_as_a_reply
        journeys/reporting/test_reporting.py::test_several_lines_in_the_group_give_a_card_each_and_the_errors_in_private
        journeys/people/test_strangers.py::test_a_stranger_whom_private_words_do_not_reach_gets_a_short_line_in_the_group
        journeys/publishing/test_weekly_post.py::test_on_monday_morning_there_is_one_post_for_each_arena
        journeys/people/test_strangers.py::test_small_talk_in_the_group_stays_unanswered_also_as_a_reply
        journeys/conversation/test_manners.py::test_rule_10_nobody_is_ever_called_all
    """,
    11: """
        journeys/reminding/test_reminders.py::test_heads_are_reminded_three_times_of_what_is_missing_and_answer_by_its_number
        journeys/reminding/test_reminders.py::test_a_reminder_waits_for_the_end_of_the_quiet_hours_and_is_true_then
        bot/outgoing/test_chat_troubles.py::test_in_quiet_hours_cards_and_answers_come_at_once_without_a_sound
        journeys/reminding/test_digests.py::test_a_reviewer_is_nudged_at_most_once_a_day
    """,
    12: """
        journeys/reminding/test_digests.py::test_who_chose_the_digest_gets_no_single_cards_but_one_list_at_nine_and_at_three
        journeys/deciding/test_batches.py::test_one_press_confirms_what_was_listed_and_each_head_hears_once
        journeys/deciding/test_batches.py::test_what_stands_out_is_left_to_be_confirmed_one_by_one
    """,
    13: """
        bot/outgoing/test_chat_troubles.py::test_a_chat_server_that_is_slow_to_take_the_answer_to_a_press_holds_up_nobody
        faults/test_pace.py::
        journeys/conversation/test_manners.py::test_rule_13_work_that_takes_more_than_a_second_shows_in_the_chat
    """,
    14: """
        journeys/standings/test_asking.py::test_rank_is_a_picture_whose_caption_says_the_same_as_the_standings
        handlers/rules/test_rules.py::test_a_category_too_long_for_a_message_leaves_the_methods_to_the_pages_behind_it
        bot/outgoing/test_chat_troubles.py::test_a_receipt_of_thirty_long_lines_arrives_in_several_messages
    """,
    15: """
        journeys/conversation/test_bad_input.py::test_every_mistake_in_a_report_gets_a_sentence_and_reports_nothing
        journeys/conversation/test_bad_input.py::test_no_answer_is_in_english_or_shows_the_inside_of_the_program
        journeys/conversation/test_bad_input.py::test_an_update_that_fails_three_times_is_parked_with_a_number_and_the_rest_goes_on
        journeys/conversation/test_manners.py::test_rule_15_whoever_is_refused_is_told_what_to_do_next_and_nothing_in_english
    """,
    16: """
        journeys/people/test_strangers.py::test_words_that_are_not_a_persons_own_decide_nothing
        journeys/people/test_strangers.py::test_a_forwarded_report_in_private_reports_nothing
        journeys/people/test_strangers.py::test_what_a_channel_says_in_the_group_decides_nothing
        journeys/people/test_strangers.py::test_a_username_or_the_title_of_chat_administrator_gives_no_rights
        journeys/conversation/test_manners.py::test_rule_16_a_dialogue_is_not_begun_nor_answered_by_words_that_are_not_ones_own
    """,
    17: """
        journeys/submissions/test_cards.py::test_names_and_reasons_cannot_bring_markup_into_a_message
        bot/outgoing/test_chat_troubles.py::test_a_text_that_the_server_cannot_parse_goes_out_plain
        handlers/test_texts.py::test_markup_and_direction_controls_do_not_get_into_a_message
        journeys/conversation/test_manners.py::test_rule_17_invisible_controls_and_markup_in_what_people_write_are_shown_as_text
    """,
}


@pytest.mark.parametrize("rule", range(1, 18))
def test_every_rule_is_held_by_tests_that_exist(rule: int) -> None:
    for held in HELD_BY[rule].split():
        file, _, name = held.partition("::")
        names = {
            node.name
            for node in ast.walk(ast.parse((TESTS / file).read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        }
        assert names if not name else name in names, held


def test_rule_4_a_receipt_echoes_everything_that_was_understood(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    stage.say(HEAD, "回复率")
    stage.say(HEAD, "９８／１００")
    receipt = stage.last(HEAD).text
    for part in (
        "编号 0001",
        "工单按期回复率：98/100（98%）",
        "2026年11月",
        "东湖市场监管所",
        "由 消保科 核实",
        "12月4日 17:00",
    ):
        assert part in receipt


def test_rule_10_nobody_is_ever_called_all() -> None:
    for path in (TESTS.parent / "handlers").rglob("*.py"):
        assert not re.search("@all|@所有人|@全体", path.read_text(encoding="utf-8")), path


def test_rule_10_what_happens_in_a_topic_stays_there(stage: Stage) -> None:
    topic = stage.chat.add_topic(GROUP, "上报")
    asked = stage.say(HEAD, "/report", to=GROUP, thread=topic)
    menu = stage.last(GROUP)
    stage.press(HEAD, menu.id, "一体化平台运用", to=GROUP)
    question = stage.last(GROUP)
    stage.say(HEAD, "18/20", to=GROUP, thread=topic, reply_to=question.id)
    stage.say(HEAD, "/rules", to=GROUP, thread=topic)
    stage.say(LEADER, "/rules", to=GROUP, thread=topic)
    assert {seen.thread for seen in stage.said(GROUP)} == {topic}
    assert menu.reply_to == asked.id
    assert stage.books()["value"] == "18/20"


def test_rule_13_work_that_takes_more_than_a_second_shows_in_the_chat(stage: Stage) -> None:
    pid = stopped(stage)
    stage.chat.say(LEADER, "/rank 市场监管所擂台")
    stage.until(lambda: stage.chat.calls.of("sendChatAction", chat=LEADER))
    os.kill(pid, signal.SIGCONT)
    stage.settle()
    assert stage.last(LEADER).photo is not None


def test_rule_13_a_file_that_takes_more_than_a_second_shows_in_the_chat(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, goes_on = workbook.build, threading.Event()

    def slow(found: Form) -> bytes:
        assert goes_on.wait(PATIENCE)
        return build(found)

    monkeypatch.setattr(workbook, "build", slow)
    stage.say(REVIEWER, "/pending")
    stage.chat.press(REVIEWER, stage.last(REVIEWER).id, "📄 下载填报表")
    stage.until(lambda: stage.chat.calls.of("sendChatAction", chat=REVIEWER))
    goes_on.set()
    stage.settle()
    assert stage.last(REVIEWER).document is not None


NAMES_FILES = {
    "missing_rulebook",
    "next_year_begun",
    "next_year_lacking",
    "no_room",
    "chain_broken",
    "evidence_nearly_full",
    "import_event",
    "import_note",
    "rest_days_unknown",
    "help_bureau",
    "invite_file",
    "rules_how",
    "rulebook_current",
    "rulebook_sample",
    "outbox_stands",
    "webhook_stands",
    "template_broken",
    "template_unsafe",
    "template_kept",
    "template_empty",
    "template_names",
    "roster_columns",
    "menu_language",
    "language_state",
    "language_chosen",
}
"""Sentences that name a file, a column or a command as it is written, or a language as who speaks it calls it."""


def test_rule_15_whoever_is_refused_is_told_what_to_do_next_and_nothing_in_english() -> None:
    for code, sentence in ((code, said.zh + said.open) for code, said in SENTENCES.items()):
        if "没有受理" in sentence or sentence.startswith(("⚠️", "🔒")):
            assert re.search(r"请|/[a-z]+|回复：|\{(suggestions|next)\}", sentence), (code, sentence)
        if code not in NAMES_FILES:
            words = re.sub(r"\{\w+\}|/[a-z]+|https?|LEITAI_[A-Z]+|leitai [a-z]+", "", sentence)
            assert not re.search("[A-Za-z]{4,}", words), (code, sentence)


def test_rule_16_a_dialogue_is_not_begun_nor_answered_by_words_that_are_not_ones_own(stage: Stage) -> None:
    for how in ({"forwarded": OTHER_HEAD}, {"via_bot": "other_bot"}):
        stage.say(HEAD, "/report", **how)
        assert "没有受理" in stage.last(HEAD).text
        assert stage.last(HEAD).buttons == []
    stage.say(HEAD, "/report")
    stage.say(HEAD, "一体化平台运用")
    stage.say(HEAD, "18/20", forwarded=OTHER_HEAD)
    assert "转发的消息不能作数" in stage.last(HEAD).text
    assert "请用本人账号直接发送" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    before = stage.counts()
    stage.say(STRANGER, "/report", to=GROUP)
    menu = stage.new(before)
    assert all("指标" not in text for texts in menu.values() for text in texts)


def test_rule_17_invisible_controls_and_markup_in_what_people_write_are_shown_as_text(stage: Stage) -> None:
    stage.say(HEAD, "/highlight 亮点提报 市级 一窗\u202e通办\u2066 <b>&甲</b>\u200b")
    card = stage.card(OFFICE_REVIEWER)
    assert "市级 一窗通办 <b>&甲</b>" in card.text
    stage.say(HEAD, "/feedback 谢\u202e谢 <i>")
    assert stage.last(4001).text.endswith("谢谢 <i>")
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 数\u202e字 <不符>", reply_to=stage.card(REVIEWER).id)
    assert "原因：数字 <不符>" in stage.last(HEAD).text
