"""What is said about closing a period."""

from handlers.results import Values
from handlers.texts import Said, listed, numbered


def _ranked(values: Values) -> dict[str, str]:
    """Say where a unit stood and stands."""
    places = {name: f"第 {rank} 名" if rank else "没有名次" for name, rank in values.items() if name in ("was", "is")}
    lacks = values["lacks"]
    return {**places, "why": f"，覆盖率不够，缺：{listed(lacks)}" if lacks else ""}


def _numbers(values: Values) -> dict[str, str]:
    vetoes = [f"{name}一票否决（等会签）" for name in values.get("vetoes", [])]
    return {"told": listed([*map(numbered, values["open"]), *vetoes])}


def _matters(values: Values) -> dict[str, str]:
    """Say of each kind of matters how many parts are open, and how many of them wait to be verified."""
    told = (
        f"{kind} {many} 件" + (f"（待核查 {waiting} 件）" if waiting else "")
        for kind, many, waiting in values["matters"]
    )
    return {"told": listed(told)}


def _which(values: Values) -> dict[str, str]:
    """Name a later version of what was published."""
    return {"which": f"（第{values['version']}版）" if values["version"] > 1 else ""}


TEXTS = {
    "closing_card": Said("📋 <b>待定榜</b> {period}，指纹 {fingerprint}", ""),
    "closing_first": Said("{name} 已签第一次，请第二人核对后定榜（看到的指纹须相同）。", ""),
    "closing_needs": Said("定榜要两个人：一名管理员，和另一名管理员或局领导。", ""),
    "closing_arena": Said(
        "【{arena}】第一名 {names}；待核实 {waiting} 项、未报 {missing} 项按缺报规则计",
        "",
        lambda v: {"names": listed(v["names"]) or "暂无"},
    ),
    "closing_vetoed": Said("{name}一票否决：{effects}", ""),
    "closing_moved": Said("{name}：暂定{was} {before} → {is} {after}{why}", "", _ranked),
    "closing_more": Said("……另有 {count} 家名次变动，点“看榜”", ""),
    "closing_open_told": Said("⚠️ 还有没处理的异议、更正或一票否决，请先处理：{told}", "", _numbers),
    "closing_matters": Said("督办件时限在本期、还没办结：{told}。锁定后才有结果的计入以后的周期", "", _matters),
    "closing_reply": Said("回复本条：定榜", ""),
    "closing_look": Said("看榜", ""),
    "closing_close": Said("定榜", ""),
    "closing_anyway": Said("仍然定榜", ""),
    "closing_open_asks": Said(
        "⚠️ {period}没有定榜：还有没处理的异议、更正或一票否决 {told}。请先处理；确实要现在定榜，请回复或点“仍然定榜”。",
        "",
        _numbers,
    ),
    "closing_signed": Said(
        "✅ {period}已记下您的定榜意见，还没有定榜：已请另一名管理员或局领导核对同一指纹后定榜。", ""
    ),
    "closing_done": Said("✅ {period}已定榜（{by}、{signer}），正式结果发到群里。以后改动只能更正。", ""),
    "closing_changed": Said(
        "⚠️ {period}没有定榜：您看过以后结果有变动，没有任何改动。新的待定榜已发给您，请看过再定。", ""
    ),
    "closing_alone": Said("⚠️ {period}没有定榜：您已签过第一次，请另一名管理员或局领导来定，没有任何改动。", ""),
    "closing_admin_first": Said("⚠️ {period}没有定榜：结果有变动，请管理员重新先签，没有任何改动。", ""),
    "closing_not_yours": Said("🔒 定榜由管理员和局领导两人办理，没有任何改动。有疑问请联系局办公室。", ""),
    "closed_before": Said("⚠️ {period}已经定榜，没有任何改动。要改数请走更正。", ""),
    "closing_order": Said("⚠️ {period}没有定榜：请先定 {periods}，没有任何改动。", ""),
    "closing_in_drill": Said(
        "⚠️ 没有定榜：正在演练，什么都不作数，没有任何改动。请管理员先结束演练（/bureau 演练）。", ""
    ),
    "notice_over": Said(
        "⚠️ {number} 没有受理异议：{period}正式结果的公示已于 {due} 结束，没有任何改动。确有差错请回复本条：更正为 数值 原因（须两人签字）。",
        "",
    ),
    "notice_waits": Said(
        "⚠️ {period}公示期满，还有没处理的异议或更正，结果暂不生效：{told}。请先处理，处理完后自动公布期满。",
        "",
        _numbers,
    ),
    "settled_told": Said("✅ {period}正式结果{which}公示期满，没有未处理的异议，结果生效。", "", _which),
    "closing_lacking": Said(
        "⚠️ {closing}没有定榜：单位“{unit}”指标“{metric}”{period} 没有目标，算不出来，没有任何改动。"
        "已锁定的期间不能再改方案，请牵头单位把这个数更正为不涉及（两人签字），再发“待定榜”。",
        "",
    ),
    "correction_lacking": Said(
        "⚠️ {closing}更正后的结果没有公布：单位“{unit}”指标“{metric}”{period} 没有目标，算不出来，已公布的结果不变。"
        "已锁定的期间不能再改方案，请牵头单位把这个数更正为不涉及（两人签字）。",
        "",
    ),
    "closing_none": Said("没有等着定榜的周期。看榜请发 /rank。", ""),
}
