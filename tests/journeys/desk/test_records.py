"""记录: who did what when, by person, unit, number and day; and as a workbook without formulas."""

import io

from openpyxl import load_workbook

from tests.cast import ADMIN, HEAD, OTHER_HEAD, REVIEWER, STRANGER
from tests.stage import Stage


def told(stage: Stage, about: str = "") -> list[str]:
    stage.say(ADMIN, f"/bureau 记录 {about}".strip())
    return [line for line in stage.last(ADMIN).text.splitlines() if line.startswith(("11月", "10月"))]


def test_the_records_are_found_by_person_unit_number_and_day(scored: Stage) -> None:
    stage = scored
    everything = told(stage)
    assert len(everything) == 12 or len(everything) < 12
    assert "钱所长 申报：编号 0004 西溪市场监管所 工单按期回复率 2026年11月 90/100" in "\n".join(everything)
    assert all("李科长" in line for line in told(stage, "李科长"))
    assert len(told(stage, "李科长")) == 3
    assert [line.split(" ", 2)[2].split("：")[0] for line in told(stage, "4")] == ["李科长 确认", "钱所长 申报"]
    assert all("西溪市场监管所" in line or "改名册" in line for line in told(stage, "西溪所"))
    assert told(stage, "11月18日") == []
    assert len(told(stage, "11月19日")) >= 7
    for nobody in ("火星所", "9999-12-31", "<" + "9" * 30, "9" * 30):
        stage.say(ADMIN, f"/bureau 记录 {nobody}")
        assert f"没有叫“{nobody}”" in stage.last(ADMIN).text
    stage.say(ADMIN, f"/people 加人 南桥所 负责人 钱所长 {STRANGER}")
    stage.report(STRANGER)
    units = {line.split("：")[1].split(" ")[2] for line in told(stage, "钱所长") if "申报" in line}
    assert units == {"西溪市场监管所", "南桥市场监管所"}, "two people of one name"


def test_older_records_are_turned_to_and_all_are_exported(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    for value in range(80, 95):
        stage.report(OTHER_HEAD, f"工单按期回复率 {value}/100")
    stage.say(REVIEWER, "退回 =1+1 看不清", reply_to=stage.cards(REVIEWER)[0].id)
    newest = told(stage)
    desk = stage.last(ADMIN)
    stage.press(ADMIN, desk.id, "更早")
    older = [line for line in stage.seen(ADMIN, desk.id).text.splitlines() if line.startswith(("11月", "10月"))]
    assert len(newest) == 12
    assert older
    assert not set(newest) & set(older)
    stage.say(ADMIN, "/bureau 记录")
    stage.press(ADMIN, stage.last(ADMIN).id, "导出表格")
    document = stage.last(ADMIN).document
    assert document is not None
    rows = list(load_workbook(io.BytesIO(document[1])).worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == ["时间", "谁", "做了什么", "编号", "内容"]
    assert len(rows) > 18
    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert all(isinstance(cell.value, str | None) for row in rows for cell in row)
    assert any("=1+1" in str(row[4].value) for row in rows)
