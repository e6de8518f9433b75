"""The form (交办表) as an .xlsx file: a row a matter; its second sheet says how each column is written."""

import io

from handlers.filing.results import OrderForm
from handlers.filing.texts import BOOKS, HOW, NOTES
from handlers.matters.texts.words import COLUMN
from handlers.texts import listed
from scoring.language import both, named
from scoring.reading.orders import (
    COLUMNS,
    DEADLINE,
    HELPERS,
    KIND,
    MEASURE,
    MOST,
    ORDINAL,
    QUANTITY,
    SOURCE,
    TITLE,
    UNITS,
)

WIDTHS = {TITLE: 40, UNITS: 28, MEASURE: 28, SOURCE: 22, KIND: 16, DEADLINE: 18, QUANTITY: 18, HELPERS: 18}
NARROW, WIDE = 10, 70
CHOICES = 255
"""Characters that the choices of a cell may have together."""


def build(form: OrderForm) -> bytes:
    """Return the form as the bytes of a workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded by whoever makes one

    out = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = Workbook(out, {"in_memory": True, **never})
    frame = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True}
    head, text = file.add_format({**frame, "bold": True, "bg_color": "#DDEBF7"}), file.add_format({"num_format": "@"})
    day, plain = file.add_format({"num_format": "yyyy-mm-dd hh:mm"}), file.add_format(frame)
    page, notes = (file.add_worksheet(name) for name in both(*BOOKS))
    for place, name in enumerate(COLUMNS):
        page.write_string(0, place, COLUMN[name], head)
        cells = day if name == DEADLINE else None if name == ORDINAL else text
        page.set_column(place, place, max(WIDTHS.get(name, NARROW), len(COLUMN[name]) + 3), cells)
    page.freeze_panes(1, 0)
    kinds = list(map(named, form.kinds))
    if kinds and len(",".join(kinds)) <= CHOICES:
        place = COLUMNS.index(KIND)
        choice = {"validate": "list", "source": kinds, "error_type": "warning"}
        page.data_validation(1, place, MOST, place, choice)
    known = (form.kinds, form.units, form.arenas, [NOTES["most"].format(most=MOST)])
    names = (NOTES["kinds"], COLUMN[UNITS], NOTES["arenas"], NOTES["rows"])
    ways = ((COLUMN[name], how) for name, how in HOW.items())
    told = [*ways, ("", ""), *((name, listed(each)) for name, each in zip(names, known, strict=True))]
    for row, (name, how) in enumerate(told):
        notes.write_string(row, 0, name, head)
        notes.write_string(row, 1, how, plain)
    notes.set_column(0, 0, NARROW + 4)
    notes.set_column(1, 1, WIDE)
    file.close()
    return out.getvalue()
