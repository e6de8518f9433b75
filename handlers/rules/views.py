"""The rulebook in plain words: what counts, who reports and signs, by when, and how points are reckoned."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from handlers.results import Button, Edit, Message, Values
from handlers.rules.results import Chapter, Place, Rule, Rules, Turned
from handlers.rules.texts import BACK, TEXTS
from handlers.texts import MESSAGE_LIMIT, escape, length, listed, messages, sentence, when
from scoring.standings.publish import raw_text

T = TypeVar("T")
PERIODS = {"month": "按月", "quarter": "按季度", "year": "按年"}
ROLES = {"base": "", "bonus": "加分项，", "deduction": "扣分项，"}

INPUTS = {
    "number": "报一个数",
    "count": "报一个整数",
    "rate": "报 分子/分母",
    "rank": "报 名次/总数",
    "points": "直接评分",
    "events": "逐项报 级别 标题",
    "checklist": "报 达标项/适用项",
    "rating": "报评分",
    "tasks": "报 按期完成数/应完成数",
}

MISSING = {
    "zero": "到期没有确认的数，得 0 分",
    "renormalise": "到期没有确认的数，这项不计，分值由其余指标按比例承担",
    "arena_mean": "到期没有确认的数，按擂台各单位的平均分计",
    "last_period": "到期没有确认的数，沿用上一期的数；上一期也没有则得 0 分",
    "block": "到期没有确认的数，得 0 分，且不参与排名",
}

EVIDENCE = {"none": "不用佐证", "optional": "可附佐证", "required": "必须附佐证"}


def rules(found: Rules, letter: int) -> tuple[Message, ...]:
    """Tell the rules of arenas page by page, or those of single metrics with formula and example."""
    if found.arenas:
        return (_page(found, letter, (0, 0, 0)),)
    parts = [line for rule in found.metrics for line in _whole(rule)]
    return messages([*parts, *_due(found)])


def turned(found: Turned) -> Edit:
    """Show another page of the rules, in their place."""
    return Edit(found.message, _page(found.rules, found.letter, found.place))


def _page(found: Rules, letter: int, place: Place) -> Message:
    """Return the page of a place: the arenas, an arena, a category of it, or a metric of that."""
    arena, category, metric = place
    alone = len(found.arenas) == 1
    if alone and not arena:
        arena = 1
    if not 0 < arena <= len(found.arenas):
        parts = [sentence("rules_title", {"name": found.competition}), sentence("rules_choose_arena", {})]
        return _told([*parts, *_general(found)], letter, [(name, (n, 0, 0)) for n, (name, _) in _places(found.arenas)])
    name, chapters = found.arenas[arena - 1]
    if not 0 < category <= len(chapters):
        parts = [sentence("rules_title", {"name": found.competition}), f"<b>【{escape(name)}】</b>"]
        parts += [_chapter(chapter) for chapter in chapters]
        onward = [(chapter.category, (arena, n, 0)) for n, chapter in _places(chapters)]
        closer = sentence("rules_choose", {})
        return _told([*parts, *_general(found), closer], letter, onward, None if alone else (0, 0, 0))
    chapter = chapters[category - 1]
    if not 0 < metric <= len(chapter.rules):
        head, tail = [f"【{escape(name)}】", _chapter(chapter)], _unreported(chapter.rules)
        parts = [*head, *(_short(rule) for rule in chapter.rules), *tail]
        if length("\n".join(parts)) > MESSAGE_LIMIT:
            parts = [*head, *(_short(rule).partition("\n")[0] for rule in chapter.rules), *tail]
        onward = [(rule.metric, (arena, category, n)) for n, rule in _places(chapter.rules)]
        return _told(parts, letter, onward, (arena, 0, 0))
    rule = chapter.rules[metric - 1]
    return _told([*_whole(rule), *_due(found, rule.kind)], letter, (), (arena, category, 0))


def _places(each: Sequence[T]) -> Iterator[tuple[int, T]]:
    return enumerate(each, 1)


def _told(parts: Sequence[str], letter: int, onward: Sequence[tuple[str, Place]], back: Place | None = None) -> Message:
    """Return a page with a button for every page behind it, and one that leads back."""
    turns = [*onward, *([] if back is None else [(BACK, back)])]
    rows = ((Button(label, f"rules_page:{letter}:{a}:{c}:{m}"),) for label, (a, c, m) in turns)
    return Message("\n".join(parts), tuple(rows))


def _chapter(chapter: Chapter) -> str:
    values = {"name": chapter.category, "points": chapter.full, "count": len(chapter.rules)}
    return sentence("rules_category", values)


def _general(found: Rules) -> list[str]:
    """Tell what holds for every metric: when a bonus counts, what a veto does, why reports are returned, the deadlines, and how periods are published."""
    parts = [] if found.bonus_from is None else [_said("bonus_from_told", {"points": found.bonus_from})]
    parts.append(sentence("rules_veto", {"effects": found.veto}))
    parts.append(sentence("rules_reasons", {"reasons": list(found.reasons)}))
    parts += [sentence("rules_kinds", {}), *(f"· {escape(kind)}" for kind in found.kinds)] if found.kinds else []
    return [*parts, *_due(found), escape(found.season)]


def _due(found: Rules, kind: str = "") -> list[str]:
    """Tell the deadlines of now; `kind`: of such periods alone."""
    told = [
        sentence(
            "rules_due",
            {
                "period": each.period,
                "report": when(each.report),
                "review": when(each.review),
                "until": when(each.lock),
            },
        )
        for each in found.due
        if kind in ("", each.kind)
    ]
    return [sentence("rules_due_title", {}), *told]


def _unreported(rules: Sequence[Rule]) -> list[str]:
    """Tell once what becomes of what is not reported, or not counted; by metric where that differs."""
    found: dict[tuple[bool, str], list[str]] = {}
    for rule in rules:
        found.setdefault((bool(rule.counted), _missing(rule)), []).append(rule.metric)
    if len(found) == 1:
        return [sentence("rules_uncounted" if counted else "rules_missing", {"what": what}) for counted, what in found]
    return [
        sentence("rules_uncounted_of" if counted else "rules_missing_of", {"names": listed(names), "what": what})
        for (counted, what), names in found.items()
    ]


def _who(rule: Rule) -> str:
    """Tell who reports and who signs."""
    if rule.source:
        return _said("taken_from", {"source": escape(rule.source)})
    if rule.counted:
        return _said("counted_from", {"told": escape(rule.counted)})
    leads = escape(listed(rule.leads))
    if rule.by_lead:
        return f"{leads}统一填报"
    if not leads:
        return "各单位报，管理员核实"
    if len(rule.leads) == 1:
        return f"各单位报，{leads}核实"
    return f"各单位报，{leads}{'都要签' if rule.sign_all else '任一家核实'}"


def _missing(rule: Rule) -> str:
    """Tell what becomes of a metric without a value; events and what is beside the base simply count nothing."""
    if rule.method[1].get("from_full"):
        return _said("full_missing", {})
    if rule.input == "events" or rule.role != "base":
        return "没有事项就没有分" if rule.role != "deduction" else "没有事项就不扣分"
    return MISSING[rule.missing]


def _short(rule: Rule) -> str:
    return (
        f"· <b>{escape(rule.metric)}</b> {rule.full} 分（{ROLES[rule.role]}{PERIODS[rule.kind]}）{_who(rule)}\n"
        f"　{escape(method(*rule.method))}{escape(_rounds(rule))}"
    )


def _rounds(rule: Rule) -> str:
    """Tell of a value that is rounded before it is scored."""
    return "" if rule.round_value is None else _said("rounds_told", {"places": rule.round_value})


def _whole(rule: Rule) -> list[str]:
    command = ("/highlight" if rule.input == "events" else "/report") + (" 单位" if rule.by_lead else "")
    earned = "扣" if rule.role == "deduction" else "得"
    lines = [
        f"📘 {escape(rule.metric)}（{escape(rule.arena)} · {escape(rule.category)}）",
        f"满分 {rule.full} 分，{ROLES[rule.role]}{PERIODS[rule.kind]}{'' if rule.counted else f'，{EVIDENCE[rule.evidence]}'}",
        f"谁报谁核实：{_who(rule)}",
        f"怎么报：{INPUTS[rule.input]}{'，也可以只报百分比' if rule.percent_ok else ''}，例如 {command} {escape(rule.metric)} {escape(rule.example)}",
        f"算法：{escape(method(*rule.method))}{escape(_rounds(rule))}",
    ]
    if rule.source or rule.counted:
        del lines[3]
    if rule.targets:
        told = listed((f"{unit} {target or _said('target_unset', {})}" for unit, target in rule.targets), "；")
        lines.append(escape(_said("targets_told", {"period": rule.aimed, "targets": told})))
    if rule.earns is not None:
        lines.append(f"例：{escape(rule.earns[0])}，{earned} {rule.earns[1]} 分")
    lines += _unreported((rule,))
    if rule.aliases:
        lines.append(f"也叫：{escape(listed(rule.aliases))}")
    return lines


def method(kind: str, p: Values) -> str:
    """Return a scoring method in plain words."""
    return _METHODS[kind](p)


def _said(code: str, values: Values) -> str:
    """Return a sentence as plain text, still to be escaped."""
    return TEXTS[code].whole.format_map(values)


def _goalpost(p: Values) -> str:
    unit = p["unit"]
    return f"固定区间：{p['zero_at']}{unit} 得 0 分，{p['full_at']}{unit} 得满分 {p['full']} 分，中间按比例"


def _efficacy(p: Values) -> str:
    ends = {"top": "最多得满分，最低 0 分", "both": f"最低得满分的 {p['base']}%", "none": "不封顶，不保底"}
    return (
        f"功效系数：不允许值 {p['unacceptable']}{p['unit']} 得满分 {p['full']} 分的 {p['base']}%，"
        f"到满意值 {p['satisfactory']}{p['unit']} 再加 {p['span']}%，中间按比例；{ends[p['clip']]}"
    )


def _efficacy_banded(p: Values) -> str:
    standards, shares = p["standards"], p["coefficients"]
    word = "达到" if Fraction(standards[0]) > Fraction(standards[-1]) else "不超过"
    steps = "；".join(f"{word} {x}{p['unit']} 得 {c} 倍" for x, c in zip(standards, shares, strict=True))
    return f"分档功效系数：满分 {p['full']} 分，{steps}；两档之间按比例，都不到得 0 分"


def _aim(p: Values) -> str:
    """Tell the target; or that every unit has its own."""
    return _said("own_target", {}) if p["own"] else f"{p['target']}{p['unit']}"


def _completion(p: Values) -> str:
    share = "实际 ÷ 目标" if p["direction"] == "up" else "目标 ÷ 实际"
    text = f"目标完成率：目标 {_aim(p)}，得分 = 满分 {p['full']} × {share}，"
    text += "超额不加分" if p["cap"] == "1" else _said("cap_told", {"share": _percent(p["cap"])})
    if p["floor"] != "0":
        text += _said("floor_told", {"share": _percent(p["floor"])})
    return text if p["zero_below"] is None else text + _said("zero_below_told", {"share": _percent(p["zero_below"])})


def _percent(share: str) -> str:
    return raw_text(Fraction(share) * 100)


def _step(p: Values) -> str:
    miss = "每差" if p["direction"] == "up" else "每超"
    part = "不足一档不扣" if p["whole"] else "不足一档按比例扣"
    return (
        f"差额扣分：目标 {_aim(p)}，满分 {p['full']} 分，{miss} {p['step']}{p['unit']} 扣 {p['deduct']} 分"
        f"（{part}），最多扣 {p['max']} 分"
    )


def _bands(p: Values) -> str:
    word = "达到" if p["direction"] == "up" else "不超过"
    return (
        "分档赋分："
        + "；".join(f"{word} {edge}{p['unit']} 得 {points} 分" for edge, points in p["edges"])
        + "；都不到得 0 分"
    )


def _rank_points(p: Values) -> str:
    better = "" if p["direction"] == "up" else "，数越小名次越前"
    same = "同分" if p["ties"] == "equal" else "取平均名次"
    return (
        f"排名赋分：擂台内第 1 名 {p['first']} 分，每低一名少 {p['step']} 分，最低 {p['floor']} 分；并列{same}{better}"
    )


def _external_rank(p: Values) -> str:
    if p["table"] is not None:
        return "外部排名：" + "；".join(f"第 {place} 名以内得 {points} 分" for place, points in p["table"])
    last = f"第 {p['zero_at']} 名" if p["zero_at"] is not None else "最后一名"
    return f"外部排名：第 {p['full_at']} 名得满分 {p['full']} 分，{last}得 0 分，中间按名次递减"


def _minmax(p: Values) -> str:
    best, worst = ("最高", "最低") if p["direction"] == "up" else ("最低", "最高")
    if (p["base"], p["span"]) != ("0", "100"):
        return _between(p, best, worst)
    equal = {"full": "满分", "half": "一半", "zero": " 0 分"}[p["zero_range"]]
    return f"极差：擂台内{best}的得满分 {p['full']} 分，{worst}的得 0 分，中间按比例；大家一样时得{equal}"


def _between(p: Values, best: str, worst: str) -> str:
    """Tell of a worst that has more than nothing, in percent of the full marks."""
    low, high = Fraction(p["base"]), Fraction(p["base"]) + Fraction(p["span"])
    equal = {"full": high, "half": (low + high) / 2, "zero": low}[p["zero_range"]]
    shares = {name: raw_text(share) for name, share in (("low", low), ("high", high), ("equal", equal))}
    return _said("between_told", {"best": best, "worst": worst, "full": p["full"], **shares})


def _ratio_to_best(p: Values) -> str:
    share = "本单位 ÷ 擂台最高" if p["direction"] == "up" else "擂台最低 ÷ 本单位"
    return f"比例：得分 = 满分 {p['full']} × {share}"


def _direct(p: Values) -> str:
    return f"直接赋分：由牵头单位在 0 到 {p['full']} 分之间评定"


def _events(p: Values) -> str:
    levels = listed(f"{p['level_names'].get(key, key)} {points} 分" for key, points in p["levels"].items())
    same = "就高不就低" if p["same_event"] == "best" else "各级别累加"
    if p["repeat"] != "1":
        same += _said("repeat_told", {"times": p["repeat"]})
    if p["from_full"]:
        most = _said("full_all" if p["cap"] == p["full"] else "full_most", {"cap": p["cap"]})
        return _said("full_told", {"full": p["full"], "levels": levels, "same": same, "most": most})
    return f"事项累计：{levels}；同一事项{same}，最多 {p['cap']} 分"


def _checklist(p: Values) -> str:
    text = f"清单达标：得分 = 满分 {p['full']} × 达标项 ÷ 适用项"
    if p["stars"]:
        stars = "；".join(f"达到 {Fraction(share) * 100}% 得 {count} 星" for count, share in p["stars"])
        text += f"；{stars}"
        if p["mandatory"]:
            text += "；必达项有一项不达标就没有星"
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
