"""How a long list is shared out over pages, and the name a kept picture is found by."""

import hashlib
import json
from dataclasses import asdict
from typing import TypeVar

from handlers.pictures.shown.charts import Shown
from handlers.pictures.texts import label
from scoring.language import LANGUAGES, both

Row = TypeVar("Row")


DRAWING = "4"
"""Changes whenever a picture of the same data would look different: kept pictures are then drawn anew."""


PAGE_ROWS = 20

WHOLE = 0
"""The page number that stands for all rows on one tall sheet."""


WHOLE_ROWS = 400
"""Rows that one tall sheet can hold: the drawing library ends at 65,536 pixels."""


def pages(rows: int) -> tuple[slice, ...]:
    """Share the rows out over pages: even, what is left over goes to the first ones (92: 20, 18, 18, 18, 18)."""
    count = max(-(-rows // PAGE_ROWS), 1)
    base, rest = divmod(rows, count)
    slices = []
    start = 0
    for _ in range(count):
        extra = min(PAGE_ROWS - base, rest)
        rest -= extra
        slices.append(slice(start, start + base + extra))
        start += base + extra
    return tuple(slices)


def rows_on(page: int, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Choose the rows of a page, or all of them for the tall sheet."""
    if page == WHOLE and len(rows) > WHOLE_ROWS:
        few = f"{WHOLE_ROWS} units at most fit one long picture, please send pages"
        raise ValueError(both(f"一张长图最多 {WHOLE_ROWS} 家单位，请按页发送", few))
    return rows if page == WHOLE else rows[pages(len(rows))[page - 1]]


def page_number(page: int, rows: int) -> str:
    """Write which page of an album this is; nothing where there is but one."""
    count = len(pages(rows))
    return label("page", page=page, count=count) if page != WHOLE and count > 1 else ""


def fingerprint(shown: Shown, theme: str, language: str = LANGUAGES[0]) -> str:
    """Make the name a kept picture is found by: SHA-256 over everything drawn and the version of the drawing.

    What is drawn in Chinese is found by the name that it had when pictures spoke nothing else.
    """
    looks = theme if language == LANGUAGES[0] else f"{theme} {language}"
    parts = [DRAWING, looks, type(shown).__name__, asdict(shown)]
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()
