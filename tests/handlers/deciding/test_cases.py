"""Transfers, objections and corrections: what the table of acts does not say, asked of the actions themselves."""

import pytest

from handlers.conversation.actions import replies
from handlers.deciding.actions import asking, cases, reviews
from handlers.journeys import OWNERS
from handlers.reporting.actions import submit
from handlers.results import Decision, RepliedTo
from storage import outbox
from tests.cast import (
    ADMIN,
    COLLEAGUE,
    HEAD,
    LEADER,
    LEGAL_REVIEWER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    TASK_FORCE,
)
from tests.handlers.bench import RATE, Bench


@pytest.fixture
def confirmed(bench: Bench) -> Bench:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    return bench


def card_of(bench: Bench, person: int) -> int:
    """Return the message id of the newest card in somebody's chat."""
    bench.deliver()
    with bench.turn() as turn:
        return [c.message for c in outbox.find(turn.tx, "card", 1) if c.chat == person and c.message][-1] or 0


def reply(bench: Bench, person: int, words: Decision, message: int) -> str:
    bench.later(seconds=1)
    return bench.code(replies.reply, person, RepliedTo(message, "卡"), words, "", OWNERS)


def test_a_pressed_card_that_is_out_of_date_is_shown_as_it_is_now(confirmed: Bench) -> None:
    card = card_of(confirmed, SECOND_REVIEWER)
    for fn, *args in ((reviews.decide, 1, Decision("confirm"), 1), (asking.ask, 1, 1, "ask_reason")):
        before = len(confirmed.owed("card_edit"))
        answer = confirmed.do(fn, SECOND_REVIEWER, *args, message=card, pressed=True)
        assert (answer.code.endswith("_when_confirmed"), answer.alert) == (True, True)
        assert len(confirmed.owed("card_edit")) == before + 1
    confirmed.do(reviews.decide, SECOND_REVIEWER, 1, Decision("confirm"), 1, message=9999, pressed=True)
    assert len(confirmed.owed("card_edit")) == before + 1, "no card of ours was pressed"


def test_a_reply_decides_a_case_only_where_its_writer_has_seen_it(confirmed: Bench) -> None:
    card = card_of(confirmed, REVIEWER)
    confirmed.later(minutes=31)
    confirmed.do(cases.propose, HEAD, 1, "97/100 漏计")
    assert reply(confirmed, REVIEWER, Decision("confirm"), card) == "outdated"
    assert confirmed.where().case is not None
    card = card_of(confirmed, REVIEWER)
    assert reply(confirmed, REVIEWER, Decision("confirm"), card) == "signed_correction"
    confirmed.do(cases.propose, HEAD, 1, "95/100 再次漏计")
    assert reply(confirmed, REVIEWER, Decision("confirm"), card) == "outdated"
    assert confirmed.where().amended is None


def test_words_mean_what_is_open(confirmed: Bench) -> None:
    confirmed.do(cases.appeal, COLLEAGUE, 1, "漏计三件")
    card = card_of(confirmed, SECOND_REVIEWER)
    assert reply(confirmed, SECOND_REVIEWER, Decision("confirm"), card) == "confirm_when_appealed"
    assert reply(confirmed, SECOND_REVIEWER, Decision("amend", value="96/100"), card) == "reason_needed"
    assert reply(confirmed, SECOND_REVIEWER, Decision("uphold", reason="台账无误"), card) == "upheld"
    assert (
        reply(confirmed, COLLEAGUE, Decision("appeal", reason="还有三件"), notice_of(confirmed, COLLEAGUE))
        == "appealed"
    )
    card = card_of(confirmed, SECOND_REVIEWER)
    assert reply(confirmed, SECOND_REVIEWER, Decision("amend", value="96/100 核对"), card) == "revised"
    confirmed.later(minutes=31)
    assert reply(confirmed, HEAD, Decision("propose", value="95/100 漏计"), notice_of(confirmed, HEAD)) == "proposed"
    card = card_of(confirmed, REVIEWER)
    assert reply(confirmed, REVIEWER, Decision("return"), card) == "ask_words"
    assert reply(confirmed, REVIEWER, Decision("return", reason="依据不足"), card) == "declined"
    assert confirmed.where().amended == "96/100"


def notice_of(bench: Bench, person: int) -> int:
    """Return a message about the submission that its unit has."""
    bench.deliver()
    with bench.turn() as turn:
        return [one.message for one in outbox.find(turn.tx, "notice", 1) if one.chat == person and one.message][-1] or 0


def test_answers_to_the_questions_do_what_was_asked(confirmed: Bench) -> None:
    def answered(person: int, kind: str, seen: int, words: str) -> str:
        confirmed.do(asking.ask, person, 1, seen, kind)
        confirmed.deliver()
        with confirmed.turn() as turn:
            question = outbox.find(turn.tx, kind, 1)[-1].message
        return confirmed.code(replies.reply, person, RepliedTo(question or 0, "问"), None, words, OWNERS)

    def opened() -> int:
        case = confirmed.where().case
        return case.opened if case else 0

    assert answered(HEAD, "ask_appeal", 1, "漏计三件") == "appealed"
    assert answered(SECOND_REVIEWER, "ask_uphold", opened(), "台账无误") == "upheld"
    assert answered(HEAD, "ask_appeal", 1, "还有三件") == "appealed"
    assert answered(LEADER, "ask_revise", opened(), "96/100 核对") == "revised"
    confirmed.later(minutes=31)
    assert answered(HEAD, "ask_correct", 1, "95/100 漏计") == "proposed"
    assert answered(ADMIN, "ask_decline", opened(), "依据不足") == "declined"
    assert answered(REVIEWER, "ask_correct", 1, "95/100 漏计") == "proposed"
    assert confirmed.where().case is not None
    assert confirmed.code(asking.ask, SECOND_REVIEWER, 1, 1, "ask_decline") == "outdated"


def test_a_reviewer_who_proposes_has_signed_and_an_admin_is_called_only_where_two_reviewers_are_missing(
    bench: Bench,
) -> None:
    bench.do(submit.report, TASK_FORCE, ("东湖所 驻地企业满意度 98/100",))
    bench.later(minutes=31)
    assert bench.code(cases.propose, TASK_FORCE, 1, "97/100 漏计") == "proposed"
    case = bench.where().case
    assert case is not None
    assert case.signed == (("yingshang", TASK_FORCE),)
    assert {ADMIN, SECOND_ADMIN} <= {letter.chat for letter in bench.owed("card")}
    assert bench.code(cases.sign, ADMIN, 1, case.opened) == "corrected"
    assert bench.where().amended == "97/100"


def test_a_proposal_says_what_it_lacks(confirmed: Bench) -> None:
    assert confirmed.code(cases.propose, HEAD, 1, "97/100 漏计") == "propose_too_early"
    confirmed.later(minutes=31)
    for words, code in (
        ("97/100", "reason_needed"),
        ("98/100 核对过了", "nothing_to_correct"),
        ("约97 漏计", "value"),
        ("97/100 漏计", "proposed"),
    ):
        assert confirmed.code(cases.propose, HEAD, 1, words) == code
    assert confirmed.code(cases.propose, HEAD, 9, "97/100 漏计") == "not_your_submission"
    assert confirmed.code(cases.appeal, HEAD, 9, "漏计三件") == "not_your_submission"


def test_what_somebody_saw_of_an_earlier_version_is_shown_anew(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(submit.report, HEAD, ("工单按期回复率 97/100",))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    bench.later(minutes=31)
    for fn, person, *args in (
        (cases.appeal, HEAD, 1, "漏计三件", 1),
        (cases.propose, HEAD, 1, "96/100 漏计", 1),
        (reviews.offer_transfer, REVIEWER, 1, 1),
        (reviews.transfer, REVIEWER, 1, "周科员", 1),
        (reviews.transfer_to, REVIEWER, 1, 1, SECOND_REVIEWER),
    ):
        assert bench.code(fn, person, *args) == "outdated"
    assert bench.where().phase == "confirmed"


def test_a_card_is_handed_over_by_a_name_that_means_one_colleague(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    assert bench.code(reviews.transfer, REVIEWER, 1, "王") == "unknown_colleague"
    assert bench.code(reviews.transfer_to, REVIEWER, 1, 1, OFFICE_REVIEWER) == "old_button"
    assert bench.code(reviews.offer_transfer, REVIEWER, 1, 1) == "transfer_asked"
    assert bench.code(reviews.transfer_to, REVIEWER, 1, 1, SECOND_REVIEWER) == "transferred"
    assert bench.claimed().holder == "周科员"
    assert bench.code(reviews.transfer, SECOND_REVIEWER, 1, "李") == "transferred"
    assert bench.claimed().holder == "李科长"
    bench.do(submit.report, HEAD, ("铁拳 4",))
    assert bench.code(reviews.transfer, SQUAD_REVIEWER, 2, "冯科长") == "nobody_to_transfer_to"
    bench.do(reviews.decide, SQUAD_REVIEWER, 2, Decision("confirm"))
    bench.do(reviews.decide, LEGAL_REVIEWER, 2, Decision("confirm"))
    assert bench.where(2).state == "confirmed"


def test_what_may_be_objected_to_is_offered(confirmed: Bench) -> None:
    assert confirmed.code(cases.offer_appeal, OTHER_HEAD) == "appeal_usage"
    confirmed.do(cases.offer_appeal, HEAD)
    assert "有异议" in confirmed.said(HEAD)[-1]
    confirmed.do(submit.report, HEAD, ("办结率 9/10", "信访 3/3"))
    confirmed.do(reviews.decide, REVIEWER, 2, Decision("confirm"))
    confirmed.deliver()
    receipt = confirmed.owed("receipt")[-1].message
    said, bare = Decision("appeal", reason="漏计三件"), "异议 漏计三件"
    confirmed.do(replies.reply, HEAD, RepliedTo(receipt or 0, "回执"), said, bare, OWNERS)
    assert confirmed.where(2).case is not None, "the other one waits: only what was decided is objected to"


def test_an_event_is_revised_by_its_level(bench: Bench) -> None:
    bench.do(submit.highlight, HEAD, ("亮点创新提报 市级 一窗通办",))
    bench.do(reviews.decide, OFFICE_REVIEWER, 1, Decision("confirm"))
    bench.do(cases.appeal, HEAD, 1, "应为省级")
    case = bench.where().case
    assert case is not None
    assert bench.code(cases.revise, LEADER, 1, case.opened, "省级 文件为证") == "revised"
    assert "省级 一窗通办" in bench.said(HEAD)[-1]
    bench.later(minutes=31)
    assert bench.code(cases.propose, OFFICE_REVIEWER, 1, "市级 看错文件") == "proposed"
    assert "更正为 市级" in bench.said(HEAD)[-1]


def test_a_button_of_an_earlier_case_does_nothing_and_shows_the_card(confirmed: Bench) -> None:
    confirmed.do(cases.appeal, HEAD, 1, "漏计三件")
    assert confirmed.code(cases.uphold, SECOND_REVIEWER, 1, 9, "台账无误") == "outdated"
    assert confirmed.code(cases.revise, SECOND_REVIEWER, 1, 9, "96/100 核对") == "outdated"
    assert confirmed.where().phase == "appealed"
    confirmed.later(minutes=31)
    confirmed.do(cases.propose, HEAD, 1, "97/100 漏计")
    assert confirmed.code(cases.sign, REVIEWER, 1, 2) == "outdated"
    assert confirmed.code(cases.decline, REVIEWER, 1, 2, "依据不足") == "outdated"
    assert confirmed.where().phase == "correcting"


def test_a_case_that_was_closed_and_opened_again_is_not_decided_by_an_old_button(bench: Bench) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    bench.do(cases.appeal, HEAD, 1, "漏计三件")
    assert bench.code(cases.uphold, SECOND_REVIEWER, 1, 0, "台账无误") == "outdated"
    assert bench.code(cases.revise, SECOND_REVIEWER, 1, 0, "96/100 核对") == "outdated"
    assert bench.where().phase == "appealed"
    bench.do(cases.uphold, SECOND_REVIEWER, 1, bench.where().case.opened, "台账无误")  # type: ignore[union-attr]
    bench.later(minutes=31)
    bench.do(cases.propose, HEAD, 1, "97/100 漏计")
    assert bench.code(cases.decline, REVIEWER, 1, 0, "依据不足") == "outdated"
    assert bench.where().phase == "correcting"
