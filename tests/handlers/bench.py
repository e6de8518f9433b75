"""A bench for actions: the cast, the roster and the rulebook in a database, no chat and no process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.files import read_sample
from bot.outgoing import letters
from handlers import door
from handlers.bureau.actions import put_rulebook, set_group
from handlers.flagging.actions.proposing import show
from handlers.people.actions import import_roster
from handlers.results import Answer, Edit, Forged, Message, Refusal, Sender
from handlers.submissions.actions import deciders, submission
from handlers.submissions.results import Claimed
from handlers.turn import Turn
from scoring.lifecycle import Standing
from storage import audit, flags, keyboards, outbox, submissions
from storage.database import Database, Transaction
from storage.submissions import Stored
from storage.tables import traffic
from tests.cast import BEGIN, GROUP, PARTS, Part
from tests.engine import newest

RATE = "工单按期回复率 98/100"


def no_rest(_word: str, _day: date) -> bool:
    """Take every day for a working day."""
    return False


@dataclass
class Bench:
    """One database and a clock; every act is one transaction, as the worker runs it."""

    database: Database
    now: datetime = BEGIN
    parts: tuple[Part, ...] = PARTS
    acts: int = 0
    sent: int = 0
    _tx: Transaction | None = field(default=None, repr=False)

    def furnish(self) -> None:
        """Put rulebook, group and roster in force."""
        with self.turn() as turn:
            put_rulebook(turn, read_sample())
            set_group(turn, GROUP)
            rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in self.parts]
            import_roster(turn, list(enumerate(rows, 2)), replace=True)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Open a turn of work with a cause of its own; inside `trying` it is part of what is undone.

        Facts that a test planted past the actions are sealed, too.
        """
        self.acts += 1
        if self._tx is not None:
            self._tx.now = self.now
            with self._tx.savepoint():
                yield self._turn(self._tx)
                seal_planted(self._tx)
                keyboards.renew(self._tx)
            return
        with self.database.transaction(self.now) as tx:
            yield self._turn(tx)
            seal_planted(tx)
            keyboards.renew(tx)

    def _turn(self, tx: Transaction) -> Turn:
        return Turn(tx, f"inbox:{self.acts}", no_rest)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Let everything inside be undone at its end: many stories from one beginning, without a disk."""
        outside, now = self._tx, self.now
        try:
            with self.database.transaction(self.now) if outside is None else outside.savepoint() as opened:
                self._tx = outside or opened
                yield
                raise _Undone  # noqa: TRY301 - the way out of a transaction
        except _Undone:
            pass
        finally:
            self._tx, self.now = outside, now

    def do(self, fn: Callable[..., Answer], person: int, *args: object, **how: Any) -> Answer:
        """Let a person do an act, as if it had come through the door; raises the refusal."""
        with self.turn() as turn:
            answer = door.enter(turn, self.sender(person, **how), fn, *args)
            assert turn.tx.unsealed == [], "an act seals the facts that it changes"
            return answer

    def code(self, fn: Callable[..., Answer], person: int, *args: object, **how: Any) -> str:
        """Let a person do an act; returns the code of the refusal, or of the answer."""
        try:
            return self.do(fn, person, *args, **how).code
        except Refusal as refusal:
            return refusal.code

    def sender(
        self, person: int, *, to: int = 0, message: int = 0, pressed: bool = False, forged: Forged = ""
    ) -> Sender:
        """Return who sends: in private unless said otherwise."""
        chat = to or person
        number = message or 10_000 + self.acts
        return Sender(
            person, f"人{person}", chat, chat == person, number, self.now, self.now, forged=forged, pressed=pressed
        )

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.now += timedelta(**delta)

    def stored(self, number: int = 1) -> Stored:
        """Return a submission."""
        with self.turn() as turn:
            found = submissions.get(turn.tx, number)
        assert found is not None
        return found

    def where(self, number: int = 1) -> Standing:
        """Return where a submission stands."""
        stored = self.stored(number)
        with self.turn() as turn:
            return deciders.where_is(turn, stored)

    def claimed(self, number: int = 1) -> Claimed:
        """Return a submission as people see it."""
        stored = self.stored(number)
        with self.turn() as turn:
            return submission.claimed(turn, stored)

    def deliver(self) -> None:
        """Let everything that is owed arrive, each letter as one message."""
        with self.turn() as turn:
            ready = turn.tx.all(traffic.outbox.select().where(traffic.outbox.c.state == "ready").order_by("id"))
            for letter in map(outbox.as_letter, ready):
                self.sent += 1
                message = None if letter.kind in ("card_edit", "reaction") else self.sent
                outbox.settle(turn.tx, letter.id, "sent", self.now, message=message, stamped_at=self.now)

    def owed(self, kind: str) -> list[outbox.Letter]:
        """Return the letters of a kind, oldest first."""
        with self.turn() as turn:
            rows = turn.tx.all(traffic.outbox.select().where(traffic.outbox.c.kind == kind).order_by("id"))
        return [outbox.as_letter(row) for row in rows]

    def propose_flag(self, publication: int, person: int) -> outbox.Letter:
        """Propose a red flag for an office, as a publication does; returns the card of a leader."""
        with self.turn() as turn:
            number = flags.propose(turn.tx, publication, "donghu", "red", 0)
            turn.record(None, "flag_propose")
            show(turn, flags.known(turn.tx, number))
        return next(one for one in reversed(self.owed("flag")) if one.chat == person)

    def said(self, person: int) -> list[str]:
        """Return the texts owed to a chat, as they would be rendered now."""
        with self.turn() as turn:
            rows = turn.tx.all(traffic.outbox.select().where(traffic.outbox.c.chat == person))
            found = [letters.render(turn, outbox.as_letter(row)).content for row in rows]
        return [text for one in found if (text := _text(one))]

    def text_of(self, letter: outbox.Letter) -> str:
        """Return the text of one letter as it is rendered now."""
        with self.turn() as turn:
            return _text(letters.render(turn, letter).content)


def seal_planted(tx: Transaction) -> None:
    """Seal what a test wrote by itself."""
    if tx.unsealed:
        audit.append(tx, None, "planted", {})


def _text(content: object) -> str:
    shown = content.content if isinstance(content, Edit) else content
    return shown.text if isinstance(shown, Message) else ""


class _Undone(Exception):  # noqa: N818 - no error
    pass


def furnished(path: Path, parts: tuple[Part, ...] = PARTS) -> Bench:
    """Make a bench over a fresh database file."""
    bench = Bench(Database(newest(path)), parts=parts)
    bench.furnish()
    return bench
