"""`leitai backup` and `leitai restore`: one file with all of a house, made while the bot runs, put back or not."""

import io
import json
import os
import re
import resource
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command as alembic
from alembic.config import Config
from sqlalchemy import create_engine

from bot.files import read_sample
from storage import migrations
from storage.database import Database
from tests.bot.commands.conftest import refused
from tests.cast import HEAD, REVIEWER, TOKEN, roster_csv
from tests.engine import sqlite_alone
from tests.stage import Done, OwnProcess, Stage, command, playing

REPORT = "/report 工单按期回复率 98/100"
BOARD = ("standings", "--period", "2026-11", "--arena", "offices", "--format", "json")
BOOKS = ("submissions", "--format", "json")


@pytest.fixture
def housed(env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Settings of a house with a roster; the rulebook is a file of its own."""
    rulebook = tmp_path / "方案.toml"
    rulebook.write_bytes(read_sample())
    (tmp_path / "roster.csv").write_text(roster_csv(), encoding="utf-8")
    settings = env | {"LEITAI_RULEBOOK": str(rulebook)}
    assert command("roster", "import", str(tmp_path / "roster.csv"), env=settings).code == 0
    return settings


def backed_up(env: Mapping[str, str], where: Path) -> Path:
    done = command("backup", str(where), env=env)
    assert (done.code, done.err) == (0, ""), done
    (made,) = [where] if where.is_file() else sorted(where.glob("*.tar"))
    assert str(made) in done.out
    return made


def moved(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Settings of a house that is elsewhere, in a file."""
    return {**env, "LEITAI_DATA_DIR": str(folder), "LEITAI_DATABASE_URL": f"sqlite:///{folder / 'leitai.db'}"}


def names(archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        return tar.getnames()


def state(folder: Path) -> dict[str, bytes]:
    """Return all that is in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_all_of_a_running_house_comes_back_elsewhere(stage: Stage, picture: bytes, tmp_path: Path) -> None:
    stage.chat.say(HEAD, photo=picture, caption=REPORT)
    stage.settle()
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    (stage.folder / "restdays.txt").write_text("2027-02-06 rest\n", encoding="utf-8")
    done = stage.leitai("backup", str(tmp_path / "out" / "house.tar"))
    assert (done.code, done.err) == (0, "")
    assert re.search(r"house\.tar（[1-9]\d* KB，存证码", done.out)
    board, books = json.loads(stage.leitai(*BOARD).out), stage.leitai(*BOOKS).out
    code = stage.leitai("audit", "verify").out
    stage.report(HEAD, "办结率 97/100")
    assert isinstance(stage, OwnProcess)
    elsewhere = moved(stage.env(), tmp_path / "elsewhere")
    done = command("restore", str(tmp_path / "out" / "house.tar"), env=elsewhere)
    assert (done.code, done.err) == (0, ""), done
    assert command(*BOOKS, env=elsewhere).out == books
    again = json.loads(command(*BOARD, env=elsewhere).out)
    assert {**again, "as_of": ""} == {**board, "as_of": ""}
    verified = command("audit", "verify", env=elsewhere)
    assert (verified.out, verified.err) == (code, "")
    assert (tmp_path / "elsewhere" / "restdays.txt").read_text() == "2027-02-06 rest\n"
    assert (tmp_path / "elsewhere" / "rulebook.toml").read_bytes() == stage.rulebook.read_bytes()
    assert [path.suffix for path in (tmp_path / "elsewhere" / "evidence").rglob("*") if path.is_file()] == [".png"]


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_running_bot_makes_one_by_itself_where_it_is_told_to(waiting_stage: Stage, tmp_path: Path) -> None:
    stage = waiting_stage
    stage.settings["LEITAI_BACKUP_DIR"] = str(tmp_path / "backups")
    with playing(stage):
        stage.notice(lambda: list((tmp_path / "backups").glob("leitai-*-20261119T*.tar")))
        stage.report(HEAD)
        assert "最近一次备份是 0 分钟前" in stage.leitai("check", "--offline").out


def test_a_backup_is_one_file_of_known_members_for_the_own_account_alone(
    housed: dict[str, str], tmp_path: Path
) -> None:
    made = backed_up(housed, tmp_path / "out")
    assert made.name == "leitai-20261119T010000Z.tar"
    assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert names(made) == ["leitai.db", "rulebook.toml", "backup.json"]
    assert list(made.parent.iterdir()) == [made], "nothing half done is left"
    with tarfile.open(made) as tar:
        assert {(member.uid, member.gid, member.uname, member.mode) for member in tar} == {(0, 0, "", 0o600)}


def test_where_a_backup_goes_is_a_file_or_a_folder(housed: dict[str, str], tmp_path: Path) -> None:
    assert backed_up(housed, tmp_path / "new" / "mine.tar") == tmp_path / "new" / "mine.tar"
    (tmp_path / "there").mkdir()
    assert backed_up(housed, tmp_path / "there").parent == tmp_path / "there"
    (tmp_path / "a file").touch()
    for where, part in (
        (tmp_path / "new" / "mine.tar", "已经有"),
        (tmp_path / "there", "已经有"),
        (tmp_path / "a file", str(tmp_path / "a file")),
        (tmp_path / "a file" / "mine.tar", str(tmp_path / "a file")),
        (Path("/proc/nowhere"), "/proc/nowhere"),
    ):
        refused(command("backup", str(where), env=housed), part)
    assert list((tmp_path / "new").iterdir()) == [tmp_path / "new" / "mine.tar"]


def test_a_disk_that_has_no_room_for_a_backup_is_named_and_nothing_is_left_there(
    housed: dict[str, str], tmp_path: Path
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with tarfile.open(backed_up(housed, tmp_path / "first.tar")) as first:
        size = first.getmember("leitai.db").size
    for room in (100_000, size + 4096):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        try:
            done = command("backup", str(tmp_path / "out" / "house.tar"), env=housed)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        refused(done, "没有备份", str(tmp_path / "out" / "house.tar"))
        assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_without_a_rulebook_or_a_database_says_so(
    env: dict[str, str], housed: dict[str, str], tmp_path: Path
) -> None:
    assert "rulebook.toml" not in names(backed_up({**housed, "LEITAI_RULEBOOK": ""}, tmp_path / "out"))
    refused(command("backup", str(tmp_path / "x.tar"), env=moved(env, tmp_path / "nowhere")), "还没有数据库")


def test_evidence_that_is_missing_is_said_and_does_not_stop_a_backup(
    stage: Stage, picture: bytes, tmp_path: Path
) -> None:
    stage.chat.say(HEAD, photo=picture, caption=REPORT)
    stage.settle()
    (copy,) = [path for path in (stage.folder / "evidence").rglob("*") if path.is_file()]
    kept, made = copy.read_bytes(), tmp_path / "made.tar"
    for harm in (lambda: copy.write_bytes(b"x"), copy.unlink, lambda: os.mkfifo(copy)):
        harm()
        done = stage.leitai("backup", str(made))
        assert done.code == 0, done.err
        assert "1 份佐证" in done.err
        made.unlink()
    copy.unlink()
    copy.write_bytes(kept)


@sqlite_alone
def test_restoring_over_a_house_needs_to_be_said_and_keeps_what_was_there(
    housed: dict[str, str], tmp_path: Path
) -> None:
    folder = Path(housed["LEITAI_DATA_DIR"])
    made = backed_up(housed, tmp_path / "out.tar")
    roster = tmp_path / "more.csv"
    roster.write_text("unit,name,role,telegram_id\n,新管理员,admin,4999\n", encoding="utf-8")
    assert command("roster", "import", str(roster), env=housed).code == 0
    (folder / "rulebook.toml").write_text("old", encoding="utf-8")
    before = state(folder)
    refused(command("restore", str(made), env=housed), "--force", str(folder / "leitai.db"))
    assert state(folder) == before
    done = command("restore", str(made), "--force", env=housed)
    assert (done.code, done.err) == (0, ""), done
    assert people(folder / "leitai.db") == people(extracted(made, tmp_path)) < people_of(before, tmp_path)
    (aside,) = folder.glob("replaced-*")
    assert str(aside) in done.out
    assert people(aside / "leitai.db") == people_of(before, tmp_path)
    assert (aside / "rulebook.toml").read_text() == "old"
    assert aside.stat().st_mode & 0o777 == 0o700


def people(path: Path) -> int:
    with closing(sqlite3.connect(path)) as books:
        return int(books.execute("SELECT count(*) FROM roster").fetchone()[0])


def people_of(found: dict[str, bytes], folder: Path) -> int:
    (folder / "was.db").write_bytes(found["leitai.db"])
    return people(folder / "was.db")


def extracted(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        books = tar.extractfile("leitai.db")
        assert books is not None
        (folder / "extracted.db").write_bytes(books.read())
    return folder / "extracted.db"


@sqlite_alone
def test_nothing_is_restored_while_the_bot_runs(housed: dict[str, str], tmp_path: Path) -> None:
    made = backed_up(housed, tmp_path / "out.tar")
    runner = Database(Path(housed["LEITAI_DATA_DIR"]) / "leitai.db")
    before = state(Path(housed["LEITAI_DATA_DIR"]))
    refused(command("restore", str(made), "--force", env=housed), "leitai run")
    runner.close()
    assert state(Path(housed["LEITAI_DATA_DIR"])) == before
    assert command("restore", str(made), "--force", env=housed).code == 0


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    """Change the members of a backup."""
    with tarfile.open(archive) as tar:
        found = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    change(found)
    with tarfile.open(archive, "w") as tar:
        for name, data in found.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def flip(archive: Path) -> None:
    with archive.open("r+b") as file:
        file.seek(archive.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 0xFF]))


def outside(archive: Path) -> None:
    rewritten(archive, lambda found: found.update({"../outside.txt": b"x"}))


def absolute(archive: Path) -> None:
    rewritten(archive, lambda found: found.update({"/etc/leitai-outside.txt": b"x"}))


def strange(archive: Path) -> None:
    rewritten(archive, lambda found: found.update({"evidence/ab/run.sh": b"x"}))


def listed_wrong(archive: Path) -> None:
    rewritten(archive, lambda found: found.update({"rulebook.toml": b"other"}))


def unlisted(archive: Path) -> None:
    rewritten(archive, lambda found: found.pop("backup.json"))


def without_database(archive: Path) -> None:
    rewritten(archive, lambda found: found.pop("leitai.db"))


def linked(archive: Path) -> None:
    with tarfile.open(archive, "a") as tar:
        member = tarfile.TarInfo("restdays.txt")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)


def bomb(archive: Path) -> None:
    """Claim a member of a size that is not there."""
    data = bytearray(archive.read_bytes())
    member = tarfile.TarInfo("restdays.txt")
    member.size = 1 << 40
    archive.write_bytes(member.tobuf() + data)


HARMS: tuple[Callable[[Path], object], ...] = (
    flip,
    outside,
    absolute,
    strange,
    listed_wrong,
    unlisted,
    without_database,
    linked,
    bomb,
    lambda archive: os.truncate(archive, archive.stat().st_size // 2),
    lambda archive: archive.write_bytes(b"nonsense"),
    lambda archive: archive.write_bytes(b""),
)


@sqlite_alone
@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: getattr(harm, "__name__", ""))
def test_a_backup_that_is_not_as_it_was_made_changes_nothing(
    housed: dict[str, str], tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    made = backed_up(housed, tmp_path / "out.tar")
    harm(made)
    folder = Path(housed["LEITAI_DATA_DIR"])
    before = state(folder)
    done = command("restore", str(made), "--force", env=housed)
    refused(done, str(made))
    assert len(done.err.splitlines()) == 1
    assert state(folder) == before
    assert not Path("/etc/leitai-outside.txt").exists()


@sqlite_alone
def test_a_database_of_which_only_the_file_is_left_can_be_put_back(housed: dict[str, str], tmp_path: Path) -> None:
    path = Path(housed["LEITAI_DATA_DIR"]) / "leitai.db"
    database = Database(path)
    database.begin_use()
    shutil.copy(path, tmp_path / "left.db")
    database.close()
    assert command("restore", str(tmp_path / "left.db"), "--force", env=housed).code == 0
    assert command("submissions", env=housed).code == 0
    assert command("restore", str(path), "--force", env=housed).code == 0, "also onto itself"
    assert command("audit", "verify", env=housed).code == 0


def of_version(path: Path, version: str) -> None:
    """Make a database as an earlier program did."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.upgrade(config, version)
    engine.dispose()


@sqlite_alone
def test_what_an_older_program_left_is_brought_up_on_its_way_back(env: dict[str, str], tmp_path: Path) -> None:
    of_version(tmp_path / "old.db", "0005")
    done = command("restore", str(tmp_path / "old.db"), env=env)
    assert (done.code, done.err) == (0, ""), done
    assert command("audit", "verify", env=env).code == 0
    assert command("submissions", env=env).out == "[]\n"


@sqlite_alone
def test_what_a_newer_program_left_is_not_put_back(housed: dict[str, str], tmp_path: Path) -> None:
    made = backed_up(housed, tmp_path / "out.tar")
    assert command("restore", str(made), env=moved(housed, tmp_path / "new")).code == 0
    with closing(sqlite3.connect(tmp_path / "new" / "leitai.db")) as books:
        books.execute("UPDATE alembic_version SET version_num = '9999'")
        books.commit()
    done = command("restore", str(tmp_path / "new" / "leitai.db"), "--force", env=housed)
    refused(done, "9999", "升级 leitai")


@sqlite_alone
def test_a_file_that_is_not_there_is_refused(housed: dict[str, str], tmp_path: Path) -> None:
    refused(command("restore", str(tmp_path / "nowhere.tar"), env=housed), "nowhere.tar")
    refused(command("restore", str(tmp_path), env=housed), str(tmp_path))


def checked(env: Mapping[str, str], **changed: str) -> Done:
    return command("check", "--offline", env={**env, **changed})


def test_check_says_how_old_the_newest_backup_is(housed: dict[str, str], tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert "LEITAI_BACKUP_DIR" in checked(housed).out
    assert "还没有备份" in checked(housed, LEITAI_BACKUP_DIR=out).out
    backed_up(housed, tmp_path / "out")
    later = {"LEITAI_BACKUP_DIR": out, "LEITAI_CLOCK": "2026-11-19T14:30:00+08:00"}
    assert "最近一次备份是 5 小时前" in checked(housed, **later).out
    late = checked(housed, LEITAI_BACKUP_DIR=out, LEITAI_CLOCK="2026-11-22T09:00:00+08:00")
    assert "提醒：最近一次备份是 3 天前" in late.out
    assert late.code == 0
    (tmp_path / "out" / "leitai-20271119T010000Z.tar").touch(0o600)
    (tmp_path / "out" / "leitai-20261121T010000Z.tar").mkdir()
    assert checked(housed, LEITAI_BACKUP_DIR=out, LEITAI_CLOCK="2026-11-22T09:00:00+08:00").out == late.out
    (tmp_path / "out" / "leitai-20261119T010000Z.tar").chmod(0o644)
    assert "其他账号" in checked(housed, LEITAI_BACKUP_DIR=out).out
    assert f"chmod -R go= {out}" in checked(housed, LEITAI_BACKUP_DIR=out).out
    assert TOKEN not in late.out
