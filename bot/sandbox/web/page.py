"""The page of the embedded chat: a messenger in the browser in which one person at this machine plays everybody."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox.chat import Chat
from bot.sandbox.facts import LIMITS
from bot.sandbox.refusals import Impossible, Json
from bot.sandbox.web.files import Files
from bot.sandbox.web.guard import Answer, Declined, as_json, body_of, guarded, language_of, whole, words_for
from bot.sandbox.web.view import Hint, Player, View
from bot.sandbox.world.messages import Message, Room

UPLOAD_BYTES = 20 * 1024 * 1024
FORM_BYTES = 64 * 1024
POLL_SECONDS = 25
SOON_SECONDS = 0.5
"""After which whoever waits for a bot at work is told whether it still is."""
ANSWER_SECONDS = 10
SHOWN, SHOWN_MOST = 200, 5000
STARTS = ("month", "empty")
YEARS = range(2000, 2100)
ZONE = ZoneInfo("Asia/Shanghai")
PICTURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))

Move = Callable[[datetime], Awaitable[None]]


class Beheld(NamedTuple):
    """What stands beside the chat at a look: steps for newcomers, and the column at the right."""

    hints: Sequence[Hint]
    aside: Json


async def _nothing(_language: str) -> Beheld:
    return Beheld((), {})


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page has beside the chat.

    `look` says what stands there now, in a language; `files` are what steps attach, by name; `darkened` draws a picture
    in dark colours, where `darkens` says that it can; `restart` begins anew from somewhere in a language; nobody acts
    until it is `ready`.
    """

    look: Callable[[str], Awaitable[Beheld]] = _nothing
    files: Mapping[str, bytes] = field(default_factory=dict)
    darkens: Callable[[bytes], bool] = lambda _picture: False
    darkened: Callable[[bytes], Awaitable[bytes | None]] | None = None
    restart: Callable[[str, str], None] | None = None
    ready: Callable[[], bool] = lambda: True


def mount(
    app: web.Application,
    chat: Chat,
    *,
    people: Sequence[tuple[int, str, str, str]],
    group: int,
    move_clock: Move,
    now: Callable[[], datetime],
    beside: Beside,
    zone: tzinfo = ZONE,
) -> None:
    """Serve the page at / and what it asks for under /demo/; times are shown and entered in `zone`.

    `people` are whom one may be (see Player), `group` is the chat that stands first. `move_clock` is done once what is
    due by the new moment is done, as far as that is known here.
    """
    view = View(chat, [Player(*one) for one in people], group, beside.darkens, now, zone)
    page, files = _Page(chat, view, move_clock, beside), Files()
    app.router.add_get("/", guarded(files.page))
    app.router.add_get("/page/{name}", guarded(files.part))
    app.router.add_get("/demo/state", guarded(page.state))
    app.router.add_get("/demo/file", guarded(page.file))
    app.router.add_get("/demo/given", guarded(page.given))
    app.router.add_post("/demo/send", guarded(page.acting(page.send)))
    app.router.add_post("/demo/press", guarded(page.acting(page.press)))
    app.router.add_post("/demo/edit", guarded(page.acting(page.edit)))
    app.router.add_post("/demo/invite", guarded(page.acting(page.invite)))
    app.router.add_post("/demo/clock", guarded(page.acting(page.clock)))
    app.router.add_post("/demo/restart", guarded(page.restart))


class _Page:
    """Answers what the page asks."""

    def __init__(self, chat: Chat, view: View, move_clock: Move, beside: Beside) -> None:
        self._chat = chat
        self._view = view
        self._move_clock = move_clock
        self._moving = asyncio.Lock()
        self._beside = beside

    def acting(self, answer: Answer) -> Answer:
        """Let people act only once everything is ready for them, and never while the clock is moved."""

        async def acted(request: web.Request) -> web.StreamResponse:
            if not self._beside.ready():
                raise Declined(409, "not_ready")
            async with self._moving:
                pass
            return await answer(request)

        return acted

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Tell what a person sees, as soon as it is newer than what the page knows."""
        asked = request.query
        since = whole(asked.get("since", "-1"))
        if asked.get("boot") == self._view.boot and since <= self._chat.version:
            try:
                async with asyncio.timeout(SOON_SECONDS if "soon" in asked else POLL_SECONDS):
                    await self._chat.changed(since)
            except TimeoutError:
                pass
        known = self._chat.version
        beside = await self._beside.look(language_of(request))
        with self._chat.bell.lock:
            frame = {
                **self._view.frame(),
                "version": known,
                "hints": [hint._asdict() for hint in beside.hints],
                "aside": {**beside.aside, "restart": self._beside.restart is not None},
            }
            if "person" not in asked or not self._beside.ready():
                return as_json(frame)
            person = self._person(asked["person"])
            room = self._room(person, asked["chat"]) if asked.get("chat") else None
            if room and asked.get("read"):
                self._view.mark_read(person, room, whole(asked["read"]))
            limit = min(max(whole(asked.get("limit", str(SHOWN))), 1), SHOWN_MOST)
            return as_json(frame | self._view.state(person, room, limit, words_for(request)))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve a photo to look at, or a document to keep."""
        asked = request.query
        number = whole(asked.get("file", ""))
        with self._chat.bell.lock:
            message = self._message(self._person(asked.get("person", "")), asked)
            media = next((one.media for one in message.versions if one.media and one.media.number == number), None)
        if media is None:
            raise Declined(404, "file_gone")
        data = media.data
        if "dark" in asked and self._beside.darkened is not None and self._beside.darkens(data):
            data = await self._beside.darkened(data) or data
        kind = next((mime for magic, mime in PICTURES if data.startswith(magic)), "application/octet-stream")
        shown = "inline" if kind.startswith("image/") and media.kind == "photo" else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(media.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=86400, immutable",
        }
        return web.Response(body=data, content_type=kind, headers=headers)

    async def given(self, request: web.Request) -> web.StreamResponse:
        """Serve a file that a step for newcomers attaches."""
        data = self._beside.files.get(request.query.get("name", ""))
        if data is None:
            raise Declined(404, "file_gone")
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=data, content_type="application/octet-stream", headers=headers)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Let a person write, reply, or send one photo or document with a caption."""
        if (request.content_length or 0) > UPLOAD_BYTES + FORM_BYTES:
            raise Declined(413, "too_big")
        if request.content_type != "multipart/form-data":
            raise Declined(400, "unreadable")
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
                raise Declined(413, "too_big")
            if not data:
                raise Declined(400, "empty_file")
            if given.get("as") == "photo":
                photo = data
            else:
                document = (upload.filename or words_for(request)("file"), data)
        self._measure(text, with_file=bool(photo or document))
        with self._chat.bell.lock:
            person = self._person(given.get("person", ""))
            room = self._room(person, given.get("chat", ""))
            reply_to = whole(given["reply_to"]) if given.get("reply_to") else None
            if reply_to is not None and not self._standing(room, reply_to):
                raise Declined(409, "replied_gone")
            to = None if room.private else room.id
            try:
                said = self._chat.say(person, text or None, to=to, reply_to=reply_to, photo=photo, document=document)
            except Impossible:
                raise Declined(409, "cannot_write") from None
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
                raise Declined(409, "button_gone") from None
        try:
            await self._chat.wait_for(lambda: press.answered, ANSWER_SECONDS)
        except TimeoutError:
            raise Declined(504, "no_answer") from None
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
                raise Declined(409, "not_yours") from None
        return as_json({"message": message.id})

    async def invite(self, request: web.Request) -> web.StreamResponse:
        """Let a person take the bot into a group of theirs."""
        given = await body_of(request)
        with self._chat.bell.lock:
            person = self._person(given.get("person"))
            room = self._room(person, given.get("chat"))
            if room.private or room.bot in ("member", "administrator"):
                raise Declined(409, "bot_here")
            self._chat.add_bot(room.id, person)
        return as_json({"chat": room.id})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Move the clock on: by a day, or to a moment in the zone of the page; one move after another."""
        given = await body_of(request)
        async with self._moving:
            here = self._view.now()
            moment = here + timedelta(days=1) if given.get("step") == "day" else None
            if moment is None:
                try:
                    moment = datetime.fromisoformat(str(given.get("at"))).replace(tzinfo=here.tzinfo)
                except ValueError:
                    raise Declined(400, "no_moment") from None
            if moment.year not in YEARS:
                raise Declined(400, "no_year", first=YEARS[0], last=YEARS[-1])
            if moment < here.replace(second=0, microsecond=0):
                raise Declined(409, "not_back" if self._beside.restart else "not_back_here")
            await self._move_clock(max(moment, here))
        self._chat.bell.ring()
        return as_json({"now": self._view.stamp(self._view.now())})

    async def restart(self, request: web.Request) -> web.StreamResponse:
        """Begin anew, from what is asked for, in the language of the page."""
        start = (await body_of(request)).get("from")
        if self._beside.restart is None or start not in STARTS:
            raise Declined(409, "no_restart")
        self._beside.restart(str(start), language_of(request))
        return as_json({"from": start})

    def _person(self, given: object) -> int:
        number = whole(given)
        if number not in self._view.players or number not in self._chat.people:
            raise Declined(404, "no_person")
        return number

    def _room(self, person: int, given: object) -> Room:
        room = self._view.room(whole(given))
        if room is None or not self._view.sees(person, room):
            raise Declined(404, "not_in_chat")
        return room

    def _message(self, person: int, asked: Mapping[str, object]) -> Message:
        message = self._standing(self._room(person, asked.get("chat")), whole(asked.get("message")))
        if message is None:
            raise Declined(404, "message_gone")
        return message

    @staticmethod
    def _standing(room: Room, number: int) -> Message | None:
        message = room.messages.get(number)
        return None if message is None or message.deleted_at else message

    @staticmethod
    def _measure(text: str, *, with_file: bool) -> None:
        most = LIMITS["caption" if with_file else "text"]
        if len(text.encode("utf-16-le")) > 2 * most:
            raise Declined(400, "long_caption" if with_file else "long_text", most=most)
        if not text and not with_file:
            raise Declined(400, "no_text")
