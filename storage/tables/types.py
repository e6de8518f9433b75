"""What every table is made of: instants, columns, checks, and the names of keys.

Instants are stored as whole microseconds since 1970 UTC (exact, ordered, the same on every engine);
exact numbers are stored as canonical text.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Dialect, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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


def number(name: str) -> Column[Any]:
    """Return the column of the numbers that rows are given."""
    return Column(name, Integer, primary_key=True)


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of moments."""
    return Column(name, Instant, nullable=nullable)


def string(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of text of any length."""
    return Column(name, Text, nullable=nullable)


def big(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of whole numbers of 64 bits: the chat server's ids need them."""
    return Column(name, BigInteger, nullable=nullable)


def whole(name: str, *, nullable: bool = False, default: int | None = None) -> Column[Any]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=nullable, default=default)


def one_of(column: str, *words: str) -> CheckConstraint:
    """Let a column hold nothing but some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
