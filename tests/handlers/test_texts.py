"""Every sentence the bot says: it renders with what its callers give, and says the words that are published."""

import re
from itertools import combinations
from typing import Any

import pytest

from handlers.filing.texts import FAULTS
from handlers.journeys import MENU
from handlers.people.texts import FORGED, ROLES
from handlers.reporting.texts import KINDS
from handlers.submissions.texts import REFUSALS
from handlers.texts import FLAGS, SENTENCES, day, escape, listed, numbered, sentence, text, when, why_refused
from scoring import language
from scoring.lifecycle import ACTS, PUBLIC
from tests.handlers.spoken import SPOKEN, Spoken

LONGEST = 4096

# What callers put into a sentence, by name: ids and texts as they come from people, rulebook and chat server.
SAMPLES: dict[str, object] = {
    "about": "王所长",
    "act": "确认",
    "added": 2,
    "after": "17.25",
    "alone": 1,
    "arena": "市场监管所擂台",
    "arenas": ["市场监管所擂台", "局属事业单位、机关科室擂台"],
    "arrived": True,
    "asks": "请回复这条消息",
    "this": ["东湖市场监管所", "工单按期回复率"],
    "at": "2026-11-23T08:30:00+08:00",
    "undoable": "2026-11-23T09:00:00+08:00",
    "before": "16.00",
    "became": "late",
    "category": "群众满意",
    "fault": "schedule.quiet：免打扰几乎占满一天",
    "meant": 2,
    "other": "西溪市场监管所",
    "frozen": True,
    "own": False,
    "best": "5",
    "brought": "lead",
    "eventless": True,
    "least": "2/3",
    "bot": "Old_Bot",
    "broken": ["bad_due", {"text": "周一"}],
    "by": "李科长",
    "categories": ["作风建设", "群众满意"],
    "caught": 2,
    "cause": "own",
    "caution": "privacy",
    "change": "rulebook",
    "cap": "10",
    "chat": -1001234500678,
    "check": "4827",
    "choices": ["1 工单满意率", "2 驻地企业满意度"],
    "closing": "2026年第4季度",
    "command": "report",
    "count": 3,
    "counts": {"confirmed": 4, "missing": 3},
    "confirmed": 110,
    "dates": "锁定 12月7日 12:00",
    "day": "11月16日",
    "digest": True,
    "draft": 5,
    "due": "2026-12-10T17:00:00+08:00",
    "draws": 1000,
    "endings": ["jpg", "pdf"],
    "equal": "80",
    "effect": "zero_category:conduct",
    "effects": "不参加排名",
    "earned": "4.25",
    "event": True,
    "example": "98/100",
    "free": 7,
    "full": "10",
    "gap": "1.25",
    "high": "100",
    "hours": ["09:00", "15:00"],
    "group": -1001234500678,
    "how": "forward",
    "id": 9001,
    "incident": 12,
    "items": [[1, 1, "工单按期回复率"]],
    "each": [54, 55],
    "which": [[1, "东湖市场监管所", "工单按期回复率"]],
    "word": "确认",
    "appeal": False,
    "kept": 873,
    "kind": "month",
    "kinds": ["急难险重及临时性工作", "专项检查"],
    "lead": "消保科",
    "leaders": ["东湖市场监管所", "西溪市场监管所"],
    "leads": ["消保科", "办公室"],
    "late": True,
    "length": 301,
    "letter": "sent",
    "left": 3,
    "level": "县级",
    "levels": ["省级", "市级"],
    "low": "60",
    "line": "回复率 0.98",
    "locked": "12月7日 12:00",
    "lock": "2026-12-07T12:00:00+08:00",
    "median": "4.5",
    "metric": "专项检查、督导检查完成",
    "metrics": ["工单按期回复率", "信访件化解"],
    "mine": ["东湖市场监管所"],
    "more": 3,
    "missing": 8,
    "month": "2026年11月",
    "most": 300,
    "name": "王所长",
    "names": ["周科员", "李科长"],
    "needed": True,
    "asked": False,
    "now": "第2版",
    "number": 7,
    "of": "10",
    "numbers": ["0001", "0002"],
    "options": ["98%", "0.98%"],
    "first": "2026-11-20",
    "last": "2026-11-30",
    "fingerprint": "3f9a71c2",
    "is": "1",
    "lacks": ["工单满意率"],
    "open": [1, 2],
    "percent": "12.3",
    "period": "2026年11月",
    "periods": ["2026年10月", "2026年11月"],
    "person": 1001,
    "phase": "correcting",
    "place": "3",
    "places": "2",
    "points": "+1.25",
    "pressed": True,
    "quiet": "20:30-08:30",
    "rank": "2",
    "ranked": 9,
    "ranks": ("3", "2"),
    "quota": 10,
    "proposer": "韩管理员",
    "reason": "not_a_number",
    "removed": 1,
    "report": "12月3日 17:00",
    "result": "17.50",
    "review": "12月4日 17:00",
    "reasons": ["缺少佐证材料", "数据与台账不符"],
    "refused": 1,
    "row": 57,
    "queue": "inbox",
    "begun": "2026-11-19T09:00:00+08:00",
    "ended": "2026-11-19T09:05:00+08:00",
    "role": "head",
    "roles": [["head", "东湖市场监管所"], ["admin"]],
    "scored": 9,
    "seal": "7K3M-9QXD-ABCD-EFGH",
    "signer": "沈局长",
    "shut": ["may_photo", "may_file"],
    "source": "工单办结率",
    "state": "confirmed",
    "staying": 7,
    "suggestions": ["工单按期回复率", "工单办结率"],
    "takes": "more",
    "target": "10户",
    "text": "约98",
    "theme": "dark",
    "title": "一窗通办",
    "unit": "东湖市场监管所",
    "two": True,
    "until": "明天（12月3日）17:00",
    "same": "就高不就低",
    "share": "60",
    "reached": 1,
    "targets": "东湖市场监管所 12户、西溪市场监管所 15户",
    "times": "1/2",
    "told": "：编号 0001",
    "total": "79.01",
    "used": 8,
    "under": "T0003",
    "units": ["东湖市场监管所", "西溪市场监管所"],
    "value": "98/100",
    "version": 2,
    "waiting": 4,
    "waits": [[52, "东湖市场监管所", "工单办结率", ["消保科"]]],
    "moves": [["东湖市场监管所", "2", None]],
    "was": "2",
    "week": "第47周 11.16–11.22",
    "what": "card",
    "worst": "最低",
    "who": "李科长",
    "words": "排行榜 <很好>",
    "zeroed": {"conduct": "作风建设"},
    "zone": "Asia/Shanghai",
    "year": 2026,
    "lifts": False,
    "closed": True,
    "vetoes": ["东湖所"],
    "longer": ["2026年第4季度"],
    "files": 2,
    "veto": 7,
    "matters": [["临时性工作", 2, 1], ["整改事项", 1, 0]],
    "signers": ["韩管理员", "杨管理员"],
    "then": "没有名次，4.50 分",
    "acts": ["finish", "ask"],
    "behind": 1,
    "counted": "on_time",
    "done": 20,
    "due_told": "11月20日（周五）17:00",
    "parts": [[12, 1234, 5678, "东湖市场监管所"]],
    "proof": "optional",
    "entry": "T0012",
    "figure": " 20/40",
    "gone": "（已按规定清理）",
    "helpers": ["办公室"],
    "leaves": 3,
    "light": "🔴逾期",
    "mark": "📌",
    "measure": "配齐试剂",
    "narrowed": "东湖市场监管所",
    "on_day": "2026-12-20",
    "outcome": "on_time",
    "owners": "东湖市场监管所",
    "page": 1,
    "pages": 3,
    "parent": "T0003",
    "part": [12, "donghu"],
    "quantity": 40,
    "responsible": "张明",
    "round": 2,
    "said": "完成",
    "settled": True,
    "stands": "办理中",
    "verifiers": ["办公室"],
    "whose": "办公室",
    "begins": "2026年5月",
    "ends": "2026年9月",
    "below": "70",
    "bottoms": [["2026年10月", "9", "61.20"], ["2026年11月", "9", "63.00"]],
    "colour": "black",
    "flag_act": "change",
    "flag_before": ["西溪市场监管所", "red"],
    "flag_state": "issued",
    "gained": [["省级", 2]],
    "flags": [["东湖市场监管所", "red"]],
    "flags_new": [["西溪市场监管所", "red"]],
    "flags_old": [],
    "possible": ["issue", "refuse", "change"],
    "publication": 12,
    "still": False,
    "streak": 2,
}
TOLD_OF_FILES = {"roster_faults", "import_faults", "orders_faults"}
"""Refusals that carry the faults of a file; each fault has its own words."""
KEPT = (
    "broken",
    "effect",
    "matters",
    "acts",
    "counted",
    "on_day",
    "outcome",
    "settled",
    "begins",
    "below",
    "bottoms",
    "ends",
    "colour",
    "flag_act",
    "flag_before",
    "flag_state",
    "gained",
    "flags",
    "flags_new",
    "flags_old",
    "possible",
    "queue",
    "begun",
    "ended",
    "became",
    "lifts",
    "vetoes",
    "longer",
    "files",
    "veto",
    "open",
    "was",
    "is",
    "at",
    "cause",
    "brought",
    "least",
    "caution",
    "change",
    "count",
    "due",
    "full",
    "first",
    "how",
    "kind",
    "last",
    "letter",
    "lock",
    "locked",
    "phase",
    "points",
    "proof",
    "reason",
    "role",
    "shut",
    "state",
    "takes",
    "undoable",
    "until",
    "value",
)
"""Values that no person wrote."""
BUILT = {"start_known", "help", "undo_choose", "evidence_offer", "appeal_choose", "transfer_choose", "return_choose"}
"""Messages that are more than one sentence."""


STEP = frozenset({"unit", "metric", "example", "level", "title", "needed", "kind", "owners", "until"})
"""What a dialogue may know by the time it asks a step."""


PART = frozenset({"entry", "unit"})
"""What every sentence about a part names it by."""


HANDED_ON = {
    **dict.fromkeys(
        ("matter_outdated", "matter_no_evidence", "matter_add_not", "matter_add_full", "matter_added"), PART
    ),
    "matter_unseen": PART,
    "matter_added_finished": PART,
    **dict.fromkeys(("matter_urge_unreachable", "matter_urged_today"), PART),
    **{code: frozenset({"words"}) for code in SENTENCES if code.startswith("matter_was_")},
    **dict.fromkeys(("matter_progress", "matter_finished"), frozenset({"words"})),
    "matter_asked": frozenset({"words", "due_told"}),
    "matter_verified": frozenset({"words", "outcome"}),
    "matter_no_act": PART | {"acts", "quantity"},
    "post_lacking": frozenset({"unit", "metric", "period"}),
    "change_lacking": frozenset({"arena", "month", "unit", "metric", "period"}),
    "change_settled": frozenset({"became", "by", "period"}),
    "change_lapsed": frozenset({"change", "proposer", "became", "by", "period"}),
    "closing_lacking": frozenset({"closing", "unit", "metric", "period"}),
    "correction_lacking": frozenset({"closing", "unit", "metric", "period"}),
    "between_told": frozenset({"best", "low", "high", "equal"}),
    "full_told": frozenset({"levels"}),
    "rank_placeholder": frozenset({"name", "unit", "arenas", "categories"}),
    "unit_stands": frozenset({"unit", "period", "total", "full"}),
    "unknown_arena": frozenset({"name", "arenas", "categories"}),
}
"""What the values of a sentence hold beside those that are written where it is said."""


def names(one: Spoken, code: str) -> frozenset[str]:
    return one.names | (STEP if code.startswith("step_") else HANDED_ON.get(code, frozenset()))


def rendered(code: str, **values: object) -> str:
    return text(code, values).text


def test_every_sentence_renders_with_the_values_that_its_callers_give() -> None:
    assert len(SPOKEN) > 80
    for one in SPOKEN:
        assert one.names <= SAMPLES.keys() | {"faults"}, one
        for code in one.codes - TOLD_OF_FILES:  # told by the command that imports
            values: dict[str, Any] = {name: SAMPLES[name] for name in names(one, code)}
            if code == "help":
                values["roles"] = ["head"]
            if code in ("transfer_choose", "return_choose"):
                values["items"] = [[2002, "周科员"]]
            said = rendered(code, **values)
            assert re.search(r"[\u4e00-\u9fff]", said), one
            assert not re.search(r"[{}]|None|True|False|\[|']", said), (one, said)


def test_every_sentence_is_said_somewhere_and_everything_said_is_a_sentence() -> None:
    # Handed on as values before they are said: about the group, and what a decision did.
    handed_on = {"other_group", "no_group_yet", "target_lacking", "offer_one", "offer_several", "offer_other"}
    handed_on |= {"post_refused", "post_picture_refused"}
    handed_on |= {"closing_otherwise", "closing_own"}
    handed_on |= {"press_failed", "why_value", "why_value_none"}
    # What is missing, and what is wrong with a file or would become of one.
    handed_on |= {
        code for code in SENTENCES if re.match("missing_|rulebook_|template_|roster_(joining|leaving|changing)", code)
    }
    handed_on |= {"evidence_lost", "signed", "confirmed", "returned", "taken_back"}
    handed_on |= {
        "appealed",
        "upheld",
        "revised",
        "proposed",
        "signed_correction",
        "corrected",
        "declined",
        "transferred",
    }
    said = frozenset().union(*(one.codes for one in SPOKEN)) | handed_on
    said |= {code for code in SENTENCES if code.startswith("over_")}  # what became of a question
    said |= {
        code for code in SENTENCES if code.startswith("matter_")
    }  # tests/handlers/matters/test_texts.py says where
    said |= {f"orders_{code}" for code in FAULTS}  # tests/journeys/matters/test_faults.py says where
    said |= {f"menu_{command}" for command in MENU} | {code for code, one in SENTENCES.items() if one.helps}
    assert said - TOLD_OF_FILES == SENTENCES.keys() | BUILT


def test_what_somebody_wrote_never_makes_a_sentence_too_long_for_one_message() -> None:
    for one in SPOKEN:
        for code in one.codes & SENTENCES.keys():
            values = {name: SAMPLES.get(name) for name in names(one, code)}
            values = {name: "很" * LONGEST if isinstance(value, str) else value for name, value in values.items()}
            values |= {"options": ["9" * LONGEST] * 2} if "options" in one.names else {}
            values |= {name: SAMPLES[name] for name in KEPT if name in values}
            assert len(sentence(code, values)) < 1000, code


def test_every_reason_for_which_a_value_is_refused_has_its_words() -> None:
    for reason, values in (
        ("not_a_number", {}),
        ("wrong_unit", {"unit": "件"}),
        ("count_not_whole", {}),
        ("points_out_of_w", {"points": "12"}),
        ("rate_needs_k_n", {}),
        ("pair_alone", {"pair": "70/75"}),
        ("needs_k_n", {}),
        ("k_over_n", {}),
        ("k_of_none", {}),
        ("out_of_range", {"low": "0", "high": "100"}),
        ("rank_needs_r_n", {}),
        ("rank_out_of_n", {}),
        ("events_take_a_level", {}),
        ("value_about", {}),
        ("value_range", {}),
        ("value_mixed", {}),
        ("value_commas", {}),
    ):
        said = sentence("value", {"metric": "工单按期回复率", "reason": reason, "text": "约98", **values})
        assert said.startswith("⚠️ 没有受理：工单按期回复率")
        assert "没有任何改动" in said


@pytest.mark.parametrize("how", sorted(FORGED))
def test_every_way_in_which_words_are_not_a_persons_own_is_named(how: str) -> None:
    assert FORGED[how] in sentence("forged", {"how": how})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_period_is_named(kind: str) -> None:
    assert KINDS[kind] in sentence("period_kind", {"metric": "甲", "kind": kind, "period": "2026年"})


# Stable words

NOTHING_CHANGED = (
    "stranger forged admins_only nothing_to_report other_unit lead_reports not_yours_to_report not_your_question "
    "unknown_number not_a_lead own_unit own_report signed_before amend_two_readings amend_one_reading "
    "no_decision reply_not_understood reply_to_nothing names_another reason_too_short "
    "reason_too_long nothing_to_take_back not_your_decision take_back_too_late not_your_submission undo_usage value "
    "restore_too_late restore_when_replaced "
    "edited not_understood unknown_command command_elsewhere cancelled nothing_to_cancel old_button "
    "press_failed locked report_when_confirmed"
)
NOT_ACCEPTED = (
    "stranger forged no_rulebook too_many_lines nothing_to_report other_unit unit_needed unit_not_competing "
    "unknown_metric use_highlight use_report value_missing value highlight_incomplete unknown_level title_too_long "
    "lead_reports not_yours_to_report period_kind period_year period_future locked "
    "report_when_confirmed edited incident press_failed command_elsewhere"
)


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("没有任何改动", NOTHING_CHANGED),
        ("没有受理", NOT_ACCEPTED),
        ("还没有上报", "two_readings one_reading two_periods evidence_held which_metric which_unit"),
        ("已更新", "outdated old_button question_answered settled_before"),
        ("已锁定", "locked"),
        ("已过期", "draft_expired evidence_expired evidence_draft_expired"),
        ("已收到", "received evidence_added"),
        ("已确认", "confirmed"),
        ("已退回", "returned"),
        ("已撤销", "taken_back"),
        ("已撤回", "withdrawn"),
        ("待核实", "signed taken_back restored"),
    ],
)
def test_the_published_words_are_in_the_sentences_that_tell_them(word: str, codes: str) -> None:
    for code in codes.split():
        assert word in SENTENCES[code].zh + SENTENCES[code].open, code


def test_every_act_that_a_state_refuses_says_how_it_stands_that_nothing_changed_and_what_to_do() -> None:
    pairs = [(act, phase) for act, rule in ACTS.items() for phase in PUBLIC if phase not in rule.after]
    assert {f"{act}_when_{phase}" for act, phase in pairs} == REFUSALS.keys()
    for code in REFUSALS:
        said = {
            pressed: rendered(code, number=7, by="李科长", at=SAMPLES["at"], pressed=pressed)
            for pressed in (True, False)
        }
        assert "编号 0007" in said[False]
        assert re.search("没有任何改动|没有新的改动", said[False]), code
        assert "已更新" in said[True]
        assert "已更新" not in said[False]
        assert not re.search(r"[{}]", said[True])


def test_what_changed_nothing_never_says_that_something_was_done() -> None:
    for code, said in SENTENCES.items():
        if "没有任何改动" in said.zh:
            assert not re.search("已收到|已撤销", said.zh), code


# What holds in every sentence


def test_markup_and_direction_controls_do_not_get_into_a_message() -> None:
    assert escape("<b>&\"'") == "&lt;b&gt;&amp;\"'"
    for control in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff":
        assert escape(f"东{control}湖") == "东湖", repr(control)
    said = sentence("unknown_metric", {"name": "<i>\u202e{id}</i>", "suggestions": []})
    assert "&lt;i&gt;{id}&lt;/i&gt;" in said


def test_numbers_moments_and_lists_are_written_as_people_read_them() -> None:
    assert [numbered(number) for number in (1, 12, 9999, 10000)] == [
        "编号 0001",
        "编号 0012",
        "编号 9999",
        "编号 10000",
    ]
    assert when("2026-11-05T09:07:59+08:00") == "11月5日 09:07"
    assert listed(["甲", "乙"]) == "甲、乙"


def test_moments_numbers_lists_and_periods_are_written_in_the_language_that_is_spoken() -> None:
    with language.speaking(language.Spoken("en", {"东湖市场监管所": "Donghu Station"})):
        assert [when("2026-11-05T09:07:59+08:00"), day("2027-01-05", 2026)] == ["5 Nov 09:07", "5 Jan 2027"]
        assert [numbered(7), FLAGS["red"]] == ["No. 0007", "red flag"]
        assert listed(["东湖市场监管所", "2026年11月"]) == "Donghu Station, November 2026"
        assert listed(["甲", "乙"], "；") == "甲; 乙"
        assert why_refused("Forbidden: bot was kicked from the supergroup chat") == "the bot was removed from the group"
        assert why_refused("Bad Request: SOMETHING_NEW") == "the chat server did not take it, its words are in the log"


def test_what_somebody_wrote_is_said_as_it_was_written_in_every_language() -> None:
    values = {"number": 1, "unit": "本局", "metric": "m", "was": "1", "now": "市级", "text": "逾期"}
    with language.speaking(language.Spoken("en")):
        assert sentence("result_corrected", values).endswith(" → city (逾期)")
        assert "“反弹”" in sentence("ask_level", {"number": 1, "title": "反弹"})


def test_quotes_within_quotes_are_single_ones() -> None:
    said = sentence("unknown_metric", {"name": "“铁拳”案", "suggestions": ["“铁拳”行动"]})
    assert "没有叫“‘铁拳’案”的指标" in said
    assert "您是不是要报：“铁拳”行动？" in said


def test_help_has_at_most_six_lines_whatever_somebody_is() -> None:
    for count in range(len(ROLES) + 1):
        for roles in combinations(ROLES, count):
            lines = rendered("help", roles=list(roles), id=9001).splitlines()
            assert 1 <= len(lines) <= 6, roles
            if roles:
                assert "/pending" in lines[-1]


def test_help_names_what_each_role_may_do() -> None:
    for role, word in (
        ("head", "/report"),
        ("reviewer", "退回 原因"),
        ("leader", "/rank"),
        ("admin", "/bureau"),
    ):
        assert word in rendered("help", roles=[role], id=1)
    assert "9001" in rendered("start_stranger", id=9001)
    assert "/report" not in rendered("help", roles=[])
