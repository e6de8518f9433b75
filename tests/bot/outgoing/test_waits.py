"""How long letters wait: never for what a clock that was wrong, or a chat server that is, would have them wait."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.outgoing import taking
from bot.outgoing.delivery import Delivery
from bot.sandbox.watch.faults import too_many
from bot.store import Store
from storage.outbox import Letter
from storage.tables.types import EPOCH, MICROSECOND
from tests.cast import ADMIN, GROUP, HEAD, REVIEWER, SECOND_ADMIN
from tests.engine import change, rows
from tests.stage import Stage

HOUR = 3600
WEEKS = timedelta(days=21)


def stored(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def put_off(stage: Stage, admin: int) -> list[str]:
    return [message.text for message in stage.said(admin) if "太久了" in message.text]


@pytest.mark.parametrize("asked", [HOUR + 1, 10**9])
def test_a_longer_wait_than_an_hour_is_asked_about_every_hour_and_the_admins_hear_once(
    stage: Stage, asked: int
) -> None:
    stage.chat.faults.plan(too_many(asked), method="sendMessage", chat=REVIEWER, times=2)
    stage.report(HEAD)
    calls = stage.chat.calls.of("sendMessage", chat=REVIEWER)
    assert [HOUR <= later.pace - earlier.pace < HOUR + 5 for earlier, later in pairwise(calls)] == [True, True]
    assert len(stage.cards(REVIEWER)) == 1
    for admin in (ADMIN, SECOND_ADMIN):
        (said,) = put_off(stage, admin)
        assert f"{asked // HOUR} 小时" in said


def test_an_hour_is_waited_without_a_word(stage: Stage) -> None:
    stage.chat.faults.plan(too_many(HOUR), method="sendMessage", chat=REVIEWER)
    stage.report(HEAD)
    assert len(stage.cards(REVIEWER)) == 1
    assert put_off(stage, ADMIN) == []


def test_a_chat_is_not_silent_for_weeks_because_the_machines_clock_was_ahead(stage: Stage) -> None:
    before = stage.clock.seconds()
    stage.stop()
    moment = stored(stage.clock.real() + WEEKS)
    owed = (
        "INSERT INTO outbox (id, chat, kind, payload, dedupe, silent, state, attempts, doubts, owed_at, not_before) "
        "SELECT coalesce(max(id), 0) + 1, :chat, 'text', :payload, 'early', 0, 'ready', 1, 0, 0, :moment FROM outbox"
    )
    payload = '{"code": "muted", "values": {}}'
    change(stage.database, owed, chat=HEAD, payload=payload, moment=moment)
    stage.start()
    stage.settle()
    assert "今天不再提醒" in stage.last(HEAD).text
    assert stage.clock.seconds() - before <= HOUR + 60


@pytest.mark.parametrize("place", [HEAD, GROUP])
def test_calls_that_a_clock_ahead_wrote_down_hold_up_nothing_longer_than_the_window(stage: Stage, place: int) -> None:
    stage.report(HEAD)
    stage.report(HEAD, "信访件化解 3/3", to=GROUP)
    stage.stop()
    ahead = stored(stage.clock.real() + WEEKS)
    change(stage.database, "UPDATE outbox SET called_at = :ahead, attempts = 20", ahead=ahead)
    before, said = stage.clock.seconds(), len(stage.said(place))
    stage.start()
    stage.say(HEAD, "/help" if place == HEAD else "/rank", to=place)
    assert stage.clock.seconds() - before < 70
    assert len(stage.said(place)) > said


def test_copies_of_evidence_are_fetched_though_the_machines_clock_was_ahead(stage: Stage, picture: bytes) -> None:
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    stage.stop()
    change(stage.database, "DELETE FROM kept_files")
    ahead = stored(stage.clock.real() + WEEKS)
    change(stage.database, "UPDATE attachments SET state = 'owed', not_before = :ahead", ahead=ahead)
    before = stage.clock.seconds()
    stage.start()
    stage.settle()
    assert rows(stage.database, "SELECT state FROM attachments") == [{"state": "kept"}]
    assert stage.clock.seconds() - before <= HOUR + 60


def test_a_letter_that_ends_while_the_outbox_is_looked_at_is_not_begun_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    say, read, look = Delivery._say, Store.read, taking.look
    seen: list[object] = []

    async def noted(delivery: Delivery, letter: Letter, touched: set[str]) -> None:
        begun.append(letter.id)
        await say(delivery, letter, touched)

    def kept(*args: Any) -> object:
        seen.append(found := look(*args))
        return found

    async def slow(store: Store, fn: Callable[[Any], Any]) -> Any:
        found = await read(store, fn)
        while seen and found is seen[-1] and stage.bot.delivery._busy:  # noqa: ASYNC110 - the loop goes on meanwhile
            await asyncio.sleep(0)
        return found

    monkeypatch.setattr(Delivery, "_say", noted)
    monkeypatch.setattr(taking, "look", kept)
    monkeypatch.setattr(Store, "read", slow)
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.later(minutes=29)
    assert len(begun) == len(set(begun)) >= 8
