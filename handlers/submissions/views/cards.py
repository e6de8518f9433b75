"""What a submission looks like to those who decide, and what its unit is told of it."""

from dataclasses import replace

from handlers.results import Button, Edit, Message, Open, Rows
from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, STATES, cleared, standing_out
from handlers.submissions.views import cases
from handlers.submissions.views.lines import unit_metric
from handlers.submissions.views.sealed import sealed
from handlers.submissions.views.values import by_whom, final, seen_beside, value_of, why
from handlers.texts import day, escape, listed, numbered, when
from scoring.calendar import worded
from scoring.language import Words, both

BUTTONS = Words(
    {
        "change": ("✏️ 修改", "✏️ Change"),
        "withdraw": ("↶ 撤回", "↶ Withdraw"),
        "evidence_add": ("📎 补充佐证", "📎 Add evidence"),
        "urge": ("⏰ 催办", "⏰ Urge"),
        "evidence_show": ("📎 查看佐证", "📎 See evidence"),
        "confirm": ("✅ 确认", "✅ Confirm"),
        "return": ("↩️ 退回", "↩️ Return"),
        "amend": ("✏️ 修改", "✏️ Amend"),
        "transfer": ("➡️ 转交", "➡️ Transfer"),
        "finish": ("🏁 报完成", "🏁 Report as finished"),
        "appeal": ("⚖️ 有异议", "⚖️ Object"),
        "undo": ("撤销", "Undo"),
        "restore": ("恢复", "Restore"),
    }
)
HEADS = Words(
    {
        "pending": ("📋 待核实", "📋 To be reviewed"),
        "confirmed": ("✅ 已确认", "✅ Confirmed"),
        "returned": ("↩️ 已退回", "↩️ Returned"),
        "withdrawn": ("↶ 已撤回", "↶ Withdrawn"),
    }
)


def own_buttons(claimed: Claimed) -> tuple[Button, ...]:
    """Return what the reporter may do about a claim that is not confirmed."""
    key = f"{claimed.number}:{claimed.version}"
    change = sealed(BUTTONS["change"], f"report_again:{key}", claimed.seal)
    withdraw = sealed(BUTTONS["withdraw"], f"withdraw:{key}", claimed.seal)
    return (change, withdraw, sealed(BUTTONS["evidence_add"], f"evidence_add:{key}", claimed.seal))


def waiting_buttons(claimed: Claimed) -> tuple[tuple[Button, ...], ...]:
    """Return what the reporter may do about a claim that waits; only its unit may have it decided sooner."""
    if claimed.by_lead:
        return (own_buttons(claimed),)
    return (own_buttons(claimed), (sealed(BUTTONS["urge"], f"urge:{claimed.number}:{claimed.version}", claimed.seal),))


def about(claimed: Claimed) -> str:
    """Write what was reported: metric, value, period, unit."""
    rest = listed((escape(value_of(claimed)), claimed.period, escape(worded(claimed.unit))), "，")
    return f"{escape(worded(claimed.metric))}{both('：', ': ')}{rest}"


def hint(claimed: Claimed) -> str:
    """Say how a confirmation is taken back, where there is one."""
    return ABOUT["undoing"] if claimed.state == "confirmed" else ""


def card(claimed: Claimed) -> Message:
    """Show a submission to those who decide, with its version, state and how to decide."""
    head = HEADS[claimed.state] if claimed.case is None else cases.HEADS[claimed.case.phase]
    version, shown = claimed.version, escape(value_of(replace(claimed, amended=None))) + escape(seen_beside(claimed))
    lines = [
        f"{head} {numbered(claimed.number)}" + both(f"（第{version}版）", f" (version {version})"),
        f"{escape(worded(claimed.unit))} · {escape(worded(claimed.metric))} · {worded(claimed.period)}",
        both(f"上报 {shown}", f"Reported {shown}"),
        _came(claimed),
    ]
    lines += details(claimed)
    if claimed.state == "pending" and claimed.beside is not None and claimed.beside.reasons:
        lines.append(f"⚠️ {escape(standing_out(claimed.beside.reasons))}")
    if claimed.amended is not None:
        lines.append(both("改为 ", "Amended to ") + escape(_amended(claimed)))
    if claimed.reason:
        lines.append(both("原因：", "Reason: ") + escape(why(claimed)))
    lines += _hands(claimed)
    if claimed.case is not None:
        lines += [*_decided(claimed), *cases.lines(claimed, claimed.case)]
        return Message("\n".join(lines), (cases.buttons(claimed, claimed.case),))
    if claimed.state == "pending":
        how, rows = _undecided(claimed)
        return Message("\n".join([*lines, *how]), rows)
    lines += _decided(claimed)
    if claimed.state != "withdrawn" and claimed.act in ("confirm", "amend", "return"):
        lines.append(both("误操作？本人30分钟内回复本条：撤销", "A slip? Reply to this within 30 minutes: undo"))
    return Message("\n".join(lines))


def _came(claimed: Claimed) -> str:
    """Say who reported it when, whether late, and with how much evidence."""
    told = [both("上报人：", "By ") + f"{_reporter(claimed)} {when(claimed.reported_at)}"]
    if claimed.late:
        told.append(both("迟报", "late"))
    if claimed.evidence:
        told.append(both("佐证 ", "evidence ") + f"{claimed.evidence}{cleared(claimed.evidence, claimed.cleared)}")
    return both(" ｜ ", " | ").join(told)


def _hands(claimed: Claimed) -> list[str]:
    """Say who has signed, what, and who the card was handed to."""
    lines = []
    if claimed.signed and claimed.sign_all:
        waiting = [lead for lead in claimed.leads if lead not in claimed.signed]
        signed, left = escape(listed(claimed.signed)), escape(listed(waiting))
        still = both(f" ｜ 待签：{left}", f" | to sign: {left}") if waiting else ""
        lines.append(both("已签：", "Signed: ") + signed + still)
    if claimed.corrected_by:
        lines.append(ABOUT["corrected_by"] + escape(listed(claimed.corrected_by)))
    if claimed.holder is not None:
        lines.append(both("已转交：", "Transferred to: ") + escape(claimed.holder))
    return lines


def _undecided(claimed: Claimed) -> tuple[list[str], Rows]:
    """Say how to decide, and offer it; after the lock what is left."""
    key = f"{claimed.number}:{claimed.version}"
    seen = (sealed(BUTTONS["evidence_show"], f"evidence_show:{key}", claimed.seal),) if claimed.evidence else ()
    if claimed.locked:
        return [ABOUT["left_undecided"]], ((*seen, sealed(ABOUT["correct"], f"propose:{key}", claimed.seal)),)
    who, due, event = escape(by_whom(claimed)), when(claimed.due), claimed.title is not None
    how = [
        both(f"由 {who} 核实，{due} 前完成", f"To be reviewed by {who} before {due}"),
        both(
            f"回复本条：确认 ／ 退回 原因 ／ 改为 {'级别' if event else '数值'}",
            f"Reply to this: confirm / return REASON / amend to {'LEVEL' if event else 'VALUE'}",
        ),
    ]
    buttons = (
        sealed(BUTTONS["confirm"], f"confirm:{key}", claimed.seal),
        sealed(BUTTONS["return"], f"return:{key}", claimed.seal),
        sealed(BUTTONS["amend"], f"amend:{key}", claimed.seal),
    )
    transfer = (sealed(BUTTONS["transfer"], f"transfer:{key}", claimed.seal),) if claimed.colleague else ()
    return how, tuple(row for row in (buttons, (*seen, *transfer)) if row)


def edit(found: tuple[int | None, Claimed]) -> Edit:
    """Show a card as it is now in the place of the one that was sent."""
    message, claimed = found
    return Edit(message, card(claimed))


def _decided(claimed: Claimed) -> list[str]:
    """Say who decided last."""
    if claimed.decided_by is None or claimed.decided_at is None:
        return []
    stands = both(f"{STATES[claimed.state]}：", f"{STATES[claimed.state].capitalize()}: ")
    return [f"{stands}{escape(claimed.decided_by)} {when(claimed.decided_at)}"]


def details(claimed: Claimed) -> list[str]:
    """Tell when an event was and who took part, where that was said."""
    told = []
    if claimed.event_date is not None:
        told.append(both("时间：", "Day: ") + day(claimed.event_date))
    if claimed.contributors:
        told.append(both("参与：", "People: ") + escape(listed(claimed.contributors)))
    return [both(" ｜ ", " | ").join(told)] if told else []


def _amended(claimed: Claimed) -> str:
    """Return what a lead changed: the level of an event, or the value."""
    return worded(claimed.amended or "") if claimed.title is not None else value_of(claimed, claimed.amended)


def _reporter(claimed: Claimed) -> str:
    who = escape(claimed.reporter or ABOUT["ledger"])
    unit = escape(worded(claimed.reporter_unit))
    return both(f"{who}（{unit} 代报）", f"{who} (for it, of {unit})") if claimed.by_lead else who


def notice(claimed: Claimed) -> Message:
    """Tell the unit what was decided about its submission, or that a decision was taken back."""
    number, period = numbered(claimed.number), worded(claimed.period)
    deed = cases.last_deed(claimed)
    if deed is not None:
        return Message(deed, () if claimed.case is not None else (_objecting(claimed),))
    if claimed.state == "confirmed":
        return _notice_of_confirmed(claimed, number, period)
    value = escape(value_of(claimed))
    if claimed.state == "returned":
        due, objecting = when(claimed.mend_by or claimed.due), _objecting(claimed)
        reason = escape(why(claimed))
        asks, what = ABOUT["mend"].format(due=due), f"{unit_metric(claimed)} {value}"
        return Message(
            both(
                f"↩️ {number} 已退回。原因：{reason}\n{what}，{period}。{asks}",
                f"↩️ {number} was returned. Reason: {reason}\n{what}, {period}. {asks}",
            ),
            (own_buttons(claimed), objecting),
            open=(Open(asks, (objecting,)),),
        )
    what = f"{escape(worded(claimed.metric))} {value}"
    return Message(
        both(
            f"↶ {number} 的核实决定已撤销，恢复为待核实：{what}，{period}。",
            f"↶ {number}: the decision was undone, it is to be reviewed again: {what}, {period}.",
        )
    )


def _notice_of_confirmed(claimed: Claimed, number: str, period: str) -> Message:
    what = f"{unit_metric(claimed)} {escape(final(claimed))}"
    who = f"{escape(claimed.decided_by or '')} {when(claimed.decided_at)}" if claimed.decided_at else ""
    text = both(
        f"✅ {number} 已确认：{what}，{period}（{who}）。", f"✅ {number} is confirmed: {what}, {period} ({who})."
    )
    if claimed.amended is not None:
        text += both("\n核实时改为 ", "\nAmended in review to ") + escape(_amended(claimed))
        text += both("，原因：", ", reason: ") + escape(claimed.reason) if claimed.reason else ""
    if claimed.by_lead:
        before = "" if claimed.replaced is None else escape(value_of(claimed, claimed.replaced))
        own = both(f"单位原上报 {before}，已改用此数。", f"The unit had reported {before}; this value holds now. ")
        if claimed.replaced is None:
            own = ""
        text += both(
            f"\n由牵头单位填报，{own}有异议请点下面的按钮。",
            f"\nReported by the lead department. {own}If you object, tap the button below.",
        )
    rows = [_objecting(claimed)] if claimed.by_lead or claimed.amended is not None else []
    if claimed.completion is not None:
        rows.append((sealed(BUTTONS["finish"], f"finish:{claimed.number}:{claimed.version}", claimed.seal),))
    return Message(text, tuple(rows))


def _objecting(claimed: Claimed) -> tuple[Button, ...]:
    return (sealed(BUTTONS["appeal"], f"appeal:{claimed.number}:{claimed.version}", claimed.seal),)


def decided(claimed: Claimed) -> Message:
    """Answer the one who decided by replying."""
    number, period = numbered(claimed.number), worded(claimed.period)
    deed = cases.last_deed(claimed)
    if deed is not None:
        return Message(deed)
    what, back = unit_metric(claimed), ABOUT["undoing"]
    undo = ((sealed(BUTTONS["undo"], f"take_back:{claimed.number}:{claimed.version}", claimed.seal),),)
    if claimed.state == "confirmed":
        shown = f"{both('改为 ', 'amended to ') if claimed.amended else ''}{escape(final(claimed))}"
        zh, en = (
            f"✅ {number} 已确认：{what} {shown}，{period}。",
            f"✅ {number} is confirmed: {what} {shown}, {period}. ",
        )
        return Message(both(zh, en) + back, undo)
    if claimed.state == "returned":
        reason = escape(why(claimed))
        zh, en = f"↩️ {number} 已退回：{what}。原因：{reason}。", f"↩️ {number} was returned: {what}. Reason: {reason}. "
        return Message(both(zh, en) + back, undo)
    if claimed.signed:
        signed = escape(listed(claimed.signed))
        left = escape(listed(lead for lead in claimed.leads if lead not in claimed.signed))
        return Message(
            both(
                f"✅ {number} 已为 {signed} 签字，仍待核实：还需 {left}。",
                f"✅ {number} is signed for {signed} and still to be reviewed: {left} has to sign, too.",
            ),
            undo,
        )
    return Message(
        both(
            f"↶ {number} 的决定已撤销，恢复为待核实：{what}。",
            f"↶ {number}: the decision was undone, it is to be reviewed again: {what}.",
        )
    )


def withdrawn(claimed: Claimed) -> Message:
    """Tell that a claim is withdrawn, with the way back."""
    number, metric, title = numbered(claimed.number), escape(worded(claimed.metric)), escape(claimed.title or "")
    left = both(f"{metric}恢复为“未报”", f"{metric} is unreported again")
    if claimed.title is not None:
        left = both(f"“{title}”不再计入", f"“{title}” no longer counts")
    text = both(
        f"↶ 已撤回 {number}，{left}，记录保留。误点了？10分钟内可恢复。",
        f"↶ {number} is withdrawn: {left}, the record is kept. A slip? It can be restored for 10 minutes.",
    )
    return Message(text, ((sealed(BUTTONS["restore"], f"restore:{claimed.number}:{claimed.version}", claimed.seal),),))


def restored(claimed: Claimed) -> Message:
    """Tell that a withdrawn claim is pending again."""
    number, period = numbered(claimed.number), worded(claimed.period)
    what = f"{escape(worded(claimed.metric))} {escape(value_of(claimed))}"
    text = both(
        f"{number} 已恢复，待核实：{what}，{period}。", f"{number} is restored, to be reviewed: {what}, {period}."
    )
    return Message(text, waiting_buttons(claimed))
