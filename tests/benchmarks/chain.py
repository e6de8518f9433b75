"""A year of a hundred units held against its audit chain: 36,000 reports and as many confirmations, a post a week.

What is measured is what `leitai audit verify` does with the database: the chain, every table, every publication.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time

from scoring.calendar import Period
from scoring.holding import held
from scoring.lifecycle import NEW, after
from scoring.rulebook.load import load
from scoring.standings.output import as_json
from scoring.standings.score import score
from storage import audit, publications, rulebooks, sealed, submissions, values
from storage.database import Database, Transaction
from storage.submissions import Act, Claim, Stored
from tests.benchmarks.table import Row

UNITS, METRICS, YEAR = 100, 30, 2026
HEAD = f"""
[competition]
id = "year"
name = "全年"
year = {YEAR}
bonus_cap = 0
deduction_cap = 0
[[arenas]]
id = "a"
name = "擂台"
[[units]]
id = "lead"
name = "牵头科"
[[categories]]
id = "c"
arena = "a"
name = "实绩"
"""


def run(*, full: bool) -> Iterator[Row | str]:
    """Make the year once, and hold it against its chain three times."""
    del full
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "leitai.db")
        database.migrate()
        begun = process_time()
        make(database)
        made, taken, plain = process_time() - begun, [], []
        for _ in range(3):
            begun = process_time()
            bodies = database.look(lambda tx: [link.body.encode() for link in audit.links(tx)])
            for body in bodies:
                sha256(body).digest()
            plain.append(process_time() - begun)
            begun = process_time()
            found = database.look(sealed.look)
            taken.append(process_time() - begun)
        assert found.differences == []
        size = (Path(folder) / "leitai.db").stat().st_size / 1e6
        database.close()
    yield (
        f"{found.rows:,} rows of the chain ({sum(map(len, bodies)) / 1e6:.0f} MB) in a database of {size:.0f} MB, made "
        f"in {made:.0f} s. Beside it: the rows read and hashed alone."
    )
    yield Row("verified, processor time, median of 3", median(taken), "s", median(plain), "SHA-256 of every row")


def rules() -> bytes:
    """Write a rulebook in which every unit reports every metric every month."""
    units = "".join(f'[[units]]\nid = "u{n}"\nname = "单位{n}"\narena = "a"\n' for n in range(UNITS))
    metrics = "".join(
        f'[[metrics]]\nid = "m{n}"\ncategory = "c"\nname = "指标{n}"\npoints = 1\nleads = ["lead"]\ninput = "rate"\n'
        'unit = "%"\nmethod = { kind = "goalpost", zero_at = "60", full_at = "100" }\n'
        for n in range(METRICS)
    )
    return f"{HEAD}points = {METRICS}\n{units}{metrics}".encode()


def make(database: Database) -> None:
    """Let every unit report every metric of every month, everything be confirmed, and every week be posted."""
    now = datetime(YEAR, 1, 1, tzinfo=UTC)
    with database.transaction(now) as tx:
        rulebook = load(rules())
        rulebooks.put_in_force(tx, rulebook.fingerprint, rules(), date(YEAR, 1, 1))
        audit.append(tx, None, "rulebook", {})
    week = 0
    for month in range(1, 13):
        period = Period(YEAR, "month", month)
        for part in quarters(str(period)):
            now += timedelta(days=7)
            with database.transaction(now) as tx:
                for said in part:
                    confirm(tx, report(tx, said))
                week += 1
                cells = values.as_of(tx, [str(period)], tx.latest())
                table = as_json(score(rulebook, cells, period, "a"))
                beside = {"subtitle": f"第{week}周"}
                body = publications.frozen(beside, table)
                slot = f"{YEAR}-W{week:02}"
                number = publications.publish(tx, "week", "a", str(period), slot, tx.next_moment(), body)
                audit.append(tx, None, "publish", beside)
                publications.stamp(tx, number, audit.code(audit.head(tx)))


def quarters(period: str) -> Iterator[list[Claim]]:
    """Yield what is reported in each of the weeks of a month."""
    cells = [(unit, metric) for metric in range(METRICS) for unit in range(UNITS)]
    for week in range(4):
        yield [claim(unit, metric, period) for unit, metric in cells[week::4]]


def claim(unit: int, metric: int, period: str) -> Claim:
    """Return what a head reports."""
    moment, head, cause = datetime.fromisoformat(f"{period}-05T09:00:00+08:00"), 10**8 + unit, f"{unit}:{metric}"
    return Claim(
        f"u{unit}", f"m{metric}", period, "", f"{(unit * 7 + metric) % 100}/100", None, None, head, f"负责人{unit}",
        f"u{unit}", moment, f"inbox:{period}:{cause}", 0, head, unit * 100 + metric,
    )  # fmt: skip


def report(tx: Transaction, said: Claim) -> Stored:
    """Store a report as the action does."""
    moment = tx.next_moment()
    stored = submissions.open_new(tx, said, moment)
    audit.append(tx, said.reporter, "report", {})
    hold(tx, stored, moment)
    return stored


def confirm(tx: Transaction, stored: Stored) -> None:
    """Store a confirmation as the action does."""
    moment, cause = tx.next_moment(), f"{stored.claim.cause}:c"
    act = Act(stored.number, 1, "confirm", "lead", 200_000_000, "核实人", None, None, tx.now, moment, cause, 0)
    confirmed = submissions.add_act(tx, stored, act, "confirmed")
    audit.append(tx, act.person, "confirm", {})
    hold(tx, confirmed, moment)


def hold(tx: Transaction, stored: Stored, moment: datetime) -> None:
    """Let the cell hold what follows."""
    where = NEW
    for place, act in enumerate(stored.acts, 1):
        where = after(where, act, place, frozenset())
    cell = held(stored.claim, where)
    assert cell is not None
    values.put(tx, cell, moment, stored.number)
