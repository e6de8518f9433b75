"""What stands on the cards of parts and of whole matters."""

from handlers.matters.texts.words import LONGEST, OUTCOMES, until
from handlers.results import Values
from handlers.texts import Said, cut, day, listed
from scoring.calendar import worded
from scoring.language import Words, both

NAMED = 3
"""So many units are named where each has a line below; of more the first, and how many."""


def _titled(values: Values) -> dict[str, str]:
    return {"title": cut(values["title"])}


def _state(values: Values) -> dict[str, str]:
    turn = values["round"]
    return {"again": both(f"（第{turn}轮）", f" (round {turn})") if turn > 1 else ""}


def _quantity(values: Values) -> dict[str, str]:
    done = values["done"]
    return {"so_far": "" if done is None else both(f"，已完成 {done}", f", done {done}")}


def _left(values: Values) -> dict[str, str]:
    return {"left_told": f"{both('，', ', ')}{values['left']}" if values["left"] else ""}


def _words(values: Values) -> dict[str, str]:
    return {"words": values["words"][:LONGEST]}


def _outcome(values: Values) -> dict[str, str]:
    return {"came": OUTCOMES[values["outcome"]]}


def _recheck(values: Values) -> dict[str, str]:
    return {"on": day(values["on_day"]), "how": both("，已巩固", ", settled") if values["settled"] else ""}


def _helpers(values: Values) -> dict[str, str]:
    return {"who": listed(values["helpers"])}


def _helped(values: Values) -> dict[str, str]:
    return {
        **_helpers(values),
        "owners": listed(values["units"]),
        "what": cut(values["title"]),
        "due_told": until(values["due"]),
    }


def _sheet(values: Values) -> dict[str, str]:
    """Head the card of a whole matter, below which every unit has a line."""
    units, some = values["units"], both("{}等 {} 家单位", "{} and others, {} units in all")
    owners = listed(units) if len(units) <= NAMED else some.format(worded(units[0]), len(units))
    return {"owners": owners, "title": values["title"][:LONGEST]}


PROOF = Words(
    {
        "optional": (
            "（照片、文件可随“完成”一起发，作佐证）",
            " (photos and files sent with “finish” become evidence)",
        ),
        "required": ("（“完成”必须附照片或文件）", " (“finish” needs a photo or a file with it)"),
        "adds": (" ／ 照片、文件（补为佐证）", " / photos, files (added as evidence)"),
        "none": ("", ""),
    }
)
"""What a reply to a card may bring along."""


def _how(values: Values) -> dict[str, str]:
    return {"how": values["how"][:LONGEST], "with_it": PROOF[values["proof"]]}


WAS = {
    "refuse": Said("退回：{words}", "Returned: {words}", _words),
    "return": Said("退回：{words}", "Returned: {words}", _words),
    "deny": Said("未同意延期：{words}", "More time not granted: {words}", _words),
    "grant": Said("已同意延期：{words}", "More time granted: {words}", _words),
    "move": Said("改期：{words}", "Deadline moved: {words}", _words),
    "withdraw": Said("撤项：{words}", "Withdrawn: {words}", _words),
    "hand_over": Said("移交：{words}", "Handed over: {words}", _words),
    "rebound": Said("反弹：{words}", "Relapse: {words}", _words),
}
"""What a card tells of what was done."""
TEXTS = {
    **{f"matter_was_{code}": said for code, said in WAS.items()},
    "matter_head": Said("{mark} {entry} {unit}", "{mark} {entry} {unit}"),
    "matter_state": Said("{kind} · {stands}{again}", "{kind} · {stands}{again}", _state),
    "matter_title": Said("{title}", "{title}", lambda v: {"title": v["title"][:LONGEST]}),
    "matter_quantity": Said("数量：{quantity}{so_far}", "Quantity: {quantity}{so_far}", _quantity),
    "matter_deadline": Said("时限：{due_told}{left_told}", "Deadline: {due_told}{left_told}", _left),
    "matter_source": Said("来源：{source}", "Source: {source}", lambda v: {"source": v["source"][:LONGEST]}),
    "matter_parent": Said("上级：{parent} {title}", "Parent: {parent} {title}", _titled),
    "matter_helpers": Said("配合：{who}", "Helpers: {who}", _helpers),
    "matter_measure": Said("措施：{measure}", "Measure: {measure}", lambda v: {"measure": v["measure"][:LONGEST]}),
    "matter_responsible": Said("责任人：{responsible}", "Responsible: {responsible}"),
    "matter_given": Said("{by} {at} 交办，由 {whose} 核查", "Assigned by {by} {at}, to be verified by {whose}"),
    "matter_put": Said(
        "{by} {at} 提出，由 {whose} 决定和核查", "Proposed by {by} {at}, to be decided and verified by {whose}"
    ),
    "matter_progress": Said("进展：{words}", "Progress: {words}", _words),
    "matter_asked": Said("申请延期到 {due_told}：{words}", "More time asked for, until {due_told}: {words}", _words),
    "matter_extended": Said("已延期 {count} 次（最多 {most} 次）", "Extensions: {count} (at most {most})"),
    "matter_finished": Said("报完成：{words}", "Finished: {words}", _words),
    "matter_files": Said("佐证 {count} 份{gone}", "Files of evidence: {count}{gone}"),
    "matter_no_files": Said("佐证：无", "Evidence: none"),
    "matter_verified": Said(
        "核查：{words}，{came}", "Verified: {words}, {came}", lambda v: {**_words(v), **_outcome(v)}
    ),
    "matter_outcome": Said("结果：{came}", "Result: {came}", _outcome),
    "matter_recheck": Said("回头看：{on}{how}", "Recheck: {on}{how}", _recheck),
    "matter_how": Said("回复本条：{how}{with_it}", "Reply to this: {how}{with_it}", _how),
    "matter_sheet": Said("📌 {entry} {owners}\n{title}", "📌 {entry} {owners}\n{title}", _sheet),
    "matter_sheet_new": Said("✅ 已交办 {entry} {owners}\n{title}", "✅ Assigned {entry} {owners}\n{title}", _sheet),
    "matter_sheet_counts": Said("{kind}，{by} 交办：{told}", "{kind}, assigned by {by}: {told}"),
    "matter_sheet_line": Said("{unit} {stands}{figure}，{due_told}", "{unit}: {stands}{figure}, {due_told}"),
    "matter_sheet_one": Said(
        "由 {whose} 核查。回复本条：改期 日期 原因 ／ 撤项 原因 ／ 催办",
        "To be verified by {whose}. Reply to this: move DATE REASON / withdraw REASON / urge",
    ),
    "matter_sheet_whose": Said(
        "由 {whose} 核查。各单位的情况点按钮查看；回复请写台账号和单位，例如：撤项 {entry} {unit} 原因",
        "To be verified by {whose}. Tap a button to see how a unit stands; in a reply please write the number and the unit, "
        "for example: withdraw {entry} {unit} REASON",
    ),
    "matter_sheet_over": Said(
        "由 {whose} 核查。各单位的情况点按钮查看", "To be verified by {whose}. Tap a button to see how a unit stands"
    ),
    "matter_help": Said(
        "🤝 {entry} {owners}：{what}，{due_told} 前，请 {who} 配合（{by} 交办）。配合不计分。",
        "🤝 {entry} {owners}: {what}, due {due_told}. Please help, {who} (assigned by {by}). Helping is not scored.",
        _helped,
    ),
    "matter_evidence_of": Said("{entry} 的佐证", "Evidence of {entry}"),
    "matter_evidence_what": Said("{unit}“{title}”", "{unit} “{title}”", _titled),
    "matter_unreached": Said(
        "⚠️ {entry} {unit}的负责人都还没有启用机器人，卡片没有送到。请直接联系，并请局办公室核对名册。",
        "⚠️ {entry} {unit}: none of its heads has started the bot, so the card did not arrive. Please call them, and "
        "ask the office to check the roster.",
    ),
}
