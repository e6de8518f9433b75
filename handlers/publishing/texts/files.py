"""What stands in the workbook of a result, in the list for the annual evaluation and in a unit's file about a year.

The first two are official and Chinese for everybody. The file is kept in Chinese, too; who asks for it reads it in the
own language.
"""

from scoring.language import Words

Sheet = tuple[str, tuple[str, ...]]
"""What a sheet is called, and its columns."""
WORKBOOK: dict[str, Sheet] = {
    "standings": (
        "排名",
        ("擂台", "名次", "单位", "总分", "满分", "基础分", "加分", "扣分", "覆盖率", "一票否决", "备注"),
    ),
    "categories": ("类别", ("擂台", "名次", "单位", "类别", "得分", "满分")),
    "metrics": ("指标", ("擂台", "单位", "类别", "指标", "得分", "满分", "数值", "分子", "分母", "状态", "星级")),
    "corrections": ("更正", ("编号", "单位", "指标", "更正前", "更正后", "原因")),
    "rulebook": ("方案", ("擂台", "类别", "指标", "分值", "性质", "牵头单位", "计分方法")),
    "source": ("方案原文", ("行", "原文")),
    "seals": ("存证", ("项目", "内容")),
}
"""The sheets of the workbook of a result, beside what was reported."""
UNRANKED = {
    "veto": "因一票否决不参与排名",
    "nothing": "没有适用的指标，不参与排名",
    "empty": "没有已确认的数据，不参与排名",
    "blocked": "有必报的指标没有确认，不参与排名",
    "coverage": "覆盖率不足{minimum}，不参与排名",
    "shared": "折算，各项得分相加不一定等于总分",
}
"""What stands beside a unit of the standings."""
ROLES = {"base": "基础", "bonus": "加分", "deduction": "扣分"}
SEALS = {
    "competition": "竞赛",
    "period": "考核周期",
    "version": "版本",
    "published": "公布时间",
    "as_of": "数据截至",
    "signed": "定榜人",
    "notice": "公示至",
    "rulebook": "方案指纹",
    "engine": "计分引擎",
    "number": "{arena}通报编号",
    "code": "{arena}存证码",
    "snapshot": "{arena}数据指纹",
}
WORKBOOK_FILE = "{period}竞赛成绩{version}.xlsx"
LIST = {
    "file": "{year}度考核名单{version}.docx",
    "title": "{year}度“{competition}”竞赛结果\n（年度考核用）",
    "quarter": "{number}季度",
}
"""The list for the annual evaluation."""
EVALUATION = ("名次", "单位", "总分", "一票否决", "等次")
"""Its columns; the ranks of the quarters stand behind the total."""
EVIDENCE = Words(
    {
        "photo": ("照片", "photo"),
        "document": ("文件", "file"),
    }
)
_CAME = (
    ("状态", "上报人", "上报时间", "核实人", "核实时间", "佐证数", "佐证"),
    ("State", "Reported by", "Reported at", "Confirmed by", "Confirmed at", "Pieces", "Evidence"),
)
"""How something was reported and decided: the last columns of both sheets."""
REPORTED: dict[str, tuple[Sheet, Sheet]] = {
    "values": (
        (
            "数值",
            (
                *("擂台", "单位", "指标", "周期", "编号", "数值", "分子", "分母"),
                *_CAME[0],
            ),
        ),
        (
            "Values",
            (
                *("Arena", "Unit", "Metric", "Period", "No.", "Value", "Done", "All"),
                *_CAME[1],
            ),
        ),
    ),
    "events": (
        (
            "事项",
            (
                *("擂台", "单位", "指标", "周期", "编号", "级别", "事项", "发生日期"),
                *_CAME[0],
            ),
        ),
        (
            "Events",
            (
                *("Arena", "Unit", "Metric", "Period", "No.", "Level", "Event", "Day"),
                *_CAME[1],
            ),
        ),
    ),
}
"""The sheets of what was reported, in every workbook."""
YEAR_BOOK: dict[str, tuple[Sheet, Sheet]] = {
    "placed": (
        ("各期成绩", ("周期", "名次", "参加排名", "总分", "满分", "版本", "一票否决")),
        ("Results", ("Period", "Rank", "Ranked", "Total", "Full marks", "Version", "Veto")),
    ),
    "flags": (
        ("红黑旗", ("周期", "旗", "理由", "决定日期", "通报")),
        ("Flags", ("Period", "Flag", "Reason", "Decided on", "Publication")),
    ),
    "changes": (
        ("更正", ("周期", "编号", "单位", "指标", "更正前", "更正后", "原因")),
        ("Corrections", ("Period", "No.", "Unit", "Metric", "Before", "After", "Reason")),
    ),
}
"""The other sheets of the workbook of a unit about a year."""
YEAR_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "placed": (("周期", "名次/家数", "总分", "满分", "备注"), ("Period", "Rank/units", "Total", "Full marks", "Notes")),
    "events": (("周期", "指标", "级别", "事项", "编号"), ("Period", "Metric", "Level", "Event", "No.")),
    "flags": (YEAR_BOOK["flags"][0][1], YEAR_BOOK["flags"][1][1]),
    "corrections": (
        ("周期", "指标", "更正前", "更正后", "原因"),
        ("Period", "Metric", "Before", "After", "Reason"),
    ),
}
"""The columns of the file on paper."""
YEAR = Words(
    {
        "file": ("{year}{unit}竞赛档案{again}.docx", "{unit} {year} file{again}.docx"),
        "book": ("{year}{unit}竞赛档案{again}.xlsx", "{unit} {year} file{again}.xlsx"),
        "title": ("{unit}{year}\n“{competition}”竞赛档案", "{unit}\n{competition}: file of {year}"),
        "arena": ("所在擂台：{arena}", "Arena: {arena}"),
        "placed": ("一、各期成绩", "1. Results by period"),
        "events": ("二、事项", "2. Events"),
        "flags": ("三、红旗、黑旗", "3. Flags"),
        "corrections": ("{numeral}、更正", "{place}. Corrections"),
        "nothing": ("没有。", "None."),
        "rank": ("{rank}/{ranked}", "{rank}/{ranked}"),
        "version": ("第{version}版", "version {version}"),
        "again": ("（第{version}版）", " (version {version})"),
        "day": ("{day.year}年{day.month}月{day.day}日", "{day.day} {month} {day.year}"),
        "seals": ("存证码：{seals}", "Seal: {seals}"),
    }
)
