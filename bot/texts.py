"""What each command is for, and what is said of files and settings, by a code."""

import errno

COMMANDS = {
    "demo": "在本机演示完整产品：不需要账号，不需要网络。",
    "run": "启动机器人。",
    "check": "检查设置、竞赛方案、数据库、字体和聊天服务器，一次说完所有问题。",
    "score": "按竞赛方案给一张数值表计分，不需要机器人和数据库。",
    "standings": "按数据库中已确认的数据计分。",
    "submissions": "列出每一条申报：版本、状态、签字、上报人、决定人。",
    "matters": "列出督办台账：每家单位的每一件，状态、时限、结果和计入的周期。",
    "publications": "列出公布过的通报：期间、擂台、版本、存证码；show 看一份，并核对能否重算出来。",
    "migrate": "把数据库升级到最新结构；--to 把整个局搬到另一个空的数据库。",
    "backup": "把数据库、佐证存档和竞赛方案备份成一个文件；可以在机器人运行时做。",
    "restore": "从备份恢复：先整体核对，再换上；原来的会另存。机器人须先停下。",
    "rulebook": "竞赛方案",
    "roster": "名册",
    "invites": "邀请",
    "forget": "注销离任的人：姓名和编号换成代号，存证链照样核对得上；不能恢复。",
    "values": "数值",
    "audit": "存证",
}
"""What each command of `leitai` is for, in the order of its help."""

FRAME = (
    (r"^Usage: ", "用法："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]…"),
    (r"^Options:$", "选项："),
    (r"^Commands:$", "命令："),
    (r"^Arguments:$", "参数："),
    (r"Show this message and exit\.", "显示这段说明"),
    (r"\[required", "[必填"),
    (r"\[default: ", "[默认："),
    (r"<int range>", "<整数>     "),
    (r"<int>", "<数> "),
    (r"<str>", "<文> "),
    (r"<path>", "<路径>"),
)
"""What stands around the help of a command, as Typer writes it and as wide as it writes it."""
MISTAKES = (
    (r"No such command '(.*)'", "没有命令 {0}"),
    (r"Missing command", "命令没有写完，后面还要写做什么"),
    (r"Missing parameter", "缺少 {name}"),
    (r"No such option: ?(\S*)", "没有选项 {0}"),
    (r"Option '(.*)' requires", "选项 {0} 后面要写内容"),
    (r"Option '(.*)' does not take a value", "选项 {0} 后面不写内容"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "多写了 {0}"),
    (r"Input should be a valid integer", "{name} 应为整数"),
    (r"Input should be less than or equal to (\S+)", "{name} 不能大于 {0}"),
    (r"Input should be greater than or equal to (\S+)", "{name} 不能小于 {0}"),
)
"""What Typer says of the words of a command, as patterns."""
MISTAKEN = "{name} 写法不对"
_SENTENCES = {
    "database_url": "LEITAI_DATABASE_URL：应为 sqlite:////绝对路径/leitai.db 或 postgresql://用户:口令@主机:端口/库名",
    "misused": "用法不对，没有执行：{mistake}（看用法：leitai --help）",
    "version": "leitai {version}",
    "version_help": "显示版本",
    "many_more": "还有 {count} 处没有列出，改正以上各处后再查一次",
    "first_code": "还没有管理员。请在 15 分钟内用手机打开 https://t.me/{bot}?start={code} ，或私聊 @{bot} 发送 /start {code} ，成为第一个管理员。只能用一次，错五次作废；重新启动会换新代码。",
    "table_old": "{name} 加了密码，或是旧版 Excel 格式：请去掉密码，另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_broken": "{name} 不是完好的 .xlsx 文件，请用 Excel 重新另存，或另存为 UTF-8 编码的 .csv",
    "table_other": "{name} 不是能读的表格，请另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_unsaved": "{name} 的 {cell} 是公式，没有存下算出的结果：请用 Excel 打开、保存一次，再试",
    "not_utf8": "{name} 的编码认不出（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8（CSV UTF-8）后再试",
    "text_not_utf8": "{path} 第 {line} 行不是 UTF-8 编码，没有读取：请用记事本打开，“另存为”时编码选 UTF-8",
    "proxy": "环境变量 {name} 里的代理读不懂：应为 http://主机:端口 或 socks5://主机:端口；不用它就改设 LEITAI_PROXY，或在 NO_PROXY 里写上聊天服务器",
    "separators": "{name} 的第一行既有分号又有制表符，看不出用哪个分列：请另存为用逗号分列的 CSV UTF-8",
    "listen_at": "应为 主机:端口，例如 127.0.0.1:9090",
    "bucket": "应为 s3://桶名/前缀",
    "access": "AWS_ENDPOINT_URL 应为 http:// 或 https:// 开头的地址，AWS_REGION 只用小写字母、数字和 -，请改正",
    "bring_to": "应为 https://域名/路径，路径只用字母、数字和 / . _ ~ -",
    "webhook_alone": "LEITAI_WEBHOOK_URL 要和 LEITAI_HTTP 一起设：反向代理把聊天服务器送来的消息转到 LEITAI_HTTP 的 主机:端口，没有它收不到",
    "no_webhook": "LEITAI_WEBHOOK_URL：聊天服务器不往 {url} 送消息（{reason}），请改正；不设它就由机器人自己去取",
    "no_port": "LEITAI_HTTP：{host}:{port} 不能用（{reason}），请换一个端口，或不设它",
    "quotes": "{name} 第 {line} 行：引号不成对或多余，请改正",
}


MACHINE = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件过大",
    errno.EROFS: "磁盘只能读",
    errno.EIO: "磁盘读写出错",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EHOSTUNREACH: "连不上",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}
"""Why the machine refuses, by the number of its error."""


def of_machine(error: Exception) -> str:
    """Say why the machine refused."""
    number = error.errno if isinstance(error, OSError) else None
    return MACHINE.get(number or 0, f"系统错误 {number or type(error).__name__}")


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)
