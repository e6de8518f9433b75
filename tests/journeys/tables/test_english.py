"""A lead who reads English has the form in English, sends it back filled, and reports it by one press."""

import io

from openpyxl import load_workbook

from tests.cast import NAMES, REVIEWER
from tests.stage import Stage, english, labels


def test_a_form_in_english_is_filled_sent_back_and_reported_by_one_press(stage: Stage) -> None:
    stage.say(REVIEWER, "/language en")
    stage.say(REVIEWER, "/form")
    form = stage.last(REVIEWER)
    assert form.document is not None
    assert form.document[0] == "form-1119.xlsx"
    english(form, *NAMES.values())
    book = load_workbook(io.BytesIO(form.document[1]))
    page = book.worksheets[0]
    assert page.title.startswith("November 2026 ")
    english(" ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value))
    page["C5"], page["D5"] = "98/100", "97/100"
    out = io.BytesIO()
    book.save(out)
    stage.say(REVIEWER, document=(form.document[0], out.getvalue()))
    asked = stage.last(REVIEWER)
    assert asked.text.startswith("📄 form-1119.xlsx has no faults; values to report: 2 (2 confirmed at once):\n1 ")
    assert labels(asked) == ["✅ Submit 2", "Cancel"]
    english(asked, *NAMES.values())
    assert stage.press(REVIEWER, asked.id, "✅ Submit 2") == ("✅ Values received: 2; see the message.", False)
    assert stage.last(REVIEWER).text.startswith("✅ Taken in: 2 values (2 confirmed).\n")
    english(stage.last(REVIEWER), *NAMES.values())
    page["C6"], page["D6"] = "99/98", "many"
    out = io.BytesIO()
    book.save(out)
    stage.say(REVIEWER, document=(form.document[0], out.getvalue()))
    assert stage.last(REVIEWER).text.startswith("⚠️ Not accepted: form-1119.xlsx, places to mend: 2;")
    assert "\nsheet “November 2026 " in stage.last(REVIEWER).text
