"""Faults to order for tests: what goes wrong, with which calls, how often."""

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.refusals import Json

POLL, FILE, HOOK = "getUpdates", "file", "webhook"
"""A poll, the download of a file, or an update that is brought, that fails is a fault of its own, asked for by name."""
REASONS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call; `after` means that it was carried out and only the answer is lost.

    `page`: what comes instead of an answer, as it is; `location`: where a page of a redirect leads.
    """

    kind: Literal["answer", "reset", "hang"]
    code: int = 0
    description: str = ""
    parameters: Json = field(default_factory=dict)
    html: bool = False
    after: bool = False
    page: str | None = None
    location: str = ""


def too_many(retry_after: int) -> Fault:
    """429: the chat wants quiet for so many seconds."""
    words = f"Too Many Requests: retry after {retry_after}"
    return Fault("answer", 429, words, {"retry_after": retry_after})


def server_error(code: int = 500, *, html: bool = False, after: bool = False) -> Fault:
    """5xx, as JSON or as the HTML page of a proxy, before or after the call was carried out."""
    return Fault("answer", code, REASONS.get(code, "Internal Server Error"), html=html, after=after)


def refuse(code: int, description: str, **parameters: int) -> Fault:
    """Any refusal in Telegram's own words, such as 403 or 400."""
    return Fault("answer", code, description, dict(parameters))


def reset(*, after: bool = False) -> Fault:
    """Reset the connection before the call was carried out or after it."""
    return Fault("reset", after=after)


def hang(*, after: bool = False) -> Fault:
    """No answer ever comes, so that the bot's own time-out ends the call; nothing or everything has happened."""
    return Fault("hang", after=after)


PORTAL = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in to use this network.</body></html>"
"""What a captive portal answers to everything."""


def page(text: str = PORTAL, code: int = 200, *, location: str = "", after: bool = False) -> Fault:
    """Answer with something that is not the chat server's: a portal's page, a gateway's JSON, a redirect."""
    return Fault("answer", code, after=after, page=text, location=location)


@dataclass(slots=True)
class Plan:
    """A fault and the calls that it meets: from the nth fitting one, so many times, or with a chance."""

    fault: Fault
    methods: frozenset[str] | None
    chat: int | None
    first: int
    times: int | None
    probability: float | None
    noise: random.Random
    calls: int = 0
    hits: int = 0

    def meets(self, method: str, chat: int | None) -> bool:
        """Count a call and tell whether this plan strikes it."""
        if method in (POLL, FILE, HOOK) if self.methods is None else method not in self.methods:
            return False
        if self.chat is not None and chat != self.chat:
            return False
        self.calls += 1
        if self.calls < self.first or (self.times is not None and self.hits >= self.times):
            return False
        if self.probability is not None and self.noise.random() >= self.probability:
            return False
        self.hits += 1
        return True


class Faults:
    """All plans, and what may befall updates on their way to the bot."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.duplicate = 0.0
        self.reorder = 0.0
        self.noise = random.Random(0)

    def plan(
        self,
        fault: Fault,
        *,
        method: str | Collection[str] | None = None,
        chat: int | None = None,
        nth: int = 1,
        times: int | None = 1,
        probability: float | None = None,
        seed: int = 0,
    ) -> Plan:
        """Plan a fault; without a method every call but getUpdates and downloads may meet it.

        It strikes the nth fitting call and `times` calls in all (None: every one from then on). With a probability
        the calls are drawn with the seed, and `times` is then taken as None unless it is more than 1.
        """
        methods = None if method is None else frozenset([method] if isinstance(method, str) else method)
        if probability is not None and times == 1:
            times = None
        plan = Plan(fault, methods, chat, nth, times, probability, random.Random(seed))
        self.plans.append(plan)
        return plan

    def updates(self, *, duplicate: float = 0.0, reorder: float = 0.0, seed: int = 0) -> None:
        """Let updates be delivered twice, and batches out of order, with these chances."""
        self.duplicate, self.reorder = duplicate, reorder
        self.noise = random.Random(seed)

    def clear(self) -> None:
        """Let everything go well again."""
        self.plans.clear()
        self.duplicate = self.reorder = 0.0

    def pick(self, method: str, chat: int | None) -> Fault | None:
        """Take the fault that meets this call, if any; the first plan that fits wins."""
        return next((plan.fault for plan in self.plans if plan.meets(method, chat)), None)
