"""What headlines and footers say, and what stands in the place of figures."""

FINDINGS = {
    "nobody": "还没有单位",
    "no_points": "还没有单位得分",
    "no_ranks": "没有单位参与排名",
    "no_ranked_points": "参与排名的单位还没有得分",
    "up_to_first": "{names}升至第一",
    "still_first": "{names}保持第一",
    "first_so_far": "{names}暂列第一",
    "first": "{names}位列第一",
    "first_together": "{names}并列第一",
    "all_first": "各单位并列第一",
    "ahead": "领先第{rank}名{points}分",
    "up": "{names}升{places}位",
    "unchanged": "各单位名次没有变化",
    "unit_up": "{names}升至第{rank}名",
    "unit_down": "{names}降至第{rank}名",
    "unit_still": "{names}保持第{rank}名",
    "unit_so_far": "{names}暂列第{rank}名",
    "unit": "{names}列第{rank}名",
    "unit_vetoed": "{names}被一票否决",
    "unit_without": "{names}还没有得分",
    "unit_unplaced": "{names}还没有排名",
    "unit_unranked": "{names}不参与排名",
    "riser": "{names}升{places}位，升幅最大",
    "riser_since": "{names}升{places}位，较{since}升幅最大",
    "faller": "{names}降{places}位，降幅最大",
    "faller_since": "{names}降{places}位，较{since}降幅最大",
    "no_change": "没有单位升降",
    "in_category": "{category}：{finding}",
    "and": "{one}，{other}",
    "pair": "{one}、{other}",
    "several": "{count}家单位",
}
"""Each true whenever `shown.headline` chooses it, provisional or final, in a group or for one reader."""


WEEK, IN_WEEK = "周", "第{}"
"""What the label of a week ends with, and how a sentence names it."""

NOBODY = "竞赛方案里登记单位后，排名显示在这里"

LATER = "核实后得分，名次随后显示在这里"

LAST_FINAL, LAST = "最近一次正式排名：{}", "最近有数据的一期：{}"

OUT, VETO, UNRANKED, UNPLACED = "一票否决", "否决", "不参与排名", "暂无名次"

PROVISIONAL, WAITING = "暂定", "有待核实"

FINAL = {"locked": "已锁定", "awaiting": "锁定待定榜", "closed": "正式"}

FOOT = (
    ("数据截至 {as_of}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
    ("截至 {as_of}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
    ("截至 {yearless}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
    ("截至 {yearless}", "已确认 {share}", "方案 {rulebook}", "存证码 {audit}"),
    ("截至 {yearless}", "已确认 {percent}", "方案 {rulebook}", "存证码 {audit}"),
    ("截至 {yearless}", "已确认 {percent}", "方案 {short}", "存证码 {audit}"),
)
"""The parts of the footer, each time a little shorter."""
