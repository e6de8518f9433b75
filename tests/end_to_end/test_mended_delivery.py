"""Delivery: refused cards, long receipts, slow answers, moved groups, stops, and files that are no database."""

import asyncio
import shutil
import signal
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.files import sample_path
from bot.sandbox.api import server
from bot.sandbox.api.perform import Reply
from bot.sandbox.watch.faults import hang, refuse
from tests.cast import (
    ADMIN,
    BASIC_GROUP,
    CHINA,
    GROUP,
    HEAD,
    LEADER,
    OTHER_GROUP,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SECRET,
    TOKEN,
)
from tests.stage import PATIENCE, OwnProcess, Stage, command, playing, staged

NEW_WORDS = refuse(400, "Bad Request: something that nobody has heard of")
FORGOTTEN = refuse(400, "Bad Request: wrong remote file identifier specified: Wrong string length")


def cards_sent(stage: Stage) -> list[int]:
    """List where the bot tried to send a card, in order."""
    calls = stage.chat.calls.of("sendMessage")
    return [call.chat or 0 for call in calls if "待核实 编号" in str(call.params["text"])]


# Letters


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


# Stopping


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
    stage.stop()
    with sqlite3.connect(stage.database) as books:
        assert books.execute("SELECT state, attempts, doubts FROM outbox").fetchall() == [("sent", 1, 0)]
    books.close()
    stage.start()
    stage.say(OTHER_HEAD, "/help")
    assert len(stage.said(HEAD)) == 1


# The group


@pytest.fixture
def basic(furnished: Path, rulebook: Path, tmp_path: Path) -> Iterator[Stage]:
    folder = Path(shutil.copytree(furnished, tmp_path / "data"))
    with staged("in process", folder, rulebook, basic_group=True) as stage, playing(stage):
        yield stage


def test_after_the_group_moved_no_message_with_an_old_number_is_touched(basic: Stage) -> None:
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    for line in ("回复率 90/100", "办结率 91/100", "满意率 92/100"):
        basic.report(OTHER_HEAD, line, to=new)
    others = [(card.id, card.text) for card in basic.cards(new)]
    talk = [message for message in basic.chat.seen(new) if message.sender != basic.chat.bot.id]
    basic.say(REVIEWER, "/pending")
    basic.press(REVIEWER, basic.last(REVIEWER).id, "看 0001 东湖市场监管所")
    basic.say(REVIEWER, "确认", reply_to=basic.card(REVIEWER).id)
    assert basic.books(1)["state"] == "confirmed"
    assert [(card.id, card.text) for card in basic.cards(new)] == others
    assert [basic.seen(new, message.id).reactions for message in talk] == [["✍"]] * 3
    assert basic.chat.calls.of("editMessageText", chat=new) == []


def test_after_the_group_moved_a_value_reported_again_gets_a_new_card_there(basic: Stage) -> None:
    basic.report(HEAD, to=BASIC_GROUP)
    new = basic.chat.migrate(BASIC_GROUP)
    basic.settle()
    basic.report(HEAD, "工单按期回复率 97/100", to=new)
    (card,) = basic.cards(new)
    assert "待核实 编号 0001（第2版）" in card.text
    basic.later(seconds=5)
    basic.say(REVIEWER, "确认", to=new, reply_to=card.id)
    assert (basic.books()["state"], basic.books()["value"]) == ("confirmed", "97/100")


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_the_group_that_was_noted_first_stays_the_bureaus_group(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.chat.add_group(OTHER_GROUP, "别的群", members=[HEAD])
    stage.stop()
    changed = {**stage.env(), "LEITAI_GROUP": str(OTHER_GROUP)}
    monkeypatch.setattr(stage, "env", lambda: changed)
    stage.start()  # it says that it is ready for the group it had before
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100", to=OTHER_GROUP)
    stage.report(HEAD, to=GROUP)
    assert "编号 0001" in stage.card(GROUP).text
    assert "另一个群" in stage.last(OTHER_GROUP).text


# The end of the year


def test_there_is_no_weekly_board_outside_the_competitions_year(stage: Stage) -> None:
    stage.move(datetime(2026, 12, 28, 9, 0, tzinfo=CHINA))
    boards = [message.text for message in stage.said(GROUP) if message.photo]
    assert [text.splitlines()[0].partition("】")[2] for text in boards] == ["第52周 12.21–12.27"] * 2
    for weeks in (1, 2):
        stage.move(datetime(2026, 12, 28, 9, 0, tzinfo=CHINA) + timedelta(weeks=weeks))
    assert len([message for message in stage.said(GROUP) if message.photo]) == 2


def test_after_the_new_year_a_value_is_decembers_and_never_of_a_year_that_is_not_judged(stage: Stage) -> None:
    stage.move(datetime(2027, 1, 4, 10, 0, tzinfo=CHINA))
    stage.report(HEAD)
    answer = stage.last(HEAD)
    assert "2026年12月" in answer.text
    assert "2027" not in answer.text
    assert stage.books()["period"] == "2026-12"
    stage.report(HEAD, "工单按期回复率 97/100 本月")
    assert "不在本次竞赛" in stage.last(HEAD).text
    assert stage.books()["version"] == 1


# Files and settings

ASKING = (
    ("standings", "--period", "2026-11"),
    ("submissions", "--format", "json"),
    ("audit", "verify"),
    ("check", "--offline"),
)


def settings(folder: Path) -> dict[str, str]:
    return {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": "2026-11-19T09:00:00+08:00",
    }


def refused(folder: Path, *words: str, part: str, **changed: str) -> None:
    """Hold that a command ends with 1 and one sentence, without a traceback or the token."""
    done = command(*words, env={**settings(folder), **changed})
    assert done.code == 1, (words, done)
    assert part in done.reason, words
    assert "Traceback" not in done.err
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 50, b"SQLite format 3\x00" + b"\xff" * 5000, b"\x00" * 4096]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "leitai.db"
    file.write_bytes(content)
    for words in (*ASKING, ("migrate",), ("run",), ("roster", "import", str(tmp_path / "none.csv"))):
        refused(tmp_path, *words, part="none.csv" if "roster" in words else str(file))
    assert file.read_bytes() == content


def test_an_empty_file_is_refused_until_it_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "leitai.db"
    file.touch()
    for words in ASKING:
        refused(tmp_path, *words, part=str(file))
    done = command("migrate", env=settings(tmp_path))
    assert (done.code, done.err) == (0, "")
    refused(tmp_path, "standings", "--period", "2026-11", part="竞赛方案")
    assert command("submissions", env=settings(tmp_path)).out == "[]\n"


NO_ADDRESSES = ("nonsense", "socks5://127.0.0.1:1", "http://", "http://h:port", "http://[::1", "http://h:99999")


@pytest.mark.parametrize("setting", ["LEITAI_PROXY", "LEITAI_API_URL"])
@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_cannot_be_one_is_refused_by_name(tmp_path: Path, setting: str, address: str) -> None:
    for words in (("check", "--offline"), ("migrate",), ("run",)):
        refused(tmp_path, *words, part=setting, **{setting: address})
