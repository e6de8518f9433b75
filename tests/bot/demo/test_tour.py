"""The tour: a month by script, and what it leaves behind."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.clock import VirtualClock
from bot.demo.bureau import of
from bot.demo.month import OPENS
from bot.demo.page import month_steps
from bot.demo.stage import set_stage
from tests.gallery import narrowed
from tests.readme_pictures import DOCS, WIDTH
from tests.stage import clean
from tests.stage.story import CHINESE

TOTALS = re.compile(r"^ +\d+  .*?  (\d+\.\d\d)  ", re.MULTILINE)
"""What stands behind the name of a unit."""
LAST = (
    "45.13 48.66 53.20 57.18 57.52 59.60 59.82 60.35 60.50 61.77 63.18 66.97 70.35 71.16 71.40 72.23 75.72 77.00 77.20"
)
"""The totals of its month, in any language."""
BOARDS = {f"2026-W{week}-{arena}.png" for week in (45, 46, 47, 48) for arena in ("offices", "departments")}
RESULT = {"final-offices.png", "final-departments.png", "card.png", "trend.png", "bump.png", "year-card.png"}
DOCUMENTS = {
    "2026年11月竞赛情况通报.docx": "2026年11月竞赛情况通报.docx",
    "2026年11月竞赛成绩.xlsx": "2026年11月竞赛成绩.xlsx",
    "2026年东湖市场监管所竞赛档案.docx": "Donghu Office 2026 file.docx",
    "2026年东湖市场监管所竞赛档案.xlsx": "Donghu Office 2026 file.xlsx",
    "台账.xlsx": "Ledger.xlsx",
}
"""As they are called in Chinese, and in English: what is official is not translated."""


def left(folder: Path) -> tuple[set[str], set[str]]:
    """Name the pictures and the documents in a folder."""
    return {path.name for path in folder.glob("*.png")}, {
        path.name for path in folder.glob("*.*") if path.read_bytes()[:2] == b"PK"
    }


def leitai(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, env=clean(os.environ) | settings, capture_output=True, encoding="utf-8", check=False, timeout=900
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("tour")
    done = leitai("demo", "--tour", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_tour_leaves_the_boards_of_every_week_and_the_result_with_its_documents(played: tuple[Path, str]) -> None:
    folder, _ = played
    assert left(folder) == (BOARDS | RESULT, DOCUMENTS.keys())
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.glob("*.png"))


def test_the_board_of_the_readme_is_the_last_one_of_the_tour(played: tuple[Path, str]) -> None:
    """All but its foot, where the audit code is another every time; `make pictures` makes it anew."""
    folder, _ = played
    pages = (narrowed((folder / "2026-W48-offices.png").read_bytes(), WIDTH), Image.open(DOCS / "board.png"))
    drawn, kept = (np.asarray(page.convert("RGB").reduce(2)).astype(np.int16) for page in pages)

    assert drawn.shape == kept.shape
    above = len(drawn) * 9 // 10
    assert np.abs(drawn - kept)[:above].max() < 24


def test_the_printed_standings_equal_those_of_the_database_it_leaves(played: tuple[Path, str]) -> None:
    _, told = played
    command = re.search(r"^LEITAI_DATABASE_URL=(\S+) leitai (standings --period \S+ --final)$", told, re.MULTILINE)
    assert command is not None

    again = leitai(*command[2].split(), LEITAI_DATABASE_URL=command[1])

    assert again.returncode == 0
    assert again.stdout.strip() in told
    assert len(again.stdout.splitlines()) > 20


def test_the_audit_chain_of_the_tour_is_whole(played: tuple[Path, str]) -> None:
    folder, _ = played

    verified = leitai("audit", "verify", LEITAI_DATABASE_URL=f"sqlite:///{folder / 'leitai.db'}")

    assert verified.returncode == 0
    assert "存证链完整" in verified.stdout


def test_the_tour_tells_reports_decisions_weekly_posts_and_how_the_month_was_closed(played: tuple[Path, str]) -> None:
    _, told = played

    assert told.count("【周榜】已发到群里") == 4
    assert " ".join(sorted(TOTALS.findall(told))) == LAST
    for word in ("待定榜 2026年11月", "还没有定榜", "已定榜（", "结果生效", "2026年11月排名（正式）"):
        assert word in told
    for word in ("：确认", "退回", "改为", "撤销", "撤回", "（群）"):
        assert word in told


def is_told_in_english(leitai: Path, folder: Path, told: str) -> None:
    """Look whether the tour told all of it in English and left as much; it is played where the program is installed."""
    assert CHINESE.findall(told) == []
    for word in (
        "Weekly boards, posted to the group: ",
        " (group): /report ",
        "taps “Close”: ✅ November 2026 is closed (",
        "In the group: ✅ November 2026",
        "Standings of November 2026 (official)",
        "  Donghu Office ",
    ):
        assert word in told
    assert " ".join(sorted(TOTALS.findall(told))) == LAST
    assert left(folder) == (BOARDS | RESULT, set(DOCUMENTS.values()))
    assert CHINESE.findall((folder / "demo.txt").read_text("utf-8")) == []
    words = [leitai, "standings", "--period", "2026-11", "--final"]
    settings = {"LEITAI_DATABASE_URL": f"sqlite:///{folder / 'leitai.db'}", "LEITAI_LANGUAGE": "en"}
    again = subprocess.run(
        words, env=clean(os.environ) | settings, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    assert again.stdout.strip() in told


def test_a_folder_with_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "leitai.db"
    database.write_bytes(b"not ours")

    for language, words in (("zh", "没有动它"), ("en", "it was not touched")):
        refused = leitai("demo", "--tour", "--out", str(tmp_path), LEITAI_LANGUAGE=language)

        assert refused.returncode == 1
        assert words in refused.stderr.splitlines()[-1]
    assert database.read_bytes() == b"not ours"


def test_the_steps_of_the_page_lead_to_the_two_who_close_the_month(tmp_path: Path) -> None:
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    steps = month_steps(stage)
    assert ["定榜" in one.press for one in steps] == [False] * 8 + [True] * 2 + [False]
    for one, role in zip(steps[8:10], ("admin", "leader"), strict=True):
        assert one.who == of(stage.people, role, "").person
    stage.database.close()


def test_out_is_asked_for(tmp_path: Path) -> None:
    refused = leitai("demo", "--tour")

    assert refused.returncode == 2
    assert "--out" in refused.stderr
    assert not list(tmp_path.iterdir())
