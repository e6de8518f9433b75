"""Whatever is in a file, the answer is a rulebook, cells, or sentences: nothing else is ever raised."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.standings.values_table import judge
from tests.scoring.faulty import VALUES_BOOK, sound
from tests.scoring.making import Keys, written
from tests.scoring.random_cases import COLUMNS, random_case

JUNK: list[Any] = [
    *("", " ", "x", "单位1", "u1", "n", "-1", "1/3", "0/0", "1.5", "９", "1e9", "{", "%s", "\u200b", "1" * 2000),
    *(0, 1, -1, 10**30, True, False, [], [[]], [1], ["a", "b"], [[1, 2]], [["x", "y"], ["x", "y"]], {}, {"x": 1}),
    *({"kind": "magic"}, {"shrink": "x"}, {"shrink": [1, "x"]}, {"kind": 5}, [{}], [{"id": []}]),
]
TEXTS = ["", "u1", "单位1", "m", "rate", "list", "events", "2026-03", "2026-Q1", "pending", "not_applicable", "city"]
TEXTS += ["5", "5", "5", "1/2", "1/2", "0/0", "½", "²", "١", "1\n2", "a;b;;", "1/0", "%", "５０％", "9" * 1200]


def sentences_of(action: Callable[..., object], *given: object) -> list[str]:
    """Return what the action refuses, in sentences; nothing where it succeeds."""
    try:
        action(*given)
    except FaultyError as error:
        return [fault.sentence() for fault in error.faults]
    return []


def slots(inner: Any) -> list[tuple[Any, Any]]:
    """Return every place in the nested keys that could hold something else."""
    found = []
    for key, value in inner.items() if isinstance(inner, dict) else enumerate(inner):
        found.append((inner, key))
        if isinstance(value, dict | list):
            found += slots(value)
    return found


def as_toml(keys: Keys) -> bytes:
    """Write nested keys in which a table may have become anything."""
    tables = {key: value for key, value in keys.items() if is_table(value)}
    head = b""
    for key, value in keys.items():
        if key not in tables:
            head += written({"x": {key: value}}).removeprefix(b"[x]\n") + b"\n"
    return head + written(tables)


def is_table(value: Any) -> bool:
    many = value if isinstance(value, list) else [value]
    return bool(many) and all(isinstance(each, dict) for each in many)


def test_a_rulebook_of_any_shape_is_read_or_refused_with_sentences() -> None:
    refused = 0
    for seed in range(1000):
        dice = Random(seed)
        keys = deepcopy(random_case(seed)[0] if seed % 2 else sound())
        for _ in range(dice.randint(1, 3)):
            inner, key = dice.choice(slots(keys))
            if dice.random() < 0.2 and isinstance(inner, dict):
                del inner[key]
            else:
                inner[key] = deepcopy(dice.choice(JUNK))
        told = sentences_of(load, as_toml(keys))
        assert not any("\n" in sentence for sentence in told)
        refused += bool(told)
    assert 800 < refused < 1000


def test_a_moment_is_no_number_and_no_text() -> None:
    text = written(sound()).replace(b"year = 2026", b"year = 2026-01-01T00:00:00Z").replace(b'"u1"', b"07:30:00")
    assert sentences_of(load, text) == [
        'competition.year：（此处内容） 不是数字，请写整数，或带引号的小数或分数，例如 20、"0.5"、"2/3"',
        'units[第 1 个].id：应为文字，请加引号，例如 "岱庙所"',
    ]


def test_a_table_of_any_text_is_judged_or_refused_with_sentences() -> None:
    rulebook = load(written(VALUES_BOOK))
    refused = 0
    for seed in range(2000):
        dice = Random(seed)
        row = ["u1", dice.choice(["m", "rate", "list", "events", "rating", "rank", "count", "percent"]), "2026-03"]
        row += [dice.choice(TEXTS) for _ in range(dice.randint(1, 3))]
        if dice.random() < 0.3:
            row[dice.randrange(len(row))] = dice.choice(TEXTS)
        told = sentences_of(judge, rulebook, [(1, COLUMNS), (2, row)])
        assert all(sentence.startswith("第 2 行：") for sentence in told)
        refused += bool(told)
    assert 1000 < refused < 1950
