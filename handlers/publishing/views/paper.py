"""A4 paper laid out by GB/T 9704—2012: its lines, rules and tables, for every document that is printed."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from handlers.publishing.texts.circulars import FONTS

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
EPOCH = bytes((0, 0, 0x21, 0))
"""The first moment that a zip can name."""


def plain(text: str) -> str:
    """Return a text without what a document cannot hold or show."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\u3000")


def steady(content: bytes) -> bytes:
    """Return a .docx without the moment of its making, which stands twice for each part: the same is the same bytes."""
    data = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        parts, listed = made.infolist(), made.start_dir
    for part in parts:
        data[part.header_offset + 10 : part.header_offset + 14] = EPOCH
        data[listed + 12 : listed + 16] = EPOCH
        listed += 46 + sum(struct.unpack_from("<HHH", content, listed + 28))
    return bytes(data)


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
    """Write a table whose head is repeated on every page; `widths` are millimetres.

    The rows are written as XML: the way over objects takes five times as long, and a year has hundreds of tables.
    """
    from docx.oxml import parse_xml  # noqa: PLC0415 - loaded by whoever makes one
    from docx.oxml.ns import nsdecls  # noqa: PLC0415 - loaded by whoever makes one
    from docx.shared import Mm  # noqa: PLC0415 - loaded by whoever makes one

    found = book.add_table(0, len(widths), "Table Grid")
    found.autofit = False
    for column, width in zip(found.columns, widths, strict=True):
        column.width = Mm(width)
    twips = [int(Mm(width).twips) for width in widths]
    told = [_row(head, twips, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")]
    told += [_row(row, twips, "<w:trPr><w:cantSplit/></w:trPr>") for row in rows]
    written = parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(told)}</w:tbl>")
    found._tbl.extend(list(written))  # noqa: SLF001 - no other way


def _row(cells: Sequence[str], twips: Sequence[int], properties: str) -> str:
    size = f'<w:rPr><w:sz w:val="{2 * SMALL}"/></w:rPr>'
    told = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r>{size}'
        f'<w:t xml:space="preserve">{escape(plain(text)) or "—"}</w:t></w:r></w:p></w:tc>'
        for text, width in zip(cells, twips, strict=True)
    )
    return f"<w:tr>{properties}{''.join(told)}</w:tr>"
