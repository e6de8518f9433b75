"""What is said about dialogues, open questions and words that nobody owns."""

from handlers.results import Button, Rows, Values
from handlers.submissions.texts import ABOUT, NEXT, OWN_NEXT, STANDS, undoing
from handlers.submissions.views.sealed import sealed
from handlers.texts import Said, cut, listed, numbered, when
from scoring.calendar import worded
from scoring.language import Words, both, named


def _so_far(values: Values) -> dict[str, str]:
    if "count" in values:
        count = values["count"]
        return {
            "so_far": both(f"已有 {count} 份，发完请点“提交”。", f"{count} so far; when all are sent tap “Submit”.")
        }
    return {"so_far": both(*(NEEDED if values["needed"] else NOT_NEEDED))}


NEEDED = ("这项必须附佐证，还没有上报。", "This one needs evidence; nothing is reported yet.")
NOT_NEEDED = ("没有就直接提交，还没有上报。", "If there is none, just submit; nothing is reported yet.")


def _correctable(values: Values) -> Rows:
    return tuple(
        (
            sealed(
                both(f"🔁 申请更正 {n:04} {what}", f"🔁 Correct {n:04} {named(what)}")[:40],
                f"propose:{n}:{v}",
                "".join(seal),
            ),
        )
        for n, v, what, *seal in values["items"]
    )


def _chosen(values: Values) -> dict[str, str]:
    owners = cut(values.get("owners") or "")
    return {"chosen": both(f"已选：{owners}", f"Chosen: {owners}") if owners else ""}


DECIDE = ("确认 ／ 退回 原因 ／ 改为 {value}", "confirm / return REASON / amend to {value}")
JUDGE = ("维持 理由 ／ 改为 {value} 理由", "uphold REASON / amend to {value} REASON")
SIGN = ("确认 ／ 退回 原因", "confirm / return REASON")
HOW = {"appealed": JUDGE, "disputed": JUDGE, "correcting": SIGN, "requested": SIGN}


def _how(values: Values) -> dict[str, str]:
    """Say what decides about the card at hand."""
    value = both("级别", "LEVEL") if values.get("event") else both("数值", "VALUE")
    return {"how": both(*HOW.get(values.get("phase", ""), DECIDE)).format(value=value)}


def _another(values: Values) -> dict[str, str]:
    return {"meant": numbered(values["meant"])}


def _put_down(values: Values) -> dict[str, str]:
    number = values["number"]
    return {"what": both(f"补充佐证 {number:04}", f"evidence for {number:04}") if number else cut(values["what"])}


def _meant(values: Values) -> dict[str, str]:
    names = listed(values["suggestions"])
    return {"meant": both(f"您是不是要找：{names}？", f"Did you mean: {names}? ") if names else ""}


def _stands(values: Values) -> dict[str, str]:
    phase, at = values["phase"], when(values["at"])
    if phase in OPENED:
        return {"stands": OPENED[phase].format(at=at)}
    words = MOVED.get(values["act"], STANDS["pending"]) if phase == "pending" else STANDS[phase]
    told = words.format(by=values["by"] or ABOUT["ledger"])
    return {"stands": both(f"{at} {told}", f"{told} ({at})")}


def _own_stands(values: Values) -> dict[str, str]:
    closed = values["phase"] == "confirmed" and not values.get("appeal", True)
    return {**_stands({**values, "act": ""}), "next": both(*AFTER_NOTICE) if closed else OWN_NEXT[values["phase"]]}


def _where(values: Values) -> dict[str, str]:
    """Say where a submission stands and what can be done: by its own unit, or by others."""
    if values["late"]:
        return {"where": ABOUT["left_undecided"]}
    told = _own_stands(values)
    then = told["next"] if values["own"] else both(*NEXT[values["phase"]]).format(undo=undoing(values))
    return {"where": both(f"{told['stands']}。{then}", f"{told['stands']}. {then}")}


def _each(values: Values) -> dict[str, str]:
    """Write the words that decide about each of several numbers; of many the first ones."""
    word, numbers = cut(values["word"]), values["each"]
    told = listed(f"{word} {number:04}" for number in numbers[:MOST])
    return {"each": told + ("…" if len(numbers) > MOST else "")}


def _which(values: Values) -> dict[str, str]:
    which = values["which"]
    lines = [f"{numbered(number)} {cut(worded(unit))} {cut(worded(metric))}" for number, unit, metric in which]
    return {"items": "\n".join(lines), "example": f"{cut(values['word'])} {which[0][0]:04}"}


MOST = 8
"""So many numbers are told at most, of which each is to be decided by itself."""
MOVED = Words(
    {
        "transfer": ("已由 {by} 转交", "was transferred by {by}"),
        "confirm": (
            "已由 {by} 签字，还待其他牵头单位核实",
            "was signed by {by} and waits for the other lead departments",
        ),
        "take_back": ("{by}撤销了决定，恢复为待核实", "waits for review again: {by} undid the decision"),
    }
)
"""What may have been done about what still waits."""
OPENED = Words(
    {
        "appealed": ("已确认，单位 {at} 提出的异议待复核", "is confirmed, an objection of {at} is open"),
        "disputed": ("已退回，单位 {at} 提出的异议待复核", "was returned, an objection of {at} is open"),
        "correcting": ("已确认，{at} 提出的更正正在签字", "is confirmed, a correction of {at} is being signed"),
        "requested": (
            "锁定前没有确认，{at} 申请的补报正在签字",
            "was locked unconfirmed, a late report of {at} is being signed",
        ),
    }
)
"""Where something is open: since when that is, not since when what it is about was decided."""
AFTER_NOTICE = (
    "公示已经结束：确有差错请回复本条：更正为 数值 原因（须两人签字）。",
    "Its notice period is over; if it is wrong reply here: correct to VALUE REASON (two people sign).",
)

TEXTS = {
    "over_answered": Said("☑️ 已经答复，结果见后面的消息。", "☑️ Answered; the outcome is in the messages below."),
    "over_cancelled": Said("✖️ 已取消，没有任何改动。", "✖️ Cancelled; nothing has changed."),
    "over_replaced": Said(
        "⏹ 该提问已失效：被后来的操作取代，没有任何改动。",
        "⏹ This question is over: something later took its place; nothing has changed.",
    ),
    "over_unreported": Said(
        "⏹ 没有上报：下面 {count} 项没有报上，该提问被后来的操作取代。还要报请重新发送。",
        "⏹ Not reported: the question was replaced by something later, and {count} below were not taken. If they are still wanted please send them again.",
    ),
    "over_expired": Said(
        "⌛ 已过期：超过30分钟没有答复，没有任何改动。还要办请重新发送。",
        "⌛ Expired: no answer for 30 minutes; nothing has changed. If it is still wanted please send it again.",
    ),
    "over_taken_up": Said("▶️ 已接着填，见后面的消息。", "▶️ Taken up again; see the messages below."),
    "over_put_down": Said(
        "⏹ 这些材料已经用上、取消或超过30分钟，不用再选。",
        "⏹ These files have been used or cancelled, or 30 minutes are over; there is nothing to choose any more.",
    ),
    "over_several": Said(
        "⏹ 已失效：涉及的各项都已有新的进展，见 /pending。",
        "⏹ Over: all that this was about has moved on; see /pending.",
    ),
    "over_settled": Said("☑️ 已经办过，该提问已失效。", "☑️ This has been done; the question is over."),
    "over_version": Said(
        "⏹ 已失效：{number} 已更新为第{version}版，请看最新的一条。",
        "⏹ Over: {number} is at version {version} now; please see the newest message.",
    ),
    "over_locked": Said(
        "⏹ 已失效：{number} 所在周期已锁定，确需更改请申请更正。",
        "⏹ Over: the period of {number} is locked; if it must change, please ask for a correction.",
    ),
    "over_not_yours": Said(
        "⏹ 已失效：{number} 现在不由您办理，等您办的见 /pending。",
        "⏹ Over: {number} is not yours to see to now; what waits for you: /pending.",
    ),
    "over_state": Said(
        "⏹ 已失效：{number} {stands}。其他待办见 /pending。",
        "⏹ Over: {number} {stands}. What else waits for you: /pending.",
        _stands,
    ),
    "question_answered": Said(
        "该提问已失效（已更新）：已经回答过，或被后来的命令取代，没有新的改动。是否报上请看 /pending 或 /mine。",
        "This question is over: it was answered, or a later command took its place; nothing has changed now. Whether it was reported stands in /pending or /mine.",
    ),
    "put_down": Said(
        "⏸ “{what}”还没有填完，先放下了，没有任何改动",
        "⏸ “{what}” is not finished and was set aside; nothing has changed",
        _put_down,
        lambda v: ((Button(both("继续填", "Go on"), f"resume:{v['draft']}"),),),
        open="。30分钟内可以接着填：",
        open_en=". You can go on with it for 30 minutes:",
    ),
    "put_down_expired": Said(
        "⌛ 已过期：放下超过30分钟，没有上报，没有任何改动。请重新发送 /report 或 /highlight。",
        "⌛ Expired: it was set aside for more than 30 minutes; nothing was reported and nothing has changed. Please send /report or /highlight again.",
    ),
    "file_kept": Said(
        "📎 已收到，附在正在填的这一项上：佐证 {count}。还没有上报，请接着回答上面的问题。",
        "📎 Got it; it goes with what you are filling in: evidence {count}. Nothing is reported yet; please answer the question above.",
    ),
    "file_not_used": Said(
        "⚠️ 留言只转文字，这份文件没有用上，也不会附到别的申报上。请接着写留言；要作佐证请先发 /cancel，再发文件。",
        "⚠️ Only words are passed on; this file was not used and goes with no other submission. Please go on writing; to use it as evidence send /cancel first, then the file.",
    ),
    "draft_expired": Said(
        "⌛ 已过期：超过30分钟没有回答，什么都没有上报。请重新发送 /report 指标 数值。",
        "⌛ Expired: no answer for 30 minutes; nothing was reported. Please send /report METRIC VALUE again.",
    ),
    "asked_again": Said(
        "什么都没有上报。请重新发送：/{command} {line}", "Nothing was reported. Please send again: /{command} {line}"
    ),
    "step_unit": Said(
        "要替哪家单位上报？请选，或直接写单位名：", "For which unit do you report? Please choose, or write its name:"
    ),
    "step_metric": Said(
        "{unit}要上报哪一项？请选，或直接写指标名：",
        "What does {unit} report? Please choose, or write the metric's name:",
    ),
    "step_value": Said(
        "{metric}（{unit}）：请发送数值，例如 {example}。还没有上报。",
        "{metric} ({unit}): please send the value, for example {example}. Nothing is reported yet.",
    ),
    "step_level": Said(
        "{metric}（{unit}）：请选级别，或直接写：", "{metric} ({unit}): please choose the level, or write it:"
    ),
    "step_day": Said(
        "“{title}”是哪一天的事？请选，或直接写，如 11月18日；可以跳过。",
        "On which day was “{title}”? Please choose, or write it, such as 11-18; you may skip it.",
    ),
    "step_contributors": Said(
        "“{title}”由谁完成？请写姓名，几个人用顿号分开；可以跳过。",
        "Who did “{title}”? Please write the names, with commas between them; you may skip it.",
    ),
    "step_evidence": Said(
        "“{title}”的佐证：请发照片、文件或网页链接，可以多份。{so_far}",
        "Evidence of “{title}”: please send photos, files or links, as many as you have. {so_far}",
        _so_far,
    ),
    "unknown_unit": Said(
        "⚠️ 没有叫“{text}”的单位，还没有上报。{meant}请再写一次，或点按钮。",
        "⚠️ There is no unit “{text}”; nothing is reported yet. {meant}Please write it again, or tap a button.",
        _meant,
    ),
    "evidence_step": Said(
        "没有看懂，还没有上报。现在等的是佐证：请发照片、文件或网页链接；发完了点“提交”，不报了发“取消”。",
        "I did not understand; nothing is reported yet. Evidence is what comes now: please send photos, files or links, then tap “Submit”; to give it up send /cancel.",
    ),
    "day_not_read": Said(
        "⚠️ 没有看懂日期“{text}”，还没有上报。请写成 11月18日 或 2026-11-18，不能晚于今天；不写请发 跳过。",
        "⚠️ I cannot read the day “{text}”; nothing is reported yet. Please write 11-18 or 2026-11-18, not after today; or tap “Skip”.",
    ),
    "contributors_not_read": Said(
        "⚠️ 没有看懂姓名，还没有上报。请写姓名，用顿号分开，最多 {most} 人，每个不超过 {length} 个字；不写请发 跳过。",
        "⚠️ I cannot read the names; nothing is reported yet. Please write names with commas between them, at most {most}, each of at most {length} characters; or tap “Skip”.",
    ),
    "step_title": Said(
        "{metric} {level}（{unit}）：请写标题，100 字以内。还没有上报。",
        "{metric} {level} ({unit}): please write the title, at most 100 characters. Nothing is reported yet.",
    ),
    "by_reply": Said("请点按钮，或者回复这条消息。", "Please reply to this message, or tap a button."),
    "only_reply": Said(
        "请回复这条消息；也可以回复 上一步 或 取消。",
        "Please reply to this message; you can also reply: back or cancel.",
    ),
    "no_events": Said(
        "⚠️ 没有受理：{unit}没有要申报的事项类指标，没有任何改动。数值类指标请发 /report。",
        "⚠️ Not accepted: {unit} has no events to report; nothing has changed. For metrics with values please send /report.",
    ),
    "nothing_open": Said(
        "✅ {unit}现在没有还要上报的指标，没有任何改动。改数请发：/report 指标 新数值；亮点等事项请发 /highlight；进度见 /pending。",
        "✅ {unit} has nothing left to report; nothing has changed. To change a value: /report METRIC VALUE; highlights and other events: /highlight; what waits: /pending.",
    ),
    "working": Said(
        "⏳ 内容较多，正在整理，好了就发在下面，不用再发一次。",
        "⏳ This is a lot: it is being put together and follows below; no need to send it again.",
    ),
    "worked": Said("✅ 整理好了，见下面。", "✅ Put together: see below."),
    "worked_not": Said(
        "⚠️ 整理了，但没有确认送达。下面没有的话，请再发一次。",
        "⚠️ Put together, but not known to have arrived. If it is not below, please send it again.",
    ),
    "dialogue_expired": Said(
        "⌛ 已过期：超过30分钟没有回答，没有任何改动。要重新开始请发 /{command}。",
        "⌛ Expired: no answer for 30 minutes; nothing has changed. To begin again please send /{command}.",
    ),
    "dialogue_outrun": Said(
        "⚠️ 没有上报：竞赛方案刚有变动，您选的单位、指标或级别已不在现行方案里。要重新开始请发 /{command}。",
        "⚠️ Not reported: the rulebook has just changed, and the unit, metric or level that you chose is not in it any more. To begin again please send /{command}.",
    ),
    "old_step": Said(
        "这一步已失效（已更新），没有任何改动。请看最新的一条，或发 /{command} 重新开始。",
        "This step is over; nothing has changed. Please look at the newest one, or send /{command} to begin again.",
    ),
    "first_step": Said(
        "这已经是第一步，没有任何改动。不想继续请发 /cancel。",
        "This is the first step; nothing has changed. To give it up please send /cancel.",
    ),
    "step_kind": Said("是哪一类？请选，或直接写种类名：", "Which kind is it? Please choose, or write its name:"),
    "step_owners": Said(
        "按“{kind}”交办，交给哪些单位？请逐个选，选完点“选好了”；也可以直接写，几家用顿号分开。{chosen}",
        "Which units are to do it ({kind})? Please tap one after the other, then “Done”; or write them, with commas between them. {chosen}",
        _chosen,
    ),
    "step_until": Said(
        "{kind}（{owners}）：什么时候到期？请选，或直接写，如 11月20日、下周五、3个工作日：",
        "{kind} ({owners}): when is it due? Please choose, or write it, such as 25 Nov or 2026-11-25:",
    ),
    "step_subject": Said(
        "{kind}（{owners}，{until}）：请写标题，100 字以内；后面可以写 数量：、配合：、责任人：、措施：、来源：。还没有交办。",
        "{kind} ({owners}, {until}): please write the title, at most 100 characters; behind it may stand quantity:, helpers:, responsible:, measure:, source:. Nothing is assigned yet.",
    ),
    "step_words": Said(
        "请写下想对管理员说的话（500 字以内）：",
        "Please write what you want to tell the admins (at most 500 characters):",
    ),
    "no_decision": Said(
        "这句话不是决定，{number} 没有任何改动。请整条回复：{how}",
        "These words are no decision; {number} has not changed. Please reply with nothing but: {how}",
        _how,
    ),
    "reply_not_understood": Said(
        "没有看懂，没有任何改动。{number} {where}",
        "I did not understand, and nothing has changed. {number} {where}",
        _where,
    ),
    "names_another": Said(
        "⚠️ 没有任何改动：您回复的消息是关于 {number} 的，写的却是 {meant}。指的是 {number}，请不写编号再回复一次；指的是 {meant}，请回复它的核实卡。等您核实的见 /pending。",
        "⚠️ Nothing has changed: you replied to a message about {number}, but your words name {meant}. If you mean {number} please reply again without a number; if you mean {meant} reply to its card. What waits for you: /pending.",
        _another,
    ),
    "reply_to_nothing": Said(
        "没有看懂您回复的是哪一条申报，没有任何改动。请回复核实卡，或发 /pending 查看待办。",
        "I do not know which submission you reply to; nothing has changed. Please reply to its card, or send /pending to see what waits.",
    ),
    "edited": Said(
        "✏️ 没有受理：修改过的消息不会执行，数据没有任何改动。请把新的内容作为新消息重新发送。",
        "✏️ Not accepted: an edited message is not carried out; no data has changed. Please send it again as a new message.",
    ),
    "edited_fixed": Said(
        "✏️ 没有受理：修改过的消息不会执行，数据没有任何改动。已确认或已锁定的不能重报，要改请点“申请更正”，或回复它的回执：更正为 数值 原因（须两人签字）。",
        "✏️ Not accepted: an edited message is not carried out; no data has changed. What is confirmed or locked cannot be reported again; to change it please tap “Correct”, or reply to its receipt: correct to VALUE REASON (two people sign).",
        buttons=_correctable,
    ),
    "edit_expired": Said(
        "⌛ 已过期：超过30分钟没有回答，保留原值，没有任何改动。要改请重新发送 /report 指标 新数值。",
        "⌛ Expired: no answer for 30 minutes; the old value stays and nothing has changed. To change it please send /report METRIC VALUE again.",
    ),
    "edit_not_answered": Said(
        "没有任何改动。请回复 用新值 或 保留原值。", "Nothing has changed. Please tap “Use the new” or “Keep the old”."
    ),
    "edit_kept": Said("已保留原值，没有任何改动。", "The old value stays; nothing has changed."),
    "decide_by_reply": Said(
        "没有任何改动：不知道您要决定哪一项。请回复那张核实卡（选中它，点“回复”）再写，或点卡上的按钮；等您核实的见 /pending，帮助 /help。",
        "Nothing has changed: I do not know what you decide about. Please reply to the card itself (select it, tap “Reply”), or tap a button on it; what waits for you: /pending, help: /help.",
    ),
    "decide_which": Said(
        "没有任何改动：不知道您要决定哪一项。等您核实的有 {count} 项：\n{items}\n请回复那张核实卡，或写上编号（例如：{example}）再点按钮。全部待办见 /pending。",
        "Nothing has changed: I do not know what you decide about. Waiting for your review: {count}\n{items}\nPlease reply to the card itself, or write the number (as: {example}) and press the button. All that waits for you: /pending.",
        _which,
    ),
    "one_number_each": Said(
        "⚠️ 没有任何改动：一次只能决定一个编号。请逐条发：{each}。",
        "⚠️ Nothing has changed: one decision is about one number. Please send one after the other: {each}.",
        _each,
    ),
    "own_decided": Said(
        "🔒 没有任何改动：{number} {stands}。{next}",
        "🔒 Nothing has changed: {number} {stands}. {next}",
        _own_stands,
    ),
    "nothing_to_decide": Said(
        "🔒 没有任何改动：现在没有等您决定的申报。全部待办请看 /pending，帮助请看 /help。",
        "🔒 Nothing has changed: no submission waits for your decision now. All that waits for you: please see /pending; help: /help.",
    ),
    "not_waiting": Said(
        "🔒 没有任何改动：没有等您决定的{number}。等您核实的请看 /pending；请回复那张核实卡，或点卡上的按钮。",
        "🔒 Nothing has changed: there is no {number} that waits for your decision. What waits for you: please see /pending; please reply to the card itself, or tap a button on it.",
    ),
    "nothing_to_cancel": Said(
        "当前没有可取消的操作，没有任何改动。", "There is nothing to cancel; nothing has changed."
    ),
    "press_failed": Said(
        "⚠️ 没有受理：处理失败，没有任何改动，管理员已知悉。请稍后再试。",
        "⚠️ Not accepted: it failed and nothing has changed; the admins know. Please try again later.",
    ),
    "offer_one": Said(
        "🤔 您没有回复哪一条消息",
        "🤔 You did not reply to a message",
        open="，还没有任何改动。“{said}”是指这一项吗？是就点下面的按钮：",
        open_en="; nothing has changed yet. Does “{said}” mean this one? If so tap the button below:",
    ),
    "offer_other": Said(
        "🤔 您回复的消息是关于 {number} 的，写的却是 {meant}",
        "🤔 You replied to a message about {number}, but your words name {meant}",
        _another,
        open="，两项都还没有任何改动。“{said}”是指下面这一项吗？是就点下面的按钮；指的是 {number}，请不写编号再回复一次：",
        open_en="; nothing has changed about either. Does “{said}” mean the one below? If so tap the button; if you mean {number} please reply again without a number:",
    ),
    "offer_several": Said(
        "🤔 这条消息涉及多项申报，刚才没有任何改动",
        "🤔 That message is about several submissions; nothing has changed",
        open="。“{said}”是指哪一项？可以逐项点：",
        open_en=". Which one does “{said}” mean? You may tap one after the other:",
    ),
    "edit_asked": Said(
        "✏️ 您修改了已上报的消息",
        "✏️ You edited what you had reported",
        open="，数据还没有改动：",
        open_en="; no data has changed yet:",
    ),
}
