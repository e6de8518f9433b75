"""TOML bytes -> Rulebook: every fault of the file at once, each with its place and a suggested mend."""

import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from scoring.calendar import Period
from scoring.faults import Fault, FaultyError
from scoring.rulebook.competition import read_competition, read_points
from scoring.rulebook.flags import read_flags
from scoring.rulebook.keeping import read_keeping
from scoring.rulebook.kinds import read_kind, reserved
from scoring.rulebook.ledgers import Kind
from scoring.rulebook.metric import read_derived, read_metric, takes_values
from scoring.rulebook.model import VETO, ZERO_CATEGORY, Arena, Category, Competition, Metric, Rulebook, Unit, names_of
from scoring.rulebook.publish import read_publish
from scoring.rulebook.schedule import read_schedule
from scoring.rulebook.source import check_source
from scoring.rulebook.spelling import normalise
from scoring.rulebook.targets import read_targets
from scoring.rulebook.toml_table import FloatLiteral, Table

Entry = TypeVar("Entry", Metric, Unit, Kind)
_FILE = "竞赛方案"

_NUMBERED = 9
_DIGITS = "[0-9](?:_?[0-9])*"
_MAY_BE_FLOAT = re.compile(
    rf"(?<=[\s=\[,])([+-]?)(?:({_DIGITS}(?:\.{_DIGITS}(?:[eE][+-]?{_DIGITS})?|[eE][+-]?{_DIGITS}))|inf|nan)"
)
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


def load(data: bytes) -> Rulebook:
    """Read a rulebook; FaultyError names every fault of the file."""
    faults: list[Fault] = []
    root = Table(_parse(data, faults), "", faults)
    header = root.table("competition", required=True)
    competition = read_competition(header or Table({}, "competition", []))
    schedule = read_schedule(root.table("schedule"))
    keeping = read_keeping(root.table("evidence"))
    publish = read_publish(root.table("publish"))
    flags = read_flags(root.table("flags"), publish, competition.places)
    arenas = [_arena(table) for table in root.tables("arenas")]
    arena_ids = {arena.id for arena in arenas}
    units = [_unit(table, arena_ids) for table in root.tables("units")]
    category_tables = root.tables("categories")
    categories = [_category(table, arena_ids, competition.places) for table in category_tables]
    metric_tables = root.tables("metrics")
    arena_of = {category.id: category.arena for category in categories}
    unit_ids = {unit.id for unit in units}
    metrics = _metrics(metric_tables, arena_of, unit_ids, competition.places)
    kinds = tuple(read_kind(table, unit_ids) for table in root.tables("kinds", required=False))
    kind_ids = {kind.id for kind in kinds}
    for metric, table in zip(metrics, metric_tables, strict=True):
        _check_completes(table, metric, metrics)
        check_source(table, metric, kind_ids)
    targets = read_targets(root.tables("targets", required=False), units, metrics)
    root.done()
    if header is not None:
        _check_tie_break(header, competition, categories, metrics)
        _check_veto(header, competition, categories)
    for key, entries in (("arenas", arenas), ("units", units), ("categories", categories), ("metrics", metrics)):
        faults += _repeated_ids(key, [entry.id for entry in entries])
    faults += _repeated_ids("kinds", [kind.id for kind in kinds])
    faults += _repeated_names("units", units)
    faults += _repeated_names("kinds", kinds)
    faults += reserved(kinds, units, arenas)
    faults += [
        Fault(f"metrics[{metric.id}]", "name_reserved", {"text": VETO})
        for metric in metrics
        if VETO in names_of(metric)
    ]
    for arena in arenas:
        faults += _repeated_names("metrics", [metric for metric in metrics if metric.arena == arena.id])
        faults += _empty_arena(arena, units, metrics)
    own_of: defaultdict[str, list[tuple[Metric, Table]]] = defaultdict(list)
    for metric, table in zip(metrics, metric_tables, strict=True):
        if metric.role == "base":
            own_of[metric.category].append((metric, table))
    for category, table in zip(categories, category_tables, strict=True):
        own = own_of[category.id]
        if "points" not in table.bad and not any("points" in inner.bad for _, inner in own):
            _check_sum(table, category, [metric for metric, _ in own])
    if faults:
        raise FaultyError(faults)
    return Rulebook(
        competition=competition,
        schedule=schedule,
        arenas=tuple(arenas),
        units=_called(units, root.english),
        categories=tuple(categories),
        metrics=_called(metrics, root.english),
        fingerprint=f"sha256:{hashlib.sha256(data).hexdigest()}",
        keeping=keeping,
        publish=publish,
        flags=flags,
        targets=targets,
        kinds=_called(kinds, root.english),
        english=root.english,
    )


def _called(entries: Sequence[Entry], english: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return them with the English names that stand beside their Chinese ones, there or elsewhere in the file."""
    return tuple(replace(entry, english=english[entry.name]) if entry.name in english else entry for entry in entries)


def _parse(data: bytes, faults: list[Fault]) -> dict[str, object]:
    """Parse the TOML exactly: floats become literals, each a fault with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultyError([Fault(_FILE, "not_utf8")]) from None
    literals: list[str] = []

    def literal(written: str) -> FloatLiteral:
        literals.append(written)
        return FloatLiteral(written)

    try:
        raw = tomllib.loads(text, parse_float=literal)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        if found is None:
            raise FaultyError([Fault(_FILE, "toml_ends_early")]) from None
        raise FaultyError([Fault(f"第 {found[1]} 行", "toml_syntax", {"column": found[2]})]) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits, brackets nested without end
        raise FaultyError([Fault(_FILE, "toml_unreadable")]) from None
    for line, written in zip(_float_lines(text) if literals else (), literals, strict=True):
        faults.append(Fault(f"第 {line} 行", "float", {"text": written}))
    return raw


def _float_lines(text: str) -> list[int]:
    """Return the line of each float literal: the file is parsed once more, with a number added to all that may be one.

    It is added where strings, comments and keys hold such a thing, too; the file is valid with it as it was without.
    """
    lines: list[int] = []
    found: list[int] = []
    line, counted = 1, 0

    def numbered(may_be: re.Match[str]) -> str:
        nonlocal line, counted
        line += text.count("\n", counted, may_be.start())
        counted = may_be.start()
        lines.append(line)
        sign, digits = may_be.groups()
        return f"{sign}{digits or '0e0'}{str(len(lines) - 1).zfill(_NUMBERED)}"

    tomllib.loads(
        _MAY_BE_FLOAT.sub(numbered, text), parse_float=lambda written: found.append(lines[int(written[-_NUMBERED:])])
    )
    return found


def _arena(table: Table) -> Arena:
    arena = Arena(table.identifier(), table.name())
    table.done()
    return arena


def _arena_reference(table: Table, arenas: Collection[str], *, required: bool) -> str | None:
    arena = table.text("arena") if required or "arena" in table.raw else None
    if arena is None:
        table.take("arena")
    elif "arena" not in table.bad and arena not in arenas:
        table.fault("arena", "arena_unknown", text=arena)
    return arena


def _unit(table: Table, arenas: Collection[str]) -> Unit:
    identifier, name = table.identifier(), table.name()
    arena, aliases = _arena_reference(table, arenas, required=False), table.texts("aliases")
    unit = Unit(identifier, name, arena, aliases, _term(table, "from"), _term(table, "until"))
    if unit.begins is not None and unit.ends is not None and unit.ends.last < unit.begins.last:
        table.fault("until", "unit_ends_early", begins=str(unit.begins), ends=str(unit.ends))
    table.done()
    return unit


def _term(table: Table, key: str) -> Period | None:
    """Read the first or last period in which a unit is there."""
    text = table.text(key, "")
    period = Period.parse(normalise(text))
    if key in table.raw and period is None and key not in table.bad:
        table.fault(key, "bad_term", text=text)
    return period


def _category(table: Table, arenas: Collection[str], places: int) -> Category:
    identifier, name = table.identifier(), table.name()
    arena = _arena_reference(table, arenas, required=True) or ""
    category = Category(identifier, name, arena, read_points(table, "points", places))
    table.done()
    return category


def _metrics(tables: Sequence[Table], arena_of: Mapping[str, str], units: Collection[str], places: int) -> list[Metric]:
    """Read the metrics in their order; those that take another one's values after all others."""
    found = {
        at: read_metric(table, arena_of, units, places) for at, table in enumerate(tables) if not takes_values(table)
    }
    sources = {metric.id: metric for metric in found.values()}
    derived = {str(table.raw.get("id")) for table in tables if takes_values(table)}
    for at, table in enumerate(tables):
        if takes_values(table):
            found[at] = read_derived(table, arena_of, places, sources, derived)
    return [found[at] for at in range(len(tables))]


def _check_tie_break(
    table: Table, competition: Competition, categories: Sequence[Category], metrics: Sequence[Metric]
) -> None:
    known = {"base", "bonus", "deductions"}
    known |= {f"category:{category.id}" for category in categories}
    known |= {f"metric:{metric.id}" for metric in metrics}
    for entry in competition.tie_break:
        if entry not in known:
            table.fault("tie_break", "tie_break_unknown", text=entry)


def _check_veto(table: Table, competition: Competition, categories: Sequence[Category]) -> None:
    known = ["ineligible", "bottom", *(f"{ZERO_CATEGORY}{category.id}" for category in categories)]
    if competition.veto not in known and "veto" not in table.bad:
        table.fault("veto", "not_choice", text=competition.veto, options=" ".join(known))


def _check_completes(table: Table, metric: Metric, metrics: Sequence[Metric]) -> None:
    """Hold that what is completed has the same arena, and no level that its completion lacks."""
    if metric.completes is None:
        return
    proposed = next((one for one in metrics if one.id == metric.completes), None)
    fits = proposed is not None and proposed.input == metric.input == "events" and proposed.arena == metric.arena
    fits = fits and proposed is not None and proposed.is_reported
    if proposed is None or not fits or proposed is metric or not proposed.levels.keys() <= metric.levels.keys():
        table.fault("completes", "completes_unfit", text=metric.completes)


def _repeated_ids(key: str, ids: Sequence[str]) -> list[Fault]:
    repeated = [name for name, count in Counter(ids).items() if name and count > 1]
    return [Fault(f"{key}[{name}].id", "id_twice", {"text": name}) for name in repeated]


def _repeated_names(key: str, entries: Sequence[Unit] | Sequence[Metric] | Sequence[Kind]) -> list[Fault]:
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    for entry in entries:
        for name in names_of(entry):
            owner = owners.setdefault(name, entry.id)
            if name and owner != entry.id:
                faults.append(Fault(f"{key}[{entry.id}]", "name_twice", {"text": name, "other": f"{key}[{owner}]"}))
    return faults


def _empty_arena(arena: Arena, units: Sequence[Unit], metrics: Sequence[Metric]) -> list[Fault]:
    faults: list[Fault] = []
    if all(unit.arena != arena.id for unit in units):
        faults.append(Fault(f"arenas[{arena.id}]", "arena_without_units", {"text": arena.id}))
    if all(metric.arena != arena.id or metric.role != "base" for metric in metrics):
        faults.append(Fault(f"arenas[{arena.id}]", "arena_without_metrics", {"text": arena.id}))
    return faults


def _check_sum(table: Table, category: Category, metrics: Sequence[Metric]) -> None:
    total = sum((metric.points for metric in metrics), Fraction())
    if total != category.points:
        table.fault("points", "category_sum", points=str(category.points), sum=str(total))
