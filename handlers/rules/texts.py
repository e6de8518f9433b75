"""What is said about the rulebook."""

from handlers.texts import Said

TEXTS = {
    "full_told": Said("满分起扣：满分 {full} 分，每发生一件扣：{levels}；同一事项{same}，最多扣 {cap} 分，扣完为止"),
    "repeat_told": Said("（分最少的一次照算，其余按 {times} 倍）"),
    "full_missing": Said("没有扣分事项得满分，没有核实的不扣"),
    "bonus_from_told": Said("基础分不到 {points} 分的，加分不计"),
    "cap_told": Said("最多得满分的 {share}%"),
    "floor_told": Said("，最低得满分的 {share}%"),
    "zero_below_told": Said("；完成率不足 {share}% 得 0 分"),
    "own_target": Said("由方案按单位分别定"),
    "targets_told": Said("{period}各单位目标：{targets}"),
    "target_unset": Said("未定"),
    "taken_from": Said("不用报，取“{source}”的值"),
    "rounds_told": Said("（数值先取 {places} 位小数）"),
    "between_told": Said(
        "极差：擂台内{worst}的得满分 {full} 分的 {low}%，{best}的得 {high}%，中间按比例；大家一样时得 {equal}%"
    ),
    "menu_rules": Said("竞赛规则"),
}
