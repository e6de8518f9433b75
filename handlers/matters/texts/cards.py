"""What stands on the cards of parts and of whole matters."""

from handlers.matters.texts.words import LONGEST, OUTCOMES, until
from handlers.results import Values
from handlers.texts import Said, cut, day, listed

NAMED = 3
"""So many units are named where each has a line below; of more the first, and how many."""


def _titled(values: Values) -> dict[str, str]:
    return {"title": cut(values["title"])}


def _state(values: Values) -> dict[str, str]:
    return {"again": f"（第{values['round']}轮）" if values["round"] > 1 else ""}


def _quantity(values: Values) -> dict[str, str]:
    done = values["done"]
    return {"so_far": "" if done is None else f"，已完成 {done}"}


def _left(values: Values) -> dict[str, str]:
    return {"left_told": f"，{values['left']}" if values["left"] else ""}


def _words(values: Values) -> dict[str, str]:
    return {"words": values["words"][:LONGEST]}


def _outcome(values: Values) -> dict[str, str]:
    return {"came": OUTCOMES[values["outcome"]]}


def _recheck(values: Values) -> dict[str, str]:
    return {"on": day(values["on_day"]), "how": "，已巩固" if values["settled"] else ""}


def _helpers(values: Values) -> dict[str, str]:
    return {"who": listed(values["helpers"])}


def _helped(values: Values) -> dict[str, str]:
    return {
        "owners": listed(values["units"]),
        "what": cut(values["title"]),
        "due_told": until(values["due"]),
        "who": listed(values["helpers"]),
    }


def _sheet(values: Values) -> dict[str, str]:
    """Head the card of a whole matter, below which every unit has a line."""
    units = values["units"]
    owners = listed(units) if len(units) <= NAMED else f"{units[0]}等 {len(units)} 家单位"
    return {"owners": owners, "title": values["title"][:LONGEST]}


WAS = {
    "refuse": Said("退回：{words}", "", _words),
    "return": Said("退回：{words}", "", _words),
    "deny": Said("未同意延期：{words}", "", _words),
    "grant": Said("已同意延期：{words}", "", _words),
    "move": Said("改期：{words}", "", _words),
    "withdraw": Said("撤项：{words}", "", _words),
    "hand_over": Said("移交：{words}", "", _words),
    "rebound": Said("反弹：{words}", "", _words),
}
"""What a card tells of what was done."""
TEXTS = {
    **{f"matter_was_{code}": said for code, said in WAS.items()},
    "matter_head": Said("{mark} {entry} {unit}", ""),
    "matter_state": Said("{kind} · {stands}{again}", "", _state),
    "matter_title": Said("{title}", "", lambda v: {"title": v["title"][:LONGEST]}),
    "matter_quantity": Said("数量：{quantity}{so_far}", "", _quantity),
    "matter_deadline": Said("时限：{due_told}{left_told}", "", _left),
    "matter_source": Said("来源：{source}", "", lambda v: {"source": v["source"][:LONGEST]}),
    "matter_parent": Said("上级：{parent} {title}", "", _titled),
    "matter_helpers": Said("配合：{who}", "", _helpers),
    "matter_measure": Said("措施：{measure}", "", lambda v: {"measure": v["measure"][:LONGEST]}),
    "matter_responsible": Said("责任人：{responsible}", ""),
    "matter_given": Said("{by} {at} 交办，由 {whose} 核查", ""),
    "matter_put": Said("{by} {at} 提出，由 {whose} 决定和核查", ""),
    "matter_progress": Said("进展：{words}", "", _words),
    "matter_asked": Said("申请延期到 {due_told}：{words}", "", _words),
    "matter_extended": Said("已延期 {count} 次（最多 {most} 次）", ""),
    "matter_finished": Said("报完成：{words}", "", _words),
    "matter_files": Said("佐证 {count} 份{gone}", ""),
    "matter_verified": Said("核查：{words}，{came}", "", lambda v: {**_words(v), **_outcome(v)}),
    "matter_outcome": Said("结果：{came}", "", _outcome),
    "matter_recheck": Said("回头看：{on}{how}", "", _recheck),
    "matter_how": Said("回复本条：{how}", "", lambda v: {"how": v["how"][:LONGEST]}),
    "matter_sheet": Said("📌 {entry} {owners}\n{title}", "", _sheet),
    "matter_sheet_counts": Said("{kind}，{by} 交办：{told}", ""),
    "matter_sheet_line": Said("{unit} {stands}{figure}，{due_told}", ""),
    "matter_sheet_one": Said("由 {whose} 核查。回复本条：改期 日期 原因 ／ 撤项 原因 ／ 催办", ""),
    "matter_sheet_whose": Said(
        "由 {whose} 核查。各单位的情况点按钮查看；回复请写台账号和单位，例如：撤项 {entry} {unit} 原因", ""
    ),
    "matter_sheet_over": Said("由 {whose} 核查。各单位的情况点按钮查看", ""),
    "matter_help": Said(
        "🤝 {entry} {owners}：{what}，{due_told} 前，请 {who} 配合（{by} 交办）。配合不计分。", "", _helped
    ),
    "matter_evidence_of": Said("{entry} 的佐证", ""),
    "matter_evidence_what": Said("{unit}“{title}”", "", _titled),
    "matter_unreached": Said(
        "⚠️ {entry} {unit}的负责人都还没有启用机器人，卡片没有送到。请直接联系，并请局办公室核对名册。", ""
    ),
}
