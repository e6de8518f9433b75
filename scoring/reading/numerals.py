"""Numbers as people write them: 98.5, 1,234, 1.2万, 十二万三千, 九成; exact, and both readings where there are two."""

import re
from fractions import Fraction

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")

_ONE_COMMA = re.compile(r"([0-9]+),([0-9]+)")

_SCALED = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([百千]?万?亿?)")

_SPOKEN_DECIMAL = re.compile(r"([^点]+)点([零一二三四五六七八九]+)([万亿]?)")

_SAME = str.maketrans(
    {**dict(zip("〇壹贰叁肆伍陆柒捌玖拾佰仟萬億兩點負", "零一二三四五六七八九十百千万亿两点负", strict=True))}
    | {"廿": "二十", "卅": "三十", "卌": "四十", "貳": "二", "參": "三", "陸": "六"}
)

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}

_HALVES_AND_DIGITS = {"": 0, "半": 5, **{sign: n for n in range(1, 10) for sign in (str(n), "零一二三四五六七八九"[n])}}

_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}

_LONGEST_SPOKEN = 40

CHARACTERS = "0123456789零一二三四五六七八九十百千万亿两半〇壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿卅卌貳參陸"
"""What numbers are written with, apart from points and commas."""


def numbers(text: str) -> tuple[Fraction, ...]:
    """Return what a number (NFKC, no blanks) can mean: one value, two where it has two readings, or none."""
    said = text.translate(_SAME)
    if said[:1] in ("-", "负"):
        return tuple(-value for value in _unsigned(said[1:]))
    return _unsigned(said)


def tenths(text: str) -> tuple[Fraction, ...]:
    """Return the percentage of a number of tenths: 九成 is 90, 九成五 and 九成半 are 95; none for anything else."""
    whole, sign, rest = text.translate(_SAME).partition("成")
    found = _unsigned(whole) if sign else ()
    if len(found) != 1 or found[0] > 10 or rest not in _HALVES_AND_DIGITS:
        return ()
    if rest and (found[0] == 10 or found[0].denominator != 1):
        return ()
    return (10 * found[0] + _HALVES_AND_DIGITS[rest],)


def _unsigned(text: str) -> tuple[Fraction, ...]:
    if _PLAIN.fullmatch(text):
        return (Fraction(text),)
    if _GROUPED.fullmatch(text):
        return (Fraction(text.replace(",", "")),)
    if found := _ONE_COMMA.fullmatch(text):
        return Fraction(f"{found[1]}.{found[2]}"), Fraction(f"{found[1]}{found[2]}")
    if text[:1].isdigit():
        return _scaled(text)
    if len(text) > _LONGEST_SPOKEN:
        return ()
    if found := _SPOKEN_DECIMAL.fullmatch(text):
        whole = _spoken(found[1])
        digits = "".join(str(_DIGITS[char]) for char in found[2])
        return (Fraction(f"{whole[0]}.{digits}") * _UNITS.get(found[3], 1),) if len(whole) == 1 else ()
    return tuple(map(Fraction, _spoken(text)))


def _scaled(text: str) -> tuple[Fraction, ...]:
    """Read figures with 百, 千, 万 and 亿: 1.2万, 3亿5千万, 3万5000; of 3万5 both readings, of 3千5 or 3十5 none."""
    steps = _SCALED.findall(text)
    if "".join(figure + unit for figure, unit in steps) != text:
        return ()
    if len(steps) == 1:
        figure, unit = steps[0]
        return tuple(value * _worth(unit) for value in _unsigned(figure)) if unit else ()
    if any(not figure.isdigit() for figure, _ in steps) or steps[0][1][-1:] not in ("万", "亿"):
        return ()
    total, above = 0, 0
    for figure, unit in steps:
        worth = _worth(unit)
        if above and not unit:
            return _with_tail(total, above, figure)
        if above and (not 0 < int(figure) * worth < above or worth < _UNITS["万"] <= above // _UNITS["万"]):
            return ()
        total, above = total + int(figure) * worth, worth
    return (Fraction(total),)


def _worth(unit: str) -> int:
    worth = 1
    for char in unit:
        worth *= _UNITS[char]
    return worth


def _with_tail(total: int, above: int, figure: str) -> tuple[Fraction, ...]:
    """Return a number that ends in bare figures behind a unit: all of them were written, or only the next one."""
    if 10 ** len(figure) == above:
        return (Fraction(total + int(figure)),)
    if len(figure) == 1 and figure != "0":
        return Fraction(total + int(figure) * above // 10), Fraction(total + int(figure))
    return ()


def _spoken(text: str) -> tuple[int, ...]:
    """Read a whole number in Chinese; 三万五 and 一百五 have two readings, with 零 (三万零五) or more words one."""
    if text == "两":
        return (2,)
    if text in _DIGITS:
        return (_DIGITS[text],)
    unit = next((char for char in _UNITS if char in text), "")
    if not unit:
        return ()
    before, _, behind = text.partition(unit)
    many = _before(before, unit)
    if not many:
        return ()
    start, worth = many * _UNITS[unit], _UNITS[unit]
    if not behind:
        return (start,)
    if behind in _DIGITS:
        digit = _DIGITS[behind]
        readings = (start + digit * worth // 10, start + digit) if worth > 10 else (start + digit,)
        return readings if digit else ()
    skipped, behind = behind.startswith("零"), behind.removeprefix("零")
    rest = () if behind == "两" else _spoken(behind)
    if not skipped and unit == "亿" and len(rest) == 1 and rest[0] < _UNITS["万"]:
        rest = (rest[0] * _UNITS["万"], rest[0])  # 三亿五千 is said for 三亿五千万
    elif not skipped and any(value < worth // 100 for value in rest):
        return ()  # 一万五百 leaves out a 零 that everybody hears; 一万五十 does not
    most = worth // 10 if skipped else worth
    return tuple(start + value for value in rest) if all(0 < value < most for value in rest) else ()


def _before(text: str, unit: str) -> int:
    """Return how many of a unit there are: a digit of 十, 百 and 千, a smaller number of 万 and 亿; 0 for nonsense."""
    if unit == "十" and not text:
        return 1
    if unit == "十" and text == "两":
        return 0
    found = _spoken(text)
    most = 10 if unit in "十百千" else _UNITS[unit]
    return found[0] if len(found) == 1 and found[0] < most else 0
