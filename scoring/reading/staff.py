"""What an admin writes about people: what is to be done, and roles as offices call them."""

VERBS = {
    "加人": "add",
    "邀请": "invite",
    "换人": "replace",
    "离任": "leave",
    "停用": "freeze",
    "恢复": "thaw",
    "代理": "deputise",
    "取消代理": "recall",
    "add": "add",
    "invite": "invite",
    "replace": "replace",
    "remove": "leave",
    "freeze": "freeze",
    "unfreeze": "thaw",
    "deputy": "deputise",
    "recall": "recall",
}
"""The words behind `/people`, by what they do."""
UNIT_MARK = "/"
"""Between unit and name, where several people have one name."""
EVERYBODY = ("全部", "所有人", "all")
UNNAMED = "管理员"
"""The name of the first admin, whom no roster names."""
