"""A sheet of invites to be printed on A4 and cut: a card a person, with a QR code and what to do with it."""

import io
from typing import TYPE_CHECKING, Any

from handlers.inviting.results import Card, Sheet
from handlers.inviting.texts import CARD_STEPS, CARD_UNTIL, FONT
from handlers.people.texts import ROLES
from handlers.texts import listed, when
from scoring.language import both, named

if TYPE_CHECKING:
    from docx.table import _Cell

A_ROW = 2
"""Cards beside each other."""
WIDTHS = (37, 56)
"""Millimetres of the code and of the words beside it."""
HEIGHT, MARGIN, CODE = 66, 12, 30


def build(sheet: Sheet) -> bytes:
    """Return the sheet as the bytes of a .docx."""
    from docx import Document  # noqa: PLC0415 - loaded by whoever prints one
    from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE  # noqa: PLC0415 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    book = Document()
    book.core_properties.author, book.core_properties.title = "", _plain(named(sheet.competition))
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    style: Any = book.styles["Normal"]
    style.font.size, style.font.name = Pt(9), FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(2)
    rows = -(-len(sheet.cards) // A_ROW)
    table = book.add_table(rows, 2 * A_ROW, "Table Grid")
    table.autofit = False
    for place, column in enumerate(table.columns):
        column.width = Mm(WIDTHS[place % 2])
    for row in table.rows:
        row.height, row.height_rule = Mm(HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - a wider font makes a card higher, and never two halves
        for place, cell in enumerate(row.cells):
            cell.width = Mm(WIDTHS[place % 2])
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for place, card in enumerate(sheet.cards):
        code, words = table.rows[place // A_ROW].cells[place % A_ROW * 2 :][:2]
        code.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        code.paragraphs[0].add_run().add_picture(_code(card.link), width=Mm(CODE))
        _write(words, sheet, card)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _code(link: str) -> io.BytesIO:
    import segno  # noqa: PLC0415 - loaded by whoever prints one

    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    out.seek(0)
    return out


def _write(cell: "_Cell", sheet: Sheet, card: Card) -> None:
    from docx.shared import Pt  # noqa: PLC0415 - as above

    said = cell.paragraphs[0].add_run(_plain(named(sheet.competition)))
    said.font.size = Pt(9)
    who = cell.add_paragraph().add_run(_plain(card.name))
    who.bold, who.font.size = True, Pt(15)
    roles = listed(ROLES[role] for role in card.roles)
    cell.add_paragraph(_plain(f"{named(card.unit)} {roles}".strip()))
    for step in CARD_STEPS:
        cell.add_paragraph(both(*step))
    link = cell.add_paragraph().add_run(card.link)
    link.font.size = Pt(7)
    cell.add_paragraph(both(*CARD_UNTIL).format(until=when(sheet.until, sheet.year)))


def _plain(text: str) -> str:
    """Return a text without what a document cannot hold or show."""
    return "".join(sign for sign in text if sign.isprintable())
