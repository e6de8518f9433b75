"""The long form of the fault tests goes on where it was stopped, counts what was made, and hides no failure."""

import json
from pathlib import Path

import pytest

from tests.faults import __main__ as torture
from tests.faults.__main__ import Trial, pieces, run, summary

PIECE = """
import os
def test_counted(record_property):
    record_property("trials", 7)
    record_property("letters", 2)
def test_fails_under_one_seed():
    assert os.environ["LEITAI_SEED"] != "20261110"
"""


def test_what_passed_is_not_made_again_and_what_failed_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = tmp_path / "test_piece.py"
    test.write_text(PIECE, encoding="utf-8")
    trials, kept = [Trial("seven", "sevens", 2, (str(test),))], tmp_path / "kept" / "torture.jsonl"

    run(trials, kept, ["a1"], minutes=0)
    assert not kept.exists()
    run(trials, kept, ["a1"], minutes=9)
    again = run(trials, kept, ["a1"], minutes=9)

    made = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [(one["seed"], len(one["failed"])) for one in made] == [(20261109, 0), (20261110, 1), (20261110, 1)]
    assert made[-1]["failed"][0].startswith("test_fails_under_one_seed: AssertionError: assert '20261110'")
    assert list(summary(trials, again))[-1] == "| seven | sevens | 14 | 2 of 2 | 1 | – | 4 letters | a1 |"
    assert list(summary(trials, again[:1]))[-1] == "| seven | sevens | 7 | 1 of 2 | 0 | 3/7 | 2 letters | a1 |"
    assert "test_fails_under_one_seed" in capsys.readouterr().out
    assert run(trials, kept, ["b2"], minutes=0) == []  # another commit has to pass by itself
    assert [one.seed for one in run(trials, kept, ["b2", "a1"], minutes=0)] == [20261109]  # unless both are to count


def test_whoever_stops_early_has_seen_something_of_every_kind() -> None:
    kinds = {trial.name for trial in torture.TRIALS if trial.pieces > 1}
    every = list(pieces(torture.TRIALS))
    assert {trial.name for trial, _ in every[: len(every) // 3]} >= kinds
    for file, _, name in (test.partition("::") for trial in torture.TRIALS for test in trial.tests):
        assert f"def {name}(" in (torture.ROOT / "tests/faults" / file).read_text(encoding="utf-8") or not name
