"""From what is drawn to what is sent: a photo or an album, the whole list as a document, and the words beside it."""

from collections.abc import Sequence

from handlers.results import Content, Message, Picture
from handlers.results.board import Board
from handlers.results.pictures import CategoryBoard, Shown
from handlers.views import boards, pictures
from handlers.views.boards import CAPTION_LIMIT, WHOLE, WHOLE_ROWS, length
from handlers.views.texts import escape

ALBUM = 10
"""Photos that one album can hold."""


def posted(board: Board) -> tuple[Content, ...]:
    """Return a post: pictures with a caption, and where that cannot hold every unit the whole list as text."""
    return _contents([board], boards.caption(board), boards.messages(board))


def asked(shown: Sequence[Shown]) -> tuple[Content, ...]:
    """Return an answer to /rank or /mine: pictures that say their words together in one caption, or after it."""
    first, *others = shown
    told = [pictures.caption(first), *("\n".join(pictures.messages(one) or [pictures.caption(one)]) for one in others)]
    lines = "\n".join(told).split("\n")
    together = "\n".join(reversed(dict.fromkeys(reversed(lines))))  # what stands under each is said once, at the end
    if length(together) <= CAPTION_LIMIT:
        return _contents(shown, together, pictures.messages(first))
    return _contents(shown, told[0], boards.split_text("\n".join([*pictures.messages(first), *told[1:]])))


def _contents(shown: Sequence[Shown], caption: str, messages: Sequence[str]) -> tuple[Content, ...]:
    pages = [(one, page) for one in shown for page in range(1, pictures.page_count(one) + 1)]
    albums = -(-len(pages) // ALBUM)
    batches = [tuple(pages[len(pages) * n // albums : len(pages) * (n + 1) // albums]) for n in range(albums)]
    words = escape(caption)
    return (
        Picture(batches[0], words, words),
        *(Picture(batch) for batch in batches[1:]),
        *(_document(one) for one in shown if pictures.page_count(one) > 1 and _fits(one)),
        *(Message(escape(text)) for text in messages),
    )


def _fits(shown: Shown) -> bool:
    return isinstance(shown, Board | CategoryBoard) and len(shown.rows) <= WHOLE_ROWS


def _document(shown: Shown) -> Picture:
    """Return the whole list as a file: a chat would shrink so tall a photo until nobody could read it."""
    name = f"{shown.title} {shown.subtitle}"
    return Picture(((shown, WHOLE),), escape(f"{name}：一张长图，点开可放大"), file=f"{name.replace('/', '／')}.png")
