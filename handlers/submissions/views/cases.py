"""What an objection or a correction looks like: its card, the notices to the unit, the questions around it."""

from handlers.results import Button
from handlers.submissions.results import Case, Claimed
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import final, value_of
from handlers.texts import escape, listed, numbered
from scoring.calendar import worded
from scoring.language import Words, both, reasoned

HEADS = Words(
    {
        "appealed": ("⚖️ 有异议", "⚖️ Objection"),
        "disputed": ("⚖️ 有异议", "⚖️ Objection"),
        "correcting": ("🔁 待更正", "🔁 Correction to sign"),
        "requested": ("🔁 申请补报", "🔁 Late report to sign"),
    }
)


def lines(claimed: Claimed, case: Case) -> list[str]:
    """Say what is open about a submission, and who decides it how."""
    reason, by = _reason(case), escape(case.by)
    why = both(f"理由：{reason}（{by}）", f"Reason: {reason} ({by})")
    if case.phase in ("appealed", "disputed"):
        how = both(
            "由另一人复核。回复本条：维持 理由 ／ 改为 数值 理由",
            "Somebody else decides. Reply to this: uphold REASON / amend to VALUE REASON",
        )
        return [both(f"异议{why}", f"Objection. {why}"), how]
    wanted, wish = escape(proposed(claimed, case)), case.phase == "correcting"
    found = [
        both(f"{'更正' if wish else '补报'}为 {wanted}", f"{'Correct' if wish else 'Report late'} to {wanted}"),
        why,
    ]
    if case.signed:
        signed = escape(listed(case.signed))
        found.append(both(f"已签：{signed}，还需另一人", f"Signed: {signed}; one more is needed"))
    how = both(
        "须两人签字（至少一名牵头单位核实人）。回复本条：确认 ／ 退回 原因",
        "Two people sign (one at least a reviewer of the lead). Reply to this: confirm / return REASON",
    )
    return [*found, how]


def _reason(case: Case) -> str:
    return escape(case.reason or both("锁定前没有上报", "not reported before the lock"))


def proposed(claimed: Claimed, case: Case) -> str:
    """Return the proposed value as people read it."""
    return worded(case.value or "") if claimed.title is not None else value_of(claimed, case.value)


def buttons(claimed: Claimed, case: Case) -> tuple[Button, ...]:
    """Return the buttons under the card of something open; they carry which case it is."""
    key = f"{claimed.number}:{case.opened}"
    if case.phase in ("appealed", "disputed"):
        return (
            sealed(both("维持", "Uphold"), f"uphold:{key}", claimed.seal),
            sealed(both("✏️ 修改", "✏️ Amend"), f"revise:{key}", claimed.seal),
        )
    return (
        sealed(both("✅ 确认更正", "✅ Sign"), f"sign:{key}", claimed.seal),
        sealed(both("↩️ 不同意", "↩️ Decline"), f"decline:{key}", claimed.seal),
    )


def last_deed(claimed: Claimed) -> str | None:
    """Tell the unit, or whoever did it, what was done last; None where it was no objection or correction."""
    number, who = numbered(claimed.number), escape(claimed.by)
    what = f"{escape(worded(claimed.unit))} {escape(worded(claimed.metric))}{both('，', ', ')}{worded(claimed.period)}"
    case = claimed.case
    if claimed.act == "transfer" and claimed.holder is not None:
        holder = escape(claimed.holder)
        return both(
            f"➡️ {number} 已转交 {holder}（{who}）：{what}。其他核实人仍可核实。",
            f"➡️ {number} was transferred to {holder} ({who}): {what}. The other reviewers can still review it.",
        )
    if claimed.act == "appeal" and case is not None:
        shown, reason = escape(final(claimed)), escape(case.reason)
        return both(
            f"⚖️ {number} 有异议，将由另一人复核：{what}，现为 {shown}。理由：{reason}",
            f"⚖️ {number} has an objection, somebody else will decide: {what}, now {shown}. Reason: {reason}",
        )
    if claimed.act in ("propose", "sign") and case is not None:
        return _wished(claimed, case, f"{number} ", what)
    return _settled(claimed, number, who, what)


def _wished(claimed: Claimed, case: Case, number: str, what: str) -> str:
    """Tell what is proposed, and who has signed."""
    value, reason, by, signed = escape(proposed(claimed, case)), _reason(case), escape(case.by), listed(case.signed)
    late, who = case.phase == "requested", escape(signed)
    wish = both("提出更正为", "correction to")
    until = both("在此之前数值不变。", "Until then the value stays.")
    if late:
        wish, until = both("申请补报", "late report of"), both("在此之前不计分。", "Until then it does not count.")
    told = both("须两人签字。", "Two people sign. ")
    if signed:
        told = both(f"已签：{who}，还需另一人签字。", f"Signed: {who}; one more has to sign. ")
    what = both(f"{what}。原因：{reason}（{by}）。", f"{what}. Reason: {reason} ({by}). ")
    return f"🔁 {number}{wish} {value}{both('：', ': ')}{what}{told}{until}"


def _settled(claimed: Claimed, number: str, who: str, what: str) -> str | None:
    """Tell how an objection or a correction ended."""
    shown, written = escape(final(claimed)), claimed.act_reason or ""
    because = escape(reasoned(written) if claimed.act == "decline" else written)
    reason = both(f"原因：{because}", f" Reason: {because}") if claimed.act_reason else ""
    refused = both("更正没有通过，数值不变", "The correction was declined, the value stays")
    if claimed.state != "confirmed":
        refused = both("补报没有通过，仍不计分", "The late report was declined, it still does not count")
    return {
        "uphold": both(
            f"⚖️ {number} 的异议已复核，维持原决定（{who}）：{what}，{shown}。{reason}",
            f"⚖️ {number}: the objection was decided, the decision stands ({who}): {what}, {shown}.{reason}",
        ),
        "revise": both(
            f"⚖️ {number} 的异议已复核（{who}），改为 {shown}，已确认：{what}。{reason}",
            f"⚖️ {number}: the objection was decided ({who}), amended to {shown}, confirmed: {what}.{reason}",
        ),
        "correct": both(
            f"✅ {number} 已更正为 {shown}，两人签字齐全（{who} 后签），已确认：{what}。{reason}。将在通报中公布。",
            f"✅ {number} was corrected to {shown}, both have signed ({who} last), confirmed: {what}.{reason}."
            " The circular will tell it.",
        ),
        "decline": both(
            f"↩️ {number} 的{refused}（{who}）：{what}。{reason}",
            f"↩️ {number}: {refused} ({who}): {what}.{reason}",
        ),
    }.get(claimed.act)
