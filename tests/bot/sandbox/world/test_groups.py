"""Who sees and may do what in groups and private chats."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Impossible
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands

pytestmark = pytest.mark.asyncio


def waiting(chat: Chat) -> list[dict[str, Any]]:
    bodies = [one.body for one in chat.updates.pending]
    chat.updates.drop()
    return bodies


def heard(chat: Chat) -> list[str]:
    return [body["message"].get("text", "?") for body in waiting(chat) if "message" in body]


async def test_privacy_mode_hides_the_talk_of_people(chat: Chat, bot: Bot) -> None:
    talk = chat.say(HEAD, "中午吃什么", to=GROUP)
    report = chat.say(HEAD, "/report 满意率 98", to=GROUP)
    chat.say(HEAD, "/rank@Leitai_Bot", to=GROUP)
    chat.say(HEAD, "/rank@other_bot", to=GROUP)
    chat.say(HEAD, "@leitai_bot 在吗", to=GROUP)
    chat.say(COLLEAGUE, "同意", to=GROUP, reply_to=talk.id)
    chat.say(COLLEAGUE, "补充", to=GROUP, reply_to=report.id)
    card = await bot.send_message(GROUP, "待核实")
    chat.say(REVIEWER, "确认", to=GROUP, reply_to=card.message_id)
    assert heard(chat) == ["/report 满意率 98", "/rank@Leitai_Bot", "补充", "确认"]


async def test_an_administrator_bot_or_one_without_privacy_hears_everything(chat: Chat) -> None:
    chat.world.privacy = False
    chat.say(HEAD, "闲聊", to=GROUP)
    chat.world.privacy = True
    chat.say(HEAD, "没听见", to=GROUP)
    chat.add_bot(GROUP, REVIEWER, admin=True)
    chat.say(HEAD, "又听见", to=GROUP)
    assert heard(chat) == ["闲聊", "又听见"]


async def test_who_speaks_for_others_is_shown_as_such(chat: Chat) -> None:
    chat.add_channel(-1007, "局频道")
    chat.world.privacy = False
    chat.say(REVIEWER, "/pending", to=GROUP, anonymous=True)
    chat.say(HEAD, "/report x 1", to=GROUP, channel=-1007)
    chat.post_in_channel(-1007, "通知")
    chat.say(HEAD, "通知", to=GROUP, channel=-1007, linked=True)
    chat.say(HEAD, "确认", forwarded=True)
    chat.say(HEAD, "确认", forwarded=REVIEWER)
    chat.say(HEAD, "确认", via_bot="gif")
    anonymous, channel, linked, hidden, forward, via = (body["message"] for body in waiting(chat))
    assert (anonymous["from"]["id"], anonymous["sender_chat"]["id"]) == (1087968824, GROUP)
    assert (channel["from"]["id"], channel["sender_chat"]["type"]) == (136817688, "channel")
    assert (linked["from"]["id"], linked["is_automatic_forward"]) == (777000, True)
    assert hidden["forward_origin"]["type"] == "hidden_user"
    assert forward["forward_origin"]["sender_user"]["id"] == REVIEWER
    assert via["via_bot"]["username"] == "gif"
    with pytest.raises(Impossible, match="no administrator"):
        chat.say(HEAD, "x", to=GROUP, anonymous=True)


async def test_the_bot_cannot_write_to_whom_it_may_not(chat: Chat, bot: Bot) -> None:
    with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
        await bot.send_message(STRANGER, "x")
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(4711, "x")
    chat.block(REVIEWER)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(REVIEWER, "x")
    chat.unblock(REVIEWER)
    await bot.send_message(REVIEWER, "x")
    chat.kick_bot(GROUP)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(GROUP, "x")
    chat.deactivate(REVIEWER)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(REVIEWER, "x")
    changes = [body["my_chat_member"] for body in waiting(chat)]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member", "kicked"]
    assert [change["chat"]["id"] for change in changes] == [REVIEWER, REVIEWER, GROUP]
    assert [call.code for call in chat.calls.of("sendMessage")] == [403, 400, 403, 200, 403, 403]


async def test_the_bot_comes_and_goes(chat: Chat, bot: Bot) -> None:
    chat.add_group(-100900, "别的群", members=[STRANGER], bot="left")
    with pytest.raises(Forbidden, match="not a member of the supergroup chat"):
        await bot.send_message(-100900, "x")
    chat.add_bot(-100900, STRANGER)
    await bot.send_message(-100900, "x")
    await bot.leave_chat(-100900)
    assert chat.rooms[-100900].bot == "left"
    first, second, third = waiting(chat)
    assert first["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert second["message"]["new_chat_members"][0]["id"] == 100
    assert third["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_a_group_becomes_a_supergroup(chat: Chat, bot: Bot) -> None:
    chat.add_group(-500, "老群", members=[HEAD], admins=[REVIEWER], supergroup=False)
    old = await bot.send_message(-500, "之前")
    new = chat.migrate(-500)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-500, "之后")
    assert moved.value.new_chat_id == new == -1_000_000_000_500
    sent = await bot.send_message(new, "之后")
    assert sent.message_id != old.message_id
    assert [message.text for message in chat.seen(new)] == ["之后"]
    to, since = (body["message"] for body in waiting(chat))
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (-500, new)
    assert (since["chat"]["id"], since["migrate_from_chat_id"]) == (new, -500)
    with pytest.raises(Impossible, match="has become"):
        chat.say(HEAD, "/rank", to=-500)


async def test_topics_close(chat: Chat, bot: Bot) -> None:
    topic = chat.add_topic(GROUP, "擂台")
    sent = await bot.send_message(GROUP, "榜单", message_thread_id=topic)
    said = chat.say(HEAD, "/rank", to=GROUP, thread=topic)
    answer = await bot.send_message(GROUP, "第5", reply_parameters={"message_id": said.id})
    assert (sent.message_thread_id, answer.message_thread_id) == (topic, topic)
    chat.close_topic(GROUP, topic)
    with pytest.raises(BadRequest, match=r"[Tt]opic_closed"):
        await bot.send_message(GROUP, "榜单", message_thread_id=topic)
    with pytest.raises(BadRequest, match=r"[Mm]essage thread not found"):
        await bot.send_message(GROUP, "榜单", message_thread_id=4711)
    chat.silence_bot(GROUP)
    with pytest.raises(BadRequest, match=r"[Nn]ot enough rights to send text messages"):
        await bot.send_message(GROUP, "榜单")


async def test_reactions_may_be_limited(chat: Chat, bot: Bot) -> None:
    chat.add_group(-100901, "静群", members=[HEAD], reactions=["👍"])
    said = chat.say(HEAD, "/rank", to=-100901)
    with pytest.raises(BadRequest, match=r"[Rr]eaction_invalid"):
        await bot.set_message_reaction(-100901, said.id, "✍")
    with pytest.raises(BadRequest, match=r"[Mm]essage to react not found"):
        await bot.set_message_reaction(-100901, 99, "👍")
    chat.react(HEAD, said.id, "🔥", to=-100901)
    await bot.set_message_reaction(-100901, said.id, "👍")
    await bot.set_message_reaction(-100901, said.id, None)
    assert chat.seen(-100901)[0].reactions == ["🔥"]
    told = [(event.who, event.detail) for event in chat.history(-100901)[0].events if event.kind == "reaction"]
    assert told == [(HEAD, "🔥"), (100, "👍"), (100, "")]


async def test_people_send_albums_stickers_and_voice(chat: Chat) -> None:
    chat.say_album(HEAD, [b"1", b"2"], "/report 满意率 98")
    chat.say(HEAD, sticker=True)
    chat.say(HEAD, voice=True)
    chat.say(HEAD, document=("证明.pdf", b"%PDF"), caption="佐证")
    first, second, sticker, voice, document = (body["message"] for body in waiting(chat))
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["caption_entities"][0]["type"]) == ("/report 满意率 98", "bot_command")
    assert "caption" not in second
    assert "sticker" in sticker
    assert voice["voice"]["duration"] == 3
    assert (document["document"]["file_name"], document["caption"]) == ("证明.pdf", "佐证")


async def test_people_can_only_do_what_their_client_lets_them(chat: Chat, bot: Bot) -> None:
    theirs = chat.say(COLLEAGUE, "/rank", to=GROUP)
    for act in (
        lambda: chat.say(STRANGER, "x", to=GROUP),
        lambda: chat.say(HEAD, " "),
        lambda: chat.say(HEAD, "x" * 4097),
        lambda: chat.say(HEAD, "x", to=REVIEWER),
        lambda: chat.say(HEAD, "x", to=4711),
        lambda: chat.say(HEAD, "x", reply_to=99),
        lambda: chat.edit(HEAD, theirs.id, "x", to=GROUP),
        lambda: chat.press(HEAD, theirs.id, "确认", to=GROUP),
        lambda: chat.react(HEAD, theirs.id, "🧭", to=GROUP),
        lambda: chat.say(HEAD, "x", to=GROUP, thread=3),
        lambda: chat.say_album(HEAD, [b"1"]),
        lambda: chat.migrate(GROUP),
        lambda: chat.add_group(-9, "?", members=[7]),
    ):
        with pytest.raises(Impossible):
            act()
    chat.erase(COLLEAGUE, theirs.id, to=GROUP)
    with pytest.raises(BadRequest, match=r"[Mm]essage to be replied not found"):
        await bot.send_message(GROUP, "x", reply_parameters={"message_id": theirs.id})
    sent = await bot.send_message(
        GROUP, "x", reply_parameters={"message_id": theirs.id, "allow_sending_without_reply": True}
    )
    assert sent.reply_to_message is None


async def test_deletion_has_its_limits(chat: Chat, bot: Bot, hands: Hands) -> None:
    said = chat.say(HEAD, "/rank", to=GROUP)
    sent = await bot.send_message(GROUP, "x")
    with pytest.raises(BadRequest, match=r"[Mm]essage can't be deleted"):
        await bot.delete_message(GROUP, said.id)
    hands.later(hours=49)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(GROUP, sent.message_id)
    with pytest.raises(BadRequest, match=r"[Mm]essage to delete not found"):
        await bot.delete_message(GROUP, 99)
    with pytest.raises(BadRequest, match=r"[Mm]essage can't be edited"):
        await bot.edit_message_text("x", GROUP, said.id)


async def test_joins_and_leaves_are_events_of_the_chat(chat: Chat, server: Server) -> None:
    chat.join(GROUP, STRANGER)
    chat.leave(GROUP, STRANGER, by=REVIEWER)
    joined, left = (body["message"] for body in waiting(chat))
    assert (joined["new_chat_members"][0]["id"], left["left_chat_member"]["id"]) == (STRANGER, STRANGER)
    assert chat.seen(GROUP) == []
    assert len(chat.history(GROUP)) == 2
    assert server.url.startswith("http://127.0.0.1:")
