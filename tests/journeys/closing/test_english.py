"""Whoever reads English has the file of the own unit about a year in English; what is kept of it stays Chinese."""

import io
from datetime import datetime, timedelta

from docx import Document
from openpyxl import load_workbook

from tests.cast import ADMIN, CHINA, HEAD, LEADER
from tests.journeys.closing.test_closing import confirmed, locked
from tests.journeys.closing.test_published import ENDS, closed, files
from tests.journeys.closing.test_year import close_all, got
from tests.stage import Stage, english

FILE, BOOK = "Donghu Office 2026 file.docx", "Donghu Office 2026 file.xlsx"
MONTHS = ("November 2026", "December 2026")
WRITTEN = ("先进集体", "王所长", "李科长", "吴主任")
"""What people wrote or are called."""


def test_the_file_of_a_unit_about_a_year_is_in_english_for_whoever_reads_it(ranked_stage: Stage) -> None:
    stage = ranked_stage
    stage.say(HEAD, "/language en")
    stage.say(HEAD, "/highlight 亮点创新提报 市级 先进集体 时间：2026-11-05")
    locked(stage)
    confirmed(stage, HEAD, "工单按期回复率 97/100 12月")
    stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
    close_all(stage, "2026年11月", "2026年12月", "2026年第4季度", "2026年")
    for _ in range(4):  # five units at a time
        stage.later(seconds=1)
    own = got(stage, HEAD, "/rank 2026")
    assert sorted(own) == [FILE, BOOK]
    assert got(stage, HEAD, "/rank 2026") == own
    paper = Document(io.BytesIO(own[FILE]))
    told = "\n".join(line.text for line in paper.paragraphs)
    english(told, "云溪县市场监督管理局")
    assert told.startswith(
        "Donghu Office\nFive Races: file of 2026\nArena: Supervision Offices\n1. Results by period\n"
    )
    assert "\nThe official file is in Chinese.\n" in told
    placed, events = paper.tables
    for row in (*placed.rows, *events.rows):
        english(" ".join(cell.text for cell in row.cells), *WRITTEN)
    assert [cell.text for cell in events.rows[1].cells][1:4] == ["Highlights proposed", "city", "先进集体"]
    told_of = [[cell.text for cell in row.cells][:2] for row in placed.rows]
    assert told_of == [["Period", "Rank/units"], *([each, "1/9"] for each in (*MONTHS, "Q4 2026", "2026"))]
    pages = load_workbook(io.BytesIO(own[BOOK]))
    assert pages.sheetnames == ["Results", "Values", "Events", "Corrections"]
    for page in pages.worksheets:
        for cells in page.iter_rows(values_only=True):
            english(" ".join(str(cell) for cell in cells if cell), *WRITTEN)
    caption = next(one.text for one in reversed(stage.said(HEAD)) if one.document)
    assert caption.endswith("The official one is in Chinese.")
    kept = got(stage, LEADER, "/rank 东湖所 2026")
    assert all("竞赛档案" in name for name in kept)
    assert [one.document[0] for one in files(stage) if one.document][-1] == "2026年竞赛成绩.xlsx"


def test_a_result_is_official_from_its_closing_on_and_final_once_its_notice_ended_with_nothing_open(
    ranked_stage: Stage,
) -> None:
    stage = ranked_stage
    closed(stage)
    for person in (ADMIN, LEADER):
        stage.say(person, "/language en")
    stage.say(LEADER, "/rank 2026-11")
    assert stage.last(LEADER).text.startswith("Departments, November 2026 (official)")
    stage.move(ENDS - timedelta(hours=1))
    stage.say(HEAD, "/appeal 1 多计十二件")
    stage.move(ENDS)
    (told,) = [one.text for one in stage.said(ADMIN) if "final" in one.text]
    assert told.startswith("⚠️ November 2026: the notice period is over, but objections or corrections are open, ")
    assert "so the result is not final yet: No. 0001." in told
    stage.say(LEADER, "/rank 2026-11")
    assert "(official)" in stage.last(LEADER).text
    assert not any("final" in one.text for one in stage.said(LEADER))
