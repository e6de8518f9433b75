"""The judge finds every window that holds too much."""

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import RetryAfter

from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import too_many
from bot.sandbox.watch.judge import Judge
from tests.bot.sandbox.conftest import GROUP, REVIEWER, Hands

PIXEL = "leitai-photo-1-s"


def sent(judge: Judge, chat: int, messages: int = 1) -> str | None:
    found = judge.ask(chat, messages)
    judge.note(chat, messages)
    return found.rule if found else None


def test_one_message_a_second_is_the_limit_of_a_chat(hands: Hands) -> None:
    judge = Judge(hands.pace)
    assert sent(judge, 1) is None
    hands.later(seconds=0.5)
    assert sent(judge, 2) is None
    assert sent(judge, 1) == "chat"
    hands.later(seconds=1)
    assert sent(judge, 1) is None
    assert [(one.rule, one.chat, one.messages) for one in judge.violations] == [("chat", 1, 2)]


def test_twenty_messages_a_minute_are_the_limit_of_a_group_in_every_window(hands: Hands) -> None:
    judge = Judge(hands.pace)
    for _ in range(20):
        hands.later(seconds=1)
        assert sent(judge, -1) is None
    hands.later(seconds=40)
    assert sent(judge, -1) == "group"
    assert judge.violations[0].wait == 1
    hands.later(seconds=1)
    assert sent(judge, -1) == "group"
    hands.later(seconds=1)
    assert sent(judge, -1) == "group"
    for _ in range(25):
        hands.later(seconds=1.5)
        assert sent(judge, 1) is None


def test_the_items_of_an_album_count_one_by_one(hands: Hands) -> None:
    judge = Judge(hands.pace)
    assert sent(judge, -1, 10) is None
    hands.later(seconds=1)
    assert sent(judge, -1, 10) is None
    hands.later(seconds=1)
    assert sent(judge, -1) == "group"
    assert judge.violations[0].messages == 21


def test_thirty_messages_a_second_are_the_limit_of_all(hands: Hands) -> None:
    judge = Judge(hands.pace)
    assert [sent(judge, chat) for chat in range(1, 31)] == [None] * 30
    assert sent(judge, 31) == "all"
    hands.later(seconds=1)
    assert sent(judge, 32) is None


@pytest.mark.asyncio
async def test_edits_count_and_reactions_do_not(chat: Chat, bot: Bot, hands: Hands) -> None:
    card = await bot.send_message(REVIEWER, "a")
    await bot.set_message_reaction(REVIEWER, card.message_id, "✍")
    await bot.send_chat_action(REVIEWER, "typing")
    assert chat.judge.violations == []
    hands.later(seconds=0.9)
    await bot.edit_message_text("b", REVIEWER, card.message_id)
    assert [one.rule for one in chat.judge.violations] == ["chat"]
    hands.later(seconds=1)
    chat.faults.plan(too_many(3))
    with pytest.raises(RetryAfter):
        await bot.send_message(REVIEWER, "c")
    await bot.send_message(REVIEWER, "c")
    assert len(chat.judge.violations) == 1


@pytest.mark.asyncio
async def test_the_judge_may_refuse(chat: Chat, bot: Bot, hands: Hands) -> None:
    chat.judge.mode = "refuse"
    await bot.send_message(GROUP, "a")
    with pytest.raises(RetryAfter):
        await bot.send_message(GROUP, "b")
    assert chat.calls[-1].description == "Too Many Requests: retry after 1"
    hands.later(seconds=1)
    await bot.send_message(GROUP, "c")
    assert [message.text for message in chat.seen(GROUP)] == ["a", "c"]
    with pytest.raises(RetryAfter):
        await bot.send_media_group(GROUP, [InputMediaPhoto(PIXEL), InputMediaPhoto(PIXEL)])
