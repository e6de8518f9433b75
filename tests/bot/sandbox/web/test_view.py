"""What people see on the page."""

import asyncio

import pytest

from bot.sandbox.chat import Chat
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands
from tests.bot.sandbox.web.conftest import Page

pytestmark = pytest.mark.asyncio


async def test_everybody_is_listed_with_unit_and_role_and_a_stranger_without(page: Page) -> None:
    frame = await page.state()
    assert [(one["name"], one["unit"], one["role"]) for one in frame["people"]] == [
        ("王所长", "东湖所", "head"),
        ("赵干部", "东湖所", ""),
        ("李科长", "消保科", "reviewer"),
        ("路人", "", "stranger"),
    ]
    assert [(one["title"], one["text"], one["file"]) for one in frame["hints"]] == [
        ("上报一项", "/report 工单按期回复率 98/100", ""),
        ("看周榜", "", ""),
        ("发名册", "", "名册.csv"),
    ]
    assert [(one["who"], one["chat"], one["done"]) for one in frame["hints"]] == [
        (HEAD, 0, False),
        (0, 0, False),
        (REVIEWER, GROUP, True),
    ]
    assert frame["aside"] == {"ready": True, "language": "zh", "restart": True}
    assert frame["now"] == "2026-11-19T17:00:00+08:00"


async def test_what_the_page_says_itself_it_says_in_the_language_of_the_browser(page: Page, chat: Chat) -> None:
    chat.join(GROUP, STRANGER)
    card = await page.bot("sendMessage", chat_id=GROUP, text="待核实")
    chat.say(HEAD, "确认", to=GROUP, reply_to=card["message_id"])
    await page.bot("deleteMessage", chat_id=GROUP, message_id=card["message_id"])
    told = await page.state(HEAD, GROUP, "en-GB,zh;q=0.5")
    event, reply = told["open"]["messages"]
    assert event["event"] == "路人 joined the group"
    assert (reply["reply"]["text"], told["chats"][0]["last"]["text"]) == ("deleted message", "You: 确认")
    assert told["aside"]["language"] == "en"
    assert (await page.state(4711, language="en"))[
        "error"
    ] == "There is nobody like that: please choose again who to be."


async def test_a_person_sees_the_own_chats_only(page: Page) -> None:
    assert [one["title"] for one in (await page.state(HEAD))["chats"]] == ["局工作群", "擂台"]
    assert [one["title"] for one in (await page.state(STRANGER))["chats"]] == ["擂台"]
    assert (await page.state(HEAD, REVIEWER))["error"] == "您不在这个聊天里。"
    assert (await page.state(STRANGER, GROUP))["error"] == "您不在这个聊天里。"
    assert (await page.state(4711))["error"] == "没有这个人，请重新选择身份。"


async def test_the_state_waits_for_the_next_change_and_comes_at_once_after_a_restart(page: Page, chat: Chat) -> None:
    known = await page.state(HEAD, GROUP)
    more = {"since": known["version"], "boot": known["boot"]}
    waiting = asyncio.ensure_future(page.state(HEAD, GROUP, **more))
    other = await page.state(HEAD, GROUP, since=known["version"], boot="earlier")
    assert (other["version"], waiting.done()) == (known["version"], False)
    said = chat.say(COLLEAGUE, "来了", to=GROUP)
    assert [one["id"] for one in (await waiting)["open"]["messages"]] == [said.id]


async def test_the_state_comes_unchanged_when_nothing_happens_for_long(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.web.page.POLL_SECONDS", 0.01)
    known = await page.state(HEAD, GROUP)
    assert await page.state(HEAD, GROUP, since=known["version"], boot=known["boot"]) == known


async def test_messages_count_as_unread_until_they_were_on_the_page(page: Page, chat: Chat) -> None:
    first = chat.say(HEAD, "一", to=GROUP)
    chat.say(COLLEAGUE, "二", to=GROUP)
    card = await page.bot("sendMessage", chat_id=REVIEWER, text="待核实")
    told = await page.state(REVIEWER)
    assert [one["unread"] for one in told["chats"]] == [2, 1]
    assert {one["name"]: one["unread"] for one in told["people"]} == {"王所长": 0, "赵干部": 0, "李科长": 1, "路人": 0}
    assert [one["newest"] for one in told["people"]] == [0, 0, card["message_id"], 0]
    assert [one["unread"] for one in (await page.state(HEAD))["chats"]] == [1, 0]
    told = await page.state(REVIEWER, GROUP, read=first.id)
    assert [one["unread"] for one in told["chats"]] == [1, 1]
    assert [one["last"]["text"] for one in told["chats"]] == ["赵干部：二", "待核实"]


async def test_a_question_opens_the_reply_bar_of_whom_it_is_put_to(page: Page, chat: Chat) -> None:
    ask = {"force_reply": True, "selective": True, "input_field_placeholder": "退回的原因"}
    said = chat.say(HEAD, "/report", to=GROUP)
    reply = {"message_id": said.id}
    await page.bot("sendMessage", chat_id=GROUP, text="原因？", reply_markup=ask, reply_parameters=reply)
    await page.bot("sendMessage", chat_id=GROUP, text="😀 /report @zhao 原因？", reply_markup=ask)
    placeholder = {"placeholder": "退回的原因"}
    assert [one["ask"] for one in await page.messages(HEAD, GROUP)] == [None, placeholder, None]
    assert [one["ask"] for one in await page.messages(COLLEAGUE, GROUP)] == [None, None, placeholder]
    assert [one["ask"] for one in await page.messages(REVIEWER, GROUP)] == [None, None, None]
    named = [{"type": "text_mention", "offset": 0, "length": 3, "user": (await page.bot("getMe")) | {"id": REVIEWER}}]
    user = {name: named[0]["user"][name] for name in ("id", "is_bot", "first_name")}
    await page.bot(
        "sendMessage", chat_id=GROUP, text="李科长，原因？", entities=[named[0] | {"user": user}], reply_markup=ask
    )
    assert [one["ask"] for one in await page.messages(REVIEWER, GROUP)] == [None, None, None, placeholder]
    await page.bot("sendMessage", chat_id=GROUP, text="谁都可以答", reply_markup={"force_reply": True})
    assert (await page.messages(COLLEAGUE, GROUP))[-1]["ask"] == {"placeholder": ""}


async def test_events_reactions_pins_forwards_and_menus_are_told_in_words(page: Page, chat: Chat) -> None:
    chat.add_bot(GROUP, REVIEWER, admin=True)
    chat.join(GROUP, STRANGER)
    chat.leave(GROUP, STRANGER)
    chat.add_topic(GROUP, "周报")
    said = chat.say(HEAD, "转来的", to=GROUP, forwarded=COLLEAGUE)
    chat.react(REVIEWER, said.id, "👍", to=GROUP)
    await page.bot("setMessageReaction", chat_id=GROUP, message_id=said.id, reaction=[{"type": "emoji", "emoji": "✍"}])
    await page.bot("pinChatMessage", chat_id=GROUP, message_id=said.id)
    await page.bot("setMyCommands", commands=[{"command": "rank", "description": "排名"}])
    told = await page.state(HEAD, GROUP)
    topic = f"{chat.people[min(chat.rooms[GROUP].members)].name} 新建了话题“周报”"
    events = [one["event"] for one in told["open"]["messages"] if "event" in one]
    assert events == ["路人 加入了群聊", "路人 离开了群聊", topic, "擂台 置顶了一条消息"]
    message = next(one for one in told["open"]["messages"] if one["id"] == said.id)
    assert message["reactions"] == [{"emoji": "👍", "names": ["李科长"]}, {"emoji": "✍", "names": ["擂台"]}]
    assert (message["origin"], message["pinned"]) == ("赵干部", True)
    assert told["open"]["commands"] == [{"command": "rank", "description": "排名"}]


async def test_the_bot_is_seen_typing_until_it_has_answered(page: Page, hands: Hands) -> None:
    await page.bot("sendChatAction", chat_id=REVIEWER, action="typing")
    assert (await page.state(REVIEWER, REVIEWER))["open"]["typing"] is True
    assert (await page.state(HEAD, GROUP))["open"]["typing"] is False
    hands.later(seconds=6)
    assert (await page.state(REVIEWER, REVIEWER))["open"]["typing"] is False
    await page.bot("sendChatAction", chat_id=REVIEWER, action="typing")
    await page.bot("sendMessage", chat_id=REVIEWER, text="好了")
    assert (await page.state(REVIEWER, REVIEWER))["open"]["typing"] is False


async def test_only_the_newest_messages_come_unless_more_are_asked_for(page: Page, chat: Chat) -> None:
    for number in range(5):
        chat.say(HEAD, f"第{number}条", to=GROUP)
    told = (await page.state(HEAD, GROUP, limit=2))["open"]
    assert ([one["text"] for one in told["messages"]], told["earlier"]) == (["第3条", "第4条"], True)
    told = (await page.state(HEAD, GROUP, limit=5))["open"]
    assert (len(told["messages"]), told["earlier"]) == (5, False)


async def test_a_group_that_has_migrated_is_followed(page: Page, chat: Chat) -> None:
    chat.add_group(-77, "小群", members=[HEAD], supergroup=False)
    new = chat.migrate(-77)
    told = await page.state(HEAD, -77)
    assert told["open"]["id"] == new
    assert [one["id"] for one in told["chats"]] == [GROUP, new, HEAD]
    assert [one["event"] for one in told["open"]["messages"]] == ["本群已升级为超级群"]
