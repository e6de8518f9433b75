"""What an objection or a correction looks like: its card, the notices to the unit, the questions around it."""

from handlers.results import Button
from handlers.submissions.results import Case, Claimed
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import final, value_of
from handlers.texts import escape, listed, numbered

HEADS = {
    "appealed": "⚖️ 有异议",
    "disputed": "⚖️ 有异议",
    "correcting": "🔁 待更正",
    "requested": "🔁 申请补报",
}


def lines(claimed: Claimed, case: Case) -> list[str]:
    """Say what is open about a submission, and who decides it how."""
    why = f"理由：{escape(case.reason or '锁定前没有上报')}（{escape(case.by)}）"
    if case.phase in ("appealed", "disputed"):
        return [f"异议{why}", "由另一人复核。回复本条：维持 理由 ／ 改为 数值 理由"]
    found = [f"{'更正' if case.phase == 'correcting' else '补报'}为 {escape(proposed(claimed, case))}", why]
    if case.signed:
        found.append(f"已签：{escape(listed(case.signed))}，还需另一人")
    return [*found, "须两人签字（至少一名牵头单位核实人）。回复本条：确认 ／ 退回 原因"]


def proposed(claimed: Claimed, case: Case) -> str:
    """Return the proposed value as people read it."""
    return (case.value or "") if claimed.title is not None else value_of(claimed, case.value)


def buttons(claimed: Claimed, case: Case) -> tuple[Button, ...]:
    """Return the buttons under the card of something open; they carry which case it is."""
    key = f"{claimed.number}:{case.opened}"
    if case.phase in ("appealed", "disputed"):
        return (
            sealed("维持", f"uphold:{key}", claimed.seal),
            sealed("✏️ 修改", f"revise:{key}", claimed.seal),
        )
    return (sealed("✅ 确认更正", f"sign:{key}", claimed.seal), sealed("↩️ 不同意", f"decline:{key}", claimed.seal))


def last_deed(claimed: Claimed) -> str | None:
    """Tell the unit, or whoever did it, what was done last; None where it was no objection or correction."""
    number, who = numbered(claimed.number), escape(claimed.by)
    what = f"{escape(claimed.unit)} {escape(claimed.metric)}，{claimed.period}"
    shown, reason = escape(final(claimed)), f"原因：{escape(claimed.act_reason)}" if claimed.act_reason else ""
    case = claimed.case
    if claimed.act == "transfer" and claimed.holder is not None:
        return f"➡️ {number} 已转交 {escape(claimed.holder)}（{who}）：{what}。其他核实人仍可核实。"
    if claimed.act == "appeal" and case is not None:
        return f"⚖️ {number} 有异议，将由另一人复核：{what}，现为 {shown}。理由：{escape(case.reason)}"
    if claimed.act in ("propose", "sign") and case is not None:
        wish, until = ("申请补报", "不计分") if case.phase == "requested" else ("提出更正为", "数值不变")
        text = f"🔁 {number} {wish} {escape(proposed(claimed, case))}：{what}。原因：{escape(case.reason or '锁定前没有上报')}（{escape(case.by)}）。"
        signed = f"已签：{escape(listed(case.signed))}，还需另一人签字。" if case.signed else "须两人签字。"
        return f"{text}{signed}在此之前{until}。"
    refused = "更正没有通过，数值不变" if claimed.state == "confirmed" else "补报没有通过，仍不计分"
    return {
        "uphold": f"⚖️ {number} 的异议已复核，维持原决定（{who}）：{what}，{shown}。{reason}",
        "revise": f"⚖️ {number} 的异议已复核（{who}），改为 {shown}，已确认：{what}。{reason}",
        "correct": f"✅ {number} 已更正为 {shown}，两人签字齐全（{who} 后签），已确认：{what}。{reason}。将在通报中公布。",
        "decline": f"↩️ {number} 的{refused}（{who}）：{what}。{reason}",
    }.get(claimed.act)
