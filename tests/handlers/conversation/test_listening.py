"""Steps and questions: old buttons, the way back, answers that come too late or are decisions."""

import storage
from handlers.conversation.actions import guided, listening, replies
from handlers.deciding.actions import asking
from handlers.journeys import OWNERS
from handlers.reminding.actions import heads
from handlers.reporting.actions import submit
from handlers.results import Decision, RepliedTo
from storage import drafts, outbox
from tests.cast import HEAD, REVIEWER
from tests.handlers.bench import RATE, Bench
from tests.handlers.reminding.test_own_accord import TWO_DAYS


def test_a_message_of_ours_that_was_never_noted_is_known_by_the_number_it_names(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    answered = RepliedTo(77_777, bench.text_of(bench.owed("card")[0]))
    assert bench.code(replies.reply, REVIEWER, answered, Decision("confirm"), "确认", OWNERS) == "confirmed"
    assert bench.where().state == "confirmed"


def newest(bench: Bench, person: int) -> int:
    with bench.turn() as turn:
        draft = drafts.newest(turn.tx, person, OWNERS.listening)
    assert draft is not None
    return draft.id


def test_a_button_that_a_step_never_had_is_old(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    number = newest(bench, HEAD)
    assert bench.code(guided.press, HEAD, number, 999) == "old_button"
    assert newest(bench, HEAD) == number, "the step stays open"


def test_a_step_back_asks_again_what_was_asked_before(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    first = newest(bench, HEAD)
    bench.do(guided.press, HEAD, first, 0)
    second = newest(bench, HEAD)
    bench.do(guided.press, HEAD, second, guided.BACK)
    assert bench.code(guided.press, HEAD, second, 0) == "old_step"
    bench.do(guided.press, HEAD, newest(bench, HEAD), 0)
    assert len({first, second, newest(bench, HEAD)}) == 3
    assert bench.owed("card") == [], "nothing was reported yet"


def test_the_words_of_a_decision_answer_the_step_that_is_open(bench: Bench) -> None:
    bench.do(guided.begin, HEAD, "report")
    assert bench.code(listening.hear, HEAD, "同意", Decision("confirm"), OWNERS) == "unknown_metric"
    assert bench.code(listening.hear, REVIEWER, "同意", Decision("confirm"), OWNERS) == "nothing_to_decide"


def test_a_complete_decision_in_reply_to_a_question_decides_as_it_says(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(asking.ask, REVIEWER, 1, 1, "ask_value")
    bench.deliver()
    with bench.turn() as turn:
        question = outbox.find(turn.tx, "ask_value", 1)[-1].message or 0
    returning = Decision("return", reason="缺少截图")
    assert (
        bench.code(replies.reply, REVIEWER, RepliedTo(question, "问"), returning, "退回 缺少截图", OWNERS) == "returned"
    )
    assert (bench.claimed().state, bench.claimed().reason) == ("returned", "缺少截图")


def test_an_answer_to_a_question_that_has_expired_reports_nothing(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单 98/100",))
    bench.later(minutes=31)
    bench.do(listening.hear, HEAD, "1", None, OWNERS)
    assert bench.owed("text")[-1].payload["code"] == "draft_expired"
    with bench.turn() as turn:
        assert drafts.newest(turn.tx, HEAD, OWNERS.listening) is None
        assert storage.submissions.every(turn.tx) == []


def test_what_means_something_after_a_step_has_expired_is_refused_for_what_it_is(bench: Bench) -> None:
    bench.now = TWO_DAYS
    with bench.turn() as turn:
        heads.remind(turn)
    bench.deliver()
    bench.do(guided.begin, HEAD, "report")
    bench.later(minutes=31)
    assert bench.code(listening.hear, HEAD, "99 本月无", None, OWNERS) == "no_such_item"
    bench.do(guided.begin, HEAD, "report")
    bench.later(minutes=31)
    bench.do(listening.hear, HEAD, "九十八", None, OWNERS)
    assert bench.owed("text")[-1].payload["code"] == "dialogue_expired"
