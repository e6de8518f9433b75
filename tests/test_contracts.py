"""Who may import what: every contract of pyproject.toml sees the violations that are planted for it, and no circles."""

import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import ContractCheck

HOUSE = Path(__file__).parent.parent
OPTIONS = read_configuration(str(HOUSE / "pyproject.toml"))
SESSION: dict[str, Any] = OPTIONS["session_options"]
CONTRACTS: dict[str, dict[str, Any]] = {one["name"]: one for one in OPTIONS["contracts_options"]}
TYPES = {"layers": LayersContract, "forbidden": ForbiddenContract}
ROOTS: list[str] = SESSION["root_packages"]
GRAPH = grimp.build_graph(*ROOTS, include_external_packages=True, cache_dir=None)
"""Imports for type checking and inside functions are among them: they tie modules together like any other."""

Case = tuple[str, str]
"""An import that must not be: the importer, and what it imports."""

PACKAGES = "bot > handlers > storage > scoring"
LAYERS = "a journey knows only those below it"
SANDBOX = "a part of the embedded chat knows only those below it"
OWN = ("actions", "edges", "results", "texts", "views")
"""What the files and folders of a journey are called."""


def layers(name: str) -> list[list[str]]:
    """Return the layers of a contract from above to below, each with its modules by their whole names."""
    within = "".join(f"{container}." for container in CONTRACTS[name].get("containers", ()))
    return [[f"{within}{tail.strip()}" for tail in layer.split("|")] for layer in CONTRACTS[name]["layers"]]


JOURNEYS = sorted(module for module in GRAPH.find_children("handlers") if f"{module}.edges" in GRAPH.modules)
TOPS = [module for layer in layers(LAYERS) for module in layer]
SHARED = [module for module in TOPS[TOPS.index("handlers.journey") :] if module not in JOURNEYS]
"""What every journey may use, from `journey` downwards."""


def leaf(module: str) -> str:
    """Return a module of the house that is the named one or deep inside it; what is not of the house, as it is."""
    inside = GRAPH.find_descendants(module) if module.partition(".")[0] in ROOTS else ()
    return max((module, *inside), key=lambda each: (each.count("."), each))


def every(*parts: str) -> list[str]:
    """Return a module inside each such part of each journey."""
    found = (f"{journey}.{part}" for part in parts for journey in JOURNEYS)
    return [leaf(module) for module in found if module in GRAPH.modules]


def but(*known: str) -> list[str]:
    """Return a module inside each of what journeys share, but for what is known."""
    return [leaf(module) for module in SHARED if module.removeprefix("handlers.") not in known]


def pairs(importers: Iterable[str], imported: Iterable[str]) -> list[Case]:
    return [case for case in product(importers, imported) if case[0] != case[1]]


def upside_down(name: str) -> Iterator[Case]:
    """Turn every two layers that touch around, and let those that share a layer know each other."""
    found = layers(name)
    for upper, lower in pairwise(found):
        yield from pairs(map(leaf, lower), map(leaf, upper))
    for layer in found:
        yield from permutations(map(leaf, layer), 2)


STORED = ["storage", "storage.database", "storage.outbox", "storage.submissions"]
DATABASES = ["sqlalchemy", "sqlmodel"]
PLANTED: dict[str, list[Case]] = {
    PACKAGES: [*upside_down(PACKAGES), ("scoring.access", "bot.clock"), ("storage.outbox", "bot.store")],
    LAYERS: [
        *upside_down(LAYERS),
        ("handlers.toy", "handlers.results"),
        ("handlers.people.actions", "handlers.journeys"),
        ("handlers.results", "handlers.reminding.views"),
    ],
    SANDBOX: [*upside_down(SANDBOX), ("bot.sandbox.toy", "bot.sandbox.refusals")],
    "actions know no views, edges, sentences or Telegram": pairs(
        every("actions"),
        [*every("edges", "views", "texts"), "handlers.texts", "handlers.context", "telegram"],
    ),
    "views know no storage, actions, edges or Telegram": pairs(
        [*every("views", "texts"), "handlers.texts"],
        [*every("actions", "edges"), *but("names", "texts", "sheets", "results", "pictures"), *STORED, "telegram"],
    ),
    "results know only scoring and what pictures show": pairs(
        [*every("results"), "handlers.results"],
        [
            *every("actions", "views", "edges", "texts"),
            *but("results", "pictures"),
            "handlers.pictures.draw",
            "handlers.pictures.scene",
            *STORED,
            "bot.clock",
            "telegram",
            "matplotlib",
        ],
    ),
    "edges read no storage": pairs(
        [*every("edges"), *(f"handlers.{name}" for name in ("routes", "journeys", "context", "phrases"))], STORED
    ),
    "SQL only in storage": pairs(
        ["bot.app", "bot.commands.data", *map(leaf, TOPS), *every(*OWN), "scoring.access"], DATABASES
    ),
    "Telegram only in bot and at the edges of handlers": pairs(
        [*STORED, "scoring.access", *every("actions", "results", "texts", "views"), *but("context", "journey")],
        ["telegram"],
    ),
    "matplotlib only in handlers.pictures": pairs(
        ["bot.outgoing.drawing", "storage.pictures", "scoring.access", *every(*OWN), *but("pictures")], ["matplotlib"]
    ),
    "a drawing process loads nothing of the bot": pairs(
        ["bot.outgoing.artist", "handlers.pictures.draw"], ["storage", "telegram", "bot.operating"]
    ),
    "asyncio only in bot": pairs([*map(leaf, TOPS), *every(*OWN), *STORED, "scoring.access"], ["asyncio"]),
    "scoring is pure": pairs(
        ["scoring", "scoring.access", "scoring.standings.score"],
        [*DATABASES, "telegram", "sqlite3", "pydantic", "matplotlib", "asyncio", "alembic", "aiohttp", "httpx"],
    ),
}
"""For every contract, what must break it."""


def checked(name: str, *planted: Case) -> ContractCheck:
    """Check a contract in the house with such imports planted."""
    graph = deepcopy(GRAPH)
    for importer, imported in planted:
        graph.add_import(importer=importer, imported=imported)
    contract = TYPES[CONTRACTS[name]["type"]](name, SESSION, CONTRACTS[name])
    return contract.check(graph, verbose=False)


def caught(name: str) -> set[Case]:
    """Return the planted violations that a contract sees.

    A forbidden import is named whatever else is wrong, so that all are planted at once; layers are told apart by chains
    of imports, so that each case needs a house of its own.
    """
    cases = PLANTED[name]
    if CONTRACTS[name]["type"] == "layers":
        return {case for case in cases if not checked(name, case).kept}
    broken = checked(name, *cases).metadata["invalid_chains"]
    return {(step["importer"], step["imported"]) for one in broken for chain in one["chains"] for step in chain}


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_house_as_it_stands_keeps_its_contract(name: str) -> None:
    assert checked(name).kept


def test_every_contract_has_violations_planted_for_it() -> None:
    assert {name for name, cases in PLANTED.items() if cases} == CONTRACTS.keys()


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_planted_violation_is_caught(name: str) -> None:
    missed = [f"{importer} -> {imported}" for importer, imported in set(PLANTED[name]) - caught(name)]

    assert sorted(missed) == []


def test_scoring_knows_the_standard_library_and_numpy_alone() -> None:
    inside = GRAPH.find_descendants("scoring") | {"scoring"}

    known = {top.split(".")[0] for module in inside for top in GRAPH.find_modules_directly_imported_by(module)}

    assert known - sys.stdlib_module_names == {"scoring", "numpy"}


def circle(graph: grimp.ImportGraph) -> list[str]:
    """Return modules that import each other in a circle, the first of them again at its end."""
    ours = [module for module in graph.modules if module.split(".")[0] in ROOTS]
    try:
        TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in ours}).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(GRAPH) == []


def test_a_planted_circle_is_caught() -> None:
    graph = deepcopy(GRAPH)
    graph.add_import(importer="scoring.calendar", imported="scoring.standings.score")

    assert {"scoring.calendar", "scoring.standings.score"} <= set(circle(graph))


@pytest.mark.parametrize("root", ROOTS)
def test_no_folders_of_a_package_need_each_other(root: str) -> None:
    assert GRAPH.nominate_cycle_breakers(root) == set()
