"""The tables, a file an area: facts are append-only rows, everything else can be derived from them.

Whoever imports one area has them all, so that the metadata is complete wherever it is asked for.
"""

from sqlmodel import SQLModel

from storage.tables import bureau, matters, people, submissions, traffic

__all__ = ["bureau", "matters", "metadata", "people", "submissions", "traffic"]

metadata = SQLModel.metadata
