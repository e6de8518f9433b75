"""What is allowed in a rulebook but should be meant: warnings for `leitai check`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import get_args

from scoring.calendar import Period, PeriodKind
from scoring.faults import Fault, words
from scoring.language import both
from scoring.rulebook.methods import Events, Relative
from scoring.rulebook.model import Metric, Rulebook, Unit
from scoring.rulebook.schedule import doubts
from scoring.season import closed_kinds
from scoring.standings.columns import BY_POINTS
from scoring.standings.own_targets import has_own_targets, target_of
from scoring.standings.publish import published

_COUNTED = ("rate", "checklist", "tasks")


def warnings(rulebook: Rulebook) -> tuple[Fault, ...]:
    """Return what an author should look at again, in rulebook order; none of it stops a competition."""
    return (
        *doubts(rulebook.schedule),
        *_foreign_aliases(rulebook),
        *_heavy_categories(rulebook),
        *_risky_metrics(rulebook),
        *_idle_kinds(rulebook),
        *_idle_flags(rulebook),
    )


def _idle_flags(rulebook: Rulebook) -> list[Fault]:
    flags = rulebook.flags
    if flags is None or flags.period in closed_kinds(rulebook):
        return []
    return [Fault("flags.period", "flags_unscored", {"kind": words(f"publish_{flags.period}", {})})]


def _foreign_aliases(rulebook: Rulebook) -> list[Fault]:
    """Warn of contestants whose short name on boards is of another name: a renamed unit keeps it."""
    found: list[Fault] = []
    for unit in rulebook.units:
        if unit.arena is None or not unit.aliases:
            continue
        name, alias = unit.name.casefold(), unit.aliases[0].casefold()
        if not (_abridges(alias, name) or _abridges(name, alias)):
            values = {"name": unit.name, "alias": unit.aliases[0]}
            found.append(Fault(f"units[{unit.id}].aliases", "alias_foreign", values))
    return found


def _abridges(short: str, whole: str) -> bool:
    """Say whether all characters of one name stand in another, in the same order."""
    rest = iter(whole)
    return all(each in rest for each in short)


def _heavy_categories(rulebook: Rulebook) -> list[Fault]:
    found: list[Fault] = []
    for arena in rulebook.arenas:
        categories = rulebook.categories_in(arena.id)
        total = sum((category.points for category in categories), Fraction())
        for category in categories:
            if 2 * category.points > total:
                values = {"name": category.name, "points": _told(rulebook, category.points)}
                values["total"] = _told(rulebook, total)
                found.append(Fault(f"categories[{category.id}].points", "category_heavy", values))
    return found


def _risky_metrics(rulebook: Rulebook) -> list[Fault]:
    found: list[Fault] = []
    for metric in rulebook.metrics:
        place = f"metrics[{metric.id}]"
        if isinstance(metric.method, Relative):
            found.append(Fault(f"{place}.method", "method_relative", {"method": metric.method.kind}))
        found += _lacking_targets(rulebook, metric)
        if isinstance(metric.method, Events) and metric.method.from_full == metric.claims_wait:
            source = rulebook.metric(metric.reported_as).name
            found.append(Fault(f"{place}.value_of", "claims_as_source", {"source": source}))
        found += _idle_events(rulebook, metric)
        if metric.input in _COUNTED and metric.role == "base" and metric.missing == "zero":
            found.append(Fault(f"{place}.missing", "nothing_costs_all"))
    return found


def _idle_events(rulebook: Rulebook, metric: Metric) -> list[Fault]:
    """Warn of a ledger's events that earn points, of rebounds that no recheck can find or that a miss swallows."""
    source, found = metric.source, []
    if source is None or not isinstance(metric.method, Events):
        return []
    rechecked = any(rulebook.kind(kind).recheck for kind in source.matters)
    if metric.role != "deduction" and not metric.method.from_full:
        found.append(Fault(f"metrics[{metric.id}].method", "overdue_earns"))
    if source.rebound is not None and not rechecked:
        found.append(Fault(f"metrics[{metric.id}].source.events", "rebound_never"))
    elif source.rebound is not None and metric.method.same_event == "best":
        found.append(Fault(f"metrics[{metric.id}].method.same_event", "rebound_swallowed"))
    return found


def _idle_kinds(rulebook: Rulebook) -> list[Fault]:
    counted = {kind for metric in rulebook.metrics if metric.source is not None for kind in metric.source.matters}
    idle = (kind for kind in rulebook.kinds if kind.id not in counted)
    return [Fault(f"kinds[{kind.id}]", "kind_uncounted", {"name": kind.name}) for kind in idle]


def _lacking_targets(rulebook: Rulebook, metric: Metric) -> list[Fault]:
    """Warn of every unit and period of the year without the target that the metric wants of each.

    Of coarser periods only where all own ones have theirs: they lack one that nothing adds up.
    """
    if not has_own_targets(metric):
        return []
    found: list[Fault] = []
    year = Period(rulebook.competition.year, "year", 0)
    owns = year.parts(metric.period)
    kinds = () if metric.rollup in BY_POINTS else get_args(PeriodKind)
    coarser = [each for kind in kinds for each in year.parts(kind) if len(each.parts(metric.period)) > 1]
    for unit in rulebook.units_in(metric.arena):
        mine, wide = ([each for each in several if unit.reports(each)] for several in (owns, coarser))
        periods = _without(rulebook, metric, unit, mine) or _without(rulebook, metric, unit, wide)
        if periods:
            values = {"unit": unit.name, "periods": both("、", ", ").join(periods)}
            found.append(Fault(f"metrics[{metric.id}].method.target", "targets_lacking", values))
    return found


def _without(rulebook: Rulebook, metric: Metric, unit: Unit, periods: Sequence[Period]) -> list[str]:
    """Return those of some periods for which a unit has no target."""
    owns = ((each, [own for own in each.parts(metric.period) if unit.reports(own)]) for each in periods)
    return [str(each) for each, own in owns if target_of(rulebook, metric, unit.id, each, own) is None]


def _told(rulebook: Rulebook, points: Fraction) -> str:
    return published(points, rulebook.competition.places, rulebook.competition.rounding)
