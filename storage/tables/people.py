"""People: whom the marks of the chain stand for, and invites, by which somebody without a number gets in."""

from sqlalchemy import Column, Index, String, Table

from storage.dialect import where
from storage.tables.types import big, instant, metadata, number, one_of, string

invites = Table(
    "invites",
    metadata,
    number("id"),
    string("unit"),
    string("name"),
    string("roles"),
    string("digest"),
    big("made_by", nullable=True),
    instant("made_at"),
    big("opened_by", nullable=True),
    instant("opened_at", nullable=True),
    string("code", nullable=True),
    instant("asked_at", nullable=True),
    big("settled_by", nullable=True),
    instant("settled_at", nullable=True),
    string("outcome", nullable=True),
    one_of("outcome", "admitted", "refused", "disowned", "replaced"),
    Index("uq_invites_digest", "digest", unique=True),
)
"""An invite (邀请): for whom, the digest of its secret, who opened it with which code, and what became of it.

`roles` are words with commas; `asked_at`: when whoever opened it said that it is meant for them.
"""
identities = Table(
    "identities",
    metadata,
    Column("mark", String, primary_key=True),
    string("owner"),
    string("content"),
    string("salt", nullable=True),
    Index("uq_identities_live", "owner", "content", unique=True, **where("salt IS NOT NULL")),
)
"""Whose name or number a mark in the chain stands for: the SHA-256 of salt, owner and content.

`owner` is the person's number, or the row of a table where it is not known. Of whoever was forgotten (注销) the
salt is gone, and what is there instead of name and number tells nobody.
"""
