"""What is said about evidence."""

from handlers.results import Values
from handlers.texts import Said, cut, listed
from scoring.language import both


def _what(values: Values) -> dict[str, str]:
    """Name what a file was evidence of: submissions by their numbers, else a veto, which has none."""
    numbers = listed(values["numbers"])
    what = both(f"编号 {numbers} 的", f"for No. {numbers}") if numbers else both("一票否决的", "of a veto")
    return {"what": what, **_name(values)}


def _name(values: Values) -> dict[str, str]:
    """Call a photo, which has no name, what it is."""
    return {"name": cut(values["name"]) or both("照片", "photo")}


TEXTS = {
    "evidence_lost": Said(
        "⚠️ 取不到了：{names}。聊天服务器不再保存，也没有完好的存档，请让上报人重新补充。",
        "⚠️ Can no longer be fetched: {names}. The chat server does not keep them and there is no sound copy; please let whoever reported send them again.",
    ),
    "evidence_unchecked": Said("⏳ 正在检查，稍后再看", "⏳ being checked, look again later"),
    "evidence_unclean": Said(
        "⚠️ 没有存档，请上报人重发", "⚠️ no copy was kept; please let whoever reported send it again"
    ),
    "evidence_cleared": Said("🗑 已按规定清理", "🗑 cleared by the rules"),
    "evidence_nearly_full": Said(
        "🔧 佐证存档已用 {used} MB，上限 {quota} MB；满了就不再收照片和文件。眼下可请各单位改发网页链接；要多收，请在新版竞赛方案的 evidence 表里调大 quota_mb，或写上 keep_days 让旧的到期清理。",
        "🔧 The store of evidence holds {used} MB of {quota} MB; once it is full, photos and files are refused. For now please let units send links; to take more, please raise quota_mb in the evidence table of a new rulebook, or write keep_days there so that old ones are cleared in time.",
    ),
    "evidence_expired": Said(
        "⌛ 已过期：先前发来的 {count} 份材料放了30分钟没有用上，不算佐证。需要的请重新发送。",
        "⌛ Expired: what you sent ({count}) was not used within 30 minutes and is no evidence. Please send again what is needed.",
    ),
    "evidence_sent": Said("📎 佐证发到您的私聊了。", "📎 The evidence is in our private chat."),
    "evidence_not_yours": Said(
        "🔒 {number} 的佐证只给本单位、牵头单位、局领导和管理员看。没有任何改动。需要查看请联系牵头单位。",
        "🔒 The evidence of {number} is shown only to the unit itself, the lead department, leaders and admins. Nothing has changed. To see it please ask the lead department.",
    ),
    "no_evidence": Said(
        "{number} 没有佐证，没有任何改动。需要的话可退回，请对方补充。",
        "{number} has no evidence; nothing has changed. If it is needed you can return it and ask for some.",
    ),
    "evidence_unreadable": Said(
        "⚠️ 没有受理：{what}佐证“{name}”打不开（已损坏，或内容与类型不符），不算佐证，数据没有任何改动。请换一份重发。",
        "⚠️ Not accepted: “{name}”, evidence {what}, cannot be opened (it is damaged, or not what its name says) and does not count; no data has changed. Please send another copy.",
        _what,
    ),
    "evidence_pixels": Said(
        "⚠️ 没有受理：{what}佐证“{name}”像素过多（照片最多 6400 万，其他图片最多 1600 万），不算佐证，数据没有任何改动。请缩小后重发。",
        "⚠️ Not accepted: “{name}”, evidence {what}, has too many pixels (photos 64 million at most, other pictures 16 million) and does not count; no data has changed. Please make it smaller and send it again.",
        _what,
    ),
    "evidence_unsafe": Said(
        "⚠️ 没有受理：{what}佐证“{name}”解开后过大，或带宏、带程序，不算佐证，数据没有任何改动。请另存为 PDF 再发。",
        "⚠️ Not accepted: “{name}”, evidence {what}, is too big once unpacked, or holds macros or programs, and does not count; no data has changed. Please save it as PDF and send that.",
        _what,
    ),
    "evidence_mixed": Said(
        "⚠️ 没有受理：{what}佐证“{name}”里夹着另一种文件，不算佐证，数据没有任何改动。请截图，或另存一份再发。",
        "⚠️ Not accepted: “{name}”, evidence {what}, hides a file of another kind and does not count; no data has changed. Please send a screenshot, or save a new copy and send that.",
        _what,
    ),
    "evidence_quota": Said(
        "⚠️ 没有受理：佐证存档已满，{what}佐证“{name}”没有收下；申报照常，不要求佐证的指标不受影响。请改发网页链接，或请管理员腾出空间后重发。",
        "⚠️ Not accepted: the store of evidence is full, so “{name}”, evidence {what}, was not taken; the report stands, and metrics that need no evidence are as before. Please send a link, or ask an admin to make room and send it again.",
        _what,
    ),
    "evidence_too_big": Said(
        "⚠️ 没有受理：{what}佐证“{name}”超过 20 MB，机器人取不到，不算佐证，数据没有任何改动。请压缩或拆成几份再发。",
        "⚠️ Not accepted: “{name}”, evidence {what}, has more than 20 MB, which the bot cannot fetch, and does not count; no data has changed. Please compress or split it and send it again.",
        _what,
    ),
    "evidence_not_kept": Said(
        "⚠️ {what}佐证“{name}”没能存档（聊天服务器一直不给），仍算佐证，数据没有任何改动。请再发一次。",
        "⚠️ No copy of “{name}”, evidence {what}, could be kept (the chat server does not hand it over); it still counts and no data has changed. Please send it once more.",
        _what,
    ),
    "file_too_big": Said(
        "⚠️ 没有受理：“{name}”超过 20 MB，机器人取不到，不算佐证，其余内容照常处理。请压缩或拆成几份再发。",
        "⚠️ Not accepted: “{name}” has more than 20 MB, which the bot cannot fetch, and is no evidence; all else is seen to as usual. Please compress or split it and send it again.",
    ),
    "file_quota": Said(
        "⚠️ 没有受理：佐证存档已满，“{name}”没有收下，不算佐证，其余内容照常处理。请改发网页链接，或请管理员腾出空间后重发。",
        "⚠️ Not accepted: the store of evidence is full, so “{name}” was not taken and is no evidence; all else is seen to as usual. Please send a link, or ask an admin to make room and send it again.",
        _name,
    ),
    "file_type": Said(
        "⚠️ 没有受理：“{name}”不是能收的类型，不算佐证，其余内容照常处理。请发照片，或存成 {endings} 再发。",
        "⚠️ Not accepted: “{name}” is of a kind that is not taken and is no evidence; all else is seen to as usual. Please send a photo, or save it as {endings} and send that.",
    ),
}
