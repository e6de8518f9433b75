"""The roster as offices write it: columns and roles in Chinese or English, in any order."""

import re
from collections.abc import Sequence

from scoring.language import both
from scoring.rulebook.spelling import normalise

COLUMNS = ("unit", "name", "role", "telegram_id")
HEADERS = {
    "单位": "unit",
    "所在单位": "unit",
    "姓名": "name",
    "名字": "name",
    "身份": "role",
    "角色": "role",
    "编号": "telegram_id",
    "数字编号": "telegram_id",
    "telegram数字编号": "telegram_id",
    "telegram编号": "telegram_id",
    "telegramid": "telegram_id",
}
"""The columns as offices write them, without spaces and in small letters."""
ROLES = {
    "负责人": "head",
    "单位负责人": "head",
    "核实人": "reviewer",
    "牵头单位核实人": "reviewer",
    "局领导": "leader",
    "领导": "leader",
    "管理员": "admin",
    **{role: role for role in ("head", "reviewer", "leader", "admin")},
}
WRITTEN = {"head": "负责人", "reviewer": "核实人", "leader": "局领导", "admin": "管理员"}
"""How a role is written into a file that is handed out."""
TITLES = ("单位", "姓名", "身份", "数字编号")
"""The columns of a file that is handed out."""
NAMED = ("名册", "roster")
"""What tells a roster from other tables, in the name of the file or in the words with it."""

BIGGEST_ID = 2**52 - 1
"""The chat server gives no greater number to people and chats."""
_NUMBER = re.compile("[0-9]{1,16}")

Fault = tuple[int, str, str]
Row = tuple[int, dict[str, str]]


def read_people(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a roster as column -> text, and what is wrong with it as (line, code, text)."""
    if not lines:
        return [], [(1, "roster_blank", "、".join(TITLES))]
    header = [_column(normalise(cell)) for cell in lines[0][1]]
    surplus = [name for name in header if name not in COLUMNS and name]
    named = [name for name in header if name]
    if surplus or set(COLUMNS) - set(named) or len(set(named)) < len(named):
        faults = [(lines[0][0], "roster_column", name) for name in surplus]
        return [], [*faults, (lines[0][0], "roster_columns", "、".join(TITLES))]
    rows, faults = [], []
    for number, cells in lines[1:]:
        texts = [normalise(cell) for cell in cells]
        if any(texts[len(header) :]):
            faults.append((number, "roster_surplus", str(len(texts) - len(header))))
        elif any(texts):
            row = {name: text for name, text in zip(header, texts, strict=False) if name}
            rows.append((number, row | {"role": ROLES.get(row.get("role", ""), row.get("role", ""))}))
    return rows, faults


def written(role: str) -> str:
    """Return how a role is written into a file that is handed out, in the language that is spoken: both are read."""
    return both(WRITTEN[role], role)


def read_number(text: str) -> int | None:
    """Return the numeric id that a text is; None where it is none that the chat server gives."""
    number = int(text) if _NUMBER.fullmatch(text) else 0
    return number if 0 < number <= BIGGEST_ID else None


def is_roster(*said: str) -> bool:
    """Say whether the name of a file, or the words with it, call it a roster."""
    return any(word in text.lower() for text in said for word in NAMED)


def _column(written: str) -> str:
    """Return the column that a header names; what is not known stays as it is."""
    plain = written.lower().replace(" ", "")
    return HEADERS.get(plain, plain if plain in COLUMNS else written)
