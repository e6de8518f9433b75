"""The production client talks to the embedded chat over HTTP."""

from collections.abc import Callable

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest

from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Impossible
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, Hands

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'"),  # raw updates are what the product asks for
]


async def updates(bot: Bot, **more: object) -> list[dict]:
    return await bot.do_api_request("getUpdates", api_kwargs=more)


KEYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("✅ 确认", callback_data="c:1"), InlineKeyboardButton("退回", callback_data="r:1")]]
)


async def test_a_started_person_is_answered_and_sees_the_answer(chat: Chat, bot: Bot) -> None:
    said = chat.say(HEAD, "/start abc")
    (raw,) = await updates(bot)
    update = Update.de_json(raw, bot)
    assert update is not None
    assert (update.message.from_user.id, update.message.text) == (HEAD, "/start abc")
    assert update.message.entities[0].type == "bot_command"
    sent = await bot.send_message(
        HEAD, "<b>您好</b> &amp; 欢迎", parse_mode="HTML", reply_parameters=ReplyParameters(said.id)
    )
    assert (sent.text, sent.reply_to_message.message_id) == ("您好 & 欢迎", said.id)
    assert [entity.type for entity in sent.entities] == ["bold"]
    newest = chat.seen(HEAD)[-1]
    assert (newest.text, newest.sender, newest.reply_to, newest.edited) == ("您好 & 欢迎", 100, said.id, False)


async def test_a_card_is_pressed_answered_and_edited(chat: Chat, bot: Bot, hands: Hands) -> None:
    card = await bot.send_message(REVIEWER, "待核实", reply_markup=KEYS)
    press = chat.press(REVIEWER, card.message_id, "确认")
    (raw,) = await updates(bot)
    assert raw["callback_query"]["message"]["reply_markup"] == KEYS.to_dict()
    assert raw["callback_query"]["data"] == "c:1"
    assert chat.unanswered() == [press]
    await bot.answer_callback_query(press.id, "好", show_alert=True)
    assert press.answers == [("好", True)]
    assert chat.unanswered() == []
    hands.later(seconds=5)
    edited = await bot.edit_message_text("已确认", REVIEWER, card.message_id)
    assert edited.edit_date == hands.now
    assert [version.text for version in chat.history(REVIEWER)[-1].versions] == ["待核实", "已确认"]
    assert [event.kind for event in chat.history(REVIEWER)[-1].events] == ["posted", "press", "answer", "edited"]
    with pytest.raises(Impossible, match="no button"):
        chat.press(REVIEWER, card.message_id, "确认")


async def test_a_press_is_answered_once_and_not_too_late(chat: Chat, bot: Bot, hands: Hands) -> None:
    card = await bot.send_message(REVIEWER, "待核实", reply_markup=KEYS)
    first, second = (chat.press(REVIEWER, card.message_id, data="c:1") for _ in range(2))
    await bot.answer_callback_query(first.id)
    with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
        await bot.answer_callback_query(first.id)
    hands.later(seconds=151)
    with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
        await bot.answer_callback_query(second.id)
    assert first.answers == [("", False)]
    assert second.answers == []


async def test_an_edit_that_changes_nothing_is_refused(chat: Chat, bot: Bot) -> None:
    card = await bot.send_message(REVIEWER, "待核实", reply_markup=KEYS)
    with pytest.raises(BadRequest, match=r"[Mm]essage is not modified"):
        await bot.edit_message_text("待核实", REVIEWER, card.message_id, reply_markup=KEYS)
    await bot.edit_message_text("待核实", REVIEWER, card.message_id)
    await bot.edit_message_reply_markup(REVIEWER, card.message_id, reply_markup=KEYS)
    assert [button.text for button in chat.seen(REVIEWER)[0].buttons[0]] == ["✅ 确认", "退回"]
    with pytest.raises(BadRequest, match=r"[Mm]essage to edit not found"):
        await bot.edit_message_text("x", REVIEWER, 4711)


async def test_a_photo_is_sent_kept_sent_again_and_downloaded(
    chat: Chat, bot: Bot, picture: Callable[..., bytes]
) -> None:
    board = picture()
    sent = await bot.send_photo(REVIEWER, board, "榜单", filename="board.png", reply_markup=KEYS)
    assert (sent.photo[-1].width, sent.photo[-1].height, sent.photo[-1].file_size) == (900, 600, len(board))
    again = await bot.send_photo(GROUP, sent.photo[-1].file_id, caption="再来")
    assert chat.seen(GROUP)[-1].photo == board
    file = await bot.get_file(again.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == board
    small = await (await bot.get_file(again.photo[0].file_id)).download_as_bytearray()
    assert 0 < len(small) != len(board)
    with pytest.raises(BadRequest, match=r"[Ww]rong file identifier"):
        await bot.send_photo(REVIEWER, "AgACAgIAAx")
    other = picture(color="red")
    await bot.edit_message_media(InputMediaPhoto(other, "新榜单"), REVIEWER, sent.message_id, reply_markup=KEYS)
    await bot.edit_message_caption(REVIEWER, sent.message_id, caption="最新")
    assert (chat.seen(REVIEWER)[-1].photo, chat.seen(REVIEWER)[-1].text) == (other, "最新")
    with pytest.raises(BadRequest, match=r"[Tt]here is no text in the message to edit"):
        await bot.edit_message_text("x", REVIEWER, sent.message_id)


async def test_albums_documents_reactions_and_pins(chat: Chat, bot: Bot, picture: Callable[..., bytes]) -> None:
    one, two = await bot.send_media_group(GROUP, [InputMediaPhoto(picture(), "甲"), InputMediaPhoto(picture(800))])
    assert one.media_group_id == two.media_group_id is not None
    document = await bot.send_document(GROUP, b"a,b\n1,2\n", filename="通报.csv", disable_notification=True)
    assert chat.seen(GROUP)[-1].document == ("通报.csv", b"a,b\n1,2\n")
    assert chat.seen(GROUP)[-1].silent
    assert bytes(await (await bot.get_file(document.document)).download_as_bytearray()) == b"a,b\n1,2\n"
    report = chat.say(HEAD, "/report 满意率 98", to=GROUP)
    await bot.set_message_reaction(GROUP, report.id, "✍")
    await bot.set_message_reaction(GROUP, report.id, "👌")
    assert chat.seen(GROUP)[-1].reactions == ["👌"]
    with pytest.raises(BadRequest, match=r"[Nn]ot enough rights"):
        await bot.pin_chat_message(GROUP, one.message_id)
    chat.add_bot(GROUP, REVIEWER, admin=True)
    await bot.pin_chat_message(GROUP, one.message_id)
    assert [message.id for message in chat.seen(GROUP) if message.pinned] == [one.message_id]
    assert (await bot.get_chat(GROUP)).pinned_message.message_id == one.message_id
    await bot.unpin_chat_message(GROUP)
    assert not any(message.pinned for message in chat.seen(GROUP))


async def test_force_reply_silence_deletion_and_actions_are_seen(chat: Chat, bot: Bot) -> None:
    question = await bot.send_message(
        REVIEWER, "原因?", reply_markup=ForceReply(selective=True), disable_notification=True
    )
    assert (chat.seen(REVIEWER)[-1].force_reply, chat.seen(REVIEWER)[-1].silent) == (True, True)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", REVIEWER, question.message_id)
    await bot.send_chat_action(REVIEWER, "typing")
    assert chat.world.actions == [(REVIEWER, "typing")]
    await bot.delete_message(REVIEWER, question.message_id)
    assert chat.seen(REVIEWER) == []
    assert [event.kind for event in chat.history(REVIEWER)[-1].events] == ["posted", "deleted"]


async def test_copies_and_forwards_carry_the_words(chat: Chat, bot: Bot) -> None:
    said = chat.say(REVIEWER, "原文")
    forwarded = await bot.forward_message(REVIEWER, REVIEWER, said.id)
    assert (forwarded.text, forwarded.forward_origin.sender_user.id) == ("原文", REVIEWER)
    await bot.copy_message(GROUP, REVIEWER, said.id)
    assert chat.seen(GROUP)[-1].text == "原文"


async def test_the_bot_reads_its_chats_and_keeps_its_menus(bot: Bot) -> None:
    assert (await bot.get_me()).username == "leitai_bot"
    assert (await bot.get_chat(GROUP)).title == "局工作群"
    assert [member.user.id for member in await bot.get_chat_administrators(GROUP)] == [REVIEWER]
    assert (await bot.get_chat_member(GROUP, COLLEAGUE)).status == "member"
    assert await bot.get_chat_member_count(GROUP) == 4
    await bot.set_my_commands([("report", "上报"), ("rank", "排名")])
    assert [command.command for command in await bot.get_my_commands()] == ["report", "rank"]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    assert (await bot.get_webhook_info()).url == ""
    with pytest.raises(BadRequest, match="on this machine only"):
        await bot.set_webhook("https://example.org/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="not so")
