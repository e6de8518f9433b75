"""What the circular of a result says: an official paper, Chinese for everybody."""

from dataclasses import replace
from datetime import date

from handlers.publishing.results import Circular, CircularArena, Corrected, Ranked

FONTS = {"body": "仿宋_GB2312", "title": "方正小标宋简体", "heading": "黑体", "latin": "Times New Roman"}
"""The fonts of a circular by name; where one is lacking, the office program takes 仿宋, 宋体 and 黑体 of its own."""
CIRCULAR: dict[str, str] = {
    "title": "关于{period}“{competition}”\n竞赛情况的通报",
    "title_again": "关于更正{period}“{competition}”\n竞赛情况的通报",
    "to": "{to}：",
    "opening": "现将{period}“{competition}”竞赛情况通报如下。",
    "opening_again": "{period}“{competition}”竞赛情况有更正，现将更正后的情况通报如下，此前通报以本次为准。",
    "result": "{place}、总体情况",
    "vetoes": "{place}、一票否决",
    "vetoed": "{unit}，{effects}",
    "best": "{place}、单项情况",
    "corrections": "{place}、更正情况",
    "notice": "{place}、公示",
    "ranked": "{arena}共有{units}家单位参赛，{ranked}家参与排名，满分{full}分。第一名：{first}，{total}分。",
    "unranked": "{arena}共有{units}家单位参赛，没有单位参与排名。",
    "of_veto": "{units}因一票否决不参与排名。",
    "of_nothing": "{units}没有适用的指标，不参与排名。",
    "of_empty": "该擂台没有已确认的数据。",
    "of_blocked": "{units}有必报的指标没有确认，只列得分、不参与排名。",
    "of_coverage": "{units}已确认数据的覆盖率不足{minimum}，只列得分、不参与排名。",
    "covered": "{unit}（{coverage}）",
    "best_of": "{arena}：{told}。",
    "best_one": "{category}得分最高的是{names}，{points}分",
    "best_several": "{category}得分并列最高的是{names}，均为{points}分",
    "unreported": "{place}、未报情况",
    "unreported_in": "{arena}：截至锁定，{told}没有有效上报，按竞赛方案的缺报规则计分。",
    "unreported_one": "{unit}{count}项",
    "corrected": "{unit}“{metric}”由{was}更正为{now}，原因：{why}。",
    "day": "{day.year}年{day.month}月{day.day}日",
    "noticed": "本次结果公示至{year}年{until}。有异议的，请在公示期内向局办公室提出。",
    "annexes": "附件：",
    "annex": "{place}．{arena}成绩表",
    "annex_title": "{arena}成绩表",
    "note": "注：{note}",
    "numbered": "{number}．{note}",
    "annex_head": "附件{place}",
    "unconfirmed": "未确认",
    "seals": "存证码：{seals}",
    "issued": "{office}　　{day}印发",
    "file": "{period}竞赛情况通报{version}.docx",
    "file_again": "（第{version}版）",
}
COLUMNS = ("名次", "单位", "总分", "备注")
REMARKS = {
    "veto": "一票否决",
    "nothing": "没有适用的指标",
    "empty": "没有已确认的数据",
    "blocked": "必报的指标没有确认",
    "coverage": "覆盖率{coverage}",
    "shared": "折算",
}
"""What stands beside a unit in an annex."""
NOTES = {
    "unranked": "名次为“—”的不参与排名，原因见备注。",
    "coverage": "覆盖率是已确认的指标分值占适用的指标分值的比例；不足{minimum}的，只列得分、不参与排名。",
    "shared": "“折算”：没有确认数据或不涉及而不计的指标，分值由其余指标分担，各项得分相加不一定等于总分。",
}
"""What stands beneath the table of an annex, where there is any such unit."""
NUMERALS = "一二三四五六"

SAMPLE = Circular(
    office="云溪县市场监督管理局",
    sign="云溪县市场监督管理局",
    title="关于2026年10月“五赛五比”竞赛情况的通报",
    to="各市场监管所、局属各单位、机关各科室",
    symbol="云市监通〔2026〕8号",
    competition="五赛五比",
    period="2026年10月",
    version=2,
    day=date(2026, 11, 6),
    notice="2026-11-11T17:00:00+08:00",
    arenas=tuple(
        CircularArena(
            name,
            "100.00",
            (
                Ranked("1", "东湖市场监管所", "96.40"),
                Ranked("2", "西溪市场监管所", "91.25", shared=True),
                Ranked("", "南桥市场监管所", "40.00", "veto"),
                Ranked("", "北营市场监管所", "38.00", "coverage", "58%"),
            ),
            (("群众满意", ("东湖市场监管所", "西溪市场监管所"), "20.00"), ("工作实绩", ("东湖市场监管所",), "24.10")),
            (("南桥市场监管所", "不参加排名"),),
            "2/3",
            (("南桥市场监管所", 2), ("北营市场监管所", 5)),
        )
        for name in ("市场监管所擂台", "局属事业单位、机关科室擂台")
    ),
    corrections=(Corrected(12, "西溪市场监管所", "工单办结率", "", "98/100", "漏计两件"),) * 2,
    seals=("AAAA-BBBB-CCCC-DDDD", "EEEE-FFFF-GGGG-HHHH"),
)
"""What a template is tried with: two of everything that there can be several of."""
BARE = replace(
    SAMPLE,
    notice=None,
    version=1,
    office="",
    sign="",
    title="",
    to="",
    symbol="",
    arenas=(CircularArena("市场监管所擂台", "100.00", (), ()),),
    corrections=(),
)
"""The same with nothing that need not be there."""
