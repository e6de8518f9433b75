"""What comes and goes: updates, letters, what waits for an answer, and pictures that the chat server has."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field

from storage.dialect import where
from storage.tables.types import Model, big, instant, one_of, string, table_of


class Inbox(Model, table=True):
    """Updates as they came, each processed exactly once; `chat` orders them, new_* hold new messages only.

    `bot`: the account that was told; null in rows of before accounts were noted, which may be any account's.
    `replica`: which of several processes has claimed it.
    """

    __table_args__ = (
        one_of("state", "new", "done", "parked"),
        Index("uq_inbox_update", "update_id", "digest", "bot", unique=True),
        Index("uq_inbox_message", "new_chat", "new_message", "bot", unique=True),
        Index("ix_inbox_waiting", "id", **where("state = 'new'")),
        Index("ix_inbox_done", "done_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    update_id: int = big()
    digest: str = string()
    chat: int = big()
    new_chat: int | None = big(nullable=True)
    new_message: int | None = big(nullable=True)
    body: str = string()
    received_at: datetime = instant()
    state: str = string()
    attempts: int = 0
    done_at: datetime | None = instant(nullable=True)
    fault: str | None = string(nullable=True)
    bot: int | None = big(nullable=True)
    replica: int | None = big(nullable=True)


class Outbox(Model, table=True):
    """Letters owed: payload in codes, never sentences. `called_at` and `not_before` run on real time.

    `messages` is how many messages the last call sent: an album is several. `bot`: the account that knows the letter as
    `message`, and until then what it answers or changes by that number; null where neither is, and in rows of before
    accounts were noted.
    `held`: of the bot's own accord, waiting for the end of the quiet hours.
    `replica`: which of several processes has taken it; below zero, for which alone it waits to be taken.
    """

    __table_args__ = (
        one_of("state", "ready", "held", "sending", "sent", "unknown", "dead"),
        Index("uq_outbox_dedupe", "dedupe", unique=True),
        Index("ix_outbox_owed", "chat", "id", "kind", "state", "not_before", **where("state IN ('ready', 'sending')")),
        Index("ix_outbox_held", "id", **where("state = 'held'")),
        Index("ix_outbox_message", "chat", "message"),
        Index("ix_outbox_number", "number", "kind"),
        Index("ix_outbox_called", "called_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    chat: int = big()
    topic: int | None = big(nullable=True)
    kind: str = string()
    payload: str = string()
    number: int | None = big(nullable=True)
    dedupe: str = string()
    reply_to: int | None = big(nullable=True)
    silent: bool = False
    state: str = string()
    attempts: int = 0
    doubts: int = 0
    owed_at: datetime = instant()
    not_before: datetime | None = instant(nullable=True)
    called_at: datetime | None = instant(nullable=True)
    message: int | None = big(nullable=True)
    stamped_at: datetime | None = instant(nullable=True)
    error: str | None = string(nullable=True)
    messages: int | None = None
    bot: int | None = big(nullable=True)
    replica: int | None = big(nullable=True)


class Draft(Model, table=True):
    """Something half done that waits for one person's answer: a question with its options."""

    __tablename__ = "drafts"
    id: int | None = Field(default=None, primary_key=True)
    person: int = big()
    kind: str = string()
    payload: str = string()
    begun_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)


class Keyboard(Model, table=True):
    """Buttons under a message that was sent as a letter: all that it may bear, and those that it bears now, as JSON.

    No number is given twice. `until`: when they are to be looked at again though nothing was done; `renewals`: how
    often an edit was owed.
    """

    __tablename__ = "keyboards"
    __table_args__ = (
        Index("uq_keyboards_message", "chat", "message", "bot", unique=True),
        Index("ix_keyboards_until", "until", **where("until IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    chat: int = big()
    message: int = big()
    bot: int | None = big(nullable=True)
    letter: int
    offered: str = string()
    shown: str = string()
    until: datetime | None = instant(nullable=True)
    renewals: int = 0


class KeyboardTopic(Model, table=True):
    """What buttons follow from: a submission, a draft, and the like."""

    __tablename__ = "keyboard_topics"
    __table_args__ = (Index("ix_keyboard_topics_keyboard", "keyboard"),)
    topic: str = Field(sa_column=Column(Text, primary_key=True, nullable=False))
    keyboard: int = Field(primary_key=True, foreign_key="keyboards.id")


class Picture(Model, table=True):
    """A picture that the chat server already has, by fingerprint of what it shows."""

    __tablename__ = "pictures"
    fingerprint: str = Field(primary_key=True)
    file_id: str = string()
    sent_at: datetime = instant()


inbox = table_of(Inbox)
outbox = table_of(Outbox)
drafts = table_of(Draft)
keyboards = table_of(Keyboard)
keyboard_topics = table_of(KeyboardTopic)
pictures = table_of(Picture)
