"""What stands at the port of LEITAI_HTTP: whether the process is well, and figures without anybody's name."""

import asyncio
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from tests import engine
from tests.cast import HEAD, NAMES, REVIEWER
from tests.stage import PATIENCE, InProcess, Stage, playing

SAMPLE = re.compile(r'(leitai_[a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? (-?[0-9.e+-]+|\+Inf)')


@pytest.fixture
def open_stage(waiting_stage: Stage) -> Iterator[InProcess]:
    """The running bot with a port of its own."""
    assert isinstance(waiting_stage, InProcess)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        waiting_stage.http = free.getsockname()
    with playing(waiting_stage):
        yield waiting_stage


def get(stage: Stage, path: str) -> tuple[int, str]:
    assert stage.http is not None
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{stage.http[1]}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def tick(stage: InProcess) -> None:
    assert stage.bot is not None
    asyncio.run_coroutine_threadsafe(stage.bot.schedule.tick(), stage._loop).result(PATIENCE)


def test_a_loop_that_does_not_turn_for_a_minute_and_a_database_that_cannot_be_written_are_named(
    open_stage: InProcess,
) -> None:
    stage = open_stage
    stage.say(HEAD, "/help")
    tick(stage)
    stage.notice(lambda: get(stage, "/healthz") == (200, "ok\n"))
    stage.clock._real += timedelta(seconds=59)
    assert get(stage, "/healthz") == (200, "ok\n")
    stage.clock._real += timedelta(seconds=2)
    assert get(stage, "/healthz") == (503, "polling outbox schedule\n")
    tick(stage)
    stage.notice(lambda: get(stage, "/healthz") == (503, "polling\n"))
    stage.say(HEAD, "/help")
    stage.notice(lambda: get(stage, "/healthz") == (200, "ok\n"))
    with engine.held(stage.database):
        assert get(stage, "/healthz") == (503, "writer\n")
    stage.notice(lambda: get(stage, "/healthz") == (200, "ok\n"))


def test_figures_are_what_happened_and_name_nobody(open_stage: InProcess) -> None:
    stage = open_stage
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "/undo 9999")
    stage.say(HEAD, "/help")
    code, text = get(stage, "/metrics")
    assert code == 200
    found: dict[tuple[str, str], float] = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            parts = SAMPLE.fullmatch(line)
            assert parts, line
            found[parts[1], parts[2] or ""] = float(parts[3])
    assert found["leitai_updates_total", 'action="/report",outcome="done"'] == 1
    assert found["leitai_updates_total", 'action="reply",outcome="done"'] == 1
    assert found["leitai_updates_total", 'action="/undo",outcome="refused"'] == 1
    assert found["leitai_update_seconds_bucket", 'le="+Inf"'] == found["leitai_update_seconds_count", ""] >= 3
    assert found["leitai_sends_total", 'outcome="sent"'] >= 5
    assert found["leitai_inbox_updates", ""] == found["leitai_outbox_letters", 'state="ready"'] == 0
    assert found["leitai_chain_rows", ""] == stage_rows(stage)
    assert found["leitai_ticks_total", ""] >= 1
    assert 0 <= stage.clock.real().timestamp() - found["leitai_last_poll_timestamp_seconds", ""] < 60
    assert found["leitai_disk_free_bytes", ""] > 0
    assert not any(name in text for name in NAMES.values())
    assert not re.search(rf"\b({HEAD}|{REVIEWER}|{-stage.group})\b", text), "among the digits of a second it is none"


def stage_rows(stage: Stage) -> int:
    return int(engine.rows(stage.database, "SELECT count(*) AS number FROM audit")[0]["number"])
