"""Buttons never lie: what a message offers is what its reader could do now, and is looked at again when that changes.

Whether a button stands is asked of its own action, tried up to its first write, so that no second table can differ from
it. What buttons follow from is derived from what they name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, starmap

from handlers.closing.actions import cards as closing
from handlers.closing.actions.signing import CLOSING
from handlers.conversation.results import KeyboardShown
from handlers.enacting.actions.lapsing import fate
from handlers.journey import Letter, Press, named
from handlers.matters.actions import which
from handlers.reporting.actions import plain
from handlers.results import Answer, Button, Buttons, Owed, Refusal, Rows, Sender, Values
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import good
from handlers.turn import Turn
from scoring import lifecycle
from storage import (
    audit,
    changes,
    chats,
    drafts,
    evidence,
    facts,
    keyboards,
    outbox,
    parts,
    roster,
    submissions,
    values,
)
from storage.database import WouldWriteError
from storage.keyboards import labelled
from storage.tables.types import MICROSECOND

KEY_PART = re.compile(r"-?[0-9]{1,18}")
MATTER_PART = 2
"""So many numbers name a part of a matter; behind them a button says what its reader saw."""
AT_ONCE = 200
"""Keyboards that are looked at in one transaction because their time is over."""
PRESSES: dict[str, Press] = {}
LETTERS: dict[str, Letter] = {}  # type: ignore[type-arg]


def declare(presses: Mapping[str, Press], letters: Mapping[str, Letter]) -> None:  # type: ignore[type-arg]
    """Take in what the journeys declare."""
    PRESSES.update(presses)
    LETTERS.update(letters)


def read(data: str) -> tuple[Press, list[int], str] | None:
    """Read what a button carries: its press, the numbers, and the seal; None where no version of ours wrote that."""
    word, *key = data.split(":")
    press = PRESSES.get(word)
    if press is None:
        return None
    shown = key.pop() if press.names and len(key) > press.numbers else ""
    fits = len(key) == press.numbers and all(KEY_PART.fullmatch(part) for part in key)
    return (press, [int(part) for part in key], shown) if fits else None


def standing(turn: Turn, chat: int, offered: Rows) -> Rows:
    """Return those of the buttons under a message in a chat that are good for whoever reads it there."""
    rows = (tuple(button for button in row if _stands(turn, chat, button.data)) for row in offered)
    return tuple(row for row in rows if row)


def _stands(turn: Turn, chat: int, data: str) -> bool:
    found = read(data)
    if found is None:
        return False
    press, numbers, shown = found
    if press.names and numbers[0] and not _current(turn, press, (numbers[0], numbers[1]), shown):
        return False
    if press.of == "matter" and press.takes > MATTER_PART and not which.is_current(turn, *numbers[:3]):
        return False
    readers = [chat] if chat > 0 else _readers(turn, press, numbers)
    return any(_goes(turn, press, numbers, _reader(turn, person, chat)) for person in readers)


def _current(turn: Turn, press: Press, key: tuple[int, int], shown: str) -> bool:
    """Say whether a button is about what is stored: the version that its action wants to know, or the open case."""
    stored = submissions.get(turn.tx, key[0])
    if stored is None or press.names == "" or not good(turn, press.names, key, shown):
        return False
    if press.names == "version":
        return press.takes < 2 or stored.version == key[1]
    case = deciders.where_is(turn, stored).case
    return case is not None and case.opened == key[1]


def _readers(turn: Turn, press: Press, numbers: list[int]) -> list[int]:
    """Return whose buttons those of a message in a group are."""
    if press.of == "draft":
        return [drafts.known(turn.tx, _draft(press, numbers)).person]
    if press.of in ("letter", "matter"):
        return [entry.telegram_id for entry in roster.in_force(turn.tx) if entry.telegram_id is not None]
    stored = submissions.get(turn.tx, numbers[0]) if press.names else None
    if stored is None:
        return []
    signers = [person for person, _ in deciders.signers_of(turn, stored)]
    asked = [*deciders.deciders_of(turn, stored.claim).persons, *deciders.judges_of(turn, stored), *signers]
    return list(dict.fromkeys([*asked, *stored.claim.reporters]))


def _draft(press: Press, numbers: list[int]) -> int:
    """Return the draft that a button names: first, or behind the submission."""
    return numbers[-1] if press.names else numbers[0]


def _reader(turn: Turn, person: int, chat: int) -> Sender:
    return Sender(person, "", chat, chat == person, 0, turn.now, turn.now)


def _goes(turn: Turn, press: Press, numbers: list[int], reader: Sender) -> bool:
    """Say whether a press would do something: nothing is refused before the first write."""
    try:
        with turn.tx.trial():
            return not press.act(turn, reader, *numbers[: press.takes], *press.rest).alert
    except WouldWriteError:
        return True
    except Refusal:
        return False


# What was sent, and what follows


@dataclass(frozen=True, slots=True)
class Followed:
    """What the buttons of a message follow from: topics, the moment from which time alone may make them others.

    `head` is the digest of the newest fact when that was asked.
    """

    topics: frozenset[str]
    until: datetime | None
    head: str


def followed(turn: Turn, chat: int, offered: Rows) -> Followed:
    """Return what buttons under a message in a chat follow from."""
    topics = frozenset(topic for one in _presses(offered) for topic in _topics(turn, chat, *one))
    return Followed(topics, _until(turn, chat, offered, turn.now), audit.head(turn.tx))


def sent(
    turn: Turn, letter: outbox.Letter, message: int, offered: Rows, shown: Rows, known: Followed | None = None
) -> None:
    """Note the buttons of a message that arrived; where they were overtaken by then, an edit is owed.

    `known`: what they follow from, where nothing of that was touched since they were looked at.
    """
    if not offered:
        keyboards.forget(turn.tx, letter.chat, message, turn.bot)
        return
    found = known or followed(turn, letter.chat, offered)
    number = keyboards.put(
        turn.tx,
        letter.chat,
        message,
        turn.bot,
        letter=letter.payload.get("card", letter.id) if LETTERS[letter.kind].edits == "card" else letter.id,
        offered=labelled(offered),
        shown=labelled(shown),
        topics=found.topics,
        until=found.until,
    )
    if known is None and standing(turn, letter.chat, offered) != shown:
        keyboards.owe(turn.tx, number)


def looked_at(turn: Turn, number: int, at: datetime, shown: Rows | None = None) -> None:
    """Note what a message bears as of a moment, and when it is to be looked at again; None: what it bore."""
    found = keyboards.get(turn.tx, number)
    if found is None:
        return
    rows, until = _rows(found.shown) if shown is None else shown, _until(turn, found.chat, _rows(found.offered), at)
    if rows or until is not None:
        keyboards.show(turn.tx, number, labelled(rows), until)
    else:
        keyboards.drop(turn.tx, number)


def renewed(turn: Turn, owed: Owed[KeyboardShown]) -> Buttons | None:
    """Return the buttons that a message should bear; None where it does, or cannot be reached."""
    found = keyboards.get(turn.tx, owed.payload.keyboard)
    if found is None or found.bot != turn.bot:
        return None
    rows = standing(turn, found.chat, _rows(found.offered))
    return None if labelled(rows) == found.shown else Buttons(found.message, rows)


def known(turn: Turn, letter: outbox.Letter) -> keyboards.Keyboard:
    """Return the buttons that a letter is to bring up to date, and that are there."""
    found = keyboards.get(turn.tx, letter.payload["keyboard"])
    if found is None:
        raise LookupError(letter.payload["keyboard"])
    return found


def over(turn: Turn, rows: Rows) -> tuple[str, Values]:
    """Say what became of a question that none of these buttons answers any more."""
    found = list(_presses(rows))
    if any(press.of == "put_down" for press, _ in found):
        return "over_put_down", {}
    named = {numbers[0]: numbers[1] for press, numbers in found if press.names and numbers[0]}
    for press, numbers in found:
        draft = drafts.known(turn.tx, _draft(press, numbers)) if press.of == "draft" else None
        about = None if draft is None else _kept_for(turn, draft)
        if about is not None:
            named = {about: 0}
        elif draft is not None and (not named or draft.ended_at is not None or draft.expired(turn.now)):
            return _ended(turn, draft)
    if len(named) != 1:
        return ("over_several", {}) if named else _settled(turn, found)
    ((number, seen),) = named.items()
    stored = submission.get(turn, number)
    if found[0][0].names == "version" and stored.version != seen:
        return "over_version", {"number": number, "version": stored.version}
    if deciders.too_late(turn, stored, turn.now):
        return "over_locked", {"number": number}
    if not (acts := stored.acts_until()):
        return "over_not_yours", {"number": number}
    where = deciders.where_is(turn, stored)
    by, at = deciders.made_by(turn, stored, where)
    return "over_state", {"number": number, "phase": where.phase, "act": acts[-1].act, "by": by, "at": at}


def _settled(turn: Turn, found: Sequence[tuple[Press, list[int]]]) -> tuple[str, Values]:
    """Say that a question was settled, and how where it was a change of the rules or a period to be closed."""
    asked = [changes.get(turn.tx, numbers[0]) for press, numbers in found if press.of == "change"]
    for change in asked:
        if change is not None and change.outcome is not None:
            return "over_change", fate(turn, change)
    signed = (outbox.letter(turn.tx, numbers[0]) for press, numbers in found if press.of == "letter")
    told = (closing.became(turn, letter) for letter in signed if letter is not None and letter.kind in CLOSING)
    return next(filter(None, told), ("over_settled", {}))


def _ended(turn: Turn, draft: drafts.Draft) -> tuple[str, Values]:
    """Return what became of a draft that cannot be answered; of a report that was only offered, how much is lost."""
    if draft.ended_at is None:
        return "over_expired" if draft.expired(turn.now) else "over_taken_up", {}
    code = "over_expired" if draft.put_down else f"over_{draft.over}"
    count = draft.payload.get("count") if draft.kind == plain.KIND else None
    return ("over_unreported", {"count": count}) if count and code == "over_replaced" else (code, {})


def _kept_for(turn: Turn, draft: drafts.Draft) -> int | None:
    """Return the submission about which something is put down that may be taken up yet."""
    kept = draft.put_down and draft.ended_at is not None and turn.now - draft.ended_at <= drafts.KEPT
    return draft.payload.get("number") if kept else None


def lost(turn: Turn, letter: outbox.Letter, _unreachable: bool) -> None:  # noqa: FBT001 - a hook of letters
    """Forget the buttons of a message that is gone."""
    keyboards.drop(turn.tx, letter.payload["keyboard"])


def look_again(turn: Turn, sender: Sender) -> Answer:
    """Look at the buttons that somebody pressed in vain: their edit may have been lost."""
    found = keyboards.under(turn.tx, sender.chat, sender.message, turn.bot)
    if found is not None:
        keyboards.owe(turn.tx, found.id)
    return Answer()


def fading(turn: Turn) -> bool:
    """Say whether the time of any button is over."""
    return bool(keyboards.fading(turn.tx, turn.now))


def fade(turn: Turn) -> int:
    """Owe an edit to every message whose buttons time alone has made others: a lock, half an hour that is over."""
    found = keyboards.fading(turn.tx, turn.now, AT_ONCE)
    for keyboard in found:
        keyboards.show(
            turn.tx, keyboard.id, keyboard.shown, _until(turn, keyboard.chat, _rows(keyboard.offered), turn.now)
        )
        if not cards.redraw(turn, keyboard.letter):
            keyboards.owe(turn.tx, keyboard.id)
    return len(found)


def _rows(stored: keyboards.Labelled) -> Rows:
    return tuple(tuple(starmap(Button, row)) for row in stored)


def _presses(rows: Rows) -> Iterator[tuple[Press, list[int]]]:
    """Yield what each button does, with its numbers; nothing of one that no version of ours wrote."""
    for button in chain.from_iterable(rows):
        if (found := read(button.data)) is not None:
            yield found[:2]


def _topics(turn: Turn, chat: int, press: Press, numbers: list[int]) -> Iterator[str]:
    """Yield what a button follows from."""
    number = numbers[0]
    if about := _submission(turn, press, numbers):
        yield facts.about_submission(about)
    if press.of == "draft":
        yield drafts.about(_draft(press, numbers))
    elif press.of == "put_down":
        yield evidence.put_down_by(chat)
    elif press.of == "unit" and (stored := submissions.get(turn.tx, number)) is not None:
        yield values.of_unit(stored.claim.unit)
    elif press.of == "reach" and (stored := submissions.get(turn.tx, number)) is not None:
        yield from map(chats.reach_of, deciders.deciders_of(turn, stored.claim).persons)
    elif press.of == "matter":
        yield parts.of_part(number, numbers[1])
    elif press.of == "letter":
        yield outbox.about(number)
        units, listed = _letter(turn, number)
        yield from map(values.of_unit, units)
        yield from map(facts.about_submission, listed)


def _submission(turn: Turn, press: Press, numbers: list[int]) -> int:
    """Return the submission that a button is about: the one it names, or that of its draft; 0 where there is none."""
    if press.names:
        return numbers[0]
    return drafts.known(turn.tx, numbers[0]).payload.get("number", 0) if press.of == "draft" else 0


def _letter(turn: Turn, number: int) -> tuple[set[str], list[int]]:
    """Return the units that a letter is about, and the submissions that it lists."""
    letter = outbox.letter(turn.tx, number)
    return (set(), []) if letter is None else (LETTERS[letter.kind].units(letter), named(turn, letter))


def _until(turn: Turn, chat: int, offered: Rows, at: datetime) -> datetime | None:
    """Return when time alone may make buttons others than they are at a moment."""
    moments = {moment for one in _presses(offered) for moment in _turning(turn, chat, *one)}
    return min((moment for moment in moments if moment > at), default=None)


def _turning(turn: Turn, chat: int, press: Press, numbers: list[int]) -> Iterator[datetime]:
    """Yield the moments from which a button may be another."""
    number = numbers[0]
    about = _submission(turn, press, numbers)
    stored = submissions.get(turn.tx, about) if about else None
    if stored is not None:
        yield turn.lock_of(stored.claim.in_period)
        for act in stored.acts_until()[-1:]:
            yield act.decided_at + lifecycle.RESTORE_WITHIN + MICROSECOND
            yield act.decided_at + lifecycle.TAKE_BACK_WITHIN + MICROSECOND
    if press.of == "draft":
        draft = drafts.known(turn.tx, _draft(press, numbers))
        yield from (since + drafts.KEPT + MICROSECOND for since in (draft.begun_at, draft.ended_at) if since)
    elif press.of == "put_down":
        for one in evidence.loose(turn.tx, chat, chat):
            yield one.received_at + drafts.KEPT + MICROSECOND
    elif press.of == "matter":
        yield from (moment + MICROSECOND for moment in which.turning(turn, number))
    elif press.of == "letter" and any(_letter(turn, number)):
        yield from _deadlines(turn)


def _deadlines(turn: Turn) -> Iterator[datetime]:
    month = turn.month(turn.now)
    for period in (month.shifted(-1), month):
        yield from (turn.report_due(period), turn.lock_of(period))
