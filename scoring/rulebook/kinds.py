"""Reading `[[kinds]]`: the sorts of matters, who assigns and verifies them, and how much time they are given."""

import re
from collections.abc import Collection, Iterator, Sequence

from scoring.faults import LEDGER_WORDS, Fault, words
from scoring.language import both, named
from scoring.rulebook.ledgers import EVIDENCE, Form, Kind
from scoring.rulebook.model import Arena, Rulebook, Unit, names_of
from scoring.rulebook.spelling import normalise
from scoring.rulebook.toml_table import Table

_FORMS: tuple[Form, ...] = ("task", "problem")
_NUMBER = re.compile(r"[Tt]?[0-9]+")
_USUAL = Kind("", "", "task", (), ())
_LATEST_RECHECK, _LONGEST_MEND, _MOST_EXTENSIONS = 366, 60, 99


def read_kind(table: Table, units: Collection[str]) -> Kind:
    """Read a kind of matters; `units` are the ids that may assign and verify."""
    identifier, name, aliases = table.identifier(), table.name(), table.texts("aliases")
    form = table.choice("form", _FORMS)
    table.take("assigners", required=True)
    assigners, verifiers = (_units(table, key, units) for key in ("assigners", "verifiers"))
    if "verifiers" not in table.raw:
        verifiers = assigners
    if not verifiers and not any(key.startswith(("assigners", "verifiers")) for key in table.bad):
        table.fault("verifiers", "kind_unverified")
    kind = Kind(
        identifier,
        name,
        form,
        assigners,
        verifiers,
        aliases,
        table.flag("propose", default=_USUAL.propose),
        table.choice("evidence", EVIDENCE, _USUAL.evidence),
        table.whole("recheck", _USUAL.recheck, low=0, high=_LATEST_RECHECK),
        table.whole("mend", _USUAL.mend, low=0, high=_LONGEST_MEND),
        table.whole("extensions", _USUAL.extensions, low=0, high=_MOST_EXTENSIONS),
    )
    table.done()
    return kind


def _units(table: Table, key: str, units: Collection[str]) -> tuple[str, ...]:
    found = table.texts(key)
    for unit in found:
        if unit not in units:
            table.fault(key, "unit_unknown", text=unit)
    return found


def reserved(kinds: Sequence[Kind], units: Sequence[Unit], arenas: Sequence[Arena]) -> Iterator[Fault]:
    """Yield a fault for every name of a kind that says something else where it may be written."""
    taken = {name for unit in units for name in names_of(unit)} | {normalise(arena.name) for arena in arenas}
    taken |= {*map(normalise, LEDGER_WORDS)}
    for kind in kinds:
        for name in names_of(kind):
            if name in taken or _NUMBER.fullmatch(name):
                yield Fault(f"kinds[{kind.id}]", "kind_reserved", {"text": name})


def in_words(rulebook: Rulebook, kind: Kind) -> str:
    """Say for people who assigns and verifies matters of a kind, and how much time they are given."""
    assigners, verifiers = (_named(rulebook, units) for units in (kind.assigners, kind.verifiers))
    terms = [_counted("kinds_mend", kind.mend), _counted("kinds_extensions", kind.extensions)]
    terms += [_counted("kinds_recheck", kind.recheck)] if kind.recheck else []
    terms += [words("kinds_propose", {})] if kind.propose else []
    terms += [words("kinds_required", {})] if kind.evidence == "required" else []
    told = {
        "assigners": assigners or words("kinds_leaders", {}),
        "verifiers": verifiers,
        "terms": both("，", ", ").join(terms),
    }
    return words(
        "kinds_same" if assigners == verifiers else "kinds_told",
        {"name": named(kind.name), "form": words(f"kinds_{kind.form}", {}), **told},
    )


def _named(rulebook: Rulebook, units: Sequence[str]) -> str:
    return both("、", ", ").join(named(rulebook.unit(unit).name) for unit in units)


def _counted(code: str, count: int) -> str:
    return words(code if count else f"{code}_none", {"count": str(count)})
