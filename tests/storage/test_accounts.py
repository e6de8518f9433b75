"""Message ids and update ids belong to an account; what was noted before accounts were may be any account's."""

from dataclasses import replace

from sqlalchemy import update

from storage import inbox, outbox, submissions
from storage.database import Database, Transaction
from storage.tables import traffic
from tests.storage.conftest import NOON, at
from tests.storage.test_inbox import message, press
from tests.storage.test_submissions import CLAIM

ONE, OTHER = 100, 200
GROUP, BASIC = -1001234500678, -4001


def test_what_another_account_is_told_is_new(database: Database) -> None:
    with database.transaction(at()) as tx:
        for bot in (ONE, OTHER):
            assert inbox.take_in(tx, bot, [message(1, 10), press(2)]) == 2
            assert inbox.take_in(tx, bot, [message(1, 10), press(2), message(3, 10)]) == 0


def test_what_was_taken_in_before_accounts_were_noted_is_known_to_any(database: Database) -> None:
    with database.transaction(at()) as tx:
        inbox.take_in(tx, ONE, [message(1, 10), press(2)])
        tx.run(update(traffic.inbox).values(bot=None))
        for bot in (ONE, OTHER):
            assert inbox.take_in(tx, bot, [message(1, 10), press(2)]) == 0
            assert inbox.take_in(tx, bot, [message(5, 10, "另一句")]) == 0
        assert inbox.take_in(tx, ONE, [press(2, "ok:2:1"), message(1, 11)]) == 2


def sent(tx: Transaction, bot: int | None, kind: str = "card") -> int:
    number = outbox.owe(tx, 1, kind, {}, dedupe=f"{bot}:{kind}") or 0
    outbox.settle(tx, number, "sent", NOON, message=70, bot=bot, stamped_at=NOON)
    return number


def found(tx: Transaction, bot: int | None) -> int | None:
    letter = outbox.by_message(tx, 1, 70, bot)
    return None if letter is None else letter.id


def test_a_message_is_the_letter_that_the_same_account_sent(database: Database) -> None:
    with database.transaction(at()) as tx:
        one = sent(tx, ONE)
        assert [found(tx, bot) for bot in (ONE, OTHER, None)] == [one, None, one]
        other = sent(tx, OTHER)
        assert [found(tx, bot) for bot in (ONE, OTHER)] == [one, other]


def test_a_letter_of_before_accounts_were_noted_is_found_where_the_account_has_none(database: Database) -> None:
    with database.transaction(at()) as tx:
        old = sent(tx, None)
        assert [found(tx, bot) for bot in (ONE, OTHER, None)] == [old, old, old]
        assert outbox.known(tx, old).reached_by(ONE)
        one = sent(tx, ONE)
        assert [found(tx, bot) for bot in (ONE, OTHER)] == [one, old]
        assert [outbox.known(tx, one).reached_by(bot) for bot in (ONE, OTHER, None)] == [True, False, True]


def test_a_message_reported_something_to_the_account_it_was_sent_to_and_in_a_supergroup_to_any(
    database: Database,
) -> None:
    with database.transaction(at()) as tx:
        for place, chat in enumerate((1001, BASIC, GROUP)):
            claim = replace(CLAIM, chat=chat, bot=ONE, cause=f"inbox:{chat}", metric=f"metric{place}")
            submissions.open_new(tx, claim, at())
        for bot, number in ((ONE, 3), (None, 3), (OTHER, 1)):
            reported = [submissions.by_message(tx, chat, 10, bot) for chat in (1001, BASIC, GROUP)]
            assert sum(map(bool, reported)) == number
            assert reported[2]
