"""A bureau with a ledger that counts by parts, by quantity and as events: its rules and its people."""

from pathlib import Path

from tests.cast import (
    ADMIN,
    FOOD_REVIEWER,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    THIRD_HEAD,
    Part,
)

NORTH_HEAD, STONE_HEAD, WILLOW_HEAD = 1301, 1401, 1501
JOINING = (
    Part(NORTH_HEAD, "周所长", "head", "北营所"),
    Part(STONE_HEAD, "吕所长", "head", "青石所"),
    Part(WILLOW_HEAD, "施所长", "head", "柳林所"),
)
KNOWN = (
    HEAD, OTHER_HEAD, THIRD_HEAD, REVIEWER, SECOND_REVIEWER, OFFICE_REVIEWER, FOOD_REVIEWER, LEADER, ADMIN,
    SECOND_ADMIN,
)  # fmt: skip
CAST = (*(part for part in PARTS if part.person in KNOWN), *JOINING)
OFFICES = {
    "donghu": "东湖所", "xixi": "西溪所", "nanqiao": "南桥所", "beiying": "北营所", "qingshi": "青石所",
    "liulin": "柳林所",
}  # fmt: skip
ROOMS = {"bangongshi": "办公室", "shipin": "食品科", "xiaobao": "消保科"}
RULES = """
[competition]
id = "month-2026"
name = "争先创优"
year = 2026
minimum_coverage = 0
bonus_cap = 0
deduction_cap = 10

[schedule]
report = "+0d 18:00"
review = "+0d 19:00"
lock = "+1d 12:00"
week_post = ""

[[arenas]]
id = "offices"
name = "所擂台"

[[categories]]
id = "conduct"
arena = "offices"
name = "作风建设"
points = 60

[[metrics]]
id = "urgent"
category = "conduct"
name = "临时性工作"
points = 20
leads = ["bangongshi"]
input = "tasks"
missing = "renormalise"
source = { matters = ["urgent"] }
method = { kind = "goalpost", zero_at = "60", full_at = "100" }

[[metrics]]
id = "inspected"
category = "conduct"
name = "专项检查率"
points = 20
leads = ["shipin"]
input = "tasks"
missing = "renormalise"
source = { matters = ["inspection"], count = "quantity" }
method = { kind = "goalpost", zero_at = "0", full_at = "100" }

[[metrics]]
id = "guided"
category = "conduct"
name = "指导力度"
points = 10
leads = ["xiaobao"]
reporter = "lead"
input = "points"
method = { kind = "direct" }

[[metrics]]
id = "steady"
category = "conduct"
name = "季度督办"
points = 10
period = "quarter"
leads = ["bangongshi"]
input = "tasks"
missing = "renormalise"
source = { matters = ["urgent", "inspection"] }
method = { kind = "goalpost", zero_at = "0", full_at = "100" }

[[metrics]]
id = "mended"
category = "conduct"
name = "整改扣分"
points = 10
role = "deduction"
leads = ["bangongshi"]
input = "events"
source = { matters = ["rectify"], events = ["overdue", "rebound"] }
level_names = { overdue = "逾期", rebound = "反弹" }
method = { kind = "events", levels = { overdue = "1", rebound = "2" }, same_event = "sum" }

[[kinds]]
id = "urgent"
name = "临时任务"
form = "task"
assigners = ["bangongshi"]

[[kinds]]
id = "inspection"
name = "专项检查"
form = "task"
assigners = ["shipin"]

[[kinds]]
id = "rectify"
name = "整改事项"
form = "problem"
assigners = ["bangongshi"]
verifiers = ["bangongshi", "xiaobao"]
propose = true
recheck = 30
"""


def write_rulebook(folder: Path) -> Path:
    """Write the rules of the bureau; one of its offices is there until the end of September."""
    units = [
        f'[[units]]\nid = "{unit}"\nname = "{name}"\narena = "offices"\n'
        + ('until = "2026-09"\n' if unit == "liulin" else "")
        for unit, name in OFFICES.items()
    ]
    units += [f'[[units]]\nid = "{unit}"\nname = "{name}"\n' for unit, name in ROOMS.items()]
    rulebook = folder / "month.toml"
    rulebook.write_text("\n".join([RULES, *units]), "utf-8")
    return rulebook
