"""The bots that are compared, each as a process of its own: `python -m tests.benchmarks.bots WHICH URL [FOLDER] [HOW]`.

Ours is the real application; no letter waits for the pace of a chat, whose seconds are spent at once. What is asked of
a bot by a line it answers by a line: `stall`, the longest stall of its loop and the longest work that the loop itself
did at once since it was asked the last time, where HOW is "watched"; `settled`, when the last update was settled and
how long that took; `move MOMENT`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic, thread_time
from typing import Any

TOKEN = "100:leitaiSandboxSecret"
BEAT = 0.001
"""Seconds between two beats of a loop that is watched."""
Answers = dict[str, Callable[..., Awaitable[object]]]


class Beats:
    """How late the beat of a loop came, at most, since somebody asked; and how long at most the loop itself worked."""

    def __init__(self) -> None:
        self._late = self._worked = 0.0

    async def beat(self) -> None:
        """Beat for ever."""
        while True:
            begun, worked = monotonic(), thread_time()
            await asyncio.sleep(BEAT)
            self._late = max(self._late, monotonic() - begun - BEAT)
            self._worked = max(self._worked, thread_time() - worked)

    async def told(self) -> str:
        """Return both in seconds, and forget them."""
        found = f"{self._late} {self._worked}"
        self._late = self._worked = 0.0
        return found


async def answer(answers: Answers) -> None:
    """Answer every line on stdin until there is none."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        word, *given = line.decode().split()
        print(await answers[word](*given), flush=True)  # noqa: T201 - the answer


def ours(url: str, folder: str, how: str = "") -> None:
    """Run the bot over a furnished folder, listening however fast people write."""
    from bot.app import Bot, Plan
    from bot.clock import VirtualClock, parse_instant
    from bot.files import read_sample
    from bot.operating.tally import Tally
    from bot.process import stop_event
    from bot.restdays import RestDays
    from storage.database import Database

    class Noting(Tally):
        last = 0.0, 0.0

        def note_update(self, *told: Any) -> None:
            self.last = monotonic(), told[3]
            super().note_update(*told)

    async def serve() -> None:
        moment = parse_instant((Path(folder) / "now").read_text("utf-8"))
        assert moment is not None
        rules = Path(folder) / "rules.toml"
        database, clock = Database(Path(folder) / "leitai.db"), VirtualClock(moment)
        database.migrate()
        plan = Plan(TOKEN, url, "", rules.read_bytes() if rules.exists() else read_sample(), None)
        bot, beats = Bot(plan, database, clock, RestDays(Path(folder))), Beats()
        bot.intake.haste.most = sys.maxsize
        bot.worker._tally = noting = Noting(clock.seconds)

        async def settled() -> str:
            return "{} {}".format(*noting.last)

        async def move(moment: str) -> str:
            clock.move(parse_instant(moment) or clock.now())
            await bot.schedule.tick()
            return "moved"

        aside = [asyncio.ensure_future(answer({"stall": beats.told, "settled": settled, "move": move}))]
        if how == "watched":
            aside.append(asyncio.ensure_future(beats.beat()))
        await bot.run(stop_event(lambda: "it stops"), lambda _: None)
        for task in aside:
            task.cancel()
        database.close()

    asyncio.run(serve())


def ptb(url: str, how: str = "") -> None:
    """Run the plainest bot of python-telegram-bot: it says what it is told."""
    import signal

    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    beats = Beats()
    aside: list[asyncio.Future[None]] = []

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        assert update.message.text is not None
        await update.message.reply_text(update.message.text)

    async def watched(_application: Any) -> None:
        if how == "watched":
            aside.extend(map(asyncio.ensure_future, (beats.beat(), answer({"stall": beats.told}))))

    async def over(_application: Any) -> None:
        for task in aside:
            task.cancel()

    builder: Any = ApplicationBuilder().post_init(watched).post_stop(over)
    application = builder.token(TOKEN).base_url(f"{url}/bot").job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(stop_signals=[signal.SIGTERM])


if __name__ == "__main__":
    which: dict[str, Callable[..., None]] = {"ours": ours, "ptb": ptb}
    which[sys.argv[1]](*sys.argv[2:])
