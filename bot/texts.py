"""What each command is for, and what is said of files and settings, by a code."""

COMMANDS = {
    "demo": "在本机演示完整产品：不需要账号，不需要网络。",
    "run": "启动机器人。",
    "check": "检查设置、竞赛方案、数据库、字体和聊天服务器，一次说完所有问题。",
    "score": "按竞赛方案给一张数值表计分，不需要机器人和数据库。",
    "standings": "按数据库中已确认的数据计分。",
    "submissions": "列出每一条申报：版本、状态、签字、上报人、决定人。",
    "migrate": "把数据库升级到最新结构。",
    "backup": "把数据库、佐证存档和竞赛方案备份成一个文件；可以在机器人运行时做。",
    "restore": "从备份恢复：先整体核对，再换上；原来的会另存。机器人须先停下。",
    "roster": "名册",
    "values": "数值",
    "audit": "存证",
}
"""What each command of `leitai` is for, in the order of its help."""

_SENTENCES = {
    "many_more": "还有 {count} 处没有列出，改正以上各处后再查一次",
    "table_old": "{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_broken": "{name} 不是完好的 .xlsx 文件，请用 Excel 重新另存，或另存为 UTF-8 编码的 .csv",
    "not_utf8": "{name} 不是 UTF-8 编码，请另存为 UTF-8（CSV UTF-8）后再试",
    "text_not_utf8": "{path} 第 {line} 行不是 UTF-8 编码，没有读取：请用记事本打开，“另存为”时编码选 UTF-8",
    "proxy": "环境变量 {name} 里的代理读不懂：应为 http://主机:端口 或 socks5://主机:端口；不用它就改设 LEITAI_PROXY，或在 NO_PROXY 里写上聊天服务器",
    "quotes": "{name} 第 {line} 行：引号不成对或多余，请改正",
}


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)
