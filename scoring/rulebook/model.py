"""The rulebook as frozen data: competition, arenas, units, categories, metrics, and how a name finds them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from typing import Literal, TypeVar

from scoring.calendar import Period, PeriodKind, Schedule
from scoring.rulebook.ledgers import Kind, Source
from scoring.rulebook.methods import Events, Method
from scoring.rulebook.spelling import in_english, normalise

Rounding = Literal["half_up", "half_even"]

Ties = Literal["competition", "dense", "average"]

Role = Literal["base", "bonus", "deduction"]

Input = Literal["number", "count", "rate", "rank", "points", "events", "checklist", "rating", "tasks"]

Rollup = Literal["ratio", "sum", "mean", "last", "points_mean", "points_sum"]

Missing = Literal["zero", "renormalise", "arena_mean", "last_period", "block"]

Key = TypeVar("Key", str, tuple[str, str])
Entry = TypeVar("Entry")

VETO = "veto"
"""The word under which vetoes stand among values; no metric may be called so."""

ZERO_CATEGORY = "zero_category:"


@dataclass(frozen=True, slots=True)
class Competition:
    """One season: how points are rounded, tied and capped."""

    id: str
    name: str
    year: int
    timezone: str
    places: int
    rounding: Rounding
    round_at: Literal["metric", "total"]
    ties: Ties
    tie_break: tuple[str, ...]
    minimum_coverage: Fraction
    bonus_cap: Fraction
    deduction_cap: Fraction
    return_reasons: tuple[str, ...]
    """Why reports are returned most often: what a reviewer can press instead of writing it."""
    bonus_from: Fraction | None = None
    """The base from which on the bonus counts."""
    veto: str = "ineligible"
    """What a veto does that does not say so itself: `ineligible`, `bottom` or `zero_category:ID`."""


@dataclass(frozen=True, slots=True)
class Arena:
    """A 擂台: the units that are compared with each other."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or department; without an arena it only leads metrics.

    `begins` and `ends` are the first and last period in which it is there; None: it always was, it stays.
    """

    id: str
    name: str
    arena: str | None = None
    aliases: tuple[str, ...] = ()
    begins: Period | None = None
    ends: Period | None = None
    english: str = field(default="", compare=False)
    """What it is called in English, if the rulebook says so; people may write it, too."""

    def takes_part(self, period: Period) -> bool:
        """Say whether it is there in a period, or in a part of it."""
        return self._has_begun(period) and (self.ends is None or period.first <= self.ends.last)

    def reports(self, period: Period) -> bool:
        """Say whether it has values of its own in a period: it is there at its end, when they are reported."""
        return self._has_begun(period) and (self.ends is None or period.last <= self.ends.last)

    def has_left(self, day: date) -> bool:
        """Say whether it is no longer there on a day."""
        return self.ends is not None and self.ends.last < day

    def _has_begun(self, period: Period) -> bool:
        return self.begins is None or self.begins.first <= period.last


@dataclass(frozen=True, slots=True)
class Category:
    """A 类别 of an arena with its full marks."""

    id: str
    name: str
    arena: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Shrink:
    """Smoothing of a rate towards a share that is agreed beforehand: 100·(k+a)/(n+a+b)."""

    a: Fraction
    b: Fraction


@dataclass(frozen=True, slots=True)
class Metric:
    """A 指标: what is reported, who signs, and how it earns points."""

    id: str
    name: str
    arena: str
    category: str
    aliases: tuple[str, ...]
    points: Fraction
    role: Role
    leads: tuple[str, ...]
    sign: Literal["any", "all"]
    reporter: Literal["unit", "lead"]
    period: PeriodKind
    input: Input
    unit: str
    range: tuple[Fraction, Fraction] | None
    rollup: Rollup
    missing: Missing
    evidence: Literal["none", "optional", "required"]
    percent_ok: bool
    smoothing: Literal["raw", "wilson"] | Shrink
    level_names: Mapping[str, str] = field(hash=False)
    method: Method
    completes: str | None = None
    """The metric whose events are completed by the events of this one."""
    round_value: int | None = None
    """So many decimals x is rounded to before it is scored."""
    value_of: str | None = None
    """The metric whose cells are also those of this one; nobody reports it."""
    claims_wait: bool = True
    """Whether events that are only claimed make a cell pending."""
    source: Source | None = None
    """The ledgers that its values come from; nobody reports it."""
    english: str = field(default="", compare=False)
    """What it is called in English, if the rulebook says so; people may write it, too."""

    @property
    def is_reported(self) -> bool:
        """Whether anybody reports its values: it takes neither those of another one nor those of a ledger."""
        return self.value_of is None and self.source is None

    @property
    def reported_as(self) -> str:
        """The id under which the values of this metric are reported."""
        return self.value_of or self.id

    @property
    def levels(self) -> Mapping[str, Fraction]:
        """The points of each level of an events metric; empty for any other."""
        return self.method.levels if isinstance(self.method, Events) else {}

    @property
    def counts_each_time(self) -> bool:
        """Whether an event counts each time that it is told, not at its best level alone."""
        return isinstance(self.method, Events) and self.method.same_event == "sum"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long copies of evidence are kept: days after the lock of their period (None: for good), or after withdrawal.

    `quota`: the bytes that they may take in all, None where nobody counts.
    """

    days: int | None = None
    withdrawn_days: int = 30
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Publish:
    """Which periods become publications (通报); `notice`: working days in which objections to one are taken (公示).

    `freeze`: so many days before the last day of a period, and from which local time, the group is shown no provisional
    standings of it (封榜); None: never. `group`: how many units of provisional standings the group is shown, from the
    first; None: all. `office` (发文机关), `sign` (落款), `symbol` (发文字号, with {year} and {serial}), `to` (主送机关)
    and `title` (with {period} and {competition}) stand in circulars, where they are not empty. `template`: the name of
    the bureau's own .docx beside the rulebook, by which circulars are made; "": ours.
    """

    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    notice: int = 3
    freeze: tuple[int, time] | None = None
    group: int | None = None
    office: str = ""
    sign: str = ""
    symbol: str = ""
    to: str = ""
    title: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Flags:
    """When red and black flags are proposed, and to whom: at the closing of every `period`, in each arena.

    Red ones to the first `red` units, black ones to the last `black` whose total is below `black_below`. After `streak`
    periods in a row at the bottom leaders are told, in private; 0: never.
    """

    period: PeriodKind = "quarter"
    red: int = 1
    black: int = 1
    black_below: Fraction = Fraction(70)
    streak: int = 2


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A 竞赛方案 that has been read and found without fault; entries keep the order of the file."""

    competition: Competition
    schedule: Schedule
    arenas: tuple[Arena, ...]
    units: tuple[Unit, ...]
    categories: tuple[Category, ...]
    metrics: tuple[Metric, ...]
    fingerprint: str
    keeping: Keeping = Keeping()
    publish: Publish = Publish()
    flags: Flags | None = None
    targets: Mapping[tuple[str, str, str], Fraction] = field(default_factory=dict, hash=False)
    """The units' own targets by metric, unit and period; "" stands for every own period."""
    kinds: tuple[Kind, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict, hash=False)
    """English names by the Chinese ones, of whatever has one."""
    _arenas: Mapping[str, Arena] = field(init=False, repr=False, compare=False)
    _arena_names: Mapping[str, Arena] = field(init=False, repr=False, compare=False)
    _units: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _units_in: Mapping[str | None, tuple[Unit, ...]] = field(init=False, repr=False, compare=False)
    _dated: frozenset[str | None] = field(init=False, repr=False, compare=False)
    _categories: Mapping[str, Category] = field(init=False, repr=False, compare=False)
    _metrics: Mapping[str, Metric] = field(init=False, repr=False, compare=False)
    _unit_names: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _metric_names: Mapping[tuple[str, str], Metric] = field(init=False, repr=False, compare=False)
    _kinds: Mapping[str, Kind] = field(init=False, repr=False, compare=False)
    _kind_names: Mapping[str, Kind] = field(init=False, repr=False, compare=False)
    _unit_english: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _metric_english: Mapping[tuple[str, str], Metric] = field(init=False, repr=False, compare=False)
    _arena_english: Mapping[str, Arena] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        indices = {
            "_arenas": {arena.id: arena for arena in self.arenas},
            "_arena_names": {normalise(text): arena for text, arena in _arena_texts(self.arenas)},
            "_units": {unit.id: unit for unit in self.units},
            "_units_in": {key: tuple(several) for key, several in _by_arena(self.units).items()},
            "_dated": frozenset(unit.arena for unit in self.units if unit.begins or unit.ends),
            "_categories": {category.id: category for category in self.categories},
            "_metrics": {metric.id: metric for metric in self.metrics},
            "_unit_names": {name: unit for unit in self.units for name in names_of(unit)},
            "_metric_names": {(metric.arena, name): metric for metric in self.metrics for name in names_of(metric)},
            "_kinds": {kind.id: kind for kind in self.kinds},
            "_kind_names": {name: kind for kind in self.kinds for name in names_of(kind)},
            "_unit_english": _of_one((in_english(unit.english), unit) for unit in self.units if unit.english),
            "_metric_english": _of_one(
                ((each.arena, in_english(each.english)), each) for each in self.metrics if each.english
            ),
            "_arena_english": _of_one(
                (in_english(self.english[arena.name]), arena) for arena in self.arenas if arena.name in self.english
            ),
        }
        for name, index in indices.items():
            object.__setattr__(self, name, index)

    def arena(self, arena_id: str) -> Arena:
        """Return the arena of that id (KeyError if there is none)."""
        return self._arenas[arena_id]

    def unit(self, unit_id: str) -> Unit:
        """Return the unit of that id (KeyError if there is none)."""
        return self._units[unit_id]

    def category(self, category_id: str) -> Category:
        """Return the category of that id (KeyError if there is none)."""
        return self._categories[category_id]

    def metric(self, metric_id: str) -> Metric:
        """Return the metric of that id (KeyError if there is none)."""
        return self._metrics[metric_id]

    def kind(self, kind_id: str) -> Kind:
        """Return the kind of matters of that id (KeyError if there is none)."""
        return self._kinds[kind_id]

    @property
    def leading(self) -> tuple[str, ...]:
        """The units that need a reviewer, in rulebook order: they lead metrics, or assign or verify matters."""
        leads = [lead for metric in self.metrics for lead in metric.leads]
        return tuple(dict.fromkeys(leads + [unit for kind in self.kinds for unit in kind.assigners + kind.verifiers]))

    def can_veto(self, effect: str, arena_id: str | None) -> bool:
        """Say whether a veto may do this in an arena: to a category only if it is one of its own."""
        if not effect.startswith(ZERO_CATEGORY):
            return effect in ("ineligible", "bottom")
        category = self._categories.get(effect.removeprefix(ZERO_CATEGORY))
        return category is not None and category.arena == arena_id

    def arena_of(self, metric: Metric) -> Arena:
        """Return the arena in which the metric is compared."""
        return self._arenas[metric.arena]

    def units_in(self, arena_id: str) -> tuple[Unit, ...]:
        """Return the contestants of an arena in rulebook order."""
        return self._units_in.get(arena_id, ())

    def units_during(self, arena_id: str, period: Period) -> tuple[Unit, ...]:
        """Return the contestants of an arena in a period, in rulebook order."""
        units = self.units_in(arena_id)
        return tuple(unit for unit in units if unit.takes_part(period)) if self.is_dated(arena_id) else units

    def is_dated(self, arena_id: str) -> bool:
        """Say whether any contestant of an arena joins or leaves."""
        return arena_id in self._dated

    def categories_in(self, arena_id: str) -> tuple[Category, ...]:
        """Return the categories of an arena in rulebook order."""
        return tuple(category for category in self.categories if category.arena == arena_id)

    def metrics_in(self, arena_id: str) -> tuple[Metric, ...]:
        """Return the metrics of an arena in rulebook order."""
        return tuple(metric for metric in self.metrics if metric.arena == arena_id)

    def reported_in(self, arena_id: str) -> tuple[Metric, ...]:
        """Return the metrics of an arena that somebody reports: none whose values come from elsewhere."""
        return tuple(metric for metric in self.metrics_in(arena_id) if metric.is_reported)

    def find_arena(self, text: str) -> Arena | None:
        """Return the arena whose id or name this is after normalisation, or that alone is called so in English."""
        return self._arena_names.get(normalise(text)) or self._arena_english.get(in_english(text))

    def find_unit(self, text: str) -> Unit | None:
        """Return the unit whose id, name or alias this is (NFKC), or that alone is called so in English."""
        return self._unit_names.get(normalise(text)) or self._unit_english.get(in_english(text))

    def find_metric(self, text: str, arena_id: str) -> Metric | None:
        """Return the metric of an arena whose id, name or alias this is, or that alone is called so in English."""
        return self._metric_names.get((arena_id, normalise(text))) or self._metric_english.get(
            (arena_id, in_english(text))
        )

    def find_kind(self, text: str) -> Kind | None:
        """Return the kind of matters whose id, name or alias this is after normalisation, else None."""
        return self._kind_names.get(normalise(text))


def _by_arena(units: tuple[Unit, ...]) -> dict[str | None, list[Unit]]:
    found: dict[str | None, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.arena, []).append(unit)
    return found


def names_of(entry: Unit | Metric | Kind) -> tuple[str, ...]:
    """Return every text that names a unit, metric or kind, normalised: id, name, aliases."""
    return tuple(dict.fromkeys(normalise(text) for text in (entry.id, entry.name, *entry.aliases)))


def _of_one(named: Iterable[tuple[Key, Entry]]) -> Mapping[Key, Entry]:
    """Return what has each English name, but for those that several have."""
    found: dict[Key, list[Entry]] = {}
    for name, entry in named:
        found.setdefault(name, []).append(entry)
    return {name: entries[0] for name, entries in found.items() if len(entries) == 1}


def _arena_texts(arenas: tuple[Arena, ...]) -> list[tuple[str, Arena]]:
    """Return names before ids, so that an id wins where another arena's name is spelt like it."""
    return [(arena.name, arena) for arena in arenas] + [(arena.id, arena) for arena in arenas]
