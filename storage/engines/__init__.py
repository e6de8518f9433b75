"""The engines that a database may stand on: what only one of them does or breaks by stands in its module alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from storage.engines.sqlite import Sqlite
from storage.place import Place

if TYPE_CHECKING:
    from storage.engines.postgresql import Postgresql


def open_engine(place: Place, *, reading: bool, patience: float) -> "Sqlite | Postgresql":
    """Open the engine on which a database stands; who does not need a server never pays for its driver."""
    if isinstance(place, Path):
        return Sqlite(place, reading=reading, patience=patience)
    from storage.engines.postgresql import Postgresql  # noqa: PLC0415 - as said

    return Postgresql(place, reading=reading, patience=patience)
