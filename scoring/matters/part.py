"""A part of a matter: the acts on it as they were taken, and where it stands after them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from scoring.calendar import PeriodKind
from scoring.matters.table import ActName, Outcome, State
from scoring.rulebook.ledgers import Evidence, Form, Kind
from scoring.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Terms:
    """What the kind of the rulebook says under which a part was assigned.

    `year`: that of its competition; `periods`: the own periods of the metrics that the part counts in.
    """

    form: Form
    verifiers: tuple[str, ...]
    assigners: tuple[str, ...]
    year: int
    periods: tuple[PeriodKind, ...] = ()
    evidence: Evidence = "optional"
    recheck: int = 0
    mend: int = 2
    extensions: int = 2
    propose: bool = False


def terms_of(rulebook: Rulebook, kind: Kind, unit: str) -> Terms:
    """Return the terms under which a unit is given a part of a matter of a kind."""
    arena = rulebook.unit(unit).arena
    fed = [] if arena is None else rulebook.metrics_in(arena)
    periods = [metric.period for metric in fed if metric.source is not None and kind.id in metric.source.matters]
    return Terms(
        kind.form,
        kind.verifiers,
        kind.assigners,
        rulebook.competition.year,
        tuple(dict.fromkeys(periods)),
        kind.evidence,
        kind.recheck,
        kind.mend,
        kind.extensions,
        kind.propose,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a part, never changed: `at` the moment by which it is judged, `taken` when it was taken over.

    deadline: of assign, propose, receive and rebound that of the part, of ask the one that is wished, of move the new
    one. quantity: of assign, propose and receive how much there is to do, of progress, finish and amend how much of it
    is done. evidence: of finish how much came along. receive also says which round goes on and whether its outcome
    counts where it comes from (`counted_there`).
    """

    act: ActName
    person: int
    at: datetime
    taken: datetime
    deadline: datetime | None = None
    quantity: int | None = None
    words: str | None = None
    """The reason, or what somebody wrote with it."""
    measure: str | None = None
    responsible: str | None = None
    evidence: int = 0
    to_unit: str | None = None
    round: int = 1
    counted_there: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a part. `since`: when its outcome came to be, from which moment on it counts.

    `due_since`: when its deadline was set; `done`: the quantity that was verified; `rebound`: of which moment the 反弹
    is that opened it, and `opened` when that was taken over, both None of the first round; `counted_there`: its outcome
    counts for the unit that handed the part over.
    """

    number: int
    deadline: datetime
    due_since: datetime
    outcome: Outcome | None = None
    since: datetime | None = None
    done: int | None = None
    rebound: datetime | None = None
    opened: datetime | None = None
    counted_there: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a part stands at a moment: its state, its rounds, and what is known for the next act.

    `since`: when it came into this state · `asked`: the deadline that is wished while it is asking · `done`: how much
    the head said is done · `finished_at`: of the finish that waits or was verified · `returns` and `extensions`: in
    this round · `withdrawn`: when it was withdrawn, from which moment on it counts in no period that is open ·
    `handed_to`: to whom it was handed over · `turns`: until when it stays so by itself, None: for good · `last`: the
    last act but 催办, and `before`: where the part stood when it was done.
    """

    state: State
    round: Round
    since: datetime
    earlier: tuple[Round, ...] = ()
    quantity: int | None = None
    measure: str | None = None
    responsible: str | None = None
    done: int | None = None
    asked: datetime | None = None
    finisher: int | None = None
    finished_at: datetime | None = None
    verifier: int | None = None
    closed_at: datetime | None = None
    returns: int = 0
    extensions: int = 0
    recheck: date | None = None
    settled: bool = False
    withdrawn: datetime | None = None
    handed_to: str | None = None
    turns: datetime | None = None
    floor: datetime | None = None
    """No outcome that time brings is older: what was taken over then has let it happen."""
    last: Act | None = field(default=None, repr=False)
    before: "Standing | None" = field(default=None, repr=False, compare=False)

    @property
    def deadline(self) -> datetime:
        """The deadline as it is now."""
        return self.round.deadline

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the round that is on, or was the last."""
        return self.round.outcome

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Every round, the first one first."""
        return (*self.earlier, self.round)
