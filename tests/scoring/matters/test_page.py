"""The page about the life of a matter is drawn from the table, and is the one in docs."""

from pathlib import Path
from typing import get_args

from scoring.matters.table import ACTS, ActName, Role, State
from tests.matters_page import ACT_NAMES, ROLE_NAMES, STATE_NAMES, page

PAGE = Path(__file__).parents[3] / "docs" / "matters.md"


def test_the_page_in_docs_is_what_the_table_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make matters"


def test_every_step_of_the_table_is_drawn_and_nothing_else() -> None:
    arrows = [line.split(": ") for line in page().splitlines() if "-->" in line]
    drawn = {(*(part.strip() for part in ends.split("-->")), act) for ends, acts in arrows for act in acts.split("、")}
    wanted = {
        (start or "[*]", end, ACT_NAMES[act])
        for act, rule in ACTS.items()
        for start, end in rule.after.items()
        if act != "take_back"
    }
    assert drawn == wanted
    rows = [line for line in page().splitlines() if line.startswith("| ") and "还没有" not in line]
    assert len(rows) == len(ACTS)


def test_every_act_state_and_role_has_a_name() -> None:
    assert set(ACT_NAMES) == set(ACTS) == set(get_args(ActName))
    assert set(STATE_NAMES) == set(get_args(State))
    assert set(ROLE_NAMES) == set(get_args(Role))
