"""What two versions of a rulebook have different: units, metrics, weights, methods, deadlines, as codes and values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Literal, TypeVar

from scoring.rulebook import ledgers
from scoring.rulebook.model import Category, Metric, Rulebook, Unit
from scoring.standings.publish import published

Kind = Literal["new", "gone", "renamed", "moved", "dated", "points", "method", "changed"]
Of = Literal["units", "categories", "metrics", "kinds", "rules"]
Entry = TypeVar("Entry", Unit, Category, Metric, ledgers.Kind)

OWN_WORDS = {"id", "name", "points", "method", "arena"}
"""What of a metric has words of its own, or cannot change."""
NO_RULE = {"id", "name", "fingerprint", "arenas", "units", "categories", "metrics", "kinds"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of what, what happened to it, its name, before and after; `aspects` are names of fields."""

    of: Of
    kind: Kind
    name: str
    before: str = ""
    after: str = ""
    aspects: tuple[str, ...] = ()


def differences(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    """Yield what a new version has other than an old one, in the order of the files."""
    aspects = [*_other(old.competition, new.competition), *_other(old, new)]
    if aspects:
        yield Difference("rules", "changed", "", aspects=tuple(aspects))
    yield from _of_units(old, new)
    yield from _named("categories", *({each.id: each for each in book.categories} for book in (old, new)))
    yield from _named("metrics", *({each.id: each for each in book.metrics} for book in (old, new)))
    yield from _of_points(old, new)
    for before, after in _both(old.metrics, new.metrics):
        if before.method != after.method:
            yield Difference("metrics", "method", after.name, before.id, after.id)
        if changed := tuple(name for name in _other(before, after) if name not in OWN_WORDS):
            yield Difference("metrics", "changed", after.name, aspects=changed)
    yield from _named("kinds", *({each.id: each for each in book.kinds} for book in (old, new)))
    for was, now in _both(old.kinds, new.kinds):
        if changed := tuple(_other(was, now)):
            yield Difference("kinds", "changed", now.name, aspects=changed)


def _of_units(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    yield from _named("units", *({unit.id: unit for unit in book.units} for book in (old, new)))
    for was, now in _both(old.units, new.units):
        if was.arena != now.arena:
            yield Difference("units", "moved", now.name, _arena(old, was), _arena(new, now))
        if (was.begins, was.ends) != (now.begins, now.ends):
            yield Difference("units", "dated", now.name, _dates(was), _dates(now))


def _dates(unit: Unit) -> str:
    """Write the first and last period of a unit; "" where it has neither."""
    if unit.begins is None and unit.ends is None:
        return ""
    return f"{unit.begins or ''}–{unit.ends or ''}"


def _of_points(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    places = max(book.competition.places for book in (old, new))

    def written(points: Fraction) -> str:
        return published(points, places, new.competition.rounding)

    for had, has in _both(old.categories, new.categories):
        if had.points != has.points:
            yield Difference("categories", "points", has.name, written(had.points), written(has.points))
    for before, after in _both(old.metrics, new.metrics):
        if before.points != after.points:
            yield Difference("metrics", "points", after.name, written(before.points), written(after.points))


def _arena(rulebook: Rulebook, unit: Unit) -> str:
    return "" if unit.arena is None else rulebook.arena(unit.arena).name


def _named(of: Of, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[Difference]:
    """Yield what came, went, or has another name."""
    for name, entry in new.items():
        if name not in old:
            yield Difference(of, "new", entry.name)
        elif old[name].name != entry.name:
            yield Difference(of, "renamed", entry.name, old[name].name, entry.name)
    for name, entry in old.items():
        if name not in new:
            yield Difference(of, "gone", entry.name)


def _both(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> Iterator[tuple[Entry, Entry]]:
    """Yield what stands in both, as it was and as it is."""
    known = {entry.id: entry for entry in old}
    return ((known[entry.id], entry) for entry in new if entry.id in known)


def _other(old: object, new: object) -> list[str]:
    """Return the fields in which two of a kind differ, but for names and what is listed by itself."""
    names = [each.name for each in fields(type(old)) if each.compare and not each.name.startswith("_")]  # type: ignore[arg-type]
    other = [name for name in names if getattr(old, name) != getattr(new, name)]
    return [name for name in other if name not in NO_RULE and name != "competition"]
