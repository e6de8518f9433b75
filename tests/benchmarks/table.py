"""Rows of the table: what was measured, beside what it is compared with in the same run."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

HEAD = "| what | Leitai | beside it | ratio | aim |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and, where there is one, the anchor's in the same unit."""

    what: str
    ours: float
    unit: str
    base: float | None = None
    anchor: str = ""
    aim: str = ""

    def __str__(self) -> str:
        """Write a line of the table."""
        beside = self.anchor if self.base is None else f"{figure(self.base)} {self.unit}, {self.anchor}"
        ratio = f"{self.ours / self.base:.2f}" if self.base else ""
        return f"| {self.what} | {figure(self.ours)} {self.unit} | {beside} | {ratio} | {self.aim} |"


def figure(number: float) -> str:
    """Write a number with three digits that count."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def medians(lanes: Mapping[str, Callable[[], object]], rounds: int, budget: float = float("inf")) -> dict[str, float]:
    """Do some work in turns; a lane takes part in no round once it has had its budget of seconds.

    Returns the median seconds of each.
    """
    spent: dict[str, list[float]] = {name: [] for name in lanes}
    gc.collect()
    gc.freeze()  # what stood before need not be looked through between two turns
    for _ in range(rounds):
        for name, lane in lanes.items():
            if sum(spent[name]) < budget:
                gc.collect()
                begun = perf_counter()
                lane()
                spent[name].append(perf_counter() - begun)
    gc.unfreeze()
    return {name: median(each) for name, each in spent.items()}
