"""The circular as a document, laid out by GB/T 9704—2012: A4, 22 lines of 28 characters, red line, annexes."""

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from handlers.publishing.results import Circular, CircularArena
from handlers.publishing.texts import CIRCULAR, COLUMNS, FONTS, NUMERALS
from handlers.texts import listed, when

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PAGE, AREA, TOP, LEFT = (210, 297), (156, 225), 37, 28
"""Millimetres of the paper, of what is written on, and where that begins."""
SIZE, TITLE, OFFICE = 16, 22, 36
"""Points of 3号 and 2号, and of the name of the office above the red line."""
PITCH, SPACING = 579, -5
"""Twentieths of a point from line to line, 22 a page, and between characters, 28 a line."""
RED = "FF0000"
WIDTHS = (24, 96, 36)
"""Millimetres of the columns of an annex."""


def file_name(circular: Circular) -> str:
    """Name the file of a circular."""
    again = _written("file_again", version=circular.version) if circular.version > 1 else ""
    return _written("file", period=circular.period, version=again)


def build(circular: Circular) -> bytes:
    """Return the circular as the bytes of a .docx."""
    from docx import Document  # noqa: PLC0415 - loaded by whoever makes one

    book = Document()
    _lay_out(book)
    named = {"period": circular.period, "competition": circular.competition}
    title = _written("title_again" if circular.version > 1 else "title", **named)
    book.core_properties.author, book.core_properties.title = circular.office, _plain(title)
    _head(book, circular)
    for part in title.split("\n"):
        _line(book, part, font="title", size=TITLE, at="CENTER", pitch=2 * PITCH)
    if circular.to:
        _line(book, _written("to", to=circular.to))
    _text(book, _written("opening_again" if circular.version > 1 else "opening", **named))
    for place, (heading, told) in enumerate(_parts(circular)):
        _text(book, _written(heading, place=NUMERALS[place]), font="heading")
        for one in told:
            _text(book, one)
    _text(book, _written("annexes") + _written("annex", place=1, arena=circular.arenas[0].name))
    for place, arena in enumerate(circular.arenas[1:], 2):
        _text(book, _written("annex", place=place, arena=arena.name), indent=5)
    _line(book, "")
    if circular.office:
        _line(book, circular.office, at="RIGHT", right=4)
    _line(book, _day(circular.day), at="RIGHT", right=4)
    for place, arena in enumerate(circular.arenas, 1):
        _annex(book, place, arena)
    _imprint(book, circular)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parts(circular: Circular) -> list[tuple[str, list[str]]]:
    """Return what the circular tells, a heading each; what there is nothing of is left out."""
    found = [("result", [_result(arena) for arena in circular.arenas])]
    found.append(("vetoes", [_vetoes(arena) for arena in circular.arenas if arena.vetoes]))
    found.append(("best", [_best(arena) for arena in circular.arenas if arena.best]))
    corrections = [
        _written(
            "corrected", unit=c.unit, metric=c.metric, was=c.before or _written("unconfirmed"), now=c.after, why=c.why
        )
        for c in circular.corrections
    ]
    found.append(("corrections", corrections))
    if circular.notice is not None:
        until = datetime.fromisoformat(circular.notice)
        found.append(("notice", [_written("noticed", year=until.year, until=when(until))]))
    return [(heading, told) for heading, told in found if told]


def _result(arena: CircularArena) -> str:
    ranked = [row for row in arena.rows if row[0]]
    first = [row for row in ranked if row[0] == "1"]
    if not first:
        return _written("unranked", arena=arena.name, units=len(arena.rows))
    names, total = listed(name for _, name, _ in first), first[0][2]
    counts = {"units": len(arena.rows), "ranked": len(ranked), "full": arena.full_marks}
    return _written("ranked", arena=arena.name, first=names, total=total, **counts)


def _vetoes(arena: CircularArena) -> str:
    told = [_written("vetoed", unit=unit, effects=effects) for unit, effects in arena.vetoes]
    return _written("best_of", arena=arena.name, told="；".join(told))


def _best(arena: CircularArena) -> str:
    told = [_written("best_one", category=name, names=listed(names), points=most) for name, names, most in arena.best]
    return _written("best_of", arena=arena.name, told="；".join(told))


def _written(code: str, **values: object) -> str:
    return CIRCULAR[code].format(**values)


def _day(day: date) -> str:
    return _written("day", day=day)


def _plain(text: str) -> str:
    """Return a text without what a document cannot hold or show."""
    return "".join(sign for sign in text if sign.isprintable())


def _lay_out(book: "Document") -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt, Twips  # noqa: PLC0415 - as above

    section = book.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
    section.right_margin, section.bottom_margin = Mm(PAGE[0] - LEFT - AREA[0]), Mm(PAGE[1] - TOP - AREA[1])
    style: Any = book.styles["Normal"]
    style.font.size, style.font.name = Pt(SIZE), FONTS["latin"]
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS["body"])
    style.element.rPr.insert_element_before(_element("w:spacing", SPACING), "w:kern", "w:sz", "w:szCs", "w:lang")
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing, form.widow_control = Twips(PITCH), False


def _element(name: str, value: object) -> Any:  # noqa: ANN401 - a node of lxml
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    found = OxmlElement(name)
    found.set(qn("w:val"), str(value))
    return found


def _line(
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
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Pt, RGBColor, Twips  # noqa: PLC0415 - as above

    line = book.add_paragraph()
    line.alignment = getattr(WD_ALIGN_PARAGRAPH, at)
    line.paragraph_format.line_spacing = Twips(pitch)
    if indent:
        line.paragraph_format.first_line_indent = Pt(indent * SIZE)
    if right:
        line.paragraph_format.right_indent = Pt(right * SIZE)
    run: Any = line.add_run(_plain(text))
    run.font.size, run.font.name = Pt(size), FONTS["latin"]
    run.font.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[font])
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return line


def _text(book: "Document", text: str, *, font: str = "body", indent: int = 2) -> None:
    _line(book, text, font=font, indent=indent)


def _head(book: "Document", circular: Circular) -> None:
    """Write the name of the office and the number of the document, above a red line."""
    if circular.office:
        _line(book, circular.office, font="title", size=OFFICE, at="CENTER", pitch=3 * PITCH, color=RED)
    last = _line(book, circular.symbol, at="CENTER")
    _rule(last, "w:bottom", RED, 12)
    _line(book, "")


def _rule(line: "Paragraph", side: str, color: str, eighths: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    borders, border = OxmlElement("w:pBdr"), _element(side, "single")
    for name, value in (("sz", eighths), ("space", 1), ("color", color)):
        border.set(qn(f"w:{name}"), str(value))
    borders.append(border)
    properties: Any = line.paragraph_format.element
    properties.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _annex(book: "Document", place: int, arena: CircularArena) -> None:
    """Write the standings of an arena on a page of their own."""
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    head = _line(book, _written("annex_head", place=place), font="heading")
    head.paragraph_format.page_break_before = True
    _line(book, _written("annex_title", arena=arena.name), font="title", size=TITLE, at="CENTER", pitch=2 * PITCH)
    table = book.add_table(1, 3, "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", "true"))  # noqa: SLF001 - no other way
    for row in (COLUMNS, *arena.rows):
        cells = table.rows[0].cells if row is COLUMNS else table.add_row().cells
        for cell, text, width in zip(cells, row, WIDTHS, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(_plain(text) or "—").font.size = Pt(14)


def _imprint(book: "Document", circular: Circular) -> None:
    """Write the last lines of the document (版记): the codes of what was made public, who issued it and when."""
    _line(book, "")
    seals = _line(book, _written("seals", seals=listed(circular.seals)), size=14)
    _rule(seals, "w:top", "000000", 6)
    issued = _line(book, _written("issued", office=circular.office, day=_day(circular.day)), size=14)
    _rule(issued, "w:bottom", "000000", 6)
