"""The page about the life of a submission is drawn from the table, and is the one in docs, in both languages."""

import pytest

from scoring.language import LANGUAGES, Spoken, both, speaking
from scoring.lifecycle import ACTS, PUBLIC
from tests.lifecycle_page import ACT_NAMES, PHASE_NAMES, page
from tests.pages import kept, made


def test_the_page_in_docs_is_what_the_table_says_now() -> None:
    assert kept("lifecycle") == made("lifecycle", page), "run make lifecycle"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_table_is_drawn_and_nothing_else(language: str) -> None:
    with speaking(Spoken(language)):
        told, joint, after_the_lock = page().splitlines(), both("、", ", "), both("锁定后", "after the lock")
        names = dict(ACT_NAMES)
    arrows = [line.split(": ") for line in told if "-->" in line and "[*]" not in line]
    drawn = {(*ends.split(" --> "), act) for ends, acts in arrows for act in acts.split(joint)}
    wanted = {
        (start, end, word)
        for act, rule in ACTS.items()
        for start, end in rule.after.items()
        for word in names[act].split(joint)
    }
    assert {tuple(part.strip() for part in one) for one in drawn} == wanted
    assert list(PHASE_NAMES) == list(PUBLIC)
    rows = [line for line in told if line.startswith("| ") and after_the_lock not in line]
    assert len(rows) == len(ACTS)
