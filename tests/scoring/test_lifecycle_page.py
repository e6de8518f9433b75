"""The page about the life of a submission is drawn from the table, and is the one in docs."""

from pathlib import Path

from scoring.lifecycle import ACTS, PUBLIC
from tests.lifecycle_page import ACT_NAMES, PHASE_NAMES, page

PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def test_the_page_in_docs_is_what_the_table_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make lifecycle"


def test_every_step_of_the_table_is_drawn_and_nothing_else() -> None:
    arrows = [line.split(": ") for line in page().splitlines() if "-->" in line and "[*]" not in line]
    drawn = {(*ends.split(" --> "), act) for ends, acts in arrows for act in acts.split("、")}
    names = {act: name for act, name in ACT_NAMES.items() if act != "report"}
    wanted = {
        (start, end, names[act]) for act, rule in ACTS.items() if act in names for start, end in rule.after.items()
    }
    reports = {(start, end, word) for start, end in ACTS["report"].after.items() for word in ("上报", "改报")}
    assert {tuple(part.strip() for part in one) for one in drawn} == wanted | reports
    assert set(PHASE_NAMES) == set(PUBLIC)
    rows = [line for line in page().splitlines() if line.startswith("| ") and "锁定后" not in line]
    assert len(rows) == len(ACTS)
