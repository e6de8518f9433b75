"""What is said about a submission, what may happen to it, and what its state refuses."""

from collections.abc import Iterable

from handlers.results import Values
from handlers.texts import Said, cut, listed
from scoring.faults import words
from scoring.lifecycle import ACTS, PUBLIC, ActName, Phase

DEEDS: dict[ActName, str] = {
    "report": "不能直接改报",
    "confirm": "不用再确认",
    "amend": "不能再改数",
    "return": "不能再退回",
    "take_back": "没有可以撤销的决定",
    "transfer": "不能转交",
    "withdraw": "不能撤回",
    "restore": "没有可以恢复的内容",
    "appeal": "现在不能提异议",
    "uphold": "没有待复核的异议",
    "revise": "没有待复核的异议",
    "propose": "不能办理更正",
    "sign": "没有待签字的更正",
    "correct": "没有待签字的更正",
    "decline": "没有待签字的更正",
}

STANDS: dict[Phase, str] = {
    "pending": "还在待核实",
    "confirmed": "已由 {by} 确认",
    "returned": "已由 {by} 退回，等待单位改报",
    "withdrawn": "已撤回",
    "appealed": "已确认，单位有异议待复核",
    "disputed": "已退回，单位有异议待复核",
    "correcting": "已确认，更正正在签字",
    "requested": "锁定前没有确认，补报正在签字",
}

NEXT: dict[Phase, str] = {
    "pending": "核实前单位可以改报或撤回，核实请回复核实卡。",
    "confirmed": "确有差错：决定人30分钟内可撤销，之后请回复本条：更正为 数值 原因（须两人签字）。",
    "returned": "请单位改数重报，或回复本条：异议 理由。",
    "withdrawn": "需要时请重新上报。",
    "appealed": "由另一人回复：维持 理由 ／ 改为 数值 理由。",
    "disputed": "由另一人回复：维持 理由 ／ 改为 数值 理由；单位也可改数重报。",
    "correcting": "请核实人或管理员回复：确认 ／ 退回 原因。",
    "requested": "请核实人或管理员回复：确认 ／ 退回 原因。",
}

OWN_NEXT: dict[Phase, str] = {
    "pending": "请等待核实，急的可在 /pending 里催办。",
    "confirmed": "已经核实：有不同意见请回复本条：异议 理由。",
    "returned": "已经退回：请改数重报，或回复本条：异议 理由。",
    "withdrawn": NEXT["withdrawn"],
    **dict.fromkeys(("appealed", "disputed"), "请等另一人复核。"),
    **dict.fromkeys(("correcting", "requested"), "请等另外两人签字。"),
}
"""What the unit itself can do, where another decides."""

OWN: dict[str, str] = {
    "withdraw_when_withdrawn": "{number} 先前已撤回，没有新的改动。{updated}",
    "restore_when_pending": "{number} 已经恢复，没有新的改动。{updated}",
}
"""Where what was wanted holds already."""

REFUSALS: dict[str, str] = {
    f"{act}_when_{phase}": f"⚠️ {'没有受理：' if act == 'report' else ''}{{number}} {STANDS[phase]}，{DEEDS[act]}，没有任何改动。{{updated}}{NEXT[phase]}"
    for act, rule in ACTS.items()
    for phase in PUBLIC
    if phase not in rule.after
} | OWN

CORRECT = "🔁 申请更正"
LEDGER = "督办台账"
"""Who reported what the lock counted of a ledger."""
UNREACHED = "⚠️ 还没有送到核实人，管理员已知悉"
CORRECTED_BY = "更正签字："
LEFT_UNDECIDED = "🔒 锁定时还没有核实，没有计分。要计入请回复本条：更正为 数值 原因（须两人签字）"
MEND = "数据尚未计分，其他指标不受影响。请在 {due} 前补上佐证或改数重报，编号不变。"
LAST = {"month": "上月", "quarter": "上季度", "year": "上年"}
"""What a period is called that is directly before."""

OUTLYING = {
    "far_from_arena": "与其他单位差距较大（中位数 {reference}）",
    "far_from_last": "与上次（{reference}）相比变动超过 20%",
    "target_unset_yet": "方案里没有这家单位这一期的目标，确认后全擂台算不出分，请先请管理员补上目标",
}
"""How a value stands out."""

STATES = {"pending": "待核实", "confirmed": "已确认", "returned": "已退回", "withdrawn": "已撤回"}


def _value(values: Values) -> dict[str, str]:
    texts = {name: cut(str(value)) for name, value in values.items() if name not in ("reason", "metric")}
    return {"sentence": words(values["reason"], texts)}


def _updated(values: Values) -> dict[str, str]:
    updated = {"updated": "（已更新）" if values.get("pressed") else ""}
    return updated if values.get("by", "") is not None else {**updated, "by": LEDGER}


def _leads(values: Values) -> dict[str, str]:
    return {"leads": listed(values["leads"]) or "管理员"}


def _own_unit(values: Values) -> dict[str, str]:
    return {**_leads(values), "next": OWN_NEXT[values["phase"]]}


def _not_a_lead(values: Values) -> dict[str, str]:
    return {**_leads(values), "mine": f"（{listed(values['mine'])}）" if values["mine"] else ""}


TEXTS = {
    **{code: Said(words_, "", _updated) for code, words_ in REFUSALS.items()},
    "value": Said("⚠️ 没有受理：{metric}{sentence}。没有任何改动，请改正后重发。", "", _value),
    "unknown_level": Said("⚠️ 没有受理：{metric}没有“{level}”这一级别，请从中选：{levels}。", ""),
    "locked": Said("⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改请联系局办公室办理更正。", ""),
    "locked_claim": Said(
        "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需更改，请回复 {number} 的消息：更正为 数值 原因（须两人签字）。",
        "",
    ),
    "unknown_number": Said("⚠️ 没有找到 {number}。没有任何改动。请核对编号，或发 /pending 查看。", ""),
    "not_a_lead": Said(
        "🔒 这项指标由 {leads} 核实，您{mine}不能代为决定。没有任何改动。已调岗请联系局办公室更新名册。",
        "",
        _not_a_lead,
    ),
    "own_unit": Said("🔒 {number} 是您自己单位的申报，须回避，由 {leads} 核实。没有任何改动。{next}", "", _own_unit),
    "own_report": Said("🔒 {number} 是您本人上报的，须由另一人核实。没有任何改动。请等另一人核实。", ""),
    "not_your_submission": Said(
        "🔒 没有您可以处理的 {number}。没有任何改动。请核对编号，或发 /mine 查看本单位的申报。", ""
    ),
    "card_unreached": Said(
        "⚠️ {number} 还没有送到：核实人都还没有启用机器人，管理员已知悉。数据已收到，没有丢失。急的请直接联系牵头单位。",
        "",
    ),
    "card_lost": Said(
        "🔧 {number} 的核实卡没有送到任何人，也没有发到工作群。请核实人先给机器人发 /start，并检查工作群（LEITAI_GROUP）。",
        "",
    ),
    "judged_before": Said("🔒 {number} 是您核实过的，异议须由另一人复核。没有任何改动。请等另一人复核。", ""),
}


def beside(last: tuple[str, str] | None, median: str | None) -> str:
    """Say what a value is seen beside: the unit's last one (when, value), the arena's median."""
    shown = "" if last is None else f"｜{LAST.get(last[0], f'上次（{last[0]}）')} {last[1]}"
    return shown if median is None else f"{shown}｜擂台中位数 {median}"


def standing_out(reasons: Iterable[tuple[str, Values]]) -> str:
    """Say how a value stands out and what to do; nothing where it does not."""
    found = "；".join(OUTLYING[code].format_map(values) for code, values in reasons if code in OUTLYING)
    return f"{found}，请单独核实" if found else ""


def cleared(evidence: int, gone: int) -> str:
    """Say of how much of the evidence the copies are no longer kept."""
    if not gone:
        return ""
    return "（已按规定清理）" if gone == evidence else f"（其中 {gone} 份已按规定清理）"
