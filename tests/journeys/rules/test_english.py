"""/rules in English, with the English names of the rulebook."""

from scoring.samples import RETURN_REASONS
from tests.cast import HEAD, LEADER
from tests.journeys.rules.test_rules import turn
from tests.stage import Stage, english, labels

ALSO = ("按期回复率", "回复率", "、")


def test_the_rules_are_read_in_english_from_arena_to_metric(stage: Stage) -> None:
    stage.say(HEAD, "/language en")
    stage.say(HEAD, "/rules")
    arena = stage.last(HEAD)
    for part in (
        "📘 Rules of Five Races\nSupervision Offices",
        "▍Public satisfaction 20 points, metrics: 4",
        "November 2026: reports by 3 Dec 17:00, reviews by 4 Dec 17:00, locked at 7 Dec 12:00",
        "Units with a veto (unless it says otherwise): not ranked.",
        "Closing: every month, every quarter, the year, by two people after the lock, then a notice period of 3",
    ):
        assert part in arena.text
    english(arena, *RETURN_REASONS)
    category = turn(stage, HEAD, "Public satisfaction")
    assert "· Requests replied in time 5 points (monthly), reported by units, confirmed by Consumer Protection" in (
        category.text
    )
    english(category, "　")
    metric = turn(stage, HEAD, "Requests replied in time")
    assert "Example: 98/100 gives 4.50 points" in metric.text
    assert "for example /report Requests replied in time 98/100" in metric.text, "English names are understood, too"
    english(metric, *ALSO)
    assert labels(metric) == ["Back"]
    assert turn(stage, HEAD, "Back").text == category.text


def test_every_page_of_the_rules_is_english_but_for_what_people_write(stage: Stage) -> None:
    stage.say(LEADER, "/language en")
    stage.say(LEADER, "/rules")
    assert labels(stage.last(LEADER)) == ["Supervision Offices", "Departments"]
    for arena in ("Supervision Offices", "Departments"):
        for category in labels(turn(stage, LEADER, arena))[:-1]:
            english(turn(stage, LEADER, category), "　")
            turn(stage, LEADER, "Back")
        turn(stage, LEADER, "Back")
