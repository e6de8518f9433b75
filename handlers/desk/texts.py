"""What is said at the office's desk."""

from handlers.people.texts import ROLES
from handlers.results import Button, Rows, Values
from handlers.texts import FLAGS, Said, listed
from scoring.reading import office

ACTS = {
    "veto_impose": "提出一票否决",
    "veto_lift": "提出解除一票否决",
    "veto_agree": "会签一票否决",
    "veto_decline": "不同意一票否决",
    "veto_withdraw": "撤销一票否决的提请",
    "veto_evidence": "一票否决的佐证",
    "matter_assign": "交办",
    "matter_propose": "提请立项",
    "matter_receive": "接收移交",
    "matter_accept": "同意立项",
    "matter_refuse": "不予立项",
    "matter_progress": "报进展",
    "matter_finish": "报完成",
    "matter_recall": "撤回完成",
    "matter_ask": "申请延期",
    "matter_grant": "同意延期",
    "matter_deny": "不同意延期",
    "matter_verify": "核查通过",
    "matter_amend": "核查改数",
    "matter_return": "退回整改",
    "matter_take_back": "撤销核查决定",
    "matter_move": "改期",
    "matter_withdraw": "撤项",
    "matter_settle": "巩固",
    "matter_rebound": "反弹",
    "matter_hand_over": "移交",
    "matter_urge": "催办督办件",
    "matters_turn": "督办件到期",
    "matters_lock": "锁定时计入台账",
    "matter_evidence": "督办件的佐证",
    "report": "申报",
    "confirm": "确认",
    "amend": "改为",
    "return": "退回",
    "take_back": "撤销",
    "transfer": "转交",
    "withdraw": "撤回",
    "restore": "恢复",
    "appeal": "提出异议",
    "uphold": "维持",
    "revise": "改判",
    "propose": "申请更正",
    "sign": "更正签字",
    "correct": "更正",
    "decline": "不予更正",
    "evidence": "附佐证",
    "evidence_kept": "佐证存档",
    "evidence_refused": "佐证无效",
    "evidence_not_kept": "佐证未能存档",
    "nil_return": "报本月无",
    "publish": "周榜通报",
    "close_sign": "定榜初签",
    "close": "定榜",
    "correction": "公布更正",
    "flag_propose": "提名红黑旗",
    "flag_issue": "发红黑旗",
    "flag_refuse": "不发红黑旗",
    "flag_change": "改发红黑旗",
    "flag_withdraw": "撤销红黑旗",
    "settle": "公示期满",
    "publication_again": "重发通报",
    "documents": "通报文件存档",
    "week_skipped": "周榜略过",
    "week_empty": "本周无榜",
    "week_frozen": "封榜期间不发周榜",
    "week_withheld": "按方案不发周榜",
    "overdue": "逾期未核实报局领导",
    "nudge": "催办",
    "roster": "改名册",
    "rulebook": "启用竞赛方案",
    "schedule": "改日程",
    "extend": "延期锁定",
    "template": "通报模板",
    "propose_change": "提出变更",
    "decline_change": "不同意变更",
    "lapse_change": "变更失效",
    "group": "登记工作群",
    "drill_begin": "开始演练",
    "drill_end": "结束演练",
    "migrated": "工作群迁移",
    "theme": "选图片样式",
    "prefer": "选提醒方式",
    "feedback": "反馈",
    "letter_unknown": "消息不知是否送达",
    "post_arrived": "周榜记为发出",
    "post_again": "周榜重发",
    "sealed": "旧版本数据封存",
    "evidence_gone": "佐证到期清理",
    "clock_back": "时钟拨回",
    "first_code": "出首位管理员代码",
    "first_code_wrong": "首位管理员代码试错",
    "first_admin": "首位管理员绑定",
    "invite": "发邀请",
    "invite_open": "打开邀请",
    "invite_ask": "申请绑定",
    "invite_disown": "邀请不是本人",
    "invite_refuse": "绑定不通过",
    "admit": "绑定通过",
    "forget": "注销",
    "replace": "换人",
    "leave": "离任",
    "freeze": "停用",
    "thaw_ask": "想恢复",
    "thaw": "恢复使用",
    "deputise": "设代理",
    "recall": "取消代理",
}
"""What an act of the chain is called; one that is not here is named as the chain names it."""
LACKS = {
    "unknown": "找不到这个群",
    "outside": "机器人不在群里",
    "may_text": "不能发文字",
    "may_photo": "不能发图片",
    "may_file": "不能发文件",
}
"""What the bot lacks in its group."""
CAUTIONS = {
    "privacy": "机器人只看得到命令和对它的回复；要让群里的“排名”等中文词也管用，请把它设为群管理员",
    "forum": "群里开了话题，机器人发在“常规”话题",
}
"""What else is to be known of its group."""
PAGES = {page: word for word, page in office.PAGES.items()}
DEADLINES = ("上报截止", "核实截止", "锁定")
DAYS = (1, 3, 7)
"""By how many days a lock can be put off by a button."""
RECORD_TITLES = ("时间", "谁", "做了什么", "编号", "内容")
RECORD_SHEET, ROSTER_SHEET = "记录", "名册"
RECORD_FILE, ROSTER_FILE = "记录.xlsx", "名册.xlsx"
THE_BOT = "机器人"


def _lacking(values: Values) -> dict[str, str]:
    return {"lacks": listed(LACKS.get(lack, lack) for lack in values["shut"])}


def _several(values: Values) -> dict[str, str]:
    return {"names": listed(values["names"]) + ("等" if values["count"] > len(values["names"]) else "")}


def _offer(values: Values) -> Rows:
    chat = values["chat"]
    return ((Button("设为工作群", f"group_choose:{chat}"), Button("退出这个群", f"group_leave:{chat}")),)


TEXTS = {
    "menu_bureau": Said("办公室：方案、名册、群、日程", ""),
    "help_bureau": Said("办公室的事发 /bureau：方案、名册、工作群、日程、记录、演练", "", helps="admin"),
    "desk_title": Said("🗂 <b>{name}</b> 办公室", ""),
    "desk_ready": Said("没有缺什么，可以照常运行。", ""),
    "desk_lacks": Said("还缺（点按钮去办）：", ""),
    "desk_back": Said("返回", ""),
    "desk_drill": Said("🎭 正在演练：什么都不作数。结束在“演练”里。", ""),
    "desk_usage": Said(
        "没有“{text}”这一页，没有任何改动。请发 /bureau，或 /bureau 方案、名册、工作群、日程、定榜、通报、记录、演练。",
        "",
    ),
    "missing_group": Said("· 没有工作群：把机器人拉进局里的工作群，再点“设为工作群”", ""),
    "missing_rights": Said("· 工作群 {title}：{lacks}", "", _lacking),
    "missing_heads": Said("· {count} 家参赛单位没有负责人：{names}", "", _several),
    "missing_reviewers": Said("· {count} 家牵头单位没有核实人：{names}", "", _several),
    "missing_number": Said(
        "· {count} 人还没有绑定：{names}。请发邀请单：名册页的“发邀请单”，或 /people 邀请", "", _several
    ),
    "missing_seen": Said("· {count} 人还没有给机器人发过消息：{names}。请他们发一次 /start", "", _several),
    "missing_blocked": Said("· {count} 人停用了机器人：{names}。请他们重新启用", "", _several),
    "missing_unit": Said(
        "· {count} 人的单位不在现行方案里或已退出：{names}。以前周期的事仍可办；办完后请取名册，改写他们的单位或删去这些行",
        "",
        _several,
    ),
    "missing_signer": Said("· 没有第二个管理员或局领导：有确认数据的变更要两人会签，请在名册里加上", ""),
    "missing_closing": Said("· 待定榜：{periods}", ""),
    "missing_flags": Said(
        "· 还有 {count} 面红黑旗等局领导决定：{named}",
        "",
        lambda v: {"named": listed(f"{unit} {FLAGS[colour]}" for unit, colour in v["flags"])},
    ),
    "missing_signature": Said("· {count} 项变更等着会签，卡片在会签人的私聊里", ""),
    "rules_page": Said("📐 现行方案：{name}（{fingerprint}），自 {day} 起", ""),
    "rules_later": Said("{day} 起换为 {fingerprint}", ""),
    "rules_how": Said(
        "换方案：把改好的 .toml 文件发到这里。先核对，列出变化和谁的名次会动，您选了周期才生效；有确认数据的周期还要第二人会签。自己的通报模板（.docx，文件名里要有“模板”）也发到这里。",
        "",
    ),
    "rules_current": Said("取现行方案", ""),
    "rules_sample": Said("取示例", ""),
    "roster_page": Said("👥 名册：", ""),
    "roster_role": Said("{role} {count} 行", "", lambda v: {"role": ROLES[v["role"]]}),
    "roster_how": Said(
        "加一个人：/people。改许多人：点“取名册”，在表里增删改，再把文件发回来（文件名里要有“名册”）。先列出谁进、谁出、谁变，您确认后才生效。",
        "",
    ),
    "roster_fetch": Said("取名册", ""),
    "roster_told": Said("📄 现在的名册，共 {count} 行。改好后原样发回给我（私聊）：先核对，您确认后才生效。", ""),
    "roster_plan": Said("👥 名册还没有改动。按这份表：", ""),
    "roster_joining": Said("➕ {line}", ""),
    "roster_leaving": Said("➖ {line}（停用）", ""),
    "roster_changing": Said("✏️ {line}", ""),
    "roster_more": Said("……另有 {count} 处", ""),
    "roster_pick": Said("", "", open="全部生效，或者什么都不改。回复本条：确认"),
    "roster_over": Said("👥 名册的一份改动", ""),
    "roster_not": Said("取消", ""),
    "roster_all": Said("✅ 全部生效", ""),
    "roster_all_as": Said("✅ 全部生效，我是{name}", ""),
    "roster_all_inviting": Said("✅ 全部生效，并发邀请单", ""),
    "roster_all_inviting_as": Said("✅ 全部生效，并发邀请单，我是{name}", ""),
    "roster_self": Said("表里没有您的数字编号：请点您是哪一位管理员，您的编号就记在那一行。", ""),
    "roster_who": Said(
        "⚠️ 没有受理：表里有几位管理员，不知道您是哪一位，名册没有任何改动。请点上面带您姓名的按钮。", ""
    ),
    "roster_faulty": Said("⚠️ 没有受理：{name} 有 {count} 处要改，名册没有任何改动。请改好后重新发来：", ""),
    "roster_same": Said("名册本来就是这样，没有任何改动。", ""),
    "roster_without_you": Said(
        "⚠️ 没有受理：按这份表您就不是管理员了，没有任何改动。请保留自己的一行，写上您的数字编号 {id}（要交接，由继任的管理员来改）。",
        "",
    ),
    "roster_outrun": Said("⚠️ 没有受理：您看过以后名册又有变动，没有任何改动。请重新取名册再改。", ""),
    "roster_taken": Said("✅ 名册已生效：新增 {added} 行，原有 {kept} 行，停用 {removed} 行。", ""),
    "group_page": Said("💬 工作群：{title}（{group}）", ""),
    "group_page_none": Said("💬 还没有工作群。", ""),
    "group_fine": Said("能发文字、图片和文件。", ""),
    "group_not": Said("⚠️ {lacks}。请在群的权限里放开，或把机器人设为群管理员。", "", _lacking),
    "group_caution": Said("提醒：{caution}。", "", lambda v: {"caution": CAUTIONS.get(v["caution"]) or v["caution"]}),
    "group_looking": Said("正在查看机器人在群里的权限，过一会儿再点“工作群”。", ""),
    "group_how": Said("换工作群：把机器人拉进那个群，点私聊里的“设为工作群”；或发 /bureau 工作群 群编号。", ""),
    "group_offer": Said(
        "💬 机器人被拉进了“{title}”（{chat}）", "", None, _offer, open="。要设为本局的工作群吗？现在什么都没有改动。"
    ),
    "group_not_in": Said(
        "⚠️ 没有受理：机器人不在这个群里，没有任何改动。请把它拉进去（在群里的，先移出再拉），再点私聊里的“设为工作群”。",
        "",
    ),
    "group_number": Said(
        "⚠️ 没有受理：“{text}”不是群编号，没有任何改动。群编号是负的，例如 -1001234567890；不知道就请把机器人拉进群，点私聊里的“设为工作群”。",
        "",
    ),
    "group_left": Said("您好，本机器人只为一个局的工作群服务，不打扰大家，现在退出。有需要请联系局办公室。", ""),
    "group_set": Said("✅ 工作群已设为 {chat}：周榜和群里的回执发到那里。权限正在查看，少了什么会告诉您。", ""),
    "group_chosen": Said("已设为工作群。", ""),
    "group_gone": Said("好的，正在退出。", ""),
    "group_same": Said("这就是现在的工作群，没有任何改动。", ""),
    "group_lacks": Said(
        "🔧 工作群 {title}：{lacks}。周榜和回执可能发不出去，请在群的权限里放开，或把机器人设为群管理员。", "", _lacking
    ),
    "group_whole": Said("🔧 工作群 {title} 恢复正常：文字、图片和文件都能发。", ""),
    "schedule_month": Said("{period}：{dates}", ""),
    "schedule_page": Said("📅 日程（已按休息日顺延）：", ""),
    "schedule_post": Said("下一次周榜 {at}", ""),
    "schedule_no_post": Said("不发周榜", ""),
    "schedule_quiet": Said("免打扰 {quiet}，汇总 {hours}", ""),
    "schedule_amended": Said("已改：{period}起 {line}", ""),
    "schedule_extended": Said("已改：{period}延期 {line}", ""),
    "schedule_how": Said(
        "改日程，发（先列出新的日子，您选了从哪个周期起才生效）：\n/bureau 上报截止 +4天 17:00\n/bureau 核实截止 +5天 17:00\n/bureau 锁定 +6天 12:00\n/bureau 周榜 周一 09:00\n/bureau 免打扰 20:30-08:30\n/bureau 汇总 09:00、15:00",
        "",
    ),
    "schedule_extend": Said("{period} 锁定延 {count} 天", ""),
    "closing_page": Said("📋 待定榜：{periods}。定榜要两个人看到同样的结果，先签的是管理员。", ""),
    "closing_page_none": Said("📋 没有等着定榜的周期。锁定以后会把待定榜的卡片发给管理员。", ""),
    "closing_cards": Said("出待定榜卡片", ""),
    "posts_page": Said("📣 通报（新的在前）。核对一份：回复群里的通报，发“核对”。", ""),
    "posts_line": Said("{at} {what}（{act}） 存证码 {seal}", ""),
    "posts_again": Said("重发", ""),
    "posts_none": Said("还没有发过通报。", ""),
    "drill_page": Said(
        "🎭 演练：照真的报、核实、看榜，每条消息和图片都标【演练】，不定榜，什么都不作数；结束时您选留用还是清空。名册、方案、日程、工作群的改动是真的。只能在正式报送以前做。",
        "",
    ),
    "drill_on": Said("🎭 正在演练，自 {at} 起（{by}），已有 {count} 项申报。", ""),
    "drill_asks": Said(
        "结束演练：这 {count} 项申报，留用还是清空？留用的从此作数，清空的全部撤回、不能恢复。不按就继续演练。", ""
    ),
    "drill_begin": Said("开始演练", ""),
    "drill_to_end": Said("结束演练", ""),
    "drill_keep": Said("结束，留用", ""),
    "drill_wipe": Said("结束，清空", ""),
    "drill_begun": Said("现在开始演练（{by}）：照真的报、核实、看榜，标【演练】的都不作数，直到结束。", ""),
    "drill_kept": Said("演练到此结束（{by}）：演练里的 {count} 项申报留用，从现在起作数。", ""),
    "drill_wiped": Said(
        "演练到此结束（{by}）：演练里的 {count} 项申报已全部清空，从现在起报的都作数，请重新上报。", ""
    ),
    "drill_usage": Said(
        "没有看懂，没有任何改动。请发 /bureau 演练，或 /bureau 演练 开始、演练 结束 留用、演练 结束 清空。", ""
    ),
    "drill_settled": Said("演练的状态已更新，没有新的改动。请重新打开 /bureau 的“演练”。", ""),
    "drill_too_late": Said(
        "⚠️ 没有开始演练：已有 {count} 项真的申报，会和演练的混在一起，没有任何改动。请在正式报送以前演练，或先撤回。",
        "",
    ),
    "records_page": Said("🧾 记录（新的在前）：", ""),
    "records_of": Said("🧾 记录：{about}（新的在前）", ""),
    "records_line": Said("{at} {who} {act}{told}", ""),
    "records_none": Said("没有记录。", ""),
    "records_how": Said("查一个人、一家单位、一个编号或一天：/bureau 记录 王所长（或 单位名、12、11月5日）", ""),
    "records_unknown": Said(
        "没有叫“{text}”的人、单位、编号或日子，没有任何改动。请写全名，例如 /bureau 记录 11月5日。", ""
    ),
    "records_older": Said("更早", ""),
    "records_export": Said("导出表格", ""),
    "records_told": Said("🧾 记录，共 {count} 条。", ""),
}
