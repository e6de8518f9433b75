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
from tests.stage.story import CHINESE

TOTALS = re.compile(r"^ +\d+  .*?  (\d+\.\d\d)  ", re.MULTILINE)
"""What stands behind the name of a unit."""


def begun(*arguments: str, **settings: str) -> subprocess.Popen[str]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("LEITAI_")}
    command = [sys.executable, "-m", "bot", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment | settings, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


def ended(running: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    with running:
        out, err = running.communicate(timeout=900)
    return subprocess.CompletedProcess(running.args, running.returncode, out, err)


def leitai(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return ended(begun(*arguments, **settings))


@pytest.fixture(scope="module")
def tours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """The tour in both languages, played side by side."""
    folders = {language: tmp_path_factory.mktemp(f"tour-{language}") for language in ("zh", "en")}
    running = {
        language: begun("demo", "--tour", "--out", str(folder), LEITAI_LANGUAGE=language)
        for language, folder in folders.items()
    }
    done = {language: ended(one) for language, one in running.items()}
    assert [one.stderr for one in done.values() if one.returncode] == []
    return {language: (folder, done[language].stdout) for language, folder in folders.items()}


@pytest.fixture(scope="module")
def played(tours: dict[str, tuple[Path, str]]) -> tuple[Path, str]:
    return tours["zh"]


def test_the_tour_leaves_the_boards_of_every_week_and_the_result_with_its_documents(played: tuple[Path, str]) -> None:
    folder, _ = played
    expected = {f"2026-W{week}-{arena}.png" for week in (45, 46, 47, 48) for arena in ("offices", "departments")}
    result = {"final-offices.png", "final-departments.png", "card.png", "trend.png", "bump.png", "year-card.png"}

    assert {path.name for path in folder.glob("*.png")} == expected | result
    documents = sorted(path.name for path in folder.glob("*.*") if path.read_bytes()[:2] == b"PK")
    assert documents == [
        "2026年11月竞赛情况通报.docx",
        "2026年11月竞赛成绩.xlsx",
        "2026年东湖市场监管所竞赛档案.docx",
        "2026年东湖市场监管所竞赛档案.xlsx",
        "台账.xlsx",
    ]
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
    for word in ("待定榜 2026年11月", "还没有定榜", "已定榜（", "结果生效", "2026年11月排名（正式）"):
        assert word in told
    for word in ("：确认", "退回", "改为", "撤销", "撤回", "（群）"):
        assert word in told


def test_in_english_the_tour_tells_all_of_it_in_english_and_leaves_as_much(tours: dict[str, tuple[Path, str]]) -> None:
    (folder, told), (in_english, english) = tours["zh"], tours["en"]

    assert CHINESE.findall(english) == []
    for word in (
        "Weekly boards, posted to the group: ",
        " (group): /report ",
        "taps “Close”: ✅ November 2026 is closed (",
        "In the group: ✅ November 2026",
        "Standings of November 2026 (final)",
        "  Donghu Office ",
    ):
        assert word in english
    assert sorted(TOTALS.findall(english)) == sorted(TOTALS.findall(told))
    renamed = {"台账.xlsx": "Ledger.xlsx", "演示.txt": "demo.txt"} | {
        f"2026年东湖市场监管所竞赛档案.{ending}": f"Donghu Office 2026 file.{ending}" for ending in ("docx", "xlsx")
    }
    assert {path.name for path in in_english.iterdir()} == {renamed.get(p.name, p.name) for p in folder.iterdir()}
    assert CHINESE.findall((in_english / "demo.txt").read_text("utf-8")) == []
    database = f"sqlite:///{in_english / 'leitai.db'}"
    again = leitai("standings", "--period", "2026-11", "--final", LEITAI_DATABASE_URL=database, LEITAI_LANGUAGE="en")
    assert again.stdout.strip() in english


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
