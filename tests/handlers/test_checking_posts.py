"""核对: whoever doubts a post replies to it, and hears whether the chain seals it and whether it comes out the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.outgoing import letters
from handlers import door, phrases
from handlers.conversation.actions import listening, replies
from handlers.deciding.actions import reviews
from handlers.journeys import OWNERS
from handlers.publishing.actions.checking import how_to_check
from handlers.publishing.actions.posts import post_weeks
from handlers.reporting.actions import submit
from handlers.results import Decision, File, RepliedTo
from storage import publications
from storage.outbox import Letter
from tests.cast import GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER, STRANGER
from tests.faults.bureau import MONDAY
from tests.handlers.bench import Bench, furnished


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A bureau whose week was posted."""
    bench = furnished(tmp_path_factory.mktemp("posted") / "leitai.db")
    for person, value in ((HEAD, "98/100"), (OTHER_HEAD, "90/100")):
        bench.do(submit.report, person, (f"工单按期回复率 {value}",))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    bench.now = MONDAY
    with bench.turn() as turn:
        assert post_weeks(turn) == 2
    bench.deliver()
    return bench


@pytest.fixture
def posted(house: Bench) -> Iterator[Bench]:
    with house.trying():
        yield house


def reply(bench: Bench, person: int, letter: Letter, said: str = "核对", *, to: int = GROUP) -> str:
    replied = RepliedTo(letter.message or 0, "周榜")
    return bench.code(replies.reply, person, replied, phrases.decision(said), said, OWNERS, to=to)


def heard(bench: Bench, person: int) -> str:
    """Return what somebody heard in private of the post that was checked last."""
    letter = bench.owed("checked")[-1]
    assert letter.chat == person
    return bench.text_of(letter)


@pytest.mark.parametrize("said", ["核对", " 核对。", "核对！"])
def test_a_post_that_is_as_it_was_is_said_to_be(posted: Bench, said: str) -> None:
    post = posted.owed("week")[0]
    with posted.turn() as turn:
        published = publications.publication(turn.tx, 1)
    assert published is not None
    assert reply(posted, LEADER, post, said) == ""
    assert heard(posted, LEADER).startswith(
        f"✅ 市场监管所擂台 第47周 11.16–11.22：存证码 {published.audit_code} 在存证链上（第 7 条，2026-11-23 09:00）"
    )
    assert "完全一致" in heard(posted, LEADER)


def test_what_came_later_changes_nothing_about_a_post(posted: Bench) -> None:
    posted.do(reviews.decide, REVIEWER, 2, Decision("confirm"))
    posted.do(submit.report, HEAD, ("工单办结率 97/100",))
    reply(posted, HEAD, posted.owed("week")[0])
    assert "完全一致" in heard(posted, HEAD)


def test_the_picture_of_a_post_that_came_later_answers_as_the_post_does(posted: Bench) -> None:
    with posted.turn() as turn:
        letters.owe_rest(turn, posted.owed("week")[1], more=False, picture=True)
    posted.deliver()
    reply(posted, HEAD, posted.owed("week_picture")[0])
    assert heard(posted, HEAD).startswith("✅ 局属事业单位、机关科室擂台")


FORGED: dict[str, tuple[str, str]] = {
    "its figures": (
        "UPDATE publications SET body = replace(body, '\"rank\": 2', '\"rank\": 1') WHERE id = 1",
        "与公布的不一致",
    ),
    "a value behind it": (
        "UPDATE cell_values SET value = '9/100' WHERE number = 1 AND valid_to IS NULL",
        "与公布的不一致",
    ),
    "its rulebook": (
        "UPDATE rulebooks SET fingerprint = 'sha256:other', body = replace(body, 'places = 2', 'places = 1')",
        "与公布的不一致",
    ),
    "its code": ("UPDATE publications SET audit_code = '3f9a-71c2' WHERE id = 1", "存证码 3f9a-71c2 不在存证链上"),
    "the chain": ("DELETE FROM audit WHERE seq > 6", "不在存证链上"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_post_that_was_forged_is_said_to_be(posted: Bench, what: str) -> None:
    sql, said = FORGED[what]
    with posted.turn() as turn:
        turn.tx.run(text(sql))
    reply(posted, HEAD, posted.owed("week")[0])
    assert heard(posted, HEAD).startswith("❗")
    assert said in heard(posted, HEAD)


def test_other_words_under_a_post_mean_what_they_did(posted: Bench) -> None:
    post = posted.owed("week")[0]
    assert reply(posted, HEAD, post, "核对一下") == "reply_to_nothing"
    assert reply(posted, HEAD, post, "确认") == "reply_to_nothing"
    assert reply(posted, STRANGER, post) == "stranger"


@pytest.mark.parametrize(("fn", "args"), [(how_to_check, ()), (listening.hear, ("核对一下", None, OWNERS))])
def test_the_word_alone_is_told_what_it_is_a_reply_to(
    posted: Bench, fn: Callable[..., object], args: tuple[object, ...]
) -> None:
    code = posted.code(fn, HEAD, *args)  # type: ignore[arg-type]
    assert code == ("check_by_reply" if fn is how_to_check else "not_understood")


def test_a_photo_under_a_post_stays_between_those_who_show_it(posted: Bench) -> None:
    photo = replace(posted.sender(HEAD, to=GROUP), files=(File("photo", "f1"),))
    replied = RepliedTo(posted.owed("week")[0].message or 0, "周榜")
    with posted.turn() as turn:
        assert door.enter(turn, photo, replies.reply, replied, None, "今天的照片", OWNERS).code == ""
