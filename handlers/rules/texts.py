"""What is said about the rulebook."""

from handlers.results import Values
from handlers.texts import Said, listed
from scoring.language import both

BACK = ("返回", "Back")
"""What leads back from a page of the rules."""


def _meant(values: Values) -> dict[str, str]:
    found = listed(values["suggestions"])
    meant = both(f"您要看的是不是：{found}？", f"Did you mean: {found}?")
    return {"suggestions": meant if found else both("指标都在 /rules 里。", "All metrics are in /rules.")}


TEXTS = {
    "no_such_metric": Said(
        "⚠️ 没有叫“{name}”的指标。{suggestions}", "⚠️ No metric is called “{name}”. {suggestions}", _meant
    ),
    "rules_title": Said("📘 <b>{name}</b>竞赛规则", "📘 Rules of <b>{name}</b>"),
    "rules_choose_arena": Said("选一个擂台，看它的类别和指标：", "Choose an arena to see its categories and metrics:"),
    "rules_choose": Said(
        "点类别看指标，点指标看算法和例子；直接看一项：/rules 指标",
        "Tap a category for its metrics, a metric for its formula and an example; for one metric alone: /rules METRIC",
    ),
    "rules_category": Said(
        "▍{name} <b>{points} 分</b>，{count} 项", "▍{name} <b>{points} points</b>, metrics: {count}"
    ),
    "rules_missing": Said("没报：{what}", "If not reported: {what}"),
    "rules_missing_of": Said("没报 {names}：{what}", "If {names} is not reported: {what}"),
    "rules_uncounted": Said("没有可计的：{what}", "If nothing counts: {what}"),
    "rules_uncounted_of": Said("{names} 没有可计的：{what}", "If nothing counts in {names}: {what}"),
    "rules_kinds": Said("督办事项：", "Matters:"),
    "rules_due": Said(
        "{period}：{report} 前上报，{review} 前核实，{until} 锁定",
        "{period}: reports by {report}, reviews by {review}, locked at {until}",
    ),
    "rules_due_title": Said("期限：", "Deadlines:"),
    "rules_veto": Said(
        "一票否决的单位（没有另行写明的）：{effects}。由局领导提出，另一位局领导或管理员会签后生效，解除也一样；本单位的回避",
        "Units with a veto (unless it says otherwise): {effects}. Leaders propose it, another leader or an admin signs it, and so for its end; nobody does so for the own unit",
    ),
    "rules_reasons": Said("常见退回原因：{reasons}", "Common reasons of returns: {reasons}"),
    "full_told": Said(
        "满分起扣：满分 {full} 分，每发生一件扣：{levels}；同一事项{same}，{most}",
        "from full marks: {full} points, less for each event: {levels}; of the same event {same}, {most}",
    ),
    "full_most": Said("最多扣 {cap} 分", "at most {cap} off"),
    "full_all": Said("扣完为止", "down to nothing"),
    "repeat_told": Said(
        "（分最少的一次照算，其余按 {times} 倍；重复发生的请写明，例如 日期：11月5日）",
        " (the one with the fewest points in full, the others {times} times; please say when it happens again, for example: date: 5 Nov)",
    ),
    "full_missing": Said(
        "没有扣分事项得满分，没有核实的不扣",
        "without events off it gives full marks; what is not confirmed takes nothing off",
    ),
    "bonus_from_told": Said(
        "基础分不到 {points} 分的，加分不计", "With a base below {points} points the bonus does not count"
    ),
    "cap_told": Said("最多得满分的 {share}%", "at most {share}% of full marks"),
    "floor_told": Said("，最低得满分的 {share}%", ", at least {share}% of full marks"),
    "zero_below_told": Said("；完成率不足 {share}% 得 0 分", "; below {share}% of the target it gives 0 points"),
    "own_target": Said("由方案按单位分别定", "of each unit, by the rulebook"),
    "targets_told": Said("{period}各单位目标：{targets}", "Targets in {period}: {targets}"),
    "target_unset": Said("未定", "not set"),
    "taken_from": Said("不用报，取“{source}”的值", "not reported, takes the values of “{source}”"),
    "counted_from": Said("不用报，{told}", "not reported, {told}"),
    "rounds_told": Said("（数值先取 {places} 位小数）", " (values are rounded to {places} decimals first)"),
    "between_told": Said(
        "极差：擂台内{worst}的得满分 {full} 分的 {low}%，{best}的得 {high}%，中间按比例；大家一样时得 {equal}%",
        "by range: the {worst} of the arena gives {low}% of the full {full} points, the {best} {high}%, in proportion between; where all are equal {equal}%",
    ),
    "menu_rules": Said("竞赛规则", "Rules"),
}
