"""The workbook of a result: its standings as they were published, and all that they were made from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from handlers.publishing.results import Ranked, Reported, Ruled, Workbook
from handlers.publishing.texts.circulars import CIRCULAR
from handlers.publishing.texts.files import EVIDENCE, REPORTED, ROLES, SEALS, UNRANKED, WORKBOOK, WORKBOOK_FILE
from handlers.results import Values
from handlers.rules.views.methods import method
from handlers.sheets import Cell, Percent, Rows, pack
from handlers.standings.texts.words import CELLS
from handlers.submissions.texts import ABOUT, STATES
from handlers.texts import listed, when
from scoring.language import both
from scoring.lifecycle import NOT_APPLICABLE
from scoring.standings.vetoes import in_words


def file_name(book: Workbook) -> str:
    """Name the file of a workbook."""
    again = CIRCULAR["file_again"].format(version=book.version) if book.version > 1 else ""
    return WORKBOOK_FILE.format(period=book.period, version=again)


def build(book: Workbook) -> bytes:
    """Return the workbook as the bytes of an .xlsx."""
    titled = {**WORKBOOK, **{name: both(*sheet) for name, sheet in REPORTED.items()}}
    sheets = ((*titled[name], rows) for name, rows in _sheets(book))
    return pack(f"{book.competition} {book.period}", book.published_at, sheets)


def _sheets(book: Workbook) -> Iterator[tuple[str, Rows]]:
    yield "standings", _standings(book)
    yield "categories", _categories(book)
    yield "metrics", _metrics(book)
    yield from told(book.reported)
    yield "corrections", ((c.number, c.unit, c.metric, c.before, c.after, c.why) for c in book.corrections)
    yield "rulebook", map(_rule, book.rules.values())
    yield "source", enumerate(book.rulebook.splitlines(), 1)
    yield "seals", _seals(book)


def told(reported: Sequence[Reported]) -> Iterator[tuple[str, Rows]]:
    """Return the sheets of what was reported: values, and events."""
    yield "values", (_reported(one, *_figures(one.value)) for one in reported if not one.title)
    yield "events", (_reported(one, one.value, one.title, one.day) for one in reported if one.title)


def _standings(book: Workbook) -> Rows:
    names = {category: name for category, (name, _) in book.categories.items()}
    ranked = (each for arena in book.ranked for each in arena)
    for (table, row), about in zip(_rows(book), ranked, strict=True):
        veto = None if row["veto"] is None else in_words(row["veto"], names)
        points = (row["total"], table["full_marks"], row["base"], row["bonus"], row["deduction"])
        named = (book.arenas[table["arena"]], _rank(row), row["name"])
        yield (*named, *map(_exact, points), Percent(row["coverage"]), veto, _remarks(about, book.minimum))


def _remarks(about: Ranked, minimum: str) -> str:
    found = [about.unranked] if about.unranked else []
    told = [*found, "shared"] if about.shared else found
    return listed((UNRANKED[each].format(minimum=minimum) for each in told), "；")


def _categories(book: Workbook) -> Rows:
    for table, row in _rows(book):
        for category, points in row["categories"].items():
            name, full = book.categories[category]
            yield (book.arenas[table["arena"]], _rank(row), row["name"], name, _exact(points), _exact(full))


def _metrics(book: Workbook) -> Rows:
    for _, row in _rows(book):
        for metric, cell in row["metrics"].items():
            rule, figures = book.rules[metric], _figures(cell["value"] or "")
            points = (_exact(cell["points"]), _exact(rule.full))
            about = (rule.arena, row["name"], rule.category, rule.metric)
            yield (*about, *points, *figures, CELLS[cell["state"]], cell.get("stars"))


def _rule(rule: Ruled) -> Sequence[Cell]:
    about = (rule.arena, rule.category, rule.metric, _exact(rule.points), ROLES[rule.role])
    return (*about, listed(rule.leads), method(*rule.method))


def _rows(book: Workbook) -> Iterator[tuple[Values, Values]]:
    """Yield every unit's row with the table in which it stands."""
    return ((table, row) for table in book.tables for row in table["rows"])


def _rank(row: Values) -> Cell:
    return None if row["rank"] is None else Decimal(str(row["rank"]))


def _exact(number: str | None) -> Cell:
    """Return a number of the standings or the rulebook; one that no decimal writes stays its text."""
    return number if number is None or "/" in number else Decimal(number)


def _figures(value: str) -> tuple[Cell, Cell, Cell]:
    """Return a value as a number, or as the two numbers of a share or place."""
    if value in ("", NOT_APPLICABLE):
        return (CELLS[NOT_APPLICABLE] if value else None, None, None)
    whole, slash, among = value.partition("/")
    return (None, Decimal(whole), Decimal(among)) if slash else (Decimal(value), None, None)


def _reported(one: Reported, *told: Cell) -> Sequence[Cell]:
    pieces = [_piece(*piece) for piece in one.evidence]
    where = (one.arena, one.unit, one.metric, one.period, one.number)
    who = (STATES[one.state], one.reporter or ABOUT["ledger"], one.reported_at, listed(one.confirmers), one.decided_at)
    return (*where, *told, *who, len(pieces), "\n".join(f"{place}. {piece}" for place, piece in enumerate(pieces, 1)))


def _piece(name: str, digest: str) -> str:
    told = EVIDENCE.get(name, name)
    return both(f"{told}（SHA-256 {digest}）", f"{told} (SHA-256 {digest})") if digest else told


def _seals(book: Workbook) -> Rows:
    first = book.tables[0]
    yield SEALS["competition"], book.competition
    yield SEALS["period"], book.period
    yield SEALS["version"], book.version
    yield SEALS["published"], f"{book.published_at:%Y-%m-%d %H:%M}"
    yield SEALS["as_of"], book.as_of
    yield SEALS["signed"], listed(book.signed)
    yield SEALS["notice"], when(book.notice) if book.notice else ""
    yield SEALS["rulebook"], first["rulebook"]
    yield SEALS["engine"], first["engine"]
    for (number, code), table in zip(book.sealed, book.tables, strict=True):
        arena = book.arenas[table["arena"]]
        yield SEALS["number"].format(arena=arena), number
        yield SEALS["code"].format(arena=arena), code
        yield SEALS["snapshot"].format(arena=arena), table["snapshot"]
