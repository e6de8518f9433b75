"""Several processes on one database: what one has claimed no other does, a chat goes in order, the dead leave it."""

from collections.abc import Iterator
from contextlib import closing
from select import select

import pytest

from bot.outgoing import taking
from storage import inbox, outbox, replicas
from storage.database import Database, DatabaseError, UnavailableError
from storage.engines import postgresql
from tests import engine
from tests.storage.conftest import NOON, at
from tests.storage.test_inbox import message
from tests.storage.test_outbox import owe

pytestmark = engine.server_alone
GROUP = -100


@pytest.fixture
def two(database: Database) -> Iterator[tuple[Database, Database]]:
    """Two processes that share a database."""
    with closing(Database(database.place)) as other:
        for one in (database, other):
            one.join()
            one.keep_place()
        yield database, other


def claimed(database: Database) -> inbox.Waiting | None:
    with database.claiming(at(), durable=False) as tx:
        return replicas.claim_update(tx)


def taken(database: Database, *numbers: int) -> list[outbox.Letter]:
    with database.claiming(at(), durable=False) as tx:
        return replicas.take_letters(tx, numbers)


def due(database: Database, *, seconds: int = 0) -> list[outbox.Letter]:
    with database.claiming(at(), durable=False) as tx:
        return taking.take(tx, (), (), at(seconds=seconds))[0]


def test_one_leads_and_the_next_when_it_is_gone_and_both_are_known_to_live(two: tuple[Database, Database]) -> None:
    first, second = two
    assert (first.keep_place(), second.keep_place()) == (True, False)
    assert second.live() == {first.replica, second.replica}
    first.close()
    with closing(Database(second.place)) as command:
        assert not command.holds_lock, "whoever wants the database alone waits for those that do not lead, too"
    assert second.keep_place()
    assert second.live() == {second.replica}
    second.close()
    with closing(Database(second.place)) as command:
        assert command.holds_lock


def test_who_says_nothing_for_long_is_gone(two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a stopped process, whose machine still answers."""
    monkeypatch.setattr(postgresql, "FROZEN", 0.2)
    with closing(Database(two[0].place)) as stopped:
        stopped.join()
        stopped.keep_place()
        for _ in range(50):
            engine.rows(two[0].place, "SELECT pg_sleep(0.1)")
            if stopped.replica not in two[1].live():
                break
        assert two[1].live() == {one.replica for one in two}
        with pytest.raises(UnavailableError):
            stopped.keep_place()
        assert not stopped.keep_place()
        assert stopped.replica in two[1].live()


def test_who_was_cut_off_while_the_schema_was_upgraded_does_nothing_more(two: tuple[Database, Database]) -> None:
    _, cut_off = two
    engine.change(cut_off.place, "UPDATE alembic_version SET version_num = '9999'")
    engine.change(
        cut_off.place,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    with pytest.raises(UnavailableError):
        cut_off.keep_place()
    with pytest.raises(DatabaseError, match="newer"):
        cut_off.keep_place()
    with pytest.raises(DatabaseError, match="newer"), cut_off.transaction(at()) as tx:
        owe(tx, 7)


def test_updates_of_a_chat_are_claimed_in_order_by_one_at_a_time(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        inbox.take_in(tx, 100, [message(1, 10, chat=5), message(2, 11, chat=5), message(3, 12, chat=6)])

    one, other = claimed(first), claimed(second)
    assert one is not None
    assert other is not None
    assert (one.body["update_id"], other.body["update_id"]) == (1, 3)
    assert (claimed(second), claimed(first)) == (other, one), "what is claimed already is one's own"
    with second.transaction(at()) as tx:
        assert not inbox.settle(tx, one.id, second.replica)
        assert not inbox.note_failure(tx, one.id, "ValueError()", second.replica)
        assert inbox.settle(tx, other.id, second.replica)
    assert claimed(second) is None
    with first.transaction(at()) as tx:
        assert not inbox.note_failure(tx, one.id, "ValueError()", first.replica)
    after_a_failure = claimed(second)
    assert after_a_failure is not None
    assert (after_a_failure.id, after_a_failure.attempts) == (one.id, 1), "anybody may try it the next time"


def test_a_row_that_somebody_changes_just_now_is_not_waited_for(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        inbox.take_in(tx, 100, [message(1, 10, chat=5), message(2, 11, chat=5), message(3, 12, chat=6)])
        letter = owe(tx, 7)
    with first.transaction(at()) as tx:
        inbox.note_failure(tx, 1, "ValueError()")
        outbox.hold(tx, letter, NOON)
        found = claimed(second)
        assert found is not None
        assert found.body["update_id"] == 3, "and nothing behind it in its chat is taken instead"
        assert taken(second, letter) == []
    assert [one.id for one in taken(second, letter)] == [letter]


def test_a_letter_is_sent_only_by_who_took_it_and_may_be_said_to_be_sent_twice(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        number, behind = owe(tx, 7, "a"), owe(tx, 7, "b")
    (mine,) = taken(first, number)
    assert taken(second, number) == []
    with second.claiming(at(), durable=True) as tx:
        assert replicas.others_chats(tx) == {7}
        assert not outbox.claim(tx, number, NOON, 1, second.replica)
    for _ in range(2):  # the answer to the first commit may have been lost
        with first.claiming(at(), durable=True) as tx:
            assert outbox.claim(tx, number, NOON, 1, first.replica)
    with first.claiming(at(), durable=True) as tx:
        assert not outbox.claim(tx, number, at(seconds=1), 1, first.replica)
    with first.transaction(at()) as tx:
        assert replicas.has(tx, mine)
        outbox.settle(tx, number, "sent", NOON, message=70)
        assert not replicas.has(tx, mine)
        assert replicas.others_chats(tx) == set()
    assert [one.id for one in taken(second, behind)] == [behind]


def test_what_only_one_process_knows_how_to_say_is_taken_by_no_other_while_it_lives(
    two: tuple[Database, Database],
) -> None:
    first, second = two
    for one in two:
        with one.transaction(at()) as tx:
            outbox.owe(tx, 7, "invite_sheet", {outbox.HERE: True}, dedupe=str(one.replica))
    with first.transaction(at()) as tx:
        owe(tx, 7, "behind")
    numbers = [letter.id for letter in first.look(outbox.heads)]
    assert due(second) == [], "the first in the chat waits for somebody else"
    (mine,) = due(first)
    assert [mine.id, mine.left_to] == [*numbers, -(first.replica or 0)]
    with first.claiming(at(), durable=True) as tx:
        assert outbox.claim(tx, mine.id, NOON, 1, first.replica)
    with first.transaction(at()) as tx:
        outbox.again(tx, mine.id, NOON, at(), left_to=mine.left_to)
    assert due(second) == [], "nor is it for anybody else when it is to be sent again"
    assert due(first) == []
    (again,) = due(first, seconds=2)
    with first.transaction(at()) as tx:
        outbox.settle(tx, again.id, "sent", NOON)
    assert due(first, seconds=4) == [], "the next waits for the other one"
    (other,) = due(second, seconds=4)
    assert other.replica == second.replica
    assert second.look(replicas.in_hand) == {second.replica}


def test_what_waits_for_the_dead_alone_is_everybodys(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        number = outbox.owe(tx, 7, "invite_sheet", {outbox.HERE: True}, dedupe="a")
    assert second.look(replicas.in_hand) == {first.replica}
    with second.transaction(at()) as tx:
        replicas.give_back(tx, {first.replica})
    assert [one.id for one in due(second)] == [number]


def test_what_the_dead_had_in_hand_is_given_back_but_not_what_they_were_sending(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        inbox.take_in(tx, 100, [message(1, 10, chat=5)])
        numbers = [owe(tx, 7, "a"), owe(tx, 8, "b")]
    claimed(first)
    taken(first, *numbers)
    with first.claiming(at(), durable=True) as tx:
        outbox.claim(tx, numbers[0], NOON, 1, first.replica)
    assert second.look(replicas.in_hand) == {first.replica}
    with second.transaction(at()) as tx:
        replicas.give_back(tx, {first.replica, None})
    assert claimed(second) is not None
    assert [one.id for one in taken(second, *numbers)] == numbers[1:]
    assert second.look(replicas.in_hand) == {first.replica, second.replica}
    with first.transaction(at()) as tx:
        assert not inbox.settle(tx, 1, first.replica), "who comes back does nothing twice"


def test_pacing_counts_what_anybody_has_in_hand_and_what_was_sent_lately(two: tuple[Database, Database]) -> None:
    first, second = two
    with first.transaction(at()) as tx:
        sent, group, late, going, waiting = (owe(tx, c, d) for c, d in zip((1, GROUP, 2, 3, 4), "abcde", strict=True))
        for number, ago in ((sent, 1), (group, 50), (late, 50)):
            outbox.claim(tx, number, at(seconds=-ago), messages=2 if number == group else 1)
            outbox.settle(tx, number, "sent", at(seconds=-ago))
    taken(second, going)
    taken(first, waiting)
    with first.claiming(at(), durable=False) as tx:
        calls = replicas.calls(tx, NOON, busy=())
        assert replicas.calls(tx, NOON, busy={4}) == [*calls, (4, "text", NOON)]
    assert calls == [
        (GROUP, "text", at(seconds=-50)),
        (GROUP, "text", at(seconds=-50)),
        (1, "text", at(seconds=-1)),
        (3, "text", NOON),
    ]


def test_ears_hear_what_others_commit_and_nothing_that_was_undone(two: tuple[Database, Database]) -> None:
    first, second = two
    with closing(first.ear()) as mine, closing(second.ear()) as ear:
        with pytest.raises(ZeroDivisionError), first.transaction(at()) as tx:
            assert 1 / (owe(tx, 1) - owe(tx, 1, "b") + 1)
        with first.transaction(at()) as tx:
            number = owe(tx, 1)
        with first.transaction(at()) as tx:
            outbox.settle(tx, number, "sent", NOON)  # nobody else has anything to do about that
        with first.transaction(at()) as tx:
            inbox.take_in(tx, 100, [message(1, 10)])
        heard: set[str] = set()
        while "inbox" not in heard and select([ear], [], [], 10)[0]:  # the server tells in its own time
            heard |= second.heard(ear)
        assert heard == {"outbox", "inbox"}
        assert first.heard(mine) == set()
