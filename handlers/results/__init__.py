"""What edges, actions, views and delivery hand to each other: frozen codes and values, never sentences."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from handlers.results.evidence import Files
from handlers.results.pictures import Shown

Values = dict[str, Any]
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
    with the button; `files` came with it, `album` is what the messages of one album share.
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


@dataclass(frozen=True, slots=True)
class RepliedTo:
    """The message that a reply answers; `text` only when the bot itself wrote it."""

    message: int
    text: str | None


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


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a view renders it: HTML text and rows of buttons; `ask` opens the reader's reply field."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    ask: bool = False


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
class Document:
    """A file with its caption as HTML; `make` returns its bytes and may take a while."""

    name: str
    caption: str
    make: Callable[[], bytes]


Content = Message | Picture | Document | Reaction | Edit | Files


@dataclass(frozen=True, slots=True)
class Claimed:
    """A submission as people see it: names instead of ids, one version, its state as of some moment."""

    number: int
    version: int
    state: str
    unit: str
    metric: str
    metric_unit: str
    period: str
    value: str | None
    level: str | None
    title: str | None
    amended: str | None
    reporter: str
    reporter_unit: str
    reported_at: datetime
    by_lead: bool
    leads: tuple[str, ...]
    signed: tuple[str, ...]
    sign_all: bool
    stand_in: bool
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    evidence: int
    due: datetime
    late: bool = False
    mend_by: datetime | None = None
    holder: str | None = None
    case: "Case | None" = None
    replaced: str | None = None
    act: str = ""
    act_reason: str | None = None
    by: str = ""
    event_date: str | None = None
    contributors: tuple[str, ...] = ()
    completion: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is open about a submission, or how it was closed: an objection, or a proposed correction.

    `phase` as in scoring.lifecycle; `opened` tells one case of a submission from the next.
    """

    phase: str
    opened: int
    by: str
    reason: str
    value: str | None
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of one line of a report: taken (a submission), refused (a code), or asked (a draft with options)."""

    line: str
    number: int | None = None
    version: int | None = None
    same: bool = False
    code: str | None = None
    values: Values = field(default_factory=dict)
    draft: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a report: every line with what became of it."""

    taken: tuple[tuple[Claimed, bool], ...]
    others: tuple[LineOutcome, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a dialogue: what it asks for, what is known by then, and a label for every option.

    `asked` is (person, name) in a group, where only a reply of theirs is heard; None in a private chat.
    """

    draft: int
    step: str
    values: Values
    labels: tuple[str, ...]
    page: int
    back: bool
    asked: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for somebody: cards to decide, own claims to mend or waiting, metrics not reported, lost letters.

    `locked` are those of the first three that only a correction can still change.

    `missing` are (unit, period, lock, metrics); `cards` is how a person who decides chose to be told: at_once or
    digest, None for anybody else; `hours` are those of the digest.
    """

    decide: tuple[Claimed, ...]
    mend: tuple[Claimed, ...]
    waiting: tuple[Claimed, ...]
    locked: tuple[Claimed, ...]
    missing: tuple[tuple[str, str, datetime, tuple[str, ...]], ...]
    lost: tuple[tuple[int, str], ...]
    cards: str | None = None
    hours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A unit's submissions and points of a period."""

    unit: str
    period: str
    rank: str | None
    ranked: int
    total: str
    full_marks: str
    coverage: str
    lines: tuple[tuple[str, str | None, str, str | None, str], ...]
    claims: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """From one score line down to who confirmed it; without a metric the unit's lines and the way up.

    `above`: rank, name and lead in points of the unit above, and (metric, points) of what its lead is made of most;
    `gains`: (metric, what it would take, rank then), each tried by scoring again.
    """

    unit: str
    period: str
    rank: str | None
    total: str
    full_marks: str
    metric: str | None
    points: str | None
    full: str
    value: str | None
    state: str
    rule: tuple[str, Values] | None
    claims: tuple[Claimed, ...]
    lines: tuple[tuple[str, str | None, str, str | None, str], ...]
    above: tuple[str, str, str, tuple[tuple[str, str], ...]] | None = None
    gains: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an action hands back to the edge: a code with values for an ephemeral word, and whether to alert."""

    code: str = ""
    values: Values = field(default_factory=dict)
    alert: bool = False
