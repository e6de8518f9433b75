"""Whoever reads English has matters in English: cards, buttons, questions, refusals, the ledger and its form."""

import io
import re

from openpyxl import Workbook, load_workbook

from tests.cast import HEAD, LEADER, NAMES, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER
from tests.journeys.matters.playing import told
from tests.stage import Stage, english, labels

KINDS = ("临时任务", "问题整改", "专项排查", "自查整改", "急难险重")
CALLED = (
    *KINDS,
    *NAMES.values(),
    "月球所",
    "食品店排查",
    "快检室未启用",
    "张明",
)


def speak_english(stage: Stage, *people: int) -> None:
    for person in people:
        stage.say(person, "/language en")


def read_by(stage: Stage, *people: int) -> str:
    """Hold that all that somebody was told can be read in English; returns all of it."""
    for person in people:
        for one in stage.said(person):
            english(one, *CALLED)
    return "\n".join(text for person in people for text in told(stage, person))


def test_a_task_is_assigned_finished_returned_extended_and_confirmed_in_english(bureau: Stage) -> None:
    speak_english(bureau, OFFICE_REVIEWER, HEAD, LEADER)
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 东湖所 25 Nov 食品店排查 quantity: 40")
    assert bureau.last(OFFICE_REVIEWER).text == (
        "✅ Assigned T0001 Donghu Office\n食品店排查\n临时任务, assigned by 吴主任: in progress: 1\n"
        "Donghu Office: in progress 0/40, Wed 25 Nov 17:00\nTo be verified by General Office. "
        "Reply to this: move DATE REASON / withdraw REASON / urge"
    )
    card = bureau.last(HEAD)
    assert card.text.startswith("📌 T0001 Donghu Office\n临时任务 · in progress\n食品店排查\nQuantity: 40\n")
    assert "Reply to this: finish 40/40 / progress 20/40 / extend DATE REASON" in card.text
    assert labels(card) == ["✅ Finish", "📈 Progress", "⏳ Extend"]
    bureau.press(HEAD, card.id, "⏳ Extend")
    bureau.say(HEAD, "27 Nov too few people", reply_to=bureau.last(HEAD).id)
    assert "more time asked for, until Fri 27 Nov 17:00: too few people (王所长)" in bureau.last(HEAD).text
    bureau.say(OFFICE_REVIEWER, "Confirm T1")
    assert "deadline extended to Fri 27 Nov 17:00 (吴主任). Within 30 minutes you can reply: undo" in "".join(
        told(bureau, OFFICE_REVIEWER)
    )
    bureau.say(HEAD, "finish T1 38/40")
    bureau.say(OFFICE_REVIEWER, "return T1 photos are missing")
    bureau.say(HEAD, "finish T1 40/40")
    bureau.say(HEAD, "finish T1 40/40")
    assert "you cannot finish it. Nothing has changed. Please reply: recall" in bureau.last(HEAD).text
    bureau.say(OFFICE_REVIEWER, "amend to 39/40", reply_to=bureau.last(OFFICE_REVIEWER).id)
    bureau.say(OFFICE_REVIEWER, "undo T1")
    bureau.say(OFFICE_REVIEWER, "confirm T1")
    assert bureau.json("matters")[0]["state"] == "closed"
    read_by(bureau, OFFICE_REVIEWER, HEAD)


def test_what_the_bot_writes_in_english_is_read_as_it_stands(bureau: Stage) -> None:
    speak_english(bureau, OFFICE_REVIEWER)
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 Donghu Office, Xixi Office by Wed 25 Nov 17:00 check shops, stalls")
    first = "\n".join(told(bureau, OFFICE_REVIEWER))
    assert "T0001 Donghu Office, Xixi Office" in first
    assert "check shops, stalls" in first
    (example,) = re.findall(r"for example: (withdraw .*)", first)
    assert example == "withdraw T0001 Donghu Office REASON"
    bureau.say(OFFICE_REVIEWER, example.replace("REASON", "no longer needed"))
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 all of Supervision Offices next Friday check the markets")
    states = [(one["unit"], one["state"]) for one in bureau.json("matters") if one["number"] == 1]
    assert states == [("donghu", "withdrawn"), ("xixi", "open")]
    assert len([one for one in bureau.json("matters") if one["number"] == 2]) == 9
    read_by(bureau, OFFICE_REVIEWER)


def test_refusals_offers_and_reminders_are_in_english(bureau: Stage) -> None:
    speak_english(bureau, OFFICE_REVIEWER, HEAD, LEADER)
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 月球所 25 Nov 食品店排查")
    assert "Not accepted: there is no unit called “月球所”" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 东湖所、西溪所 25 Nov 食品店排查")
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 东湖所、西溪所 25 Nov 食品店排查")
    assert labels(bureau.last(OFFICE_REVIEWER)) == ["Assign anyway", "Cancel"]
    bureau.say(OFFICE_REVIEWER, "assign anyway")
    bureau.say(HEAD, "move T1 30 Nov joined")
    assert "may move the deadline. Nothing has changed." in bureau.last(HEAD).text
    bureau.say(HEAD, "progress half of it")
    assert labels(bureau.last(HEAD)) == ["T0001 Donghu Office", "T0002 Donghu Office"]
    bureau.press(HEAD, bureau.last(HEAD).id, "T0002 Donghu Office")
    bureau.say(LEADER, "/ledger overdue")
    assert "📒 Ledger (🔴 overdue): no matters" in bureau.last(LEADER).text
    bureau.say(HEAD, "/ledger moon")
    read = read_by(bureau, HEAD, LEADER, OFFICE_REVIEWER)
    assert "like this: /task 临时任务 UNIT 20 Nov check the food shops" in read
    before = bureau.counts()
    bureau.later(days=8)
    bureau.say(LEADER, "/ledger Overdue")
    assert bureau.last(LEADER).text.startswith("📒 Ledger (🔴 overdue), matters: 4 (in progress: 4)\n")
    assert "🔴 Overdue and not finished yet: 2" in "\n".join(told(bureau, HEAD))
    for person in (HEAD, LEADER, OFFICE_REVIEWER):
        for one in bureau.new(before).get(person, []):
            english(one, *CALLED)


def test_a_photo_without_a_word_is_asked_about_in_english(bureau: Stage, picture: bytes) -> None:
    speak_english(bureau, HEAD)
    bureau.say(REVIEWER, "/task 专项排查 东湖所 25 Nov 食品店排查")
    bureau.say(HEAD, "Finish T1")
    assert bureau.last(HEAD).text.endswith("Only then is it finished.")
    bureau.press(HEAD, bureau.said(HEAD)[-2].id, "⏳ Extend")
    bureau.say(HEAD, photo=picture, reply_to=bureau.said(HEAD)[1].id)
    offered = bureau.last(HEAD)
    assert offered.text.startswith("🤔 Which one do you mean by “finish”? Nothing has changed yet. Please tap:\nT0001 ")
    bureau.press(HEAD, offered.id, "T0001 Donghu Office")
    assert "finished, waiting for verification, files of evidence: 1" in bureau.last(HEAD).text
    read_by(bureau, HEAD)


def test_a_problem_is_mended_closed_and_comes_back_in_english(bureau: Stage) -> None:
    speak_english(bureau, OFFICE_REVIEWER, OTHER_HEAD, LEADER)
    bureau.say(OFFICE_REVIEWER, "/problem 问题整改 西溪所 25 Nov 快检室未启用")
    bureau.say(OTHER_HEAD, "finish T1 mended")
    assert "lacks a measure or the person responsible" in bureau.last(OTHER_HEAD).text
    bureau.say(OTHER_HEAD, "finish T1 mended measure: reagents bought responsible: 张明")
    bureau.say(OFFICE_REVIEWER, "confirm T1")
    assert "✅ T0001 Xixi Office: closed (on time): 快检室未启用 (吴主任)." in "\n".join(told(bureau, OFFICE_REVIEWER))
    bureau.say(OFFICE_REVIEWER, "settle T1")
    assert "you verified it, so somebody else rechecks it" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(LEADER, "relapse T1 30 Nov closed again")
    assert "relapse, round 2, deadline Mon 30 Nov 17:00. Reason: closed again" in "\n".join(told(bureau, OTHER_HEAD))
    assert "问题整改 · in progress (round 2)" in "\n".join(told(bureau, OTHER_HEAD))
    read_by(bureau, OFFICE_REVIEWER, OTHER_HEAD, LEADER)


def test_the_form_and_the_ledger_as_a_file_are_in_english_and_are_read_back(bureau: Stage) -> None:
    speak_english(bureau, OFFICE_REVIEWER)
    bureau.say(OFFICE_REVIEWER, "/ledger import")
    sent = bureau.last(OFFICE_REVIEWER).document
    assert sent is not None
    book = load_workbook(io.BytesIO(sent[1]))
    assert (sent[0], book.sheetnames) == ("Matters1119.xlsx", ["Matters", "How to write"])
    for row in book["How to write"].iter_rows(max_row=11, values_only=True):
        english(" ".join(map(str, row)), *CALLED)
    filled, out = Workbook(), io.BytesIO()
    filled.worksheets[0].append([cell.value for cell in book["Matters"][1]])
    filled.worksheets[0].append(["", "临时任务", "食品店排查", "东湖所,西溪所", "25 Nov", "40"])
    filled.save(out)
    bureau.say(OFFICE_REVIEWER, document=("Matters1119.xlsx", out.getvalue()))
    plan = bureau.last(OFFICE_REVIEWER)
    assert labels(plan) == ["✅ Assign all: 1", "Cancel"]
    bureau.press(OFFICE_REVIEWER, plan.id, "✅ Assign all: 1")
    assert [one["state"] for one in bureau.json("matters")] == ["open", "open"]
    bureau.say(OFFICE_REVIEWER, "/ledger export")
    ledger = bureau.last(OFFICE_REVIEWER).document
    assert ledger is not None
    (head, *rows) = load_workbook(io.BytesIO(ledger[1])).worksheets[0].iter_rows(values_only=True)
    assert ledger[0] == "Ledger.xlsx"
    assert head[:5] == ("No.", "Kind", "Title", "Units", "Deadline")
    assert [row[12] for row in rows] == ["in progress", "in progress"]
    bureau.say(OFFICE_REVIEWER, document=("Ledger.xlsx", ledger[1]))
    assert "Rows for which there is the same matter already: 2." in bureau.last(OFFICE_REVIEWER).text
    read_by(bureau, OFFICE_REVIEWER)
