"""`leitai standings` and `leitai submissions`: what is committed in the database."""

import csv
import io
import json

from tests.cast import ADMIN, HEAD, REVIEWER
from tests.stage import Stage


def test_standings_come_as_table_csv_and_json(stage: Stage) -> None:
    both = stage.json("standings", "--period", "2026-11")
    assert [table["arena"] for table in both] == ["offices", "departments"]
    one = stage.json("standings", "--period", "2026-11", "--arena", "市场监管所擂台")
    assert one["arena"] == "offices"
    assert [row["unit"] for row in one["rows"]] == [row["unit"] for row in both[0]["rows"]]
    assert (one["period"], one["final"], one["full_marks"]) == ("2026-11", False, "100.00")
    table = stage.leitai("standings", "--period", "2026-11")
    assert "东湖市场监管所" in table.out
    text = stage.leitai("standings", "--period", "2026-11", "--arena", "offices", "--format", "csv").out
    assert len(list(csv.reader(io.StringIO(text)))) >= 10


def test_submissions_are_filtered_by_period_unit_and_state(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for words, numbers in (
        ((), [1, 2]),
        (("--unit", "东湖所"), [1, 2]),
        (("--unit", "xixi"), []),
        (("--state", "confirmed"), [2]),
        (("--state", "pending", "--period", "2026-11"), [1]),
        (("--period", "2026-10"), []),
    ):
        assert [row["number"] for row in stage.json("submissions", *words)] == numbers, words


def test_json_is_readable_by_a_script_with_chinese_as_it_is(stage: Stage) -> None:
    done = stage.leitai("standings", "--period", "2026-11", "--format", "json")
    assert "东湖市场监管所" in done.out
    assert json.loads(done.out)
    assert stage.said(ADMIN) == []
