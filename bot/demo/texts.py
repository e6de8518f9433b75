"""What the page of the demo tells a newcomer to try, in Chinese and in English."""

from scoring.language import LANGUAGES

TEXTS: dict[str, tuple[str, str]] = {
    "report": (
        "选“{name}”（{unit}），私聊机器人上报一项",
        "Be “{name}” (head of {unit}) and report one metric to the bot",
    ),
    "confirm": ("选“{name}”（{unit}核实人），回复核实卡", "Be “{name}” (reviewer, {unit}) and reply to the card"),
    "rank": ("回到“{name}”，看排名图", "Back as “{name}”: look at the standings"),
    "why": ("问一问这一分是怎么来的", "Ask how that score came about"),
    "assign": (
        "换成“{name}”（{unit}核实人），交办一件，期限随您改",
        "Be “{name}” (reviewer, {unit}): assign a matter; change its date as you like",
    ),
    "finish": (
        "换成“{name}”（{unit}），在督办卡上点“{press}”",
        "Be “{name}” ({unit}): press “{press}” on the card of the matter",
    ),
    "verify": (
        "回到“{name}”，在督办卡上点“{press}”：已办结，台账计 1 件按期，右边的得分随之变",
        "Back as “{name}”: press “{press}” on the card: done on time in the ledger, and the score at the right moves",
    ),
    "week": ("把时钟拨到下一次周榜，群里自动发图", "Set the clock to the next weekly post: the group gets its boards"),
    "lock": (
        "把时钟拨到锁定：选“{name}”（管理员），在待定榜卡上点“{look}”，再点“{press}”",
        "Set the clock to the lock: as “{name}” (admin) press “{look}”, then “{press}” on the card that comes",
    ),
    "close": (
        "再选“{name}”（局领导），也点“{look}”“{press}”：两人定了，群里出正式结果、通报和成绩表",
        "Be “{name}” (leader), “{look}”, “{press}”: both have signed; the group gets result, circular and workbook",
    ),
    "english": (
        "回到“{name}”，让机器人对他说英语（对谁都说英语：把网页换成 English，再点“重新开始”）",
        "Back as “{name}”: let the bot speak English to them (to everybody: “Start over” on the page in English)",
    ),
    "chinese": (
        "回到“{name}”，让机器人对他说中文（对谁都说中文：把网页换成中文，再点“重新开始”）",
        "Back as “{name}”: let the bot speak Chinese to them (to everybody: “Start over” on the page in 中文)",
    ),
    "code": (
        "选“{name}”，私聊机器人，发控制台上的代码（15 分钟内有效）",
        "Be “{name}” and send the bot the code of the console (it is good for 15 minutes)",
    ),
    "rules": ("发本局的方案", "Send the rulebook of the bureau"),
    "in_force": ("看过会变什么，点“{press}”", "Look at what would change, and press “{press}”"),
    "roster": ("发名册，上面谁都还没有编号", "Send the roster, in which nobody has a number yet"),
    "invite": (
        "点“{press}”",
        "Press “{press}”: all of it holds, and a sheet of invites is printed",
    ),
    "scan_head": (
        "换成“{name}”（{unit}负责人），扫邀请单上的码（这里代您发出）",
        "Be “{name}” (head of {unit}): scan the code on the sheet (sent for you here)",
    ),
    "scan_reviewer": (
        "换成“{name}”（{unit}核实人），扫邀请单上的码（这里代您发出）",
        "Be “{name}” (reviewer, {unit}): scan the code on the sheet (sent for you here)",
    ),
    "ask": ("点“{press}”", "Press “{press}”: yes, that is me"),
    "admit": (
        "回到“{name}”，核对码对上了，点“{press}”（点错了：发 /people，再发一次邀请单，重新扫码）",
        "Back as “{name}”: the check code agrees, press “{press}” (the wrong one? send new invites from /people, scan)",
    ),
    "group": ("打开“{group}”，点“把机器人拉进群”", "Open “{group}” and add the bot to the group"),
    "here": ("回到私聊，点“{press}”", "Back in private, press “{press}”: that is the bureau's group"),
    "first": ("换成“{name}”，上报第一项", "Be “{name}” and report the first metric"),
    "first_confirmed": ("换成“{name}”，点“{press}”", "Be “{name}” and press “{press}”"),
}
FINISH, CONFIRM = ("✅ 完成", "✅ Finish"), ("✅ 确认", "✅ Confirm")
LOOK, CLOSE = ("看榜", "Standings"), ("定榜", "Close")
IN_FORCE = ("2026年11月起", "From November 2026")
ALL_INVITING = ("✅ 全部生效，并发邀请单，我是{name}", "✅ With invites, I am {name}")
MINE, ADMIT, OUR_GROUP = (
    ("是我，申请绑定", "It is me, bind me"),
    ("通过", "Admit"),
    ("设为工作群", "Make it the work group"),
)
"""What the buttons say that steps name: a test presses them in both languages."""


def said(language: str, code: str, **values: str) -> str:
    """Say a step in a language."""
    return TEXTS[code][LANGUAGES.index(language)].format(**values)
