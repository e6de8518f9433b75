"""Requests that break the Bot API's own list are refused in its own words."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from tests.bot.sandbox.conftest import GROUP, REVIEWER

pytestmark = pytest.mark.asyncio
REACHED = {"chat_id": REVIEWER, "text": "x"}


async def call(server: Server, method: str, **request: Any) -> tuple[int, str]:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{server.url}/bot100:sandbox/{method}", **request)
    body = answer.json()
    assert body["ok"] is (answer.status_code == 200)
    assert answer.status_code == body.get("error_code", 200)
    return answer.status_code, body.get("description", "")


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def key(**more: Any) -> dict[str, Any]:
    return {"text": "确认", "callback_data": "c"} | more


SENT = [
    ({"chat_id": REVIEWER}, "message text is empty"),
    ({"text": "x"}, "chat_id is empty"),
    ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ({"chat_id": 1.5, "text": "x"}, 'parameter "chat_id" must be of type Integer or String'),
    ({"text": 5}, 'parameter "text" must be of type String'),
    ({"text": "   "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "好" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ({"reply_to": 5}, 'method sendMessage has no parameter "reply_to"'),
    ({"disable_notification": "perhaps"}, 'parameter "disable_notification" must be of type Boolean'),
    ({"message_thread_id": "x"}, 'parameter "message_thread_id" must be of type Integer'),
    ({"reply_parameters": "{"}, "can't parse reply parameters JSON object"),
    ({"reply_parameters": []}, "object expected as reply parameters"),
    ({"reply_parameters": {}}, "can't parse ReplyParameters: Can't find field \"message_id\""),
    (
        {"reply_parameters": {"message_id": "5"}},
        'can\'t parse ReplyParameters: field "message_id" must be of type Integer',
    ),
    ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"reply_markup": {"keys": []}}, "can't parse reply keyboard markup JSON object"),
    ({"reply_markup": keyboard([{"text": "x"}])}, "Text buttons are unallowed in the inline keyboard"),
    ({"reply_markup": keyboard([key(colour="red")])}, 'unknown field "colour"'),
    ({"reply_markup": keyboard([key(callback_data="好" * 22)])}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": keyboard([key(callback_data="")])}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": keyboard([key(text="")])}, "text must be non-empty"),
    ({"reply_markup": keyboard([{"text": "x", "url": "ftp://x"}])}, "BUTTON_URL_INVALID"),
    ({"reply_markup": keyboard([key(url="https://x.cn")])}, "exactly one action"),
    ({"reply_markup": keyboard(*[[key()] * 8] * 13)}, "reply markup is too long"),
    ({"reply_markup": keyboard([key()] * 9)}, "reply markup is too long"),
    ({"reply_markup": {"force_reply": False}}, "must be True"),
    ({"reply_markup": {"force_reply": True, "input_field_placeholder": "x" * 65}}, "placeholder is too long"),
    ({"reply_markup": {"keyboard": [[{"text": ""}]]}}, "keyboard button text must be non-empty"),
]


@pytest.mark.parametrize(("more", "words"), SENT)
async def test_a_message_that_breaks_a_rule_is_refused(
    server: Server, chat: Chat, more: dict[str, Any], words: str
) -> None:
    request = {**REACHED, **more}
    if more in ({"chat_id": REVIEWER}, {"text": "x"}):
        request = more
    code, description = await call(server, "sendMessage", json=request)
    assert code == 400
    assert words in description
    assert chat.seen(REVIEWER) == []
    assert chat.calls[-1].description == description


@pytest.mark.parametrize("body", ["json", "form", "query"])
async def test_a_request_may_come_as_json_form_or_address(server: Server, chat: Chat, body: str) -> None:
    markup = keyboard([key()] * 8)
    args = {"chat_id": str(REVIEWER), "text": "x", "disable_notification": "true", "reply_markup": json.dumps(markup)}
    sent = {"json": {"json": args | {"reply_markup": markup}}, "form": {"data": args}, "query": {"params": args}}[body]
    assert await call(server, "SENDMESSAGE", **sent) == (200, "")
    seen = chat.seen(REVIEWER)[0]
    assert (seen.silent, len(seen.buttons[0])) == (True, 8)


async def test_addresses_and_tokens_are_refused_as_telegram_does(server: Server) -> None:
    async with httpx.AsyncClient() as http:
        for path, code, words in (
            ("/bot100:other/getMe", 401, "Unauthorized"),
            ("/botnonsense/getMe", 404, "Not Found"),
            ("/bot100:sandbox/getMeNow", 404, "Not Found: method not found"),
            ("/bot100:sandbox", 404, "Not Found"),
            ("/file/bot100:sandbox/photos/file_1.jpg", 404, "Not Found"),
            ("/file/bot100:other/photos/file_1.jpg", 404, "Not Found"),
        ):
            answer = await http.get(server.url + path)
            assert answer.json() == {"ok": False, "error_code": code, "description": words}
        answer = await http.post(
            f"{server.url}/bot100:sandbox/getMe", content=b"[", headers={"content-type": "application/json"}
        )
        assert (answer.status_code, answer.json()["description"]) == (400, "Bad Request: can't parse JSON object")
        answer = await http.get(f"{server.url}/elsewhere")
        assert (answer.status_code, answer.text) == (404, "404: Not Found")


async def test_files_are_judged(server: Server, picture: Callable[..., bytes]) -> None:
    async def photo(data: bytes, **more: Any) -> tuple[int, str]:
        return await call(server, "sendPhoto", data={"chat_id": REVIEWER, **more}, files={"photo": ("a.png", data)})

    assert (await photo(picture(4, 4)))[0] == 200
    assert (await photo(picture(), caption="好" * 1024))[0] == 200
    assert "message caption is too long" in (await photo(picture(), caption="好" * 1025))[1]
    assert "IMAGE_PROCESS_FAILED" in (await photo(b"no picture"))[1]
    assert "PHOTO_INVALID_DIMENSIONS" in (await photo(picture(420, 20)))[1]
    assert "PHOTO_INVALID_DIMENSIONS" in (await photo(picture(9000, 1200)))[1]
    assert "file must be non-empty" in (await photo(b""))[1]
    assert "file is too big" in (await photo(b"x" * (10_000_001)))[1]
    for method, args, words in (
        ("sendPhoto", {"photo": "attach://a"}, "wrong file identifier"),
        ("sendPhoto", {"photo": "https://x.cn/a.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {"document": "leitai-photo-1-s"}, "can't use file of type Photo as Document"),
        ("getFile", {"file_id": "x"}, 'no parameter "chat_id"'),
    ):
        code, description = await call(server, method, json={"chat_id": REVIEWER, **args})
        assert (code, words in description) == (400, True), description
    assert (await call(server, "getFile", json={"file_id": "x"}))[1].endswith(
        "wrong file_id or the file is temporarily unavailable"
    )


async def test_albums_are_judged(server: Server, chat: Chat, picture: Callable[..., bytes]) -> None:
    item = {"type": "photo", "media": "attach://a"}

    async def album(*items: dict[str, Any]) -> tuple[int, str]:
        data = {"chat_id": GROUP, "media": json.dumps(items)}
        return await call(server, "sendMediaGroup", data=data, files={"a": ("a.png", picture())})

    assert (await album(item, item))[0] == 200
    for items, words in (
        ((), 'no file "a"'),
        ((item,), "too few messages to send as an album"),
        ((item,) * 11, "too many messages to send as an album"),
        ((item, {"type": "document", "media": "attach://a"}), "document can't be mixed"),
        ((item, {"type": "video", "media": "attach://a"}), 'type "video" is unsupported'),
        ((item, item | {"media": "attach://b"}), "wrong file identifier"),
        ((item, item | {"caption": "x" * 1025}), "message caption is too long"),
    ):
        code, description = await album(*items)
        assert (code, words in description) == (400, True), description
    assert len(chat.seen(GROUP)) == 2


@pytest.mark.parametrize(
    ("method", "args", "words"),
    [
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("answerCallbackQuery", {"callback_query_id": "1", "url": "https://x.cn"}, "URL_INVALID"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("sendChatAction", {"chat_id": REVIEWER, "action": "dance"}, "wrong parameter action"),
        ("setMessageReaction", {"chat_id": REVIEWER, "message_id": 1, "reaction": [{"type": "paid"}]}, "unsupported"),
        ("editMessageText", {"text": "x"}, "chat_id is empty"),
        ("editMessageText", {"text": "x", "chat_id": REVIEWER}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "inline_message_id": "1"}, "MESSAGE_ID_INVALID"),
        ("editMessageCaption", {"caption": "x", "chat_id": REVIEWER, "message_id": 9}, "message to edit not found"),
        ("getUpdates", {"timeout": -1}, "timeout"),
        ("getUpdates", {"allowed_updates": ["message", 1]}, "must be of type String"),
        ("getChatAdministrators", {"chat_id": REVIEWER}, "no administrators in the private chat"),
        ("getChatMember", {"chat_id": GROUP, "user_id": 4711}, "member not found"),
        ("getChat", {"chat_id": 1001}, "chat not found"),
        ("leaveChat", {"chat_id": REVIEWER}, "can't be changed in private chats"),
        ("unpinChatMessage", {"chat_id": REVIEWER}, "message to unpin not found"),
        ("pinChatMessage", {"chat_id": REVIEWER, "message_id": 9}, "message to pin not found"),
        ("copyMessage", {"chat_id": REVIEWER, "from_chat_id": GROUP, "message_id": 9}, "message to copy not found"),
        ("deleteMessages", {"chat_id": REVIEWER, "message_ids": []}, "1 to 100"),
        ("setMyCommands", {"commands": [{"command": "上报", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "a"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("getMyCommands", {"scope": {"type": "chat"}}, 'Can\'t find field "chat_id"'),
        ("setWebhook", {}, 'parameter "url" is required'),
    ],
)
async def test_a_call_that_breaks_a_rule_is_refused(
    server: Server, method: str, args: dict[str, Any], words: str
) -> None:
    code, description = await call(server, method, json=args)
    assert (code, words in description) == (400, True), description
