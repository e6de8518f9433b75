"""`leitai audit verify`: whatever was changed afterwards is found."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, HEAD
from tests.stage import Stage


def test_audit_verify_names_the_first_difference(stage: Stage) -> None:
    stage.report(HEAD)
    good = stage.leitai("audit", "verify")
    assert (good.code, good.err) == (0, "")
    assert re.search(r"存证码 [2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$", good.out.strip())
    stage.stop()
    with change(stage.database, "UPDATE audit SET body = replace(body, '98/100', '99/100') WHERE act = 'report'"):
        refused(stage.leitai("audit", "verify"), "第 ")
    stage.start()


def test_a_chain_that_was_changed_while_nobody_ran_is_told_at_the_next_start_and_by_check(stage: Stage) -> None:
    stage.report(HEAD)
    stage.stop()
    stage.expected = ["the audit chain does not fit from row 4 on"]
    assert stage.leitai("check", "--offline").code == 0
    with change(stage.database, "UPDATE audit SET actor = 1 WHERE seq = 4"):
        refused(stage.leitai("check", "--offline"), "存证链从第 4 条起不符")
        stage.start()
        stage.settle()
        assert "存证链从第 4 条起不符" in stage.last(ADMIN).text
        stage.stop()
    stage.start()


@contextmanager
def change(database: Path, statement: str) -> Iterator[None]:
    """Tamper with a copy that takes the database's place for a while."""
    kept = database.with_name("kept")
    shutil.copy(database, kept)
    books = sqlite3.connect(database)
    books.execute("DROP TRIGGER IF EXISTS audit_no_update")
    assert books.execute(statement).rowcount == 1
    books.commit()
    books.close()
    try:
        yield
    finally:
        kept.replace(database)
