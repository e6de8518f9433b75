"""What commands say about the house's own keeping: the sentence of a code, each with its way out."""

_SENTENCES = {
    "many_more": "还有 {count} 处没有列出，改正以上各处后再查一次",
    "wide": "提醒：其他账号能打开 {count} 个文件或文件夹，例如 {path}；请运行 chmod -R go= {folder}",
}


def said(code: str, **values: object) -> str:
    """Return the sentence of a code."""
    return _SENTENCES[code].format_map(values)
