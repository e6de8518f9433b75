"""Targets of the units' own: what a unit's value in a period is held against."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.calendar import Period
from scoring.rulebook.methods import Completion, Step
from scoring.rulebook.model import Metric, Rulebook


def has_own_targets(metric: Metric) -> bool:
    """Say whether every unit has a target of its own in a metric."""
    return isinstance(metric.method, Completion | Step) and metric.method.own


def target_of(
    rulebook: Rulebook, metric: Metric, unit: str, period: Period, owns: Sequence[Period] = ()
) -> Fraction | None:
    """Return a unit's own target in a period; None where it is lacking.

    `owns` are the own periods in a coarser one that are not not_applicable: where values are summed, so are targets.
    """
    targets = rulebook.targets
    exact = targets.get((metric.id, unit, str(period)))
    if exact is not None:
        return exact
    if period.kind != metric.period and metric.rollup == "sum":
        found = [target_of(rulebook, metric, unit, own) for own in owns]
        return None if None in found else sum((each for each in found if each is not None), Fraction())
    return targets.get((metric.id, unit, ""))


def lacks_target(rulebook: Rulebook, metric: Metric, unit: str, period: Period) -> bool:
    """Say whether a unit's value in an own period would lack a target, here or where its value is taken."""
    takers = (each for each in rulebook.metrics if each.reported_as == metric.id and has_own_targets(each))
    return any(target_of(rulebook, each, unit, period) is None for each in takers)


def aimed(metric: Metric, target: Fraction) -> Metric:
    """Return a metric as it is for a unit with this target."""
    if not isinstance(metric.method, Completion | Step):
        return metric
    return replace(metric, method=replace(metric.method, target=target, own=False))
