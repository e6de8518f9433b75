"""Getting in, in English: the roster, the sheet of invites, and the word of the admin who was told the code."""

import re
from pathlib import Path

from tests.cast import ADMIN, HEAD, NAMES
from tests.journeys.inviting.conftest import cards_of, words_of
from tests.stage import Stage, english, labels

CALLED = tuple(NAMES.values())


def test_from_the_sheet_to_the_word_of_the_admin(without_numbers: Stage) -> None:
    stage = without_numbers
    for person in (ADMIN, HEAD):
        stage.say(person, "/language en")
    stage.say(ADMIN, "/people")
    listed = stage.last(ADMIN)
    assert "Not bound and without an invite, 15:" in listed.text
    english(listed, *CALLED)
    stage.press(ADMIN, listed.id, "Send invites")
    sent = stage.last(ADMIN).document
    assert sent is not None
    assert sent[0] == "invites.docx"
    assert words_of(sent[1])["王所长"][:3:2] == ["Five Races", "Donghu Office head"]
    for name, words in words_of(sent[1]).items():
        english("\n".join(words), name)
    stage.say(HEAD, f"/start {cards_of(sent[1])['王所长']}")
    shown = stage.last(HEAD)
    english(shown, *CALLED)
    (code,) = re.findall(r"Check code (\d{4})", shown.text)
    stage.say(HEAD, "It is me")
    asked = stage.last(ADMIN)
    assert f"check code {code}" in asked.text
    assert labels(asked) == ["Admit", "Refuse"]
    english(asked, *CALLED)
    stage.press(ADMIN, asked.id, "Admit")
    assert stage.last(HEAD).text.startswith(
        "✅ Hello 王所长, an admin has admitted you. On the roster you are: head of "
    )
    stage.say(ADMIN, "/people add Moon Office head 新所长")
    assert "There is no unit “Moon Office”" in stage.last(ADMIN).text
    stage.say(ADMIN, "/people add donghu office Head 新所长")
    assert "✅ Added to the roster: 新所长 (head of " in " ".join(one.text for one in stage.said(ADMIN)[-2:])
    stage.say(ADMIN, "/people Freeze 王所长")
    assert stage.last(HEAD).text.startswith("⛔ The office has stopped your use, at once.")
    for place in (ADMIN, HEAD):
        english(stage.last(place), *CALLED, "新所长")


def test_a_sheet_that_is_printed_by_a_command_is_in_the_language_of_commands(
    without_numbers: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.docx"
    done = without_numbers.leitai("invites", "print", str(file), env={"LEITAI_LANGUAGE": "en"})
    assert done.code == 0, done.err
    told = words_of(file.read_bytes())
    assert told["王所长"][:3:2] == ["Five Races", "Donghu Office head"]
    for name, words in told.items():
        english("\n".join(words), name)
