"""What is said of an act on a matter: what was done, and what an act still asks for."""

from datetime import datetime

from handlers.matters.texts.words import OUTCOMES, WHO, called, left, until
from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, listed, when


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


def _ask(values: Values) -> dict[str, str]:
    quantity = values["quantity"]
    return {
        "what": cut(values["title"]),
        "figure": "" if quantity is None else f"{quantity}/{quantity}",
        "due_told": until(values["due"]),
    }


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


DID = {
    "propose": Said("📝 {entry} {unit} 待立项：{what}（{by}）", "", _did),
    "accept": Said("✅ {entry} {unit} 已立项，办理中：{what}，时限 {due_told}（{by}）。{undo}", "", _did),
    "refuse": Said("↩️ {entry} {unit} 已退回，已撤项：{what}。{why}（{by}）", "", _did),
    "progress": Said("📈 {entry} {unit} 已记进展{said}（{by}），{stands}，时限 {due_told}", "", _did),
    "finish": Said("📮 {entry} {unit} 待核查{said}（{by}），由 {whose} 核查{late}", "", _did),
    "recall": Said("↶ {entry} {unit} 已撤回，现在{stands}（{by}）", "", _did),
    "ask": Said("⏳ {entry} {unit} 申请延期到 {due_told}{said}（{by}），由 {whose} 决定", "", _did),
    "grant": Said("✅ {entry} {unit} 已延期到 {due_told}（{by}）。{undo}", "", _did),
    "deny": Said("↩️ {entry} {unit} 未同意延期，时限仍是 {due_told}。{why}（{by}）。{undo}", "", _did),
    "verify": Said("✅ {entry} {unit} {stands}{came}：{what}{figures}（{by}）。{undo}", "", _did),
    "amend": Said("✅ {entry} {unit} 改为{figures}，{stands}{came}：{what}（{by}）。{undo}", "", _did),
    "return": Said("↩️ {entry} {unit} 已退回，请在 {due_told} 前补正。{why}（{by}）。{undo}", "", _did),
    "take_back": Said("↶ {entry} {unit} 已撤销上一步，{back}（{by}）", "", _did),
    "move": Said("📅 {entry} {unit} 已改期到 {due_told}。{why}（{by}）。{undo}", "", _did),
    "withdraw": Said("🗑 {entry} {unit} 已撤项：{what}。{why}（{by}）", "", _did),
    "settle": Said("✅ {entry} {unit} 回头看：巩固（{by}）。{undo}", "", _did),
    "rebound": Said("🔁 {entry} {unit} 反弹，第 {round} 轮，时限 {due_told}。{why}（{by}）。{undo}", "", _did),
    "hand_over": Said("➡️ {entry} {unit} 已移交 {other}，时限 {due_told}。{why}（{by}）", "", _did),
    "urge": Said("⏰ {entry} {unit} 已催办：{what}。{later}", "", _urged),
}
"""What is told of an act, by its name."""

ASKS = {
    "return": Said("{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。", "", _ask),
    "refuse": Said("{entry} {unit}“{what}”\n请回复这条消息写明退回原因，回复后才退回。", "", _ask),
    "deny": Said("{entry} {unit}“{what}”\n请回复这条消息写明不同意延期的原因，回复后才生效。", "", _ask),
    "amend": Said("{entry} {unit}“{what}”\n请回复这条消息写核查后的完成数，例如：{figure}。回复后才改动。", "", _ask),
    "finish": Said("{entry} {unit}“{what}”\n请回复这条消息写完成了多少，例如：{figure}。回复后才报完成。", "", _ask),
    "finish_evidence": Said(
        "{entry} {unit}“{what}”\n报完成必须附佐证：请回复这条消息发照片或文件。收到后才报完成。", "", _ask
    ),
    "progress": Said("{entry} {unit}“{what}”\n请回复这条消息写进展，例如：25/40 或 已排查过半。", "", _ask),
    "ask": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写延到哪天和原因，例如：11月30日 设备未到货。回复后才申请延期。",
        "",
        _ask,
    ),
    "move": Said(
        "{entry} {unit}“{what}”，现在的时限 {due_told}\n请回复这条消息写改到哪天和原因，例如：11月30日 与专项行动合并。回复后才改期。",
        "",
        _ask,
    ),
    "withdraw": Said("{entry} {unit}“{what}”\n请回复这条消息写明撤项原因，回复后才撤项。", "", _ask),
    "rebound": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写新时限和原因，例如：11月30日 快检室再次停用。回复后才记为反弹。",
        "",
        _ask,
    ),
    "hand_over": Said(
        "{entry} {unit}“{what}”\n请回复这条消息写移交给哪家单位和原因，例如：西溪所 机构调整。回复后才移交。", "", _ask
    ),
}
"""What an act that lacks something asks for."""
TEXTS = {
    **{f"matter_did_{code}": said for code, said in DID.items()},
    **{f"matter_ask_{code}": said for code, said in ASKS.items()},
    # assigning
    "matter_assigned_told": Said(
        "✅ 已交办 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 核查", "", _assigned
    ),
    "matter_proposed": Said(
        "📝 已提出，待立项 {entry} {owners}：{what}{many}，{due_told} 前，由 {whose} 决定", "", _assigned
    ),
    "matter_double": Said(
        "🤔 {owners}已有同样的事项 {entry}“{what}”，还没有办结",
        "",
        _owners,
        _doubled,
        open="。还没有任何改动，仍要再交办一件吗？",
    ),
    "matter_assigned": Said("已办理，结果见消息。", ""),
    # told to others
    "matter_urge_told": Said("⏰ {by} 催办：{entry} {unit} {stands}，{what}，时限 {due_told}，{left}。", "", _urge),
    # questions
    "matter_ask": Said("请在新消息里回复，写明内容才会生效。", ""),
    "matter_which": Said("请在新消息里点选是哪一件，还没有任何改动。", ""),
    "matter_offer": Said("🤔 “{said}”是指哪一件", "", open="？还没有任何改动，请点选："),
    "matter_shown": Said("卡片发到您的私聊了。", ""),
}
