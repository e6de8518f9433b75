"""The sample month: the same in both languages, word for word what the bot reads."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.clock import VirtualClock
from bot.demo.bureau import Role, cast
from bot.demo.matters import Deed, deeds
from bot.demo.month import OPENS, Step, steps
from bot.demo.play import play
from bot.demo.stage import set_stage
from bot.files import read_sample
from bot.sandbox.api.server import serve
from handlers.names import initials
from scoring.language import LANGUAGES, speak
from scoring.reading.acts import read_act
from scoring.reading.canonical import level_key
from scoring.reading.deadlines import When
from scoring.reading.lines import leading_unit, read_event, read_line, words
from scoring.reading.matters import Context, read_matter
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook, names_of
from tests.stage.story import CHINESE

TODAY = date(2026, 11, 12)
ASSIGNING = ("/task ", "/problem ", "交办 ", "整改 ")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(read_sample())


def month(rulebook: Rulebook, language: str) -> tuple[list[Step], list[Deed]]:
    speak(language)
    people: tuple[Role, ...] = cast(rulebook)
    return steps(rulebook, people), deeds(rulebook, people)


def of_step(rulebook: Rulebook, step: Step) -> tuple[object, ...]:
    """Read a report: what of whom, which value or level, of when."""
    command, _, rest = step.text.partition(" ")
    unit, parts = leading_unit(words(rest), rulebook)
    arena = rulebook.unit(step.reporter.unit if unit is None else unit.id).arena or ""
    if command == "/highlight":
        read, left = read_event(parts, rulebook, arena, initials)
        assert len(left) > 1
        return read.metric, None if read.metric is None else level_key(read.metric, left[0])
    read = read_line(parts, rulebook, arena, TODAY, initials)
    assert (read.metric, read.value) == (step.metric, step.value)
    return unit, read.metric, read.value, read.period


def of_deed(rulebook: Rulebook, deed: Deed) -> tuple[object, ...]:
    """Read what is said about a matter: all but the free words."""
    context = Context(rulebook, rulebook.kinds, When(deed.at, 2026, lambda day: day.weekday() > 4), initials)
    begin = next((one for one in ASSIGNING if deed.text.startswith(one)), None)
    if begin is not None:
        line = read_matter(deed.text.removeprefix(begin), context)
        free = [text is None for text in (line.measure, line.source, line.responsible)]
        return line.kind, line.units, line.deadline, line.quantities, free
    act = read_act(deed.text, context)
    assert act is not None, deed.text
    return act.act, act.number, act.unit, act.done, act.out_of, act.deadline, act.words is None


def test_the_month_that_is_written_in_english_says_the_same(rulebook: Rulebook) -> None:
    told = {one: month(rulebook, one) for one in LANGUAGES}
    (zh_steps, zh_deeds), (en_steps, en_deeds) = told["zh"], told["en"]
    assert [(one.at, one.reporter.person, one.twist, one.in_group) for one in zh_steps] == [
        (one.at, one.reporter.person, one.twist, one.in_group) for one in en_steps
    ]
    assert [of_step(rulebook, one) for one in zh_steps] == [of_step(rulebook, one) for one in en_steps]
    assert [(one.at, one.person.person, of_deed(rulebook, one)) for one in zh_deeds] == [
        (one.at, one.person.person, of_deed(rulebook, one)) for one in en_deeds
    ]
    assert [one.text for one in (*en_steps, *en_deeds) if CHINESE.search(one.text)] == []
    assert all(CHINESE.search(one.text) for one in (*zh_steps, *zh_deeds))


@pytest.mark.asyncio
async def test_what_is_played_in_english_is_taken_and_answered_in_english(tmp_path: Path) -> None:
    speak("en")
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    counted: list[tuple[int, int]] = []
    async with serve(stage.chat) as server, stage.playing(server.url):
        await stage.settled()
        until = OPENS.replace(day=3, hour=11)
        await play(stage, until, lambda _line: None, count=lambda done, whole: counted.append((done, whole)))
    said = [one.text for room in stage.chat.rooms.values() for one in room.messages.values()]
    terms = [name for one in stage.rulebook.units for name in names_of(one)]
    # Of a unit one word is shown as what may be written.
    english = [re.sub("|".join(sorted(terms, key=len, reverse=True)), "", text) for text in said]
    assert [text for text in english if CHINESE.search(text)] == []
    assert [text for text in said if text.startswith(("⚠️", "🔒", "🤔"))] == []
    assert sum("Food shops near schools looked at" in text for text in said) > len(
        stage.rulebook.units_in(stage.rulebook.arenas[0].id)
    )
    assert counted == [(done, len(counted) - 1) for done in range(len(counted))]
    assert len(counted) > 10
    stage.database.close()
