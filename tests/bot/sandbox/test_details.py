"""Smaller habits of Telegram that a bot may stumble over."""

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest

from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Impossible
from bot.sandbox.world.buttons import Button
from bot.sandbox.world.messages import Seen
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands


def bodies(chat: Chat, kind: str) -> list[Any]:
    return [one.body[kind] for one in chat.updates.pending if kind in one.body]


def newest(chat: Chat, place: int) -> Seen:
    message = chat.newest(place)
    assert message is not None
    return message


@pytest.mark.parametrize(
    ("label", "fits"),
    [("确认", True), ("✅ 确认", True), ("👌确认", True), ("退回", False), ("✅", False), ("确", False)],
)
def test_a_button_is_known_by_its_words(label: str, fits: bool) -> None:  # noqa: FBT001 - a column of the table above
    assert Button("✅ 确认", "c").says(label) is fits


def test_an_anonymous_administrator_edits_what_he_wrote(chat: Chat) -> None:
    chat.add_bot(GROUP, REVIEWER, admin=True)
    said = chat.say(REVIEWER, "/rank", to=GROUP, anonymous=True)
    chat.edit(REVIEWER, said.id, "/rules", to=GROUP)
    (edited,) = bodies(chat, "edited_message")
    assert (edited["text"], edited["sender_chat"]["id"], said.sender, said.hand) == ("/rules", GROUP, GROUP, REVIEWER)


def test_a_channel_where_the_bot_is_administrator_tells_it_of_posts(chat: Chat) -> None:
    chat.add_channel(-1007, "局频道", bot="administrator", username="ju")
    chat.post_in_channel(-1007, "通知")
    (post,) = bodies(chat, "channel_post")
    assert (post["chat"]["username"], post["sender_chat"]["id"]) == ("ju", -1007)
    forwarded = chat.say(HEAD, "通知", forwarded=-1007)
    assert forwarded.raw["forward_origin"]["chat"]["id"] == -1007


def test_an_administrator_bot_hears_of_members_if_it_asks(chat: Chat) -> None:
    chat.add_bot(GROUP, REVIEWER, admin=True)
    chat.updates.allow(["chat_member"])
    chat.join(GROUP, STRANGER)
    chat.promote(GROUP, STRANGER)
    chat.leave(GROUP, STRANGER, by=REVIEWER)
    told = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in bodies(chat, "chat_member")]
    assert told == [("left", "member"), ("member", "administrator"), ("administrator", "kicked")]


def test_whom_the_chat_does_not_know_cannot_act(chat: Chat) -> None:
    chat.add_group(-100902, "空群")
    for act in (
        lambda: chat.kick_bot(-100902),
        lambda: chat.add_topic(-100902, "题"),
        lambda: chat.block(4711),
        lambda: chat.updates.redeliver(4711),
    ):
        with pytest.raises((Impossible, KeyError)):
            act()
    chat.block(HEAD)
    with pytest.raises(Impossible, match="blocked"):
        chat.say(HEAD, "x")


def test_a_reply_in_a_topic_stays_in_it(chat: Chat) -> None:
    topic = chat.add_topic(GROUP, "擂台")
    first = chat.say(HEAD, "/rank", to=GROUP, thread=topic)
    assert chat.say(HEAD, "/rank", to=GROUP, reply_to=first.id).thread == topic
    assert chat.rooms[GROUP].json()["is_forum"] is True


@pytest.mark.asyncio
async def test_an_answer_may_quote(chat: Chat, bot: Bot) -> None:
    said = chat.say(HEAD, "满意率 98%")
    quoted = ReplyParameters(said.id, quote="<b>98%</b>", quote_parse_mode="HTML")
    sent = await bot.send_message(HEAD, "?", reply_parameters=quoted)
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("98%", 4)
    with pytest.raises(BadRequest, match=r"[Qq]uote_text_invalid"):
        await bot.send_message(HEAD, "?", reply_parameters=ReplyParameters(said.id, quote="99%"))


@pytest.mark.asyncio
async def test_a_group_may_be_named_by_its_username(chat: Chat, bot: Bot) -> None:
    chat.add_group(-100903, "公开群", members=[HEAD], username="leitai_open")
    await bot.send_message("@Leitai_Open", "x", protect_content=True, disable_web_page_preview=True)
    assert chat.history(-100903)[-1].raw["has_protected_content"] is True
    with pytest.raises(BadRequest, match=r"can't be forwarded"):
        await bot.forward_message(REVIEWER, "@leitai_open", 1)


@pytest.mark.asyncio
async def test_media_are_edited_within_their_kind(chat: Chat, bot: Bot, picture: Callable[..., bytes]) -> None:
    text = await bot.send_message(REVIEWER, "a")
    with pytest.raises(BadRequest, match=r"no caption in the message"):
        await bot.edit_message_caption(REVIEWER, text.message_id, caption="b")
    await bot.edit_message_media(InputMediaDocument(b"x", "文件", filename="a.txt"), REVIEWER, text.message_id)
    assert (newest(chat, REVIEWER).document, newest(chat, REVIEWER).text) == (("a.txt", b"x"), "文件")
    album = await bot.send_media_group(REVIEWER, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])
    with pytest.raises(BadRequest, match=r"can't be edited to another type"):
        await bot.edit_message_media(InputMediaDocument(b"x"), REVIEWER, album[0].message_id)
    copied = await bot.copy_message(REVIEWER, REVIEWER, album[0].message_id, caption="图")
    assert (newest(chat, REVIEWER).text, newest(chat, REVIEWER).id) == ("图", copied.message_id)


@pytest.mark.asyncio
async def test_many_messages_go_at_once(chat: Chat, bot: Bot) -> None:
    sent = [await bot.send_message(REVIEWER, word) for word in "abc"]
    await bot.pin_chat_message(REVIEWER, sent[0].message_id)
    await bot.pin_chat_message(REVIEWER, sent[2].message_id)
    assert [one["pinned_message"]["text"] for one in bodies(chat, "message")] == ["a", "c"]
    await bot.unpin_all_chat_messages(REVIEWER)
    assert not any(message.pinned for message in chat.seen(REVIEWER))
    await bot.delete_messages(REVIEWER, [sent[0].message_id, sent[1].message_id, 4711])
    assert [message.text for message in chat.seen(REVIEWER)] == ["c"]


@pytest.mark.asyncio
async def test_an_administrator_bot_may_do_more(chat: Chat, bot: Bot, hands: Hands) -> None:
    chat.add_bot(GROUP, REVIEWER, admin=True)
    said = chat.say(COLLEAGUE, "x", to=GROUP)
    hands.later(days=3)
    await bot.delete_message(GROUP, said.id)
    assert chat.newest(GROUP) is None
    administrators = await bot.get_chat_administrators(GROUP, return_bots=True)
    assert [member.user.id for member in administrators] == [REVIEWER, 100]
    assert (await bot.get_chat_member(GROUP, 100)).status == "administrator"
    with pytest.raises(BadRequest, match=r"[Rr]eactions_too_many"):
        await bot.set_message_reaction(GROUP, chat.say(COLLEAGUE, "y", to=GROUP).id, ["👍", "👌"])
    chat.add_group(-100904, "限", members=[HEAD], reactions=["👍"])
    assert [one.emoji for one in (await bot.get_chat(-100904)).available_reactions] == ["👍"]


@pytest.mark.asyncio
async def test_a_press_may_open_the_bot(chat: Chat, bot: Bot) -> None:
    markup = {"inline_keyboard": [[{"text": "看", "url": "https://x.cn"}, {"text": "确认", "callback_data": "a"}]]}
    markup["inline_keyboard"].append([{"text": "确认", "callback_data": "b"}])
    card = await bot.do_api_request(
        "SendMessage", api_kwargs={"chat_id": REVIEWER, "text": "x", "reply_markup": markup}
    )
    number = card["message_id"]
    with pytest.raises(Impossible, match="sends nothing"):
        chat.press(REVIEWER, number, "看")
    with pytest.raises(Impossible, match="several buttons"):
        chat.press(REVIEWER, number, "确认")
    press = chat.press(REVIEWER, number, data="b")
    await bot.answer_callback_query(press.id, url="https://t.me/leitai_bot?start=x")
    assert press.answered
