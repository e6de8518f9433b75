"""The documents of a year: the list for the annual evaluation (年度考核), and a unit's file on paper and as a workbook."""

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from handlers.publishing.results import Evaluation, Placed, YearFile
from handlers.publishing.texts import CIRCULAR, EVALUATION, NUMERALS, WORKBOOK, YEAR, YEAR_BOOK, YEAR_LIST
from handlers.publishing.views.paper import PITCH, SMALL, TITLE, lay_out, line, plain, steady, table
from handlers.publishing.views.workbook import told
from handlers.sheets import Cell, Rows, pack
from handlers.texts import FLAGS, listed

if TYPE_CHECKING:
    from docx.document import Document


def list_name(found: Evaluation) -> str:
    """Name the file of the list."""
    return _written("list_file", year=found.year, version=_again(found.version))


def file_name(found: YearFile) -> str:
    """Name the file of a unit on paper."""
    return _written("file", year=found.year, unit=_nameable(found.unit), version=_again(found.version))


def book_name(found: YearFile) -> str:
    """Name the workbook of a unit."""
    return _written("book", year=found.year, unit=_nameable(found.unit), version=_again(found.version))


def build_list(found: Evaluation) -> bytes:
    """Return the list as the bytes of a .docx: an arena a page, with columns to fill in."""
    book = _opened(_written("list_title", **_named(found)))
    for arena, rows in found.arenas:
        heading = line(book, arena, font="heading", at="CENTER", pitch=2 * PITCH)
        heading.paragraph_format.page_break_before = arena != found.arenas[0][0]
        head = (*EVALUATION[:3], *(_written("quarter", number=each) for each in found.quarters), *EVALUATION[3:])
        widths = (14, 38, 22, *(12 for _ in found.quarters), 20, 14)
        table(book, widths, head, ((*row, "　") for row in rows))
    return _closed(book, found.sign, found.seals, CIRCULAR["day"].format(day=found.day))


def build(found: YearFile) -> bytes:
    """Return the file of a unit as the bytes of a .docx."""
    book = _opened(_written("title", unit=found.unit, **_named(found)))
    line(book, _written("arena", arena=found.arena), indent=2)
    _part(book, "placed", (46, 28, 24, 24, 34), YEAR_LIST, (_place(one) for one in found.placed))
    events = [(one.period, one.metric, one.value, one.title, f"{one.number:04}") for one in found.reported if one.title]
    _part(book, "events", (32, 36, 20, 50, 18), YEAR["events_head"].split(), events)
    if found.flags is not None:
        decided = [
            (one.period, FLAGS[one.colour], one.reason, CIRCULAR["day"].format(day=one.day), str(one.publication))
            for one in found.flags
        ]
        _part(book, "flags", (40, 16, 46, 38, 16), YEAR["flags_head"].split(), decided)
    changes = [(period, one.metric, one.before, one.after, one.why) for period, one in found.corrections]
    place = NUMERALS[2 if found.flags is None else 3]
    _part(book, "corrections", (32, 36, 22, 22, 44), YEAR["corrections_head"].split(), changes, place)
    return _closed(book, found.sign, (found.seal,), CIRCULAR["day"].format(day=found.published_at))


def build_book(found: YearFile) -> bytes:
    """Return the workbook of a unit as the bytes of an .xlsx."""
    title = f"{found.unit} {found.year} {found.competition}"
    return pack(title, found.published_at, ((*_titled(name), rows) for name, rows in _sheets(found)))


def _sheets(found: YearFile) -> Iterator[tuple[str, Rows]]:
    yield "placed", (_figures(one) for one in found.placed)
    yield from told(found.reported)
    if found.flags is not None:
        yield "flags", ((o.period, FLAGS[o.colour], o.reason, o.day.isoformat(), o.publication) for o in found.flags)
    yield "changes", ((p, c.number, c.unit, c.metric, c.before, c.after, c.why) for p, c in found.corrections)


def _titled(name: str) -> tuple[str, tuple[str, ...]]:
    return YEAR_BOOK[name] if name in YEAR_BOOK else WORKBOOK[name]


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
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    place: str = "",
) -> None:
    """Write a table under its heading, or that there is nothing of the kind."""
    every = list(rows)
    line(book, _written(name, place=place), font="heading", indent=2).paragraph_format.keep_with_next = True
    if every:
        table(book, widths, head, every)
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
    line(book, CIRCULAR["seals"].format(seals=listed(seals)), size=SMALL)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _named(found: Evaluation | YearFile) -> dict[str, str]:
    return {"competition": found.competition, "year": found.year}


def _again(version: int) -> str:
    return CIRCULAR["file_again"].format(version=version) if version > 1 else ""


def _nameable(unit: str) -> str:
    """Return a unit's name as a file may be called."""
    return plain(unit).replace("/", "／").replace("\\", "＼")


def _written(code: str, **values: object) -> str:
    return YEAR[code].format(**values)
