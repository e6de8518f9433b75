"""The cast of every story: one roster, so that who may do what reads the same in all tests."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from bot.sandbox.chat import Chat

TOKEN = "100:leitaiSandboxSecret"
SECRET = TOKEN.partition(":")[2]
BOT = "leitai_bot"
CHINA = timezone(timedelta(hours=8))
BEGIN = datetime(2026, 11, 19, 9, 0, tzinfo=CHINA)
"""A Thursday: October is locked, November is open, no quiet hours."""

HEAD = 1001
COLLEAGUE = 1002
OTHER_HEAD = 1101
THIRD_HEAD = 1201
REVIEWER = 2001
SECOND_REVIEWER = 2002
OFFICE_REVIEWER = 2101
SQUAD_REVIEWER = 2201
LEGAL_REVIEWER = 2202
PARTY_HEAD = 2301
STAFF_REVIEWER = 2401
FOOD_REVIEWER = 2501
TASK_FORCE = 2601
LEADER = 3001
ADMIN = 4001
SECOND_ADMIN = 4002
STRANGER = 9001

GROUP = -1001234500678
BASIC_GROUP = -4001
OTHER_GROUP = -1009999900001


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the roster, played by somebody with an account."""

    person: int
    name: str
    role: str
    unit: str = ""


PARTS = (
    Part(HEAD, "王所长", "head", "东湖所"),
    Part(COLLEAGUE, "赵副所长", "head", "donghu"),
    Part(OTHER_HEAD, "钱所长", "head", "西溪所"),
    Part(THIRD_HEAD, "孙所长", "head", "南桥所"),
    Part(REVIEWER, "李科长", "reviewer", "消保科"),
    Part(SECOND_REVIEWER, "周科员", "reviewer", "消保科"),
    Part(OFFICE_REVIEWER, "吴主任", "reviewer", "办公室"),
    Part(SQUAD_REVIEWER, "郑队长", "reviewer", "执法大队"),
    Part(LEGAL_REVIEWER, "冯科长", "reviewer", "政策法规科"),
    Part(PARTY_HEAD, "陈书记", "head", "机关党委"),
    Part(PARTY_HEAD, "陈书记", "reviewer", "机关党委"),
    Part(STAFF_REVIEWER, "褚科长", "reviewer", "人事科"),
    Part(FOOD_REVIEWER, "卫科长", "reviewer", "食品科"),
    Part(TASK_FORCE, "蒋组长", "reviewer", "营商专班"),
    Part(LEADER, "沈局长", "leader"),
    Part(ADMIN, "韩管理员", "admin"),
    Part(SECOND_ADMIN, "杨管理员", "admin"),
)
NAMES = {part.person: part.name for part in PARTS} | {STRANGER: "路人甲"}


def roster_csv(parts: tuple[Part, ...] = PARTS) -> str:
    """Write the roster as the file that `leitai roster import` reads."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("unit", "name", "role", "telegram_id"))
    rows.writerows((part.unit, part.name, part.role, part.person) for part in parts)
    return out.getvalue()


def enter(chat: Chat, *, group: int = GROUP, basic: bool = False) -> None:
    """Let everybody enter: all have started the bot but the stranger; the office and a lead run the group chat."""
    for person, name in NAMES.items():
        chat.add_person(person, name, started=person != STRANGER)
    chat.add_group(group, "局工作群", members=NAMES, admins=[ADMIN, REVIEWER], supergroup=not basic)
