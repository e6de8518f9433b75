"""What the source writes, read from it: the kinds of letters and drafts that are owed, and the data of buttons."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from inspect import signature
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

from handlers.journeys import PRESSES

HOUSE = Path(__file__).parent.parent
UNKNOWN = "?"
"""Stands for what only a running program knows."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Written:
    """A call in the source: where it stands, and what one of its arguments may be."""

    where: str
    texts: frozenset[str]


class Source:
    """A file of the house, read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = (HOUSE / path).read_text(encoding="utf-8")

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Function | None]]:
        """Every call, each with the innermost function that it stands in."""
        return list(_calls(ast.parse(self.text), None))

    @cached_property
    def module(self) -> ModuleType:
        """The module that the file becomes."""
        return import_module(".".join(self.path.with_suffix("").parts).removesuffix(".__init__"))

    def known(self, node: ast.expr) -> object:
        """Return what a name of the module means, None where it has no such name."""
        match node:
            case ast.Name(id=name):
                return vars(self.module).get(name)
            case ast.Attribute(value=value, attr=name):
                return getattr(self.known(value), name, None)
        return None

    def texts(self, node: ast.expr, function: Function | None) -> set[str]:
        """Return what an expression may be as text; what is not known before the program runs is UNKNOWN."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=one, orelse=other):
                return self.texts(one, function) | self.texts(other, function)
            case ast.JoinedStr(values=parts):
                return {"".join(each) for each in product(*(self.texts(part, function) for part in parts))}
            case ast.FormattedValue(value=value):
                return self.texts(value, function)
            case ast.Name(id=name) if function is not None and (found := self._local(name, function)):
                return found
        meant = self.known(node)
        return {meant} if isinstance(meant, str) else {UNKNOWN}

    def _local(self, name: str, function: Function) -> set[str]:
        """Return what a name of a function may be: what is assigned to it, or handed over for it."""
        if name in [each.arg for each in function.args.args]:
            return handed(getattr(self.module, function.name, None), name)
        assigned = (node for node in ast.walk(function) if isinstance(node, ast.Assign))
        values = [one.value for one in assigned if any(ast.unparse(target) == name for target in one.targets)]
        return set().union(*(self.texts(value, function) for value in values))


def _calls(node: ast.AST, function: Function | None) -> Iterator[tuple[ast.Call, Function | None]]:
    inside = node if isinstance(node, Function) else function
    if isinstance(node, ast.Call):
        yield node, inside
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, inside)


@cache
def sources() -> tuple[Source, ...]:
    """Return the files in which something may be owed or offered; the embedded chat is none of them."""
    found = (path.relative_to(HOUSE) for folder in ("handlers", "bot") for path in (HOUSE / folder).rglob("*.py"))
    return tuple(Source(path) for path in sorted(found) if path.parts[1] != "sandbox")


def handed(meant: Any, name: str) -> set[str]:
    """Return what the house hands over as an argument of a function: in calls of it, and by buttons."""
    if meant is None:
        return {UNKNOWN}
    found = set().union(*(each.texts for each in written(meant, name)))
    place = list(signature(meant).parameters).index(name)
    for press in PRESSES.values():
        rest = dict(enumerate(press.rest, start=2 + press.takes))
        if press.act is meant and place in rest:
            found.add(str(rest[place]))
    return found or {UNKNOWN}


def written(meant: Callable[..., Any], name: str) -> Iterator[Written]:
    """Yield every call of a function, a class or a method, with what may be handed over for one of its arguments."""
    arguments = list(signature(meant).parameters)
    method = arguments[0] == "self"
    place = arguments.index(name) - method
    for source in sources():
        if not re.search(rf"\b{meant.__name__}\b", source.text):
            continue
        for call, function in source.calls:
            is_meant = source.known(call.func) is meant
            if method:
                is_meant = getattr(call.func, "attr", "") == meant.__name__ and source.known(call.func) is None
            given = [word.value for word in call.keywords if word.arg == name] or call.args[place : place + 1]
            if is_meant and given:
                where = f"{source.path.as_posix()}:{function.name if function else ''}"
                yield Written(where, frozenset(source.texts(given[0], function)))
