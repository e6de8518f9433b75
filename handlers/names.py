"""Names as people type them, in this house: the rules of scoring.names with pinyin at hand."""

from functools import lru_cache

from scoring.language import measured
from scoring.reading.canonical import decimal_text
from scoring.reading.lines import clean
from scoring.reading.names import Named, find
from scoring.rulebook.ledgers import Kind
from scoring.rulebook.model import Metric, Rulebook, Unit


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return the pinyin initials of a name: 工单按期回复率 is gdaqhfl."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - a third of a second that only such a name costs

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def any_metric(rulebook: Rulebook, arena: str, text: str) -> Metric | None:
    """Return the metric of an arena, of events or of values, that a name means."""
    return find(clean(text), rulebook.metrics_in(arena), initials).entry


def metric_named(rulebook: Rulebook, arena: str, text: str, *, events: bool) -> Named[Metric]:
    """Find a metric of an arena by name: one of events, or one of values."""
    metrics = [metric for metric in rulebook.metrics_in(arena) if (metric.input == "events") == events]
    return find(clean(text), metrics, initials)


def counted_by(rulebook: Rulebook, metric: Metric) -> list[str]:
    """Return the kinds of matters, by name, that give a metric its values; none where somebody reports them."""
    source = rulebook.metric(metric.reported_as).source
    return [] if source is None else [rulebook.kind(kind).name for kind in source.matters]


def unit_named(rulebook: Rulebook, text: str) -> Named[Unit]:
    """Find a competing unit by name."""
    return find(clean(text), [unit for unit in rulebook.units if unit.arena is not None], initials)


def kind_named(rulebook: Rulebook, text: str) -> Kind | None:
    """Return the kind of matters that a name means."""
    return find(clean(text), rulebook.kinds, initials).entry


def example(metric: Metric) -> str:
    """Return a value as it could be written for this metric."""
    written = {"rate": "98/100", "rank": "3/16", "count": "12", "checklist": "9/10", "tasks": "9/10"}
    number = decimal_text(metric.points) if metric.input == "points" else "95.5"
    return written.get(metric.input, measured(number, metric.unit))
