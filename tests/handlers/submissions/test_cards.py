"""What a submission looks like in every state: the published words, the buttons, nothing rounded, no markup."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import product

import pytest

from handlers.deciding.results import Question
from handlers.deciding.views import QUESTION, ask, choose
from handlers.reporting.results import LineOutcome, Receipt
from handlers.reporting.views import receipt
from handlers.results import Message
from handlers.submissions.actions.submission import card_in, numbers_in
from handlers.submissions.results import Case, Claimed
from handlers.submissions.views import cards
from handlers.submissions.views.values import value_of
from scoring.language import Spoken, speaking
from scoring.standings.publish import Scale

AT = datetime(2026, 11, 19, 9, 0, tzinfo=timezone(timedelta(hours=8)))
CLAIM = Claimed(
    number=7,
    version=1,
    state="pending",
    unit="东湖市场监管所",
    metric="工单按期回复率",
    metric_unit="%",
    period="2026年11月",
    value="98/100",
    level=None,
    title=None,
    amended=None,
    reporter="王所长",
    reporter_unit="东湖市场监管所",
    reported_at=AT,
    by_lead=False,
    leads=("消保科",),
    signed=(),
    sign_all=False,
    stand_in=False,
    decided_by=None,
    decided_at=None,
    reason=None,
    evidence=0,
    due=AT,
    scale=Scale(2, "half_up", stepwise=True, unit=100),
    colleague=True,
)
DECIDED = replace(CLAIM, decided_by="李科长", decided_at=AT, act="confirm", by="李科长")
CONFIRMED = replace(DECIDED, state="confirmed", signed=("消保科",))
AMENDED = replace(CONFIRMED, amended="95/100", reason="核对台账")
FOR_UNIT = replace(CLAIM, by_lead=True, reporter_unit="人事科")
RETURNED = replace(DECIDED, state="returned", reason="缺少截图")
WITHDRAWN = replace(CLAIM, state="withdrawn")
EVENT = replace(CLAIM, metric="亮点创新提报", metric_unit="", value=None, level="市级", title="一窗通办")


def labels(message: Message) -> list[str]:
    return [button.label for row in message.buttons for button in row]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (receipt(Receipt(((CLAIM, False),), ()))[0], "已收到 编号"),
        (receipt(Receipt(((CONFIRMED, False), (CLAIM, False)), ()))[0], "已收到 已确认 待核实"),
        (cards.card(CLAIM), "待核实 回复本条 确认 退回 改为"),
        (cards.card(CONFIRMED), "已确认 撤销"),
        (cards.card(AMENDED), "已确认 改为"),
        (cards.card(RETURNED), "已退回 缺少截图"),
        (cards.card(WITHDRAWN), "已撤回"),
        (cards.notice(CONFIRMED), "已确认"),
        (cards.notice(AMENDED), "已确认 改为 核对台账"),
        (cards.notice(RETURNED), "已退回 缺少截图"),
        (cards.notice(CLAIM), "已撤销 待核实"),
        (cards.decided(CONFIRMED), "已确认"),
        (cards.decided(AMENDED), "已确认 改为"),
        (cards.decided(RETURNED), "已退回"),
        (cards.decided(CLAIM), "已撤销 待核实"),
        (cards.decided(replace(CLAIM, signed=("消保科",), leads=("消保科", "办公室"))), "待核实 办公室"),
        (cards.withdrawn(WITHDRAWN), "已撤回"),
        (cards.restored(CLAIM), "待核实"),
        (choose((CLAIM, EVENT)), "刚才没有任何改动"),
    ],
)
def test_every_message_about_a_submission_has_its_number_and_the_published_words(message: Message, words: str) -> None:
    assert "编号 0007" in message.text
    for word in words.split():
        assert word in message.text


@pytest.mark.parametrize("kind", ["ask_reason", "ask_value", "ask_new"])
def test_a_question_says_that_nothing_has_changed_and_opens_the_reply(kind: str) -> None:
    asked = ask(Question(kind, CLAIM, 2001, "<b>李</b>"))
    assert asked.ask
    assert QUESTION[0] in asked.text
    assert "回复后才" in asked.text
    assert '<a href="tg://user?id=2001">&lt;b&gt;李&lt;/b&gt;</a>' in asked.text


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (cards.card(CLAIM), ["✅ 确认", "↩️ 退回", "✏️ 修改", "➡️ 转交"]),
        (cards.card(replace(CLAIM, colleague=False)), ["✅ 确认", "↩️ 退回", "✏️ 修改"]),
        (cards.card(CONFIRMED), []),
        (cards.card(RETURNED), []),
        (cards.card(WITHDRAWN), []),
        (receipt(Receipt(((CLAIM, False),), ()))[0], ["✏️ 修改", "↶ 撤回", "📎 补充佐证", "⏰ 催办"]),
        (receipt(Receipt(((EVENT, False),), ()))[0], ["✏️ 修改", "↶ 撤回", "📎 补充佐证", "⏰ 催办"]),
        (receipt(Receipt(((FOR_UNIT, False),), ()))[0], ["✏️ 修改", "↶ 撤回", "📎 补充佐证"]),
        (receipt(Receipt(((CONFIRMED, False),), ()))[0], ["撤销"]),
        (cards.decided(CONFIRMED), ["撤销"]),
        (cards.withdrawn(WITHDRAWN), ["恢复"]),
        (cards.notice(RETURNED), ["✏️ 修改", "↶ 撤回", "📎 补充佐证", "⚖️ 有异议"]),
    ],
)
def test_buttons_are_the_published_ones(message: Message, said: list[str]) -> None:
    assert labels(message) == said


def test_a_button_carries_number_and_version_in_at_most_64_bytes() -> None:
    newest = replace(CLAIM, number=10**15, version=10**6)
    shown = [
        cards.card(newest),
        cards.withdrawn(newest),
        choose((newest,)),
        cards.decided(replace(newest, state="returned")),
    ]
    for message in shown:
        for button in (button for row in message.buttons for button in row):
            assert len(button.data.encode()) <= 64
            assert button.data.endswith(f":{10**15}:{10**6}")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("98/100", "%", "98/100（98%）"),
        ("1/3", "%", "1/3（33.33%）"),
        ("2/3", "%", "2/3（66.67%）"),
        ("199/200", "%", "199/200（99.5%）"),
        ("1/8", "%", "1/8（12.5%）"),
        ("1/10000", "%", "1/10000（0.01%）"),
        ("1/100000", "%", "1/100000（0%）"),
        ("0/0", "%", "0/0"),
        ("0/7", "%", "0/7（0%）"),
        ("98.5", "%", "98.5%"),
        ("12", "件", "12件"),
    ],
)
def test_a_share_is_shown_with_its_percentage_in_published_decimals(value: str, unit: str, shown: str) -> None:
    assert value_of(replace(CLAIM, value=value, metric_unit=unit)) == shown


def test_a_rank_has_no_percentage() -> None:
    assert value_of(replace(CLAIM, value="2/7", metric_unit="", scale=None)) == "2/7"


def test_names_titles_and_reasons_bring_no_markup_and_no_direction_controls() -> None:
    bad = "<i>\u202e&"
    for state, by_lead in product(("pending", "confirmed", "returned", "withdrawn"), (False, True)):
        claim = replace(
            EVENT, state=state, by_lead=by_lead, unit=bad, metric=bad, title=bad, reporter=bad, reporter_unit=bad,
            leads=(bad,), signed=(bad,), sign_all=True, reason=bad, decided_by=bad, decided_at=AT,
        )  # fmt: skip
        views = (cards.card, cards.notice, cards.decided, cards.withdrawn, cards.restored)
        messages = [view(claim) for view in views] + [choose((claim,)), ask(Question("ask_reason", claim, 1, bad))]
        messages += receipt(Receipt(((claim, False),), ()))
        for message in messages:
            assert "\u202e" not in message.text
            assert "<i>" not in message.text
            assert "&amp;" in message.text


def test_a_long_receipt_is_parted_and_its_buttons_are_under_the_last_part() -> None:
    lines = [LineOutcome(f"{'很' * 200}{n}", code="unknown_metric", values={"name": "很" * 200}) for n in range(29)]
    asked = LineOutcome(
        "办结率 1/1", code="two_periods", values={"metric": "办结率"}, draft=3, options=("2026年11月", "2026年12月")
    )
    parts = receipt(Receipt(((CLAIM, False),), (*lines, asked)))
    assert len(parts) > 1
    assert all(0 < len(part.text) <= 4096 for part in parts)
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert labels(parts[-1]) == ["2026年11月", "2026年12月", "重新输入"]
    assert sum(part.text.count("没有受理") for part in parts) == 29


def test_options_that_are_very_long_are_cut_on_their_buttons() -> None:
    long = LineOutcome("回复率", code="two_readings", values={"text": "0.1"}, draft=3, options=("9" * 900, "8" * 900))
    (message,) = receipt(Receipt((), (long,)))
    assert all(len(label) <= 64 for label in labels(message))


OPEN = Case("correcting", 3, "王所长", "漏计一件", "97/100", ())


@pytest.mark.parametrize(
    ("phase", "state", "words", "said"),
    [
        ("correcting", "confirmed", "待更正 更正为 漏计一件 两人签字", ["✅ 确认更正", "↩️ 不同意"]),
        ("requested", "pending", "申请补报 补报为 97/100 两人签字", ["✅ 确认更正", "↩️ 不同意"]),
        ("appealed", "confirmed", "有异议 漏计一件 维持 改为", ["维持", "✏️ 修改"]),
        ("disputed", "returned", "有异议 漏计一件 维持 改为", ["维持", "✏️ 修改"]),
    ],
)
def test_a_card_says_what_is_open_and_its_buttons_carry_which_case_it_is(
    phase: str, state: str, words: str, said: list[str]
) -> None:
    shown = cards.card(replace(DECIDED, state=state, case=replace(OPEN, phase=phase)))
    assert [word for word in words.split() if word not in shown.text] == []
    assert labels(shown) == said
    assert {button.data.partition(":")[2] for row in shown.buttons for button in row} == {"7:3"}


def test_a_correction_that_one_has_signed_says_who_and_what_is_missing() -> None:
    shown = cards.card(replace(CONFIRMED, case=replace(OPEN, signed=("李科长",))))
    assert "已签：李科长，还需另一人" in shown.text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("appeal", "有异议 漏计一件 另一人复核"),
        ("propose", "更正为 97/100 漏计一件 在此之前数值不变"),
        ("sign", "更正为 97/100 已签：李科长 还需另一人"),
        ("uphold", "维持原决定 周科员 台账无误"),
        ("revise", "已确认 改为 周科员"),
        ("correct", "已更正为 两人签字齐全"),
        ("decline", "没有通过 数值不变 台账无误"),
    ],
)
def test_the_unit_is_told_every_step_of_an_objection_or_a_correction(act: str, words: str) -> None:
    case = replace(OPEN, signed=("李科长",)) if act in ("appeal", "propose", "sign") else None
    told = cards.notice(replace(CONFIRMED, act=act, by="周科员", act_reason="台账无误", case=case))
    assert [word for word in ("编号 0007", *words.split()) if word not in told.text] == []
    assert ("⚖️ 有异议" in labels(told)) is (case is None)


def test_what_is_late_handed_over_or_exempted_says_so() -> None:
    assert "迟报" in cards.card(replace(CLAIM, late=True)).text
    assert "迟报" in receipt(Receipt(((replace(CLAIM, late=True), False),), ()))[0].text
    assert "已转交：周科员" in cards.card(replace(CLAIM, holder="周科员")).text
    assert "上报 不涉及" in cards.card(replace(CLAIM, value="not_applicable")).text


@pytest.mark.parametrize("kind", ["ask_appeal", "ask_uphold", "ask_revise", "ask_correct", "ask_decline"])
def test_a_question_about_a_case_says_that_nothing_has_changed(kind: str) -> None:
    asked = ask(Question(kind, CLAIM, 2001, "李科长"))
    assert asked.ask
    assert "回复后才" in asked.text


def test_a_refused_line_offers_the_correction_that_may_mend_it() -> None:
    values = {"period": "2026年10月", "lock": AT.isoformat(), "number": 7, "version": 2}
    (known,) = receipt(Receipt((), (LineOutcome("回复率 97/100", code="locked_claim", values=values),)))
    assert [(b.label, b.data) for row in known.buttons for b in row] == [("🔁 申请更正", "propose:7:2")]
    missing = LineOutcome("回复率 97/100", code="locked_missing", values=values, draft=5, options=("request",))
    (asked,) = receipt(Receipt((), (missing,)))
    assert [(b.label, b.data) for row in asked.buttons for b in row] == [("🔁 申请更正", "answer:5:0")]


def test_where_an_admin_stands_in_for_one_lead_the_other_leads_are_still_named() -> None:
    both = replace(CLAIM, stand_in=True, sign_all=True, leads=("执法大队", "政策法规科"), signed=("执法大队",))
    assert "由 政策法规科（须回避的由管理员代签） 核实" in cards.card(both).text
    assert "由 管理员 核实" in cards.card(replace(CLAIM, stand_in=True)).text


@pytest.mark.parametrize(("language", "period"), [("zh", "2026年11月"), ("en", "November 2026")])
def test_a_card_is_read_again_in_the_language_that_it_speaks(language: str, period: str) -> None:
    with speaking(Spoken(language)):
        told = cards.card(replace(CLAIM, late=True, evidence=2)).text
    shown = card_in(told)
    assert shown is not None
    assert (shown.language, shown.number, shown.version, shown.reporter) == (language, 7, 1, "王所长")
    assert (shown.cell, shown.reported) == (f"东湖市场监管所 · 工单按期回复率 · {period}", (11, 19, 9, 0))
    assert numbers_in(told) == {7}
