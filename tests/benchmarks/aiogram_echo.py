"""The plainest bot of aiogram, in its own environment: it says what it is told. `python aiogram_echo.py URL`."""

import asyncio
import sys

from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def echo(message: types.Message) -> None:
    await message.reply(message.text or "")


async def serve(url: str) -> None:
    bot = Bot("100:leitaiSandboxSecret", session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
