"""What a letter says: the query and the view that its journey declares, and what follows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.journey import Rendered, owed
from handlers.journeys import LETTERS
from handlers.results import Content, Picture, Refusal
from handlers.texts import text
from handlers.turn import Turn
from storage import outbox
from storage.outbox import Letter

UNCOUNTED = frozenset(kind for kind, letter in LETTERS.items() if not letter.counted)
LATE = frozenset(kind for kind, letter in LETTERS.items() if letter.repeats)
"""Pictures whose text went out without them: they wait until drawing works, and hold up nothing else."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a letter that is to be sent now (None: nothing is left to say), and whether another one follows."""

    content: Content | None
    more: bool


def render(turn: Turn, letter: Letter) -> Part:
    """Return what a letter says; long answers are letters of several parts, `part` says which one this is."""
    part: int = letter.payload.get("part", 0)
    repeats = LETTERS[letter.kind].repeats
    found = _picture(turn, letter) if repeats else _parts(turn, letter)
    return Part(found[part] if part < len(found) else None, not repeats and part + 1 < len(found))


def _parts(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    declared = LETTERS[letter.kind]
    try:
        found: Rendered = declared.view(declared.query(turn, owed(letter, declared.payload)))
    except Refusal as refusal:  # what was asked for cannot be reckoned by now, and the sentence says why
        found = text(refusal.code, refusal.values)
    return tuple(found) if isinstance(found, Sequence) else (found,)


def _picture(turn: Turn, letter: Letter) -> tuple[Content, ...]:
    """Return the parts of the letter that went out as text; of their words a picture only repeats the first line."""
    return tuple(
        replace(part, caption=part.caption.partition("\n")[0], instead="") if isinstance(part, Picture) else part
        for part in _parts(turn, replace(letter, kind=letter.payload["of"]))
    )


def owe_rest(turn: Turn, letter: Letter, *, more: bool, picture: bool) -> None:
    """Owe what is to follow a letter: its next part if there is `more`, the `picture` that it went out without."""
    if more:
        _owe(turn, letter, letter.kind, {**letter.payload, "part": letter.payload.get("part", 0) + 1}, "next")
    if picture:
        _owe(turn, letter, LETTERS[letter.kind].late, {**letter.payload, "of": letter.kind}, "picture")


def _owe(turn: Turn, letter: Letter, kind: str, payload: dict[str, Any], key: str) -> None:
    outbox.owe(turn.tx, letter.chat, kind, payload, dedupe=f"{letter.id}:{key}", silent=True, topic=letter.topic)
