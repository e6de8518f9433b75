"""Numbers in words against a plain second writer of them: every number has one reading, and it is the number."""

import random
from fractions import Fraction

import pytest

from scoring.reading.numerals import numbers, tenths

DIGITS = "零一二三四五六七八九"
TRADITIONAL = str.maketrans("零一二三四五六七八九十百千万亿", "零壹贰叁肆伍陆柒捌玖拾佰仟萬億")


def in_words(number: int) -> str:
    """Write a whole number the way it is read aloud, digit by digit in groups of four."""
    if number == 0:
        return "零"
    text = ""
    groups = str(number)
    groups = groups.zfill(-(-len(groups) // 4) * 4)
    for start in range(0, len(groups), 4):
        group, name = groups[start : start + 4], ("", "万", "亿", "万亿")[(len(groups) - start) // 4 - 1]
        if group == "0000":
            text += "零"
            continue
        for digit, unit in zip(group, "千百十 ", strict=True):
            text += "零" if digit == "0" else DIGITS[int(digit)] + unit.strip()
        text = text.rstrip("零") + (name if name != "万亿" else "万")
        if name == "万亿" and groups[start + 4 : start + 8] == "0000":
            text += "亿"
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def test_the_second_writer_writes_as_people_do() -> None:
    for number, text in (
        (10, "十"),
        (12, "十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (30005, "三万零五"),
        (35000, "三万五千"),
        (120003, "十二万零三"),
        (100050000, "一亿零五万"),
        (300000005, "三亿零五"),
        (350000000, "三亿五千万"),
        (10**12, "一万亿"),
        (1234 * 10**8 + 5, "一千二百三十四亿零五"),
    ):
        assert in_words(number) == text


def sampled() -> list[int]:
    chance = random.Random(20261119)
    every = [*range(2100), *range(2100, 100_000, 37), *(10**power for power in range(13))]
    return [*every, *(chance.randrange(10 ** chance.randrange(5, 13)) for _ in range(3000))]


def test_every_number_in_words_is_read_as_itself_and_as_nothing_else() -> None:
    for number in sampled():
        text = in_words(number)
        assert numbers(text) == (number,), (number, text)
        assert numbers(text.translate(TRADITIONAL)) == (number,), text
        assert numbers(f"负{text}") == (-number,), text


def test_a_word_left_out_is_never_read_as_another_number_for_certain() -> None:
    """Whoever drops one character is refused, asked, or wrote the shorter number, never another spelling of it."""
    for number in sampled()[:2600]:
        text = in_words(number)
        for place in range(len(text)):
            left = text[:place] + text[place + 1 :]
            found = numbers(left)
            if len(found) == 1:
                assert bare(left) == bare(in_words(int(found[0]))), (number, left, found)


def bare(text: str) -> str:
    """Return a number in words without what people leave out: 零, and 一 before 十."""
    return text.replace("零", "").replace("一十", "十") or "零"


@pytest.mark.parametrize("number", [3, 12, 98, 105, 1234])
def test_figures_with_a_unit_are_as_many_of_it(number: int) -> None:
    for unit, worth in (("百", 100), ("千", 1000), ("万", 10**4), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8)):
        assert numbers(f"{number}{unit}") == (number * worth,)
        assert numbers(f"{number}.25{unit}") == ((Fraction(number) + Fraction(1, 4)) * worth,)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三万五", (35000, 30005)),
        ("十二万三", (123000, 120003)),
        ("一百五", (150, 105)),
        ("两千三", (2300, 2003)),
        ("三亿五", (350_000_000, 300_000_005)),
        ("三亿五千", (350_000_000, 300_005_000)),
        ("3万5", (35000, 30005)),
        ("98,5", (Fraction("98.5"), 985)),
        ("1234,567", (Fraction("1234.567"), 1234567)),
        ("0,98", (Fraction("0.98"), 98)),
        ("负三万五", (-35000, -30005)),
    ],
)
def test_what_has_two_readings_has_both(text: str, values: tuple[Fraction, ...]) -> None:
    assert numbers(text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("两百", 200),
        ("两亿两千万", 220_000_000),
        ("廿", 20),
        ("廿五", 25),
        ("卅", 30),
        ("一百十五", 115),
        ("一十二", 12),
        ("一万五百", 10500),
        ("一〇", None),
        ("九十八点五", Fraction("98.5")),
        ("三点五万", 35000),
        ("零点零零一", Fraction("0.001")),
        ("玖拾捌點伍", Fraction("98.5")),
        ("1,234", 1234),
        ("12,345,678.90", Fraction("12345678.9")),
        ("1,234万", 12_340_000),
        ("3亿5千万", 350_000_000),
        ("3万5000", 35000),
        ("3万0500", 30500),
        ("12万3千", 123_000),
        (".5", Fraction("0.5")),
    ],
)
def test_other_ways_to_write_a_number(text: str, value: Fraction | None) -> None:
    assert numbers(text) == (() if value is None else (value,))


@pytest.mark.parametrize(
    "text",
    (
        "5. 1,23,456 ,5 5, 1,,2 3十5 3千5 3百20 1.2万5千 3万五千 三万5千 3万5千6亿 3亿5千 3万50 3万500 万 百 千 "
        "百万 一万五十 三万十 一亿五万 "
        "十两 两十 一百两 一百零两 三五 七八十 二〇二六 九八 三点十五 点五 三点 五点五点五 三万五点五 一百零 零五 "
        "一百零五十 一千零五百 一万零五千 三万三万 二亿三亿 二十十 半 三半 -- --3 负 负负三 +3 1e2 ３ ٣ ² 98x "
        + "十"
        * 5000
    ).split(),
)
def test_what_nobody_writes_is_no_number(text: str) -> None:
    assert numbers(text) == ()


def test_no_number_at_all_is_none() -> None:
    assert numbers("") == numbers("-") == numbers("1 2") == numbers("三 五") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("九成", 90),
        ("九成五", 95),
        ("九成半", 95),
        ("9成", 90),
        ("9.5成", 95),
        ("9成5", 95),
        ("十成", 100),
        ("半成", None),
        ("9.5成5", None),
        ("成", None),
        ("九", None),
        ("九成一五", None),
        ("三万五成", None),
        ("九成零", None),
        ("十成一", None),
        ("十一成", None),
        ("三成三", 33),
    ],
)
def test_tenths_are_percentages(text: str, value: int | None) -> None:
    assert tenths(text) == (() if value is None else (value,))
