"""The leaderboard of one arena as text."""

from collections.abc import Sequence

from handlers.pictures.shown.board import Board, BoardRow, Frame, behind
from handlers.standings.texts.words import MORE, STAGES, lacking, scored, unplaced
from handlers.texts import CAPTION_LIMIT, FLAGS, length, listed, sentence, split_text
from scoring.language import both


def caption(board: Board, *, asked: bool = False, lead: Sequence[str] = ()) -> str:
    """Write the text under the picture, at most 1,024 characters: a post, or `asked` for by /rank.

    It is plain text, still to be escaped. Where not every unit fits, the first do, and `messages` has them all. `lead`
    are lines that stand before the units.
    """
    head, units, foot = [*_head(board, asked=asked), *lead], _units(board, asked=asked), _foot(board, asked=asked)
    whole = "\n".join([*head, *units, *foot])
    if length(whole) <= CAPTION_LIMIT:
        return whole
    shown = units[:CAPTION_LIMIT]  # more lines than characters never fit
    while shown:
        shown.pop()
        text = "\n".join([*head, *shown, both(*MORE), *foot])
        if length(text) <= CAPTION_LIMIT:
            return text
    return split_text("\n".join([*head, *foot]), CAPTION_LIMIT)[0]


def messages(board: Board, *, asked: bool = False, lead: Sequence[str] = ()) -> tuple[str, ...]:
    """Write the complete list as messages that follow the picture; none where the caption tells all."""
    whole = "\n".join([*_head(board, asked=asked), *lead, *_units(board, asked=asked), *_foot(board, asked=asked)])
    return () if length(whole) <= CAPTION_LIMIT else split_text(whole)


def _head(board: Board, *, asked: bool) -> list[str]:
    if asked:
        posted = "" if board.subtitle == board.period else sentence("week_posted", {})
        told = f"{board.title}{both(' ', ', ')}{board.subtitle}{posted}{stage(board)}"
        return [told + both(f"（截至 {board.as_of}）", f" (as of {board.as_of})")]
    return [both(f"【{board.title}】", f"[{board.title}] ") + f"{board.subtitle}{stage(board)}"]


def stage(frame: Frame) -> str:
    """Say what final standings are; of provisional ones nothing."""
    return "" if frame.provisional else STAGES[frame.final]


def _units(board: Board, *, asked: bool) -> list[str]:
    """Write a line a unit; while there is nothing to compare, those of the newest period that has anything."""
    if board.last is not None:
        named = sentence("board_last", {"period": board.last.subtitle})
        state = STAGES["unlocked"] if board.last.provisional else stage(board.last)
        return [named + state + both("：", ":"), *_units(board.last, asked=asked)]
    return [_asked_line(board, row) if asked else _post_line(board, row) for row in board.rows]


def _foot(board: Board, *, asked: bool) -> list[str]:
    above = board.last or board
    said = [*_uncovered(above), *_bare(above), *withheld(above)]
    said += [sentence("board_converted", {"asked": asked})] if above.converted else []
    month = both(board.period, f"{board.period}: ")
    named = month if board.last else ""
    if not _begun(board):
        said.append(sentence("board_unranked", {"period": named}))
        month, named = "" if board.last else month, ""
    if asked:
        return [*said, named + coverage(board), both("想知道原因，发“为什么”。", "To know why, send /why.")]
    objections = both("异议请私聊发“异议”。", " For an objection send me /appeal in private.")
    named = named if board.subtitle == board.period else month
    return [*said, f"{named}{coverage(board)}{objections}", both("存证码", "Seal") + f" {board.audit}"]


def _uncovered(board: Board) -> list[str]:
    """Say which coverage a rank takes, and how many units have less."""
    lacks = [row.lack for row in board.rows if row.lack and row.lack.coverage]
    told = lacks and _begun(board)
    return [sentence("board_uncovered", {"count": len(lacks), "least": lacks[0].needed})] if told else []


def _bare(board: Board) -> list[str]:
    """Say how many ranked units have nothing confirmed yet, and which rank they share where they alone do."""
    ranks = [row.rank for row in board.rows if row.bare and row.rank]
    if not ranks or not board.provisional or board.withheld is not None or not _begun(board):
        return []
    alone = len(ranks) > 1 and ranks == [row.rank for row in board.rows if row.rank == ranks[0]]
    if alone:
        return [sentence("board_bare_tied", {"rank": ranks[0], "count": len(ranks)})]
    return [sentence("board_bare", {"count": len(ranks)})]


def withheld(frame: Frame) -> list[str]:
    """Say how many units are not shown."""
    if frame.withheld is None or not frame.withheld[1]:
        return []
    most, count = frame.withheld
    return [sentence("board_withheld", {"most": most, "count": count})]


def _begun(board: Board) -> bool:
    """Say whether there is anything to rank by; for want of coverage nobody may have a rank all the same."""
    return board.confirmed > 0 or any(row.rank for row in board.rows)


def coverage(board: Frame) -> str:
    """Say how many figures are confirmed, and what becomes of the others; and how many are still to come of ledgers."""
    counting = sentence("board_counting", {"count": board.counting}) if board.counting else ""
    return _coverage(board) + counting


def _coverage(board: Frame) -> str:
    open_cells = board.cells - board.confirmed
    if not board.cells:
        return sentence("board_unreported", {})
    if open_cells <= 0:
        return both(f"{board.confirmed} 项全部已确认。", f"All {board.confirmed} figures are confirmed.")
    if not board.provisional:
        return sentence("board_locked", {"confirmed": board.confirmed, "count": open_cells})
    if board.waiting is None:
        return sentence("board_others", {"confirmed": board.confirmed, "count": open_cells})
    if board.waiting >= open_cells:
        return sentence("board_waiting", {"confirmed": board.confirmed, "waiting": board.waiting})
    missing = open_cells - board.waiting
    return sentence("board_missing", {"confirmed": board.confirmed, "waiting": board.waiting, "missing": missing})


def movement(row: BoardRow) -> str:
    """Write the places gained or lost; nothing where they are not known."""
    if row.new:
        return both("新", "new")
    if row.movement is None:
        return ""
    if row.movement == 0:
        return "—"
    return f"↑{row.movement}" if row.movement > 0 else f"↓{-row.movement}"


def veto(words: str) -> str:
    """Say that a veto is one, where its own words do not."""
    return words if words.startswith("一票否决") else both(f"一票否决：{words}", f"veto: {words}")


def _remarks(board: Board, row: BoardRow) -> list[str]:
    remarks = [FLAGS[colour] + (f" {count}" if count > 1 else "") for colour, count in row.flags]
    if row.veto:
        remarks.append(veto(row.veto))
    if row.rank is None and not row.barred and _begun(board):
        remarks += [unplaced(1), *lacking(row.lack)]
    if row.pending:
        remarks.append(both("有待核实", "some waiting for review"))
    return remarks


def _post_line(board: Board, row: BoardRow) -> str:
    remarks = [remark for remark in (movement(row) if row.rank else "", *_remarks(board, row)) if remark]
    return f"{row.rank or '·'} {row.name} {row.total}{_beside(remarks)}"


def _beside(remarks: Sequence[str]) -> str:
    told = listed(remarks, "，")
    return both(f"（{told}）", f" ({told})") if remarks else ""


def _asked_line(board: Board, row: BoardRow) -> str:
    line = f"{row.rank or '·'} {row.name} {row.total}"
    if row.rank and movement(row):
        line += f" {movement(row)}"
    remarks = _remarks(board, row)
    gap = behind(board, row) if row.own else None
    if gap:
        remarks.insert(0, both(f"距第{gap[0]}名 {gap[1]} 分", f"{scored(gap[1])} behind rank {gap[0]}"))
    return line + _beside(remarks)
