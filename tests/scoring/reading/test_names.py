"""Names as people type them: what decides, what is only offered, and five thousand slips that never decide wrongly."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from bot.files import read_sample
from handlers.names import initials, metric_named, unit_named
from scoring.reading.lines import clean, read_event, read_line, words
from scoring.reading.names import exactly, find
from scoring.rulebook.load import load
from scoring.rulebook.model import Metric, Unit

BOOK = load(read_sample())
TODAY = date(2026, 11, 19)
ARENAS = ("offices", "departments")


def metric(text: str, arena: str = "offices", *, events: bool = False) -> str | list[str]:
    """Return the id of the metric that a name decides, or the names that are offered."""
    named = metric_named(BOOK, arena, text, events=events)
    return named.entry.id if named.entry else [entry.name for entry in named.candidates]


def unit(text: str) -> str | list[str]:
    named = unit_named(BOOK, text)
    return named.entry.id if named.entry else [entry.name for entry in named.candidates]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reply_rate", "reply_rate"),
        ("工单按期回复率", "reply_rate"),
        ("回复率", "reply_rate"),
        ("按期", "reply_rate"),
        ("工单 按期", "reply_rate"),
        ("gdaqhfl", "reply_rate"),
        ("Requests replied in time", "reply_rate"),
        ("requests REPLIED in time", "reply_rate"),
        ("GDAQHFL", "reply_rate"),
        ("ｈｆｌ", "reply_rate"),
        ("办结", "closure_rate"),
        ("bjl", "closure_rate"),
        ("铁拳行动实效", "iron_fist"),
        ("tqxdsx", "iron_fist"),
        ("tq", "iron_fist"),
        ("信访", "petitions"),
        ("专项检查督导检查", "inspections"),
        ("企业满意度", "enterprises"),
    ],
)
def test_a_name_that_only_one_metric_can_have_decides(text: str, found: str) -> None:
    assert metric(text) == found


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("满意", ["驻地企业满意度", "工单满意率"]),
        ("工单", ["工单按期回复率", "工单办结率", "工单满意率"]),
        ("率", ["工单按期回复率", "工单办结率", "工单满意率"]),
        ("信", ["信访件化解"]),
        ("回复虑", ["工单按期回复率"]),
        ("回覆率", ["工单按期回复率"]),
        ("工单滿意率", ["工单满意率"]),
        ("gdaqhf", ["工单按期回复率"]),
        ("gdbll", ["工单办结率"]),
        ("replied in time", ["工单按期回复率"]),
        ("Request satisfacton", ["工单满意率"]),
        ("没有这个指标", []),
        ("x", []),
        ("", []),
        ("、", []),
        ("“”", []),
    ],
)
def test_a_name_that_several_can_have_or_that_is_misspelt_is_offered_and_decides_nothing(
    text: str, offered: list[str]
) -> None:
    found = metric(text)
    assert isinstance(found, list)
    assert found[: len(offered)] == offered
    assert bool(found) == bool(offered)


def test_events_and_values_are_asked_for_apart() -> None:
    assert metric("媒体", events=True) == "media"
    assert metric("媒体") == []
    assert metric("市级", events=True) == ["市级以上荣誉", "市级以上经验交流"]
    assert metric("按期", events=True) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("东湖", "donghu"),
        ("dhs", "donghu"),
        ("dhscjgs", "donghu"),
        ("食品", "shipin"),
        ("spk", "shipin"),
        ("高新区", "gaoxin"),
        (
            "监管所",
            [
                "东湖市场监管所",
                "西溪市场监管所",
                "南桥市场监管所",
                "北营市场监管所",
                "青石市场监管所",
                "柳林市场监管所",
            ],
        ),
        ("东胡所", ["东湖市场监管所"]),
        ("專班", []),
        ("专班", []),
    ],
)
def test_units_are_found_by_the_same_rules(text: str, found: str | list[str]) -> None:
    got = unit(text)
    assert (got[: len(found)] if isinstance(got, list) else got) == found
    assert bool(got) == bool(found)


@pytest.mark.parametrize(
    ("line", "metric_id", "value", "period"),
    [
        ("按期 98/100", "reply_rate", "98/100", None),
        ("按期回复 98 / 100 11月", "reply_rate", "98/100", "2026-11"),
        ("hfl 九十八 / 一百 上月", "reply_rate", "九十八/一百", "2026-10"),
        ("铁拳行动实效 三 件", "iron_fist", "三 件", None),
        ("工单 按期 98 of 100", "reply_rate", "98of100", None),
        ("专项检查、督导检查完成", "inspections", None, None),
        ("专项检查、督导检查完成 11月", "inspections", None, "2026-11"),
        ("回复率 本月", "reply_rate", None, "2026-11"),
        ("按期", "reply_rate", None, None),
        ("按期 回复", "reply_rate", None, None),
        ("一体化", "platform", None, None),
        ("一体化 9/10", "platform", "9/10", None),
        ("铁拳 2026", "iron_fist", "2026", None),
        ("办结率 很多", "closure_rate", "很多", None),
    ],
)
def test_a_line_is_read_with_every_kind_of_name(
    line: str, metric_id: str, value: str | None, period: str | None
) -> None:
    found = read_line(words(line), BOOK, "offices", TODAY, initials)
    assert found.metric is not None
    assert (found.metric.id, found.value) == (metric_id, value)
    assert (None if found.period is None else str(found.period)) == period


@pytest.mark.parametrize(
    "line", ["没有所 工单按期回复率 98/100", "回复虑 3 5", "铁拳 3 5", "工单 很好", "工单", "没有的指标 3"]
)
def test_where_more_than_the_name_is_unclear_nothing_is_offered(line: str) -> None:
    found = read_line(words(line), BOOK, "offices", TODAY, initials)
    assert (found.metric, found.candidates) == (None, ())


def test_an_event_is_named_by_its_first_word() -> None:
    found, rest = read_event(words("媒体 省级 甲 乙"), BOOK, "offices", initials)
    assert found.metric is not None
    assert (found.metric.id, rest) == ("media", ["省级", "甲", "乙"])
    found, rest = read_event(words("市级以上 省级 甲"), BOOK, "offices", initials)
    assert [candidate.id for candidate in found.candidates] == ["honours", "exchange"]
    for line in ("没有所 荣誉 省级 甲", ""):
        found, _ = read_event(words(line), BOOK, "offices", initials)
        assert (found.metric, found.candidates) == (None, ())


# Slips of the finger

CLOSE = (
    "率律绿 回会汇 复付覆 工公功 单丹 按案 期其奇 办半 结节 满慢 意义 "
    "企起 业页 度杜 专砖 项向 检捡 查察 导到 铁贴 拳全 信新 访仿"
)
TRADITIONAL = str.maketrans("单复办结满业专项检导铁访体创荣报样务监东质", "單複辦結滿業專項檢導鐵訪體創榮報樣務監東質")
INSERTED = " 、：的"


def slips(name: str, chance: random.Random) -> Iterator[str]:
    """Yield a name as somebody may mistype it."""
    place = chance.randrange(len(name))
    other = chance.randrange(len(name))
    yield name[:place] + name[place + 1 :]
    yield name[:place] + name[place : place + 2][::-1] + name[place + 2 :]
    yield name[:place] + chance.choice("工单率满意企业报完成督甲乙3一") + name[place + 1 :]
    group = next((near for near in CLOSE.split() if name[place] in near), name[place])
    yield name[:place] + chance.choice(group) + name[place + 1 :]
    yield name.translate(TRADITIONAL)
    yield name[:place] + chance.choice(INSERTED) + name[place:]
    yield "".join(char for at, char in enumerate(name) if at not in (place, other))
    short = initials(name)
    yield short[: place % len(short)] + chance.choice("zcsnlhf") + short[place % len(short) + 1 :]
    yield short[:-1]
    yield name[: place + 1]
    yield name[place:]


def letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def ought(typed: str, entries: list[Metric] | list[Unit]) -> set[str]:
    """Return by a plain reading of the rules what a name may decide: the first rule that fits anything has the say."""
    wanted = letters(clean(typed))
    spoken = {entry.id: [letters(clean(name)) for name in (entry.name, *entry.aliases)] for entry in entries}
    rules = (
        {one for one, names in spoken.items() if wanted == one or wanted in names},
        {one for one, names in spoken.items() if len(wanted) > 1 and any(wanted in name for name in names)},
        {
            one
            for one, names in spoken.items()
            if len(wanted) > 1 and any(wanted == letters(initials(n)) for n in names)
        },
    )
    return next((found for found in rules if found), set())


def test_five_thousand_slips_never_decide_wrongly() -> None:
    chance = random.Random(20261119)
    tried = decided = 0
    everywhere = [[m for m in BOOK.metrics_in(arena) if m.input != "events"] for arena in ARENAS]
    lists: list[list[Metric] | list[Unit]] = [*everywhere, [unit for unit in BOOK.units if unit.arena]]
    while tried < 5000:
        entries = chance.choice(lists)
        meant = chance.choice(entries)
        name = chance.choice((meant.name, *meant.aliases))
        for typed in slips(name, chance):
            tried += 1
            found = find(clean(typed), entries, initials).entry  # type: ignore[type-var]
            allowed = ought(typed, entries)
            assert found is None or {found.id} == allowed, (name, typed)
            assert found is not None or len(allowed) != 1, (name, typed)
            if found is not None:
                decided += 1
                same = [letters(known) for known in (found.name, *found.aliases)]
                own = found.id == meant.id or letters(clean(typed)) in same or typed.isascii()
                assert own, (name, typed, found.id)
    assert 1000 < decided < 4000


def test_an_exact_name_wins_over_every_part() -> None:
    for arena in ARENAS:
        for entry in BOOK.metrics_in(arena):
            for name in (entry.id, entry.name, *entry.aliases):
                assert exactly(clean(name), BOOK.metrics_in(arena)) == (entry,)
                assert find(clean(name), BOOK.metrics_in(arena), initials).entry == entry
