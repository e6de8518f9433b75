"""Every picture in words, for its caption and the messages that follow; importing it loads no drawing library."""

from collections.abc import Sequence

from handlers.results.board import Board, Frame
from handlers.results.pictures import Bullet, Bump, CategoryBoard, Shown, Trend, UnitCard
from handlers.views import boards
from handlers.views.boards import CAPTION_LIMIT, coverage, length, pages, split_text


def page_count(shown: Shown) -> int:
    """Count the pages of the album; only lists have more than one."""
    return len(pages(len(shown.rows))) if isinstance(shown, Board | CategoryBoard) else 1


def caption(shown: Shown) -> str:
    """Write the plain text under a picture asked for, at most 1,024 characters; its first line tells what it shows."""
    if isinstance(shown, Board):
        return boards.caption(shown, asked=True)
    lines = _lines(shown)
    whole = "\n".join(lines)
    if length(whole) <= CAPTION_LIMIT:
        return whole
    while len(lines) > 2 and length("\n".join([*lines, _MORE])) > CAPTION_LIMIT:
        lines.pop()
    return split_text("\n".join([*lines, _MORE]), CAPTION_LIMIT)[0]


def messages(shown: Shown) -> tuple[str, ...]:
    """Write the whole text as messages that follow the picture; none where the caption tells all."""
    if isinstance(shown, Board):
        return boards.messages(shown, asked=True)
    whole = "\n".join(_lines(shown))
    return () if length(whole) <= CAPTION_LIMIT else split_text(whole)


_MORE = "…（完整文字见下一条消息）"


def _lines(shown: UnitCard | Bump | Trend | CategoryBoard) -> list[str]:
    match shown:
        case UnitCard():
            told = _card(shown)
        case Bump():
            told = _bump(shown)
        case Trend():
            told = _trend(shown)
        case CategoryBoard():
            told = _category(shown)
    return [*told, *_foot(shown)]


def _foot(frame: Frame) -> list[str]:
    source = [f"数据截至 {frame.as_of}"] if frame.as_of else []
    source += [f"存证码 {frame.audit}"] if frame.audit else []
    return [coverage(frame), *(["，".join(source)] if source else [])]


def _place(rank: str | None) -> str:
    return "不参与排名" if rank is None else f"第 {rank} 名"


def _card(card: UnitCard) -> list[str]:
    row = card.row
    first = f"{card.title}成绩单：{card.arena}{card.subtitle}{_place(row.rank)}"
    first += f"（共 {card.ranked} 个），总分 {row.total}/{card.full_marks}" + ("（有待核实）" if row.pending else "")
    lines = [first]
    if row.veto:
        lines.append(f"一票否决：{row.veto}")
    if card.above is not None:
        lines.append(f"距第{card.above[0]}名 {card.above[1]} 分")
    if card.below is not None:
        lines.append(f"领先第{card.below[0]}名 {card.below[1]} 分")
    lines += [_bullet(bullet) for bullet in card.bullets]
    lines += [f"强项：{_leads(card.strengths)}", f"短板：{_leads(card.gaps)}"]
    if len(card.past) > 1:
        lines.append("近期总分：" + "，".join(f"{past.label} {past.total}" for past in card.past))
    return lines


def _bullet(bullet: Bullet) -> str:
    if not bullet.own:
        return f"{bullet.name}：没有得分（满分 {bullet.points}）"
    return (
        f"{bullet.name} {bullet.own}/{bullet.points}，第 {bullet.rank} 名；"
        f"中位数 {bullet.median}，中间一半 {bullet.low}–{bullet.high}，最高 {bullet.best}"
    )


def _leads(bullets: Sequence[Bullet]) -> str:
    return "，".join(f"{bullet.name}（较中位数 {bullet.lead} 分）" for bullet in bullets) or "没有"


def _bump(bump: Bump) -> list[str]:
    first = f"{bump.title}名次走势：{bump.periods[0]}至{bump.periods[-1]}" if bump.periods else f"{bump.title}名次走势"
    lines = [first]
    if bump.riser is not None:
        lines.append(f"上升最多：{bump.riser.name} {_ranks(bump.riser.ranks)}")
    if bump.faller is not None:
        lines.append(f"下降最多：{bump.faller.name} {_ranks(bump.faller.ranks)}")
    return lines + [f"{line.name} {_ranks(line.ranks)}" for line in bump.lines]


def _ranks(ranks: Sequence[str | None]) -> str:
    return "→".join(rank or "·" for rank in ranks)


def _trend(trend: Trend) -> list[str]:
    first = f"{trend.title}名次走势：{trend.arena}{trend.subtitle}"
    return [first, *(f"{past.label} {_place(past.rank)}（共 {past.of} 个），总分 {past.total}" for past in trend.past)]


def _category(board: CategoryBoard) -> list[str]:
    first = f"{board.arena}“{board.title}”排名：{board.subtitle}，满分 {board.full_marks}，中位数 {board.median or '—'}"
    rows = [
        f"{row.rank or '·'} {row.name} {row.points or '没有得分'}"
        + (f"（总分第 {row.overall} 名）" if row.overall else "")
        for row in board.rows
    ]
    return [first, *rows]
