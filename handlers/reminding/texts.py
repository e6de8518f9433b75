"""What is said of the bot's own accord, and about what waits."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, listed, when
from scoring.calendar import dated_period
from scoring.language import both, named


def _due(values: Values) -> dict[str, str]:
    """Say until when reports are due; afterwards they are late, and still taken until the lock."""
    until = values["until"]
    late = both(f"上报已于{until} 截止，迟报仍受理", f"reports were due {until}, late ones are still taken")
    return {"due_told": late if values["late"] else both(f"{until} 截止", f"due {until}")}


def _way_of_cards(values: Values) -> dict[str, str]:
    """Say how somebody hears of what waits, and ask whether that should change."""
    hours = listed(values["hours"])
    if values["digest"]:
        return {
            "now": both(
                f"现在：每个工作日 {hours} 汇总一次，不逐张发核实卡。",
                f"Now: a digest every working day at {hours} instead of single cards. ",
            ),
            "then": both("要改为每张核实卡立即发给您吗？", "Do you want every card at once?"),
        }
    then = both(f"要改为每个工作日 {hours} 汇总一次吗？", f"Do you want a digest every working day at {hours}?")
    return {
        "now": both("现在：每张核实卡立即发给您。", "Now: every card comes to you at once. "),
        "then": then if hours else "",
    }


def _ways_of_cards(values: Values) -> Rows:
    if values["digest"]:
        return ((Button(both("每张核实卡都立即发我", "Every card at once"), "digest:0:0"),),)
    hours = listed(values["hours"])
    return ((Button(both(f"改为 {hours} 汇总", f"Digest at {hours}"), "digest:1:0"),),) if hours else ()


def _closed(values: Values) -> dict[str, str]:
    withdrawn, decided = both("已撤回", "was withdrawn"), both("已核实完毕", "is decided already")
    return {"how": withdrawn if values["state"] == "withdrawn" else decided}


def _exempting(values: Values) -> dict[str, str]:
    """Write the line by which a lead says that a metric does not apply."""
    period = cut(values["period"])
    unit, metric = (cut(named(values[name])) for name in ("unit", "metric"))
    return {
        "line": f"/report {unit} {metric} {both('不涉及', 'n/a')} {both(period, str(dated_period(period) or period))}"
    }


def _later(values: Values) -> dict[str, str]:
    """Say when it arrives, where that is not now."""
    at = when(values["at"]) if values["at"] else ""
    return {"later": both(f"现在不打扰，{at} 送达。", f" It is quiet time now; it arrives {at}.") if at else ""}


def _before(values: Values) -> dict[str, str]:
    at = when(values["at"]) if values["at"] else ""
    return {"later": both(f"前一次催办 {at} 送达。", f" The last one arrives {at}.") if at else ""}


TEXTS = {
    "remind_usage": Said(
        "⚠️ 没有受理：请写 项号 数值，一行一项，例如：1 3/3。没有任何改动。",
        "⚠️ Not accepted: please write the number of an item and its value, an item a line, for example: 1 3/3. Nothing has changed.",
    ),
    "no_such_item": Said(
        "⚠️ 没有受理：那条提醒里没有第 {place} 项（共 {most} 项）。没有任何改动，请看清项号后重发。",
        "⚠️ Not accepted: that reminder has no item {place} (there are {most}). Nothing has changed; please check the number and send it again.",
    ),
    "nil_which": Said(
        "请选哪一项本月没有，还没有任何改动。",
        "Please choose the item of which there is none. Nothing has changed yet.",
    ),
    "nil_done": Said("已记下，不再提醒这一项。", "Noted: no more reminders of this item."),
    "nil_noted": Said(
        "已记下：{metrics} 本期没有，不再提醒，已告诉牵头单位。这不是上报：没有数值、不计分，仍列为“未报”。误点了或后来有了，直接上报即可。",
        "Noted: {metrics}: there is none in this period. You are not reminded of it any more, and the lead department is told. This is no report: it has no value, is not scored, and is still listed as missing. If it was a mistake or there is one later, simply report it.",
    ),
    "nil_told": Said(
        "ℹ️ {unit} 说 {period}没有“{metric}”的数（{by}）。没有数值、不计分，仍列为“未报”。确实不涉及的，请发：{line}",
        "ℹ️ {unit} says that there is no “{metric}” in {period} ({by}). It has no value, is not scored, and is still listed as missing. If it really does not apply, please send: {line}",
        _exempting,
    ),
    "nothing_missing": Said(
        "这一项已经报过或说过没有了（已更新），没有任何改动。",
        "This was reported already, or you said that there is none (updated). Nothing has changed.",
    ),
    "muted": Said(
        "今天不再提醒。没有报的项目仍在 /pending。", "No more reminders today. What is missing stays in /pending."
    ),
    "units_unreached": Said(
        "🔧 {period}有 {count} 家单位还有未报项目，提醒送不到任何负责人：{units}{more}。请让负责人给机器人发 /start，或在名册上补负责人。",
        "🔧 {period}: reports are missing, and the reminder reaches no head of {count} units: {units}{more}. Please ask the heads to send /start to the bot, or add heads to the roster.",
        lambda v: {"more": both("等", " and others") if v["count"] > len(v["units"]) else ""},
    ),
    "digest_chosen": Said(
        "以后不再逐张发核实卡：每个工作日 {hours} 汇总一次，有等您核实的才发。随时可看 /pending；改回请发：汇总 关",
        "From now on a digest every working day at {hours} instead of single cards, if anything waits for you. /pending shows it at any time; to change back send: /digest off",
    ),
    "at_once_chosen": Said(
        "以后每张核实卡都立即发给您。现在等您核实的见 /pending；改为汇总请发：汇总 开",
        "From now on every card comes to you at once. What waits for you now is in /pending; for a digest send: /digest on",
    ),
    "digest_usage": Said(
        "没有看懂，没有任何改动。每天 {hours} 汇总请发：汇总 开；每张核实卡立即发请发：汇总 关",
        "Not understood; nothing has changed. For a digest at {hours} every day send: /digest on; for every card at once send: /digest off",
    ),
    "digest_not_for_you": Said(
        "🔒 汇总是给核实人的，名册上您没有这个身份。没有任何改动。要开通请联系局办公室更新名册。",
        "🔒 The digest is for reviewers, and you are none on the roster. Nothing has changed. To become one please ask the office to change the roster.",
    ),
    "nudged": Said(
        "⏰ 已为 {number} 催办。{later}",
        "⏰ {number}: the reviewers are urged.{later}",
        _later,
    ),
    "nudged_lead": Said(
        "⏰ 已催办 {count} 项。{later}",
        "⏰ Items urged: {count}.{later}",
        _later,
    ),
    "nudged_before": Said(
        "{number} 没有再催：核实人今天已经被催过（每人每天一次）。没有任何改动。{later}",
        "{number} was not urged again: its reviewers have been urged today (once a day each). Nothing has changed.{later}",
        _before,
    ),
    "nudge_when_closed": Said(
        "{number} {how}，无需催办（已更新），没有任何改动。",
        "{number} {how}, no need to urge (updated). Nothing has changed.",
        _closed,
    ),
    "nudge_unreachable": Said(
        "⚠️ {number} 没有催成：核实人都还没有启用机器人，催办送不到。请直接联系牵头单位。没有任何改动。",
        "⚠️ {number} was not urged: none of its reviewers has started the bot, so it does not reach them. Please call the lead department. Nothing has changed.",
    ),
    "todo_missing": Said(
        "⏰ {unit} {period}还有 {count} 项未报，{due_told}，{locked} 锁定：",
        "⏰ {unit}, {period}: not reported yet: {count}, {due_told}, locked {locked}:",
        _due,
    ),
    "todo_others": Said(
        "另有 {count} 项由牵头单位报，不用您报：{names}",
        "Reported by the lead departments, not by you: {names} ({count})",
    ),
    "todo_flags": Said(
        "🚩 等您决定的红黑旗 {count} 面，看卡片请发：红黑旗",
        "🚩 Flags that wait for your decision: {count}; for their cards please send: flags",
    ),
    "digest_state": Said("{now}{then}", "{now}{then}", _way_of_cards, buttons=_ways_of_cards),
    "overdue_lead": Said("▍{lead} {count} 项", "▍{lead}: {count}"),
    "urged": Said("⏰ {by} 催办 {count} 项，请尽快核实：", "⏰ {by} urges, items: {count}. Please decide soon:"),
    "menu_pending": Said("待办", "What waits for me"),
    "menu_digest": Said("核实卡定时汇总 开 或 关", "Digest of cards, on or off"),
}
