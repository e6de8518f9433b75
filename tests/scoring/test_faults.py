import json
import re
from pathlib import Path
from string import Formatter

import pytest

from scoring.calendar import Period, Schedule
from scoring.cautions import warnings
from scoring.faults import _SENTENCES, Fault, FaultyError, words
from scoring.faults_english import ENGLISH
from scoring.language import Spoken, speaking
from scoring.reading.canonical import ValueRefusedError, read
from scoring.rulebook.load import load
from scoring.rulebook.schedule import amend, doubts
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring.faulty import ROW_FAULTS, RULEBOOK_FAULTS, VALUE_FAULTS, VALUES_BOOK, Change, sound
from tests.scoring.making import Keys, book, cells, lines, metric, rate, rules, written
from tests.scoring.reading.test_values import PHRASES

SENTENCES = Path(__file__).parent / "refusals.txt"
BROKEN_FILES = [
    (b"\xff\xfe", "竞赛方案", "not_utf8"),
    (b'[competition]\nname = "a\n', "第 2 行", "toml_syntax"),
    (b"[competition]\nname =", "竞赛方案", "toml_ends_early"),
    (b"[competition]\nid = 1\nid = 2\n", "第 3 行", "toml_syntax"),
    (b"x = " + b"1" * 5000, "竞赛方案", "toml_unreadable"),
    (b"x = " + b"[" * 5000, "竞赛方案", "toml_unreadable"),
]


def faults_of(data: bytes) -> tuple[Fault, ...]:
    with pytest.raises(FaultyError) as caught:
        load(data)
    return caught.value.faults


def found(faults: tuple[Fault, ...]) -> set[tuple[str, str]]:
    for fault in faults:
        sentence = fault.sentence()
        assert sentence.startswith(f"{fault.place}：")
        assert "{" not in re.sub(r"\{( … |serial|year|period|competition)\}", "", sentence)
        assert "\n" not in sentence
    return {(fault.place, fault.code) for fault in faults}


def test_the_rulebook_to_be_changed_has_no_fault() -> None:
    assert load(written(sound())).metric("m").points == 20


@pytest.mark.parametrize(
    ("change", "place", "code"), [case[1:] for case in RULEBOOK_FAULTS], ids=[case[0] for case in RULEBOOK_FAULTS]
)
def test_a_fault_of_the_rulebook_is_named_with_its_place(change: Change, place: str, code: str) -> None:
    keys = sound()
    change(keys)
    assert (place, code) in found(faults_of(written(keys)))


@pytest.mark.parametrize(("data", "place", "code"), BROKEN_FILES, ids=[case[2] for case in BROKEN_FILES])
def test_a_file_that_is_no_toml_is_refused_with_a_sentence(data: bytes, place: str, code: str) -> None:
    assert found(faults_of(data)) == {(place, code)}


def test_a_float_is_refused_with_its_line_and_how_to_write_it() -> None:
    text = written(sound()).decode()
    data = text.replace("bonus_cap = 20", "# 3.5 is a comment\nbonus_cap = 20.5").replace(
        "zero_at = 0", "zero_at = 1e1"
    )
    lines_of = data.splitlines()
    expected = []
    for number, line in enumerate(lines_of, 1):
        expected += [f'第 {number} 行：数字 20.5 没有加引号，小数会失真，请写成 "20.5"'] * line.startswith("bonus_cap")
        expected += [f'第 {number} 行：数字 1e1 没有加引号，小数会失真，请写成 "1e1"'] * ("1e1" in line)
    assert len(expected) == 3
    assert [fault.sentence() for fault in faults_of(data.encode())] == expected


def test_a_float_in_a_list_of_several_lines_is_found_on_its_own_line() -> None:
    text = written(sound()).decode()
    first = len(text.splitlines())
    data = f"{text}\nrange = [\n  0,\n  99.5,\n]\nextra = inf\n"
    assert [fault.place for fault in faults_of(data.encode())][:2] == [f"第 {first + 3} 行", f"第 {first + 5} 行"]


def test_floats_inside_lists_and_limits_are_refused_by_their_line_only() -> None:
    keys = sound()
    keys["metrics"][0]["range"] = [0.5, 100]
    keys["metrics"][0]["method"] = {"kind": "bands", "edges": [[90.5, 20]]}
    keys["metrics"][1]["smoothing"] = {"shrink": [1.5, 1]}
    assert [fault.code for fault in faults_of(written(keys))] == ["float", "float", "float"]


def test_a_file_with_three_faults_names_all_three() -> None:
    keys = sound()
    keys["competition"]["rounding"] = "up"
    keys["metrics"][0]["method"]["full_at"] = "满"
    keys["categories"][1]["points"] = 21
    assert [fault.sentence() for fault in faults_of(written(keys))] == [
        "competition.rounding：“up”不在可选范围内，请从中选一个：half_up half_even",
        'metrics[m].method.full_at：满 不是数字，请写整数，或带引号的小数或分数，例如 20、"0.5"、"2/3"',
        "categories[d].points：类别满分 21 与其基础指标满分之和 20 不相等，请改其中之一",
    ]


def test_one_mistake_is_told_once_and_not_for_what_depends_on_it() -> None:
    keys = sound()
    keys["metrics"][0] |= {"points": "二十", "method": {"kind": "bands", "edges": [[1, 500]]}}
    assert found(faults_of(written(keys))) == {("metrics[m].points", "not_number")}
    keys = sound()
    keys["metrics"][0] |= {"input": "amount", "rollup": "ratio", "smoothing": "wilson"}
    assert found(faults_of(written(keys))) == {("metrics[m].input", "not_choice")}


@pytest.mark.parametrize(("name", "text", "code"), VALUE_FAULTS)
def test_a_value_that_cannot_be_taken_is_refused_with_its_reason(name: str, text: str, code: str) -> None:
    with pytest.raises(ValueRefusedError) as caught:
        read(load(written(VALUES_BOOK)).metric(name), text)
    assert caught.value.code == code
    assert caught.value.sentence() == words(code, caught.value.values)


@pytest.mark.parametrize(("row", "code"), ROW_FAULTS)
def test_a_faulty_row_is_named_by_its_line(row: str, code: str) -> None:
    with pytest.raises(FaultyError) as caught:
        cells(load(written(VALUES_BOOK)), f"u2,m,2026-03,5\n{row}")
    assert ("第 3 行", code) in found(caught.value.faults)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("unit,metric,period", "column_missing"),
        ("unit,metric,period,value,colour", "column_unknown"),
        ("unit,metric,period,value,value", "column_twice"),
        ("", "header_missing"),
    ],
)
def test_a_table_without_its_columns_is_refused(header: str, code: str) -> None:
    with pytest.raises(FaultyError) as caught:
        judge(load(written(VALUES_BOOK)), lines("", header))
    assert found(caught.value.faults) == {("第 1 行", code)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("u1,m,2026-03,5", "单位1,m,2026-03,6"),
        ("u1,m,2026-03,5", "u1,m,2026-03,,not_applicable"),
        ("u1,events,2026-03,,not_applicable", "u1,events,2026-03,,,city"),
        ("u1,rating,2026-03,5", "u1,rating,2026-03,,not_applicable"),
        ("u1,veto,2026-03,,,,,事故", "u1,veto,2026-03,bottom,,,,又一起"),
    ],
)
def test_a_value_given_twice_is_refused_with_the_line_of_the_first(first: str, second: str) -> None:
    with pytest.raises(FaultyError) as caught:
        cells(load(written(VALUES_BOOK)), f"{first}\nu2,m,2026-03,5\n{second}")
    assert [fault.code for fault in caught.value.faults] == ["row_twice"]
    assert caught.value.faults[0].sentence().startswith("第 4 行：单位“单位1”指标“")
    assert "第 2 行" in caught.value.faults[0].sentence()


def test_a_table_with_faults_in_several_rows_names_every_one() -> None:
    table = "u1,m,2026-13,5\nu1,m,2026-03,1e3\nnobody,m,2026-Q9,5,maybe\n"
    with pytest.raises(FaultyError) as caught:
        cells(load(written(VALUES_BOOK)), table)
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [
        ("第 2 行", "row_period"),
        ("第 3 行", "not_a_number"),
        ("第 4 行", "row_unit_unknown"),
        ("第 4 行", "row_period"),
        ("第 4 行", "row_state"),
    ]
    assert str(caught.value).splitlines()[1] == "第 3 行：“1e3”不是数字，请写成例如 98.5（不带逗号、加号和字母）"


def test_a_period_in_which_no_base_metric_counts_is_refused() -> None:
    period = Period.parse("2026-03")
    assert period is not None
    with pytest.raises(FaultyError) as caught:
        score(book(metric(period="quarter"), metric("n", role="bonus")), (), period, "a")
    assert str(caught.value) == "擂台“甲擂台”：考核周期 2026-03 没有可计的基础指标，请换一个周期"


OFF = {"kind": "events", "levels": {"a": 1}}
WARNED: Keys = rules(
    metric("w1", points=60, method={"kind": "minmax"}),
    metric("w2", category="d", points="10.5", method={"kind": "rank_points", "first": 10, "step": 1}),
    rate("w3", category="d", points="9.5", missing="zero", method={"kind": "ratio_to_best"}),
    rate("w4", category="d", points=9, missing="renormalise"),
    rate("w5", category="d", points=9, role="bonus"),
    metric(
        "w6", category="d", points=1, period="quarter", method={"kind": "step", "target": "own", "step": 1, "deduct": 1}
    ),
    metric("w7", category="d", points=1, role="deduction", input="events", method=OFF),
    units=2,
)
WARNED["metrics"].append(
    {"id": "w8", "category": "d", "name": "w8", "points": 1, "value_of": "w7", "method": OFF | {"from": "full"}}
)
WARNED["categories"][1]["points"] = 31
WARNED["metrics"].append(
    metric(
        "w9",
        category="d",
        points=1,
        role="bonus",
        input="events",
        method={"kind": "events", "levels": {"late": 1, "again": 2}},
        source={"matters": ["rectify"], "events": ["late", "again"]},
    )
)
WARNED["metrics"].append(
    metric(
        "w10",
        category="d",
        points=1,
        role="deduction",
        input="events",
        method={"kind": "events", "levels": {"late": 1, "again": 2}},
        source={"matters": ["looked_at"], "events": ["late", "again"]},
    )
)
WARNED["kinds"] = [
    {"id": "looked_at", "name": "巩固事项", "form": "problem", "assigners": ["u1"], "recheck": 30},
    {"id": "rectify", "name": "整改事项", "form": "problem", "assigners": ["u1"]},
    {"id": "idle", "name": "议定事项", "form": "task", "assigners": [], "verifiers": ["u2"], "recheck": 30},
]
WARNED["units"][0]["aliases"] = ["位1"]
WARNED["units"][1]["aliases"] = ["东湖所"]
WARNED["schedule"] = {"digest": ["09:00", "15:00", "09:00"], "quiet": ["00:00", "23:59"]}
WARNED["targets"] = [
    {"metric": "w6", "unit": "u1", "value": 3},
    {"metric": "w6", "unit": "u2", "period": "2026-Q2", "value": -3},
]


def test_what_is_allowed_but_should_be_meant_is_warned_of() -> None:
    told = [fault.sentence() for fault in warnings(load(written(WARNED)))]
    lacking = "2026-Q1、2026-Q3、2026-Q4"
    assert told == [
        "schedule.digest：“09:00”写了两次，请删去一个",
        "schedule.quiet：免打扰 00:00-23:59 几乎占满一天或不成时段，催办、汇总、周榜发不出去，请至少留出 1 小时",
        "units[u2].aliases：榜上简称“东湖所”与单位“单位2”不像：改了名的，aliases 的第一个和 name_en 也要改，请确认",
        "categories[c].points：类别“c”占擂台满分的一半以上（60.00/91.00），一个类别就能定胜负，请确认",
        "metrics[w1].method：计分方法 minmax 是相对的：一家改数，全擂台得分都会变，请确认",
        "metrics[w2].method：计分方法 rank_points 是相对的：一家改数，全擂台得分都会变，请确认",
        "metrics[w3].method：计分方法 ratio_to_best 是相对的：一家改数，全擂台得分都会变，请确认",
        "metrics[w3].missing：没有应办事项（0/0）也会按 missing = zero 计 0 分，建议改为 renormalise",
        f"metrics[w6].method.target：单位“单位2”没有目标：{lacking}，到时有值就无法计分，请在 [[targets]] 中补上",
        "metrics[w8].value_of：只报未核实的事项按所取指标“w7”的状态算，与本指标的 from 不同，请确认",
        "metrics[w9].method：逾期、反弹在这里是得分而不是扣分，请改 role = deduction 或 from = full，或确认",
        "metrics[w9].source.events：这些督办种类都没有写 recheck，不会有反弹，请写上回头看的天数，或删去反弹的级别",
        "metrics[w10].method.same_event：反弹的那一轮逾期，same_event = best 只计分高的一次，都要计请改为 sum，或确认",
        "kinds[idle]：督办种类“议定事项”不计入任何指标，办得好坏都不影响得分，请确认",
    ]


def test_a_rebound_and_the_miss_of_its_round_are_no_caution_where_both_are_summed() -> None:
    method = {"kind": "events", "levels": {"late": 1, "again": 2}, "same_event": "sum"}
    source = {"matters": ["rectify"], "events": ["late", "again"]}
    keys = rules(metric("m"), metric("w", role="deduction", input="events", method=method, source=source), units=2)
    keys["kinds"] = [{"id": "rectify", "name": "整改事项", "form": "problem", "assigners": ["u1"], "recheck": 30}]
    assert [fault.code for fault in warnings(load(written(keys))) if "rebound" in fault.code] == []


def test_targets_of_single_months_lack_those_of_a_quarter_and_the_year_where_nothing_adds_them_up() -> None:
    told = {}
    for rollup in ("mean", "sum", "points_mean"):
        aim = {"kind": "completion", "target": "own"}
        keys = rules(metric("m", rollup=rollup, method=aim), units=1)
        keys["targets"] = [{"metric": "m", "unit": "u1", "value": 9, "period": f"2026-{at:02}"} for at in range(1, 13)]
        told[rollup] = [each.values["periods"] for each in warnings(load(written(keys))) if "periods" in each.values]
    assert told == {"mean": ["2026-Q1、2026-Q2、2026-Q3、2026-Q4、2026"], "sum": [], "points_mean": []}


@pytest.mark.parametrize(
    ("quiet", "codes"),
    [
        ((), []),
        (("20:30", "08:30"), []),
        (("09:00", "08:00"), []),
        (("09:01", "08:01"), []),
        (("09:00", "08:01"), ["quiet_all_day"]),
        (("08:30", "08:30"), ["quiet_all_day"]),
    ],
)
def test_an_hour_a_day_is_left_to_speak(quiet: tuple[str, ...], codes: list[str]) -> None:
    assert [fault.code for fault in doubts(amend(Schedule(), f"quiet = {json.dumps(quiet)}"))] == codes


def told_of_all() -> list[str]:
    """Return the message of every fault there is, as a person reads it."""
    book = load(written(VALUES_BOOK))
    lines: list[str] = []
    for name, change, place, code in RULEBOOK_FAULTS:
        keys = sound()
        change(keys)
        lines += [
            f"{name} | {each.sentence()}"
            for each in faults_of(written(keys))
            if (each.place, each.code) == (place, code)
        ]
    for name, text, _ in VALUE_FAULTS:
        with pytest.raises(ValueRefusedError) as refused:
            read(book.metric(name), text)
        lines.append(f"{name} {text[:40]} | {refused.value.sentence()[:80]}")
    for row, code in ROW_FAULTS:
        with pytest.raises(FaultyError) as faulty:
            cells(book, f"u2,m,2026-03,5\n{row}")
        lines += [f"{row} | {each.sentence()}" for each in faulty.value.faults if each.code == code]
    return lines


def test_every_refusal_says_what_is_stored_here_word_for_word() -> None:
    assert told_of_all() == SENTENCES.read_text(encoding="utf-8").splitlines()


def test_every_sentence_is_said_in_english_too_with_no_other_values() -> None:
    assert {*ENGLISH} == {*_SENTENCES}
    for code, sentence in ENGLISH.items():
        assert fields_of(sentence) <= fields_of(_SENTENCES[code]), code


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_a_refusal_in_english_names_its_place_and_what_the_rulebook_names_in_english() -> None:
    fault = Fault("arenas[第 1 个]", "target_lacking", {"unit": "东湖所", "metric": "走访", "period": "2026-03"})
    with speaking(Spoken("en", {"东湖所": "Donghu Office"})):
        assert fault.sentence() == (
            "arenas[number 1]: unit “Donghu Office” has no target for metric “走访” in 2026-03, "
            "so it cannot be scored; please add it to [[targets]]"
        )
        assert Fault("竞赛方案", "not_utf8").sentence().startswith("rulebook: the file is not UTF-8")
        assert Fault("第 3 行", "column_missing", {"text": "unit"}).sentence() == (
            "line 3: the column unit is missing; please add it"
        )


def test_every_sentence_is_needed() -> None:
    elsewhere = {"column_missing", "column_unknown", "column_twice", "header_missing", "row_twice", "nothing_counts"}
    elsewhere |= {
        "veto_ineligible",
        "veto_bottom",
        "veto_zero_category",
        "veto_told",
    }  # what a veto does, test_vetoes.py
    elsewhere |= {
        name for name in _SENTENCES if name in ("table_final", "table_provisional") or name.endswith("_headers")
    }  # test_output.py
    elsewhere |= {name for name in _SENTENCES if name.startswith("publish_")}  # tests/scoring/test_season.py
    elsewhere |= {name for name in _SENTENCES if name.startswith("flags_")}  # tests/scoring/test_flags.py
    elsewhere |= {name for name in _SENTENCES if name.startswith(("kinds_", "counted_"))}  # rulebook/test_ledgers.py
    elsewhere.add("row_counted")  # of what is imported, tests/journeys/tables
    elsewhere.add("row_unit_not_there")  # tests/scoring/standings/test_terms.py
    elsewhere.add("target_lacking")  # tests/scoring/standings/test_own_targets.py
    elsewhere.add("cell_extra")  # of a form, tests/scoring/standings/test_form.py
    elsewhere |= {
        "float",
        *(rest for _, _, kind, rest in PHRASES if kind == "!"),
        *(code for _, _, code in BROKEN_FILES),
    }
    elsewhere |= {fault.code for fault in warnings(load(written(WARNED)))}
    named = {case[-1] for case in (*RULEBOOK_FAULTS, *VALUE_FAULTS, *ROW_FAULTS)}
    assert set(_SENTENCES) == named | elsewhere
