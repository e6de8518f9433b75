"""A database of an earlier version: what stands when it is migrated is sealed once, and from there on all is known."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from storage import audit, sealed
from storage.database import Database
from tests import engine
from tests.cast import HEAD, LEGAL_REVIEWER, REVIEWER, SQUAD_REVIEWER
from tests.faults.bureau import REMINDED, bureau
from tests.handlers.bench import Bench

TAMPERED = (
    "UPDATE versions SET value = '100/100' WHERE number = 1",
    "UPDATE cell_values SET valid_to = NULL WHERE number = 1 AND state = 'pending'",
    "UPDATE publications SET body = body || ' '",
    "UPDATE publications SET audit_code = '0000-0000' WHERE id = 1",
    "DELETE FROM roster WHERE id = 2",
    "INSERT INTO preferences VALUES (1, 'cards', 'digest', 1)",
)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau as an earlier version left it: rows of the chain that hold no facts, short codes, the schema before."""
    folder = tmp_path_factory.mktemp("earlier")
    bench = bureau(folder)
    bench.do(submit.report, HEAD, ("“铁拳”行动实效 5 12月",))
    bench.do(reviews.decide, SQUAD_REVIEWER, 9, Decision("confirm"))
    bench.database.close()
    with engine.books(engine.place(folder / "leitai.db")) as books:
        previous = audit.ROOT
        rows = books.exec_driver_sql("SELECT seq, moment, actor, act, body FROM audit ORDER BY seq").all()
        for seq, moment, actor, act, body in rows:
            facts = json.loads(body).get("facts", [])
            digest = audit.seal(previous, moment, actor, act, "{}")
            change = text("UPDATE audit SET body = '{}', digest = :digest WHERE seq = :seq")
            books.execute(change, {"digest": digest, "seq": seq})
            for number in (row["id"] for name, row in facts if name == "publications"):
                short = f"{digest[:4]}-{digest[4:8]}"
                change = text("UPDATE publications SET audit_code = :short WHERE id = :number")
                books.execute(change, {"short": short, "number": number})
            previous = digest
        sent = books.exec_driver_sql("SELECT attachment FROM veto_evidence").scalars().all()
        later = (
            "matter_evidence part_counts part_standings matter_acts parts matters entries flag_acts flags templates "
            "identities documents changes veto_evidence veto_answers vetoes invites keyboard_topics keyboards"
        )
        for table in later.split():
            books.exec_driver_sql(f"DROP TABLE {table}")
        for attachment in sent:
            books.execute(text("DELETE FROM attachments WHERE id = :id"), {"id": attachment})
        books.exec_driver_sql("ALTER TABLE rulebooks DROP COLUMN template")
        books.exec_driver_sql("ALTER TABLE chats DROP COLUMN menu")
        books.exec_driver_sql("ALTER TABLE audit DROP COLUMN mark")
        for table in ("inbox", "outbox"):
            books.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN replica")
        for column in ("begins_at", "ends_at", "frozen_at", "thaw_by", "stands_for"):
            books.exec_driver_sql(f"ALTER TABLE roster DROP COLUMN {column}")
        books.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
    return folder


@pytest.fixture
def bench(earlier: Path, tmp_path: Path) -> Iterator[Bench]:
    """The same bureau in the hands of this version."""
    database = Database(engine.copy(earlier / "leitai.db", tmp_path / "leitai.db"))
    database.migrate()
    yield Bench(database, acts=1000)
    database.close()


def look(bench: Bench) -> sealed.Findings:
    return bench.database.look(sealed.look)


def test_what_stands_is_sealed_by_one_row_and_what_comes_after_follows_from_it(bench: Bench) -> None:
    before = look(bench)
    assert (before.differences, before.since) == ([], before.rows)
    bench.now = REMINDED
    bench.do(reviews.decide, REVIEWER, 8, Decision("return", reason="缺少截图"))
    bench.do(submit.report, HEAD, ("工单满意率 89/100 11月",))
    bench.do(reviews.decide, LEGAL_REVIEWER, 9, Decision("confirm"))
    bench.do(submit.report, HEAD, ("工单办结率 70/100 12月",))
    found = look(bench)
    assert (found.differences, found.since, found.rows) == ([], before.rows, before.rows + 4)
    assert bench.where(9).state == "confirmed", "the signature before and the one after make two"


def test_publications_keep_the_short_codes_they_were_posted_with(bench: Bench) -> None:
    with bench.turn() as turn:
        codes = [row.audit_code for row in turn.tx.all(sealed.FACT_TABLES[0].metadata.tables["publications"].select())]
        assert [len(code) for code in codes] == [9] * 6
        assert [link.act for code in codes if (link := audit.find(turn.tx, code))] == [
            *["publish"] * 4,
            *["close"] * 2,
        ]


@pytest.mark.parametrize("sql", TAMPERED)
def test_what_is_changed_by_hand_after_that_is_noticed(bench: Bench, sql: str) -> None:
    engine.change(bench.database.place, "DROP INDEX uq_cell_values_open")
    engine.change(bench.database.place, sql)
    assert look(bench).differences != []


def test_it_is_sealed_once_and_a_new_database_not_at_all(bench: Bench, tmp_path: Path) -> None:
    rows = look(bench).rows
    bench.database.migrate()
    assert look(bench).rows == rows
    fresh = Database(engine.place(tmp_path / "fresh" / "leitai.db"))
    fresh.migrate()
    assert fresh.look(sealed.look) == sealed.Findings()
    fresh.close()
