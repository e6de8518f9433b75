"""No dead rooms: what nothing reaches from where the program begins has no user but its own tests, and goes."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "scoring", "storage")
BEGINNING = ("bot.__main__", "main")
KEPT = {
    "bot.sandbox": "the embedded chat is the stage of the tests too: they alone order its faults and its odd events",
    "storage.migrations": "alembic runs them by their file names",
}
REGISTERED_BY_NOBODY = {"cache", "lru_cache", "contextmanager", "asynccontextmanager"}
"""Decorators that hand a function back without noting it anywhere."""

Name = tuple[str, str]
"""A module and a name at its top level."""


def modules() -> dict[str, ast.Module]:
    """Read every module of the house."""
    paths = (path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
    dotted = {".".join(path.relative_to(HOUSE).with_suffix("").parts): path for path in paths}
    return {name.removesuffix(".__init__"): ast.parse(path.read_text("utf-8")) for name, path in dotted.items()}


def named(node: ast.stmt) -> list[str]:
    """Return the names that a statement defines; `__all__` and its like are no rooms."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    found = [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
    return [name for name in found if not name.startswith("__")]


def registered(node: ast.stmt) -> bool:
    """Say whether a decorator notes a function somewhere, as a command or a listener."""
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else []
    return any(ast.unparse(each).partition("(")[0] not in REGISTERED_BY_NOBODY for each in decorators)


def imported(tree: ast.Module) -> dict[str, Name]:
    """Return what each imported name stands for: a module, and a name in it ("" for the module itself)."""
    found: dict[str, Name] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: (node.module or "", each.name) for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.asname or each.name.partition(".")[0]: (each.name, "") for each in node.names}
    return found


def mentioned(module: str, node: ast.AST, stands_for: Mapping[str, Name]) -> Iterator[Name]:
    """Yield every name at the top of a module that a piece of a module may mean; `vars` means all it imports."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield from stands_for.values() if each.id == "vars" else ()
            yield module, each.id
            yield stands_for.get(each.id, ("", ""))
        elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in stands_for:
            yield ".".join(filter(None, stands_for[each.value.id])), each.attr


def dead(trees: Mapping[str, ast.Module], beginning: Name) -> set[Name]:
    """Return the names at the top of modules that nothing reaches from the beginning and from what is registered."""
    stands_for = {module: imported(tree) for module, tree in trees.items()}
    defined: dict[Name, list[ast.stmt]] = {}
    begun = [beginning]
    for module, tree in trees.items():
        for node in tree.body:
            names = [(module, name) for name in named(node)]
            for name in names:
                defined.setdefault(name, []).append(node)
            if registered(node):
                begun += names
            elif not names and not isinstance(node, ast.Import | ast.ImportFrom):
                begun += mentioned(module, node, stands_for[module])
    reached: set[Name] = set()
    while begun:
        name = begun.pop()
        if name not in reached:
            reached.add(name)
            module, own = name
            begun += [each for node in defined.get(name, ()) for each in mentioned(module, node, stands_for[module])]
            begun += [each for each in [stands_for.get(module, {}).get(own)] if each]  # handed on under its own name
    return defined.keys() - reached


def test_nothing_in_the_house_is_there_for_its_tests_alone() -> None:
    found = {f"{module}.{name}" for module, name in dead(modules(), BEGINNING)}
    kept = {kept: {name for name in found if name.startswith(f"{kept}.")} for kept in KEPT}

    assert found - set().union(*kept.values()) == set()
    assert all(kept.values()), "what is kept for a reason is still there"


def test_a_planted_dead_room_is_found_and_what_is_used_in_any_way_is_not() -> None:
    house = {
        "bot.__main__": "from bot import work\nfrom bot.work import LIMIT as most\ndef main(): return work.run(most)",
        "bot.work": "LIMIT = 3\ndef run(n): return _step(n)\ndef _step(n): return n\ndef planted(): return _alone()\n"
        "def _alone(): return planted()\n@app.command()\ndef told(): pass\n@lru_cache\ndef kept(): pass",
    }

    found = dead({name: ast.parse(text) for name, text in house.items()}, BEGINNING)

    assert found == {("bot.work", "planted"), ("bot.work", "_alone"), ("bot.work", "kept")}
