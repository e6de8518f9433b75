"""From the outbox to the chat: what is owed is sent, one at a time a chat, paced, every outcome committed."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import telegram
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import letters, outcome
from bot.attached import Attached
from bot.clock import Clock
from bot.outcome import Outcome
from bot.pace import MINUTE, Pace
from bot.pictures import Pictures
from bot.plain import plain
from bot.store import Store
from handlers.actions import letters as letter_actions
from handlers.actions import people as people_actions
from handlers.actions.admins import tell_admins
from handlers.actions.turn import Turn
from handlers.results import Content, Document, Edit, Message, Picture, Reaction
from handlers.results.evidence import Files
from handlers.views import boards
from handlers.views.texts import escape
from storage import outbox, publications
from storage.database import Transaction
from storage.outbox import Letter

log = logging.getLogger(__name__)
AT_ONCE = 6
SLOWEST = 10
THEME = "light"
Options = dict[str, Any]
Drawn = str | bytes | None


class Delivery:
    """Sends letters. Commits `sending` before each call and the outcome after it, before the chat's next."""

    def __init__(
        self,
        bot: ExtBot[None],
        store: Store,
        clock: Clock,
        pictures: Pictures,
        attached: Attached,
        rest_days: Callable[[str, date], bool],
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._pictures = pictures
        self._attached = attached
        self._rest_days = rest_days
        self._busy: set[int] = set()
        self._pace = Pace(())
        self._wake = asyncio.Event()
        self._fatal: Exception | None = None
        self._closing = False

    def wake(self) -> None:
        """Look at the outbox again."""
        self._wake.set()

    def close(self) -> None:
        """Start nothing more; `run` ends when what is being sent is settled."""
        self._closing = True
        self._wake.set()

    async def recover(self) -> None:
        """Load what pacing counts, and settle letters that were being sent when the last process ended."""
        now = self._clock.real()
        calls = await self._store.read(lambda tx: outbox.calls_since(tx, now - MINUTE))
        self._pace = Pace((chat, min(at, now)) for chat, kind, at in calls if kind not in letters.UNCOUNTED)
        for letter in await self._store.read(outbox.interrupted):
            # When the call really ended is unknown: it may have been just now.
            self._pace.note(letter.chat, now)
            await self._settle(letter, Outcome("maybe", "the process ended during the call"))

    async def run(self) -> None:
        """Send what is owed, for ever."""
        async with asyncio.TaskGroup() as group:
            while self._fatal is None and not self._closing:
                self._wake.clear()
                pause = await self._round(group)
                if not self._closing:
                    await self._clock.pause(self._wake, pause, busy=bool(self._busy))
        if self._fatal is not None:
            raise self._fatal

    async def _round(self, group: asyncio.TaskGroup) -> float | None:
        """Start every letter that may go now; returns the seconds until the next one may, None where none waits."""
        now = self._clock.real()
        next_at: datetime | None = None
        for letter in await self._store.read(outbox.heads):
            if letter.chat in self._busy:
                continue
            if len(self._busy) >= AT_ONCE:
                break  # whichever ends first wakes the next round
            free = now if letter.kind in letters.UNCOUNTED else self._pace.free_at(letter.chat, now)
            due = max(free, letter.not_before or now)
            if due > now:
                next_at = due if next_at is None else min(next_at, due)
                continue
            self._busy.add(letter.chat)
            group.create_task(self._send(letter))
        return None if next_at is None else max((next_at - now).total_seconds(), 0.001)

    async def _send(self, letter: Letter) -> None:
        """Send one letter: read what it says, note that it is being sent, call, note how that ended."""
        try:
            if letter.payload.get("pushed") and await self._store.read(lambda tx: self._turn(tx, letter).quiet):
                await self._write(letter, lambda turn: outbox.keep_back(turn.tx, letter.id))
                return
            content = await self._content(letter)
            drawn = await self._prepared(content)
            called_at = self._clock.real()
            if content is None:
                await self._write(
                    letter, lambda turn: outbox.settle(turn.tx, letter.id, "dead", called_at, error="void")
                )
            elif await self._store.write(lambda tx: outbox.claim(tx, letter.id, called_at, _messages(content))):
                await self._call(letter, content, drawn)
        except InvalidToken as error:
            self._fatal = error
        except Exception:
            log.exception("letter %s (%s) could not be sent", letter.id, letter.kind)
            await self._write(letter, lambda turn: self._broken(turn, letter))
        finally:
            self._busy.discard(letter.chat)
            self._wake.set()

    def _broken(self, turn: Turn, letter: Letter) -> None:
        """Park a letter that cannot even be written, and tell the admins: the chat's next letters go on."""
        now = self._clock.real()
        letter_actions.refused(turn, letter.id, now, "the letter could not be written", unreachable=False)
        if letter.kind not in letter_actions.PUBLIC:
            tell_admins(
                turn, "letter_lost", f"broken:{letter.id}", chat=letter.chat, reason="无法生成", what=letter.kind
            )

    async def _content(self, letter: Letter) -> Content | None:
        """Return what a letter says; None where nothing is left to say."""

        def read(tx: Transaction) -> Content | None:
            if letter.kind == "card_edit" and outbox.overtaken(tx, letter):
                return None
            content = letters.render(self._turn(tx, letter), letter)
            return None if isinstance(content, Edit) and content.message is None else content

        return await self._store.read(read)

    async def _call(self, letter: Letter, content: Content, drawn: Drawn = None) -> None:
        """Make the call, note what pacing counts, and commit how it ended."""
        ended: Outcome | None = None
        sent: telegram.Message | None = None
        try:
            sent = await self._perform(letter, content, drawn)
        except InvalidToken:
            raise
        except TelegramError as error:
            ended = outcome.read(error)
        if letter.kind not in letters.UNCOUNTED:
            for _ in range(_messages(content)):
                self._pace.note(letter.chat, self._clock.real())
        if ended is None:
            await self._sent(letter, content, sent)
        elif ended.kind == "unparsed" and not letter.payload.get("plain"):
            log.warning("letter %s goes out as plain text: %s", letter.id, ended.reason)
            await self._call(replace(letter, payload={**letter.payload, "plain": True}), plain(content), drawn)
        else:
            await self._settle(letter, ended)

    async def _perform(self, letter: Letter, content: Content, drawn: Drawn) -> telegram.Message | None:
        """Make the call; returns the message where there is one."""
        mode = None if letter.payload.get("plain") else ParseMode.HTML
        options: Options = {
            "parse_mode": mode,
            "disable_notification": letter.silent,
            "message_thread_id": letter.topic,
        }
        if letter.reply_to is not None:
            options["reply_parameters"] = ReplyParameters(letter.reply_to, allow_sending_without_reply=True)
        match content:
            case Reaction():
                await self._bot.set_message_reaction(letter.chat, content.message, content.emoji)
                return None
            case Edit():
                edited = await self._bot.edit_message_text(
                    content.content.text,
                    letter.chat,
                    content.message,
                    parse_mode=mode,
                    reply_markup=_keyboard(content.content),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
                return edited if isinstance(edited, telegram.Message) else None
            case Message():
                return await self._bot.send_message(
                    letter.chat,
                    content.text,
                    reply_markup=ForceReply(selective=True) if content.ask else _keyboard(content),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                    **options,
                )
            case Files():
                return await self._attached.send(letter.chat, content, options)
            case Picture():
                return await self._send_picture(letter, content, drawn, options)
            case Document():
                file = InputFile(drawn or b"", content.name)
                return await self._bot.send_document(letter.chat, file, caption=content.caption, **options)

    async def _prepared(self, content: Content | None) -> Drawn:
        """Return what takes time to make: before the letter is noted as being sent."""
        match content:
            case Picture():
                return await self._drawn(content)
            case Document():
                return await asyncio.to_thread(content.make)
            case _:
                return None

    async def _drawn(self, picture: Picture) -> Drawn:
        """Return the file id that the chat server gave a picture, or draw it."""
        key = _key(picture)
        file_id = await self._store.read(lambda tx: publications.picture(tx, key))
        return file_id or await self._pictures.draw(picture.board, picture.page, THEME)

    async def _send_picture(self, letter: Letter, picture: Picture, drawn: Drawn, options: Options) -> telegram.Message:
        """Send a picture; without one the text goes out."""
        if drawn is None:
            text = picture.caption or escape(boards.caption(picture.board))
            return await self._bot.send_message(letter.chat, text, **options)
        photo = drawn if isinstance(drawn, str) else InputFile(drawn, "board.png")
        try:
            sent = await self._bot.send_photo(
                letter.chat, photo, caption=picture.caption, write_timeout=30, read_timeout=30, **options
            )
        except BadRequest:
            if not isinstance(drawn, str):
                raise
            # The chat server may have forgotten the picture that it had: drawn and uploaded anew.
            await self._store.write(lambda tx: publications.forget_picture(tx, _key(picture)))
            return await self._send_picture(letter, picture, await self._drawn(picture), options)
        if isinstance(drawn, bytes) and sent.photo:
            key, kept = _key(picture), sent.photo[-1].file_id
            await self._store.write(lambda tx: publications.keep_picture(tx, key, kept))
        return sent

    async def _sent(self, letter: Letter, content: Content, sent: telegram.Message | None) -> None:
        """Note that a letter arrived, with its message id and the server's date; owe its next part if there is one."""

        def note(turn: Turn) -> None:
            stamped = None if sent is None else sent.edit_date or sent.date
            message = None if sent is None or isinstance(content, Edit) else sent.message_id
            outbox.settle(turn.tx, letter.id, "sent", self._clock.real(), message=message, stamped_at=stamped)
            letter_actions.arrived(turn, letter)
            part = letter.payload.get("part", 0) + 1
            if letter.kind in letters.LONG and part < letters.parts(turn, letter):
                outbox.owe(
                    turn.tx,
                    letter.chat,
                    letter.kind,
                    {**letter.payload, "part": part},
                    dedupe=f"{letter.id}:next",
                    silent=True,
                    topic=letter.topic,
                )

        await self._write(letter, note)

    async def _settle(self, letter: Letter, found: Outcome) -> None:
        """Note how a call ended that did not simply arrive."""
        now = self._clock.real()
        if found.kind == "unchanged":
            return await self._write(
                letter, lambda turn: outbox.settle(turn.tx, letter.id, "sent", now, stamped_at=turn.now)
            )
        if found.kind == "migrated" and found.chat is not None:
            new = found.chat
            self._pace.follow(letter.chat, new)
            return await self._write(letter, lambda turn: self._migrate(turn, letter, new, now))
        if found.kind in ("unreachable", "refused", "unparsed"):
            gone = found.kind == "unreachable"
            log.warning("letter %s (%s) was refused: %s", letter.id, letter.kind, found.reason)
            return await self._write(
                letter, lambda turn: letter_actions.refused(turn, letter.id, now, found.reason, unreachable=gone)
            )
        if found.kind == "later":
            wait = found.wait or timedelta(seconds=min(2 ** min(letter.attempts, 10), SLOWEST))
            return await self._write(
                letter, lambda turn: outbox.again(turn.tx, letter.id, now, now + wait, error=found.reason)
            )
        log.warning("nobody knows whether letter %s (%s) arrived: %s", letter.id, letter.kind, found.reason)
        return await self._write(letter, lambda turn: self._doubt(turn, letter, now, found.reason))

    def _doubt(self, turn: Turn, letter: Letter, now: datetime, reason: str) -> None:
        """Decide about a letter that may have arrived: sent once more, but a public one never."""
        if letter.kind in letters.IDEMPOTENT and letter.doubts < 5:
            outbox.again(turn.tx, letter.id, now, now + timedelta(seconds=2**letter.doubts), doubt=True, error=reason)
        elif letter.kind not in letter_actions.PUBLIC and letter.doubts < 1:
            outbox.again(turn.tx, letter.id, now, now, doubt=True, error=reason)
        else:
            letter_actions.lost(turn, letter.id, now, reason)

    def _migrate(self, turn: Turn, letter: Letter, new: int, now: datetime) -> None:
        outbox.again(turn.tx, letter.id, now, now)
        people_actions.migrated(turn, None, letter.chat, new)

    def _turn(self, tx: Transaction, letter: Letter) -> Turn:
        return Turn(tx, f"letter:{letter.id}", self._rest_days)

    async def _write(self, letter: Letter, fn: Callable[[Turn], None]) -> None:
        await self._store.write(lambda tx: fn(self._turn(tx, letter)))


def _messages(content: Content) -> int:
    """Return how many messages are sent: each file of an album is one."""
    return len(content.pieces) if isinstance(content, Files) else 1


def _key(picture: Picture) -> str:
    """Return what a drawn page is kept by."""
    return f"{boards.fingerprint(picture.board, THEME)}:{picture.page}"


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows)
