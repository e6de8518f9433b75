"""What is said of files and settings, by a code."""

_SENTENCES = {
    "table_old": "{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_broken": "{name} 不是完好的 .xlsx 文件，请用 Excel 重新另存，或另存为 UTF-8 编码的 .csv",
    "not_utf8": "{name} 的编码认不出（不是 UTF-8、UTF-16 或 GB18030），请另存为 UTF-8（CSV UTF-8）后再试",
    "text_not_utf8": "{path} 第 {line} 行不是 UTF-8 编码，没有读取：请用记事本打开，“另存为”时编码选 UTF-8",
    "proxy": "环境变量 {name} 里的代理读不懂：应为 http://主机:端口 或 socks5://主机:端口；不用它就改设 LEITAI_PROXY，或在 NO_PROXY 里写上聊天服务器",
    "separators": "{name} 的第一行既有分号又有制表符，看不出用哪个分列：请另存为用逗号分列的 CSV UTF-8",
    "quotes": "{name} 第 {line} 行：引号不成对或多余，请改正",
}


def said(code: str, /, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)
