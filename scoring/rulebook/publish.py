"""Reading the optional `[publish]` table: which periods are closed and published."""

from scoring.rulebook.model import Publish
from scoring.rulebook.toml_table import Table


def read_publish(table: Table | None) -> Publish:
    """Read how periods are published; what is left out has the published default."""
    usual = Publish()
    if table is None:
        return usual
    publish = Publish(kinds=tuple(kind for kind in usual.kinds if table.flag(kind, default=True)))
    table.done()
    return publish
