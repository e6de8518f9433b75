"""What a ledger counts is reported by nobody, however it is tried: refused, with where its number comes from."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.rulebook.load import load
from tests.cast import HEAD, LEADER, OFFICE_REVIEWER, roster_csv
from tests.counted import COUNTED
from tests.journeys.reminding.test_reminders import TWO_DAYS, listed, reminders
from tests.journeys.tables.test_values_import import HEADER, table
from tests.journeys.tables.test_workbooks import form_of
from tests.stage import Stage, furnish, labels

TASKS = "信访件化解由督办事项（信访督办）自动计入，不用上报。没有任何改动。要看办到哪一步，请发：台账"
EVENTS = "受通报批评由督办事项（问题整改、信访督办）自动计入，不用上报"
WITHOUT = {
    one.id for one in load(COUNTED.encode()).metrics_in("offices") if one.source is not None and one.input == "tasks"
}
"""The metrics of the offices that have no value until a ledger counts anything."""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rulebook that is in force: some of its metrics count matters; it posts nothing by itself."""
    path = tmp_path_factory.mktemp("counted") / "rulebook.toml"
    path.write_text(COUNTED.replace('"mon 09:00"', '""'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with it: that of the whole session may have another rulebook."""
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


@pytest.mark.parametrize(
    ("person", "line", "told"),
    [
        (HEAD, "/report 信访件化解 3/3", TASKS),
        (HEAD, "/report 信访 3/3 2026-11", TASKS),
        (HEAD, "/report 信访件化解", TASKS),
        (HEAD, "/report 信访件化解 不涉及", TASKS),
        (HEAD, "信访件化解 3/3", TASKS),
        (HEAD, "/highlight 信访件化解 3/3 办结", TASKS),
        (OFFICE_REVIEWER, "/report 东湖所 信访件化解 3/3", TASKS),
        (OFFICE_REVIEWER, "/highlight 东湖所 受通报批评 市级 逾期未办", EVENTS),
        (OFFICE_REVIEWER, "/highlight 东湖所 通报批评", EVENTS),
        (OFFICE_REVIEWER, "/report 东湖所 受通报批评 1", EVENTS),
    ],
)
def test_a_report_of_what_is_counted_is_refused(stage: Stage, person: int, line: str, told: str) -> None:
    stage.say(person, line)
    assert stage.last(person).text.startswith("⚠️ 没有受理：")
    assert told in stage.last(person).text
    assert stage.json("submissions") == []


def test_of_several_lines_the_others_are_taken(stage: Stage) -> None:
    stage.report(HEAD, "信访件化解 3/3\n工单按期回复率 98/100")
    assert TASKS.replace("没有任何", "这一项没有任何") in stage.last(HEAD).text
    assert [row["metric"] for row in stage.json("submissions")] == ["reply_rate"]


def test_a_name_that_may_mean_several_offers_none_that_is_counted(stage: Stage) -> None:
    stage.report(HEAD, "件 3/3")
    assert "信访件化解" not in "".join(labels(stage.last(HEAD)))
    assert stage.json("submissions") == []


def test_step_by_step_it_is_not_offered_and_its_name_is_refused_at_once(stage: Stage) -> None:
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD)
    offered = labels(menu)
    while "下一页" in labels(stage.last(HEAD)):
        stage.press(HEAD, menu.id, "下一页")
        offered += labels(stage.last(HEAD))
    assert "工单满意率" in offered
    assert "信访件化解" not in offered
    stage.say(HEAD, "信访件化解")
    assert TASKS in stage.last(HEAD).text
    stage.say(HEAD, "工单满意率")
    assert "请发送数值" in stage.last(HEAD).text


def test_a_lead_is_offered_no_events_that_are_counted(stage: Stage) -> None:
    stage.say(OFFICE_REVIEWER, "/highlight")
    stage.press(OFFICE_REVIEWER, stage.last(OFFICE_REVIEWER).id, "东湖市场监管所")
    assert "市级以上荣誉" in labels(stage.last(OFFICE_REVIEWER))
    assert "受通报批评" not in labels(stage.last(OFFICE_REVIEWER))


def test_no_form_has_a_column_for_it(stage: Stage) -> None:
    pages = load_workbook(io.BytesIO(form_of(stage, OFFICE_REVIEWER))).worksheets
    names = [cell.value for page in pages for cell in page[3]]
    assert "一体化平台运用" in names
    assert "信访件化解" not in names


def test_a_table_with_it_is_refused_with_the_row_and_where_the_number_comes_from(stage: Stage) -> None:
    lines = (
        "东湖所,一体化平台运用,2026-11,9/10,,,\n"
        "东湖所,信访件化解,2026-11,三件,,,\n"
        "东湖所,受通报批评,2026-11,,,市级,逾期\n"
    )
    header = HEADER.replace("value", "value,state,level,event")
    done = stage.leitai("values", "import", table(stage, header + lines), "--by", str(OFFICE_REVIEWER))
    assert done.code == 1
    assert [line.partition("；")[0] for line in done.err.splitlines()[:2]] == [
        "第 3 行：指标“信访件化解”由督办事项（信访督办）自动计入，不用上报，请删去此行",
        "第 4 行：指标“受通报批评”由督办事项（问题整改、信访督办）自动计入，不用上报，请删去此行",
    ]
    assert stage.json("submissions") == []


def test_nobody_is_reminded_of_it(stage: Stage) -> None:
    stage.say(HEAD, "/pending")
    assert "工单满意率" in stage.last(HEAD).text
    assert "信访件化解" not in stage.last(HEAD).text
    stage.move(TWO_DAYS)
    (reminder,) = reminders(stage, HEAD)
    assert "工单满意率" in listed(reminder)
    assert "信访件化解" not in listed(reminder)


def test_where_nothing_is_counted_a_score_says_so_and_not_that_it_was_not_reported(stage: Stage) -> None:
    stage.say(HEAD, "/why 东湖所 信访件化解")
    told = stage.last(HEAD).text
    assert "没有可计的" in told
    assert "未报" not in told
    stage.say(HEAD, "/mine")
    assert f"台账里没有可计的 {len(WITHOUT)} 项" in stage.last(HEAD).text
    lines = dict(line.split("：", 1) for line in stage.last(HEAD).text.splitlines() if "：" in line)
    assert "信访件化解" not in lines["本单位应报未报"]
    assert "信访件化解" in lines["台账里没有可计的（由督办台账计数，不用报）"], "it is named, and where it comes from"


def test_a_board_does_not_count_it_among_what_was_not_reported(stage: Stage) -> None:
    row = stage.row()["metrics"]
    missing = [name for name, cell in row.items() if cell["state"] == "missing"]
    assert "petitions" in missing
    stage.say(LEADER, "/rank 市场监管所")
    assert f"未报 {9 * len({*missing} - WITHOUT)} 项" in stage.last(LEADER).text


def test_the_rules_say_where_the_number_comes_from(stage: Stage) -> None:
    stage.say(HEAD, "/rules 信访件化解")
    told = stage.last(HEAD).text
    assert "谁报谁核实：不用报，由督办事项（信访督办）自动计入：按期办结数/应办数" in told
    assert "怎么报" not in told
    assert "佐证" not in told
    assert "没有可计的：到期没有确认的数，这项不计" in told
    stage.say(HEAD, "/rules")
    whole = stage.last(HEAD).text
    assert "\n督办事项：\n· " in whole
    assert "\n· 信访督办（任务）：办公室交办、核查；" in whole
    assert "· 问题整改（整改）：消保科交办，办公室、消保科核查；" in whole
