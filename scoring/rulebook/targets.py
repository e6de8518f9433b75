"""Reading `[[targets]]`: what every unit of its own has to reach."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.calendar import Period
from scoring.rulebook.methods import Completion, Step
from scoring.rulebook.model import Metric, Unit
from scoring.rulebook.toml_table import Table


def read_targets(
    tables: Sequence[Table], units: Sequence[Unit], metrics: Sequence[Metric]
) -> dict[tuple[str, str, str], Fraction]:
    """Read the units' own targets by metric, unit and period ("" for every own period)."""
    found: dict[tuple[str, str, str], Fraction] = {}
    for table in tables:
        metric = next((each for each in metrics if each.id == table.raw.get("metric")), None)
        unit = next((each for each in units if each.id == table.raw.get("unit")), None)
        names = table.text("metric"), table.text("unit")
        value = table.number("value")
        period = table.text("period", "")
        table.done()
        _check(table, metric, unit, names, value)
        if metric is not None and "period" in table.raw and "period" not in table.bad:
            _check_period(table, metric, period)
        if (*names, period) in found and not table.bad:
            table.fault("", "target_twice", metric=names[0], unit=names[1])
        found[*names, period] = value
    return found


def _check(table: Table, metric: Metric | None, unit: Unit | None, names: tuple[str, str], value: Fraction) -> None:
    if unit is None:
        if "unit" not in table.bad:
            table.fault("unit", "unit_unknown", text=names[1])
    elif metric is not None and unit.arena != metric.arena:
        table.fault("unit", "target_unit_elsewhere", text=unit.name, metric=metric.name)
    if metric is None:
        if "metric" not in table.bad:
            table.fault("metric", "target_metric_unknown", text=names[0])
    elif not isinstance(metric.method, Completion | Step) or not metric.method.own:
        table.fault("metric", "target_not_own", text=metric.name)
    elif isinstance(metric.method, Completion) and value <= 0 and "value" not in table.bad:
        table.fault("value", "not_positive", text=str(value))


def _check_period(table: Table, metric: Metric, text: str) -> None:
    period = Period.parse(text)
    if period is None or not period.parts(metric.period):
        table.fault("period", "target_period", text=text, metric=metric.name)
