"""`leitai restore` and what stands around the house: settings of another machine, evidence, files left half done."""

import io
import shutil
import tarfile
from pathlib import Path

import pytest
from PIL import Image

from bot.files import read_sample
from tests.bot.commands.conftest import refused
from tests.bot.commands.test_backup import moved
from tests.cast import HEAD
from tests.stage import Stage, command

LARGE = 1 << 24
REPORT = "/report 工单按期回复率 98/100"


@pytest.fixture
def backup(env: dict[str, str], tmp_path: Path) -> Path:
    """A backup of a house that holds nothing but its own days of rest."""
    assert command("migrate", env=env).code == 0
    (Path(env["LEITAI_DATA_DIR"]) / "restdays.txt").write_text("2027-02-06 rest\n", encoding="utf-8")
    assert command("backup", str(tmp_path / "house.tar"), env=env).code == 0
    return tmp_path / "house.tar"


def test_a_machine_that_has_nothing_but_the_backup_gets_the_rulebook_from_it(
    env: dict[str, str], backup: Path, tmp_path: Path
) -> None:
    new = moved(env, tmp_path / "new") | {"LEITAI_RULEBOOK": str(tmp_path / "new" / "rulebook.toml")}
    done = command("restore", str(backup), env=new)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "new" / "rulebook.toml").read_bytes() == read_sample()


def test_days_of_rest_go_where_the_bot_looks_for_them(env: dict[str, str], backup: Path, tmp_path: Path) -> None:
    apart = env | {
        "LEITAI_DATA_DIR": str(tmp_path / "settings"),
        "LEITAI_DATABASE_URL": f"sqlite:///{tmp_path / 'books' / 'leitai.db'}",
    }
    done = command("restore", str(backup), env=apart)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "settings" / "restdays.txt").read_text(encoding="utf-8") == "2027-02-06 rest\n"
    assert not (tmp_path / "books" / "restdays.txt").exists()


def test_the_moment_of_a_backup_is_told_as_people_read_it(stage: Stage, tmp_path: Path) -> None:
    stage.report(HEAD)
    assert stage.leitai("backup", str(tmp_path / "house.tar")).code == 0
    elsewhere = moved(stage.env(), tmp_path / "elsewhere")
    done = command("restore", str(tmp_path / "house.tar"), env=elsewhere)
    assert "备份做于 2026-11-19 09:00" in done.out


def test_evidence_that_came_after_the_backup_is_kept_aside(stage: Stage, picture: bytes, tmp_path: Path) -> None:
    stage.chat.say(HEAD, photo=picture, caption=REPORT)
    stage.settle()
    house, later = stage.env(), io.BytesIO()
    Image.new("RGB", (90, 60), "red").save(later, "PNG")
    assert stage.leitai("backup", str(tmp_path / "house.tar")).code == 0
    stage.chat.say(HEAD, photo=later.getvalue(), caption="/report 办结率 97/100")
    stage.settle()
    copy = tmp_path / "copy"
    shutil.copytree(stage.folder, copy)
    env = moved(house, copy)
    shelf = {path.name for path in (copy / "evidence").rglob("*") if path.is_file()}
    done = command("restore", str(tmp_path / "house.tar"), "--force", env=env)
    assert (done.code, done.err) == (0, ""), done
    assert command("audit", "verify", env=env).code == 0, "what nobody names is no longer on the shelf"
    (aside,) = copy.glob("replaced-*")
    kept = {path.name for path in (copy / "evidence").rglob("*") if path.is_file()}
    assert kept | {path.name for path in (aside / "evidence").rglob("*") if path.is_file()} == shelf
    assert (len(kept), len(shelf)) == (1, 2)


def test_evidence_that_cannot_be_read_is_missing_and_does_not_stop_a_backup(
    stage: Stage, picture: bytes, tmp_path: Path
) -> None:
    stage.chat.say(HEAD, photo=picture, caption=REPORT)
    stage.settle()
    (copy,) = [path for path in (stage.folder / "evidence").rglob("*") if path.is_file()]
    copy.rename(tmp_path / "kept")
    copy.mkdir()
    done = stage.leitai("backup", str(tmp_path / "house.tar"))
    assert done.code == 0, done.err
    assert "1 份佐证" in done.err
    copy.rmdir()
    (tmp_path / "kept").rename(copy)


def test_a_member_that_says_to_be_larger_than_the_backup_is_not_unpacked(
    env: dict[str, str], backup: Path, tmp_path: Path
) -> None:
    with tarfile.open(backup) as tar:
        kept = tar.extractfile("leitai.db")
        assert kept is not None
        database = kept.read()
    hole = tarfile.TarInfo("leitai.db")
    hole.size, hole.pax_headers = 512, {"GNU.sparse.map": f"0,0,{LARGE},0", "GNU.sparse.size": str(LARGE)}
    with tarfile.open(backup, "w", format=tarfile.PAX_FORMAT) as tar, (tmp_path / "x").open("w+b") as file:
        file.write(database[:512])
        file.seek(0)
        tar.addfile(hole, file)
    with tarfile.open(backup) as tar:
        assert tar.next().size == LARGE  # type: ignore[union-attr]
    refused(command("restore", str(backup), env=moved(env, tmp_path / "new")), str(backup))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["leitai.db.lock"]
