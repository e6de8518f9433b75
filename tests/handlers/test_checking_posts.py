"""核对: whoever doubts a post replies to it, and hears whether the chain seals it and whether it comes out the same."""

import json
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
from handlers.standings.actions.boards import table_of
from scoring.calendar import Period
from storage import audit, publications
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


def reply(
    bench: Bench, person: int, letter: Letter, said: str = "核对", *, to: int = GROUP, shown: str = "周榜"
) -> str:
    replied = RepliedTo(letter.message or 0, shown)
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
        "与存证的不一致",
    ),
    "a value behind it": (
        "UPDATE cell_values SET value = '9/100' WHERE number = 1 AND valid_to IS NULL",
        "与公布的不一致",
    ),
    "a value that is none": ("UPDATE cell_values SET value = '九' WHERE number = 1", "与公布的不一致"),
    "its rulebook": (
        "UPDATE rulebooks SET fingerprint = 'sha256:other', body = replace(body, 'places = 2', 'places = 1')",
        "与公布的不一致",
    ),
    "its code": ("UPDATE publications SET audit_code = '3f9a-71c2' WHERE id = 1", "存证码 3f9a-71c2 不在存证链上"),
    "its code, by another's": (
        "UPDATE publications SET audit_code = (SELECT audit_code FROM publications WHERE id = 2) WHERE id = 1",
        "与存证的不一致",
    ),
    "its arena": ("UPDATE publications SET arena = 'nowhere' WHERE id = 1", "与存证的不一致"),
    "all of it": ("UPDATE publications SET body = 'nothing' WHERE id = 1", "与存证的不一致"),
    "that it ever was": ("DELETE FROM publications WHERE id = 1", "没有这份通报"),
    "the chain": ("DELETE FROM audit WHERE seq > 6", "不在存证链上"),
    "what the chain says of it": ("UPDATE audit SET body = '{}' WHERE seq = 7", "不在存证链上"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_post_that_was_forged_is_said_to_be(posted: Bench, what: str) -> None:
    sql, said = FORGED[what]
    with posted.turn() as turn:
        turn.tx.run(text(sql))
    reply(posted, HEAD, posted.owed("week")[0])
    assert heard(posted, HEAD).startswith("❗")
    assert said in heard(posted, HEAD)


def test_figures_that_were_forged_together_with_the_values_behind_them_do_not_agree_with_the_chain(
    posted: Bench,
) -> None:
    with posted.turn() as turn:
        turn.tx.run(text("UPDATE cell_values SET value = '9/100' WHERE number = 1"))
        post = publications.known(turn.tx, 1)
        body = json.loads(post.body)
        found = table_of(turn, post.arena, Period.written(post.period), post.as_of)
        beside = {name: part for name, part in body.items() if name != "standings"}
        forged = publications.frozen(beside, found)
        assert forged != post.body
        turn.tx.run(text("UPDATE publications SET body = :body WHERE id = 1").bindparams(body=forged))
    reply(posted, HEAD, posted.owed("week")[0])
    assert "与存证的不一致" in heard(posted, HEAD)


def shown(bench: Bench, number: int = 1) -> str:
    """Return the words under a post, as they stand in the chat."""
    with bench.turn() as turn:
        return f"【擂台】第47周\n第1名 东湖所\n存证码 {publications.known(turn.tx, number).audit_code}"


def test_the_code_that_a_post_shows_is_the_witness_whatever_the_books_say_now(posted: Bench) -> None:
    post, words = posted.owed("week")[0], shown(posted)
    reply(posted, HEAD, post, shown=words)
    assert heard(posted, HEAD).startswith("✅")
    with posted.turn() as turn:
        previous = audit.ROOT
        for link in list(audit.links(turn.tx)):
            body = link.body.replace("98/100", "99/100")
            digest = audit.seal(previous, link.moment, link.actor, link.act, body)
            told = {"body": body, "digest": digest, "seq": link.seq}
            turn.tx.run(text("UPDATE audit SET body = :body, digest = :digest WHERE seq = :seq").bindparams(**told))
            if link.seq == 7:
                new = text("UPDATE publications SET audit_code = :code WHERE id = 1")
                turn.tx.run(new.bindparams(code=audit.code(digest)))
            previous = digest
    reply(posted, HEAD, post, shown=words)
    assert heard(posted, HEAD).startswith("❗")
    assert f"{words.rpartition('存证码')[2].strip()} 不在存证链上" in heard(posted, HEAD)


def test_a_post_that_the_books_know_no_more_is_checked_by_the_code_that_it_shows(posted: Bench) -> None:
    words, unknown = shown(posted), replace(posted.owed("week")[0], message=4_000_000)
    assert reply(posted, HEAD, unknown, shown=words) == ""
    assert heard(posted, HEAD).startswith("✅ 市场监管所擂台 第47周")
    with posted.turn() as turn:
        turn.tx.run(text("DELETE FROM publications WHERE id = 1"))
    reply(posted, HEAD, unknown, shown=words)
    assert "数据库里没有这份通报" in heard(posted, HEAD)
    reply(posted, HEAD, unknown, shown="【擂台】第47周\n存证码 3F9A-71C2-3F9A-71C2")
    assert "存证码 3F9A-71C2-3F9A-71C2 不在存证链上" in heard(posted, HEAD)
    assert reply(posted, STRANGER, unknown, shown=words) == "stranger"
    assert reply(posted, HEAD, unknown, shown="【擂台】第47周") == "reply_to_nothing"


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
