"""What comes and goes: updates, letters, what waits for an answer, and pictures that the chat server has."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.dialect import where
from storage.tables.types import big, instant, metadata, number, one_of, string, whole

inbox = Table(
    "inbox",
    metadata,
    number("id"),
    big("update_id"),
    string("digest"),
    big("chat"),
    big("new_chat", nullable=True),
    big("new_message", nullable=True),
    string("body"),
    instant("received_at"),
    string("state"),
    whole("attempts", default=0),
    instant("done_at", nullable=True),
    string("fault", nullable=True),
    big("bot", nullable=True),
    one_of("state", "new", "done", "parked"),
    Index("uq_inbox_update", "update_id", "digest", "bot", unique=True),
    Index("uq_inbox_message", "new_chat", "new_message", "bot", unique=True),
    Index("ix_inbox_waiting", "id", **where("state = 'new'")),
    Index("ix_inbox_done", "done_at"),
)
"""Updates as they came, each processed exactly once; `chat` orders them, new_* hold new messages only.

`bot`: the account that was told; null in rows of before accounts were noted, which may be any account's.
"""
outbox = Table(
    "outbox",
    metadata,
    number("id"),
    big("chat"),
    big("topic", nullable=True),
    string("kind"),
    string("payload"),
    big("number", nullable=True),
    string("dedupe"),
    big("reply_to", nullable=True),
    Column("silent", Boolean, nullable=False, default=False),
    string("state"),
    whole("attempts", default=0),
    whole("doubts", default=0),
    instant("owed_at"),
    instant("not_before", nullable=True),
    instant("called_at", nullable=True),
    big("message", nullable=True),
    instant("stamped_at", nullable=True),
    string("error", nullable=True),
    whole("messages", nullable=True),
    big("bot", nullable=True),
    one_of("state", "ready", "held", "sending", "sent", "unknown", "dead"),
    Index("uq_outbox_dedupe", "dedupe", unique=True),
    Index("ix_outbox_owed", "chat", "id", **where("state IN ('ready', 'sending')")),
    Index("ix_outbox_held", "id", **where("state = 'held'")),
    Index("ix_outbox_message", "chat", "message"),
    Index("ix_outbox_number", "number", "kind"),
    Index("ix_outbox_called", "called_at"),
)
"""Letters owed: payload in codes, never sentences. `called_at` and `not_before` run on real time.

`messages` is how many messages the last call sent: an album is several. `bot`: the account that knows the letter as
`message`, and until then what it answers or changes by that number; null where neither is, and in rows of before
accounts were noted.
`held`: of the bot's own accord, waiting for the end of the quiet hours.
"""
drafts = Table(
    "drafts",
    metadata,
    number("id"),
    big("person"),
    string("kind"),
    string("payload"),
    instant("begun_at"),
    instant("ended_at", nullable=True),
)
"""Something half done that waits for one person's answer: a question with its options."""
keyboards = Table(
    "keyboards",
    metadata,
    number("id"),
    big("chat"),
    big("message"),
    big("bot", nullable=True),
    whole("letter"),
    string("offered"),
    string("shown"),
    instant("until", nullable=True),
    whole("renewals", default=0),
    Index("uq_keyboards_message", "chat", "message", "bot", unique=True),
    Index("ix_keyboards_until", "until", **where("until IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""Buttons under a message that was sent as a letter: all that it may bear, and those that it bears now, as JSON.

No number is given twice. `until`: when they are to be looked at again though nothing was done; `renewals`: how
often an edit was owed.
"""
keyboard_topics = Table(
    "keyboard_topics",
    metadata,
    Column("topic", Text, primary_key=True, nullable=False),
    Column("keyboard", Integer, ForeignKey("keyboards.id"), primary_key=True),
    Index("ix_keyboard_topics_keyboard", "keyboard"),
)
"""What buttons follow from: a submission, a draft, and the like."""
pictures = Table(
    "pictures",
    metadata,
    Column("fingerprint", String, primary_key=True),
    string("file_id"),
    instant("sent_at"),
)
"""A picture that the chat server already has, by fingerprint of what it shows."""
