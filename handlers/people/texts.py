"""What is said about who is who, and the words to the admins."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, day, help_for, listed
from scoring.language import Words, both, named

ROLES = Words(
    {
        "head": ("负责人", "head"),
        "reviewer": ("核实人", "reviewer"),
        "leader": ("局领导", "leader"),
        "admin": ("管理员", "admin"),
    }
)
FAULTS = Words(
    {
        "roster_name": ("没有姓名，请填上", "there is no name; please fill it in"),
        "roster_role": (
            "身份“{text}”不对，请写 负责人、核实人、局领导 或 管理员",
            "role “{text}” is not one of head, reviewer, leader, admin; please change it",
        ),
        "roster_unit_missing": ("身份 {text} 必须写单位，请填上", "role {text} needs a unit; please fill it in"),
        "roster_two_names": (
            "这个数字编号已写在另一个姓名下（{text}），一个编号只能是一个人：请改成同一个姓名，或改正编号",
            "this id stands with another name as well ({text}) and can be one person only: please write the same name, or mend the id",
        ),
        "roster_renames": (
            "这个数字编号已写在另一个姓名下（{text}），一个编号只能是一个人：请改正；换人或改名请用 --replace 导入完整名册",
            "this id stands with another name ({text}) and can be one person only: please mend it; to replace or rename somebody import a whole roster with --replace",
        ),
        "roster_unit_unknown": (
            "没有叫“{text}”的单位，请用竞赛方案中的编号、名称、别名或英文名",
            "there is no unit “{text}”; please use an id, name, alias or English name of the rulebook",
        ),
        "roster_id": (
            "编号“{text}”应为数字，请让本人发 /start 查看",
            "id “{text}” should be a number; please let the person send /start to see it",
        ),
        "roster_twice": ("与第 {text} 行重复，请删去一行", "is the same as row {text}; please delete one of them"),
        "roster_blank": (
            "名册是空的，第一行应为 {text}",
            "the roster is empty; the first row should be unit, name, role, telegram_id",
        ),
        "roster_columns": (
            "列应为 {text}，一列一个，请补齐",
            "the columns should be unit, name, role, telegram_id, each once; please complete them",
        ),
        "roster_column": (
            "不认识的列“{text}”，请改名或删去",
            "column “{text}” is not known; please rename or delete it",
        ),
        "roster_surplus": ("比表头多出 {text} 列，请检查", "has {text} cells more than the header; please check it"),
        "roster_empty": ("名册里没有人，什么都没有改动", "nobody is on the roster; nothing has changed"),
    }
)
"""What is wrong with a row of a roster."""
ON_LINE = ("第 {line} 行：{fault}", "Row {line}: {fault}")
FORGOTTEN = "已注销人员{number}"
"""What stands in the place of a name that was forgotten."""
FORGED = Words(
    {
        "anonymous": ("匿名管理员的消息不能作数", "what an anonymous admin sends does not count"),
        "channel": ("频道身份的消息不能作数", "what is sent as a channel does not count"),
        "forward": ("转发的消息不能作数", "what is forwarded does not count"),
        "via_bot": ("通过其他机器人发送的消息不能作数", "what is sent through another bot does not count"),
    }
)


def told_roles(values: Values) -> str:
    """Say what somebody is, with the units."""
    return listed(_told_role(*role) for role in values["roles"])


def _told_role(role: str, unit: str = "") -> str:
    return both(f"{unit}{ROLES[role]}", f"{ROLES[role]} of {named(unit)}" if unit else ROLES[role])


def _help(values: Values) -> dict[str, str]:
    lines = [line for said in help_for(values["roles"]) for line in said.split("\n")]
    return {"lines": listed(lines[:5], "\n")}


def _here(values: Values) -> dict[str, str]:
    return {"here": both("我在本群", "in this group") if values["group"] else both("我对您", "to you")}


CHINESE, ENGLISH = "中文", "English"
"""What languages call themselves."""


def _languages(_values: Values) -> Rows:
    return ((both(Button(ENGLISH, "language:1"), Button(CHINESE, "language:0")),),)


TEXTS = {
    "start_known": Said(
        "{name}，您好，我是擂台助手，帮您上报、核实、查排名。\n名册身份：{who}。\n看看能做什么：/help",
        "Hello {name}, I am Leitai: I help you report, review and look up standings.\nOn the roster you are: {who}.\nWhat you can do: /help",
        lambda v: {"who": told_roles(v)},
    ),
    "help": Said(
        "{lines}\n待办 /pending ｜ 排名 /rank（深色图片 /rank 深色）｜ 为什么 /why ｜ 规则 /rules ｜ 反馈 /feedback ｜ 语言 /language ｜ 取消 /cancel。不写斜杠，只写中文也行，如：待办",
        "{lines}\nTo do /pending | Standings /rank (dark pictures: /rank dark) | Why /why | Rules /rules | Feedback /feedback | Language /language | Cancel /cancel. The name alone, without the stroke, does too: pending",
        _help,
    ),
    "forget_on_roster": Said(
        "{id} 没有注销：{name}还在名册上，没有任何改动。请先让管理员用 /people 离任 {name}，再来注销。",
        "{id} was not forgotten: {name} is still on the roster; nothing has changed. Please let an admin send /people remove {name} first, then try again.",
    ),
    "forget_invited": Said(
        "{id} 没有注销：此人打开的邀请还在等管理员处理，没有任何改动。请先在 /people 里通过或拒绝，再来注销。",
        "{id} was not forgotten: an invite that they opened still waits for an admin; nothing has changed. Please admit or refuse it in /people first, then try again.",
    ),
    "forget_unknown": Said(
        "{id} 没有注销：没有这个编号的任何记录，没有任何改动。请核对编号。",
        "{id} was not forgotten: nothing is known of this id; nothing has changed. Please check the id.",
    ),
    "forget_openly": Said(
        "{id} 没有注销：存证链里有旧版本写下的、带此人姓名和编号的记录，改了链就核对不上，所以没有任何改动。请让此人离任，记录按档案保管。",
        "{id} was not forgotten: the audit chain holds rows of an older version with their name and id, and would not check any more if they were changed, so nothing has changed. Please take them off the roster; the records are kept as an archive.",
    ),
    "stranger": Said(
        "🔒 没有受理：您不在名册上，没有任何改动。请把这个数字告诉局办公室，由管理员加入名册：{id}",
        "🔒 Not accepted: you are not on the roster; nothing has changed. Please tell the office this number, so that an admin adds you: {id}",
    ),
    "person_frozen": Said(
        "🔒 没有受理：您的使用已停用，没有任何改动。有疑问请联系局办公室。",
        "🔒 Not accepted: your use has been stopped; nothing has changed. If in doubt, please ask the office.",
    ),
    "person_not_yet": Said(
        "🔒 没有受理：您的代理从 {first} 开始，现在还不能用，没有任何改动。请到那天再发。",
        "🔒 Not accepted: you are a deputy from {first} on, not yet; nothing has changed. Please send it on that day.",
        lambda v: {"first": day(v["first"], v.get("year"))},
    ),
    "person_left": Said(
        "🔒 没有受理：您已不在名册上，没有任何改动。有疑问请联系局办公室。",
        "🔒 Not accepted: you are no longer on the roster; nothing has changed. If in doubt, please ask the office.",
    ),
    "same_person": Said(
        "🔒 没有受理：先签的人和您在名册上是同一个姓名（{name}），只算一个人，没有任何改动。请另一人来签；真是同名的两个人，请管理员换一份名册，把姓名区分开，例如 {name}（城区）。",
        "🔒 Not accepted: whoever signed first has your name ({name}) and counts as the same person; nothing has changed. Please let somebody else sign, or ask an admin to tell the two names apart.",
    ),
    "forged": Said(
        "🔒 没有受理：{how}，没有任何改动。请用本人账号直接发送。",
        "🔒 Not accepted: {how}; nothing has changed. Please send it yourself from your own account.",
        lambda v: {"how": FORGED[v["how"]]},
    ),
    "start_stranger": Said(
        "您好，我是擂台助手，帮各单位上报、核实、查排名。\n您还不在名册上。请把这个数字告诉局办公室，由管理员加入名册：{id}",
        "Hello, I am Leitai: I help units report, review and look up standings.\nYou are not on the roster yet. Please tell the office this number, so that an admin adds you: {id}",
    ),
    "other_group": Said(
        "本机器人在另一个群里工作，这里不提供服务。", "This bot works in another group; there is no service here."
    ),
    "no_group_yet": Said(
        "本机器人还没有绑定工作群。请管理员把 LEITAI_GROUP 设为 {chat} 后重新启动。",
        "This bot has no work group yet. Please let an admin set LEITAI_GROUP to {chat} and start it again.",
    ),
    "write_to_me_first": Said(
        "我有话要私下告诉您，但私聊送不到：请点我的头像，发送 /start，再试一次。",
        "I have something to tell you in private, but cannot reach you: please tap my picture, send /start and try again.",
    ),
    "admins_only": Said(
        "🔒 这件事只有管理员能做。没有任何改动。请联系局办公室。",
        "🔒 Only admins can do this. Nothing has changed. Please ask the office.",
    ),
    "language_state": Said(
        "{here}说中文。换成英文（English）请点下面，或发：/language en",
        "I speak English {here}. For Chinese press below, or send: /language zh",
        _here,
        _languages,
    ),
    "language_chosen": Said(
        "{here}以后说中文。要说英文（English）请发：/language en",
        "From now on I speak English {here}. For Chinese send: /language zh",
        _here,
    ),
    "language_unknown": Said(
        "没有看懂，没有任何改动。请发：语言 中文 或 语言 英文",
        "That is no language I know; nothing has changed. Please send: /language zh or /language en",
    ),
    "menu_language": Said("语言 Language", "Language (“语言”)"),
    "feedback_sent": Said(
        "✉️ 已转给管理员，谢谢。数据没有任何改动。", "✉️ Passed on to the admins, thank you. No data has changed."
    ),
    "feedback_admin": Said(
        "✉️ {name}（{who}）留言：\n{words}",
        "✉️ {name} ({who}) writes:\n{words}",
        lambda v: {"who": told_roles(v), "words": v["words"][:500]},
    ),
    "feedback_too_long": Said(
        "⚠️ 还没有转达：有 {length} 个字，请缩短到 {most} 字以内。",
        "⚠️ Not passed on yet: it has {length} characters; please shorten it to {most}.",
    ),
    "feedback_enough": Said(
        "您这一小时的 {most} 条留言都已转给管理员，这一条还没有转。请过一会儿再发，急事请直接联系局办公室。",
        "Your {most} messages of this hour have been passed on; this one has not. Please send it later, and if it is urgent ask the office directly.",
    ),
    "feedback_nobody": Said(
        "⚠️ 还没有转达：名册上还没有管理员。请直接联系局办公室。",
        "⚠️ Not passed on: there is no admin on the roster yet. Please ask the office directly.",
    ),
    "unknown_command": Said(
        "没有这个命令，没有任何改动。看看能做什么：/help",
        "There is no such command; nothing has changed. What you can do: /help",
    ),
    "command_elsewhere": Said(
        "⚠️ 没有受理：“@{bot}”不是本机器人现在的名字，没有任何改动。请去掉“@{bot}”再发一次。看看能做什么：/help",
        "⚠️ Not accepted: “@{bot}” is not this bot's name now; nothing has changed. Please leave out “@{bot}” and send it again. What you can do: /help",
    ),
    "menu_feedback": Said("给管理员留言", "A word to the admins"),
    "menu_help": Said("帮助", "Help"),
}
