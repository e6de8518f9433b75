"""The sentences about what may happen to a submission: acts that its state refuses, objections, corrections, transfers."""

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

SAID: dict[str, str] = {
    # handing over
    "transfer_asked": "请在新消息里选择转交给谁，还没有转交。",
    "unknown_colleague": "⚠️ 还没有转交：没有找到唯一的“{name}”，没有任何改动。可以转交给：{names}。请回复：转交 姓名",
    "nobody_to_transfer_to": "⚠️ {number} 没有可以转交的人：同一牵头单位没有别的核实人，没有任何改动。增加核实人请联系局办公室。",
    "transferred": "➡️ {number} 已转交。",
    # objecting
    "appeal_usage": "请这样提异议：/appeal 编号 理由，例如 /appeal 12 漏计了补报的两件。没有任何改动。编号见 /mine。",
    "which_number": "⚠️ 这条消息涉及多项申报，没有任何改动。请写明编号，例如：/appeal {number} 理由，或回复其中一项的核实通知。",
    "judged_before": "🔒 {number} 是您核实过的，异议须由另一人复核。没有任何改动。请等另一人复核。",
    "appealed": "⚖️ {number} 的异议已收到，将由另一人复核。在此之前数值不变。",
    "upheld": "⚖️ {number} 的异议已复核：维持原决定。",
    "revised": "⚖️ {number} 的异议已复核：改为新的数值，已确认。",
    # correcting
    "reason_needed": "⚠️ {number} 没有任何改动：请在数值后面写明原因，至少两个字，例如：更正为 97/100 漏计3件",
    "propose_while_open": "⚠️ {number} 还没有确认，也没有锁定，不用更正，没有任何改动。请单位改数重报，或请核实人改为正确的数值。",
    "propose_too_early": "⚠️ {number} 的决定还可以撤销，没有任何改动。请 {by} 先回复：撤销，再重新核实。",
    "nothing_to_correct": "⚠️ {number} 现在就是这个数，没有任何改动。请写明要改成的数。",
    "proposed": "🔁 {number} 的更正已提出，须两人签字；在此之前数值不变。",
    "signed_correction": "✅ {number} 的更正已签，还需另一人签字；在此之前数值不变。",
    "signed_correction_before": "您已为 {number} 的更正签过，须由另一名核实人或管理员再签。没有任何改动。",
    "lead_must_sign": "🔒 {number} 的更正至少要有一名牵头单位核实人签字，管理员不能两人都签。没有任何改动。请由牵头单位核实人签字。",
    "corrected": "✅ {number} 已更正，两人签字齐全，下次通报时公布。",
    "declined": "↩️ {number} 的更正没有通过，数值不变。",
    # asking
    "ask_words": "请回复新消息，写明内容，才会生效。",
}
