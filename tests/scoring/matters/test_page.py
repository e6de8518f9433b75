"""The page about the life of a matter is drawn from the table, and is the one in docs, in both languages."""

from typing import get_args

import pytest

from scoring.language import LANGUAGES, Spoken, both, speaking
from scoring.matters.table import ACTS, ActName, Role, State
from tests.matters_page import ACT_NAMES, ROLE_NAMES, STATE_NAMES, page
from tests.pages import kept, made


def test_the_page_in_docs_is_what_the_table_says_now() -> None:
    assert kept("matters") == made("matters", page), "run make matters"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_table_is_drawn_and_nothing_else(language: str) -> None:
    with speaking(Spoken(language)):
        told, joint, first, names = (
            page().splitlines(),
            both("、", ", "),
            both("还没有", "not there yet"),
            dict(ACT_NAMES),
        )
    arrows = [line.split(": ") for line in told if "-->" in line]
    drawn = {(*(part.strip() for part in ends.split("-->")), act) for ends, acts in arrows for act in acts.split(joint)}
    wanted = {
        (start or "[*]", end, names[act])
        for act, rule in ACTS.items()
        for start, end in rule.after.items()
        if act != "take_back"
    }
    assert drawn == wanted
    rows = [line for line in told if line.startswith("| ") and first not in line]
    assert len(rows) == len(ACTS)


def test_every_act_state_and_role_has_a_name() -> None:
    assert set(ACT_NAMES) == set(ACTS) == set(get_args(ActName))
    assert list(STATE_NAMES) == list(get_args(State))
    assert set(ROLE_NAMES) == set(get_args(Role))
