"""What is said about a part of the bot's own accord, its light, and the list of the leaders."""

import pytest

from scoring.calendar import Schedule
from scoring.due import part as settled
from scoring.matters.part import Terms
from scoring.matters.reminders import is_for_leaders, light, slots, speaks, what
from tests.scoring.matters.making import (
    ASSIGNER,
    HEAD,
    OTHER_VERIFIER,
    VERIFIER,
    Story,
    act,
    assigned,
    at,
)

# Deadlines lie on Friday 20 November; quiet from 20:30 to 08:30, and over the weekend.
SCHEDULE = Schedule()


def _said(story: Story, when: str) -> list[tuple[str, str]]:
    found = slots(story.stands(when), SCHEDULE, story.clock)
    return [(what(slot), f"{slot.due:%m-%d %H:%M}") for slot in found]


def test_heads_are_reminded_three_days_one_day_and_two_hours_ahead_and_at_the_deadline() -> None:
    wanted = [("3d", "11-17 17:00"), ("1d", "11-19 17:00"), ("2h", "11-20 15:00"), ("overdue", "11-20 17:00")]
    assert _said(Story(assigned()), "11-03 09:00") == wanted
    assert _said(Story(assigned()), "11-21 09:00") == wanted


def test_nothing_is_said_of_what_lay_behind_when_the_deadline_was_set() -> None:
    story = Story(assigned(when="11-18 09:00"))
    assert _said(story, "11-18 09:00") == [("1d", "11-19 17:00"), ("2h", "11-20 15:00"), ("overdue", "11-20 17:00")]
    moved = story.then("move", ASSIGNER, "11-19 18:00", deadline="11-21 17:00", words="顺延")
    assert _said(moved, "11-19 18:00") == [("1d", "11-20 17:00"), ("overdue", "11-23 08:30")]


def test_what_would_be_said_at_night_or_on_a_day_of_rest_waits_for_the_morning() -> None:
    story = Story(assigned("11-23 22:00"))
    assert _said(story, "11-03 09:00") == [
        ("3d", "11-23 08:30"),
        ("1d", "11-23 08:30"),
        ("2h", "11-23 20:00"),
        ("overdue", "11-24 08:30"),
    ]


def test_of_several_reminders_that_are_due_at_once_the_newest_is_said() -> None:
    story = Story(assigned("11-23 22:00"))
    found = list(slots(story.stands("11-23 08:30"), SCHEDULE, story.clock))
    said, skipped = settled(found, (), at("11-23 08:30"))
    assert ([what(slot) for slot in said], [what(slot) for slot in skipped]) == (["1d"], ["3d"])


def test_who_asks_is_reminded_and_not_told_that_it_is_overdue_until_the_request_lapses() -> None:
    story = Story(assigned()).then("ask", HEAD, "11-18 10:00", deadline="11-26 17:00")
    assert [name for name, _ in _said(story, "11-20 18:00")] == ["3d", "1d", "2h"]
    assert _said(story, "11-24 09:00")[-1] == ("overdue", "11-23 17:00")


def test_verifiers_are_reminded_one_working_day_after_a_finish() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 16:00")
    assert _said(story, "11-20 16:00") == [("waits", "11-23 16:00")]
    assert _said(story.then("verify", VERIFIER, "11-20 17:00"), "11-20 17:00") == [("recheck", "12-21 08:30")]


def test_the_recheck_is_said_once_until_it_is_settled() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 16:00").then("verify", VERIFIER, "11-20 17:00")
    assert speaks(story.stands("11-21 09:00"), SCHEDULE, story.clock, at("11-21 09:00")) == at("12-21 08:30")
    assert speaks(story.stands("12-22 09:00"), SCHEDULE, story.clock, at("12-22 09:00")) is None
    assert _said(story.then("settle", OTHER_VERIFIER, "12-21 09:00"), "12-21 09:00") == []


def test_another_round_and_another_deadline_are_told_anew() -> None:
    story = Story(assigned())
    before = {slot.key for slot in slots(story.stands("11-03 09:00"), SCHEDULE, story.clock)}
    story.then("move", ASSIGNER, "11-03 09:00", deadline="11-27 17:00", words="顺延")
    after = {slot.key for slot in slots(story.stands("11-03 09:00"), SCHEDULE, story.clock)}
    assert not before & after


def test_nothing_is_said_of_what_is_only_proposed_or_over() -> None:
    proposed = Story(act("propose", HEAD, "11-02 09:00", deadline="11-20 17:00"))
    assert _said(proposed, "11-21 09:00") == []
    terms = Terms("task", ("ducha",), ("ducha",), 2026)
    closed = Story(assigned(), terms).then("finish", HEAD, "11-03 09:00").then("verify", VERIFIER, "11-03 10:00")
    assert _said(closed, "11-21 09:00") == []


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("11-16 23:59:59", ""),
        ("11-17 00:00", "near"),
        ("11-20 17:00", "near"),
        ("11-20 17:00:01", "overdue"),
    ],
)
def test_a_part_is_near_within_three_working_days_and_overdue_a_second_after_the_deadline(
    when: str, shown: str
) -> None:
    story = Story(assigned())
    assert light(story.stands(when), at(when), story.clock) == shown


def test_days_of_rest_do_not_count_as_near() -> None:
    story = Story(assigned("11-23 17:00"))
    lights = [
        light(story.stands(when), at(when), story.clock) for when in ("11-17 12:00", "11-18 12:00", "11-21 12:00")
    ]
    assert lights == ["", "near", "near"]


def _light(story: Story, when: str) -> str:
    return light(story.stands(when), at(when), story.clock)


def test_what_was_returned_or_asks_lags_and_the_worst_light_shows() -> None:
    returned = (
        Story(assigned()).then("finish", HEAD, "11-03 09:00").then("return", VERIFIER, "11-03 10:00", words="缺照片")
    )
    asking = Story(assigned()).then("ask", HEAD, "11-03 09:00", deadline="11-27 17:00")
    assert (_light(returned, "11-03 11:00"), _light(asking, "11-03 11:00")) == ("lagging", "lagging")
    assert (_light(returned, "11-19 11:00"), _light(asking, "11-23 11:00")) == ("lagging", "overdue")
    assert _light(returned.then("finish", HEAD, "11-19 12:00"), "11-30 09:00") == ""


def test_leaders_hear_of_what_is_overdue_or_waits_over_three_working_days() -> None:
    overdue, waiting = Story(assigned()), Story(assigned()).then("finish", HEAD, "11-03 09:00")

    def listed(story: Story, when: str) -> bool:
        moment = at(when)
        return is_for_leaders(story.stands(when), moment, story.clock)

    assert [listed(overdue, when) for when in ("11-20 17:00", "11-20 17:00:01")] == [False, True]
    assert [listed(waiting, when) for when in ("11-06 23:59", "11-07 12:00", "11-09 00:00")] == [False, False, True]
