"""What a reader of evidence is shown: a list in words, and the files themselves."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: a file by the chat server's id, or a link by its address.

    `digest` is the SHA-256 of the copy on the shelf and `copy` its name there; None where there is none.
    """

    kind: str
    file_id: str
    name: str
    by: str
    at: datetime
    digest: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one kind that go out as one message, or as an album where they are several."""

    pieces: tuple[Piece, ...]
    caption: str
