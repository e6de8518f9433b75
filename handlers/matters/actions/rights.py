"""What somebody may do with a part now, asked before anything is asked of them; and why not, with its sentence."""

from datetime import timedelta

from handlers.matters.actions import doing, who
from handlers.matters.actions.doing import Seen, Wish
from handlers.results import Refusal, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.table import ACTS, ActName, meant, possible
from scoring.rulebook.ledgers import Kind
from storage import roster
from storage.matters import Part

WISHES: tuple[ActName, ...] = (
    "verify", "return", "amend", "finish", "progress", "recall", "ask", "move", "withdraw", "settle", "rebound",
    "hand_over", "take_back", "urge",
)  # fmt: skip
"""What people say and press, in the order in which it is offered; 确认 and 退回 mean what the state makes of them."""
HEADS_WAIT, OTHERS_WAIT = ("asking", "verifying"), ("open", "asking")
"""The states in which heads wait for a verifier, and others for the heads: whom 催办 is offered."""
DATED = ("ask", "move", "rebound")
LATER = timedelta(days=31)


def kinds_of(turn: Turn, person: Person) -> tuple[Kind, ...]:
    """Return the kinds that somebody may assign, of whatever form."""
    placed = person.leader or person.admin
    return tuple(kind for kind in turn.rulebook.kinds if placed or person.reviews & set(kind.assigners))


def wished(one: Seen, wish: ActName) -> Wish:
    """Return an act as somebody would do it who brings all that it needs."""
    act = meant(one.where.state, wish)
    later = one.where.deadline + LATER if act in DATED else None
    figure = one.where.quantity if act in ("finish", "amend") else None
    return Wish(act, later, figure, words=act, measure=act, responsible=act, evidence=1)


def may(turn: Turn, person: Person, one: Seen, wish: ActName) -> bool:
    """Say whether a person could do an act now who brings all that it needs."""
    return doing.may(turn, person, one, wished(one, wish), doing.stance_of(turn, person, one.part))


def doable(turn: Turn, person: Person, one: Seen) -> tuple[ActName, ...]:
    """Return what a person could do with a part now, each as the act that the state makes of it."""
    state, head, stance = one.where.state, one.part.unit in person.heads, doing.stance_of(turn, person, one.part)
    within = {*possible(state, stance.roles), "take_back"}
    if state not in (HEADS_WAIT if head else OTHERS_WAIT):
        within.discard("urge")
    acts = ((wish, meant(state, wish)) for wish in WISHES)
    mine = ((act, wished(one, wish)) for wish, act in acts if act in within)
    return tuple(act for act, brought in mine if doing.may(turn, person, one, brought, stance))


def may_add(turn: Turn, person: Person, one: Seen) -> bool:
    """Say whether somebody may add evidence to a part: who could report it finished, until that is verified."""
    takes = one.where.state == "verifying" and one.part.terms.evidence != "none"
    return takes and "head" in doing.stance_of(turn, person, one.part).roles


def named(turn: Turn, part: Part) -> Values:
    """Return what every sentence about a part names it by; `part` says which one it is to whoever answers that."""
    return {"entry": entry(part.number), "unit": turn.unit_name(part.unit), "part": [part.number, part.unit]}


def refusal(turn: Turn, person: Person, one: Seen, act: ActName, found: Refusal) -> Refusal:
    """Return a refusal of an act with all that its sentence says."""
    told = found.values
    known = roster.all_names(turn.tx)
    due = next((told[name] for name in ("deadline", "asked", "until") if name in told), None)
    values: Values = {
        **named(turn, one.part),
        "state": told.get("state") or one.where.state,
        "acts": list(doable(turn, person, one)),
        "problem": one.part.terms.form == "problem",
        "quantity": one.where.quantity,
        "deed": act,
        "who": sorted(ACTS[act].by),
        "verifiers": list(who.verifying(turn, one.part)),
        "due": due,
        "limit": told.get("limit"),
        "days": told.get("days"),
        "minutes": told.get("minutes"),
        "said": told.get("said"),
        "period": told.get("period"),
        "by": known.get(told.get("by") or 0, ""),
        "other": turn.unit_name(told["to"]) if "to" in told else "",
    }
    return Refusal(found.code, **values)
