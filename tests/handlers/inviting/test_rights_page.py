"""The page of rights is what everybody can do; for each kind of person it is said here by hand, too."""

from tests.pages import kept, made
from tests.rights_page import ACTS, PEOPLE, page, rights

OF_A_HEAD = {"上报", "撤回", "异议", "催办", "完成", "撤回完成", "延期", "催督办"}
OF_A_VERIFIER = {"准延期", "核查", "退回核查", "巩固", "反弹", "催督办"}
OF_A_REVIEWER = {"确认", "退回"} | OF_A_VERIFIER
OF_WHO_ASSIGNED = {"交办", "改期", "撤项", "催督办"}
PLACED = {"催办", "会签变更", "定榜前看榜", "定榜后签", "交办", "催督办"}
OF_A_LEADER = PLACED | {"撤项", "巩固", "反弹"}
OF_THE_OFFICE = {
    "加人",
    "停用",
    "恢复的第二人",
    "通过绑定",
    "换名册",
    "改日程",
    "设工作群",
    "开始演练",
    "结束演练",
    "定榜先签",
}
OF_AN_ADMIN = PLACED | OF_THE_OFFICE | {"移交"}
BY_HAND: dict[str, set[str]] = {
    "本单位负责人": OF_A_HEAD,
    "同单位另一负责人": OF_A_HEAD,
    "别的单位负责人": {"上报"},
    "牵头单位核实人": OF_A_REVIEWER,
    "同一牵头单位另一核实人": OF_A_REVIEWER - {"巩固", "反弹"},
    "别的牵头单位核实人": set(),
    "交办单位核实人": OF_WHO_ASSIGNED,
    "局领导": OF_A_LEADER | {"发红旗"},
    "管理员": OF_AN_ADMIN,
    "管理员兼本项核实人": OF_AN_ADMIN | OF_A_REVIEWER,
    "已停用的核实人": set(),
    "核实人的代理，首日前最后一刻": set(),
    "核实人的代理，首日零点": OF_A_REVIEWER,
    "核实人的代理，末日最后一刻": OF_A_REVIEWER,
    "核实人的代理，末日之后零点": set(),
    "接任的核实人": OF_A_REVIEWER,
    "离任的核实人": set(),
    "已申请、还没通过的负责人": set(),
    "不在名册上的人": set(),
}


def test_everybody_can_do_what_the_rules_say_and_nothing_else_and_the_page_says_so() -> None:
    assert {name: {act for act, may in row.items() if may} for name, row in rights().items()} == BY_HAND
    assert BY_HAND.keys() == PEOPLE.keys()
    assert set().union(*BY_HAND.values()) == ACTS.keys()
    assert kept("rights") == made("rights", page), "run make rights"
