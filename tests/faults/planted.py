"""Bugs that are planted on purpose, so that the suite can show that it would catch them."""

import os
import signal
from collections.abc import Callable

BUGS: dict[str, Callable[[], None]] = {}


def die(*_given: object) -> bytes:
    """Crash as a drawing process may: killed by the machine."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""
