"""Faults strike the calls that a test plans, and the ledger knows what really happened."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import Fault, hang, refuse, reset, server_error, too_many
from tests.bot.sandbox.conftest import GROUP, REVIEWER, client

pytestmark = pytest.mark.asyncio


async def test_only_the_planned_calls_are_struck(chat: Chat, bot: Bot) -> None:
    plan = chat.faults.plan(too_many(30), method="sendMessage", chat=GROUP, nth=2, times=1)
    await bot.send_message(REVIEWER, "a")
    await bot.send_message(GROUP, "b")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(GROUP, "c")
    await bot.send_message(GROUP, "d")
    assert str(refused.value) == "Flood control exceeded. Retry in 0:00:30"
    assert (plan.calls, plan.hits) == (3, 1)
    assert [message.text for message in chat.seen(GROUP)] == ["b", "d"]
    assert [(call.code, call.delivered) for call in chat.calls.of("sendMessage", chat=GROUP)] == [
        (200, True),
        (429, False),
        (200, True),
    ]


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (server_error(500), NetworkError, "Internal Server Error"),
        (server_error(502, html=True), NetworkError, "Bad Gateway"),
        (refuse(403, "Forbidden: bot was blocked by the user"), Forbidden, "blocked"),
        (refuse(400, "Bad Request: can't parse entities: x"), BadRequest, "parse entities"),
        (reset(), NetworkError, "ReadError|RemoteProtocolError"),
    ],
)
async def test_a_fault_before_leaves_nothing_behind(
    chat: Chat, bot: Bot, fault: Fault, error: type[Exception], words: str
) -> None:
    chat.faults.plan(fault)
    with pytest.raises(error, match=words):
        await bot.send_message(REVIEWER, "x")
    assert chat.seen(REVIEWER) == []
    assert not chat.calls[-1].delivered
    await bot.send_message(REVIEWER, "y")


@pytest.mark.parametrize("fault", [reset(after=True), server_error(502, after=True, html=True)])
async def test_a_fault_after_hides_what_was_delivered(chat: Chat, bot: Bot, fault: Fault) -> None:
    chat.faults.plan(fault, method={"sendMessage"})
    with pytest.raises(NetworkError):
        await bot.send_message(REVIEWER, "x")
    assert [message.text for message in chat.seen(REVIEWER)] == ["x"]
    (call,) = chat.calls.of("sendMessage")
    assert (call.delivered, call.ok, call.fault) == (True, False, fault)
    assert chat.calls.of("sendMessage", delivered=True, ok=False) == [call]


async def test_a_hang_ends_by_the_callers_own_time_out(chat: Chat, server: Server) -> None:
    async with client(server, read_timeout=0.1) as bot:
        chat.faults.plan(hang(after=True))
        chat.faults.plan(hang())
        for word in ("delivered", "lost"):
            with pytest.raises(TimedOut):
                await bot.send_message(REVIEWER, word)
        await bot.send_message(REVIEWER, "well")
    assert [message.text for message in chat.seen(REVIEWER)] == ["delivered", "well"]
    assert [call.delivered for call in chat.calls.of("sendMessage")] == [True, False, True]


async def test_polls_fail_only_when_asked_for_by_name(chat: Chat, bot: Bot) -> None:
    chat.say(REVIEWER, "x")
    chat.faults.plan(server_error(500), times=None)
    assert len(await bot.get_updates()) == 1
    chat.faults.clear()
    chat.faults.plan(server_error(502, html=True), method="getUpdates")
    chat.faults.plan(reset(after=True), method="getUpdates")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_chance_is_seeded(chat: Chat, bot: Bot) -> None:
    async def strikes() -> list[bool]:
        chat.faults.clear()
        chat.faults.plan(too_many(1), method="getMe", probability=0.5, seed=7)
        before = len(chat.calls)
        for _ in range(20):
            try:
                await bot.get_me()
            except RetryAfter:
                continue
        return [call.fault is not None for call in chat.calls[before:]]

    first = await strikes()
    assert await strikes() == first
    assert 0 < sum(first) < 20


async def test_a_closed_server_refuses_and_comes_back_where_it_was(chat: Chat, server: Server, bot: Bot) -> None:
    url = server.url
    await server.close()
    with pytest.raises(NetworkError):
        await bot.send_message(REVIEWER, "x")
    await server.open()
    assert server.url == url
    await bot.send_message(REVIEWER, "y")
    assert [message.text for message in chat.seen(REVIEWER)] == ["y"]
