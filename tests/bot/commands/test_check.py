"""`leitai check`: everything that is needed is looked at, and every fault named at once."""

import socket
from pathlib import Path

from bot.files import read_sample, sample_path
from tests.bot.commands.conftest import refused
from tests.cast import GROUP
from tests.stage import Stage, command


def test_check_says_what_is_usable(env: dict[str, str]) -> None:
    done = command("check", "--offline", env=env)
    assert done.code == 0, done.err
    for part in ("设置：可用", "竞赛方案：可用", "字体：可用", "数据库：还没有", "检查通过"):
        assert part in done.out
    assert not (Path(env["LEITAI_DATA_DIR"])).exists(), "a check changes nothing"


def test_check_names_every_fault_at_once(env: dict[str, str], tmp_path: Path) -> None:
    rulebook = tmp_path / "faulty.toml"
    rulebook.write_text(read_sample().decode().replace('input = "count"', 'input = "weight"'), "utf-8")
    done = command("check", env=env | {"LEITAI_RULEBOOK": str(rulebook), "LEITAI_TOKEN": ""})
    refused(done, "weight", "LEITAI_TOKEN")


def test_check_looks_at_a_rulebook_alone(tmp_path: Path) -> None:
    assert command("check", str(sample_path()), env={}).code == 0
    refused(command("check", str(tmp_path / "nowhere.toml"), env={}), "nowhere.toml")


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
