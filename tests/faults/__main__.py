"""The long form of the fault tests (`make torture`): thousands of trials in pieces, each under a seed of its own.

Whoever stops it goes on where it was: a piece that passed on this commit is not made again. Counts at the end.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
FIRST_SEED = 20261109
SHOWN = 500
"""Characters of what a test says when it fails."""
LONGEST = 3600
"""Seconds after which a piece that hangs has failed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of trial: what is counted, in how many pieces it is made, by which tests."""

    name: str
    what: str
    pieces: int
    tests: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


TRIALS = (
    Trial("kills", "kills under a stream of reports and decisions", 50, ("test_kills.py",), {"LEITAI_KILLS": "100"}),
    Trial("evidence", "kills while evidence comes", 10, ("test_evidence.py",), {"LEITAI_KILLS": "50"}),
    Trial("matrix", "cells of the matrix", 100, ("test_matrix.py", "test_foreign_answers.py", "test_odd_updates.py")),
    Trial("machine", "failures of disk, database and clock", 50, ("test_machine.py",)),
    Trial("season", "acts of people in weeks of a hundred units", 52, ("test_season.py",), {"LEITAI_HOURS": "168"}),
    Trial("restore", "backups killed while made or put back", 1, ("test_backup_killed.py",)),
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
    failed = [f"{case.get('name')}: {fault.get('message', '')[:SHOWN]}" for case, fault in faults]
    counts: Counter[str] = Counter()
    for told in (each for case in cases for each in case.iter("property")):
        counts[told.get("name", "")] += int(told.get("value", "0"))
    number = counts.pop("trials", 0) or len(cases)
    return Outcome(trial.name, seed, commit, number, failed, round(time.monotonic() - began), dict(counts))


def run(trials: Iterable[Trial], kept: Path, commit: str, minutes: float) -> list[Outcome]:
    """Make what has not passed on this commit, until the time is over; returns every outcome on this commit."""
    trials = list(trials)
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    outcomes = [each for each in (Outcome(**json.loads(line)) for line in lines) if each.commit == commit]
    passed = {(each.name, each.seed) for each in outcomes if not each.failed}
    outcomes = [each for each in outcomes if not each.failed]
    deadline = time.monotonic() + minutes * 60
    kept.parent.mkdir(parents=True, exist_ok=True)
    for trial, seed in pieces(trials):
        if (trial.name, seed) in passed:
            continue
        if time.monotonic() >= deadline:
            break
        outcome = made(trial, seed, commit)
        outcomes.append(outcome)
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(outcome)) + "\n")
        say(
            f"{trial.name} seed {seed}: {outcome.trials} in {outcome.seconds} s, {', '.join(outcome.failed) or 'sound'}"
        )
    return outcomes


def summary(trials: Iterable[Trial], outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the table: what was made of what is to be made, what failed, and the bound that follows for the rate."""
    yield "| trials | made | pieces | failed | the rate is below | counted |"
    yield "|---|---|---|---|---|---|"
    for trial in trials:
        own = [each for each in outcomes if each.name == trial.name]
        number, failed = sum(each.trials for each in own), [each for each in own if each.failed]
        counts = sum((Counter(each.counts) for each in own), Counter())
        told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        bound = f"3/{number:,}" if number and not failed else "–"
        yield f"| {trial.what} | {number:,} | {len(own)} of {trial.pieces} | {len(failed)} | {bound} | {told} |"


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - output


def main() -> int:
    """Run what is named or everything; exit 1 where a piece failed, 3 where the time was over before the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="KIND", help=f"only these: {', '.join(t.name for t in TRIALS)}")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no piece after so many minutes")
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "torture.jsonl", help="where outcomes are kept")
    given = parser.parse_args()
    if unknown := set(given.names) - {trial.name for trial in TRIALS}:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    trials = [trial for trial in TRIALS if not given.names or trial.name in given.names]
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    outcomes = run(trials, given.kept, commit, given.minutes)
    say(f"\ncommit {commit}, seeds from {FIRST_SEED}")
    for line in summary(trials, outcomes):
        say(line)
    if any(each.failed for each in outcomes):
        return 1
    return 0 if len(outcomes) == sum(trial.pieces for trial in trials) else 3


if __name__ == "__main__":
    sys.exit(main())
