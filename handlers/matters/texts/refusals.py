"""Why something about a matter is not done, said to whoever wanted it."""

from handlers.matters.texts.words import DEEDS, WHO, called, how, until
from handlers.results import Values
from handlers.texts import Said, listed
from scoring.language import both


def _stands(values: Values) -> dict[str, str]:
    """Say how a part stands, what was wanted, and what its reader may do now."""
    possible = how(values.get("acts") or (), values.get("quantity"))
    nothing = both(
        "需要时请联系交办单位，或发 台账 查看。",
        "If need be, please ask the assigning department, or send /ledger",
    )
    return {
        "stands": called(values["state"], problem=values["problem"]),
        "deed": DEEDS[values["deed"]],
        "next": both(f"现在请回复：{possible}", f"Please reply: {possible}") if possible else nothing,
    }


def _rights(values: Values) -> dict[str, str]:
    """Say who does what was wanted."""
    roles = ("admin" if role == "verifier" and not values["verifiers"] else role for role in values["who"])
    verifiers = listed(values["verifiers"])
    called = {**WHO, "verifier": both(f"{WHO['verifier']}（{verifiers}）", verifiers)}
    return {**_stands(values), "whose": both("或", " or ").join(dict.fromkeys(called[role] for role in roles))}


def _deadline(values: Values) -> dict[str, str]:
    return {**_stands(values), "due_told": until(values["due"])}


def _no_act(values: Values) -> dict[str, str]:
    possible = how(values["acts"], values["quantity"])
    nothing = both(
        "现在没有等您办理的；需要时请联系交办单位。",
        "Nothing waits for you now; if need be, please ask the assigning department.",
    )
    return {"next": both(f"请整条回复：{possible}", f"Please reply with only: {possible}") if possible else nothing}


def _leads(values: Values) -> dict[str, str]:
    return {"who": listed(values["leads"]) or WHO["admin"], "known": listed(values.get("kinds") or [])}


REFUSED = {
    # no right
    "no_right": Said(
        "🔒 {entry} {unit}（{stands}）：{deed}由 {whose} 办理，您不能代为办理。没有任何改动。{next}",
        "🔒 {entry} {unit} ({stands}): only {whose} may {deed}. Nothing has changed. {next}",
        _rights,
    ),
    "own_unit": Said(
        "🔒 {entry} {unit}（{stands}）是您本单位的事项，须回避，{deed}由 {whose} 办理。没有任何改动。{next}",
        "🔒 {entry} {unit} ({stands}) is your own unit's: only {whose} may {deed}. Nothing has changed. {next}",
        _rights,
    ),
    "own_finish": Said(
        "🔒 {entry} {unit}（{stands}）是您本人报完成的，须由另一人核查。没有任何改动。请等另一人核查。{next}",
        "🔒 {entry} {unit} ({stands}): you finished it, so somebody else verifies it. Nothing has changed. Please wait. {next}",
        _stands,
    ),
    "own_verification": Said(
        "🔒 {entry} {unit}（{stands}）是您本人核查的，回头看须由另一人办理。没有任何改动。请等另一人办理。{next}",
        "🔒 {entry} {unit} ({stands}): you verified it, so somebody else rechecks it. Nothing has changed. Please wait. {next}",
        _stands,
    ),
    "own_target": Said(
        "🔒 {entry} {unit}（{stands}）不能移交给您本单位。没有任何改动。请由另一位管理员移交。{next}",
        "🔒 {entry} {unit} ({stands}) cannot go to your own unit. Nothing has changed. Please let another admin hand it over. {next}",
        _stands,
    ),
    "not_your_act": Said(
        "🔒 {entry} {unit}（{stands}）上一步由 {by} 办理，只能由本人撤销。没有任何改动。需要改动请联系本人。{next}",
        "🔒 {entry} {unit} ({stands}): only {by} can undo the last step. Nothing has changed. Please ask them. {next}",
        _stands,
    ),
    # not in the table, or against a limit of it
    "not_possible": Said(
        "⚠️ 没有受理：{entry} {unit}现在{stands}，不能{deed}，没有任何改动。{next}",
        "⚠️ Not accepted: {entry} {unit} is now {stands}, so you cannot {deed}. Nothing has changed. {next}",
        _stands,
    ),
    "deadline_passed": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限 {due_told} 已过，{deed}应在到期前办理，没有任何改动。{next}",
        "⚠️ Not accepted: {entry} {unit} ({stands}) was due {due_told}, too late to {deed}. Nothing has changed. {next}",
        _deadline,
    ),
    "only_leader": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）时限已过或已报完成，撤项只能由局领导决定，没有任何改动。请报局领导。{next}",
        "⚠️ Not accepted: {entry} {unit} ({stands}): only a leader may withdraw it now. Nothing has changed. Please ask one. {next}",
        _stands,
    ),
    "extensions_used": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）最多延期 {limit} 次，已经用完，没有任何改动。{next}",
        "⚠️ Not accepted: {entry} {unit} ({stands}) was extended {limit} times, which is the most. "
        "Nothing has changed. {next}",
        _stands,
    ),
    "not_later": Said(
        "⚠️ 没有受理：{entry} {unit}现在的时限是 {due_told}，延期要晚于它，没有任何改动。请改正日期重发，例如：延期 11月30日 原因",
        "⚠️ Not accepted: the deadline of {entry} {unit} is now {due_told}, and the new one has to be later. Nothing "
        "has changed. Please correct the day and send it again, for example: extend 30 Nov REASON",
        _deadline,
    ),
    "too_near": Said(
        "⚠️ 没有受理：{entry} {unit}提前改期，新时限至少要在 {days} 个工作日之后，没有任何改动。请改正日期重发，例如：改期 11月30日 原因",
        "⚠️ Not accepted: an earlier deadline of {entry} {unit} has to be at least {days} working days from now. Nothing "
        "has changed. Please correct the day and send it again, for example: move 30 Nov REASON",
    ),
    "day_passed": Said(
        "⚠️ 没有受理：{entry} {unit}的新时限已经过去或太近，至少要在一小时以后，没有任何改动。请改正日期重发。",
        "⚠️ Not accepted: the new deadline of {entry} {unit} has passed or is too near, it has to be at least an hour from "
        "now. Nothing has changed. Please correct the day and send it again.",
    ),
    "unchanged": Said(
        "⚠️ 没有受理：{entry} {unit}的时限就是这一天，没有任何改动。请写明要改到哪一天。",
        "⚠️ Not accepted: {entry} {unit} is due on this day already. Nothing has changed. Please write the new day.",
    ),
    "figure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，还没有报完成，没有任何改动。请写完成了多少，例如：完成 {quantity}/{quantity}",
        "⚠️ Not accepted: {entry} {unit} has the quantity {quantity}; it is not finished, nothing has changed. Please "
        "write how much is done, for example: finish {quantity}/{quantity}",
    ),
    "no_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}没有数量，不用写数，没有任何改动。{next}",
        "⚠️ Not accepted: {entry} {unit} has no quantity, so no figure is needed. Nothing has changed. {next}",
        _stands,
    ),
    "over_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，写的 {said} 超过了，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}",
        "⚠️ Not accepted: {entry} {unit} has the quantity {quantity}, and {said} is more. Nothing has changed. Please "
        "correct it and send it again, for example: finish {quantity}/{quantity}",
    ),
    "other_quantity": Said(
        "⚠️ 没有受理：{entry} {unit}数量是 {quantity}，不是 {said}，没有任何改动。请改正后重发，例如：完成 {quantity}/{quantity}",
        "⚠️ Not accepted: {entry} {unit} has the quantity {quantity}, not {said}. Nothing has changed. Please correct it "
        "and send it again, for example: finish {quantity}/{quantity}",
    ),
    "measure_needed": Said(
        "⚠️ 没有受理：{entry} {unit}还缺整改措施或责任人，没有报完成，没有任何改动。请补上重发，例如：完成 措施：配齐试剂并每日开检 责任人：张明",
        "⚠️ Not accepted: {entry} {unit} lacks a measure or the person responsible. Nothing has changed. Please add both, for example: finish measure: reagents bought responsible: Zhang Ming",
    ),
    "evidence_needed": Said(
        "⚠️ 没有受理：{entry} {unit}报完成必须附佐证，还没有报完成，没有任何改动。请回复本条发照片或文件，写上：完成",
        "⚠️ Not accepted: {entry} {unit} needs evidence; it is not finished, nothing has changed. Please reply to this "
        "with a photo or a file, and write: finish",
    ),
    "no_recheck": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）这类事项没有回头看，没有任何改动。需要时请重新交办。",
        "⚠️ Not accepted: {entry} {unit} ({stands}) is of a kind that is not rechecked. Nothing has changed. If need be, "
        "please assign it again.",
        _stands,
    ),
    "recheck_over": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）的回头看 {due_told} 已截止，没有任何改动。需要时请重新交办。",
        "⚠️ Not accepted: the recheck of {entry} {unit} ({stands}) ended {due_told}. Nothing has changed. If need be, "
        "please assign it again.",
        _deadline,
    ),
    "settled": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）回头看已巩固，没有任何改动。仍要记为反弹请报局领导。{next}",
        "⚠️ Not accepted: {entry} {unit} ({stands}) was settled. Nothing has changed. For a relapse please ask a leader. {next}",
        _stands,
    ),
    "unit_stands": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）还在现行竞赛方案里，不用移交，没有任何改动。不再办理的，请回复：撤项 原因",
        "⚠️ Not accepted: {entry} {unit} ({stands}) is in the rulebook in force, so nothing has to be handed over. "
        "Nothing has changed. To end it please reply: withdraw REASON",
        _stands,
    ),
    "already_there": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）移交的 {other} 本来就承办这一件，没有任何改动。请换一家单位。",
        "⚠️ Not accepted: {entry} {unit} ({stands}): {other} has a part of this matter already. Nothing has changed. "
        "Please name another unit.",
        _stands,
    ),
    "nothing_to_take_back": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）没有可以撤销的一步，没有任何改动。{next}",
        "⚠️ Not accepted: {entry} {unit} ({stands}) has no step that can be undone. Nothing has changed. {next}",
        _stands,
    ),
    "take_back_too_late": Said(
        "⚠️ 没有受理：{entry} {unit}（{stands}）上一步已超过 {minutes} 分钟，不能撤销，没有任何改动。{next}",
        "⚠️ Not accepted: the last step of {entry} {unit} ({stands}) is over {minutes} minutes old. Nothing has changed. {next}",
        _stands,
    ),
    "locked": Said(
        "⚠️ 没有受理：{entry} {unit}计入的{period}已锁定，不能再改，没有任何改动。确有差错，请对那一期的得分办理更正（须两人签字）。",
        "⚠️ Not accepted: {entry} {unit} counts in {period}, which is locked. Nothing has changed. If something is "
        "wrong, please have the score of that period corrected (two people sign).",
    ),
    "urged_today": Said(
        "{entry} {unit}没有再催：要催的人今天已经被催过（每人每天一次）。没有任何改动。请明天再催，或直接联系。",
        "{entry} {unit}: not urged again, they have been urged today (once a day each). Nothing has changed. Please "
        "urge again tomorrow, or call them.",
    ),
    "urge_unreachable": Said(
        "⚠️ {entry} {unit}没有催成：要催的人都还没有启用机器人，催办送不到。没有任何改动。请直接联系。",
        "⚠️ {entry} {unit}: nobody was urged, for none of them has started the bot. Nothing has "
        "changed. Please call them.",
    ),
}
"""Why an act is refused, by the codes of scoring.matters.judging and a few of our own."""
TEXTS = {
    **{f"matter_{code}": said for code, said in REFUSED.items()},
    "matter_unknown": Said(
        "⚠️ 没有受理：没有您可以查看的 {entry}，没有任何改动。请核对台账号，或发 台账 查看。",
        "⚠️ Not accepted: there is no {entry} that you may see. Nothing has changed. Please check the number, or send "
        "/ledger to look.",
    ),
    "matter_unseen": Said(
        "🔒 {entry} {unit}由 {whose} 核查，您不能看它的办理情况。没有任何改动。有疑问请联系交办单位。",
        "🔒 {entry} {unit} is verified by {whose}; you cannot see its details. Nothing has changed. Questions? Please ask whoever assigned it.",
        lambda v: {"whose": listed(v["verifiers"]) or WHO["admin"]},
    ),
    "matter_not_there": Said(
        "⚠️ 没有受理：{entry} 里没有{unit}，没有任何改动。请核对单位，或发 台账 {entry} 查看。",
        "⚠️ Not accepted: {unit} has no part of {entry}. Nothing has changed. Please check the unit, or send "
        "/ledger {entry} to look.",
    ),
    "matter_without_parts": Said(
        "⚠️ 没有受理：{entry} 是上级事项，没有承办单位，没有任何改动。请写下级事项的台账号。",
        "⚠️ Not accepted: {entry} is a parent matter and has no unit. Nothing has changed. Please write the "
        "number of a matter below it.",
    ),
    "matter_not_read": Said(
        "没有看懂，没有任何改动。请写 办理词 台账号，例如：完成 T12 或 退回 T12 缺少照片；查看请发 台账 T12",
        "Not understood, nothing has changed. Please write what to do and the number, for example: finish T12, or: "
        "return T12 photos are missing. To look send: /ledger T12",
    ),
    "matter_no_act": Said(
        "这句话没有办理 {entry} {unit}，没有任何改动。{next}",
        "These words do nothing to {entry} {unit}; nothing has changed. {next}",
        _no_act,
    ),
    "matter_add_not": Said(
        "⚠️ {entry} {unit}现在不收您补充的佐证，没有任何改动。佐证随“完成”一起发，或在待核查时由承办单位负责人补充。请发 台账 {entry} 查看。",
        "⚠️ {entry} {unit} takes no evidence from you now. Nothing has changed. Its head sends it with “finish”, or adds it "
        "before verification. To look please send /ledger {entry}",
    ),
    "matter_add_full": Said(
        "⚠️ 没有受理：{entry} {unit}的佐证已有 {most} 份，到了上限，再发的没有收下。请把其余的直接交给核查单位。",
        "⚠️ Not accepted: {entry} {unit} has {most} pieces of evidence, which is the most; what came on top is not taken. "
        "Please hand the rest to the verifying department.",
    ),
    "matter_outdated": Said(
        "🔄 已更新：{entry} {unit}刚有新的进展，刚才的决定没有生效，没有任何改动。请看最新的卡片再决定。",
        "🔄 Updated: {entry} {unit} has just moved on, so your decision did not count. Nothing has changed. Please see "
        "the newest card and decide again.",
    ),
    "matter_expired": Said(
        "⌛ 已过期：超过30分钟没有回答，没有任何改动。请重新发送。",
        "⌛ Expired: no answer for more than 30 minutes. Nothing has changed. Please send it again.",
    ),
    "matter_no_evidence": Said(
        "{entry} {unit}没有佐证，没有任何改动。需要的话可退回，请对方补充。",
        "{entry} {unit} has no evidence. Nothing has changed. If you need some, return it and ask for it.",
    ),
    "matter_parent_unknown": Said(
        "⚠️ 没有受理：没有上级 {entry}，没有任何改动。请核对台账号，或发 台账 查看。",
        "⚠️ Not accepted: there is no parent {entry}. Nothing has changed. Please check the number, or send /ledger to look.",
    ),
    "matter_assign_own": Said(
        "🔒 {owners}是您本单位，不能由您交办。没有任何改动。请由 {who} 的其他人或局领导交办。",
        "🔒 {owners}: that is your own unit, you cannot assign to it. Nothing has changed. Please let somebody else of "
        "{who} or a leader assign it.",
        lambda v: {"owners": listed(v["units"]), **_leads(v)},
    ),
    "matter_assign_right": Said(
        "🔒 {kind}由 {who} 交办，您不能代为交办。没有任何改动。请联系交办单位。",
        "🔒 {kind} is for {who} to assign, you cannot do it for them. Nothing has changed. Please ask the assigning "
        "department.",
        _leads,
    ),
    "matter_not_yours_to_assign": Said(
        "🔒 {known}由 {who}、局领导或管理员交办。没有任何改动。请联系交办单位。",
        "🔒 Only {who}, a leader or an admin may assign this ({known}). Nothing has changed. Please ask the assigning department.",
        _leads,
    ),
    "matter_no_kinds": Said(
        "⚠️ 没有受理：现行竞赛方案里没有这类督办种类，没有任何改动。请联系局办公室在方案里加上。",
        "⚠️ Not accepted: the rulebook in force has no such kind of matter. Nothing has changed. Please ask the office "
        "to add it.",
    ),
}
