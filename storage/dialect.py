"""What SQL says in another way on SQLite than on PostgreSQL: every statement of the storage is written once, for both.

`insert` is the one that can say `on_conflict_do_nothing` and `on_conflict_do_update`, which both engines know.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, literal, literal_column, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

__all__ = ["holds", "insert", "json_at", "json_with", "json_without", "where"]

Words = FunctionElement[Any]


def where(condition: str) -> dict[str, Any]:
    """Let an index be of those rows only for which a condition holds; PostgreSQL is told by its own engine.

    To name its dialect here would load it at every start, also where no server is.
    """
    return {"sqlite_where": text(condition)}


def json_at(column: ColumnElement[str], path: str) -> ColumnElement[str | None]:
    """Return what stands in JSON at a path (`message.media_group_id`), as text; NULL where nothing does."""
    return _JsonAt(column, literal_column(f"'$.{path}'"))


def json_with(column: ColumnElement[str], name: str, value: str) -> ColumnElement[str]:
    """Return a JSON object with a word under a name."""
    return _JsonWith(column, literal_column(f"'$.{name}'"), literal(value, Text))


def json_without(column: ColumnElement[str], name: str) -> ColumnElement[str]:
    """Return a JSON object without a name."""
    return _JsonWithout(column, literal_column(f"'$.{name}'"))


def holds(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Say whether a text holds another, sign by sign."""
    return _PlaceOf(column, literal(part, Text)) > 0


class _JsonAt(FunctionElement[Any]):
    type = Text()
    inherit_cache = True


class _JsonWith(FunctionElement[Any]):
    type = Text()
    inherit_cache = True


class _JsonWithout(FunctionElement[Any]):
    type = Text()
    inherit_cache = True


class _PlaceOf(FunctionElement[Any]):
    inherit_cache = True


@compiles(_JsonAt, "sqlite")
def _sqlite_at(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as SQLAlchemy hands it on
    return f"CAST(json_extract({compiler.process(element.clauses, **how)}) AS TEXT)"


@compiles(_JsonWith, "sqlite")
def _sqlite_with(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"json_set({compiler.process(element.clauses, **how)})"


@compiles(_JsonWithout, "sqlite")
def _sqlite_without(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"json_remove({compiler.process(element.clauses, **how)})"


@compiles(_PlaceOf, "sqlite")
def _sqlite_place(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"instr({compiler.process(element.clauses, **how)})"


@compiles(_JsonAt, "postgresql")
def _postgresql_at(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as SQLAlchemy hands it on
    column, path = element.clauses.clauses
    steps = "".join(f" -> '{name}'" for name in path.name.strip("'").split(".")[1:])
    return f"(CAST({compiler.process(column, **how)} AS json){steps} #>> '{{}}')"


@compiles(_JsonWith, "postgresql")
def _postgresql_with(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    column, path, value = element.clauses.clauses
    name = path.name.strip("'").removeprefix("$.")
    column_, value_ = compiler.process(column, **how), compiler.process(value, **how)
    return f"CAST(CAST({column_} AS jsonb) || jsonb_build_object('{name}', {value_}) AS text)"


@compiles(_JsonWithout, "postgresql")
def _postgresql_without(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    column, path = element.clauses.clauses
    name = path.name.strip("'").removeprefix("$.")
    return f"CAST(CAST({compiler.process(column, **how)} AS jsonb) - '{name}' AS text)"


@compiles(_PlaceOf, "postgresql")
def _postgresql_place(element: Words, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - as above
    return f"strpos({compiler.process(element.clauses, **how)})"
