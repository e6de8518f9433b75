"""`leitai check`: everything that is needed is looked at, and every fault named at once."""

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.machine import off
from bot.files import read_sample, sample_path
from handlers.pictures import glyphs
from tests.bot.commands.conftest import refused
from tests.cast import BEGIN, GROUP
from tests.counted import COUNTED
from tests.stage import Stage, command


def test_check_says_what_is_usable(env: dict[str, str]) -> None:
    done = command("check", "--offline", env=env)
    assert done.code == 0, done.err
    for part in ("设置：可用", "竞赛方案：可用", "字体：可用", "数据库：还没有", "检查通过"):
        assert part in done.out
    assert not (Path(env["LEITAI_DATA_DIR"])).exists(), "a check changes nothing"


def test_check_ends_by_counting_its_notes_and_says_that_all_is_well_only_where_there_is_none(
    env: dict[str, str], tmp_path: Path
) -> None:
    done = command("check", "--offline", env=env)
    notes = [line for line in done.out.splitlines() if line.startswith("提醒：")]
    assert "提醒：没有设置 LEITAI_BACKUP_DIR，不会每天自动备份" in notes
    assert "提醒：publish.office 还是示例里虚构的“云溪县市场监督管理局”，正式通报会用它的名义，请换成本局的" in notes
    assert done.out.splitlines()[-1] == f"检查通过，没有错误；上面有 {len(notes)} 处提醒，请逐条看一看"
    assert done.code == 0
    spoken = command("check", "--offline", env=env | {"LEITAI_LANGUAGE": "en"})
    assert spoken.out.count("\nNote: ") == len(notes)
    assert spoken.out.splitlines()[-1] == f"No fault; please look at the notes above: {len(notes)}"

    own = tmp_path / "own.toml"
    own.write_text(read_sample().decode().replace("云溪县市场监督管理局", "青山市场监督管理局"), "utf-8")
    done = command("check", str(own), env={"LEITAI_API_URL": "http://127.0.0.1", "LEITAI_CLOCK": BEGIN.isoformat()})
    assert "提醒：" not in done.out
    assert done.out.splitlines()[-1] == "检查通过"


def test_check_names_every_fault_at_once(env: dict[str, str], tmp_path: Path) -> None:
    rulebook = tmp_path / "faulty.toml"
    rulebook.write_text(read_sample().decode().replace('input = "count"', 'input = "weight"'), "utf-8")
    done = command("check", env=env | {"LEITAI_RULEBOOK": str(rulebook), "LEITAI_TOKEN": ""})
    refused(done, "weight", "LEITAI_TOKEN")


def test_check_looks_at_a_rulebook_alone(tmp_path: Path) -> None:
    assert command("check", str(sample_path()), env={}).code == 0
    refused(command("check", str(tmp_path / "nowhere.toml"), env={}), "nowhere.toml")


def test_check_says_that_the_year_of_a_rulebook_is_over_by_the_clock_of_the_bureau() -> None:
    for moment, over in (("2026-12-31T23:50:00+08:00", False), ("2026-12-31T16:00:00+00:00", True)):
        done = command("check", str(sample_path()), env={"LEITAI_API_URL": "http://127.0.0.1", "LEITAI_CLOCK": moment})
        assert done.code == 0
        assert ("竞赛方案是 2026 年的，现在是 2027 年，2027 年的上报会被拒绝" in done.out) == over


def test_check_says_what_kinds_of_matters_there_are(tmp_path: Path) -> None:
    rulebook = tmp_path / "counted.toml"
    rulebook.write_text(COUNTED, encoding="utf-8")
    done = command("check", str(rulebook), env={})
    assert "信访督办（任务）：办公室交办、核查；首次退回后补办 2 个工作日，最多延期 2 次\n" in done.out
    assert "问题整改（整改）：消保科交办，办公室、消保科核查；" in done.out
    assert done.code == 0


def test_check_asks_the_chat_server(stage: Stage) -> None:
    done = stage.leitai("check")
    assert done.code == 0, done.err
    assert "机器人 @leitai_bot" in done.out
    refused(stage.leitai("check", env={"LEITAI_TOKEN": "100:wrong"}), "401")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        refused(stage.leitai("check", env={"LEITAI_API_URL": url}), f"{url} 连不上：那里没有接受连接。请核对")


def test_check_says_when_the_file_is_not_the_rulebook_in_force(stage: Stage, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(read_sample() + b"\n# changed\n")
    done = stage.leitai("check", "--offline", env={"LEITAI_RULEBOOK": str(other)})
    assert done.code == 0
    assert "不同" in done.out


def test_check_looks_whether_the_bot_may_post_in_its_group(stage: Stage) -> None:
    assert "工作群：可用，" in stage.leitai("check").out
    stage.chat.silence_bot(GROUP)
    refused(stage.leitai("check"), "机器人不能发文字、图片、文件")
    stage.chat.silence_bot(GROUP, silent=False)
    stage.chat.kick_bot(GROUP)
    refused(stage.leitai("check"), "机器人找不到它：没有这个群，或机器人不在里面。请核对 LEITAI_GROUP")


def test_check_says_that_a_group_does_not_exist_or_is_not_set(
    env: dict[str, str], stage: Stage, tmp_path: Path
) -> None:
    fresh = env | {"LEITAI_API_URL": stage.server.url, "LEITAI_DATA_DIR": str(tmp_path / "fresh")}
    refused(command("check", env=fresh | {"LEITAI_GROUP": "-100999"}), "工作群 -100999：机器人找不到它")
    done = command("check", env=fresh)
    assert done.code == 0, done.err
    assert "没有设置 LEITAI_GROUP" in done.out


def test_check_names_units_without_a_head_and_leads_without_a_reviewer(stage: Stage) -> None:
    told = stage.leitai("check", "--offline").out
    heads = next(line for line in told.splitlines() if line.startswith("提醒：没有负责人的参赛单位"))
    reviewers = next(line for line in told.splitlines() if line.startswith("提醒：没有核实人的牵头单位"))
    assert "东湖市场监管所" not in heads
    assert "青石市场监管所" in heads
    assert "办公室" not in reviewers.replace("局办公室", "")
    assert all(line.endswith("请管理员私聊发 /bureau，在“名册”里补上") for line in (heads, reviewers))


@pytest.mark.parametrize("damaged", [False, True])
def test_check_names_a_font_that_is_missing_or_damaged(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, damaged: bool
) -> None:
    font = tmp_path / "NotoSansCJKsc-Regular.otf"
    font.write_text("damaged", "utf-8")
    monkeypatch.setattr(glyphs, "font_file", lambda _: font if damaged else None)
    monkeypatch.setattr(glyphs, "SYSTEM_FONTS", Path("/nowhere"))
    caches = (glyphs._faces, glyphs._has, glyphs.glyph)
    for cache in caches:
        cache.cache_clear()
    refused(
        command("check", "--offline", env=env),
        "字体文件已损坏" if damaged else "找不到依赖 mpl-font 里的字体 NotoSansCJKsc-Regular.otf",
        "请重新安装 leitai 的依赖 mpl-font，或安装系统字体",
    )
    for cache in caches:
        cache.cache_clear()


def test_check_names_folders_in_which_it_cannot_write(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir(0o700)
    named = env | {"LEITAI_BACKUP_DIR": str(backups)}
    assert command("check", "--offline", env=named).code == 0
    asked = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path not in (backups, tmp_path) and asked(path, mode))
    told = "文件夹 {0} 不能用：运行 leitai 的账号在 {1} 里不能写。请用 chown、chmod 让它能写，或更换 {2}"
    refused(
        command("check", "--offline", env=named),
        told.format(tmp_path / "data", tmp_path, "LEITAI_DATA_DIR"),
        told.format(backups, backups, "LEITAI_BACKUP_DIR"),
    )
    monkeypatch.undo()
    (tmp_path / "data").touch()
    refused(command("check", "--offline", env=named), f"{tmp_path / 'data'} 是文件，不是文件夹。请移走它")


def test_check_names_a_folder_that_others_can_open_before_there_is_a_database(
    env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir(0o700)
    assert "其他账号" not in command("check", "--offline", env=env).out
    (tmp_path / "data").chmod(0o755)
    told = command("check", "--offline", env=env).out
    assert f"其他账号能打开 1 个文件或文件夹，例如 {tmp_path / 'data'}；请运行 chmod -R go= {tmp_path / 'data'}" in told


def test_check_names_a_clock_that_is_a_minute_and_a_second_off(stage: Stage) -> None:
    def checked(**off: int) -> str:
        clock = stage.chat.world.clock().replace(microsecond=0) + timedelta(**off)
        done = stage.leitai("check", env={"LEITAI_CLOCK": clock.isoformat()})
        assert (done.code == 0) == ("本机时间" not in done.err)
        return done.err

    assert checked(seconds=60) == ""
    assert "本机时间比聊天服务器快 61 秒，截止和发榜都会早：请开启自动对时" in checked(seconds=61)
    assert checked(seconds=-55) == ""
    assert "本机时间比聊天服务器慢" in checked(minutes=-10)
    told = stage.leitai("check", env={"LEITAI_TOKEN": "100:wrong", "LEITAI_CLOCK": "2027-01-01T00:00:00+08:00"}).err
    assert "401" in told
    assert "秒，截止和发榜都会早" in told, "who turns us away says the time, too"


def test_the_clock_of_the_chat_server_may_stand_anywhere_between_asking_and_hearing() -> None:
    asked, heard = BEGIN.replace(microsecond=900_000), BEGIN + timedelta(seconds=4, microseconds=100_000)
    for there, found in ((-61, 61), (-60, 60), (-1, 1), (0, 0), (4, 0), (5, -1), (64, -60), (65, -61)):
        assert off(asked, BEGIN + timedelta(seconds=there), heard) == timedelta(seconds=found), there
