"""Run every benchmark, or those named: `python -m tests.benchmarks pictures`."""

import os
import platform
import sys
from importlib import import_module

MODULES = ("chain", "faults", "pictures", "scoring", "updates", "year")


def main() -> None:
    """Print the machine and then what each module measured."""
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")  # noqa: T201 - output
    for name in sys.argv[1:] or MODULES:
        print(f"\n{name}")  # noqa: T201 - output
        for line in import_module(f"tests.benchmarks.{name}").run():
            print(f"  {line}")  # noqa: T201 - output


if __name__ == "__main__":
    main()
