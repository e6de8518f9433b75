"""Reading the optional `[evidence]` table: how long copies of evidence are kept, and how much room they have."""

from scoring.rulebook.model import Keeping
from scoring.rulebook.toml_table import Table

MEGABYTE = 1_000_000
LONGEST = 36_500
"""Days: a hundred years."""


def read_keeping(table: Table | None) -> Keeping:
    """Read how evidence is kept; what is left out has the published default."""
    usual = Keeping()
    if table is None:
        return usual
    keeping = Keeping(
        days=_optional(table, "keep_days", low=0, high=LONGEST),
        withdrawn_days=table.whole("withdrawn_days", usual.withdrawn_days, low=1, high=LONGEST),
        quota=_optional(table, "quota_mb", low=1, high=10**9, each=MEGABYTE),
    )
    table.done()
    return keeping


def _optional(table: Table, key: str, *, low: int, high: int, each: int = 1) -> int | None:
    if table.raw.get(key) is None:
        table.take(key)
        return None
    return table.whole(key, low=low, high=high) * each
