"""What is said about vetoes."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, cut, listed


def _whole(values: Values) -> dict[str, str]:
    """Write the reason as it is, and what was asked."""
    return {"reason": values["reason"], "what": "解除一票否决" if values["lifts"] else "一票否决"}


def _see(values: Values) -> Rows:
    """Offer what was sent along, where anything was."""
    return ((Button("📎 查看佐证", f"veto_evidence:{values['veto']}"),),) if values.get("files") else ()


def _over(values: Values) -> dict[str, str]:
    """Say why it is too late, and for which longer period it is not."""
    longer = values["longer"]
    wider = f"要计入{longer[0]}，请写明期间：/veto {cut(values['unit'])} {longer[0]} 理由" if longer else ""
    return {"over": "定榜" if values["closed"] else "锁定", "next": wider or "请联系局办公室。"}


TEXTS = {
    "veto_usage": Said(
        "一票否决：/veto 单位 理由；解除：/veto 单位 解除 理由。不写期间就是{period}，也可以写，例如 /veto 单位 2026-11 理由。另一位局领导或管理员会签后才生效，现在没有任何改动。",
        "",
    ),
    "veto_leaders_only": Said("🔒 一票否决只能由局领导提出。没有任何改动。请向局领导报告。", ""),
    "veto_signers_only": Said("🔒 一票否决只能由局领导或管理员会签。没有任何改动。请联系局办公室。", ""),
    "veto_own_unit": Said(
        "🔒 {unit}是您本单位，您不能提出、解除或会签它的一票否决。没有任何改动。请由其他局领导处理。", ""
    ),
    "veto_own_word": Said("🔒 是您提出的，要由另一位局领导或管理员会签。没有任何改动，请等对方处理。", ""),
    "veto_alone": Said(
        "⚠️ 没有受理：一票否决要由另一位局领导或管理员会签，名册上没有别人可以会签。没有任何改动。请联系局办公室补充名册。",
        "",
    ),
    "veto_in_drill": Said("⚠️ 没有受理：正在演练，什么都不作数，没有任何改动。请等演练结束再提出。", ""),
    "veto_unit": Said(
        "⚠️ 没有受理：没有叫“{text}”的单位，没有任何改动。{meant}请写清单位：/veto 单位 理由",
        "",
        lambda v: {"meant": f"您是不是要找：{listed(v['suggestions'])}？" if v["suggestions"] else ""},
    ),
    "veto_unit_not_then": Said(
        "⚠️ 没有受理：{period}的竞赛方案里没有{unit}，没有任何改动。请写它参赛的期间：/veto 单位 2026-12 理由", ""
    ),
    "veto_not_competing": Said("⚠️ 没有受理：{unit}不参加任何擂台，不能一票否决。没有任何改动。请改正单位。", ""),
    "veto_one_unit": Said(
        "⚠️ 没有受理：一次只能提一家单位，您写了{unit}和{other}，没有任何改动。请一家一条分开发：/veto 单位 理由", ""
    ),
    "veto_reason": Said(
        "⚠️ 没有受理：请写明理由（至少两个字，可以写文号或链接），没有任何改动。例如：/veto 单位 发生较大安全事故", ""
    ),
    "veto_over": Said("⚠️ 没有受理：{period}已{over}，不能再提出、会签或解除一票否决，没有任何改动。{next}", "", _over),
    "veto_future": Said("⚠️ 没有受理：{period}还没有开始。没有任何改动。请改正期间。", ""),
    "veto_stands": Said(
        "⚠️ 没有受理：{unit}{period}已经被一票否决（{effects}）。没有任何改动。要解除请发：/veto 单位 解除 理由", ""
    ),
    "veto_none": Said("⚠️ 没有受理：{unit}{period}没有一票否决，不用解除。没有任何改动。看榜请发 /rank。", ""),
    "veto_waits": Said(
        "⚠️ 没有受理：{unit}{period}已由{by}提请会签，还没有人处理。没有任何改动。请等会签结果；要另提，请{by}先回复自己的提请：撤销",
        "",
    ),
    "veto_others_word": Said("🔒 只有提出的{by}可以补充佐证或撤销。没有任何改动。不同意请回复：驳回", ""),
    "veto_evidence_not_yours": Said(
        "🔒 {unit}一票否决的佐证只给该单位、局领导和管理员看。没有任何改动。需要查看请联系局办公室。", ""
    ),
    "veto_no_evidence": Said("这项一票否决没有佐证，没有任何改动。需要的话请{by}回复提请，附上照片或文件。", ""),
    "veto_evidence_added": Said("📎 已收作一票否决的佐证，现有 {count} 份。会签的人点“查看佐证”就能看到。", ""),
    "veto_no_rule": Said(
        "⚠️ 没有受理：竞赛方案规定的一票否决（{effects}）不适用于{unit}所在的擂台。没有任何改动。请联系局办公室核对方案。",
        "",
    ),
    "veto_unknown": Said("⚠️ 没有找到这项会签，没有任何改动。请联系局办公室。", ""),
    "veto_answered": Said("已由{by}处理（已更新），没有新的改动。", ""),
    "veto_orphan": Said(
        "⚠️ 没有生效：提出的{by}已不是局领导，没有任何改动。请点“不同意”或回复“驳回”，再由现任局领导重新提出。", ""
    ),
    "veto_imposed": Said(
        "⚖️ 一票否决：{unit}{period}{effects}。理由：{reason}\n{by}提出，{signer}会签，现在生效。有疑问请联系局办公室。",
        "",
        _whole,
        buttons=_see,
    ),
    "veto_lifted": Said(
        "⚖️ 一票否决已解除：{unit}{period}（原为{effects}）。理由：{reason}\n{by}提出，{signer}会签，现在生效。",
        "",
        _whole,
        buttons=_see,
    ),
    "veto_withdrawn": Said(
        "↶ {by}撤销了提请：{what}，{unit}{period}（{effects}）。没有任何改动，不用会签了。", "", _whole
    ),
    "veto_declined": Said(
        "↩️ {signer}不同意{what}：{unit}{period}（{effects}）。没有任何改动，得分和名次不变。确有必要，{by}可以重新提出。",
        "",
        _whole,
    ),
    "veto_withdraw": Said("不再提请，得分和名次不变。", ""),
    "veto_agree": Said("已会签，现在生效。", ""),
    "veto_decline": Said("已记为不同意，没有任何改动。", ""),
    # the card of whoever signs, and the receipt of whoever asked
    "veto_card": Said(
        "⚖️ 待会签：{what}\n{unit} · {period}\n{by} {at} 提出，后果：{effects}\n理由：{reason}", "", _whole
    ),
    "veto_asked": Said("⚖️ 已提请会签：{what}，{unit}{period}（{effects}）。理由：{reason}", "", _whole),
    "veto_becomes": Said("现在：{now}\n同意后：{then}", ""),
    "veto_others": Said("其他单位：", ""),
    "veto_more": Said("，等 {count} 家", ""),
    "veto_moved": Said("{name}第 {before} 名→第 {after} 名", ""),
    "veto_still": Said("", "", open="现在还没有任何改动，一人决定即可。回复本条：同意 ／ 驳回"),
    "veto_signers": Said(
        "",
        "",
        open="请 {signers} 会签，任一人同意后才生效；现在还没有任何改动。补充佐证请回复本条发照片或文件；不提了请回复：撤销",
    ),
    "veto_evidence": Said("一票否决的佐证", ""),
    "veto_evidence_of": Said("{unit}{period}，理由：{reason}", "", lambda v: {"reason": v["reason"]}),
    "veto_ranked": Said("第 {rank} 名，{total} 分", ""),
    "veto_unranked": Said("没有名次，{total} 分", ""),
    "veto_yes": Said("✅ 同意", ""),
    "veto_no": Said("↩️ 不同意", ""),
    "veto_back": Said("↶ 撤销提请", ""),
    "veto_see": Said("📎 查看佐证", ""),
    "help_veto": Said("一票否决：/veto 单位 理由；解除：/veto 单位 解除 理由（另一人会签）", "", helps="leader"),
}
