"""The tables, a file an area: facts are append-only rows, everything else can be derived from them.

Whoever imports one area has them all, so that the metadata is complete wherever it is asked for.
"""

from storage.tables import bureau, people, submissions, traffic
from storage.tables.types import metadata

__all__ = ["bureau", "metadata", "people", "submissions", "traffic"]
