"""What is said of the bot's own accord, and about what waits."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, listed, when


def _due(values: Values) -> dict[str, str]:
    """Say until when reports are due; afterwards they are late, and still taken until the lock."""
    until = values["until"]
    return {"due_told": f"上报已于{until} 截止，迟报仍受理" if values["late"] else f"{until} 截止"}


def _way_of_cards(values: Values) -> dict[str, str]:
    """Say how somebody hears of what waits, and ask whether that should change."""
    hours = listed(values["hours"])
    if values["digest"]:
        return {"now": f"现在：每个工作日 {hours} 汇总一次，不逐张发核实卡。", "then": "要改为每张核实卡立即发给您吗？"}
    return {
        "now": "现在：每张核实卡立即发给您。",
        "then": f"要改为每个工作日 {hours} 汇总一次吗？" if hours else "",
    }


def _ways_of_cards(values: Values) -> Rows:
    if values["digest"]:
        return ((Button("每张核实卡都立即发我", "digest:0:0"),),)
    hours = listed(values["hours"])
    return ((Button(f"改为 {hours} 汇总", "digest:1:0"),),) if hours else ()


def _closed(values: Values) -> dict[str, str]:
    return {"how": "已撤回" if values["state"] == "withdrawn" else "已核实完毕"}


TEXTS = {
    "remind_usage": Said("⚠️ 没有受理：请写 项号 数值，一行一项，例如：1 3/3。没有任何改动。", ""),
    "no_such_item": Said(
        "⚠️ 没有受理：那条提醒里没有第 {place} 项（共 {most} 项）。没有任何改动，请看清项号后重发。", ""
    ),
    "nil_which": Said("请选哪一项本月没有，还没有任何改动。", ""),
    "nil_done": Said("已记下，不再提醒这一项。", ""),
    "nil_noted": Said(
        "已记下：{metrics} 本期没有，不再提醒，已告诉牵头单位。这不是上报：没有数值、不计分，仍列为“未报”。误点了或后来有了，直接上报即可。",
        "",
    ),
    "nil_told": Said(
        "ℹ️ {unit} 说 {period}没有“{metric}”的数（{by}）。没有数值、不计分，仍列为“未报”。确实不涉及的，请发：/report {unit} {metric} 不涉及 {period}",
        "",
    ),
    "nothing_missing": Said("这一项已经报过或说过没有了（已更新），没有任何改动。", ""),
    "muted": Said("今天不再提醒。没有报的项目仍在 /pending。", ""),
    "units_unreached": Said(
        "🔧 {period}有 {count} 家单位还有未报项目，提醒送不到任何负责人：{units}{more}。请让负责人给机器人发 /start，或在名册上补负责人。",
        "",
        lambda v: {"more": "等" if v["count"] > len(v["units"]) else ""},
    ),
    "digest_chosen": Said(
        "以后不再逐张发核实卡：每个工作日 {hours} 汇总一次，有等您核实的才发。随时可看 /pending；改回请发：汇总 关", ""
    ),
    "at_once_chosen": Said("以后每张核实卡都立即发给您。现在等您核实的见 /pending；改为汇总请发：汇总 开", ""),
    "digest_usage": Said("没有看懂，没有任何改动。每天 {hours} 汇总请发：汇总 开；每张核实卡立即发请发：汇总 关", ""),
    "digest_not_for_you": Said(
        "🔒 汇总是给核实人的，名册上您没有这个身份。没有任何改动。要开通请联系局办公室更新名册。", ""
    ),
    "nudged": Said(
        "⏰ 已为 {number} 催办。{later}",
        "",
        lambda v: {"later": f"现在不打扰，{when(v['at'])} 送达。" if v["at"] else ""},
    ),
    "nudged_lead": Said(
        "⏰ 已催办 {count} 项。{later}",
        "",
        lambda v: {"later": f"现在不打扰，{when(v['at'])} 送达。" if v["at"] else ""},
    ),
    "nudged_before": Said(
        "{number} 没有再催：核实人今天已经被催过（每人每天一次）。没有任何改动。{later}",
        "",
        lambda v: {"later": f"前一次催办 {when(v['at'])} 送达。" if v["at"] else ""},
    ),
    "nudge_when_closed": Said("{number} {how}，无需催办（已更新），没有任何改动。", "", _closed),
    "nudge_unreachable": Said(
        "⚠️ {number} 没有催成：核实人都还没有启用机器人，催办送不到。请直接联系牵头单位。没有任何改动。", ""
    ),
    "todo_missing": Said("⏰ {unit} {period}还有 {count} 项未报，{due_told}，{locked} 锁定：", "", _due),
    "todo_flags": Said("🚩 等您决定的红黑旗 {count} 面，看卡片请发：红黑旗", ""),
    "digest_state": Said("{now}{then}", "", _way_of_cards, buttons=_ways_of_cards),
    "overdue_lead": Said("▍{lead} {count} 项", ""),
    "urged": Said("⏰ {by} 催办 {count} 项，请尽快核实：", ""),
    "menu_pending": Said("待办", ""),
    "menu_digest": Said("核实卡定时汇总 开 或 关", ""),
}
