"""getUpdates acknowledges, waits and conflicts as Telegram's own does."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import Conflict

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Impossible
from tests.bot.sandbox.conftest import GROUP, HEAD, REVIEWER, Hands, client

pytestmark = pytest.mark.asyncio


async def poll(server: Server, **args: Any) -> list[dict[str, Any]]:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{server.url}/bot100:sandbox/getUpdates", json=args)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_what_was_not_acknowledged_comes_again(chat: Chat, server: Server) -> None:
    for word in "abc":
        chat.say(HEAD, word)
    first = await poll(server)
    assert texts(first) == ["a", "b", "c"]
    assert await poll(server) == first
    assert texts(await poll(server, offset=first[1]["update_id"])) == ["b", "c"]
    assert texts(await poll(server, limit=1)) == ["b"]
    assert await poll(server, offset=first[2]["update_id"] + 1) == []
    assert await poll(server) == []


async def test_a_negative_offset_keeps_only_the_last(chat: Chat, server: Server) -> None:
    for word in "abcd":
        chat.say(HEAD, word)
    assert texts(await poll(server, offset=-2)) == ["c", "d"]
    assert texts(await poll(server)) == ["c", "d"]


async def test_an_offset_far_ahead_acknowledges_nothing_after_ids_restarted(chat: Chat, server: Server) -> None:
    chat.say(HEAD, "old")
    (old,) = await poll(server)
    with pytest.raises(Impossible, match="silence"):
        chat.updates.restart_ids()
    await poll(server, offset=old["update_id"] + 1)
    assert chat.updates.restart_ids(17) == 17
    chat.say(HEAD, "new")
    (new,) = await poll(server, offset=old["update_id"] + 1)
    assert (new["update_id"], new["message"]["text"]) == (17, "new")
    assert await poll(server, offset=18) == []


async def test_a_waiting_poll_wakes_when_somebody_writes(chat: Chat, server: Server) -> None:
    waiting = asyncio.ensure_future(poll(server, timeout=20))
    await asyncio.wait_for(chat.updates.bell.changed(0), 5)
    assert not waiting.done()
    chat.say(HEAD, "hello")
    assert texts(await asyncio.wait_for(waiting, 5)) == ["hello"]


async def test_a_second_poller_ends_the_first_with_a_conflict(chat: Chat, server: Server) -> None:
    async with client(server) as bot:
        first = asyncio.ensure_future(bot.get_updates(timeout=20))
        await asyncio.wait_for(chat.updates.bell.changed(0), 5)
        second = asyncio.ensure_future(bot.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await asyncio.wait_for(first, 5)
        chat.say(HEAD, "hello")
        (update,) = await asyncio.wait_for(second, 5)
        assert update.message.text == "hello"


async def test_only_the_kinds_asked_for_come_from_then_on(chat: Chat, server: Server) -> None:
    said = chat.say(HEAD, "one")
    chat.edit(HEAD, said.id, "one!")
    assert [list(update)[1] for update in await poll(server, offset=-2)] == ["message", "edited_message"]
    await poll(server, offset=-1, allowed_updates=["message"])
    chat.edit(HEAD, said.id, "one!!")
    chat.block(HEAD)
    assert [list(update)[1] for update in await poll(server)] == ["edited_message"]
    await poll(server, allowed_updates=["message_reaction", "my_chat_member"])
    chat.unblock(HEAD)
    chat.react(HEAD, said.id, "👍")
    assert [list(update)[1] for update in await poll(server)][1:] == ["my_chat_member", "message_reaction"]


async def test_a_press_waits_150_seconds_and_a_message_a_day(chat: Chat, server: Server, hands: Hands) -> None:
    markup = {"inline_keyboard": [[{"text": "确认", "callback_data": "c"}]]}
    async with client(server) as bot:
        card = await bot.send_message(REVIEWER, "card", reply_markup=markup)
    chat.press(REVIEWER, card.message_id, "确认")
    chat.say(REVIEWER, "确认")
    hands.later(seconds=149)
    assert len(await poll(server)) == 2
    hands.later(seconds=2)
    assert texts(await poll(server)) == ["确认"]
    hands.later(hours=24)
    assert await poll(server) == []


async def test_updates_come_twice_or_out_of_order_when_asked(chat: Chat, server: Server) -> None:
    chat.say(HEAD, "a")
    (update,) = await poll(server)
    assert await poll(server, offset=update["update_id"] + 1) == []
    chat.updates.redeliver(update["update_id"])
    assert await poll(server, offset=update["update_id"] + 1) == [update]
    assert await poll(server, offset=update["update_id"] + 1) == []
    chat.faults.updates(duplicate=1.0, reorder=1.0, seed=3)
    for word in "bcdef":
        chat.say(HEAD, word)
    mixed = await poll(server)
    assert texts(mixed) != ["b", "c", "d", "e", "f"]
    assert sorted(texts(mixed)) == ["b", "c", "d", "e", "f"]
    top = max(one["update_id"] for one in mixed)
    chat.faults.clear()
    assert sorted(texts(await poll(server, offset=top + 1))) == ["b", "c", "d", "e", "f"]


async def test_dropping_the_webhook_can_drop_what_waits(chat: Chat, server: Server) -> None:
    chat.say(HEAD, "a")
    chat.say(HEAD, "/start", to=GROUP)
    async with client(server) as bot:
        assert (await bot.get_webhook_info()).pending_update_count == 2
        await bot.delete_webhook(drop_pending_updates=False)
        assert (await bot.get_webhook_info()).pending_update_count == 2
        await bot.delete_webhook(drop_pending_updates=True)
        assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_killed_poller_leaves_no_trace(chat: Chat, server: Server) -> None:
    killed = asyncio.ensure_future(poll(server, timeout=20))
    await asyncio.wait_for(chat.updates.bell.changed(0), 5)
    killed.cancel()
    chat.say(HEAD, "a")
    assert texts(await poll(server)) == ["a"]
    assert {call.code for call in chat.calls} == {200}
