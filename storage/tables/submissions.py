"""What the competition is about: submissions and what became of them, what cells hold, and the evidence."""

from typing import get_args

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from scoring.lifecycle import ActName
from storage.dialect import where
from storage.tables.types import Instant, big, instant, metadata, number, one_of, string, whole

submissions = Table(
    "submissions",
    metadata,
    number("number"),
    string("unit"),
    string("metric"),
    string("period"),
    string("item"),
    string("state"),
    whole("version", default=1),
    one_of("state", "pending", "confirmed", "returned", "withdrawn"),
    Index(
        "uq_submissions_live",
        "unit",
        "metric",
        "period",
        "item",
        unique=True,
        **where("state <> 'withdrawn'"),
    ),
    sqlite_autoincrement=True,
)
"""A claim (申报): which cell it is about, and the state its newest version is in."""
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("version", Integer, primary_key=True),
    string("value", nullable=True),
    string("level", nullable=True),
    string("title", nullable=True),
    big("reporter"),
    string("reporter_name"),
    string("reporter_unit"),
    instant("reported_at"),
    instant("moment"),
    string("cause"),
    whole("ordinal", default=0),
    big("chat", nullable=True),
    big("message", nullable=True),
    string("event_date", nullable=True),
    string("contributors", nullable=True),
    instant("edited_at", nullable=True),
    big("bot", nullable=True),
    Index("uq_versions_cause", "cause", "ordinal", unique=True),
    Index("ix_versions_message", "chat", "message"),
)
"""One reading of a submission: value or event, who reported it, and in which message of which account's chat."""
reviews = Table(
    "reviews",
    metadata,
    number("id"),
    Column("number", Integer, ForeignKey("submissions.number"), nullable=False),
    whole("version"),
    string("act"),
    string("lead"),
    big("person"),
    string("person_name"),
    string("value", nullable=True),
    string("reason", nullable=True),
    instant("decided_at"),
    instant("moment"),
    string("cause"),
    whole("ordinal", default=0),
    one_of("act", *(act for act in get_args(ActName) if act != "report")),
    Index("uq_reviews_cause", "cause", "ordinal", unique=True),
    Index("ix_reviews_number", "number", "id"),
    Index("ix_reviews_case", "number", **where("act IN ('appeal', 'propose')")),
)
"""One act on a submission after it was reported, by the names of scoring.lifecycle.

Of a transfer `value` is the receiver's id and `reason` their name.
"""
cell_values = Table(
    "cell_values",
    metadata,
    Column("period", String, primary_key=True),
    Column("metric", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("valid_from", Instant, primary_key=True),
    instant("valid_to", nullable=True),
    string("state"),
    string("value", nullable=True),
    string("level", nullable=True),
    string("event"),
    Column("number", Integer, ForeignKey("submissions.number"), nullable=True),
    one_of("state", "pending", "confirmed", "not_applicable"),
    CheckConstraint("valid_to > valid_from", name="interval"),
    Index(
        "uq_cell_values_open",
        "period",
        "metric",
        "unit",
        "item",
        unique=True,
        **where("valid_to IS NULL"),
    ),
    sqlite_with_rowid=False,
)
"""What a cell held from `valid_from` until `valid_to` (null: now), so that any past moment is one read."""
nil_returns = Table(
    "nil_returns",
    metadata,
    Column("unit", String, primary_key=True),
    Column("metric", String, primary_key=True),
    Column("period", String, primary_key=True),
    big("person"),
    instant("said_at"),
)
"""A unit's word that it has nothing to report for a metric in a period (本月无)."""
attachments = Table(
    "attachments",
    metadata,
    number("id"),
    big("person"),
    big("chat"),
    big("message"),
    string("album", nullable=True),
    string("kind"),
    string("file_id"),
    string("name"),
    instant("received_at"),
    string("report", nullable=True),
    string("state"),
    whole("attempts", default=0),
    instant("not_before", nullable=True),
    string("fault", nullable=True),
    one_of("kind", "photo", "document", "link"),
    one_of("state", "loose", "owed", "kept", "bare", "refused", "dropped"),
    Index("uq_attachments_file", "chat", "message", "file_id", unique=True),
    Index("ix_attachments_album", "chat", "album"),
    Index("ix_attachments_report", "report"),
    Index("ix_attachments_person", "person", **where("state = 'loose'")),
    Index("ix_attachments_owed", "id", **where("state = 'owed'")),
)
"""A photo, document or link that somebody sent; `report` names the message (chat:message) it was sent for.

loose: evidence of nothing yet · owed: a copy is to be fetched · kept: a copy is on the shelf ·
bare: only the chat server has it (or it is a link) · refused: no evidence after all · dropped: never used
"""
evidence = Table(
    "evidence",
    metadata,
    Column("number", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("attachment", Integer, ForeignKey("attachments.id"), primary_key=True),
    big("person"),
    instant("moment"),
)
"""What is evidence (佐证) for which submission, since when and by whom; rows are only added."""
kept_files = Table(
    "kept_files",
    metadata,
    Column("attachment", Integer, ForeignKey("attachments.id"), primary_key=True, autoincrement=False),
    string("sent"),
    string("stored"),
    string("ending"),
    whole("size"),
    instant("moment"),
)
"""The copy of an attachment that is kept: SHA-256 of what was sent and of what is stored; rows are only added."""
gone_files = Table(
    "gone_files",
    metadata,
    Column("attachment", Integer, ForeignKey("attachments.id"), primary_key=True, autoincrement=False),
    string("why"),
    instant("moment"),
    one_of("why", "withdrawn", "expired"),
    Index("ix_gone_files_moment", "moment"),
)
"""The copy of an attachment that was removed from the shelf by the rules, and by which; rows are only added."""
