"""What is said about getting in."""

from handlers.people.texts import told_roles
from handlers.results import Values
from handlers.texts import Said, day
from scoring.language import both


def _who(values: Values) -> dict[str, str]:
    return {"who": told_roles(values)}


def _days(values: Values) -> dict[str, str]:
    roles = {"who": told_roles(values)} if "roles" in values else {}
    return {**roles, **{name: day(values[name], values.get("year")) for name in ("first", "last")}}


def _deputised(values: Values) -> dict[str, str]:
    return {**_days(values), "still": both(*(FROZEN if values["frozen"] else FREE))}


FROZEN, FREE = ("现在停用着", "is frozen now"), ("照常可用", "can act as before")
FONT = "仿宋"
CARD_STEPS = (
    (
        "1　在手机上打开 Telegram，扫左边的码，点“开始”。",
        "1  Open Telegram on your phone, scan the code and tap “Start”.",
    ),
    (
        "2　点“是我，申请绑定”，把屏幕上的四位核对码报给局办公室。",
        "2  Tap “It is me, bind me” and tell the office the four digits of the check code.",
    ),
    ("3　办公室通过后即可使用。", "3  Once the office has admitted you, you can begin."),
)
CARD_UNTIL = ("仅限本人，只能用一次，有效至 {until}。", "For this person only, once, good until {until}.")
TEXTS = {
    "menu_start": Said("开始", "Start"),
    "first_admin": Said(
        "✅ 您已成为第一个管理员。接下来：发 /bureau ，还缺什么它一件一件告诉您：群、名册、邀请单；发 /people 看名册、加人。看看能做什么：/help",
        "✅ You are the first admin now. Next: send /bureau: it says what is missing, one thing after the other: the group, the roster, invites; /people shows the roster and adds people. What you can do: /help",
    ),
    "first_code_wrong": Said(
        "⚠️ 没有受理：首位管理员的代码不对，没有任何改动，还可以试 {left} 次。试完请重新启动程序换新代码。",
        "⚠️ Not accepted: that is not the code of the first admin; nothing has changed. You can try {left} more times; after that please start the program again for a new code.",
    ),
    "first_code_over": Said(
        "⚠️ 没有受理：首位管理员的代码已过期，没有任何改动。请重新启动程序，控制台会显示新代码。",
        "⚠️ Not accepted: the code of the first admin has expired; nothing has changed. Please start the program again: the console shows a new one.",
    ),
    "invite_private": Said(
        "⚠️ 没有受理：邀请只能在私聊里用，没有任何改动。请点我的头像，在私聊里打开邀请链接。",
        "⚠️ Not accepted: an invite works in private only; nothing has changed. Please tap my picture and open the link of the invite in our private chat.",
    ),
    "invite_unknown": Said(
        "⚠️ 没有受理：这个邀请不能用，没有绑定。请向局办公室要一张新的邀请单。",
        "⚠️ Not accepted: this invite cannot be used; you are not bound. Please ask the office for a new one.",
    ),
    "invite_used": Said(
        "⚠️ 没有受理：这个邀请已经用过，没有绑定。不是您本人用的，请马上告诉局办公室，并要一张新的邀请单。",
        "⚠️ Not accepted: this invite has been used; you are not bound. If it was not you, please tell the office at once and ask for a new one.",
    ),
    "invite_over": Said(
        "⚠️ 没有受理：这个邀请已过期，没有绑定。请向局办公室要一张新的邀请单。",
        "⚠️ Not accepted: this invite has expired; you are not bound. Please ask the office for a new one.",
    ),
    "invite_void": Said(
        "⚠️ 没有受理：名册已有变动，这个邀请不再有效，没有绑定。请联系局办公室。",
        "⚠️ Not accepted: the roster has changed and this invite is no longer good; you are not bound. Please ask the office.",
    ),
    "invite_other_name": Said(
        "⚠️ 没有受理：这个账号已用另一个姓名登记在名册上，没有绑定。请换本人账号，或联系局办公室更正。",
        "⚠️ Not accepted: this account is on the roster under another name; you are not bound. Please use your own account, or ask the office to correct it.",
    ),
    "invite_settled": Said(
        "这个邀请已经办完，没有新的改动。有疑问请联系局办公室。",
        "This invite has been dealt with; nothing has changed now. If in doubt, please ask the office.",
    ),
    "invite_none": Said(
        "没有等您答复的邀请，没有任何改动。要邀请单请联系局办公室。",
        "No invite waits for your answer; nothing has changed. For an invite please ask the office.",
    ),
    "invite_shown": Said(
        "您好，我是擂台助手，帮您上报、核实、查排名。邀请对应：{name}（{who}）。\n核对码 {check}，请告诉局办公室，管理员通过后即可使用。\n是本人请点“是我”，或回复：是我 ／ 不是我",
        "Hello, I am Leitai: I help you report, review and look up standings. This invite is for: {name} ({who}).\nCheck code {check}: please tell it to the office; once an admin has admitted you, you can begin.\nIf that is you, please tap “It is me”, or reply: it is me / not me",
        _who,
    ),
    "invite_mine": Said("是我，申请绑定", "It is me, bind me"),
    "invite_not_mine": Said("不是我", "It is not me"),
    "invite_asked": Said(
        "已申请绑定，还不能使用。请把核对码 {check} 告诉局办公室，管理员通过后会通知您。",
        "You have asked to be bound and cannot use me yet. Please tell the office the check code {check}; you hear from me once an admin has admitted you.",
    ),
    "invite_asked_before": Said(
        "已经申请过了，没有新的改动。请把核对码 {check} 告诉局办公室，等管理员通过。",
        "You have asked already; nothing has changed now. Please tell the office the check code {check} and wait for an admin.",
    ),
    "invite_no_admin": Said(
        "⚠️ 还没有申请：名册上还没有管理员可以通过。请联系局办公室，稍后再点“是我”。",
        "⚠️ Not asked yet: there is no admin on the roster who could admit you. Please ask the office and tap “It is me” again later.",
    ),
    "invite_disowned": Said(
        "好的，这个邀请已作废，没有绑定。已告诉局办公室。",
        "All right, this invite is void and nobody is bound. The office has been told.",
    ),
    "invite_disowned_admin": Said(
        "⚠️ {name} 的邀请被别人打开，已作废，没有绑定。请给本人发新的邀请单：/people 邀请 {name}",
        "⚠️ The invite of {name} was opened by somebody else; it is void and nobody is bound. Please send them a new one: /people invite {name}",
    ),
    "invite_asks": Said(
        "👤 有人申请绑定：{name}（{who}），核对码 {check}。",
        "👤 Somebody asks to be bound: {name} ({who}), check code {check}.",
        _who,
        open="\n只有本人当面或电话报出同样的核对码，才点“通过”；对不上请点“不通过”。\n回复本条：通过 ／ 不通过",
        open_en="\nTap “Admit” only where they tell you the same code themselves, face to face or by telephone; else please tap “Refuse”.\nReply to this: confirm / refuse",
    ),
    "invite_account": Said("看看是谁的账号", "See whose account it is"),
    "invite_admit": Said("通过", "Admit"),
    "invite_refuse": Said("不通过", "Refuse"),
    "invite_yourself": Said(
        "🔒 自己的绑定请另一名管理员来通过，没有任何改动。",
        "🔒 Another admin must admit you; nothing has changed. Please ask one of them.",
    ),
    "invite_admitted": Said(
        "✅ {name}，您好，管理员已通过。名册身份：{who}。看看能做什么：/help；待办：/pending",
        "✅ Hello {name}, an admin has admitted you. On the roster you are: {who}. What you can do: /help; what there is to do: /pending",
        _who,
    ),
    "invite_admitted_admin": Said(
        "✅ {by} 已通过 {name} 的绑定（{who}）。", "✅ {by} has admitted {name} ({who}).", _who
    ),
    "invite_refused": Said(
        "⚠️ 管理员没有通过，没有绑定。请联系局办公室，需要时要一张新的邀请单。",
        "⚠️ The admin has not admitted you; you are not bound. Please ask the office, and for a new invite where you need one.",
    ),
    "invite_refused_admin": Said(
        "{by} 没有通过 {name} 的绑定，没有绑定。需要时发新的邀请单：/people 邀请 {name}",
        "{by} has not admitted {name}; nobody is bound. Where it is needed, send a new invite: /people invite {name}",
    ),
    "invite_file": Said("邀请单.docx", "invites.docx"),
    "invite_sheet": Said(
        "📄 邀请单：{count} 人，一人一张，请打印、裁开、交给本人。有效至 {until}，各用一次；同一人早先的邀请作废。",
        "📄 Invites ({count}), one card each: please print, cut and hand them out in person. Good until {until}, once each; earlier invites of the same people are void.",
    ),
    "invite_sheet_unsent": Said(
        "⚠️ 邀请单的文件没有发出来。请再发一次：/people 邀请 全部",
        "⚠️ The file of invites did not get out. Please send again: /people invite all",
    ),
    "invite_sheet_lost": Said(
        "⚠️ 邀请单没有做成：程序重新启动过，邀请码只在内存里。请再发一次：/people 邀请 全部",
        "⚠️ The invites were not made: the program was started again, and their codes are in memory only. Please send again: /people invite all",
    ),
    "invite_waiting": Said(
        "已打开邀请、等管理员通过的，不重发：{names}",
        "Have opened theirs and wait for an admin, so not sent again: {names}",
    ),
    "invite_not_named": Said(
        "⚠️ 没有发邀请：名册上没有叫这个名字、还没绑定的人：{names}。没有任何改动，请核对姓名。",
        "⚠️ No invites were sent: nobody on the roster without an id has this name: {names}. Nothing has changed; please check the name.",
    ),
    "invite_sheet_before": Said(
        "没有新的邀请要发：还没绑定的人都有有效的邀请。要作废重发：/people 邀请 全部，或 /people 邀请 姓名",
        "There are no new invites to send: all who are not bound have a good one. To void and renew them: /people invite all, or /people invite NAME",
    ),
    "invite_nobody": Said(
        "没有要邀请的人：名册上的人都已绑定。加人：/people 加人 单位 身份 姓名",
        "There is nobody to invite: all on the roster are bound. To add somebody: /people add UNIT ROLE NAME",
    ),
    "people_list": Said("👥 名册：{count} 人可以使用。", "👥 Roster. People who can use the bot: {count}."),
    "people_missing": Said("还没绑定、也没发邀请的 {count} 人：", "Not bound and without an invite, {count}:"),
    "people_invited": Said("已发邀请、还没绑定的 {count} 人：", "With an invite and not bound yet, {count}:"),
    "people_one": Said("· {name}（{who}）", "· {name} ({who})", _who),
    "people_more": Said("……另有 {count} 人", "… and {count} more"),
    "people_waiting": Said("⏳ 等您通过：{names}", "⏳ Wait for you to admit them: {names}"),
    "people_how": Said(
        "加人：/people 加人 单位 身份 姓名（如 /people 加人 东湖所 负责人 王五）\n发邀请单：/people 邀请，或 /people 邀请 姓名\n换人：/people 换人 原来的人 接替的人\n代理：/people 代理 谁 由谁 11-20 11-30，取消代理 谁\n停用、恢复、离任：/people 停用 姓名\n同名的写 单位/姓名 或数字编号",
        "Add: /people add UNIT ROLE NAME (roles: head, reviewer; leader and admin without a unit)\nInvite: /people invite, or /people invite NAME\nReplace: /people replace OLD NEW\nDeputy: /people deputy WHO BY 11-20 11-30; to end it: /people recall WHO\nFreeze: /people freeze NAME; unfreeze: /people unfreeze NAME; take off: /people remove NAME\nWhere two share a name write UNIT/NAME or the numeric id",
    ),
    "people_invite": Said("发邀请单", "Send invites"),
    "people_ask_again": Said("看等通过的", "See who waits"),
    "people_none_wait": Said("现在没有人等您通过。", "Nobody waits for you to admit them."),
    "people_usage": Said(
        "⚠️ 没有看懂，没有任何改动。看名册和写法：/people",
        "⚠️ I did not understand; nothing has changed. The roster and how to write: /people",
    ),
    "people_same": Said(
        "{name} 已经有这个身份，没有任何改动。看名册：/people",
        "{name} has this role already; nothing has changed. The roster: /people",
    ),
    "people_two_names": Said(
        "⚠️ 编号 {id} 已登记为 {name}，一个编号只能是一个人，没有任何改动。请核对编号。",
        "⚠️ The id {id} stands with {name} already and can be one person only; nothing has changed. Please check the id.",
    ),
    "people_add_usage": Said(
        "⚠️ 没有加人，没有任何改动。请写：/people 加人 单位 身份 姓名（身份：负责人、核实人；局领导和管理员不写单位）",
        "⚠️ Nobody was added; nothing has changed. Please write: /people add UNIT ROLE NAME (roles: head, reviewer; leader and admin need no unit)",
    ),
    "people_add_unit": Said(
        "⚠️ 没有加人，没有任何改动。负责人和核实人要写单位：/people 加人 单位 身份 姓名",
        "⚠️ Nobody was added; nothing has changed. A head or a reviewer needs a unit, please write: /people add UNIT ROLE NAME",
    ),
    "people_add_no_unit": Said(
        "⚠️ 没有加人，没有任何改动。局领导和管理员不写单位：/people 加人 身份 姓名",
        "⚠️ Nobody was added; nothing has changed. A leader or an admin has no unit, please write: /people add ROLE NAME",
    ),
    "people_unit_unknown": Said(
        "⚠️ 没有叫“{text}”的单位，没有任何改动。请用方案里的名称、简称或英文名。看规则：/rules",
        "⚠️ There is no unit “{text}”; nothing has changed. Please use its name, short name or English name in the rulebook. The rules: /rules",
    ),
    "people_number": Said(
        "⚠️ “{text}”不是数字编号，没有任何改动。请让本人发 /start 查看，或不写编号，由机器人发邀请。",
        "⚠️ “{text}” is no numeric id; nothing has changed. Please let the person send /start to see it, or leave it out and let the bot invite them.",
    ),
    "people_added": Said("✅ 已加入名册：{name}（{who}）。", "✅ Added to the roster: {name} ({who}).", _who),
    "menu_people": Said("名册和邀请", "Roster and invites"),
    "help_people": Said("名册、加人、邀请 /people", "Roster, adding people, invites /people", helps="admin"),
    "people_frozen_told": Said("⛔ 已停用：{names}", "⛔ Frozen: {names}"),
    "people_deputy_told": Said(
        "🔁 {mine} 代理 {name}：{first}至{last}", "🔁 {mine} is deputy of {name}: {first} to {last}", _days
    ),
    "people_one_name": Said(
        "⚠️ 没有看懂，没有任何改动。请只写一个人，如 /people 停用 王所长",
        "⚠️ I did not understand; nothing has changed. Please name one person only: /people freeze NAME",
    ),
    "people_unknown": Said(
        "⚠️ 名册上没有“{name}”，没有任何改动。看名册：/people",
        "⚠️ There is no “{name}” on the roster; nothing has changed. The roster: /people",
    ),
    "people_several": Said(
        "⚠️ 名册上有几位“{name}”，没有任何改动。请写 单位/姓名，或数字编号。",
        "⚠️ There are several “{name}” on the roster; nothing has changed. Please write UNIT/NAME, or the numeric id.",
    ),
    "people_yourself": Said(
        "🔒 自己的身份请另一名管理员来改，没有任何改动。只有一名管理员时，先加一名：/people 加人 管理员 姓名",
        "🔒 Another admin must change your own role; nothing has changed. If you are the only admin, first add one: /people add admin NAME",
    ),
    "people_replace_usage": Said(
        "⚠️ 没有换人，没有任何改动。请写：/people 换人 原来的人 接替的人",
        "⚠️ Nobody was replaced; nothing has changed. Please write: /people replace OLD NEW",
    ),
    "people_replaced": Said(
        "✅ {mine} 接替 {name}（{who}）：以后由 {mine} 办，等着办的一并转去。{name} 办过的事仍记在其名下。",
        "✅ {mine} takes over from {name} ({who}): from now on {mine} sees to it, and what waits moves along. What {name} did stays in their name.",
        _who,
    ),
    "people_gone": Said(
        "✅ {name} 已离任（{who}）：从现在起没有权限，办过的事仍记在其名下，等着办的转给其他人。",
        "✅ {name} is off the roster ({who}): no rights from now on; what they did stays in their name, and what waits goes to others.",
        _who,
    ),
    "person_gone": Said(
        "{name}，您好：局办公室已更新名册，您原来的身份到此为止。谢谢您的工作，有疑问请联系局办公室。",
        "Hello {name}, the office has changed the roster and your former role ends here. Thank you for your work; if in doubt, please ask the office.",
    ),
    "people_frozen": Said(
        "⛔ {by} 已停用 {name}，立即生效。恢复要两名管理员：/people 恢复 {name}",
        "⛔ {by} has frozen {name}, at once. To unfreeze takes two admins: /people unfreeze {name}",
    ),
    "people_frozen_before": Said(
        "{name} 已经停用，没有新的改动。恢复：/people 恢复 {name}",
        "{name} is frozen already; nothing has changed now. To unfreeze: /people unfreeze {name}",
    ),
    "person_frozen_now": Said(
        "⛔ 局办公室已停用您的使用，立即生效。有疑问请联系局办公室。",
        "⛔ The office has stopped your use, at once. If in doubt, please ask the office.",
    ),
    "people_not_frozen": Said(
        "{name} 没有停用，没有任何改动。看名册：/people",
        "{name} is not frozen; nothing has changed. The roster: /people",
    ),
    "people_thaw_alone": Said(
        "🔒 {name} 还没有恢复：恢复要两名管理员，请另一名管理员发 /people 恢复 {name}。没有任何改动。",
        "🔒 {name} is still frozen: to unfreeze takes two admins, so please let another one send /people unfreeze {name}. Nothing has changed.",
    ),
    "people_thaw_nobody": Said(
        "⚠️ 没有受理：恢复要两名管理员，名册上现在没有另一名可用的。{name} 还没有恢复，没有任何改动。请先在名册里加上一名管理员。",
        "⚠️ Not accepted: to unfreeze takes two admins, and the roster has no other one who can act. {name} is still frozen; nothing has changed. Please add an admin to the roster first.",
    ),
    "people_thaw_asked": Said(
        "已记下，{name} 还没有恢复：已请另一名管理员同意。",
        "Noted, {name} is still frozen: another admin has been asked to agree.",
    ),
    "thaw_asks": Said(
        "⛔ {by} 想恢复 {name}（{who}）",
        "⛔ {by} wants to unfreeze {name} ({who})",
        _who,
        open="。同意请点“恢复”，或发 /people 恢复 {name}",
        open_en=". If you agree please tap “Unfreeze”, or send /people unfreeze {name}",
    ),
    "thaw_agree": Said("恢复", "Unfreeze"),
    "people_back": Said("✅ {name} 已恢复（第二名管理员：{by}）。", "✅ {name} can act again (second admin: {by})."),
    "person_back": Said(
        "✅ 您的使用已恢复。待办：/pending", "✅ You can use the bot again. What there is to do: /pending"
    ),
    "people_deputise_usage": Said(
        "⚠️ 没有设代理，没有任何改动。请写：/people 代理 谁 由谁 从哪天 到哪天，如 /people 代理 王所长 赵副所长 11-20 11-30",
        "⚠️ No deputy was named; nothing has changed. Please write: /people deputy WHO BY FIRST-DAY LAST-DAY, with days such as 11-20 11-30",
    ),
    "people_days": Said(
        "⚠️ 没有设代理，没有任何改动。日期请写成 11-20 或 2026-11-20，先从后到，到的那天不能已经过去。",
        "⚠️ No deputy was named; nothing has changed. Please write days as 11-20 or 2026-11-20, the first before the last, which must not be over.",
    ),
    "people_deputised": Said(
        "✅ {mine} 从 {first} 到 {last} 代理 {name}，含首尾两天；{name} {still}。取消：/people 取消代理 {name}",
        "✅ {mine} is deputy of {name} from {first} to {last}, both days included; {name} {still}. To end it: /people recall {name}",
        _deputised,
    ),
    "person_deputy": Said(
        "🔁 从 {first} 到 {last}，您代理 {name}（{who}）。",
        "🔁 From {first} to {last} you are deputy of {name} ({who}).",
        _days,
    ),
    "people_no_deputy": Said(
        "{name} 没有代理，没有任何改动。看名册：/people",
        "{name} has no deputy; nothing has changed. The roster: /people",
    ),
    "people_recalled": Said("✅ {name} 的代理已取消，立即生效。", "✅ {name} has no deputy any more, at once."),
    "deputy_begins": Said(
        "🔁 您的代理从现在开始。看看等着办的：/pending", "🔁 You are a deputy from now on. What waits: /pending"
    ),
    "deputy_ends": Said(
        "🔁 您的代理到此结束，谢谢。没办完的由原来的人办。",
        "🔁 Your time as a deputy ends here, thank you. What is unfinished goes back to the person you stood for.",
    ),
}
