"""Bugs that are planted on purpose, so that the suite can show that it would catch them."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import and_

from bot import outcome
from bot.incoming.intake import Intake
from bot.incoming.worker import Worker
from bot.outcome import Outcome
from bot.outgoing.delivery import Delivery
from bot.outgoing.pace import Pace
from handlers import journeys, phrases
from handlers.conversation.actions import replies
from handlers.results import Decision
from handlers.submissions.actions import submission
from storage import inbox, outbox
from storage.tables.traffic import inbox as inbox_table


def _always(answer: Any) -> Callable[..., Any]:
    return lambda *_given: answer


def acknowledge_before_commit() -> None:
    """Tell the chat server that updates arrived before they are in the inbox."""
    poll = Intake._poll

    async def eager(self: Intake, offset: int) -> list[dict[str, Any]]:
        found = await poll(self, offset)
        return found + await poll(self, found[-1]["update_id"] + 1) if found else found

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
    done = (inbox_table.c.state == "done",)
    inbox._old = lambda tx: and_(*done, inbox_table.c.done_at < tx.now - inbox.KEPT)


def a_decision_leaves_the_value_as_it_was() -> None:
    """Write a decision without letting the cell hold what was decided."""
    submission.hold = _always(None)


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
    )
}
