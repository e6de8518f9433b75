"""What is said about decisions, objections and corrections."""

from handlers.results import Rows, Values
from handlers.submissions.views.sealed import sealed
from handlers.texts import Said, cut, listed


def _first(values: Values) -> dict[str, str]:
    return {"first": cut(values["options"][0])}


def _objectable(values: Values) -> Rows:
    return tuple(
        (sealed(f"⚖️ 有异议 {n:04} {what}"[:40], f"appeal:{n}:{v}", "".join(seal)),)
        for n, v, what, *seal in values["items"]
    )


def _colleagues(values: Values) -> Rows:
    key = f"transfer_to:{values['number']}:{values['version']}"
    seal = values.get("seal", "")
    return tuple((sealed(f"➡️ {name}"[:40], f"{key}:{person}", seal),) for person, name in values["items"])


def _reasons(values: Values) -> Rows:
    key = f"return_because:{values['number']}:{values['version']}"
    seal = values.get("seal", "")
    return tuple((sealed(f"↩️ {reason}", f"{key}:{reason_key}", seal),) for reason_key, reason in values["items"])


TEXTS = {
    "appeal_choose": Said("⚖️ 提异议", "", open="：请选择有异议的一项，写明理由后才提出：", buttons=_objectable),
    "return_choose": Said(
        "↩️ 退回 {number}", "", open="：还没有退回。常用原因点一下即退回，别的原因请回复下面的消息：", buttons=_reasons
    ),
    "transfer_choose": Said("➡️ {number} 转交给谁？", "", open="还没有转交。", buttons=_colleagues),
    "batch_open": Said("", "", open="按一次即逐项生效；现在还没有任何改动。"),
    "evidence_missing": Said(
        "⚠️ {number} 还没有可用的佐证，这项指标必须附佐证，不能确认，没有任何改动。请退回并写明原因。", ""
    ),
    "not_your_question": Said(
        "🔒 这个问题由发起的人回答。没有任何改动。您要办的请自己点按钮或回复核实卡，上报请发 /report。", ""
    ),
    "signed_before": Said(
        "您已为 {number} 签过。还需要 {leads} 另派人核实。没有任何改动。", "", lambda v: {"leads": listed(v["leads"])}
    ),
    "outdated": Said("🔄 已更新：{number} 以第{version}版的核实卡为准，刚才的决定没有生效。请看新的核实卡再决定。", ""),
    "amend_two_readings": Said(
        "🤔 “{text}”有两种读法（{options}），没有任何改动。请写明，例如：改为 {first}", "", _first
    ),
    "amend_one_reading": Said("🤔 “{text}”写法不明确，没有任何改动。请写明，例如：改为 {first}", "", _first),
    "reason_too_short": Said("⚠️ 还没有生效：原因至少写两个字（标点不算），没有任何改动。请重新回复这条消息。", ""),
    "reason_too_long": Said("⚠️ 还没有生效：原因有 {length} 个字，请缩短到 {most} 字以内，没有任何改动。", ""),
    "nothing_to_take_back": Said("{number} 没有可以撤销的决定，没有任何改动。", ""),
    "not_your_decision": Said("🔒 {number} 由 {by} 决定，只能由本人撤销。没有任何改动。需要改动请联系本人。", ""),
    "take_back_too_late": Said(
        "⚠️ {number} 的决定已超过30分钟，不能撤销，没有任何改动。确需更改请回复本条：更正为 数值 原因（须两人签字）。",
        "",
    ),
    "confirmed": Said("✅ {number} 已确认。30分钟内可回复“撤销”。", ""),
    "signed": Said("✅ 已为 {number} 签字，仍待核实：还需其他牵头单位签字。", ""),
    "returned": Said("↩️ {number} 已退回。", ""),
    "taken_back": Said("↶ {number} 的决定已撤销，恢复为待核实。", ""),
    "ask_reason": Said("请点选或回复原因，退回才会生效。", ""),
    "ask_value": Said("请回复新的数值，修改才会生效。", ""),
    "ask_level": Said("{number}“{title}”改为哪一级？", "", open="请点选，或请回复这条消息写级别，还没有改动。"),
    "nothing_to_confirm": Said("✅ 没有等您核实的申报，没有任何改动。", ""),
    "nothing_prepared": Said("没有等您确认的清单或填报表，没有任何改动。请先发“批量确认”或“填报表”。", ""),
    "batch_changed": Said("预览之后已更新为第{version}版，没有任何改动。请看新的核实卡再决定。", ""),
    "batch_confirmed": Said(
        "✅ 已确认 {count} 项{left}，详见消息。",
        "",
        lambda v: {"left": f"，没有确认 {v['refused']} 项" if v["refused"] else ""},
    ),
    "desk_expired": Said("⌛ 已过期：超过30分钟没有确认，没有任何改动。请重新发 /batch 或填报表。", ""),
    "cancelled": Said("已取消，没有任何改动。", ""),
    "old_message": Said(
        "🔄 您回复的那条消息已经过时（已更新），没有任何改动。请回复最新的核实卡，或发 /pending 查看待办。", ""
    ),
    "old_button": Said("这个按钮已经过时（已更新），没有任何改动。请看最新的消息，或发 /pending。", ""),
    "transfer_asked": Said("请在新消息里选择转交给谁，还没有转交。", ""),
    "unknown_colleague": Said(
        "⚠️ 还没有转交：没有找到唯一的“{name}”，没有任何改动。可以转交给：{names}。请回复：转交 姓名", ""
    ),
    "nobody_to_transfer_to": Said(
        "⚠️ {number} 没有可以转交的人：同一牵头单位没有别的核实人，没有任何改动。增加核实人请联系局办公室。", ""
    ),
    "transferred": Said("➡️ {number} 已转交。", ""),
    "appeal_usage": Said(
        "请这样提异议：/appeal 编号 理由，例如 /appeal 12 漏计了补报的两件。没有任何改动。编号见 /mine。", ""
    ),
    "appealed": Said("⚖️ {number} 的异议已收到，将由另一人复核。在此之前数值不变。", ""),
    "upheld": Said("⚖️ {number} 的异议已复核：维持原决定。", ""),
    "revised": Said("⚖️ {number} 的异议已复核：改为新的数值，已确认。", ""),
    "reason_needed": Said("⚠️ {number} 没有任何改动：请在数值后面写明原因，至少两个字，例如：更正为 97/100 漏计3件", ""),
    "propose_while_open": Said(
        "⚠️ {number} 还没有确认，也没有锁定，不用更正，没有任何改动。请单位改数重报，或请核实人改为正确的数值。", ""
    ),
    "propose_too_early": Said("⚠️ {number} 的决定还可以撤销，没有任何改动。请 {by} 先回复：撤销，再重新核实。", ""),
    "nothing_to_correct": Said("⚠️ {number} 现在就是这个数，没有任何改动。请写明要改成的数。", ""),
    "proposed": Said("🔁 {number} 的更正已提出，须两人签字；在此之前数值不变。", ""),
    "signed_correction": Said("✅ {number} 的更正已签，还需另一人签字；在此之前数值不变。", ""),
    "signed_correction_before": Said("您已为 {number} 的更正签过，须由另一名核实人或管理员再签。没有任何改动。", ""),
    "lead_must_sign": Said(
        "🔒 {number} 的更正至少要有一名牵头单位核实人签字，管理员不能两人都签。没有任何改动。请由牵头单位核实人签字。",
        "",
    ),
    "corrected": Said("✅ {number} 已更正，两人签字齐全，将在通报中公布。", ""),
    "declined": Said("↩️ {number} 的更正没有通过，数值不变。", ""),
    "ask_words": Said("请回复新消息，写明内容，才会生效。", ""),
    "menu_batch": Said("一次确认多项", ""),
    "menu_appeal": Said("异议 编号 理由", ""),
    "help_deciding": Said(
        "核实：回复核实卡 确认 ／ 退回 原因 ／ 改为 数值；30分钟内可回复 撤销；改收汇总 /digest", "", helps="reviewer"
    ),
    "help_batch": Said("一次多项：/batch 批量确认 ｜ /form 填报表，填好发回", "", helps="reviewer"),
}
