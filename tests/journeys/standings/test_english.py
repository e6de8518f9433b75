"""Standings in English: pictures, explanations and the own unit, with the English names of the rulebook."""

from tests.cast import ADMIN, GROUP, HEAD, LEADER
from tests.stage import Stage, english, labels


def test_a_board_is_told_and_drawn_in_english_for_whoever_chose_it(scored: Stage) -> None:
    scored.say(LEADER, "/rank")
    chinese = scored.said(LEADER)[-2]
    scored.say(LEADER, "/language en")
    scored.say(LEADER, "/rank")
    board = scored.said(LEADER)[-2]
    assert board.text.splitlines()[0].startswith("Supervision Offices, November 2026 (as of ")
    assert "\n1 Donghu Office " in board.text
    assert board.text.endswith("To know why, send /why.")
    english(board)
    assert board.photo is not None
    assert board.photo != chinese.photo, "the picture speaks English, too"
    scored.say(LEADER, "/language zh")
    scored.say(LEADER, "/rank")
    assert scored.said(LEADER)[-2].text.startswith("市场监管所擂台 2026年11月（截至 ")


def test_a_trend_a_category_and_a_unit_are_told_in_english(scored: Stage) -> None:
    scored.say(LEADER, "/language en")
    for asked, begins in (
        ("/rank trend", "Ranks of Departments: November 2026, 10 units"),
        ("/rank 市场监管所擂台 群众满意", "Ranking in Public satisfaction, Supervision Offices: November 2026"),
        ("/rank Supervision Offices public satisfaction Nov 2026", "Ranking in Public satisfaction, Supervision Off"),
        ("/rank 东湖所", "Report card of Donghu Office: Supervision Offices, November 2026, rank 1 of "),
    ):
        scored.say(LEADER, asked)
        answer = scored.last(LEADER)
        assert answer.text.startswith(begins)
        english(answer)


def test_a_head_reads_the_own_unit_and_why_in_english(scored: Stage) -> None:
    scored.say(HEAD, "/language en")
    scored.say(HEAD, "/mine")
    mine = scored.last(HEAD)
    assert mine.text.startswith("Donghu Office November 2026: ")
    assert labels(mine) == ["Details"]
    assert "Requests closed 97/100" in mine.text
    english(mine, "（97%）", "（98%）")
    scored.press(HEAD, mine.id, "Details")
    assert "Submissions:" in scored.last(HEAD).text
    assert labels(scored.last(HEAD)) == ["Less"]
    scored.say(HEAD, "/why")
    why = scored.last(HEAD)
    assert "To look at one metric: /why Donghu Office METRIC" in why.text
    english(why, "（97%）", "（98%）")
    scored.say(HEAD, "/why 回复率")
    one = scored.last(HEAD)
    assert "Requests replied in time: " in one.text
    assert "How it is scored: fixed range: 80% gives 0 points, 100% the full 5, in proportion between" in one.text


def test_what_is_refused_is_refused_in_english(stage: Stage) -> None:
    stage.say(LEADER, "/language en")
    for asked, told in (
        ("/mine", "The roster has you as head of no unit"),
        ("/rank 什么", "⚠️ No arena, category or unit is called “什么”."),
        ("/rank W30", "⚠️ There is no weekly post of week 30"),
        ("/why", "Please name a unit: /why UNIT METRIC"),
    ):
        stage.say(LEADER, asked)
        assert stage.last(LEADER).text.startswith(told)


def test_a_group_is_shown_boards_in_the_language_that_an_admin_chose(scored: Stage) -> None:
    scored.say(ADMIN, "/language en", to=GROUP)
    scored.say(LEADER, "/rank", to=GROUP)
    boards = [message.text for message in scored.said(GROUP) if message.photo]
    assert [text.partition(",")[0] for text in boards] == ["Supervision Offices", "Departments"]
