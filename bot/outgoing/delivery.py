"""From the outbox to the chat: what is owed is sent, one at a time a chat, paced, every outcome committed."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from telegram.constants import ChatAction
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import busy, outcome
from bot.clock import Clock
from bot.operating.tally import Tally
from bot.outcome import Outcome
from bot.outgoing import letters, taking
from bot.outgoing.calls import Calls, Made, message_count
from bot.outgoing.drawing import Pictures
from bot.outgoing.gallery import ForgottenError, Gallery
from bot.outgoing.pace import MINUTE, Pace
from bot.outgoing.plain import plain
from bot.outgoing.settling import INTERRUPTED, Settling, cause
from bot.store import Store
from handlers.conversation.actions import working
from handlers.journeys import LETTERS
from handlers.results import Content, Document, Edit, Picture
from handlers.turn import Turn
from scoring.language import speaking
from storage import chats, outbox, replicas
from storage.outbox import Letter

log = logging.getLogger(__name__)
TRIES = 3
"""Times that a picture which is owed alone may fail to be drawn before it is given up."""


class Delivery:
    """Sends letters. Commits `sending` before each call and the outcome after it, before the chat's next."""

    def __init__(
        self,
        bot: ExtBot[None],
        store: Store,
        clock: Clock,
        pictures: Pictures,
        gallery: Gallery,
        calls: Calls,
        tally: Tally,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._pictures = pictures
        self._gallery = gallery
        self._calls = calls
        self._tally = tally
        self._settling = Settling(store, clock, tally)
        self._undrawn: Counter[int] = Counter()
        self._busy: set[int] = set()
        self._wholes = letters.Wholes()
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
        await self._store.write(lambda tx: outbox.wait_at_most(tx, now + outcome.LONGEST))
        await self._store.write(lambda tx: outbox.call_back(tx, now, MINUTE))
        if self._store.replica is None:
            await self._store.write(replicas.forget)
            calls = await self._store.read(lambda tx: outbox.calls_since(tx, now - MINUTE))
            self._pace = Pace((chat, min(at, now)) for chat, kind, at in calls if kind not in letters.UNCOUNTED)
            await self.settle_interrupted({None})

    async def settle_interrupted(self, gone: Collection[int | None]) -> None:
        """Settle letters that were being sent by those who are no more."""
        for letter in await self._store.read(outbox.interrupted):
            if letter.replica in gone:
                # When the call really ended is unknown: it may have been just now.
                self._pace.note(letter.chat, self._clock.real())
                part, _ = await self._content(letter)
                await self._settling.ended(letter, Outcome("maybe", INTERRUPTED), more=part.more)

    async def run(self) -> None:
        """Send what is owed, for ever."""
        async with asyncio.TaskGroup() as group:
            while self._fatal is None and not self._closing:
                self._wake.clear()
                self._tally.beat("outbox")
                pause = await self._round(group)
                if not self._closing:
                    await self._clock.pause(self._wake, pause, busy=bool(self._busy))
        if self._fatal is not None:
            raise self._fatal

    async def _round(self, group: asyncio.TaskGroup) -> float | None:
        """Start every letter that may go now; returns the seconds until the next one may, None where none waits."""
        if len(self._busy) >= taking.AT_ONCE:
            return None  # whichever ends first wakes the next round
        now = self._clock.real()
        without = () if self._pictures.ready else letters.LATE
        chats = frozenset(self._busy)  # as it is before the look: what ends meanwhile still waits there
        if self._store.replica is None:
            seen = await self._store.read(lambda tx: taking.look(tx, without, now))
            going, next_at = taking.due(seen, self._pace, chats, now)
        else:
            going, next_at = await self._store.claim(lambda tx: taking.take(tx, without, chats, now))
        for letter in going:
            self._busy.add(letter.chat)
            known = letter.reached_by(self._store.bot)
            group.create_task(self._send(letter if known else replace(letter, reply_to=None)))
        return None if next_at is None else max((next_at - now).total_seconds(), 0.001)

    async def _send(self, letter: Letter) -> None:
        """Send one letter: read what it says, note that it is being sent, call, note how that ended."""
        try:
            with self._store.watching() as touched:
                await self._say(letter, touched)
        except InvalidToken as error:
            self._fatal = error
        except Exception:
            log.exception("letter %s (%s) could not be sent", letter.id, letter.kind)
            await self._settling.broken(letter)
        finally:
            self._busy.discard(letter.chat)
            self._wake.set()

    async def _say(self, letter: Letter, touched: set[str]) -> None:
        """Say what a letter says now; `touched`: what it follows from, as far as it is touched from now on."""
        if letter.payload.get("pushed") and await self._store.ask(cause(letter), lambda turn: turn.quiet):
            await self._settling.write(letter, lambda turn: outbox.keep_back(turn.tx, letter.id))
            return
        work = self._prepared(letter, touched)
        if LETTERS[letter.kind].long:
            part, theme, made = await busy.told(self._clock, work, lambda: self._announce(letter))
        else:
            part, theme, made = await work
        with speaking(part.spoken):
            await self._bring(letter, part, theme, made)

    async def _prepared(self, letter: Letter, touched: set[str]) -> tuple[letters.Part, str, bytes | None]:
        """Return what a letter says, the theme of its pictures, and the bytes of a document."""
        part, theme = await self._content(letter, touched)
        with speaking(part.spoken):
            return part, theme, await self._made(letter, part.content) if isinstance(part.content, Document) else None

    async def _announce(self, letter: Letter) -> None:
        """Say once that a letter takes long to make; it follows at the pace of its chat."""
        said = await self._store.act(cause(letter), lambda turn: working.begin(turn, letter))
        if said is not None:
            await self._say(said, set())
            wait = self._pace.free_at(letter.chat, now := self._clock.real()) - now
            await self._clock.pause(asyncio.Event(), wait.total_seconds(), busy=False)

    async def _bring(self, letter: Letter, part: letters.Part, theme: str, made: bytes | None) -> None:
        """Bring what a letter says to its chat."""
        content = part.content
        called_at, messages = self._clock.real(), message_count(content)
        free = self._pace.free_at(letter.chat, called_at, messages)
        if messages > 1 and letter.replica is None:
            if free > called_at:
                await self._store.write(lambda tx: outbox.hold(tx, letter.id, free))
                return
            self._pace.note_album(called_at, messages)
        if isinstance(content, Picture):
            await self._send_picture(letter, content, theme, part)
        elif content is None:
            await self._settling.void(letter, part, called_at)
        elif await self._claim(letter, called_at, messages):
            await self._call(letter, part, content, made)

    async def _made(self, letter: Letter, content: Document) -> bytes | None:
        """Make a document, away from the loop; who asked for a long one sees that it is on its way."""
        making = asyncio.to_thread(content.make)
        if LETTERS[letter.kind].public:
            return await making
        return await busy.shown(self._bot, letter.chat, letter.topic, making, ChatAction.UPLOAD_DOCUMENT)

    async def _claim(self, letter: Letter, called_at: datetime, messages: int) -> bool:
        """Note that a letter is being sent; False where somebody else has it, or many messages at once must wait."""
        if letter.replica is None:
            return await self._store.write(lambda tx: outbox.claim(tx, letter.id, called_at, messages))
        others = self._busy - {letter.chat}
        return await self._store.claim(lambda tx: taking.claim(tx, letter, others, called_at, messages), durable=True)

    async def _content(self, letter: Letter, touched: Collection[str] = letters.ANYTHING) -> tuple[letters.Part, str]:
        """Return what a letter says, if anything is left to say; and the theme of pictures in its chat."""

        def read(turn: Turn) -> tuple[letters.Part, str]:
            edits = LETTERS[letter.kind].edits
            if edits and outbox.overtaken(turn.tx, letter, edits):
                return letters.Part(turn.now, None, more=False), ""
            if "message" in letter.payload and not letter.reached_by(turn.bot):
                return letters.Part(turn.now, None, more=False), ""
            part = replace(letters.render(turn, letter, self._wholes), touched=touched)
            nothing = isinstance(part.content, Edit) and part.content.message is None
            theme = chats.theme(turn.tx, letter.chat) if isinstance(part.content, Picture) else ""
            return replace(part, content=None, offered=()) if nothing else part, theme

        return await self._store.ask(cause(letter), read)

    async def _send_picture(self, letter: Letter, picture: Picture, theme: str, part: letters.Part) -> None:
        """Draw and send a picture; where it cannot be drawn the text goes out, and the picture is owed."""
        loading = self._gallery.load(picture, theme)
        public = LETTERS[letter.kind].public
        if not public:
            loading = busy.shown(self._bot, letter.chat, letter.topic, loading, ChatAction.UPLOAD_PHOTO)
        photos = await loading
        if photos is None and (self._closing or letter.kind in letters.LATE):
            return await self._not_yet(letter)
        if photos is None and not picture.instead:
            return await self._settling.sent(letter, part, picture, None)
        called_at, messages = self._clock.real(), message_count(picture, photos)
        if await self._claim(letter, called_at, messages):
            try:
                await self._call(letter, part, picture, photos)
            except ForgottenError:
                await self._settling.write(letter, lambda turn: outbox.again(turn.tx, letter.id, called_at, called_at))
        return None

    async def _not_yet(self, letter: Letter) -> None:
        """Leave a picture to be drawn later; one that fails time and again is given up."""
        self._undrawn[letter.id] += not self._closing
        if self._undrawn[letter.id] < TRIES:
            if letter.replica is not None:
                await self._store.claim(lambda tx: replicas.leave_letter(tx, letter))
        elif not self._closing:
            await self._settling.undrawn(letter)

    async def _call(self, letter: Letter, part: letters.Part, content: Content, made: Made = None) -> None:
        """Make the call, note what pacing counts, and commit how it ended."""
        ended: Outcome | None = None
        try:
            sent = await self._calls.perform(letter, content, made)
        except InvalidToken:
            raise
        except TelegramError as error:
            sent, ended = None, outcome.read(error)
        if letter.kind not in letters.UNCOUNTED:
            self._pace.note(letter.chat, self._clock.real(), message_count(content, made))
        if ended is None or ended.kind == "unchanged":  # what an edit says stands there since a call without an answer
            await self._settling.sent(letter, part, content, sent, drawn=made is not None)
        elif ended.kind == "unparsed" and not letter.payload.get("plain"):
            log.warning("letter %s goes out as plain text", letter.id)  # why, would be what it says
            bare = replace(letter, payload={**letter.payload, "plain": True})
            await self._call(bare, part, plain(content), made)
        elif ended.kind == "refused" and made and isinstance(content, Picture | Document) and content.instead:
            log.warning("letter %s goes out as its words: %s", letter.id, ended.reason)
            await self._call(letter, part, content)
        else:
            if ended.kind == "migrated" and ended.chat is not None:
                self._pace.follow(letter.chat, ended.chat)
            await self._settling.ended(letter, ended, more=part.more)
