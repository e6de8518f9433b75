"""/pending: what waits for somebody."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers.journey import owed
from handlers.matters.actions.listing import waiting_for
from handlers.names import example
from handlers.reminding.actions import reviewers
from handlers.reminding.actions.heads import is_asked
from handlers.reminding.results import Todo, TodoAsked, Unreported
from handlers.results import Answer, Refusal, Sender, as_known
from handlers.standings.actions.boards import table_of
from handlers.submissions.actions import cards, deciders, submission
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period
from scoring.rulebook.model import Metric, Unit
from storage import flags, outbox, preferences, submissions
from storage.outbox import Letter
from storage.submissions import Stored

TO_DO = ("to do", "todo", "to-do")
"""What /pending is called in English."""


def todo_asked(turn: Turn, sender: Sender) -> Answer:
    """Owe the asker what waits for them; in private, wherever it was asked."""
    turn.owe_private(sender, "todo", TodoAsked(turn.person(sender).id, turn.as_of()))
    return Answer()


def todo(turn: Turn, person_id: int, as_of: datetime) -> Todo:
    """List what waits for a person: to decide, to mend, reported and waiting, not reported, letters without outcome."""
    person, open_ones = turn.person_by_id(person_id), submissions.every(turn.tx, state="pending")
    decide: list[Stored] = []
    mend: list[Stored] = []
    waiting: list[Stored] = []
    locked: list[Stored] = []
    for stored in to_decide(turn, person, open_ones):
        (locked if deciders.too_late(turn, stored, as_of) else decide).append(stored)
    for stored in _own(turn, person, open_ones):
        still = waiting if stored.state == "pending" else mend
        (locked if deciders.too_late(turn, stored, as_of) else still).append(stored)
    lost = [(letter.id, letter.kind, letter.attempts) for letter in outbox.unknown(turn.tx)] if person.admin else []
    in_digest = preferences.has_chosen(turn.tx, person.id, preferences.CARDS, reviewers.DIGEST)
    return Todo(
        decide=tuple(submission.claimed(turn, stored) for stored in decide),
        mend=tuple(submission.claimed(turn, stored) for stored in mend),
        waiting=tuple(cards.seen(turn, stored.number, stored.version) for stored in waiting),
        locked=tuple(submission.claimed(turn, stored) for stored in locked),
        missing=tuple(_missing(turn, person, as_of)),
        lost=tuple(lost),
        now=turn.local(as_of),
        cards=("digest" if in_digest else "at_once") if person.reviews else None,
        hours=tuple(reviewers.hours(turn)),
        matters=waiting_for(turn, person),
        flags=sum(flag.state == "proposed" for flag in flags.every(turn.tx)) if person.leader else 0,
    )


def to_decide(turn: Turn, person: Person, open_ones: Sequence[Stored]) -> list[Stored]:
    """Return the submissions that wait for a person's decision, pending ones (`open_ones`) first."""
    cases = [stored for stored in submissions.with_cases(turn.tx) if stored.state != "pending"]
    return [s for s in (*open_ones, *cases) if deciders.waits_for(turn, person, s) and _unsigned(turn, s, person)]


def _own(turn: Turn, person: Person, open_ones: Sequence[Stored]) -> list[Stored]:
    """Return the submissions of a head's units that nobody has confirmed, pending ones first."""
    returned = [s for unit in sorted(person.heads) for s in submissions.every(turn.tx, unit=unit, state="returned")]
    return [*(stored for stored in open_ones if stored.claim.unit in person.heads), *returned]


def listed(turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that an answer to /pending is about: what still waits of what waited then."""
    asked = owed(letter, TodoAsked).payload
    person, as_of = turn.person_by_id(asked.person), as_known(asked.as_of)
    open_ones = submissions.every(turn.tx, state="pending")
    found = (*to_decide(turn, person, open_ones), *_own(turn, person, open_ones))
    return [stored.number for stored in found if stored.moment <= as_of]


def _unsigned(turn: Turn, stored: Stored, person: Person) -> bool:
    where = deciders.where_is(turn, stored)
    return where.phase != "pending" or person.id not in dict(where.signed).values()


def _missing(turn: Turn, person: Person, as_of: datetime) -> Iterator[Unreported]:
    """Yield what every unit that a person is head of has not reported, for months not yet locked."""
    month = turn.month(as_of)
    for period in (month.shifted(-1), month):
        lock = turn.lock_of(period)
        if not turn.has_rules_for(period) or as_of >= lock:
            continue
        units = [each for each in turn.rulebook_on(period.first).units if each.takes_part(period)]
        for unit in sorted((each for each in units if each.id in person.heads), key=lambda each: each.id):
            missing = () if unit.arena is None else tuple(_unreported(turn, unit, unit.arena, period, as_of))
            own, others = (tuple(m for m in missing if is_asked(m, unit) is mine) for mine in (True, False))
            if own:
                due = turn.local(turn.report_due(period))
                mine, theirs = (tuple(metric.name for metric in found) for found in (own, others))
                yield Unreported(unit.name, period.chinese, due, turn.local(lock), mine, theirs, example(own[0]))


def _unreported(turn: Turn, unit: Unit, arena: str, period: Period, as_of: datetime) -> Iterator[Metric]:
    try:
        row = next(r for r in table_of(turn, arena, period, as_of)["rows"] if r["unit"] == unit.id)
    except Refusal:  # nothing counts, or it cannot be reckoned: whoever asks for the board is told
        return
    for metric in turn.rulebook_on(period.first).reported_in(arena):
        state = row["metrics"].get(metric.id, {}).get("state")
        if metric.input != "events" and state == "missing":
            yield metric
