"""The year: closed after its quarters, with the list for the annual evaluation and a file of every unit."""

import io
from datetime import datetime

from docx import Document
from openpyxl import load_workbook

from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD
from tests.journeys.closing.test_closing import cards, confirmed, locked
from tests.journeys.closing.test_published import files
from tests.stage import Stage

LIST = "2026年度考核名单.docx"
FILE, BOOK = "2026年东湖市场监管所竞赛档案.docx", "2026年东湖市场监管所竞赛档案.xlsx"


def close_all(stage: Stage, *periods: str) -> None:
    """Let two people close what waits, one after the other."""
    for period in periods:
        for person in (ADMIN, LEADER):
            if person == ADMIN:
                stage.say(ADMIN, "待定榜")
            card = next(card for card in reversed(cards(stage, person)) if f"待定榜 {period}\n" in card.text)
            stage.say(person, "定榜", reply_to=card.id)
        stage.later(seconds=1)


def got(stage: Stage, person: int, words: str) -> dict[str, bytes]:
    """Return the files that somebody is sent for some words."""
    before = len(stage.said(person))
    stage.say(person, words)
    return dict(one.document for one in stage.said(person)[before:] if one.document)


def test_the_year_leaves_a_list_for_the_annual_evaluation_and_a_file_of_every_unit(ranked_stage: Stage) -> None:
    stage = ranked_stage
    stage.say(HEAD, "/highlight 市级以上荣誉 市级 先进集体 时间：2026-11-05")
    locked(stage)
    confirmed(stage, HEAD, "工单按期回复率 97/100 12月")
    stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
    close_all(stage, "2026年11月")
    assert got(stage, LEADER, "/rank 2026 东湖所") == {}, "nothing is public of the year yet"
    close_all(stage, "2026年12月", "2026年第4季度", "2026年")
    for _ in range(4):  # five units at a time
        stage.later(seconds=1)
    assert [one.document[0] for one in files(stage)[-3:] if one.document] == [
        "2026年竞赛情况通报.docx",
        LIST,
        "2026年竞赛成绩.xlsx",
    ]
    names = [one.document for one in files(stage) if one.document]
    first = Document(io.BytesIO(dict(names)[LIST])).tables[0]
    assert [cell.text for cell in first.rows[0].cells] == [
        "名次", "单位", "总分", "1季度", "2季度", "3季度", "4季度", "一票否决", "等次",
    ]  # fmt: skip
    final = stage.json("standings", "--period", "2026", "--arena", "offices", "--final")["rows"]
    assert [[cell.text for cell in row.cells][:3] for row in first.rows[1:]] == [
        [str(row["rank"]), row["name"], row["total"]] for row in final
    ]
    own = got(stage, HEAD, "/rank 2026")
    assert list(own) == [BOOK, FILE] or list(own) == [FILE, BOOK]
    assert got(stage, LEADER, "/rank 东湖所 2026") == own
    assert got(stage, OTHER_HEAD, "/rank 东湖所 2026") == {}, "what somebody else reported is not theirs to read"
    placed, *_ = Document(io.BytesIO(own[FILE])).tables
    assert [[cell.text for cell in row.cells][:2] for row in placed.rows[1:]] == [
        ["2026年11月", "1/9"], ["2026年12月", "1/9"], ["2026年第4季度", "1/9"], ["2026年", "1/9"],
    ]  # fmt: skip
    pages = load_workbook(io.BytesIO(own[BOOK]))
    assert pages.sheetnames == ["各期成绩", "数值", "事项", "更正"]
    assert [row[7].value for row in pages["数值"].iter_rows(min_row=2)] == [100, 100]
    number = max(row["number"] for row in stage.json("publications", "--period", "2026"))
    (stage.folder.parent / "out").mkdir()
    done = stage.leitai("publications", "export", str(number), str(stage.folder.parent / "out"))
    assert len(done.out.splitlines()) == 3 + 2 * (9 + 10)
    assert (stage.folder.parent / "out" / FILE).read_bytes() == own[FILE]
