"""The tables: facts are append-only rows, everything else can be derived from them.

Instants are stored as whole microseconds since 1970 UTC (exact, ordered, the same on every engine);
exact numbers are stored as canonical text.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from scoring.lifecycle import ActName

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware datetime kept as microseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuse a naive moment: which instant it means is unknown."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        del dialect
        return None if value is None else EPOCH + value * MICROSECOND


def _instant(*, nullable: bool = False) -> Any:  # noqa: ANN401 - SQLModel's Field is typed as Any
    return Field(default=None, sa_column=Column(Instant, nullable=nullable))


def _text(*, nullable: bool = False) -> Any:  # noqa: ANN401 - as above
    return Field(default=None, sa_column=Column(Text, nullable=nullable))


def _big(*, nullable: bool = False) -> Any:  # noqa: ANN401 - as above
    return Field(default=None, sa_column=Column(BigInteger, nullable=nullable))


def _one_of(column: str, *words: str) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Inbox(SQLModel, table=True):
    """Updates as they came, each processed exactly once; `chat` orders them, new_* hold new messages only."""

    __table_args__ = (
        _one_of("state", "new", "done", "parked"),
        Index("uq_inbox_update", "update_id", "digest", unique=True),
        Index("uq_inbox_message", "new_chat", "new_message", unique=True),
        Index("ix_inbox_waiting", "id", sqlite_where=text("state = 'new'")),
        Index("ix_inbox_done", "done_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    update_id: int = _big()
    digest: str = _text()
    chat: int = _big()
    new_chat: int | None = _big(nullable=True)
    new_message: int | None = _big(nullable=True)
    body: str = _text()
    received_at: datetime = _instant()
    state: str = _text()
    attempts: int = 0
    done_at: datetime | None = _instant(nullable=True)
    fault: str | None = _text(nullable=True)


class Outbox(SQLModel, table=True):
    """Letters owed: payload in codes, never sentences. `called_at` and `not_before` run on real time.

    `messages` is how many messages the last call sent: an album is several.
    `held`: of the bot's own accord, waiting for the end of the quiet hours.
    """

    __table_args__ = (
        _one_of("state", "ready", "held", "sending", "sent", "unknown", "dead"),
        Index("uq_outbox_dedupe", "dedupe", unique=True),
        Index("ix_outbox_owed", "chat", "id", sqlite_where=text("state IN ('ready', 'sending')")),
        Index("ix_outbox_held", "id", sqlite_where=text("state = 'held'")),
        Index("ix_outbox_message", "chat", "message"),
        Index("ix_outbox_number", "number", "kind"),
        Index("ix_outbox_called", "called_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    chat: int = _big()
    topic: int | None = _big(nullable=True)
    kind: str = _text()
    payload: str = _text()
    number: int | None = _big(nullable=True)
    dedupe: str = _text()
    reply_to: int | None = _big(nullable=True)
    silent: bool = False
    state: str = _text()
    attempts: int = 0
    doubts: int = 0
    owed_at: datetime = _instant()
    not_before: datetime | None = _instant(nullable=True)
    called_at: datetime | None = _instant(nullable=True)
    message: int | None = _big(nullable=True)
    stamped_at: datetime | None = _instant(nullable=True)
    error: str | None = _text(nullable=True)
    messages: int | None = None


class Submission(SQLModel, table=True):
    """A claim (申报): which cell it is about, and the state its newest version is in."""

    __tablename__ = "submissions"
    __table_args__ = (
        _one_of("state", "pending", "confirmed", "returned", "withdrawn"),
        Index(
            "uq_submissions_live",
            "unit",
            "metric",
            "period",
            "item",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
        ),
        {"sqlite_autoincrement": True},
    )
    number: int | None = Field(default=None, primary_key=True)
    unit: str = _text()
    metric: str = _text()
    period: str = _text()
    item: str = _text()
    state: str = _text()
    version: int = 1


class Version(SQLModel, table=True):
    """One reading of a submission: value or event, who reported it, and in which message."""

    __tablename__ = "versions"
    __table_args__ = (
        Index("uq_versions_cause", "cause", "ordinal", unique=True),
        Index("ix_versions_message", "chat", "message"),
    )
    number: int = Field(primary_key=True, foreign_key="submissions.number")
    version: int = Field(primary_key=True)
    value: str | None = _text(nullable=True)
    level: str | None = _text(nullable=True)
    title: str | None = _text(nullable=True)
    reporter: int = _big()
    reporter_name: str = _text()
    reporter_unit: str = _text()
    reported_at: datetime = _instant()
    moment: datetime = _instant()
    cause: str = _text()
    ordinal: int = 0
    chat: int | None = _big(nullable=True)
    message: int | None = _big(nullable=True)
    event_date: str | None = _text(nullable=True)
    contributors: str | None = _text(nullable=True)


class Review(SQLModel, table=True):
    """One act on a submission after it was reported, by the names of scoring.lifecycle.

    Of a transfer `value` is the receiver's id and `reason` their name.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        _one_of("act", *(act for act in get_args(ActName) if act != "report")),
        Index("uq_reviews_cause", "cause", "ordinal", unique=True),
        Index("ix_reviews_number", "number", "id"),
        Index("ix_reviews_case", "number", sqlite_where=text("act IN ('appeal', 'propose')")),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(foreign_key="submissions.number")
    version: int
    act: str = _text()
    lead: str = _text()
    person: int = _big()
    person_name: str = _text()
    value: str | None = _text(nullable=True)
    reason: str | None = _text(nullable=True)
    decided_at: datetime = _instant()
    moment: datetime = _instant()
    cause: str = _text()
    ordinal: int = 0


class Value(SQLModel, table=True):
    """What a cell held from `valid_from` until `valid_to` (null: now), so that any past moment is one read."""

    __tablename__ = "cell_values"
    __table_args__ = (
        _one_of("state", "pending", "confirmed", "not_applicable"),
        CheckConstraint("valid_to > valid_from", name="interval"),
        Index(
            "uq_cell_values_open",
            "period",
            "metric",
            "unit",
            "item",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
        ),
        {"sqlite_with_rowid": False},
    )
    period: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    valid_from: datetime = Field(default=None, sa_column=Column(Instant, primary_key=True))
    valid_to: datetime | None = _instant(nullable=True)
    state: str = _text()
    value: str | None = _text(nullable=True)
    level: str | None = _text(nullable=True)
    event: str = _text()
    number: int | None = Field(default=None, foreign_key="submissions.number")


class RosterRow(SQLModel, table=True):
    """A person's role for a unit (名册), from when until when; `unit` is empty for leaders and admins."""

    __tablename__ = "roster"
    __table_args__ = (
        _one_of("role", "head", "reviewer", "leader", "admin"),
        Index("ix_roster_person", "telegram_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit: str = _text()
    name: str = _text()
    role: str = _text()
    telegram_id: int | None = _big(nullable=True)
    added_at: datetime = _instant()
    removed_at: datetime | None = _instant(nullable=True)


class ChatRow(SQLModel, table=True):
    """What is known of a chat: whether letters reach it, where it migrated to, how its pictures look (null: light)."""

    __tablename__ = "chats"
    __table_args__ = (_one_of("theme", "light", "dark"),)
    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    down: str | None = _text(nullable=True)
    migrated_to: int | None = _big(nullable=True)
    changed_at: datetime = _instant()
    theme: str | None = _text(nullable=True)


class Fixture(SQLModel, table=True):
    """Single facts about the house, by name: the bureau group, the bot's own id."""

    __tablename__ = "fixtures"
    name: str = Field(primary_key=True)
    content: str = _text()


class RulebookRow(SQLModel, table=True):
    """A rulebook in force from a day on, stored whole."""

    __tablename__ = "rulebooks"
    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = _text()
    body: str = _text()
    from_day: str = _text()
    put_at: datetime = _instant()


class Publication(SQLModel, table=True):
    """Frozen standings that were made public (通报)."""

    __tablename__ = "publications"
    __table_args__ = (Index("uq_publications_slot", "kind", "arena", "slot", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = _text()
    arena: str = _text()
    period: str = _text()
    slot: str = _text()
    as_of: datetime = _instant()
    published_at: datetime = _instant()
    audit_code: str = _text()
    body: str = _text()


class LedgerRow(SQLModel, table=True):
    """Scheduled work that is settled: one row a job and slot."""

    __tablename__ = "ledger"
    __table_args__ = (_one_of("outcome", "done", "skipped"),)
    job: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    outcome: str = _text()
    settled_at: datetime = _instant()


class AuditRow(SQLModel, table=True):
    """The audit chain: every change of a fact, each row sealing the one before it."""

    __tablename__ = "audit"
    seq: int | None = Field(default=None, primary_key=True)
    moment: datetime = _instant()
    actor: int | None = _big(nullable=True)
    act: str = _text()
    body: str = _text()
    digest: str = _text()


class Draft(SQLModel, table=True):
    """Something half done that waits for one person's answer: a question with its options."""

    __tablename__ = "drafts"
    id: int | None = Field(default=None, primary_key=True)
    person: int = _big()
    kind: str = _text()
    payload: str = _text()
    begun_at: datetime = _instant()
    ended_at: datetime | None = _instant(nullable=True)


class Attachment(SQLModel, table=True):
    """A photo, document or link that somebody sent; `report` names the message (chat:message) it was sent for.

    loose: evidence of nothing yet · owed: a copy is to be fetched · kept: a copy is on the shelf ·
    bare: only the chat server has it (or it is a link) · refused: no evidence after all · dropped: never used
    """

    __tablename__ = "attachments"
    __table_args__ = (
        _one_of("kind", "photo", "document", "link"),
        _one_of("state", "loose", "owed", "kept", "bare", "refused", "dropped"),
        Index("uq_attachments_file", "chat", "message", "file_id", unique=True),
        Index("ix_attachments_album", "chat", "album"),
        Index("ix_attachments_report", "report"),
        Index("ix_attachments_person", "person", sqlite_where=text("state = 'loose'")),
        Index("ix_attachments_owed", "id", sqlite_where=text("state = 'owed'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    person: int = _big()
    chat: int = _big()
    message: int = _big()
    album: str | None = _text(nullable=True)
    kind: str = _text()
    file_id: str = _text()
    name: str = _text()
    received_at: datetime = _instant()
    report: str | None = _text(nullable=True)
    state: str = _text()
    attempts: int = 0
    not_before: datetime | None = _instant(nullable=True)
    fault: str | None = _text(nullable=True)


class Evidence(SQLModel, table=True):
    """What is evidence (佐证) for which submission, since when and by whom; rows are only added."""

    __tablename__ = "evidence"
    number: int = Field(primary_key=True, foreign_key="submissions.number")
    attachment: int = Field(primary_key=True, foreign_key="attachments.id")
    person: int = _big()
    moment: datetime = _instant()


class KeptFile(SQLModel, table=True):
    """The copy of an attachment that is kept: SHA-256 of what was sent and of what is stored; rows are only added."""

    __tablename__ = "kept_files"
    attachment: int = Field(
        sa_column=Column(Integer, ForeignKey("attachments.id"), primary_key=True, autoincrement=False)
    )
    sent: str = _text()
    stored: str = _text()
    ending: str = _text()
    size: int
    moment: datetime = _instant()


class Preference(SQLModel, table=True):
    """How somebody wants to be told: one row a person and choice."""

    __tablename__ = "preferences"
    person: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str = Field(primary_key=True)
    content: str = _text()
    changed_at: datetime = _instant()


class NilReturn(SQLModel, table=True):
    """A unit's word that it has nothing to report for a metric in a period (本月无)."""

    __tablename__ = "nil_returns"
    unit: str = Field(primary_key=True)
    metric: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    person: int = _big()
    said_at: datetime = _instant()


class Picture(SQLModel, table=True):
    """A picture that the chat server already has, by fingerprint of what it shows."""

    __tablename__ = "pictures"
    fingerprint: str = Field(primary_key=True)
    file_id: str = _text()
    sent_at: datetime = _instant()


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


inbox = _table(Inbox)
outbox = _table(Outbox)
submissions = _table(Submission)
versions = _table(Version)
reviews = _table(Review)
cell_values = _table(Value)
roster = _table(RosterRow)
chats = _table(ChatRow)
fixtures = _table(Fixture)
rulebooks = _table(RulebookRow)
publications = _table(Publication)
ledger = _table(LedgerRow)
audit = _table(AuditRow)
drafts = _table(Draft)
attachments = _table(Attachment)
evidence = _table(Evidence)
kept_files = _table(KeptFile)
preferences = _table(Preference)
nil_returns = _table(NilReturn)
pictures = _table(Picture)
