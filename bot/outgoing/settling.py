"""What became of a letter: it arrived, goes later, is given up or in doubt; written with all that follows from it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import telegram

from bot import outcome
from bot.clock import Clock
from bot.operating.tally import Tally
from bot.outcome import Outcome
from bot.outgoing import letters
from bot.store import Store
from handlers import undelivered
from handlers.bureau.actions import put_off
from handlers.conversation.actions import working
from handlers.journeys import ENDING, LETTERS
from handlers.people.actions import migrated
from handlers.results import Buttons, Content, Edit, Picture
from handlers.turn import Turn, tell_admins
from storage import outbox, replicas
from storage.outbox import Letter

SLOWEST = 10
"""Seconds after which a letter is tried again at the latest, where nobody asks for a longer wait."""
UNWRITTEN, UNDRAWN = "the letter could not be written", "the picture could not be drawn"
INTERRUPTED = "the process ended during the call"


class Settling:
    """Commits how each letter ended, each in a transaction of its own, with what is owed because of it."""

    def __init__(self, store: Store, clock: Clock, tally: Tally) -> None:
        self._store = store
        self._clock = clock
        self._tally = tally

    async def write(self, letter: Letter, fn: Callable[[Turn], None]) -> None:
        """Write what became of a letter, unless somebody else has it by now."""

        def work(turn: Turn) -> None:
            if letter.replica is None or replicas.has(turn.tx, letter):
                fn(turn)
                if LETTERS[letter.kind].long:
                    working.end(turn, letter)

        await self._store.act(cause(letter), work)

    async def sent(
        self,
        letter: Letter,
        part: letters.Part,
        content: Content,
        sent: telegram.Message | None,
        *,
        drawn: bool = False,
    ) -> None:
        """Note that a letter arrived, with its message id and the server's date; owe what is to follow it."""

        def note(turn: Turn) -> None:
            stamped = turn.now if sent is None else sent.edit_date or sent.date
            message = None if sent is None or isinstance(content, Edit | Buttons) else sent.message_id
            now = self._clock.real()
            outbox.settle(turn.tx, letter.id, "sent", now, message=message, bot=turn.bot, stamped_at=stamped)
            undelivered.arrived(turn, letter)
            letters.note(turn, letter, part, content, message)
            letters.owe_rest(turn, letter, more=part.more, picture=isinstance(content, Picture) and not drawn)

        await self.write(letter, note)
        self._tally.note_send("sent", letter)

    async def void(self, letter: Letter, part: letters.Part, called_at: datetime) -> None:
        """Give up a letter that has nothing to say any more."""
        await self.write(letter, lambda turn: letters.void(turn, letter, part, called_at))
        self._tally.note_send("void", letter)

    async def broken(self, letter: Letter) -> None:
        """Park a letter that cannot even be written, and tell the admins: the chat's next letters go on."""
        await self.write(letter, lambda turn: self._broken(turn, letter))
        self._tally.note_send("broken", letter, UNWRITTEN)

    async def undrawn(self, letter: Letter) -> None:
        """Give up a picture that cannot be drawn."""
        await self.write(letter, lambda turn: self._refused(turn, letter, UNDRAWN))

    async def ended(self, letter: Letter, found: Outcome, *, more: bool) -> None:
        """Note how a call ended that did not simply arrive."""
        now = self._clock.real()
        again = found.kind == "later" and letter.attempts > 0
        self._tally.note_send(found.kind, letter, "" if again else found.told)
        if found.kind == "migrated" and found.chat is not None:
            new = found.chat
            return await self.write(letter, lambda turn: self._migrate(turn, letter, new, now))
        if found.kind in ("unreachable", "refused", "unparsed"):
            gone = found.kind == "unreachable"
            return await self.write(letter, lambda turn: self._refused(turn, letter, found.reason, unreachable=gone))
        if found.kind == "later":
            wait = found.wait or timedelta(seconds=min(2 ** min(letter.attempts, 10), SLOWEST))
            return await self.write(letter, lambda turn: self._later(turn, letter, now, now + wait, found))
        return await self.write(letter, lambda turn: self._doubt(turn, letter, now, found.reason, more=more))

    def _broken(self, turn: Turn, letter: Letter) -> None:
        self._refused(turn, letter, UNWRITTEN)
        if not LETTERS[letter.kind].public:
            tell_admins(turn, "letter_lost", f"broken:{letter.id}", chat=letter.chat, reason=UNWRITTEN)

    def _refused(self, turn: Turn, letter: Letter, reason: str, *, unreachable: bool = False) -> None:
        undelivered.refused(turn, LETTERS, letter.id, self._clock.real(), reason, unreachable=unreachable)

    def _later(self, turn: Turn, letter: Letter, now: datetime, at: datetime, found: Outcome) -> None:
        """Let a letter be sent later; the admins hear where the chat server wants a longer wait than makes sense."""
        outbox.again(turn.tx, letter.id, now, at, error=found.reason, left_to=letter.left_to)
        if found.asked > outcome.LONGEST:
            put_off(turn, letter.chat, found.asked)

    def _doubt(self, turn: Turn, letter: Letter, now: datetime, reason: str, *, more: bool) -> None:
        """Decide about a letter that may have arrived: sent once more, but a public one never."""
        declared = LETTERS[letter.kind]
        if declared.again and letter.doubts < 5:
            outbox.again(turn.tx, letter.id, now, now + timedelta(seconds=2**letter.doubts), doubt=True, error=reason)
        elif not declared.public and letter.doubts < 1:
            outbox.again(turn.tx, letter.id, now, now, doubt=True, error=reason, left_to=letter.left_to)
        else:
            undelivered.lost(turn, LETTERS, letter.id, now, reason)
            letters.owe_rest(turn, letter, more=more, picture=False)

    def _migrate(self, turn: Turn, letter: Letter, new: int, now: datetime) -> None:
        outbox.again(turn.tx, letter.id, now, now)
        migrated(turn, None, letter.chat, new, ending=ENDING)


def cause(letter: Letter) -> str:
    """Return what the effects of a letter's outcome are noted under."""
    return f"letter:{letter.id}"
