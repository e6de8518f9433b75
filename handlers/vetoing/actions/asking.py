"""A leader asks that a unit be vetoed, or that its veto end; once another leader or an admin agrees, it counts."""

import re
from typing import NamedTuple

from handlers import phrases
from handlers.deciding.actions.reviews import read_reason
from handlers.names import unit_named
from handlers.results import Answer, Refusal, Sender
from handlers.season import refuse_unless_there
from handlers.standings.actions.boards import table_of
from handlers.turn import Turn
from handlers.vetoing.actions import proof
from handlers.vetoing.actions.signing import categories, refuse_unless, refuse_when_over, signers
from handlers.vetoing.results import VetoAsked
from scoring.calendar import Period, read_period, whole_periods
from scoring.reading.lines import clean, seen
from scoring.reading.names import exactly
from scoring.reading.units import exact_end
from scoring.rulebook.model import VETO, Rulebook, Unit
from scoring.standings.cells import Cell
from storage import vetoes
from storage.vetoes import Act

_LIST = re.compile(r"\s*[、，,]\s*")
_WORD = re.compile(r"([^\s、，,：:]+)[\s、，,：:]*(.*)", re.DOTALL)


class Wanted(NamedTuple):
    """What somebody wrote behind /veto, in which the reason stays as it was written."""

    unit: Unit
    period: Period
    act: Act
    reason: str


def ask(turn: Turn, sender: Sender, text: str) -> Answer:
    """Ask for a veto or for its end, and show every other leader and admin what would follow; nothing counts yet."""
    person = turn.person(sender)
    if not person.leader:
        raise Refusal("veto_leaders_only")
    if turn.drill is not None:
        raise Refusal("veto_in_drill")
    wanted = _read(turn, sender, text)
    unit, period = wanted.unit, wanted.period
    refuse_unless(person, "veto", unit)
    refuse_when_over(turn, sender, period, unit)
    table_of(turn, unit.arena or "", period, turn.tx.latest())
    effect = _effect(turn, wanted)
    if (before := vetoes.waiting(turn.tx, unit.id, str(period))) is not None:
        raise Refusal("veto_waits", unit=unit.name, period=period.chinese, by=before.person_name)
    others = signers(turn, unit.id, person.id)
    if not others:
        raise Refusal("veto_alone")
    reason = _reason(wanted.reason)
    cell = Cell(unit.id, VETO, str(period), value=effect, note=reason)
    number = vetoes.ask(turn.tx, wanted.act, cell, person.id, person.name)
    turn.record(person.id, f"veto_{wanted.act}")
    proof.brought(turn, sender, number)
    payload = VetoAsked(number, unit.id, turn.as_of())
    for other in others:
        turn.owe(other, "veto", payload, key=str(number))
    turn.owe_private(sender, "veto_asked", payload, key=str(number))
    return Answer()


def _read(turn: Turn, sender: Sender, text: str) -> Wanted:
    """Read `单位 [期间] [解除] 理由`; 解除 may stand before the unit, too."""
    today = turn.local(turn.judged_at(sender)).date()
    year = turn.rulebook.competition.year
    word, rest = _named(turn, text)
    act: Act = "impose"
    if _lifts(word):
        act, (word, rest) = "lift", _named(turn, rest)
    if not word:
        raise Refusal("veto_usage", period=turn.month(turn.judged_at(sender)).chinese)
    period = None
    while True:
        after, behind = _first(rest)
        second, further = _first(behind)
        two = whole_periods([clean(after), clean(second)])  # November 2026
        if period is None and len(two) == 1 and (named := read_period(two[0], today, year)) is not None:
            period, behind = named, further
        elif period is None and (named := read_period(clean(after), today, year)) is not None:
            period = named
        elif _lifts(after) and act == "impose":
            act = "lift"
        else:
            break
        rest = behind
    period = period or turn.month(turn.judged_at(sender))
    if not turn.has_rules_for(period):
        raise Refusal("period_year", period=period.chinese, year=year)
    if period.first > today:
        raise Refusal("veto_future", period=period.chinese)
    unit = _unit(turn, word, period)
    refuse_unless_there(unit, period)
    _refuse_several(turn.rulebook_on(period.first), unit, text, rest)
    return Wanted(unit, period, act, rest)


def _lifts(word: str) -> bool:
    return clean(word).lower() in phrases.LIFT


def _refuse_several(rulebook: Rulebook, unit: Unit, text: str, rest: str) -> None:
    """Refuse another unit beside the first one: in a list, behind it, or at the beginning of a further line."""
    parts = _LIST.sub("、", seen(text)).split()
    named = parts[1 if _lifts(parts[0]) and len(parts) > 1 else 0].split("、")
    listed = (unit_named(rulebook, name).entry for name in named[1:])
    behind = (one for line in rest.splitlines() for one in exactly(clean(_first(line)[0]), rulebook.units))
    for other in (*listed, *behind):
        if other not in (None, unit):
            raise Refusal("veto_one_unit", unit=unit.name, other=other.name)


def _first(text: str) -> tuple[str, str]:
    found = _WORD.match(seen(text))
    return ("", "") if found is None else (found[1], found[2])


def _named(turn: Turn, text: str) -> tuple[str, str]:
    """Part the unit from what stands behind it: in English its name has several words."""
    said = seen(text)
    end = exact_end(said, turn.rulebook.units) if said[:1].isascii() else None
    return (said[:end], said[end:].strip()) if end else _first(text)


def _unit(turn: Turn, word: str, period: Period) -> Unit:
    """Return the competing unit that a name means by the rules of a period; what only may mean one is refused."""
    rulebook = turn.rulebook_on(period.first)
    named = unit_named(rulebook, word)
    if named.entry is not None:
        return named.entry
    if (today := unit_named(turn.rulebook, word).entry) is not None:
        raise Refusal("veto_unit_not_then", unit=today.name, period=period.chinese)
    for unit in exactly(clean(word), rulebook.units):
        raise Refusal("veto_not_competing", unit=unit.name)
    raise Refusal("veto_unit", text=clean(word), suggestions=[unit.name for unit in named.candidates])


def _reason(written: str) -> str:
    if sum(map(str.isalnum, written)) < 2:
        raise Refusal("veto_reason")
    return read_reason(written)


def _effect(turn: Turn, wanted: Wanted) -> str:
    """Return what the veto does: by the rulebook, or what the one that is to end does."""
    unit, period = wanted.unit, wanted.period
    told = {"unit": unit.name, "period": period.chinese}
    standing = vetoes.as_of(turn.tx, [str(period)], turn.tx.latest())
    mine = next((cell for cell in standing if cell.unit == unit.id), None)
    if wanted.act == "lift":
        if mine is None:
            raise Refusal("veto_none", **told)
        return mine.value or ""
    if mine is not None:
        raise Refusal("veto_stands", **told, effect=mine.value or "", zeroed=categories(turn, period))
    rulebook = turn.rulebook_on(period.first)
    effect = rulebook.competition.veto
    if not rulebook.can_veto(effect, unit.arena):
        raise Refusal("veto_no_rule", unit=unit.name, effect=effect, zeroed=categories(turn, period))
    return effect
