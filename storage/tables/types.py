"""What every table is made of: instants, columns, checks, and the names of keys.

Instants are stored as whole microseconds since 1970 UTC (exact, ordered, the same on every engine);
exact numbers are stored as canonical text.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Dialect, Table, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# Set before the first table is made: every file of tables imports this one.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(SQLModel):
    """What every table is: rows are never validated by pydantic, and what it would need for that is not built."""

    model_config = {"defer_build": True}


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


def instant(*, nullable: bool = False) -> Any:  # noqa: ANN401 - SQLModel's Field is typed as Any
    """Declare a column of moments."""
    return Field(default=None, sa_column=Column(Instant, nullable=nullable))


def string(*, nullable: bool = False) -> Any:  # noqa: ANN401 - as above
    """Declare a column of text of any length."""
    return Field(default=None, sa_column=Column(Text, nullable=nullable))


def big(*, nullable: bool = False) -> Any:  # noqa: ANN401 - as above
    """Declare a column of whole numbers of 64 bits: the chat server's ids need them."""
    return Field(default=None, sa_column=Column(BigInteger, nullable=nullable))


def one_of(column: str, *words: str) -> CheckConstraint:
    """Let a column hold nothing but some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def table_of(model: type[SQLModel]) -> Table:
    """Return the table of a model, for core statements."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
