"""Standings for people and programs: JSON in its stable key order, a table, CSV."""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.faults import words
from scoring.language import named
from scoring.standings.harmless import harmless
from scoring.standings.score import MetricCell, Row, Standings
from scoring.standings.vetoes import in_words


def as_json(standings: Standings, against: Mapping[str, Row] | None = None) -> dict[str, object]:
    """Return the object of the published interface; `against` adds rank and total under another rulebook."""
    return {
        "competition": standings.competition,
        "arena": standings.arena,
        "period": standings.period,
        "final": standings.final,
        "full_marks": standings.full_marks,
        "rulebook": standings.rulebook,
        "snapshot": standings.snapshot,
        "engine": standings.engine,
        "rows": [_row(row, vetoed=standings.vetoed) | _against(against, row) for row in standings.rows],
    }


def as_table(standings: Standings, against: Mapping[str, Row] | None = None) -> str:
    """Return the standings as aligned text in the language that is spoken; a Chinese character is two columns wide."""
    headers = _headers("table")
    headers += [f"{named(name)}({full})" for _, name, full in standings.listed]
    headers += _headers("veto") if standings.vetoed else []
    headers += _headers("against") if against is not None else []
    names = {identifier: name for identifier, name, _ in standings.listed}
    lines = [headers]
    for row in standings.rows:
        line = [
            rank_text(row.rank) or "—",
            named(row.name),
            row.total,
            row.base,
            row.bonus,
            row.deduction,
            row.coverage,
        ]
        line += [row.categories.get(name, "—") for name, _, _ in standings.listed]
        if standings.vetoed:
            line += [rank_text(row.rank_without_veto) or "—", in_words(row.veto, names) if row.veto else "—"]
        line += [text or "—" for text in _against_texts(against, row)]
        lines.append(line)
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    whose = f"{named(standings.competition_name)} {named(standings.arena_name)} {standings.period}"
    kind = "table_final" if standings.final else "table_provisional"
    title = words(kind, {"title": whose, "marks": standings.full_marks})
    aligned = [
        "  ".join(_padded(text, width, left=at == 1) for at, (text, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    ]
    return "\n".join([title, *(line.rstrip() for line in aligned)])


def as_csv(several: Sequence[Standings], against: Mapping[str, Row] | None = None) -> str:
    """Return one CSV table: a row a unit, a column a category of any of the arenas."""
    categories = [name for standings in several for name, _, _ in standings.listed]
    fixed = ["rank", "unit", "name", "total", "base", "bonus", "deduction", "coverage"]
    extra = ["against_rank", "against_total"] if against is not None else []
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*fixed, *map(harmless, categories), *extra])
    for standings in several:
        for row in standings.rows:
            line = [rank_text(row.rank), harmless(row.unit), harmless(row.name), row.total, row.base, row.bonus]
            line += [row.deduction, row.coverage, *(row.categories.get(name, "") for name in categories)]
            writer.writerow(line + _against_texts(against, row))
    return stream.getvalue()


def rank_text(rank: int | Fraction | None) -> str:
    """Write a rank: 1, 2.5, or nothing where the unit is not ranked."""
    if rank is None:
        return ""
    return str(rank) if isinstance(rank, int) else f"{int(rank)}.5"


def _rank(rank: int | Fraction | None) -> object:
    """Return the rank as JSON writes it; a half is the only number that JSON needs a float for, and is exact."""
    return int(rank) + 0.5 if isinstance(rank, Fraction) else rank


def _row(row: Row, *, vetoed: bool) -> dict[str, object]:
    return {
        "rank": _rank(row.rank),
        **({"rank_without_veto": _rank(row.rank_without_veto)} if vetoed else {}),
        "unit": row.unit,
        "name": row.name,
        "total": row.total,
        "base": row.base,
        "bonus": row.bonus,
        "deduction": row.deduction,
        "coverage": row.coverage,
        "veto": row.veto,
        "categories": dict(row.categories),
        "metrics": {name: _cell(cell) for name, cell in row.metrics.items()},
    }


def _cell(cell: MetricCell) -> dict[str, object]:
    found: dict[str, object] = {"points": cell.points, "value": cell.value, "state": cell.state}
    return found if cell.stars is None else found | {"stars": cell.stars}


def _against(others: Mapping[str, Row] | None, row: Row) -> dict[str, object]:
    if others is None:
        return {}
    other = others.get(row.unit)
    return {"against": {"rank": _rank(other.rank) if other else None, "total": other.total if other else None}}


def _against_texts(others: Mapping[str, Row] | None, row: Row) -> list[str]:
    if others is None:
        return []
    other = others.get(row.unit)
    return [rank_text(other.rank), other.total] if other else ["", ""]


def _headers(of: str) -> list[str]:
    return words(f"{of}_headers", {}).split("|")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    blanks = " " * (width - _width(text))
    return text + blanks if left else blanks + text
