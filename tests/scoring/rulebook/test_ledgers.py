"""What a rulebook says of matters: their kinds, and the metrics whose numbers their ledger counts."""

import pytest

from scoring.insight.differences import Difference, differences
from scoring.reading.names import exactly, find
from scoring.rulebook import kinds, source
from scoring.rulebook.ledgers import Kind, Source
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from tests.scoring.making import Keys, cells, column, metric, rules, scored, written

EVENTS = {"kind": "events", "levels": {"overdue": 1, "rebound": 2}, "from": "full"}


def keys() -> Keys:
    """Return a rulebook with two kinds: the one with every key, the other with those that it must have."""
    found = rules(
        metric("urgent", input="tasks", missing="renormalise", source={"matters": ["urgent"]}),
        metric("checks", input="tasks", source={"matters": ["urgent", "rectify"], "count": "quantity"}),
        metric(
            "mended",
            input="events",
            method=EVENTS,
            level_names={"overdue": "逾期", "rebound": "反弹"},
            source={"matters": ["rectify"], "events": ["overdue", "rebound"]},
        ),
        metric("told"),
        units=2,
    )
    found["units"] += [{"id": "office", "name": "办公室"}, {"id": "ducha", "name": "督查科"}]
    rectify = {"id": "rectify", "name": "整改事项", "aliases": ["整改"], "form": "problem", "assigners": ["ducha"]}
    rectify |= {"verifiers": ["office", "ducha"], "propose": True, "evidence": "required"}
    rectify |= {"recheck": 30, "mend": 0, "extensions": 0}
    urgent = {"id": "urgent", "name": "临时性工作", "form": "task", "assigners": ["office"]}
    found["kinds"] = [urgent, rectify]
    return found


def book(**changes: object) -> Rulebook:
    """Return that rulebook, keys of its first kind changed."""
    found = keys()
    found["kinds"][0] |= changes
    return load(written(found))


def test_a_kind_has_what_it_says_and_the_published_defaults() -> None:
    urgent, rectify = book().kinds
    assert urgent == Kind("urgent", "临时性工作", "task", ("office",), ("office",), (), False, "optional", 0, 2, 2)
    assert rectify == Kind(
        "rectify", "整改事项", "problem", ("ducha",), ("office", "ducha"), ("整改",), True, "required", 30, 0, 0
    )


def test_a_rulebook_without_kinds_has_none() -> None:
    assert load(written(rules(metric()))).kinds == ()


def test_a_kind_is_found_by_its_id_its_name_and_its_aliases() -> None:
    found = book()
    assert [found.find_kind(text) for text in ("rectify", " 整改事项 ", "整改")] == [found.kind("rectify")] * 3
    assert found.find_kind("整") is None
    with pytest.raises(KeyError):
        found.kind("整改")


def test_a_kind_is_found_as_people_write_it() -> None:
    found = book()
    assert exactly("整改", found.kinds) == (found.kind("rectify"),)
    assert find("临时", found.kinds, str).entry == found.kind("urgent")


def test_leaders_and_admins_assign_where_no_unit_does() -> None:
    assert (book(assigners=[], verifiers=["ducha"]).kinds[0].assigners, book().kind("urgent").verifiers) == (
        (),
        ("office",),
    )


def test_who_assigns_and_who_verifies_needs_a_reviewer_as_a_lead_does() -> None:
    assert book().leading == ("office", "ducha")
    assert load(written(rules(metric(leads=["u2", "u1"]), metric("n", leads=["u1"])))).leading == ("u2", "u1")


def test_a_metric_says_which_ledger_counts_its_values() -> None:
    found = book()
    assert found.metric("urgent").source == Source(("urgent",), "parts", ())
    assert found.metric("checks").source == Source(("urgent", "rectify"), "quantity", ())
    events = found.metric("mended").source
    assert events == Source(("rectify",), "parts", ("overdue", "rebound"))
    assert (events.overdue, events.rebound) == ("overdue", "rebound")
    assert (Source(("rectify",)).overdue, Source(("rectify",)).rebound) == (None, None)
    assert Source(("rectify",), events=("late",)).rebound is None


def test_nobody_reports_what_is_counted_nor_what_takes_its_values() -> None:
    whole = keys()
    taking = {"id": "again", "category": "c", "name": "再算", "points": 1, "role": "bonus", "value_of": "urgent"}
    whole["metrics"].append(taking | {"method": {"kind": "goalpost", "zero_at": 0, "full_at": 100}})
    found = load(written(whole))
    assert [one.id for one in found.reported_in("a")] == ["told"]
    assert [one.id for one in found.metrics if not one.is_reported] == ["urgent", "checks", "mended", "again"]
    assert found.metric("again").source is None
    assert source.in_words(found, found.metric("again")) == source.in_words(found, found.metric("urgent"))


def test_a_file_of_values_is_scored_with_what_a_ledger_would_count() -> None:
    found = book()
    table = "\n".join((column("urgent", ["3/4", "1/1"]), column("told", [50, 50]), "u1,mended,2026-03,,,overdue,T1/1"))
    assert len(cells(found, table)) == 5
    rows = {row.unit: row for row in scored(found, table).rows}
    assert [rows[unit].metrics["urgent"].points for unit in ("u1", "u2")] == ["15.00", "20.00"]
    assert [rows[unit].metrics["mended"].points for unit in ("u1", "u2")] == ["19.00", "20.00"]


def test_a_kind_is_told_with_its_terms() -> None:
    found = book()
    assert [kinds.in_words(found, kind) for kind in found.kinds] == [
        "临时性工作（任务）：办公室交办、核查；首次退回后补办 2 个工作日，最多延期 2 次",
        "整改事项（整改）：督查科交办，办公室、督查科核查；退回后时限不变，不能延期，了结 30 天后回头看，各单位可以自己提出，报完成必须附佐证",  # noqa: E501 - a sentence
    ]
    nobody = book(assigners=[], verifiers=["ducha"])
    assert kinds.in_words(nobody, nobody.kinds[0]).startswith("临时性工作（任务）：局领导、管理员交办，督查科核查")


def test_a_metric_is_told_with_what_is_counted() -> None:
    found = book()
    assert [source.in_words(found, one) for one in found.metrics] == [
        "由督办事项（临时性工作）自动计入：按期办结数/应办数",
        "由督办事项（临时性工作、整改事项）自动计入：按期办结的数量/应办的数量",
        "由督办事项（整改事项）自动计入：每件逾期未结记“逾期”一次，每次反弹记“反弹”一次",
        "",
    ]
    whole = keys()
    whole["metrics"][2]["source"]["events"] = ["overdue"]
    one = load(written(whole))
    assert source.in_words(one, one.metric("mended")).endswith("每件逾期未结记“逾期”一次")


def test_what_two_rulebooks_say_otherwise_of_kinds_and_sources_is_told() -> None:
    new = keys()
    new["kinds"][0] |= {"name": "临时任务", "mend": 3, "verifiers": ["ducha"]}
    new["kinds"][1] = new["kinds"][1] | {"id": "decision", "name": "议定事项", "aliases": []}
    new["metrics"][1]["source"] = {"matters": ["urgent", "decision"], "count": "quantity"}
    new["metrics"][2]["source"]["matters"] = ["decision"]
    assert list(differences(book(), load(written(new)))) == [
        Difference("metrics", "changed", "checks", aspects=("source",)),
        Difference("metrics", "changed", "mended", aspects=("source",)),
        Difference("kinds", "renamed", "临时任务", "临时性工作", "临时任务"),
        Difference("kinds", "new", "议定事项"),
        Difference("kinds", "gone", "整改事项"),
        Difference("kinds", "changed", "临时任务", aspects=("verifiers", "mend")),
    ]
    assert list(differences(book(), book())) == []
