"""The word to stop: SIGTERM and SIGINT set an event, so that what is in hand is finished."""

import asyncio
import signal


def stop_event() -> asyncio.Event:
    """Return an event of the running loop that is set when the process is told to stop."""
    stop = asyncio.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(word, stop.set)
    return stop
