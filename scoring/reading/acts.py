"""Reading what somebody says to a part of a matter: an act word, a T-number, a unit, and what the act takes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scoring.matters.table import ActName
from scoring.reading.deadlines import leading_deadline
from scoring.reading.lines import clean, seen
from scoring.reading.matters import LONGEST_NAME, LONGEST_TEXT, labelled, read_entry, text_of
from scoring.reading.names import exactly, find
from scoring.reading.units import Context, exact_end, there
from scoring.reading.unread import UnreadError

WORDS: Mapping[str, ActName] = {
    "完成": "finish",
    "进展": "progress",
    "延期": "ask",
    "退回": "return",
    "驳回": "return",
    "改为": "amend",
    "改期": "move",
    "撤项": "withdraw",
    "反弹": "rebound",
    "移交": "hand_over",
    "巩固": "settle",
    "催办": "urge",
    "撤销": "take_back",
    "撤回": "recall",
    "已完成": "finish",
    **dict.fromkeys(("确认", "同意", "通过", "属实", "无误", "ok", "confirm"), "verify"),
    "finish": "finish",
    "progress": "progress",
    "extend": "ask",
    "return": "return",
    "amend to": "amend",
    "amend": "amend",
    "move": "move",
    "withdraw": "withdraw",
    "relapse": "rebound",
    "hand over to": "hand_over",
    "hand over": "hand_over",
    "settle": "settle",
    "urge": "urge",
    "undo": "take_back",
    "recall": "recall",
}
"""What each word does, a longer one before what it begins with.

Where the part stands otherwise, 确认 and 退回 mean something else (scoring.matters.table).
"""
ALONE: frozenset[ActName] = frozenset({"settle", "urge", "take_back", "recall", "verify"})
"""Nothing stands behind these words."""
DATED: frozenset[ActName] = frozenset({"ask", "move", "rebound"})
LEAST_REASON = 2
_FIGURE = re.compile(r"(?P<done>\d{1,7})(?:\s*/\s*(?P<of>\d{1,7}))?(?P<measure>[^\d\s/,.%]{0,2})")
_STROKE = re.compile(r"(?<=\d)\s*[/／]\s*(?=\d)")
_PARTING = " \t\n　,，:：、"
_STOP = re.compile(r"[。．.！!~～]\s*$")
_TO = re.compile(r"^(?:(?:到|至|为)\s*|to\s+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidAct:
    """An act as understood. `act`: what its word does (`verify` and `return` mean what the state asks for).

    number, unit: which part it is about, as far as it was said · done, out_of: the figures of 38/40 · words: the
    reason, or what was said beside the figure; told: all that was said with 完成 and 进展; both as they were written.
    """

    act: ActName
    number: int | None = None
    unit: str | None = None
    done: int | None = None
    out_of: int | None = None
    deadline: datetime | None = None
    words: str | None = None
    told: str | None = None
    to_unit: str | None = None
    measure: str | None = None
    responsible: str | None = None


def read_act(text: str, context: Context) -> SaidAct | None:
    """Read a whole message as an act; None where it is none; UnreadError where the word is there and the rest is wrong.

    A reason, a day or a figure that is left out is still to be asked for: it is None.
    """
    said = _STOP.sub("", seen(text)).strip()
    number, unit, said = _addressed(said, context)
    named = _word(said)
    if named is None:
        return None
    act, rest = named
    if number is None:
        number, unit, rest = _addressed(rest, context)
    if act == "hand_over" and unit is not None and _leading(rest, context)[0] is None:
        found = SaidAct(act, number, to_unit=unit)  # one unit alone is the one that it goes to
        return _reasoned(found, rest)
    found = SaidAct(act, number, unit)
    if act in ALONE:
        return None if rest else found
    if act in ("finish", "progress"):
        return _told(found, rest)
    if act == "amend":
        return _amended(found, rest)
    if act == "hand_over":
        found, rest = _handed(found, rest, context)
    if act in DATED and rest:
        found, rest = _dated(found, rest, context)
    return _reasoned(found, rest)


def _word(said: str) -> tuple[ActName, str] | None:
    """Part the word from what stands behind it: a blank or a mark does, or, of 完成38/40 and 改为27, a figure."""
    lower = said.lower()
    for word, act in WORDS.items():
        if not lower.startswith(word):
            continue
        rest = said[len(word) :]
        figure = act in ("finish", "progress", "amend") and clean(rest[:1]).isdigit()
        dated = act in DATED and _TO.match(rest) is not None
        if not rest or rest[0] in _PARTING or figure or dated:
            return act, rest.strip(_PARTING)
    return None


def _addressed(said: str, context: Context) -> tuple[int | None, str | None, str]:
    """Take a T-number, and a unit behind or before it, from the beginning."""
    words = _parted(said)
    if (number := read_entry(words[0])) is not None:
        unit, rest = _leading(_behind(said, words[:1]), context)
        return number, unit, rest
    if any(read_entry(word) is not None for word in words):
        unit, rest = _leading(said.strip(_PARTING), context)
        behind = _parted(rest)
        if unit is not None and (number := read_entry(behind[0])) is not None:
            return number, unit, _behind(rest, behind[:1])
    return None, None, said


def _parted(said: str) -> list[str]:
    return re.split(r"[\s,，:：]+", said.strip(_PARTING))


def _leading(said: str, context: Context) -> tuple[str | None, str]:
    """Take the unit that is exactly named at the beginning, in English in several words: its id, and the rest."""
    several = exact_end(said, context.rulebook.units) if said[:1].isascii() else None
    name = said[:several] if several else _parted(said)[0]
    unit = _unit(name, context)
    return (None, said) if unit is None else (unit, _behind(said, [name]))


def _behind(said: str, words: Sequence[str]) -> str:
    for word in words:
        said = said[said.index(word) + len(word) :]
    return said.strip(_PARTING)


def _unit(name: str, context: Context) -> str | None:
    found = exactly(clean(name), context.rulebook.units)
    return found[0].id if len(found) == 1 else None


def _told(found: SaidAct, rest: str) -> SaidAct:
    """Read 38/40 and words, in which 措施 and 责任人 may stand."""
    rest, labels = labelled(_STROKE.sub("/", rest), ("措施", "责任人"))
    told = _fitting(rest)
    first, *others = rest.split(maxsplit=1) or [""]
    figure = _FIGURE.fullmatch(clean(first))
    if figure is not None:
        found = replace(found, done=int(figure["done"]), out_of=_number(figure["of"]))
        rest = others[0] if others else ""
    return replace(
        found,
        told=told,
        words=_fitting(rest.strip(_PARTING)),
        measure=text_of(labels, "措施", LONGEST_TEXT),
        responsible=text_of(labels, "责任人", LONGEST_NAME),
    )


def _amended(found: SaidAct, rest: str) -> SaidAct:
    figure = _FIGURE.fullmatch(clean(rest))
    if rest and figure is None:
        raise UnreadError("figure_unread", {"text": rest})
    return found if figure is None else replace(found, done=int(figure["done"]), out_of=_number(figure["of"]))


def _number(said: str | None) -> int | None:
    return None if said is None else int(said)


def _handed(found: SaidAct, rest: str, context: Context) -> tuple[SaidAct, str]:
    rest, units = _TO.sub("", rest), there(context)
    first = rest[: exact_end(rest, units) or 0] or (rest.split(maxsplit=1) or [""])[0]
    if not first:
        return found, ""
    named = find(clean(first), units, context.initials)
    if named.entry is None:
        raise UnreadError("unit_unknown", {"text": first}, tuple(unit.id for unit in named.candidates))
    return replace(found, to_unit=named.entry.id), rest[len(first) :].strip()


def _dated(found: SaidAct, rest: str, context: Context) -> tuple[SaidAct, str]:
    words = [word for word in re.split(r"[\s,，;；]+", _TO.sub("", rest)) if word]
    deadline, length = leading_deadline([clean(word) for word in words], context.when)
    return replace(found, deadline=deadline), _behind(rest, words[:length])


def _reasoned(found: SaidAct, rest: str) -> SaidAct:
    reason = _fitting(rest.strip(_PARTING))
    if reason is not None and len(reason) < LEAST_REASON:
        raise UnreadError("reason_short", {"least": str(LEAST_REASON)})
    return replace(found, words=reason)


def _fitting(words: str) -> str | None:
    if len(words) > LONGEST_TEXT:
        raise UnreadError("words_long", {"most": str(LONGEST_TEXT)})
    return words or None
