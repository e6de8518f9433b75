"""Bugs that are planted on purpose, so that the suite can show that it would catch them."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, select

from bot import outcome
from bot.incoming.intake import Intake
from bot.incoming.worker import Worker
from bot.outcome import Outcome
from bot.outgoing.delivery import Delivery
from bot.outgoing.pace import Pace
from handlers import journeys, phrases
from handlers.conversation.actions import replies
from handlers.deciding.actions import reviews
from handlers.reporting.actions import reading, submit
from handlers.results import Decision
from handlers.submissions.actions import deciders, submission
from scoring.reading.values import Heard
from storage import audit, facts, inbox, outbox, submissions
from storage.database import Transaction
from storage.tables.traffic import inbox as inbox_table


def _always(answer: Any) -> Callable[..., Any]:
    return lambda *_given: answer


def acknowledge_before_commit() -> None:
    """Tell the chat server that updates arrived before they are in the inbox."""
    poll = Intake._poll

    async def eager(self: Intake, offset: int, wait: int) -> list[dict[str, Any]]:
        found = await poll(self, offset, wait)
        return found + await poll(self, found[-1]["update_id"] + 1, 0) if found else found

    Intake._poll = eager  # type: ignore[method-assign]


def done_in_a_second_transaction() -> None:
    """Mark an update as done only after its effects are committed."""
    settle, close = inbox.settle, Worker._close
    inbox.settle = _always(True)

    async def later(self: Worker, row: inbox.Waiting, work: Any) -> None:
        await close(self, row, work)
        await self._store.write(lambda tx: settle(tx, row.id))

    Worker._close = later  # type: ignore[method-assign]


def no_version_check() -> None:
    """Let any reply decide whatever is newest."""
    replies._version_seen = _always(None)


def agreement_anywhere_in_the_words() -> None:
    """Take every message with 同意 in it for a confirmation."""
    decision = phrases.decision
    phrases.decision = lambda text: Decision("confirm") if "同意" in text else decision(text)


def an_edit_is_a_message() -> None:
    """Let an edited message execute as if it had been sent anew."""
    process = Worker.process

    async def anew(self: Worker, row: inbox.Waiting, *aside: Any) -> None:
        body = {{"edited_message": "message"}.get(kind, kind): part for kind, part in row.body.items()}
        await process(self, replace(row, body=body), *aside)

    Worker.process = anew  # type: ignore[assignment, method-assign]


def resend_a_board() -> None:
    """Send a public post again when nobody knows whether it arrived."""
    journeys.LETTERS.update({kind: replace(letter, public=False) for kind, letter in journeys.LETTERS.items()})


def no_mark_before_the_call() -> None:
    """Send a letter without noting first that it is being sent."""
    outbox.claim = _always(True)


def pace_begins_anew() -> None:
    """Forget at a start what was sent in the last minute."""
    recover = Delivery.recover

    async def forgetful(self: Delivery) -> None:
        await recover(self)
        self._pace = Pace(())

    Delivery.recover = forgetful  # type: ignore[method-assign]


def no_patience() -> None:
    """Try again at once whatever the chat server asks for."""
    read = outcome.read

    def hasty(error: Any) -> Outcome:
        found = read(error)
        return replace(found, wait=timedelta(milliseconds=1)) if found.kind == "later" else found

    outcome.read = hasty


def duplicates_are_new() -> None:
    """Take an update that comes again for a new one."""
    place = inbox._place
    inbox.canonical = lambda *_given: secrets.token_hex()  # type: ignore[attr-defined]
    inbox._place = lambda body: (place(body)[0], None)


def numbers_are_used_again() -> None:
    """Forget every old update, so that the numbers of the inbox begin anew."""
    c = inbox_table.c
    old = and_(c.state == "done", c.done_at < bindparam("kept_since", type_=c.done_at.type))
    inbox._PRUNABLE, inbox._PRUNE = select(c.id).where(old).limit(1), delete(inbox_table).where(old)


def a_decision_leaves_the_value_as_it_was() -> None:
    """Write a decision without letting the cell hold what was decided."""
    submission.hold = _always(None)


def facts_are_not_sealed() -> None:
    """Write into the chain what was done, and not what it changed."""
    append = audit.append

    def careless(tx: Transaction, *given: Any) -> Any:
        tx.unsealed.clear()
        return append(tx, *given)

    audit.append = careless  # type: ignore[assignment]


def rows_of_the_chain_do_not_follow_each_other() -> None:
    """Seal every row as if it were the first."""
    audit.head = _always(audit.ROOT)


def a_clock_that_is_set_back_is_believed() -> None:
    """Give a fact the moment of the clock, also where that was set back."""
    Transaction.next_moment = lambda self: self.now  # type: ignore[method-assign]


def anybody_may_decide() -> None:
    """Ask nobody's rights before a decision."""
    deciders.refuse_unless = lambda turn, _person, stored, _act: deciders.deciders_of(turn, stored.claim)
    reviews._signing_lead = lambda *given: given[3].leads[0]


def a_submission_stays_as_it_was() -> None:
    """Store a new version and leave the submission at the old one."""
    submissions._move = _always(None)


def a_decision_is_written_twice() -> None:
    """Store every act on a submission once more."""
    add = submissions.add_act

    def twice(tx: Transaction, seen: Any, act: Any, state: Any) -> Any:
        facts.add(tx, submissions.reviews, {name: getattr(act, name) for name in submissions.Act.__slots__})
        return add(tx, seen, act, state)

    submissions.add_act = twice


def values_are_rounded() -> None:
    """Keep the quotient instead of what was reported."""
    hear = submission.hear_value

    def rounded(*given: Any) -> Heard:
        heard = hear(*given)
        k, _, n = heard.values[0].partition("/")
        return replace(heard, values=(f"{int(k) / int(n):.4f}",))

    submission.hear_value = rounded


def refusals_are_not_told() -> None:
    """Answer only what was taken."""
    answer = submit.receipts.answer

    def kindly(turn: Any, sender: Any, outcomes: list[Any]) -> None:
        if taken := [one for one in outcomes if not one.code]:
            answer(turn, sender, taken)

    submit.receipts.answer = kindly


def a_unit_is_mistaken() -> None:
    """Store every report for one and the same unit."""
    claim = submit.Claim
    submit.Claim = lambda **given: claim(**{**given, "unit": "nanqiao"})  # type: ignore[assignment, misc]


def only_the_first_line_counts() -> None:
    """Drop what stands in a message behind its first report."""
    joined = reading.joined
    reading.joined = lambda lines: joined(lines)[:1]


def nobody_is_answered() -> None:
    """Owe every letter without the message that it answers."""
    owe = outbox.owe
    outbox.owe = lambda *given, **named: owe(*given, **{**named, "reply_to": None})


def doubt_counts_as_arrival() -> None:
    """Take a letter for sent when nobody knows whether it arrived."""
    read = outcome.read

    def hopeful(error: Any) -> Outcome:
        found = read(error)
        return replace(found, kind="unchanged") if found.kind == "maybe" else found

    outcome.read = hopeful


def no_pace() -> None:
    """Send every letter at once."""
    Pace.free_at = lambda _self, _chat, now, *_given: now  # type: ignore[method-assign]


BUGS: dict[str, Callable[[], None]] = {
    bug.__name__: bug
    for bug in (
        acknowledge_before_commit,
        done_in_a_second_transaction,
        no_version_check,
        agreement_anywhere_in_the_words,
        an_edit_is_a_message,
        resend_a_board,
        no_mark_before_the_call,
        pace_begins_anew,
        no_patience,
        duplicates_are_new,
        numbers_are_used_again,
        a_decision_leaves_the_value_as_it_was,
        facts_are_not_sealed,
        rows_of_the_chain_do_not_follow_each_other,
        a_clock_that_is_set_back_is_believed,
        anybody_may_decide,
        a_submission_stays_as_it_was,
        a_decision_is_written_twice,
        values_are_rounded,
        refusals_are_not_told,
        a_unit_is_mistaken,
        only_the_first_line_counts,
        nobody_is_answered,
        doubt_counts_as_arrival,
        no_pace,
    )
}
