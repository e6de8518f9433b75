"""A scoring method is added by the steps of CONTRIBUTING.md: a copy of the house gets one, and scores by it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scoring.making import metric, rules, written

HOUSE = Path(__file__).parent.parent
STEPS = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Add a scoring method\n")[2]
COPIED = ("bot", "handlers", "scoring", "storage", "tests")
NOT_COPIED = shutil.ignore_patterns("references", "*.pyc.*")

MODEL = '''@dataclass(frozen=True, slots=True)
class Threshold:
    """达标即满分: full marks from `at` on, nothing below."""

    kind: ClassVar[Literal["threshold"]] = "threshold"
    at: Fraction


'''
READER = """def _threshold(table: Table, _: Context) -> methods.Threshold:
    return methods.Threshold(table.number("at"))


"""
POINTS = """        case methods.Threshold(at=at):
            return [full if x >= at else _NOTHING for x in xs]
"""
WORDS = """def _threshold(p: Values) -> str:
    return f"达标即满分：达到 {p['at']}{p['unit']} 得满分 {p['full']} 分，否则 0 分"


"""
CHINESE = """### `threshold` 达标即满分

达到 `at` 得满分，差一点也不得分。

    分 = W（x ≥ at），否则 0

```toml metric
points = 10
input = "number"
method = { kind = "threshold", at = "80" }
```

```text example
值  80     79.99  100
分  10.00  0.00   10.00
图  60→100
10┤                  ██████████████████
  ┤                  ██████████████████
 0┤                  ██████████████████
   60                               100
```

"""
ENGLISH = """### `threshold` all or nothing

Full marks from `at` on, nothing below.

    points = W where x ≥ at, else 0

```toml metric
points = 10
input = "number"
method = { kind = "threshold", at = "80" }
```

```text example
value   80     79.99  100
points  10.00  0.00   10.00
chart  60→100
10┤                  ██████████████████
  ┤                  ██████████████████
 0┤                  ██████████████████
   60                               100
```

"""
ADDED = {
    "scoring/rulebook/methods.py": [("Method = (\n", MODEL + "Method = (\n    Threshold\n    | ")],
    "scoring/rulebook/method.py": [
        ("def _touched(", READER + "def _touched("),
        ('    "checklist": (_checklist,', '    "threshold": (_threshold, _VALUES),\n    "checklist": (_checklist,'),
    ],
    "scoring/standings/points.py": [("        case methods.Bands():\n", POINTS + "        case methods.Bands():\n")],
    "handlers/rules/views/methods.py": [
        ("_METHODS = {\n", WORDS + '_METHODS = {\n    "threshold": _threshold,\n'),
    ],
    "scoring/README.md": [("### `checklist` ", ENGLISH + "### `checklist` ")],
    "scoring/README.zh-CN.md": [("### `checklist` ", CHINESE + "### `checklist` ")],
}
"""All that is written: what it is, how it is read, what it earns, how it is told, the pages that authors read."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with one method more."""
    copy = tmp_path_factory.mktemp("house")
    for folder in COPIED:
        shutil.copytree(HOUSE / folder, copy / folder, ignore=NOT_COPIED)
    shutil.copy(HOUSE / "pyproject.toml", copy)
    for name, changes in ADDED.items():
        text = (HOUSE / name).read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def run(copy: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=copy, capture_output=True, text=True, check=False)


def test_the_steps_name_every_file_that_is_touched_and_no_other() -> None:
    steps = STEPS.partition("\n## ")[0]

    assert [
        name for name in re.findall(r"`([\w/]+\.[\w.-]+)`", steps) if not name.startswith(("docs/", "tests/"))
    ] == list(ADDED)


def test_a_rulebook_with_a_new_method_is_scored_by_it(copy: Path, tmp_path: Path) -> None:
    keys = metric("m", points=10, input="number", method={"kind": "threshold", "at": "80"})
    (tmp_path / "rules.toml").write_bytes(written(rules(keys, units=2)))
    (tmp_path / "values.csv").write_text("unit,metric,period,value\nu1,m,2026-03,79.99\nu2,m,2026-03,80\n")

    told = run(
        copy, "-m", "bot", "score", tmp_path / "rules.toml", tmp_path / "values.csv", "--period", "2026-03",
        "--format", "csv",
    )  # fmt: skip

    assert told.returncode == 0, told.stderr
    assert [row.split(",")[:1] + re.findall(r"u\d", row)[:1] for row in told.stdout.splitlines()[1:]] == [
        ["1", "u2"],
        ["2", "u1"],
    ]


def test_it_is_told_in_plain_words_and_its_page_is_executed(copy: Path) -> None:
    words = (
        "from handlers.rules.views.methods import method;"
        'print(method("threshold", {"at": "80", "unit": "%", "full": "10"}))'
    )
    page = [
        f"tests/scoring/test_readme.py::test_every_{which}"
        for which in (
            "method_has_a_formula_a_chart_and_an_example",
            "example_of_the_page_earns_what_the_page_says",
            "chart_of_the_page_is_what_the_engine_draws",
        )
    ]

    assert run(copy, "-c", words).stdout == "达标即满分：达到 80% 得满分 10 分，否则 0 分\n"
    executed = run(copy, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *page)
    assert executed.returncode == 0, executed.stdout
