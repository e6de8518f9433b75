"""What the competition is about: submissions and what became of them, what cells hold, and the evidence."""

from datetime import datetime
from typing import get_args

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer
from sqlmodel import Field

from scoring.lifecycle import ActName
from storage.dialect import where
from storage.tables.types import Instant, Model, big, instant, one_of, string, table_of


class Submission(Model, table=True):
    """A claim (申报): which cell it is about, and the state its newest version is in."""

    __tablename__ = "submissions"
    __table_args__ = (
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
        {"sqlite_autoincrement": True},
    )
    number: int | None = Field(default=None, primary_key=True)
    unit: str = string()
    metric: str = string()
    period: str = string()
    item: str = string()
    state: str = string()
    version: int = 1


class Version(Model, table=True):
    """One reading of a submission: value or event, who reported it, and in which message of which account's chat.

    Nobody reported what the lock made of a ledger's cell: `reporter` and its name are null.
    """

    __tablename__ = "versions"
    __table_args__ = (
        Index("uq_versions_cause", "cause", "ordinal", unique=True),
        Index("ix_versions_message", "chat", "message"),
    )
    number: int = Field(primary_key=True, foreign_key="submissions.number")
    version: int = Field(primary_key=True)
    value: str | None = string(nullable=True)
    level: str | None = string(nullable=True)
    title: str | None = string(nullable=True)
    reporter: int | None = big(nullable=True)
    reporter_name: str | None = string(nullable=True)
    reporter_unit: str = string()
    reported_at: datetime = instant()
    moment: datetime = instant()
    cause: str = string()
    ordinal: int = 0
    chat: int | None = big(nullable=True)
    message: int | None = big(nullable=True)
    event_date: str | None = string(nullable=True)
    contributors: str | None = string(nullable=True)
    edited_at: datetime | None = instant(nullable=True)
    bot: int | None = big(nullable=True)


class Review(Model, table=True):
    """One act on a submission after it was reported, by the names of scoring.lifecycle.

    Of a transfer `value` is the receiver's id and `reason` their name.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        one_of("act", *(act for act in get_args(ActName) if act != "report")),
        Index("uq_reviews_cause", "cause", "ordinal", unique=True),
        Index("ix_reviews_number", "number", "id"),
        Index("ix_reviews_case", "number", **where("act IN ('appeal', 'propose')")),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(foreign_key="submissions.number")
    version: int
    act: str = string()
    lead: str = string()
    person: int = big()
    person_name: str = string()
    value: str | None = string(nullable=True)
    reason: str | None = string(nullable=True)
    decided_at: datetime = instant()
    moment: datetime = instant()
    cause: str = string()
    ordinal: int = 0


class Value(Model, table=True):
    """What a cell held from `valid_from` until `valid_to` (null: now), so that any past moment is one read."""

    __tablename__ = "cell_values"
    __table_args__ = (
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
        {"sqlite_with_rowid": False},
    )
    period: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    valid_from: datetime = Field(default=None, sa_column=Column(Instant, primary_key=True))
    valid_to: datetime | None = instant(nullable=True)
    state: str = string()
    value: str | None = string(nullable=True)
    level: str | None = string(nullable=True)
    event: str = string()
    number: int | None = Field(default=None, foreign_key="submissions.number")


class NilReturn(Model, table=True):
    """A unit's word that it has nothing to report for a metric in a period (本月无)."""

    __tablename__ = "nil_returns"
    unit: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    person: int = big()
    said_at: datetime = instant()


class Attachment(Model, table=True):
    """A photo, document or link that somebody sent; `report` names the message (chat:message) it was sent for.

    loose: evidence of nothing yet · owed: a copy is to be fetched · kept: a copy is on the shelf ·
    bare: only the chat server has it (or it is a link) · refused: no evidence after all · dropped: never used
    """

    __tablename__ = "attachments"
    __table_args__ = (
        one_of("kind", "photo", "document", "link"),
        one_of("state", "loose", "owed", "kept", "bare", "refused", "dropped"),
        Index("uq_attachments_file", "chat", "message", "file_id", unique=True),
        Index("ix_attachments_album", "chat", "album"),
        Index("ix_attachments_report", "report"),
        Index("ix_attachments_person", "person", **where("state = 'loose'")),
        Index("ix_attachments_owed", "id", **where("state = 'owed'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    person: int = big()
    chat: int = big()
    message: int = big()
    album: str | None = string(nullable=True)
    kind: str = string()
    file_id: str = string()
    name: str = string()
    received_at: datetime = instant()
    report: str | None = string(nullable=True)
    state: str = string()
    attempts: int = 0
    not_before: datetime | None = instant(nullable=True)
    fault: str | None = string(nullable=True)


class Evidence(Model, table=True):
    """What is evidence (佐证) for which submission, since when and by whom; rows are only added."""

    __tablename__ = "evidence"
    number: int = Field(primary_key=True, foreign_key="submissions.number")
    attachment: int = Field(primary_key=True, foreign_key="attachments.id")
    person: int = big()
    moment: datetime = instant()


class KeptFile(Model, table=True):
    """The copy of an attachment that is kept: SHA-256 of what was sent and of what is stored; rows are only added."""

    __tablename__ = "kept_files"
    attachment: int = Field(
        sa_column=Column(Integer, ForeignKey("attachments.id"), primary_key=True, autoincrement=False)
    )
    sent: str = string()
    stored: str = string()
    ending: str = string()
    size: int
    moment: datetime = instant()


class GoneFile(Model, table=True):
    """The copy of an attachment that was removed from the shelf by the rules, and by which; rows are only added."""

    __tablename__ = "gone_files"
    __table_args__ = (one_of("why", "withdrawn", "expired"), Index("ix_gone_files_moment", "moment"))
    attachment: int = Field(
        sa_column=Column(Integer, ForeignKey("attachments.id"), primary_key=True, autoincrement=False)
    )
    why: str = string()
    moment: datetime = instant()


submissions = table_of(Submission)
versions = table_of(Version)
reviews = table_of(Review)
cell_values = table_of(Value)
nil_returns = table_of(NilReturn)
attachments = table_of(Attachment)
evidence = table_of(Evidence)
kept_files = table_of(KeptFile)
gone_files = table_of(GoneFile)
