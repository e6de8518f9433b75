"""What pictures say: headlines, labels and footers, and what stands in the place of figures."""

from scoring.language import Words

FINDINGS = Words(
    {
        "nobody": ("还没有单位", "No units yet"),
        "no_points": ("还没有单位得分", "No unit has points yet"),
        "no_ranks": ("没有单位取得名次", "No unit has a rank"),
        "no_ranked_points": ("有名次的单位还没有得分", "No ranked unit has points yet"),
        "up_to_first": ("{names}升至第一", "{names} up to first"),
        "still_first": ("{names}保持第一", "{names} still first"),
        "first_so_far": ("{names}暂列第一", "{names} first so far"),
        "first": ("{names}位列第一", "{names} first"),
        "first_together": ("{names}并列第一", "{names} tied for first"),
        "all_first": ("各单位并列第一", "All units tied for first"),
        "ahead": ("领先第{rank}名{points}分", "{points} ahead of rank {rank}"),
        "up": ("{names}升{places}位", "{names} up {places}"),
        "unchanged": ("各单位名次没有变化", "no rank has changed"),
        "unit_up": ("{names}升至第{rank}名", "{names} up to rank {rank}"),
        "unit_down": ("{names}降至第{rank}名", "{names} down to rank {rank}"),
        "unit_still": ("{names}保持第{rank}名", "{names} still at rank {rank}"),
        "unit_so_far": ("{names}暂列第{rank}名", "{names}: rank {rank} so far"),
        "unit": ("{names}列第{rank}名", "{names}: rank {rank}"),
        "unit_vetoed": ("{names}被一票否决", "{names}: veto"),
        "unit_without": ("{names}还没有得分", "{names}: no points yet"),
        "unit_unplaced": ("{names}还没有排名", "{names}: no rank yet"),
        "unit_unranked": ("{names}没有名次", "{names}: no rank"),
        "riser": ("{names}升{places}位，升幅最大", "{names} up {places}, the most"),
        "riser_since": ("{names}升{places}位，较{since}升幅最大", "{names} up {places} since {since}, the most"),
        "faller": ("{names}降{places}位，降幅最大", "{names} down {places}, the most"),
        "faller_since": ("{names}降{places}位，较{since}降幅最大", "{names} down {places} since {since}, the most"),
        "no_change": ("没有单位升降", "No unit has moved"),
        "several": ("{count}家单位", "{count} units"),
    }
)
"""Each true whenever `shown.headline` chooses it, provisional or final, in a group or for one reader."""


WEEK, IN_WEEK = "周", "第{}"
"""What the label of a week ends with in Chinese, and how a sentence names it."""

PLACES = "位"
"""Stands behind so many places in Chinese; in English the figure stands alone."""

LABELS = Words(
    {
        "nobody": ("竞赛方案里登记单位后，排名显示在这里", "Ranks appear here once the rulebook has units"),
        "later": ("核实后得分，名次随后显示在这里", "Ranks appear here once figures are confirmed"),
        "last_final": ("最近一次正式排名：{period}", "Newest official standings: {period}"),
        "last": ("最近有数据的一期：{period}", "Newest period with figures: {period}"),
        "out": ("一票否决", "Veto"),
        "out_for": ("一票否决：{why}", "Veto: {why}"),
        "veto": ("否决", "Veto"),
        "unranked": ("没有名次", "No rank"),
        "uncovered": ("覆盖率 {share}，不足 {needed}", "Coverage {share}, {needed} needed"),
        "uncovered_short": ("覆盖率仅 {share}", "Only {share} covered"),
        "required": ("必报的{names}没有确认", "Not confirmed: {names}"),
        "required_short": ("必报的没有确认", "Required, not confirmed"),
        "inapplicable": ("没有适用的指标", "No metric applies"),
        "unplaced": ("暂无名次", "No rank yet"),
        "provisional": ("暂定", "Provisional"),
        "locked": ("已锁定", "Locked"),
        "awaiting": ("锁定待定榜", "Locked, to be closed"),
        "closed": ("正式", "Official"),
        "waiting": ("有待核实", "waiting"),
        "page": ("第 {page}/{count} 页", "Page {page}/{count}"),
        "new": ("新", "new"),
        "rank": ("名次", "Rank"),
        "moved": ("升降", "Move"),
        "unit": ("单位", "Unit"),
        "parts": ("分项构成", "By category"),
        "total": ("总分", "Total"),
        "posts": ("近 {count} 期", "Last {count}"),
        "scored": ("得分", "Points"),
        "overall": ("总名次", "Overall"),
        "median_is": ("中位数 {median}", "Median {median}"),
        "full": ("满分 {full}", "Of {full}"),
        "full_bars": ("满分 {full}，色条不含加减分", "Of {full}, bars: base points"),
        "full_of": ("{name} 满分 {full}", "{name}, of {full}"),
        "beam": ("{points} 分", "{points} points"),
        "beam_posts": ("{points} 分（近 {count} 期）", "{points} points (last {count})"),
        "no_units": ("还没有单位", "No units yet"),
        "no_points": ("没有得分", "No points"),
        "unscored": ("没有分", "No points"),
        "card": ("成绩单", "Report card"),
        "past": ("近 {count} 期总分", "Totals of the last {count}"),
        "points": ("分", "points"),
        "behind": ("距第 {rank} 名", "Behind rank {rank}"),
        "ahead": ("领先第 {rank} 名", "Ahead of rank {rank}"),
        "since": ("较上期", "Since last"),
        "same": ("持平", "same"),
        "by_category": ("分项得分", "By category"),
        "own": ("本单位", "This unit"),
        "half": ("中间一半单位", "Middle half"),
        "median": ("中位数", "Median"),
        "best": ("最高", "Best"),
        "strongest": ("领先中位数最多", "Furthest above the median"),
        "weakest": ("落后中位数最多", "Furthest below the median"),
        "nothing_above": ("没有高于中位数的类别", "No category above it"),
        "nothing_below": ("没有低于中位数的类别", "No category below it"),
        "lead": ("{lead} 分", "{lead}"),
        "place": ("第 {rank} 名", "Rank {rank}"),
        "trend": ("名次走势", "Ranks over time"),
        "trend_all": ("名次走势，共 {count} 家单位", "Ranks of {count} units"),
        "trend_few": ("名次走势，共 {count} 家单位，前 {shown} 名", "Ranks of {count} units, the first {shown}"),
        "first_period": ("首期，还没有往期可比", "First period, nothing to compare it with yet"),
        "no_change": ("没有单位升降", "No unit has moved"),
        "riser": ("上升最多", "Most up"),
        "faller": ("下降最多", "Most down"),
        "others": ("其他", "Others"),
        "compared": ("升降与{since}相比", "Since {since}"),
        "rank_now": ("本期名次", "Rank now"),
        "rank_best": ("最好名次", "Best rank"),
        "rank_worst": ("最低名次", "Lowest rank"),
        "no_rank": ("未排名", "none"),
    }
)


YEAR = ("{year}年", " {year}")
"""How the year stands in a period, by language."""


FOOT = (
    (
        ("数据截至 {as_of}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
        ("截至 {as_of}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
        ("截至 {yearless}", "已确认 {share} 项", "方案 {rulebook}", "存证码 {audit}"),
        ("截至 {yearless}", "已确认 {share}", "方案 {rulebook}", "存证码 {audit}"),
        ("截至 {yearless}", "已确认 {percent}", "方案 {rulebook}", "存证码 {audit}"),
        ("截至 {yearless}", "已确认 {percent}", "方案 {short}", "存证码 {audit}"),
    ),
    (
        ("Data as of {as_of}", "{share} confirmed", "Rulebook {rulebook}", "Seal {audit}"),
        ("As of {as_of}", "{share} confirmed", "Rulebook {rulebook}", "Seal {audit}"),
        ("As of {yearless}", "{share} confirmed", "Rules {rulebook}", "Seal {audit}"),
        ("As of {yearless}", "{percent} confirmed", "Rules {rulebook}", "Seal {audit}"),
        ("As of {yearless}", "{percent} confirmed", "Rules {short}", "Seal {audit}"),
    ),
)
"""The parts of the footer by language, each time a little shorter."""


def label(code: str, **values: object) -> str:
    """Return what a picture says beside its figures."""
    return LABELS[code].format(**values)
