"""What is said about vetoes."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, listed
from scoring.calendar import dated_period, worded
from scoring.language import both
from scoring.standings.vetoes import in_words


def _effects(values: Values) -> dict[str, str]:
    """Say what a veto does; a letter that was owed by an earlier version has it in words already."""
    if "effect" not in values:
        return {"effects": values["effects"]}
    return {"effects": in_words(values["effect"], values["zeroed"])}


def _whole(values: Values) -> dict[str, str]:
    """Write the reason as it is, and what was asked."""
    what = both("解除一票否决", "lifting a veto") if values["lifts"] else both("一票否决", "a veto")
    return {**_effects(values), "reason": values["reason"], "what": what}


def _see(values: Values) -> Rows:
    """Offer what was sent along, where anything was."""
    return (
        ((Button(both("📎 查看佐证", "📎 Evidence"), f"veto_evidence:{values['veto']}"),),)
        if values.get("files")
        else ()
    )


def _over(values: Values) -> dict[str, str]:
    """Say why it is too late, and for which longer period it is not."""
    longer = values["longer"]
    over = both("定榜", "closed") if values["closed"] else both("锁定", "locked")
    if not longer:
        return {"over": over, "next": both("请联系局办公室。", "Please ask the office.")}
    unit, period = cut(values["unit"]), longer[0]
    wider = both(
        f"要计入{period}，请写明期间：/veto {unit} {period} 理由",
        f"To let it count for {worded(period)}, please name that period: /veto {unit} {dated_period(period)} REASON",
    )
    return {"over": over, "next": wider}


def _meant(units: str) -> str:
    return both(f"您是不是要找：{units}？", f"Did you mean {units}? ") if units else ""


TEXTS = {
    "veto_usage": Said(
        "一票否决：/veto 单位 理由；解除：/veto 单位 解除 理由。不写期间就是{period}，也可以写，例如 /veto 单位 2026-11 理由。另一位局领导或管理员会签后才生效，现在没有任何改动。",
        "Veto: /veto UNIT REASON; lift one: /veto UNIT lift REASON. It is for {period}, or: /veto UNIT 2026-11 REASON. It counts once another leader or an admin signs; nothing has changed.",
    ),
    "veto_leaders_only": Said(
        "🔒 一票否决只能由局领导提出。没有任何改动。请向局领导报告。",
        "🔒 Only a leader can ask for a veto. Nothing has changed. Please report to a leader.",
    ),
    "veto_signers_only": Said(
        "🔒 一票否决只能由局领导或管理员会签。没有任何改动。请联系局办公室。",
        "🔒 Only a leader or an admin can sign a veto. Nothing has changed. Please ask the office.",
    ),
    "veto_own_unit": Said(
        "🔒 {unit}是您本单位，您不能提出、解除或会签它的一票否决。没有任何改动。请由其他局领导处理。",
        "🔒 {unit} is your own unit: you can neither ask for, lift nor sign a veto on it. Nothing has changed. Please let another leader do it.",
    ),
    "veto_own_word": Said(
        "🔒 是您提出的，要由另一位局领导或管理员会签。没有任何改动，请等对方处理。",
        "🔒 You asked for this yourself; another leader or an admin must sign. Nothing has changed. Please wait for them.",
    ),
    "veto_alone": Said(
        "⚠️ 没有受理：一票否决要由另一位局领导或管理员会签，名册上没有别人可以会签。没有任何改动。请联系局办公室补充名册。",
        "⚠️ Not accepted: another leader or an admin must sign a veto, and the roster has nobody else who could. Nothing has changed. Please ask the office to complete the roster.",
    ),
    "veto_in_drill": Said(
        "⚠️ 没有受理：正在演练，什么都不作数，没有任何改动。请等演练结束再提出。",
        "⚠️ Not accepted: this is a rehearsal, in which nothing counts. Nothing has changed. Please ask again after the rehearsal.",
    ),
    "veto_unit": Said(
        "⚠️ 没有受理：没有叫“{text}”的单位，没有任何改动。{meant}请写清单位：/veto 单位 理由",
        "⚠️ Not accepted: there is no unit “{text}”. Nothing has changed. {meant}Please name the unit: /veto UNIT REASON",
        lambda v: {"meant": _meant(listed(v["suggestions"]))},
    ),
    "veto_unit_not_then": Said(
        "⚠️ 没有受理：{period}的竞赛方案里没有{unit}，没有任何改动。请写它参赛的期间：/veto 单位 2026-12 理由",
        "⚠️ Not accepted: the rulebook of {period} does not have {unit}. Nothing has changed. Please name a period in which it competes: /veto UNIT 2026-12 REASON",
    ),
    "veto_not_competing": Said(
        "⚠️ 没有受理：{unit}不参加任何擂台，不能一票否决。没有任何改动。请改正单位。",
        "⚠️ Not accepted: {unit} competes in no arena and cannot be vetoed. Nothing has changed. Please name another unit.",
    ),
    "veto_one_unit": Said(
        "⚠️ 没有受理：一次只能提一家单位，您写了{unit}和{other}，没有任何改动。请一家一条分开发：/veto 单位 理由",
        "⚠️ Not accepted: one unit at a time; you named {unit} and {other}. Nothing has changed. Please send a message for each: /veto UNIT REASON",
    ),
    "veto_reason": Said(
        "⚠️ 没有受理：请写明理由（至少两个字，可以写文号或链接），没有任何改动。例如：/veto 单位 发生较大安全事故",
        "⚠️ Not accepted: please give a reason (at least two characters; a document number or a link will do). Nothing has changed. For example: /veto UNIT serious accident at work",
    ),
    "veto_over": Said(
        "⚠️ 没有受理：{period}已{over}，不能再提出、会签或解除一票否决，没有任何改动。{next}",
        "⚠️ Not accepted: {period} is {over}; no veto can be asked for, signed or lifted any more. Nothing has changed. {next}",
        _over,
    ),
    "veto_future": Said(
        "⚠️ 没有受理：{period}还没有开始。没有任何改动。请改正期间。",
        "⚠️ Not accepted: {period} has not begun. Nothing has changed. Please name another period.",
    ),
    "veto_stands": Said(
        "⚠️ 没有受理：{unit}{period}已经被一票否决（{effects}）。没有任何改动。要解除请发：/veto 单位 解除 理由",
        "⚠️ Not accepted: there is a veto on {unit} for {period} already ({effects}). Nothing has changed. To lift it please send: /veto UNIT lift REASON",
        _effects,
    ),
    "veto_none": Said(
        "⚠️ 没有受理：{unit}{period}没有一票否决，不用解除。没有任何改动。看榜请发 /rank。",
        "⚠️ Not accepted: there is no veto on {unit} for {period} to be lifted. Nothing has changed. For the standings send /rank.",
    ),
    "veto_waits": Said(
        "⚠️ 没有受理：{unit}{period}已由{by}提请会签，还没有人处理。没有任何改动。请等会签结果；要另提，请{by}先回复自己的提请：撤销",
        "⚠️ Not accepted: {by} has asked for a signature about {unit}, {period}, and nobody has answered yet. Nothing has changed. Please wait for the outcome; to ask for something else, please let {by} first reply to the request: undo",
    ),
    "veto_others_word": Said(
        "🔒 只有提出的{by}可以补充佐证或撤销。没有任何改动。不同意请回复：驳回",
        "🔒 Only {by}, who asked, can add evidence or take it back. Nothing has changed. If you disagree please reply: return",
    ),
    "veto_evidence_not_yours": Said(
        "🔒 {unit}一票否决的佐证只给该单位、局领导和管理员看。没有任何改动。需要查看请联系局办公室。",
        "🔒 Only the unit, leaders and admins see the evidence of a veto on {unit}. Nothing has changed. If you need it please ask the office.",
    ),
    "veto_no_evidence": Said(
        "这项一票否决没有佐证，没有任何改动。需要的话请{by}回复提请，附上照片或文件。",
        "This veto has no evidence; nothing has changed. If some is needed, please let {by} reply to the request with photos or files.",
    ),
    "veto_evidence_added": Said(
        "📎 已收作一票否决的佐证，现有 {count} 份。会签的人点“查看佐证”就能看到。",
        "📎 Taken as evidence of the veto, {count} in all. Whoever signs sees it by tapping “Evidence”.",
    ),
    "veto_no_rule": Said(
        "⚠️ 没有受理：竞赛方案规定的一票否决（{effects}）不适用于{unit}所在的擂台。没有任何改动。请联系局办公室核对方案。",
        "⚠️ Not accepted: the veto of the rulebook ({effects}) does not fit the arena of {unit}. Nothing has changed. Please ask the office to check the rulebook.",
        _effects,
    ),
    "veto_unknown": Said(
        "⚠️ 没有找到这项会签，没有任何改动。请联系局办公室。",
        "⚠️ This request was not found; nothing has changed. Please ask the office.",
    ),
    "veto_answered": Said(
        "已由{by}处理（已更新），没有新的改动。",
        "{by} has dealt with it (updated); nothing more has changed.",
    ),
    "veto_orphan": Said(
        "⚠️ 没有生效：提出的{by}已不是局领导，没有任何改动。请点“不同意”或回复“驳回”，再由现任局领导重新提出。",
        "⚠️ Not in force: {by}, who asked, is no leader any more. Nothing has changed. Please tap “Disagree” or reply “return”, and let a present leader ask again.",
    ),
    "veto_imposed": Said(
        "⚖️ 一票否决：{unit}{period}{effects}。理由：{reason}\n{by}提出，{signer}会签，现在生效。有疑问请联系局办公室。",
        "⚖️ Veto on {unit}, {period}: {effects}. Reason: {reason}\nAsked for by {by}, signed by {signer}; in force now. Questions? Please ask the office.",
        _whole,
        buttons=_see,
    ),
    "veto_lifted": Said(
        "⚖️ 一票否决已解除：{unit}{period}（原为{effects}）。理由：{reason}\n{by}提出，{signer}会签，现在生效。",
        "⚖️ Veto lifted: {unit}, {period} (it was: {effects}). Reason: {reason}\nAsked for by {by}, signed by {signer}; in force now.",
        _whole,
        buttons=_see,
    ),
    "veto_withdrawn": Said(
        "↶ {by}撤销了提请：{what}，{unit}{period}（{effects}）。没有任何改动，不用会签了。",
        "↶ {by} took back the request: {what}, {unit}, {period} ({effects}). Nothing has changed; there is nothing left to sign.",
        _whole,
    ),
    "veto_declined": Said(
        "↩️ {signer}不同意{what}：{unit}{period}（{effects}）。没有任何改动，得分和名次不变。确有必要，{by}可以重新提出。",
        "↩️ {signer} disagrees: {what}, {unit}, {period} ({effects}). Nothing has changed: points and ranks stay. If it must be, {by} can ask again.",
        _whole,
    ),
    "veto_withdraw": Said("不再提请，得分和名次不变。", "Taken back; points and ranks stay."),
    "veto_agree": Said("已会签，现在生效。", "Signed; in force now."),
    "veto_decline": Said("已记为不同意，没有任何改动。", "Noted that you disagree; nothing has changed."),
    # the card of whoever signs, and the receipt of whoever asked
    "veto_card": Said(
        "⚖️ 待会签：{what}\n{unit} · {period}\n{by} {at} 提出，后果：{effects}\n理由：{reason}",
        "⚖️ To be signed: {what}\n{unit} · {period}\nAsked for by {by}, {at}; effect: {effects}\nReason: {reason}",
        _whole,
    ),
    "veto_asked": Said(
        "⚖️ 已提请会签：{what}，{unit}{period}（{effects}）。理由：{reason}",
        "⚖️ Signature asked for: {what}, {unit}, {period} ({effects}). Reason: {reason}",
        _whole,
    ),
    "veto_becomes": Said("现在：{now}\n同意后：{then}", "Now: {now}\nOnce agreed: {then}"),
    "veto_others": Said("其他单位：", "Other units: "),
    "veto_more": Said("，等 {count} 家", " and others, {count} units in all"),
    "veto_moved": Said("{name}第 {before} 名→第 {after} 名", "{name} rank {before} → {after}"),
    "veto_still": Said(
        "",
        "",
        open="现在还没有任何改动，一人决定即可。回复本条：同意 ／ 驳回",
        open_en="Nothing has changed yet; one person decides. Tap below, or reply to this: confirm / return",
    ),
    "veto_signers": Said(
        "",
        "",
        open="请 {signers} 会签，任一人同意后才生效；现在还没有任何改动。补充佐证请回复本条发照片或文件；不提了请回复：撤销",
        open_en="{signers}: one of these must agree, then it counts. Nothing has changed yet. To add evidence reply to this with photos or files; to take it back reply: undo",
    ),
    "veto_evidence": Said("一票否决的佐证", "Evidence of the veto"),
    "veto_evidence_of": Said(
        "{unit}{period}，理由：{reason}", "{unit}, {period}, reason: {reason}", lambda v: {"reason": v["reason"]}
    ),
    "veto_ranked": Said("第 {rank} 名，{total} 分", "rank {rank}, {total} points"),
    "veto_unranked": Said("没有名次，{total} 分", "no rank, {total} points"),
    "veto_yes": Said("✅ 同意", "✅ Agree"),
    "veto_no": Said("↩️ 不同意", "↩️ Disagree"),
    "veto_back": Said("↶ 撤销提请", "↶ Take back"),
    "veto_see": Said("📎 查看佐证", "📎 Evidence"),
    "help_veto": Said(
        "一票否决：/veto 单位 理由；解除：/veto 单位 解除 理由（另一人会签）",
        "Veto: /veto UNIT REASON; lift one: /veto UNIT lift REASON (another person signs)",
        helps="leader",
    ),
}
