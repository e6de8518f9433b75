"""What the embedded chat is made of, and what each part knows of the others."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import sandbox
from bot.sandbox.chat import Chat
from bot.sandbox.world.deeds import Deeds
from bot.sandbox.world.members import Members

HERE = Path(sandbox.__file__).parent
LAYERS = ({"web", "api"}, {"chat"}, {"world"}, {"watch"}, {"facts"}, {"refusals"})
"""The parts of the embedded chat, from above to below."""


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_embedded_chat_stands_alone() -> None:
    allowed = {*sys.stdlib_module_names, "aiohttp", "PIL"}
    for path in HERE.rglob("*.py"):
        for name in imported(path):
            assert name.startswith("bot.sandbox") or name.partition(".")[0] in allowed, (path.name, name)


def test_a_part_of_the_embedded_chat_imports_only_itself_and_what_stands_below() -> None:
    above: set[str] = set()
    for layer in LAYERS:
        for part in layer:
            for path in (HERE / part).rglob("*.py") if (HERE / part).is_dir() else [HERE / f"{part}.py"]:
                known = {name.split(".")[2] for name in imported(path) if name.startswith("bot.sandbox.")}
                assert not known & (above | layer - {part}), path
        above |= layer
    assert above == {path.stem for path in HERE.iterdir() if path.suffix in ("", ".py") and path.stem[0] != "_"}


@pytest.mark.parametrize("part", [Members, Deeds])
def test_what_can_be_done_in_the_world_is_at_hand_in_the_chat(chat: Chat, part: type) -> None:
    deeds = {name: deed for name, deed in vars(part).items() if not name.startswith("_")}
    assert {name: getattr(chat, name).__func__ for name in deeds} == deeds
