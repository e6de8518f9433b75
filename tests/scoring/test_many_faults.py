"""A file of thousands of faults is read to its end, and every fault keeps its place (how fast: the benchmarks)."""

from importlib import resources

import pytest

from scoring.faults import Fault, FaultyError
from scoring.rulebook.load import load
from scoring.samples import SAMPLES

COUNT = 20_000
BASE = resources.files("scoring.samples").joinpath(SAMPLES[0]).read_text(encoding="utf-8")
HEADER = BASE.index("places = 2")


def inside(lines: str) -> str:
    """Write lines into the table of the competition."""
    return f"{BASE[:HEADER]}{lines}\n{BASE[HEADER:]}"


MANY = {
    "numbers with a point": BASE + "".join(f'[[units]]\nid = "u{n}"\nname = "n{n}"\nw = 0.5\n' for n in range(COUNT)),
    "a list of them": inside("x = [\n" + "".join(f"{n}.5,\n" for n in range(COUNT)) + "]"),
    "keys that nobody knows": inside("".join(f"k{n} = 1\n" for n in range(COUNT))),
    "units of no arena": BASE
    + "".join(f'[[units]]\nid = "u{n}"\nname = "n{n}"\narena = "z{n}"\n' for n in range(COUNT)),
    "leads that are no units": BASE.replace('leads = ["', 'leads = ["' + '", "'.join(map(str, range(COUNT))), 1),
    "arenas without anything": BASE + "".join(f'[[arenas]]\nid = "a{n}"\nname = "n{n}"\n' for n in range(COUNT // 2)),
    "categories and metrics": BASE
    + "".join(
        f'[[categories]]\nid = "c{n}"\nname = "n{n}"\narena = "offices"\npoints = 1\n[[metrics]]\nid = "m{n}"\n'
        for n in range(COUNT // 4)
    ),
}


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(FaultyError) as found:
        load(text.encode())
    return found.value.faults


@pytest.mark.parametrize("kind", MANY)
def test_thousands_of_faults_are_all_found(kind: str) -> None:
    assert len(faults_of(MANY[kind])) >= COUNT


def test_every_number_with_a_point_keeps_its_line() -> None:
    found = [fault.place for fault in faults_of(MANY["a list of them"]) if fault.code == "float"]
    first = BASE[:HEADER].count("\n") + 2
    assert found == [f"第 {first + n} 行" for n in range(COUNT)]


def test_what_only_looks_like_a_number_moves_no_line() -> None:
    lines = inside(
        """0.5 = 1
# 0.5
a = "0.5"  # 1.5
b = '''
0.5
'''
c = 2026-11-19T09:00:00.5+08:00
d = 09:00:00.25
e = { f = +1_0.5, g = [1.5, -inf, 3e-2, nan] }
[competition.x.1.5]
y = "\\n0.5"
z = 0.5"""
    )
    first = BASE[:HEADER].count("\n") + 1
    found = [(fault.place, fault.values["text"]) for fault in faults_of(lines) if fault.code == "float"]
    assert found == [
        *((f"第 {first + 8} 行", text) for text in ("+1_0.5", "1.5", "-inf", "3e-2", "nan")),
        (f"第 {first + 11} 行", "0.5"),
    ]
