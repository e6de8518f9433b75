"""What is said about matters: every code of the rules and the readers has its sentence, and each says the next step."""

import re
from pathlib import Path
from typing import get_args

import pytest

from handlers.matters.actions.showing import TOLD_OF
from handlers.matters.texts.acts import ASKS, DID
from handlers.matters.texts.cards import WAS
from handlers.matters.texts.ledger import LISTS
from handlers.matters.texts.refusals import REFUSED
from handlers.matters.texts.unread import UNREAD
from handlers.routes import ALERT_LIMIT
from handlers.texts import fitting, length, text
from scoring.language import Spoken, speaking
from scoring.matters.judging import Code
from scoring.matters.reminders import What
from scoring.matters.table import ACTS, State

READERS = ("acts", "deadlines", "matters", "units")
SCORING = Path(__file__).parents[3] / "scoring"
ABOUT = {"entry": "T0012", "unit": "东湖市场监管所", "part": [12, "donghu"]}
WHY = {
    **ABOUT,
    "state": "open",
    "acts": ["finish", "ask"],
    "problem": True,
    "quantity": 40,
    "deed": "verify",
    "who": ["verifier"],
    "verifiers": ["办公室"],
    "due": "2026-11-25T17:00:00+08:00",
    "limit": 2,
    "days": 2,
    "minutes": 30,
    "said": 41,
    "period": "2026年11月",
    "by": "吴主任",
    "other": "西溪市场监管所",
}
TOLD = {
    **ABOUT,
    "title": "快检室未启用",
    "by": "王所长",
    "words": "缺少照片",
    "figure": "38/40",
    "files": 2,
    "problem": True,
    "outcome": "on_time",
    "due": "2026-11-25T17:00:00+08:00",
    "round": 2,
    "other": "西溪市场监管所",
    "verifiers": ["办公室"],
    "period": "2026年11月",
    "at": "2026-11-20T08:30:00+08:00",
    "mine": True,
}


def codes_of(name: str) -> set[str]:
    """Return the codes with which a reader says that words cannot be taken."""
    source = (SCORING / "reading" / f"{name}.py").read_text(encoding="utf-8")
    return set(re.findall(r'UnreadError\(\s*"(\w+)"', source)) | set(re.findall(r'"(kind_\w+|deadline_\w+)"', source))


def test_every_refusal_of_the_rules_and_of_the_readers_has_a_sentence_and_no_other_is_there() -> None:
    assert REFUSED.keys() == {*get_args(Code), "urge_unreachable"}
    assert UNREAD.keys() == set().union(*map(codes_of, READERS))


def test_every_act_has_its_words() -> None:
    assert DID.keys() == ACTS.keys() - {"assign", "receive"}
    assert ASKS.keys() - {"finish_evidence", "add"} <= ACTS.keys()
    assert WAS.keys() == set(TOLD_OF)
    assert LISTS.keys() == {*get_args(What), "leaders", "digest", "given", "taken_over", "help", "more"}


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("acts", [["finish", "ask"], []])
def test_a_refusal_names_the_part_and_says_that_nothing_changed_and_what_to_do(state: str, acts: list[str]) -> None:
    for code in REFUSED:
        said = text(f"matter_{code}", {**WHY, "state": state, "acts": acts}).text
        assert said.partition("T0012 东湖市场监管所")[0] in ("", "⚠️ ", "🔒 ", "⚠️ 没有受理："), said
        assert "没有任何改动" in said
        assert "请" in said
        assert not re.search(r"[{}]|None|True|False|\[|'", said), said


LONG = "Comprehensive Supervision and Integrity Office"
POSSIBLE = ["finish", "progress", "ask"]
TYPED = {"not_later", "too_near", "day_passed", "unchanged", "figure_needed", "over_quantity", "other_quantity"}
"""Refusals of a day or a figure, which somebody wrote: they are messages alone."""


@pytest.mark.parametrize("state", get_args(State))
def test_a_refusal_of_a_press_is_told_whole_in_english_with_long_names(state: str) -> None:
    why = {**WHY, "unit": LONG, "other": LONG, "by": LONG, "verifiers": [LONG, LONG], "state": state, "acts": POSSIBLE}
    for code in REFUSED.keys() - TYPED:
        with speaking(Spoken("en")):
            said = fitting(f"matter_{code}", why, ALERT_LIMIT)
        assert length(said) <= ALERT_LIMIT, said
        assert "othing has changed" in said


def test_what_has_no_room_on_a_button_even_then_ends_with_a_sentence() -> None:
    why = {**WHY, "state": "open", "acts": POSSIBLE}
    with speaking(Spoken("en")):
        whole = fitting("matter_own_finish", why, ALERT_LIMIT)
        first = whole[: whole.index(". ") + 1]
        assert fitting("matter_own_finish", why, len(first) + 9) == first


def test_what_cannot_be_read_is_answered_with_an_example_or_what_to_mend() -> None:
    values = {"text": "月球所", "label": "数量", "most": "100", "year": "2026", "suggestions": ["东湖市场监管所"]}
    for code in UNREAD:
        for more in ({}, {"kinds": ["临时任务"], "problem": True}):
            said = text(f"matter_{code}", {**values, **more}).text
            assert "没有受理" in said
            assert "请" in said
            assert not re.search(r"[{}]|None|True|False|\[|'", said), said


@pytest.mark.parametrize("state", get_args(State))
def test_what_was_done_names_the_part_first_and_by_whom(state: str) -> None:
    for code in DID:
        for figure, period, at in (("38/40", "2026年11月", TOLD["at"]), (None, None, None)):
            told = {**TOLD, "state": state, "figure": figure, "period": period, "at": at, "mine": at is None}
            said = text(f"matter_did_{code}", told).text
            assert said.index("东湖市场监管所") < (said.find("西溪市场监管所") % 10_000)
            assert not re.search(r"[{}]|None|True|False|\[|'", said), said


def test_the_words_that_are_published_are_said() -> None:
    for code, word in (
        ("did_propose", "待立项"),
        ("did_finish", "待核查"),
        ("did_ask", "申请延期"),
        ("did_grant", "已延期"),
        ("did_deny", "未同意延期"),
        ("did_return", "已退回"),
        ("did_recall", "已撤回"),
        ("did_withdraw", "已撤项"),
        ("did_settle", "巩固"),
        ("did_rebound", "反弹"),
        ("list_overdue", "已逾期"),
    ):
        assert word in text(f"matter_{code}", {**TOLD, "state": "open", "count": 1}).text
    closed = {**TOLD, "state": "closed"}
    assert "已销号" in text("matter_did_verify", closed).text
    assert "已办结" in text("matter_did_verify", {**closed, "problem": False}).text
