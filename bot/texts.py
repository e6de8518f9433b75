"""What each command and its arguments are for, and what is said of files and settings, by a code."""

import errno
from collections.abc import Iterable

from scoring.language import Words, both

COMMANDS = Words(
    {
        "demo": (
            "在本机演示完整产品：不需要账号，不需要网络。",
            "Show the whole product on this machine, without an account.",
        ),
        "run": ("启动机器人。", "Start the bot."),
        "check": (
            "检查设置、竞赛方案、数据库、字体和聊天服务器，一次说完所有问题。",
            "Look at settings, rulebook, database, fonts and chat server.",
        ),
        "score": (
            "按竞赛方案给一张数值表计分，不需要机器人和数据库。",
            "Score a table of values by a rulebook, without the bot.",
        ),
        "standings": ("按数据库中已确认的数据计分。", "Score what is confirmed in the database."),
        "submissions": (
            "列出每一条申报：版本、状态、签字、上报人、决定人。",
            "List every submission with its state and signatures.",
        ),
        "matters": (
            "列出督办台账：每家单位的每一件，状态、时限、结果和计入的周期。",
            "List the ledger: every unit's part of every matter.",
        ),
        "publications": (
            "列出公布过的通报：期间、擂台、版本、存证码；show 看一份，并核对能否重算出来。",
            "List what was published; show computes one again.",
        ),
        "migrate": (
            "把数据库升级到最新结构；--to 把整个局搬到另一个空的数据库。",
            "Bring the database to the newest schema, or move it (--to).",
        ),
        "backup": (
            "把数据库、佐证存档和竞赛方案备份成一个文件；可以在机器人运行时做。",
            "Back up database, evidence and rulebook into one file.",
        ),
        "restore": (
            "从备份恢复：先整体核对，再换上；原来的会另存。机器人须先停下。",
            "Put a backup back, checked first; stop the bot before.",
        ),
        "rulebook": ("竞赛方案", "The rulebook"),
        "roster": ("名册", "The roster"),
        "invites": ("邀请", "Invites"),
        "forget": (
            "注销离任的人：姓名和编号换成代号，存证链照样核对得上；不能恢复。",
            "Forget somebody who left, name and id, for good.",
        ),
        "values": ("数值", "Values"),
        "audit": ("存证", "The audit chain"),
    }
)
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
"""What stands around the help of a command, as Typer writes it and as wide as it writes it; English stays."""
MISTAKES = (
    (r"No such command '(.*?)'", "没有命令 {0}"),
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
HELP = Words(
    {
        "period": ("考核周期：2026-03、2026-Q1、2026", "The period: 2026-03, 2026-Q1, 2026"),
        "arena": ("只算一个擂台：编号或名称", "Only one arena: its id or name"),
        "final": (
            "按已截止计算：缺报规则和最低覆盖率起作用",
            "As after the lock: rules for missing values and coverage apply",
        ),
        "as_of": ("按这一时刻已知的数据计算（ISO 8601）", "As known at this moment (ISO 8601)"),
        "one_period": ("只看一个考核周期", "Only one period"),
        "one_unit": ("只看一家单位：编号、名称或别名", "Only one unit: its id, name or alias"),
        "score_rulebook": ("竞赛方案（TOML）", "The rulebook (TOML)"),
        "score_values": ("数值表（UTF-8 的 CSV，或 xlsx）", "Values (CSV in UTF-8, or xlsx)"),
        "against": ("另一份竞赛方案，并列其名次和总分", "Another rulebook, whose places and totals stand beside"),
        "check_rulebook": ("竞赛方案；不写则用 LEITAI_RULEBOOK", "The rulebook, else that of LEITAI_RULEBOOK"),
        "check_offline": ("不连接聊天服务器", "Do not connect to the chat server"),
        "demo_host": ("网页的地址", "The address of the page"),
        "demo_port": ("网页的端口", "The port of the page"),
        "demo_tour": ("不开网页，自动演一个月", "No page: play a month by itself"),
        "demo_out": ("配合 --tour：图片和数据库放到这里", "With --tour: pictures and database go here"),
        "roster_file": (
            "名册：.xlsx 或 UTF-8 的 .csv，列 unit,name,role,telegram_id",
            "The roster: .xlsx or .csv in UTF-8, columns unit,name,role,telegram_id",
        ),
        "roster_replace": ("以此文件为全部名册，其余停用", "This file is the whole roster; all others leave"),
        "values_file": (
            "数值表：.xlsx 或 UTF-8 的 .csv，列 unit,metric,period,value,…；或填好的填报表",
            "Values: .xlsx or .csv in UTF-8, columns unit,metric,period,value,…; or a form that was filled in",
        ),
        "values_by": (
            "牵头单位核实人的 Telegram 数字编号：以谁的名义上报",
            "The Telegram id of a reviewer of a lead department: in whose name it is reported",
        ),
        "audit_witness": ("别人手里的存证码，可以给多个", "Seals that others hold; there may be several"),
        "demo_roster": (
            "只开聊天：人按这份名册，机器人由另一个终端的 leitai run 来当",
            "Only the chat, with the people of this roster; the bot is leitai run in another terminal",
        ),
        "demo_empty": ("从空的局开始，一步一步上线", "Begin with an empty bureau and set it up step by step"),
        "backup_where": ("文件夹，或以 .tar 结尾的文件名", "A folder, or a file name that ends in .tar"),
        "restore_file": (
            "leitai backup 做的备份（.tar），或单独的数据库文件",
            "A backup made by leitai backup (.tar), or a database file alone",
        ),
        "restore_force": ("替换现有的数据库，原来的另存在旁边", "Replace the database that is there; it is kept aside"),
        "migrate_to": (
            "搬到另一个空的数据库：postgresql://用户:口令@主机:端口/库名，或 sqlite:////绝对路径",
            "Move to another, empty database: postgresql://user:password@host:port/name, or sqlite:////absolute/path",
        ),
        "invites_file": ("要写的 .docx 文件", "The .docx file to write"),
        "invites_names": (
            "只给这些人，原有的邀请作废；不写就给还没有邀请的人",
            "Only these people, whose former invites are void; else all who have none yet",
        ),
        "invites_all": ("给所有还没绑定的人，原有的邀请作废", "All who are not bound; former invites are void"),
        "invites_format": ("table 或 json", "table or json"),
        "audit_verify": (
            "重算存证链，逐行核对数据库、通报和佐证存档，列出每一处不符。",
            "Compute the audit chain again, hold database, publications and evidence against it, and list every difference.",
        ),
        "matters_import": (
            "以能交办的人的名义，按交办表一次交办许多件：全部成功或全部不动，每一行错误都会指出。",
            "Assign many matters by a table in somebody's name: all or nothing, every faulty row named.",
        ),
        "roster_import": (
            "导入名册：全部成功或全部不动，每一行错误都会指出。",
            "Import a roster: all or nothing, every faulty row named.",
        ),
        "values_import": (
            "以牵头单位核实人的名义，一次上报许多单位的数值：全部成功或全部不动，每一行错误都会指出。",
            "Report values of many units at once in a reviewer's name: all or nothing, every faulty row named.",
        ),
        "forget_person": ("要注销的人的数字编号", "The numeric id of whom to forget"),
    }
)
"""What arguments are for."""
_SENTENCES = Words(
    {
        "format_unknown": (
            "--format 不能是 {format}，请从中选一个：{known}",
            "--format cannot be {format}; please choose one: {known}",
        ),
        "format_only": ("--format 不能是 {format}，只有 json", "--format cannot be {format}; there is only json"),
        "state_unknown": (
            "--state 不能是 {state}，请从中选一个：{known}",
            "--state cannot be {state}; please choose one: {known}",
        ),
        "period_unknown": (
            "--period 不能是 {period}，请写成 2026-03、2026-Q1 或 2026（周不是考核周期）",
            "--period cannot be {period}; please write 2026-03, 2026-Q1 or 2026 (a week is no period)",
        ),
        "as_of_unknown": (
            "--as-of 不能是 {text}，请写成 2026-11-19T09:00 或带时区的时刻",
            "--as-of cannot be {text}; please write 2026-11-19T09:00, or a moment with its time zone",
        ),
        "as_of_to_come": (
            "--as-of {text} 在将来，还不知道那时的数据",
            "--as-of {text} is to come; what will be known then is not",
        ),
        "png_one": (
            "--format png 一次画一个擂台，请用 --arena 写明",
            "--format png draws one arena; please name it by --arena",
        ),
        "png_many": (
            "一张图最多画 {most} 家单位，这个擂台有 {count} 家，请用 --format table 或 csv",
            "A picture shows at most {most} units and this arena has {count}; please use --format table or csv",
        ),
        "png_terminal": (
            "--format png 输出的是图片，请转存到文件，例如 > 排名.png",
            "--format png writes a picture; please send it to a file, for example > standings.png",
        ),
        "score_rulebook": (
            "竞赛方案 {path} 有 {count} 处错误，没有计分",
            "Faults in the rulebook {path}: {count}; nothing was scored",
        ),
        "score_values": (
            "数值表 {path} 有 {count} 处错误，整张表都没有计分",
            "Faults in the table {path}: {count}; none of it was scored",
        ),
        "score_arena": ("没有叫“{name}”的擂台，可以写：{known}", "There is no arena “{name}”; there are: {known}"),
        "no_arena": ("没有叫“{name}”的擂台，可选：{known}", "There is no arena “{name}”; there are: {known}"),
        "no_unit": (
            "没有叫“{name}”的单位，请用竞赛方案中的编号、名称或别名",
            "There is no unit “{name}”; please use an id, name or alias of the rulebook",
        ),
        "no_rulebook": (
            "数据库里还没有竞赛方案：请先设置 LEITAI_RULEBOOK 并启动 leitai run",
            "There is no rulebook in the database yet: please set LEITAI_RULEBOOK and start leitai run first",
        ),
        "database_url": (
            "LEITAI_DATABASE_URL：应为 sqlite:////绝对路径/leitai.db 或 postgresql://用户:口令@主机:端口/库名",
            "LEITAI_DATABASE_URL: should be sqlite:////absolute/path/leitai.db or postgresql://user:password@host:port/name",
        ),
        "no_file": ("找不到文件 {path}，请检查路径", "There is no file {path}; please check the path"),
        "a_folder": ("{path} 是文件夹，请给出文件", "{path} is a folder; please name a file"),
        "file_shut": (
            "文件 {path} 读不出来（{reason}），请检查路径和权限",
            "The file {path} cannot be read ({reason}); please check its path and rights",
        ),
        "rest_day": (
            "{path} 第 {line} 行：应写成 2027-02-06 rest 或 2027-02-07 work",
            "{path} line {line}: should read 2027-02-06 rest or 2027-02-07 work",
        ),
        "clock_file": (
            "LEITAI_CLOCK：文件 {path} 里没有带时区的 ISO 8601 时刻，例如 2026-11-19T09:00:00+08:00",
            "LEITAI_CLOCK: the file {path} holds no ISO 8601 moment with a time zone, such as 2026-11-19T09:00:00+08:00",
        ),
        "clock_unknown": (
            "LEITAI_CLOCK：“{text}”既不是带时区的 ISO 8601 时刻，也不是现有的文件",
            "LEITAI_CLOCK: “{text}” is no ISO 8601 moment with a time zone, and no file that is there",
        ),
        "clock_tests": (
            "LEITAI_CLOCK 只用于测试和演练：LEITAI_API_URL 必须在本机（127.0.0.1）",
            "LEITAI_CLOCK is for tests and rehearsals only: LEITAI_API_URL must be on this machine (127.0.0.1)",
        ),
        "no_token": (
            "没有机器人令牌：请设置 LEITAI_TOKEN 或 LEITAI_TOKEN_FILE（向 @BotFather 申请）",
            "There is no token of a bot: please set LEITAI_TOKEN or LEITAI_TOKEN_FILE (@BotFather gives one)",
        ),
        "half_token": (
            "机器人令牌不完整：应为 数字:字母数字，请从 @BotFather 重新复制到 LEITAI_TOKEN",
            "The bot's token is not whole: it should be digits:letters and digits; please copy it from @BotFather into LEITAI_TOKEN again",
        ),
        "wrong_token": (
            "机器人令牌无效（Telegram 回答 401）：请核对 LEITAI_TOKEN",
            "The bot's token is not valid (Telegram answers 401): please check LEITAI_TOKEN",
        ),
        "rulebook_unset": (
            "没有竞赛方案：请设置 LEITAI_RULEBOOK，可先用随附的示例 {sample}",
            "There is no rulebook: please set LEITAI_RULEBOOK; to begin with there is a sample {sample}",
        ),
        "set_log_level": ("应为 DEBUG、INFO、WARNING 或 ERROR", "should be DEBUG, INFO, WARNING or ERROR"),
        "set_language": ("应为 zh 或 en", "should be zh or en"),
        "set_group": (
            "应为群的数字编号，例如 -1001234567890",
            "should be the number of a group, such as -1001234567890",
        ),
        "set_owner": ("应为 Telegram 数字编号", "should be a numeric Telegram id"),
        "set_proxy": (
            "应为 http://主机:端口 或 socks5://主机:端口",
            "should be http://host:port or socks5://host:port",
        ),
        "set_api_url": (
            "应为 http:// 或 https:// 开头的地址",
            "should be an address that begins with http:// or https://",
        ),
        "set_wrongly": ("写法不对", "cannot be read"),
        "misused": (
            "用法不对，没有执行：{mistake}（看用法：leitai --help）",
            "Not done, it cannot be used like this: {mistake} (how to: leitai --help)",
        ),
        "about": ("擂台：单位竞赛的 Telegram 机器人", "Leitai: a Telegram bot for competitions between units"),
        "version": ("leitai {version}", "leitai {version}"),
        "version_help": ("显示版本", "Show the version"),
        "many_more": (
            "还有 {count} 处没有列出，改正以上各处后再查一次",
            "{count} more are not listed; mend these and check again",
        ),
        "first_code": (
            "还没有管理员。请在 15 分钟内用手机打开 https://t.me/{bot}?start={code} ，或私聊 @{bot} 发送 /start {code} ，成为第一个管理员。只能用一次，错五次作废；重新启动会换新代码。",
            "There is no admin yet. Within 15 minutes please open https://t.me/{bot}?start={code} on your phone, or send /start {code} to @{bot} in private, to become the first one. It works once and is void after five wrong ones; to start again gives a new code.",
        ),
        "table_old": (
            "{name} 加了密码，或是旧版 Excel 格式：请去掉密码，另存为 .xlsx 或 UTF-8 编码的 .csv",
            "{name} has a password or is of an old Excel format: please take the password off and save it as .xlsx or as .csv in UTF-8",
        ),
        "table_broken": (
            "{name} 不是完好的 .xlsx 文件，请用 Excel 重新另存，或另存为 UTF-8 编码的 .csv",
            "{name} is no sound .xlsx file; please save it anew with Excel, or as .csv in UTF-8",
        ),
        "table_other": (
            "{name} 不是能读的表格，请另存为 .xlsx 或 UTF-8 编码的 .csv",
            "{name} is no table that can be read; please save it as .xlsx or as .csv in UTF-8",
        ),
        "table_unsaved": (
            "{name} 的 {cell} 是公式，没有存下算出的结果：请用 Excel 打开、保存一次，再试",
            "{name}: {cell} is a formula without a saved result; please open and save it with Excel once, then try again",
        ),
        "not_utf8": (
            "{name} 的编码认不出（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8（CSV UTF-8）后再试",
            "The encoding of {name} is not known (not UTF-8, UTF-16 or GB18030); please save it as UTF-8 (CSV UTF-8) and try again",
        ),
        "text_not_utf8": (
            "{path} 第 {line} 行不是 UTF-8 编码，没有读取：请用记事本打开，“另存为”时编码选 UTF-8",
            "{path} line {line} is not UTF-8 and was not read: please save it with the encoding UTF-8",
        ),
        "proxy": (
            "环境变量 {name} 里的代理读不懂：应为 http://主机:端口 或 socks5://主机:端口；不用它就改设 LEITAI_PROXY，或在 NO_PROXY 里写上聊天服务器",
            "The proxy in the environment variable {name} cannot be read: it should be http://host:port or socks5://host:port; to do without it set LEITAI_PROXY instead, or name the chat server in NO_PROXY",
        ),
        "separators": (
            "{name} 的第一行既有分号又有制表符，看不出用哪个分列：请另存为用逗号分列的 CSV UTF-8",
            "The first line of {name} has semicolons and tabs, so it cannot be told which one parts the columns: please save it as CSV UTF-8 with commas",
        ),
        "listen_at": ("应为 主机:端口，例如 127.0.0.1:9090", "should be host:port, for example 127.0.0.1:9090"),
        "bucket": ("应为 s3://桶名/前缀", "should be s3://bucket/prefix"),
        "access": (
            "AWS_ENDPOINT_URL 应为 http:// 或 https:// 开头的地址，AWS_REGION 只用小写字母、数字和 -，请改正",
            "AWS_ENDPOINT_URL should be an address that begins with http:// or https://, AWS_REGION only small letters, digits and -; please mend it",
        ),
        "bring_to": (
            "应为 https://域名/路径，路径只用字母、数字和 / . _ ~ -",
            "should be https://host/path, the path only of letters, digits and / . _ ~ -",
        ),
        "webhook_alone": (
            "LEITAI_WEBHOOK_URL 要和 LEITAI_HTTP 一起设：反向代理把聊天服务器送来的消息转到 LEITAI_HTTP 的 主机:端口，没有它收不到",
            "LEITAI_WEBHOOK_URL needs LEITAI_HTTP: the reverse proxy hands what the chat server brings to the host:port of LEITAI_HTTP, and nothing arrives without it",
        ),
        "no_webhook": (
            "LEITAI_WEBHOOK_URL：聊天服务器不往 {url} 送消息（{reason}），请改正；不设它就由机器人自己去取",
            "LEITAI_WEBHOOK_URL: the chat server brings nothing to {url} ({reason}); please mend it, or leave it out and the bot fetches by itself",
        ),
        "no_port": (
            "LEITAI_HTTP：{host}:{port} 不能用（{reason}），请换一个端口，或不设它",
            "LEITAI_HTTP: {host}:{port} cannot be used ({reason}); please take another port, or leave it out",
        ),
        "quotes": (
            "{name} 第 {line} 行：引号不成对或多余，请改正",
            "{name} line {line}: quotes are not in pairs or too many; please mend it",
        ),
    }
)


MACHINE = Words(
    {
        "ENOSPC": ("磁盘空间不足", "the disk is full"),
        "EDQUOT": ("磁盘配额已满", "the quota of the disk is used up"),
        "EFBIG": ("文件过大", "the file is too big"),
        "EROFS": ("磁盘只能读", "the disk can only be read"),
        "EIO": ("磁盘读写出错", "the disk cannot be read or written"),
        "EACCES": ("没有权限", "no right to it"),
        "EPERM": ("没有权限", "no right to it"),
        "ENOENT": ("没有这个文件或文件夹", "there is no such file or folder"),
        "ENAMETOOLONG": ("文件名太长", "the name is too long"),
        "ENOTDIR": ("路径里有一段不是文件夹", "a part of the path is no folder"),
        "EHOSTUNREACH": ("连不上", "cannot be reached"),
        "EADDRINUSE": ("端口已被占用", "the port is taken"),
        "EADDRNOTAVAIL": ("不是本机的地址", "no address of this machine"),
    }
)
"""Why the machine refuses, by the name of its error."""


def of_machine(error: Exception) -> str:
    """Say why the machine refused."""
    number = error.errno if isinstance(error, OSError) else None
    other = number or type(error).__name__
    name = errno.errorcode.get(number or 0, "")
    return MACHINE.get(name) or both(f"系统错误 {other}", f"system error {other}")


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)


def either(words: Iterable[str]) -> str:
    """Name what there is to choose from."""
    return both("、", ", ").join(words)
