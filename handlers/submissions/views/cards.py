"""What a submission looks like to those who decide, and what its unit is told of it."""

from dataclasses import replace

from handlers.results import Button, Edit, Message, Open, Rows
from handlers.submissions.results import Claimed
from handlers.submissions.texts import (
    CORRECT,
    CORRECTED_BY,
    LEDGER,
    LEFT_UNDECIDED,
    MEND,
    STATES,
    cleared,
    standing_out,
)
from handlers.submissions.views import cases
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import by_whom, final, seen_beside, value_of
from handlers.texts import day, escape, listed, numbered, when


def own_buttons(claimed: Claimed) -> tuple[Button, ...]:
    """Return what the reporter may do about a claim that is not confirmed."""
    key = f"{claimed.number}:{claimed.version}"
    change = sealed("✏️ 修改", f"report_again:{key}", claimed.seal)
    withdraw = sealed("↶ 撤回", f"withdraw:{key}", claimed.seal)
    return (change, withdraw, sealed("📎 补充佐证", f"evidence_add:{key}", claimed.seal))


def waiting_buttons(claimed: Claimed) -> tuple[tuple[Button, ...], ...]:
    """Return what the reporter may do about a claim that waits; only its unit may have it decided sooner."""
    urge = () if claimed.by_lead else ((sealed("⏰ 催办", f"urge:{claimed.number}:{claimed.version}", claimed.seal),),)
    return (own_buttons(claimed), *urge)


def about(claimed: Claimed) -> str:
    """Write what was reported: metric, value, period, unit."""
    return f"{escape(claimed.metric)}：{escape(value_of(claimed))}，{claimed.period}，{escape(claimed.unit)}"


def hint(claimed: Claimed) -> str:
    """Say how a confirmation is taken back, where there is one."""
    return "30分钟内可回复“撤销”。" if claimed.state == "confirmed" else ""


def card(claimed: Claimed) -> Message:
    """Show a submission to those who decide, with its version, state and how to decide."""
    head = {"pending": "📋 待核实", "confirmed": "✅ 已确认", "returned": "↩️ 已退回", "withdrawn": "↶ 已撤回"}[
        claimed.state
    ]
    if claimed.case is not None:
        head = cases.HEADS[claimed.case.phase]
    lines = [
        f"{head} {numbered(claimed.number)}（第{claimed.version}版）",
        f"{escape(claimed.unit)} · {escape(claimed.metric)} · {claimed.period}",
        f"上报 {escape(value_of(replace(claimed, amended=None)))}{escape(seen_beside(claimed))}",
        f"上报人：{_reporter(claimed)} {when(claimed.reported_at)}"
        + (" ｜ 迟报" if claimed.late else "")
        + (f" ｜ 佐证 {claimed.evidence}{cleared(claimed.evidence, claimed.cleared)}" if claimed.evidence else ""),
    ]
    lines += details(claimed)
    if claimed.state == "pending" and claimed.beside is not None and claimed.beside.reasons:
        lines.append(f"⚠️ {escape(standing_out(claimed.beside.reasons))}")
    if claimed.amended is not None:
        lines.append(f"改为 {escape(_amended(claimed))}")
    if claimed.reason:
        lines.append(f"原因：{escape(claimed.reason)}")
    lines += _hands(claimed)
    if claimed.case is not None:
        lines += [*_decided(claimed), *cases.lines(claimed, claimed.case)]
        return Message("\n".join(lines), (cases.buttons(claimed, claimed.case),))
    if claimed.state == "pending":
        how, rows = _undecided(claimed)
        return Message("\n".join([*lines, *how]), rows)
    lines += _decided(claimed)
    if claimed.state != "withdrawn" and claimed.act in ("confirm", "amend", "return"):
        lines.append("误操作？本人30分钟内回复本条：撤销")
    return Message("\n".join(lines))


def _hands(claimed: Claimed) -> list[str]:
    """Say who has signed, what, and who the card was handed to."""
    lines = []
    if claimed.signed and claimed.sign_all:
        waiting = [lead for lead in claimed.leads if lead not in claimed.signed]
        lines.append(
            f"已签：{escape(listed(claimed.signed))}" + (f" ｜ 待签：{escape(listed(waiting))}" if waiting else "")
        )
    if claimed.corrected_by:
        lines.append(f"{CORRECTED_BY}{escape(listed(claimed.corrected_by))}")
    if claimed.holder is not None:
        lines.append(f"已转交：{escape(claimed.holder)}")
    return lines


def _undecided(claimed: Claimed) -> tuple[list[str], Rows]:
    """Say how to decide, and offer it; after the lock what is left."""
    key = f"{claimed.number}:{claimed.version}"
    seen = (sealed("📎 查看佐证", f"evidence_show:{key}", claimed.seal),) if claimed.evidence else ()
    if claimed.locked:
        return [LEFT_UNDECIDED], ((*seen, sealed(CORRECT, f"propose:{key}", claimed.seal)),)
    example = "级别" if claimed.title is not None else "数值"
    how = [
        f"由 {escape(by_whom(claimed))} 核实，{when(claimed.due)} 前完成",
        f"回复本条：确认 ／ 退回 原因 ／ 改为 {example}",
    ]
    buttons = (
        sealed("✅ 确认", f"confirm:{key}", claimed.seal),
        sealed("↩️ 退回", f"return:{key}", claimed.seal),
        sealed("✏️ 修改", f"amend:{key}", claimed.seal),
    )
    transfer = (sealed("➡️ 转交", f"transfer:{key}", claimed.seal),) if claimed.colleague else ()
    return how, tuple(row for row in (buttons, (*seen, *transfer)) if row)


def edit(found: tuple[int | None, Claimed]) -> Edit:
    """Show a card as it is now in the place of the one that was sent."""
    message, claimed = found
    return Edit(message, card(claimed))


def _decided(claimed: Claimed) -> list[str]:
    """Say who decided last."""
    if claimed.decided_by is None or claimed.decided_at is None:
        return []
    return [f"{STATES[claimed.state]}：{escape(claimed.decided_by)} {when(claimed.decided_at)}"]


def details(claimed: Claimed) -> list[str]:
    """Tell when an event was and who took part, where that was said."""
    told = []
    if claimed.event_date is not None:
        told.append(f"时间：{day(claimed.event_date)}")
    if claimed.contributors:
        told.append(f"参与：{escape(listed(claimed.contributors))}")
    return [" ｜ ".join(told)] if told else []


def _amended(claimed: Claimed) -> str:
    """Return what a lead changed: the level of an event, or the value."""
    return (claimed.amended or "") if claimed.title is not None else value_of(claimed, claimed.amended)


def _reporter(claimed: Claimed) -> str:
    who = escape(claimed.reporter or LEDGER)
    return f"{who}（{escape(claimed.reporter_unit)} 代报）" if claimed.by_lead else who


def notice(claimed: Claimed) -> Message:
    """Tell the unit what was decided about its submission, or that a decision was taken back."""
    number = numbered(claimed.number)
    deed = cases.last_deed(claimed)
    if deed is not None:
        return Message(deed, () if claimed.case is not None else (_objecting(claimed),))
    if claimed.state == "confirmed":
        what = f"{escape(claimed.unit)} {escape(claimed.metric)} {escape(final(claimed))}，{claimed.period}"
        who = f"{escape(claimed.decided_by or '')} {when(claimed.decided_at)}" if claimed.decided_at else ""
        text = f"✅ {number} 已确认：{what}（{who}）。"
        if claimed.amended is not None:
            text += f"\n核实时改为 {escape(_amended(claimed))}" + (
                f"，原因：{escape(claimed.reason)}" if claimed.reason else ""
            )
        if claimed.by_lead:
            own = (
                ""
                if claimed.replaced is None
                else f"单位原上报 {escape(value_of(claimed, claimed.replaced))}，已改用此数。"
            )
            text += f"\n由牵头单位填报，{own}有异议请点下面的按钮。"
        rows = [_objecting(claimed)] if claimed.by_lead or claimed.amended is not None else []
        if claimed.completion is not None:
            rows.append((sealed("🏁 报完成", f"finish:{claimed.number}:{claimed.version}", claimed.seal),))
        return Message(text, tuple(rows))
    if claimed.state == "returned":
        due, objecting = when(claimed.mend_by or claimed.due), _objecting(claimed)
        asks = MEND.format(due=due)
        return Message(
            f"↩️ {number} 已退回。原因：{escape(claimed.reason or '')}\n"
            f"{escape(claimed.unit)} {escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。{asks}",
            (own_buttons(claimed), objecting),
            open=(Open(asks, (objecting,)),),
        )
    return Message(
        f"↶ {number} 的核实决定已撤销，恢复为待核实：{escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。"
    )


def _objecting(claimed: Claimed) -> tuple[Button, ...]:
    return (sealed("⚖️ 有异议", f"appeal:{claimed.number}:{claimed.version}", claimed.seal),)


def decided(claimed: Claimed) -> Message:
    """Answer the one who decided by replying."""
    number = numbered(claimed.number)
    deed = cases.last_deed(claimed)
    if deed is not None:
        return Message(deed)
    what = f"{escape(claimed.unit)} {escape(claimed.metric)}"
    undo = ((sealed("撤销", f"take_back:{claimed.number}:{claimed.version}", claimed.seal),),)
    if claimed.state == "confirmed":
        shown = f"{'改为 ' if claimed.amended else ''}{escape(final(claimed))}"
        return Message(f"✅ {number} 已确认：{what} {shown}，{claimed.period}。30分钟内可回复“撤销”。", undo)
    if claimed.state == "returned":
        return Message(f"↩️ {number} 已退回：{what}。原因：{escape(claimed.reason or '')}。30分钟内可回复“撤销”。", undo)
    if claimed.signed:
        waiting = [lead for lead in claimed.leads if lead not in claimed.signed]
        return Message(
            f"✅ {number} 已为 {escape(listed(claimed.signed))} 签字，仍待核实：还需 {escape(listed(waiting))}。", undo
        )
    return Message(f"↶ {number} 的决定已撤销，恢复为待核实：{what}。")


def withdrawn(claimed: Claimed) -> Message:
    """Tell that a claim is withdrawn, with the way back."""
    left = f"{escape(claimed.metric)}恢复为“未报”" if claimed.title is None else f"“{escape(claimed.title)}”不再计入"
    text = f"↶ 已撤回 {numbered(claimed.number)}，{left}，记录保留。误点了？10分钟内可恢复。"
    return Message(text, ((sealed("恢复", f"restore:{claimed.number}:{claimed.version}", claimed.seal),),))


def restored(claimed: Claimed) -> Message:
    """Tell that a withdrawn claim is pending again."""
    text = f"{numbered(claimed.number)} 已恢复，待核实：{escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。"
    return Message(text, waiting_buttons(claimed))
