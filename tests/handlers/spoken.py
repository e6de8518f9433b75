"""What the program says, read from its source: every place with the codes of its sentences and the values it gives."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handlers.texts import SENTENCES
from scoring.lifecycle import ACTS, PUBLIC
from scoring.matters.table import ACTS as MATTERS

HOUSE = Path(__file__).parents[2]
WRITTEN_IN = {
    "reason": "(?:unreadable|pixels|unsafe|mixed|too_big|quota)",
    "piece.withheld": "(?:unchecked|unclean|cleared)",
    "act": f"(?:{'|'.join({*ACTS, *MATTERS})})",
    "found.code": "(?!)",  # a refusal of the rules, said with more by whoever asked for the act
    "found.why": "[0-9a-z]+",
    "phase": f"(?:{'|'.join(PUBLIC)})",
    "stored.state": "[a-z]+",
    "found.step": "[a-z]+",
    "lacking": "(?:missing|awaited|uncounted)",
    "kind": "(?:week|week_picture|result|result_picture)",
}
"""What a code that is put together is put together from."""


@dataclass(frozen=True)
class Spoken:
    """A place in the program that says something: the codes it may say and the names of the values it gives."""

    where: str
    codes: frozenset[str]
    names: frozenset[str]


def written_in(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=value):
            return WRITTEN_IN[ast.unparse(value)]
    raise TypeError(ast.unparse(part))


def codes_of(node: ast.expr | None) -> frozenset[str]:
    match node:
        case ast.Constant(value=str(code)):
            return frozenset({code} - {""})
        case ast.IfExp(body=one, orelse=other):
            return codes_of(one) | codes_of(other)
        case ast.JoinedStr():
            pattern = re.compile("".join(map(written_in, node.values)))
            return frozenset(code for code in SENTENCES if pattern.fullmatch(code))
    return frozenset()


def literals_in(function: ast.AST) -> dict[str, ast.Dict]:
    """Return the dicts that a function gives a name."""
    assigned = (
        node for node in ast.walk(function) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    )
    return {name.id: node.value for node in assigned for name in node.targets if isinstance(name, ast.Name)}  # type: ignore[misc]


def names_of(node: ast.expr, known: dict[str, ast.Dict]) -> frozenset[str]:
    if isinstance(node, ast.Name):
        return names_of(known[node.id], known) if node.id in known else frozenset()
    if not isinstance(node, ast.Dict):
        return frozenset()
    own = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return frozenset(map(str, own))


def given(keywords: list[ast.keyword], known: dict[str, ast.Dict]) -> frozenset[str]:
    named = {word.arg for word in keywords if word.arg not in (None, "key", "alert")}
    spread = [names_of(word.value, known) for word in keywords if word.arg is None]
    return frozenset().union({str(name) for name in named}, *spread)


def said_by(call: ast.Call, known: dict[str, ast.Dict]) -> tuple[ast.expr, frozenset[str]] | None:
    """Return the code and the names of the values, where a call says something."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = {
        "Refusal": 0,
        "Unclear": 0,
        "Answer": 0,
        "answer": 1,
        "tell_admins": 1,
        "answer_press": 1,
        "_ask": 3,
        "sentence": 0,
        "plain": 0,
        "Text": 0,
    }.get(called)
    if place is None or len(call.args) <= place:
        return None
    listed = [names_of(argument, known) for argument in call.args[place + 1 :]]
    return call.args[place], frozenset().union(given(call.keywords, known), *listed)


def spoken() -> Iterator[Spoken]:
    for folder in ("handlers", "bot"):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            if "sandbox" in path.parts or "texts" in path.parts or path.name in ("texts.py", "refusals.py"):
                continue
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield from spoken_in(function, f"{path.name}:{function.name}")


def spoken_in(function: ast.FunctionDef | ast.AsyncFunctionDef, where: str) -> Iterator[Spoken]:
    known = literals_in(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and (found := said_by(node, known)) is not None:
            yield Spoken(where, codes_of(found[0]), found[1])


SPOKEN = [one for one in spoken() if one.codes]
