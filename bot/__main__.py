"""`python -m bot` is `leitai`; importing this alone loads nothing, as the drawing processes must."""

import gc
import os
from contextlib import suppress


def main() -> None:
    """Run the command line and end: to take the interpreter apart as well takes a third as long as loading it did."""
    gc.disable()  # nothing that is loaded is garbage; the command looks for it once all is
    from bot import cli  # noqa: PLC0415 - a drawing process imports the program's main module and must stay small

    try:
        cli.main()
    except SystemExit as ended:
        with suppress(OSError):  # who was to read it is gone, and Python says so
            print(end="", flush=True)  # noqa: T201 - nothing is said
            os._exit(ended.code if isinstance(ended.code, int) else 1)
        raise


if __name__ == "__main__":
    main()
