"""Step by step in English: what is asked, what buttons say, and what becomes of a question that nobody answers."""

from tests.cast import HEAD, NAMES
from tests.stage import Stage, english, labels

CALLED = (*NAMES.values(), "先进集体")


def test_an_event_is_reported_step_by_step_in_english(stage: Stage) -> None:
    stage.say(HEAD, "/language en")
    stage.say(HEAD, "/highlight")
    for _ in (1, 2):
        asked = stage.last(HEAD)
        english(asked, *CALLED)
        assert labels(asked)[-1] == "Cancel"
        stage.press(HEAD, asked.id, labels(asked)[0])
    stage.say(HEAD, "先进集体")
    asked = stage.last(HEAD)
    assert asked.text.startswith("On which day was “先进集体”? Please choose, or write it")
    assert labels(asked) == ["Today", "Yesterday", "Skip", "Back", "Cancel"]
    stage.press(HEAD, asked.id, "Skip")
    english(stage.last(HEAD), *CALLED)
    stage.say(HEAD, "Skip")
    last = stage.last(HEAD)
    assert "please send photos, files or links" in last.text
    stage.press(HEAD, last.id, "Cancel")
    english(stage.last(HEAD), *CALLED)
    stage.say(HEAD, "/report")
    asked = stage.last(HEAD)
    assert asked.text.startswith("What does ")
    stage.say(HEAD, "/cancel")
    english(stage.seen(HEAD, asked.id), *CALLED)
    assert stage.json("submissions") == []
