"""What is said of several matters: the ledger, what waits, menus and help."""

from handlers.results import Values
from handlers.texts import Said, cut

COUNTED = {"on_time": "按期", "missed": "逾期", "rebound": "反弹"}
"""What a round counts as."""


def _ledger(values: Values) -> dict[str, str]:
    return {
        "which": f"（{cut(values['narrowed'])}）" if values["narrowed"] else "",
        "counts": f"：{cut(values['told'])}" if values["told"] else "",
    }


def _late(values: Values) -> dict[str, str]:
    return {"late_told": f"，其中逾期 {values['behind']} 件" if values["behind"] else ""}


def _parent(values: Values) -> dict[str, str]:
    return {
        "who": f"（{cut(values['responsible'])}）" if values["responsible"] else "",
        "lit": f" {cut(values['light'])}" if values["light"] else "",
    }


def _counted(values: Values) -> dict[str, str]:
    share = f" {cut(values['share'])}" if values["share"] else ""
    what = f"：{cut(values['title'])}" if values["title"] else ""
    return {"came": COUNTED[values["counted"]], "much": share, "what": what}


def _titled(values: Values) -> dict[str, str]:
    return {"title": cut(values["title"])}


LISTS = {
    "3d": Said("⏰ 您单位有 {count} 件督办事项三天内到期：", ""),
    "1d": Said("⏰ 您单位有 {count} 件督办事项一天内到期：", ""),
    "2h": Said("⏰ 您单位有 {count} 件督办事项两小时内到期：", ""),
    "overdue": Said("🔴 已逾期 {count} 件，还没有报完成：", ""),
    "waits": Said("📮 等您核查 {count} 件，报完成已过一个工作日：", ""),
    "recheck": Said("🔎 回头看到期 {count} 件，请巩固或记为反弹：", ""),
    "leaders": Said("🔴 逾期未办结或等待超过 3 个工作日的督办事项 {count} 件：", ""),
    "digest": Said("📮 等您办理的督办事项 {count} 件：", ""),
    "given": Said("📌 新交办您单位 {count} 件，点开看卡片：", ""),
    "help": Said("🤝 请您单位配合 {count} 件（配合不计分）：", ""),
    "more": Said("还有 {count} 件，请发 台账 查看。", ""),
}
"""What parts are listed for."""
TEXTS = {
    **{f"matter_list_{code}": said for code, said in LISTS.items()},
    "matter_line": Said("{entry} {unit} {stands}{figure}，{due_told}：{title}", "", _titled),
    "matter_counted": Said("{entry} 第{round}轮 {came}{much}{what}", "", _counted),
    "matter_waiting": Said("📌 督办事项：等您办理 {count} 件，等您核查 {waiting} 件，请发 台账 查看", ""),
    "ledger_head": Said("📒 台账{which} {count} 件{counts}", "", _ledger),
    "ledger_none": Said(
        "📒 台账{which}里没有事项。可以这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 单位名、台账 T12",
        "",
        _ledger,
    ),
    "ledger_unit": Said("{unit} {count} 件{late_told}", "", _late),
    "ledger_page": Said("第 {page} 页，共 {pages} 页", ""),
    "ledger_parent": Said("📂 {entry} {title}{who}：已办结 {done}/{leaves}{lit}", "", _parent),
    "ledger_usage": Said(
        "⚠️ 没有受理：没有看懂“{text}”。请这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 单位名、台账 种类、台账 T12、台账 上级 T3；成批交办和下载请发 台账 导入、台账 导出",
        "",
    ),
    "menu_task": Said("交办 种类 单位 时限 标题", ""),
    "menu_problem": Said("整改 种类 单位 时限 问题", ""),
    "help_matter_head": Said(
        "督办：回复卡片 完成 ／ 进展 ／ 延期 日期 原因，照片附上即佐证；/ledger 台账", "", helps="head"
    ),
    "help_matter_reviewer": Said(
        "督办：/task 交办，/problem 整改，/ledger 台账；核查请回复 确认 ／ 退回 原因", "", helps="reviewer"
    ),
}
