"""What is said about a submission, what may happen to it, and what its state refuses."""

from collections.abc import Iterable

from handlers.results import Values
from handlers.texts import Said, cut, listed, when
from scoring.calendar import worded
from scoring.faults import words
from scoring.language import Words, both
from scoring.lifecycle import ACTS, PUBLIC, ActName, Phase

DEEDS: dict[ActName, tuple[str, str]] = {
    "report": ("不能直接改报", "it cannot be reported anew"),
    "confirm": ("不用再确认", "it needs no confirmation"),
    "amend": ("不能再改数", "it can no longer be amended"),
    "return": ("不能再退回", "it can no longer be returned"),
    "take_back": ("没有可以撤销的决定", "there is no decision to undo"),
    "transfer": ("不能转交", "it cannot be transferred"),
    "withdraw": ("不能撤回", "it cannot be withdrawn"),
    "restore": ("没有可以恢复的内容", "there is nothing to restore"),
    "appeal": ("现在不能提异议", "no objection can be made now"),
    "uphold": ("没有待复核的异议", "no objection is open"),
    "revise": ("没有待复核的异议", "no objection is open"),
    "propose": ("不能办理更正", "no correction can be made"),
    "sign": ("没有待签字的更正", "no correction waits for a signature"),
    "correct": ("没有待签字的更正", "no correction waits for a signature"),
    "decline": ("没有待签字的更正", "no correction waits for a signature"),
}

_STANDS: dict[str, tuple[str, str]] = {
    "pending": ("还在待核实", "still waits for review"),
    "confirmed": ("已由 {by} 确认", "was confirmed by {by}"),
    "returned": ("已由 {by} 退回，等待单位改报", "was returned by {by} and waits for its unit"),
    "withdrawn": ("已撤回", "was withdrawn"),
    "appealed": ("已确认，单位有异议待复核", "is confirmed, an objection is open"),
    "disputed": ("已退回，单位有异议待复核", "was returned, an objection is open"),
    "correcting": ("已确认，更正正在签字", "is confirmed, a correction is being signed"),
    "requested": ("锁定前没有确认，补报正在签字", "was locked unconfirmed, a late report is being signed"),
}
STANDS = Words(_STANDS)
"""Where a submission stands."""

NEXT: dict[Phase, tuple[str, str]] = {
    "pending": (
        "核实前单位可以改报或撤回，核实请回复核实卡。",
        "Until it is reviewed its unit may change or withdraw it; to review it reply to its card.",
    ),
    "confirmed": (
        "确有差错：{undo}请回复本条：更正为 数值 原因（须两人签字）。",
        "If it is wrong, {undo}reply here: correct to VALUE REASON (two people sign)",
    ),
    "returned": (
        "请单位改数重报，或回复本条：异议 理由。",
        "Its unit may report a new value, or reply here: objection REASON",
    ),
    "withdrawn": ("需要时请重新上报。", "Report it again if it is needed."),
    "appealed": (
        "由另一人回复：维持 理由 ／ 改为 数值 理由。",
        "Somebody else replies: uphold REASON / amend to VALUE REASON",
    ),
    "disputed": (
        "由另一人回复：维持 理由 ／ 改为 数值 理由；锁定前单位也可改数重报。",
        "Somebody else replies: uphold REASON / amend to VALUE REASON",
    ),
    "correcting": (
        "请核实人或管理员回复：确认 ／ 退回 原因。",
        "A reviewer or an admin replies: confirm / return REASON",
    ),
    "requested": (
        "请核实人或管理员回复：确认 ／ 退回 原因。",
        "A reviewer or an admin replies: confirm / return REASON",
    ),
}

_WAITS = ("请等另一人复核。", "Please wait until somebody else decides.")
_SIGNING = ("请等另外两人签字。", "Please wait until two others sign.")
OWN_NEXT = Words(
    {
        "pending": (
            "请等待核实，急的可在 /pending 里催办。",
            "Please wait for the review; if it is urgent, urge it in /pending.",
        ),
        "confirmed": (
            "已经核实：有不同意见请回复本条：异议 理由。",
            "It is reviewed; if you disagree reply here: objection REASON",
        ),
        "returned": (
            "已经退回：请改数重报，或回复本条：异议 理由。",
            "It was returned: report a new value, or reply here: objection REASON",
        ),
        "withdrawn": NEXT["withdrawn"],
        **dict.fromkeys(("appealed", "disputed"), _WAITS),
        **dict.fromkeys(("correcting", "requested"), _SIGNING),
    }
)
"""What the unit itself can do, where another decides."""

OWN: dict[str, tuple[str, str]] = {
    "withdraw_when_withdrawn": (
        "{number} 先前已撤回，没有新的改动。{updated}",
        "{number} was withdrawn before; nothing has changed{updated}.",
    ),
    "restore_when_pending": (
        "{number} 已经恢复，没有新的改动。{updated}",
        "{number} is restored already; nothing has changed{updated}.",
    ),
}
"""Where what was wanted holds already."""


def _refusal(act: ActName, phase: Phase) -> tuple[str, str]:
    """Say why an act is refused by where a submission stands."""
    (stands, stands_en), (deed, deed_en), (then, then_en) = _STANDS[phase], DEEDS[act], NEXT[phase]
    zh, en = ("没有受理：", "Not accepted: ") if act == "report" else ("", "")
    at = "{at}" if act == "confirm" and "{by}" in stands else ""
    stands_en = stands_en.replace("{by}", f"{{by}}{at}")
    return (
        f"⚠️ {zh}{{number}} {at}{stands}，{deed}，没有任何改动。{{updated}}{{this}}{then}",
        f"⚠️ {en}{{number}} {stands_en}: {deed_en}. Nothing has changed{{updated}}. {{this}}{then_en}",
    )


REFUSALS: dict[str, tuple[str, str]] = {
    f"{act}_when_{phase}": _refusal(act, phase)
    for act, rule in ACTS.items()
    for phase in PUBLIC
    if phase not in rule.after
} | OWN

ABOUT = Words(
    {
        "correct": ("🔁 申请更正", "🔁 Ask for a correction"),
        "ledger": ("督办台账", "the ledger of matters"),
        "unreached": (
            "⚠️ 还没有送到核实人，管理员已知悉",
            "⚠️ has not reached a reviewer yet; the admins know",
        ),
        "corrected_by": ("更正签字：", "Correction signed by: "),
        "left_undecided": (
            "🔒 锁定时还没有核实，没有计分。要计入请回复本条：更正为 数值 原因（须两人签字）",
            "🔒 Not reviewed at the lock, so not counted. To count it reply here: correct to VALUE REASON (two people sign)",
        ),
        "undecided": (
            "🔒 锁定时还没有确认，没有计分。要计入须申请更正，两人签字：",
            "🔒 Not confirmed at the lock, so not scored. To count they need a correction, signed by two:",
        ),
        "mend": (
            "数据尚未计分，其他指标不受影响。请在 {due} 前补上佐证或改数重报，编号不变。",
            (
                "It is not counted yet, other metrics are not affected. Please add evidence or report a new value before"
                " {due}; the number stays."
            ),
        ),
        "undoing": ("30分钟内可回复“撤销”。", "For 30 minutes you can reply “undo”."),
        "admin": ("管理员", "an admin"),
        "not_applicable": ("不涉及", "not applicable"),
        "stood_in": ("{leads}（须回避的由管理员代签）", "{leads} (an admin signs for whoever may not)"),
    }
)
"""What is said around a submission."""
LAST = Words(
    {
        "month": ("上月", "last month"),
        "quarter": ("上季度", "last quarter"),
        "year": ("上年", "last year"),
    }
)
"""What a period is called that is directly before."""

OUTLYING = Words(
    {
        "far_from_arena": (
            "与其他单位差距较大（中位数 {reference}）",
            "far from the other units (median {reference})",
        ),
        "far_from_last": (
            "与上次（{reference}）相比变动超过 20%",
            "more than 20% away from the last one ({reference})",
        ),
        "target_unset_yet": (
            "方案里没有这家单位这一期的目标，确认后全擂台算不出分，请先请管理员补上目标",
            (
                "the rulebook has no target of this unit for this period: once confirmed, the arena cannot be scored;"
                " ask an admin to add the target first"
            ),
        ),
    }
)
"""How a value stands out."""

STATES = Words(
    {
        "pending": ("待核实", "to be reviewed"),
        "confirmed": ("已确认", "confirmed"),
        "returned": ("已退回", "returned"),
        "withdrawn": ("已撤回", "withdrawn"),
    }
)


def _value(values: Values) -> dict[str, str]:
    texts = {name: cut(str(value)) for name, value in values.items() if name not in ("reason", "metric")}
    return {"sentence": words(values["reason"], texts)}


def undoing(values: Values) -> str:
    """Say until when whoever decided may undo it (`by`, `undoable`); nothing where that is over."""
    if not values.get("undoable"):
        return ""
    undo = both("{by} 到 {until} 可撤销，之后", "{by} can undo it until {until}; after that ")
    return undo.format(by=cut(values["by"]), until=when(values["undoable"]))


def _updated(values: Values) -> dict[str, str]:
    updated = {"updated": both("（已更新）", " (updated)") if values.get("pressed") else ""}
    told = "at" in values and not values.get("pressed")  # what a button answers has room for little
    this = [worded(one) for one in values.get("this", ())]
    updated["this"] = both("这一项是{}。", "It is {}. ").format(cut(" ".join(this))) if this else ""
    updated["at"] = both("{} ", " ({})").format(when(values["at"])) if told else ""
    updated["undo"] = undoing(values)
    return updated if values.get("by", "") is not None else {**updated, "by": ABOUT["ledger"]}


def _leads(values: Values) -> dict[str, str]:
    return {"leads": listed(values["leads"]) or ABOUT["admin"]}


def _own_unit(values: Values) -> dict[str, str]:
    return {**_leads(values), "next": OWN_NEXT[values["phase"]]}


def _not_a_lead(values: Values) -> dict[str, str]:
    mine = listed(values["mine"])
    return {**_leads(values), "mine": both(f"（{mine}）", f" ({mine})") if mine else ""}


TEXTS = {
    **{code: Said(zh, en, _updated) for code, (zh, en) in REFUSALS.items()},
    "value": Said(
        "⚠️ 没有受理：{metric}{sentence}。没有任何改动，请改正后重发。",
        "⚠️ Not accepted: {metric}: {sentence}. Nothing has changed; please correct it and send it again.",
        _value,
    ),
    "unknown_level": Said(
        "⚠️ 没有受理：{metric}没有“{level}”这一级别，请从中选：{levels}。",
        "⚠️ Not accepted: {metric} has no level “{level}”. Please choose one of: {levels}.",
    ),
    "locked": Said(
        "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改请联系局办公室办理更正。",
        "⚠️ Not accepted: {period} is locked (since {lock}); nothing has changed. If it has to change, please ask the office for a correction.",
    ),
    "locked_claim": Said(
        "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改，请回复 {number} 的消息：更正为 数值 原因（须两人签字）。",
        "⚠️ Not accepted: {period} is locked (since {lock}); nothing has changed. If it has to change, reply to the message of {number}: correct to VALUE REASON (two people sign).",
    ),
    "unknown_number": Said(
        "⚠️ 没有找到 {number}。没有任何改动。请核对编号，或发 /pending 查看。",
        "⚠️ {number} was not found. Nothing has changed. Please check the number, or send /pending.",
    ),
    "not_a_lead": Said(
        "🔒 这项指标由 {leads} 核实，您{mine}不能代为决定。没有任何改动。已调岗请联系局办公室更新名册。",
        "🔒 {leads} review this metric; you{mine} cannot decide it. Nothing has changed. If you changed posts, please ask the office.",
        _not_a_lead,
    ),
    "own_unit": Said(
        "🔒 {number} 是您自己单位的申报，须回避，由 {leads} 核实。没有任何改动。{next}",
        "🔒 {number} is of your own unit and reviewed by {leads}. Nothing has changed. {next}",
        _own_unit,
    ),
    "own_report": Said(
        "🔒 {number} 是您本人上报的，须由另一人核实。没有任何改动。请等另一人核实。",
        "🔒 You reported {number} yourself, so somebody else reviews it. Nothing has changed. Please wait for them.",
    ),
    "not_your_submission": Said(
        "🔒 没有您可以处理的 {number}。没有任何改动。请核对编号，或发 /mine 查看本单位的申报。",
        "🔒 There is no {number} that you can act on. Nothing has changed. Please check the number, or send /mine for the submissions of your unit.",
    ),
    "card_unreached": Said(
        "⚠️ {number} 还没有送到：核实人都还没有启用机器人，管理员已知悉。数据已收到，没有丢失。急的请直接联系牵头单位。",
        "⚠️ {number} has not reached anybody: no reviewer has started the bot yet; the admins know. What you reported is safe. If it is urgent, please talk to the lead department.",
    ),
    "card_lost": Said(
        "🔧 {number} 的核实卡没有送到任何人，也没有发到工作群。请核实人先给机器人发 /start，并检查工作群（LEITAI_GROUP）。",
        "🔧 The card of {number} reached nobody and did not go to the group either. Please let the reviewers send /start to the bot, and check the group (LEITAI_GROUP).",
    ),
    "judged_before": Said(
        "🔒 {number} 是您核实过的，异议须由另一人复核。没有任何改动。请等另一人复核。",
        "🔒 You reviewed {number} yourself, so somebody else decides the objection. Nothing has changed. Please wait for them.",
    ),
}


def beside(last: tuple[str, str] | None, median: str | None) -> str:
    """Say what a value is seen beside: the unit's last one (when, value), the arena's median."""
    shown = ""
    if last is not None:
        back, value = last
        other = both(f"上次（{back}）", f"last one ({worded(back)})")
        shown = f"{both('｜', ' | ')}{LAST.get(back, other)} {value}"
    return shown if median is None else shown + both(f"｜擂台中位数 {median}", f" | median of the arena {median}")


def standing_out(reasons: Iterable[tuple[str, Values]]) -> str:
    """Say how a value stands out and what to do; nothing where it does not."""
    found = listed((OUTLYING[code].format_map(values) for code, values in reasons if code in OUTLYING), "；")
    return both(f"{found}，请单独核实", f"{found}: please review it by itself") if found else ""


def cleared(evidence: int, gone: int) -> str:
    """Say of how much of the evidence the copies are no longer kept."""
    if not gone:
        return ""
    if gone == evidence:
        return both("（已按规定清理）", " (cleared as the rules say)")
    return both(f"（其中 {gone} 份已按规定清理）", f" ({gone} of them cleared as the rules say)")
