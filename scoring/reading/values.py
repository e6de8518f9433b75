"""A value as people say it: what it means for a metric, what it may mean, or why it cannot be taken."""

import re
from dataclasses import dataclass
from fractions import Fraction

from scoring.language import measured
from scoring.reading.canonical import SHARES, ValueRefusedError, decimal_text, read, without_unit, without_words
from scoring.reading.lines import THINGS, clean
from scoring.reading.numerals import CHARACTERS, numbers, tenths
from scoring.rulebook.model import Metric
from scoring.rulebook.spelling import normalise
from scoring.terms import COUNTING, MEASURES, measure_words

_LONGEST = 200

_SHARES = {"十分之": Fraction(10), "百分之": Fraction(1), "千分之": Fraction(1, 10), "万分之": Fraction(1, 100)}

_NUMERAL = f"[{CHARACTERS}]"

_RANGE = re.compile(rf"{_NUMERAL}[^{CHARACTERS}]?\s*(?:[-~–—―至到]+)\s*第?{_NUMERAL}")

_ABOUT = re.compile(
    "约|大概|大致|左右|上下|多|余|近|不到|不足|超|以上|以下|以内|几|来|至少|最多|可能|若干|^数(?!值)|[<>≥≤≈±]"
)

_GOES_ON = re.compile("[0-9万亿千百十点成半%/.,~–—至到-]|左右|上下|以[上下内]|[多余来几].?$")

_COUNTED = re.compile(rf"(?:{'|'.join(COUNTING)})(?:$|[\s,;、]|左右|上下|以[上下内])")

_MONEY = re.compile(r"元(?![旦月宵])|(?:(?:wan|yi)[-\s])?yuan(?![a-z])")
"""A unit of money: of another size than the metric's it makes another number, whatever follows it; 元旦 is a day."""

_ENGLISH = frozenset(word for unit in MEASURES for word in measure_words(unit))

_COUNTING = re.compile(rf"\s*({THINGS})$", re.IGNORECASE)
"""What may stand behind a number of things where a metric says nothing of its own: 70件/75件, 12/13 cases."""

_DECIMALS = re.compile(r"\.[0-9]+$")
_SCALED = re.compile(r"[0-9][十百千万亿]+$")

_MIXED = re.compile("[0-9].*[零一二三四五六七八九十]|[零一二三四五六七八九十].*[0-9]")


@dataclass(frozen=True, slots=True)
class Heard:
    """The canonical values that a text may mean; `sure`: there is one and it decides, else somebody has to choose."""

    values: tuple[str, ...]
    sure: bool


def hear(metric: Metric, text: str) -> Heard:
    """Read a value as a person wrote it; ValueRefusedError with the reason where there is none to take.

    Every reading that the metric could take is offered; a writing with two readings is never decided.
    """
    said = clean(text).rstrip("。!").strip()
    found = _readings(metric, said) if len(said) <= _LONGEST else ()
    taken: dict[str, None] = {}
    refused: ValueRefusedError | None = None
    for reading in found:
        try:
            taken[read(metric, reading)] = None
        except ValueRefusedError as error:
            refused = refused or error
    if not taken:
        refused = refused or _reason(metric, said)
        raise ValueRefusedError(refused.code, {**refused.values, "text": said})
    return Heard(tuple(taken), len(found) == 1)


def shown(metric: Metric, value: str) -> str:
    """Write a canonical value so that it is read back as nothing else: 98%, 35000件, 98/100."""
    return value if "/" in value else measured(value, _unit(metric))


def _unit(metric: Metric) -> str:
    return "%" if is_percent(metric) else normalise(metric.unit)


def goes_on(number: str, rest: str) -> bool:
    """Say whether what stands behind a blank or a comma may still belong to the number before it: 12 万件, 98，5."""
    words = rest.lstrip(" ,;、\n\t")
    if _GOES_ON.match(words) or (words[:1] in CHARACTERS and number[-1:] in CHARACTERS and not number[-1:].isascii()):
        return True
    if _MONEY.match(words.lower()):
        return True
    return rest[0].isspace() and (_COUNTED.match(words) is not None or words.lower() in _ENGLISH)


def is_money(text: str) -> bool:
    """Say whether a text ends in a sum of money."""
    return text.lower().endswith(("元", "yuan"))


def is_percent(metric: Metric) -> bool:
    """Say whether a metric's value is a share of 100 that people write with %."""
    return metric.percent_ok or (normalise(metric.unit) == "%" and metric.input == "number")


def _readings(metric: Metric, said: str) -> tuple[str, ...]:
    """Return what the text can mean, each written as files write it."""
    if metric.input == "events":
        return (said,)
    bare = without_unit(metric, said)
    if pair := _pair(metric, bare):
        return (pair,)
    percent = [Fraction(100)] if said == "百分百" else _percent(said)
    if percent:
        return tuple(f"{decimal_text(value)}%" for value in percent)
    values = numbers(bare)
    if said != bare:
        return tuple(f"{decimal_text(value)}{_unit(metric)}" for value in values)
    unit = normalise(metric.unit)
    if values and unit[:1] in ("万", "亿") and bare.endswith(unit[0]):  # 3.5万 where the unit is 万元
        values = (*numbers(bare[:-1]), *values)
    found: list[str] = []
    for value in values:
        if is_percent(metric) and 0 < value < 1:
            found += [f"{decimal_text(100 * value)}%", f"{decimal_text(value)}%"]
        else:
            found.append(decimal_text(value))
    return tuple(dict.fromkeys(found))


def _percent(said: str) -> tuple[Fraction, ...]:
    if said == "百分之百":
        return (Fraction(100),)
    for words, worth in _SHARES.items():
        if said.startswith(words):
            return tuple(value * worth for value in numbers(said.removeprefix(words)))
    return tenths(said)


def _pair(metric: Metric, bare: str) -> str:
    """Return k/n where the text names both numbers: 98/100, 100分之98, 100件中98件, 98 of 100."""
    if bare.startswith(tuple(_SHARES)) and not (bare.startswith("十分之") and _takes_only_pairs(metric)):
        return ""
    sign = next((sign for sign in ("/", "of", "分之", "中有", "中") if sign in bare), "")
    if not sign:
        return ""
    if metric.input == "rank":
        bare = re.sub(f"第(?={_NUMERAL})", "", bare)
    first, _, second = bare.partition(sign)
    counted = normalise(metric.unit).replace("%", "")
    if not counted:
        first, second, one_kind = _uncounted(first, second)
        if not one_kind:
            return ""
    unit = normalise(metric.unit)
    parts = [without_words(part.strip(), unit).removesuffix(counted).rstrip() for part in (first, second)]
    one, other = map(_whole, parts)
    if not (one and other) or len({bool(_SCALED.search(part)) for part in parts}) > 1:  # 70/75万: 70 or 70万?
        return ""
    return f"{one}/{other}" if sign in ("/", "of") else f"{other}/{one}"


def _takes_only_pairs(metric: Metric) -> bool:
    """Say whether a metric's value is how many of how many: of such 十分之九 is 9/10, as 三分之二 is 2/3."""
    return metric.input in SHARES and not is_percent(metric)


def _uncounted(first: str, second: str) -> tuple[str, str, bool]:
    """Return two numbers without what they count, and whether that is one kind of thing."""
    found = [_COUNTING.search(part.strip()) for part in (first, second)]
    kinds = {_several(counting[1]) for counting in found if counting is not None}
    return _COUNTING.sub("", first.strip()), _COUNTING.sub("", second.strip()), len(kinds) < 2


def _several(word: str) -> str:
    """Return what is counted, of several, where one of it was written: 1 case of 12 cases."""
    return next((several for one, several in MEASURES.values() if word.lower() == one), word.lower())


def _whole(text: str) -> str:
    """Return a whole number that has one reading as digits, else nothing."""
    found = numbers(text)
    return (
        decimal_text(found[0]) if len(found) == 1 and found[0].denominator == 1 and not _DECIMALS.search(text) else ""
    )


def _reason(metric: Metric, said: str) -> ValueRefusedError:
    """Say why a text is no value."""
    if len(said) > _LONGEST:
        return ValueRefusedError("not_a_number", {"text": said})
    bare = without_unit(metric, said)
    for code, fits in (
        ("value_range", _RANGE.search(bare)),
        ("value_about", _ABOUT.search(bare)),
        ("value_mixed", _MIXED.search(bare)),
        ("value_commas", "," in bare and re.fullmatch(r"[0-9.,]+", bare)),
    ):
        if fits:
            return ValueRefusedError(code, {"text": said})
    for length in range(len(bare) - 1, 0, -1):
        found = numbers(bare[:length])
        if found and not bare[0].isascii() and bare[length] not in f"{CHARACTERS}点.,":
            bare = f"{decimal_text(found[0])}{bare[length:]}"
            break
    try:
        read(metric, bare)
    except ValueRefusedError as error:
        return error
    return ValueRefusedError("not_a_number", {"text": said})
