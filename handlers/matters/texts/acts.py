"""What is said of an act on a matter: what was done, and what an act still asks for."""

from datetime import datetime

from handlers.matters.texts.words import OUTCOMES, WHO, called, left, until
from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, listed, when
from scoring.calendar import worded
from scoring.language import both

ADDED = (
    "。核查前，回复本条发照片或文件可补充佐证。",
    ". Until it is verified, photos or files in reply to this are added as evidence.",
)
"""What whoever reported something finished may still send."""


def _did(values: Values) -> dict[str, str]:
    """Say what was done, by whom, and what follows."""
    words = cut(values["words"])
    said = " ".join(filter(None, (values["figure"], words)))
    count = values["files"]
    files = both(f"，佐证 {count} 份", f", files of evidence: {count}") if count else ""
    stands, gone = called(values["state"], problem=values["problem"]), values["state"] == "withdrawn"
    return {
        "stands": stands,
        "back": both("该件已撤项", "it is withdrawn") if gone else both(f"恢复为{stands}", f"it is {stands} again"),
        "what": cut(values["title"]),
        "figures": f" {values['figure']}" if values["figure"] else "",
        "said": both(f"：{said}{files}", f": {said}{files}") if said else files,
        "why": both(f"原因：{words}", f" Reason: {words}") if words else "",
        "due_told": until(values["due"]),
        "came": both("（{}）", " ({})").format(OUTCOMES[values["outcome"]]) if values["outcome"] else "",
        "whose": _verifiers(values),
        "proof": both(*ADDED) if values.get("adds") else "",
        "undo": both("30分钟内可回复“撤销”。", " Within 30 minutes you can reply: undo") if values.get("mine") else "",
        "late": _late(values.get("period")),
    }


def _late(period: str | None) -> str:
    if not period:
        return ""
    return both(
        f"。{period}已锁定，这次不计入那一期；确有差错请办理更正（须两人签字）",
        f". {worded(period)} is locked, so this does not count in it; if something there is wrong, please have it "
        "corrected (two people sign)",
    )


def _verifiers(values: Values) -> str:
    return listed(values["verifiers"]) or WHO["admin"]


def _urged(values: Values) -> dict[str, str]:
    at = values.get("at")
    later = both("现在不打扰，{} 送达。", "It is quiet time now; it arrives {}.").format(when(at)) if at else ""
    return {**_did(values), "later": later}


def _urge(values: Values) -> dict[str, str]:
    now, due = datetime.fromisoformat(values["now"]), datetime.fromisoformat(values["due"])
    return {**_did(values), "left": left(now, due)}


def _ask(values: Values) -> dict[str, str]:
    quantity = values["quantity"]
    return {
        "what": cut(values["title"]),
        "figure": "" if quantity is None else f"{quantity}/{quantity}",
        "due_told": until(values["due"]),
    }


def _assigned(values: Values) -> dict[str, str]:
    """Say until when, who verifies, and of which units."""
    quantity = values["quantity"]
    return {
        **_owners(values),
        "many": "" if quantity is None else both(f"（数量 {quantity}）", f" (quantity {quantity})"),
        "due_told": until(values["due"]),
        "whose": _verifiers(values),
    }


def _doubled(values: Values) -> Rows:
    draft = values["draft"]
    return (
        (
            Button(both("仍要交办", "Assign anyway"), f"matter_again:{draft}:1"),
            Button(both("取消", "Cancel"), f"matter_again:{draft}:0"),
        ),
    )


def _owners(values: Values) -> dict[str, str]:
    return {"owners": listed(values["units"]), "what": cut(values["title"])}


DID = {
    "propose": Said("📝 {entry} {unit} 待立项：{what}（{by}）", "📝 {entry} {unit} is proposed: {what} ({by})", _did),
    "accept": Said(
        "✅ {entry} {unit} 已立项，办理中：{what}，时限 {due_told}（{by}）。{undo}",
        "✅ {entry} {unit}: accepted, now in progress: {what}, due {due_told} ({by}).{undo}",
        _did,
    ),
    "refuse": Said(
        "↩️ {entry} {unit} 已退回，已撤项：{what}。{why}（{by}）",
        "↩️ {entry} {unit}: returned and so withdrawn: {what}.{why} ({by})",
        _did,
    ),
    "progress": Said(
        "📈 {entry} {unit} 已记进展{said}（{by}），{stands}，时限 {due_told}",
        "📈 {entry} {unit}: progress noted{said} ({by}), {stands}, due {due_told}",
        _did,
    ),
    "finish": Said(
        "📮 {entry} {unit} 待核查{said}（{by}），由 {whose} 核查{late}{proof}",
        "📮 {entry} {unit}: finished, waiting for verification{said} ({by}), to be verified by {whose}{late}{proof}",
        _did,
    ),
    "recall": Said(
        "↶ {entry} {unit} 已撤回，现在{stands}（{by}）", "↶ {entry} {unit}: recalled, now {stands} ({by})", _did
    ),
    "ask": Said(
        "⏳ {entry} {unit} 申请延期到 {due_told}{said}（{by}），由 {whose} 决定",
        "⏳ {entry} {unit}: more time asked for, until {due_told}{said} ({by}), to be decided by {whose}",
        _did,
    ),
    "grant": Said(
        "✅ {entry} {unit} 已延期到 {due_told}（{by}）。{undo}",
        "✅ {entry} {unit}: deadline extended to {due_told} ({by}).{undo}",
        _did,
    ),
    "deny": Said(
        "↩️ {entry} {unit} 未同意延期，时限仍是 {due_told}。{why}（{by}）。{undo}",
        "↩️ {entry} {unit}: more time not granted, the deadline is still {due_told}.{why} ({by}).{undo}",
        _did,
    ),
    "verify": Said(
        "✅ {entry} {unit} {stands}{came}：{what}{figures}（{by}）。{undo}",
        "✅ {entry} {unit}: {stands}{came}: {what}{figures} ({by}).{undo}",
        _did,
    ),
    "amend": Said(
        "✅ {entry} {unit} 改为{figures}，{stands}{came}：{what}（{by}）。{undo}",
        "✅ {entry} {unit}: amended to{figures}, {stands}{came}: {what} ({by}).{undo}",
        _did,
    ),
    "return": Said(
        "↩️ {entry} {unit} 已退回，请在 {due_told} 前补正。{why}（{by}）。{undo}",
        "↩️ {entry} {unit}: returned, please put it right by {due_told}.{why} ({by}).{undo}",
        _did,
    ),
    "take_back": Said(
        "↶ {entry} {unit} 已撤销上一步，{back}（{by}）",
        "↶ {entry} {unit}: the last step is undone, {back} ({by})",
        _did,
    ),
    "move": Said(
        "📅 {entry} {unit} 已改期到 {due_told}。{why}（{by}）。{undo}",
        "📅 {entry} {unit}: deadline moved to {due_told}.{why} ({by}).{undo}",
        _did,
    ),
    "withdraw": Said(
        "🗑 {entry} {unit} 已撤项：{what}。{why}（{by}）", "🗑 {entry} {unit}: withdrawn: {what}.{why} ({by})", _did
    ),
    "settle": Said(
        "✅ {entry} {unit} 回头看：巩固（{by}）。{undo}", "✅ {entry} {unit}: rechecked: settled ({by}).{undo}", _did
    ),
    "rebound": Said(
        "🔁 {entry} {unit} 反弹，第 {round} 轮，时限 {due_told}。{why}（{by}）。{undo}",
        "🔁 {entry} {unit}: relapse, round {round}, deadline {due_told}.{why} ({by}).{undo}",
        _did,
    ),
    "hand_over": Said(
        "➡️ {entry} {unit} 已移交 {other}，时限 {due_told}。{why}（{by}）",
        "➡️ {entry} {unit}: handed over to {other}, deadline {due_told}.{why} ({by})",
        _did,
    ),
    "urge": Said("⏰ {entry} {unit} 已催办：{what}。{later}", "⏰ Urged about {entry} {unit}: {what}. {later}", _urged),
}
"""What is told of an act, by its name."""

ASKS = {
    "return": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the reason; only then is it returned.",
        _ask,
    ),
    "refuse": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the reason; only then is it returned.",
        _ask,
    ),
    "deny": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写明不同意延期的原因，回复后才生效。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the reason why more time is not granted; "
        "only then is it decided.",
        _ask,
    ),
    "amend": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写核查后的完成数，例如：{figure}。回复后才改动。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the figure that you verified, for example: "
        "{figure}. Until then nothing changes.",
        _ask,
    ),
    "finish": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写完成了多少，例如：{figure}。回复后才报完成。",
        "{entry} {unit} “{what}”\nPlease reply to this message with how much is done, for example: {figure}. "
        "Only then is it finished.",
        _ask,
    ),
    "finish_evidence": Said(
        "{entry} {unit}“{what}”\n报完成必须附佐证：请回复这条消息发照片或文件。收到后才报完成。",
        "{entry} {unit} “{what}”\nEvidence is needed to finish it. Please reply to this message with a photo or a file. "
        "Only then is it finished.",
        _ask,
    ),
    "add": Said(
        "{entry} {unit}“{what}”\n请回复这条消息发照片、文件或网页链接，可以多张，作为佐证。不补了请发“取消”。",
        "{entry} {unit} “{what}”\nPlease reply to this message with photos, files or links, as many as you like; they "
        "become evidence. To send none send “cancel”.",
        _ask,
    ),
    "progress": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写进展，例如：25/40 或 已排查过半。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the progress, for example: 25/40, or: half of "
        "the shops are checked",
        _ask,
    ),
    "ask": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写延到哪天和原因，例如：11月30日 设备未到货。回复后才申请延期。",
        "{entry} {unit} “{what}”, now due {due_told}\nPlease reply to this message with the new day and the "
        "reason, for example: 30 Nov the device has not arrived. Only then is more time asked for.",
        _ask,
    ),
    "move": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写改到哪天和原因，例如：11月30日 与专项行动合并。回复后才改期。",
        "{entry} {unit} “{what}”, now due {due_told}\nPlease reply to this message with the new day and the "
        "reason, for example: 30 Nov done together with the inspection. Only then does the deadline move.",
        _ask,
    ),
    "withdraw": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写明撤项原因，回复后才撤项。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the reason; only then is it withdrawn.",
        _ask,
    ),
    "rebound": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写新时限和原因，例如：11月30日 快检室再次停用。回复后才记为反弹。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the new deadline and the reason, for example: "
        "30 Nov the test room is closed again. Only then is it a relapse.",
        _ask,
    ),
    "hand_over": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写移交给哪家单位和原因，例如：西溪所 机构调整。回复后才移交。",
        "{entry} {unit} “{what}”\nPlease reply to this message with the unit that it goes to and the reason, "
        "for example: Xixi Office units merged. Only then is it handed over.",
        _ask,
    ),
}
"""What an act that lacks something asks for."""
TEXTS = {
    **{f"matter_did_{code}": said for code, said in DID.items()},
    **{f"matter_ask_{code}": said for code, said in ASKS.items()},
    # assigning
    "matter_assigned_told": Said(
        "✅ 已交办 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 核查",
        "✅ Assigned {entry} {owners}: {what}{many}, due {due_told}, to be verified by {whose}",
        _assigned,
    ),
    "matter_proposed": Said(
        "📝 已提出，待立项 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 决定",
        "📝 Proposed {entry} {owners}: {what}{many}, due {due_told}, to be decided by {whose}",
        _assigned,
    ),
    "matter_double": Said(
        "🤔 {owners}已有同样的事项 {entry}“{what}”，还没有办结",
        "🤔 {owners}: the same matter is there already, {entry} “{what}”, not completed yet",
        _owners,
        _doubled,
        open="。还没有任何改动，仍要再交办一件吗？",
        open_en=". Nothing has changed yet. Do you want to assign it once more?",
    ),
    "matter_assigned": Said("已办理，结果见消息。", "Done; see the message."),
    "matter_added": Said(
        "📎 {entry} {unit} 已补充佐证，现有 {count} 份，待核查。",
        "📎 {entry} {unit}: evidence received, {count} in all; the matter waits for verification.",
    ),
    "matter_added_finished": Said(
        "📎 {entry} {unit} 已报过完成，待核查，这次没有再报；照片、文件已补充为佐证，现有 {count} 份。要改报的数或说明，请先回复：撤回",
        "📎 {entry} {unit}: finished before and waiting for verification, so nothing is finished again; what came with "
        "it is added as evidence, {count} in all. To change what you reported, please reply first: recall",
    ),
    # told to others
    "matter_urge_told": Said(
        "⏰ {by} 催办：{entry} {unit} {stands}，{what}，时限 {due_told}，{left}。",
        "⏰ {by} urges: {entry} {unit}, {stands}: {what}, due {due_told}, {left}.",
        _urge,
    ),
    # questions
    "matter_ask": Said(
        "请在新消息里回复，写明内容才会生效。",
        "Please reply to the new message with what it asks for; only then is it done.",
    ),
    "matter_which": Said(
        "请在新消息里点选是哪一件，还没有任何改动。",
        "Please tap in the new message which one you mean. Nothing has changed yet.",
    ),
    "matter_offer": Said(
        "🤔 “{said}”是指哪一件",
        "🤔 Which one do you mean by “{said}”",
        open="？还没有任何改动，请点选：",
        open_en="? Nothing has changed yet. Please tap:",
    ),
    "matter_shown": Said("卡片发到您的私聊了。", "The card is in your private chat."),
}
