"""A month that uses every act of the table, played through the chat: what counts, what the lock makes, what follows.

Every figure is worked out by hand from LEDGERS §4; the sum stands beside it. What is said of a day in between is held
against the account of tests.scoring.matters.plain.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from bot.restdays import RestDays
from scoring.calendar import lock_of
from scoring.matters.part import Act, Terms
from scoring.matters.table import ActName
from scoring.rulebook.load import load
from tests import engine
from tests.cast import ADMIN, OTHER_HEAD, SECOND_ADMIN, roster_csv
from tests.cast import OFFICE_REVIEWER as OFFICE
from tests.journeys.closing.test_year import close_all
from tests.journeys.matters.month import CAST, JOINING, NORTH_HEAD, OFFICES, write_rulebook
from tests.journeys.matters.month_played import LATER, OCTOBER, SEPTEMBER, at, pass_days, play
from tests.scoring.matters.plain import Account, World
from tests.stage import Stage, furnish, playing, staged

BEGIN, END = at("09-01 09:00"), at("11-02 12:00")
Cells = dict[tuple[str, str], str | None]
"""What the cells of a period hold, by unit and metric; of events of how many rounds."""

# urgent 60→100, W 20 · inspected 0→100, W 20 · guided W 10 · mended: 逾期 1, 反弹 2
LOCKED = {
    # 1/1 → 20.00; 8/8 and a part without quantity: 9/9 → 20.00; 5
    "qingshi": ("45.00", "1/1", "9/9", "0.00"),
    # T0001, T0013 2/2 → 20.00; 25/25 → 20.00; 6; T0012 反弹: −2
    "beiying": ("44.00", "2/2", "25/25", "2.00"),
    # T0001, T0003, not T0002: 2/3 → (66.67 − 60)/40 × 20 = 3.33; (38+60)/(40+60) → 19.60; 8
    "donghu": ("30.93", "2/3", "98/100", "0.00"),
    # T0002, T0003, not T0001: 2/3 → 3.33; 改为 27/30 → 18.00; 9; T0007 逾期, 反弹, 逾期: −1 −2 −1
    "xixi": ("26.33", "2/3", "27/30", "4.00"),
    # T0013: 0/1 → 0; nothing inspected, so (0 + 10) of 30 × 50 = 16.67
    "liulin": ("16.67", "0/1", None, "0.00"),
    # T0003, not T0001: 1/2 → 0; 0/20 → 0; 7; T0014 was withdrawn in time
    "nanqiao": ("7.00", "1/2", "0/20", "0.00"),
}
# What is signed behind the lock: 南桥 2/2 → 20.00 + 7; 西溪 T0007 逾期 for 反弹: −3
FINAL = {
    **{unit: LOCKED[unit] for unit in ("qingshi", "beiying", "donghu")},
    "xixi": ("27.33", "2/3", "27/30", "3.00"),
    "nanqiao": ("27.00", "2/2", "0/20", "0.00"),
    "liulin": LOCKED["liulin"],
}
NEXT = {
    # T0013, verified behind the lock, and T0016: 2/2 → 20.00; T0015, handed over by 柳林: 12/12 → 20.00; 10
    "donghu": ("50.00", "2/2", "12/12", "0.00"),
    # T0013, verified before the lock and taken over behind it: (20 + 6)/30 × 50 = 43.33; T0011 反弹, 逾期: −3
    "qingshi": ("40.33", "1/1", None, "3.00"),
    # 7/10 × 50
    "beiying": ("35.00", None, None, "0.00"),
    # T0016 missed: (0 + 9)/30 × 50
    "xixi": ("15.00", "0/1", None, "0.00"),
    # T0013, whose request lapsed behind the lock: (0 + 8)/30 × 50 = 13.33
    "nanqiao": ("13.33", "0/1", None, "0.00"),
}
# By parts of both kinds: 青石 T1 T4 T6 · 北营 T1 T13 T4 · 东湖 T1 T3 T4 T5, not T2 · 西溪 T2 T3 T4, not T1 ·
# 南桥 T3, not T1 and T4 · 柳林 not T13
THIRD = {"qingshi": "3/3", "beiying": "3/3", "donghu": "4/5", "xixi": "3/4", "nanqiao": "1/3", "liulin": "0/1"}
# 东湖 T13 T15 T16 · 青石 T13 · 西溪 not T16 · 南桥 not T13
FOURTH = {"donghu": "3/3", "qingshi": "1/1", "xixi": "0/1", "nanqiao": "0/1", "beiying": None}


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Stage]:
    """A bureau with six offices and a ledger, on the first working day of September."""
    rulebook = write_rulebook(tmp_path)
    folder = furnish(tmp_path / "data", rulebook, roster_csv(CAST), begin=BEGIN)
    with staged("in process", folder, rulebook, begin=BEGIN) as stage:
        for part in JOINING:
            stage.chat.add_person(part.person, part.name)
        with playing(stage):
            yield stage


def test_a_month_that_uses_every_act_gives_cells_final_standings_and_what_follows_to_the_digit(bureau: Stage) -> None:
    play(bureau, SEPTEMBER)
    play(bureau, OCTOBER)
    assert list(shown(bureau, "2026-09").items()) == list(LOCKED.items())
    made = {
        (one["unit"], one["title"], one["level"]): one
        for one in bureau.json("submissions", "--period", "2026-09")
        if one["metric"] in ("urgent", "mended")
    }
    assert {key for key in made if key[1] is not None} == {
        ("beiying", "T0012 第2轮", "rebound"),
        ("xixi", "T0007 第1轮", "overdue"),
        ("xixi", "T0007 第2轮", "overdue"),
        ("xixi", "T0007 第2轮", "rebound"),
    }
    lock = at("10-08 12:00").isoformat()
    assert {(one["state"], one["reporter"], one["decided_by"], one["decided_at"]) for one in made.values()} == {
        ("confirmed", None, None, lock)
    }
    compare(bureau, "2026-09", BEGIN, bureau.clock.now())

    object_and_correct(bureau, {key: f"{one['number']:04}" for key, one in made.items()})
    close_all(bureau, "2026年9月")
    assert list(shown(bureau, "2026-09").items()) == list(FINAL.items())
    (post,) = [one.text for one in bureau.said(bureau.group) if "2026年9月（正式）" in one.text]
    for place, (unit, (total, *_)) in enumerate(FINAL.items(), 1):
        assert f"\n{place} {OFFICES[unit]} {total}" in post

    play(bureau, LATER)
    pass_days(bureau, END)
    assert list(shown(bureau, "2026-10").items()) == list(NEXT.items())
    assert list(shown(bureau, "2026-09").items()) == list(FINAL.items())
    assert steady(bureau, "2026-Q3") == THIRD
    assert steady(bureau, "2026-Q4") == FOURTH
    compare(bureau, "2026-10", at("10-01 20:00"), END)
    used = {row["act"] for row in engine.rows(bureau.database, "SELECT DISTINCT act FROM matter_acts")}
    assert used == set(get_args(ActName))


def object_and_correct(stage: Stage, numbers: Mapping[tuple[str, str | None, str | None], str]) -> None:
    """Let what the lock made be corrected by two people, stay as it is, and be decided otherwise."""
    pass_days(stage, at("10-10 09:00"))
    stage.say(OFFICE, "/why 南桥所 临时性工作 上月")
    assert "T0001 第1轮 逾期：食品店排查\nT0003 第1轮 按期：台账归集" in stage.last(OFFICE).text
    stage.say(OFFICE, "更正为 2/2 照片已在时限前送达", reply_to=stage.last(OFFICE).id)
    sign(stage, SECOND_ADMIN)

    object_to(stage, NORTH_HEAD, numbers["beiying", "T0012 第2轮", "rebound"], "维持 复查属实")
    object_to(stage, OTHER_HEAD, numbers["xixi", "T0007 第2轮", "rebound"], "改为 逾期 当日未停用")
    sign(stage, ADMIN)
    assert "维持" in stage.last(NORTH_HEAD).text


def object_to(stage: Stage, head: int, number: str, decided: str) -> None:
    stage.say(head, f"/appeal {number} 与事实不符")
    stage.later(minutes=1)
    stage.say(OFFICE, decided, reply_to=stage.card(OFFICE).id)


def sign(stage: Stage, person: int) -> None:
    stage.say(person, "/pending")
    stage.say(person, "确认", reply_to=stage.card(person).id)
    stage.later(seconds=1)


def shown(stage: Stage, period: str) -> dict[str, tuple[str, str | None, str | None, str | None]]:
    """Return the final standings of a period, the first place first: the total, what counted, what is taken off."""
    rows = stage.json("standings", "--period", period, "--arena", "offices", "--final")["rows"]
    counted = (("urgent", "value"), ("inspected", "value"), ("mended", "points"))
    return {row["unit"]: (row["total"], *(row["metrics"][name][what] for name, what in counted)) for row in rows}


def steady(stage: Stage, period: str) -> dict[str, str | None]:
    """Return what a quarter has counted by parts."""
    rows = stage.json("standings", "--period", period, "--arena", "offices")["rows"]
    return {row["unit"]: row["metrics"]["steady"]["value"] for row in rows}


def compare(stage: Stage, period: str, begin: datetime, end: datetime) -> None:
    """Hold what is told of every day, as of that day's evening, against the other account."""
    accounts, moment, compared = told_otherwise(stage), begin.replace(hour=20, minute=0), 0
    while moment < end:
        rows = stage.json("standings", "--period", period, "--arena", "offices", "--as-of", moment.isoformat())["rows"]
        ours = {(row["unit"], name): each["value"] for row in rows for name, each in row["metrics"].items()}
        for place, value in plain(accounts, period, moment).items():
            if place[0] in OFFICES and (place[0] != "liulin" or period == "2026-09"):
                assert ours.pop(place) == value, (place, moment)
                compared += value is not None
        left = {place: value for place, value in ours.items() if place[1] in ("urgent", "inspected", "mended")}
        assert set(left.values()) <= {None, "0"}, (left, moment)
        moment += timedelta(days=1)
    assert compared > len(OFFICES)


def told_otherwise(stage: Stage) -> dict[tuple[int, str], tuple[str, Account]]:
    """Return the other account of every part, by the acts that were taken; with the kind of its matter."""
    rules = load(stage.rulebook.read_bytes())
    rest_days, zone = RestDays(stage.folder), ZoneInfo("Asia/Shanghai")
    world = World(
        zone,
        lambda day: rest_days("cn", day),
        lambda period: lock_of(rules.schedule, period, zone, lambda day: rest_days("cn", day)),
    )
    found: dict[tuple[int, str], tuple[str, Account]] = {}
    rows = "SELECT matter_acts.*, kind FROM matter_acts JOIN matters USING (number) ORDER BY matter_acts.id"
    for row in engine.rows(stage.database, rows):
        terms = Terms("task", (), (), 2026, ("month",), recheck=30 if row["kind"] == "rectify" else 0)
        _, account = found.setdefault((row["number"], row["unit"]), (row["kind"], Account(terms, world)))
        account.take(act_of(row))
    return found


def act_of(row: Mapping[str, Any]) -> Act:
    """Return an act by its row."""
    told = {name: row[name] for name in ("quantity", "words", "measure", "responsible", "to_unit", "round")}
    at, taken, deadline = (
        None if row[name] is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=row[name])
        for name in ("at", "taken", "deadline")
    )
    assert at is not None
    assert taken is not None
    return Act(row["act"], row["person"], at, taken, deadline, counted_there=bool(row["counted_there"]), **told)


def plain(accounts: Mapping[tuple[int, str], tuple[str, Account]], period: str, now: datetime) -> Cells:
    """Return what the cells of a period hold by the other account."""
    counted: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    rounds: dict[str, set[tuple[int, int]]] = {}
    for (number, unit), (kind, account) in accounts.items():
        for _, where, turn, what, done, of in account.told(now).counts if account.log[0].taken <= now else ():
            if where == period:
                counted.setdefault((unit, kind), []).append((what, done, of))
                if kind == "rectify" and what != "on_time":
                    rounds.setdefault(unit, set()).add((number, turn))
    cells: Cells = {(unit, "mended"): str(len(found)) for unit, found in rounds.items()}
    for (unit, kind), found in counted.items():
        if kind == "urgent":
            cells[unit, "urgent"] = f"{sum(what == 'on_time' for what, _, _ in found)}/{len(found)}"
        elif kind == "inspection":
            cells[unit, "inspected"] = f"{sum(done for _, done, _ in found)}/{sum(of for _, _, of in found)}"
    return cells
