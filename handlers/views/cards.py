"""What a submission looks like: receipt, card, notice, and the questions around it."""

from dataclasses import replace

from handlers.results import Button, Claimed, LineOutcome, Message, Receipt
from handlers.views import cases
from handlers.views.boards import split_text
from handlers.views.texts import ECHOED, STATES, day, escape, listed, numbered, sentence, when
from handlers.views.values import by_whom, value_of

QUESTION = "请回复这条消息"
"""What every question that waits for a reply says: such a reply is never taken for a command."""

CORRECTABLE = ("locked_claim", "report_when_confirmed")
"""Refusals of a line that a correction signed by two people may mend."""


def receipt(found: Receipt) -> tuple[Message, ...]:
    """Tell what was taken and what was not, line by line; in several messages where one is too short."""
    if len(found.taken) == 1 and not found.others:
        claimed, same = found.taken[0]
        return (_single(claimed, same=same),)
    parts: list[str] = []
    buttons: list[tuple[Button, ...]] = []
    if found.taken:
        parts.append(f"✅ 已收到 {len(found.taken)} 项：")
        parts += [f"{numbered(c.number)} {escape(c.metric)} {escape(value_of(c))} {_state(c)}" for c, _ in found.taken]
    for outcome in found.others:
        parts.append(_open_line(outcome, alone=not found.taken and len(found.others) == 1))
        if outcome.draft is not None:
            buttons += _options(outcome)
        if outcome.code in CORRECTABLE:
            key = f"{outcome.values['number']}:{outcome.values['version']}"
            buttons.append((Button("🔁 申请更正", f"cr:{key}"),))
    texts = split_text("\n".join(parts))
    return (*(Message(text) for text in texts[:-1]), Message(texts[-1], tuple(buttons)))


def _state(claimed: Claimed) -> str:
    if claimed.state == "confirmed":
        return "已确认"
    return f"待核实（{escape(by_whom(claimed))}）"


def _open_line(outcome: LineOutcome, *, alone: bool) -> str:
    shown = sentence(outcome.code or "", outcome.values)
    return shown if alone else f"{escape(outcome.line[:ECHOED])}\n　{shown}"


def _options(outcome: LineOutcome) -> list[tuple[Button, ...]]:
    if outcome.code == "locked_missing":
        return [(Button("🔁 申请更正", f"q:{outcome.draft}:0"),)]
    labels = [option if len(option) <= 40 else f"{option[:39]}…" for option in outcome.options]
    buttons = tuple(Button(label, f"q:{outcome.draft}:{index}") for index, label in enumerate(labels))
    other = Button("取消" if outcome.code == "evidence_held" else "重新输入", f"q:{outcome.draft}:-1")
    return [*((button,) for button in buttons), (other,)] if "choices" in outcome.values else [(*buttons, other)]


def _single(claimed: Claimed, *, same: bool) -> Message:
    head = f"✅ 已收到，{numbered(claimed.number)}"
    if same:
        head += "（与先前相同，没有重复计入）"
    elif claimed.version > 1:
        head += f"（第{claimed.version}版）"
    lines = [head, _about(claimed), *_details(claimed)]
    if claimed.case is not None:
        asked = [*cases.lines(claimed, claimed.case)[:-1], "已请核实人签字：两人签字后才计分。"]
        return Message("\n".join([*lines, *asked]))
    if claimed.late:
        lines.append("⏰ 迟报：已过上报截止时间，锁定前仍然受理。")
    if claimed.state == "confirmed":
        lines.append(f"牵头单位填报，已确认。{_hint(claimed)}")
        return Message("\n".join(lines), ((Button("撤销", f"tb:{claimed.number}:{claimed.version}"),),))
    change = "修改、撤回或补充佐证" if claimed.title is None else "撤回或补充佐证，改级别请重发"
    lines.append(f"由 {escape(by_whom(claimed))} 核实，{when(claimed.due)} 前完成。核实前可{change}。")
    return Message("\n".join(lines), _waiting_buttons(claimed))


def _own_buttons(claimed: Claimed) -> tuple[Button, ...]:
    key = f"{claimed.number}:{claimed.version}"
    change = () if claimed.title is not None else (Button("✏️ 修改", f"mod:{key}"),)
    return (*change, Button("↶ 撤回", f"wd:{key}"), Button("📎 补充佐证", f"add:{key}"))


def _waiting_buttons(claimed: Claimed) -> tuple[tuple[Button, ...], ...]:
    """Return what the reporter may do about a claim that waits; only its unit may have it decided sooner."""
    urge = () if claimed.by_lead else ((Button("⏰ 催办", f"urge:{claimed.number}:{claimed.version}"),),)
    return (_own_buttons(claimed), *urge)


def _about(claimed: Claimed) -> str:
    return f"{escape(claimed.metric)}：{escape(value_of(claimed))}，{claimed.period}，{escape(claimed.unit)}"


def _hint(claimed: Claimed) -> str:
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
        f"上报 {escape(value_of(replace(claimed, amended=None)))}",
        f"上报人：{_reporter(claimed)} {when(claimed.reported_at)}"
        + (" ｜ 迟报" if claimed.late else "")
        + (f" ｜ 佐证 {claimed.evidence}" if claimed.evidence else ""),
    ]
    lines += _details(claimed)
    if claimed.amended is not None:
        lines.append(f"改为 {escape(_amended(claimed))}")
    if claimed.reason:
        lines.append(f"原因：{escape(claimed.reason)}")
    if claimed.signed and claimed.sign_all:
        waiting = [lead for lead in claimed.leads if lead not in claimed.signed]
        lines.append(
            f"已签：{escape(listed(claimed.signed))}" + (f" ｜ 待签：{escape(listed(waiting))}" if waiting else "")
        )
    if claimed.holder is not None:
        lines.append(f"已转交：{escape(claimed.holder)}")
    if claimed.case is not None:
        lines += [*_decided(claimed), *cases.lines(claimed, claimed.case)]
        return Message("\n".join(lines), (cases.buttons(claimed, claimed.case),))
    if claimed.state == "pending":
        example = "级别" if claimed.title is not None else "数值"
        lines.append(f"由 {escape(by_whom(claimed))} 核实，{when(claimed.due)} 前完成")
        lines.append(f"回复本条：确认 ／ 退回 原因 ／ 改为 {example}")
        key = f"{claimed.number}:{claimed.version}"
        buttons = (Button("✅ 确认", f"ok:{key}"), Button("↩️ 退回", f"no:{key}"), Button("✏️ 修改", f"am:{key}"))
        seen = (Button("📎 查看佐证", f"sev:{key}"),) if claimed.evidence else ()
        return Message("\n".join(lines), (buttons, (*seen, Button("➡️ 转交", f"tr:{key}"))))
    lines += _decided(claimed)
    if claimed.state != "withdrawn" and claimed.act in ("confirm", "amend", "return"):
        lines.append("误操作？本人30分钟内回复本条：撤销")
    return Message("\n".join(lines))


def _decided(claimed: Claimed) -> list[str]:
    """Say who decided last."""
    if claimed.decided_by is None or claimed.decided_at is None:
        return []
    return [f"{STATES[claimed.state]}：{escape(claimed.decided_by)} {when(claimed.decided_at)}"]


def _details(claimed: Claimed) -> list[str]:
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
    who = escape(claimed.reporter)
    return f"{who}（{escape(claimed.reporter_unit)} 代报）" if claimed.by_lead else who


def notice(claimed: Claimed) -> Message:
    """Tell the unit what was decided about its submission, or that a decision was taken back."""
    number = numbered(claimed.number)
    told = cases.told(claimed)
    if told is not None:
        return Message(told, () if claimed.case is not None else (_objecting(claimed),))
    if claimed.state == "confirmed":
        shown = value_of(claimed, claimed.amended)
        what = f"{escape(claimed.unit)} {escape(claimed.metric)} {escape(shown)}，{claimed.period}"
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
            rows.append((Button("🏁 报完成", f"fin:{claimed.number}:{claimed.version}"),))
        return Message(text, tuple(rows))
    if claimed.state == "returned":
        return Message(
            f"↩️ {number} 已退回。原因：{escape(claimed.reason or '')}\n"
            f"{escape(claimed.unit)} {escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。"
            f"数据尚未计分，其他指标不受影响。请在 {when(claimed.mend_by or claimed.due)} 前补上佐证或改数重报，编号不变。",
            (_own_buttons(claimed), _objecting(claimed)),
        )
    return Message(
        f"↶ {number} 的核实决定已撤销，恢复为待核实：{escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。"
    )


def _objecting(claimed: Claimed) -> tuple[Button, ...]:
    return (Button("⚖️ 有异议", f"ap:{claimed.number}:{claimed.version}"),)


def decided(claimed: Claimed) -> Message:
    """Answer the one who decided by replying."""
    number = numbered(claimed.number)
    told = cases.told(claimed)
    if told is not None:
        return Message(told)
    what = f"{escape(claimed.unit)} {escape(claimed.metric)}"
    undo = ((Button("撤销", f"tb:{claimed.number}:{claimed.version}"),),)
    if claimed.state == "confirmed":
        shown = (
            f"改为 {escape(value_of(claimed, claimed.amended))}，"
            if claimed.amended
            else f"{escape(value_of(claimed))}，"
        )
        return Message(f"✅ {number} 已确认：{what} {shown}{claimed.period}。30分钟内可回复“撤销”。", undo)
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
    return Message(text, ((Button("恢复", f"rs:{claimed.number}:{claimed.version}"),),))


def restored(claimed: Claimed) -> Message:
    """Tell that a withdrawn claim is pending again."""
    text = f"{numbered(claimed.number)} 已恢复，待核实：{escape(claimed.metric)} {escape(value_of(claimed))}，{claimed.period}。"
    return Message(text, _waiting_buttons(claimed))


def ask(kind: str, claimed: Claimed, person: int, name: str) -> Message:
    """Ask for the reason of a return or a new value; nothing has changed yet."""
    mention = f'<a href="tg://user?id={person}">{escape(name)}</a>'
    what = f"{numbered(claimed.number)}（第{claimed.version}版）{escape(claimed.unit)} {escape(claimed.metric)}"
    wanted = {
        "ask_reason": f"{QUESTION}写明退回原因，还没有退回。",
        "ask_value": f"{QUESTION}写新的数值，还没有改动。",
        "ask_new": f"{QUESTION}写新的数值，还没有改动。",
        **{name: f"{QUESTION}{what}" for name, what in cases.QUESTIONS.items()},
    }[kind]
    return Message(f"{mention}：{what}\n{wanted}", ask=True)


def choose(found: tuple[Claimed, ...]) -> Message:
    """List several submissions that a reply could have meant, with a button each."""
    lines = ["这条消息涉及多项申报，还没有任何改动。请逐项决定："]
    lines += [f"{numbered(c.number)} {escape(c.unit)} {escape(c.metric)} {escape(value_of(c))}" for c in found]
    rows = tuple(
        (
            Button(f"✅ 确认 {c.number:04}", f"ok:{c.number}:{c.version}"),
            Button(f"↩️ 退回 {c.number:04}", f"no:{c.number}:{c.version}"),
        )
        for c in found
    )
    return Message("\n".join(lines), rows)
