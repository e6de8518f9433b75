"""People: whom the marks of the chain stand for, and invites, by which somebody without a number gets in."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.dialect import where
from storage.tables.types import Model, big, instant, one_of, string, table_of


class InviteRow(Model, table=True):
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


class IdentityRow(Model, table=True):
    """Whose name or number a mark in the chain stands for: the SHA-256 of salt, owner and content.

    `owner` is the person's number, or the row of a table where it is not known. Of whoever was forgotten (注销) the
    salt is gone, and what is there instead of name and number tells nobody.
    """

    __tablename__ = "identities"
    __table_args__ = (Index("uq_identities_live", "owner", "content", unique=True, **where("salt IS NOT NULL")),)
    mark: str = Field(primary_key=True)
    owner: str = string()
    content: str = string()
    salt: str | None = string(nullable=True)


invites = table_of(InviteRow)
identities = table_of(IdentityRow)
