"""What is said about standings."""

from handlers.texts import Said

CELLS = {"pending": "待核实", "confirmed": "已确认", "missing": "未报", "not_applicable": "不涉及"}

TEXTS = {
    "unknown_arena": Said(
        "⚠️ 没有叫“{name}”的擂台、类别或单位。擂台：{arenas}。类别：{categories}。例如：/rank {first}，或 /rank 走势",
        lambda v: {"first": v["arenas"][0]},
    ),
    "theme_chosen": Said(
        "✅ 这个聊天里的图片改为{theme}。看一看：/rank", lambda v: {"theme": "深色" if v["theme"] == "dark" else "浅色"}
    ),
    "nothing_counts": Said("⚠️ {period}没有可以计分的指标，请换一个周期。"),
    "no_unit_of_own": Said("名册上您不是单位负责人，没有“我的”。查排名请发 /rank，待办请发 /pending。"),
    "mine_usage": Said(
        "没有看懂，没有任何改动。看本单位请发 /mine，看别的月份请写期间，例如 /mine 上月；看一项请发 /why 指标 期间。"
    ),
    "why_usage": Said("请写明单位：/why 单位 指标，看别的月份在后面写期间，例如：/why 单位 上月"),
    "menu_mine": Said("我的得分与申报"),
    "menu_rank": Said("排名"),
    "menu_why": Said("为什么是这个分"),
    "help_mine": Said("我的 /mine ｜ 撤回 /undo ｜ 异议 /appeal 编号 理由", helps="head"),
    "help_rank": Said("排名：/rank 擂台 期间；/rank 类别、/rank 走势、/rank 单位", helps="leader"),
}
