"""People on their way in: invites, by which somebody on the roster without a number gets in."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.types import big, instant, one_of, string, table_of


class InviteRow(SQLModel, table=True):
    """An invite (邀请): for whom, the digest of its secret, who opened it with which code, and what became of it.

    `roles` are words with commas; `asked_at`: when whoever opened it said that it is meant for them.
    """

    __tablename__ = "invites"
    __table_args__ = (
        one_of("outcome", "admitted", "refused", "disowned", "replaced"),
        Index("uq_invites_digest", "digest", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit: str = string()
    name: str = string()
    roles: str = string()
    digest: str = string()
    made_by: int | None = big(nullable=True)
    made_at: datetime = instant()
    opened_by: int | None = big(nullable=True)
    opened_at: datetime | None = instant(nullable=True)
    code: str | None = string(nullable=True)
    asked_at: datetime | None = instant(nullable=True)
    settled_by: int | None = big(nullable=True)
    settled_at: datetime | None = instant(nullable=True)
    outcome: str | None = string(nullable=True)


invites = table_of(InviteRow)
