"""Words about standings: states and stages, ranks and points, what turns a page."""

from handlers.pictures.shown.board import Lack
from handlers.texts import listed
from scoring.language import Words, both

CELLS = Words(
    {
        "confirmed": ("已确认", "confirmed"),
        "pending": ("待核实", "waiting for review"),
        "missing": ("未报", "not reported"),
        "awaited": ("牵头单位未报", "awaited from the lead department"),
        "uncounted": ("台账里没有可计的", "nothing to count in the ledger"),
        "not_applicable": ("不涉及", "not applicable"),
        "empty": ("没有事项", "no events"),
    }
)


STAGES = Words(
    {
        "open": ("", ""),
        "unlocked": ("（未锁定）", " (not locked)"),
        "locked": ("（已锁定）", " (locked)"),
        "awaiting": ("（锁定待定榜）", " (locked, to be closed)"),
        "closed": ("（正式）", " (official)"),
    }
)
"""What follows the name of a period."""


TURNS = Words({"details": ("详细", "Details"), "fold": ("收起", "Less"), "next": ("下一页", "Next page")})
"""What turns the pages of an answer."""


def unplaced(ranked: int, *, lacks: bool = False) -> str:
    """Say that a unit has no rank: alone among so many who have one, or like everybody while nothing is confirmed.

    `lacks`: the period is locked, and too little of the unit's is confirmed to be ranked.
    """
    if lacks:
        return both("没有名次：已确认的数据不够", "no rank: too little is confirmed")
    return both("没有名次", "no rank") if ranked else both("暂无名次", "no rank yet")


def lacking(lack: Lack | None) -> list[str]:
    """Say why a unit has no rank, as far as that is known."""
    if lack is None:
        return []
    told = [both(f"覆盖率 {lack.coverage}", f"coverage {lack.coverage}")] if lack.coverage else []
    names = listed(lack.required)
    told += [both(f"必报的{names}没有确认", f"required and not confirmed: {names}")] if names else []
    return told or [both("没有适用的指标", "no metric applies")]


CAUSES = Words(
    {
        "rules": ("竞赛方案（含缺报规则）", "the rulebook (how missing figures count included)"),
        "own": ("本单位数值", "own figures"),
        "others": ("其他单位数值", "figures of other units"),
        "corrections": ("锁定后变动", "changes after the lock"),
        "vetoes": ("一票否决", "veto"),
    }
)


UNRANKED_THEN = ("未排名", "unranked")
"""Stands for a rank among those of several periods."""
MORE_WORDS = ("…（完整文字见下一条消息）", "… (the whole text is in the next message)")
MORE = ("…（完整名单见下一条消息）", "… (the whole list is in the next message)")
"""Stands for what a caption has no room for: words, units."""


def scored(number: str) -> str:
    """Write points with their word."""
    return both(f"{number} 分", f"{number} points")


def placed(rank: str) -> str:
    """Write a rank within a sentence."""
    return both(f"第 {rank} 名", f"rank {rank}")
