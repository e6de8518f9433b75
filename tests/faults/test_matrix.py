"""The fault matrix: each cell does to the bot what the field will do to it, and holds the stated result."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.process import RefusedError
from bot.sandbox.watch.faults import Fault, hang, refuse, reset, server_error, too_many
from tests.faults import cast, checkers
from tests.faults.cast import ADMIN, GROUP, HEAD, OTHER_ADMIN, OTHER_HEAD, REVIEWER
from tests.faults.house import MONDAY, THURSDAY, House, house, listening
from tests.faults.swift import Swift

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]
REPORT = "/report 工单按期回复率 98/100"
NEW_YEAR = datetime.fromisoformat("2027-01-01T00:00:00+08:00")
LAST_MONDAY = datetime.fromisoformat("2026-12-28T09:00:01+08:00")
OVER = ("2026年12月", "2026年第4季度", "2026年")
"""What is closed at the end of the year."""
BEFORE = (server_error(500), server_error(502, html=True), reset())
AFTER = (server_error(500, after=True), server_error(502, html=True, after=True), reset(after=True))


def named(fault: Fault) -> str:
    return f"{fault.kind}{fault.code or ''}{' html' if fault.html else ''} {'after' if fault.after else 'before'}"


def sound(here: House) -> list[str]:
    """Return what is wrong with the books, the pace, or what was said."""
    return [*checkers.tables(here.path), *checkers.pace(here.chat), *checkers.said_once(here.chat)]


# The chat server asks for patience


@pytest.mark.parametrize("seconds", [1, 30, 3600])
async def test_a_chat_that_asks_for_patience_is_left_alone_for_as_long_and_no_other_waits(
    tmp_path: Path, seconds: int
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(too_many(seconds), method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        struck, arrived = here.calls("sendMessage", HEAD)
        (card,) = here.calls("sendMessage", REVIEWER)
        assert len(here.told(HEAD, "已收到")) == 1
        assert arrived.pace - struck.pace >= seconds
        assert card.pace - struck.pace < seconds
        assert sound(here) == []


async def test_patience_is_kept_over_a_restart(tmp_path: Path) -> None:
    clock = Swift(THURSDAY)
    async with house(tmp_path, clock) as here:
        await here.start()
        here.chat.faults.plan(too_many(3600), method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.until(lambda: here.calls("sendMessage", HEAD) and here.told(REVIEWER, "待核实"))
        await here.stop()
        await here.start()
        for passed in (0, 3000):
            clock.pass_by(passed)
            said = here.chat.say(REVIEWER, "/help")
            await here.until(partial(here.replied, said))
            assert len(here.calls("sendMessage", HEAD)) == 1
        clock.pass_by(600)
        here.bot.delivery.wake()
        await here.quiet()
        assert len(here.told(HEAD, "已收到")) == 1
        assert sound(here) == []


# A letter whose outcome is unknown, and one that surely did not arrive


@pytest.mark.parametrize("fault", [*BEFORE, *AFTER], ids=named)
async def test_a_private_letter_of_unknown_outcome_is_sent_once_more(tmp_path: Path, fault: Fault) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(fault, method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert len(here.calls("sendMessage", HEAD)) == 2
        assert len(here.told(HEAD, "已收到")) == 1 + fault.after
        assert here.letters("receipt") == [("sent", 2, 1)]
        assert sound(here) == []


@pytest.mark.parametrize("fault", [BEFORE[0], AFTER[2]], ids=named)
async def test_a_private_letter_unknown_twice_is_given_up_and_shown_in_what_waits(tmp_path: Path, fault: Fault) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(fault, method="sendMessage", chat=HEAD, times=2)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert here.letters("receipt") == [("unknown", 2, 1)]
        assert len(here.calls("sendMessage", HEAD)) == 2
        here.chat.say(ADMIN, "/pending")
        await here.quiet()
        assert here.told(ADMIN, "不知是否送达")


async def test_a_call_that_never_answers_is_ended_and_sent_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.ANSWER", 0.3)
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(hang(after=True), method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert len(here.told(HEAD, "已收到")) == 2
        assert here.letters("receipt") == [("sent", 2, 1)]


async def test_a_refused_connection_is_no_doubt_and_is_tried_until_it_opens(tmp_path: Path) -> None:
    clock = Swift(THURSDAY)
    async with house(tmp_path, clock) as here:
        await here.start()
        here.chat.faults.plan(too_many(3600), method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.until(lambda: here.calls("sendMessage", HEAD) and here.told(REVIEWER, "待核实"))
        await here.server.close()
        clock.pass_by(3600)
        here.bot.delivery.wake()
        async with asyncio.timeout(10):
            while here.letters("receipt")[0][1] < 3:
                await here.bot.store.read(lambda tx: tx.now)
        await here.server.open()
        await here.quiet()
        assert len(here.told(HEAD, "已收到")) == 1
        assert here.letters("receipt")[0][2] == 0
        assert sound(here) == []


async def test_reactions_and_edits_of_cards_are_repeated_because_they_may_be(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        for method in ("setMessageReaction", "editMessageText"):
            here.chat.faults.plan(reset(after=True), method=method, times=3)
        said = here.chat.say(HEAD, REPORT, to=GROUP)
        await here.quiet()
        here.chat.say(REVIEWER, "确认", to=GROUP, reply_to=said.id)
        await here.quiet()
        assert said.reactions == {here.chat.bot.id: ["👌"]}
        (card,) = here.told(GROUP, "编号 0001")
        assert "已确认" in card.text
        assert sound(here) == []


# Public posts


async def test_a_weekly_post_of_unknown_outcome_is_never_repeated_and_every_admin_is_asked_once(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        faults = (AFTER[2], BEFORE[1], AFTER[0], BEFORE[2])
        for week in range(2):
            for place in (1, 2):
                here.chat.faults.plan(faults[week * 2 + place - 1], method="sendPhoto", nth=1)
            here.clock.move(MONDAY + timedelta(weeks=week))
            await here.until(partial(here.told_times, ADMIN, "不知是否已发出", 2 * (week + 1)), 30)
            await here.quiet()
        assert [c.fault for c in here.chat.calls.of("sendPhoto", chat=GROUP)] == list(faults)
        await here.stop()
        await here.start()
        await here.quiet()
        questions = here.told(ADMIN, "不知是否已发出")
        assert len(here.told(OTHER_ADMIN, "不知是否已发出")) == len(questions) == 4
        assert len(here.chat.calls.of("sendPhoto", chat=GROUP)) == 4
        here.chat.press(ADMIN, questions[0].id, "已发出")
        here.chat.press(ADMIN, questions[1].id, "重发")
        here.chat.press(OTHER_ADMIN, here.told(OTHER_ADMIN, "不知是否已发出")[1].id, "重发")
        await here.quiet()
        assert len(here.chat.calls.of("sendPhoto", chat=GROUP)) == 5
        told = [m.text.splitlines()[0] for m in here.told(GROUP) if m.now.media]
        assert len(told) == len(set(told)) == 3
        assert sound(here) == []


# Polls


@pytest.mark.parametrize(
    "fault",
    [
        *BEFORE,
        AFTER[2],
        too_many(1),
        refuse(
            409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        ),
    ],
    ids=named,
)
async def test_a_poll_that_fails_loses_nothing_and_is_repeated(tmp_path: Path, fault: Fault) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(fault, method="getUpdates")
        here.chat.say(HEAD, REPORT)
        await here.until(lambda: here.told(HEAD, "已收到"))
        here.chat.say(OTHER_HEAD, REPORT)
        await here.quiet()
        assert len(here.told(HEAD, "已收到")) == len(here.told(OTHER_HEAD, "已收到")) == 1
        assert sound(here) == []


async def test_a_start_while_the_chat_server_is_down_goes_on_trying(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.server.close()
        with listening("bot.app") as complained:
            here.begin()
            await asyncio.wait_for(complained.wait(), 10)
        assert here.ready == []
        await here.server.open()
        await here.until(lambda: here.chat.updates.polling)
        assert here.ready[0].startswith("ready bot=@leitai_bot group=-1000500 rulebook=sha256:")


async def test_a_wrong_token_ends_the_program_with_the_cause(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        with pytest.raises(RefusedError, match="令牌无效"):
            await here.begin("100:wrong")


async def test_a_token_that_was_revoked_ends_the_program_too(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.world.token = "100:another"
        here.chat.say(HEAD, REPORT)
        with pytest.raises(RefusedError, match="令牌无效"):
            await here.ended()


# Updates that come twice, out of order, or under ids that began anew


async def test_updates_that_come_twice_and_out_of_order_count_once_and_in_order(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.chat.faults.updates(duplicate=0.7, reorder=1.0, seed=3)
        values = [f"{n}/100" for n in range(90, 98)]
        for value in values:
            here.chat.say(HEAD, f"/report 工单按期回复率 {value}")
        await here.start()
        await here.quiet()
        here.chat.say(REVIEWER, "确认", reply_to=here.told(REVIEWER, "（第8版）")[0].id)
        await here.quiet()
        found = checkers.rows(here.path, "SELECT value FROM versions ORDER BY number, version")
        assert [row["value"] for row in found] == values
        assert here.state() == "confirmed"
        assert len(here.told(REVIEWER, "已确认")) == 2
        assert sound(here) == []


async def test_an_update_that_was_acknowledged_long_ago_and_comes_again_changes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        first = here.chat.updates.next_id
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        before = len(here.chat.calls.of("sendMessage"))
        here.chat.updates.redeliver(first)
        here.chat.say(OTHER_HEAD, REPORT)
        await here.quiet()
        assert len(here.told(HEAD)) == 1
        assert len(here.chat.calls.of("sendMessage")) == before + 2
        assert sound(here) == []


async def test_ids_that_begin_anew_are_new_updates(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        first = here.chat.updates.next_id
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        await here.stop()
        here.chat.updates.restart_ids(first)
        here.chat.say(OTHER_HEAD, REPORT)
        await here.start()
        await here.quiet()
        here.chat.updates.restart_ids(7)
        here.chat.say(cast.HEADS["nanqiao"], REPORT)
        await here.quiet()
        assert len(checkers.rows(here.path, "SELECT number FROM submissions")) == 3
        assert sound(here) == []


# Chats that cannot be reached


async def test_a_post_that_a_group_refuses_is_told_to_every_admin_and_made_when_the_bot_is_back(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.kick_bot(GROUP, ADMIN)
        here.clock.move(MONDAY)
        await here.until(lambda: len(here.letters("week")) == 2, 30)
        await here.quiet()
        assert [state for state, _, _ in here.letters("week")] == ["dead", "dead"]
        assert len(here.told(ADMIN, "没有送达")) == len(here.told(OTHER_ADMIN, "没有送达")) == 2
        here.chat.add_bot(GROUP, ADMIN)
        await here.until(lambda: len(here.told(GROUP, "第47周")) == 2, 30)
        here.clock.move(MONDAY + timedelta(weeks=1))
        await here.until(lambda: len(here.told(GROUP, "第48周")) == 2, 30)
        here.chat.kick_bot(GROUP, ADMIN)
        here.clock.move(MONDAY + timedelta(weeks=2))
        await here.until(lambda: len(here.letters("week")) == 6, 30)
        await here.quiet()
        assert len(here.told(ADMIN, "没有送达")) == len(here.told(OTHER_ADMIN, "没有送达")) == 4
        assert sound(here) == []


@pytest.mark.parametrize("how", ["blocked", "gone", "unknown to the chat server", "never started"])
async def test_a_card_that_cannot_reach_its_reviewer_goes_to_the_group(tmp_path: Path, how: str) -> None:
    async with house(tmp_path) as here:
        await here.start()
        if how == "blocked":
            here.chat.block(REVIEWER)
        elif how == "gone":
            here.chat.deactivate(REVIEWER)
        elif how == "never started":
            here.chat.rooms[REVIEWER].bot = "stranger"
        else:
            del here.chat.rooms[REVIEWER]
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        (card,) = here.told(GROUP, "待核实", "编号 0001")
        here.chat.say(REVIEWER, "确认", to=GROUP, reply_to=card.id)
        await here.quiet()
        assert here.state() == "confirmed"
        assert here.told(HEAD, "已确认")
        assert sound(here) == []


async def test_whoever_blocked_the_bot_does_not_hold_up_others_and_hears_again_when_he_comes_back(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.chat.block(HEAD)
        here.chat.say(REVIEWER, "确认", reply_to=here.told(REVIEWER, "待核实")[0].id)
        await here.quiet()
        assert here.state() == "confirmed"
        here.chat.unblock(HEAD)
        here.chat.say(HEAD, "/mine")
        await here.until(lambda: here.told(HEAD, "工单按期回复率", "已确认"))


async def test_a_closed_topic_loses_no_submission(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(refuse(400, "Bad Request: TOPIC_CLOSED"), method="sendMessage", chat=GROUP, times=None)
        said = here.chat.say(HEAD, REPORT, to=GROUP)
        await here.quiet()
        assert len(here.calls("sendMessage", GROUP)) == 1
        assert len(here.told(ADMIN, "没有送达")) == 1
        here.chat.say(REVIEWER, "确认", to=GROUP, reply_to=said.id)
        await here.quiet()
        assert here.state() == "confirmed"
        assert sound(here) == []


@pytest.mark.parametrize("told", ["by the service message", "by the refusal"])
async def test_a_group_that_migrated_is_followed_everywhere_at_once(tmp_path: Path, told: str) -> None:
    async with house(tmp_path, group="group") as here:
        await here.start()
        said = here.chat.say(HEAD, REPORT, to=GROUP)
        await here.quiet()
        await here.stop()
        new = here.chat.migrate(GROUP)
        if told == "by the refusal":
            here.chat.updates.drop()
        here.clock.move(MONDAY)
        await here.start()
        await here.until(lambda: len(here.told(new, "第47周")) == 2, 30)
        here.chat.say(OTHER_HEAD, REPORT, to=new)
        await here.quiet()
        assert here.told(new, "待核实", "编号 0002")
        assert len(checkers.rows(here.path, "SELECT seq FROM audit WHERE act = 'migrated'")) == 1
        await here.stop()
        await here.start()
        assert f"group={new} " in here.ready[-1] or len(here.ready) < 3
        assert said.reactions
        assert sound(here) == []


# What the chat server says to edits, presses and markup


async def test_what_cannot_be_parsed_goes_out_plain(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(refuse(400, "Bad Request: can't parse entities: Unsupported start tag"), chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        struck, arrived = here.calls("sendMessage", HEAD)
        assert (struck.params.get("parse_mode"), arrived.params.get("parse_mode")) == ("HTML", None)
        assert len(here.told(HEAD, "已收到，编号 0001")) == 1


async def test_a_message_that_is_not_modified_is_as_it_should_be(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        words = "Bad Request: message is not modified: specified new message content and reply markup are the same"
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.chat.faults.plan(refuse(400, words), method="editMessageText")
        here.chat.say(REVIEWER, "确认", reply_to=here.told(REVIEWER, "待核实")[0].id)
        await here.quiet()
        assert here.letters("card_edit") == [("sent", 1, 0)]


@pytest.mark.parametrize(
    "fault", [refuse(400, "Bad Request: query is too old and response timeout expired"), *BEFORE, AFTER[2]], ids=named
)
async def test_a_press_counts_once_whether_or_not_its_answer_arrives(tmp_path: Path, fault: Fault) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.chat.faults.plan(fault, method="answerCallbackQuery")
        here.chat.press(REVIEWER, here.told(REVIEWER, "待核实")[0].id, "确认")
        await here.quiet()
        assert here.state() == "confirmed"
        await here.until(lambda: here.chat.calls.of("answerCallbackQuery"))
        assert len(here.chat.calls.of("answerCallbackQuery")) == 1
        assert len(here.told(HEAD, "已确认")) == 1
        assert sound(here) == []


async def test_a_refusal_of_courtesies_holds_up_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        methods = ("setMyCommands", "setMessageReaction", "sendChatAction")
        here.chat.faults.plan(refuse(400, "Bad Request: REACTION_INVALID"), method=methods, times=None)
        await here.start()
        said = here.chat.say(HEAD, REPORT, to=GROUP)
        await here.quiet()
        assert not said.reactions
        assert here.told(GROUP, "待核实", "编号 0001")
        assert not here.told(ADMIN)


# Files that are too big


async def test_evidence_too_big_to_be_fetched_stays_with_the_chat_server_and_its_report_counts(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        plan = here.chat.faults.plan(refuse(400, "Bad Request: file is too big"), method="getFile", times=None)
        here.chat.say(HEAD, document=("台账.pdf", b"%PDF-1.7 too big"), caption=REPORT)
        await here.quiet()
        (file,) = checkers.rows(here.path, "SELECT state, fault FROM attachments")
        assert (file["state"], file["fault"], plan.hits) == ("refused", "too_big", 1)
        here.chat.say(REVIEWER, "确认", reply_to=here.told(REVIEWER, "待核实")[0].id)
        await here.quiet()
        assert here.state() == "confirmed"
        assert sound(here) == []


@pytest.mark.parametrize(
    "fault",
    [refuse(413, "Request Entity Too Large"), refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")],
    ids=named,
)
async def test_a_picture_too_big_for_the_chat_server_goes_out_as_its_words(tmp_path: Path, fault: Fault) -> None:
    async with house(tmp_path, at=MONDAY - timedelta(seconds=60)) as here:
        await here.start()
        here.chat.faults.plan(fault, method="sendPhoto", times=None)
        here.clock.move(MONDAY)
        await here.until(lambda: len(here.told(GROUP, "第47周")) == 2, 30)
        here.chat.say(HEAD, "/rank")
        await here.until(lambda: here.told(HEAD, "东湖市场监管所 0.00"), 30)
        await here.quiet()
        for person in (ADMIN, OTHER_ADMIN):
            assert len(here.told(person, "只发出了文字")) == 2
        assert sound(here) == []


# An update that cannot be processed


async def test_an_update_that_fails_three_times_is_parked_and_those_behind_it_go_on(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        writer = here.chat.world.user(HEAD)
        here.chat.updates.push("message", {"message_id": 9001, "from": writer, "chat": {"id": HEAD, "type": "private"}})
        here.chat.say(HEAD, REPORT)
        here.chat.say(OTHER_HEAD, REPORT)
        await here.quiet()
        (parked,) = checkers.rows(here.path, "SELECT id, attempts, fault FROM inbox WHERE state = 'parked'")
        assert parked["attempts"] == 3
        assert "date" in parked["fault"]
        assert len(here.told(HEAD, "没有受理", f"事件号 {parked['id']}")) == 1
        assert len(here.told(ADMIN, f"事件号 {parked['id']}")) == len(here.told(OTHER_ADMIN, "事件号")) == 1
        assert here.told(HEAD, "已收到")
        assert here.told(OTHER_HEAD, "已收到")
        await here.stop()
        await here.start()
        await here.quiet()
        assert len(here.told(HEAD, "没有受理")) == 1


# Clocks


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1)], ids=["an hour back", "a day on"])
async def test_a_clock_that_jumps_loses_nothing_and_facts_stay_in_order(tmp_path: Path, jump: timedelta) -> None:
    async with house(tmp_path, at=MONDAY - timedelta(seconds=60)) as here:
        await here.start()
        here.clock.move(MONDAY)
        await here.until(lambda: len(here.told(GROUP, "第47周")) == 2, 30)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.clock.move(here.clock.now() + jump)
        here.chat.say(REVIEWER, "确认", reply_to=here.told(REVIEWER, "待核实")[0].id)
        await here.quiet()
        here.clock.move(MONDAY + timedelta(minutes=1))
        here.chat.say(OTHER_HEAD, REPORT)
        await here.bot.schedule.tick()  # what is due by now is owed before it is waited for
        await here.quiet()
        moments = [row["moment"] for row in checkers.rows(here.path, "SELECT moment FROM audit ORDER BY seq")]
        assert moments == sorted(set(moments))
        assert here.state() == "confirmed"
        assert len(here.told(GROUP, "第47周")) == 2
        assert sound(here) == []


async def test_the_new_year_begins_in_the_middle_of_the_work_and_what_belongs_to_the_old_one_goes_on(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, at=LAST_MONDAY - timedelta(seconds=5)) as here:
        await here.start()
        here.clock.move(LAST_MONDAY)
        await here.until(lambda: len(here.told(GROUP, "第52周")) == 2, 30)
        here.clock.move(NEW_YEAR - timedelta(seconds=2))
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.clock.move(NEW_YEAR)
        here.chat.press(REVIEWER, here.told(REVIEWER, "待核实")[0].id, "确认")
        here.chat.say(OTHER_HEAD, f"{REPORT} 2027-01")
        here.chat.say(OTHER_HEAD, f"{REPORT} 2026-12")
        await here.quiet()
        here.clock.move(NEW_YEAR + timedelta(days=10, hours=10))
        await here.bot.schedule.tick()
        await here.quiet()
        await here.stop()
        await here.start()
        await here.bot.schedule.tick()
        await here.quiet()
        found = checkers.rows(here.path, "SELECT period, state FROM submissions ORDER BY number")
        assert [(row["period"], row["state"]) for row in found] == [("2026-12", "confirmed"), ("2026-12", "pending")]
        assert len(here.told(OTHER_HEAD, "没有受理")) == 1
        for person in (ADMIN, OTHER_ADMIN):
            assert len(here.told(person, "2027 年已经开始，还没有竞赛方案")) == 1
            assert [len(here.told(person, f"待定榜 {over}\n")) for over in OVER] == [1, 1, 1]
        moments = [row["moment"] for row in checkers.rows(here.path, "SELECT moment FROM audit ORDER BY seq")]
        assert moments == sorted(set(moments))
        assert [*sound(here), *checkers.posts(here.chat, here.path)[0]] == []
