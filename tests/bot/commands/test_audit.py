"""`leitai audit verify`: whatever was changed afterwards is found."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from tests import engine
from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, HEAD
from tests.stage import Stage


def test_audit_verify_names_the_first_difference(stage: Stage) -> None:
    stage.report(HEAD)
    good = stage.leitai("audit", "verify")
    assert (good.code, good.err) == (0, "")
    assert re.search(r"存证码 [2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$", good.out.strip())
    stage.stop()
    with change(stage, "UPDATE audit SET body = replace(body, '98/100', '99/100') WHERE act = 'report'"):
        refused(stage.leitai("audit", "verify"), "第 ")
    stage.start()


def test_a_chain_that_was_changed_while_nobody_ran_is_told_at_the_next_start_and_by_check(stage: Stage) -> None:
    stage.report(HEAD)
    stage.stop()
    stage.expected = ["the audit chain does not fit from row 4 on"]
    assert stage.leitai("check", "--offline").code == 0
    with change(stage, "UPDATE audit SET actor = 1 WHERE seq = 4"):
        refused(stage.leitai("check", "--offline"), "存证链从第 4 条起不符")
        stage.start()
        stage.settle()
        assert "存证链从第 4 条起不符" in stage.last(ADMIN).text
        stage.stop()
    stage.start()


@contextmanager
def change(stage: Stage, statement: str) -> Iterator[None]:
    """Tamper with the database for a while, and put back what was there."""
    database, kept = stage.folder / "leitai.db", stage.folder.with_name("kept.db")
    engine.copy(database, kept)
    with engine.books(stage.database) as books:
        assert books.exec_driver_sql(statement).rowcount == 1
    try:
        yield
    finally:
        engine.copy(kept, database)
