"""What is said about reports."""

from handlers.results import Button, Rows, Values
from handlers.submissions.views.sealed import sealed
from handlers.texts import Said, cut, listed
from scoring.calendar import worded
from scoring.language import Words, both

KINDS = Words(
    {
        "month": ("按月（如 2026-11）", "by month (such as 2026-11)"),
        "quarter": ("按季度（如 2026-Q4）", "by quarter (as 2026-Q4)"),
        "year": ("按年（如 2026）", "by year (as 2026)"),
    }
)
UNCHANGED = Words(
    {
        "all": ("没有任何改动", "othing has changed"),
        "one": ("这一项没有任何改动", "othing has changed about this one"),
    }
)
"""What refusals say has not changed: nothing, and nothing of one among several."""


def _suggestions(values: Values) -> dict[str, str]:
    found = values.get("suggestions") or []
    if not found:
        return {"suggestions": both("可报的指标见 /pending。", "Please see /pending for what you can report.")}
    return {"suggestions": both(f"您是不是要报：{listed(found)}？", f"Please check whether you mean: {listed(found)}")}


def _choices(values: Values) -> dict[str, str]:
    """Write what may be meant as the buttons beneath do, each behind its number."""
    parted = [choice.partition(" ") for choice in values["choices"]]
    return {"choices": listed(f"{place} {cut(worded(name))}" for place, _, name in parted)}


def _withdrawable(values: Values) -> Rows:
    return tuple(
        (sealed(f"{both('↶ 撤回', '↶ Withdraw')} {n:04} {worded(what)}"[:40], f"withdraw:{n}:{v}", "".join(seal)),)
        for n, v, what, *seal in values["items"]
    )


def _usable(values: Values) -> Rows:
    rows = tuple(
        (
            sealed(
                f"{both('用于', 'For')} {number:04} {worded(name)}"[:40],
                f"evidence_use:{number}:{version}",
                "".join(seal),
            ),
        )
        for number, version, name, *seal in values["items"]
    )
    parts = tuple(
        (Button(f"{both('用于', 'For')} T{number:04} {worded(unit)}"[:40], f"matter_use:{number}:{key}:{stamp}"),)
        for number, key, stamp, unit in values.get("parts", ())
    )
    return (*rows, *parts, (Button(both("取消", "Cancel"), "evidence_use:0:0"),))


TEXTS = {
    "proven": Said(" ｜ 佐证 {count}", " | evidence {count}"),
    "plain": Said(
        "🤔 这些话没有写 /report",
        "🤔 These words have no /report",
        open="，还没有上报。要这样上报吗？请点“上报”，或{asks}写“上报”。看懂的是：",
        open_en=": nothing is reported yet. Report this? Tap “Report”. {asks} to say so in words (“report”). Understood:",
    ),
    "plain_new_value": Said("（{number} 的新值）", " (new value of {number})"),
    "undo_choose": Said(
        "↶ 撤回申报",
        "↶ Withdraw a submission",
        open="：请选择要撤回的一项：",
        open_en=": please choose which:",
        buttons=_withdrawable,
    ),
    "evidence_offer": Said(
        "📎 收到 {count} 份材料",
        "📎 Files or links received: {count}",
        lambda v: {
            "rest": both("；也可以用于：", "; or use it for:") if v["items"] or v.get("parts") else both("。", ".")
        },
        _usable,
        open="，还没有用于任何申报，没有任何改动。30分钟内您发的下一条上报会附上，督办的“完成”也会附上{rest}",
        open_en=", not used for any submission yet; nothing has changed. Your next report within 30 minutes takes them along, and so does “finish” of a matter{rest}",
    ),
    "too_many_lines": Said(
        "⚠️ 没有受理：一次最多 {most} 行，请分几条发送。",
        "⚠️ Not accepted: {most} lines at most; please send them in several messages.",
    ),
    "nothing_to_report": Said(
        "🔒 没有受理：上报由各单位负责人和牵头单位核实人进行，名册上您没有这两种身份。没有任何改动。要开通请联系局办公室更新名册。",
        "🔒 Not accepted: heads of units and reviewers of lead departments report, and the roster has you as neither. Nothing has changed. Please ask the office to update the roster.",
    ),
    "other_unit": Said(
        "🔒 没有受理：您不能替{unit}上报，没有任何改动。报本单位的请不写单位名，例如：/report 指标 数值",
        "🔒 Not accepted: you cannot report for {unit}; nothing has changed. For your own unit please leave its name out: /report METRIC VALUE",
    ),
    "unit_needed": Said(
        "⚠️ 没有受理：不知道是哪家单位的数。请写 /report 单位 指标 数值（没有叫“{text}”的单位）。",
        "⚠️ Not accepted: it is not clear whose value it is. Please write /report UNIT METRIC VALUE (there is no unit “{text}”).",
    ),
    "unit_not_competing": Said(
        "⚠️ 没有受理：{unit}不参加任何擂台，没有可报的指标。看排名请发 /rank。",
        "⚠️ Not accepted: {unit} competes in no arena and has nothing to report. For the standings please send /rank.",
    ),
    "one_a_line": Said(
        "⚠️ 没有受理：这一行写了不止一项，没有任何改动。请一行一项，每行写全 指标 数值。",
        "⚠️ Not accepted: this line holds more than one report; nothing has changed. Please write a line for each: METRIC VALUE.",
    ),
    "unknown_metric": Said(
        "⚠️ 没有受理：没有叫“{name}”的指标，没有任何改动。{suggestions}",
        "⚠️ Not accepted: there is no metric “{name}”; nothing has changed. {suggestions}",
        _suggestions,
    ),
    "value_of": Said(
        "⚠️ 没有受理：{metric}取“{source}”的值，不单独报，请报{source}。没有任何改动。",
        "⚠️ Not accepted: {metric} takes the value of “{source}” and is not reported by itself. Nothing has changed. Please report {source}.",
    ),
    "counted": Said(
        "⚠️ 没有受理：{metric}由督办事项（{kinds}）自动计入，不用上报。没有任何改动。要看办到哪一步，请发：台账",
        "⚠️ Not accepted: {metric} is counted from matters ({kinds}) automatically. Nothing has changed. To see how they stand please send /ledger",
        lambda v: {"kinds": listed(v["kinds"])},
    ),
    "use_highlight": Said(
        "⚠️ 没有受理：{metric}按事项申报，请发：/highlight {metric} 级别 标题",
        "⚠️ Not accepted: {metric} is reported event by event. Please send: /highlight {metric} LEVEL TITLE",
    ),
    "use_report": Said(
        "⚠️ 没有受理：{metric}按数值上报，请发：/report {metric} {example}",
        "⚠️ Not accepted: {metric} is reported as a value. Please send: /report {metric} {example}",
    ),
    "value_missing": Said(
        "⚠️ 没有受理：{metric}后面没有数值。请写成：/report {metric} {example}",
        "⚠️ Not accepted: there is no value behind {metric}. Please write: /report {metric} {example}",
    ),
    "highlight_incomplete": Said(
        "⚠️ 没有受理：请写全 指标 级别 标题。{metric}的级别有：{levels}。",
        "⚠️ Not accepted: please write METRIC LEVEL TITLE. The levels of {metric} are: {levels}.",
    ),
    "title_too_long": Said(
        "⚠️ 没有受理：标题有 {length} 个字，请缩短到 100 字以内。",
        "⚠️ Not accepted: the title has {length} characters, please write 100 at most.",
    ),
    "two_readings": Said(
        "🤔 “{text}”有两种读法",
        "🤔 “{text}” can be read in two ways",
        open="，还没有上报：",
        open_en=", it is not reported yet:",
    ),
    "one_reading": Said(
        "🤔 “{text}”是不是这个数？",
        "🤔 Is “{text}” this value? ",
        open="还没有上报：",
        open_en="It is not reported yet:",
    ),
    "which_metric": Said(
        "🤔 没有受理：“{name}”不能确定是哪项指标",
        "🤔 Not accepted: it is not clear which metric “{name}” is",
        _choices,
        open="，还没有上报。请点选，或回复序号、名称：{choices}",
        open_en=", nothing is reported yet. Tap one, or reply with its number or name: {choices}",
    ),
    "which_unit": Said(
        "🤔 没有受理：“{name}”不能确定是哪家单位",
        "🤔 Not accepted: it is not clear which unit “{name}” is",
        _choices,
        open="，还没有上报。请点选，或回复序号、名称：{choices}",
        open_en=", nothing is reported yet. Tap one, or reply with its number or name: {choices}",
    ),
    "two_periods": Said(
        "🤔 {metric}是哪一期的数？",
        "🤔 {metric}: which period is this value of? ",
        open="还没有上报，请选：",
        open_en="It is not reported yet, please choose:",
    ),
    "lead_reports": Said(
        "🔒 没有受理：{metric}由{leads}统一填报，各单位不用报。没有任何改动。有疑问请联系牵头单位。",
        "🔒 Not accepted: {metric} is reported by {leads} for all units. Nothing has changed. If in doubt please talk to them.",
    ),
    "not_yours_to_report": Said(
        "🔒 没有受理：{unit}的{metric}由该单位负责人或牵头单位（{leads}）上报。没有任何改动。请转告他们上报。",
        "🔒 Not accepted: only its head or {leads} report {metric} of {unit}. Nothing has changed. Please tell them.",
    ),
    "period_kind": Said(
        "⚠️ 没有受理：{metric}{kind}上报，与“{period}”不符。请改正周期后重发。",
        "⚠️ Not accepted: {metric} is reported {kind}, which “{period}” is not. Please correct the period and send it again.",
        lambda v: {"kind": KINDS[v["kind"]]},
    ),
    "year_unprepared": Said(
        "⚠️ 没有受理：{year} 年还没有竞赛方案，{period}的数报不了，没有任何改动。请等局办公室启用新方案后再报；上一年的照常报。",
        "⚠️ Not accepted: there is no rulebook for {year} yet, so {period} cannot be reported; nothing has changed. Please wait for the office to put one in force; last year goes on as usual.",
    ),
    "period_year": Said(
        "⚠️ 没有受理：{period}不在本次竞赛（{year}年）内。请改正周期后重发。",
        "⚠️ Not accepted: {period} is not within this competition ({year}). Please correct the period and send it again.",
    ),
    "metric_not_then": Said(
        "⚠️ 没有受理：{period}按当时的方案计，里面没有“{metric}”，或不是这样报的。没有任何改动。请改报别的周期，或联系局办公室。",
        "⚠️ Not accepted: the rulebook of {period} has no “{metric}”, or it is not reported so. Nothing has changed. Please report another period, or ask the office.",
    ),
    "period_future": Said(
        "⚠️ 没有受理：{period}还没有开始。请改正周期，或等那一期开始以后再发。",
        "⚠️ Not accepted: {period} has not begun. Please correct the period, or wait until it has.",
    ),
    "locked_missing": Said(
        "⚠️ 没有受理：{period}已锁定（{lock} 起），没有任何改动。确需补报可以申请更正，须两人签字。",
        "⚠️ Not accepted: {period} is locked (since {lock}); nothing has changed. If it has to be reported please ask for a correction; two people sign.",
    ),
    "only_leads_exempt": Said(
        "🔒 没有受理：{metric}是否不涉及由牵头单位（{leads}）认定，没有任何改动。请联系他们。",
        "🔒 Not accepted: only {leads} can say that {metric} does not apply. Nothing has changed. Please talk to them.",
    ),
    "evidence_held": Said(
        "📎 还差佐证：{metric}必须附佐证",
        "📎 Evidence is missing: {metric} needs it",
        open="，还没有上报。请在30分钟内发来照片、文件或网页链接，一到就自动上报；不报了请发“取消”。",
        open_en=", it is not reported yet. Please send photos, files or links within 30 minutes: then it is reported by itself. To give it up send “cancel”.",
    ),
    "evidence_awaited": Said(
        "没有看懂，没有任何改动。现在等的是佐证：请发照片、文件或网页链接，不发了请发“取消”。",
        "Not understood; nothing has changed. I am waiting for evidence: please send photos, files or links, or send “cancel”.",
    ),
    "evidence_wanted": Said(
        "📎 请在30分钟内发来 {number} 的佐证：照片、文件（{endings}）或网页链接，可以多张。不补了请发“取消”。",
        "📎 Please send the evidence of {number} within 30 minutes: photos, files ({endings}) or links, as many as you like. To send none send “cancel”.",
    ),
    "evidence_added": Said(
        "📎 已收到佐证，{number} 现有 {count} 份，待核实。",
        "📎 Evidence received: {number} has {count} now; it is to be reviewed.",
    ),
    "evidence_when_confirmed": Said(
        "⚠️ {number} 已确认，不再收佐证，没有任何改动。确认后30分钟内可请核实人先撤销，再补充；之后请把材料直接交给牵头单位。",
        "⚠️ {number} is confirmed and takes no more evidence; nothing has changed. Within 30 minutes a reviewer can undo it; later please give it to the lead department.",
    ),
    "evidence_when_withdrawn": Said(
        "⚠️ {number} 已撤回，不收佐证，没有任何改动。请先恢复或重新上报。",
        "⚠️ {number} is withdrawn and takes no evidence; nothing has changed. Please restore it first, or report it again.",
    ),
    "evidence_not_taken": Said("{metric}不收佐证，没有任何改动。", "{metric} takes no evidence; nothing has changed."),
    "evidence_full": Said(
        "⚠️ 没有受理：{number} 的佐证已有 {most} 份，到了上限，没有任何改动。请合成一份 PDF，或去掉重复的。",
        "⚠️ Not accepted: {number} has {most} pieces of evidence, as many as it can have. Nothing has changed. Please join them into one PDF, or leave out what is there twice.",
    ),
    "evidence_for_which": Said(
        "⚠️ 没有受理：这条消息涉及 {numbers} 几项，不知道佐证给哪一项，没有任何改动。请回复其中一项的回执或点它的“补充佐证”。",
        "⚠️ Not accepted: this message is about {numbers}, and it is not clear which the evidence is for. Nothing has changed. Please reply to the receipt of one, or tap its “Add evidence”.",
    ),
    "evidence_to_edited": Said(
        "⚠️ 没有受理：您回复的消息后来改过，与 {number} 登记的不一样（已更新），没有任何改动。佐证请回复它的回执再发；要改数值请重新上报。",
        "⚠️ Not accepted: the message that you replied to was edited and differs from {number} (updated). Nothing has changed. Please reply to its receipt with the evidence; for another value report again.",
    ),
    "evidence_draft_expired": Said(
        "⌛ 已过期：等佐证超过30分钟，先前那一项没有上报。请重新发送上报；刚发来的材料会附在下一条上报里。",
        "⌛ Expired: evidence was waited for more than 30 minutes, so it was not reported. Please report it again; what you have just sent goes with your next report.",
    ),
    "evidence_needed": Said(
        "⚠️ 没有受理：{metric}必须附佐证，不能成批导入。请用 /report 或 /highlight 逐项上报并附上佐证。",
        "⚠️ Not accepted: {metric} needs evidence and cannot be imported. Please use /report or /highlight and send the evidence along.",
    ),
    "contributors": Said(
        "⚠️ 没有受理：人员里的“{text}”看不懂。请只写姓名，最多 {most} 人，例如 人员：张三、李四。",
        "⚠️ Not accepted: “{text}” among the people is not clear. Please write names only, {most} at most, such as: people: Zhang San, Li Si",
    ),
    "event_date": Said(
        "⚠️ 没有受理：日期“{text}”看不懂、还没到或不在本年度。请写成例如 日期：11月5日。",
        "⚠️ Not accepted: the day “{text}” is not clear, has not come, or is not of this year. Please write it like this: date: 5 Nov",
    ),
    "nothing_to_finish": Said(
        "{number} 这类事项没有“完成”这一步，没有任何改动。",
        "{number} is not something that is finished; nothing has changed.",
    ),
    "finish_when_open": Said(
        "⚠️ {number} 还没有确认，不能报完成，没有任何改动。请等核实人确认。",
        "⚠️ {number} is not confirmed and cannot be reported as finished yet; nothing has changed. Please wait for its reviewer.",
    ),
    "evidence_gone": Said(
        "这些材料已经用上或已过期，没有任何改动。需要的请重新发送。",
        "These files have been used or have expired; nothing has changed. Please send again what is needed.",
    ),
    "received": Said("✅ 已收到。", "✅ Received."),
    "undo_usage": Said(
        "您没有可以撤回的申报，没有任何改动。已确认的请核实人先撤销。",
        "You have no submission to withdraw; nothing has changed. What is confirmed a reviewer has to undo first.",
    ),
    "restore_after_drill": Said(
        "⚠️ {number} 是演练里的，演练结束时已清空，没有任何改动。请重新上报。",
        "⚠️ {number} is of the rehearsal and was cleared at its end; nothing has changed. Please report it again.",
    ),
    "restore_too_late": Said(
        "⚠️ {number} 撤回已超过10分钟，不能恢复，没有任何改动。请重新上报。",
        "⚠️ {number} was withdrawn more than 10 minutes ago and cannot be restored; nothing has changed. Please report it again.",
    ),
    "restore_when_replaced": Said(
        "⚠️ 该项已有新的申报，{number} 不能恢复，没有任何改动。请发 /mine 查看新的申报。",
        "⚠️ There is a newer report, so {number} cannot be restored; nothing has changed. Please send /mine to see the newer one.",
    ),
    "withdrawn": Said("↶ {number} 已撤回。", "↶ {number} is withdrawn."),
    "restored": Said("{number} 已恢复，待核实。", "{number} is restored, to be reviewed."),
    "not_understood": Said(
        "没有看懂，没有任何改动。回答我的提问请回复那一条；上报请发：/report 指标 数值；交办 /task；台账 /ledger；待办 /pending；排名 /rank；帮助 /help。",
        "Not understood; nothing has changed. To answer a question reply to it; to report send /report METRIC VALUE; to assign /task; matters /ledger; what waits /pending; standings /rank; help /help.",
    ),
    "report_how": Said(
        "没有看懂，没有上报。请写成：上报 指标 数值，例如：上报 {metric} {example}；多项每行一项。可报的指标见 /pending。",
        "Not understood; nothing is reported. Please write: report METRIC VALUE, such as: report {metric} {example} (a line for each). What you can report: /pending.",
        lambda v: {"metric": cut(worded(v["metric"])) if v["metric"] else both("指标", "METRIC")},
    ),
    "menu_report": Said("上报 指标 数值", "Report a metric and its value"),
    "menu_highlight": Said("亮点等事项 指标 级别 标题", "Report a highlight or another event"),
    "menu_undo": Said("撤回申报", "Withdraw a submission"),
    "help_report": Said(
        "上报：/report 指标 数值，多项每行一项；只发 /report 就一步步问",
        "Report: /report METRIC VALUE, a line for each; /report alone asks step by step",
        helps="head",
    ),
    "help_highlight": Said(
        "事项：/highlight 指标 级别 标题；只发 /highlight 也一步步问",
        "Events: /highlight METRIC LEVEL TITLE; /highlight alone asks step by step",
        helps="head",
    ),
}
