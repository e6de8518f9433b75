"""From what is reported to the canonical value, and from that to the exact raw value x."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from scoring.faults import words
from scoring.rulebook.model import Metric
from scoring.rulebook.spelling import normalise
from scoring.terms import LEVELS, measure_words

_LONGEST = 1000

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_PAIR = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")

_NUMBER_AND_WORD = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?(?:\s*/\s*[0-9]+)?)\s*[^0-9\s.,+\-/]+")
_SCALED = re.compile(r"[0-9]\s*[十百千万亿]")

SHARES = ("rate", "checklist", "tasks")
"""Inputs whose k/n is a share."""

_Z = Decimal("1.959964")

_EXACT = Context(prec=60)


class ValueRefusedError(Exception):
    """A reported value that cannot be taken: a code and the words for its sentence."""

    def __init__(self, code: str, values: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def sentence(self) -> str:
        """Return the reason as one line for a person."""
        return words(self.code, self.values)


def read(metric: Metric, text: str) -> str:
    """Return the canonical value: a plain decimal, or k/n; ValueRefusedError where it cannot be taken."""
    cleaned = normalise(text)
    if metric.input == "events":
        raise ValueRefusedError("events_take_a_level", {"text": cleaned})
    bare = without_unit(metric, cleaned)
    if metric.input in SHARES:
        return _read_share(metric, bare, cleaned)
    if metric.input == "rank":
        return _read_rank(metric, bare, cleaned)
    number = _read_decimal(metric, bare, cleaned)
    if metric.input == "count" and (number < 0 or number.denominator != 1):
        raise ValueRefusedError("count_not_whole", {"text": cleaned})
    if metric.input == "points" and not 0 <= number <= metric.points:
        raise ValueRefusedError("points_out_of_w", {"text": cleaned, "points": decimal_text(metric.points)})
    _check_range(metric, number, cleaned)
    return decimal_text(number)


def raw(metric: Metric, value: str) -> Fraction | None:
    """Return the exact x of a canonical value: 100·k/n (smoothed) for shares, r for ranks; None for 0/0."""
    if metric.input == "rank":
        return Fraction(parts(value)[0])
    if metric.input not in SHARES or "/" not in value:
        return Fraction(value)
    k, n = parts(value)
    return share(metric, k, n)


def share(metric: Metric, k: int, n: int) -> Fraction | None:
    """Return 100·k/n as the metric smooths it; None where there was nothing to count."""
    if n == 0:
        return None
    if metric.smoothing == "raw":
        return Fraction(100 * k, n)
    if metric.smoothing == "wilson":
        return wilson(k, n)
    return 100 * (k + metric.smoothing.a) / (n + metric.smoothing.a + metric.smoothing.b)


def wilson(k: int, n: int) -> Fraction:
    """Return the lower bound of the 95 % Wilson interval in per cent, half up to 12 decimals (E. B. Wilson 1927)."""
    c = _EXACT
    count, square = Decimal(n), c.multiply(_Z, _Z)
    p = c.divide(Decimal(k), count)
    spread = c.add(
        c.divide(c.multiply(p, c.subtract(Decimal(1), p)), count),
        c.divide(square, c.multiply(Decimal(4), c.multiply(count, count))),
    )
    middle = c.add(p, c.divide(square, c.multiply(Decimal(2), count)))
    low = c.divide(c.subtract(middle, c.multiply(_Z, c.sqrt(spread))), c.add(Decimal(1), c.divide(square, count)))
    hundredfold = c.multiply(Decimal(100), max(low, Decimal(0)))
    return Fraction(hundredfold.quantize(Decimal("1e-12"), rounding=ROUND_HALF_UP, context=_EXACT))


def parts(value: str) -> tuple[int, int]:
    """Return both numbers of a canonical k/n."""
    first, second = value.split("/")
    return int(first), int(second)


def trimmed_mean(ratings: Sequence[Fraction]) -> Fraction:
    """Return the mean of the ratings; from five on without one highest and one lowest."""
    kept = sorted(ratings)[1:-1] if len(ratings) >= 5 else ratings
    return sum(kept, Fraction()) / len(kept)


def level_key(metric: Metric, text: str) -> str | None:
    """Return the level of an events metric by its key or its name, else by what that is in English, else None."""
    wanted = normalise(text)
    for key in metric.levels:
        if wanted in (normalise(key), normalise(metric.level_names.get(key, key))):
            return key
    english = {key: LEVELS.get(normalise(metric.level_names.get(key, key))) for key in metric.levels}
    same = [key for key, word in english.items() if word == wanted.lower()]
    return same[0] if len(same) == 1 else None


def decimal_text(number: Fraction) -> str:
    """Write an exact decimal without a plus sign, leading or trailing zeros (98.50 becomes 98.5)."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    whole, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{'-' if number < 0 else ''}{whole}{'.' if tail else ''}{tail}"


def without_unit(metric: Metric, text: str) -> str:
    """Return a value without the metric's own unit behind it, as the rulebook writes it or in English."""
    own = normalise(metric.unit)
    for unit in (own, "%" if metric.percent_ok else ""):
        if unit and text.endswith(unit) and text != unit:
            return text.removesuffix(unit).rstrip()
    return without_words(text, own)


def without_words(text: str, unit: str) -> str:
    """Return a number without the English words for its unit of measure behind it."""
    for word in measure_words(unit):
        if text[-len(word) :].lower() == word and len(text) > len(word):
            return text[: -len(word)].rstrip()
    return text


def _refuse_word(metric: Metric, bare: str, text: str) -> None:
    found = _NUMBER_AND_WORD.fullmatch(bare)
    if found is None or not metric.unit:
        return
    share_alone = metric.input in SHARES and normalise(metric.unit) == "%"
    if share_alone and _PAIR.fullmatch(found[1]) and not _SCALED.search(bare):
        raise ValueRefusedError("pair_alone", {"text": text, "pair": found[1]})
    if metric.input not in SHARES or metric.percent_ok or normalise(metric.unit) != "%":  # of which k/n is no number
        raise ValueRefusedError("wrong_unit", {"text": text, "unit": metric.unit})


def _read_decimal(metric: Metric, bare: str, text: str) -> Fraction:
    if len(bare) > _LONGEST or not _DECIMAL.fullmatch(bare):
        _refuse_word(metric, bare, text)
        raise ValueRefusedError("not_a_number", {"text": text})
    return Fraction(bare)


def _read_pair(metric: Metric, bare: str, text: str, code: str) -> tuple[int, int]:
    found = _PAIR.fullmatch(bare) if len(bare) <= _LONGEST else None
    if found is None:
        _refuse_word(metric, bare, text)
        raise ValueRefusedError(code, {"text": text})
    return int(found[1]), int(found[2])


def _read_share(metric: Metric, bare: str, text: str) -> str:
    if metric.percent_ok and "/" not in bare:
        number = _read_decimal(metric, bare, text)
        if not 0 <= number <= 100:
            raise ValueRefusedError("out_of_range", {"text": text, "low": "0", "high": "100"})
        _check_range(metric, number, text)
        return decimal_text(number)
    k, n = _read_pair(metric, bare, text, "rate_needs_k_n" if metric.input == "rate" else "needs_k_n")
    if k > n:
        raise ValueRefusedError("k_over_n" if n else "k_of_none", {"text": text})
    if n:
        _check_range(metric, Fraction(100 * k, n), text)
    return f"{k}/{n}"


def _read_rank(metric: Metric, bare: str, text: str) -> str:
    r, n = _read_pair(metric, bare, text, "rank_needs_r_n")
    if not 1 <= r <= n:
        raise ValueRefusedError("rank_out_of_n", {"text": text})
    _check_range(metric, Fraction(r), text)
    return f"{r}/{n}"


def _check_range(metric: Metric, number: Fraction, text: str) -> None:
    if metric.range is not None and not metric.range[0] <= number <= metric.range[1]:
        low, high = metric.range
        raise ValueRefusedError("out_of_range", {"text": text, "low": str(low), "high": str(high)})
