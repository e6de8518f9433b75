"""Random logs: the fold and the account in words say the same, and what a lock has closed stays as it is."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random

from scoring.calendar import Period
from scoring.matters.cells import Happened, events, tasks
from scoring.matters.counting import Count, counts
from scoring.matters.folding import fold
from scoring.matters.part import Act
from scoring.rulebook.ledgers import Source
from tests.scoring.matters.making import ZONE
from tests.scoring.matters.plain import Account, Told, World
from tests.scoring.matters.random_logs import RandomParts

LOGS = int(os.environ.get("LEITAI_TEST_LOGS", "40"))
TRIES = 25


@cache
def _grown(seed: int) -> RandomParts:
    parts = RandomParts(seed)
    parts.grow(TRIES)
    return parts


def _told(parts: RandomParts, log: Sequence[Act], now: datetime) -> Told:
    """Return what the fold says, in the words of the other account."""
    where = fold(parts.terms, log, parts.clock, now)
    found = frozenset(
        (kind, str(count.period), count.round, count.what, count.done, count.quantity)
        for kind in parts.terms.periods
        for count in counts(parts.terms, where, kind, parts.clock)
    )
    return Told(where.state, where.round.number, where.deadline, where.outcome, found)


def _known(log: Sequence[Act], now: datetime) -> list[Act]:
    return [act for act in log if act.taken <= now]


def _cells(parts: RandomParts, now: datetime) -> dict[Period, tuple[str | None, str | None, frozenset[Happened]]]:
    """Return the cells that the parts would fill if they were those of one unit, by parts, by quantity, by events."""
    found: dict[Period, list[tuple[int, Count]]] = {}
    for number, log in enumerate(parts.logs, 1):
        if known := _known(log, now):
            where = fold(parts.terms, known, parts.clock, now)
            for kind in parts.terms.periods:
                for count in counts(parts.terms, where, kind, parts.clock):
                    found.setdefault(count.period, []).append((number, count))
    return {
        period: (
            tasks([count for _, count in each], Source(()), period),
            tasks([count for _, count in each], Source((), "quantity"), period),
            frozenset(events(each, Source((), events=("overdue", "rebound")), period)),
        )
        for period, each in found.items()
    }


def _plain_cells(accounts: Sequence[Account], now: datetime) -> dict[str, tuple[str | None, str | None, int]]:
    """Return the same of the other account; of events how many."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for account in accounts:
        if account.log[0].taken <= now:
            for _, period, _, what, done, whole in account.told(now).counts:
                found.setdefault(period, []).append((what, done, whole))
    cells: dict[str, tuple[str | None, str | None, int]] = {}
    for period, each in found.items():
        rounds = [one for one in each if one[0] != "rebound"]
        happened = sum(what != "on_time" for what, _, _ in each)
        by_parts = f"{len(rounds) - sum(what == 'missed' for what, _, _ in rounds)}/{len(rounds)}"
        by_quantity = f"{sum(done for _, done, _ in rounds)}/{sum(whole for _, _, whole in rounds)}"
        cells[period] = (by_parts, by_quantity, happened) if rounds else (None, None, happened)
    return cells


def _accounts(parts: RandomParts) -> list[Account]:
    found = []
    for log in parts.logs:
        found.append(Account(parts.terms, World(ZONE, parts.clock.rests, parts.clock.lock_of)))
        for act in log:
            found[-1].take(act)
    return found


def _moments(parts: RandomParts) -> list[datetime]:
    """Return moments at which things may just have changed: every act, the end, and long after it."""
    end = max(act.taken for log in parts.logs for act in log)
    return sorted(
        {act.taken for log in parts.logs for act in log} | {end + timedelta(days=days) for days in (1, 5, 90)}
    )


def _locks(parts: RandomParts) -> Iterator[tuple[Period, datetime]]:
    year = Period(2026, "year", 0)
    for kind in parts.terms.periods:
        for period in year.parts(kind):
            yield period, parts.clock.lock_of(period)


def test_random_logs_stand_and_count_as_the_account_in_words_says() -> None:
    seen: Counter[str] = Counter()
    for seed in range(LOGS):
        parts = _grown(seed)
        accounts = _accounts(parts)
        moments = _moments(parts)
        for now in {*Random(seed).sample(moments, 2), moments[-1]}:
            for log, account in zip(parts.logs, accounts, strict=True):
                if log[0].taken <= now:
                    assert _told(parts, _known(log, now), now) == account.told(now), (seed, now)
            ours = {str(period): (*cell[:2], len(cell[2])) for period, cell in _cells(parts, now).items()}
            assert ours == _plain_cells(accounts, now), (seed, now)
        seen.update(act.act for log in parts.logs for act in log)
        seen.update({"undone": parts.undone, "kept out by a lock": parts.kept_out, "two parts": len(parts.logs) - 1})
        ends = [account.told(moments[-1]) for account in accounts]
        seen.update(f"{end.state} {end.outcome}" for end in ends)
    rare = {"undone", "two parts", "rebound", "take_back", "move", "withdraw", "grant", "closed on_time", "closed late"}
    assert not {name for name in rare if not seen[name]}, seen


def test_no_cell_of_a_locked_period_ever_moves() -> None:
    compared = 0
    for seed in range(LOGS):
        parts = _grown(seed)
        cells = {moment: _cells(parts, moment) for moment in _moments(parts)}
        for period, lock in _locks(parts):
            if not min(cells) < lock < max(cells):
                continue
            at_the_lock = _cells(parts, lock - timedelta(microseconds=1)).get(period)
            for now in (moment for moment in cells if moment >= lock):
                assert cells[now].get(period) == at_the_lock, (seed, str(period), now)
                compared += at_the_lock is not None
    assert compared


def test_a_part_stands_as_it_does_until_it_turns_and_otherwise_straight_after() -> None:
    turned = 0
    for seed in range(LOGS):
        parts = _grown(seed)
        for log in parts.logs:
            last = fold(parts.terms, log, parts.clock, log[-1].taken)
            if last.turns is None:
                assert fold(parts.terms, log, parts.clock, log[-1].taken + timedelta(days=900)) == last
                continue
            turned += 1
            assert fold(parts.terms, log, parts.clock, last.turns) == last
            assert fold(parts.terms, log, parts.clock, last.turns + timedelta(seconds=1)) != last
    assert turned
