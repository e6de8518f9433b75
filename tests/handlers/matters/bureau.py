"""A bureau whose rulebook counts matters: by parts, by quantity, and as events."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.files import read_sample
from handlers.bureau.actions import put_rulebook, set_group
from handlers.matters.actions import doing, ticking
from handlers.matters.actions.doing import Deed, Order, Seen, Wish
from handlers.people.actions import import_roster
from scoring.matters.table import ActName
from storage.database import Database
from storage.submissions import Stored, every
from storage.tables.submissions import cell_values
from tests.cast import CHINA, GROUP, PARTS
from tests.engine import newest
from tests.handlers.bench import Bench

COUNTED = """
[[categories]]
id = "conduct"
arena = "offices"
name = "作风建设"
points = 60

[[metrics]]
id = "urgent"
category = "conduct"
name = "急难险重及临时性工作"
points = 20
leads = ["bangongshi"]
input = "tasks"
missing = "renormalise"
source = { matters = ["urgent"] }
method = { kind = "goalpost", zero_at = "60", full_at = "100" }

[[metrics]]
id = "inspected"
category = "conduct"
name = "专项检查完成"
points = 20
leads = ["shipin"]
input = "tasks"
missing = "renormalise"
source = { matters = ["inspection"], count = "quantity" }
method = { kind = "goalpost", zero_at = "0", full_at = "100" }

[[metrics]]
id = "quarterly"
category = "conduct"
name = "季度专项检查"
points = 20
leads = ["shipin"]
input = "tasks"
period = "quarter"
missing = "renormalise"
source = { matters = ["inspection", "urgent"] }
method = { kind = "goalpost", zero_at = "0", full_at = "100" }

[[metrics]]
id = "mended"
category = "conduct"
name = "整改扣分"
points = 10
role = "deduction"
leads = ["bangongshi"]
input = "events"
source = { matters = ["rectify"], events = ["overdue", "rebound"] }
method = { kind = "events", levels = { overdue = "1", rebound = "2" } }

[[categories]]
id = "dept_conduct"
arena = "departments"
name = "作风建设"
points = 10

[[metrics]]
id = "discipline"
category = "dept_conduct"
name = "作风效能"
points = 10
leads = ["jiguandangwei"]
reporter = "lead"
input = "points"
method = { kind = "direct" }

[[kinds]]
id = "urgent"
name = "临时性工作"
form = "task"
assigners = ["bangongshi"]

[[kinds]]
id = "inspection"
name = "专项检查"
form = "task"
assigners = ["shipin"]

[[kinds]]
id = "rectify"
name = "整改事项"
form = "problem"
assigners = ["bangongshi"]
verifiers = ["bangongshi", "shipin"]
propose = true
recheck = 30
"""


def rulebook() -> bytes:
    """Return the sample's units and schedule with metrics that matters count for."""
    parts = re.split(r"(?m)^(?=\[)", read_sample().decode())
    kept = (part for part in parts if not re.match(r"\[\[(categories|metrics|kinds)\]\]", part))
    return ("".join(kept) + COUNTED).encode().replace(b'"category:satisfaction", "category:business", ', b"")


@dataclass
class Ledgers(Bench):
    """A bench on which matters are assigned and acted on."""

    rules: bytes = field(default_factory=rulebook)

    def furnish(self) -> None:
        with self.turn() as turn:
            put_rulebook(turn, self.rules)
            set_group(turn, GROUP)
            rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in self.parts]
            import_roster(turn, list(enumerate(rows, 2)), replace=True)

    def assign(
        self, person: int, kind: str, units: str, deadline: datetime, title: str = "校园周边食品店排查", **how: object
    ) -> list[Deed]:
        """Let a person assign a matter; a unit may have its quantity behind it: donghu:40."""
        owed = tuple((unit, int(many) if many else None) for unit, _, many in (u.partition(":") for u in units.split()))
        with self.turn() as turn:
            order = Order(turn.rulebook.kind(kind), title, deadline, owed, **how)  # type: ignore[arg-type]
            sender = self.sender(person)
            return doing.assign(turn, sender, turn.person(sender), order)

    def act(self, person: int, act: ActName, unit: str = "donghu", number: int = 1, **how: object) -> Deed:
        """Let a person do something to a part."""
        with self.turn() as turn:
            sender = self.sender(person)
            seen = doing.seen(turn, number, unit)
            assert seen is not None
            return doing.do(turn, sender, turn.person(sender), seen, Wish(act, **how))  # type: ignore[arg-type]

    def part(self, unit: str = "donghu", number: int = 1) -> Seen:
        """Return a part as it stands."""
        with self.turn() as turn:
            found = doing.seen(turn, number, unit)
        assert found is not None
        return found

    def tick(self) -> None:
        """Let time do what is due."""
        with self.turn() as turn:
            if ticking.turning(turn):
                ticking.turn_over(turn)
        with self.turn() as turn:
            if ticking.locking(turn):
                ticking.lock(turn)

    def cells(self, metric: str = "urgent") -> list[tuple[str, str, str | None, str | None, int | None]]:
        """Return what the cells of a metric hold now: unit, period, value or event, level, number."""
        c = cell_values.c
        with self.turn() as turn:
            rows = turn.tx.all(
                cell_values.select().where(c.metric == metric, c.valid_to.is_(None)).order_by(c.period, c.unit, c.item)
            )
        return [(row.unit, row.period, row.value or row.event, row.level, row.number) for row in rows]

    def submissions(self) -> list[Stored]:
        """Return every submission."""
        with self.turn() as turn:
            return every(turn.tx)


def opened(path: Path) -> Ledgers:
    """Make a bench over a fresh database file."""
    bench = Ledgers(Database(newest(path)), parts=PARTS)
    bench.furnish()
    return bench


def day(month: int, of_month: int, hour: int = 17, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of the year on the bureau's clock."""
    return datetime(2026, month, of_month, hour, minute, second, tzinfo=CHINA)
