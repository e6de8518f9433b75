"""What lists of matters look like where there is more than a message holds."""

from handlers.matters.results import Ledger, Parent
from handlers.matters.views.lists import PARENTS, ledger
from tests.handlers.matters.bureau import day

LIMIT = 4096


def test_a_page_holds_no_more_of_what_stands_above_than_a_message_does() -> None:
    narrowed = {"unit": "", "kind": "", "light": "", "parent": "T0001"}
    above = tuple(Parent(f"T{number:04}", "题" * 100, "张明", 3, 40, "overdue") for number in range(1, 41))
    said = ledger(Ledger(1, 0, 1, 1, day(11, 19), narrowed, (("open", 1),), (), parents=above)).text
    assert len(said) < LIMIT // 2
    assert f"T{PARENTS:04} " in said
    assert f"T{PARENTS + 1:04} " not in said
    assert f"还有 {len(above) - PARENTS} 件" in said
