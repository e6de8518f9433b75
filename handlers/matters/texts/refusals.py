"""Why something about a matter is not done, said to whoever wanted it."""

from handlers.matters.texts.words import DEEDS, WHO, called, how, until
from handlers.results import Values
from handlers.texts import Said, listed


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


def _no_act(values: Values) -> dict[str, str]:
    possible = how(values["acts"], values["quantity"])
    return {"next": f"请整条回复：{possible}" if possible else "现在没有等您办理的；需要时请联系交办单位。"}


def _leads(values: Values) -> dict[str, str]:
    return {"who": listed(values["leads"]) or WHO["admin"], "known": listed(values.get("kinds") or [])}


REFUSED = {
    # no right
    "no_right": Said(
        "🔒 {entry} {unit}（{stands}）：{deed}由 {whose} 办理，您不能代为办理。没有任何改动。{next}", "", _rights
    ),
    "own_unit": Said(
        "🔒 {entry} {unit}（{stands}）是您本单位的事项，须回避，{deed}由 {whose} 办理。没有任何改动。{next}",
        "",
        _rights,
    ),
    "own_finish": Said(
        "🔒 {entry} {unit}（{stands}）是您本人报完成的，须由另一人核查。没有任何改动。请等另一人核查。{next}",
        "",
        _stands,
    ),
    "own_verification": Said(
        "🔒 {entry} {unit}（{stands}）是您本人核查的，回头看须由另一人办理。没有任何改动。请等另一人办理。{next}",
        "",
        _stands,
    ),
    "own_target": Said(
        "🔒 {entry} {unit}（{stands}）不能移交给您本单位。没有任何改动。请由另一位管理员移交。{next}", "", _stands
    ),
    "not_your_act": Said(
        "🔒 {entry} {unit}（{stands}）上一步由 {by} 办理，只能由本人撤销。没有任何改动。需要改动请联系本人。{next}",
        "",
        _stands,
    ),
    # not in the table, or against a limit of it
    "not_possible": Said("⚠️ 没有受理：{entry} {unit}现在{stands}，不能{deed}，没有任何改动。{next}", "", _stands),
    "deadline_passed": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限 {due_told} 已过，{deed}应在到期前办理，没有任何改动。{next}",
        "",
        _deadline,
    ),
    "only_leader": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限已过或已报完成，撤项只能由局领导决定，没有任何改动。请报局领导。{next}",
        "",
        _stands,
    ),
    "extensions_used": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）最多延期 {limit} 次，已经用完，没有任何改动。{next}", "", _stands
    ),
    "not_later": Said(
        "⚠️ 没有受理：{entry} {unit}现在的时限是 {due_told}，延期要晚于它，没有任何改动。请改正日期重发，例如：延期 11月30日 原因",
        "",
        _deadline,
    ),
    "too_near": Said(
        "⚠️ 没有受理：{entry} {unit}提前改期，新时限至少要在 {days} 个工作日之后，没有任何改动。请改正日期重发，例如：改期 11月30日 原因",
        "",
    ),
    "day_passed": Said(
        "⚠️ 没有受理：{entry} {unit}的新时限已经过去或太近，至少要在一小时以后，没有任何改动。请改正日期重发。", ""
    ),
    "unchanged": Said("⚠️ 没有受理：{entry} {unit}的时限就是这一天，没有任何改动。请写明要改到哪一天。", ""),
    "figure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，还没有报完成，没有任何改动。请写完成了多少，例如：完成 {quantity}/{quantity}",
        "",
    ),
    "no_quantity": Said("⚠️ 没有受理：{entry} {unit}没有数量，不用写数，没有任何改动。{next}", "", _stands),
    "over_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，写的 {said} 超过了，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}",
        "",
    ),
    "other_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，不是 {said}，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}",
        "",
    ),
    "measure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}还缺整改措施或责任人，没有报完成，没有任何改动。请补上重发，例如：完成 措施：配齐试剂并每日开检 责任人：张明",
        "",
    ),
    "evidence_needed": Said(
        "⚠️ 没有受理：{entry} {unit}报完成必须附佐证，还没有报完成，没有任何改动。请回复本条发照片或文件，写上：完成", ""
    ),
    "no_recheck": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）这类事项没有回头看，没有任何改动。需要时请重新交办。", "", _stands
    ),
    "recheck_over": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）的回头看 {due_told} 已截止，没有任何改动。需要时请重新交办。",
        "",
        _deadline,
    ),
    "settled": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）回头看已巩固，没有任何改动。仍要记为反弹请报局领导。{next}", "", _stands
    ),
    "unit_stands": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）还在现行竞赛方案里，不用移交，没有任何改动。不再办理的，请回复：撤项 原因",
        "",
        _stands,
    ),
    "already_there": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）移交的 {other} 本来就承办这一件，没有任何改动。请换一家单位。",
        "",
        _stands,
    ),
    "nothing_to_take_back": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）没有可以撤销的一步，没有任何改动。{next}", "", _stands
    ),
    "take_back_too_late": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）上一步已超过 {minutes} 分钟，不能撤销，没有任何改动。{next}", "", _stands
    ),
    "locked": Said(
        "⚠️ 没有受理：{entry} {unit}计入的{period}已锁定，不能再改，没有任何改动。确有差错，请对那一期的得分办理更正（须两人签字）。",
        "",
    ),
    "urged_today": Said(
        "{entry} {unit}没有再催：要催的人今天已经被催过（每人每天一次）。没有任何改动。请明天再催，或直接联系。", ""
    ),
    "urge_unreachable": Said(
        "⚠️ {entry} {unit}没有催成：要催的人都还没有启用机器人，催办送不到。没有任何改动。请直接联系。", ""
    ),
}
"""Why an act is refused, by the codes of scoring.matters.judging and a few of our own."""

UNREAD = {
    "kind_missing": Said(
        "⚠️ 没有受理：没有写督办种类，没有任何改动。可用的有：{known}。请照样重发：{example}", "", _line
    ),
    "kind_unknown": Said("⚠️ 没有受理：没有叫“{text}”的督办种类，没有任何改动。{meant}请照样重发：{example}", "", _line),
    "kind_not_yours": Said(
        "⚠️ 没有受理：“{text}”不由您交办，没有任何改动。{meant}请由交办单位办理，或照样重发：{example}", "", _line
    ),
    "kind_other_form": Said(
        "⚠️ 没有受理：“{text}”要用另一个命令（交办 或 整改），没有任何改动。请照样重发：{example}", "", _line
    ),
    "unit_missing": Said("⚠️ 没有受理：没有写承办单位，没有任何改动。请照样重发：{example}", "", _line),
    "unit_unknown": Said("⚠️ 没有受理：没有叫“{text}”的单位，没有任何改动。{meant}请照样重发：{example}", "", _line),
    "arena_unknown": Said("⚠️ 没有受理：没有叫“{text}”的擂台，没有任何改动。{meant}请照样重发：{example}", "", _line),
    "deadline_missing": Said(
        "⚠️ 没有受理：没有看到时限（读到“{text}”），没有任何改动。请写明哪天，照样重发：{example}", "", _line
    ),
    "deadline_unread": Said(
        "⚠️ 没有受理：没有看懂时限“{text}”，没有任何改动。请写成 11月20日、下周五 或 3个工作日，照样重发：{example}",
        "",
        _line,
    ),
    "deadline_past": Said("⚠️ 没有受理：时限已经过去，没有任何改动。请改正日期重发。", ""),
    "deadline_too_soon": Said("⚠️ 没有受理：时限至少要在一小时以后，没有任何改动。请改正时间重发。", ""),
    "deadline_outside": Said("⚠️ 没有受理：时限不在 {year} 年内，没有任何改动。请改正日期重发。", ""),
    "title_missing": Said("⚠️ 没有受理：没有写事项标题，没有任何改动。请照样重发：{example}", "", _line),
    "title_long": Said("⚠️ 没有受理：标题超过 {most} 字，没有任何改动。请缩短后重发。", ""),
    "label_twice": Said("⚠️ 没有受理：“{label}”写了两次，没有任何改动。请只写一次重发。", ""),
    "label_empty": Said("⚠️ 没有受理：“{label}”后面没有内容，没有任何改动。请补上或去掉重发。", ""),
    "label_long": Said("⚠️ 没有受理：“{label}”超过 {most} 字，没有任何改动。请缩短后重发。", ""),
    "parent_unread": Said("⚠️ 没有受理：没有看懂上级“{text}”，没有任何改动。请写台账号，例如：上级：T0003", ""),
    "quantity_unread": Said(
        "⚠️ 没有受理：没有看懂数量“{text}”，没有任何改动。请写成 数量：40户，或 数量：东湖所40、西溪所38", ""
    ),
    "quantity_unit": Said(
        "⚠️ 没有受理：数量里的“{text}”不是承办单位，或写了两次，没有任何改动。请改正重发。{meant}", "", _line
    ),
    "quantity_left": Said("⚠️ 没有受理：数量没有写全各承办单位，没有任何改动。请补上重发。{meant}", "", _line),
    "figure_unread": Said("⚠️ 没有受理：没有看懂“{text}”，没有任何改动。请写完成数，例如：改为 27/30", ""),
    "reason_short": Said("⚠️ 没有受理：原因至少写两个字，没有任何改动。请重新回复，例如：退回 缺少照片", ""),
    "words_long": Said("⚠️ 没有受理：话太长了，请缩短到 {most} 字以内重发，没有任何改动。", ""),
}
"""Why words cannot be taken as they stand, by the codes of the readers."""
TEXTS = {
    **{f"matter_{code}": said for code, said in REFUSED.items()},
    **{f"matter_{code}": said for code, said in UNREAD.items()},
    "matter_unknown": Said("⚠️ 没有受理：没有您可以查看的 {entry}，没有任何改动。请核对台账号，或发 台账 查看。", ""),
    "matter_not_there": Said(
        "⚠️ 没有受理：{entry} 里没有{unit}，没有任何改动。请核对单位，或发 台账 {entry} 查看。", ""
    ),
    "matter_without_parts": Said(
        "⚠️ 没有受理：{entry} 是上级事项，没有承办单位，没有任何改动。请写下级事项的台账号。", ""
    ),
    "matter_not_read": Said(
        "没有看懂，没有任何改动。请写 办理词 台账号，例如：完成 T12 或 退回 T12 缺少照片；查看请发 台账 T12", ""
    ),
    "matter_no_act": Said("这句话没有办理 {entry} {unit}，没有任何改动。{next}", "", _no_act),
    "matter_outdated": Said(
        "🔄 已更新：{entry} {unit}刚有新的进展，刚才的决定没有生效，没有任何改动。请看最新的卡片再决定。", ""
    ),
    "matter_expired": Said("⌛ 已过期：超过30分钟没有回答，没有任何改动。请重新发送。", ""),
    "matter_no_evidence": Said("{entry} {unit}没有佐证，没有任何改动。需要的话可退回，请对方补充。", ""),
    "matter_parent_unknown": Said("⚠️ 没有受理：没有上级 {entry}，没有任何改动。请核对台账号，或发 台账 查看。", ""),
    "matter_assign_own": Said(
        "🔒 {owners}是您本单位，不能由您交办。没有任何改动。请由 {who} 的其他人或局领导交办。",
        "",
        lambda v: {"owners": listed(v["units"]), **_leads(v)},
    ),
    "matter_assign_right": Said("🔒 {kind}由 {who} 交办，您不能代为交办。没有任何改动。请联系交办单位。", "", _leads),
    "matter_not_yours_to_assign": Said(
        "🔒 {known}由 {who}、局领导或管理员交办。没有任何改动。请联系交办单位。", "", _leads
    ),
    "matter_no_kinds": Said(
        "⚠️ 没有受理：现行竞赛方案里没有这类督办种类，没有任何改动。请联系局办公室在方案里加上。", ""
    ),
}
