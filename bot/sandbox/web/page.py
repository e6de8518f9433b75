"""The page of the embedded chat: a messenger in the browser in which one person at this machine plays everybody."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox.chat import Chat
from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Impossible
from bot.sandbox.web.guard import TOO_BIG, UNREADABLE, Declined, as_json, body_of, guarded, whole
from bot.sandbox.web.view import Hint, Player, View
from bot.sandbox.world.messages import Message, Room

UPLOAD_BYTES = 20 * 1024 * 1024
FORM_BYTES = 64 * 1024
POLL_SECONDS = 25
ANSWER_SECONDS = 10
SHOWN, SHOWN_MOST = 200, 5000
YEARS = range(2000, 2100)
ZONE = ZoneInfo("Asia/Shanghai")
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PICTURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


def mount(
    app: web.Application,
    chat: Chat,
    *,
    people: Sequence[tuple[int, str, str, str]],
    group: int,
    move_clock: Callable[[datetime], None],
    now: Callable[[], datetime],
    hints: Callable[[], Sequence[Hint]] = list,
    files: Mapping[str, bytes] = MappingProxyType({}),
    zone: tzinfo = ZONE,
) -> None:
    """Serve the page at / and what it asks for under /demo/; times are shown and entered in `zone`.

    `people` are whom one may be (see Player), `group` is the chat that stands first, `hints` are steps for newcomers as
    things are now, and `files` what the steps attach, by name.
    """
    view = View(chat, [Player(*one) for one in people], group, hints, now, zone)
    page = _Page(chat, view, move_clock, files)
    app.router.add_get("/", guarded(page.html))
    app.router.add_get("/demo/state", guarded(page.state))
    app.router.add_get("/demo/file", guarded(page.file))
    app.router.add_get("/demo/given", guarded(page.given))
    app.router.add_post("/demo/send", guarded(page.send))
    app.router.add_post("/demo/press", guarded(page.press))
    app.router.add_post("/demo/edit", guarded(page.edit))
    app.router.add_post("/demo/invite", guarded(page.invite))
    app.router.add_post("/demo/clock", guarded(page.clock))


class _Page:
    """Answers what the page asks."""

    def __init__(
        self, chat: Chat, view: View, move_clock: Callable[[datetime], None], files: Mapping[str, bytes]
    ) -> None:
        self._chat = chat
        self._view = view
        self._move_clock = move_clock
        self._files = files
        self._html = Path(__file__).with_name("page.html").read_text(encoding="utf-8")

    async def html(self, _request: web.Request) -> web.StreamResponse:
        """Serve the page itself."""
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        return web.Response(text=self._html, content_type="text/html", headers=headers)

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Tell what a person sees, as soon as it is newer than what the page knows."""
        asked = request.query
        since = whole(asked.get("since", "-1"))
        if asked.get("boot") == self._view.boot and since <= self._chat.version:
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await self._chat.changed(since)
            except TimeoutError:
                pass
        with self._chat.bell.lock:
            if "person" not in asked:
                return as_json(self._view.frame())
            person = self._person(asked["person"])
            room = self._room(person, asked["chat"]) if asked.get("chat") else None
            if room and asked.get("read"):
                self._view.mark_read(person, room, whole(asked["read"]))
            limit = min(max(whole(asked.get("limit", str(SHOWN))), 1), SHOWN_MOST)
            return as_json(self._view.state(person, room, limit))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve a photo to look at, or a document to keep."""
        asked = request.query
        number = whole(asked.get("file", ""))
        with self._chat.bell.lock:
            message = self._message(self._person(asked.get("person", "")), asked)
            media = next((one.media for one in message.versions if one.media and one.media.number == number), None)
        if media is None:
            raise Declined(404, "这个文件已经不在了。")
        kind = next((mime for magic, mime in PICTURES if media.data.startswith(magic)), "application/octet-stream")
        shown = "inline" if kind.startswith("image/") and media.kind == "photo" else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(media.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=86400, immutable",
        }
        return web.Response(body=media.data, content_type=kind, headers=headers)

    async def given(self, request: web.Request) -> web.StreamResponse:
        """Serve a file that a step for newcomers attaches."""
        data = self._files.get(request.query.get("name", ""))
        if data is None:
            raise Declined(404, "这个文件已经不在了。")
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=data, content_type="application/octet-stream", headers=headers)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Let a person write, reply, or send one photo or document with a caption."""
        if (request.content_length or 0) > UPLOAD_BYTES + FORM_BYTES:
            raise Declined(413, TOO_BIG)
        if request.content_type != "multipart/form-data":
            raise Declined(400, UNREADABLE)
        form = await request.post()
        given = {name: value for name, value in form.items() if isinstance(value, str)}
        text = given.get("text", "").replace("\r\n", "\n").strip()
        upload = form.get("file")
        photo: bytes | None = None
        document: tuple[str, bytes] | None = None
        if isinstance(upload, web.FileField):
            with upload.file as file:
                data = file.read(UPLOAD_BYTES + 1)
            if len(data) > UPLOAD_BYTES:
                raise Declined(413, TOO_BIG)
            if not data:
                raise Declined(400, "这是一个空文件，没有发送。")
            if given.get("as") == "photo":
                photo = data
            else:
                document = (upload.filename or "文件", data)
        self._measure(text, with_file=bool(photo or document))
        with self._chat.bell.lock:
            person = self._person(given.get("person", ""))
            room = self._room(person, given.get("chat", ""))
            reply_to = whole(given["reply_to"]) if given.get("reply_to") else None
            if reply_to is not None and not self._standing(room, reply_to):
                raise Declined(409, "要回复的消息已经不在了，没有发送。")
            to = None if room.private else room.id
            try:
                said = self._chat.say(person, text or None, to=to, reply_to=reply_to, photo=photo, document=document)
            except Impossible:
                raise Declined(409, "现在不能在这个聊天里发消息。") from None
        return as_json({"message": said.id})

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Press a button for a person and wait a moment for what the bot answers."""
        given = await body_of(request)
        with self._chat.bell.lock:
            person = self._person(given.get("person"))
            message = self._message(person, given)
            to = None if message.room.private else message.room.id
            try:
                press = self._chat.press(person, message.id, to=to, data=str(given.get("data")))
            except Impossible:
                raise Declined(409, "这个按钮已经不在了，请看最新的卡片。") from None
        try:
            await self._chat.wait_for(lambda: press.answered, ANSWER_SECONDS)
        except TimeoutError:
            raise Declined(504, "机器人还没有回应。请稍等，结果会出现在聊天里。") from None
        text, alert = press.answers[-1]
        return as_json({"text": text, "alert": alert})

    async def edit(self, request: web.Request) -> web.StreamResponse:
        """Let a person edit what they wrote."""
        given = await body_of(request)
        text = str(given.get("text", "")).strip()
        with self._chat.bell.lock:
            person = self._person(given.get("person"))
            message = self._message(person, given)
            self._measure(text, with_file=message.now.media is not None)
            try:
                self._chat.edit(person, message.id, text, to=None if message.room.private else message.room.id)
            except Impossible:
                raise Declined(409, "只能编辑自己发的消息，没有改动。") from None
        return as_json({"message": message.id})

    async def invite(self, request: web.Request) -> web.StreamResponse:
        """Let a person take the bot into a group of theirs."""
        given = await body_of(request)
        with self._chat.bell.lock:
            person = self._person(given.get("person"))
            room = self._room(person, given.get("chat"))
            if room.private or room.bot in ("member", "administrator"):
                raise Declined(409, "机器人已经在这里了。")
            self._chat.add_bot(room.id, person)
        return as_json({"chat": room.id})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Move the clock: a step on, to next Monday morning, or to a moment in the zone of the page."""
        given = await body_of(request)
        here = self._view.now()
        steps = {
            "hour": here + timedelta(hours=1),
            "day": here + timedelta(days=1),
            "monday": (here + timedelta(days=7 - here.weekday())).replace(hour=9, minute=0, second=0, microsecond=0),
        }
        moment = steps.get(str(given.get("step")))
        if moment is None:
            try:
                moment = datetime.fromisoformat(str(given.get("at"))).replace(tzinfo=here.tzinfo)
            except ValueError:
                raise Declined(400, "请先填写完整的日期和时间，时钟没有动。") from None
        if moment.year not in YEARS:
            raise Declined(400, f"时钟只能拨到 {YEARS[0]} 至 {YEARS[-1]} 年，没有动。")
        self._move_clock(moment)
        self._chat.bell.ring()
        return as_json({"now": self._view.stamp(self._view.now())})

    def _person(self, given: object) -> int:
        number = whole(given)
        if number not in self._view.players or number not in self._chat.people:
            raise Declined(404, "没有这个人，请重新选择身份。")
        return number

    def _room(self, person: int, given: object) -> Room:
        room = self._view.room(whole(given))
        if room is None or not self._view.sees(person, room):
            raise Declined(404, "您不在这个聊天里。")
        return room

    def _message(self, person: int, asked: Mapping[str, object]) -> Message:
        message = self._standing(self._room(person, asked.get("chat")), whole(asked.get("message")))
        if message is None:
            raise Declined(404, "这条消息已经不在了。")
        return message

    @staticmethod
    def _standing(room: Room, number: int) -> Message | None:
        message = room.messages.get(number)
        return None if message is None or message.deleted_at else message

    @staticmethod
    def _measure(text: str, *, with_file: bool) -> None:
        most = LIMITS["caption" if with_file else "text"]
        if len(text.encode("utf-16-le")) > 2 * most:
            what = "图片或文件的说明" if with_file else "一条消息"
            raise Declined(400, f"太长了：{what}最多 {most} 个字，没有发送。")
        if not text and not with_file:
            raise Declined(400, "还没有写内容。")
