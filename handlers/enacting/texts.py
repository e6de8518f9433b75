"""What is said about putting rulebook and schedule in force."""

from handlers.results import Values
from handlers.texts import Said, cut, listed

WHAT = {"rulebook": "竞赛方案", "schedule": "日程", "extension": "延期锁定"}
FATES = {
    "done": "{by} 已会签，已生效",
    "declined": "{by} 不同意，没有生效",
    "taken_back": "{by} 已收回，没有生效",
    "overtaken": "后来被 {by} 的变更取代，没有生效",
    "late": "{period}已锁定，没有生效",
    "orphaned": "提出的人已不是管理员，没有生效",
}
"""What became of a change that was asked for."""
NONE, VETOED = "—", "一票否决"
DIFFERENCES = {
    ("units", "new"): "➕ 单位 {name}",
    ("units", "gone"): "➖ 单位 {name}",
    ("units", "renamed"): "单位改名 {before} → {after}",
    ("units", "moved"): "单位 {name} 的擂台 {before} → {after}",
    ("units", "dated"): "单位 {name} 参加的周期 {before} → {after}",
    ("categories", "new"): "➕ 类别 {name}",
    ("categories", "gone"): "➖ 类别 {name}",
    ("categories", "renamed"): "类别改名 {before} → {after}",
    ("categories", "points"): "类别 {name} 满分 {before} → {after}",
    ("metrics", "new"): "➕ 指标 {name}",
    ("metrics", "gone"): "➖ 指标 {name}",
    ("metrics", "renamed"): "指标改名 {before} → {after}",
    ("metrics", "points"): "指标 {name} 满分 {before} → {after}",
    ("metrics", "method"): "指标 {name} 算法：{before} → {after}",
    ("metrics", "changed"): "指标 {name} 另有变化：{aspects}",
    ("kinds", "new"): "➕ 督办种类 {name}",
    ("kinds", "gone"): "➖ 督办种类 {name}",
    ("kinds", "renamed"): "督办种类改名 {before} → {after}",
    ("kinds", "changed"): "督办种类 {name} 另有变化：{aspects}（已交办的仍按原来的）",
    ("rules", "changed"): "总的规定有变化：{aspects}",
}
"""What two versions have different."""
ASPECTS = {
    "category": "所属类别",
    "aliases": "别名",
    "role": "基础或加减分",
    "leads": "牵头单位",
    "sign": "会签",
    "reporter": "由谁上报",
    "period": "周期",
    "input": "怎么报",
    "unit": "计量单位",
    "range": "允许范围",
    "rollup": "汇总办法",
    "missing": "缺报怎么计",
    "evidence": "佐证",
    "percent_ok": "可否只报百分比",
    "smoothing": "平滑",
    "level_names": "级别名称",
    "completes": "与提报的关系",
    "round_value": "取值位数",
    "value_of": "取值来源",
    "source": "由哪种督办事项计数",
    "claims_wait": "未核实的事项怎么计",
    "form": "任务或整改",
    "assigners": "由谁交办",
    "verifiers": "由谁核查",
    "propose": "可否自己立项",
    "recheck": "几天后回头看",
    "mend": "退回后的补办期限",
    "extensions": "可延期几次",
    "year": "年份",
    "timezone": "时区",
    "places": "小数位数",
    "rounding": "舍入",
    "round_at": "舍入的地方",
    "ties": "并列",
    "tie_break": "并列再比什么",
    "minimum_coverage": "最低覆盖率",
    "bonus_cap": "加分上限",
    "deduction_cap": "扣分上限",
    "return_reasons": "常用退回原因",
    "bonus_from": "加分门槛",
    "veto": "一票否决",
    "schedule": "日程",
    "keeping": "佐证保存",
    "targets": "各单位目标",
    "publish": "定榜和公布",
    "flags": "红黑旗",
    "english": "英文名称",
}
"""What of a metric, of a kind of matters, or of all rules, is different."""
OTHERWISE = "其他"
WRONG_TAGS = {"unknown": "没有这个名称，或它这次没有值", "unreadable": "读不懂，请检查括号和写法"}
"""What is wrong with a tag of a template."""


def _what(values: Values) -> dict[str, str]:
    return {"what": WHAT[values["change"]]}


def _fate(values: Values) -> dict[str, str]:
    return {"fate": FATES[values["became"]].format(by=cut(values["by"]), period=cut(values["period"]))}


def _why_none(values: Values) -> dict[str, str]:
    if values.get("period"):
        return {"why": f"{values['period']}已有申报的单位、指标、数值或一票否决是新方案里没有的，之后又没有可选的周期"}
    return {"why": "没有可以生效的周期，方案年份里的都已锁定"}


TEXTS = {
    "change_title": Said("📐 {what} {title}（{fingerprint}）还没有生效。与现行的相比：", "", _what),
    "change_was": Said("📐 {what} {title}（{fingerprint}）", "", _what),
    "change_same": Said("没有影响计分的差别", ""),
    "change_doubt": Said("提醒：{fault}", ""),
    "change_more": Said("……另有 {count} 处", ""),
    "change_extended": Said("{period}已延期，锁定仍是{at}，不受这项变更影响", ""),
    "change_replaces": Said("⚠️ 已定自{period}起的那份方案由这份取代，不再生效；还要用它，请在这份生效后重新发来", ""),
    "change_unamends": Said("⚠️ 已改的日程不再生效：{line}（自{period}起）。还要的话，请写进方案，或生效后再改一次", ""),
    "change_deadlines": Said("{period}的{line}", ""),
    "change_moves": Said("【{arena}】{period}按新方案重算，{count} 家有变动，{staying} 家不变：", ""),
    "change_still": Said("【{arena}】{period}按新方案重算，没有单位变动", ""),
    "change_lacking": Said(
        "⚠️ 【{arena}】{month}按新方案算不出来：单位“{unit}”指标“{metric}”{period} 没有目标，请先在新方案中补上", ""
    ),
    "change_mover": Said("{name}：{rank} {before} → {now} {after}", ""),
    "change_barred": Said("⚠️ {period}及以前不能选：已有的（{metric}等）是新方案里没有、或读不出的，请选以后的周期。", ""),
    "change_pick": Said("", "", open="从哪个周期起生效？标“会签”的周期已有确认的数据，还要另一名管理员或局领导同意。不按就什么都不改。"),
    "change_from": Said("{period}起{two}", "", lambda v: {"two": "（会签）" if v["two"] else ""}),
    "change_extends": Said("延期{two}", "", lambda v: {"two": "（会签）" if v["two"] else ""}),
    "change_asks": Said("✍️ {by} 提出，自{period}起，须您会签才生效。", ""),
    "change_asked": Said("✍️ {by} 提出{what}，自{period}起。", "", _what),
    "change_reply": Said("", "", open="回复本条：确认 ／ 退回"),
    "change_not": Said("取消", ""),
    "change_agree": Said("同意生效", ""),
    "change_disagree": Said("不同意", ""),
    "change_waits": Said("✅ 已提出{what}（{period}），还没有生效：已请其他管理员和局领导会签。", "", _what),
    "change_done": Said("✅ {what}自{period}起生效（{by}）。以前的周期仍按当时的规定。", "", _what),
    "change_declined": Said("↩️ {what}（{period}）没有生效：{by} {did}。没有任何改动。", "", lambda v: _what(v) | {"did": "已收回" if v["own"] else "不同意"}),
    "change_signed": Said("✅ 已会签，已生效。", ""),
    "change_not_signed": Said("已记下：没有生效，没有任何改动。", ""),
    "change_no_period": Said("⚠️ 没有受理：{why}。没有任何改动。请改正后重新发送。", "", _why_none),
    "change_not_from": Said("⚠️ 没有受理：{period}不能选（已锁定，或已有申报是新方案里没有的），没有任何改动。请从中选一个：{periods}", "", lambda v: {"periods": listed(v["periods"]) or "（没有）"}),
    "change_not_now": Said("⚠️ 没有受理：这个周期现在不能选了（已锁定，或已有申报是新方案里没有的），没有任何改动。{next}", "", lambda v: {"next": f"现在可以选：{listed(v['periods'])}" if v["periods"] else "现在没有别的周期可选，请修改后重新发来。"}),
    "change_outrun": Said("⚠️ 没有受理：您看过以后规定又有变动，没有任何改动。请重新发送，按现在的情况再定。", ""),
    "change_nobody": Said("⚠️ 没有受理：这个周期已有确认的数据，要另一名管理员或局领导会签，名册上还没有。没有任何改动。请先在名册里加上。", ""),
    "change_own": Said("🔒 这是您自己提出的，没有任何改动。请另一名管理员或局领导会签。", ""),
    "change_orphan": Said("⚠️ 没有生效：提出的人已不是管理员，没有任何改动。请现任管理员重新提出。", ""),
    "change_too_late": Said("⚠️ 没有生效：{period}已锁定，或又有了新方案里没有的申报，没有任何改动。请管理员重新提出。", ""),
    "change_not_yours": Said("🔒 变更由管理员提出、另一名管理员或局领导会签，没有任何改动。有疑问请联系局办公室。", ""),
    "change_settled": Said("这项变更已更新：{fate}。没有新的改动。", "", _fate),
    "over_change": Said("☑️ 该提问已失效：{fate}。", "", _fate),
    "change_lapsed": Said("⌛ {proposer} 提出的{what}（{period}）已失效：{fate}，没有任何改动。还要改的话，请管理员按现在的情况重新提出。", "", lambda v: _what(v) | _fate(v)),
    "extension_same": Said("⚠️ 没有受理：加上这几天后，{period}仍是{lock}锁定（多出的是休息日）。没有任何改动。请选更多的天数。", ""),
    "schedule_value": Said("⚠️ 没有受理：{reason}。没有任何改动。写法看 /bureau 的“日程”。", ""),
    "schedule_same": Said("日程本来就是这样，没有任何改动。", ""),
    "offer_expired": Said("⌛ 已过期：超过30分钟没有定，没有任何改动。请重新发送。", ""),
    "rulebook_same": Said("还没有锁定的周期用的都已是这份方案，没有任何改动。", ""),
    "rulebook_too_big": Said("⚠️ 没有受理：{name} 超过 {most} KB，不像竞赛方案。没有任何改动。请删去多余的内容后重新发送。", ""),
    "rulebook_deep": Said("⚠️ 没有受理：{name} 的括号套得太深，不像竞赛方案。没有任何改动。请照示例写。", ""),
    "rulebook_broken": Said("⚠️ 没有受理：{name} 没能核对完，没有任何改动。请检查年份和数字是否写错，改好后重新发送。", ""),
    "rulebook_zone": Said("⚠️ 没有受理：已经有申报，时区不能再改，没有任何改动。请把时区改回 {zone} 后重新发送。", ""),
    "rulebook_not_fetched": Said("⚠️ 没有受理：{name} 没能从聊天服务器取到，没有任何改动。请重新发送一次。", ""),
    "rulebook_faulty": Said("⚠️ 没有受理：{name} 有 {count} 处要改，没有任何改动。请改好后重新发来：", ""),
    "rulebook_more": Said("……还有 {count} 处没有列出", ""),
    "template_too_big": Said("⚠️ 没有受理：{name} 超过 {most} KB，没有任何改动。请压缩里面的图片后重新发送。", ""),
    "template_not_fetched": Said("⚠️ 没有受理：{name} 没能从聊天服务器取到，没有任何改动。请重新发送一次。", ""),
    "template_broken": Said("⚠️ 没有受理：{name} 不是能打开的 .docx，没有任何改动。请在 Word 或 WPS 里另存为 .docx 后重新发送。", ""),
    "template_unsafe": Said("⚠️ 没有受理：{name} 里有宏、嵌入的程序或大得不正常的内容，没有任何改动。请新建一份 .docx，只粘贴文字和表格。", ""),
    "template_linked": Said("⚠️ 没有受理：{name} 里有指向外面的链接（超链接、外部图片或模板），没有任何改动。请取消链接后重新发送。", ""),
    "template_awaited": Said("⚠️ 没有受理：有一份用 {name} 的方案正等着会签，模板不能中途换，没有任何改动。请先办完会签，或换一个文件名。", ""),
    "template_missing": Said("⚠️ 没有受理：方案写了通报模板 {name}，还没有收到这个文件，没有任何改动。请先把 {name} 发到这里，再发方案。", ""),
    "template_kept": Said('✅ 通报模板 {name} 可用，上面是按样例填好的。在方案的 publish 一节里写 template = "{name}"，再发来方案，随方案生效；发过的通报不变。', ""),
    "template_faulty": Said("⚠️ 没有受理：{name} 有 {count} 处要改，没有任何改动。请改好后重新发来：", ""),
    "template_empty": Said("里面没有要填的标签：双花括号里写名称，例如 title", ""),
    "template_tag": Said("{tag} 在“{place}”：{wrong}", "", lambda v: {"wrong": WRONG_TAGS[v["why"]]}),
    "template_forbidden": Said("{tag} 在“{place}”：模板里只能显示、重复（for）和判断（if），不能做别的", ""),
    "template_deep": Said("重复（for）最多套三层", ""),
    "template_torn": Said("重复或判断的开头和结尾不配对，或一个在表格里、一个在外面", ""),
    "template_names": Said("可以用的名称：office 发文机关、symbol 发文字号、title 标题、to 主送机关、competition 竞赛、period 周期、version 版次、day 成文日期、notice 公示到何时、sign 落款、seals 存证码；parts 正文各部分（heading、lines）；arenas 各擂台（name、full_marks、rows（rank、name、total）、best（category、units、points）、vetoes（unit、effects））；corrections 更正（number、unit、metric、before、after、why）。", ""),
    "rulebook_current": Said("📄 现行的竞赛方案。改好后把 .toml 文件发回给我（私聊）：先核对、列出变化，您选了周期才生效。", ""),
    "rulebook_sample": Said("📄 示例方案，照着改：改好后把 .toml 文件发回给我（私聊）。", ""),
}  # fmt: skip
LINES = ("上报截止", "核实截止", "锁定")
"""The deadlines of a period."""
FIELDS = {
    "report": "上报截止",
    "review": "核实截止",
    "lock": "锁定",
    "week_post": "周榜",
    "quiet": "免打扰",
    "digest": "汇总",
}
"""What of the schedule can be changed, as it is called."""
WEEKDAYS = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True))
WEEKLY, AFTER, UNSET = "每周{day} {at}", "期末后第 {day} 天 {at}", "不设"
