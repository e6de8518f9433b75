"""The bureau: its people, chats and rulebooks, what was made public, and the record of what was done."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field

from storage.tables.types import Model, big, instant, one_of, string, table_of


class RosterRow(Model, table=True):
    """A person's role for a unit (名册), from when until when; `unit` is empty for leaders and admins.

    A deputy's (代理) `stands_for` another row, from `begins_at` until `ends_at`. A row that is frozen (停用) gives no
    right; `thaw_by` is the admin who wants it back, for a second one to agree.
    """

    __tablename__ = "roster"
    __table_args__ = (
        one_of("role", "head", "reviewer", "leader", "admin"),
        Index("ix_roster_person", "telegram_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit: str = string()
    name: str = string()
    role: str = string()
    telegram_id: int | None = big(nullable=True)
    added_at: datetime = instant()
    removed_at: datetime | None = instant(nullable=True)
    begins_at: datetime | None = instant(nullable=True)
    ends_at: datetime | None = instant(nullable=True)
    frozen_at: datetime | None = instant(nullable=True)
    thaw_by: int | None = big(nullable=True)
    stands_for: int | None = None


class ChatRow(Model, table=True):
    """What is known of a chat: whether letters reach it, where it migrated to, how its pictures look (null: light).

    `menu`: the commands that it was given last, as JSON; null where it shows what strangers see, or was come back to.
    """

    __tablename__ = "chats"
    __table_args__ = (one_of("theme", "light", "dark"),)
    chat: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    down: str | None = string(nullable=True)
    migrated_to: int | None = big(nullable=True)
    changed_at: datetime = instant()
    theme: str | None = string(nullable=True)
    menu: str | None = string(nullable=True)


class Fixture(Model, table=True):
    """Single facts about the house, by name: where the bureau's group is."""

    __tablename__ = "fixtures"
    name: str = Field(primary_key=True)
    content: str = string()


class TemplateRow(Model, table=True):
    """A template of circulars as it came, by the name of its file; a rulebook that names one has the newest of then."""

    __tablename__ = "templates"
    id: int | None = Field(default=None, primary_key=True)
    name: str = string()
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    put_at: datetime = instant()


class RulebookRow(Model, table=True):
    """A rulebook in force from a day on, stored whole; `template`: the one that it names, where it names one."""

    __tablename__ = "rulebooks"
    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = string()
    body: str = string()
    from_day: str = string()
    put_at: datetime = instant()
    template: int | None = None


class ChangeRow(Model, table=True):
    """What the office changes from a period on, who proposed it, who else signed it, and what became of it."""

    __tablename__ = "changes"
    __table_args__ = (
        one_of("kind", "rulebook", "schedule", "extension"),
        one_of("outcome", "done", "declined", "lapsed"),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str = string()
    period: str = string()
    content: str = string()
    proposer: int = big()
    proposed_at: datetime = instant()
    signer: int | None = big(nullable=True)
    outcome: str | None = string(nullable=True)
    settled_at: datetime | None = instant(nullable=True)


class Publication(Model, table=True):
    """Frozen standings that were made public (通报)."""

    __tablename__ = "publications"
    __table_args__ = (Index("uq_publications_slot", "kind", "arena", "slot", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str = string()
    arena: str = string()
    period: str = string()
    slot: str = string()
    as_of: datetime = instant()
    published_at: datetime = instant()
    audit_code: str = string()
    body: str = string()


class DocumentRow(Model, table=True):
    """A document of a result as it was made, once: `publication` is the first of the result's arenas.

    `unit`: of which unit it is; "" where it is of all.
    """

    __tablename__ = "documents"
    __table_args__ = (one_of("kind", "circular", "workbook", "evaluation", "year_file", "year_book"),)
    publication: int = Field(primary_key=True, foreign_key="publications.id")
    kind: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    name: str = string()
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LedgerRow(Model, table=True):
    """Scheduled work that is settled: one row a job and slot."""

    __tablename__ = "ledger"
    __table_args__ = (one_of("outcome", "done", "skipped"),)
    job: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    outcome: str = string()
    settled_at: datetime = instant()


class AuditRow(Model, table=True):
    """The audit chain: every change of a fact, each row sealing the one before it; `mark` stands for the actor."""

    __tablename__ = "audit"
    seq: int | None = Field(default=None, primary_key=True)
    moment: datetime = instant()
    actor: int | None = big(nullable=True)
    act: str = string()
    body: str = string()
    digest: str = string()
    mark: str | None = string(nullable=True)


class Preference(Model, table=True):
    """How somebody wants to be told: one row a person and choice."""

    __tablename__ = "preferences"
    person: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str = Field(primary_key=True)
    content: str = string()
    changed_at: datetime = instant()


class VetoRow(Model, table=True):
    """A veto (一票否决) that a leader asked for, or that one be lifted; it counts once another person has agreed."""

    __tablename__ = "vetoes"
    __table_args__ = (one_of("act", "impose", "lift"), Index("ix_vetoes_place", "period", "unit"))
    id: int | None = Field(default=None, primary_key=True)
    act: str = string()
    unit: str = string()
    period: str = string()
    effect: str = string()
    reason: str = string()
    person: int = big()
    person_name: str = string()
    asked_at: datetime = instant()


class VetoAnswer(Model, table=True):
    """What another person said to it, once; whoever asked takes it back by declining."""

    __tablename__ = "veto_answers"
    __table_args__ = (one_of("answer", "agree", "decline"),)
    veto: int = Field(primary_key=True, foreign_key="vetoes.id")
    answer: str = string()
    person: int = big()
    person_name: str = string()
    answered_at: datetime = instant()


class VetoEvidence(Model, table=True):
    """What is evidence (佐证) for which veto, since when; rows are only added."""

    __tablename__ = "veto_evidence"
    veto: int = Field(primary_key=True, foreign_key="vetoes.id")
    attachment: int = Field(primary_key=True, foreign_key="attachments.id")
    person: int = big()
    moment: datetime = instant()


class MatterEvidence(Model, table=True):
    """What is evidence (佐证) for the part of which unit of which matter, since when; rows are only added."""

    __tablename__ = "matter_evidence"
    number: int = Field(primary_key=True, foreign_key="matters.number")
    unit: str = Field(primary_key=True)
    attachment: int = Field(primary_key=True, foreign_key="attachments.id")
    person: int = big()
    moment: datetime = instant()


class FlagRow(Model, table=True):
    """A flag (红旗 黑旗) that a publication proposes for a unit, so many periods in a row at the bottom (`streak`)."""

    __tablename__ = "flags"
    __table_args__ = (one_of("colour", "red", "black"),)
    id: int | None = Field(default=None, primary_key=True)
    publication: int = Field(foreign_key="publications.id")
    unit: str = string()
    colour: str = string()
    streak: int
    proposed_at: datetime = instant()


class FlagAct(Model, table=True):
    """What a leader decided about a flag, in its order: `unit` and `colour` are whose and which it is since."""

    __tablename__ = "flag_acts"
    __table_args__ = (
        one_of("act", "issue", "refuse", "change", "withdraw"),
        one_of("colour", "red", "black"),
    )
    flag: int = Field(primary_key=True, foreign_key="flags.id")
    place: int = Field(primary_key=True)
    act: str = string()
    unit: str = string()
    colour: str = string()
    reason: str = string()
    person: int = big()
    person_name: str = string()
    acted_at: datetime = instant()


roster = table_of(RosterRow)
chats = table_of(ChatRow)
fixtures = table_of(Fixture)
templates = table_of(TemplateRow)
rulebooks = table_of(RulebookRow)
changes = table_of(ChangeRow)
publications = table_of(Publication)
documents = table_of(DocumentRow)
ledger = table_of(LedgerRow)
audit = table_of(AuditRow)
preferences = table_of(Preference)
vetoes = table_of(VetoRow)
veto_answers = table_of(VetoAnswer)
veto_evidence = table_of(VetoEvidence)
matter_evidence = table_of(MatterEvidence)
flags = table_of(FlagRow)
flag_acts = table_of(FlagAct)
