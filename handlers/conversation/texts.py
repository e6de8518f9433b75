"""What is said about dialogues, open questions and words that nobody owns."""

from handlers.results import Button, Rows, Values
from handlers.submissions.texts import STANDS
from handlers.submissions.views.sealed import sealed
from handlers.texts import Said, cut, listed, when


def _so_far(values: Values) -> dict[str, str]:
    if "count" in values:
        return {"so_far": f"已有 {values['count']} 份，发完请点“提交”。"}
    return {"so_far": "这项必须附佐证，还没有上报。" if values["needed"] else "没有就直接提交，还没有上报。"}


def _correctable(values: Values) -> Rows:
    return tuple(
        (sealed(f"🔁 申请更正 {n:04} {what}"[:40], f"propose:{n}:{v}", "".join(seal)),)
        for n, v, what, *seal in values["items"]
    )


def _chosen(values: Values) -> dict[str, str]:
    return {"chosen": f"已选：{cut(values['owners'])}" if values.get("owners") else ""}


DECIDE = "确认 ／ 退回 原因 ／ 改为 {value}"
JUDGE, SIGN = "维持 理由 ／ 改为 {value} 理由", "确认 ／ 退回 原因"
HOW = {"appealed": JUDGE, "disputed": JUDGE, "correcting": SIGN, "requested": SIGN}


def _how(values: Values) -> dict[str, str]:
    """Say what decides about the card at hand."""
    value = "级别" if values.get("event") else "数值"
    return {"how": HOW.get(values.get("phase", ""), DECIDE).format(value=value)}


def _stands(values: Values) -> dict[str, str]:
    phase, at = values["phase"], when(values["at"])
    words = MOVED.get(values["act"], STANDS["pending"]) if phase == "pending" else STANDS[phase]
    return {"stands": f"{at} {words.format(by=values['by'])}"}


MOVED = {
    "transfer": "已由 {by} 转交",
    "confirm": "已由 {by} 签字，还待其他牵头单位核实",
    "take_back": "{by}撤销了决定，恢复为待核实",
}
"""What may have been done about what still waits."""

TEXTS = {
    "over_answered": Said("☑️ 已经答复，结果见后面的消息。", ""),
    "over_cancelled": Said("✖️ 已取消，没有任何改动。", ""),
    "over_replaced": Said("⏹ 该提问已失效：被后来的操作取代，没有任何改动。", ""),
    "over_expired": Said("⌛ 已过期：超过30分钟没有答复，没有任何改动。", ""),
    "over_taken_up": Said("▶️ 已接着填，见后面的消息。", ""),
    "over_put_down": Said("⏹ 这些材料已经用上、取消或超过30分钟，不用再选。", ""),
    "over_several": Said("⏹ 已失效：涉及的各项都已有新的进展，见 /pending。", ""),
    "over_settled": Said("☑️ 已经办过，该提问已失效。", ""),
    "over_version": Said("⏹ 已失效：{number} 已更新为第{version}版。", ""),
    "over_locked": Said("⏹ 已失效：{number} 所在周期已锁定，确需更改请申请更正。", ""),
    "over_not_yours": Said("⏹ 已失效：{number} 现在不由您办理。", ""),
    "over_state": Said("⏹ 已失效：{number} {stands}。", "", _stands),
    "question_answered": Said(
        "该提问已失效（已更新）：已经回答过，或被后来的命令取代，没有新的改动。是否报上请看 /pending 或 /mine。", ""
    ),
    "put_down": Said(
        "⏸ “{what}”还没有填完，先放下了，没有任何改动",
        "",
        lambda v: {"what": f"补充佐证 {v['number']:04}" if v["number"] else cut(v["what"])},
        lambda v: ((Button("继续填", f"resume:{v['draft']}"),),),
        open="。30分钟内可以接着填：",
    ),
    "put_down_expired": Said(
        "⌛ 已过期：放下超过30分钟，没有上报，没有任何改动。请重新发送 /report 或 /highlight。", ""
    ),
    "file_kept": Said("📎 已收到，附在正在填的这一项上：佐证 {count}。还没有上报，请接着回答上面的问题。", ""),
    "file_not_used": Said(
        "⚠️ 留言只转文字，这份文件没有用上，也不会附到别的申报上。请接着写留言；要作佐证请先发 /cancel，再发文件。", ""
    ),
    "draft_expired": Said("⌛ 已过期：超过30分钟没有回答，什么都没有上报。请重新发送 /report 指标 数值。", ""),
    "asked_again": Said("什么都没有上报。请重新发送：/{command} {line}", ""),
    "step_unit": Said("要替哪家单位上报？请选，或直接写单位名：", ""),
    "step_metric": Said("{unit}要上报哪一项？请选，或直接写指标名：", ""),
    "step_value": Said("{metric}（{unit}）：请发送数值，例如 {example}。还没有上报。", ""),
    "step_level": Said("{metric}（{unit}）：请选级别，或直接写：", ""),
    "step_day": Said("“{title}”是哪一天的事？请选，或直接写，如 11月18日；可以跳过。", ""),
    "step_contributors": Said("“{title}”由谁完成？请写姓名，几个人用顿号分开；可以跳过。", ""),
    "step_evidence": Said("“{title}”的佐证：请发照片、文件或网页链接，可以多份。{so_far}", "", _so_far),
    "unknown_unit": Said(
        "⚠️ 没有叫“{text}”的单位，还没有上报。{meant}请再写一次，或点按钮。",
        "",
        lambda v: {"meant": f"您是不是要找：{listed(v['suggestions'])}？" if v["suggestions"] else ""},
    ),
    "evidence_step": Said(
        "没有看懂，还没有上报。现在等的是佐证：请发照片、文件或网页链接；发完了点“提交”，不报了发“取消”。", ""
    ),
    "day_not_read": Said(
        "⚠️ 没有看懂日期“{text}”，还没有上报。请写成 11月18日 或 2026-11-18，不能晚于今天；不写请发 跳过。", ""
    ),
    "contributors_not_read": Said(
        "⚠️ 没有看懂姓名，还没有上报。请写姓名，用顿号分开，最多 {most} 人，每个不超过 {length} 个字；不写请发 跳过。",
        "",
    ),
    "step_title": Said("{metric} {level}（{unit}）：请写标题，100 字以内。还没有上报。", ""),
    "by_reply": Said("请点按钮，或请回复这条消息。", ""),
    "only_reply": Said("请回复这条消息；也可以回复 上一步 或 取消。", ""),
    "no_events": Said("⚠️ 没有受理：{unit}没有要申报的事项类指标，没有任何改动。数值类指标请发 /report。", ""),
    "nothing_open": Said(
        "✅ {unit}现在没有还要上报的指标，没有任何改动。改数请发：/report 指标 新数值；亮点等事项请发 /highlight；进度见 /pending。",
        "",
    ),
    "dialogue_expired": Said("⌛ 已过期：超过30分钟没有回答，没有任何改动。要重新开始请发 /{command}。", ""),
    "dialogue_outrun": Said(
        "⚠️ 没有上报：竞赛方案刚有变动，您选的单位、指标或级别已不在现行方案里。要重新开始请发 /{command}。", ""
    ),
    "old_step": Said("这一步已失效（已更新），没有任何改动。请看最新的一条，或发 /{command} 重新开始。", ""),
    "first_step": Said("这已经是第一步，没有任何改动。不想继续请发 /cancel。", ""),
    "step_kind": Said("是哪一类？请选，或直接写种类名：", ""),
    "step_owners": Said(
        "{kind}交给哪些单位？请逐个选，选完点“选好了”；也可以直接写，几家用顿号分开。{chosen}", "", _chosen
    ),
    "step_until": Said("{kind}（{owners}）：什么时候到期？请选，或直接写，如 11月20日、下周五、3个工作日：", ""),
    "step_subject": Said(
        "{kind}（{owners}，{until}）：请写标题，100 字以内；后面可以写 数量：、配合：、责任人：、措施：、来源：。还没有交办。",
        "",
    ),
    "step_words": Said("请写下想对管理员说的话（500 字以内）：", ""),
    "no_decision": Said("这句话不是决定，{number} 没有任何改动。请整条回复：{how}", "", _how),
    "reply_not_understood": Said("没有看懂，{number} 没有任何改动。上报请发 /report 指标 数值，帮助请发 /help。", ""),
    "reply_to_nothing": Said("没有看懂您回复的是哪一条申报，没有任何改动。请回复核实卡，或发 /pending 查看待办。", ""),
    "edited": Said("✏️ 没有受理：修改过的消息不会执行，数据没有任何改动。请把新的内容作为新消息重新发送。", ""),
    "edited_fixed": Said(
        "✏️ 没有受理：修改过的消息不会执行，数据没有任何改动。已确认或已锁定的不能重报，要改请点“申请更正”，或回复它的回执：更正为 数值 原因（须两人签字）。",
        "",
        buttons=_correctable,
    ),
    "edit_expired": Said(
        "⌛ 已过期：超过30分钟没有回答，保留原值，没有任何改动。要改请重新发送 /report 指标 新数值。", ""
    ),
    "edit_not_answered": Said("没有任何改动。请回复 用新值 或 保留原值。", ""),
    "edit_kept": Said("已保留原值，没有任何改动。", ""),
    "decide_by_reply": Said(
        "没有任何改动：不知道您要决定哪一项。请回复那张核实卡（选中它，点“回复”）再写，或点卡上的按钮；等您核实的见 /pending，帮助 /help。",
        "",
    ),
    "nothing_to_cancel": Said("当前没有可取消的操作，没有任何改动。", ""),
    "press_failed": Said("⚠️ 没有受理：处理失败，没有任何改动，管理员已知悉。请稍后再试。", ""),
    "offer_one": Said("🤔 您没有回复哪一条消息", "", open="，还没有任何改动。“{said}”是指这一项吗？是就点下面的按钮："),
    "offer_several": Said("🤔 这条消息涉及多项申报，刚才没有任何改动", "", open="。“{said}”是指哪一项？可以逐项点："),
    "edit_asked": Said("✏️ 您修改了已上报的消息", "", open="，数据还没有改动："),
}
