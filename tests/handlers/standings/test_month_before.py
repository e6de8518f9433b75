"""/mine and /why in the first days of a month, when work is still on the month before, as /rank is shown beside it."""

from datetime import date, datetime, timedelta

import pytest

from bot.files import read_sample
from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import boards, why
from handlers.standings.views.why import explanation, mine
from scoring.calendar import Period
from scoring.language import Spoken, speaking
from storage import rulebooks
from tests.cast import CHINA, GROUP, HEAD, REVIEWER
from tests.handlers.bench import Bench

UNIT, METRIC = "东湖市场监管所", "工单按期回复率"
WAYS = {
    "我的": "看2026年11月的请发：我的 2026年11月",
    "为什么": f"看2026年11月的请发：为什么 {UNIT} 2026年11月",
    f"为什么 {METRIC}": f"看2026年11月的请发：为什么 {UNIT} {METRIC} 2026年11月",
}


def told(bench: Bench, words: str) -> list[str]:
    """Return the lines of the answer to what is asked without a word about which month."""
    with bench.turn() as turn:
        month = turn.month(bench.now)
        if words == "我的":
            return mine(why.mine(turn, HEAD, month, bench.now), 0).text.splitlines()
        metric = turn.rulebook.find_metric(words.partition(" ")[2], "offices")
        found = why.explain(turn, "donghu", None if metric is None else metric.id, month, bench.now)
        return explanation(found, 0, evidence=True).text.splitlines()


def confirmed(bench: Bench, line: str, number: int) -> None:
    bench.do(submit.report, HEAD, (line,))
    bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))


@pytest.mark.parametrize("words", WAYS)
def test_it_leads_to_the_month_before_until_its_lock_and_for_as_long_as_the_new_one_is_empty(
    bench: Bench, words: str
) -> None:
    with bench.turn() as turn:
        lock = turn.lock_of(Period.written("2026-11"))
    december, second = datetime(2026, 12, 1, tzinfo=CHINA), timedelta(seconds=1)
    moments = ((december - second, "11", False), (december, "12", True), (lock - second, "12", True))
    for moment, month, leads in (*moments, (lock, "12", False)):
        bench.now = moment
        assert f" 2026年{month}月：" in told(bench, words)[0]
        assert (WAYS[words] in told(bench, words)) == leads, moment
    bench.now = lock - second
    confirmed(bench, f"{METRIC} 98/100 11月", 1)
    bench.now = lock
    assert WAYS[words] in told(bench, words)
    typed = WAYS[words].partition("：")[2].partition(" ")[2]
    bench.do(why.mine_asked if words == "我的" else why.why, HEAD, typed)
    assert bench.owed("mine" if words == "我的" else "why")[-1].payload["period"] == "2026-11"
    confirmed(bench, f"{METRIC} 97/100 12月", 2)
    assert WAYS[words] not in told(bench, words)


def test_nobody_is_led_to_a_month_in_which_the_unit_was_not_there(bench: Bench) -> None:
    with bench.turn() as turn:
        old, new = b'id = "donghu"', b'id = "donghu"\nfrom = "2026-12"'
        body = read_sample()
        assert body.count(old) == 1
        rulebooks.put_in_force(turn.tx, "sha256:other", body.replace(old, new), date(2026, 1, 1))
    bench.now = datetime(2026, 12, 2, 9, tzinfo=CHINA)
    for words, way in WAYS.items():
        assert way not in told(bench, words)


def put(bench: Bench, first: date, *changes: tuple[str, str]) -> None:
    """Put rules of a year in force in which something is another than in the sample."""
    body = read_sample().decode()
    for before, after in (("year = 2026", f"year = {first.year}"), *changes):
        assert body.count(before) == 1
        body = body.replace(before, after)
    with bench.turn() as turn:
        rulebooks.put_in_force(turn.tx, f"sha256:{first}{changes}", body.encode(), first)
        turn.record(None, "rulebook")


def test_in_january_it_leads_to_the_december_of_last_years_rules_as_far_as_those_know_the_names_and_show_it(
    bench: Bench,
) -> None:
    renamed = (f'name = "{METRIC}"', 'name = "工单按时回复率"')
    put(bench, date(2027, 1, 1), renamed)
    bench.now = datetime(2026, 12, 30, 9, tzinfo=CHINA)
    confirmed(bench, f"{METRIC} 98/100", 1)
    bench.now = datetime(2027, 1, 4, 9, tzinfo=CHINA)
    known = "工单办结率"
    for words, way in (("我的", "我的"), ("为什么", f"为什么 {UNIT}"), (f"为什么 {known}", f"为什么 {UNIT} {known}")):
        assert f"看2026年12月的请发：{way} 2026年12月" in told(bench, words)
    unknown = told(bench, "为什么 工单按时回复率")
    assert unknown[1].startswith("工单按时回复率")
    assert not any("2026年12月" in line for line in unknown)

    others = ('name_en = "Donghu Office"', 'name_en = "East Lake Office"')
    put(bench, date(2027, 1, 1), others)
    with speaking(Spoken("en", {UNIT: "East Lake Office"})):
        assert not any("December 2026" in line for line in told(bench, "为什么")), "nobody was called so then"
    with speaking(Spoken("en", {UNIT: "Donghu Office", METRIC: "Timely answers"})):
        assert any("Donghu Office December 2026" in line for line in told(bench, "为什么"))
        assert not any("December 2026" in line for line in told(bench, f"为什么 {METRIC}"))
    assert f"看2026年12月的请发：为什么 {UNIT} 2026年12月" in told(bench, "为什么")
    put(bench, date(2027, 1, 1), renamed)

    def december(chat: int) -> tuple[str, bool, int] | None:
        with bench.turn() as turn:
            last = boards.board(turn, "offices", Period.written("2027-01"), bench.now, None, chat).last
        return None if last is None else (last.period, last.provisional, len(last.rows))

    notice = 'notice = "3wd"'
    for limit, shown in (('group = "top:1"', 1), ('group = "none"', 0), ('freeze = "-3d 18:00"', 0)):
        put(bench, date(2026, 1, 1), ('freeze = ""', limit) if "freeze" in limit else (notice, f"{limit}\n{notice}"))
        put(bench, date(2027, 1, 1), renamed)
        assert december(GROUP) == (("2026年12月", True, shown) if shown else None), limit
    assert december(HEAD) == ("2026年12月", True, 9)
