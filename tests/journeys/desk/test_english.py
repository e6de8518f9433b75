"""An admin who reads English has the desk in English: its pages, the roster as a file, and the records."""

import io

from openpyxl import load_workbook

from tests.cast import ADMIN, HEAD, NAMES, PARTS
from tests.stage import Stage, english, labels

PAGES = ["Rulebook", "Roster", "Work group", "Schedule", "Closing", "Publications", "Records", "Rehearsal"]
COMMANDS = ["rulebook", "roster", "group", "schedule", "closing", "publications", "records", "rehearsal"]
CALLED = (
    *NAMES.values(),
    "王所长",
    "五赛五比",
    "局工作群",
    "排名",
    "杨",
)


def test_the_pages_of_the_desk_are_in_english(stage: Stage) -> None:
    stage.say(ADMIN, "/language en")
    stage.say(ADMIN, "/bureau")
    desk = stage.last(ADMIN)
    assert "Have never written to the bot" in desk.text
    assert [label.removeprefix("❗") for label in labels(desk)] == PAGES
    english(desk, *CALLED)
    told = {"Roster": "head: 5", "Schedule": "lock 7 Dec 12:00", "Records": "the bot put a rulebook in force"}
    for page in PAGES:
        mark = next(label for label in labels(stage.seen(ADMIN, desk.id)) if label.endswith(page))
        stage.press(ADMIN, desk.id, mark)
        shown = stage.seen(ADMIN, desk.id)
        assert told.get(page, "") in shown.text
        english(shown, *CALLED)
        stage.press(ADMIN, desk.id, "Back")
    for page, command in zip(PAGES, COMMANDS, strict=True):
        stage.say(ADMIN, f"/bureau {command.title()}")
        assert told.get(page, "") in stage.last(ADMIN).text
        assert not stage.last(ADMIN).text.startswith("There is no page")
    stage.say(ADMIN, "/bureau lock +6d 12:00")
    assert "lock" in stage.last(ADMIN).text
    stage.say(ADMIN, "/bureau rehearsal begin")
    assert stage.last(ADMIN).text.startswith("[Rehearsal] ")
    stage.say(ADMIN, "/bureau rehearsal end wipe")
    assert stage.last(ADMIN).text.startswith("The rehearsal ends here")
    stage.say(ADMIN, "/bureau weather")
    assert stage.last(ADMIN).text.startswith("There is no page “weather”; nothing has changed.")


def test_the_roster_that_is_fetched_in_english_comes_back_and_is_told_in_english(stage: Stage) -> None:
    stage.say(ADMIN, "/language en")
    stage.say(ADMIN, "/bureau 名册")
    stage.press(ADMIN, stage.last(ADMIN).id, "Fetch the roster")
    sent = stage.last(ADMIN).document
    assert sent is not None
    book = load_workbook(io.BytesIO(sent[1]))
    page = book.worksheets[0]
    assert (sent[0], page.title) == ("roster.xlsx", "Roster")
    assert [cell.value for cell in page[1]] == ["unit", "name", "role", "telegram_id"]
    assert ["Donghu Office", "王所长", "head"] in [[cell.value for cell in row[:3]] for row in page.iter_rows()]
    for row in page.iter_rows(values_only=True):
        english(f"{row[0]} {row[2]}")
    stage.say(ADMIN, document=sent)
    assert stage.last(ADMIN).text == "The roster is like this already; nothing has changed."
    page.append(["Xixi Office", "新所长", "head", ""])
    out = io.BytesIO()
    book.save(out)
    stage.say(ADMIN, document=(sent[0], out.getvalue()))
    plan = stage.last(ADMIN)
    assert plan.text.startswith("👥 The roster has not changed yet. By this table:\n➕ 新所长 (")
    assert labels(plan) == ["✅ In force, with invites", "✅ Without invites, in force", "Cancel"]
    stage.press(ADMIN, plan.id, "✅ Without invites, in force")
    assert stage.last(ADMIN).text.startswith("✅ The roster is in force. Rows added: 1")
    english(plan, "新所长")


def test_the_records_are_in_english_as_a_file(stage: Stage) -> None:
    stage.say(ADMIN, "/language en")
    stage.report(HEAD, "工单按期回复率 98/100")
    stage.say(ADMIN, "/bureau Records")
    stage.press(ADMIN, stage.last(ADMIN).id, "Export a table")
    sent = stage.last(ADMIN).document
    assert sent is not None
    (page,) = load_workbook(io.BytesIO(sent[1])).worksheets
    head, *rows = page.iter_rows(values_only=True)
    assert (sent[0], page.title, head) == ("records.xlsx", "Records", ("When", "Who", "Did what", "No.", "About"))
    told = [row[2] for row in rows]
    assert told == ["reported", "chose reminders or language", "set the work group", "first start", *told[4:]]
    assert rows[0][4] == "Donghu Office Requests replied in time November 2026 98/100"
    for row in rows:
        english(f"{row[2]} {row[4] or ''}", *(part.name for part in PARTS))
