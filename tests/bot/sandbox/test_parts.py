"""What the embedded chat is made of, and what it knows of the rest of the house."""

import ast
import sys
from pathlib import Path

import pytest

from bot import sandbox
from bot.sandbox.chat import Chat
from bot.sandbox.world.deeds import Deeds
from bot.sandbox.world.members import Members


def test_the_embedded_chat_stands_alone() -> None:
    allowed = {*sys.stdlib_module_names, "aiohttp", "PIL"}
    for path in Path(sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("bot.sandbox") or name.partition(".")[0] in allowed, (path.name, name)


@pytest.mark.parametrize("part", [Members, Deeds])
def test_what_can_be_done_in_the_world_is_at_hand_in_the_chat(chat: Chat, part: type) -> None:
    deeds = {name: deed for name, deed in vars(part).items() if not name.startswith("_")}
    assert {name: getattr(chat, name).__func__ for name in deeds} == deeds
