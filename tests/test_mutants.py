"""The list of mutants keeps up with the code: what a mutant changes stands there, and its tests are there."""

from pathlib import Path

from tests.mutants import mutants

ROOT = Path(__file__).parent.parent


def test_every_mutant_changes_exactly_one_place_and_names_tests_that_exist() -> None:
    found = mutants()
    for mutant in found:
        sound = (ROOT / mutant.file).read_text(encoding="utf-8")
        assert mutant.of(sound) != sound
        assert mutant.tests
        for test in mutant.tests:
            path, _, name = test.partition("::")
            assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8") if name else (ROOT / path).exists()
    assert len({(one.file, one.before, one.after) for one in found}) == len(found)
