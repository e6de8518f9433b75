"""The record of every call of the bot, and of what was brought to it, outside the bot, for tests to judge by."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.refusals import Json
from bot.sandbox.watch.faults import HOOK, POLL, Fault


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came and how it ended.

    `delivered` says whether it was carried out, whatever the bot was told: after a fault that only loses the answer
    `code` is 200 and `ok` is false. `messages` are the ids that it made or
    changed; `pace` is the judge's time in seconds, `at` the chat's own clock.
    """

    number: int
    at: datetime
    pace: float
    method: str
    params: Json
    chat: int | None
    code: int
    description: str
    result: object
    delivered: bool
    fault: Fault | None
    messages: tuple[int, ...]

    @property
    def ok(self) -> bool:
        """Whether the bot was told that it went well."""
        return self.code == 200 and self.fault is None


class Ledger(list[Call]):
    """Every call, oldest first."""

    def of(
        self,
        *methods: str,
        chat: int | None = None,
        ok: bool | None = None,
        delivered: bool | None = None,
    ) -> list[Call]:
        """List calls of these methods (none: of all but getUpdates and `webhook`), to a chat, with an outcome."""
        return [
            call
            for call in self
            if (call.method in methods if methods else call.method not in (POLL, HOOK))
            and (chat is None or call.chat == chat)
            and (ok is None or call.ok is ok)
            and (delivered is None or call.delivered is delivered)
        ]
