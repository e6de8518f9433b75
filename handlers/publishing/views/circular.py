"""The circular as a document, laid out by GB/T 9704—2012: A4, 22 lines of 28 characters, red line, annexes."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from handlers.publishing.results import Circular, CircularArena, Ranked
from handlers.publishing.texts.circulars import CIRCULAR, COLUMNS, NOTES, NUMERALS, REMARKS
from handlers.publishing.views.paper import PITCH, RED, SMALL, TITLE, lay_out, line, plain, rule, steady, table
from handlers.texts import listed, when

if TYPE_CHECKING:
    from docx.document import Document

OFFICE = 36
"""Points of the name of the office above the red line."""
WIDTHS = (18, 66, 26, 46)
"""Millimetres of the columns of an annex."""
TWO_LINES = PITCH * 5 // 4
"""The pitch of a title, which may have several lines."""


def file_name(circular: Circular) -> str:
    """Name the file of a circular."""
    again = _written("file_again", version=circular.version) if circular.version > 1 else ""
    return _written("file", period=circular.period, version=again)


def build(circular: Circular) -> bytes:
    """Return the circular as the bytes of a .docx."""
    from docx import Document  # noqa: PLC0415 - loaded by whoever makes one

    book = Document()
    lay_out(book)
    named = {"period": circular.period, "competition": circular.competition}
    title = title_of(circular)
    book.core_properties.author, book.core_properties.title = circular.office, plain(title)
    _head(book, circular)
    for part in title.split("\n"):
        line(book, part, font="title", size=TITLE, at="CENTER", pitch=TWO_LINES)
    line(book, "")
    if circular.to:
        line(book, _written("to", to=circular.to))
    _text(book, _written("opening_again" if circular.version > 1 else "opening", **named))
    for heading, told in parts_of(circular):
        _text(book, heading, font="heading")
        for one in told:
            _text(book, one)
    _text(book, _written("annexes") + _written("annex", place=1, arena=circular.arenas[0].name))
    for place, arena in enumerate(circular.arenas[1:], 2):
        _text(book, _written("annex", place=place, arena=arena.name), indent=5)
    line(book, "")
    if circular.sign:
        line(book, circular.sign, at="RIGHT", right=4)
    line(book, _day(circular.day), at="RIGHT", right=4)
    for place, arena in enumerate(circular.arenas, 1):
        _annex(book, place, arena)
    _imprint(book, circular)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def title_of(circular: Circular) -> str:
    """Return the title that the bureau has chosen, or ours; of a later version with the number of that."""
    if not circular.title:
        named = {"period": circular.period, "competition": circular.competition}
        return _written("title_again" if circular.version > 1 else "title", **named)
    again = _written("file_again", version=circular.version) if circular.version > 1 else ""
    return f"{circular.title}{again}"


def parts_of(circular: Circular) -> list[tuple[str, list[str]]]:
    """Return what the circular tells under numbered headings; what there is nothing of is left out."""
    found = [("result", [_result(arena) for arena in circular.arenas])]
    found.append(("vetoes", [_vetoes(arena) for arena in circular.arenas if arena.vetoes]))
    found.append(("best", [_best(arena) for arena in circular.arenas if arena.best]))
    found.append(("unreported", [_unreported(arena) for arena in circular.arenas if arena.unreported]))
    corrections = [
        _written(
            "corrected", unit=c.unit, metric=c.metric, was=c.before or _written("unconfirmed"), now=c.after, why=c.why
        )
        for c in circular.corrections
    ]
    found.append(("corrections", corrections))
    if circular.notice is not None:
        until = datetime.fromisoformat(circular.notice)
        found.append(("notice", [_written("noticed", year=until.year, until=when(until))]))
    every = [(heading, told) for heading, told in found if told]
    return [(_written(heading, place=NUMERALS[place]), told) for place, (heading, told) in enumerate(every)]


def _result(arena: CircularArena) -> str:
    ranked = [row for row in arena.rows if row.rank]
    first = [row for row in ranked if row.rank == ranked[0].rank]
    why = "".join(_why(arena))
    if not ranked:
        return _written("unranked", arena=arena.name, units=len(arena.rows)) + why
    names, total = listed(row.name for row in first), first[0].total
    counts = {"units": len(arena.rows), "ranked": len(ranked), "full": arena.full_marks}
    return _written("ranked", arena=arena.name, first=names, total=total, **counts) + why


def _why(arena: CircularArena) -> Iterator[str]:
    """Say of the units without a rank why they have none, a sentence a reason."""
    for reason in ("veto", "nothing", "empty", "blocked", "coverage"):
        rows = [row for row in arena.rows if row.unranked == reason]
        told = [
            _written("covered", unit=row.name, coverage=row.coverage) if reason == "coverage" else row.name
            for row in rows
        ]
        if told:
            yield _written(f"of_{reason}", units=listed(told), minimum=arena.minimum)


def remarks(row: Ranked) -> str:
    """Say what there is to know about the rank and the points of a unit."""
    found = [REMARKS[row.unranked].format(coverage=row.coverage)] if row.unranked else []
    return listed([*found, REMARKS["shared"]] if row.shared else found, "，")


def notes(arena: CircularArena) -> list[str]:
    """Explain the remarks of an arena's table."""
    there = {
        "unranked": any(row.unranked for row in arena.rows),
        "coverage": any(row.unranked == "coverage" for row in arena.rows),
        "shared": any(row.shared for row in arena.rows),
    }
    return [NOTES[name].format(minimum=arena.minimum) for name, is_there in there.items() if is_there]


def _vetoes(arena: CircularArena) -> str:
    told = [_written("vetoed", unit=unit, effects=effects) for unit, effects in arena.vetoes]
    return _written("best_of", arena=arena.name, told="；".join(told))


def _best(arena: CircularArena) -> str:
    told = [
        _written("best_one" if len(names) == 1 else "best_several", category=name, names=listed(names), points=most)
        for name, names, most in arena.best
    ]
    return _written("best_of", arena=arena.name, told="；".join(told))


def _unreported(arena: CircularArena) -> str:
    told = [_written("unreported_one", unit=unit, count=count) for unit, count in arena.unreported]
    return _written("unreported_in", arena=arena.name, told=listed(told))


def _written(code: str, **values: object) -> str:
    return CIRCULAR[code].format(**values)


def _day(day: date) -> str:
    return _written("day", day=day)


def _text(book: "Document", text: str, *, font: str = "body", indent: int = 2) -> None:
    line(book, text, font=font, indent=indent)


def _head(book: "Document", circular: Circular) -> None:
    """Write the name of the office and the number of the document, above a red line."""
    if circular.office:
        line(book, circular.office, font="title", size=OFFICE, at="CENTER", pitch=3 * PITCH, color=RED)
    last = line(book, circular.symbol, at="CENTER")
    rule(last, "w:bottom", RED, 12)
    line(book, "")


def _annex(book: "Document", place: int, arena: CircularArena) -> None:
    """Write the standings of an arena on a page of their own."""
    head = line(book, _written("annex_head", place=place), font="heading")
    head.paragraph_format.page_break_before = True
    line(book, _written("annex_title", arena=arena.name), font="title", size=TITLE, at="CENTER", pitch=2 * PITCH)
    table(book, WIDTHS, COLUMNS, [(row.rank or "—", row.name, row.total, remarks(row) or " ") for row in arena.rows])
    told = notes(arena)
    for number, one in enumerate(told, 1):
        numbered = _written("numbered", number=number, note=one) if len(told) > 1 else one
        line(
            book,
            _written("note", note=numbered) if number == 1 else numbered,
            size=SMALL,
            indent=min(number - 1, 1) * 2,
        )


def _imprint(book: "Document", circular: Circular) -> None:
    """Write the last lines of the document (版记): the codes of what was made public, who issued it and when."""
    line(book, "")
    seals = line(book, _written("seals", seals=listed(circular.seals)), size=SMALL)
    rule(seals, "w:top", "000000", 6)
    issued = line(book, _written("issued", office=circular.office, day=_day(circular.day)).strip(), size=SMALL)
    rule(issued, "w:bottom", "000000", 6)
