"""What is said about who is who, and the words to the admins."""

from handlers.results import Button, Rows, Values
from handlers.texts import Said, day, help_for, listed
from scoring.language import both

ROLES = {"head": "负责人", "reviewer": "核实人", "leader": "局领导", "admin": "管理员"}
FAULTS = {
    "roster_name": "没有姓名，请填上",
    "roster_role": "身份“{text}”不对，请写 负责人、核实人、局领导 或 管理员",
    "roster_unit_missing": "身份 {text} 必须写单位，请填上",
    "roster_two_names": "这个数字编号已写在另一个姓名下（{text}），一个编号只能是一个人：请改成同一个姓名，或改正编号",
    "roster_renames": "这个数字编号已写在另一个姓名下（{text}），一个编号只能是一个人：请改正；换人或改名请用 --replace 导入完整名册",
    "roster_unit_unknown": "没有叫“{text}”的单位，请用竞赛方案中的编号、名称或别名",
    "roster_id": "编号“{text}”应为数字，请让本人发 /start 查看",
    "roster_twice": "与第 {text} 行重复，请删去一行",
    "roster_blank": "名册是空的，第一行应为 {text}",
    "roster_columns": "列应为 {text}，一列一个，请补齐",
    "roster_column": "不认识的列“{text}”，请改名或删去",
    "roster_surplus": "比表头多出 {text} 列，请检查",
    "roster_empty": "名册里没有人，什么都没有改动",
}
"""What is wrong with a row of a roster."""
ON_LINE = "第 {line} 行：{fault}"
FORGOTTEN = "已注销人员{number}"
"""What stands in the place of a name that was forgotten."""
FORGED = {
    "anonymous": "匿名管理员的消息不能作数",
    "channel": "频道身份的消息不能作数",
    "forward": "转发的消息不能作数",
    "via_bot": "通过其他机器人发送的消息不能作数",
}


def told_roles(values: Values) -> str:
    """Say what somebody is, with the units."""
    return listed(f"{role[1] if len(role) > 1 else ''}{ROLES[role[0]]}" for role in values["roles"])


def _help(values: Values) -> dict[str, str]:
    lines = [line for said in help_for(values["roles"]) for line in said.split("\n")]
    return {"lines": listed(lines[:5], "\n")}


def _here(values: Values) -> dict[str, str]:
    return (
        {"here": "我在本群", "here_en": "in this group"} if values["group"] else {"here": "我对您", "here_en": "to you"}
    )


def _languages(_values: Values) -> Rows:
    return ((both(Button("English", "language:1"), Button("中文", "language:0")),),)


TEXTS = {
    "start_known": Said(
        "{name}，您好，我是擂台助手，帮您上报、核实、查排名。\n名册身份：{who}。\n看看能做什么：/help",
        "",
        lambda v: {"who": told_roles(v)},
    ),
    "help": Said(
        "{lines}\n待办 /pending ｜ 排名 /rank（深色图片 /rank 深色）｜ 为什么 /why ｜ 规则 /rules ｜ 反馈 /feedback ｜ 取消 /cancel",
        "",
        _help,
    ),
    "forget_on_roster": Said(
        "{id} 没有注销：{name}还在名册上，没有任何改动。请先让管理员用 /people 离任 {name}，再来注销。", ""
    ),
    "forget_invited": Said(
        "{id} 没有注销：此人打开的邀请还在等管理员处理，没有任何改动。请先在 /people 里通过或拒绝，再来注销。", ""
    ),
    "forget_unknown": Said("{id} 没有注销：没有这个编号的任何记录，没有任何改动。请核对编号。", ""),
    "forget_openly": Said(
        "{id} 没有注销：存证链里有旧版本写下的、带此人姓名和编号的记录，改了链就核对不上，所以没有任何改动。请让此人离任，记录按档案保管。",
        "",
    ),
    "stranger": Said("🔒 没有受理：您不在名册上，没有任何改动。请把这个数字告诉局办公室，由管理员加入名册：{id}", ""),
    "person_frozen": Said("🔒 没有受理：您的使用已停用，没有任何改动。有疑问请联系局办公室。", ""),
    "person_not_yet": Said(
        "🔒 没有受理：您的代理从 {first} 开始，现在还不能用，没有任何改动。请到那天再发。",
        "",
        lambda v: {"first": day(v["first"], v.get("year"))},
    ),
    "person_left": Said("🔒 没有受理：您已不在名册上，没有任何改动。有疑问请联系局办公室。", ""),
    "same_person": Said(
        "🔒 没有受理：先签的人和您在名册上是同一个姓名（{name}），只算一个人，没有任何改动。请另一人来签；真是同名的两个人，请管理员换一份名册，把姓名区分开，例如 {name}（城区）。",
        "",
    ),
    "forged": Said("🔒 没有受理：{how}，没有任何改动。请用本人账号直接发送。", "", lambda v: {"how": FORGED[v["how"]]}),
    "start_stranger": Said(
        "您好，我是擂台助手，帮各单位上报、核实、查排名。\n您还不在名册上。请把这个数字告诉局办公室，由管理员加入名册：{id}",
        "",
    ),
    "other_group": Said("本机器人在另一个群里工作，这里不提供服务。", ""),
    "no_group_yet": Said("本机器人还没有绑定工作群。请管理员把 LEITAI_GROUP 设为 {chat} 后重新启动。", ""),
    "write_to_me_first": Said("我有话要私下告诉您，但私聊送不到：请点我的头像，发送 /start，再试一次。", ""),
    "admins_only": Said("🔒 这件事只有管理员能做。没有任何改动。请联系局办公室。", ""),
    "language_state": Said(
        "{here}说中文。换成英文请点下面，或发：语言 英文",
        "I speak English {here_en}. For Chinese press below, or send: /language zh",
        _here,
        _languages,
    ),
    "language_chosen": Said(
        "{here}以后说中文。改回英文请发：语言 英文",
        "From now on I speak English {here_en}. For Chinese send: /language zh",
        _here,
    ),
    "language_unknown": Said(
        "没有看懂，没有任何改动。请发：语言 中文 或 语言 英文",
        "That is no language I know; nothing has changed. Please send: /language zh or /language en",
    ),
    "menu_language": Said("语言 Language", "Language 语言"),
    "feedback_sent": Said("✉️ 已转给管理员，谢谢。数据没有任何改动。", ""),
    "feedback_admin": Said(
        "✉️ {name}（{who}）留言：\n{words}", "", lambda v: {"who": told_roles(v), "words": v["words"][:500]}
    ),
    "feedback_too_long": Said("⚠️ 还没有转达：有 {length} 个字，请缩短到 {most} 字以内。", ""),
    "feedback_enough": Said(
        "您这一小时的 {most} 条留言都已转给管理员，这一条还没有转。请过一会儿再发，急事请直接联系局办公室。", ""
    ),
    "feedback_nobody": Said("⚠️ 还没有转达：名册上还没有管理员。请直接联系局办公室。", ""),
    "unknown_command": Said("没有这个命令，没有任何改动。看看能做什么：/help", ""),
    "command_elsewhere": Said(
        "⚠️ 没有受理：“@{bot}”不是本机器人现在的名字，没有任何改动。请去掉“@{bot}”再发一次。看看能做什么：/help", ""
    ),
    "menu_feedback": Said("给管理员留言", ""),
    "menu_help": Said("帮助", ""),
}
