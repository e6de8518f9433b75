"""What is said about matters."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, day, listed, when

STATES = {
    "proposed": "待立项",
    "open": "办理中",
    "asking": "申请延期",
    "verifying": "待核查",
    "closed": "已办结",
    "withdrawn": "已撤项",
}
CLOSED = "已销号"
"""What a problem is called once it is closed."""
LIGHTS = {"near": "🔵临期", "lagging": "🟡滞后", "overdue": "🔴逾期"}
OUTCOMES = {"on_time": "按期", "late": "逾期办结", "missed": "逾期未结"}
COUNTED = {"on_time": "按期", "missed": "逾期", "rebound": "反弹"}
"""What a round counts as."""
LONGEST = 400
"""Characters of what somebody wrote that a card shows of each."""
NAMED = 3
"""So many units are named where each has a line below; of more the first, and how many."""
WEEKDAYS = "一二三四五六日"
_CONFIRM, _RETURN = "确认", "退回 原因"
HOW: Mapping[str, str] = {
    "accept": _CONFIRM,
    "grant": _CONFIRM,
    "verify": _CONFIRM,
    "refuse": _RETURN,
    "deny": _RETURN,
    "return": _RETURN,
    "amend": "改为 {figure}",
    "finish": "完成{finished}",
    "progress": "进展 {progress}",
    "recall": "撤回",
    "ask": "延期 日期 原因",
    "move": "改期 日期 原因",
    "withdraw": "撤项 原因",
    "settle": "巩固",
    "rebound": "反弹 日期 原因",
    "hand_over": "移交 单位 原因",
    "urge": "催办",
    "take_back": "撤销",
}
"""What is written to do an act."""
DEEDS: Mapping[str, str] = {
    "accept": "立项",
    "grant": "同意延期",
    "verify": "确认",
    "refuse": "退回",
    "deny": "退回",
    "return": "退回",
    "amend": "改数",
    "finish": "报完成",
    "progress": "报进展",
    "recall": "撤回",
    "ask": "申请延期",
    "move": "改期",
    "withdraw": "撤项",
    "settle": "巩固",
    "rebound": "记为反弹",
    "hand_over": "移交",
    "urge": "催办",
    "take_back": "撤销",
}
"""What an act is called."""
LABELS: Mapping[str, str] = {
    "verify": "✅ 确认",
    "return": "↩️ 退回",
    "amend": "✏️ 改为",
    "finish": "✅ 完成",
    "progress": "📈 进展",
    "recall": "↶ 撤回",
    "ask": "⏳ 延期",
    "move": "📅 改期",
    "withdraw": "🗑 撤项",
    "settle": "✅ 巩固",
    "rebound": "🔁 反弹",
    "hand_over": "➡️ 移交",
    "urge": "⏰ 催办",
    "take_back": "↶ 撤销",
    "see": "看",
    "back": "上一页",
    "on": "下一页",
    "evidence": "📎 查看佐证",
    "export": "📤 导出",
    "import": "📥 导入",
}
"""What stands on the buttons."""
WHO: Mapping[str, str] = {
    "head": "承办单位负责人",
    "verifier": "核查单位",
    "assigner": "交办单位",
    "leader": "局领导",
    "admin": "管理员",
}
"""Who does an act, by the table."""


MARKS = {"proposed": "📝", "open": "📌", "asking": "⏳", "verifying": "📮", "closed": "✅", "withdrawn": "🗑"}


def mark(state: str) -> str:
    """Return the sign before a card."""
    return MARKS[state]


def until(moment: datetime | str, year: int | None = None) -> str:
    """Write a deadline with its day of the week: 11月20日（周五）17:00."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{day(found, year)}（周{WEEKDAYS[found.weekday()]}）{found.hour:02}:{found.minute:02}"


def left(now: datetime, deadline: datetime) -> str:
    """Say how long it is to a deadline, or how long since, in the largest whole unit."""
    seconds = int(abs(deadline - now).total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    much = f"{days} 天" if days else f"{hours} 小时" if hours else f"{minutes} 分钟"
    return f"还剩 {much}" if deadline >= now else f"已过 {much}"


def called(state: str, *, problem: bool) -> str:
    """Return what a state is called: a problem that is closed is 已销号."""
    return CLOSED if problem and state == "closed" else STATES[state]


def how(acts: Iterable[str], quantity: int | None) -> str:
    """Say what may be written, one after the other."""
    figure = "" if quantity is None else f" {quantity}/{quantity}"
    half = "做到哪一步" if quantity is None else f"{max(quantity // 2, 1)}/{quantity}"
    filled = {"figure": figure.strip() or "数", "finished": figure, "progress": half}
    return " ／ ".join(dict.fromkeys(HOW[act].format_map(filled) for act in acts))


def _stands(values: Values) -> dict[str, str]:
    """Say how a part stands, what was wanted, and what its reader may do now."""
    possible = how(values.get("acts") or (), values.get("quantity"))
    return {
        "stands": called(values["state"], problem=values["problem"]),
        "deed": DEEDS[values["deed"]],
        "next": f"现在请回复：{possible}" if possible else "需要时请联系交办单位，或发 台账 查看。",
    }


def _rights(values: Values) -> dict[str, str]:
    """Say who does what was wanted."""
    roles = ("admin" if role == "verifier" and not values["verifiers"] else role for role in values["who"])
    who = listed(dict.fromkeys(WHO[role] for role in roles), "或")
    named = f"（{listed(values['verifiers'])}）" if "verifier" in values["who"] and values["verifiers"] else ""
    return {**_stands(values), "whose": f"{who}{named}"}


def _deadline(values: Values) -> dict[str, str]:
    return {**_stands(values), "due_told": until(values["due"])}


def _assigned(values: Values) -> dict[str, str]:
    """Say until when, who verifies, and of which units."""
    return {
        "owners": listed(values["units"]),
        "what": cut(values["title"]),
        "many": "" if values["quantity"] is None else f"（数量 {values['quantity']}）",
        "due_told": until(values["due"]),
        "whose": listed(values["verifiers"]) or WHO["admin"],
    }


def _doubled(values: Values) -> Rows:
    draft = values["draft"]
    return ((Button("仍要交办", f"matter_again:{draft}:1"), Button("取消", f"matter_again:{draft}:0")),)


def _owners(values: Values) -> dict[str, str]:
    return {"owners": listed(values["units"]), "what": cut(values["title"])}


def _sheet(values: Values) -> dict[str, str]:
    """Head the card of a whole matter, below which every unit has a line."""
    units = values["units"]
    owners = listed(units) if len(units) <= NAMED else f"{units[0]}等 {len(units)} 家单位"
    return {"owners": owners, "title": values["title"][:LONGEST]}


def _helped(values: Values) -> dict[str, str]:
    return {**_owners(values), "due_told": until(values["due"]), "who": listed(values["helpers"])}


def _line(values: Values) -> dict[str, str]:
    """Say what may have been meant, and give an example of a line that would be taken."""
    found, kinds = values.get("suggestions"), values.get("kinds") or []
    word, what = ("整改", "快检室未启用") if values.get("problem") else ("交办", "食品店排查")
    kind = f"{kinds[0]} " if kinds else ""
    return {
        "meant": f"您是不是要找：{listed(found)}？" if found else "",
        "example": f"{word} {kind}单位 11月20日 {what}",
        "known": listed(kinds),
    }


def _did(values: Values) -> dict[str, str]:
    """Say what was done, by whom, and what follows."""
    words = cut(values["words"])
    said = " ".join(filter(None, (values["figure"], words)))
    files = f"，佐证 {values['files']} 份" if values["files"] else ""
    late = (
        f"。{values['period']}已锁定，这次不计入那一期；确有差错请办理更正（须两人签字）"
        if values.get("period")
        else ""
    )
    stands = called(values["state"], problem=values["problem"])
    return {
        "stands": stands,
        "back": "该件已撤项" if values["state"] == "withdrawn" else f"恢复为{stands}",
        "what": cut(values["title"]),
        "figures": f" {values['figure']}" if values["figure"] else "",
        "said": f"：{said}{files}" if said else files,
        "why": f"原因：{words}" if words else "",
        "due_told": until(values["due"]),
        "came": f"（{OUTCOMES[values['outcome']]}）" if values["outcome"] else "",
        "whose": listed(values["verifiers"]) or WHO["admin"],
        "undo": "30分钟内可回复“撤销”。" if values.get("mine") else "",
        "late": late,
    }


def _urged(values: Values) -> dict[str, str]:
    at = values.get("at")
    return {**_did(values), "later": f"现在不打扰，{when(at)} 送达。" if at else ""}


def _urge(values: Values) -> dict[str, str]:
    now, due = datetime.fromisoformat(values["now"]), datetime.fromisoformat(values["due"])
    return {**_did(values), "left": left(now, due)}


def _no_act(values: Values) -> dict[str, str]:
    possible = how(values["acts"], values["quantity"])
    return {"next": f"请整条回复：{possible}" if possible else "现在没有等您办理的；需要时请联系交办单位。"}


def _ask(values: Values) -> dict[str, str]:
    quantity = values["quantity"]
    return {
        "what": cut(values["title"]),
        "figure": "" if quantity is None else f"{quantity}/{quantity}",
        "due_told": until(values["due"]),
    }


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
    return {"title": cut(values["title"]), "came": COUNTED[values["counted"]], "much": share}


def _leads(values: Values) -> dict[str, str]:
    return {"who": listed(values["leads"]) or WHO["admin"], "known": listed(values.get("kinds") or [])}


REFUSED = {
    # no right
    "no_right": Said(
        "🔒 {entry} {unit}（{stands}）：{deed}由 {whose} 办理，您不能代为办理。没有任何改动。{next}", _rights
    ),
    "own_unit": Said(
        "🔒 {entry} {unit}（{stands}）是您本单位的事项，须回避，{deed}由 {whose} 办理。没有任何改动。{next}", _rights
    ),
    "own_finish": Said(
        "🔒 {entry} {unit}（{stands}）是您本人报完成的，须由另一人核查。没有任何改动。请等另一人核查。{next}", _stands
    ),
    "own_verification": Said(
        "🔒 {entry} {unit}（{stands}）是您本人核查的，回头看须由另一人办理。没有任何改动。请等另一人办理。{next}",
        _stands,
    ),
    "own_target": Said(
        "🔒 {entry} {unit}（{stands}）不能移交给您本单位。没有任何改动。请由另一位管理员移交。{next}", _stands
    ),
    "not_your_act": Said(
        "🔒 {entry} {unit}（{stands}）上一步由 {by} 办理，只能由本人撤销。没有任何改动。需要改动请联系本人。{next}",
        _stands,
    ),
    # not in the table, or against a limit of it
    "not_possible": Said("⚠️ 没有受理：{entry} {unit}现在{stands}，不能{deed}，没有任何改动。{next}", _stands),
    "deadline_passed": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限 {due_told} 已过，{deed}应在到期前办理，没有任何改动。{next}",
        _deadline,
    ),
    "only_leader": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限已过或已报完成，撤项只能由局领导决定，没有任何改动。请报局领导。{next}",
        _stands,
    ),
    "extensions_used": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）最多延期 {limit} 次，已经用完，没有任何改动。{next}", _stands
    ),
    "not_later": Said(
        "⚠️ 没有受理：{entry} {unit}现在的时限是 {due_told}，延期要晚于它，没有任何改动。请改正日期重发，例如：延期 11月30日 原因",
        _deadline,
    ),
    "too_near": Said(
        "⚠️ 没有受理：{entry} {unit}提前改期，新时限至少要在 {days} 个工作日之后，没有任何改动。请改正日期重发，例如：改期 11月30日 原因"
    ),
    "day_passed": Said(
        "⚠️ 没有受理：{entry} {unit}的新时限已经过去或太近，至少要在一小时以后，没有任何改动。请改正日期重发。"
    ),
    "unchanged": Said("⚠️ 没有受理：{entry} {unit}的时限就是这一天，没有任何改动。请写明要改到哪一天。"),
    "figure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，还没有报完成，没有任何改动。请写完成了多少，例如：完成 {quantity}/{quantity}"
    ),
    "no_quantity": Said("⚠️ 没有受理：{entry} {unit}没有数量，不用写数，没有任何改动。{next}", _stands),
    "over_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，写的 {said} 超过了，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}"
    ),
    "other_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，不是 {said}，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}"
    ),
    "measure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}还缺整改措施或责任人，没有报完成，没有任何改动。请补上重发，例如：完成 措施：配齐试剂并每日开检 责任人：张明"
    ),
    "evidence_needed": Said(
        "⚠️ 没有受理：{entry} {unit}报完成必须附佐证，还没有报完成，没有任何改动。请回复本条发照片或文件，写上：完成"
    ),
    "no_recheck": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）这类事项没有回头看，没有任何改动。需要时请重新交办。", _stands
    ),
    "recheck_over": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）的回头看 {due_told} 已截止，没有任何改动。需要时请重新交办。", _deadline
    ),
    "settled": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）回头看已巩固，没有任何改动。仍要记为反弹请报局领导。{next}", _stands
    ),
    "unit_stands": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）还在现行竞赛方案里，不用移交，没有任何改动。不再办理的，请回复：撤项 原因",
        _stands,
    ),
    "already_there": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）移交的 {other} 本来就承办这一件，没有任何改动。请换一家单位。", _stands
    ),
    "nothing_to_take_back": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）没有可以撤销的一步，没有任何改动。{next}", _stands
    ),
    "take_back_too_late": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）上一步已超过 {minutes} 分钟，不能撤销，没有任何改动。{next}", _stands
    ),
    "locked": Said(
        "⚠️ 没有受理：{entry} {unit}计入的{period}已锁定，不能再改，没有任何改动。确有差错，请对那一期的得分办理更正（须两人签字）。"
    ),
    "urged_today": Said(
        "{entry} {unit}没有再催：要催的人今天已经被催过（每人每天一次）。没有任何改动。请明天再催，或直接联系。"
    ),
    "urge_unreachable": Said(
        "⚠️ {entry} {unit}没有催成：要催的人都还没有启用机器人，催办送不到。没有任何改动。请直接联系。"
    ),
}
"""Why an act is refused, by the codes of scoring.matters.judging and a few of our own."""

UNREAD = {
    "kind_missing": Said("⚠️ 没有受理：没有写督办种类，没有任何改动。可用的有：{known}。请照样重发：{example}", _line),
    "kind_unknown": Said("⚠️ 没有受理：没有叫“{text}”的督办种类，没有任何改动。{meant}请照样重发：{example}", _line),
    "kind_not_yours": Said(
        "⚠️ 没有受理：“{text}”不由您交办，没有任何改动。{meant}请由交办单位办理，或照样重发：{example}", _line
    ),
    "kind_other_form": Said(
        "⚠️ 没有受理：“{text}”要用另一个命令（交办 或 整改），没有任何改动。请照样重发：{example}", _line
    ),
    "unit_missing": Said("⚠️ 没有受理：没有写承办单位，没有任何改动。请照样重发：{example}", _line),
    "unit_unknown": Said("⚠️ 没有受理：没有叫“{text}”的单位，没有任何改动。{meant}请照样重发：{example}", _line),
    "arena_unknown": Said("⚠️ 没有受理：没有叫“{text}”的擂台，没有任何改动。{meant}请照样重发：{example}", _line),
    "deadline_missing": Said(
        "⚠️ 没有受理：没有看到时限（读到“{text}”），没有任何改动。请写明哪天，照样重发：{example}", _line
    ),
    "deadline_unread": Said(
        "⚠️ 没有受理：没有看懂时限“{text}”，没有任何改动。请写成 11月20日、下周五 或 3个工作日，照样重发：{example}",
        _line,
    ),
    "deadline_past": Said("⚠️ 没有受理：时限已经过去，没有任何改动。请改正日期重发。"),
    "deadline_too_soon": Said("⚠️ 没有受理：时限至少要在一小时以后，没有任何改动。请改正时间重发。"),
    "deadline_outside": Said("⚠️ 没有受理：时限不在 {year} 年内，没有任何改动。请改正日期重发。"),
    "title_missing": Said("⚠️ 没有受理：没有写事项标题，没有任何改动。请照样重发：{example}", _line),
    "title_long": Said("⚠️ 没有受理：标题超过 {most} 字，没有任何改动。请缩短后重发。"),
    "label_twice": Said("⚠️ 没有受理：“{label}”写了两次，没有任何改动。请只写一次重发。"),
    "label_empty": Said("⚠️ 没有受理：“{label}”后面没有内容，没有任何改动。请补上或去掉重发。"),
    "label_long": Said("⚠️ 没有受理：“{label}”超过 {most} 字，没有任何改动。请缩短后重发。"),
    "parent_unread": Said("⚠️ 没有受理：没有看懂上级“{text}”，没有任何改动。请写台账号，例如：上级：T0003"),
    "quantity_unread": Said(
        "⚠️ 没有受理：没有看懂数量“{text}”，没有任何改动。请写成 数量：40户，或 数量：东湖所40、西溪所38"
    ),
    "quantity_unit": Said(
        "⚠️ 没有受理：数量里的“{text}”不是承办单位，或写了两次，没有任何改动。请改正重发。{meant}", _line
    ),
    "quantity_left": Said("⚠️ 没有受理：数量没有写全各承办单位，没有任何改动。请补上重发。{meant}", _line),
    "figure_unread": Said("⚠️ 没有受理：没有看懂“{text}”，没有任何改动。请写完成数，例如：改为 27/30"),
    "reason_short": Said("⚠️ 没有受理：原因至少写两个字，没有任何改动。请重新回复，例如：退回 缺少照片"),
    "words_long": Said("⚠️ 没有受理：话太长了，请缩短到 {most} 字以内重发，没有任何改动。"),
}
"""Why words cannot be taken as they stand, by the codes of the readers."""

DID = {
    "propose": Said("📝 {entry} {unit} 待立项：{what}（{by}）", _did),
    "accept": Said("✅ {entry} {unit} 已立项，办理中：{what}，时限 {due_told}（{by}）。{undo}", _did),
    "refuse": Said("↩️ {entry} {unit} 已退回，已撤项：{what}。{why}（{by}）", _did),
    "progress": Said("📈 {entry} {unit} 已记进展{said}（{by}），{stands}，时限 {due_told}", _did),
    "finish": Said("📮 {entry} {unit} 待核查{said}（{by}），由 {whose} 核查{late}", _did),
    "recall": Said("↶ {entry} {unit} 已撤回，现在{stands}（{by}）", _did),
    "ask": Said("⏳ {entry} {unit} 申请延期到 {due_told}{said}（{by}），由 {whose} 决定", _did),
    "grant": Said("✅ {entry} {unit} 已延期到 {due_told}（{by}）。{undo}", _did),
    "deny": Said("↩️ {entry} {unit} 未同意延期，时限仍是 {due_told}。{why}（{by}）。{undo}", _did),
    "verify": Said("✅ {entry} {unit} {stands}{came}：{what}{figures}（{by}）。{undo}", _did),
    "amend": Said("✅ {entry} {unit} 改为{figures}，{stands}{came}：{what}（{by}）。{undo}", _did),
    "return": Said("↩️ {entry} {unit} 已退回，请在 {due_told} 前补正。{why}（{by}）。{undo}", _did),
    "take_back": Said("↶ {entry} {unit} 已撤销上一步，{back}（{by}）", _did),
    "move": Said("📅 {entry} {unit} 已改期到 {due_told}。{why}（{by}）。{undo}", _did),
    "withdraw": Said("🗑 {entry} {unit} 已撤项：{what}。{why}（{by}）", _did),
    "settle": Said("✅ {entry} {unit} 回头看：巩固（{by}）。{undo}", _did),
    "rebound": Said("🔁 {entry} {unit} 反弹，第 {round} 轮，时限 {due_told}。{why}（{by}）。{undo}", _did),
    "hand_over": Said("➡️ {entry} {unit} 已移交 {other}，时限 {due_told}。{why}（{by}）", _did),
    "urge": Said("⏰ {entry} {unit} 已催办：{what}。{later}", _urged),
}
"""What is told of an act, by its name."""

ASKS = {
    "return": Said("{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。", _ask),
    "refuse": Said("{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。", _ask),
    "deny": Said("{entry} {unit}“{what}”\n请回复这条消息写明不同意延期的原因，回复后才生效。", _ask),
    "amend": Said("{entry} {unit}“{what}”\n请回复这条消息写核查后的完成数，例如：{figure}。回复后才改动。", _ask),
    "finish": Said("{entry} {unit}“{what}”\n请回复这条消息写完成了多少，例如：{figure}。回复后才报完成。", _ask),
    "finish_evidence": Said(
        "{entry} {unit}“{what}”\n报完成必须附佐证：请回复这条消息发照片或文件。收到后才报完成。", _ask
    ),
    "progress": Said("{entry} {unit}“{what}”\n请回复这条消息写进展，例如：25/40 或 已排查过半。", _ask),
    "ask": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写延到哪天和原因，例如：11月30日 设备未到货。回复后才申请延期。",
        _ask,
    ),
    "move": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写改到哪天和原因，例如：11月30日 与专项行动合并。回复后才改期。",
        _ask,
    ),
    "withdraw": Said("{entry} {unit}“{what}”\n请回复这条消息写明撤项原因，回复后才撤项。", _ask),
    "rebound": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写新时限和原因，例如：11月30日 快检室再次停用。回复后才记为反弹。", _ask
    ),
    "hand_over": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写移交给哪家单位和原因，例如：西溪所 机构调整。回复后才移交。", _ask
    ),
}
"""What an act that lacks something asks for."""

WAS = {
    "refuse": Said("退回：{words}", _words),
    "return": Said("退回：{words}", _words),
    "deny": Said("未同意延期：{words}", _words),
    "grant": Said("已同意延期：{words}", _words),
    "move": Said("改期：{words}", _words),
    "withdraw": Said("撤项：{words}", _words),
    "hand_over": Said("移交：{words}", _words),
    "rebound": Said("反弹：{words}", _words),
}
"""What a card tells of what was done."""

LISTS = {
    "3d": Said("⏰ 您单位有 {count} 件督办事项三天内到期："),
    "1d": Said("⏰ 您单位有 {count} 件督办事项一天内到期："),
    "2h": Said("⏰ 您单位有 {count} 件督办事项两小时内到期："),
    "overdue": Said("🔴 已逾期 {count} 件，还没有报完成："),
    "waits": Said("📮 等您核查 {count} 件，报完成已过一个工作日："),
    "recheck": Said("🔎 回头看到期 {count} 件，请巩固或记为反弹："),
    "leaders": Said("🔴 逾期未办结或等待超过 3 个工作日的督办事项 {count} 件："),
    "digest": Said("📮 等您办理的督办事项 {count} 件："),
    "given": Said("📌 新交办您单位 {count} 件，点开看卡片："),
    "help": Said("🤝 请您单位配合 {count} 件（配合不计分）："),
    "more": Said("还有 {count} 件，请发 台账 查看。"),
}
"""What parts are listed for."""

TEXTS = {
    **{f"matter_{code}": said for code, said in REFUSED.items()},
    **{f"matter_{code}": said for code, said in UNREAD.items()},
    **{f"matter_did_{code}": said for code, said in DID.items()},
    **{f"matter_ask_{code}": said for code, said in ASKS.items()},
    **{f"matter_was_{code}": said for code, said in WAS.items()},
    **{f"matter_list_{code}": said for code, said in LISTS.items()},
    # refusals
    "matter_unknown": Said("⚠️ 没有受理：没有您可以查看的 {entry}，没有任何改动。请核对台账号，或发 台账 查看。"),
    "matter_not_there": Said("⚠️ 没有受理：{entry} 里没有{unit}，没有任何改动。请核对单位，或发 台账 {entry} 查看。"),
    "matter_without_parts": Said("⚠️ 没有受理：{entry} 是上级事项，没有承办单位，没有任何改动。请写下级事项的台账号。"),
    "matter_not_read": Said(
        "没有看懂，没有任何改动。请写 办理词 台账号，例如：完成 T12 或 退回 T12 缺少照片；查看请发 台账 T12"
    ),
    "matter_no_act": Said("这句话没有办理 {entry} {unit}，没有任何改动。{next}", _no_act),
    "matter_outdated": Said(
        "🔄 已更新：{entry} {unit}刚有新的进展，刚才的决定没有生效，没有任何改动。请看最新的卡片再决定。"
    ),
    "matter_expired": Said("⌛ 已过期：超过30分钟没有回答，没有任何改动。请重新发送。"),
    "matter_no_evidence": Said("{entry} {unit}没有佐证，没有任何改动。需要的话可退回，请对方补充。"),
    "matter_parent_unknown": Said("⚠️ 没有受理：没有上级 {entry}，没有任何改动。请核对台账号，或发 台账 查看。"),
    "matter_assign_own": Said(
        "🔒 {owners}是您本单位，不能由您交办。没有任何改动。请由 {who} 的其他人或局领导交办。",
        lambda v: {"owners": listed(v["units"]), **_leads(v)},
    ),
    "matter_assign_right": Said("🔒 {kind}由 {who} 交办，您不能代为交办。没有任何改动。请联系交办单位。", _leads),
    "matter_not_yours_to_assign": Said(
        "🔒 {known}由 {who}、局领导或管理员交办。没有任何改动。请联系交办单位。", _leads
    ),
    "matter_no_kinds": Said("⚠️ 没有受理：现行竞赛方案里没有这类督办种类，没有任何改动。请联系局办公室在方案里加上。"),
    # assigning
    "matter_assigned_told": Said("✅ 已交办 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 核查", _assigned),
    "matter_proposed": Said(
        "📝 已提出，待立项 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 决定", _assigned
    ),
    "matter_double": Said(
        "🤔 {owners}已有同样的事项 {entry}“{what}”，还没有办结",
        _owners,
        _doubled,
        open="。还没有任何改动，仍要再交办一件吗？",
    ),
    "matter_help": Said(
        "🤝 {entry} {owners}：{what}，{due_told} 前，请 {who} 配合（{by} 交办）。配合不计分。", _helped
    ),
    # cards
    "matter_head": Said("{mark} {entry} {unit}"),
    "matter_state": Said("{kind} · {stands}{again}", _state),
    "matter_title": Said("{title}", lambda v: {"title": v["title"][:LONGEST]}),
    "matter_quantity": Said("数量：{quantity}{so_far}", _quantity),
    "matter_deadline": Said("时限：{due_told}{left_told}", _left),
    "matter_source": Said("来源：{source}", lambda v: {"source": v["source"][:LONGEST]}),
    "matter_parent": Said("上级：{parent} {title}", _titled),
    "matter_helpers": Said("配合：{who}", _helpers),
    "matter_measure": Said("措施：{measure}", lambda v: {"measure": v["measure"][:LONGEST]}),
    "matter_responsible": Said("责任人：{responsible}"),
    "matter_assigned": Said("已办理，结果见消息。"),
    "matter_given": Said("{by} {at} 交办，由 {whose} 核查"),
    "matter_put": Said("{by} {at} 提出，由 {whose} 决定和核查"),
    "matter_progress": Said("进展：{words}", _words),
    "matter_asked": Said("申请延期到 {due_told}：{words}", _words),
    "matter_extended": Said("已延期 {count} 次（最多 {most} 次）"),
    "matter_finished": Said("报完成：{words}", _words),
    "matter_files": Said("佐证 {count} 份{gone}"),
    "matter_verified": Said("核查：{words}，{came}", lambda v: {**_words(v), **_outcome(v)}),
    "matter_outcome": Said("结果：{came}", _outcome),
    "matter_recheck": Said("回头看：{on}{how}", _recheck),
    "matter_how": Said("回复本条：{how}", lambda v: {"how": v["how"][:LONGEST]}),
    "matter_sheet": Said("📌 {entry} {owners}\n{title}", _sheet),
    "matter_sheet_counts": Said("{kind}，{by} 交办：{told}"),
    "matter_sheet_line": Said("{unit} {stands}{figure}，{due_told}"),
    "matter_sheet_one": Said("由 {whose} 核查。回复本条：改期 日期 原因 ／ 撤项 原因 ／ 催办"),
    "matter_sheet_whose": Said(
        "由 {whose} 核查。各单位的情况点按钮查看；回复请写台账号和单位，例如：撤项 {entry} {unit} 原因"
    ),
    "matter_sheet_over": Said("由 {whose} 核查。各单位的情况点按钮查看"),
    "matter_line": Said("{entry} {unit} {stands}{figure}，{due_told}：{title}", _titled),
    "matter_evidence_of": Said("{entry} 的佐证"),
    "matter_evidence_what": Said("{unit}“{title}”", _titled),
    "matter_urge_told": Said("⏰ {by} 催办：{entry} {unit} {stands}，{what}，时限 {due_told}，{left}。", _urge),
    "matter_counted": Said("{entry} 第{round}轮 {came}{much}：{title}", _counted),
    "matter_unreached": Said(
        "⚠️ {entry} {unit}的负责人都还没有启用机器人，卡片没有送到。请直接联系，并请局办公室核对名册。"
    ),
    "matter_waiting": Said("📌 督办事项：等您办理 {count} 件，等您核查 {waiting} 件，请发 台账 查看"),
    "matter_shown": Said("卡片发到您的私聊了。"),
    # questions
    "matter_ask": Said("请在新消息里回复，写明内容才会生效。"),
    "matter_which": Said("请在新消息里点选是哪一件，还没有任何改动。"),
    "matter_offer": Said("🤔 “{said}”是指哪一件", open="？还没有任何改动，请点选："),
    # the ledger
    "ledger_head": Said("📒 台账{which} {count} 件{counts}", _ledger),
    "ledger_none": Said(
        "📒 台账{which}里没有事项。可以这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 单位名、台账 T12",
        _ledger,
    ),
    "ledger_unit": Said("{unit} {count} 件{late_told}", _late),
    "ledger_page": Said("第 {page} 页，共 {pages} 页"),
    "ledger_parent": Said("📂 {entry} {title}{who}：已办结 {done}/{leaves}{lit}", _parent),
    "ledger_usage": Said(
        "⚠️ 没有受理：没有看懂“{text}”。请这样查：台账 逾期、台账 临期、台账 待核查、台账 回头看、台账 单位名、台账 种类、台账 T12、台账 上级 T3；成批交办和下载请发 台账 导入、台账 导出"
    ),
    "menu_task": Said("交办 种类 单位 时限 标题"),
    "menu_problem": Said("整改 种类 单位 时限 问题"),
    "help_matter_head": Said(
        "督办：回复卡片 完成 ／ 进展 ／ 延期 日期 原因，照片附上即佐证；/ledger 台账", helps="head"
    ),
    "help_matter_reviewer": Said(
        "督办：/task 交办，/problem 整改，/ledger 台账；核查请回复 确认 ／ 退回 原因", helps="reviewer"
    ),
}
