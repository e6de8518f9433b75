"""The documents of a year: the list for the annual evaluation (年度考核), and a unit's file on paper and as a workbook."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from handlers.pictures.shown.spoken import in_language
from handlers.publishing.results import Evaluation, Placed, YearFile
from handlers.publishing.texts.circulars import NUMERALS
from handlers.publishing.texts.files import EVALUATION, LIST, REPORTED, YEAR, YEAR_BOOK, YEAR_TABLES, Sheet
from handlers.publishing.views.paper import PITCH, SMALL, TITLE, lay_out, line, plain, steady, table
from handlers.publishing.views.workbook import told
from handlers.results import Document as Handed
from handlers.sheets import Cell, Rows, pack
from handlers.texts import FLAGS, listed, sentence
from scoring.calendar import MONTHS
from scoring.language import both

if TYPE_CHECKING:
    from docx.document import Document


def list_name(found: Evaluation) -> str:
    """Name the file of the list."""
    return LIST["file"].format(year=found.year, version=_again(found.version))


def file_name(found: YearFile) -> str:
    """Name the file of a unit on paper."""
    return _written("file", year=found.year, unit=_nameable(found.unit), again=_again(found.version))


def book_name(found: YearFile) -> str:
    """Name the workbook of a unit."""
    return _written("book", year=found.year, unit=_nameable(found.unit), again=_again(found.version))


def hand_over(kind: str, found: tuple[str, bytes] | YearFile) -> Handed:
    """Hand over a file of a unit: as it is kept, or made of what stands in it, in the language that is spoken."""
    caption = sentence("unit_file_told", {})
    if isinstance(found, tuple):
        name, content = found
        return Handed(name, caption, lambda: content, caption)
    called, make = FILES[kind]
    told = in_language(found)
    return Handed(called(told), caption, partial(make, told), caption)


def build_list(found: Evaluation) -> bytes:
    """Return the list as the bytes of a .docx: an arena a page, with columns to fill in."""
    book = _opened(LIST["title"].format(**_named(found)))
    for arena, rows in found.arenas:
        heading = line(book, arena, font="heading", at="CENTER", pitch=2 * PITCH)
        heading.paragraph_format.page_break_before = arena != found.arenas[0][0]
        head = (*EVALUATION[:3], *(LIST["quarter"].format(number=each) for each in found.quarters), *EVALUATION[3:])
        widths = (14, 38, 22, *(12 for _ in found.quarters), 20, 14)
        table(book, widths, head, ((*row, "　") for row in rows))
    return _closed(book, found.sign, found.seals, _day(found.day))


def build(found: YearFile) -> bytes:
    """Return the file of a unit as the bytes of a .docx."""
    book = _opened(_written("title", unit=found.unit, **_named(found)))
    line(book, _written("arena", arena=found.arena), indent=2)
    _part(book, "placed", (46, 28, 24, 24, 34), (_place(one) for one in found.placed))
    events = [(one.period, one.metric, one.value, one.title, f"{one.number:04}") for one in found.reported if one.title]
    _part(book, "events", (32, 36, 20, 50, 18), events)
    if found.flags is not None:
        decided = [
            (one.period, FLAGS[one.colour], one.reason, _day(one.day), str(one.publication)) for one in found.flags
        ]
        _part(book, "flags", (40, 16, 46, 38, 16), decided)
    changes = [(period, one.metric, one.before, one.after, one.why) for period, one in found.corrections]
    _part(book, "corrections", (32, 36, 22, 22, 44), changes, 3 if found.flags is None else 4)
    if aside := both("", "The official file is in Chinese."):
        line(book, aside, size=SMALL)
    return _closed(book, found.sign, (found.seal,), _day(found.published_at))


def build_book(found: YearFile) -> bytes:
    """Return the workbook of a unit as the bytes of an .xlsx."""
    title = f"{found.unit} {found.year} {found.competition}"
    return pack(title, found.published_at, ((*_titled(name), rows) for name, rows in _sheets(found)))


FILES = {"year_file": (file_name, build), "year_book": (book_name, build_book)}
"""How each file of a unit is called and made."""


def _sheets(found: YearFile) -> Iterator[tuple[str, Rows]]:
    yield "placed", (_figures(one) for one in found.placed)
    yield from told(found.reported)
    if found.flags is not None:
        yield "flags", ((o.period, FLAGS[o.colour], o.reason, o.day.isoformat(), o.publication) for o in found.flags)
    yield "changes", ((p, c.number, c.unit, c.metric, c.before, c.after, c.why) for p, c in found.corrections)


def _titled(name: str) -> Sheet:
    return both(*(YEAR_BOOK[name] if name in YEAR_BOOK else REPORTED[name]))


def _figures(one: Placed) -> Sequence[Cell]:
    rank, total = (Decimal(each) if each else None for each in (one.rank, one.total))
    return (one.period, rank, one.ranked, total, Decimal(one.full), one.version, one.veto)


def _place(one: Placed) -> tuple[str, ...]:
    rank = _written("rank", rank=one.rank, ranked=one.ranked) if one.rank else ""
    remarks = [_written("version", version=one.version)] if one.version > 1 else []
    return (one.period, rank, one.total, one.full, listed([*remarks, *filter(None, (one.veto,))]))


def _part(
    book: "Document",
    name: str,
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    place: int = 1,
) -> None:
    """Write a table under its heading, or that there is nothing of the kind."""
    every = list(rows)
    heading = _written(name, place=place, numeral=NUMERALS[place - 1])
    line(book, heading, font="heading", indent=2).paragraph_format.keep_with_next = True
    if every:
        table(book, widths, both(*YEAR_TABLES[name]), every)
    else:
        line(book, YEAR["nothing"], indent=2)


def _opened(title: str) -> "Document":
    from docx import Document  # noqa: PLC0415 - loaded by whoever makes one

    book = Document()
    lay_out(book)
    book.core_properties.title = plain(title)
    for part in title.split("\n"):
        line(book, part, font="title", size=TITLE, at="CENTER", pitch=2 * PITCH)
    return book


def _closed(book: "Document", sign: str, seals: Sequence[str], day: str) -> bytes:
    line(book, "")
    for text in (sign, day):
        line(book, text, at="RIGHT", right=4)
    line(book, _written("seals", seals=listed(seals)), size=SMALL)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _named(found: Evaluation | YearFile) -> dict[str, str]:
    return {"competition": found.competition, "year": found.year}


def _again(version: int) -> str:
    return _written("again", version=version) if version > 1 else ""


def _day(day: date) -> str:
    return _written("day", day=day, month=MONTHS[day.month - 1])


def _nameable(unit: str) -> str:
    """Return a unit's name as a file may be called."""
    return plain(unit).replace("/", "／").replace("\\", "＼")


def _written(code: str, **values: object) -> str:
    return YEAR[code].format(**values)
