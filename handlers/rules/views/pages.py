"""The rulebook in plain words: what counts, who reports and signs, by when, and how points are reckoned."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from handlers.results import Button, Edit, Message
from handlers.rules.results import Chapter, Place, Rule, Rules, Turned
from handlers.rules.texts import BACK
from handlers.rules.views.methods import method, plain
from handlers.texts import MESSAGE_LIMIT, escape, length, listed, messages, sentence, when
from scoring.calendar import worded
from scoring.language import Words, both, named, reasoned

T = TypeVar("T")
PERIODS = Words({"month": ("按月", "monthly"), "quarter": ("按季度", "quarterly"), "year": ("按年", "yearly")})
ROLES = Words({"base": ("", ""), "bonus": ("加分项，", "bonus, "), "deduction": ("扣分项，", "deduction, ")})

INPUTS = Words(
    {
        "number": ("报一个数", "report a number"),
        "count": ("报一个整数", "report a whole number"),
        "rate": ("报 分子/分母", "report numerator/denominator"),
        "rank": ("报 名次/总数", "report rank/number of ranks"),
        "points": ("直接评分", "points are given"),
        "events": ("逐项报 级别 标题", "report each with level and title"),
        "checklist": ("报 达标项/适用项", "report passed/applicable items"),
        "rating": ("报评分", "report the rating"),
        "tasks": ("报 按期完成数/应完成数", "report finished on time/due"),
    }
)

MISSING = Words(
    {
        "zero": ("到期没有确认的数，得 0 分", "without a confirmed figure it gives 0 points"),
        "renormalise": (
            "到期没有确认的数，这项不计，分值由其余指标按比例承担",
            "without a confirmed figure it does not count, the others share its points",
        ),
        "arena_mean": (
            "到期没有确认的数，按擂台各单位的平均分计",
            "without a confirmed figure it gives the mean points of the arena",
        ),
        "last_period": (
            "到期没有确认的数，沿用上一期的数；上一期也没有则得 0 分",
            "without a confirmed figure that of the period before counts, else 0 points",
        ),
        "block": (
            "到期没有确认的数，得 0 分，且不参与排名",
            "without a confirmed figure it gives 0 points, and the unit is not ranked",
        ),
    }
)

EVIDENCE = Words(
    {
        "none": ("不用佐证", "no evidence needed"),
        "optional": ("可附佐证", "evidence may be added"),
        "required": ("必须附佐证", "evidence is required"),
    }
)


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
        return _told(
            [*parts, *_general(found)], letter, [(named(name), (n, 0, 0)) for n, (name, _) in _places(found.arenas)]
        )
    name, chapters = found.arenas[arena - 1]
    if not 0 < category <= len(chapters):
        parts = [sentence("rules_title", {"name": found.competition}), f"<b>{_title(name)}</b>"]
        parts += [_chapter(chapter) for chapter in chapters]
        onward = [(named(chapter.category), (arena, n, 0)) for n, chapter in _places(chapters)]
        closer = sentence("rules_choose", {})
        return _told([*parts, *_general(found), closer], letter, onward, None if alone else (0, 0, 0))
    chapter = chapters[category - 1]
    if not 0 < metric <= len(chapter.rules):
        head, tail = [_title(name), _chapter(chapter)], _unreported(chapter.rules)
        parts = [*head, *(_short(rule) for rule in chapter.rules), *tail]
        if length("\n".join(parts)) > MESSAGE_LIMIT:
            parts = [*head, *(_short(rule).partition("\n")[0] for rule in chapter.rules), *tail]
        onward = [(named(rule.metric), (arena, category, n)) for n, rule in _places(chapter.rules)]
        return _told(parts, letter, onward, (arena, 0, 0))
    rule = chapter.rules[metric - 1]
    return _told([*_whole(rule), *_due(found, rule.kind)], letter, (), (arena, category, 0))


def _places(each: Sequence[T]) -> Iterator[tuple[int, T]]:
    return enumerate(each, 1)


def _told(parts: Sequence[str], letter: int, onward: Sequence[tuple[str, Place]], back: Place | None = None) -> Message:
    """Return a page with a button for every page behind it, and one that leads back."""
    turns = [*onward, *([] if back is None else [(both(*BACK), back)])]
    rows = ((Button(label, f"rules_page:{letter}:{a}:{c}:{m}"),) for label, (a, c, m) in turns)
    return Message("\n".join(parts), tuple(rows))


def _title(arena: str) -> str:
    return both(f"【{escape(arena)}】", escape(named(arena)))


def _chapter(chapter: Chapter) -> str:
    values = {"name": chapter.category, "points": chapter.full, "count": len(chapter.rules)}
    return sentence("rules_category", values)


def _general(found: Rules) -> list[str]:
    """Tell what holds for every metric: when a bonus counts, what a veto does, why reports are returned, the deadlines, and how periods are published."""
    parts = [] if found.bonus_from is None else [plain("bonus_from_told", {"points": found.bonus_from})]
    parts.append(sentence("rules_veto", {"effects": found.veto}))
    parts.append(sentence("rules_reasons", {"reasons": [*map(reasoned, found.reasons)]}))
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
        return plain("taken_from", {"source": escape(named(rule.source))})
    if rule.counted:
        return plain("counted_from", {"told": escape(rule.counted)})
    leads = escape(listed(rule.leads))
    if rule.by_lead:
        return both(f"{leads}统一填报", f"reported by {leads}")
    if not leads:
        return both("各单位报，管理员核实", "reported by units, confirmed by admins")
    if len(rule.leads) == 1:
        return both(f"各单位报，{leads}核实", f"reported by units, confirmed by {leads}")
    by = both("都要签", "all of") if rule.sign_all else both("任一家核实", "one of")
    return both(f"各单位报，{leads}{by}", f"reported by units, confirmed by {by} {leads}")


def _missing(rule: Rule) -> str:
    """Tell what becomes of a metric without a value; events and what is beside the base simply count nothing."""
    if rule.method[1].get("from_full"):
        return plain("full_missing", {})
    if rule.input == "events" or rule.role != "base":
        earned = both("没有事项就没有分", "without events there are no points")
        return earned if rule.role != "deduction" else both("没有事项就不扣分", "without events nothing is taken off")
    return MISSING[rule.missing]


def _short(rule: Rule) -> str:
    name, sort = f"<b>{escape(named(rule.metric))}</b>", f"{ROLES[rule.role]}{PERIODS[rule.kind]}"
    head = both(f"{rule.full} 分（{sort}）{_who(rule)}", f"{rule.full} points ({sort}), {_who(rule)}")
    return f"· {name} {head}\n　{escape(method(*rule.method))}{escape(_rounds(rule))}"


def _rounds(rule: Rule) -> str:
    """Tell of a value that is rounded before it is scored."""
    return "" if rule.round_value is None else plain("rounds_told", {"places": rule.round_value})


def _whole(rule: Rule) -> list[str]:
    command = ("/highlight" if rule.input == "events" else "/report") + (both(" 单位", " UNIT") if rule.by_lead else "")
    where = f"{escape(named(rule.arena))} · {escape(named(rule.category))}"
    comma, colon = both("，", ", "), both("：", ": ")
    sort = f"{ROLES[rule.role]}{PERIODS[rule.kind]}{'' if rule.counted else f'{comma}{EVIDENCE[rule.evidence]}'}"
    percent = both("，也可以只报百分比", ", or a percentage alone") if rule.percent_ok else ""
    example = f"{command} {escape(named(rule.metric))} {escape(rule.example)}"
    lines = [
        f"📘 {escape(named(rule.metric))}" + both(f"（{where}）", f" ({where})"),
        both(f"满分 {rule.full} 分，{sort}", f"Full marks {rule.full}, {sort}"),
        both("谁报谁核实", "Who") + colon + _who(rule),
        both(
            f"怎么报：{INPUTS[rule.input]}{percent}，例如 {example}",
            f"How: {INPUTS[rule.input]}{percent}, for example {example}",
        ),
        both("算法", "Scored by") + colon + escape(method(*rule.method)) + escape(_rounds(rule)),
    ]
    if rule.source or rule.counted:
        del lines[3]
    if rule.targets:
        told = listed((f"{named(unit)} {target or plain('target_unset', {})}" for unit, target in rule.targets), "；")
        lines.append(escape(plain("targets_told", {"period": worded(rule.aimed), "targets": told})))
    if rule.earns is not None:
        lines.append(_earns(rule, *rule.earns))
    lines += _unreported((rule,))
    if rule.aliases:
        lines.append(both("也叫", "Also called") + colon + escape(listed(rule.aliases)))
    return lines


def _earns(rule: Rule, value: str, points: str) -> str:
    """Tell what a value gives or takes off, by example."""
    taken = rule.role == "deduction"
    en = f"Example: {escape(value)} {'takes off' if taken else 'gives'} {points} points"
    return both(f"例：{escape(value)}，{'扣' if taken else '得'} {points} 分", en)
