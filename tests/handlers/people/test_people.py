"""A greeting in the group, and a word to admins that there are none of."""

from datetime import timedelta

from handlers.people.actions import send_feedback, start
from storage import audit, chats, roster
from tests.cast import GROUP, HEAD
from tests.handlers.bench import Bench


def test_a_word_to_the_admins_is_refused_where_there_are_none(bench: Bench) -> None:
    with bench.turn() as turn:
        for entry in roster.acting(turn.tx, "admin"):
            roster.remove(turn.tx, entry)
    assert bench.code(send_feedback, HEAD, "按钮看不清") == "feedback_nobody"
    with bench.turn() as turn:
        assert audit.count_between(turn.tx, HEAD, "feedback", bench.now - timedelta(days=1), bench.now) == 0


def test_start_in_the_group_does_not_claim_that_a_private_chat_works(bench: Bench) -> None:
    with bench.turn() as turn:
        chats.note_chat(turn.tx, HEAD, "blocked")
    bench.do(start, HEAD, to=GROUP)
    with bench.turn() as turn:
        assert chats.is_down(turn.tx, HEAD)
