"""The card of closing fits into one message, however large the house."""

import re

import pytest

from handlers.closing.results import DryRun, Moved
from handlers.closing.views import card
from handlers.texts import MESSAGE_LIMIT, length
from scoring.language import LANGUAGES, Spoken, speaking

LACKS = ("急难险重及临时性工作", "省级以上媒体宣传报道", "专项检查、督导检查完成")
WAITS = tuple((number, "某某街道第一市场监督管理所", LACKS[2], ("消费者权益保护科",)) for number in range(9))


def house(arenas: int, units: int) -> DryRun:
    moved = tuple(
        Moved(f"某某街道第{number}市场监督管理所", (str(number), "12.34"), (str(number + 1), "23.45"), LACKS)
        for number in range(units)
    )
    one = (("甲所", "12.00"),), moved, 0, 9, (), True
    runs = tuple((f"第{number}擂台", *one) for number in range(arenas))
    return DryRun(1, "2026年11月", "ab" * 8, "", runs, (), (), waits=WAITS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("arenas", "units"), [(1, 9), (2, 25), (4, 25), (6, 60)])
def test_a_card_of_any_house_can_be_sent_and_accounts_for_every_unit_that_moves(
    language: str, arenas: int, units: int
) -> None:
    with speaking(Spoken(language)):
        shown = card(house(arenas, units))
    assert length(shown.text) <= MESSAGE_LIMIT
    assert [len(row) for row in shown.buttons] == [2]
    named = shown.text.count("市场监督管理所") - shown.text.count("某某街道第一市场监督管理所")
    more = re.findall(r"(?:另有 |…)(\d+) (?:家名次变动|more units)", shown.text)
    assert named + sum(map(int, more)) == arenas * units
    assert ("ab" * 8) in shown.text
