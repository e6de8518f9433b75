"""What is said about posts."""

from dataclasses import replace
from datetime import date

from handlers.publishing.results import Circular, CircularArena, Corrected
from handlers.results import Values
from handlers.texts import Said
from scoring.language import Words, both

KINDS = Words(
    {
        "week": ("周榜", "weekly standings"),
        "drill": ("演练周榜", "rehearsal standings"),
        "month": ("月度通报", "monthly result"),
        "quarter": ("季度通报", "quarterly result"),
        "year": ("全年通报", "yearly result"),
        "correction": ("更正通报", "corrected result"),
    }
)
SENT = Words(
    {
        "none": ("没有发过", "never sent"),
        "ready": ("正在发送", "being sent"),
        "sending": ("正在发送", "being sent"),
        "held": ("等免打扰时段过后发送", "waits for the end of the quiet hours"),
        "sent": ("已发出", "sent"),
        "dead": ("没有送达", "not delivered"),
        "unknown": ("不知是否送达", "not known whether it arrived"),
    }
)


def _sent(values: Values) -> dict[str, str]:
    """Say which publication it is, and how the letter stands by which it was sent last."""
    version = values["version"]
    which = both(f"第{version}版", f" version {version}") if version > 1 else ""
    return {"what": KINDS[values["kind"]], "which": which, "told": SENT[values["letter"]]}


FONTS = {"body": "仿宋_GB2312", "title": "方正小标宋简体", "heading": "黑体", "latin": "Times New Roman"}
"""The fonts of a circular by name; where one is lacking, the office program takes 仿宋, 宋体 and 黑体 of its own."""
CIRCULAR: dict[str, str] = {
    "title": "关于{period}\n“{competition}”竞赛情况的通报",
    "title_again": "关于更正{period}\n“{competition}”竞赛情况的通报",
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
    "best_of": "{arena}：{told}。",
    "best_one": "{category}，{names}得{points}分",
    "corrected": "{unit}“{metric}”由{was}更正为{now}，原因：{why}。",
    "day": "{day.year}年{day.month}月{day.day}日",
    "noticed": "本次结果公示至{year}年{until}。有异议的，请在公示期内向局办公室提出。",
    "annexes": "附件：",
    "annex": "{place}．{arena}成绩表",
    "annex_title": "{arena}成绩表",
    "annex_head": "附件{place}",
    "unconfirmed": "未确认",
    "seals": "存证码：{seals}",
    "issued": "{office}　　{day}印发",
    "file": "{period}竞赛情况通报{version}.docx",
    "file_again": "（第{version}版）",
}
_OF = ("擂台", "单位", "指标", "周期", "编号")
_BEHIND = ("状态", "上报人", "上报时间", "核实人", "核实时间", "佐证数", "佐证")
WORKBOOK: dict[str, tuple[str, tuple[str, ...]]] = {
    "standings": ("排名", ("擂台", "名次", "单位", "总分", "满分", "基础分", "加分", "扣分", "覆盖率", "一票否决")),
    "categories": ("类别", ("擂台", "名次", "单位", "类别", "得分", "满分")),
    "metrics": ("指标", ("擂台", "单位", "类别", "指标", "得分", "满分", "数值", "分子", "分母", "状态", "星级")),
    "values": ("数值", (*_OF, "数值", "分子", "分母", *_BEHIND)),
    "events": ("事项", (*_OF, "级别", "事项", "发生日期", *_BEHIND)),
    "corrections": ("更正", ("编号", "单位", "指标", "更正前", "更正后", "原因")),
    "rulebook": ("方案", ("擂台", "类别", "指标", "分值", "性质", "牵头单位", "计分方法")),
    "source": ("方案原文", ("行", "原文")),
    "seals": ("存证", ("项目", "内容")),
}
"""The sheets of the workbook of a result, and their columns."""
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
EVIDENCE = {"photo": "照片", "document": "文件", "digest": "{name}（SHA-256 {digest}）"}
WORKBOOK_FILE = "{period}竞赛成绩{version}.xlsx"
EVALUATION = ("名次", "单位", "总分", "一票否决", "等次")
"""The columns of the list for the annual evaluation; the ranks of the quarters stand behind the total."""
YEAR_LIST = ("周期", "名次/家数", "总分", "满分", "备注")
YEAR_BOOK: dict[str, tuple[str, tuple[str, ...]]] = {
    "placed": ("各期成绩", ("周期", "名次", "参加排名", "总分", "满分", "版本", "一票否决")),
    "flags": ("红黑旗", ("周期", "旗", "理由", "决定日期", "通报")),
    "changes": ("更正", ("周期", "编号", "单位", "指标", "更正前", "更正后", "原因")),
}
YEAR: dict[str, str] = {
    "list_file": "{year}度考核名单{version}.docx",
    "list_title": "{year}度“{competition}”竞赛结果\n（年度考核用）",
    "file": "{year}{unit}竞赛档案{version}.docx",
    "book": "{year}{unit}竞赛档案{version}.xlsx",
    "title": "{unit}{year}\n“{competition}”竞赛档案",
    "arena": "所在擂台：{arena}",
    "placed": "一、各期成绩",
    "events": "二、事项",
    "events_head": "周期 指标 级别 事项 编号",
    "flags": "三、红旗、黑旗",
    "flags_head": "周期 旗 理由 决定日期 通报",
    "corrections": "{place}、更正",
    "corrections_head": "周期 指标 更正前 更正后 原因",
    "nothing": "没有。",
    "rank": "{rank}/{ranked}",
    "quarter": "{number}季度",
    "version": "第{version}版",
}
COLUMNS = ("名次", "单位", "总分")
NUMERALS = "一二三四五六"


TEXTS = {
    "week_frozen": Said(
        "🔒 {week}：{period}已封榜，暂定排名不再公布；请看锁定、定榜后的正式结果。",
        "🔒 {week}: {period} is frozen and provisional standings are not shown any more; please wait for the official result after lock and closing.",
    ),
    "post_lacking": Said(
        "⚠️ {arena}的周榜没有发出：单位“{unit}”指标“{metric}”{period} 没有目标。请在竞赛方案中补上目标，再启用新方案。",
        "⚠️ {arena}: the weekly post was not sent: unit “{unit}”, metric “{metric}”, {period} has no target. Please add the target to the rulebook and put the new one in force.",
    ),
    "post_week": Said("每周通报", "weekly post"),
    "post_result": Said("通报", "published result"),
    "post_result_picture": Said("通报的图片", "picture of the published result"),
    "post_document": Said("通报的文件", "file of the published result"),
    "circular_told": Said("📄 正式通报", "📄 Official circular (in Chinese)"),
    "evaluation_told": Said(
        "📋 年度考核名单：各擂台全年名次和各季名次",
        "📋 List for the annual evaluation: ranks of the year and of each quarter, by arena (in Chinese)",
    ),
    "workbook_told": Said(
        "📊 成绩工作簿：排名、指标、数值、佐证目录、方案、存证码",
        "📊 Workbook of the result: standings, metrics, values, list of evidence, rulebook, Seal codes (in Chinese)",
    ),
    "post_week_picture": Said("每周通报的图片", "picture of the weekly post"),
    "result_version": Said("第{version}版，更正前一版", "Version {version}, corrects the one before"),
    "result_first": Said("第 1 名：{names}，{total} 分", "Rank 1: {names}, {total} points"),
    "result_risen": Said(
        "比上期上升最多：{names}，{count} 位", "Rose most since the last period: {names}, {count} places"
    ),
    "result_corrected": Said(
        "更正：{unit} {metric} {was} → {now}（{text}）",
        "Correction: {unit} {metric} {was} → {now} ({text})",
        lambda v: {"was": v["was"] or both("未确认", "not confirmed")},
    ),
    "result_more": Said("另有更正 {count} 处", "{count} more corrections"),
    "result_notice": Said("公示至 {due}", "Notice period until {due}"),
    "post_settled": Said(
        "{name} 已处理：{arrived}。",
        "{name} has dealt with it: {arrived}.",
        lambda v: {
            "arrived": both("通报已记为发出", "noted as sent")
            if v["arrived"]
            else both("通报将重新发出", "it will be sent again")
        },
    ),
    "post_arrived": Said("已记为发出。", "Noted as sent."),
    "post_again": Said("将重新发出。", "It will be sent again."),
    "post_refused": Said(
        "⚠️ {arena} {week} 的{what}没有送达：{reason}。",
        "⚠️ {arena} {week}: the {what} was not delivered: {reason}.",
        open="请检查机器人是否在群里、能否发言。原因消除后 7 天内会自动补发，也可以现在重发。",
        open_en=" Please check whether the bot is in the group and may write there. It is sent again by itself within 7 days once that is mended, or now, if you tap below.",
    ),
    "post_picture_refused": Said(
        "⚠️ {arena} {week} 的{what}只发出了文字，图片没有送达：{reason}。",
        "⚠️ {arena} {week}: of the {what} only the text went out, the picture was not delivered: {reason}.",
        open="请检查群里是否允许机器人发图片。原因消除后 7 天内会自动补发，也可以现在重发。",
        open_en=" Please check whether the bot may send pictures to the group. It is sent again by itself within 7 days once that is mended, or now, if you tap below.",
    ),
    "post_doubted": Said(
        "❓ {arena} {week} 的{what}不知是否已发出：发送时连接中断。",
        "❓ {arena} {week}: it is not known whether the {what} went out: the connection broke while it was sent.",
        open="请看一眼群里，再选一个；在此之前不会自动重发。",
        open_en=" Please look at the group, then choose; until then nothing is sent again.",
    ),
    "post_again_now": Said("现在重发", "Send again now"),
    "post_is_out": Said("已发出", "It is there"),
    "post_not_out": Said("重发", "Send again"),
    "check_by_reply": Said(
        "没有核对：请回复群里的一条周榜，只写“核对”两个字。",
        "Nothing was checked: please reply to a post of standings in the group with “check” and nothing else.",
    ),
    "post_checked": Said(
        "✅ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}）。按当时已知的数据和方案重新计算，名次和得分与公布的完全一致。",
        "✅ {arena} {week}: Seal {seal} is on the audit chain (row {row}, {at}). Scored again from the data and the rulebook of that time, ranks and points are exactly as published.",
    ),
    "post_differs": Said(
        "❗ {arena} {week}：存证码 {seal} 在存证链上（第 {row} 条，{at}），但按当时的数据和方案重新计算，结果与公布的不一致。请告诉局办公室。",
        "❗ {arena} {week}: Seal {seal} is on the audit chain (row {row}, {at}), but scored again from the data and the rulebook of that time the result is not as published. Please tell the office.",
    ),
    "post_forged": Said(
        "❗ 存证码 {seal} 在存证链上（第 {row} 条，{at}），但数据库里的这份通报与存证的不一致，被改动过。请告诉局办公室。",
        "❗ Seal {seal} is on the audit chain (row {row}, {at}), but this publication in the database is not what was sealed: it was changed. Please tell the office.",
    ),
    "post_lost": Said(
        "❗ 存证码 {seal} 在存证链上（第 {row} 条，{at}），但数据库里没有这份通报。请告诉局办公室。",
        "❗ Seal {seal} is on the audit chain (row {row}, {at}), but the database does not have this publication. Please tell the office.",
    ),
    "post_not_sealed": Said(
        "❗ 存证码 {seal} 不在存证链上，存证链可能被截断或重写过。请告诉局办公室。",
        "❗ Seal {seal} is not on the audit chain; the chain may have been cut or rewritten. Please tell the office.",
    ),
    "post_gone": Said(
        "❗ 没有核对：数据库里没有这份通报。请回复写着存证码的那条通报再试，并告诉局办公室。",
        "❗ Nothing was checked: the database does not have this publication. Please reply to the post that shows it (Seal and a code), and tell the office.",
    ),
    "sent_head": Said(
        "最近公布的通报。点按钮把其中一份原样重发到工作群，不点就不会发：",
        "Published recently. Tap a button to send that one to the work group again as it was; nothing is sent otherwise:",
    ),
    "sent_one": Said(
        "{place}. {what} {week}{which} {arena}：{told} {day}",
        "{place}. {what} {week}{which} {arena}: {told} {day}",
        _sent,
    ),
    "sent_again": Said("重发 {place}", "Send {place} again"),
    "nothing_published": Said(
        "还没有公布过通报，没有可以重发的。", "Nothing was published yet; there is nothing to send again."
    ),
    "no_group": Said(
        "⚠️ 没有重发：还没有工作群。请管理员在工作群里登记后再试。",
        "⚠️ Not sent again: there is no work group yet. Please let an admin register one, then try again.",
    ),
    "post_on_its_way": Said(
        "这份通报正在发送，没有再发一次。请过一会儿看群里。",
        "This is being sent; it was not sent a second time. Please look at the group in a while.",
    ),
    "post_just_arrived": Said(
        "这份通报刚刚发到群里，没有再发一次。确实要再发，请过 10 分钟。",
        "This has just come to the group; it was not sent a second time. If you do need it again, please wait 10 minutes.",
    ),
    "settled_before": Said(
        "已有人处理过了（已更新），没有新的改动。",
        "Somebody has dealt with this (updated); nothing more has changed.",
    ),
}


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
            (("1", "东湖市场监管所", "96.40"), ("2", "西溪市场监管所", "91.25"), ("", "南桥市场监管所", "40.00")),
            (("群众满意", ("东湖市场监管所", "西溪市场监管所"), "20.00"), ("工作实绩", ("东湖市场监管所",), "24.10")),
            (("南桥市场监管所", "不参加排名"),),
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
