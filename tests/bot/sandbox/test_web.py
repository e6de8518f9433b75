"""The page of the embedded chat, asked over HTTP as a browser asks it."""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.sandbox.api.server import build_app
from bot.sandbox.chat import Chat
from bot.sandbox.web.page import UPLOAD_BYTES, mount
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands

pytestmark = pytest.mark.asyncio

PEOPLE = [
    (HEAD, "王所长", "单位负责人", "东湖所"),
    (COLLEAGUE, "赵干部", "经办人", "东湖所"),
    (REVIEWER, "李科长", "核实人", "消保科"),
    (STRANGER, "路人", "", ""),
]
HINTS = [("上报一项", "/report 工单按期回复率 98/100"), ("看周榜", "")]


class Page:
    """What the script in the browser does, without the browser."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http

    async def state(self, person: int | None = None, chat: int | None = None, **more: Any) -> Any:
        asked = {"person": person, "chat": chat, **more}
        given = {name: str(value) for name, value in asked.items() if value is not None}
        async with self.http.get(f"{self.url}/demo/state", params=given) as answer:
            return await answer.json()

    async def messages(self, person: int, chat: int) -> list[Any]:
        return (await self.state(person, chat))["open"]["messages"]

    async def send(
        self, person: int, chat: int, text: str = "", headers: dict[str, str] | None = None, **more: Any
    ) -> Any:
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        form.add_fields(("person", str(person)), ("chat", str(chat)), ("text", text))
        for name, value in more.items():
            if name == "file":
                form.add_field("file", io.BytesIO(value[1]), filename=value[0])
            else:
                form.add_field(name, str(value))
        async with self.http.post(f"{self.url}/demo/send", data=form, headers=headers) as answer:
            return answer.status, await answer.json()

    async def post(self, what: str, headers: dict[str, str] | None = None, **given: Any) -> Any:
        async with self.http.post(f"{self.url}/demo/{what}", json=given, headers=headers) as answer:
            return answer.status, await answer.json()

    async def bot(self, method: str, **given: Any) -> Any:
        async with self.http.post(f"{self.url}/bot100:sandbox/{method}", json=given) as answer:
            body = await answer.json()
            assert body["ok"], body
            return body["result"]


@pytest_asyncio.fixture
async def page(chat: Chat, hands: Hands) -> AsyncIterator[Page]:
    app = build_app(chat)

    def move(moment: datetime) -> None:
        hands.now = moment

    mount(app, chat, people=PEOPLE, group=GROUP, move_clock=move, now=hands.clock, hints=HINTS)
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as http:
        yield Page(f"http://127.0.0.1:{runner.addresses[0][1]}", http)
    await runner.cleanup()


def keyboard(**buttons: str) -> Any:
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in buttons.items()]]}


async def test_the_page_is_one_file_that_asks_nobody_else(page: Page) -> None:
    async with page.http.get(f"{page.url}/") as answer:
        html = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.content_type == "text/html"
    assert "default-src 'none'" in policy
    addresses = set(re.findall(r"https?://[\w./]+", html))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", html)


async def test_everybody_is_listed_with_unit_and_role_and_a_stranger_without(page: Page) -> None:
    frame = await page.state()
    assert [(one["name"], one["unit"], one["role"]) for one in frame["people"]] == [
        ("王所长", "东湖所", "单位负责人"),
        ("赵干部", "东湖所", "经办人"),
        ("李科长", "消保科", "核实人"),
        ("路人", "", ""),
    ]
    assert frame["hints"] == [
        {"title": "上报一项", "text": "/report 工单按期回复率 98/100"},
        {"title": "看周榜", "text": ""},
    ]
    assert frame["now"] == "2026-11-19T17:00:00+08:00"


async def test_a_person_sees_the_own_chats_only(page: Page) -> None:
    assert [one["title"] for one in (await page.state(HEAD))["chats"]] == ["局工作群", "擂台"]
    assert [one["title"] for one in (await page.state(STRANGER))["chats"]] == ["擂台"]
    assert (await page.state(HEAD, REVIEWER))["error"] == "您不在这个聊天里。"
    assert (await page.state(STRANGER, GROUP))["error"] == "您不在这个聊天里。"
    assert (await page.state(4711))["error"] == "没有这个人，请重新选择身份。"


async def test_what_is_said_in_private_reaches_the_bot_and_the_page(page: Page, chat: Chat) -> None:
    assert (await page.state(HEAD, HEAD))["open"]["begun"] is False
    status, answer = await page.send(HEAD, HEAD, "/start\r\n您好")
    assert status == 200
    (update,) = await page.bot("getUpdates")
    assert (update["message"]["from"]["id"], update["message"]["text"]) == (HEAD, "/start\n您好")
    await page.bot("sendMessage", chat_id=HEAD, text="<b>您好</b> &lt;script&gt;", parse_mode="HTML")
    said, told = await page.messages(HEAD, HEAD)
    assert (said["id"], said["mine"], said["name"]) == (answer["message"], True, "王所长")
    assert (told["mine"], told["name"], told["text"]) == (False, "擂台", "您好 <script>")
    assert told["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert (await page.state(HEAD, HEAD))["open"]["begun"] is True
    assert chat.seen(HEAD)[0].text == "/start\n您好"


async def test_a_reply_in_the_group_quotes_what_it_answers(page: Page, chat: Chat) -> None:
    card = await page.bot("sendMessage", chat_id=GROUP, text="待核实 编号 0001", disable_notification=True)
    status, answer = await page.send(REVIEWER, GROUP, "确认", reply_to=card["message_id"])
    assert status == 200
    assert chat.seen(GROUP)[-1].reply_to == card["message_id"]
    silent, reply = await page.messages(HEAD, GROUP)
    assert (silent["silent"], reply["silent"], reply["mine"]) == (True, False, False)
    assert reply["reply"] == {"id": card["message_id"], "name": "擂台", "text": "待核实 编号 0001", "gone": False}
    await page.bot("deleteMessage", chat_id=GROUP, message_id=card["message_id"])
    (reply,) = await page.messages(HEAD, GROUP)
    assert (reply["id"], reply["reply"]["gone"], reply["reply"]["text"]) == (answer["message"], True, "原消息已删除")
    refused = await page.send(REVIEWER, GROUP, "确认", reply_to=card["message_id"])
    assert refused == (409, {"error": "要回复的消息已经不在了，没有发送。"})


@pytest.mark.parametrize(
    ("person", "place", "text", "sentence"),
    [
        (HEAD, HEAD, "  ", "还没有写内容。"),
        (HEAD, HEAD, "长" * 4097, "太长了：一条消息最多 4096 个字，没有发送。"),
        (HEAD, HEAD, "😀" * 2049, "太长了：一条消息最多 4096 个字，没有发送。"),
        (STRANGER, GROUP, "喂", "您不在这个聊天里。"),
        (HEAD, COLLEAGUE, "喂", "您不在这个聊天里。"),
        (4711, 4711, "喂", "没有这个人，请重新选择身份。"),
    ],
)
async def test_what_cannot_be_said_is_refused_with_a_sentence(
    page: Page, person: int, place: int, text: str, sentence: str
) -> None:
    status, answer = await page.send(person, place, text)
    assert (400 <= status < 500, answer) == (True, {"error": sentence})


async def test_whoever_has_blocked_the_bot_cannot_write(page: Page, chat: Chat) -> None:
    chat.block(REVIEWER)
    assert await page.send(REVIEWER, REVIEWER, "喂") == (409, {"error": "现在不能在这个聊天里发消息。"})


@pytest.mark.parametrize("alert", [False, True])
async def test_a_press_shows_what_the_bot_answers(page: Page, chat: Chat, *, alert: bool) -> None:
    card = await page.bot("sendMessage", chat_id=REVIEWER, text="待核实", reply_markup=keyboard(确认="c:1"))
    (told,) = await page.messages(REVIEWER, REVIEWER)
    assert told["buttons"] == [[{"text": "确认", "data": "c:1", "url": None, "copy": None}]]
    given = {"person": REVIEWER, "chat": REVIEWER, "message": card["message_id"]}
    pressing = asyncio.ensure_future(page.post("press", **given, data="c:1"))
    await chat.wait_for(chat.unanswered)
    (press,) = chat.unanswered()
    await page.bot("answerCallbackQuery", callback_query_id=press.id, text="已确认", show_alert=alert)
    assert await pressing == (200, {"text": "已确认", "alert": alert})
    await page.bot("editMessageText", chat_id=REVIEWER, message_id=card["message_id"], text="已确认")
    (told,) = await page.messages(REVIEWER, REVIEWER)
    assert (told["edited"], told["buttons"], told["text"]) == (True, [], "已确认")
    gone = await page.post("press", **given, data="c:1")
    assert gone == (409, {"error": "这个按钮已经不在了，请看最新的卡片。"})


async def test_a_press_that_nobody_answers_ends_with_a_sentence(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.web.page.ANSWER_SECONDS", 0.01)
    card = await page.bot("sendMessage", chat_id=REVIEWER, text="待核实", reply_markup=keyboard(确认="c:1"))
    status, answer = await page.post("press", person=REVIEWER, chat=REVIEWER, message=card["message_id"], data="c:1")
    assert (status, answer["error"][:9]) == (504, "机器人还没有回应。")


async def test_people_edit_their_own_messages_only(page: Page, chat: Chat) -> None:
    said = chat.say(HEAD, "/report 98/100", to=GROUP)
    given = {"chat": GROUP, "message": said.id, "text": "/report 97/100"}
    assert await page.post("edit", person=HEAD, **given) == (200, {"message": said.id})
    (told,) = await page.messages(COLLEAGUE, GROUP)
    assert (told["text"], told["edited"]) == ("/report 97/100", True)
    refused = await page.post("edit", person=COLLEAGUE, **given)
    assert refused == (409, {"error": "只能编辑自己发的消息，没有改动。"})
    assert (await page.post("edit", person=HEAD, **given | {"text": " "}))[0] == 400
    assert (await page.post("edit", person=HEAD, **given | {"message": 4711}))[0] == 404


async def test_a_photo_goes_up_with_a_caption_and_comes_down_to_look_at(
    page: Page, chat: Chat, picture: Callable[..., bytes]
) -> None:
    shot = picture(640, 360)
    form = {"as": "photo", "file": ("截图.png", shot)}
    assert (await page.send(HEAD, GROUP, "12345系统截图", **form))[0] == 200
    assert (chat.seen(GROUP)[-1].photo, chat.seen(GROUP)[-1].text) == (shot, "12345系统截图")
    (told,) = await page.messages(COLLEAGUE, GROUP)
    file = told["file"]
    assert (file["kind"], file["width"], file["height"]) == ("photo", 640, 360)
    async with page.http.get(page.url + file["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", shot)
    other = file["url"].replace(f"person={COLLEAGUE}", f"person={STRANGER}")
    async with page.http.get(page.url + other) as answer:
        assert (answer.status, (await answer.json())["error"]) == (404, "您不在这个聊天里。")


async def test_a_document_is_kept_and_never_shown_as_a_page(page: Page) -> None:
    form = {"as": "document", "file": ("通报.html", b"<script>alert(1)</script>")}
    assert (await page.send(HEAD, HEAD, **form))[0] == 200
    (told,) = await page.messages(HEAD, HEAD)
    chats = (await page.state(HEAD))["chats"]
    assert (told["file"]["name"], told["file"]["bytes"], told["text"]) == ("通报.html", 25, "")
    assert chats[1]["last"]["text"] == "[文件]通报.html"
    async with page.http.get(page.url + told["file"]["url"]) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_what_is_no_picture_is_not_served_as_one(page: Page) -> None:
    await page.send(HEAD, HEAD, **{"as": "photo", "file": ("x.png", b"<svg onload=alert(1)>")})
    (told,) = await page.messages(HEAD, HEAD)
    async with page.http.get(page.url + told["file"]["url"]) as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_file_that_is_too_big_or_empty_is_refused(page: Page, chat: Chat) -> None:
    status, answer = await page.send(HEAD, HEAD, **{"as": "document", "file": ("大.bin", b"0" * (UPLOAD_BYTES + 1))})
    assert (status, answer["error"]) == (413, "这个文件超过 20 MB，发不出去。请压缩后再发。")
    status, answer = await page.send(HEAD, HEAD, **{"as": "document", "file": ("大.bin", b"0" * (4 * UPLOAD_BYTES))})
    assert (status, answer["error"]) == (413, "这个文件超过 20 MB，发不出去。请压缩后再发。")
    status, answer = await page.send(HEAD, HEAD, **{"as": "document", "file": ("空.txt", b"")})
    assert (status, answer["error"]) == (400, "这是一个空文件，没有发送。")
    assert chat.seen(HEAD) == []


async def test_a_file_of_unknown_length_is_refused_once_it_is_too_long(page: Page, chat: Chat) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(70):
            yield b"0" * 1024 * 1024

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with page.http.post(f"{page.url}/demo/send", data=endless(), headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"][:13]) == (413, "这个文件超过 20 MB，")
    assert chat.seen(HEAD) == []


async def test_a_file_is_found_only_where_it_was_sent(page: Page, chat: Chat) -> None:
    said = chat.say(HEAD, document=("清单.csv", b"a"))
    other = chat.say(HEAD, "没有文件")
    for message, file in ((said.id, 99), (other.id, 1), (4711, 1), ("?", 1)):
        asked = {"person": str(HEAD), "chat": str(HEAD), "message": str(message), "file": str(file)}
        async with page.http.get(f"{page.url}/demo/file", params=asked) as answer:
            assert answer.status in (400, 404)
            assert "error" in await answer.json()


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ({"step": "hour"}, "2026-11-19T18:00:00+08:00"),
        ({"step": "day"}, "2026-11-20T17:00:00+08:00"),
        ({"step": "monday"}, "2026-11-23T09:00:00+08:00"),
        ({"at": "2026-12-31T23:59"}, "2026-12-31T23:59:00+08:00"),
        ({"at": "2026-01-01T00:00"}, "2026-01-01T00:00:00+08:00"),
    ],
)
async def test_the_clock_is_moved_in_the_zone_of_the_bureau(
    page: Page, hands: Hands, given: dict[str, str], moment: str
) -> None:
    before = await page.state(HEAD)
    assert await page.post("clock", **given) == (200, {"now": moment})
    assert hands.now == datetime.fromisoformat(moment)
    after = await page.state(HEAD, since=before["version"], boot=before["boot"])
    assert after["now"] == moment


async def test_on_a_monday_the_next_monday_is_a_week_away(page: Page, hands: Hands) -> None:
    hands.now = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert await page.post("clock", step="monday") == (200, {"now": "2026-11-30T09:00:00+08:00"})


@pytest.mark.parametrize(
    "given", [{}, {"at": ""}, {"at": "明天"}, {"at": "1999-12-31T23:59"}, {"at": "2100-01-01T00:00"}]
)
async def test_a_moment_that_cannot_be_leaves_the_clock_alone(page: Page, hands: Hands, given: dict[str, str]) -> None:
    before = hands.now
    status, answer = await page.post("clock", **given)
    assert (status, hands.now) == (400, before)
    assert "时钟" in answer["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "leitai.example.org"},
    ],
)
async def test_another_site_cannot_act_through_the_browser(
    page: Page, chat: Chat, hands: Hands, headers: dict[str, str]
) -> None:
    before = hands.now
    status, answer = await page.send(HEAD, GROUP, "喂", headers=headers)
    assert (status, answer["error"][:8]) == (403, "这个请求来自别的")
    assert (await page.post("clock", headers, step="day"))[0] == 403
    assert (chat.seen(GROUP), hands.now) == ([], before)


async def test_the_page_itself_may_act_and_an_invented_host_name_may_not_even_look(page: Page) -> None:
    own = {"Origin": page.url, "Sec-Fetch-Site": "same-origin"}
    assert (await page.send(HEAD, GROUP, "喂", headers=own))[0] == 200
    for path in ("/", "/demo/state"):
        async with page.http.get(page.url + path, headers={"Host": "leitai.example.org"}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize("path", ["press", "edit", "clock"])
async def test_what_is_no_json_object_is_refused(page: Page, path: str) -> None:
    for body, kind in ((b"{", "application/json"), (b"[]", "application/json"), (b"{}", "text/plain")):
        async with page.http.post(f"{page.url}/demo/{path}", data=body, headers={"Content-Type": kind}) as answer:
            assert (answer.status, (await answer.json())["error"][:7]) == (400, "请求内容读不懂")
    async with page.http.post(f"{page.url}/demo/send", json={}) as answer:
        assert answer.status == 400


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
