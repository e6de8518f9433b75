"""What is said about closing a period."""

from handlers.results import Values
from handlers.texts import Said, listed, numbered
from scoring.language import both, named


def _ranked(values: Values) -> dict[str, str]:
    """Say where a unit stood and stands."""
    places = {name: _place(rank) for name, rank in values.items() if name in ("was", "is")}
    lacks = listed(map(named, values["lacks"]))
    return {
        **places,
        "why": both(f"，覆盖率不够，缺：{lacks}", f"; coverage too low, lacking: {lacks}") if lacks else "",
    }


def _moves(values: Values) -> dict[str, str]:
    """Say in short where units stood and stand."""
    return {
        "told": listed((f"{named(name)} {_place(was)} → {_place(now)}" for name, was, now in values["moves"]), "；")
    }


def _place(rank: str | None) -> str:
    return both(f"第 {rank} 名", f"rank {rank}") if rank else both("没有名次", "no rank")


def _numbers(values: Values) -> dict[str, str]:
    units = map(named, values.get("vetoes", []))
    vetoes = [both(f"{unit}一票否决（等会签）", f"veto on {unit} (to be signed)") for unit in units]
    return {"told": listed([*map(numbered, values["open"]), *vetoes])}


def _leads(leads: tuple[str, ...]) -> str:
    return listed(map(named, leads)) or both("管理员", "an admin")


def _waits(values: Values) -> dict[str, str]:
    """Name what was not reviewed, each with whose review it lacks, and say how many there are if not all are named."""
    told = [
        f"{numbered(number)} {named(unit)} {named(metric)}"
        + both(f"（应由{_leads(leads)}核实）", f" (for {_leads(leads)} to review)")
        for number, unit, metric, leads in values["waits"]
    ]
    count, more = values["count"], both("等 {} 项", " and more, {} in all")
    return {"told": listed(told, "；") + (more.format(count) if count > len(told) else "")}


def _matters(values: Values) -> dict[str, str]:
    """Say of each kind of matters how many parts are open, and how many of them wait to be verified."""
    told = (
        f"{named(kind)} {both(f'{many} 件', str(many))}"
        + (both(f"（待核查 {waiting} 件）", f" ({waiting} to be verified)") if waiting else "")
        for kind, many, waiting in values["matters"]
    )
    return {"told": listed(told)}


def _which(values: Values) -> dict[str, str]:
    """Name a later version of what was published."""
    version = values["version"]
    return {"which": both(f"（第{version}版）", f" (version {version})") if version > 1 else ""}


TEXTS = {
    "closing_card": Said("📋 <b>待定榜</b> {period}", "📋 <b>To be closed</b>: {period}"),
    "closing_told": Said("📋 <b>定榜</b> {period}", "📋 <b>Closing</b>: {period}"),
    "closing_void": Said("📋 <b>不是正式结果</b> {period}", "📋 <b>Not the official result</b>: {period}"),
    "closing_first": Said(
        "{name} 已签第一次，请第二人核对后定榜，核对码须相同。",
        "{name} has signed first. Please let a second person check it and close it; the check code must be the same.",
    ),
    "closing_code": Said(
        "核对码 {fingerprint}（两人看到的码相同，看的就是同一份结果；结果一变，码就变）",
        "Check code {fingerprint} (whoever sees the same code sees the same result; a changed result has another code)",
    ),
    "closing_needs": Said(
        "定榜要两个人：一名管理员，和另一名管理员或局领导。签了不能撤回。",
        "Closing takes two people: an admin, and another admin or a leader. A signature cannot be taken back.",
    ),
    "closing_own": Said(
        "✍️ {name} 已签第一次。此后结果有变动，这次签字作废，要重新签。",
        "✍️ {name} has signed first. Should the result change after that, the signature lapses and has to be given again.",
    ),
    "closing_arena": Said(
        "【{arena}】第一名 {names}；待核实 {waiting} 项、未报 {missing} 项按缺报规则计",
        "[{arena}] First: {names}; {waiting} still to be reviewed and {missing} not reported count by the rule for missing values",
        lambda v: {"names": listed(v["names"]) or both("暂无", "none yet")},
    ),
    "closing_vetoed": Said("{name}一票否决：{effects}", "Veto on {name}: {effects}"),
    "closing_moved": Said(
        "{name}：暂定{was} {before} → {is} {after}{why}", "{name}: so far {was} {before} → {is} {after}{why}", _ranked
    ),
    "closing_more": Said("……另有 {count} 家名次变动，点“看榜”", "…{count} more units change rank; tap “Standings”"),
    "closing_moved_too": Said("名次变动的还有：{told}", "These change rank, too: {told}", _moves),
    "closing_waits": Said(
        "报了、到锁定没有核实，不算数：{told}。要算进去，请先更正（两人签字）再定榜",
        "Reported and not reviewed by the lock, so it does not count: {told}. To count it, please have it corrected (two people sign) before you close",
        _waits,
    ),
    "closing_open_told": Said(
        "⚠️ 还有没处理的异议、更正或一票否决，请先处理：{told}",
        "⚠️ Objections, corrections or vetoes are open; please deal with them first: {told}",
        _numbers,
    ),
    "closing_matters": Said(
        "督办件时限在本期、还没办结：{told}。锁定后才有结果的计入以后的周期",
        "Matters due in this period and not closed: {told}. What ends after the lock counts for later periods",
        _matters,
    ),
    "closing_reply": Said("回复本条：定榜", "Reply to this: close"),
    "closing_look": Said("看榜", "Standings"),
    "closing_close": Said("定榜", "Close"),
    "closing_anyway": Said("仍然定榜", "Close anyway"),
    "closing_open_asks": Said(
        "⚠️ {period}没有定榜：还有没处理的异议、更正或一票否决 {told}。请先处理；确实要现在定榜，请回复或点“仍然定榜”。",
        "⚠️ {period} is not closed: objections, corrections or vetoes are open: {told}. Please deal with them first; to close it now all the same, tap “Close anyway” or reply: close anyway.",
        _numbers,
    ),
    "closing_signed": Said(
        "✅ {period}已记下您的定榜意见，还没有定榜：已请另一名管理员或局领导核对后定榜，第二人一定榜就发到群里。签了不能撤回；在那之前结果有变动（如更正），这次签字作废，要重新签。",
        "✅ {period}: your signature is noted, it is not closed yet. Another admin or a leader was asked to check it and close it, and then it goes to the group. A signature cannot be taken back; should the result change before (by a correction, say), it lapses and has to be given again.",
    ),
    "closing_seen": Said(
        "{period}的榜看过了？核对无误请点“定榜”，或回复本条：定榜。",
        "{period}: have you seen the standings? If all is right, tap “Close” or reply to this: close.",
    ),
    "closing_outdated": Said(
        "⚠️ {period}：那张待定榜发出以后结果有变动，上面的榜是现在的。请看新的待定榜，核对无误再定。",
        "⚠️ {period}: the result has changed since that card; the standings above are those of now. Please look at the new card before you close.",
    ),
    "closing_done": Said(
        "✅ {period}已定榜（{by}、{signer}），正式结果发到群里。以后改动只能更正。",
        "✅ {period} is closed ({by}, {signer}); the official result goes to the group. From now on only a correction changes it.",
    ),
    "closing_otherwise": Said(
        "✅ {period}已定榜（{by}、{signer}），定的是另一次核算，核对码与此不同；正式结果以发到群里的为准。",
        "✅ {period} is closed ({by}, {signer}) with another reckoning, whose check code is not this one; what is official is the result in the group.",
    ),
    "closing_changed": Said(
        "⚠️ {period}没有定榜：您看过以后结果有变动，没有任何改动。新的待定榜已发给您，请看过再定。",
        "⚠️ {period} is not closed: the result has changed since you saw it; nothing was done. Please look at the new card I have sent you, then close.",
    ),
    "closing_alone": Said(
        "⚠️ {period}没有定榜：您已签过第一次，请另一名管理员或局领导来定，没有任何改动。",
        "⚠️ {period} is not closed: you signed first. Please let another admin or a leader close it; nothing has changed.",
    ),
    "closing_admin_first": Said(
        "⚠️ {period}没有定榜：结果有变动，请管理员重新先签，没有任何改动。",
        "⚠️ {period} is not closed: the result has changed. Please let an admin sign first again; nothing was done.",
    ),
    "closing_not_yours": Said(
        "🔒 定榜由管理员和局领导两人办理，没有任何改动。有疑问请联系局办公室。",
        "🔒 Closing is done by two people, admins and leaders. Nothing has changed. Questions? Please ask the office.",
    ),
    "closed_before": Said(
        "⚠️ {period}已经定榜，没有任何改动。要改数请走更正。",
        "⚠️ {period} is closed already; nothing has changed. To change a value please use a correction.",
    ),
    "closing_order": Said(
        "⚠️ {period}没有定榜：请先定 {periods}，没有任何改动。",
        "⚠️ {period} is not closed: please close {periods} first. Nothing has changed.",
    ),
    "closing_in_drill": Said(
        "⚠️ 没有定榜：正在演练，什么都不作数，没有任何改动。请管理员先结束演练（/bureau 演练）。",
        "⚠️ Not closed: this is a rehearsal, in which nothing counts. Nothing has changed. Please let an admin end the rehearsal first (/bureau rehearsal).",
    ),
    "notice_over": Said(
        "⚠️ {number} 没有受理异议：{period}正式结果的公示已于 {due} 结束，没有任何改动。确有差错请回复本条：更正为 数值 原因（须两人签字）。",
        "⚠️ {number}: too late for an objection: the notice period of {period} ended on {due}. Nothing has changed. If it is wrong, please reply to this: correct to VALUE REASON (two people sign).",
    ),
    "notice_waits": Said(
        "⚠️ {period}公示期满，还有没处理的异议或更正，结果暂不生效：{told}。请先处理，处理完后自动公布期满。",
        "⚠️ {period}: the notice period is over, but objections or corrections are open, so the result is not final yet: {told}. Please deal with them; then it becomes final by itself.",
        _numbers,
    ),
    "settled_told": Said(
        "✅ {period}正式结果{which}公示期满，没有未处理的异议，结果生效。",
        "✅ {period}: the notice period of the official result{which} is over, no objection is open, the result is final.",
        _which,
    ),
    "closing_lacking": Said(
        "⚠️ {closing}没有定榜：单位“{unit}”指标“{metric}”{period} 没有目标，算不出来，没有任何改动。"
        "已锁定的期间不能再改方案，请牵头单位把这个数更正为不涉及（两人签字），再发“待定榜”。",
        "⚠️ {closing} is not closed: {unit} has no target for {metric} in {period}. Nothing has changed. Please have it corrected to n/a (two sign), then send: closing",
    ),
    "correction_lacking": Said(
        "⚠️ {closing}更正后的结果没有公布：单位“{unit}”指标“{metric}”{period} 没有目标，算不出来，已公布的结果不变。"
        "已锁定的期间不能再改方案，请牵头单位把这个数更正为不涉及（两人签字）。",
        "⚠️ {closing}: the corrected result is not published: {unit} has no target for {metric} in {period}; what was published stands. The rulebook of a locked period cannot change: please let the lead department correct this value to n/a (two people sign).",
    ),
    "closing_none": Said(
        "没有等着定榜的周期。看榜请发 /rank。", "No period waits to be closed. For the standings send /rank."
    ),
}
