"""What edges, actions, views and delivery hand to each other: frozen codes and values, never sentences."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from handlers.pictures.shown.charts import Shown

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


Stage = Literal["open", "locked", "awaiting", "closed"]
"""Where a period stands: open, locked for good, locked and waiting to be closed, closed and made public."""
Withheld = Literal["", "unchecked", "unclean", "cleared"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: a file by the chat server's id, or a link by its address.

    `digest` is the SHA-256 of the copy on the shelf and `copy` its name there; None where there is none. `withheld`:
    why it is not sent: not checked yet, a picture of which there is no copy without its maker's notes, or no longer
    kept by the rules. `cleaned`: only the copy may be sent on, never the original.
    """

    kind: str
    file_id: str
    name: str
    by: str
    at: datetime
    digest: str | None = None
    copy: str | None = None
    withheld: Withheld = ""
    cleaned: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one kind that go out as one message, or as an album where they are several."""

    pieces: tuple[Piece, ...]
    caption: str


Values = dict[str, Any]
P = TypeVar("P")
Payload: TypeAlias = "DataclassInstance"
"""What a letter holds: codes and values that JSON can carry."""

Forged = Literal["", "anonymous", "channel", "forward", "via_bot"]


class Refusal(Exception):  # noqa: N818 - the house's word for it
    """An action did not do what was asked; nothing has changed. `code` names the sentence, `values` fill it."""

    def __init__(self, code: str, **values: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(code)
        self.code = code
        self.values: Values = values


@dataclass(frozen=True, slots=True)
class File:
    """A photo or document of a message: the chat server's id, and what it tells of name and size (bytes)."""

    kind: Literal["photo", "document"]
    id: str
    name: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a message or pressed a button, where and when (`taken_at`: when it came into the inbox).

    `forged`: why it cannot count as this person's own word. `message` is the message itself, for a press the one
    with the button; `files` came with it, `album` is what the messages of one album share; `edited_at`: when the chat
    server says that its writer changed it last.
    """

    person: int
    name: str
    chat: int
    private: bool
    message: int
    sent_at: datetime
    taken_at: datetime
    forged: Forged = ""
    topic: int | None = None
    files: tuple[File, ...] = ()
    album: str | None = None
    pressed: bool = False
    edited_at: datetime | None = None

    @property
    def to_fetch(self) -> dict[str, Any]:
        """What a draft keeps of the first file that came along, so that it can be fetched and answered."""
        file = self.files[0]
        return {"file": file.id, "name": file.name, "size": file.size, "chat": self.chat, "message": self.message}


@dataclass(frozen=True, slots=True)
class RepliedTo:
    """The message that a reply answers; `text` only when the bot wrote it, `edited_at` only when somebody else did."""

    message: int
    text: str | None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reply says in words: confirm, return with a reason, amend to a value, take_back, and so on.

    `value` is what a value (and perhaps a reason) is read from, for a transfer the receiver's name.
    """

    act: Literal["confirm", "return", "amend", "take_back", "transfer", "appeal", "uphold", "propose"]
    value: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` at most 64 bytes."""

    label: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Words of a message that hold only while one of these buttons is good; then `kept` is left of them.

    What became of it is said behind that.
    """

    words: str
    buttons: Rows
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a view renders it: HTML text and rows of buttons; `ask` opens the reader's reply field."""

    text: str
    buttons: Rows = ()
    ask: bool = False
    open: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Pages that are sent together: a photo, an album of several, or with a name for it a `file`.

    `caption` is HTML; so is `instead`, which goes out where nothing can be drawn, unless it is empty.
    """

    pages: tuple[tuple[Shown, int], ...]
    caption: str = ""
    instead: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction on somebody's message."""

    message: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for a message that the bot sent before; None where its id was never learnt."""

    message: int | None
    content: Message


@dataclass(frozen=True, slots=True)
class Buttons:
    """Other buttons for a message that the bot sent before; its words stay as they are."""

    message: int
    rows: Rows


@dataclass(frozen=True, slots=True)
class Document:
    """A file with its caption as HTML; `make` returns its bytes and may take a while.

    `instead` is HTML, too, and goes out where the file is refused.
    """

    name: str
    caption: str
    make: Callable[[], bytes]
    instead: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leaving a group."""


Content = Message | Picture | Document | Reaction | Edit | Buttons | Files | Leave


@dataclass(frozen=True, slots=True)
class Answer:
    """What an action hands back to the edge: a code with values for an ephemeral word, and whether to alert."""

    code: str = ""
    values: Values = field(default_factory=dict)
    alert: bool = False


Otherwise = Callable[[], Answer]
"""Leaves a text to whoever else it may belong to."""


@dataclass(frozen=True, slots=True)
class Owed(Generic[P]):
    """A letter as the query that reads what it is about is given it: its number, its chat, and what it holds."""

    number: int
    chat: int
    kind: str
    payload: P


@dataclass(frozen=True, slots=True)
class Text:
    """The payload of a letter that says one sentence."""

    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class Repeated:
    """The payload of a picture that another letter, of the kind `of`, went out without."""

    of: str


def as_known(written: str) -> datetime:
    """Read the moment as of which a payload is to be told."""
    return datetime.fromisoformat(written)


def moment(written: str | None) -> datetime | None:
    """Read the moment as of which a payload is to be told; None: as things are."""
    return None if written is None else as_known(written)
