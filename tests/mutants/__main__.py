"""Mutants: small wrong changes to what decides, each of which its tests must notice (`make mutants`)."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("bot", "handlers", "scoring", "storage", "tests", "docs", "pyproject.toml", "Makefile")
SECONDS = 900
"""A mutant that hangs its tests is noticed."""


def main() -> int:
    """Try every mutant, or those whose file or reason contains a word; exit 1 where one survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only mutants whose file or reason contains one of these")
    words = parser.parse_args().words
    wanted = [each for each in mutants() if not words or any(word in each.file + each.why for word in words)]
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
        for document in ROOT.glob("*.md"):
            shutil.copy(document, copy)
        fault = _fault(copy, dict.fromkeys(test for mutant in wanted for test in mutant.tests), "-nauto")
        if fault:
            raise SystemExit(f"the tests fail without any mutant:\n{fault}")
        for place, mutant in enumerate(wanted, 1):
            began = time.monotonic()
            killed = _killed(copy, mutant)
            survivors += not killed
            said = "killed  " if killed else "SURVIVED"
            took = f"{time.monotonic() - began:5.1f} s"
            print(f"{place:3}/{len(wanted)} {said} {took}  {mutant.file}: {mutant.why}", flush=True)  # noqa: T201 - output
    print(f"{len(wanted) - survivors} of {len(wanted)} mutants killed")  # noqa: T201 - output
    return 1 if survivors or not wanted else 0


def _killed(copy: Path, mutant: Mutant) -> bool:
    """Say whether the tests of a mutant notice it."""
    file = copy / mutant.file
    sound = file.read_text(encoding="utf-8")
    file.write_text(mutant.of(sound), encoding="utf-8")
    try:
        return _fault(copy, mutant.tests, "-n0") != ""
    finally:
        file.write_text(sound, encoding="utf-8")


def _fault(copy: Path, tests: Iterable[str], workers: str) -> str:
    """Run tests in the copy; returns the end of what is said where they fail or hang, SystemExit where none ran."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", workers, "--dist=loadfile", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done in {SECONDS} s"
    said = (done.stdout + done.stderr)[-2000:]
    if done.returncode not in (0, 1):
        raise SystemExit(f"the tests could not be run:\n{said}")
    return said if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
