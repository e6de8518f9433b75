"""The chain replayed: how every fact must stand, from the rows of the chain and nothing else.

What a cell holds follows from reports and acts by the rules that the actions themselves ask. A database of an earlier
version begins with a row `sealed` that holds every fact as it stood then.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from scoring.calendar import Period
from scoring.holding import held, moved
from scoring.lifecycle import Standing, after, begins, fold
from scoring.standings.cells import Cell, looked_at
from scoring.standings.vetoes import standing
from storage.audit import SEALED, Link, code
from storage.facts import FACT_TABLES, moment_of
from storage.identities import unmasked
from storage.rulebooks import InForce, holding_on
from storage.vetoes import cell_of

Row = dict[str, Any]
Key = tuple[Any, ...]
KEYS = {table.name: tuple(table.primary_key.columns.keys()) for table in FACT_TABLES}
CELL = ("period", "metric", "unit", "item")


class Claim(NamedTuple):
    """What a version of a submission claims."""

    unit: str
    metric: str
    period: str
    item: str
    value: str | None
    level: str | None
    title: str | None


class Acted(NamedTuple):
    """What folding needs to know of an act."""

    act: str
    lead: str
    person: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """A publication with all that it was computed from: the cells as they were, and the rulebook in force."""

    number: int
    arena: str
    period: Period
    beside: dict[str, Any]
    rulebook: bytes
    cells: tuple[Cell, ...]


class Replay:
    """Takes the rows of a chain in order; `books` is then table -> key -> columns, `posts` what can be recomputed."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        """Begin with nothing; `marks`: what each of the chain's marks stands for."""
        self._marks = marks
        self._begin()

    def _begin(self) -> None:
        self.books: dict[str, dict[Key, Row]] = {name: {} for name in KEYS}
        self.posts: list[Post] = []
        self._acts: dict[tuple[int, int], list[Acted]] = {}
        self._open: dict[str, dict[Key, Row]] = {}

    @property
    def begun(self) -> bool:
        """Whether any fact was taken."""
        return any(self.books.values())

    def take(self, link: Link) -> None:
        """Take one row; ValueError and LookupError where it says nothing that can be understood."""
        body = json.loads(link.body)
        told = [(name, unmasked(self._marks, name, row)) for name, row in body.get("facts", ())]
        if link.act == SEALED:
            self._seal(told)
            return
        for name, row in told:
            self._stand(name, row)
            if name == "cell_values":
                self._filled(row)
        for name, row in told:
            if name == "versions":
                self._hold(row["number"], row["version"], _begun(row), link.moment)
            elif name == "reviews":
                self._act(row, frozenset(body.get("needed", ())), link.moment)
            elif name == "publications":
                self._publish(row, link, body)

    def _stand(self, name: str, row: Row) -> None:
        self.books[name].setdefault(tuple(row[part] for part in KEYS[name]), {}).update(row)

    def _seal(self, told: Sequence[tuple[str, Row]]) -> None:
        """Begin with the facts as they stood."""
        self._begin()
        for name, row in told:
            self._stand(name, row)
        for act in sorted(self.books["reviews"].values(), key=lambda row: int(row["id"])):
            self._acts.setdefault((act["number"], act["version"]), []).append(_acted(act))
        for cell in self.books["cell_values"].values():
            if cell.get("valid_to") is None:
                self._open.setdefault(cell["period"], {})[tuple(cell[part] for part in CELL)] = cell

    def _act(self, row: Row, needed: frozenset[str], moment: int) -> None:
        """Let an act move the cell of its submission, as it did when it was done."""
        acts = self._acts.setdefault((row["number"], row["version"]), [])
        begun = _begun(self.books["versions"][row["number"], row["version"]])
        before, act = fold(acts, needed, begun), _acted(row)
        acts.append(act)
        where = after(before, act, len(acts), needed)
        if moved(before, where):
            self._hold(row["number"], row["version"], where, moment)

    def _filled(self, row: Row) -> None:
        """Let a cell hold what was counted of a ledger, or no longer: such cells are sealed themselves."""
        place = tuple(row[part] for part in CELL)
        here = self._open.setdefault(row["period"], {})
        if "valid_to" not in row:
            here[place] = self.books["cell_values"][*place, row["valid_from"]]
        elif here.get(place, {}).get("valid_from") == row["valid_from"]:
            del here[place]

    def _hold(self, number: int, version: int, where: Standing, moment: int) -> None:
        said = {**self.books["versions"][number, version], **self.books["submissions"][number,]}
        claim = Claim(*(said.get(part) for part in Claim._fields))  # type: ignore[arg-type]
        place = tuple(said[part] for part in CELL)
        here = self._open.setdefault(claim.period, {})
        before = here.pop(place, None)
        if before is not None:
            before["valid_to"] = moment
        cell = held(claim, where)
        if cell is not None:
            row = dict(zip(CELL, place, strict=True)) | {"valid_from": moment, "number": number}
            row |= {"state": cell.state, "value": cell.value, "level": cell.level, "event": cell.event}
            here[place] = self.books["cell_values"][*place, moment] = row

    def _publish(self, row: Row, link: Link, body: dict[str, Any]) -> None:
        """Give a publication its code; it can be computed again from what is known at this place."""
        self.books["publications"][row["id"],]["audit_code"] = code(link.digest)
        beside: dict[str, Any] = {name: part for name, part in body.items() if name != "facts"}
        if not beside:
            return
        period = Period.written(row["period"])
        rulebook = holding_on(period.first, [_in_force(one) for one in self.books["rulebooks"].values()])
        parts = looked_at(period)
        known = (self._open.get(part, {}) for part in parts)
        cells = tuple(_cell(here[place]) for here in known for place in sorted(here)) + self._vetoes(parts)
        self.posts.append(Post(row["id"], row["arena"], period, beside, rulebook.body, cells))

    def _vetoes(self, periods: Sequence[str]) -> tuple[Cell, ...]:
        """Return the vetoes of some periods that stand at this place of the chain."""
        answers = sorted(self.books["veto_answers"].values(), key=lambda row: int(row["answered_at"]))
        agreed = (self.books["vetoes"][row["veto"],] for row in answers if row["answer"] == "agree")
        return tuple(standing((row["act"], cell_of(row)) for row in agreed if row["period"] in periods))


def _begun(version: Row) -> Standing:
    """Return where a version stood when it was stored: what nobody reported was counted by the lock."""
    return begins(() if version.get("reporter") is None else (version["reporter"],))


def _acted(row: Row) -> Acted:
    return Acted(row["act"], row["lead"], row["person"], row.get("value"))


def _in_force(row: Row) -> InForce:
    from_day, put_at = date.fromisoformat(row["from_day"]), moment_of(row["put_at"])
    return InForce(row["fingerprint"], row["body"].encode(), from_day, put_at)


def _cell(row: Row) -> Cell:
    return Cell(
        row["unit"], row["metric"], row["period"], row["item"], row.get("value"), row["state"], row.get("level"),
        row["event"],
    )  # fmt: skip
