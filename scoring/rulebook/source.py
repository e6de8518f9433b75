"""Reading `source = { … }` of a metric: the ledger that its values come from, in place of anybody's report."""

from collections.abc import Collection
from typing import Literal

from scoring.faults import words
from scoring.language import both, named
from scoring.rulebook.ledgers import Source
from scoring.rulebook.model import Metric, Rulebook
from scoring.rulebook.toml_table import Table

_REPORTED = ("reporter", "evidence", "completes")
"""What speaks of a report, and has nothing to say where there is none."""
_LATER = ("duty", "sheet")
"""What will be ledgers, too, and is none yet."""
_COUNTS: tuple[Literal["parts", "quantity"], ...] = ("parts", "quantity")
_OVERDUE, _REBOUND = "overdue", "rebound"


def read_source(table: Table) -> Source | None:
    """Read where the values of a metric come from; None where they are reported."""
    if "source" not in table.raw:
        table.take("source")
        return None
    for key in _REPORTED:
        if key in table.raw:
            table.fault(key, "source_key", text=key)
    inner = table.table("source")
    if inner is None:
        return None
    later = next((key for key in _LATER if key in inner.raw), None)
    if later is not None:
        table.fault("source", "source_later", text=later)
        return None
    inner.take("matters", required=True)
    source = Source(inner.texts("matters"), inner.choice("count", _COUNTS, "parts"), inner.texts("events"))
    for key, found in (("matters", source.matters), ("events", source.events)):
        if key in inner.raw and not found and not any(bad.startswith(key) for bad in inner.bad):
            inner.fault(key, "list_empty")
    inner.done()
    if inner.bad:
        table.bad.add("source")
    return source


def check_source(table: Table, metric: Metric, kinds: Collection[str]) -> None:
    """Hold that the kinds are there, that they give such an input, and that the events have their levels."""
    source = metric.source
    if source is None or {"source", "input"} & table.bad:
        return
    for name in source.matters:
        if name not in kinds:
            table.fault("source.matters", "kind_unknown", text=name)
    if metric.input == "events":
        _check_events(table, metric, source)
    elif metric.input != "tasks":
        table.fault("input", "source_input", input=metric.input)
    elif source.events:
        table.fault("source.events", "source_no_events")


def _check_events(table: Table, metric: Metric, source: Source) -> None:
    if not source.events:
        table.fault("source", "source_events")
    elif len(source.events) > 2:
        table.fault("source.events", "wrong_length", wanted="1–2", count=str(len(source.events)))
    elif source.overdue == _REBOUND or source.rebound == _OVERDUE:
        table.fault("source.events", "source_swapped", text=" ".join(source.events))
    if source.count != "parts":
        table.fault("source.count", "source_count")
    if any(key.startswith("method") for key in table.bad):
        return
    for level in source.events:
        if level not in metric.levels:
            table.fault("source.events", "level_unknown", text=level)


def in_words(rulebook: Rulebook, metric: Metric) -> str:
    """Say for people how a ledger counts the values of a metric; "" where somebody reports them."""
    metric = rulebook.metric(metric.reported_as)
    source = metric.source
    if source is None:
        return ""
    told = {"kinds": both("、", ", ").join(named(rulebook.kind(kind).name) for kind in source.matters)}
    if source.overdue is None:
        return words(f"counted_{source.count}", told)
    told |= {"overdue": metric.level_names.get(source.overdue, source.overdue)}
    said = words("counted_events", told)
    if source.rebound is None:
        return said
    return said + words("counted_rebound", {"rebound": metric.level_names.get(source.rebound, source.rebound)})
