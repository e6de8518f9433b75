"""What is answered about standings: how a unit stands and why, and what is refused."""

from handlers.results import Values
from handlers.standings.texts.words import CAUSES, CELLS, placed, scored, unplaced
from handlers.texts import FLAGS, MARKS, Said, cut, listed
from scoring.calendar import worded
from scoring.language import Words, both


def _changed(values: Values) -> dict[str, str]:
    """Say who did it, how many points it made, and where the rank went."""
    parts = [scored(values["points"])] if values["points"] else []
    if values["ranks"]:
        parts.append(" → ".join(placed(rank) if rank else unplaced(1) for rank in values["ranks"]))
    return {"cause": CAUSES[values["cause"]], "what": listed(parts, "，")}


def _earned(values: Values) -> dict[str, str]:
    earned, full = values["points"], values["full"]
    whole = both(f"满分 {full} 分", f"of {full} points")
    return {"earned": whole if earned is None else scored(f"{earned}/{full}"), "told": CELLS[values["state"]]}


def _deducted(values: Values) -> dict[str, str]:
    """Say what was taken off, or that nothing was."""
    off, state = values["points"], values["state"]
    nothing, comma = both("未扣分", "nothing taken off"), both("，", ", ")
    some = off is not None and any(digit in "123456789" for digit in off)
    taken = both(f"扣 {off} 分", f"{off} points taken off") if some else nothing
    return {"taken": taken, "told": f"{comma}{CELLS[state]}" if state in ("pending", "not_applicable") else ""}


EFFORTS = Words(
    {
        "more": ("再增 ", "with more: "),
        "fewer": ("减少 ", "with fewer: "),
        "waiting": ("获确认待核实的 ", "once confirmed: "),
    }
)


SOURCES = Words(
    {
        "unit": ("", ""),
        "lead": ("（牵头单位报）", " (reported by the lead department)"),
        "ledger": ("（台账计数）", " (counted from the ledger)"),
    }
)


def _effort(values: Values) -> dict[str, str]:
    """Say what a gain takes: a value, or events that are more, fewer, or only to be confirmed; and who else brings it."""
    by = SOURCES[values["brought"]]
    if values["takes"] == "value":
        return {"by": by, "effort": both(f"达到 {values['value']}", f"at {values['value']}")}
    counted = listed(both(f"{count} 项{level}", f"{count} × {worded(level)}") for level, count in values["gained"])
    return {"by": by, "effort": EFFORTS[values["takes"]] + counted}


def _led(values: Values) -> dict[str, str]:
    """Name those who have the best points, and how many they are in all where not all are named."""
    more, every = values["more"], len(values["leaders"]) + values["more"]
    others = both(f"等 {every} 家", f" and {more} more")
    return {"leaders": listed(values["leaders"]) + (others if more else "")}


def _rest(values: Values) -> dict[str, str]:
    """Say what all that is not named comes to, so that what parts two units adds up."""
    rest = values["points"]
    over = rest.removeprefix("-")
    more = both(f"；其余合计多 {over} 分", f"; all others together {over} points ahead")
    less = both(f"；其余合计差 {rest} 分", f"; all others together {rest} points behind")
    return {"rest": "" if rest == "0" else more if rest.startswith("-") else less}


def _shaken(values: Values) -> dict[str, str]:
    """Say how often a lead held."""
    kept, caught = values["kept"], values["caught"]
    some = both(f"{kept} 次仍领先，最多被 {caught} 家赶上", f"ahead {kept} times, caught by at most {caught} units")
    return {"outcome": some if caught else both("都仍领先", "always ahead")}


def _counted(values: Values) -> dict[str, str]:
    counts = ((CELLS[state], count) for state, count in values["counts"].items())
    return {"told": listed((both(f"{said} {count} 项", f"{count} {said}") for said, count in counts), "，")}


def _missing(values: Values) -> dict[str, str]:
    names, count = values["names"], values["count"]
    others = both(f"等 {count} 项", f" and {count - len(names)} more")
    return {"told": listed(names) + (others if count > len(names) else "")}


def _covered(values: Values) -> dict[str, str]:
    """Say what counts as confirmed without a report, and how much of it a rank takes."""
    empty = both("，没有事项的算已确认", ", those without events included") if values["eventless"] else ""
    least = values["least"]
    rank = both(f"；锁定后达到 {least} 才有名次", f"; from the lock on a rank takes {least}") if least else ""
    return {"empty": empty, "least": rank}


def _flag(values: Values) -> dict[str, str]:
    colour, period = values["colour"], cut(worded(values["period"]))
    told = {"mark": MARKS[colour], "flag": FLAGS[colour], "reason": values["reason"]}
    return {**told, "when": both(period, f" {period}" if period else "")}


def _term(values: Values) -> dict[str, str]:
    """Say from when until when a unit is there."""
    begins, ends = values["begins"], values["ends"]
    since = [both(f"{begins}起参加", f"takes part from {worded(begins)}")] if begins else []
    until = [both(f"到{ends}为止", f"{'' if begins else 'takes part '}until {worded(ends)}")] if ends else []
    return {"term": listed([*since, *until], "，")}


TEXTS = {
    "unit_stands": Said(
        "<b>{unit}</b> {period}：<b>{total} 分</b> / 满分 {full}，{place}",
        "<b>{unit}</b> {period}: <b>{total} points</b> of {full}, {place}",
    ),
    "unit_competes_not": Said(
        "您的单位不参加擂台，没有可看的得分。", "Your unit is in no arena: there are no points to see."
    ),
    "placed": Said("第 {rank} 名", "rank {rank}"),
    "placed_among": Said("第 {rank} 名（共 {ranked} 家）", "rank {rank} of {ranked}"),
    "unplaced": Said("没有名次", "no rank"),
    "why_above": Said("距第 {rank} 名{name} {points} 分", "{points} points behind rank {rank}, {name}"),
    "covered": Said(
        "，覆盖率 {percent}%（已确认的分值占比{empty}{least}）",
        ", coverage {percent}% (confirmed metrics by their points{empty}{least})",
        _covered,
    ),
    "mine_before": Said("看{period}的请发：我的 {period}", "For {period} send /mine {period}"),
    "why_shared": Said(
        "没有数、不计的指标，分值由同类别其余指标分担；整个类别不计的，由其余类别分担：",
        "What does not count leaves its full marks to the other metrics of its category, and a whole category to the others:",
    ),
    "why_share": Said(
        "{name}：{points} ÷ {of} × {full} = {result} 分", "{name}: {points} ÷ {of} × {full} = {result} points"
    ),
    "why_share_base": Said(
        "基础分：{points} ÷ {of} × {full} = <b>{result} 分</b>",
        "Base: {points} ÷ {of} × {full} = <b>{result} points</b>",
    ),
    "why_before": Said("看{period}的请发：为什么 {unit} {period}", "For {period} send /why {unit} {period}"),
    "why_metric_before": Said(
        "看{period}的请发：为什么 {unit} {metric} {period}", "For {period} send /why {unit} {metric} {period}"
    ),
    "claims_told": Said("申报记录：", "Submissions:"),
    "states_told": Said("{told}", "{told}", _counted),
    "most_lacking": Said("与满分差得最多的 {count} 项：", "The {count} furthest from full marks:"),
    "missing_told": Said("本单位应报未报：{told}", "Not reported by the unit: {told}", _missing),
    "awaited_told": Said(
        "牵头单位未报（不用本单位报）：{told}",
        "Awaited from the lead department (the unit does not report it): {told}",
        _missing,
    ),
    "uncounted_told": Said(
        "台账里没有可计的（由督办台账计数，不用报）：{told}",
        "Nothing to count in the ledger (counted from the ledger of matters, not reported): {told}",
        _missing,
    ),
    "why_closer": Said("细看一项：/why {unit} 指标", "To look at one metric: /why {unit} METRIC"),
    "why_metric": Said(
        "{metric}：<b>{earned}</b>，满分 {full}，{told}",
        "{metric}: <b>{earned}</b> of {full}, {told}",
        lambda v: {"told": CELLS[v["state"]]},
    ),
    "why_points": Said(
        "{told}",
        "{told}",
        lambda v: {"told": both("未计分", "no points") if v["points"] is None else scored(v["points"])},
    ),
    "why_value": Said("数值：<b>{value}</b>", "Value: <b>{value}</b>"),
    "why_value_none": Said("数值：还没有", "Value: none yet"),
    "why_rule": Said("算法：", "How it is scored: "),
    "week_none": Said(
        "⚠️ 没有第{week}周的周榜：那一周没有公布过，没有可看的。看现在的排名请发 /rank，看某月请发 /rank 10月。",
        "⚠️ There is no weekly post of week {week}: nothing was published that week. For the standings of now send /rank, for those of a month /rank 2026-10.",
    ),
    "week_whole": Said(
        "⚠️ 没有看懂：周榜按擂台公布，没有单位和类别的。请发 /rank 第{week}周，或 /rank {arena} 第{week}周。",
        "⚠️ I did not understand: weekly posts are published by arena, not by unit or category. Please send /rank W{week}, or /rank {arena} W{week}.",
    ),
    "week_posted": Said("（当时公布的周榜）", " (the weekly post as it was published)"),
    "rank_placeholder": Said(
        "请把“{name}”换成名字：单位写 /rank {unit}，类别写 /rank {category}，擂台写 /rank {arena}。类别有：{categories}。",
        "Please write a name instead of “{name}”: a unit /rank {unit}, a category /rank {category}, an arena /rank {arena}. The categories are: {categories}.",
        lambda v: {"category": worded(v["categories"][0]), "arena": worded(v["arenas"][0])},
    ),
    "unknown_arena": Said(
        "⚠️ 没有叫“{name}”的擂台、类别或单位。擂台：{arenas}。类别：{categories}。例如：/rank {first}，或 /rank 走势",
        "⚠️ No arena, category or unit is called “{name}”. Arenas: {arenas}. Categories: {categories}. For example: /rank {first}, or /rank trend",
        lambda v: {"first": worded(v["arenas"][0])},
    ),
    "theme_chosen": Said(
        "✅ 这个聊天里的图片改为{theme}。看一看：/rank",
        "✅ Pictures in this chat are {theme} from now on. Have a look: /rank",
        lambda v: {"theme": both("深色", "dark") if v["theme"] == "dark" else both("浅色", "light")},
    ),
    "unit_not_there": Said(
        "⚠️ 没有受理：{period}{unit}不在竞赛中（{term}），没有任何改动。请改写它在的周期。",
        "⚠️ Not accepted: in {period} {unit} does not compete ({term}). Nothing has changed. Please write a period in which it does.",
        _term,
    ),
    "why_there": Said(
        "{unit}{term}，本期只汇总它在的周期，其余的不涉及，不扣分。",
        "{unit} {term}; only the periods in which it is there are summed up, the others do not apply and cost nothing.",
        _term,
    ),
    "frozen": Said(
        "🔒 {period}已封榜：群里不再显示暂定排名，锁定、定榜后公布。看本单位请私聊发 /mine。",
        "🔒 The standings of {period} are frozen: the group is shown no provisional ranks until they are locked and closed. For your own unit send me /mine in private.",
    ),
    "nothing_counts": Said(
        "⚠️ {period}没有可以计分的指标，请换一个周期。", "⚠️ In {period} no metric counts. Please choose another period."
    ),
    "category_uncounted": Said(
        "⚠️ {period}的{category}没有单位计分，没有排名可看。请换一个周期，看总榜请发 /rank。",
        "⚠️ In {period} no unit has points in {category}, so there are no ranks. Please choose another period; for all categories send /rank.",
    ),
    "target_lacking": Said(
        "⚠️ {period} 没有算出：单位“{unit}”指标“{metric}”在这个周期没有目标。请管理员在竞赛方案中补上目标，再启用新方案。",
        "⚠️ {period} could not be scored: unit “{unit}” has no target for metric “{metric}” in that period. Please have an admin add the target to the rulebook and put it in force.",
    ),
    "no_unit_of_own": Said(
        "名册上您不是单位负责人，没有“我的”。查排名请发 /rank，待办请发 /pending。",
        "The roster has you as head of no unit, so nothing is “yours”. For standings send /rank, for what waits /pending.",
    ),
    "mine_usage": Said(
        "没有看懂，没有任何改动。看本单位请发 /mine，看别的月份请写期间，例如 /mine 上月；看一项请发 /why 指标 期间。",
        "I did not understand. Nothing has changed. For your unit send /mine, for another month add the period, for example /mine 2026-10; for one metric send /why METRIC PERIOD.",
    ),
    "withheld": Said(
        "🔒 {period}还没有锁定：群里不显示暂定排名，锁定、定榜后公布。看本单位请私聊发 /mine。",
        "🔒 {period} is not locked yet: the group is shown no provisional ranks until it is locked and closed. For your own unit send me /mine in private.",
    ),
    "why_usage": Said(
        "请写明单位：/why 单位 指标，看别的月份在后面写期间，例如：/why 单位 上月",
        "Please name a unit: /why UNIT METRIC, for another month with the period behind it, for example /why UNIT 2026-10",
    ),
    "why_lead": Said("领先第 {rank} 名{name} {gap} 分", "{gap} points ahead of rank {rank}, {name}"),
    "why_lead_firm": Said(
        "；各项得分各自增减不到 {percent}% 时仍领先（折算、封顶不变）",
        "; stays ahead while every metric moves by less than {percent}% (shares and caps unchanged)",
    ),
    "why_lead_shaken": Said(
        "各项得分各自随机增减至多 {percent}%，试算 {draws} 次，{outcome}",
        "With every metric moved at random by up to {percent}%, tried {draws} times: {outcome}",
        _shaken,
    ),
    "line_earned": Said(" {earned}，{told}", " {earned}, {told}", _earned),
    "line_deducted": Said(
        "：{taken}（最多扣 {full} 分{told}）", ": {taken} (at most {full} points off{told})", _deducted
    ),
    "why_gains": Said(
        "只变动一项即可进位（其他不变，已重新计算核对）：",
        "A change of one metric alone would gain a place (all else equal, scored again to be sure): ",
    ),
    "why_gain": Said("{metric}{by} {effort}，可升至第 {rank} 名", "{metric}{by} {effort}: rank {rank}", _effort),
    "why_best": Said(
        "与先进比：第 1 名{name} {total} 分，差 {gap} 分",
        "Compared with the best: rank 1, {name}, has {total} points, {gap} more",
    ),
    "why_past": Said(
        "与过去比：{period} {total} 分，{place}", "Compared with the past: {period} {total} points, {place}"
    ),
    "why_targets": Said(
        "与目标比：{count} 项有目标的，{reached} 项达到",
        "Compared with the targets: metrics that have one: {count}, reached: {reached}",
    ),
    "why_least": Said("；差得最多的是{metric}，完成 {percent}%", "; furthest from it is {metric}, at {percent}%"),
    "why_since": Said(
        "与{day}公布的第{week}周周榜相比（{before} → {after} 分）：",
        "Compared with the weekly post of {day}, week {week} ({before} → {after} points): ",
    ),
    "why_since_same": Said(
        "与{day}公布的第{week}周周榜相比：得分和名次都没有变",
        "Compared with the weekly post of {day}, week {week}: neither points nor rank have changed",
    ),
    "why_change": Said("{cause} {what}", "{cause} {what}", _changed),
    "why_vetoed": Said("否决理由：{reason}", "Reason of the veto: {reason}", lambda v: {"reason": v["reason"]}),
    "why_flag": Said(
        "{mark} {when}{flag}：{reason}",
        "{mark} {flag}{when}: {reason}",
        _flag,
    ),
    "why_rest": Said("{rest}", "{rest}", _rest),
    "why_bonus_from": Said(
        "基础分不到 {points} 分，加分不计", "The base is below {points} points: the bonus does not count"
    ),
    "why_target": Said("，目标 {target}，目标完成率 {percent}%", ", target {target}, reached {percent}%"),
    "why_level": Said(
        "全擂台 {scored} 家都是 {best} 分，这一项没有拉开差距",
        "All {scored} units of the arena have {best} points: this metric decides nothing",
    ),
    "why_among": Said(
        "有分的 {scored} 家：最高 {best} 分（{leaders}），中位 {median} 分",
        "Of {scored} with points: best {best} ({leaders}), median {median}",
        _led,
    ),
    "why_among_least": Said(
        "有分的 {scored} 家：最少扣 {best} 分（{leaders}），中位扣 {median} 分",
        "Of {scored} with points off: fewest {best} ({leaders}), median {median}",
        _led,
    ),
    "menu_mine": Said("我的得分与申报", "My points and submissions"),
    "menu_rank": Said("排名", "Standings"),
    "menu_why": Said("为什么是这个分", "Why this score"),
    "help_mine": Said(
        "我的 /mine ｜ 撤回 /undo ｜ 异议 /appeal 编号 理由",
        "My unit /mine | take back /undo | objection /appeal NUMBER REASON",
        helps="head",
    ),
    "help_rank": Said(
        "排名：/rank 擂台 期间；/rank 第46周；/rank 类别、/rank 走势、/rank 单位",
        "Standings: /rank ARENA PERIOD; /rank W46; /rank CATEGORY, /rank trend, /rank UNIT",
        helps="leader",
    ),
}
