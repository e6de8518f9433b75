"""What is said about standings."""

from handlers.results import Values
from handlers.texts import FLAGS, MARKS, Said, listed

CELLS = {
    "confirmed": "已确认",
    "pending": "待核实",
    "missing": "未报",
    "uncounted": "没有可计的",
    "not_applicable": "不涉及",
    "empty": "没有事项",
}


STAGES = {"open": "", "locked": "（已锁定）", "awaiting": "（锁定待定榜）", "closed": "（正式）"}
"""What follows the name of a period."""


DETAILS, FOLD, NEXT_PAGE = "详细", "收起", "下一页"
"""What turns the pages of an answer."""
NOBODY = "没有单位得分"
"""Said of a category in which all stand at zero."""


NO_PLACE = "没有名次"


def unplaced(ranked: int) -> str:
    """Say that a unit has no rank: alone among so many who have one, or like everybody while nothing is confirmed."""
    return "不参与排名" if ranked else "暂无名次"


CAUSES = {
    "rules": "竞赛方案",
    "own": "本单位数值",
    "others": "其他单位数值",
    "corrections": "锁定后变动",
    "vetoes": "一票否决",
}


def _changed(values: Values) -> dict[str, str]:
    """Say who did it, how many points it made, and where the rank went."""
    parts = [f"{values['points']} 分"] if values["points"] else []
    if values["ranks"]:
        parts.append(" → ".join(f"第 {rank} 名" if rank else "不参与排名" for rank in values["ranks"]))
    return {"cause": CAUSES[values["cause"]], "what": listed(parts, "，")}


def _earned(values: Values) -> dict[str, str]:
    points, full = values["points"], values["full"]
    return {"earned": f"满分 {full} 分" if points is None else f"{points}/{full} 分", "told": CELLS[values["state"]]}


def _deducted(values: Values) -> dict[str, str]:
    """Say what was taken off, or that nothing was."""
    points, state = values["points"], values["state"]
    taken = f"扣 {points} 分" if points is not None and any(digit in "123456789" for digit in points) else "未扣分"
    return {"taken": taken, "told": f"，{CELLS[state]}" if state in ("pending", "not_applicable") else ""}


def _effort(values: Values) -> dict[str, str]:
    """Say what a gain takes: a value, or events that are more, fewer, or only to be confirmed."""
    if values["takes"] == "value":
        return {"effort": f"达到 {values['value']}"}
    counted = listed(f"{count} 项{level}" for level, count in values["levels"])
    return {"effort": {"more": "再增 ", "fewer": "减少 ", "waiting": "获确认待核实的 "}[values["takes"]] + counted}


def _led(values: Values) -> dict[str, str]:
    """Name those who have the best points, and how many they are in all where not all are named."""
    more = values["more"]
    return {"leaders": listed(values["leaders"]) + (f"等 {len(values['leaders']) + more} 家" if more else "")}


def _rest(values: Values) -> dict[str, str]:
    """Say what all that is not named comes to, so that what parts two units adds up."""
    points = values["points"]
    more = f"；其余合计多 {points.removeprefix('-')} 分"
    return {"rest": "" if points == "0" else more if points.startswith("-") else f"；其余合计差 {points} 分"}


def _open(values: Values) -> dict[str, str]:
    """Say what waits, where anything does, and what does not count yet."""
    waiting = values["waiting"]
    return (
        {"waits": f"待核实 {waiting} 项，", "which": "待核实、未报的"} if waiting else {"waits": "", "which": "未报的"}
    )


def _counted(values: Values) -> dict[str, str]:
    return {"told": listed((f"{CELLS[state]} {count} 项" for state, count in values["counts"].items()), "，")}


def _missing(values: Values) -> dict[str, str]:
    names, count = values["names"], values["count"]
    return {"told": listed(names) + (f"等 {count} 项" if count > len(names) else "")}


def _term(values: Values) -> dict[str, str]:
    """Say from when until when a unit is there."""
    begins, ends = values["begins"], values["ends"]
    return {"term": "，".join([*([f"{begins}起参加"] if begins else []), *([f"到{ends}为止"] if ends else [])])}


TEXTS = {
    "unit_stands": Said("<b>{unit}</b> {period}：<b>{total} 分</b> / 满分 {full}，{place}", ""),
    "unit_competes_not": Said("您的单位不参加擂台，没有可看的得分。", ""),
    "placed": Said("第 {rank} 名", ""),
    "placed_among": Said("第 {rank} 名（共 {ranked} 家）", ""),
    "covered": Said("，覆盖率 {percent}%", ""),
    "claims_told": Said("申报记录：", ""),
    "states_told": Said("{told}", "", _counted),
    "most_lacking": Said("与满分差得最多的 {count} 项：", ""),
    "missing_told": Said("未报：{told}", "", _missing),
    "why_closer": Said("细看一项：/why {unit} 指标", ""),
    "why_metric": Said("{metric}：<b>{earned}</b>，满分 {full}，{told}", "", lambda v: {"told": CELLS[v["state"]]}),
    "why_points": Said("{told}", "", lambda v: {"told": "未计分" if v["points"] is None else f"{v['points']} 分"}),
    "why_value": Said("数值：<b>{value}</b>", ""),
    "why_value_none": Said("数值：还没有", ""),
    "why_rule": Said("算法：", ""),
    "week_none": Said(
        "⚠️ 没有第{week}周的周榜：那一周没有公布过，没有可看的。看现在的排名请发 /rank，看某月请发 /rank 10月。", ""
    ),
    "week_whole": Said(
        "⚠️ 没有看懂：周榜按擂台公布，没有单位和类别的。请发 /rank 第{week}周，或 /rank {arena} 第{week}周。", ""
    ),
    "week_posted": Said("（当时公布的周榜）", ""),
    "rank_placeholder": Said(
        "请把“{name}”换成名字：单位写 /rank {unit}，类别写 /rank {category}，擂台写 /rank {arena}。类别有：{categories}。",
        "",
        lambda v: {"category": v["categories"][0], "arena": v["arenas"][0]},
    ),
    "unknown_arena": Said(
        "⚠️ 没有叫“{name}”的擂台、类别或单位。擂台：{arenas}。类别：{categories}。例如：/rank {first}，或 /rank 走势",
        "",
        lambda v: {"first": v["arenas"][0]},
    ),
    "theme_chosen": Said(
        "✅ 这个聊天里的图片改为{theme}。看一看：/rank",
        "",
        lambda v: {"theme": "深色" if v["theme"] == "dark" else "浅色"},
    ),
    "unit_not_there": Said(
        "⚠️ 没有受理：{period}{unit}不在竞赛中（{term}），没有任何改动。请改写它在的周期。", "", _term
    ),
    "why_there": Said("{unit}{term}，本期只汇总它在的周期，其余的不涉及，不扣分。", "", _term),
    "frozen": Said("🔒 {period}已封榜：群里不再显示暂定排名，锁定、定榜后公布。看本单位请私聊发 /mine。", ""),
    "nothing_counts": Said("⚠️ {period}没有可以计分的指标，请换一个周期。", ""),
    "category_uncounted": Said(
        "⚠️ {period}的{category}没有单位计分，没有排名可看。请换一个周期，看总榜请发 /rank。", ""
    ),
    "target_lacking": Said(
        "⚠️ {period} 没有算出：单位“{unit}”指标“{metric}”在这个周期没有目标。请管理员在竞赛方案中补上目标，再启用新方案。",
        "",
    ),
    "no_unit_of_own": Said("名册上您不是单位负责人，没有“我的”。查排名请发 /rank，待办请发 /pending。", ""),
    "mine_usage": Said(
        "没有看懂，没有任何改动。看本单位请发 /mine，看别的月份请写期间，例如 /mine 上月；看一项请发 /why 指标 期间。",
        "",
    ),
    "unit_file_told": Said("🗂 全年竞赛档案：各期名次和总分、事项、更正。", ""),
    "withheld": Said("🔒 {period}还没有锁定：群里不显示暂定排名，锁定、定榜后公布。看本单位请私聊发 /mine。", ""),
    "board_withheld": Said("群里只公布前 {most} 名，其余 {count} 家请私聊看。", ""),
    "board_unranked": Said("{period}还没有已确认的数据，暂无名次。", ""),
    "board_last": Said("最近有成绩的是 {period}", ""),
    "board_missing": Said("已确认 {confirmed} 项，{waits}未报 {missing} 项（{which}暂不计分）。", "", _open),
    "board_locked": Said("已确认 {confirmed} 项，{count} 项到锁定时没有确认，按竞赛方案的缺报规则计。", ""),
    "board_unreported": Said("还没有上报。", ""),
    "why_usage": Said("请写明单位：/why 单位 指标，看别的月份在后面写期间，例如：/why 单位 上月", ""),
    "why_lead": Said("领先第 {rank} 名{name} {gap} 分", ""),
    "why_lead_firm": Said("；各项得分各自增减不到 {percent}% 时仍领先（折算、封顶不变）", ""),
    "why_lead_shaken": Said(
        "各项得分各自随机增减至多 {percent}%，试算 {draws} 次，{outcome}",
        "",
        lambda v: {"outcome": f"{v['kept']} 次仍领先，最多被 {v['caught']} 家赶上" if v["caught"] else "都仍领先"},
    ),
    "line_earned": Said(" {earned}，{told}", "", _earned),
    "line_deducted": Said("：{taken}（最多扣 {full} 分{told}）", "", _deducted),
    "why_gains": Said("只变动一项即可进位（其他不变，已重新计算核对）：", ""),
    "why_gain": Said("{metric} {effort}，可升至第 {rank} 名", "", _effort),
    "why_best": Said("与先进比：第 1 名{name} {total} 分，差 {gap} 分", ""),
    "why_past": Said("与过去比：{period} {total} 分，{place}", ""),
    "why_targets": Said("与目标比：{count} 项有目标的，{reached} 项达到", ""),
    "why_least": Said("；差得最多的是{metric}，完成 {percent}%", ""),
    "why_since": Said("与{day}通报相比（{before} → {after} 分）：", ""),
    "why_since_same": Said("与{day}通报相比：得分和名次都没有变", ""),
    "why_change": Said("{cause} {what}", "", _changed),
    "why_vetoed": Said("否决理由：{reason}", "", lambda v: {"reason": v["reason"]}),
    "why_flag": Said(
        "{mark} {period}{flag}：{reason}",
        "",
        lambda v: {"mark": MARKS[v["colour"]], "flag": FLAGS[v["colour"]], "reason": v["reason"]},
    ),
    "why_rest": Said("{rest}", "", _rest),
    "why_bonus_from": Said("基础分不到 {points} 分，加分不计", ""),
    "why_target": Said("，目标 {target}，目标完成率 {percent}%", ""),
    "why_level": Said("全擂台 {scored} 家都是 {best} 分，这一项没有拉开差距", ""),
    "why_among": Said("有分的 {scored} 家：最高 {best} 分（{leaders}），中位 {median} 分", "", _led),
    "why_among_least": Said("有分的 {scored} 家：最少扣 {best} 分（{leaders}），中位扣 {median} 分", "", _led),
    "menu_mine": Said("我的得分与申报", ""),
    "menu_rank": Said("排名", ""),
    "menu_why": Said("为什么是这个分", ""),
    "help_mine": Said("我的 /mine ｜ 撤回 /undo ｜ 异议 /appeal 编号 理由", "", helps="head"),
    "help_rank": Said("排名：/rank 擂台 期间；/rank 第46周；/rank 类别、/rank 走势、/rank 单位", "", helps="leader"),
}
