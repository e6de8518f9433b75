"""/language: everybody is spoken with in the language of their choice, a group in the one that an admin chose."""

import pytest

from tests.cast import ADMIN, GROUP, HEAD, OTHER_HEAD, REVIEWER, STRANGER
from tests.stage import Stage, labels


@pytest.mark.parametrize("words", ["/language en", "语言 英文", "/language English", "pressed"])
def test_who_chooses_english_is_spoken_with_in_english_and_nobody_else(stage: Stage, words: str) -> None:
    if words == "pressed":
        stage.say(HEAD, "/language")
        asked = stage.last(HEAD)
        assert labels(asked) == ["English"]
        stage.press(HEAD, asked.id, "English")
    else:
        stage.say(HEAD, words)
    assert stage.last(HEAD).text == "From now on I speak English to you. For Chinese send: /language zh"
    stage.say(OTHER_HEAD, "/language")
    assert stage.last(OTHER_HEAD).text.startswith("我对您说中文")
    stage.stop()
    stage.start()
    stage.say(HEAD, "/language")
    assert stage.last(HEAD).text.startswith("I speak English to you")
    stage.say(HEAD, "/language zh")
    assert stage.last(HEAD).text == "我对您以后说中文。要说英文（English）请发：/language en"


def test_a_group_is_spoken_with_as_an_admin_chose(stage: Stage) -> None:
    stage.say(HEAD, "/language en", to=GROUP)
    assert stage.last(HEAD).text == "🔒 这件事只有管理员能做。没有任何改动。请联系局办公室。"
    stage.say(ADMIN, "/language en", to=GROUP)
    assert stage.last(GROUP).text == "From now on I speak English in this group. For Chinese send: /language zh"
    stage.say(ADMIN, "/language")
    assert stage.last(ADMIN).text.startswith("我对您说中文"), "what is said in private is not the group's affair"


def test_a_language_that_is_none_changes_nothing(stage: Stage) -> None:
    stage.say(HEAD, "/language 方言")
    assert stage.last(HEAD).text == "没有看懂，没有任何改动。请发：语言 中文 或 语言 英文"


def test_a_stranger_is_spoken_with_in_english_too(stage: Stage) -> None:
    stage.say(STRANGER, "/language en")
    assert stage.last(STRANGER).text.startswith("From now on I speak English")


def test_levels_and_units_of_measure_are_said_in_english_and_read_in_it(stage: Stage) -> None:
    for one in (HEAD, REVIEWER):
        stage.say(one, "/language en")
    stage.say(HEAD, "/highlight Highlights completed provincial Honest scales at the night market")
    assert "Highlights completed: provincial Honest scales" in stage.last(HEAD).text
    stage.say(HEAD, "/highlight Highlights completed worldwide Honest scales")
    assert stage.last(HEAD).text.endswith("Please choose one of: national, provincial, city, district.")
    stage.say(HEAD, "/report Iron Fist campaign 12 cases")
    assert "Iron Fist campaign: 12 cases, November 2026" in stage.last(HEAD).text
    stage.say(HEAD, "/rules Iron Fist campaign")
    told = stage.last(HEAD).text
    assert "for example /report Iron Fist campaign 12" in told
    assert "at least 6 cases gives 5" in told
    assert "at least 1 case gives 2" in told


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_where_nobody_chose_the_setting_decides(stage: Stage) -> None:
    stage.stop()
    stage.settings["LEITAI_LANGUAGE"] = "en"
    stage.start()
    stage.say(HEAD, "/language")
    assert stage.last(HEAD).text.startswith("I speak English to you")
    stage.say(HEAD, "/language zh")
    assert stage.last(HEAD).text.startswith("我对您以后说中文")
