"""What was asked is shown, and answered once: another person agrees or declines, or whoever asked takes it back."""

from datetime import datetime

from handlers.evidence.actions import SEE
from handlers.people.actions import refuse_same_person
from handlers.phrases import compared
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text, as_known
from handlers.season import is_to_close
from handlers.standings.actions.boards import Table, cells
from handlers.turn import Turn
from handlers.vetoing.actions import proof
from handlers.vetoing.results import Place, Proposal, VetoAsked
from scoring import access
from scoring.access import Person, Wish
from scoring.calendar import Period
from scoring.rulebook.model import VETO, Unit
from scoring.season import KINDS
from scoring.standings.output import as_json
from scoring.standings.score import score
from storage import evidence, publications, roster, vetoes
from storage.outbox import Letter
from storage.vetoes import Asked, Said


def answer(turn: Turn, sender: Sender, _letter: int, number: int, said: Said) -> Answer:
    """Agree to what was asked, which counts from then on, or decline it: never alone, once, and in time."""
    person, asked = turn.person(sender), proof.known(turn, number)
    refuse_unless(person, "sign_veto", proof.unit_of(turn, asked))
    if person.id == asked.person:
        raise Refusal("veto_own_word")
    refuse_same_person(turn, person, (asked.person,))
    if said == "agree" and asked.person not in roster.acting_ids(turn.tx, "leader"):
        raise Refusal("veto_orphan", by=asked.person_name)
    _settle(turn, sender, asked, person, said)
    turn.record(person.id, f"veto_{said}")
    payload = _outcome(turn, asked, person, said)
    for one in dict.fromkeys([asked.person, *signers(turn, asked.unit, asked.person), person.id]):
        turn.owe(one, "text", payload, key=f"veto:{number}")
    if said == "agree":
        heads = roster.acting_ids(turn.tx, "head", (asked.unit,))
        for chat in (*heads, *(() if turn.group is None else (turn.group,))):
            turn.push(chat, "text", payload, key=f"veto:{number}")
    return Answer("veto_agree" if said == "agree" else "veto_decline")


def withdraw(turn: Turn, sender: Sender, _letter: int, number: int) -> Answer:
    """Take back what nobody has answered: only whoever asked."""
    person, asked = turn.person(sender), proof.known(turn, number)
    if person.id != asked.person:
        raise Refusal("veto_others_word", by=asked.person_name)
    _settle(turn, sender, asked, person, "decline")
    turn.record(person.id, "veto_withdraw")
    for one in (person.id, *signers(turn, asked.unit, person.id)):
        turn.owe(one, "text", _outcome(turn, asked, person, "decline"), key=f"veto:{number}")
    return Answer("veto_withdraw")


def _settle(turn: Turn, sender: Sender, asked: Asked, person: Person, said: Said) -> None:
    if asked.answered_by:
        raise Refusal("veto_answered", by=asked.answered_by)
    refuse_when_over(turn, sender, asked.in_period, proof.unit_of(turn, asked))
    vetoes.answer(turn.tx, asked, said, person.id, person.name)


def _outcome(turn: Turn, asked: Asked, signer: Person, said: Said) -> Text:
    told = {
        "lifts": asked.act == "lift",
        "unit": proof.unit_of(turn, asked).name,
        "period": asked.in_period.chinese,
        "effect": asked.effect,
        "zeroed": categories(turn, asked.in_period),
        "reason": asked.reason,
        "by": asked.person_name,
        "signer": signer.name,
        "veto": asked.id,
        "files": len(evidence.of_veto(turn.tx, asked.id)),
    }
    if signer.id == asked.person:
        return Text("veto_withdrawn", told)
    if said == "decline":
        return Text("veto_declined", told)
    return Text("veto_lifted" if asked.act == "lift" else "veto_imposed", told)


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer | None:
    """Take a reply to a card as its buttons: 同意, 驳回, 撤销 or 佐证; files with it are evidence of whoever asked."""
    number = letter.payload["veto"]
    if sender.files:
        return proof.add(turn, sender, number)
    if compared(text) in SEE:
        return proof.show(turn, sender, number)
    match "" if decision is None else decision.act:
        case "confirm":
            return answer(turn, sender, letter.id, number, "agree")
        case "return":
            return answer(turn, sender, letter.id, number, "decline")
        case "take_back":
            return withdraw(turn, sender, letter.id, number)
        case _:
            return None


def proposal(turn: Turn, owed: Owed[VetoAsked]) -> Proposal:
    """Describe what is asked, and what the standings are with and without it as of the moment of asking."""
    asked = proof.known(turn, owed.payload.veto)
    now, then = _standings(turn, asked, owed.payload.as_of)
    pairs = [(row, _row(then, row["unit"])) for row in now["rows"] if row["unit"] != asked.unit]
    return Proposal(
        letter=owed.number,
        veto=asked.id,
        act=asked.act,
        unit=proof.unit_of(turn, asked).name,
        period=asked.in_period.chinese,
        effect=asked.effect,
        zeroed=categories(turn, asked.in_period),
        reason=asked.reason,
        by=asked.person_name,
        at=turn.stamp(asked.asked_at),
        now=_place(_row(now, asked.unit)),
        then=_place(_row(then, asked.unit)),
        others=tuple(
            (one["name"], str(one["rank"]), str(two["rank"])) for one, two in pairs if one["rank"] != two["rank"]
        ),
        signers=tuple(turn.person_by_id(one).name for one in signers(turn, asked.unit, asked.person)),
    )


def refuse_unless(person: Person, wish: Wish, unit: Unit) -> None:
    """Refuse whoever has not the right, and nobody has it about the own unit."""
    if access.may(wish, access.relations(person, unit.id, ())):
        return
    raise Refusal("veto_own_unit" if person.is_of(unit.id) else "veto_signers_only", unit=unit.name)


def refuse_when_over(turn: Turn, sender: Sender, period: Period, unit: Unit) -> None:
    """Refuse what comes when a period is closed, or locked and never to be closed; a longer one may still be open."""
    if _is_over(turn, period, turn.judged_at(sender)):
        longer = (Period.holding(kind, period.first) for kind in KINDS[KINDS.index(period.kind) + 1 :])
        still = [each.chinese for each in longer if not _is_over(turn, each, turn.now)]
        closed = publications.is_closed(turn.tx, str(period))
        raise Refusal("veto_over", unit=unit.name, period=period.chinese, closed=closed, longer=still)


def _is_over(turn: Turn, period: Period, moment: datetime) -> bool:
    if publications.is_closed(turn.tx, str(period)):
        return True
    return moment >= turn.lock_of(period) and not is_to_close(turn, period)


def categories(turn: Turn, period: Period) -> dict[str, str]:
    """Return what the categories are called in a period, by their ids: a veto may bring one to zero."""
    return {each.id: each.name for each in turn.rulebook_on(period.first).categories}


def signers(turn: Turn, unit: str, but: int) -> list[int]:
    """Return whose word may let it count: the other leaders and the admins, none of them of the unit."""
    found = [*roster.acting_ids(turn.tx, "leader"), *roster.acting_ids(turn.tx, "admin")]
    mine = roster.selves(turn.tx, but)
    people = (turn.person_by_id(one) for one in dict.fromkeys(found) if one not in mine)
    return [one.id for one in people if access.may("sign_veto", access.relations(one, unit, ()))]


def _standings(turn: Turn, asked: Asked, as_of: str) -> tuple[Table, Table]:
    """Return the standings as they are, and as they are once what was asked counts."""
    period, place = asked.in_period, (asked.unit, VETO, asked.period)
    rulebook = turn.rulebook_on(period.first)
    arena = proof.unit_of(turn, asked).arena or ""
    known = cells(turn.tx, period, as_known(as_of))
    without = [cell for cell in known if (cell.unit, cell.metric, cell.period) != place]
    final = turn.is_locked(period)
    ways = [as_json(score(rulebook, found, period, arena, final=final)) for found in (without, [*without, asked.cell])]
    now, then = reversed(ways) if asked.act == "lift" else ways
    return now, then


def _row(table: Table, unit: str) -> Table:
    found: Table = next(row for row in table["rows"] if row["unit"] == unit)
    return found


def _place(row: Table) -> Place:
    return None if row["rank"] is None else str(row["rank"]), row["total"]
