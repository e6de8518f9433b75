"""What is said of several matters: the ledger, what waits, menus and help."""

from handlers.results import Values
from handlers.texts import Said, cut
from scoring.language import Words, both

COUNTED = Words({"on_time": ("按期", "on time"), "missed": ("逾期", "missed"), "rebound": ("反弹", "relapse")})
"""What a round counts as."""


def _ledger(values: Values) -> dict[str, str]:
    which, told = cut(values["narrowed"]), cut(values["told"])
    return {
        "which": both(f"（{which}）", f" ({which})") if which else "",
        "counts": both(f"：{told}", f" ({told})") if told else "",
    }


def _late(values: Values) -> dict[str, str]:
    behind = values["behind"]
    return {"late_told": both(f"，其中逾期 {behind} 件", f", overdue: {behind}") if behind else ""}


def _parent(values: Values) -> dict[str, str]:
    who, light = cut(values["responsible"] or ""), cut(values["light"])
    return {"who": both(f"（{who}）", f" ({who})") if who else "", "lit": f" {light}" if light else ""}


def _counted(values: Values) -> dict[str, str]:
    what = cut(values["title"])
    return {
        "came": COUNTED[values["counted"]],
        "much": f" {cut(values['share'])}" if values["share"] else "",
        "what": both(f"：{what}", f": {what}") if what else "",
    }


def _titled(values: Values) -> dict[str, str]:
    return {"title": cut(values["title"])}


LISTS = {
    "3d": Said("⏰ 您单位有 {count} 件督办事项三天内到期：", "⏰ Matters of your unit due within three days: {count}"),
    "1d": Said("⏰ 您单位有 {count} 件督办事项一天内到期：", "⏰ Matters of your unit due within a day: {count}"),
    "2h": Said("⏰ 您单位有 {count} 件督办事项两小时内到期：", "⏰ Matters of your unit due within two hours: {count}"),
    "overdue": Said("🔴 已逾期 {count} 件，还没有报完成：", "🔴 Overdue and not finished yet: {count}"),
    "waits": Said(
        "📮 等您核查 {count} 件，报完成已过一个工作日：",
        "📮 Waiting for your verification, finished more than a working day ago: {count}",
    ),
    "recheck": Said(
        "🔎 回头看到期 {count} 件，请巩固或记为反弹：",
        "🔎 Rechecks due: {count}. Please settle each or record a relapse:",
    ),
    "leaders": Said(
        "🔴 逾期未办结或等待超过 3 个工作日的督办事项 {count} 件：",
        "🔴 Matters that are overdue or have waited for more than 3 working days: {count}",
    ),
    "digest": Said("📮 等您办理的督办事项 {count} 件：", "📮 Matters that wait for you: {count}"),
    "given": Said(
        "📌 新交办您单位 {count} 件，点开看卡片：", "📌 Newly assigned to your unit: {count}. Tap to see the cards:"
    ),
    "taken_over": Said(
        "📌 您单位还没有办结 {count} 件，点开看卡片：",
        "📌 Matters of your unit that are open: {count}. Tap to see the cards:",
    ),
    "help": Said(
        "🤝 请您单位配合 {count} 件（配合不计分）：",
        "🤝 Your unit is asked to help with: {count} (helping is not scored)",
    ),
    "more": Said("还有 {count} 件，请发 台账 查看。", "More: {count}; to see them please send /ledger"),
}
"""What parts are listed for."""
TEXTS = {
    **{f"matter_list_{code}": said for code, said in LISTS.items()},
    "matter_line": Said(
        "{entry} {unit} {stands}{figure}，{due_told}：{title}",
        "{entry} {unit}: {stands}{figure}, {due_told}: {title}",
        _titled,
    ),
    "matter_counted": Said(
        "{entry} 第{round}轮 {came}{much}{what}", "{entry} round {round}: {came}{much}{what}", _counted
    ),
    "matter_waiting": Said(
        "📌 督办事项：等您办理 {count} 件，等您核查 {waiting} 件，请发 台账 查看",
        "📌 Matters: {count} for you to do, {waiting} for you to verify; to see them please send /ledger",
    ),
    "ledger_head": Said("📒 台账{which} {count} 件{counts}", "📒 Ledger{which}, matters: {count}{counts}", _ledger),
    "ledger_none": Said(
        "📒 台账{which}里没有事项。可以这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 已办结、台账 单位名、台账 T12",
        "📒 Ledger{which}: no matters. What else you can send: /ledger overdue, /ledger soon, /ledger verifying, "
        "/ledger recheck, /ledger completed, /ledger UNIT, /ledger T12",
        _ledger,
    ),
    "ledger_several": Said(
        "{entry} {count} 家 {stands}，{due_told}：{title}",
        "{entry}, {count} units: {stands}, {due_told}: {title}",
        _titled,
    ),
    "ledger_closed": Said(
        "另有已办结 {count} 件，请发 台账 已办结 查看",
        "Completed, not listed here: {count}; to see them send /ledger completed",
    ),
    "ledger_unit": Said("{unit} {count} 件{late_told}", "{unit}: {count}{late_told}", _late),
    "ledger_page": Said("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "ledger_parent": Said(
        "📂 {entry} {title}{who}：已办结 {done}/{leaves}{lit}",
        "📂 {entry} {title}{who}: completed {done}/{leaves}{lit}",
        _parent,
    ),
    "ledger_usage": Said(
        "⚠️ 没有受理：没有看懂“{text}”。请这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 已办结、台账 单位名、台账 种类、台账 T12、台账 上级 T3；成批交办和下载请发 台账 导入、台账 导出",
        "⚠️ Not accepted: “{text}” is not understood. Please send one of these: /ledger overdue, /ledger soon, "
        "/ledger verifying, /ledger recheck, /ledger completed, /ledger UNIT, /ledger KIND, /ledger T12, "
        "/ledger parent T3; to assign many at once /ledger import, to download /ledger export",
    ),
    "menu_task": Said("交办 种类 单位 时限 标题", "Assign: kind unit deadline title"),
    "menu_problem": Said("整改 种类 单位 时限 问题", "Problem: kind unit deadline what is wrong"),
    "help_matter_head": Said(
        "督办：回复卡片 完成 ／ 进展 ／ 延期 日期 原因，照片附上即佐证；/ledger 台账",
        "Matters: reply to a card with finish / progress / extend DATE REASON; photos sent along are evidence; "
        "/ledger shows all of them",
        helps="head",
    ),
    "help_matter_reviewer": Said(
        "督办：/task 交办，/problem 整改，/ledger 台账；核查请回复 确认 ／ 退回 原因",
        "Matters: /task assigns, /problem has something mended, /ledger shows all; to verify reply confirm / "
        "return REASON",
        helps="reviewer",
    ),
}
