"""What a cell holds: it follows from where its submission stands, and moves only with that."""

import re
from typing import Protocol

from scoring.lifecycle import NOT_APPLICABLE, Standing
from scoring.reading.lines import title_key
from scoring.standings.cells import Cell

_COUNTED = re.compile(r"(?P<event>T\d{4,}/\d+)(?::.+)?")
"""The item of an event that a ledger counted: the event's own id, and its level where it is one of several."""


class Claimed(Protocol):
    """What has to be known of a claim: its cell, and what it says."""

    @property
    def unit(self) -> str: ...  # noqa: D102 - as in the table of submissions
    @property
    def metric(self) -> str: ...  # noqa: D102 - as above
    @property
    def period(self) -> str: ...  # noqa: D102 - as above
    @property
    def item(self) -> str: ...  # noqa: D102 - as above
    @property
    def value(self) -> str | None: ...  # noqa: D102 - as above
    @property
    def level(self) -> str | None: ...  # noqa: D102 - as above
    @property
    def title(self) -> str | None: ...  # noqa: D102 - as above


def moved(before: Standing, after: Standing) -> bool:
    """Say whether an act lets the cell hold something else."""
    return (before.state, before.amended) != (after.state, after.amended)


def held(claim: Claimed, where: Standing) -> Cell | None:
    """Return what the cell of a claim holds where it stands; None: nothing."""
    if where.state in ("returned", "withdrawn"):
        return None
    state: str = where.state
    value, level, event = where.amended or claim.value, claim.level, ""
    if claim.title is not None:
        counted = _COUNTED.fullmatch(claim.item)
        event = title_key(claim.title) if counted is None else counted["event"]
        value, level = None, where.amended or claim.level
    elif value == NOT_APPLICABLE:
        value, state = None, NOT_APPLICABLE if state == "confirmed" else state
    return Cell(claim.unit, claim.metric, claim.period, claim.item, value, state, level, event)  # type: ignore[arg-type]
