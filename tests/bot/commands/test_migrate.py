"""`leitai migrate --to`: a whole bureau goes to another database, verified there, and goes on; or nothing does."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage.place import Place, file_of
from tests import engine
from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, HEAD, LEADER, OTHER_HEAD, REVIEWER, STRANGER
from tests.engine import server_alone
from tests.journeys.closing.test_closing import LOCK, cards, confirmed
from tests.stage import PATIENCE, Done, Stage, clean, command, labels

KILLED = """
import os, signal, sys
from bot import cli
from storage import transfer
copy = transfer._copied

def until(table, *rest):
    if table.name == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
    return copy(table, *rest)

transfer._copied = until
sys.exit(cli._run(["migrate", "--to", sys.argv[2]]))
"""
"""`leitai migrate --to`, which ends without a word when it comes to a table."""


def url(place: Place) -> str:
    return f"sqlite:///{place}" if isinstance(place, Path) else place.url


def at(env: Mapping[str, str], place: Place) -> dict[str, str]:
    """Settings of a house whose database is in a place."""
    return {**env, "LEITAI_DATABASE_URL": url(place), "LEITAI_DATA_DIR": str(file_of(place).parent)}


def move(env: Mapping[str, str], source: Place, target: Place) -> Done:
    return command("migrate", "--to", url(target), env=at(env, source))


def tables(place: Place) -> dict[str, list[dict[str, object]]]:
    """Return all that is stored, row by row."""
    with engine.books(place) as books:
        names = inspect(books).get_table_names()
    return {name: sorted(engine.rows(place, f'SELECT * FROM "{name}"'), key=str) for name in names}  # noqa: S608 - ours


def renumbered(place: Place, person: int, to: int) -> None:
    """Give somebody on the roster another number, past the program."""
    engine.change(place, "UPDATE roster SET telegram_id = :to WHERE telegram_id = :person", person=person, to=to)


def told(stage: Stage) -> tuple[object, object, str]:
    """Return what the board, the books and 明细 say."""
    board = stage.json("standings", "--period", "2026-11", "--arena", "offices", "--final")
    stage.say(HEAD, "/why 11月")
    return {**board, "as_of": ""}, stage.json("submissions"), stage.last(HEAD).text


def test_a_bureau_with_a_closed_month_goes_elsewhere_with_all_it_knows_and_goes_on_there(
    quiet_stage: Stage, picture: bytes, tmp_path: Path
) -> None:
    stage = quiet_stage
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    confirmed(stage, OTHER_HEAD, "工单按期回复率 90/100")
    stage.report(OTHER_HEAD, "办结率 97/100")
    stage.say(REVIEWER, "退回 数字不符", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCK)
    stage.say(ADMIN, "定榜", reply_to=cards(stage, ADMIN)[0].id)
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[0].id)
    stage.later(hours=1)  # the documents follow the result
    stage.report(HEAD, "工单按期回复率 97/100")
    open_card = stage.card(REVIEWER)
    before = told(stage)
    file, there = tmp_path / "other" / "leitai.db", engine.place(tmp_path / "other" / "leitai.db")
    refused(move(stage.env(), stage.database, file), "正在使用", "leitai run")
    stage.stop()
    verified = stage.leitai("audit", "verify").out
    kept, seen = tables(stage.database), stage.counts()

    ways = list(dict.fromkeys([stage.database, file, there]))  # to a file, and where there is one to another server
    for source, target in pairwise(ways):
        done = move(stage.env(), source, target)
        assert (done.code, done.err) == (0, "")
        assert f"存证码 {verified.rpartition(' ')[2].strip()}）" in done.out
        here, shelf = (file_of(one).parent / "evidence" for one in (source, target))
        if here != shelf:
            assert f"佐证存档没有搬：请把文件夹 {here} 放到 {shelf}" in done.out
            refused(command("audit", "verify", env=at(stage.env(), target)), "共少 1 份")
            here.rename(shelf)
        assert command("audit", "verify", env=at(stage.env(), target)).out == verified
        refused(move(stage.env(), source, target), "已经有数据", "什么都没有改动")
    assert tables(there) == kept

    stage.folder = file_of(there).parent
    stage.start()
    stage.settle()
    assert stage.new(seen) == {}
    assert told(stage) == before
    stage.press(REVIEWER, open_card.id, "确认")
    assert labels(stage.seen(REVIEWER, open_card.id)) != labels(open_card)
    stage.report(OTHER_HEAD, "工单按期回复率 96/100")
    assert [row["number"] for row in stage.json("submissions")] == [1, 2, 3, 4, 5]
    assert [row["state"] for row in stage.json("submissions")][3:] == ["confirmed", "pending"]


def test_killed_in_the_middle_nothing_is_there_and_it_can_be_begun_again(
    waiting_stage: Stage, env: dict[str, str], tmp_path: Path
) -> None:
    there = engine.place(tmp_path / "other" / "leitai.db")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, "-", url(there), "roster"],
        env={**clean(os.environ), **at(env, waiting_stage.database)},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert {name for name, rows in tables(there).items() if rows} == {"alembic_version"}
    refused(command("standings", "--period", "2026-11", env=at(env, there)))
    done = move(env, waiting_stage.database, there)
    assert (done.code, done.err) == (0, "")
    assert tables(there) == tables(waiting_stage.database)


def test_what_does_not_fit_the_chain_is_not_taken_and_what_is_not_there_neither(
    waiting_stage: Stage, env: dict[str, str], tmp_path: Path
) -> None:
    there = engine.place(tmp_path / "other" / "leitai.db")
    refused(move(env, engine.place(tmp_path / "none" / "leitai.db"), there), "没有搬", "还没有数据库")
    renumbered(waiting_stage.database, HEAD, STRANGER)
    before = tables(waiting_stage.database)
    refused(move(env, waiting_stage.database, there), "和存证链有", "leitai audit verify")
    assert {name for name, rows in tables(there).items() if rows} == {"alembic_version"}
    assert tables(waiting_stage.database) == before
    refused(command("migrate", "--to", "mysql://h/x", env=at(env, waiting_stage.database)), "LEITAI_DATABASE_URL")


@server_alone
@pytest.mark.parametrize("backwards", [False, True], ids=["to a server", "from a server"])
def test_whichever_side_is_not_reached_is_named(
    waiting_stage: Stage, env: dict[str, str], tmp_path: Path, *, backwards: bool
) -> None:
    nowhere = "postgresql://a:Quai7Eich@127.0.0.1:1/x"
    ways = at(env, waiting_stage.database), nowhere
    if backwards:
        ways = {**env, "LEITAI_DATABASE_URL": nowhere}, url(tmp_path / "here.db")
    done = command("migrate", "--to", ways[1], env=ways[0])
    refused(done, "postgresql://a@127.0.0.1:1/x", "连不上")
    assert "Quai7Eich" not in done.out + done.err
