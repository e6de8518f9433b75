"""The one way something is done to a part of a matter: judged, stored, folded, kept and counted in one step."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from handlers.matters.actions import keeping, who
from handlers.results import Refusal, Sender
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period, PeriodKind
from scoring.matters import cast, folding, judging
from scoring.matters.cast import Affair
from scoring.matters.judging import Doer, Refused
from scoring.matters.part import Standing, terms_of
from scoring.matters.table import ActName, Role
from scoring.rulebook.ledgers import Kind
from storage import matters, parts
from storage.matters import Act, Matter, Owned, Part

WIDE = 100_000
"""What one message does at one of its places may be so many acts: a matter is assigned to many units."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A part with where it stands now."""

    part: Part
    where: Standing


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do to a part, as read; `out_of`: the figure behind the stroke of 38/40."""

    act: ActName
    deadline: datetime | None = None
    quantity: int | None = None
    words: str | None = None
    measure: str | None = None
    responsible: str | None = None
    evidence: int = 0
    to_unit: str | None = None
    out_of: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A matter that somebody assigns or proposes: its kind, what it is about, and what each unit owes."""

    kind: Kind
    title: str
    deadline: datetime
    owed: tuple[tuple[str, int | None], ...]
    helpers: tuple[str, ...] = ()
    source: str | None = None
    parent: int | None = None
    measure: str | None = None
    responsible: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done: the act, where the part stood before (None: it is new) and stands after it.

    `there`: of a hand-over the part that goes on elsewhere. `locked`: the period whose lock keeps what was dated before
    the deadline from being in time.
    """

    act: Act
    before: Standing | None
    after: Seen
    there: Seen | None = None
    locked: Period | None = None


@dataclass(slots=True)
class _Step:
    """What was written by one step, before the chain seals it: the moment of it all, and the cells that follow."""

    turn: Turn
    moment: datetime
    touched: keeping.Touched = field(default_factory=set)

    def take(self, part: Part, act: Act, where: Standing) -> tuple[Act, Seen]:
        """Store an act on a part, and keep where the part stands after it."""
        stored = matters.add_act(self.turn.tx, act)
        then = replace(part, acts=(*part.acts, stored))
        self.touched |= keeping.keep(self.turn, then, where, len(part.acts))
        return stored, Seen(then, where)


def seen(turn: Turn, number: int, unit: str) -> Seen | None:
    """Return a part of a matter with where it stands now; None where there is none."""
    part = matters.part(turn.tx, number, unit)
    return None if part is None else Seen(part, keeping.standing_of(turn, part))


def roles_of(turn: Turn, person: Person, part: Part) -> frozenset[Role]:
    """Say which roles a person has about a part, from the roster as it is now."""
    terms = part.terms
    left = (bool(who.outside(turn, part.unit, "reviewer", units)) for units in (terms.verifiers, terms.assigners))
    return cast.roles(person, Affair(part.unit, terms.verifiers, terms.assigners, part.matter.assigner, *left))


def stance_of(turn: Turn, person: Person, part: Part) -> Doer:
    """Say how a person stands to a part, whatever they want to do about it."""
    unit, today = turn.rulebook.find_unit(part.unit), turn.local(turn.now).date()
    there = unit is not None and not unit.has_left(today)
    return Doer(roles_of(turn, person, part), person.is_of(part.unit), there)


def doer_of(turn: Turn, person: Person, part: Part, wish: Wish) -> Doer:
    """Say how a person stands to a part that they want to do something about."""
    doer, to = replace(stance_of(turn, person, part), out_of=wish.out_of), wish.to_unit
    if to is None:
        return doer
    return replace(doer, has_part=matters.part(turn.tx, part.number, to) is not None, of_target=person.is_of(to))


def may(turn: Turn, person: Person, one: Seen, wish: Wish, stance: Doer) -> bool:
    """Say whether a person who stands so to a part could do what names no other unit and no 38/40 to it."""
    act, clock = _act(turn, person, one.part, wish, (turn.now, turn.now)), keeping.clock_of(turn)
    return judging.allowed(one.part.terms, one.where, act.told, stance, clock)


def do(turn: Turn, sender: Sender, person: Person, one: Seen, wish: Wish, ordinal: int = 0) -> Deed:
    """Let a person do something to a part as it was seen; refused where the table, the clock or the cast says so.

    The ordinal tells what one message does from all else that it does.
    """
    part, clock = one.part, keeping.clock_of(turn)
    step = _Step(turn, turn.tx.next_moment())
    act = _act(turn, person, part, wish, (turn.judged_at(sender), step.moment), sender, ordinal * WIDE)
    found = judging.judge(part.terms, part.told, act.told, doer_of(turn, person, part, wish), clock)
    if isinstance(found, Refused):
        raise refusal(turn, part, wish.act, found)
    stored, after = step.take(part, act, found.standing)
    there = None if wish.act != "hand_over" else _open_there(step, one, after)
    _seal(step, person, wish.act)
    return Deed(stored, one.where, after, there, found.locked)


def assign(turn: Turn, sender: Sender, person: Person, order: Order, ordinal: int = 0) -> list[Deed]:
    """Give a new matter to its units, or let a head propose it for the own one; who may is asked of every part."""
    step, clock = _Step(turn, turn.tx.next_moment()), keeping.clock_of(turn)
    judged, name = turn.judged_at(sender), _opening(person, order)
    matter = _open(step, sender, person, order, ordinal)
    found = []
    for place, (unit, quantity) in enumerate(order.owed):
        owned = Owned(matter.number, unit, quantity, order.deadline, terms_of(turn.rulebook, order.kind, unit))
        part = Part(matter, owned, ())
        wish = Wish(name, order.deadline, quantity, None, order.measure, order.responsible)
        act = _act(turn, person, part, wish, (judged, step.moment), sender, ordinal * WIDE + place)
        done = judging.judge(owned.terms, (), act.told, doer_of(turn, person, part, wish), clock)
        if isinstance(done, Refused):
            raise refusal(turn, part, name, done)
        matters.add_part(turn.tx, owned)
        stored, after = step.take(part, act, done.standing)
        found.append(Deed(stored, None, after))
    _seal(step, person, name)
    return found


def wipe(turn: Turn, person: Person, reason: str) -> int:
    """Withdraw every part there is, whatever its state: what was assigned in a rehearsal never was."""
    step, clock = _Step(turn, turn.tx.next_moment()), keeping.clock_of(turn)
    live = [part for part in matters.every(turn.tx) if not _is_gone(turn, part)]
    for place, part in enumerate(live):
        act = _act(turn, person, part, Wish("withdraw", words=reason), (step.moment, step.moment), None, place)
        where = folding.fold(part.terms, (*part.told, act.told), clock, step.moment)
        step.take(part, act, where)
    keeping.fill(turn, step.touched, step.moment)
    return len(live)


def _is_gone(turn: Turn, part: Part) -> bool:
    kept = parts.get(turn.tx, part.number, part.unit)
    return kept is not None and kept.state == "withdrawn"


def put_above(turn: Turn, sender: Sender, person: Person, order: Order, ordinal: int = 0) -> int:
    """Note a matter that nobody owes a part of, it only stands above others; its deadline says nothing."""
    if not cast.may_assign(person, order.kind.assigners, ""):
        leads = [turn.unit_name(unit) for unit in order.kind.assigners]
        raise Refusal("matter_assign_right", kind=order.kind.name, leads=leads)
    step = _Step(turn, turn.tx.next_moment())
    matter = _open(step, sender, person, order, ordinal)
    _seal(step, person, "assign")
    return matter.number


def _open(step: _Step, sender: Sender, person: Person, order: Order, ordinal: int) -> Matter:
    """Store a matter under a new number."""
    turn = step.turn
    matter = Matter(
        0, order.kind.id, order.title, order.source, order.parent, order.helpers, order.measure, order.responsible,
        person.id, person.name, turn.judged_at(sender), step.moment, sender.chat, sender.message, turn.bot,
    )  # fmt: skip
    return matters.open_new(turn.tx, matter, turn.cause, ordinal)


def _opening(person: Person, order: Order) -> ActName:
    """Return how a matter begins: a head proposes one of a kind that allows it for the own unit, others assign it."""
    own = all(unit in person.heads for unit, _ in order.owed)
    return "propose" if order.kind.propose and own and order.owed else "assign"


def _open_there(step: _Step, one: Seen, after: Seen) -> Seen:
    """Let a part that was handed over go on with its new unit."""
    last, part = after.part.acts[-1], after.part
    told = folding.opening_there(one.where, last.told)
    owned = replace(part.owned, unit=last.to_unit or "", quantity=told.quantity, deadline=one.where.deadline)
    owned = replace(owned, terms=replace(owned.terms, periods=terms_there(step.turn, part, owned.unit)))
    matters.add_part(step.turn.tx, owned)
    there = Part(part.matter, owned, ())
    rules = {name: getattr(told, name) for name in type(told).__slots__}
    act = replace(last, **rules, unit=owned.unit, ordinal=last.ordinal + 1, id=0)
    where = folding.fold(owned.terms, (act.told,), keeping.clock_of(step.turn), step.moment)
    return step.take(there, act, where)[1]


def terms_there(turn: Turn, part: Part, unit: str) -> tuple[PeriodKind, ...]:
    """Return in which kinds of periods a part counts for another unit; as before where the rules lack its kind."""
    kind = turn.rulebook.find_kind(part.matter.kind)
    return part.terms.periods if kind is None else terms_of(turn.rulebook, kind, unit).periods


def _seal(step: _Step, person: Person, name: ActName) -> None:
    """Let the cells hold what follows, and the chain seal all that was written."""
    keeping.fill(step.turn, step.touched, step.moment)
    step.turn.record(person.id, f"matter_{name}")


def _act(
    turn: Turn,
    person: Person,
    part: Part,
    wish: Wish,
    when: tuple[datetime, datetime],
    sender: Sender | None = None,
    ordinal: int = 0,
) -> Act:
    """Return an act as it is stored; `when`: the moment by which it is judged, and when it was taken over."""
    told: dict[str, Any] = {name: value for name, value in asdict(wish).items() if name not in ("act", "out_of")}
    if sender is not None:
        told |= {"chat": sender.chat, "message": sender.message, "bot": turn.bot}
    at, taken = when
    told |= {"number": part.number, "unit": part.unit, "cause": turn.cause, "ordinal": ordinal}
    return Act(wish.act, person.id, at, taken, person_name=person.name, **told)


def refusal(turn: Turn, part: Part, act: ActName, found: Refused) -> Refusal:
    """Return why something is refused, with what its sentence needs."""
    told = {name: _plain(turn, value) for name, value in found.values.items()}
    return Refusal(f"matter_{found.code}", number=part.number, unit=part.unit, act=act, **told)


def _plain(turn: Turn, value: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, datetime):
        return turn.stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return value.chinese
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
