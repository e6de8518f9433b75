"""The circular is laid out by GB/T 9704—2012 and says what was published; read back from the file."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from handlers.publishing.results import Circular, CircularArena, Corrected, Ranked
from handlers.publishing.views.circular import build, file_name

ROWS = (
    Ranked("1", "东湖市场监管所", "92.35"),
    Ranked("2", "西溪市场监管所", "91.80", shared=True),
    Ranked("", "南桥市场监管所", "12.00", "coverage", "58%", shared=True),
)
BEST = (("作风建设", ("东湖市场监管所", "西溪市场监管所"), "10.00"),)
OFFICES = CircularArena("市场监管所擂台", "100.00", ROWS, BEST, minimum="2/3", unreported=(("南桥市场监管所", 4),))
NOBODY = CircularArena(
    "机关科室擂台", "100.00", (Ranked("", "办公室", "0.00", "blocked"),), (("作风建设", ("办公室",), "2.00"),)
)
LOW = "南桥市场监管所（58%）已确认数据的覆盖率不足2/3，只列得分、不参与排名。"
CORRECTION = Corrected(7, "东湖市场监管所", "工单按期回复率", "98/100", "86/100", "多计<十二>件 &")
FIRST = Circular(
    office="云溪县市场监督管理局",
    sign="云溪县市场监管局办公室",
    title="",
    to="各所、各科室",
    symbol="云市监通〔2026〕3号",
    competition="五赛五比",
    period="2026年11月",
    version=1,
    day=date(2026, 12, 7),
    notice="2026-12-10T17:00:00+08:00",
    arenas=(OFFICES, NOBODY),
    corrections=(),
    seals=("7K3M-9QXD-ABCD-EFGH",),
)


def read(circular: Circular) -> Any:
    return Document(io.BytesIO(build(circular)))


def test_page_type_area_fonts_and_pitch_are_those_of_the_standard() -> None:
    book = read(FIRST)
    (section,) = book.sections
    paper = (round(section.page_width.mm), round(section.page_height.mm))
    area = (
        section.page_width.mm - section.left_margin.mm - section.right_margin.mm,
        section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm,
    )
    assert paper == (210, 297)
    assert [round(side) for side in area] == [156, 225]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    normal = book.styles["Normal"]
    apart = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    pitch = normal.paragraph_format.line_spacing
    assert (normal.font.size.pt, normal.element.rPr.rFonts.get(qn("w:eastAsia"))) == (16, "仿宋_GB2312")
    assert int(area[0] / 25.4 * 72 // (16 + apart / 20)) == 28
    assert int(area[1] / 25.4 * 72 // pitch.pt) == 22
    fonts = {
        line.text: (line.runs[0].font.size.pt, line.runs[0].font.element.rPr.rFonts.get(qn("w:eastAsia")))
        for line in book.paragraphs
        if line.text
    }
    assert fonts["竞赛情况的通报"] == (22, "方正小标宋简体")
    assert fonts["一、总体情况"] == (16, "黑体")
    assert fonts["各所、各科室："] == (16, "仿宋_GB2312")


def test_it_says_what_was_published_and_leaves_out_what_there_is_not() -> None:
    told = [line.text for line in read(FIRST).paragraphs if line.text]
    assert told[:17] == [
        "云溪县市场监督管理局",
        "云市监通〔2026〕3号",
        "关于2026年11月“五赛五比”",
        "竞赛情况的通报",
        "各所、各科室：",
        "现将2026年11月“五赛五比”竞赛情况通报如下。",
        "一、总体情况",
        "市场监管所擂台共有3家单位参赛，2家参与排名，满分100.00分。第一名：东湖市场监管所，92.35分。" + LOW,
        "机关科室擂台共有1家单位参赛，没有单位参与排名。办公室有必报的指标没有确认，只列得分、不参与排名。",
        "二、单项情况",
        "市场监管所擂台：作风建设得分并列最高的是东湖市场监管所、西溪市场监管所，均为10.00分。",
        "机关科室擂台：作风建设得分最高的是办公室，2.00分。",
        "三、未报情况",
        "市场监管所擂台：截至锁定，南桥市场监管所4项没有有效上报，按竞赛方案的缺报规则计分。",
        "四、公示",
        "本次结果公示至2026年12月10日 17:00。有异议的，请在公示期内向局办公室提出。",
        "附件：1．市场监管所擂台成绩表",
    ]
    first, second = read(FIRST).tables
    assert [cell.text for cell in first.rows[1].cells] == ["1", "东湖市场监管所", "92.35", " "]
    assert [cell.text for cell in first.rows[3].cells] == ["—", "南桥市场监管所", "12.00", "覆盖率58%，折算"]
    assert [cell.text for cell in second.rows[1].cells] == ["—", "办公室", "0.00", "必报的指标没有确认"]
    assert [line for line in told[told.index("附件1") :] if line.startswith(("注：", "2．", "3．"))] == [
        "注：1．名次为“—”的不参与排名，原因见备注。",
        "2．覆盖率是已确认的指标分值占适用的指标分值的比例；不足2/3的，只列得分、不参与排名。",
        "3．“折算”：没有确认数据或不涉及而不计的指标，分值由其余指标分担，各项得分相加不一定等于总分。",
        "注：名次为“—”的不参与排名，原因见备注。",
    ]
    assert len(second.rows) == 2
    assert file_name(FIRST) == "2026年11月竞赛情况通报.docx"
    assert "主送" not in "".join(told)


def test_whom_a_veto_holds_back_is_told_with_the_place_without_it() -> None:
    vetoed = replace(
        OFFICES, vetoes=(("南桥市场监管所", "不参与排名（不计否决为第 1 名）"), ("西溪市场监管所", "排在最后"))
    )
    told = [line.text for line in read(replace(FIRST, arenas=(vetoed, NOBODY))).paragraphs]
    assert told[told.index("二、一票否决") + 1 :][:2] == [
        "市场监管所擂台：南桥市场监管所，不参与排名（不计否决为第 1 名）；西溪市场监管所，排在最后。",
        "三、单项情况",
    ]


def test_the_bureau_chooses_who_signs_and_the_title() -> None:
    told = [line.text for line in read(replace(FIRST, title="云溪县11月擂台赛通报")).paragraphs if line.text]
    assert told[2:4] == ["云溪县11月擂台赛通报", "各所、各科室："]
    assert told[told.index("2026年12月7日") - 1] == "云溪县市场监管局办公室"
    again = [line.text for line in read(replace(FIRST, title="云溪县11月擂台赛通报", version=2)).paragraphs]
    assert "云溪县11月擂台赛通报（第2版）" in again


def test_a_correction_says_that_it_is_one_and_hostile_words_stay_words() -> None:
    second = replace(FIRST, version=2, corrections=(CORRECTION,), notice=None, office="", to="", symbol="")
    told = "\n".join(line.text for line in read(second).paragraphs)
    assert "关于更正2026年11月“五赛五比”\n竞赛情况的通报" in told
    assert "四、更正情况\n东湖市场监管所“工单按期回复率”由98/100更正为86/100，原因：多计<十二>件 &。" in told
    assert "公示" not in told
    assert file_name(second) == "2026年11月竞赛情况通报（第2版）.docx"
