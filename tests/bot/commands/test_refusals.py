"""What the chat would refuse, a command refuses in the same words, though nothing else of the chat is loaded."""

import os
import subprocess
import sys
from pathlib import Path

from bot.files import sample_path
from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, HEAD, OTHER_HEAD, STRANGER, roster_csv
from tests.stage import Done, clean, command, furnish


def alone(env: dict[str, str], *words: str) -> Done:
    """Run a command in a process of its own: this one has loaded the whole chat."""
    settings = {**clean(os.environ), **env}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], env=settings, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_a_command_in_the_name_of_somebody_who_may_not_ends_in_one_sentence(
    tmp_path: Path, env: dict[str, str]
) -> None:
    env["LEITAI_DATA_DIR"] = str(furnish(tmp_path / "data", sample_path(), roster_csv()))
    table = tmp_path / "values.csv"
    table.write_text("unit,metric,period,value\n西溪所,回复率,2026-11,98/100\n", "utf-8")
    refused(alone(env, "values", "import", str(table), "--by", str(STRANGER)), "不在名册上")
    refused(alone(env, "values", "import", str(table), "--by", str(HEAD)), "没有导入")
    words = ("rulebook", "put", str(sample_path()), "--from", "2026-12", "--by", str(OTHER_HEAD))
    refused(alone(env, *words), "只有管理员")
    refused(alone(env, "forget", str(ADMIN)), "名册")
    long = "9" * 30
    for words in (
        ("forget", long),
        ("publications", "show", long),
        ("publications", "export", long, str(tmp_path)),
        ("values", "import", str(table), "--by", long),
        ("rulebook", "put", str(sample_path()), "--from", "2026-12", "--by", long),
    ):
        done = command(*words, env=env)
        assert (done.code, "不能大于" in done.err) == (2, True), words
