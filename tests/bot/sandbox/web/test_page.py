"""What people do on the page, asked over HTTP as a browser asks it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest

from bot.sandbox.chat import Chat
from bot.sandbox.web.page import UPLOAD_BYTES
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands
from tests.bot.sandbox.web.conftest import DARK, NOT_READY, Page, keyboard

pytestmark = pytest.mark.asyncio


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
    assert chats[1]["last"]["text"] == "[文件] 通报.html"
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
        ({"step": "day"}, "2026-11-20T17:00:00+08:00"),
        ({"at": "2026-11-23T09:00"}, "2026-11-23T09:00:00+08:00"),
        ({"at": "2026-12-31T23:59"}, "2026-12-31T23:59:00+08:00"),
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


async def test_the_clock_is_not_set_back_and_the_page_says_what_to_do_instead(page: Page, hands: Hands) -> None:
    hands.now = before = datetime.fromisoformat("2026-12-07T12:00:40+08:00")
    for language, words in (
        ("zh-CN", ("没有动", "请填更晚的时刻", "“重新开始”")),
        ("en", ("not moved", "later", "“Start over”")),
    ):
        for at in ("2026-12-07T11:59", "2026-01-01T00:00"):
            status, answer = await page.post("clock", {"Accept-Language": language}, at=at)
            assert (status, hands.now) == (409, before)
            assert all(one in answer["error"] for one in words), answer
    assert await page.post("clock", at="2026-12-07T12:00") == (200, {"now": before.isoformat()})


async def test_of_two_who_move_the_clock_at_once_one_comes_after_the_other(page: Page, hands: Hands) -> None:
    before = hands.now
    both = await asyncio.gather(page.post("clock", step="day"), page.post("clock", step="day"))
    assert [status for status, _ in both] == [200, 200]
    assert hands.now == before + timedelta(days=2)


async def test_nobody_acts_before_everything_is_ready(page: Page, chat: Chat, started: list[str]) -> None:
    started.append(NOT_READY)
    sentence = {"error": "示例数据还在准备，没有执行。请稍等再试。"}
    assert await page.send(HEAD, GROUP, "喂") == (409, sentence)
    for path in ("press", "edit", "invite", "clock"):
        assert await page.post(path, step="day") == (409, sentence)
    assert chat.seen(GROUP) == []


async def test_starting_over_is_asked_for_by_where_from_and_is_in_the_language_of_the_page(
    page: Page, started: list[str]
) -> None:
    assert await page.post("restart", **{"from": "empty"}) == (200, {"from": "empty"})
    english = {"Accept-Language": "en"}
    assert await page.post("restart", headers=english, **{"from": "month"}) == (200, {"from": "month"})
    assert await page.post("restart", **{"from": "nowhere"}) == (409, {"error": "这里不能重新开始。"})
    assert started == ["empty zh", "month en"]


async def test_a_picture_is_given_in_dark_where_the_page_is_and_as_it_was_where_drawing_fails(
    page: Page, chat: Chat, picture: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    board, dark, photo = picture(64, 48), picture(64, 48, "black"), picture(32, 24)
    monkeypatch.setitem(DARK, board, dark)
    for one in (board, photo):
        chat.say(HEAD, photo=one)
    drawn, sent = [one["file"] for one in await page.messages(HEAD, HEAD)]
    assert sent["dark"] is None

    async def given(url: str) -> bytes:
        async with page.http.get(page.url + url) as answer:
            assert answer.content_type == "image/png"
            return await answer.read()

    assert (await given(drawn["url"]), await given(drawn["dark"])) == (board, dark)
    assert await given(f"{sent['url']}&dark=1") == photo
    monkeypatch.setitem(DARK, board, b"")
    assert await given(drawn["dark"]) == board


@pytest.mark.parametrize(
    "given", [{}, {"at": ""}, {"at": "明天"}, {"at": "1999-12-31T23:59"}, {"at": "2100-01-01T00:00"}]
)
async def test_a_moment_that_cannot_be_leaves_the_clock_alone(page: Page, hands: Hands, given: dict[str, str]) -> None:
    before = hands.now
    status, answer = await page.post("clock", **given)
    assert (status, hands.now) == (400, before)
    assert "时钟" in answer["error"]
