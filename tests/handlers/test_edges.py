"""The edges: who sent what the chat server tells of, and which act its words ask for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram import Update

from handlers import reports
from handlers.actions import cases, dialogues, replies, submissions, withdrawals
from handlers.context import Context, Work, sender_of
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
    assert asyncio.run(heard.act(submissions.report, given, ("工单按期回复率 98/100",))) == Answer()
    assert heard.acts == []


def test_who_is_meant_by_a_message_in_a_group_is_its_writer() -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "局工作群"}
    sender = sender_of(message(GROUP, "排名", chat=group), BEGIN)
    assert sender is not None
    assert (sender.person, sender.chat, sender.private, sender.forged) == (HEAD, GROUP, False, "")


@pytest.mark.parametrize(
    ("edge", "rest", "meant"),
    [
        (reports.appeal, "", (cases.offer,)),
        (reports.appeal, "漏计三件", (cases.offer,)),
        (reports.appeal, "0001", (replies.ask_why, 1)),
        (reports.appeal, "编号 0001：漏计三件", (cases.appeal, 1, "漏计三件")),
        (reports.undo, "", (withdrawals.offer,)),
        (reports.undo, "0001 号", (withdrawals.offer,)),
        (reports.undo, "编号 0001", (withdrawals.withdraw, 1)),
        (reports.report, "", (dialogues.begin, "report")),
        (reports.report, "铁拳 3", (submissions.report, ("铁拳 3",))),
        (reports.highlight, " ", (dialogues.begin, "highlight")),
        (reports.highlight, "亮点提报 省级 甲事", (submissions.highlight, ("亮点提报 省级 甲事",))),
    ],
)
def test_words_behind_a_command_ask_for_an_act(edge: Callable[..., Any], rest: str, meant: tuple[Any, ...]) -> None:
    heard = Heard()
    asyncio.run(edge(message(HEAD, rest), heard, rest))
    assert heard.acts == [meant]
