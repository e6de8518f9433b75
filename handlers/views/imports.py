"""What is wrong with a roster or a table of values, row by row, in words."""

import html
import re

from handlers.results import Values
from handlers.views.texts import SENTENCES, sentence
from scoring.faults import words

_ROSTER = {
    "roster_name": "没有姓名，请填 name",
    "roster_role": "身份“{text}”不对，请写 head、reviewer、leader 或 admin",
    "roster_unit_missing": "身份 {text} 必须写单位，请填 unit",
    "roster_unit_surplus": "局领导和管理员不写单位，请删去“{text}”",
    "roster_unit_unknown": "没有叫“{text}”的单位，请用竞赛方案中的编号、名称或别名",
    "roster_id": "telegram_id “{text}”应为数字编号，请让本人发 /start 查看",
    "roster_twice": "与第 {text} 行重复，请删去一行",
    "roster_empty": "名册里没有人，什么都没有改动",
}


def roster_fault(line: int, code: str, text: str) -> str:
    """Return one fault as a sentence with its line."""
    return f"第 {line} 行：{_ROSTER[code].format(text=text)}"


_FILL_AGAIN = "请用填报表重新填写，或另存为 .xlsx（Excel 工作簿）"
_TABLES = {
    "table_macros_by_name": "{name} 可以带宏，不收：请另存为 .xlsx（Excel 工作簿）",
    "table_macros": "{name} 里有宏，不收：" + _FILL_AGAIN,
    "table_old": "{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv",
    "table_other": "{name} 不是表格文件：请发 .xlsx，或 UTF-8 编码的 .csv",
    "table_other_document": "{name} 不是 Excel 工作簿：" + _FILL_AGAIN,
    "table_too_big": "{name} 太大（超过 2 MB）：请删去图片和无关的工作表，" + _FILL_AGAIN,
    "table_bomb": "{name} 展开后太大：请删去多余的行、图片和工作表，" + _FILL_AGAIN,
    "table_long": "{name} 超过 {rows} 行或 {cells} 格：请只留要报的行和列",
    "table_wide": "{name} 超过 {most} 列：请只留要报的列",
    "table_many_sheets": "{name} 超过 {most} 张工作表：请只留要报的",
    "table_locked": "{name} 设有打开密码，或是旧版格式：请取消密码，" + _FILL_AGAIN,
    "table_broken": "{name} 已损坏，打不开：" + _FILL_AGAIN,
    "table_strange": "{name} 里有工作簿不该有的内容，不收：" + _FILL_AGAIN,
    "table_csv": "{name} 读不出来：请另存为 UTF-8 编码的 CSV（CSV UTF-8），引号要成对",
    "table_formulas": "{name} 里有公式，算出来的数不可靠，不收（{count} 处）：{cells}。请粘贴为数值后再发",
    "table_many_values": "{name} 有 {count} 项，聊天里一次最多 {most} 项：请分成几份，或请管理员用命令行导入",
    "table_not_fetched": "{name} 没能从聊天服务器取到：请重新发送一次",
}


def table_fault(code: str, values: Values) -> str:
    """Return what is wrong with a table as a whole as a sentence."""
    shown = {name: "、".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return _TABLES[code].format_map(shown)


def value_fault(place: str, code: str, values: Values) -> str:
    """Return one fault of a table of values as a sentence with its place: what a cell says, or what a report hears."""
    said = html.unescape(sentence(code, values)) if code in SENTENCES else words(code, values)
    said = re.sub(r"^\W*没有受理：|，没有任何改动|。没有任何改动(?=。)", "", said)
    return f"{place}：{said}" if place else said
