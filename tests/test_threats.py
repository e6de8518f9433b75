"""What somebody may try, docs/threats.md: every threat has a test, and every test named there exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PAGE = (HOUSE / "docs" / "threats.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (?!threat )([^|]+) \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE))
THREATS = {
    *("username swap", "anonymous admin", "channel", "forward", "other bot"),
    *("invite: replayed, guessed, raced, foreign", "invite: expired"),
    *("bootstrap code: second use", "bootstrap code: brute force"),
    *("button: forged", "button: stale", "button: foreign"),
    *(
        "reply after leaving the role",
        "own unit's submission",
        "edit after confirmation",
        "changed row in the database",
    ),
    *("token", "HTML and bidi in names", "formula in exports", "bomb: zip, image", "bomb: TOML", "bomb: xlsx"),
    *("flood", "updates brought by somebody else", "migration", "kicked", "demoted", "hidden commands by every role"),
    *("roster replaced while something waits", "restore on an empty machine"),
}


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((HOUSE / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_page_has_a_row_for_every_threat() -> None:
    assert set(ROWS) == THREATS
    assert len(re.findall("^[|] (?!threat )", PAGE, re.MULTILINE)) == len(THREATS), "each once, and no row is misread"


@pytest.mark.parametrize("threat", sorted(THREATS))
def test_a_threat_is_tried_by_tests_that_exist(threat: str) -> None:
    named = re.findall("`([^`]+)`", ROWS[threat])
    assert named
    for test in named:
        file, _, name = test.partition("::")
        assert name.startswith("test_")
        assert name in functions_of(file), test
