"""What the drawing process does; the process that it is forked from has this loaded, too, and nothing of the bot."""

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection


def serve(jobs: Connection) -> None:
    """Say what is wrong, then draw until a drawing fails or the bot ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with suppress(EOFError, OSError):
        try:
            from handlers.pictures import draw  # noqa: PLC0415 - only the drawing process loads matplotlib

            jobs.send((draw.self_test(), os.getppid()))
            while True:
                jobs.send(draw.picture_png(*jobs.recv()))
        except (EOFError, BrokenPipeError):
            return
        except Exception as error:  # noqa: BLE001 - the bot logs it and starts another process
            jobs.send(repr(error))


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(0)
