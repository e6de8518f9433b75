"""A house whose database is on a server: its commands do what they do with a file, or say the way out."""

import tarfile
from pathlib import Path

from tests import engine
from tests.bot.commands.conftest import refused
from tests.bot.commands.test_migrate import at, move, renumbered, tables
from tests.cast import HEAD, REVIEWER, STRANGER
from tests.stage import Stage, command

pytestmark = engine.server_alone


def test_a_backup_of_a_server_comes_back_as_a_file_and_from_there_to_another_server(
    quiet_stage: Stage, picture: bytes, tmp_path: Path
) -> None:
    stage = quiet_stage
    stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.later(minutes=1)
    backup = tmp_path / "house.tar"
    done = stage.leitai("backup", str(backup))
    assert (done.code, done.err) == (0, "")
    kept, verified = tables(stage.database), stage.leitai("audit", "verify").out
    with tarfile.open(backup) as tar:
        names = tar.getnames()
    assert {"leitai.db", "rulebook.toml", "backup.json"} <= set(names)
    assert [name for name in names if name.startswith("evidence/")]

    refused(stage.leitai("restore", str(backup), "--force"), "PostgreSQL", "去掉 LEITAI_DATABASE_URL", "migrate --to")
    assert tables(stage.database) == kept
    file = tmp_path / "restored" / "leitai.db"
    done = command("restore", str(backup), env=at(stage.env(), file))
    assert (done.code, done.err) == (0, "")
    there = engine.place(file)
    done = move(stage.env(), file, there)
    assert (done.code, done.err) == (0, "")
    assert "佐证存档没有搬" not in done.out, "it stands in the data folder already"
    assert tables(there) == kept
    assert command("audit", "verify", env=at(stage.env(), there)).out == verified


def test_check_and_verify_say_how_a_server_is_while_the_bot_runs_and_what_a_hand_did_there(stage: Stage) -> None:
    done = stage.leitai("check", "--offline")
    assert (done.code, done.err) == (0, "")
    assert f"数据库：可用 {stage.database}\n" in done.out
    assert stage.leitai("migrate").code == 0
    stage.stop()
    done = stage.leitai("check", "--offline")
    assert (done.code, done.err) == (0, "")

    renumbered(stage.database, HEAD, STRANGER)
    refused(stage.leitai("audit", "verify"), "名册 第 1 条", "存证为 1001")
    renumbered(stage.database, STRANGER, HEAD)
    engine.change(stage.database, "CREATE RULE quiet AS ON INSERT TO audit DO INSTEAD NOTHING")
    for words in (("check", "--offline"), ("audit", "verify"), ("backup", str(stage.folder / "x.tar")), ("run",)):
        refused(stage.leitai(*words), "rule quiet", "pg_dump")
    assert not (stage.folder / "x.tar").exists()
    engine.change(stage.database, "DROP RULE quiet ON audit")
