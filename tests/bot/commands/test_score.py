import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from bot import cli
from bot.commands.score import print_picture
from bot.files import read_sample, sample_path
from handlers.pictures import draw
from scoring.calendar import Period
from scoring.language import Spoken, speaking
from scoring.rulebook.load import load
from scoring.standings.score import score
from tests.scoring.making import Keys, metric, rules, written
from tests.stage import english

if TYPE_CHECKING:
    from handlers.pictures.shown.board import Board

TESTS = Path(__file__).parents[2]

HEADER = "unit,metric,period,value,state,level,event,note\n"
VALUES = HEADER + "u1,m,2026-03,50\n单位2,m,2026-03,９０％\nu1,m,2026-02,1\n"


def two_arenas() -> Keys:
    keys = rules(metric(unit="%"), units=2)
    keys["arenas"].append({"id": "b", "name": "乙擂台"})
    keys["units"].append({"id": "o1", "name": "外单位", "arena": "b"})
    keys["categories"].append({"id": "other", "arena": "b", "name": "别的", "points": 20})
    keys["metrics"].append(metric("x", category="other", period="quarter"))
    return keys


class Desk:
    """A folder with a rulebook and values, and the command line."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.put("rules.toml", written(rules(metric(unit="%"), units=2)))
        self.put("values.csv", VALUES.encode())

    def put(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return str(self.folder / name)

    def run(
        self, *options: str, rulebook: str = "rules.toml", values: str = "values.csv"
    ) -> tuple[int, str, list[str]]:
        words = ["leitai", "score", str(self.folder / rulebook), str(self.folder / values), *options]
        self._monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, told.out, told.err.splitlines()

    def json(self, *options: str, **names: str) -> Any:
        code, out, err = self.run("--format", "json", *options, **names)
        assert (code, err) == (0, [])
        return json.loads(out)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


def test_one_arena_is_one_object(desk: Desk) -> None:
    found = desk.json("--period", "2026-03")
    assert [(row["rank"], row["unit"], row["total"]) for row in found["rows"]] == [
        (1, "u2", "18.00"),
        (2, "u1", "10.00"),
    ]
    assert (found["final"], desk.json("--period", "2026-03", "--final")["final"]) == (False, True)


def test_several_arenas_are_an_array_in_rulebook_order_and_a_named_one_is_an_object(desk: Desk) -> None:
    name = desk.put("two.toml", written(two_arenas()))
    both = desk.json("--period", "2026-Q1", rulebook=name)
    assert [each["arena"] for each in both] == ["a", "b"]
    assert desk.json("--period", "2026-Q1", "--arena", "b", rulebook=name) == both[1]
    assert desk.json("--period", "2026-Q1", "--arena", "乙擂台", rulebook=name) == both[1]


def test_an_arena_in_which_nothing_counts_is_left_out_unless_it_is_named(desk: Desk) -> None:
    name = desk.put("two.toml", written(two_arenas()))
    assert [each["arena"] for each in desk.json("--period", "2026-03", rulebook=name)] == ["a"]
    code, out, err = desk.run("--period", "2026-03", "--arena", "b", rulebook=name)
    assert (code, out, err) == (1, "", ["擂台“乙擂台”：考核周期 2026-03 没有可计的基础指标，请换一个周期"])


def test_a_period_in_which_nothing_counts_anywhere_is_refused(desk: Desk) -> None:
    name = desk.put("yearly.toml", written(rules(metric("m", period="year"))))
    values = desk.put("none.csv", HEADER.encode())
    code, out, err = desk.run("--period", "2026-Q1", rulebook=name, values=values)
    assert (code, out, err) == (1, "", ["所有擂台：考核周期 2026-Q1 没有可计的基础指标，请换一个周期"])


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_rulebook_and_values_are_read_as_an_office_saved_them(desk: Desk, encoding: str) -> None:
    desk.put("other.toml", written(rules(metric(unit="%"), units=2)).decode().encode(encoding))
    desk.put("other.csv", VALUES.replace(",", ";").encode(encoding))
    assert desk.json("--period", "2026-03", rulebook="other.toml", values="other.csv") == desk.json(
        "--period", "2026-03"
    )


def test_the_table_is_the_default(desk: Desk) -> None:
    code, out, err = desk.run("--period", "2026-03")
    assert (code, err) == (0, [])
    assert out.splitlines()[0] == "测试 甲擂台 2026-03 临时排名（满分 20.00）"
    assert out.splitlines()[2].split() == ["1", "单位2", "18.00", "18.00", "0.00", "0.00", "1.00", "18.00"]


def test_csv_is_csv_to_the_last_byte(desk: Desk) -> None:
    code, out, _ = desk.run("--period", "2026-03", "--format", "csv")
    assert code == 0
    assert out.endswith("10.00\n")
    assert [row[:4] for row in csv.reader(io.StringIO(out))] == [
        ["rank", "unit", "name", "total"],
        ["1", "u2", "单位2", "18.00"],
        ["2", "u1", "单位1", "10.00"],
    ]


def test_another_rulebook_on_the_same_values_stands_in_every_row(desk: Desk) -> None:
    other = rules(metric(unit="%", method={"kind": "goalpost", "zero_at": 100, "full_at": 0}), units=2)
    rows = desk.json("--period", "2026-03", "--against", desk.put("other.toml", written(other)))["rows"]
    assert [(row["unit"], row["against"]) for row in rows] == [
        ("u2", {"rank": 2, "total": "2.00"}),
        ("u1", {"rank": 1, "total": "10.00"}),
    ]
    faulty = desk.put("faulty.toml", b"x = 1")
    code, _, err = desk.run("--period", "2026-03", "--against", faulty)
    assert (code, err[-1]) == (1, f"竞赛方案 {faulty} 有 {len(err) - 1} 处错误，没有计分")


def test_a_workbook_is_scored_like_csv(desk: Desk) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["metric", "unit", "value", "period"])
    book.active.append(["m", "u1", 0.5, "2026-03"])
    book.active["C2"].number_format = "0%"
    book.active.append(["m", "u2", "90", "2026-03"])
    stream = io.BytesIO()
    book.save(stream)
    found = desk.json("--period", "2026-03", values=desk.put("values.xlsx", stream.getvalue()))
    assert [(row["unit"], row["total"]) for row in found["rows"]] == [("u2", "18.00"), ("u1", "10.00")]


@pytest.mark.parametrize("period", ["2026-13", "2026-W12", "三月", "", "0000"])
def test_a_malformed_period_or_a_week_is_wrong_usage(desk: Desk, period: str) -> None:
    code, out, err = desk.run("--period", period)
    assert (code, out) == (2, "")
    assert err[-1].startswith("--period 不能是")


def test_an_unknown_format_is_wrong_usage(desk: Desk) -> None:
    assert desk.run("--period", "2026-03", "--format", "xml")[0] == 2


def test_a_png_of_one_arena_goes_to_stdout() -> None:
    values = str(TESTS / "scoring" / "rulebook" / "values" / "xingji.csv")
    sample = str(sample_path("xingji.toml"))
    command = [sys.executable, "-m", "bot", "score", sample, values, "--period", "2026-Q1", "--format", "png"]

    drawn = subprocess.run(command, capture_output=True, check=False)

    assert (drawn.returncode, drawn.stderr) == (0, b"")
    assert drawn.stdout.startswith(b"\x89PNG")


def test_a_png_is_in_english_where_commands_are(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[Board, str]] = []
    monkeypatch.setattr(draw, "whole_picture", lambda board, language: drawn.append((board, language)) or b"")
    wusai = load(read_sample())
    found = score(wusai, [], Period(2026, "month", 11), "offices", final=False)
    with speaking(Spoken("en")):
        print_picture(wusai, [found], "2026-11-30 12:00", "")
    ((board, language),) = drawn
    assert language == "en"
    categories = [name for name, _ in board.categories]
    english("\n".join((board.title, board.period, board.subtitle, *categories, *(row.name for row in board.rows))))
    assert "Donghu Office" in [row.name for row in board.rows]


def test_a_png_of_several_arenas_asks_for_one(tmp_path: Path) -> None:
    values = tmp_path / "values.csv"
    values.write_text("unit,metric,period,value\n", encoding="utf-8")
    command = [sys.executable, "-m", "bot", "score", str(sample_path()), str(values), "--period", "2026-11"]

    refused = subprocess.run([*command, "--format", "png"], capture_output=True, text=True, check=False)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--arena" in refused.stderr


def test_an_unknown_arena_or_missing_file_is_refused_with_its_name(desk: Desk) -> None:
    code, _, err = desk.run("--period", "2026-03", "--arena", "丙")
    assert (code, err) == (1, ["没有叫“丙”的擂台，可以写：a（甲擂台）"])
    code, _, err = desk.run("--period", "2026-03", values="gone.csv")
    assert (code, len(err)) == (1, 1)
    assert "gone.csv" in err[0]


def test_a_table_with_a_faulty_row_is_refused_whole_and_every_fault_is_a_line(desk: Desk) -> None:
    name = desk.put("bad.csv", (VALUES + "u3,m,2026-03,5\nu1,m,2026-03,6\n").encode())
    code, out, err = desk.run("--period", "2026-03", values=name)
    assert (code, out) == (1, "")
    assert [line[:6] for line in err] == ["第 5 行：", "第 6 行：", f"数值表 {name}"[:6]]
    assert err[-1].endswith("有 2 处错误，整张表都没有计分")


def test_a_rulebook_with_faults_names_them_all(desk: Desk) -> None:
    keys = rules(metric(points="20.001", missing="skip"))
    code, out, err = desk.run("--period", "2026-03", rulebook=desk.put("bad.toml", written(keys)))
    assert (code, out) == (1, "")
    assert [line.split("：")[0] for line in err[:-1]] == [
        "categories[c].points",
        "metrics[m].points",
        "metrics[m].missing",
    ]


def test_the_command_runs_as_a_program_with_data_on_stdout_alone(desk: Desk) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "bot", "score", desk.folder / "rules.toml", desk.folder / "values.csv"),
            *("--period", "2026-03", "--format", "json"),
        ],
        cwd=Path(cli.__file__).parent.parent,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == desk.json("--period", "2026-03")
