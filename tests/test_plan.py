"""The plan of the house, docs/house.md, agrees with the code: its tree, its layers, and every name on it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PAGE = (HOUSE / "docs" / "house.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("bot", "handlers", "scoring", "storage")
JOURNEYS = sorted(edges.parent for edges in (HOUSE / "handlers").glob("*/edges.py"))
OF_A_JOURNEY = {"edges", "actions", "results", "views", "texts"}
"""The names that a journey may have, each a file or but for the edges a folder."""
SCREEN = (60, 120)
"""Lines and columns of one screen."""
SPAN = re.compile(r"`([^`]+)`")
PATH = re.compile(r"[a-z_/]+/[a-z_]+(\.\w+|/)?")


def planned() -> Iterator[tuple[int, list[str], str]]:
    """Yield the lines of the tree: how deep they stand, what they name, and what that is for."""
    for line in PAGE.split("```")[1].strip().splitlines():
        names, _, purpose = line.strip().partition("  ")
        yield (len(line) - len(line.lstrip())) // 2, names.split(), purpose.strip()


def on_paper() -> set[str]:
    """Return the paths of the tree."""
    found, above = set(), [HOUSE]
    for depth, names, _ in planned():
        paths = [above[depth] / name for name in names]
        found.update(paths)
        above[depth + 1 :] = [paths[0]]
    return {path.relative_to(HOUSE).as_posix() for path in found}


def on_disk() -> set[str]:
    """Return the folders and the top modules of the packages; a journey has inside what its rule says."""
    found = set()
    for package in PACKAGES:
        files = [file for file in (HOUSE / package).rglob("*.py") if not set(JOURNEYS) & set(file.parent.parents)]
        found |= {file.parent for file in files}
        found |= {file for file in files if file.parent.name == package and file.name != "__init__.py"}
    return {path.relative_to(HOUSE).as_posix() for path in found}


def test_the_tree_names_the_folders_and_modules_that_there_are() -> None:
    assert sorted(on_disk() - on_paper()) == [], "not in the tree of docs/house.md"
    assert sorted(on_paper() - on_disk()) == [], "in the tree of docs/house.md alone"


def test_the_tree_tells_what_each_is_for_on_one_screen() -> None:
    lines = list(planned())

    assert [names for _, names, purpose in lines if not purpose] == []
    assert len(lines) <= SCREEN[0]
    assert [line for line in PAGE.split("```")[1].splitlines() if len(line) > SCREEN[1]] == []


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_a_journey_has_at_most_the_five_names(journey: Path) -> None:
    inside = {path.stem for path in journey.iterdir() if path.stem not in ("__init__", "__pycache__")}

    assert {"edges", "texts"} <= inside <= OF_A_JOURNEY


def test_the_layers_of_the_page_are_those_of_the_contract() -> None:
    told = " ".join(PAGE.split("has its layer:")[1].split(". Each")[0].split())
    (contract,) = (one for one in PROJECT["tool"]["importlinter"]["contracts"] if one.get("containers") == ["handlers"])

    assert [layer.split(", ") for layer in told.split(" > ")] == [layer.split(" | ") for layer in contract["layers"]]


def test_every_path_on_the_page_is_there() -> None:
    paths = {span for span in SPAN.findall(PAGE.replace("```", "")) if PATH.fullmatch(span)}

    assert len(paths) >= 20
    assert sorted(path for path in paths if not (HOUSE / path).exists()) == []


def test_where_to_change_something_names_what_stands_there() -> None:
    """Behind the path of a file stand names that are in it."""
    rows = PAGE.split("## Where do I change …")[1].split("## ")[0]
    named = re.findall(r"`([a-z_/]+/[a-z_]+\.\w+)`((?: `\w+`)+)", rows)

    assert len(named) >= 6
    for file, names in named:
        text = (HOUSE / file).read_text(encoding="utf-8")
        assert [name for name in SPAN.findall(names) if not re.search(rf"\b{name}\b", text)] == [], file
