"""The leaderboard of one arena as text, and where its pictures come from; importing it loads no drawing library."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TypeVar

from handlers.results.board import Board, BoardRow, Frame, behind
from handlers.results.pictures import Shown

Row = TypeVar("Row")

DRAWING = "2"
"""Changes whenever a picture of the same data would look different: kept pictures are then drawn anew."""

PAGE_ROWS = 20
WHOLE = 0
"""The page number that stands for all rows on one tall sheet."""

WHOLE_ROWS = 400
"""Rows that one tall sheet can hold: the drawing library ends at 65,536 pixels."""

CAPTION_LIMIT = 1024
MESSAGE_LIMIT = 4096


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
        raise ValueError(f"一张长图最多 {WHOLE_ROWS} 个单位，请按页发送")
    return rows if page == WHOLE else rows[pages(len(rows))[page - 1]]


def page_number(page: int, rows: int) -> str:
    """Write which page of an album this is; nothing where there is but one."""
    count = len(pages(rows))
    return f"第 {page}/{count} 页" if page != WHOLE and count > 1 else ""


def whole_picture(board: Board, *, theme: str = "light") -> bytes:
    """Draw the whole board as one PNG file: a page, or the tall sheet where a page does not hold all."""
    from handlers.views.draw import picture_png  # noqa: PLC0415 - only who draws pays for matplotlib

    return picture_png(board, 1 if len(board.rows) <= PAGE_ROWS else WHOLE, theme)


def fingerprint(shown: Shown, theme: str) -> str:
    """Make the name a kept picture is found by: SHA-256 over everything drawn and the version of the drawing."""
    parts = [DRAWING, theme, type(shown).__name__, asdict(shown)]
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def caption(board: Board, *, asked: bool = False) -> str:
    """Write the text under the picture, at most 1,024 characters: the weekly post, or `asked` for by /rank.

    It is plain text, still to be escaped. Where not every unit fits, the first do, and `messages` has them all.
    """
    head, units, foot = _head(board, asked=asked), _units(board, asked=asked), _foot(board, asked=asked)
    whole = "\n".join([*head, *units, *foot])
    if length(whole) <= CAPTION_LIMIT:
        return whole
    shown = list(units)
    while shown:
        shown.pop()
        text = "\n".join([*head, *shown, "…（完整名单见下一条消息）", *foot])
        if length(text) <= CAPTION_LIMIT:
            return text
    return split_text("\n".join([*head, *foot]), CAPTION_LIMIT)[0]


def messages(board: Board, *, asked: bool = False) -> tuple[str, ...]:
    """Write the complete list as messages that follow the picture; none where the caption tells all."""
    whole = "\n".join([*_head(board, asked=asked), *_units(board, asked=asked), *_foot(board, asked=asked)])
    return () if length(whole) <= CAPTION_LIMIT else split_text(whole)


def split_text(text: str, limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
    """Cut a long text into messages within Telegram's limit, at line ends; only a line beyond it is cut inside."""
    parts: list[str] = []
    current = ""
    for line in _cut(text.split("\n"), limit):
        joined = f"{current}\n{line}" if current else line
        if length(joined) <= limit:
            current = joined
        else:
            parts.append(current)
            current = line
    return (*parts, current) if current else tuple(parts)


def _cut(lines: Iterable[str], limit: int) -> Iterable[str]:
    for line in lines:
        rest = line
        while length(rest) > limit:
            end = limit
            while length(rest[:end]) > limit:
                end -= 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


def length(text: str) -> int:
    """Count UTF-16 units as Telegram does: a rare character of a place name counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _head(board: Board, *, asked: bool) -> list[str]:
    if asked:
        return [f"{board.title} {board.subtitle}（截至 {board.as_of}）"]
    return [f"【{board.title}】{board.subtitle}"]


def _units(board: Board, *, asked: bool) -> list[str]:
    return [_asked_line(board, row) if asked else _post_line(row) for row in board.rows]


def _foot(board: Board, *, asked: bool) -> list[str]:
    if asked:
        return [coverage(board), "想知道原因，发“为什么”。"]
    return [f"{coverage(board)}异议请私聊发“异议”。", f"存证码 {board.audit}"]


def coverage(board: Frame) -> str:
    """Say how many figures are confirmed, and what becomes of the others."""
    open_cells = board.cells - board.confirmed
    if open_cells <= 0:
        return f"{board.confirmed} 项全部已确认。"
    if board.waiting is None:
        return f"已确认 {board.confirmed} 项，其余 {open_cells} 项未计分，核实后补计。"
    if board.waiting >= open_cells:
        return f"已确认 {board.confirmed} 项，待核实 {board.waiting} 项（未计分，核实后补计）。"
    return (
        f"已确认 {board.confirmed} 项，待核实 {board.waiting} 项，未报 {open_cells - board.waiting} 项"
        "（均未计分，核实后补计）。"
    )


def movement(row: BoardRow) -> str:
    """Write the places gained or lost; nothing where they are not known."""
    if row.new:
        return "新"
    if row.movement is None:
        return ""
    if row.movement == 0:
        return "—"
    return f"↑{row.movement}" if row.movement > 0 else f"↓{-row.movement}"


def veto(words: str) -> str:
    """Say that a veto is one, where its own words do not."""
    return words if "否决" in words else f"一票否决：{words}"


def _remarks(row: BoardRow) -> list[str]:
    remarks = []
    if row.veto:
        remarks.append(veto(row.veto))
    if row.rank is None:
        remarks.append("不参与排名")
    if row.pending:
        remarks.append("有待核实")
    return remarks


def _post_line(row: BoardRow) -> str:
    remarks = [remark for remark in (movement(row) if row.rank else "", *_remarks(row)) if remark]
    return f"{row.rank or '·'} {row.name} {row.total}" + (f"（{'，'.join(remarks)}）" if remarks else "")


def _asked_line(board: Board, row: BoardRow) -> str:
    line = f"{row.rank or '·'} {row.name} {row.total}"
    if row.rank and movement(row):
        line += f" {movement(row)}"
    remarks = _remarks(row)
    gap = behind(board, row) if row.own else None
    if gap:
        remarks.insert(0, f"距第{gap[0]}名 {gap[1]} 分")
    return line + (f"（{'，'.join(remarks)}）" if remarks else "")
