"""A4 paper laid out by GB/T 9704—2012: its lines, rules and tables, for every document that is printed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from handlers.publishing.texts import FONTS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PAGE, AREA, TOP, LEFT = (210, 297), (156, 225), 37, 28
"""Millimetres of the paper, of what is written on, and where that begins."""
SIZE, TITLE, SMALL = 16, 22, 14
"""Points of 3号, 2号 and 4号."""
PITCH, SPACING = 579, -5
"""Twentieths of a point from line to line, 22 a page, and between characters, 28 a line."""
RED = "FF0000"


def plain(text: str) -> str:
    """Return a text without what a document cannot hold or show."""
    return "".join(sign for sign in text if sign.isprintable())


def lay_out(book: "Document") -> None:
    """Give a document the paper, the fonts, the lines and the characters of the standard."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - loaded by whoever makes one
    from docx.shared import Mm, Pt, Twips  # noqa: PLC0415 - loaded by whoever makes one

    section = book.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
    section.right_margin, section.bottom_margin = Mm(PAGE[0] - LEFT - AREA[0]), Mm(PAGE[1] - TOP - AREA[1])
    style: Any = book.styles["Normal"]
    style.font.size, style.font.name = Pt(SIZE), FONTS["latin"]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS["body"])
    style.element.rPr.insert_element_before(element("w:spacing", SPACING), "w:kern", "w:sz", "w:szCs", "w:lang")
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing, form.widow_control = Twips(PITCH), False


def element(name: str, value: object) -> Any:  # noqa: ANN401 - a node of lxml
    """Make a node of the document's XML."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - loaded by whoever makes one
    from docx.oxml.ns import qn  # noqa: PLC0415 - loaded by whoever makes one

    found = OxmlElement(name)
    found.set(qn("w:val"), str(value))
    return found


def line(
    book: "Document",
    text: str,
    *,
    font: str = "body",
    size: int = SIZE,
    at: str = "JUSTIFY",
    indent: int = 0,
    right: int = 0,
    pitch: int = PITCH,
    color: str = "",
) -> "Paragraph":
    """Write a line or paragraph; `indent` and `right` are characters left free."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - loaded by whoever makes one
    from docx.oxml.ns import qn  # noqa: PLC0415 - loaded by whoever makes one
    from docx.shared import Pt, RGBColor, Twips  # noqa: PLC0415 - loaded by whoever makes one

    line = book.add_paragraph()
    line.alignment = getattr(WD_ALIGN_PARAGRAPH, at)
    line.paragraph_format.line_spacing = Twips(pitch)
    if indent:
        line.paragraph_format.first_line_indent = Pt(indent * SIZE)
    if right:
        line.paragraph_format.right_indent = Pt(right * SIZE)
    run: Any = line.add_run(plain(text))
    run.font.size, run.font.name = Pt(size), FONTS["latin"]
    run.font.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[font])
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return line


def rule(line: "Paragraph", side: str, color: str, eighths: int) -> None:
    """Draw a line above or below a paragraph."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - loaded by whoever makes one
    from docx.oxml.ns import qn  # noqa: PLC0415 - loaded by whoever makes one

    borders, border = OxmlElement("w:pBdr"), element(side, "single")
    for name, value in (("sz", eighths), ("space", 1), ("color", color)):
        border.set(qn(f"w:{name}"), str(value))
    borders.append(border)
    properties: Any = line.paragraph_format.element
    properties.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def table(book: "Document", widths: Sequence[int], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table whose head is repeated on every page; `widths` are millimetres."""
    from docx.shared import Mm, Pt  # noqa: PLC0415 - loaded by whoever makes one

    found = book.add_table(1, len(widths), "Table Grid")
    found.autofit = False
    for column, width in zip(found.columns, widths, strict=True):
        column.width = Mm(width)
    found.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader", "true"))  # noqa: SLF001 - no other way
    for row in (head, *rows):
        cells = found.rows[0].cells if row is head else found.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(plain(text) or "—").font.size = Pt(SMALL)
