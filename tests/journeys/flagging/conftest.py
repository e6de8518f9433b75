"""A small bureau with flags of the month: three offices, one figure, two leaders of whom one sits in an office."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import engine
from tests.cast import (
    ADMIN,
    COLLEAGUE,
    HEAD,
    LEADER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    THIRD_HEAD,
    Part,
    roster_csv,
)
from tests.stage import Stage, furnish, playing, staged

SMALL = """
arenas = [{ id = "offices", name = "市场监管所擂台" }]
units = [
  { id = "donghu", name = "东湖市场监管所", arena = "offices", aliases = ["东湖所"] },
  { id = "xixi", name = "西溪市场监管所", arena = "offices", aliases = ["西溪所"] },
  { id = "nanqiao", name = "南桥市场监管所", arena = "offices", aliases = ["南桥所"] },
  { id = "xiaobao", name = "消保科" },
]
categories = [{ id = "people", arena = "offices", name = "群众满意", points = 100 }]

[competition]
id = "small"
name = "红旗竞赛"
year = 2026
bonus_cap = 0
deduction_cap = 0

[schedule]
week_post = ""

[flags]
period = "month"

[[metrics]]
id = "reply"
category = "people"
name = "按期回复率"
points = 100
leads = ["xiaobao"]
input = "rate"
method = { kind = "goalpost", zero_at = 0, full_at = 100 }
"""
PARTS = (
    Part(HEAD, "王所长", "head", "东湖所"),
    Part(OTHER_HEAD, "钱所长", "head", "西溪所"),
    Part(THIRD_HEAD, "孙所长", "head", "南桥所"),
    Part(REVIEWER, "李科长", "reviewer", "消保科"),
    Part(SECOND_REVIEWER, "周科员", "reviewer", "消保科"),
    Part(LEADER, "沈局长", "leader"),
    Part(COLLEAGUE, "赵副局长", "leader"),
    Part(COLLEAGUE, "赵副局长", "head", "南桥所"),
    Part(ADMIN, "韩管理员", "admin"),
    Part(SECOND_ADMIN, "杨管理员", "admin"),
)


@pytest.fixture(scope="session")
def small_furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the small bureau, to be copied."""
    folder = tmp_path_factory.mktemp("small")
    rulebook = folder / "rulebook.toml"
    rulebook.write_text(SMALL, "utf-8")
    return furnish(folder / "data", rulebook, roster_csv(PARTS))


@pytest.fixture
def small_stage(small_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The small bureau, and the running bot in it."""
    folder, rules = engine.copy_folder(small_furnished, tmp_path / "data"), small_furnished.with_name("rulebook.toml")
    with staged("in process", folder, rules, basic_group=True) as stage, playing(stage):
        yield stage
