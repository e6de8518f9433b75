"""A leader asks that a unit be vetoed, or that its veto end; once another leader or an admin agrees, it counts."""

import re
from typing import NamedTuple

from handlers import phrases
from handlers.deciding.actions.reviews import read_reason
from handlers.names import unit_named
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text, as_known
from handlers.standings.actions.boards import Table, cells, table_of
from handlers.turn import Turn
from handlers.vetoing.results import Place, Proposal, VetoAsked
from scoring import access
from scoring.access import Person, Wish
from scoring.calendar import Period, read_period
from scoring.reading.lines import clean, seen
from scoring.reading.names import exactly
from scoring.rulebook.model import VETO, Unit
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import score
from scoring.standings.vetoes import in_words
from storage import roster, vetoes
from storage.outbox import Letter
from storage.vetoes import Act, Asked, Said

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
    if sender.files:
        raise Refusal("veto_files")
    if turn.drill is not None:
        raise Refusal("veto_in_drill")
    wanted = _read(turn, sender, text)
    unit, period = wanted.unit, wanted.period
    _refuse_unless(person, "veto", unit)
    turn.refuse_when_locked(sender, period)
    table_of(turn, unit.arena or "", period, turn.tx.latest())
    effect = _effect(turn, wanted)
    if (before := vetoes.waiting(turn.tx, unit.id, str(period))) is not None:
        raise Refusal("veto_waits", unit=unit.name, period=period.chinese, by=before.person_name)
    signers = _signers(turn, unit.id, person.id)
    if not signers:
        raise Refusal("veto_alone")
    reason = _reason(wanted.reason)
    cell = Cell(unit.id, VETO, str(period), value=effect, note=reason)
    number = vetoes.ask(turn.tx, wanted.act, cell, person.id, person.name)
    turn.record(person.id, f"veto_{wanted.act}")
    payload = VetoAsked(number, unit.id, turn.as_of())
    for signer in signers:
        turn.owe(signer, "veto", payload, key=str(number))
    turn.answer(
        sender,
        "veto_asked",
        lifts=wanted.act == "lift",
        unit=unit.name,
        period=period.chinese,
        effects=_effects(turn, period, effect),
        reason=reason,
        signers=[turn.person_by_id(one).name for one in signers],
    )
    return Answer()


def answer(turn: Turn, sender: Sender, _letter: int, number: int, said: Said) -> Answer:
    """Agree to what was asked, which counts from then on, or decline it; never alone, once, and before the lock."""
    person, asked = turn.person(sender), _known(turn, number)
    unit = turn.rulebook.unit(asked.unit)
    _refuse_unless(person, "sign_veto", unit)
    if person.id == asked.person:
        raise Refusal("veto_own_word")
    if asked.answered_by:
        raise Refusal("veto_answered", by=asked.answered_by)
    turn.refuse_when_locked(sender, asked.in_period)
    vetoes.answer(turn.tx, asked, said, person.id, person.name)
    turn.record(person.id, f"veto_{said}")
    told = {
        "lifts": asked.act == "lift",
        "unit": unit.name,
        "period": asked.in_period.chinese,
        "effects": _effects(turn, asked.in_period, asked.effect),
        "reason": asked.reason,
        "by": asked.person_name,
        "signer": person.name,
    }
    payload = Text(
        "veto_declined" if said == "decline" else "veto_lifted" if asked.act == "lift" else "veto_imposed", told
    )
    for one in dict.fromkeys([asked.person, *_signers(turn, asked.unit, asked.person), person.id]):
        turn.owe(one, "text", payload, key=f"veto:{number}")
    if said == "agree":
        heads = roster.acting_ids(turn.tx, "head", (asked.unit,))
        for chat in (*heads, *(() if turn.group is None else (turn.group,))):
            turn.push(chat, "text", payload, key=f"veto:{number}")
    return Answer("veto_agree" if said == "agree" else "veto_decline")


def answered(turn: Turn, sender: Sender, letter: Letter, _text: str, decision: Decision | None) -> Answer | None:
    """Take a reply to the card as its buttons: 同意 agrees, 驳回 declines; it asks nothing else."""
    meant: dict[str, Said] = {"confirm": "agree", "return": "decline"}
    said = None if decision is None else meant.get(decision.act)
    return None if said is None else answer(turn, sender, letter.id, letter.payload["veto"], said)


def proposal(turn: Turn, owed: Owed[VetoAsked]) -> Proposal:
    """Describe what is asked, and what the standings are with and without it as of the moment of asking."""
    asked = _known(turn, owed.payload.veto)
    now, then = _standings(turn, asked, owed.payload.as_of)
    pairs = [(row, _row(then, row["unit"])) for row in now["rows"] if row["unit"] != asked.unit]
    return Proposal(
        letter=owed.number,
        veto=asked.id,
        act=asked.act,
        unit=turn.rulebook.unit(asked.unit).name,
        period=asked.in_period.chinese,
        effects=_effects(turn, asked.in_period, asked.effect),
        reason=asked.reason,
        by=asked.person_name,
        at=turn.stamp(asked.asked_at),
        now=_place(_row(now, asked.unit)),
        then=_place(_row(then, asked.unit)),
        others=tuple(
            (one["name"], str(one["rank"]), str(two["rank"])) for one, two in pairs if one["rank"] != two["rank"]
        ),
    )


def _read(turn: Turn, sender: Sender, text: str) -> Wanted:
    """Read `单位 [期间] [解除] 理由`; 解除 may stand before the unit, too."""
    today = turn.local(turn.judged_at(sender)).date()
    year = turn.rulebook.competition.year
    word, rest = _first(text)
    act: Act = "impose"
    if clean(word) == phrases.LIFT:
        act, (word, rest) = "lift", _first(rest)
    if not word:
        raise Refusal("veto_usage", period=turn.month(turn.judged_at(sender)).chinese)
    unit, period = _unit(turn, word), None
    while True:
        word, after = _first(rest)
        if period is None and (named := read_period(clean(word), today, year)) is not None:
            period = named
        elif clean(word) == phrases.LIFT and act == "impose":
            act = "lift"
        else:
            break
        rest = after
    period = period or turn.month(turn.judged_at(sender))
    if period.year != year:
        raise Refusal("period_year", period=period.chinese, year=year)
    if period.first > today:
        raise Refusal("veto_future", period=period.chinese)
    return Wanted(unit, period, act, rest)


def _first(text: str) -> tuple[str, str]:
    found = _WORD.match(seen(text))
    return ("", "") if found is None else (found[1], found[2])


def _unit(turn: Turn, word: str) -> Unit:
    """Return the unit that a name means; one that only may be meant, or does not compete, is refused."""
    named = unit_named(turn.rulebook, word)
    if named.entry is not None:
        return named.entry
    for unit in exactly(clean(word), turn.rulebook.units):
        raise Refusal("veto_not_competing", unit=unit.name)
    raise Refusal("veto_unit", text=clean(word), suggestions=[unit.name for unit in named.candidates])


def _reason(written: str) -> str:
    if sum(map(str.isalnum, written)) < 2:
        raise Refusal("veto_reason")
    return read_reason(written)


def _refuse_unless(person: Person, wish: Wish, unit: Unit) -> None:
    if access.may(wish, access.relations(person, unit.id, ())):
        return
    raise Refusal("veto_own_unit" if person.is_of(unit.id) else "veto_signers_only", unit=unit.name)


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
        raise Refusal("veto_stands", **told, effects=_effects(turn, period, mine.value or ""))
    rulebook = turn.rulebook_on(period.first)
    if not rulebook.can_veto(rulebook.competition.veto, unit.arena):
        raise Refusal("veto_no_rule", unit=unit.name, effects=_effects(turn, period, rulebook.competition.veto))
    return rulebook.competition.veto


def _effects(turn: Turn, period: Period, effect: str) -> str:
    return in_words(effect, {each.id: each.name for each in turn.rulebook_on(period.first).categories})


def _known(turn: Turn, number: int) -> Asked:
    found = vetoes.get(turn.tx, number)
    if found is None:
        raise Refusal("veto_unknown")
    return found


def _signers(turn: Turn, unit: str, but: int) -> list[int]:
    """Return whose word may let it count: the other leaders and the admins, none of them of the unit."""
    found = [*roster.acting_ids(turn.tx, "leader"), *roster.acting_ids(turn.tx, "admin")]
    people = (turn.person_by_id(one) for one in dict.fromkeys(found) if one != but)
    return [one.id for one in people if access.may("sign_veto", access.relations(one, unit, ()))]


def _standings(turn: Turn, asked: Asked, as_of: str) -> tuple[Table, Table]:
    """Return the standings as they are, and as they are once what was asked counts."""
    period, place = asked.in_period, (asked.unit, VETO, asked.period)
    rulebook = turn.rulebook_on(period.first)
    arena = rulebook.unit(asked.unit).arena or ""
    known = cells(turn.tx, period, as_known(as_of))
    without = [cell for cell in known if (cell.unit, cell.metric, cell.period) != place]
    ways = [as_json(score(rulebook, found, period, arena)) for found in (without, [*without, asked.cell])]
    now, then = reversed(ways) if asked.act == "lift" else ways
    return now, then


def _row(table: Table, unit: str) -> Table:
    found: Table = next(row for row in table["rows"] if row["unit"] == unit)
    return found


def _place(row: Table) -> Place:
    return None if row["rank"] is None else str(row["rank"]), row["total"]
