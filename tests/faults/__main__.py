"""The long form of the fault tests (`make torture`): thousands of trials in pieces, each under a seed of its own.

Whoever stops it goes on where it was: a piece that passed on this commit is not made again, nor with `--since` one that
passed on a commit from that on, where nothing that matters was changed. Counts at the end.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
FIRST_SEED = 20261109
SHOWN = 500
"""Characters of what a test says when it fails."""
LONGEST = 4 * 3600
"""Seconds after which a piece that hangs has failed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of trial: what is counted, in how many pieces it is made, by which tests."""

    name: str
    what: str
    pieces: int
    tests: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


MATRIX = ("test_matrix.py", "test_foreign_answers.py", "test_odd_updates.py")
FULL_DISK = "test_machine.py::test_a_full_disk_rolls_back_and_the_bot_goes_on_by_itself_when_there_is_room"
LOCKED = (
    "test_machine.py::test_a_database_locked_by_another_process_is_waited_for_and_everybody_is_told_then",
    "test_machine.py::test_a_machine_whose_clock_is_set_back_neither_stops_sending_nor_shows_a_wrong_time",
)
A_YEAR = {"LEITAI_HOURS": "8760", "LEITAI_AN_HOUR": "1", "LEITAI_BEGIN": "2026-01-01T00:00:00+08:00"}
SERVED = {"LEITAI_TEST_ENGINE": "postgresql"}
A_WEEK_OF_A_THOUSAND = {"LEITAI_HOURS": "168", "LEITAI_UNITS": "1000"}
A_DAY_OF_TEN = {"LEITAI_HOURS": "24", "LEITAI_UNITS": "10000"}
TRIALS = (
    Trial("kills", "kills under a stream of reports and decisions", 25, ("test_kills.py",), {"LEITAI_KILLS": "100"}),
    Trial("kills-postgresql", "the same kills on PostgreSQL", 25, ("test_kills.py",), SERVED | {"LEITAI_KILLS": "100"}),
    Trial(
        "replicas",
        "deaths and cuts of four processes on one database",
        10,
        ("test_replicas.py",),
        SERVED | {"LEITAI_KILLS": "60"},
    ),
    Trial("evidence", "kills while evidence comes", 10, ("test_evidence.py",), {"LEITAI_KILLS": "50"}),
    Trial(
        "matters",
        "kills between finish and verification of matters",
        10,
        ("test_matters_killed.py",),
        {"LEITAI_KILLS": "100"},
    ),
    Trial(
        "matters-postgresql",
        "the same kills between finish and verification on PostgreSQL",
        10,
        ("test_matters_killed.py",),
        SERVED | {"LEITAI_KILLS": "100"},
    ),
    Trial("matrix", "cells of the matrix, clocks that jump and the new year", 20, MATRIX, {"LEITAI_SEEDS": "5"}),
    Trial("disk", "disks that are full", 5, (FULL_DISK,), {"LEITAI_SEEDS": "5"}),
    Trial("locked", "databases locked for 30 s", 5, LOCKED, {"LEITAI_LOCKED_OUT": "10"}),
    Trial("season", "acts of people in weeks of a hundred units", 12, ("test_season.py",), {"LEITAI_HOURS": "168"}),
    Trial("year", "acts of people in a year of a hundred units", 1, ("test_season.py",), A_YEAR),
    Trial("thousand", "acts of people in a week of a thousand units", 1, ("test_season.py",), A_WEEK_OF_A_THOUSAND),
    Trial("ten-thousand", "acts of people in a day of ten thousand units", 1, ("test_season.py",), A_DAY_OF_TEN),
    Trial("restore", "houses lost and put back", 4, ("test_restore_drill.py",), {"LEITAI_SEEDS": "5"}),
    Trial("backup", "backups killed at every change while made or put back", 1, ("test_backup_killed.py",)),
    Trial(
        "stories", "stories of a submission", 50, ("../handlers/deciding/test_any_story.py",), {"LEITAI_STORIES": "100"}
    ),
    Trial("planted", "planted bugs and forgeries", 1, ("test_planted.py", "test_tampering.py")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece: the trials made in it, and what its tests counted and found."""

    name: str
    seed: int
    commit: str
    trials: int
    failed: list[str]
    seconds: int
    counts: dict[str, int]


def pieces(trials: Iterable[Trial]) -> Iterator[tuple[Trial, int]]:
    """Yield every piece with its seed, kinds spread evenly: whoever stops early has seen something of each."""
    places = [
        ((number + 1) / trial.pieces, trial.name, trial, number) for trial in trials for number in range(trial.pieces)
    ]
    for _, _, trial, number in sorted(places, key=lambda place: place[:2]):
        yield trial, FIRST_SEED + number


def made(trial: Trial, seed: int, commit: str) -> Outcome:
    """Make one piece in a process of its own."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        tests = [str(Path("tests/faults", test)) for test in trial.tests]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n0",
            f"--config-file={ROOT / 'pyproject.toml'}",
            "--override-ini=junit_family=xunit1",  # the other has no place for what is counted
            "-p",
            "no:cacheprovider",
            f"--junitxml={report}",
            *tests,
        ]
        environment = {**os.environ, **trial.environment, "LEITAI_SEED": str(seed)}
        try:
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            return Outcome(trial.name, seed, commit, 0, [f"not done in {LONGEST} s"], LONGEST, {})
        if not report.exists():
            raise SystemExit(f"the tests could not be run:\n{(done.stdout + done.stderr).decode()[-2000:]}")
        cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - written by the process above
    faults = [(case, fault) for case in cases for fault in case if fault.tag in ("failure", "error")]
    failed = [
        f"{case.get('name')}: {fault.get('message', '')[:SHOWN]}{_places(fault.text or '')}" for case, fault in faults
    ]
    counts: Counter[str] = Counter()
    for told in (each for case in cases for each in case.iter("property")):
        counts[told.get("name", "")] += int(told.get("value", "0"))
    number = counts.pop("trials", 0) or len(cases)
    return Outcome(trial.name, seed, commit, number, failed, round(time.monotonic() - began), dict(counts))


def _places(told: str) -> str:
    """Return the lines of tests through which a test failed."""
    return "".join(f" ({place})" for place in re.findall(r"^(tests/\S+\.py:\d+): ", told, re.MULTILINE))


def run(trials: Iterable[Trial], kept: Path, commits: Sequence[str], minutes: float, at_once: int = 1) -> list[Outcome]:
    """Make what has passed on none of these commits, the newest of which this is, until the time is over.

    `at_once`: so many pieces beside each other; most of them wait most of the time. Returns every outcome that counts.
    """
    trials = list(trials)
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    outcomes = [each for each in (Outcome(**json.loads(line)) for line in lines) if each.commit in commits]
    passed = {(each.name, each.seed): each for each in outcomes if not each.failed}
    outcomes = [passed[trial.name, seed] for trial, seed in pieces(trials) if (trial.name, seed) in passed]
    deadline = time.monotonic() + minutes * 60
    kept.parent.mkdir(parents=True, exist_ok=True)

    def make(trial: Trial, seed: int) -> Outcome | None:
        return None if time.monotonic() >= deadline else made(trial, seed, commits[0])

    with ThreadPoolExecutor(at_once) as lanes:
        left = [lanes.submit(make, trial, seed) for trial, seed in pieces(trials) if (trial.name, seed) not in passed]
        for outcome in (done for each in as_completed(left) if (done := each.result()) is not None):
            outcomes.append(outcome)
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(outcome)) + "\n")
            became = ", ".join(outcome.failed) or "sound"
            say(f"{outcome.name} seed {outcome.seed}: {outcome.trials} in {outcome.seconds} s, {became}")
    return outcomes


def summary(trials: Iterable[Trial], outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the table: what was made of what is to be made, what failed, and the bound that follows for the rate."""
    yield "| kind | trials | made | pieces | failed | the rate is below | counted | commits |"
    yield "|---|---|---|---|---|---|---|---|"
    for trial in trials:
        own = [each for each in outcomes if each.name == trial.name]
        number, failed = sum(each.trials for each in own), [each for each in own if each.failed]
        counts = sum((Counter(each.counts) for each in own), Counter())
        told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        bound = f"3/{number:,}" if number and not failed else "–"
        commits = ", ".join(dict.fromkeys(each.commit for each in own))
        made = f"{number:,} | {len(own)} of {trial.pieces} | {len(failed)} | {bound}"
        yield f"| {trial.name} | {trial.what} | {made} | {told} | {commits} |"


def git(*words: str) -> str:
    """Ask Git about this tree."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def counting(since: str | None) -> list[str]:
    """List the commits whose pieces count, this tree first; what was changed and not committed is a tree of its own."""
    here = git("describe", "--always", "--dirty", "--abbrev=10", "--exclude=*")
    if since is None:
        return [here]
    older = git("rev-list", "--abbrev-commit", "--abbrev=10", f"{since}^..HEAD").split()
    return list(dict.fromkeys([here, *older]))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - output


def main() -> int:
    """Run what is named or everything; exit 1 where a piece failed, 3 where the time was over before the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="KIND", help=f"only these: {', '.join(t.name for t in TRIALS)}")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no piece after so many minutes")
    parser.add_argument("--at-once", type=int, default=1, help="make so many pieces beside each other")
    parser.add_argument("--since", metavar="COMMIT", help="let pieces count that passed on this commit or a later one")
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "torture.jsonl", help="where outcomes are kept")
    given = parser.parse_args()
    if unknown := set(given.names) - {trial.name for trial in TRIALS}:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    trials = [trial for trial in TRIALS if not given.names or trial.name in given.names]
    commits = counting(given.since)
    outcomes = run(trials, given.kept, commits, given.minutes, given.at_once)
    say(f"\n{time.strftime('%Y-%m-%d')}, commit {commits[0]}, seeds from {FIRST_SEED}")
    for line in summary(trials, outcomes):
        say(line)
    if any(each.failed for each in outcomes):
        return 1
    return 0 if len(outcomes) == sum(trial.pieces for trial in trials) else 3


if __name__ == "__main__":
    sys.exit(main())
