"""Whoever changes the database by hand is found out: every fact of every table follows from the audit chain.

What is changed is taken from the tables themselves, so that no new column can be forgotten.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, text
from sqlalchemy.exc import IntegrityError

from bot.commands import texts
from bot.files import sample_path
from storage import audit, facts, sealed
from storage.database import Database, Transaction
from storage.facts import FACT_TABLES, TRAFFIC_COLUMNS, TRAFFIC_ROWS, TRAFFIC_TABLES
from storage.sealed import Difference
from storage.tables import metadata
from tests.stage import Done, command
from tests.faults.bureau import MONDAY, bureau


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a bureau in which everything has happened once, to be copied."""
    folder = tmp_path_factory.mktemp("bureau")
    bureau(folder).database.close()
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "data"))


@pytest.fixture(scope="module")
def books(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of the bureau in the hands of somebody whom no key and no check holds back."""
    path = Path(shutil.copy(untouched / "leitai.db", tmp_path_factory.mktemp("books") / "leitai.db"))
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall():
            raw.execute(f"DROP INDEX {name}")
    database = Database(path)
    raw = database._writer.raw_connection().driver_connection  # type: ignore[assignment]
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        raw.execute(f"PRAGMA {pragma}")
    yield database
    database.close()


class Undone(Exception):  # noqa: N818 - the end of an example, no error
    """Ends a transaction that leaves nothing behind."""


@contextmanager
def hand(books: Database) -> Iterator[Transaction]:
    """Let a hand change what it likes, and undo it."""
    try:
        with books.transaction(MONDAY) as tx:
            yield tx
            raise Undone  # noqa: TRY301 - the way out of a transaction
    except Undone:
        pass


def rows_of(books: Database, table: Table) -> list[dict[str, Any]]:
    """Return the facts of a table as they are stored."""
    with books.reading(MONDAY) as tx:
        found = tx.run(text(f"SELECT * FROM {table.name}")).mappings().all()  # noqa: S608 - our own tables
    rows = [dict(row) for row in found]
    left_out = TRAFFIC_ROWS.get(table.name, lambda _row: False)
    kept = [row for row in rows if not left_out(row)]
    assert kept, f"the bureau has no {table.name}"
    return kept


def some(rows: list[Any], most: int = 4) -> list[Any]:
    """Return a few of many, spread over all of them."""
    return rows if len(rows) <= most else [rows[place * (len(rows) - 1) // (most - 1)] for place in range(most)]


def keys_of(table: Table) -> list[str]:
    return list(table.primary_key.columns.keys())


def where(table: Table, row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the condition by which a row is found, and its values."""
    return " AND ".join(f"{name} = :key_{name}" for name in keys_of(table)), {
        f"key_{name}": row[name] for name in keys_of(table)
    }


def change(tx: Transaction, table: Table, row: dict[str, Any], to: dict[str, Any]) -> None:
    condition, key = where(table, row)
    told = ", ".join(f"{name} = :{name}" for name in to)
    changed = tx.run(text(f"UPDATE {table.name} SET {told} WHERE {condition}").bindparams(**to, **key))  # noqa: S608
    assert changed.rowcount == 1


def insert(tx: Transaction, table: Table, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    held = ", ".join(f":{name}" for name in row)
    tx.run(text(f"INSERT INTO {table.name} ({names}) VALUES ({held})").bindparams(**row))  # noqa: S608


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    if value is None:
        return "1"
    return value + 10_007 if isinstance(value, int) else f"{value}x"


def noticed(tx: Transaction) -> list[Difference]:
    """Return what verify finds; each difference can be told with the table that it is about."""
    found = sealed.look(tx).differences
    for one in found:
        assert texts.TABLES.get(one.table, "存证链") in texts.difference(one)
    return found


def is_traffic(table: Table, column: Column[Any]) -> bool:
    return (table.name, column.name) in TRAFFIC_COLUMNS


COLUMNS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in FACT_TABLES for c in t.columns if not is_traffic(t, c)]
MARKS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in FACT_TABLES for c in t.columns if is_traffic(t, c)]
TABLES = [pytest.param(table, id=table.name) for table in FACT_TABLES]


def test_a_database_that_nobody_touched_has_no_difference(books: Database) -> None:
    with hand(books) as tx:
        found = sealed.look(tx)
    assert (found.differences, found.since) == ([], 1)
    assert found.rows > 40


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_of_a_fact_that_is_changed_is_noticed(books: Database, table: Table, column: Column[Any]) -> None:
    rows = some(rows_of(books, table))
    known = {row[column.name] for row in rows}
    tried = 0
    for row in rows:
        mine = row[column.name]
        for value in ({other(mine), None if column.nullable else ""} | known) - {mine}:
            try:
                with hand(books) as tx:
                    change(tx, table, row, {column.name: value})
                    assert noticed(tx), (row, value)
                    tried += 1
            except IntegrityError:
                assert column.primary_key, "two rows cannot have one key"
    assert tried >= len(rows)


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_that_is_gone_is_noticed(books: Database, table: Table) -> None:
    for row in rows_of(books, table):
        with hand(books) as tx:
            condition, key = where(table, row)
            tx.run(text(f"DELETE FROM {table.name} WHERE {condition}").bindparams(**key))  # noqa: S608
            assert [one.table for one in noticed(tx)] == [table.name], row


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_that_is_added_is_noticed(books: Database, table: Table) -> None:
    rows = rows_of(books, table)
    for row in some(rows):
        for name in keys_of(table):
            new = {**row, name: max(one[name] for one in rows)}
            new[name] = other(new[name])
            with hand(books) as tx:
                insert(tx, table, new)
                assert [(one.kind, one.table) for one in noticed(tx)] == [("extra", table.name)], new


@pytest.mark.parametrize("table", TABLES)
def test_facts_that_change_places_are_noticed(books: Database, table: Table) -> None:
    rows, keys = some(rows_of(books, table)), keys_of(table)
    for one, two in pairwise(rows):
        inside = [[(name, row[name]) for name in row if name not in keys] for row in (one, two)]
        if inside[0] == inside[1]:
            continue
        with hand(books) as tx:
            change(tx, table, one, dict(inside[1]))
            change(tx, table, two, dict(inside[0]))
            if noticed(tx) == []:  # only what is traffic was another
                assert {name for (name, a), (_, b) in zip(*inside, strict=True) if a != b} <= {
                    column for _, column in TRAFFIC_COLUMNS
                }


@pytest.mark.parametrize(("table", "column"), MARKS)
def test_what_is_traffic_may_change(books: Database, table: Table, column: Column[Any]) -> None:
    for row in rows_of(books, table):
        with hand(books) as tx:
            change(tx, table, row, {column.name: other(row[column.name])})
            assert noticed(tx) == []


def test_what_is_left_out_is_known_and_each_has_its_reason() -> None:
    assert {table.name for table in metadata.sorted_tables} == {t.name for t in FACT_TABLES} | TRAFFIC_TABLES.keys()
    assert TRAFFIC_TABLES.keys() == {"inbox", "outbox", "drafts", "pictures", "audit"}
    assert TRAFFIC_COLUMNS.keys() == {
        ("chats", "down"),
        ("chats", "changed_at"),
        ("attachments", "attempts"),
        ("attachments", "not_before"),
        ("attachments", "fault"),
    }
    assert TRAFFIC_ROWS.keys() == {"attachments", "chats", "fixtures", "ledger"}
    assert all([*TRAFFIC_TABLES.values(), *TRAFFIC_COLUMNS.values(), *facts.TRAFFIC_JOBS.values()])


def test_a_row_of_the_chain_that_is_changed_is_noticed_and_what_it_says_is_held_against_the_tables(
    books: Database,
) -> None:
    for body, kinds in (
        ("replace(body, '98/100', '99/100')", {"broken", "changed"}),
        ("'{'", {"broken", "unreadable", "extra"}),
        ("'[]'", {"broken", "unreadable", "extra"}),
        ('\'{"facts":[["nowhere",{}]]}\'', {"broken", "unreadable", "extra"}),
    ):
        with hand(books) as tx:
            first = "(SELECT min(seq) FROM audit WHERE act = 'report')"
            tx.run(text(f"UPDATE audit SET body = {body} WHERE seq = {first}"))  # noqa: S608
            assert kinds <= {one.kind for one in noticed(tx)}


def test_who_seals_anew_what_was_sealed_before_is_found_out(books: Database) -> None:
    with hand(books) as tx:
        tx.run(text("UPDATE roster SET role = 'admin' WHERE id = 1"))
        tx.unsealed += [("roster", dict(row)) for row in tx.run(text("SELECT * FROM roster")).mappings()]
        audit.append(tx, None, "sealed", {})
        assert {one.kind for one in noticed(tx)} == {"sealed_again", "changed"}


# By the command


def verify(folder: Path, *words: str) -> Done:
    env = {
        "LEITAI_TOKEN": "1:x",
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": "2026-12-07T09:00:00+08:00",
    }
    return command("audit", "verify", *words, env=env)


def tamper(folder: Path, sql: str) -> None:
    """Change the file past the product, in the way of whoever has the file."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        books.executescript(f"PRAGMA foreign_keys = OFF; {sql}")
        books.commit()


BY_HAND = {
    "a confirmed value": (
        "UPDATE cell_values SET value = '100/100' WHERE number = 1 AND valid_to IS NULL",
        "得分数据 编号 0001 2026-11 reply_rate donghu",
        "value 存证为 99/100，库里是 100/100",
    ),
    "what was reported": (
        "UPDATE versions SET value = '100/100' WHERE number = 1",
        "申报内容 编号 0001 第 1 版：value 存证为 98/100，库里是 100/100",
    ),
    "a submission that is gone": (
        """DELETE FROM submissions WHERE number = 1; DELETE FROM versions WHERE number = 1;
        DELETE FROM reviews WHERE number = 1; DELETE FROM cell_values WHERE number = 1""",
        "申报 编号 0001：存证链上有，数据库里没有",
    ),
    "a confirmation nobody gave": (
        """INSERT INTO reviews
        (number, version, act, lead, person, person_name, decided_at, moment, cause, ordinal)
        SELECT number, version, 'confirm', 'xiaobao', 2001, '李科长', 1, moment, 'inbox:9999', 0 FROM versions
        WHERE number = 8; UPDATE submissions SET state = 'confirmed' WHERE number = 8;
        UPDATE cell_values SET state = 'confirmed' WHERE number = 8""",
        "核实记录 编号 0008 第 18 条：数据库里有，存证链上没有",
        "申报 编号 0008：state 存证为 pending，库里是 confirmed",
    ),
    "a new admin": (
        "INSERT INTO roster (unit, name, role, telegram_id, added_at) VALUES ('', '王所长', 'admin', 1001, 1)",
        "名册 第 19 条：数据库里有，存证链上没有",
    ),
    "what was made public": (
        "UPDATE publications SET body = replace(body, '\"rank\": 1', '\"rank\": 2') WHERE id = 1",
        "通报 第 1 条：body 与存证不符",
    ),
    "the rules": (
        "UPDATE rulebooks SET body = replace(body, 'points', 'points ') WHERE id = 1",
        "竞赛方案 第 1 条：body 与存证不符",
    ),
    "how somebody wants to be told": (
        "UPDATE preferences SET content = 'at_once' WHERE name = 'cards'",
        "提醒方式 2001 cards：content 存证为 digest，库里是 at_once",
    ),
    "the chain's last rows": (
        "DELETE FROM audit WHERE seq > (SELECT max(seq) - 3 FROM audit)",
        "通报 第 4 条：数据库里有，存证链上没有",
        "定时事项 week_post 2026-W48：数据库里有，存证链上没有",
    ),
    "the whole chain": ("DELETE FROM audit", "还有 ", "共 "),
}


def test_a_bureau_that_nobody_touched_is_whole(folder: Path) -> None:
    done = verify(folder)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("what", BY_HAND)
def test_what_a_hostile_hand_changes_is_told_with_its_table_and_number(folder: Path, what: str) -> None:
    sql, *told = BY_HAND[what]
    tamper(folder, sql)
    done = verify(folder)
    assert (done.code, done.out) == (1, "")
    assert [part for part in told if part not in done.err] == []
    assert "与存证不符" in done.reason or done.err.count("\n") == 1


def test_of_many_differences_the_first_are_told_how_many_more_there_are_and_last_what_is_the_matter(
    folder: Path,
) -> None:
    tamper(folder, "DELETE FROM audit")
    lines = verify(folder).err.splitlines()
    assert len(lines) == texts.SHOWN + 2
    count = int(lines[-2].split()[1])
    assert lines[-1].startswith(f"共 {count + texts.SHOWN} 处与存证不符，第一处：{lines[0]}")


def test_copies_of_evidence_that_are_changed_lost_or_too_many_are_told(folder: Path) -> None:
    (copy,) = (path for path in (folder / "evidence").rglob("*") if path.is_file())
    copy.with_name(f".{copy.name}.half").write_bytes(b"what a crash may leave")
    assert verify(folder).code == 0
    surplus = copy.with_name("stray.pdf")
    surplus.write_bytes(b"%PDF")
    done = verify(folder)
    assert (done.code, f"多出 {surplus}" in done.reason) == (1, True)
    surplus.unlink()
    copy.write_bytes(b"%PDF-1.7 another")
    assert f"{copy} 与存证不符" in verify(folder).reason
    copy.unlink()
    assert (f"没有 {copy}" in verify(folder).reason, verify(folder).code) == (True, 1)


# Witnesses


def heads(folder: Path) -> list[str]:
    """Return the digests of the chain, oldest first."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        return [digest for (digest,) in books.execute("SELECT digest FROM audit ORDER BY seq")]


def test_a_witness_is_told_where_its_head_stands_and_what_was_done_last(folder: Path) -> None:
    chain = heads(folder)
    last, first = audit.code(chain[-1]), audit.code(chain[0])
    done = verify(
        folder, "--witness", last, first.lower().replace("-", " "), "--witness", f"{chain[5][:4]}-{chain[5][4:8]}"
    )
    assert (done.code, done.err) == (0, "")
    whole, *told = done.out.splitlines()
    assert whole.endswith(f"存证码 {last}")
    assert f"存证码 {last} 在存证链上：第 {len(chain)} 条，2026-12-07 09:00；当时最后一件事是周榜通报" in told
    assert any("第 1 条，2026-11-19 09:00；当时最后一件事是启用竞赛方案" in line for line in told)
    assert any("第 6 条，2026-11-19 09:00；当时最后一件事是确认（编号 0001）" in line for line in told)


def test_the_code_under_a_post_is_a_witness(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        codes = [code for (code,) in books.execute("SELECT audit_code FROM publications ORDER BY id")]
    done = verify(folder, "--witness", *codes)
    assert done.code == 0
    assert done.out.count("当时最后一件事是周榜通报") == len(codes) == 4


@pytest.mark.parametrize("code", ["3f9a-71c2", "2222-2222-2222-2222", "0000-0000-0000-0000", "没有", ""])
def test_a_code_that_stands_nowhere_is_refused_with_a_sentence(folder: Path, code: str) -> None:
    done = verify(folder, "--witness", code)
    assert (done.code, f"存证码 {code} 不在存证链上" in done.reason) == (1, True)
    assert done.out.startswith("存证链完整"), "the chain itself is good"


def test_a_code_without_its_option_is_wrong_usage(folder: Path) -> None:
    assert verify(folder, "3f9a-71c2").code == 2


def without(tables: Iterable[Table]) -> str:
    """Return how everything is taken out of tables."""
    return "; ".join(f"DELETE FROM {table.name}" for table in tables)  # noqa: S608


def cut(folder: Path) -> None:
    """Put the house back to where it was at its beginning, tables and all."""
    others = without(table for table in FACT_TABLES if table.name not in ("rulebooks", "fixtures"))
    tamper(folder, f"{others}; DELETE FROM rulebooks WHERE id > 1; DELETE FROM audit WHERE seq > 2")  # noqa: S608


def empty(folder: Path) -> None:
    """Leave nothing at all."""
    tamper(folder, without((*FACT_TABLES, metadata.tables["audit"])))


def rewrite(folder: Path) -> None:
    """Let somebody have said something else, and seal the whole chain anew."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        previous = audit.ROOT
        for seq, moment, actor, act, body in books.execute(
            "SELECT seq, moment, actor, act, body FROM audit"
        ).fetchall():
            said = body.replace("按钮看不清", "都很好")
            digest = audit.seal(previous, moment, actor, act, said)
            books.execute("UPDATE audit SET body = ?, digest = ? WHERE seq = ?", (said, digest, seq))
            if act == "publish":
                number = next(row["id"] for name, row in json.loads(body)["facts"] if name == "publications")
                books.execute("UPDATE publications SET audit_code = ? WHERE id = ?", (audit.code(digest), number))
            previous = digest
        books.commit()


@pytest.mark.parametrize("forge", [cut, empty, rewrite])
def test_a_chain_that_is_cut_emptied_or_sealed_anew_with_its_tables_is_found_by_any_later_witness(
    folder: Path, forge: Any
) -> None:
    chain = heads(folder)
    forge(folder)
    if forge is not rewrite:
        shutil.rmtree(folder / "evidence")
    assert verify(folder).code == 0, "it is good in itself"
    for digest in (chain[-1], chain[40]):
        done = verify(folder, "--witness", audit.code(digest))
        assert (done.code, "被截断或重写过" in done.reason) == (1, True)
