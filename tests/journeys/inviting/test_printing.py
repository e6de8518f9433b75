"""`leitai invites`: a sheet to be printed at the machine, beside the running bot, and who has an invite."""

from pathlib import Path

from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE

from tests.cast import ADMIN, HEAD, REVIEWER
from tests.journeys.inviting.conftest import cards_of, codes_of, let_in, on_roster
from tests.stage import Stage


def test_a_sheet_is_printed_beside_the_running_bot_and_lets_people_in(without_numbers: Stage, tmp_path: Path) -> None:
    stage, file = without_numbers, tmp_path / "sheet.docx"
    assert {row["state"] for row in stage.json("invites", "list")} == {"none"}
    done = stage.leitai("invites", "print", str(file))
    assert (done.code, "15 人" in done.out) == (0, True), done.err
    assert file.stat().st_mode & 0o077 == 0
    found = cards_of(file.read_bytes())
    assert codes_of(file.read_bytes()) == [f"https://t.me/leitai_bot?start={secret}" for secret in found.values()]
    rows = Document(str(file)).tables[0].rows
    assert {row.height_rule for row in rows} == {WD_ROW_HEIGHT_RULE.AT_LEAST}, "whatever the font, nothing is cut off"
    let_in(stage, HEAD, found["王所长"])
    assert ("donghu", "王所长", "head", HEAD) in on_roster(stage)
    stage.say(REVIEWER, f"/start {found['李科长']}")
    stage.say(REVIEWER, "是我")

    states = {row["name"]: row["state"] for row in stage.json("invites", "list")}
    assert "王所长" not in states
    assert (states["李科长"], states["周科员"]) == ("waiting", "open")
    assert "李科长（消保科核实人）：等管理员通过" in stage.leitai("invites", "list").out

    for words, told in (
        ((str(file),), "没有覆盖"),
        ((str(tmp_path / "none.docx"), "查无此人"), "查无此人"),
        ((str(tmp_path / "again.docx"),), "都有有效的邀请"),
    ):
        done = stage.leitai("invites", "print", *words)
        assert (done.code, told in done.reason) == (1, True), done.err
    assert stage.leitai("invites", "list", "--format", "xml").code == 2
    assert (
        stage.leitai("invites", "print", str(tmp_path / "x.docx"), env={"LEITAI_API_URL": "http://127.0.0.1:9"}).code
        == 1
    )
    done = stage.leitai("invites", "print", str(tmp_path / "all.docx"), "--all")
    assert "14 人" not in done.out
    assert "李科长" in done.err
    assert "李科长" not in cards_of((tmp_path / "all.docx").read_bytes())
    assert ADMIN in {number for *_, number in on_roster(stage)}
