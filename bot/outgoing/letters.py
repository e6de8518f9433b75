"""What a letter says: the query and the view that its journey declares, and what follows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.outgoing.marked import marked
from handlers.conversation.actions import keyboards
from handlers.conversation.actions.keyboards import Followed
from handlers.journey import Rendered, owed
from handlers.journeys import LETTERS
from handlers.results import Buttons, Content, Edit, Message, Picture, Refusal, Rows
from handlers.texts import MESSAGE_LIMIT, length, sentence, text
from handlers.turn import Turn
from scoring.language import Spoken, speaking
from storage import audit, house, outbox
from storage.facts import EVERYTHING
from storage.keyboards import KIND as KEYBOARD
from storage.outbox import Letter

UNCOUNTED = frozenset(kind for kind, letter in LETTERS.items() if not letter.counted)
BEHIND = (KEYBOARD,)
"""Letters that everything else overtakes: nobody waits for them."""
LATE = frozenset(kind for kind, letter in LETTERS.items() if letter.repeats)
"""Pictures whose text went out without them: they wait until drawing works, and hold up nothing else."""

MOST = 4
"""Answers in many pictures that are kept until all of them are sent."""

ANYTHING = frozenset((EVERYTHING,))
"""The topics that were touched where nobody knows which."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a letter as it reads at a moment (None: nothing is left to say), and whether another one follows.

    `offered`: all the buttons that it may bear, with what they follow from; the content bears those that are good now.
    `touched`: the topics that were touched since then, and the digests by which that was sealed. `spoken`: the language
    of its chat.
    """

    at: datetime
    content: Content | None
    more: bool
    offered: Rows = ()
    follows: Followed | None = None
    touched: Collection[str] = ANYTHING
    spoken: Spoken | None = None

    def still_follows(self, turn: Turn) -> Followed | None:
        """Return what the buttons follow from, where nothing of it was touched, and nobody else did anything."""
        found = self.follows
        if found is None or EVERYTHING in self.touched or not found.topics.isdisjoint(self.touched):
            return None
        return found if audit.head(turn.tx) in {found.head, *self.touched} else None


class Wholes:
    """The last answers in many pictures as they were rendered: what follows the first of them need not be scored again.

    Such an answer shows standings as of a moment. What else is long is told as it stands when its parts are sent.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Content, ...]] = {}

    def take(self, first: int) -> tuple[Content, ...] | None:
        """Take an answer by the number of its first letter; None where it is not kept."""
        return self._kept.pop(first, None)

    def keep(self, first: int, found: tuple[Content, ...]) -> None:
        """Keep an answer until the next of it is sent; but one with buttons, which name the letter that bears them."""
        if isinstance(found[0], Picture) and not any(map(_buttons, found)):
            self._kept[first] = found
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]


def render(turn: Turn, letter: Letter, wholes: Wholes | None = None) -> Part:
    """Return what a letter says; long answers are letters of several parts, `part` says which one this is."""
    spoken = turn.spoken_in(letter.chat)
    with speaking(spoken):
        content, more = _said(turn, letter, wholes)
        if isinstance(content, Buttons):
            return Part(turn.now, _renewed(turn, letter, content), more, spoken=spoken)
        offered = _buttons(content)
        follows = keyboards.followed(turn, letter.chat, offered) if offered else None
        bearing = _bearing(turn, content, keyboards.standing(turn, letter.chat, offered))
    return Part(turn.now, bearing, more, offered, follows, spoken=spoken)


def _said(turn: Turn, letter: Letter, wholes: Wholes | None = None) -> tuple[Content | None, bool]:
    """Return the part of a letter with all that it may bear, and whether another one follows."""
    part: int = letter.payload.get("part", 0)
    if LETTERS[letter.kind].repeats:
        found = _picture(turn, letter)
        return found[part] if part < len(found) else None, False
    first = _first(letter)
    found = (wholes and wholes.take(first)) or _parts(turn, letter)
    more = part + 1 < len(found)
    if wholes is not None and more:
        wholes.keep(first, found)
    return found[part] if part < len(found) else None, more


def _first(letter: Letter) -> int:
    """Return the number of the letter that was the first part of an answer."""
    found: int = letter.payload.get("first", letter.id)
    return found


def _renewed(turn: Turn, letter: Letter, found: Buttons) -> Content:
    """Return a message with other buttons, and with other words where some hold only while it can be answered."""
    keyboard = keyboards.known(turn, letter)
    content, _ = _said(turn, outbox.known(turn.tx, keyboard.letter))
    message = content.content if isinstance(content, Edit) else content
    if not isinstance(message, Message) or not message.open:
        return found
    return Edit(found.message, _worded(turn, message, found.rows))


def _buttons(content: Content | None) -> Rows:
    shown = content.content if isinstance(content, Edit) else content
    return shown.buttons if isinstance(shown, Message) else ()


def _bearing(turn: Turn, content: Content | None, rows: Rows) -> Content | None:
    """Return a message with these buttons instead of all that it may bear."""
    if isinstance(content, Edit):
        return replace(content, content=_worded(turn, content.content, rows))
    return _worded(turn, content, rows) if isinstance(content, Message) else content


def _worded(turn: Turn, message: Message, rows: Rows) -> Message:
    """Return a message as it reads with these buttons: what can be answered no more says what became of it."""
    good, said = {button.data for row in rows for button in row}, message.text
    for one in message.open:
        if good.isdisjoint(button.data for row in one.buttons for button in row):
            code, values = keyboards.over(turn, one.buttons)
            said = said.replace(one.words, "\n".join(filter(None, (one.kept, sentence(code, values)))), 1)
    return replace(message, text=said if length(said) <= MESSAGE_LIMIT else message.text, buttons=rows)


def note(turn: Turn, letter: Letter, part: Part, content: Content, message: int | None) -> None:
    """Note what a message bears that was sent or changed, as `content` did it."""
    if letter.kind == KEYBOARD:
        rows = content.rows if isinstance(content, Buttons) else _buttons(content)
        keyboards.looked_at(turn, letter.payload["keyboard"], part.at, rows)
    elif isinstance(content, Edit) and content.message is not None:
        keyboards.sent(turn, letter, content.message, part.offered, _buttons(content), part.still_follows(turn))
    elif message is not None and part.offered:
        keyboards.sent(turn, letter, message, part.offered, _buttons(content), part.still_follows(turn))


def void(turn: Turn, letter: Letter, part: Part, called_at: datetime) -> None:
    """Give up a letter that has nothing to say any more."""
    outbox.settle(turn.tx, letter.id, "dead", called_at, error="void")
    if letter.kind == KEYBOARD:
        keyboards.looked_at(turn, letter.payload["keyboard"], part.at)


def _parts(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    declared = LETTERS[letter.kind]
    try:
        found: Rendered = declared.view(declared.query(turn, owed(letter, declared.payload)))
    except Refusal as refusal:  # what was asked for cannot be reckoned by now, and the sentence says why
        found = text(refusal.code, refusal.values)
    parts = tuple(found) if isinstance(found, Sequence) else (found,)
    drill = house.drill(turn.tx)
    return tuple(map(marked, parts)) if drill is not None and drill.holds_at(letter.owed_at) else parts


def _picture(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    """Return the parts of the letter that went out as text; of their words a picture only repeats the first line."""
    return tuple(
        replace(part, caption=part.caption.partition("\n")[0], instead="") if isinstance(part, Picture) else part
        for part in _parts(turn, replace(letter, kind=letter.payload["of"]))
    )


def owe_rest(turn: Turn, letter: Letter, *, more: bool, picture: bool) -> None:
    """Owe what is to follow a letter: its next part if there is `more`, the `picture` that it went out without."""
    if more:
        part = letter.payload.get("part", 0) + 1
        _owe(turn, letter, letter.kind, {**letter.payload, "part": part, "first": _first(letter)}, "next")
    if picture:
        _owe(turn, letter, LETTERS[letter.kind].late, {**letter.payload, "of": letter.kind}, "picture")


def _owe(turn: Turn, letter: Letter, kind: str, payload: dict[str, Any], key: str) -> None:
    outbox.owe(turn.tx, letter.chat, kind, payload, dedupe=f"{letter.id}:{key}", silent=True, topic=letter.topic)
