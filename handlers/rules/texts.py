"""What is said about the rulebook."""

from handlers.results import Values
from handlers.texts import Said, listed

BACK = "返回"
"""What leads back from a page of the rules."""


def _meant(values: Values) -> dict[str, str]:
    found = values["suggestions"]
    return {"suggestions": f"您要看的是不是：{listed(found)}？" if found else "指标都在 /rules 里。"}


TEXTS = {
    "no_such_metric": Said("⚠️ 没有叫“{name}”的指标。{suggestions}", "", _meant),
    "rules_title": Said("📘 <b>{name}</b>竞赛规则", ""),
    "rules_choose_arena": Said("选一个擂台，看它的类别和指标：", ""),
    "rules_choose": Said("点类别看指标，点指标看算法和例子；直接看一项：/rules 指标", ""),
    "rules_category": Said("▍{name} <b>{points} 分</b>，{count} 项", ""),
    "rules_missing": Said("没报：{what}", ""),
    "rules_missing_of": Said("没报 {names}：{what}", ""),
    "rules_uncounted": Said("没有可计的：{what}", ""),
    "rules_uncounted_of": Said("{names} 没有可计的：{what}", ""),
    "rules_kinds": Said("督办事项：", ""),
    "rules_due": Said("{period}：{report} 前上报，{review} 前核实，{until} 锁定", ""),
    "rules_due_title": Said("期限：", ""),
    "rules_veto": Said(
        "一票否决的单位（没有另行写明的）：{effects}。由局领导提出，另一位局领导或管理员会签后生效，解除也一样；本单位的回避",
        "",
    ),
    "rules_reasons": Said("常见退回原因：{reasons}", ""),
    "full_told": Said("满分起扣：满分 {full} 分，每发生一件扣：{levels}；同一事项{same}，{most}", ""),
    "full_most": Said("最多扣 {cap} 分", ""),
    "full_all": Said("扣完为止", ""),
    "repeat_told": Said("（分最少的一次照算，其余按 {times} 倍；重复发生的请写明，例如 日期：11月5日）", ""),
    "full_missing": Said("没有扣分事项得满分，没有核实的不扣", ""),
    "bonus_from_told": Said("基础分不到 {points} 分的，加分不计", ""),
    "cap_told": Said("最多得满分的 {share}%", ""),
    "floor_told": Said("，最低得满分的 {share}%", ""),
    "zero_below_told": Said("；完成率不足 {share}% 得 0 分", ""),
    "own_target": Said("由方案按单位分别定", ""),
    "targets_told": Said("{period}各单位目标：{targets}", ""),
    "target_unset": Said("未定", ""),
    "taken_from": Said("不用报，取“{source}”的值", ""),
    "counted_from": Said("不用报，{told}", ""),
    "rounds_told": Said("（数值先取 {places} 位小数）", ""),
    "between_told": Said(
        "极差：擂台内{worst}的得满分 {full} 分的 {low}%，{best}的得 {high}%，中间按比例；大家一样时得 {equal}%", ""
    ),
    "menu_rules": Said("竞赛规则", ""),
}
