"""What is said about putting rulebook and schedule in force."""

from handlers.results import Values
from handlers.texts import Said, cut, listed
from scoring.calendar import worded
from scoring.faults import words
from scoring.language import Words, both

WHAT = Words(
    {
        "rulebook": ("竞赛方案", "rulebook"),
        "schedule": ("日程", "schedule"),
        "extension": ("延期锁定", "a later lock"),
    }
)
FATES = Words(
    {
        "done": ("{by} 已会签，已生效", "{by} signed; it is in force"),
        "declined": ("{by} 不同意，没有生效", "{by} disagreed; it is not in force"),
        "taken_back": ("{by} 已收回，没有生效", "{by} took it back; it is not in force"),
        "overtaken": ("后来被 {by} 的变更取代，没有生效", "overtaken by a change of {by}, it is not in force"),
        "late": ("{period}已锁定，没有生效", "{period} was locked; it is not in force"),
        "orphaned": ("提出的人已不是管理员，没有生效", "whoever asked is no admin any more; it is not in force"),
    }
)
"""What became of a change that was asked for."""
NONE, VETOED = "—", ("一票否决", "a veto")
DIFFERENCES = {
    ("units", "new"): ("➕ 单位 {name}", "➕ unit {name}"),
    ("units", "gone"): ("➖ 单位 {name}", "➖ unit {name}"),
    ("units", "renamed"): ("单位改名 {before} → {after}", "unit renamed: {before} → {after}"),
    ("units", "moved"): ("单位 {name} 的擂台 {before} → {after}", "unit {name}, arena: {before} → {after}"),
    ("units", "dated"): ("单位 {name} 参加的周期 {before} → {after}", "unit {name}, its periods: {before} → {after}"),
    ("categories", "new"): ("➕ 类别 {name}", "➕ category {name}"),
    ("categories", "gone"): ("➖ 类别 {name}", "➖ category {name}"),
    ("categories", "renamed"): ("类别改名 {before} → {after}", "category renamed: {before} → {after}"),
    ("categories", "points"): (
        "类别 {name} 满分 {before} → {after}",
        "category {name}, full marks: {before} → {after}",
    ),
    ("metrics", "new"): ("➕ 指标 {name}", "➕ metric {name}"),
    ("metrics", "gone"): ("➖ 指标 {name}", "➖ metric {name}"),
    ("metrics", "renamed"): ("指标改名 {before} → {after}", "metric renamed: {before} → {after}"),
    ("metrics", "points"): ("指标 {name} 满分 {before} → {after}", "metric {name}, full marks: {before} → {after}"),
    ("metrics", "method"): ("指标 {name} 算法：{before} → {after}", "metric {name}, method: {before} → {after}"),
    ("metrics", "changed"): ("指标 {name} 另有变化：{aspects}", "metric {name} also changes: {aspects}"),
    ("kinds", "new"): ("➕ 督办种类 {name}", "➕ kind of matters {name}"),
    ("kinds", "gone"): ("➖ 督办种类 {name}", "➖ kind of matters {name}"),
    ("kinds", "renamed"): ("督办种类改名 {before} → {after}", "kind of matters renamed: {before} → {after}"),
    ("kinds", "changed"): (
        "督办种类 {name} 另有变化：{aspects}（已交办的仍按原来的）",
        "kind of matters {name} also changes: {aspects} (what was assigned goes by the old rules)",
    ),
    ("rules", "changed"): ("总的规定有变化：{aspects}", "general rules change: {aspects}"),
}
"""What two versions have different."""
ASPECTS = Words(
    {
        "category": ("所属类别", "category"),
        "aliases": ("别名", "aliases"),
        "role": ("基础或加减分", "base, bonus or deduction"),
        "leads": ("牵头单位", "lead departments"),
        "sign": ("会签", "second signature"),
        "reporter": ("由谁上报", "who reports"),
        "period": ("周期", "period"),
        "input": ("怎么报", "how it is reported"),
        "unit": ("计量单位", "unit of measure"),
        "range": ("允许范围", "allowed range"),
        "rollup": ("汇总办法", "how it is added up"),
        "missing": ("缺报怎么计", "what a missing value counts"),
        "evidence": ("佐证", "evidence"),
        "percent_ok": ("可否只报百分比", "whether a percentage will do"),
        "smoothing": ("平滑", "smoothing"),
        "level_names": ("级别名称", "names of levels"),
        "completes": ("与提报的关系", "tie to claims"),
        "round_value": ("取值位数", "rounding of values"),
        "value_of": ("取值来源", "where the value comes from"),
        "source": ("由哪种督办事项计数", "which kind of matters counts"),
        "claims_wait": ("未核实的事项怎么计", "how unreviewed events count"),
        "form": ("任务或整改", "task or problem"),
        "assigners": ("由谁交办", "who assigns"),
        "verifiers": ("由谁核查", "who verifies"),
        "propose": ("可否自己立项", "whether units may propose"),
        "recheck": ("几天后回头看", "days until the recheck"),
        "mend": ("退回后的补办期限", "time to mend after a return"),
        "extensions": ("可延期几次", "how often the deadline may move"),
        "year": ("年份", "year"),
        "timezone": ("时区", "time zone"),
        "places": ("小数位数", "decimal places"),
        "rounding": ("舍入", "rounding"),
        "round_at": ("舍入的地方", "where it is rounded"),
        "ties": ("并列", "ties"),
        "tie_break": ("并列再比什么", "tie-break"),
        "minimum_coverage": ("最低覆盖率", "lowest coverage"),
        "bonus_cap": ("加分上限", "limit of bonuses"),
        "deduction_cap": ("扣分上限", "limit of deductions"),
        "return_reasons": ("常用退回原因", "usual reasons for returns"),
        "bonus_from": ("加分门槛", "from when on bonuses count"),
        "veto": ("一票否决", "vetoes"),
        "schedule": ("日程", "schedule"),
        "keeping": ("佐证保存", "how long evidence is kept"),
        "targets": ("各单位目标", "targets of units"),
        "publish": ("定榜和公布", "closing and publishing"),
        "flags": ("红黑旗", "flags"),
        "english": ("英文名称", "English names"),
    }
)
"""What of a metric, of a kind of matters, or of all rules, is different."""
OTHERWISE = ("其他", "more")
WRONG_TAGS = Words(
    {
        "unknown": ("没有这个名称，或它这次没有值", "there is no such name, or it has no value this time"),
        "unreadable": ("读不懂，请检查括号和写法", "cannot be read; please check the braces and how it is written"),
    }
)
"""What is wrong with a tag of a template."""


def _what(values: Values) -> dict[str, str]:
    return {"what": WHAT[values["change"]]}


def _fate(values: Values) -> dict[str, str]:
    fate = FATES[values["became"]]
    return {"fate": fate.format(by=cut(values["by"]), period=cut(worded(values["period"])))}


def _why_none(values: Values) -> dict[str, str]:
    if period := worded(values.get("period", "")):
        barred = both(
            f"{period}已有申报的单位、指标、数值或一票否决是新方案里没有的，之后又没有可选的周期",
            f"units, metrics, values or vetoes of {period} are not in the new rulebook, and no later period is left",
        )
        return {"why": barred}
    none = both(
        "没有可以生效的周期，方案年份里的都已锁定",
        "no period is left for it: all those in the year of the rulebook are locked",
    )
    return {"why": none}


def _unsayable(values: Values) -> dict[str, str]:
    """Say why a line of the schedule cannot be; a letter that was owed by an earlier version has it in words already."""
    return {"reason": words(*values["broken"]) if "broken" in values else values["reason"]}


def _others(values: Values) -> dict[str, str]:
    """Say which periods can be chosen instead."""
    periods = listed(values["periods"])
    if not periods:
        none = both(
            "现在没有别的周期可选，请修改后重新发来。",
            "No other period can be chosen now; please change it and send it again.",
        )
        return {"next": none}
    return {"next": both(f"现在可以选：{periods}", f"You can choose: {periods}")}


def _signed(values: Values) -> dict[str, str]:
    """Mark what a second person must sign."""
    return {"two": both("（会签）", " (2)") if values["two"] else ""}


def _declined(values: Values) -> dict[str, str]:
    did = both("已收回", "took it back") if values["own"] else both("不同意", "disagrees")
    return _what(values) | {"did": did}


TEXTS = {
    "change_title": Said("📐 {what} {title}（{fingerprint}）还没有生效。与现行的相比：", "📐 {what} {title} ({fingerprint}) is not in force yet. Compared with what holds now:", _what),
    "change_was": Said("📐 {what} {title}（{fingerprint}）", "📐 {what} {title} ({fingerprint})", _what),
    "change_same": Said("没有影响计分的差别", "No difference that touches the points"),
    "change_doubt": Said("提醒：{fault}", "Please mind: {fault}"),
    "change_more": Said("……另有 {count} 处", "…{count} more"),
    "change_extended": Said("{period}已延期，锁定仍是{at}，不受这项变更影响", "The lock of {period} was put off and stays at {at}, whatever comes of this"),
    "change_replaces": Said("⚠️ 已定自{period}起的那份方案由这份取代，不再生效；还要用它，请在这份生效后重新发来", "⚠️ The rulebook that was to hold from {period} on is replaced by this one and does not come into force; if it is still wanted, please send it again once this one is in force"),
    "change_unamends": Said("⚠️ 已改的日程不再生效：{line}（自{period}起）。还要的话，请写进方案，或生效后再改一次", "⚠️ This change of the schedule does not hold any more: {line} (from {period} on). If it is still wanted, please write it into the rulebook, or change it again once this is in force"),
    "change_deadlines": Said("{period}的{line}", "{period}: {line}"),
    "change_moves": Said("【{arena}】{period}按新方案重算，{count} 家有变动，{staying} 家不变：", "[{arena}] {period} by the new rulebook; units that change: {count}, that do not: {staying}:"),
    "change_still": Said("【{arena}】{period}按新方案重算，没有单位变动", "[{arena}] {period} by the new rulebook: no unit changes"),
    "change_lacking": Said(
        "⚠️ 【{arena}】{month}按新方案算不出来：单位“{unit}”指标“{metric}”{period} 没有目标，请先在新方案中补上", "⚠️ [{arena}] {month} cannot be scored by the new rulebook: unit “{unit}”, metric “{metric}”, {period} has no target. Please add it to the new rulebook first"
    ),
    "change_mover": Said("{name}：{rank} {before} → {now} {after}", "{name}: {rank} {before} → {now} {after}"),
    "change_barred": Said("⚠️ {period}及以前不能选：已有的（{metric}等）是新方案里没有、或读不出的，请选以后的周期。", "⚠️ {period} and before cannot be chosen: what is there (such as {metric}) is not in the new rulebook, or cannot be read by it. Please choose a later period."),
    "change_pick": Said("", "", open="从哪个周期起生效？标“会签”的周期已有确认的数据，还要另一名管理员或局领导同意。不按就什么都不改。", open_en="From which period on? Periods marked (2) have confirmed values: another admin or a leader must agree. If you tap nothing, nothing changes."),
    "change_from": Said("{period}起{two}", "From {period}{two}", _signed),
    "change_extends": Said("延期{two}", "Put the lock off{two}", _signed),
    "change_asks": Said("✍️ {by} 提出，自{period}起，须您会签才生效。", "✍️ {by} asks for this, from {period} on; it comes into force once you sign."),
    "change_asked": Said("✍️ {by} 提出{what}，自{period}起。", "✍️ {by} asks for this, from {period} on: {what}.", _what),
    "change_reply": Said("", "", open="回复本条：确认 ／ 退回", open_en="Reply to this: confirm / return"),
    "change_not": Said("取消", "Cancel"),
    "change_agree": Said("同意生效", "Agree"),
    "change_disagree": Said("不同意", "Disagree"),
    "change_waits": Said("✅ 已提出{what}（{period}），还没有生效：已请其他管理员和局领导会签。", "✅ Asked for: {what} ({period}). It is not in force yet: other admins and the leaders were asked to sign.", _what),
    "change_done": Said("✅ {what}自{period}起生效（{by}）。以前的周期仍按当时的规定。", "✅ In force from {period} on: {what} ({by}). Earlier periods go by what held then.", _what),
    "change_declined": Said("↩️ {what}（{period}）没有生效：{by} {did}。没有任何改动。", "↩️ Not in force: {what} ({period}). {by} {did}. Nothing has changed.", _declined),
    "change_signed": Said("✅ 已会签，已生效。", "✅ Signed; it is in force."),
    "change_not_signed": Said("已记下：没有生效，没有任何改动。", "Noted: it is not in force; nothing has changed."),
    "change_no_period": Said("⚠️ 没有受理：{why}。没有任何改动。请改正后重新发送。", "⚠️ Not accepted: {why}. Nothing has changed. Please mend it and send it again.", _why_none),
    "change_not_from": Said("⚠️ 没有受理：{period}不能选（已锁定，或已有申报是新方案里没有的），没有任何改动。请从中选一个：{periods}", "⚠️ Not accepted: {period} cannot be chosen (it is locked, or holds reports that the new rulebook has no place for). Nothing has changed. Please choose one of: {periods}", lambda v: {"periods": listed(v["periods"]) or both("（没有）", "(none)")}),
    "change_not_now": Said("⚠️ 没有受理：这个周期现在不能选了（已锁定，或已有申报是新方案里没有的），没有任何改动。{next}", "⚠️ Not accepted: this period cannot be chosen now (it is locked, or holds reports that the new rulebook has no place for). Nothing has changed. {next}", _others),
    "change_outrun": Said("⚠️ 没有受理：您看过以后规定又有变动，没有任何改动。请重新发送，按现在的情况再定。", "⚠️ Not accepted: the rules have changed since you saw this. Nothing has changed. Please send it again and decide as things stand now."),
    "change_nobody": Said("⚠️ 没有受理：这个周期已有确认的数据，要另一名管理员或局领导会签，名册上还没有。没有任何改动。请先在名册里加上。", "⚠️ Not accepted: this period has confirmed values, so another admin or a leader must sign, and the roster has none. Nothing has changed. Please add one to the roster first."),
    "change_own": Said("🔒 这是您自己提出的，没有任何改动。请另一名管理员或局领导会签。", "🔒 You asked for this yourself; nothing has changed. Please let another admin or a leader sign."),
    "change_orphan": Said("⚠️ 没有生效：提出的人已不是管理员，没有任何改动。请现任管理员重新提出。", "⚠️ Not in force: whoever asked is no admin any more. Nothing has changed. Please let a present admin ask again."),
    "change_too_late": Said("⚠️ 没有生效：{period}已锁定，或又有了新方案里没有的申报，没有任何改动。请管理员重新提出。", "⚠️ Not in force: {period} is locked, or something was reported that the new rulebook does not have. Nothing has changed. Please let an admin ask again."),
    "change_not_yours": Said("🔒 变更由管理员提出、另一名管理员或局领导会签，没有任何改动。有疑问请联系局办公室。", "🔒 Changes are asked for by an admin and signed by another admin or a leader. Nothing has changed. Questions? Please ask the office."),
    "change_settled": Said("这项变更已更新：{fate}。没有新的改动。", "This change was updated: {fate}. Nothing more has changed.", _fate),
    "over_change": Said("☑️ 该提问已失效：{fate}。", "☑️ This question is over: {fate}.", _fate),
    "change_lapsed": Said("⌛ {proposer} 提出的{what}（{period}）已失效：{fate}，没有任何改动。还要改的话，请管理员按现在的情况重新提出。", "⌛ What {proposer} asked for has lapsed: {what} ({period}); {fate}. Nothing has changed. If it is still wanted, please let an admin ask again as things stand now.", lambda v: _what(v) | _fate(v)),
    "extension_same": Said("⚠️ 没有受理：加上这几天后，{period}仍是{lock}锁定（多出的是休息日）。没有任何改动。请选更多的天数。", "⚠️ Not accepted: with these days {period} would still be locked on {lock} (they are rest days). Nothing has changed. Please choose more days."),
    "schedule_value": Said("⚠️ 没有受理：{reason}。没有任何改动。写法看 /bureau 的“日程”。", "⚠️ Not accepted: {reason}. Nothing has changed. How to write it: /bureau schedule.", _unsayable),
    "schedule_same": Said("日程本来就是这样，没有任何改动。", "The schedule is like this already; nothing has changed."),
    "offer_expired": Said("⌛ 已过期：超过30分钟没有定，没有任何改动。请重新发送。", "⌛ Expired: nothing was decided within 30 minutes. Nothing has changed. Please send it again."),
    "rulebook_same": Said("还没有锁定的周期用的都已是这份方案，没有任何改动。", "All periods that are not locked go by this rulebook already; nothing has changed."),
    "rulebook_too_big": Said("⚠️ 没有受理：{name} 超过 {most} KB，不像竞赛方案。没有任何改动。请删去多余的内容后重新发送。", "⚠️ Not accepted: {name} is bigger than {most} KB and does not look like a rulebook. Nothing has changed. Please take out what is not needed and send it again."),
    "rulebook_deep": Said("⚠️ 没有受理：{name} 的括号套得太深，不像竞赛方案。没有任何改动。请照示例写。", "⚠️ Not accepted: the brackets of {name} are nested too deep for a rulebook. Nothing has changed. Please write it like the sample."),
    "rulebook_broken": Said("⚠️ 没有受理：{name} 没能核对完，没有任何改动。请检查年份和数字是否写错，改好后重新发送。", "⚠️ Not accepted: {name} could not be checked to its end. Nothing has changed. Please check years and numbers, then send it again."),
    "rulebook_zone": Said("⚠️ 没有受理：已经有申报，时区不能再改，没有任何改动。请把时区改回 {zone} 后重新发送。", "⚠️ Not accepted: something was reported already, so the time zone cannot change. Nothing has changed. Please set it back to {zone} and send it again."),
    "rulebook_not_fetched": Said("⚠️ 没有受理：{name} 没能从聊天服务器取到，没有任何改动。请重新发送一次。", "⚠️ Not accepted: {name} could not be fetched from the chat server. Nothing has changed. Please send it again."),
    "rulebook_faulty": Said("⚠️ 没有受理：{name} 有 {count} 处要改，没有任何改动。请改好后重新发来：", "⚠️ Not accepted: faults of {name}: {count}. Nothing has changed. Please mend them and send it again:"),
    "rulebook_more": Said("……还有 {count} 处没有列出", "…{count} more are not listed"),
    "template_too_big": Said("⚠️ 没有受理：{name} 超过 {most} KB，没有任何改动。请压缩里面的图片后重新发送。", "⚠️ Not accepted: {name} is bigger than {most} KB. Nothing has changed. Please compress the pictures in it and send it again."),
    "template_not_fetched": Said("⚠️ 没有受理：{name} 没能从聊天服务器取到，没有任何改动。请重新发送一次。", "⚠️ Not accepted: {name} could not be fetched from the chat server. Nothing has changed. Please send it again."),
    "template_broken": Said("⚠️ 没有受理：{name} 不是能打开的 .docx，没有任何改动。请在 Word 或 WPS 里另存为 .docx 后重新发送。", "⚠️ Not accepted: {name} cannot be opened as a .docx. Nothing has changed. Please save it as .docx in Word or WPS and send it again."),
    "template_unsafe": Said("⚠️ 没有受理：{name} 里有宏、嵌入的程序或大得不正常的内容，没有任何改动。请新建一份 .docx，只粘贴文字和表格。", "⚠️ Not accepted: {name} holds macros, embedded programs or contents of an unusual size. Nothing has changed. Please make a new .docx and paste text and tables only."),
    "template_linked": Said("⚠️ 没有受理：{name} 里有指向外面的链接（超链接、外部图片或模板），没有任何改动。请取消链接后重新发送。", "⚠️ Not accepted: {name} holds links to the outside (hyperlinks, outside pictures or templates). Nothing has changed. Please remove the links and send it again."),
    "template_awaited": Said("⚠️ 没有受理：有一份用 {name} 的方案正等着会签，模板不能中途换，没有任何改动。请先办完会签，或换一个文件名。", "⚠️ Not accepted: a rulebook that uses {name} waits for a signature, and its template cannot be swapped meanwhile. Nothing has changed. Please finish the signing first, or take another file name."),
    "template_missing": Said("⚠️ 没有受理：方案写了通报模板 {name}，还没有收到这个文件，没有任何改动。请先把 {name} 发到这里，再发方案。", "⚠️ Not accepted: the rulebook names the circular template {name}, which has not come yet. Nothing has changed. Please send {name} here first, then the rulebook."),
    "template_kept": Said('✅ 通报模板 {name} 可用，上面是按样例填好的。在方案的 publish 一节里写 template = "{name}"，再发来方案，随方案生效；发过的通报不变。', '✅ The circular template {name} can be used; above it is filled in with a sample (in Chinese, as circulars are). Please write template = "{name}" under publish in the rulebook and send the rulebook again; it holds with that. Published results do not change.'),
    "template_faulty": Said("⚠️ 没有受理：{name} 有 {count} 处要改，没有任何改动。请改好后重新发来：", "⚠️ Not accepted: faults of {name}: {count}. Nothing has changed. Please mend them and send it again:"),
    "template_empty": Said("里面没有要填的标签：双花括号里写名称，例如 title", "It has no tag to fill in: write a name within double braces, such as title"),
    "template_tag": Said("{tag} 在“{place}”：{wrong}", "{tag} in “{place}”: {wrong}", lambda v: {"wrong": WRONG_TAGS[v["why"]]}),
    "template_forbidden": Said("{tag} 在“{place}”：模板里只能显示、重复（for）和判断（if），不能做别的", "{tag} in “{place}”: a template can only show, repeat (for) and ask (if), nothing else"),
    "template_deep": Said("重复（for）最多套三层", "Repeats (for) can be nested three deep at most"),
    "template_torn": Said("重复或判断的开头和结尾不配对，或一个在表格里、一个在外面", "A repeat or question is not closed, or begins in a table and ends outside of it"),
    "template_names": Said("可以用的名称：office 发文机关、symbol 发文字号、title 标题、to 主送机关、competition 竞赛、period 周期、version 版次、day 成文日期、notice 公示到何时、sign 落款、seals 存证码；parts 正文各部分（heading、lines）；arenas 各擂台（name、full_marks、rows（rank、name、total、remarks 备注）、best（category、units、points）、vetoes（unit、effects）、notes 注）；corrections 更正（number、unit、metric、before、after、why）。", "Names that can be used: office, symbol (document number), title, to (addressees), competition, period, version, day, notice (until when), sign (signature), seals (Seal codes); parts of the text (heading, lines); arenas (name, full_marks, rows (rank, name, total, remarks), best (category, units, points), vetoes (unit, effects), notes); corrections (number, unit, metric, before, after, why)."),
    "rulebook_current": Said("📄 现行的竞赛方案。改好后把 .toml 文件发回给我（私聊）：先核对、列出变化，您选了周期才生效。", "📄 The rulebook that holds now. Change it and send the .toml file back to me in private: I check it, list what changes, and it comes into force only once you choose a period."),
    "rulebook_sample": Said("📄 示例方案，照着改：改好后把 .toml 文件发回给我（私聊）。", "📄 A sample rulebook to start from: change it and send the .toml file to me in private."),
}  # fmt: skip
LINES = (("上报截止", "reports due"), ("核实截止", "reviews due"), ("锁定", "lock"))
"""The deadlines of a period."""
FIELDS = Words(
    {
        "report": ("上报截止", "reports due"),
        "review": ("核实截止", "reviews due"),
        "lock": ("锁定", "lock"),
        "week_post": ("周榜", "weekly post"),
        "quiet": ("免打扰", "quiet hours"),
        "digest": ("汇总", "digests"),
    }
)
"""What of the schedule can be changed, as it is called."""
WEEKDAYS = Words(
    {
        "mon": ("一", "Monday"),
        "tue": ("二", "Tuesday"),
        "wed": ("三", "Wednesday"),
        "thu": ("四", "Thursday"),
        "fri": ("五", "Friday"),
        "sat": ("六", "Saturday"),
        "sun": ("日", "Sunday"),
    }
)
WEEKLY = ("每周{day} {at}", "every {day} {at}")
AFTER = ("期末后第 {day} 天 {at}", "day {day} after the end of the period, {at}")
UNSET = ("不设", "none")
