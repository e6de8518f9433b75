"""What an admin writes about people: what is to be done, and roles as offices call them."""

VERBS = {
    "加人": "add",
    "邀请": "invite",
}
"""The words behind `/people`, by what they do."""
EVERYBODY = ("全部", "所有人")
ROLES = {
    "负责人": "head",
    "单位负责人": "head",
    "核实人": "reviewer",
    "局领导": "leader",
    "领导": "leader",
    "管理员": "admin",
}
UNNAMED = "管理员"
"""The name of the first admin, whom no roster names."""
