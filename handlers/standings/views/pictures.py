"""Every picture in words, and pictures with their words as they are sent; importing it loads no drawing library."""

from collections.abc import Sequence

from handlers.pictures.pages import WHOLE, WHOLE_ROWS, pages
from handlers.pictures.shown.board import Board, Frame
from handlers.pictures.shown.charts import Bullet, Bump, CategoryBoard, Shown, Trend, UnitCard, gained
from handlers.pictures.shown.spoken import in_language
from handlers.results import Content, Message, Picture
from handlers.standings.texts.boards import captioned, from_median, totals
from handlers.standings.texts.words import MORE_WORDS, UNRANKED_THEN, unplaced
from handlers.standings.views import boards
from handlers.standings.views.boards import coverage, movement, stage, veto, withheld
from handlers.texts import CAPTION_LIMIT, escape, length, listed, sentence, split_text
from scoring.language import both

ALBUM = 10
"""Photos that one album can hold."""


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
    while len(told) > 1 and length("\n".join([*told, both(*MORE_WORDS), *foot])) > CAPTION_LIMIT:
        told.pop()
    return split_text("\n".join([*told, both(*MORE_WORDS), *foot]), CAPTION_LIMIT)[0]


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
    source = [captioned("foot_as_of", as_of=frame.as_of)] if frame.as_of else []
    source += [captioned("foot_seal", audit=frame.audit)] if frame.audit else []
    whole = captioned("foot_arena", told=coverage(frame))  # what is shown may be one unit's
    return [*withheld(frame), whole, *([listed(source, "，")] if source else [])]


def _place(rank: str | None, ranked: int) -> str:
    return unplaced(ranked) if rank is None else sentence("placed_among", {"rank": rank, "ranked": ranked})


def _card(card: UnitCard) -> list[str]:
    row = card.row
    values = {"unit": card.title, "arena": card.arena, "subtitle": card.subtitle, "stage": stage(card)}
    values |= {"place": _place(row.rank, card.ranked), "total": row.total, "full": card.full_marks}
    lines = [captioned("card_told", **values, waits=captioned("waits_told") if row.pending else "")]
    if row.veto:
        lines.append(veto(row.veto))
    if row.rank is not None and movement(row):
        lines.append(captioned("card_since", moved=movement(row)))
    if card.above is not None:
        lines.append(captioned("card_behind", rank=card.above[0], points=card.above[1]))
    if card.below is not None:
        lines.append(captioned("card_ahead", rank=card.below[0], points=card.below[1]))
    zero = [bullet for bullet in card.bullets if bullet.own and bullet.rank is None]
    lines += [_bullet(bullet) for bullet in card.bullets if bullet not in zero]
    if zero:
        lines.append(captioned("card_at_zero", told=listed(f"{one.name} {one.own}/{one.points}" for one in zero)))
    if card.strengths or card.gaps:
        told = {"card_strengths": card.strengths, "card_gaps": card.gaps}
        lines += [captioned(code, told=_leads(bullets)) for code, bullets in told.items()]
    if len(card.past) > 1:
        lines.append(captioned("card_past", told=totals((past.label, past.total) for past in card.past)))
    return lines


def _bullet(bullet: Bullet) -> str:
    if not bullet.own:
        return captioned("card_nothing", name=bullet.name, full=bullet.points)
    values = {"name": bullet.name, "own": bullet.own, "full": bullet.points}
    spread = {"median": bullet.median, "low": bullet.low, "high": bullet.high, "best": bullet.best}
    return captioned("card_category", **values, rank=bullet.rank, **spread)


def _leads(bullets: Sequence[Bullet]) -> str:
    return from_median((bullet.name, bullet.lead) for bullet in bullets)


def _bump(bump: Bump) -> list[str]:
    values = {"name": bump.title, "subtitle": bump.subtitle, "stage": stage(bump)}
    lines = [captioned("trend_told", **values, count=len(bump.lines))]
    for code, line in (("trend_riser", bump.riser), ("trend_faller", bump.faller)):
        if line is not None:
            lines.append(captioned(code, since=bump.periods[0], name=line.name, places=abs(gained(line))))
    lines.append(captioned("trend_periods", periods=listed(bump.periods)))
    return lines + [
        f"{line.name} {'→'.join(rank or both(*UNRANKED_THEN) for rank in line.ranks)}" for line in bump.lines
    ]


def _trend(trend: Trend) -> list[str]:
    lines = [captioned("trend_unit", name=trend.title, arena=trend.arena, subtitle=trend.subtitle, stage=stage(trend))]
    best, worst = trend.best, trend.worst
    if best is not None and worst is not None:
        values = {"best": best.rank, "then": best.label, "worst": worst.rank, "since": worst.label}
        lines.append(captioned("trend_ends", **values))
    return lines + [
        captioned("trend_period", period=past.label, place=_place(past.rank, past.of), total=past.total)
        for past in trend.past
    ]


def _category(board: CategoryBoard) -> list[str]:
    median = captioned("category_median", median=board.median) if board.median else ""
    values = {"arena": board.arena, "name": board.title, "subtitle": board.subtitle, "stage": stage(board)}
    lines = [captioned("category_told", **values, full=board.full_marks, median=median)]
    out = captioned("category_out") if any(row.overall for row in board.rows) else ""
    for row in board.rows:
        overall = captioned("category_overall", rank=row.overall) if row.overall else out
        lines.append(f"{row.rank or '·'} {row.name} {row.points or captioned('category_nothing')}{overall}")
    return lines


def post(board: Board, lead: Sequence[str] = ()) -> tuple[Content, ...]:
    """Return a post: pictures with a caption, and where that cannot hold every unit the whole list as text.

    `lead` are lines that stand before the units.
    """
    board = in_language(board)
    return _contents([board], boards.caption(board, lead=lead), boards.messages(board, lead=lead))


def answer(shown: Sequence[Shown]) -> tuple[Content, ...]:
    """Return an answer to /rank or /mine: pictures that say their words together in one caption, or after it."""
    shown = [in_language(one) for one in shown]
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
    return Picture(((shown, WHOLE),), escape(captioned("whole_list", name=name)), file=f"{name.replace('/', '／')}.png")
