"""What is said at the office's desk."""

from handlers.people.texts import ROLES
from handlers.results import Button, Rows, Values
from handlers.texts import FLAGS, Said, listed, numbered
from scoring.language import Words, both
from scoring.reading import office

ACTS = Words(
    {
        "veto_impose": ("提出一票否决", "proposed a veto"),
        "veto_lift": ("提出解除一票否决", "proposed to lift a veto"),
        "veto_agree": ("会签一票否决", "signed a veto"),
        "veto_decline": ("不同意一票否决", "did not agree to a veto"),
        "veto_withdraw": ("撤销一票否决的提请", "took back the proposal of a veto"),
        "veto_evidence": ("一票否决的佐证", "evidence of a veto"),
        "matter_assign": ("交办", "assigned"),
        "matter_propose": ("提请立项", "proposed a matter"),
        "matter_receive": ("接收移交", "received a matter handed over"),
        "matter_accept": ("同意立项", "accepted a matter"),
        "matter_refuse": ("不予立项", "refused a matter"),
        "matter_progress": ("报进展", "reported progress"),
        "matter_finish": ("报完成", "reported it finished"),
        "matter_recall": ("撤回完成", "took back the finish"),
        "matter_ask": ("申请延期", "asked for a later deadline"),
        "matter_grant": ("同意延期", "granted a later deadline"),
        "matter_deny": ("不同意延期", "denied a later deadline"),
        "matter_verify": ("核查通过", "verified"),
        "matter_amend": ("核查改数", "verified with another value"),
        "matter_return": ("退回整改", "returned it to be mended"),
        "matter_take_back": ("撤销核查决定", "undid a verification"),
        "matter_move": ("改期", "moved the deadline"),
        "matter_withdraw": ("撤项", "withdrew a matter"),
        "matter_settle": ("巩固", "found it settled"),
        "matter_rebound": ("反弹", "noted a relapse"),
        "matter_hand_over": ("移交", "handed it over"),
        "matter_urge": ("催办督办件", "urged a matter"),
        "matters_turn": ("督办件到期", "a matter fell due"),
        "matters_lock": ("锁定时计入台账", "counted into the ledger at the lock"),
        "matter_evidence": ("督办件的佐证", "evidence of a matter"),
        "report": ("申报", "reported"),
        "confirm": ("确认", "confirmed"),
        "amend": ("改为", "amended"),
        "return": ("退回", "returned"),
        "take_back": ("撤销", "undid"),
        "transfer": ("转交", "transferred"),
        "withdraw": ("撤回", "withdrew"),
        "restore": ("恢复", "restored"),
        "appeal": ("提出异议", "objected"),
        "uphold": ("维持", "upheld"),
        "revise": ("改判", "revised"),
        "propose": ("申请更正", "asked for a correction"),
        "sign": ("更正签字", "signed a correction"),
        "correct": ("更正", "corrected"),
        "decline": ("不予更正", "declined a correction"),
        "evidence": ("附佐证", "attached evidence"),
        "evidence_kept": ("佐证存档", "evidence kept"),
        "evidence_refused": ("佐证无效", "evidence not valid"),
        "evidence_not_kept": ("佐证未能存档", "evidence not kept"),
        "nil_return": ("报本月无", "reported none this month"),
        "publish": ("周榜通报", "weekly post"),
        "close_sign": ("定榜初签", "first signature of a closing"),
        "close": ("定榜", "closed"),
        "correction": ("公布更正", "published a correction"),
        "flag_propose": ("提名红黑旗", "proposed a flag"),
        "flag_issue": ("发红黑旗", "issued a flag"),
        "flag_refuse": ("不发红黑旗", "refused a flag"),
        "flag_change": ("改发红黑旗", "changed a flag"),
        "flag_withdraw": ("撤销红黑旗", "withdrew a flag"),
        "settle": ("公示期满", "notice period over"),
        "publication_again": ("重发通报", "publication sent again"),
        "documents": ("通报文件存档", "circulars kept"),
        "week_skipped": ("周榜略过", "weekly post left out"),
        "week_empty": ("本周无榜", "no weekly standings"),
        "week_frozen": ("封榜期间不发周榜", "no weekly post while standings are frozen"),
        "week_withheld": ("按方案不发周榜", "no weekly post, by the rulebook"),
        "overdue": ("逾期未核实报局领导", "overdue reviews told to the leaders"),
        "nudge": ("催办", "urged"),
        "roster": ("改名册", "changed the roster"),
        "rulebook": ("启用竞赛方案", "put a rulebook in force"),
        "schedule": ("改日程", "changed the schedule"),
        "extend": ("延期锁定", "put off the lock"),
        "template": ("通报模板", "template for circulars"),
        "propose_change": ("提出变更", "proposed a change"),
        "decline_change": ("不同意变更", "did not agree to a change"),
        "lapse_change": ("变更失效", "a change lapsed"),
        "group": ("登记工作群", "set the work group"),
        "drill_begin": ("开始演练", "began a rehearsal"),
        "drill_end": ("结束演练", "ended a rehearsal"),
        "migrated": ("工作群迁移", "the work group moved"),
        "theme": ("选图片样式", "chose how pictures look"),
        "prefer": ("选提醒方式或语言", "chose reminders or language"),
        "house": ("首次启动", "first start"),
        "feedback": ("反馈", "feedback"),
        "letter_unknown": ("消息不知是否送达", "not known whether a message arrived"),
        "post_arrived": ("周榜记为发出", "weekly post noted as sent"),
        "post_again": ("周榜重发", "weekly post sent again"),
        "sealed": ("旧版本数据封存", "data of an older version sealed"),
        "evidence_gone": ("佐证到期清理", "evidence cleared, its time was over"),
        "clock_back": ("时钟拨回", "clock set back"),
        "first_code": ("出首位管理员代码", "code for the first admin"),
        "first_code_wrong": ("首位管理员代码试错", "wrong code for the first admin"),
        "first_admin": ("首位管理员绑定", "first admin bound"),
        "invite": ("发邀请", "sent an invite"),
        "invite_open": ("打开邀请", "opened an invite"),
        "invite_ask": ("申请绑定", "asked to be bound"),
        "invite_disown": ("邀请不是本人", "said an invite was not theirs"),
        "invite_refuse": ("绑定不通过", "refused a binding"),
        "admit": ("绑定通过", "admitted"),
        "forget": ("注销", "forgot a person"),
        "replace": ("换人", "replaced a person"),
        "leave": ("离任", "took a person off the roster"),
        "freeze": ("停用", "froze a person"),
        "thaw_ask": ("想恢复", "asked to unfreeze a person"),
        "thaw": ("恢复使用", "unfroze a person"),
        "deputise": ("设代理", "named a deputy"),
        "recall": ("取消代理", "recalled a deputy"),
    }
)
"""What an act of the chain is called; one that is not here is named as the chain names it."""
LACKS = Words(
    {
        "unknown": ("找不到这个群", "this group cannot be found"),
        "outside": ("机器人不在群里", "the bot is not in the group"),
        "may_text": ("不能发文字", "no text can be sent"),
        "may_photo": ("不能发图片", "no pictures can be sent"),
        "may_file": ("不能发文件", "no files can be sent"),
    }
)
"""What the bot lacks in its group."""
CAUTIONS = Words(
    {
        "privacy": (
            "机器人只看得到命令和对它的回复，命令要用英文字母（/rank 看得到，/排名 看不到）；要让群里的“排名”等中文词也管用，请把它设为群管理员",
            "the bot sees only commands and replies to it, and only Latin letters make a command (/rank); make it an admin of the group where Chinese words such as “排名” are to work there, too",
        ),
        "forum": ("群里开了话题，机器人发在“常规”话题", "the group has topics; the bot posts in “General”"),
    }
)
"""What else is to be known of its group."""
PAGES = {
    office.RULES: ("方案", "Rulebook"),
    office.ROSTER: ("名册", "Roster"),
    office.GROUP: ("工作群", "Work group"),
    office.SCHEDULE: ("日程", "Schedule"),
    office.CLOSING: ("定榜", "Closing"),
    office.POSTS: ("通报", "Publications"),
    office.RECORDS: ("记录", "Records"),
    office.DRILL: ("演练", "Rehearsal"),
}
"""What the pages are called, in the order of the front."""
DEADLINES = (("上报截止", "reports due"), ("核实截止", "reviews due"), ("锁定", "lock"))
DAYS = (1, 3, 7)
"""By how many days a lock can be put off by a button."""
RECORD_TITLES = (("时间", "谁", "做了什么", "编号", "内容"), ("When", "Who", "Did what", "No.", "About"))
RECORD_SHEET, ROSTER_SHEET = ("记录", "Records"), ("名册", "Roster")
RECORD_FILE, ROSTER_FILE = ("记录.xlsx", "records.xlsx"), ("名册.xlsx", "roster.xlsx")
THE_BOT = ("机器人", "the bot")


def _lacking(values: Values) -> dict[str, str]:
    return {"lacks": listed(LACKS.get(lack, lack) for lack in values["shut"])}


def _several(values: Values) -> dict[str, str]:
    return {
        "names": listed(values["names"]) + (both("等", " and others") if values["count"] > len(values["names"]) else "")
    }


def _opened(values: Values) -> dict[str, str]:
    return {"told": _several({"names": list(map(numbered, values["open"])), "count": values["count"]})["names"]}


def _offer(values: Values) -> Rows:
    chat = values["chat"]
    choose = Button(both("设为工作群", "Make it the work group"), f"group_choose:{chat}")
    return ((choose, Button(both("退出这个群", "Leave this group"), f"group_leave:{chat}")),)


TEXTS = {
    "menu_bureau": Said("办公室：方案、名册、群、日程", "Office: rulebook, roster, group"),
    "help_bureau": Said(
        "办公室的事发 /bureau：方案、名册、工作群、日程、记录、演练",
        "For the office's work send /bureau: rulebook, roster, work group, schedule, records, rehearsal",
        helps="admin",
    ),
    "desk_title": Said("🗂 <b>{name}</b> 办公室", "🗂 <b>{name}</b> — the office"),
    "desk_ready": Said("没有缺什么，可以照常运行。", "Nothing is missing; all can run as usual."),
    "desk_lacks": Said("还缺（点按钮去办）：", "Still missing (tap a button to see to it):"),
    "desk_back": Said("返回", "Back"),
    "desk_drill": Said(
        "🎭 正在演练：什么都不作数。结束在“演练”里。",
        "🎭 A rehearsal is on: nothing counts. It is ended under “Rehearsal”.",
    ),
    "desk_usage": Said(
        "没有“{text}”这一页，没有任何改动。请发 /bureau，或 /bureau 方案、名册、工作群、日程、定榜、通报、记录、演练。",
        "There is no page “{text}”; nothing has changed. Please send /bureau and tap a page, or /bureau with rulebook, roster, group, schedule, closing, publications, records or rehearsal.",
    ),
    "missing_group": Said(
        "· 没有工作群：把机器人拉进局里的工作群，再点“设为工作群”",
        "· There is no work group: add the bot to the bureau's group, then tap “Make it the work group”",
    ),
    "missing_rights": Said("· 工作群 {title}：{lacks}", "· Work group {title}: {lacks}", _lacking),
    "missing_heads": Said(
        "· {count} 家参赛单位没有负责人：{names}", "· Units without a head, {count}: {names}", _several
    ),
    "missing_reviewers": Said(
        "· {count} 家牵头单位没有核实人：{names}", "· Lead departments without a reviewer, {count}: {names}", _several
    ),
    "missing_number": Said(
        "· {count} 人还没有绑定：{names}。请发邀请单：名册页的“发邀请单”，或 /people 邀请",
        "· Not bound yet, {count}: {names}. Please send invites: “Send invites” on the page of the roster, or /people invite",
        _several,
    ),
    "missing_seen": Said(
        "· {count} 人还没有给机器人发过消息：{names}。请他们发一次 /start",
        "· Have never written to the bot, {count}: {names}. Please ask them to send /start once",
        _several,
    ),
    "missing_blocked": Said(
        "· {count} 人停用了机器人：{names}。请他们重新启用",
        "· Have stopped the bot, {count}: {names}. Please ask them to start it again",
        _several,
    ),
    "missing_unit": Said(
        "· {count} 人的单位不在现行方案里或已退出：{names}。以前周期的事仍可办；办完后请取名册，改写他们的单位或删去这些行",
        "· Of a unit that has left or is not in the rulebook in force, {count}: {names}. They can still see to earlier periods; after that please fetch the roster and change their unit or delete those rows",
        _several,
    ),
    "missing_signer": Said(
        "· 没有第二个管理员或局领导：有确认数据的变更要两人会签，请在名册里加上",
        "· There is no second admin or leader: a change that touches confirmed data needs two signatures, so please add one to the roster",
    ),
    "missing_signer_bound": Said(
        "· 第二个管理员或局领导在名册里，还没有绑定：{names}。有确认数据的变更要两人会签，请先把邀请单给他们",
        "· The second admin or leader is on the roster and not bound yet: {names}. A change that touches confirmed data needs two signatures, so please give them their invites first",
        _several,
    ),
    "missing_rulebook": Said(
        "· {year} 年还没有竞赛方案，那一年的数一律不收：把新方案（.toml）发到这里，从 {year} 年 1 月起启用",
        "· {year} has no rulebook yet, so nothing is accepted for it: send the new rulebook (.toml) here and put it in force from January {year}",
    ),
    "missing_closing": Said("· 待定榜：{periods}", "· To be closed: {periods}"),
    "missing_settled": Said(
        "· {period}公示期满，结果暂不生效，还有没处理的异议或更正：{told}。卡片在要处理的人的私聊里",
        "· {period}: the notice period is over and the result is not final yet; open objections or corrections: {told}. The cards are in the private chats of whoever decides",
        _opened,
    ),
    "missing_flags": Said(
        "· 还有 {count} 面红黑旗等局领导决定：{named}",
        "· {count} red or black flags wait for a leader to decide: {named}",
        lambda v: {"named": listed(f"{unit} {FLAGS[colour]}" for unit, colour in v["flags"])},
    ),
    "missing_signature": Said(
        "· {count} 项变更等着会签，卡片在会签人的私聊里",
        "· Changes that wait for a second signature: {count}; the cards are in the signers' private chats",
    ),
    "rules_page": Said(
        "📐 现行方案：{name}（{fingerprint}），自 {day} 起", "📐 Rulebook in force: {name} ({fingerprint}), from {day}"
    ),
    "rules_later": Said("{day} 起换为 {fingerprint}", "From {day}: {fingerprint}"),
    "rules_how": Said(
        "换方案：把改好的 .toml 文件发到这里。先核对，列出变化和谁的名次会动，您选了周期才生效；有确认数据的周期还要第二人会签。自己的通报模板（.docx，文件名里要有“模板”）也发到这里。",
        "To change the rulebook send the edited .toml file here. It is checked first, and you see what changes and whose place would move; it comes into force only when you choose a period, and where a period has confirmed data a second person signs too. A template of your own for circulars (.docx, with “template” in its file name) is sent here as well.",
    ),
    "rules_current": Said("取现行方案", "Fetch the rulebook"),
    "rules_sample": Said("取示例", "Fetch a sample"),
    "roster_page": Said("👥 名册：", "👥 Roster: "),
    "roster_role": Said("{role} {count} 行", "{role}: {count}", lambda v: {"role": ROLES[v["role"]]}),
    "roster_how": Said(
        "加一个人：/people。改许多人：点“取名册”，在表里增删改，再把文件发回来（文件名里要有“名册”）。先列出谁进、谁出、谁变，您确认后才生效。",
        "To add one person: /people. To change many: tap “Fetch the roster”, edit the table and send the file back (with “roster” in its file name). You first see who joins, who leaves and who changes; it comes into force only when you confirm.",
    ),
    "roster_fetch": Said("取名册", "Fetch the roster"),
    "roster_told": Said(
        "📄 现在的名册，共 {count} 行。改好后原样发回给我（私聊）：先核对，您确认后才生效。",
        "📄 The roster as it is, rows: {count}. Edit it and send it back to me (in our private chat): it is checked first and comes into force only when you confirm.",
    ),
    "roster_plan": Said("👥 名册还没有改动。按这份表：", "👥 The roster has not changed yet. By this table:"),
    "roster_joining": Said("➕ {line}", "➕ {line}"),
    "roster_leaving": Said("➖ {line}（停用）", "➖ {line} (leaves)"),
    "roster_changing": Said("✏️ {line}", "✏️ {line}"),
    "roster_more": Said("……另有 {count} 处", "… and {count} more"),
    "roster_pick": Said(
        "",
        "",
        open="全部生效，或者什么都不改。回复本条：确认",
        open_en="Put all of it in force, or change nothing. Reply to this: confirm",
    ),
    "roster_over": Said("👥 名册的一份改动", "👥 A change of the roster"),
    "roster_not": Said("取消", "Cancel"),
    "roster_all": Said("✅ 全部生效", "✅ Put all in force"),
    "roster_all_as": Said("✅ 全部生效，我是{name}", "✅ In force, I am {name}"),
    "roster_all_inviting": Said("✅ 全部生效，并发邀请单", "✅ In force, with invites"),
    "roster_all_inviting_as": Said("✅ 全部生效，并发邀请单，我是{name}", "✅ With invites, I am {name}"),
    "roster_all_only": Said("✅ 先不发邀请单，只生效", "✅ Without invites, in force"),
    "roster_all_only_as": Said("✅ 先不发邀请单，只生效，我是{name}", "✅ Without invites, I am {name}"),
    "roster_self": Said(
        "表里没有您的数字编号：请点您是哪一位管理员，您的编号就记在那一行。",
        "The table does not hold your numeric id: please tap which of the admins you are, and your id is noted on that row.",
    ),
    "roster_who": Said(
        "⚠️ 没有受理：表里有几位管理员，不知道您是哪一位，名册没有任何改动。请点上面带您姓名的按钮。",
        "⚠️ Not accepted: the table has several admins and I do not know which one you are; the roster has not changed. Please tap the button above with your name.",
    ),
    "roster_faulty": Said(
        "⚠️ 没有受理：{name} 有 {count} 处要改，名册没有任何改动。请改好后重新发来：",
        "⚠️ Not accepted: {name}, places to mend: {count}; the roster has not changed. Please mend them and send it again:",
    ),
    "roster_same": Said("名册本来就是这样，没有任何改动。", "The roster is like this already; nothing has changed."),
    "roster_without_you": Said(
        "⚠️ 没有受理：按这份表您就不是管理员了，没有任何改动。请保留自己的一行，写上您的数字编号 {id}（要交接，由继任的管理员来改）。",
        "⚠️ Not accepted: by this table you would no longer be an admin; nothing has changed. Please keep your own row with your numeric id {id} (to hand over, let the next admin change it).",
    ),
    "roster_outrun": Said(
        "⚠️ 没有受理：您看过以后名册又有变动，没有任何改动。请重新取名册再改。",
        "⚠️ Not accepted: the roster has changed since you looked; nothing has changed now. Please fetch the roster again and edit that.",
    ),
    "roster_taken": Said(
        "✅ 名册已生效：新增 {added} 行，原有 {kept} 行，停用 {removed} 行。",
        "✅ The roster is in force. Rows added: {added}, kept: {kept}, removed: {removed}.",
    ),
    "group_page": Said("💬 工作群：{title}（{group}）", "💬 Work group: {title} ({group})"),
    "group_page_none": Said("💬 还没有工作群。", "💬 There is no work group yet."),
    "group_fine": Said("能发文字、图片和文件。", "The bot can send text, pictures and files."),
    "group_not": Said(
        "⚠️ {lacks}。请在群的权限里放开，或把机器人设为群管理员。",
        "⚠️ {lacks}. Please allow it in the rights of the group, or make the bot an admin of it.",
        _lacking,
    ),
    "group_caution": Said(
        "提醒：{caution}。", "Note: {caution}.", lambda v: {"caution": CAUTIONS.get(v["caution"]) or v["caution"]}
    ),
    "group_looking": Said(
        "正在查看机器人在群里的权限，过一会儿再点“工作群”。",
        "I am looking up what the bot may do in the group; please tap “Work group” again in a moment.",
    ),
    "group_how": Said(
        "换工作群：把机器人拉进那个群，点私聊里的“设为工作群”；或发 /bureau 工作群 群编号。",
        "To change the work group: add the bot to the other group and tap “Make it the work group” in private; or send /bureau group and the group's number.",
    ),
    "group_offer": Said(
        "💬 机器人被拉进了“{title}”（{chat}）",
        "💬 The bot was added to “{title}” ({chat})",
        None,
        _offer,
        open="。要设为本局的工作群吗？现在什么都没有改动。",
        open_en=". Make it the work group of this bureau? Nothing has changed yet.",
    ),
    "group_not_in": Said(
        "⚠️ 没有受理：机器人不在这个群里，没有任何改动。请把它拉进去（在群里的，先移出再拉），再点私聊里的“设为工作群”。",
        "⚠️ Not accepted: the bot is not in this group; nothing has changed. Please add it (where it is in, remove it first and add it again), then tap “Make it the work group” in private.",
    ),
    "group_number": Said(
        "⚠️ 没有受理：“{text}”不是群编号，没有任何改动。群编号是负的，例如 -1001234567890；不知道就请把机器人拉进群，点私聊里的“设为工作群”。",
        "⚠️ Not accepted: “{text}” is no number of a group; nothing has changed. It is negative, as in -1001234567890. If you do not know it, please add the bot to the group and tap “Make it the work group”.",
    ),
    "group_left": Said(
        "您好，本机器人只为一个局的工作群服务，不打扰大家，现在退出。有需要请联系局办公室。",
        "Hello, this bot serves the work group of one bureau only. It leaves now so as not to disturb you. If you need it, please ask the office.",
    ),
    "group_set": Said(
        "✅ 工作群已设为 {chat}：周榜和群里的回执发到那里。权限正在查看，少了什么会告诉您。",
        "✅ The work group is {chat} now: weekly posts and receipts of the group go there. I am looking up what the bot may do there and tell you if anything is missing.",
    ),
    "group_chosen": Said("已设为工作群。", "It is the work group now."),
    "group_gone": Said("好的，正在退出。", "All right, I am leaving."),
    "group_same": Said("这就是现在的工作群，没有任何改动。", "This is the work group already; nothing has changed."),
    "group_lacks": Said(
        "🔧 工作群 {title}：{lacks}。周榜和回执可能发不出去，请在群的权限里放开，或把机器人设为群管理员。",
        "🔧 Work group {title}: {lacks}. Weekly posts and receipts may not get out; please allow it in the rights of the group, or make the bot an admin of it.",
        _lacking,
    ),
    "group_whole": Said(
        "🔧 工作群 {title} 恢复正常：文字、图片和文件都能发。",
        "🔧 Work group {title} works again: text, pictures and files can all be sent.",
    ),
    "schedule_month": Said("{period}：{dates}", "{period}: {dates}"),
    "schedule_page": Said("📅 日程（已按休息日顺延）：", "📅 Schedule (moved past rest days already):"),
    "schedule_post": Said("下一次周榜 {at}", "Next weekly post {at}"),
    "schedule_no_post": Said("不发周榜", "No weekly posts"),
    "schedule_quiet": Said("免打扰 {quiet}，汇总 {hours}", "Quiet {quiet}, digests at {hours}"),
    "schedule_amended": Said("已改：{period}起 {line}", "Changed: from {period} {line}"),
    "schedule_extended": Said("已改：{period}延期 {line}", "Changed: {period} put off {line}"),
    "schedule_how": Said(
        "改日程，发（先列出新的日子，您选了从哪个周期起才生效）：\n/bureau 上报截止 +4天 17:00\n/bureau 核实截止 +5天 17:00\n/bureau 锁定 +6天 12:00\n/bureau 周榜 周一 09:00\n/bureau 免打扰 20:30-08:30\n/bureau 汇总 09:00、15:00",
        "To change the schedule send a line such as (you first see the new days; it comes into force only when you choose from which period):\n/bureau reports +4d 17:00\n/bureau reviews +5d 17:00\n/bureau lock +6d 12:00\n/bureau weekly mon 09:00\n/bureau quiet 20:30-08:30\n/bureau digests 09:00 15:00",
    ),
    "schedule_extend": Said("{period} 锁定延 {count} 天", "{period}: lock +{count}d"),
    "closing_page": Said(
        "📋 待定榜：{periods}。定榜要两个人看到同样的结果，先签的是管理员。",
        "📋 To be closed: {periods}. Closing takes two people who see the same results; an admin signs first.",
    ),
    "closing_page_none": Said(
        "📋 没有等着定榜的周期。锁定以后会把待定榜的卡片发给管理员。",
        "📋 No period waits to be closed. After the lock the cards for closing go to the admins.",
    ),
    "closing_cards": Said("出待定榜卡片", "Send cards for closing"),
    "posts_page": Said(
        "📣 通报（新的在前）。核对一份：回复群里的通报，发“核对”。",
        "📣 Publications (newest first). To check one: reply to it in the group with “check”.",
    ),
    "posts_line": Said("{at} {what}（{act}） 存证码 {seal}", "{at} {what} ({act}) Seal {seal}"),
    "posts_again": Said("重发", "Send again"),
    "posts_none": Said("还没有发过通报。", "Nothing has been published yet."),
    "drill_page": Said(
        "🎭 演练：照真的报、核实、看榜，每条消息和图片都标【演练】，不定榜，什么都不作数；结束时您选留用还是清空。名册、方案、日程、工作群的改动是真的。只能在正式报送以前做。",
        "🎭 Rehearsal: report, review and look at standings as in earnest. Every message and picture is marked [Rehearsal], nothing is closed and nothing counts; at its end you choose to keep or wipe what was reported. Changes of roster, rulebook, schedule and work group are real. Only before reporting in earnest begins.",
    ),
    "drill_on": Said(
        "🎭 正在演练，自 {at} 起（{by}），已有 {count} 项申报。",
        "🎭 A rehearsal has been on since {at} ({by}); submissions so far: {count}.",
    ),
    "drill_asks": Said(
        "结束演练：这 {count} 项申报，留用还是清空？留用的从此作数，清空的全部撤回、不能恢复。不按就继续演练。",
        "End the rehearsal: keep or wipe its submissions ({count})? What is kept counts from then on; what is wiped is withdrawn and cannot be brought back. Tap nothing and the rehearsal goes on.",
    ),
    "drill_begin": Said("开始演练", "Begin the rehearsal"),
    "drill_to_end": Said("结束演练", "End the rehearsal"),
    "drill_keep": Said("结束，留用", "End it, keep all"),
    "drill_wipe": Said("结束，清空", "End it, wipe all"),
    "drill_begun": Said(
        "现在开始演练（{by}）：照真的报、核实、看榜，标【演练】的都不作数，直到结束。",
        "The rehearsal begins now ({by}): report, review and look at standings as in earnest; what is marked [Rehearsal] does not count until it ends.",
    ),
    "drill_kept": Said(
        "演练到此结束（{by}）：演练里的 {count} 项申报留用，从现在起作数。",
        "The rehearsal ends here ({by}): its submissions ({count}) are kept and count from now on.",
    ),
    "drill_wiped": Said(
        "演练到此结束（{by}）：演练里的 {count} 项申报已全部清空，从现在起报的都作数，请重新上报。",
        "The rehearsal ends here ({by}): its submissions ({count}) have been wiped; what is reported from now on counts, so please report again.",
    ),
    "drill_usage": Said(
        "没有看懂，没有任何改动。请发 /bureau 演练，或 /bureau 演练 开始、演练 结束 留用、演练 结束 清空。",
        "I did not understand; nothing has changed. Please send /bureau rehearsal and tap, or /bureau rehearsal begin, /bureau rehearsal end keep, /bureau rehearsal end wipe.",
    ),
    "drill_settled": Said(
        "演练的状态已更新，没有新的改动。请重新打开 /bureau 的“演练”。",
        "The rehearsal has moved on since; nothing has changed now. Please open /bureau and “Rehearsal” again.",
    ),
    "drill_too_late": Said(
        "⚠️ 没有开始演练：已有 {count} 项真的申报，会和演练的混在一起，没有任何改动。请在正式报送以前演练，或先撤回。",
        "⚠️ The rehearsal has not begun: real submissions are there already ({count}) and would get mixed up with it; nothing has changed. Please rehearse before reporting in earnest, or withdraw them.",
    ),
    "records_page": Said("🧾 记录（新的在前）：", "🧾 Records (newest first):"),
    "records_of": Said("🧾 记录：{about}（新的在前）", "🧾 Records: {about} (newest first)"),
    "records_line": Said("{at} {who} {act}{told}", "{at} {who} {act}{told}"),
    "records_none": Said("没有记录。", "There are no records."),
    "records_how": Said(
        "查一个人、一家单位、一个编号或一天：/bureau 记录 王所长（或 单位名、12、11月5日）",
        "For one person, unit, number or day: /bureau records NAME (of a person or a unit, or 12, or 11-05)",
    ),
    "records_unknown": Said(
        "没有叫“{text}”的人、单位、编号或日子，没有任何改动。请写全名，例如 /bureau 记录 11月5日。",
        "There is no person, unit, number or day “{text}”; nothing has changed. Please write the full name, for example /bureau records 11-05.",
    ),
    "records_older": Said("更早", "Older"),
    "records_export": Said("导出表格", "Export a table"),
    "records_told": Said("🧾 记录，共 {count} 条。", "🧾 Records, {count} in all."),
}
