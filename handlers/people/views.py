"""What is wrong with a roster, row by row, in words."""

_ROSTER = {
    "roster_name": "没有姓名，请填 name",
    "roster_role": "身份“{text}”不对，请写 负责人、核实人、局领导 或 管理员（head、reviewer、leader、admin）",
    "roster_unit_missing": "身份 {text} 必须写单位，请填 unit",
    "roster_two_names": "这个数字编号已写在另一个姓名下（{text}），一个编号只能是一个人：请改正；换人或改名请用 --replace 导入完整名册",
    "roster_unit_unknown": "没有叫“{text}”的单位，请用竞赛方案中的编号、名称或别名",
    "roster_id": "telegram_id “{text}”应为数字编号，请让本人发 /start 查看",
    "roster_twice": "与第 {text} 行重复，请删去一行",
    "roster_empty": "名册里没有人，什么都没有改动",
}


def roster_fault(line: int, code: str, text: str) -> str:
    """Return one fault as a sentence with its line."""
    return f"第 {line} 行：{_ROSTER[code].format(text=text)}"
