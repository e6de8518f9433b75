"""Answers that are not the chat server's: a portal's page, a gateway's JSON, a redirect. Nothing stops or doubles."""

import asyncio
import io
import json
import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from bot.sandbox.watch.faults import PORTAL, Fault, Plan, page
from bot.sandbox.world.messages import Message
from tests.faults import cast, checkers
from tests.faults.cast import ADMIN, GROUP, HEAD, OTHER_ADMIN, REVIEWER
from tests.faults.house import MONDAY, House, house

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]
REPORT = "/report 工单按期回复率 98/100"
WORD = "Sign in"
MARK = "gateway-4711"
FOREIGN = {
    "a portal's page": page(),
    "another JSON": page(f'{{"hello": 1, "by": "{MARK}"}}'),
    "no result": page(f'{{"ok": true, "by": "{MARK}"}}'),
    "a result of another kind": page(f'{{"ok": true, "result": "{MARK}"}}'),
    "a result that is no update and no message": page(f'{{"ok": true, "result": [1, {{"{MARK}": 2}}]}}'),
    "a message that is none": page(f'{{"ok": true, "result": {{"message_id": 1, "date": "{MARK}", "chat": {{}}}}}}'),
    "a list": page(f'["{MARK}"]'),
    "nothing": page(""),
    "half of something": page('{"ok": true, "result": [{"update_id": 4'),
    "a redirect": page(PORTAL, 302, location="http://127.0.0.1:9/login"),
    "no text": page("<\x00\x01"),
    "a gateway that gives up": page(PORTAL, 504),
    "a refusal in another form": page(f'{{"error": "{MARK}"}}', 500),
}
TURNED_AWAY = {
    **{str(code): page(PORTAL, code) for code in (401, 403, 404, 407, 429, 451)},
    "a wait of words": page(f'{{"ok": false, "parameters": {{"retry_after": "{MARK}"}}}}', 429),
    "a wait of ages": page('{"ok": false, "parameters": {"retry_after": 100000000000}}', 429),
    "a wait of nothing said": page('{"ok": false, "description": "Too Many Requests"}', 429),
}
"""What a gateway says to whom it does not let through: the chat server never heard of it."""
EVERY = FOREIGN | TURNED_AWAY
SOME = ("a portal's page", "no result", "a result that is no update and no message", "a redirect", "404")
some = pytest.mark.parametrize("fault", [EVERY[kind] for kind in SOME], ids=SOME)


def quietly(caplog: pytest.LogCaptureFixture) -> bool:
    """Say whether nothing was logged as an error, and not a word of what came."""
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "telegram", "asyncio"))]
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    return not any(WORD in line or MARK in line for line in lines)


def sound(here: House) -> list[str]:
    return [*checkers.tables(here.path), *checkers.pace(here.chat)]


async def test_a_poll_is_repeated_and_loses_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with house(tmp_path) as here:
        await here.start()
        for kind, fault in EVERY.items():
            plan = here.chat.faults.plan(fault, method="getUpdates")
            said = here.chat.say(HEAD, "/help")
            await here.until(partial(struck_and_replied, here, plan, said))
            assert quietly(caplog), kind
        await here.quiet()
        complaints = [record for record in caplog.records if record.name == "bot.incoming.intake"]
        assert len(complaints) == len(EVERY)
        assert sound(here) == []


def struck_and_replied(here: House, plan: Plan, said: Message) -> bool:
    return plan.hits == 1 and here.replied(said) and here.chat.updates.idle


@some
async def test_a_start_goes_on_trying(tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Fault) -> None:
    async with house(tmp_path) as here:
        for method in ("getMe", "deleteWebhook"):
            here.chat.faults.plan(fault, method=method)
        here.chat.faults.plan(fault, method="setMyCommands", times=None)
        await here.start()
        assert here.ready[0].startswith("ready bot=@leitai_bot ")
        assert [call.method for call in here.chat.calls.of("getMe", "deleteWebhook")] == [
            *("getMe", "getMe", "deleteWebhook", "deleteWebhook"),
        ]
        assert quietly(caplog)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_private_letter_of_unknown_outcome_is_sent_once_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, after: bool
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        for number, (kind, fault) in enumerate(FOREIGN.items(), 1):
            here.chat.faults.plan(replace(fault, after=after), method="sendMessage", chat=HEAD)
            here.chat.say(HEAD, f"/report 工单按期回复率 {number}/100")
            await here.quiet()
            assert here.letters("receipt")[-1] == ("sent", 2, 1), kind
            assert len(here.calls("sendMessage", HEAD)) == 2 * number
            assert len(here.told(HEAD, "已收到", f"{number}/100")) == 1 + after
            assert quietly(caplog), kind
        assert sound(here) == []


async def test_a_letter_that_was_turned_away_goes_out_as_soon_as_it_may(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        for number, (code, fault) in enumerate(TURNED_AWAY.items(), 1):
            here.chat.faults.plan(fault, method="sendMessage", chat=HEAD, times=4)
            here.chat.say(HEAD, f"/report 工单按期回复率 {number}/100")
            await here.quiet()
            assert here.letters("receipt")[-1] == ("sent", 5, 0), code
            assert len(here.told(HEAD, "已收到", f"{number}/100")) == 1
            assert quietly(caplog), code
        assert not here.told(ADMIN)
        assert sound(here) == []


async def test_a_letter_that_is_too_big_for_a_gateway_does_not_hold_up_those_behind_it(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(page(PORTAL, 413), method="sendMessage", chat=HEAD)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.chat.say(HEAD, "/mine")
        await here.until(lambda: here.told(HEAD, "工单按期回复率"))
        assert here.letters("receipt") == [("dead", 1, 0)]


async def test_a_private_letter_unknown_twice_is_given_up_and_shown_in_what_waits(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(page(), method="sendMessage", chat=HEAD, times=2)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert here.letters("receipt") == [("unknown", 2, 1)]
        here.chat.say(ADMIN, "/pending")
        await here.quiet()
        assert here.told(ADMIN, "不知是否送达")


@pytest.mark.parametrize("kind", ["a portal's page", "a result that is no update and no message", "no result"])
async def test_a_weekly_post_is_never_repeated_and_every_admin_is_asked_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.faults.plan(FOREIGN[kind], method="sendPhoto", times=None)
        here.clock.move(MONDAY)
        await here.until(partial(here.told_times, ADMIN, "不知是否已发出", 2), 30)
        await here.quiet()
        assert len(here.calls("sendPhoto", GROUP)) == 2
        assert len(here.told(OTHER_ADMIN, "不知是否已发出")) == 2
        assert [state for state, _, _ in here.letters("week")] == ["unknown", "unknown"]
        assert quietly(caplog)


@some
async def test_a_press_counts_and_its_answer_is_forgotten(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        here.chat.faults.plan(fault, method="answerCallbackQuery")
        here.chat.press(REVIEWER, here.told(REVIEWER, "待核实")[0].id, "确认")
        await here.quiet()
        await here.until(lambda: here.chat.calls.of("answerCallbackQuery"))
        assert here.state() == "confirmed"
        assert len(here.chat.calls.of("answerCallbackQuery")) == 1
        assert quietly(caplog)


@some
async def test_reactions_and_edits_are_repeated_because_they_may_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        for method in ("setMessageReaction", "editMessageText"):
            here.chat.faults.plan(fault, method=method, times=2)
        said = here.chat.say(HEAD, REPORT, to=GROUP)
        await here.quiet()
        here.chat.say(REVIEWER, "确认", to=GROUP, reply_to=said.id)
        await here.quiet()
        assert said.reactions == {here.chat.bot.id: ["👌"]}
        (card,) = here.told(GROUP, "编号 0001")
        assert "已确认" in card.text
        assert sound(here) == []
        assert quietly(caplog)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 60), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("method", ["getFile", "file"])
@some
async def test_evidence_is_fetched_again_until_it_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Fault, method: str
) -> None:
    async with house(tmp_path) as here:
        await here.start()
        plan = here.chat.faults.plan(fault, method=method, times=2)
        here.chat.say(HEAD, photo=photo(), caption=REPORT)
        await here.quiet()
        async with asyncio.timeout(20):
            while not checkers.rows(here.path, "SELECT size FROM kept_files"):  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.05)
        assert plan.hits == 2
        assert quietly(caplog)


async def test_what_is_kept_of_a_message_that_was_sent_is_what_the_server_says(tmp_path: Path) -> None:
    """An answer that only looks like a message of another kind keeps no picture that nobody can send again."""
    async with house(tmp_path) as here:
        await here.start()
        shown = {"message_id": 77, "date": 1795050000, "chat": {"id": cast.LEADER, "type": "private"}, "text": "x"}
        here.chat.faults.plan(page(json.dumps({"ok": True, "result": shown})), method="sendPhoto", chat=cast.LEADER)
        here.chat.say(cast.LEADER, "/rank 市场监管所擂台")
        await here.until(lambda: here.chat.calls.of("sendPhoto", chat=cast.LEADER), 30)
        await here.quiet()
        assert checkers.rows(here.path, "SELECT file_id FROM pictures") == []
