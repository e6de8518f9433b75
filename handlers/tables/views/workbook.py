"""填报表 as an .xlsx file: a row a unit, a column a metric; ids are hidden, only empty cells can be filled."""

import io
import re
from typing import TYPE_CHECKING

from handlers.tables.results import Form, FormColumn, FormSheet
from scoring.language import Words, both, named
from scoring.standings.form import FIRST_COLUMN, FIRST_ROW, ID_COLUMN, IDS_ROW, MARK, NAME_COLUMN, letters
from scoring.standings.harmless import harmless

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


HINT_ROW, TITLE_ROW, HOW_ROW = 2, 3, 4
LONGEST_TITLE = 31
HINT = (
    "只填白格，没有的留空；灰格已确认，不用改。填好后把本文件原样发回给机器人（私聊）。",
    "Fill in white cells only and leave empty what there is not; grey ones are confirmed. Then send this file back to the bot (in private).",
)

_HOW = Words(
    {
        "rate": ("办成数/总数，例如 {example}", "done/total, for example {example}"),
        "pair_or_percent": (
            "办成数/总数，例如 {example}；只有百分数的写 98%",
            "done/total, for example {example}; where there is only a percentage write 98%",
        ),
        "rank": ("名次/总数，例如 {example}", "place/total, for example {example}"),
        "checklist": ("通过数/应办数，例如 {example}", "passed/due, for example {example}"),
        "tasks": ("完成数/应办数，例如 {example}", "done/due, for example {example}"),
        "whole": ("整数（{unit}）", "a whole number ({unit})"),
        "number": ("数字（{unit}）{low}{to}{high}", "a number ({unit}) {low}{to}{high}"),
    }
)


def build(form: Form) -> bytes:
    """Return the form as the bytes of a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - it takes as long to load as all the rest of a command

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in form.sheets:
        _fill(book.create_sheet(_title(sheet.title)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(title: str) -> str:
    """Return a title as workbooks allow it: shorter by whole words where there are any."""
    allowed = re.sub(r"[\[\]:*?/\\]", " ", title)
    if len(allowed) <= LONGEST_TITLE or " " not in allowed[:LONGEST_TITLE]:
        return allowed[:LONGEST_TITLE]
    return allowed[: LONGEST_TITLE + 1].rpartition(" ")[0]


def _fill(page: "Worksheet", sheet: FormSheet) -> None:
    page.cell(IDS_ROW, ID_COLUMN, MARK)
    page.cell(HINT_ROW, NAME_COLUMN, both(*HINT))
    page.cell(TITLE_ROW, NAME_COLUMN, both("单位", "Unit"))
    page.cell(HOW_ROW, NAME_COLUMN, both("怎么写", "How to write"))
    for at, column in enumerate(sheet.columns, FIRST_COLUMN):
        page.cell(IDS_ROW, at, harmless(column.id))
        page.cell(TITLE_ROW, at, harmless(named(column.name)))
        page.cell(HOW_ROW, at, harmless(how(column)))
    for number, (unit, name, known) in enumerate(sheet.rows, FIRST_ROW):
        page.cell(number, ID_COLUMN, harmless(unit))
        page.cell(number, NAME_COLUMN, harmless(named(name)))
        for at, value in enumerate(known, FIRST_COLUMN):
            page.cell(number, at, value)
    _dress(page, sheet)
    for at, column in enumerate(sheet.columns, FIRST_COLUMN):
        page.add_data_validation(_check(column, at, FIRST_ROW + len(sheet.rows) - 1))


def how(column: FormColumn) -> str:
    """Return how a value is written, for the row under the names."""
    code, values = column.how
    text = _HOW[code].format_map(
        {**values, "unit": named(values["unit"]), "to": both(" 至 ", " to ") if values["high"] else ""}
    )
    return re.sub(r" ?[（(][）)]", "", text).strip()


def _dress(page: "Worksheet", sheet: FormSheet) -> None:
    """Hide the ids, lock all but the cells to fill, and make it readable."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415 - as above

    thin = Side(style="thin", color="BFBFBF")
    grey, head = PatternFill("solid", fgColor="E7E6E6"), PatternFill("solid", fgColor="DDEBF7")
    for row in page.iter_rows(min_row=TITLE_ROW, min_col=NAME_COLUMN):
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if cell.row == TITLE_ROW:
                cell.font, cell.fill = Font(bold=True), head
            elif cell.row == HOW_ROW:
                cell.font = Font(size=9, color="7F7F7F")
            elif cell.column >= FIRST_COLUMN:
                column = sheet.columns[cell.column - FIRST_COLUMN]
                cell.number_format = "@" if column.kind == "pair" else "General"
                cell.protection = Protection(locked=cell.value is not None)
                if cell.value is not None:
                    cell.fill = grey
    page.row_dimensions[IDS_ROW].hidden = True
    page.column_dimensions[letters(ID_COLUMN)].hidden = True
    page.column_dimensions[letters(NAME_COLUMN)].width = 24
    for at in range(FIRST_COLUMN, FIRST_COLUMN + len(sheet.columns)):
        page.column_dimensions[letters(at)].width = 18
    page.row_dimensions[TITLE_ROW].height = page.row_dimensions[HOW_ROW].height = 36
    page.freeze_panes = f"{letters(FIRST_COLUMN)}{FIRST_ROW}"
    page.protection.sheet = True  # against slips, not against people: there is no password
    page.protection.formatColumns = False


def _check(column: FormColumn, at: int, last: int) -> "DataValidation":
    """Return the check of a column: a slip is pointed out while typing; what counts is decided when it comes back."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    first = f"{letters(at)}{FIRST_ROW}"
    place = f"{first}:{letters(at)}{last}"
    if column.kind == "pair":
        parts = f'LEFT({first},FIND("/",{first})-1)', f'MID({first},FIND("/",{first})+1,9)'
        formula = f"AND({','.join(f'ISNUMBER(VALUE({part}))' for part in parts)})"
        check = DataValidation("custom", formula1=formula)
    elif column.low is not None and column.high is not None:
        kind = "whole" if column.kind == "whole" else "decimal"
        check = DataValidation(kind, operator="between", formula1=column.low, formula2=column.high)
    elif column.kind == "whole":
        check = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    else:
        check = DataValidation("decimal", operator="between", formula1="-1E+15", formula2="1E+15")
    check.sqref = place
    check.errorStyle, check.showErrorMessage, check.showInputMessage = "warning", True, True
    check.promptTitle, check.prompt = named(column.name)[:LONGEST_TITLE], how(column)
    check.errorTitle, check.error = both("请看一眼写法", "Please look how to write"), how(column)
    return check
