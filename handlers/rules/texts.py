"""What is said about the rulebook."""

from handlers.texts import Said

TEXTS = {
    "full_told": Said("满分起扣：满分 {full} 分，每发生一件扣：{levels}；同一事项{same}，最多扣 {cap} 分，扣完为止"),
    "repeat_told": Said("（分最少的一次照算，其余按 {times} 倍）"),
    "full_missing": Said("没有扣分事项得满分，没有核实的不扣"),
    "menu_rules": Said("竞赛规则"),
}
