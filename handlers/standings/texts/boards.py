"""What boards and other pictures say in words."""

from collections.abc import Iterable

from handlers.results import Values
from handlers.texts import Said, listed
from scoring.calendar import worded
from scoring.language import Words, both

CAPTIONS = Words(
    {
        "card_told": (
            "{unit}成绩单：{arena}，{subtitle}{stage}，{place}，总分 {total}/{full}{waits}",
            "Report card of {unit}: {arena}, {subtitle}{stage}, {place}, total {total}/{full}{waits}",
        ),
        "card_since": ("较上期 {moved}", "Since the last time: {moved}"),
        "card_behind": ("距第{rank}名 {points} 分", "{points} points behind rank {rank}"),
        "card_ahead": ("领先第{rank}名 {points} 分", "{points} points ahead of rank {rank}"),
        "card_nothing": ("{name}：没有得分（满分 {full}）", "{name}: no points (of {full})"),
        "card_at_zero": ("{told}，没有单位得分", "{told}: no unit has points"),
        "card_category": (
            "{name} {own}/{full}，第 {rank} 名；中位数 {median}，中间一半 {low}–{high}，最高 {best}",
            "{name} {own}/{full}, rank {rank}; median {median}, middle half {low}–{high}, best {best}",
        ),
        "card_strengths": ("强项：{told}", "Strong: {told}"),
        "card_gaps": ("短板：{told}", "Weak: {told}"),
        "card_past": ("近期总分：{told}", "Recent totals: {told}"),
        "trend_told": (
            "{name}名次走势：{subtitle}{stage}，共 {count} 家单位",
            "Ranks of {name}: {subtitle}{stage}, {count} units",
        ),
        "trend_riser": (
            "与{since}相比上升最多：{name}，{places} 位",
            "Furthest up since {since}: {name}, {places} places",
        ),
        "trend_faller": (
            "与{since}相比下降最多：{name}，{places} 位",
            "Furthest down since {since}: {name}, {places} places",
        ),
        "trend_periods": ("各期（{periods}）名次：", "Ranks by period ({periods}):"),
        "trend_unit": ("{name}名次走势：{arena}，{subtitle}{stage}", "Ranks of {name}: {arena}, {subtitle}{stage}"),
        "trend_ends": (
            "最好第 {best} 名（{then}），最低第 {worst} 名（{since}）",
            "Best rank {best} ({then}), lowest rank {worst} ({since})",
        ),
        "trend_period": ("{period} {place}，总分 {total}", "{period}: {place}, total {total}"),
        "category_told": (
            "{arena}单项排名：{name}，{subtitle}{stage}，满分 {full}{median}",
            "Ranking in {name}, {arena}: {subtitle}{stage}, of {full}{median}",
        ),
        "category_median": ("，中位数 {median}", ", median {median}"),
        "category_overall": ("（总分第 {rank} 名）", " (rank {rank} by total)"),
        "category_out": ("（总分没有名次）", " (no rank by total)"),
        "category_nothing": ("没有得分", "no points"),
        "foot_arena": ("本擂台{told}", "In the whole arena: {told}"),
        "foot_as_of": ("数据截至 {as_of}", "Data as of {as_of}"),
        "foot_seal": ("存证码 {audit}", "Seal {audit}"),
        "waits_told": ("（有待核实）", " (some waiting for review)"),
        "whole_list": ("{name}：一张长图，点开可放大", "{name}: one long picture, open it to zoom in"),
    }
)
"""What is said of every picture but the board; still to be escaped."""


def captioned(code: str, **values: object) -> str:
    """Return what is said of a picture."""
    return CAPTIONS[code].format(**values)


def from_median(leads: Iterable[tuple[str, str]]) -> str:
    """Name categories with how far they are from the median."""
    told = (both(f"{name}（较中位数 {lead} 分）", f"{name} ({lead} from the median)") for name, lead in leads)
    return listed(told, "，") or both("没有", "none")


def totals(past: Iterable[tuple[str, str]]) -> str:
    """Write totals with the periods that they are of."""
    return listed((f"{worded(label)} {total}" for label, total in past), "，")


def _open(values: Values) -> dict[str, str]:
    """Say what waits, where anything does, and what does not count yet."""
    waiting = values["waiting"]
    waits = both(f"待核实 {waiting} 项，", f"{waiting} waiting for review, ")
    missing, which = both("未报的", "what is not reported"), both("待核实、未报的", "what is not confirmed")
    return {"waits": waits, "which": which} if waiting else {"waits": "", "which": missing}


TEXTS = {
    "board_withheld": Said(
        "群里只公布前 {most} 名，其余 {count} 家请私聊看。",
        "The group is shown the first {most} only; for the other {count} ask me in private.",
    ),
    "board_unranked": Said(
        "{period}还没有已确认的数据，暂无名次。", "{period}Nothing is confirmed yet, so there are no ranks."
    ),
    "board_uncovered": Said(
        "覆盖率（已确认的指标按分值占多少）不足 {least} 的没有名次，共 {count} 家。",
        "A rank takes a coverage (confirmed metrics by their points) of {least}; units below it: {count}.",
    ),
    "board_bare": Said("有 {count} 家还没有已确认的数据。", "Units with nothing confirmed yet: {count}."),
    "board_bare_tied": Said(
        "并列第 {rank} 名的 {count} 家还没有已确认的数据。",
        "The {count} tied for rank {rank} have nothing confirmed yet.",
    ),
    "board_converted": Said(
        "缺报的指标按方案折算，得分与锁定前的暂定榜可能不同{where}。",
        "Points are converted where metrics are lacking, and may differ from those before the lock{where}.",
        lambda v: {"where": "" if v["asked"] else both("（发“为什么”看每一项）", " (send /why for every metric)")},
    ),
    "board_counting": Said(
        "另有 {count} 项由台账计数，有可计的才计入。",
        " Besides, {count} from ledgers: counted once there is anything to count.",
    ),
    "board_last": Said("最近有成绩的是 {period}", "The newest results are those of {period}"),
    "board_missing": Said(
        "已确认 {confirmed} 项，{waits}未报 {missing} 项（{which}暂不计分）。",
        "{confirmed} confirmed, {waits}{missing} not reported ({which} does not count yet).",
        _open,
    ),
    "board_locked": Said(
        "已确认 {confirmed} 项，{count} 项到锁定时没有确认，按竞赛方案的缺报规则计。",
        "{confirmed} confirmed, {count} not confirmed by the lock: the rulebook says how they count.",
    ),
    "board_others": Said(
        "已确认 {confirmed} 项，其余 {count} 项未计分，核实后补计。",
        "{confirmed} confirmed, the other {count} count once they are.",
    ),
    "board_waiting": Said(
        "已确认 {confirmed} 项，待核实 {waiting} 项（未计分，核实后补计）。",
        "{confirmed} confirmed, {waiting} waiting for review (they count once confirmed).",
    ),
    "board_unreported": Said("还没有上报。", "Nothing is reported yet."),
}
