"""What a newcomer may try: each step with whom it is meant for, and how it is seen that they have done it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from bot.demo.bureau import GROUP
from bot.demo.stage import Stage
from bot.demo.texts import said
from bot.sandbox.web.view import Hint
from bot.sandbox.world.messages import Message
from scoring.language import LANGUAGES, by_default
from scoring.rulebook.model import Metric
from storage import audit, preferences
from storage.database import Transaction

Pair = tuple[str, str]
"""The same words in Chinese and in English."""
NOTHING: Pair = ("", "")
REFUSED = ("⚠️", "🔒", "🤔")
"""How the bot begins where it does not answer."""


class Done:
    """What was done since the page was opened, by whom: acts as the chain has them, what was asked and answered."""

    def __init__(self, stage: Stage, length: int) -> None:
        """Begin behind a chain of some length, and behind what has been said by now."""
        self._stage = stage
        self._length = length
        self._last = {number: room.last_id for number, room in stage.chat.rooms.items()}
        self._acts: Counter[tuple[int | None, str]] = Counter()
        self._chosen: dict[str, set[int]] = {}
        self._ticked: set[int] = set()
        self.scripted = False
        """Whether what people do now is done by the script, and by nobody who tries anything."""

    def look(self, tx: Transaction) -> None:
        """Read what has been added to the chain; only ever in the thread that reads."""
        length = audit.length(tx)
        newest = islice(audit.newest(tx, None, None, None, None), length - self._length)
        tried = [link for link in newest if link.actor is None or not self.scripted]
        self._acts.update([(link.actor, link.act) for link in tried])
        self._length = length
        self._chosen = {one: preferences.chosen_by(tx, preferences.LANGUAGE, one) for one in LANGUAGES}

    def has(self, number: int, one: "Try") -> bool:
        """Say whether a step has been done; what was once stays so, whatever is done or shown after it."""
        if number not in self._ticked and one.done(self):
            self._ticked.add(number)
        return number in self._ticked

    def acted(self, person: int | None, act: str, times: int) -> bool:
        """Say whether somebody has done what the chain calls so."""
        return self._acts[person, act] >= times

    def answered(self, person: int, says: Callable[[Message], bool]) -> bool:
        """Say whether the bot has answered what somebody wrote to it, in private or in the group, not refused it."""
        asked = [
            one
            for number in (person, GROUP)
            for one in self._said(number, person)
            if one.id > self._last.get(number, 0) and says(one)
        ]
        answers = (self._answer(person, one) for one in asked)
        return any(one is not None and not one.text.startswith(REFUSED) for one in answers)

    def _answer(self, person: int, asked: Message) -> Message | None:
        """Return what the bot said to a message: a reply, or what it told them alone next where the group asked."""
        bot = self._stage.chat.bot.id
        reply = next((one for one in self._said(asked.chat, bot) if one.reply_to == asked.id), None)
        if reply is not None or asked.chat == person:
            return reply
        return next((one for one in self._said(person, bot) if one.reply_to is None and one.at >= asked.at), None)

    def _said(self, number: int, who: int) -> list[Message]:
        return [one for one in list(self._stage.chat.rooms[number].messages.values()) if one.hand == who]

    def pressed(self, person: int, labels: Pair) -> bool:
        """Say whether somebody has pressed a button that says so in either language, and was answered."""
        presses = [one for one in list(self._stage.chat.presses.values()) if one.answered and one.person == person]
        return any(label in one.label for one in presses for label in labels)

    def has_chosen(self, person: int, language: str) -> bool:
        """Say whether somebody has chosen a language."""
        return person in self._chosen.get(language, ())

    def spoken_to(self, person: int) -> str:
        """Return the language in which the bot speaks to somebody."""
        return next((one for one in LANGUAGES if self.has_chosen(person, one)), by_default())

    def in_group(self) -> bool:
        """Say whether the bot is in the group."""
        return self._stage.chat.rooms[GROUP].bot in ("member", "administrator")


class Try(NamedTuple):
    """A step: its words by code, who does it where (see Hint), what a click hands them, and when it is done.

    What they send is in the language spoken by default, as the bot reads both; the button that they press is in the one
    in which the bot speaks to them.
    """

    code: str
    who: int
    done: Callable[[Done], bool]
    values: dict[str, str]
    text: Pair = NOTHING
    file: str = ""
    chat: int = 0
    reply: bool = False
    press: Pair = NOTHING
    look: Pair = NOTHING
    then: int = 0
    move: str = ""


def step(
    code: str,
    who: int,
    done: Callable[[Done], bool],
    *,
    text: str | Pair = "",
    file: str = "",
    chat: int = 0,
    reply: bool = False,
    press: Pair = NOTHING,
    look: Pair = NOTHING,
    then: int = 0,
    move: str = "",
    **values: str,
) -> Try:
    """Describe a step."""
    texts = (text, text) if isinstance(text, str) else text
    return Try(code, who, done, values, texts, file, chat, reply, press, look, then, move)


def reported(metric: Metric, value: str, month: Pair = NOTHING) -> Pair:
    """Return how a value of a metric is reported, of a month that is named where it need be."""
    named = metric.name, metric.english or metric.name
    return f"/report {named[0]} {value}{month[0]}", f"/report {named[1]} {value}{month[1]}"


def acts(person: int | None, *names: str, times: int = 1) -> Callable[[Done], bool]:
    """Return the question whether somebody has done one of some acts, so often."""
    return lambda done: any(done.acted(person, act, times) for act in names)


def asks(person: int, words: str) -> Callable[[Done], bool]:
    """Return the question whether somebody has asked by some words (a pattern), and was answered."""
    return lambda done: done.answered(person, lambda one: re.match(words, one.text.lower()) is not None)


def sends(person: int, file: str) -> Callable[[Done], bool]:
    """Return the question whether somebody has sent a file, and was answered."""

    def is_it(one: Message) -> bool:
        return one.now.media is not None and one.now.media.name == file

    return lambda done: done.answered(person, is_it)


def presses(person: int, labels: Pair) -> Callable[[Done], bool]:
    """Return the question whether somebody has pressed a button."""
    return lambda done: done.pressed(person, labels)


def chooses(person: int, language: str) -> Callable[[Done], bool]:
    """Return the question whether somebody has chosen a language."""
    return lambda done: done.has_chosen(person, language)


def told(language: str, steps: Iterable[Try], done: Done, names: Mapping[str, str]) -> list[Hint]:
    """Return the steps as the page shows them, ticked where done by whom they are meant for; `names`: of units."""
    return [_told(language, one, done, names, ticked=done.has(number, one)) for number, one in enumerate(steps)]


def _told(language: str, one: Try, done: Done, names: Mapping[str, str], *, ticked: bool) -> Hint:
    words = {key: names.get(value, value) for key, value in one.values.items()}
    theirs = LANGUAGES.index(done.spoken_to(one.who))
    ours = LANGUAGES.index(by_default())
    title = said(language, one.code, press=one.press[theirs], look=one.look[theirs], **words)
    return Hint(title, one.text[ours], one.file, one.who, one.chat, ticked, one.reply, one.then, one.move)
