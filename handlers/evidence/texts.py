"""What is said about evidence."""

from handlers.results import Values
from handlers.texts import Said, listed


def _what(values: Values) -> dict[str, str]:
    """Name what a file was evidence of: submissions by their numbers, else a veto, which has none."""
    numbers = values["numbers"]
    return {"what": f"编号 {listed(numbers)} 的" if numbers else "一票否决的"}


TEXTS = {
    "evidence_lost": Said("⚠️ 取不到了：{names}。聊天服务器不再保存，也没有完好的存档，请让上报人重新补充。", ""),
    "evidence_unchecked": Said("⏳ 正在检查，稍后再看", ""),
    "evidence_unclean": Said("⚠️ 没有存档，请上报人重发", ""),
    "evidence_cleared": Said("🗑 已按规定清理", ""),
    "evidence_nearly_full": Said(
        "🔧 佐证存档已用 {used} MB，上限 {quota} MB；满了就不再收照片和文件。眼下可请各单位改发网页链接；要多收，请在新版竞赛方案的 evidence 表里调大 quota_mb，或写上 keep_days 让旧的到期清理。",
        "",
    ),
    "evidence_expired": Said(
        "⌛ 已过期：先前发来的 {count} 份材料放了30分钟没有用上，不算佐证。需要的请重新发送。", ""
    ),
    "evidence_sent": Said("📎 佐证发到您的私聊了。", ""),
    "evidence_not_yours": Said(
        "🔒 {number} 的佐证只给本单位、牵头单位、局领导和管理员看。没有任何改动。需要查看请联系牵头单位。", ""
    ),
    "no_evidence": Said("{number} 没有佐证，没有任何改动。需要的话可退回，请对方补充。", ""),
    "evidence_unreadable": Said(
        "⚠️ 没有受理：{what}佐证“{name}”打不开（已损坏，或内容与类型不符），不算佐证，数据没有任何改动。请换一份重发。",
        "",
        _what,
    ),
    "evidence_pixels": Said(
        "⚠️ 没有受理：{what}佐证“{name}”像素过多（照片最多 6400 万，其他图片最多 1600 万），不算佐证，数据没有任何改动。请缩小后重发。",
        "",
        _what,
    ),
    "evidence_unsafe": Said(
        "⚠️ 没有受理：{what}佐证“{name}”解开后过大，或带宏、带程序，不算佐证，数据没有任何改动。请另存为 PDF 再发。",
        "",
        _what,
    ),
    "evidence_mixed": Said(
        "⚠️ 没有受理：{what}佐证“{name}”里夹着另一种文件，不算佐证，数据没有任何改动。请截图，或另存一份再发。",
        "",
        _what,
    ),
    "evidence_quota": Said(
        "⚠️ 没有受理：佐证存档已满，{what}佐证“{name}”没有收下；申报照常，不要求佐证的指标不受影响。请改发网页链接，或请管理员腾出空间后重发。",
        "",
        _what,
    ),
    "evidence_too_big": Said(
        "⚠️ 没有受理：{what}佐证“{name}”超过 20 MB，机器人取不到，不算佐证，数据没有任何改动。请压缩或拆成几份再发。",
        "",
        _what,
    ),
    "evidence_not_kept": Said(
        "⚠️ {what}佐证“{name}”没能存档（聊天服务器一直不给），仍算佐证，数据没有任何改动。请再发一次。", "", _what
    ),
    "file_too_big": Said(
        "⚠️ 没有受理：“{name}”超过 20 MB，机器人取不到，不算佐证，其余内容照常处理。请压缩或拆成几份再发。", ""
    ),
    "file_quota": Said(
        "⚠️ 没有受理：佐证存档已满，“{name}”没有收下，不算佐证，其余内容照常处理。请改发网页链接，或请管理员腾出空间后重发。",
        "",
    ),
    "file_type": Said(
        "⚠️ 没有受理：“{name}”不是能收的类型，不算佐证，其余内容照常处理。请发照片，或存成 {endings} 再发。", ""
    ),
}
