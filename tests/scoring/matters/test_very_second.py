"""The clock of a part at the very second, and which period it counts in where a lock lies in between."""

from datetime import date, timedelta

import pytest

from scoring.calendar import Due, PeriodKind
from scoring.matters.counting import Count, counts, counts_in
from scoring.matters.folding import fold, opening_there
from scoring.matters.judging import Doer, Done, Refused, judge
from scoring.matters.part import Terms
from tests.scoring.matters.making import (
    ADMIN,
    ASSIGNER,
    HEAD,
    LEADER,
    OTHER_VERIFIER,
    TERMS,
    VERIFIER,
    Story,
    act,
    assigned,
    at,
    clock,
    locks,
    period,
    weekend,
)

NOVEMBER, DECEMBER = period("2026-11"), period("2026-12")
# November is locked on 5 December at noon, a Saturday, and so on Monday the 7th.
LOCK, BEFORE_THE_LOCK, AFTER_THE_LOCK = "12-07 12:00", "12-07 11:59:59", "12-07 12:00:01"


def _counts(story: Story, when: str, kind: PeriodKind = "month") -> list[tuple[str, int, str]]:
    found = counts(story.terms, story.stands(when), kind, story.clock)
    return [(str(count.period), count.round, count.what) for count in found]


def test_a_finish_at_the_very_second_of_the_deadline_is_in_time() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 17:00").then("verify", VERIFIER, "11-23 09:00")
    assert story.stands("11-23 09:00").outcome == "on_time"


def test_a_finish_a_second_later_is_late_and_was_missed_at_the_deadline() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 17:00:01")
    assert (story.stands("11-21 09:00").outcome, story.stands("11-21 09:00").round.since) == (
        "missed",
        at("11-20 17:00"),
    )
    assert story.then("verify", VERIFIER, "11-23 09:00").stands("11-23 09:00").outcome == "late"


def test_a_part_is_missed_strictly_after_its_deadline() -> None:
    story = Story(assigned())
    assert story.stands("11-20 17:00").turns == at("11-20 17:00")
    assert story.stands("11-20 17:00").outcome is None
    assert story.stands("11-20 17:00:01").outcome == "missed"
    assert story.stands("11-20 17:00:01").turns is None


def test_nothing_is_missed_while_it_is_to_be_verified_or_asked_for() -> None:
    waiting = Story(assigned()).then("finish", HEAD, "11-20 16:59")
    assert waiting.stands("12-20 09:00").outcome is None
    asking = Story(assigned()).then("ask", HEAD, "11-20 17:00", deadline="11-26 17:00")
    assert asking.stands("11-23 17:00").state == "asking"
    assert asking.stands("11-23 17:00").outcome is None


def test_asking_a_second_after_the_deadline_is_refused() -> None:
    story = Story(assigned())
    assert story.refused("ask", HEAD, "11-20 17:00:01", deadline="11-26 17:00") == "deadline_passed"


def test_a_request_lapses_on_the_next_working_day_also_over_a_holiday() -> None:
    # The deadline lies on a Friday; Monday and Tuesday are holidays: it lapses on Wednesday at 17:00.
    free = clock(rests=lambda day: weekend(day) or day in (date(2026, 11, 23), date(2026, 11, 24)))
    story = Story(assigned(), by=free).then("ask", HEAD, "11-20 16:00", deadline="11-30 17:00")
    assert story.stands("11-25 17:00").turns == at("11-25 17:00")
    assert story.stands("11-25 17:00").state == "asking"
    lapsed = story.stands("11-25 17:00:01")
    assert (lapsed.state, lapsed.outcome, lapsed.round.since) == ("open", "missed", at("11-25 17:00"))
    assert story.refused("grant", VERIFIER, "11-25 17:00:01") == "not_possible"
    assert story.then("grant", VERIFIER, "11-25 17:00").stands("11-26 09:00").deadline == at("11-30 17:00")


def test_a_denial_before_the_deadline_misses_nothing_and_one_after_it_does() -> None:
    early = (
        Story(assigned()).then("ask", HEAD, "11-20 10:00", deadline="11-26 17:00").then("deny", VERIFIER, "11-20 17:00")
    )
    assert early.stands("11-20 17:00").outcome is None
    assert early.stands("11-20 17:00:01").round.since == at("11-20 17:00")
    late = (
        Story(assigned())
        .then("ask", HEAD, "11-20 10:00", deadline="11-26 17:00")
        .then("deny", VERIFIER, "11-20 17:00:01")
    )
    assert late.stands("11-20 17:00:01").round.since == at("11-20 17:00:01")


def test_finishing_while_asking_lets_the_request_lapse() -> None:
    story = (
        Story(assigned()).then("ask", HEAD, "11-20 10:00", deadline="11-26 17:00").then("finish", HEAD, "11-20 17:00")
    )
    assert (story.stands("11-30 09:00").state, story.stands("11-30 09:00").outcome) == ("verifying", None)
    late = (
        Story(assigned()).then("ask", HEAD, "11-20 10:00", deadline="11-26 17:00").then("finish", HEAD, "11-23 10:00")
    )
    assert (late.stands("11-23 10:00").outcome, late.stands("11-23 10:00").round.since) == ("missed", at("11-23 10:00"))


def test_the_first_return_of_a_finish_in_time_gives_days_to_mend_it() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-20 17:00").then("return", VERIFIER, "11-23 10:00", words="缺照片")
    )
    assert story.stands("11-23 10:00").deadline == at("11-25 17:00")
    story.then("finish", HEAD, "11-25 17:00").then("verify", VERIFIER, "11-27 09:00")
    assert story.stands("11-27 09:00").outcome == "on_time"


def test_a_return_long_before_the_deadline_does_not_move_it() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-03 10:00").then("return", VERIFIER, "11-03 11:00", words="缺照片")
    )
    assert story.stands("11-03 11:00").deadline == at("11-20 17:00")


def test_the_second_return_gives_nothing_and_misses_what_is_past() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-20 17:00").then("return", VERIFIER, "11-23 10:00", words="缺照片")
    )
    story.then("finish", HEAD, "11-25 17:00").then("return", VERIFIER, "11-25 17:00:01", words="仍缺照片")
    where = story.stands("11-25 17:00:01")
    assert (where.deadline, where.outcome, where.round.since) == (at("11-25 17:00"), "missed", at("11-25 17:00:01"))
    in_time = (
        Story(assigned()).then("finish", HEAD, "11-03 10:00").then("return", VERIFIER, "11-03 11:00", words="缺照片")
    )
    in_time.then("finish", HEAD, "11-20 16:00").then("return", VERIFIER, "11-20 17:00", words="仍缺照片")
    assert in_time.stands("11-20 17:00").outcome is None
    assert in_time.stands("11-20 17:00:01").outcome == "missed"


def test_the_first_return_of_a_finish_that_was_late_moves_nothing() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-20 17:00:01").then("return", VERIFIER, "11-23 10:00", words="缺照片")
    )
    assert story.stands("11-23 10:00").deadline == at("11-20 17:00")


def test_recalling_a_finish_after_the_deadline_misses_it() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 17:00").then("recall", HEAD, "11-20 17:00:01")
    assert story.stands("11-20 17:00:01").outcome == "missed"
    before = Story(assigned()).then("finish", HEAD, "11-20 16:00").then("recall", HEAD, "11-20 17:00")
    assert before.stands("11-20 17:00").outcome is None


def test_the_periods_of_the_example_in_the_rules() -> None:
    first = Story(assigned("11-20 17:00")).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, "11-23 09:00")
    second = Story(assigned("11-25 17:00")).then("finish", HEAD, "11-25 09:00").then("verify", VERIFIER, "11-26 09:00")
    third = Story(assigned("11-27 17:00")).then("finish", HEAD, "11-27 09:00").then("verify", VERIFIER, AFTER_THE_LOCK)
    found = [_counts(story, "12-20 09:00") for story in (first, second, third)]
    assert found == [[("2026-11", 1, "on_time")], [("2026-11", 1, "on_time")], [("2026-12", 1, "on_time")]]


def test_a_verification_at_the_very_second_of_the_lock_counts_later() -> None:
    at_last = Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, BEFORE_THE_LOCK)
    too_late = Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, LOCK)
    assert _counts(at_last, "12-20 09:00") == [("2026-11", 1, "on_time")]
    assert _counts(too_late, "12-20 09:00") == [("2026-12", 1, "on_time")]


def test_a_verification_written_before_the_lock_and_taken_over_after_it_counts_later() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, BEFORE_THE_LOCK, AFTER_THE_LOCK)
    )
    assert _counts(story, "12-20 09:00") == [("2026-12", 1, "on_time")]


def test_what_is_late_counts_where_it_was_missed() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-26 09:00").then("verify", VERIFIER, AFTER_THE_LOCK)
    assert story.stands("12-20 09:00").outcome == "late"
    assert _counts(story, "12-20 09:00") == [("2026-11", 1, "missed")]


def test_of_locked_months_the_earliest_open_one_is_taken() -> None:
    story = Story(assigned("09-20 17:00", "09-02 09:00")).then("finish", HEAD, "09-18 09:00")
    story.then("verify", VERIFIER, AFTER_THE_LOCK)
    assert _counts(story, "12-20 09:00") == [("2026-12", 1, "on_time")]
    assert _counts(story, "12-20 09:00", "quarter") == [("2026-Q4", 1, "on_time")]


def test_what_is_due_or_known_outside_the_year_counts_nowhere() -> None:
    terms = Terms("task", ("ducha",), ("ducha",), 2026, ("month",))
    late = Story(assigned("12-20 17:00", "12-02 09:00"), terms).then("finish", HEAD, "12-18 09:00")
    year_after = timedelta(days=60)
    verified = act("verify", VERIFIER, "12-31 09:00")
    late.acts.append(type(verified)("verify", VERIFIER, verified.at + year_after, verified.taken + year_after))
    now = verified.at + 2 * year_after
    assert fold(terms, late.acts, late.clock, now).outcome == "on_time"
    assert counts(terms, fold(terms, late.acts, late.clock, now), "month", late.clock) == ()
    other_year = Terms("task", ("ducha",), ("ducha",), 2025, ("month",))
    story = Story(assigned(), other_year)
    assert counts_in(other_year, story.stands("11-30 09:00"), "month", story.clock) is None


def test_a_rebound_counts_in_the_period_of_its_message_and_opens_a_round_that_counts_too() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, "11-20 10:00")
    story.then("rebound", OTHER_VERIFIER, "12-08 10:00", deadline="12-15 17:00", words="复查又停用")
    assert _counts(story, "12-14 09:00") == [("2026-11", 1, "on_time"), ("2026-12", 2, "rebound")]
    assert _counts(story, "12-16 09:00") == [
        ("2026-11", 1, "on_time"),
        ("2026-12", 2, "rebound"),
        ("2026-12", 2, "missed"),
    ]


def test_a_rebound_taken_over_after_the_lock_of_its_month_counts_later() -> None:
    by = clock(locks(Due(0, at("11-30 23:59").time())))
    story = Story(assigned(), by=by).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, "11-20 10:00")
    story.then("rebound", OTHER_VERIFIER, "11-30 23:50", "12-01 08:00", deadline="12-15 17:00", words="复查又停用")
    assert _counts(story, "12-14 09:00") == [("2026-11", 1, "on_time"), ("2026-12", 2, "rebound")]


def test_what_is_withdrawn_leaves_an_open_period_and_stays_in_a_locked_one() -> None:
    before = Story(assigned()).then("withdraw", LEADER, BEFORE_THE_LOCK, words="抽调支援")
    after = Story(assigned()).then("withdraw", LEADER, LOCK, words="抽调支援")
    assert _counts(before, "12-20 09:00") == []
    assert _counts(after, "12-20 09:00") == [("2026-11", 1, "missed")]


def test_after_the_deadline_or_a_finish_only_a_leader_withdraws() -> None:
    story = Story(assigned())
    assert story.refused("withdraw", ASSIGNER, "11-20 17:00:01", words="抽调支援") == "only_leader"
    returned = (
        Story(assigned()).then("finish", HEAD, "11-03 09:00").then("return", VERIFIER, "11-03 10:00", words="缺照片")
    )
    assert returned.refused("withdraw", ASSIGNER, "11-03 11:00", words="抽调支援") == "only_leader"
    assert (
        Story(assigned()).then("withdraw", ASSIGNER, "11-20 17:00", words="抽调支援").stands("11-21 09:00").state
        == "withdrawn"
    )


def test_a_finish_that_was_written_in_time_and_comes_late_undoes_what_was_missed() -> None:
    story = Story(assigned()).then("progress", HEAD, "11-20 20:00", words="还差两户")
    assert story.stands("11-20 20:00").outcome == "missed"
    found = story.tries("finish", HEAD, "11-20 16:59", "11-21 08:00")
    assert isinstance(found, Done)
    assert (found.standing.outcome, found.locked) == (None, None)
    assert story.then("verify", VERIFIER, "11-23 09:00").stands("11-23 09:00").outcome == "on_time"


def test_after_the_lock_it_stays_missed_and_a_correction_is_the_way() -> None:
    by = clock(locks(Due(0, at("11-30 17:30").time())))
    story = Story(assigned("11-30 17:00"), by=by)
    found = story.tries("finish", HEAD, "11-30 16:59", "11-30 18:00")
    assert isinstance(found, Done)
    assert (found.standing.state, found.standing.outcome, found.locked) == ("verifying", "missed", NOVEMBER)
    asked = Story(assigned("11-30 17:00"), by=by).tries(
        "ask", HEAD, "11-30 16:59", "11-30 18:00", deadline="12-03 17:00"
    )
    assert isinstance(asked, Refused)
    assert (asked.code, asked.values["period"]) == ("locked", NOVEMBER)


def test_a_decision_is_taken_back_within_half_an_hour_and_before_the_lock() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, "12-07 11:45")
    assert story.refused("take_back", OTHER_VERIFIER, "12-07 11:50") == "not_your_act"
    assert story.refused("take_back", VERIFIER, LOCK) == "locked"
    assert story.then("take_back", VERIFIER, BEFORE_THE_LOCK).stands("12-07 11:59:59").state == "verifying"
    assert story.refused("take_back", VERIFIER, "12-07 12:10") == "nothing_to_take_back"
    early = Story(assigned()).then("finish", HEAD, "11-20 09:00").then("verify", VERIFIER, "11-20 10:00")
    assert early.refused("take_back", VERIFIER, "11-20 10:30:01") == "take_back_too_late"
    assert early.then("take_back", VERIFIER, "11-20 10:30").stands("11-20 11:00").outcome is None


def test_a_return_taken_back_after_the_deadline_lets_it_wait_again() -> None:
    story = (
        Story(assigned()).then("finish", HEAD, "11-20 16:00").then("return", VERIFIER, "11-20 16:50", words="缺照片")
    )
    where = story.then("take_back", VERIFIER, "11-20 17:10").stands("11-20 17:10")
    assert (where.state, where.outcome, where.returns, where.deadline) == ("verifying", None, 0, at("11-20 17:00"))


def test_what_was_moved_and_moved_back_is_missed_when_that_is_known() -> None:
    by = clock(locks(Due(0, at("11-30 17:05").time())))
    story = Story(assigned("11-30 17:00"), by=by).then(
        "move", ASSIGNER, "11-30 16:50", deadline="12-10 17:00", words="调整"
    )
    where = story.then("take_back", ASSIGNER, "11-30 17:10").stands("11-30 17:10")
    assert (where.deadline, where.outcome, where.round.since) == (at("11-30 17:00"), "missed", at("11-30 17:10"))
    assert _counts(story, "12-20 09:00") == [("2026-12", 1, "missed")]


def test_a_deadline_moves_earlier_only_two_working_days_ahead() -> None:
    story = Story(assigned())
    assert story.refused("move", ASSIGNER, "11-05 09:00", deadline="11-06 17:00", words="提前") == "too_near"
    assert story.refused("move", ASSIGNER, "11-06 09:00", deadline="11-09 17:00", words="提前") == "too_near"
    assert story.refused("move", ASSIGNER, "11-05 09:00", deadline="11-20 17:00", words="提前") == "unchanged"
    assert story.then("move", ASSIGNER, "11-05 09:00", deadline="11-09 17:00", words="提前").stands(
        "11-06 09:00"
    ).deadline == at("11-09 17:00")
    assert story.refused("move", ASSIGNER, "11-09 17:00:01", deadline="11-20 17:00", words="顺延") == "deadline_passed"


def test_extensions_end_with_the_limit_and_reach_later_than_the_deadline() -> None:
    story = Story(assigned())
    assert story.refused("ask", HEAD, "11-03 09:00", deadline="11-20 17:00") == "not_later"
    for day in ("21", "23"):
        story.then("ask", HEAD, "11-03 09:00", deadline=f"11-{day} 17:00").then("grant", VERIFIER, "11-03 10:00")
    assert story.refused("ask", HEAD, "11-04 09:00", deadline="11-30 17:00") == "extensions_used"


def test_a_day_that_has_passed_is_not_granted() -> None:
    story = Story(assigned()).then("ask", HEAD, "11-20 16:00", deadline="11-20 18:00")
    assert story.refused("grant", VERIFIER, "11-20 18:00:01") == "day_passed"


def test_a_proposal_is_accepted_before_its_deadline() -> None:
    first = act("propose", HEAD, "11-02 09:00", deadline="11-20 17:00")
    assert Story(first).stands("12-20 09:00").outcome is None
    assert Story(first).refused("accept", VERIFIER, "11-20 17:00:01") == "deadline_passed"
    assert Story(first).then("accept", VERIFIER, "11-20 17:00").stands("11-20 17:00:01").outcome == "missed"


def test_rechecks_are_said_until_ninety_days_after_the_day_and_settled_once() -> None:
    terms = Terms("problem", ("ducha",), ("ducha",), 2026, ("month",), recheck=30)
    first = assigned("03-20 17:00", "03-02 09:00", measure="配齐试剂", responsible="张明")
    story = Story(first, terms).then("finish", HEAD, "03-10 09:00").then("verify", VERIFIER, "03-11 09:00")
    assert story.stands("03-11 09:00").recheck == date(2026, 4, 10)
    assert story.refused("settle", OTHER_VERIFIER, "07-10 00:00") == "recheck_over"
    assert story.refused("settle", VERIFIER, "07-09 23:59:59") == "own_verification"
    story.then("settle", OTHER_VERIFIER, "07-09 23:59:59")
    assert story.refused("settle", LEADER, "07-09 23:59:59") == "settled"
    assert (
        story.refused("rebound", OTHER_VERIFIER, "07-09 23:59:59", deadline="07-20 17:00", words="又停用") == "settled"
    )
    where = story.then("rebound", LEADER, "07-09 23:59:59", deadline="07-20 17:00", words="又停用").stands(
        "07-10 09:00"
    )
    assert (where.state, where.round.number, where.deadline, where.settled) == ("open", 2, at("07-20 17:00"), False)


def test_a_kind_without_rechecks_has_no_rebound() -> None:
    terms = Terms("task", ("ducha",), ("ducha",), 2026)
    story = Story(assigned(), terms).then("finish", HEAD, "11-10 09:00").then("verify", VERIFIER, "11-11 09:00")
    assert (
        story.refused("rebound", OTHER_VERIFIER, "11-12 09:00", deadline="11-20 17:00", words="又停用") == "no_recheck"
    )


def test_a_hand_over_keeps_what_has_an_outcome_and_goes_on_there_with_the_same_deadline() -> None:
    story = Story(assigned(quantity=40))
    over = act("hand_over", ADMIN, "11-23 09:00", to_unit="xixi")
    found = judge(TERMS, story.acts, over, Doer(frozenset({"admin"}), unit_stands=False), story.clock)
    assert isinstance(found, Done)
    assert found.before is not None
    assert (found.standing.state, found.standing.handed_to) == ("withdrawn", "xixi")
    assert counts(TERMS, found.standing, "month", story.clock) == (Count(NOVEMBER, 1, "missed", 0, 40),)
    there = Story(opening_there(found.before, over))
    assert (there.stands("11-24 09:00").state, there.stands("11-24 09:00").deadline) == ("open", at("11-20 17:00"))
    there.then("finish", HEAD, "11-25 09:00", quantity=40).then("verify", VERIFIER, "11-25 10:00")
    assert there.stands("11-25 10:00").outcome == "late"
    assert _counts(there, "11-25 10:00") == []


def test_what_is_handed_over_in_time_is_missed_there() -> None:
    over = act("hand_over", ADMIN, "11-18 09:00", to_unit="xixi")
    there = Story(opening_there(Story(assigned()).stands("11-18 09:00"), over))
    assert _counts(there, "11-21 09:00") == [("2026-11", 1, "missed")]


def test_what_is_handed_over_while_it_waits_past_its_deadline_is_missed_by_its_first_finish_there() -> None:
    story = Story(assigned()).then("finish", HEAD, "11-20 16:00")
    over = act("hand_over", ADMIN, "11-23 09:00", to_unit="xixi")
    there = Story(opening_there(story.stands("11-23 09:00"), over))
    assert there.stands("11-24 09:00").outcome is None
    assert there.then("finish", HEAD, "11-24 10:00").stands("11-24 10:00").outcome == "missed"


def test_a_part_does_not_begin_without_a_deadline() -> None:
    with pytest.raises(LookupError):
        Story(act("assign", ASSIGNER, "11-02 09:00")).stands("11-03 09:00")


def test_an_urge_goes_out_once_a_day_a_person() -> None:
    story = Story(assigned()).then("urge", ASSIGNER, "11-03 23:59:59").then("urge", VERIFIER, "11-03 23:59:59")
    assert story.refused("urge", VERIFIER, "11-03 23:59:59") == "urged_today"
    assert story.then("urge", ASSIGNER, "11-04 00:00").stands("11-04 09:00").state == "open"


@pytest.mark.parametrize(
    ("terms", "first", "more", "code"),
    [
        (TERMS, {"quantity": 40}, {}, "figure_needed"),
        (TERMS, {"quantity": 40}, {"quantity": 41}, "over_quantity"),
        (TERMS, {"quantity": 40}, {"quantity": 38, "out_of": 41}, "other_quantity"),
        (Terms("problem", ("ducha",), (), 2026), {"measure": "配齐试剂"}, {}, "measure_needed"),
        (Terms("problem", ("ducha",), (), 2026), {"responsible": "张明"}, {}, "measure_needed"),
        (Terms("task", ("ducha",), (), 2026, evidence="required"), {}, {}, "evidence_needed"),
    ],
)
def test_a_finish_needs_what_its_kind_asks_for(terms: Terms, first: dict, more: dict, code: str) -> None:  # type: ignore[type-arg]
    assert Story(assigned(**first), terms).refused("finish", HEAD, "11-03 09:00", **more) == code


def test_what_a_problem_lacks_may_come_with_progress_or_the_finish() -> None:
    terms = Terms("problem", ("ducha",), ("ducha",), 2026)
    story = Story(assigned(), terms).then("progress", HEAD, "11-03 09:00", measure="配齐试剂")
    assert story.then("finish", HEAD, "11-04 09:00", responsible="张明").stands("11-04 09:00").state == "verifying"


def test_a_part_of_a_quantity_counts_with_what_was_verified() -> None:
    story = Story(assigned(quantity=30)).then("finish", HEAD, "11-10 09:00", quantity=30)
    story.then("amend", VERIFIER, "11-10 10:00", quantity=27, out_of=30)
    assert counts(TERMS, story.stands("11-11 09:00"), "month", story.clock) == (Count(NOVEMBER, 1, "on_time", 27, 30),)
    assert story.refused("amend", VERIFIER, "11-10 10:00", quantity=27) == "not_possible"
    assert DECEMBER > NOVEMBER
