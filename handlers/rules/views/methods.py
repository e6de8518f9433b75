"""Every scoring method in plain words."""

from fractions import Fraction

from handlers.results import Values
from handlers.rules.texts import TEXTS
from handlers.texts import listed
from scoring.language import both, measured, named
from scoring.standings.publish import raw_text


def plain(code: str, values: Values) -> str:
    """Return a sentence as plain text, still to be escaped."""
    return TEXTS[code].whole.format_map(values)


def method(kind: str, p: Values) -> str:
    """Return a scoring method in plain words."""
    return _METHODS[kind](p)


def _goalpost(p: Values) -> str:
    unit = p["unit"]
    low, high, full = measured(p["zero_at"], unit), measured(p["full_at"], unit), p["full"]
    return both(
        f"固定区间：{low} 得 0 分，{high} 得满分 {full} 分，中间按比例",
        f"fixed range: {low} gives 0 points, {high} the full {full}, in proportion between",
    )


def _efficacy(p: Values) -> str:
    base, span, full, unit = p["base"], p["span"], p["full"], p["unit"]
    ends = {
        "top": both("最多得满分，最低 0 分", "between 0 and full marks"),
        "both": both(f"最低得满分的 {base}%", f"at least {base}% of full marks"),
        "none": both("不封顶，不保底", "without bounds"),
    }
    low, high, clip = measured(p["unacceptable"], unit), measured(p["satisfactory"], unit), ends[p["clip"]]
    return both(
        f"功效系数：不允许值 {low} 得满分 {full} 分的 {base}%，到满意值 {high} 再加 {span}%，中间按比例；{clip}",
        f"efficacy: {low} gives {base}% of the full {full} points, {high} another {span}%, in proportion between; {clip}",
    )


def _efficacy_banded(p: Values) -> str:
    standards, shares = p["standards"], p["coefficients"]
    word = _bound(up=Fraction(standards[0]) > Fraction(standards[-1]))
    each = zip((measured(one, p["unit"]) for one in standards), shares, strict=True)
    steps = listed((both(f"{word} {x} 得 {c} 倍", f"{word} {x} gives {c}") for x, c in each), "；")
    return both(
        f"分档功效系数：满分 {p['full']} 分，{steps}；两档之间按比例，都不到得 0 分",
        f"efficacy by bands: of the full {p['full']} points {steps}; in proportion between, else 0 points",
    )


def _bound(*, up: bool) -> str:
    """Say from which side a bound is reached."""
    return both("达到", "at least") if up else both("不超过", "at most")


def _aim(p: Values) -> str:
    """Tell the target; or that every unit has its own."""
    return plain("own_target", {}) if p["own"] else measured(p["target"], p["unit"])


def _completion(p: Values) -> str:
    up, down = both("实际 ÷ 目标", "value ÷ target"), both("目标 ÷ 实际", "target ÷ value")
    share, full = up if p["direction"] == "up" else down, p["full"]
    text = both(
        f"目标完成率：目标 {_aim(p)}，得分 = 满分 {full} × {share}，",
        f"by target {_aim(p)}: points = {full} × {share}, ",
    )
    text += (
        both("超额不加分", "never more than full marks")
        if p["cap"] == "1"
        else plain("cap_told", {"share": _percent(p["cap"])})
    )
    if p["floor"] != "0":
        text += plain("floor_told", {"share": _percent(p["floor"])})
    return text if p["zero_below"] is None else text + plain("zero_below_told", {"share": _percent(p["zero_below"])})


def _percent(share: str) -> str:
    return raw_text(Fraction(share) * 100)


def _step(p: Values) -> str:
    miss = both("每差", "below") if p["direction"] == "up" else both("每超", "above")
    whole, share = both("不足一档不扣", "whole steps only"), both("不足一档按比例扣", "parts of a step in proportion")
    part, step, aim = whole if p["whole"] else share, measured(p["step"], p["unit"]), _aim(p)
    return both(
        f"差额扣分：目标 {aim}，满分 {p['full']} 分，{miss} {step} 扣 {p['deduct']} 分（{part}），最多扣 {p['max']} 分",
        f"by distance from target {aim}: of {p['full']} points {p['deduct']} off for every {step} {miss} it ({part}), "
        f"at most {p['max']} off",
    )


def _bands(p: Values) -> str:
    word, unit = _bound(up=p["direction"] == "up"), p["unit"]
    edges = ((f"{word} {measured(edge, unit)}", points) for edge, points in p["edges"])
    told = listed((both(f"{edge} 得 {points} 分", f"{edge} gives {points}") for edge, points in edges), "；")
    return both(f"分档赋分：{told}；都不到得 0 分", f"by bands: {told}; else 0 points")


def _rank_points(p: Values) -> str:
    better = "" if p["direction"] == "up" else both("，数越小名次越前", "; fewer is better")
    same = both("同分", "have the same points") if p["ties"] == "equal" else both("取平均名次", "have their mean rank")
    first, step, floor = p["first"], p["step"], p["floor"]
    return both(
        f"排名赋分：擂台内第 1 名 {first} 分，每低一名少 {step} 分，最低 {floor} 分；并列{same}{better}",
        f"by rank in the arena: rank 1 gives {first} points, each further one {step} less, at least {floor}; "
        f"equal ones {same}{better}",
    )


def _external_rank(p: Values) -> str:
    if p["table"] is not None:
        steps = (both(f"第 {n} 名以内得 {points} 分", f"up to rank {n} gives {points}") for n, points in p["table"])
        return both("外部排名：", "by an outside rank: ") + listed(steps, "；")
    zero, best, full = p["zero_at"], p["full_at"], p["full"]
    last = both("最后一名", "the last one") if zero is None else both(f"第 {zero} 名", f"rank {zero}")
    return both(
        f"外部排名：第 {best} 名得满分 {full} 分，{last}得 0 分，中间按名次递减",
        f"by an outside rank: rank {best} gives the full {full} points, {last} 0, falling by rank between",
    )


def _minmax(p: Values) -> str:
    ends = both("最高", "highest"), both("最低", "lowest")
    best, worst = ends if p["direction"] == "up" else ends[::-1]
    if (p["base"], p["span"]) != ("0", "100"):
        return _between(p, best, worst)
    equals = {"full": ("满分", "full marks"), "half": ("一半", "half of it"), "zero": (" 0 分", "0 points")}
    equal, full = both(*equals[p["zero_range"]]), p["full"]
    return both(
        f"极差：擂台内{best}的得满分 {full} 分，{worst}的得 0 分，中间按比例；大家一样时得{equal}",
        f"by range: the {best} of the arena gives the full {full} points, the {worst} 0, in proportion between; "
        f"where all are equal {equal}",
    )


def _between(p: Values, best: str, worst: str) -> str:
    """Tell of a worst that has more than nothing, in percent of the full marks."""
    low, high = Fraction(p["base"]), Fraction(p["base"]) + Fraction(p["span"])
    equal = {"full": high, "half": (low + high) / 2, "zero": low}[p["zero_range"]]
    shares = {name: raw_text(share) for name, share in (("low", low), ("high", high), ("equal", equal))}
    return plain("between_told", {"best": best, "worst": worst, "full": p["full"], **shares})


def _ratio_to_best(p: Values) -> str:
    up, down = both("本单位 ÷ 擂台最高", "value ÷ best value"), both("擂台最低 ÷ 本单位", "best value ÷ value")
    share = up if p["direction"] == "up" else down
    return both(f"比例：得分 = 满分 {p['full']} × {share}", f"by share of the best: points = {p['full']} × {share}")


def _direct(p: Values) -> str:
    full = p["full"]
    return both(
        f"直接赋分：由牵头单位在 0 到 {full} 分之间评定",
        f"given directly: the lead department gives 0 to {full} points",
    )


def _events(p: Values) -> str:
    named_levels = ((named(p["level_names"].get(key, key)), points) for key, points in p["levels"].items())
    levels = listed(both(f"{level} {points} 分", f"{level} {points}") for level, points in named_levels)
    best, every = both("就高不就低", "the best level counts"), both("各级别累加", "all levels add up")
    same = best if p["same_event"] == "best" else every
    if p["repeat"] != "1":
        same += plain("repeat_told", {"times": p["repeat"]})
    if p["from_full"]:
        most = plain("full_all" if p["cap"] == p["full"] else "full_most", {"cap": p["cap"]})
        return plain("full_told", {"full": p["full"], "levels": levels, "same": same, "most": most})
    return both(
        f"事项累计：{levels}；同一事项{same}，最多 {p['cap']} 分",
        f"by events: {levels}; of the same event {same}, at most {p['cap']} points",
    )


def _checklist(p: Values) -> str:
    full = p["full"]
    text = both(
        f"清单达标：得分 = 满分 {full} × 达标项 ÷ 适用项", f"by checklist: points = {full} × passed ÷ applicable items"
    )
    if p["stars"]:
        each = ((Fraction(share) * 100, count) for count, share in p["stars"])
        stars = (
            both(f"达到 {share}% 得 {count} 星", f"at least {share}% gives {count} stars") for share, count in each
        )
        text += both("；", "; ") + listed(stars, "；")
        if p["mandatory"]:
            text += both("；必达项有一项不达标就没有星", "; no stars where a required item fails")
    return text


_METHODS = {
    "goalpost": _goalpost,
    "efficacy": _efficacy,
    "efficacy_banded": _efficacy_banded,
    "completion": _completion,
    "step": _step,
    "bands": _bands,
    "rank_points": _rank_points,
    "external_rank": _external_rank,
    "minmax": _minmax,
    "ratio_to_best": _ratio_to_best,
    "direct": _direct,
    "events": _events,
    "checklist": _checklist,
}
