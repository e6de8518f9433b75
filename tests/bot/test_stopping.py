"""The first word to stop lets the bot end in order; the second ends it at once, whatever it waits for."""

import signal
import subprocess
import sys

HANGING = """
import asyncio, os, signal
from bot.process import stop_event

async def main():
    stop = stop_event()
    os.kill(os.getpid(), signal.SIGTERM)
    await stop.wait()
    print("in order", flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def test_a_second_word_to_stop_ends_a_process_that_hangs_while_it_stops() -> None:
    done = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.returncode) == ("in order\n", -signal.SIGTERM)
