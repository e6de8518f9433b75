"""Reading a line whose name runs into its value without a blank: 办结率98/100 is 办结率 98/100."""

import re
from collections.abc import Iterator
from datetime import date

from scoring.reading.canonical import ValueRefusedError
from scoring.reading.lines import Reading, read_line
from scoring.reading.names import Initials, spelt_within
from scoring.reading.numerals import CHARACTERS
from scoring.reading.values import hear
from scoring.rulebook.model import Metric, Rulebook

_SPOKEN = CHARACTERS.lstrip("0123456789")

_BEGINS = re.compile(
    rf"(?<=[^\W_]|[”’』」》)])(?:[第负](?=[{CHARACTERS}])|(?<![0-9第负])[0-9]|(?<![{_SPOKEN}第负])[{_SPOKEN}])"
)
"""Where figures, or numerals in Chinese, begin behind a name: not behind a mark, which may belong to the number."""


def read(parts: list[str], rulebook: Rulebook, arena: str, today: date, initials: Initials) -> Reading:
    """Read the words of a line as `read_line` does; where that finds no value, a name is parted from one.

    The first figures behind which the name names something are the value, unless they may go on the name of anything:
    热线1234598 stays unread where one is called 热线12345. Several that may be meant are asked about.
    """
    found = read_line(parts, rulebook, arena, today, initials)
    if found.metric is not None and _is_value(found.value, (found.metric,)):
        return found
    metrics = rulebook.metrics_in(arena)
    for name, apart in _parted(parts):
        within = set(spelt_within(name, metrics, initials))
        if not within:  # nor is what comes behind it: names only grow
            break
        parted = read_line(apart, rulebook, arena, today, initials)
        meant = (parted.metric,) if parted.metric is not None else parted.candidates
        figure = apart[len(name.split())][0]
        named = meant and set(meant) <= within
        if named and not spelt_within(name + figure, metrics, initials) and _is_value(parted.value, meant):
            return parted
    return found


def _parted(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield every name that may run into a value, and the words with a blank between the two."""
    for place, word in enumerate(parts):
        for begins in _BEGINS.finditer(word):
            head = [*parts[:place], word[: begins.start()]]
            yield " ".join(head), [*head, word[begins.start() :], *parts[place + 1 :]]


def _is_value(value: str | None, meant: tuple[Metric, ...]) -> bool:
    """Say whether one of some metrics could take a value, or says of figures what they should be."""
    return value is None or any(_could_be(metric, value) for metric in meant)


def _could_be(metric: Metric, value: str) -> bool:
    try:
        hear(metric, value)
    except ValueRefusedError as error:
        return value[0].isdecimal() and error.code != "not_a_number"
    return True
