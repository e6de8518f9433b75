"""Print the table: `python -m tests.benchmarks` in short, `… full` with everything, or `… pictures year` of these.

What is printed can be put into README.md as it is; how long each part took is told on stderr.
"""

import os
import platform
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import monotonic

from bot.clock import Clock
from tests.benchmarks.table import HEAD, Row

SHORT = ("start", "updates", "rank", "pictures", "scoring")
FULL = (
    "start", "updates", "replicas", "rank", "stalls", "broadcast", "month", "pictures", "scoring", "year", "values",
)  # fmt: skip
NAMED = ("chain", "faults", "matters")
"""What is measured where it is named."""


def main() -> None:
    """Print the machine and then what each module measured."""
    words = sys.argv[1:]
    full = "full" in words
    names = [word for word in words if word != "full"]
    say(f"{Clock().now():%Y-%m-%d}, commit {commit()}, `python -m tests.benchmarks{''.join(f' {w}' for w in words)}`\n")
    say(f"{machine()}\n")
    begun = monotonic()
    for name in names or (FULL if full else SHORT):
        module = import_module(f"tests.benchmarks.{name}")
        since, rows = monotonic(), False
        say(f"### {(module.__doc__ or name).splitlines()[0].rstrip('.')}\n")
        for line in module.run(full=full or bool(names)):
            if isinstance(line, Row) and not rows:
                say(HEAD)
            elif rows and not isinstance(line, Row):
                say("")
            rows = isinstance(line, Row)
            say(str(line) if rows else f"{line}\n")
        say("")
        print(f"{name}: {monotonic() - since:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - how it goes
    print(f"in all {(monotonic() - begun) / 60:.1f} min", file=sys.stderr)  # noqa: T201 - as above


def commit() -> str:
    """Return what is measured."""
    words = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> str:
    """Name the machine, and how busy it was before."""
    told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors ({model}), {memory:.0f} GB; "
        f"Python {platform.python_version()}; load before {os.getloadavg()[0]:.1f}"
    )


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - output


if __name__ == "__main__":
    main()
