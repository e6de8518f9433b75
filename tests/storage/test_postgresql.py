"""PostgreSQL: the schema of the models, one writer, one bot; what a hand altered and a server refuses is told."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError
from sqlmodel import SQLModel

from storage import audit, keyboards, submissions
from storage.database import Database, DatabaseError, UnavailableError
from storage.place import Address
from tests import engine
from tests.storage.conftest import at
from tests.storage.test_submissions import CLAIM

pytestmark = engine.server_alone

SCHEMA = """
SELECT 'column' kind, c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
    || a.attnotnull || ' ' || coalesce(l.collname, '') || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') told
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def schema(place: Address) -> set[str]:
    told = {f"{row['kind']} {row['told']}" for row in engine.rows(place, SCHEMA)}
    return {line for line in told if "alembic_version" not in line}


def test_the_migrated_schema_is_that_of_the_models(database: Database, tmp_path: Path) -> None:
    made = Database(engine.place(tmp_path / "models.db"))
    with closing(made), made._engine.writer.begin() as connection:
        SQLModel.metadata.create_all(connection)

    assert schema(made.place) == schema(database.place)
    assert len(schema(made.place)) > 200


def test_whole_numbers_have_64_bits_and_texts_the_order_of_their_signs(database: Database) -> None:
    told = schema(database.place)

    assert not [line for line in told if " integer " in line]
    assert not [line for line in told if line.startswith("column") and (" text " in line or " character " in line)
                and " C " not in f"{line} "]  # fmt: skip
    assert "WHERE (valid_to IS NULL)" in next(line for line in told if "uq_cell_values_open" in line)


BY_HAND = {
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
    "CREATE TRIGGER grant_all AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION f()": "trigger grant_all",
    "CREATE RULE quiet AS ON INSERT TO audit DO INSTEAD NOTHING": "rule quiet",
    "ALTER TABLE roster RENAME TO hidden; CREATE VIEW roster AS SELECT * FROM hidden": "table roster",
    "DROP TABLE nil_returns": "table nil_returns",
    "ALTER TABLE versions DROP COLUMN contributors": "table versions",
    "DROP INDEX uq_submissions_live": "index uq_submissions_live",
    "DROP INDEX ix_inbox_done; CREATE UNIQUE INDEX ix_inbox_done ON inbox (done_at)": "index ix_inbox_done",
    "DROP INDEX uq_submissions_live; CREATE UNIQUE INDEX uq_submissions_live "
    "ON submissions (unit, metric, period, item)": "index uq_submissions_live",
}


@pytest.mark.parametrize("sql", BY_HAND)
def test_a_schema_that_a_hand_has_altered_is_refused(database: Database, sql: str) -> None:
    database.refuse_unless_usable()
    engine.change(database.place, sql)

    with pytest.raises(DatabaseError) as refused:
        database.refuse_unless_usable()

    assert (refused.value.code, refused.value.detail) == ("altered", BY_HAND[sql])


def test_what_stands_beside_our_tables_harms_nobody_and_another_program_is_left_alone(
    database: Database, tmp_path: Path
) -> None:
    engine.change(database.place, "CREATE TABLE mine (id INTEGER); CREATE VIEW seen AS SELECT 1")
    database.refuse_unless_usable()
    other = engine.place(tmp_path / "other.db")
    engine.change(other, "CREATE TABLE contacts (name TEXT)")

    assert code(lambda: Database(other), to_migrate=True) == "foreign"


def code(opened: Callable[[], Database], *, to_migrate: bool = False) -> str:
    """Return what somebody is told who opens a database."""
    database = opened()
    try:
        database.refuse_unless_usable(to_migrate=to_migrate)
    except (DatabaseError, UnavailableError) as error:
        told = f"{error.args} {getattr(error, 'detail', '')}"
        return "told the password" if "Quai7Eich" in told else error.code
    finally:
        database.close()
    return ""


@pytest.fixture
def guarded(database: Database) -> Iterator[Callable[..., Address]]:
    """The database for somebody else than its owner, who must say a password."""
    name = f"other_{engine.name_of(database.place)}"
    with engine.asking_for_passwords(name, "Quai7Eich"):

        def address(user: str = name, password: str = "Quai7Eich", base: str = "") -> Address:  # noqa: S107 - invented
            return engine.as_somebody(database.place, user, password, base)

        yield address


def test_every_way_not_to_be_let_in_is_told_apart_and_no_password_is_told(guarded: Callable[..., Address]) -> None:
    assert code(lambda: Database(guarded(password="wrong-one"), reading=True)) == "login"
    assert code(lambda: Database(guarded(), reading=True)) == "rights"
    assert code(lambda: Database(guarded(base="nowhere"), reading=True)) == "absent"
    assert code(lambda: Database(Address("postgresql://a:Quai7Eich@127.0.0.1:1/x", Path()), reading=True)) == (
        "unreachable"
    )
    for shown in (str(guarded()), repr(guarded()), str(Address("postgresql://a:b%40c@h/x?password=zzz", Path()))):
        assert "Quai7Eich" not in shown
        assert "zzz" not in shown
        assert "b%40c" not in shown


@pytest.mark.parametrize("url", ["mysql://h/x", "postgresql://h", "postgresql://h:0/x", "postgresql://h:x/y", "x"])
def test_what_names_no_database_on_a_server_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Address(url, Path())


def test_who_reads_sees_one_moment_and_cannot_write(database: Database) -> None:
    with database.reading(at()) as seen:
        assert audit.head(seen) == audit.ROOT
        with database.transaction(at()) as tx:
            audit.append(tx, 1, "report", {})
        assert seen.run(text("SELECT count(*) FROM audit")).scalar_one() == 0
    assert database.look(audit.head) != audit.ROOT
    with pytest.raises(InternalError, match="read-only"), database.reading(at()) as tx:
        tx.run(text("DELETE FROM audit"))


def test_who_writes_waits_for_whoever_writes_and_what_waits_too_long_passes_by_itself(database: Database) -> None:
    other = Database(database.place)
    with closing(other):
        with database.transaction(at()) as tx:
            audit.append(tx, 1, "report", {})
            with pytest.raises(UnavailableError) as busy, hurried(other).transaction(at()) as late:
                late.newest()
        assert busy.value.code == "busy"
        with other.transaction(at()) as tx:
            audit.append(tx, 1, "report", {})
    assert database.look(audit.first_difference) is None


def hurried(database: Database) -> Database:
    """Let a database wait for nobody."""
    raw = database._engine.writer.raw_connection()
    raw.cursor().execute("SET lock_timeout = 1")
    raw.commit()
    raw.close()
    return database


def test_numbers_have_no_gaps_where_something_was_undone_and_those_of_keyboards_come_only_once(
    database: Database,
) -> None:
    def keyboard() -> int:
        return keyboards.put(tx, 1, 1, None, letter=1, offered=[], shown=[], topics=(), until=None)

    with pytest.raises(ZeroDivisionError), database.transaction(at()) as tx:
        assert 1 / (submissions.open_new(tx, CLAIM, at()).number - 1)
    with database.transaction(at()) as tx:
        assert submissions.open_new(tx, CLAIM, at()).number == 1
        first = keyboard()
        assert keyboard() > first
    assert [row["seq"] for row in engine.rows(database.place, "SELECT seq FROM audit")] == [1]


def test_whoever_lost_the_connection_leads_again_before_anything_is_written_or_leads_no_more(
    database: Database,
) -> None:
    assert database.holds_lock
    engine.change(
        database.place,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    with pytest.raises(UnavailableError), database.transaction(at()) as tx:
        tx.newest()
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
    with closing(Database(database.place)) as other:
        assert not other.holds_lock
    engine.change(
        database.place,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    with closing(Database(database.place)) as thief:
        assert thief.holds_lock
        with pytest.raises(UnavailableError), database.transaction(at()) as tx:
            tx.newest()
        with pytest.raises(UnavailableError, match="another process leads"), database.transaction(at()) as tx:
            audit.append(tx, 1, "report", {})
        assert not database.keep_place()
        with database.transaction(at()) as tx:  # but it may write, as one that does not lead
            audit.append(tx, 1, "report", {})
    assert database.keep_place()
    assert database.look(audit.first_difference) is None
