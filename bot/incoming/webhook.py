"""Updates that the chat server brings by itself: it is told that they arrived once they are committed to the inbox."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot import outcome, secret
from bot.clock import Clock
from bot.incoming.intake import SLOWEST, WANTED, Intake
from bot.operating.standing import Standing
from bot.operating.tally import Tally
from bot.process import RefusedError
from bot.texts import said
from bot.wire import brief, is_update, read_json
from storage.database import UnavailableError

log = logging.getLogger(__name__)
CONNECTIONS = 10
"""Updates that the chat server may bring at once; each chat's one after another, whatever their number."""
Brought = tuple[dict[str, Any], asyncio.Future[bool]]
"""An update, and whether it is kept, for who waits to answer."""
LOOK = 25
"""Seconds between two looks whether the chat server still knows where to bring them."""


def secret_of(token: str) -> str:
    """Return what the chat server says to be known by: every process of a bot knows it, and none need keep it."""
    return hmac.new(token.encode(), b"leitai webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Takes in what is brought, and keeps the chat server bringing it."""

    def __init__(
        self, url: str, token: str, bot: ExtBot[None], intake: Intake, clock: Clock, tally: Tally, standing: Standing
    ) -> None:
        self._url = url
        self.path = urlsplit(url).path or "/"
        self._secret = secret_of(token)
        secret.hide(self._secret)
        self._bot = bot
        self._intake = intake
        self._clock = clock
        self._tally = tally
        self._standing = standing
        self._came: asyncio.Queue[Brought] = asyncio.Queue()
        self._open = False

    async def take(self, shown: str, read: Callable[[], Awaitable[bytes]]) -> HTTPStatus:
        """Take in what is brought, by the secret that is shown; returns what to answer.

        Of who is not the chat server nothing is read, and the time it takes tells nothing of the secret. What was not
        kept is brought again.
        """
        if not hmac.compare_digest(shown.encode(errors="surrogateescape"), self._secret.encode()):
            return HTTPStatus.FORBIDDEN
        payload = await read()
        try:
            body = read_json(payload)
        except ValueError:
            return HTTPStatus.BAD_REQUEST
        if not is_update(body):
            return HTTPStatus.BAD_REQUEST
        if not self._open:
            return HTTPStatus.SERVICE_UNAVAILABLE
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._came.put_nowait((body, kept))
        return HTTPStatus.OK if await kept else HTTPStatus.SERVICE_UNAVAILABLE

    async def run(self) -> None:
        """Commit what is brought, all that came during a commit together in the next."""
        came: list[Brought] = []
        self._open = True
        try:
            while True:
                came = [await self._came.get(), *self._others()]
                try:
                    await self._intake.take([body for body, _ in came], once=True)
                except UnavailableError as error:
                    log.warning("the database is not available (%s); updates are to be brought again", error)
                    _answer(came, is_kept=False)
                else:
                    _answer(came, is_kept=True)
        finally:
            self._open = False
            _answer([*came, *self._others()], is_kept=False)

    def _others(self) -> list[Brought]:
        return [self._came.get_nowait() for _ in range(self._came.qsize())]

    async def keep(self) -> None:
        """Tell the chat server where to bring updates, and look now and then whether it still does."""
        pause = 0.5
        while True:
            self._tally.beat("webhook")
            try:
                await self._look()
            except InvalidToken:
                raise
            except RetryAfter as error:
                rest = outcome.read(error).wait.total_seconds()
                self._tally.beat("webhook", rest)
            except TelegramError as error:
                log.warning("the chat server does not answer (%s); trying again in %s s", brief(error), pause)
                await self._standing.silent()
                rest, pause = pause, min(pause * 2, SLOWEST)
            else:
                rest, pause = LOOK, 0.5
                self._tally.polled_at = self._clock.real()
                self._intake.answered.set()
                await self._standing.answered()
            await asyncio.sleep(rest)

    async def _look(self) -> None:
        """Set the webhook at the start, and where it is another than ours; note whether what waits can be brought."""
        known = await self._bot.get_webhook_info() if self._intake.answered.is_set() else None
        if known is not None and known.url == self._url:
            self._standing.brings(why_not(known))
            return
        if known is not None:
            log.warning("somebody took the webhook away, or set another one; it is set again")
        try:
            await self._bot.set_webhook(
                self._url,
                max_connections=CONNECTIONS,
                allowed_updates=WANTED,
                drop_pending_updates=False,
                secret_token=self._secret,
            )
        except BadRequest as error:
            if known is not None:  # it was good before, and may be again
                raise
            raise RefusedError(said("no_webhook", url=self._url, reason=secret.told(error))) from None


def why_not(known: WebhookInfo) -> str:
    """Return why what waits at the chat server did not arrive the last time; "" where nothing waits."""
    return secret.told(known.last_error_message or "") if known.pending_update_count else ""


def _answer(came: list[Brought], *, is_kept: bool) -> None:
    for _, kept in came:
        if not kept.done():
            kept.set_result(is_kept)
