"""The bots that are compared, each as a process of its own: `python -m tests.benchmarks.bots WHICH URL [FOLDER]`.

Ours is the real application; no letter waits for the pace of a chat, whose seconds are spent at once.
"""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

TOKEN = "100:leitaiSandboxSecret"


def ours(url: str, folder: str) -> None:
    """Run the bot over a furnished folder, listening however fast people write."""
    from bot.app import Bot, Plan
    from bot.clock import VirtualClock, parse_instant
    from bot.files import read_sample
    from bot.process import stop_event
    from bot.restdays import RestDays
    from storage.database import Database

    async def serve() -> None:
        moment = parse_instant((Path(folder) / "now").read_text("utf-8"))
        assert moment is not None
        database = Database(Path(folder) / "leitai.db")
        database.migrate()
        bot = Bot(Plan(TOKEN, url, "", read_sample(), None), database, VirtualClock(moment), RestDays(Path(folder)))
        bot.intake.haste.most = sys.maxsize
        await bot.run(stop_event(), lambda _: None)
        database.close()

    asyncio.run(serve())


def ptb(url: str) -> None:
    """Run the plainest bot of python-telegram-bot: it says what it is told."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        assert update.message.text is not None
        await update.message.reply_text(update.message.text)

    builder: Any = ApplicationBuilder()
    application = builder.token(TOKEN).base_url(f"{url}/bot").job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(stop_signals=[signal.SIGTERM])


if __name__ == "__main__":
    {"ours": ours, "ptb": ptb}[sys.argv[1]](*sys.argv[2:])
