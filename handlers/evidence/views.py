"""What evidence looks like: a list in words, then the files, in albums where they are several."""

from collections.abc import Sequence

from handlers.results import Content, Files, Piece
from handlers.submissions.results import Claimed
from handlers.submissions.views.values import value_of
from handlers.texts import escape, messages, numbered, sentence, when
from scoring.calendar import worded
from scoring.language import Words, both, named

MOST = 10
"""Files in one album of Telegram."""
KINDS = Words({"photo": ("照片", "photo"), "document": ("文件", "file"), "link": ("网页链接", "link")})


def shown(claimed: Claimed, pieces: list[Piece]) -> tuple[Content, ...]:
    """Return the list of a submission's evidence, and its files by kind."""
    names = f"{escape(named(claimed.unit))} {escape(named(claimed.metric))}"
    what = f"{names} {escape(value_of(claimed))}{both('，', ', ')}{worded(claimed.period)}"
    number = numbered(claimed.number)
    return listed(both(f"{number} 的佐证", f"Evidence of {number}"), what, pieces)


def listed(caption: str, what: str, pieces: Sequence[Piece]) -> tuple[Content, ...]:
    """Return a list of evidence under what it is of, and its files by kind."""
    lines = [both(f"📎 {caption} {len(pieces)} 份：{what}", f"📎 {caption} ({len(pieces)}): {what}")]
    lines += [f"{place} {_line(piece)}" for place, piece in enumerate(pieces, 1)]
    found: list[Content] = [*messages(lines)]
    for kind in ("photo", "document"):
        files = [piece for piece in pieces if piece.kind == kind and not piece.withheld]
        albums = [tuple(files[start : start + MOST]) for start in range(0, len(files), MOST)]
        found += [Files(album, caption) for album in albums]
    return tuple(found)


def called(piece: Piece) -> str:
    """Return what a file is called; photos have no names, but a sender and a time."""
    return piece.name or f"{KINDS[piece.kind]}{both('', ' ')}{_who(piece)}"


def _who(piece: Piece) -> str:
    told = f"{piece.by} {when(piece.at)}"
    return both(f"（{told}）", f"({told})")


def _line(piece: Piece) -> str:
    who = escape(_who(piece))
    if piece.kind == "link":
        return f"{escape(piece.name)} {who}"
    name = f" {escape(piece.name)}" if piece.name else ""
    digest = f" SHA-256 {piece.digest[:12]}" if piece.digest else ""
    why = f" {sentence(f'evidence_{piece.withheld}', {})}" if piece.withheld else ""
    return f"{KINDS[piece.kind]}{name}{both('', ' ')}{who}{digest}{why}"
