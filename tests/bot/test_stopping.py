"""The first word to stop lets the bot end in order, and in time; the second ends it at once, whatever it waits for."""

import signal
import subprocess
import sys

import pytest

from bot.sandbox.watch.faults import FILE, hang, too_many
from tests import engine
from tests.cast import HEAD, LEADER, OTHER_HEAD, REVIEWER
from tests.stage import OwnProcess, Stage, playing

HANGING = """
import asyncio, os, signal
from bot.process import stop_event

async def main():
    stop = stop_event(lambda: "told once")
    os.kill(os.getpid(), signal.SIGTERM)
    await stop.wait()
    print("in order", flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_a_second_word_to_stop_ends_a_process_that_hangs_while_it_stops() -> None:
    done = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.returncode) == ("in order\n", -signal.SIGTERM)
    assert done.stderr == "told once\n"


LOADED = """
import os, signal, sys, time
from sqlalchemy import event
from bot import app, process
from bot.__main__ import main
from bot.incoming import sent
from bot.outgoing import drawing, letters
from storage.engines import sqlite

app.STOP_WITHIN, process.STOP_AT_LAST = 0.3, float(sys.argv[1])
draw, opened = drawing.Pictures._draw, sqlite._engine

def begun():
    print("the load is there", file=sys.stderr, flush=True)

def busy(*given):
    begun()
    time.sleep(300)

def hung(pictures, *job):
    pictures._start()
    os.kill(pictures.pid, signal.SIGSTOP)
    begun()
    return draw(pictures, *job)

def hasty(*given, **named):
    engine = opened(*given, **named)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 100"))
    return engine

sqlite._engine = hasty
match sys.argv[2]:
    case "hung": drawing.Pictures._draw = hung
    case "render": letters.render = busy
    case "open": sent.read_table = busy
del sys.argv[1:3]
main()
"""
"""`leitai` that has less time to stop, and something that takes for ever."""
IN_ORDER, SOON = "300", "0.6"
TABLE = ("十一月.csv", "unit,metric,period,value\n东湖所,回复率,2026-11,98/100\n".encode())
own_process = pytest.mark.parametrize("way", ["own process"], indirect=True)


def loaded(stage: Stage, seconds: str, load: str = "") -> OwnProcess:
    """Start the bot so that it may take so many seconds to stop."""
    assert isinstance(stage, OwnProcess)
    stage.program = ("-c", LOADED, seconds, load)
    stage.start()
    return stage


def stopped(stage: OwnProcess, *, in_order: bool) -> None:
    """Stop the bot and hold that it ends well, in order or not; then let it run as usual."""
    stage.stop(signal.SIGTERM)
    said = (stage.folder.parent / "stderr").read_text("utf-8")
    assert ("not all came to its end" not in said) == in_order
    assert "CRITICAL" not in said
    assert "ERROR" not in said
    assert stage.leitai("audit", "verify").code == 0
    stage.program = ("-m", "bot")


@own_process
def test_a_bot_that_waits_for_the_chat_server_stops_and_goes_on_with_all_that_was_owed(waiting_stage: Stage) -> None:
    stage = loaded(waiting_stage, IN_ORDER)
    stage.until(lambda: stage.chat.updates.polling)
    letter = stage.chat.faults.plan(hang(), method="sendMessage", times=None)
    file = stage.chat.faults.plan(hang(), method=FILE, times=None)
    stage.chat.say(REVIEWER, document=TABLE)
    stage.chat.say(HEAD, "/help")
    stage.until(lambda: letter.hits and file.hits and stage.chat.updates.polling)
    poll = stage.chat.faults.plan(too_many(3600), method="getUpdates", times=None)
    stage.chat.say(OTHER_HEAD, "/help")
    stage.until(lambda: poll.hits)
    stopped(stage, in_order=True)
    assert not stage.said(HEAD)
    stage.chat.faults.clear()
    with playing(stage):
        stage.settle()
        assert [len(stage.said(person)) for person in (HEAD, OTHER_HEAD)] == [1, 1]
        assert "可上报 1 项" in stage.last(REVIEWER).text


@own_process
def test_a_bot_that_waits_for_a_picture_stops_and_sends_it_afterwards(waiting_stage: Stage) -> None:
    stage = loaded(waiting_stage, IN_ORDER, "hung")
    stage.chat.say(LEADER, "/rank 市场监管所擂台")
    stage.notice(lambda: "the load is there" in stage.stderr())
    stopped(stage, in_order=True)
    assert not [one for one in stage.said(LEADER) if one.photo]
    with playing(stage):
        stage.settle()
        assert len([one for one in stage.said(LEADER) if one.photo]) == 1


@own_process
def test_a_bot_whose_database_somebody_else_holds_stops_and_does_afterwards_what_came(waiting_stage: Stage) -> None:
    stage = loaded(waiting_stage, IN_ORDER)
    with engine.held(stage.database):
        stage.chat.say(HEAD, "/help")
        stage.chat.say(OTHER_HEAD, "/help")
        stage.notice(lambda: "the database is not available" in stage.stderr())
        stopped(stage, in_order=True)
    with playing(stage):
        stage.settle()
        assert [len(stage.said(person)) for person in (HEAD, OTHER_HEAD)] == [1, 1]


@own_process
@pytest.mark.parametrize("load", ["render", "open"])
def test_a_bot_that_works_long_on_one_thing_is_not_waited_for_and_does_it_again(
    waiting_stage: Stage, load: str
) -> None:
    stage = loaded(waiting_stage, SOON, load)
    stage.chat.say(REVIEWER, document=TABLE)
    stage.notice(lambda: "the load is there" in stage.stderr())
    stopped(stage, in_order=False)
    with playing(stage):
        stage.settle()
        assert "可上报 1 项" in stage.last(REVIEWER).text
