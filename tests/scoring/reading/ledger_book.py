"""A rulebook with kinds of matters, and the moment at which lines about them are written: a Wednesday morning."""

from datetime import date, datetime

from scoring.reading.deadlines import When
from scoring.reading.units import Context
from scoring.rulebook.load import load
from tests.scoring.making import metric, written
from tests.scoring.matters.making import ZONE

_OFFICES = (("donghu", "东湖"), ("xixi", "西溪"), ("zhulin", "竹林"), ("gone", "旧街"))
_ENGLISH = {"donghu": "Donghu Office", "xixi": "Xixi Office", "zhulin": "Bamboo Grove and Lakes Office"}
_BASE = {"id": "ledger", "name": "台账", "year": 2026, "bonus_cap": 20, "deduction_cap": 20}
BOOK = load(
    written(
        {
            "competition": _BASE,
            "arenas": [
                {"id": "offices", "name": "市场监管所擂台", "name_en": "Supervision Offices"},
                {"id": "departments", "name": "事业单位、机关科室擂台", "name_en": "Institutions, Departments"},
            ],
            "units": [
                *(
                    {"id": key, "name": f"{name}市场监管所", "aliases": [f"{name}所"], "arena": "offices"}
                    | ({"until": "2026-06"} if key == "gone" else {"name_en": _ENGLISH[key]})
                    for key, name in _OFFICES
                ),
                {"id": "ducha", "name": "督查科", "arena": "departments", "name_en": "General Office"},
                {"id": "renshi", "name": "人事科", "arena": "departments"},
            ],
            "categories": [
                {"id": "c", "arena": "offices", "name": "作风", "points": "20"},
                {"id": "d", "arena": "departments", "name": "效能", "points": "20"},
            ],
            "metrics": [metric("m"), metric("k", category="d")],
            "kinds": [
                {
                    "id": "urgent",
                    "name": "临时性工作",
                    "form": "task",
                    "assigners": ["ducha"],
                    "name_en": "Ad hoc work",
                },
                {"id": "inspection", "name": "专项检查", "form": "task", "assigners": ["ducha"], "aliases": ["检查"]},
                {"id": "rectify", "name": "整改事项", "form": "problem", "assigners": ["ducha"], "aliases": ["整改"]},
            ],
        }
    )
)
TASKS = tuple(kind for kind in BOOK.kinds if kind.form == "task")
PROBLEMS = tuple(kind for kind in BOOK.kinds if kind.form == "problem")
NOW = datetime(2026, 11, 18, 10, 0, 30, tzinfo=ZONE)
HOLIDAY = date(2026, 11, 20)
WHEN = When(NOW, 2026, lambda day: day.weekday() > 4 or day == HOLIDAY)


def initials(name: str) -> str:
    """Return the pinyin initials of the units' short names."""
    return {"东湖所": "dhs", "西溪所": "xxs"}.get(name, "")


def context(*kinds: str) -> Context:
    """Return what lines of somebody are read by who has these kinds; all tasks where none is named."""
    return Context(BOOK, tuple(kind for kind in BOOK.kinds if kind.id in kinds) or TASKS, WHEN, initials)
