"""Every picture in words, and pictures with their words as they are sent; importing it loads no drawing library."""

from collections.abc import Sequence

from handlers.pictures.pages import WHOLE, WHOLE_ROWS, pages
from handlers.pictures.shown.board import Board, Frame
from handlers.pictures.shown.charts import Bullet, Bump, CategoryBoard, Shown, Trend, UnitCard, gained
from handlers.results import Content, Document, Message, Picture
from handlers.standings.texts import NOBODY, unplaced
from handlers.standings.views import boards
from handlers.standings.views.boards import coverage, movement, stage, veto, withheld
from handlers.texts import CAPTION_LIMIT, escape, length, sentence, split_text

ALBUM = 10
"""Photos that one album can hold."""
_MORE = "…（完整文字见下一条消息）"


def page_count(shown: Shown) -> int:
    """Count the pages of the album; only lists have more than one."""
    return len(pages(_rows(shown)))


def _rows(shown: Shown) -> int:
    """Count the rows of a list; other pictures are one page whatever they show."""
    match shown:
        case Board():
            return len(shown.drawn)
        case CategoryBoard():
            return len(shown.rows)
    return 0


def caption(shown: Shown) -> str:
    """Write the text under a picture asked for, at most 1,024 characters; its first line tells what it shows.

    It is plain text, still to be escaped. Where not all of it fits, `messages` has all.
    """
    if isinstance(shown, Board):
        return boards.caption(shown, asked=True)
    told, foot = _told(shown), _foot(shown)
    whole = "\n".join([*told, *foot])
    if length(whole) <= CAPTION_LIMIT:
        return whole
    told = told[:CAPTION_LIMIT]  # more lines than characters never fit
    while len(told) > 1 and length("\n".join([*told, _MORE, *foot])) > CAPTION_LIMIT:
        told.pop()
    return split_text("\n".join([*told, _MORE, *foot]), CAPTION_LIMIT)[0]


def messages(shown: Shown) -> tuple[str, ...]:
    """Write the whole text as messages that follow the picture; none where the caption tells all."""
    if isinstance(shown, Board):
        return boards.messages(shown, asked=True)
    whole = "\n".join([*_told(shown), *_foot(shown)])
    return () if length(whole) <= CAPTION_LIMIT else split_text(whole)


def _told(shown: UnitCard | Bump | Trend | CategoryBoard) -> list[str]:
    match shown:
        case UnitCard():
            return _card(shown)
        case Bump():
            return _bump(shown)
        case Trend():
            return _trend(shown)
        case CategoryBoard():
            return _category(shown)


def _foot(frame: Frame) -> list[str]:
    source = [f"数据截至 {frame.as_of}"] if frame.as_of else []
    source += [f"存证码 {frame.audit}"] if frame.audit else []
    return [*withheld(frame), coverage(frame), *(["，".join(source)] if source else [])]


def _card(card: UnitCard) -> list[str]:
    row = card.row
    place = unplaced(card.ranked) if row.rank is None else f"第 {row.rank} 名（共 {card.ranked} 家）"
    waits = "（有待核实）" if row.pending else ""
    lines = [
        f"{card.title}成绩单：{card.arena}，{card.subtitle}{stage(card)}，{place}，总分 {row.total}/{card.full_marks}{waits}"
    ]
    if row.veto:
        lines.append(veto(row.veto))
    if row.rank is not None and movement(row):
        lines.append(f"较上期 {movement(row)}")
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
    if bullet.rank is None:
        return f"{bullet.name} {bullet.own}/{bullet.points}，{NOBODY}"
    return (
        f"{bullet.name} {bullet.own}/{bullet.points}，第 {bullet.rank} 名；"
        f"中位数 {bullet.median}，中间一半 {bullet.low}–{bullet.high}，最高 {bullet.best}"
    )


def _leads(bullets: Sequence[Bullet]) -> str:
    return "，".join(f"{bullet.name}（较中位数 {bullet.lead} 分）" for bullet in bullets) or "没有"


def _bump(bump: Bump) -> list[str]:
    lines = [f"{bump.title}名次走势：{bump.subtitle}{stage(bump)}，共 {len(bump.lines)} 家单位"]
    for word, line in (("上升最多", bump.riser), ("下降最多", bump.faller)):
        if line is not None:
            lines.append(f"与{bump.periods[0]}相比{word}：{line.name}，{abs(gained(line))} 位")
    lines.append(f"各期（{'、'.join(bump.periods)}）名次：")
    return lines + [f"{line.name} {'→'.join(rank or '未排名' for rank in line.ranks)}" for line in bump.lines]


def _trend(trend: Trend) -> list[str]:
    lines = [f"{trend.title}名次走势：{trend.arena}，{trend.subtitle}{stage(trend)}"]
    if trend.best is not None and trend.worst is not None:
        lines.append(
            f"最好第 {trend.best.rank} 名（{trend.best.label}），最低第 {trend.worst.rank} 名（{trend.worst.label}）"
        )
    for past in trend.past:
        place = unplaced(past.of) if past.rank is None else f"第 {past.rank} 名（共 {past.of} 家）"
        lines.append(f"{past.label} {place}，总分 {past.total}")
    return lines


def _category(board: CategoryBoard) -> list[str]:
    median = f"，中位数 {board.median}" if board.median else ""
    lines = [f"{board.arena}单项排名：{board.title}，{board.subtitle}{stage(board)}，满分 {board.full_marks}{median}"]
    out = "（不参与总排名）" if any(row.overall for row in board.rows) else ""
    for row in board.rows:
        overall = f"（总分第 {row.overall} 名）" if row.overall else out
        lines.append(f"{row.rank or '·'} {row.name} {row.points or '没有得分'}{overall}")
    return lines


def post(board: Board, lead: Sequence[str] = ()) -> tuple[Content, ...]:
    """Return a post: pictures with a caption, and where that cannot hold every unit the whole list as text.

    `lead` are lines that stand before the units.
    """
    return _contents([board], boards.caption(board, lead=lead), boards.messages(board, lead=lead))


def file(name: str, content: bytes) -> Document:
    """Hand over the file of a unit about a year."""
    caption = sentence("unit_file_told", {})
    return Document(name, caption, lambda: content, caption)


def answer(shown: Sequence[Shown]) -> tuple[Content, ...]:
    """Return an answer to /rank or /mine: pictures that say their words together in one caption, or after it."""
    first, *others = shown
    told = [caption(first), *("\n".join(messages(one) or [caption(one)]) for one in others)]
    lines = "\n".join(told).split("\n")
    together = "\n".join(reversed(dict.fromkeys(reversed(lines))))  # what stands under each is said once, at the end
    if length(together) <= CAPTION_LIMIT:
        return _contents(shown, together, messages(first))
    return _contents(shown, told[0], split_text("\n".join([*messages(first), *told[1:]])))


def _contents(shown: Sequence[Shown], caption: str, messages: Sequence[str]) -> tuple[Content, ...]:
    pages = [(one, page) for one in shown for page in range(1, page_count(one) + 1)]
    albums = -(-len(pages) // ALBUM)
    batches = [tuple(pages[len(pages) * n // albums : len(pages) * (n + 1) // albums]) for n in range(albums)]
    words = escape(caption)
    return (
        Picture(batches[0], words, words),
        *(Picture(batch) for batch in batches[1:]),
        *(_document(one) for one in shown if page_count(one) > 1 and _fits(one)),
        *(Message(escape(text)) for text in messages),
    )


def _fits(shown: Shown) -> bool:
    return _rows(shown) <= WHOLE_ROWS


def _document(shown: Shown) -> Picture:
    """Return the whole list as a file: a chat would shrink so tall a photo until nobody could read it."""
    name = f"{shown.title} {shown.subtitle}"
    return Picture(((shown, WHOLE),), escape(f"{name}：一张长图，点开可放大"), file=f"{name.replace('/', '／')}.png")
