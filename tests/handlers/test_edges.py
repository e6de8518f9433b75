"""The edges: who sent what the chat server tells of, and which act its words ask for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram import Update

from handlers import routes
from handlers.context import Context, Work, sender_of
from handlers.conversation.actions import guided
from handlers.deciding.actions import asking, cases
from handlers.deciding.edges import appeal
from handlers.journeys import COMMANDS
from handlers.reporting.actions import afterwards, submit
from handlers.reporting.edges import undo
from handlers.results import Answer
from tests.cast import BEGIN, GROUP, HEAD, OTHER_GROUP

PERSON = {"id": HEAD, "is_bot": False, "first_name": "王所长"}
TOLD = {"message_id": 7, "date": int(BEGIN.timestamp()), "text": "工单按期回复率 98/100"}


def update(**body: Any) -> Update:
    return Update.de_json({"update_id": 1, **body}, None)


def message(to: int, text: str, **more: Any) -> Update:
    return update(message={**TOLD, "chat": {"id": to, "type": "private"}, "from": PERSON, "text": text} | more)


@dataclass
class Heard:
    """A context that notes which acts are asked for."""

    acts: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def work(self) -> Work:
        """An update whose act is noted and not done."""
        return Work(self._run, lambda _word: None, BEGIN)

    async def _run(self, fn: Callable[..., Answer], _sender: object, *args: object) -> Answer:
        self.acts.append((fn, *args))
        return Answer()

    async def act(self, fn: Callable[..., Answer], given: Update, *args: object) -> Answer:
        """Act as the house's own context does."""
        return await Context.act(cast("Context", self), fn, given, *args)


CHANNEL = {"id": OTHER_GROUP, "type": "channel", "title": "别处"}
NOBODYS = {
    "a channel's post": update(channel_post={**TOLD, "chat": CHANNEL}),
    "a message of nobody": update(message={**TOLD, "chat": CHANNEL}),
    "a press on a message that is nowhere": update(
        callback_query={"id": "1", "from": PERSON, "chat_instance": "1", "inline_message_id": "x", "data": "ok:1:1"}
    ),
}


@pytest.mark.parametrize("given", NOBODYS.values(), ids=NOBODYS)
def test_what_nobody_said_here_does_nothing(given: Update) -> None:
    heard = Heard()
    assert sender_of(given, BEGIN) is None
    assert asyncio.run(heard.act(submit.report, given, ("工单按期回复率 98/100",))) == Answer()
    assert heard.acts == []


def test_who_is_meant_by_a_message_in_a_group_is_its_writer() -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "局工作群"}
    sender = sender_of(message(GROUP, "排名", chat=group), BEGIN)
    assert sender is not None
    assert (sender.person, sender.chat, sender.private, sender.forged) == (HEAD, GROUP, False, "")


def by(name: str) -> Callable[..., Any]:
    """Return how a command comes in: as the routes take it."""
    return lambda given, heard, rest: routes.command(given, heard, COMMANDS[name], rest)


@pytest.mark.parametrize(
    ("edge", "rest", "meant"),
    [
        (appeal, "", (cases.offer_appeal,)),
        (appeal, "漏计三件", (cases.offer_appeal,)),
        (appeal, "0001", (asking.ask_why, 1)),
        (appeal, "编号 0001：漏计三件", (cases.appeal, 1, "漏计三件")),
        (undo, "", (afterwards.offer_withdrawal,)),
        (undo, "0001 号", (afterwards.offer_withdrawal,)),
        (undo, "编号 0001", (afterwards.withdraw, 1)),
        (by("report"), "", (guided.begin, "report")),
        (by("report"), "铁拳 3", (submit.report, ("铁拳 3",))),
        (by("highlight"), " ", (guided.begin, "highlight")),
        (by("highlight"), "亮点提报 省级 甲事", (submit.highlight, ("亮点提报 省级 甲事",))),
    ],
)
def test_words_behind_a_command_ask_for_an_act(edge: Callable[..., Any], rest: str, meant: tuple[Any, ...]) -> None:
    heard = Heard()
    asyncio.run(edge(message(HEAD, rest), heard, rest))
    assert heard.acts == [meant]
