"""The bureau: its people, chats and rulebooks, what was made public, and the record of what was done."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.types import big, instant, metadata, number, one_of, string, whole

roster = Table(
    "roster",
    metadata,
    number("id"),
    string("unit"),
    string("name"),
    string("role"),
    big("telegram_id", nullable=True),
    instant("added_at"),
    instant("removed_at", nullable=True),
    instant("begins_at", nullable=True),
    instant("ends_at", nullable=True),
    instant("frozen_at", nullable=True),
    big("thaw_by", nullable=True),
    whole("stands_for", nullable=True),
    one_of("role", "head", "reviewer", "leader", "admin"),
    Index("ix_roster_person", "telegram_id"),
)
"""A person's role for a unit (名册), from when until when; `unit` is empty for leaders and admins.

A deputy's (代理) `stands_for` another row, from `begins_at` until `ends_at`. A row that is frozen (停用) gives no
right; `thaw_by` is the admin who wants it back, for a second one to agree.
"""
chats = Table(
    "chats",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    string("down", nullable=True),
    big("migrated_to", nullable=True),
    instant("changed_at"),
    string("theme", nullable=True),
    string("menu", nullable=True),
    one_of("theme", "light", "dark"),
)
"""What is known of a chat: whether letters reach it, where it migrated to, how its pictures look (null: light).

`menu`: the commands that it was given last, as JSON; null where it shows what strangers see, or was come back to.
"""
fixtures = Table(
    "fixtures",
    metadata,
    Column("name", String, primary_key=True),
    string("content"),
)
"""Single facts about the house, by name: where the bureau's group is."""
templates = Table(
    "templates",
    metadata,
    number("id"),
    string("name"),
    Column("content", LargeBinary, nullable=False),
    instant("put_at"),
)
"""A template of circulars as it came, by the name of its file; a rulebook that names one has the newest of then."""
rulebooks = Table(
    "rulebooks",
    metadata,
    number("id"),
    string("fingerprint"),
    string("body"),
    string("from_day"),
    instant("put_at"),
    whole("template", nullable=True),
)
"""A rulebook in force from a day on, stored whole; `template`: the one that it names, where it names one."""
changes = Table(
    "changes",
    metadata,
    number("id"),
    string("kind"),
    string("period"),
    string("content"),
    big("proposer"),
    instant("proposed_at"),
    big("signer", nullable=True),
    string("outcome", nullable=True),
    instant("settled_at", nullable=True),
    one_of("kind", "rulebook", "schedule", "extension"),
    one_of("outcome", "done", "declined", "lapsed"),
)
"""What the office changes from a period on, who proposed it, who else signed it, and what became of it."""
publications = Table(
    "publications",
    metadata,
    number("id"),
    string("kind"),
    string("arena"),
    string("period"),
    string("slot"),
    instant("as_of"),
    instant("published_at"),
    string("audit_code"),
    string("body"),
    Index("uq_publications_slot", "kind", "arena", "slot", unique=True),
)
"""Frozen standings that were made public (通报)."""
documents = Table(
    "documents",
    metadata,
    Column("publication", Integer, ForeignKey("publications.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("unit", String, primary_key=True),
    string("name"),
    Column("content", LargeBinary, nullable=False),
    one_of("kind", "circular", "workbook", "evaluation", "year_file", "year_book"),
)
"""A document of a result as it was made, once: `publication` is the first of the result's arenas.

`unit`: of which unit it is; "" where it is of all.
"""
ledger = Table(
    "ledger",
    metadata,
    Column("job", String, primary_key=True),
    Column("slot", String, primary_key=True),
    string("outcome"),
    instant("settled_at"),
    one_of("outcome", "done", "skipped"),
)
"""Scheduled work that is settled: one row a job and slot."""
audit = Table(
    "audit",
    metadata,
    number("seq"),
    instant("moment"),
    big("actor", nullable=True),
    string("act"),
    string("body"),
    string("digest"),
    string("mark", nullable=True),
)
"""The audit chain: every change of a fact, each row sealing the one before it; `mark` stands for the actor."""
preferences = Table(
    "preferences",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, primary_key=True),
    string("content"),
    instant("changed_at"),
)
"""How somebody wants to be told: one row a person and choice."""
vetoes = Table(
    "vetoes",
    metadata,
    number("id"),
    string("act"),
    string("unit"),
    string("period"),
    string("effect"),
    string("reason"),
    big("person"),
    string("person_name"),
    instant("asked_at"),
    one_of("act", "impose", "lift"),
    Index("ix_vetoes_place", "period", "unit"),
)
"""A veto (一票否决) that a leader asked for, or that one be lifted; it counts once another person has agreed."""
veto_answers = Table(
    "veto_answers",
    metadata,
    Column("veto", Integer, ForeignKey("vetoes.id"), primary_key=True),
    string("answer"),
    big("person"),
    string("person_name"),
    instant("answered_at"),
    one_of("answer", "agree", "decline"),
)
"""What another person said to it, once; whoever asked takes it back by declining."""
veto_evidence = Table(
    "veto_evidence",
    metadata,
    Column("veto", Integer, ForeignKey("vetoes.id"), primary_key=True),
    Column("attachment", Integer, ForeignKey("attachments.id"), primary_key=True),
    big("person"),
    instant("moment"),
)
"""What is evidence (佐证) for which veto, since when; rows are only added."""
flags = Table(
    "flags",
    metadata,
    number("id"),
    Column("publication", Integer, ForeignKey("publications.id"), nullable=False),
    string("unit"),
    string("colour"),
    whole("streak"),
    instant("proposed_at"),
    one_of("colour", "red", "black"),
)
"""A flag (红旗 黑旗) that a publication proposes for a unit, so many periods in a row at the bottom (`streak`)."""
flag_acts = Table(
    "flag_acts",
    metadata,
    Column("flag", Integer, ForeignKey("flags.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    string("act"),
    string("unit"),
    string("colour"),
    string("reason"),
    big("person"),
    string("person_name"),
    instant("acted_at"),
    one_of("act", "issue", "refuse", "change", "withdraw"),
    one_of("colour", "red", "black"),
)
"""What a leader decided about a flag, in its order: `unit` and `colour` are whose and which it is since."""
