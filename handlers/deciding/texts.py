"""What is said about decisions, objections and corrections."""

from handlers.results import Rows, Values
from handlers.submissions.views.sealed import sealed
from handlers.texts import Said, cut, listed
from scoring.calendar import worded
from scoring.language import both, reasoned


def _first(values: Values) -> dict[str, str]:
    return {"first": cut(values["options"][0])}


def _objectable(values: Values) -> Rows:
    return tuple(
        (sealed(f"{both('⚖️ 有异议', '⚖️ Object')} {n:04} {worded(what)}"[:40], f"appeal:{n}:{v}", "".join(seal)),)
        for n, v, what, *seal in values["items"]
    )


def _colleagues(values: Values) -> Rows:
    key = f"transfer_to:{values['number']}:{values['version']}"
    seal = values.get("seal", "")
    return tuple((sealed(f"➡️ {name}"[:40], f"{key}:{person}", seal),) for person, name in values["items"])


def _reasons(values: Values) -> Rows:
    key = f"return_because:{values['number']}:{values['version']}"
    seal = values.get("seal", "")
    return tuple(
        (sealed(f"↩️ {reasoned(reason)}", f"{key}:{reason_key}", seal),) for reason_key, reason in values["items"]
    )


def _left(values: Values) -> dict[str, str]:
    refused = values["refused"]
    return {"left": both(f"，没有确认 {refused} 项", f", not confirmed: {refused}") if refused else ""}


TEXTS = {
    "appeal_choose": Said(
        "⚖️ 提异议",
        "⚖️ Objection",
        open="：请选择有异议的一项，写明理由后才提出：",
        open_en=": please choose what you object to; it is made once you have written a reason:",
        buttons=_objectable,
    ),
    "return_choose": Said(
        "↩️ 退回 {number}",
        "↩️ Return {number}",
        open="：还没有退回。常用原因点一下即退回，别的原因请回复下面的消息：",
        open_en=": nothing is returned yet. Tap a usual reason to return it; for another one reply to the message below:",
        buttons=_reasons,
    ),
    "transfer_choose": Said(
        "➡️ {number} 转交给谁？",
        "➡️ Transfer {number} to whom?",
        open="还没有转交。",
        open_en=" Nothing is transferred yet.",
        buttons=_colleagues,
    ),
    "batch_open": Said(
        "",
        "",
        open="按一次即逐项生效；现在还没有任何改动。",
        open_en="One press confirms each of them; nothing has changed yet.",
    ),
    "evidence_missing": Said(
        "⚠️ {number} 还没有可用的佐证，这项指标必须附佐证，不能确认，没有任何改动。请退回并写明原因。",
        "⚠️ {number} has no usable evidence yet, and this metric needs it: it cannot be confirmed; nothing has changed. Please return it with a reason.",
    ),
    "not_your_question": Said(
        "🔒 这个问题由发起的人回答。没有任何改动。您要办的请自己点按钮或回复核实卡，上报请发 /report。",
        "🔒 Whoever began this answers it. Nothing has changed. For your own tap a button or reply to its card; to report send /report.",
    ),
    "signed_before": Said(
        "您已为 {number} 签过。还需要 {leads} 另派人核实。没有任何改动。",
        "You have signed {number} already. Still to sign, by somebody else: {leads}. Nothing has changed.",
        lambda v: {"leads": listed(v["leads"])},
    ),
    "outdated": Said(
        "🔄 已更新：{number} 以第{version}版的核实卡为准，刚才的决定没有生效。请看新的核实卡再决定。",
        "🔄 Updated: version {version} of {number} holds now; your decision took no effect. Please look at the new card and decide again.",
    ),
    "amend_two_readings": Said(
        "🤔 “{text}”有两种读法（{options}），没有任何改动。请写明，例如：改为 {first}",
        "🤔 “{text}” can be read in two ways ({options}); nothing has changed. Please write it clearly, for example: amend to {first}",
        _first,
    ),
    "amend_one_reading": Said(
        "🤔 “{text}”写法不明确，没有任何改动。请写明，例如：改为 {first}",
        "🤔 “{text}” is not clear; nothing has changed. Please write it clearly, for example: amend to {first}",
        _first,
    ),
    "reason_too_short": Said(
        "⚠️ 还没有生效：原因至少写两个字（标点不算），没有任何改动。请重新回复这条消息。",
        "⚠️ Not done yet: a reason needs at least two characters; nothing has changed. Please reply to this message again.",
    ),
    "reason_too_long": Said(
        "⚠️ 还没有生效：原因有 {length} 个字，请缩短到 {most} 字以内，没有任何改动。",
        "⚠️ Not done yet: the reason has {length} characters, please write {most} at most. Nothing has changed.",
    ),
    "nothing_to_take_back": Said(
        "{number} 没有可以撤销的决定，没有任何改动。", "{number} has no decision to undo; nothing has changed."
    ),
    "not_your_decision": Said(
        "🔒 {number} 由 {by} 决定，只能由本人撤销。没有任何改动。需要改动请联系本人。",
        "🔒 {by} decided {number}, and only they can undo it. Nothing has changed. Please talk to them.",
    ),
    "take_back_too_late": Said(
        "⚠️ {number} 的决定已超过30分钟，不能撤销，没有任何改动。确需更改请回复本条：更正为 数值 原因（须两人签字）。",
        "⚠️ The decision about {number} is older than 30 minutes and cannot be undone; nothing has changed. If it is wrong reply here: correct to VALUE REASON (two people sign).",
    ),
    "confirmed": Said(
        "✅ {number} 已确认。30分钟内可回复“撤销”。", "✅ {number} is confirmed. For 30 minutes you can reply “undo”."
    ),
    "signed": Said(
        "✅ 已为 {number} 签字，仍待核实：还需其他牵头单位签字。",
        "✅ {number} is signed and still to be reviewed: other lead departments have to sign, too.",
    ),
    "returned": Said("↩️ {number} 已退回。", "↩️ {number} is returned."),
    "taken_back": Said(
        "↶ {number} 的决定已撤销，恢复为待核实。", "↶ {number}: the decision was undone; it is to be reviewed again."
    ),
    "ask_reason": Said("请点选或回复原因，退回才会生效。", "Tap or reply with a reason; only then is it returned."),
    "ask_value": Said("请回复新的数值，修改才会生效。", "Reply with the new value; only then is it amended."),
    "ask_level": Said(
        "{number}“{title}”改为哪一级？",
        "{number} “{title}”: which level should it be? ",
        open="请点选，或者回复这条消息写级别，还没有改动。",
        open_en="Tap one, or please reply to this message with the level; nothing has changed yet.",
    ),
    "nothing_to_confirm": Said(
        "✅ 没有等您核实的申报，没有任何改动。", "✅ No submission waits for your review; nothing has changed."
    ),
    "nothing_prepared": Said(
        "没有等您确认的清单或填报表，没有任何改动。请先发“批量确认”或“填报表”。",
        "No list and no form waits for your confirmation; nothing has changed. Please send /batch or /form first.",
    ),
    "batch_changed": Said(
        "预览之后已更新为第{version}版，没有任何改动。请看新的核实卡再决定。",
        "It was updated to version {version} since; nothing has changed. Please look at the new card and decide again.",
    ),
    "batch_confirmed": Said(
        "✅ 已确认 {count} 项{left}，详见消息。",
        "✅ Confirmed: {count}{left}; see the message.",
        _left,
    ),
    "desk_expired": Said(
        "⌛ 已过期：超过30分钟没有确认，没有任何改动。请重新发 /batch 或填报表。",
        "⌛ Expired: it was not confirmed within 30 minutes; nothing has changed. Please send /batch or the form again.",
    ),
    "cancelled": Said("已取消，没有任何改动。", "Cancelled; nothing has changed."),
    "old_message": Said(
        "🔄 您回复的那条消息已经过时（已更新），没有任何改动。请回复最新的核实卡，或发 /pending 查看待办。",
        "🔄 The message that you replied to is out of date (updated); nothing has changed. Please reply to the newest card, or send /pending.",
    ),
    "old_button": Said(
        "这个按钮已经过时（已更新），没有任何改动。请看最新的消息，或发 /pending。",
        "This button is out of date (updated); nothing has changed. Please look at the newest message, or send /pending.",
    ),
    "transfer_asked": Said(
        "请在新消息里选择转交给谁，还没有转交。",
        "Please choose in the new message to whom; nothing is transferred yet.",
    ),
    "unknown_colleague": Said(
        "⚠️ 还没有转交：没有找到唯一的“{name}”，没有任何改动。可以转交给：{names}。请回复：转交 姓名",
        "⚠️ Not transferred yet: there is no single “{name}”; nothing has changed. It can go to: {names}. Please reply: transfer NAME",
    ),
    "nobody_to_transfer_to": Said(
        "⚠️ {number} 没有可以转交的人：同一牵头单位没有别的核实人，没有任何改动。增加核实人请联系局办公室。",
        "⚠️ {number} can be transferred to nobody: its lead department has no other reviewer. Nothing has changed. Please ask the office to add one.",
    ),
    "transferred": Said("➡️ {number} 已转交。", "➡️ {number} is transferred."),
    "appeal_usage": Said(
        "请这样提异议：/appeal 编号 理由，例如 /appeal 12 漏计了补报的两件。没有任何改动。编号见 /mine。",
        "To object please send /appeal NUMBER REASON, for example /appeal 12 two late cases were left out. Nothing has changed. For numbers see /mine.",
    ),
    "appealed": Said(
        "⚖️ {number} 的异议已收到，将由另一人复核。在此之前数值不变。",
        "⚖️ The objection to {number} was received; somebody else will decide. Until then the value stays.",
    ),
    "upheld": Said(
        "⚖️ {number} 的异议已复核：维持原决定。", "⚖️ {number}: the objection was decided; the decision stands."
    ),
    "revised": Said(
        "⚖️ {number} 的异议已复核：改为新的数值，已确认。",
        "⚖️ {number}: the objection was decided, amended to a new value and confirmed.",
    ),
    "reason_needed": Said(
        "⚠️ {number} 没有任何改动：请在数值后面写明原因，至少两个字，例如：更正为 97/100 漏计3件",
        "⚠️ {number}: nothing has changed. Please write a reason behind the value, as: correct to 97/100 three cases were left out",
    ),
    "propose_while_open": Said(
        "⚠️ {number} 还没有确认，也没有锁定，不用更正，没有任何改动。请单位改数重报，或请核实人改为正确的数值。",
        "⚠️ {number} is neither confirmed nor locked and needs no correction; nothing has changed. Please let its unit report anew, or a reviewer amend it.",
    ),
    "propose_too_early": Said(
        "⚠️ {number} 的决定还可以撤销，没有任何改动。请 {by} 先回复：撤销，再重新核实。",
        "⚠️ The decision about {number} can still be undone; nothing has changed. Please let {by} reply: undo, and review it again.",
    ),
    "nothing_to_correct": Said(
        "⚠️ {number} 现在就是这个数，没有任何改动。请写明要改成的数。",
        "⚠️ {number} has this value already; nothing has changed. Please write the value that it should have.",
    ),
    "proposed": Said(
        "🔁 {number} 的更正已提出，须两人签字；在此之前数值不变。",
        "🔁 The correction of {number} is proposed; two people must sign. Until then the value stays.",
    ),
    "signed_correction": Said(
        "✅ {number} 的更正已签，还需另一人签字；在此之前数值不变。",
        "✅ The correction of {number} is signed; one more must sign. Until then the value stays.",
    ),
    "signed_correction_before": Said(
        "您已为 {number} 的更正签过，须由另一名核实人或管理员再签。没有任何改动。",
        "You have signed the correction of {number}; another reviewer or an admin has to sign. Nothing has changed.",
    ),
    "lead_must_sign": Said(
        "🔒 {number} 的更正至少要有一名牵头单位核实人签字，管理员不能两人都签。没有任何改动。请由牵头单位核实人签字。",
        "🔒 At least one who signs the correction of {number} must be a reviewer of the lead department; two admins are not enough. Nothing has changed. Please let such a reviewer sign.",
    ),
    "corrected": Said(
        "✅ {number} 已更正，两人签字齐全，将在通报中公布。",
        "✅ {number} is corrected, both have signed; the next publication shows it.",
    ),
    "declined": Said(
        "↩️ {number} 的更正没有通过，数值不变。", "↩️ The correction of {number} was declined; the value stays."
    ),
    "ask_words": Said(
        "请回复新消息，写明内容，才会生效。", "Reply to the new message with what it asks for; only then is it done."
    ),
    "menu_batch": Said("一次确认多项", "Confirm several at once"),
    "menu_appeal": Said("异议 编号 理由", "Object: number, reason"),
    "help_deciding": Said(
        "核实：回复核实卡 确认 ／ 退回 原因 ／ 改为 数值；30分钟内可回复 撤销；改收汇总 /digest",
        "Review: reply to a card confirm / return REASON / amend to VALUE; for 30 minutes undo; summaries instead /digest",
        helps="reviewer",
    ),
    "help_batch": Said(
        "一次多项：/batch 批量确认 ｜ /form 填报表，填好发回",
        "Several at once: /batch to confirm | /form to fill in and send back",
        helps="reviewer",
    ),
}
