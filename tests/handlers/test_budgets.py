"""What the three most frequent deeds may cost: reads, folds, scorings and renderings, counted in the running bot."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.files import read_sample, sample_path
from tests.cast import HEAD, REVIEWER, roster_csv
from tests.engine import sqlite_alone
from tests.stage import furnish, playing, staged
from tests.tracing import Call, Opened, Recorder, Run, Statement, Watch, argument

pytestmark = sqlite_alone

LETTER = argument("Letter", "id")
"""Which letter a rendering is for."""
SCORE = Watch("scoring/standings/score.py", "score")
FOLD = Watch("scoring/lifecycle.py", "fold")
RENDER = Watch("bot/outgoing/letters.py", "render", LETTER)
VIEW = Watch("handlers/*/views*", about=LETTER)
ANSWER = Watch("handlers/standings/views/pictures.py", "answer")
PRINT = Watch("handlers/pictures/pages.py", "fingerprint")
READS_IT = re.compile(r"\bFROM submissions\b")
"""A statement that reads submissions."""
ACTS = "INSERT INTO reviews"
"""The statement by which the transaction of a decision is known."""
WALKS = ("report", "confirm", "rank")


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """A head reports in private, the reviewer confirms by replying to the card, and the head asks for the ranking."""
    folder = furnish(tmp_path_factory.mktemp("budgets") / "data", sample_path(), roster_csv())
    recorder, seen = Recorder(SCORE, FOLD, RENDER, VIEW), {}
    with staged("in process", folder, sample_path()) as stage, recorder.installed(), playing(stage):
        with recorder.recording() as seen["report"]:
            stage.report(HEAD)
        with recorder.recording() as seen["confirm"]:
            stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        with recorder.recording() as seen["rank"]:
            stage.say(HEAD, "/rank")
        assert "编号 0001 已确认" in stage.last(REVIEWER).text
        assert stage.last(HEAD).photo is not None
    return seen


@pytest.fixture
def confirming(walks: dict[str, Run]) -> Opened:
    """The transaction in which 确认 was done."""
    return walks["confirm"].transaction(ACTS)


@pytest.fixture(params=WALKS)
def walk(walks: dict[str, Run], request: pytest.FixtureRequest) -> Run:
    """Each of the walks."""
    return walks[request.param]


def told(found: Iterable[Call | Statement]) -> str:
    """Say of calls or statements from where they came, for who reads a failure."""
    return "".join(f"\n  {' < '.join(one.stack)}" for one in found)


def test_confirming_reads_its_submission_once(confirming: Opened) -> None:
    reads = [one for one in confirming.statements if READS_IT.search(one.text)]

    assert len(reads) == 1, told(reads)


def test_confirming_folds_its_acts_once(confirming: Opened) -> None:
    folds = [call for call in confirming.calls if call.watch is FOLD]

    assert len(folds) <= 1, told(folds)  # none where a card of the same acts was described before


def test_a_ranking_is_scored_once_in_all(walks: dict[str, Run]) -> None:
    """Not once when it is asked for and again when it is rendered."""
    scorings = walks["rank"].of(SCORE)

    assert len(scorings) == 1, told(scorings)


def test_a_ranking_of_many_parts_is_scored_told_and_looked_up_once_in_all(tmp_path: Path) -> None:
    rulebook, recorder = tmp_path / "large.toml", Recorder(SCORE, ANSWER, PRINT, RENDER)
    more = "".join(f'\n[[units]]\nid = "more{n}"\nname = "第{n}市场监管所"\narena = "offices"\n' for n in range(10, 93))
    rulebook.write_text(read_sample().decode() + more, "utf-8")
    folder = furnish(tmp_path / "data", rulebook, roster_csv())
    with staged("in process", folder, rulebook) as stage, recorder.installed(), playing(stage):
        stage.report(HEAD)
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
        with recorder.recording() as run:
            stage.say(HEAD, "/rank")
        sent = stage.said(HEAD)

    assert len([one for one in sent if one.album]) == 5
    assert [one.document is not None for one in sent].count(True) == 1
    assert "第92市场监管所" in sent[-1].text
    assert len(run.of(RENDER)) > 2
    for watch in (SCORE, ANSWER, PRINT):
        assert len(run.of(watch)) == 1, told(run.of(watch))


def test_nothing_is_rendered_inside_the_transaction_of_the_writer(walk: Run) -> None:
    assert walk.of(RENDER)
    assert walk.of(VIEW)

    rendered = [call for call in walk.of(RENDER, VIEW) if call.writing]

    assert rendered == [], told(rendered)


def test_each_letter_is_rendered_once(walk: Run) -> None:
    told_of = [call for call in walk.of(VIEW) if call.about is not None]
    renewed = [
        call for call in told_of if any("_renewed" in line for line in call.stack)
    ]  # its message, with new words
    rendered = [call for call in told_of if call not in renewed]
    letters = [call.about for call in walk.of(RENDER)]

    assert letters
    assert Counter(call.about for call in rendered) == dict.fromkeys(letters, 1), told(rendered)
    assert len(letters) == len(set(letters)), told(walk.of(RENDER))
    assert len(renewed) == len({call.about for call in renewed}) < len(letters), told(renewed)
