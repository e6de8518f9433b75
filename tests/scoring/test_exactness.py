"""No float, clock, file or chance on the way from a file's bytes to a published number."""

import ast
import builtins
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import numpy as np
import pytest

import scoring
from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.standings.output import as_csv, as_json, as_table
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring.making import written
from tests.scoring.random_cases import COLUMNS, random_case
from tests.scoring.standings.test_wide import CROOKED, MARCH, STRAIGHT, random_arena

FOLDER = Path(scoring.__file__).parent
START = ("rulebook.load", "standings.values_table", "standings.score", "standings.output")
DATES = "calendar"  # writes years and months with leading zeros, never points
# Where JSON itself has no exact half: the rank of equal units under `average`.
ALLOWED = {("standings.output", "_rank")}
WHOLE_COLUMNS = "standings.wide"  # alone may use numpy, and of numpy only what makes whole numbers of whole numbers
WHOLE_NUMPY = {
    "array",
    "bincount",
    "clip",
    "cumsum",
    "empty",
    "int64",
    "maximum",
    "minimum",
    "object_",
    "sum",
    "unique",
    "zeros_like",
}
FORBIDDEN_NAMES = {"float", "round", "format", "eval"}
ALLOWED_IMPORTS = {
    "bisect",
    "collections",
    "csv",
    "dataclasses",
    "decimal",
    "fractions",
    "functools",
    "hashlib",
    "io",
    "itertools",
    "json",
    "re",
    "tomllib",
    "typing",
    "unicodedata",
    # the language that faults are said in
    "contextlib",
    "contextvars",
    # times and zone names of the schedule
    "datetime",
    "zoneinfo",
}


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            if (node.module or "").startswith("scoring"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(name: str) -> Path:
    return FOLDER.joinpath(*name.split(".")).with_suffix(".py")


@cache
def official_path() -> dict[str, ast.Module]:
    """Return every module of scoring that reading, scoring and publishing reach."""
    found: dict[str, ast.Module] = {}
    waiting = list(START)
    while waiting:
        name = waiting.pop()
        if name in found or name == DATES:
            continue
        found[name] = ast.parse(file_of(name).read_text(encoding="utf-8"))
        inside = [each.removeprefix("scoring.") for each in imports(found[name]) if each.startswith("scoring.")]
        waiting += [each for each in inside if file_of(each).exists()]
    return found


def suspicious(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float | complex)
    if isinstance(node, ast.FormattedValue):
        return node.format_spec is not None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.left, ast.Constant | ast.JoinedStr) and not isinstance(node.left, ast.Constant)
    if isinstance(node, ast.Name):
        return node.id in FORBIDDEN_NAMES
    return isinstance(node, ast.Attribute) and node.attr in {"format", "as_integer_ratio", "from_float"}


def test_the_official_path_is_found() -> None:
    official = set(official_path())
    assert {f"standings.{name}" for name in ("publish", "points", "columns", "cells", "ranking")} <= official
    assert {"reading.canonical", "rulebook.metric"} <= official


@pytest.mark.parametrize("name", sorted(official_path()))
def test_no_module_of_the_official_path_names_a_float_or_a_rounding_builtin(name: str) -> None:
    tree = official_path()[name]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    allowed = {node for one in functions if (name, one.name) in ALLOWED for line in one.body for node in ast.walk(line)}
    assert [ast.unparse(node) for node in ast.walk(tree) if suspicious(node) and node not in allowed] == []
    outside = {each.split(".")[0] for each in imports(tree)} - {"scoring"}
    assert outside <= ALLOWED_IMPORTS | ({"numpy"} if name == WHOLE_COLUMNS else set())


def test_numpy_does_whole_numbers_only_on_the_official_path() -> None:
    tree = official_path()[WHOLE_COLUMNS]
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np"
    }
    assert used <= WHOLE_NUMPY
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Div)] == []


def scored(seed: int) -> list[Any]:
    keys, rows, text = random_case(seed)
    rulebook = load(written(keys))
    lines = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    cells = judge(rulebook, list(enumerate(lines, 1)))
    period = Period.parse(text)
    assert period is not None
    return [score(rulebook, cells, period, arena.id, final=True) for arena in rulebook.arenas]


def test_no_float_is_ever_held_while_scoring() -> None:
    seen: list[str] = []
    frames = 0

    def watch(frame: FrameType, event: str, value: object) -> None:
        nonlocal frames
        if event != "return" or not frame.f_code.co_filename.startswith(str(FOLDER)):
            return
        frames += 1
        held = [value, *frame.f_locals.values()]
        held += [each for several in held if isinstance(several, list | tuple) for each in several]
        if any(isinstance(each, float) or (isinstance(each, np.ndarray) and each.dtype.kind in "fc") for each in held):
            seen.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")

    sys.setprofile(watch)
    try:
        for seed in range(200_000, 200_015):
            for standings in scored(seed):
                as_table(standings)
                as_csv([standings])
        for seed in range(20):
            as_json(score(*random_arena(Random(seed), STRAIGHT + CROOKED), MARCH, "a"))
    finally:
        sys.setprofile(None)
    assert seen == []
    assert frames > 5_000


def test_scoring_opens_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    keys, _, text = random_case(7)
    rulebook = load(written(keys))
    period = Period.parse(text)
    assert period is not None

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(builtins, "open", refuse)
    assert score(rulebook, (), period, rulebook.arenas[0].id).rows


PROGRAM = """
import json
from scoring.standings.output import as_json
from tests.scoring.test_exactness import scored
print(json.dumps([as_json(each) for seed in range(300_000, 300_010) for each in scored(seed)]))
"""


def test_neither_hash_seed_nor_process_changes_a_byte() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=FOLDER.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    here = [as_json(each) for seed in range(300_000, 300_010) for each in scored(seed)]
    assert json.loads(told[0]) == here


def test_a_rank_of_a_half_is_the_only_float_of_the_json() -> None:
    def floats(value: object) -> Iterator[float]:
        if isinstance(value, float):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from floats(inner)

    found = [each for seed in range(400_000, 400_040) for board in scored(seed) for each in floats(as_json(board))]
    assert found
    assert all(Fraction(each).denominator == 2 for each in found)
