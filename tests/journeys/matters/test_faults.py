"""Every sentence about a row of a table that assigns matters: what is wrong with it, and what to write."""

import re
from pathlib import Path

import pytest

from handlers.filing.texts import FAULTS
from handlers.filing.views.orders import fault

VALUES = {
    "names": "负责人",
    "count": "501",
    "most": "500",
    "text": "北山所",
    "row": 4,
    "year": "2026",
    "label": "措施",
    "there": "T0003",
    "unit": "东湖市场监管所",
    "named": ["北营市场监管所"],
}


READING = Path(__file__).parents[3] / "scoring" / "reading"


def raised(name: str) -> set[str]:
    """Return the codes with which a reader says that something cannot be taken."""
    source = (READING / f"{name}.py").read_text(encoding="utf-8")
    found = re.findall(r'(?:UnreadError\(|RowFault\(\w+,)\s*"(\w+)"', source)
    return set(found) | set(re.findall(r'"((?:columns|deadline)_\w+)"', source))


def test_whatever_the_readers_find_has_a_sentence_and_no_other_is_there() -> None:
    own, others = raised("orders"), raised("matters") | raised("deadlines") | raised("units")

    assert own <= FAULTS.keys()
    assert FAULTS.keys() - own - {"same", "same_row"} <= others


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("named", [[], VALUES["named"]])
def test_it_names_the_row_what_is_wrong_and_what_to_write(code: str, named: list[str]) -> None:
    said = fault(3, f"orders_{code}", {**VALUES, "named": named})

    assert said.startswith("第 3 行：")
    assert "请" in said
    assert not any(sign in said for sign in "{}[]'")
    assert "：，" not in said
    assert "没有受理" not in said, "that is said once, above all rows"


def test_what_is_wrong_with_all_of_a_table_names_no_row() -> None:
    assert fault(0, "orders_rows_many", VALUES) == "整张表：有 501 行，一次最多 500 行。请分成几份"
