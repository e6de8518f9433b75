"""What cells hold that parts fill, and what a parent shows of what lies below it."""

from scoring.matters.cells import Happened, events, tasks
from scoring.matters.counting import Count
from scoring.matters.part import Terms, terms_of
from scoring.matters.trees import Roll, above, rolls, would_circle
from scoring.rulebook.ledgers import Source
from scoring.rulebook.load import load
from tests.scoring.making import metric, rules, written
from tests.scoring.matters.making import period

NOVEMBER, DECEMBER = period("2026-11"), period("2026-12")
COUNTS = (
    Count(NOVEMBER, 1, "on_time", 27, 30),
    Count(NOVEMBER, 1, "on_time", 1, 1),
    Count(NOVEMBER, 1, "missed", 0, 10),
    Count(NOVEMBER, 2, "rebound"),
    Count(DECEMBER, 2, "on_time", 1, 1),
)


def test_tasks_are_the_parts_on_time_of_those_that_count() -> None:
    assert tasks(COUNTS, Source(("urgent",)), NOVEMBER) == "2/3"
    assert tasks(COUNTS, Source(("urgent",)), DECEMBER) == "1/1"


def test_quantities_are_what_was_verified_of_all_that_counts() -> None:
    assert tasks(COUNTS, Source(("urgent",), "quantity"), NOVEMBER) == "28/41"


def test_a_cell_in_which_nothing_counted_holds_nothing() -> None:
    assert tasks(COUNTS[3:4], Source(("urgent",)), NOVEMBER) is None
    assert tasks((), Source(("urgent",), "quantity"), NOVEMBER) is None


def test_events_tell_of_what_was_missed_and_of_rebounds_by_their_levels() -> None:
    counts = [(12, Count(NOVEMBER, 2, "rebound")), (12, COUNTS[2]), (3, COUNTS[2]), (12, COUNTS[0]), (3, COUNTS[4])]
    found = events(counts, Source(("rectify",), events=("overdue", "rebound")), NOVEMBER)
    assert found == (Happened(3, 1, "overdue"), Happened(12, 1, "overdue"), Happened(12, 2, "rebound"))
    assert [each.event for each in found] == ["T0003/1", "T0012/1", "T0012/2"]
    assert len(events(counts, Source(("rectify",), events=("overdue",)), NOVEMBER)) == 2
    assert events(counts, Source(("rectify",)), NOVEMBER) == ()


def test_the_terms_are_those_of_the_kind_and_of_the_metrics_that_it_feeds() -> None:
    fed = metric(input="tasks", source={"matters": ["urgent"]})
    other = metric("n", input="tasks", source={"matters": ["urgent"]}, period="quarter")
    kinds = [{"id": "urgent", "name": "临时性工作", "form": "task", "assigners": ["office"], "recheck": 30, "mend": 3}]
    keys = rules(fed, other, metric("o"))
    keys["units"].append({"id": "office", "name": "办公室"})
    book = load(written(keys | {"kinds": kinds}))
    wanted = Terms("task", ("office",), ("office",), 2026, ("month", "quarter"), recheck=30, mend=3)
    assert terms_of(book, book.kind("urgent"), "u1") == wanted
    assert terms_of(book, book.kind("urgent"), "office").periods == ()


# 1 is above 2 and 3, 2 above 4 and 5; 9 stands alone.
PARENTS = {2: 1, 3: 1, 4: 2, 5: 2}


def test_a_parent_shows_its_leaves_and_the_worst_light() -> None:
    found = rolls(
        PARENTS,
        [
            (4, "closed", ""),
            (4, "open", "near"),
            (5, "withdrawn", ""),
            (5, "verifying", ""),
            (3, "asking", "overdue"),
            (9, "open", "overdue"),
        ],
    )
    assert found == {1: Roll(1, 4, "overdue"), 2: Roll(1, 3, "near")}


def test_a_parent_without_leaves_shows_none() -> None:
    assert rolls(PARENTS, [(5, "withdrawn", "")]) == {1: Roll(0, 0, ""), 2: Roll(0, 0, "")}


def test_nothing_is_above_itself() -> None:
    assert list(above(4, PARENTS)) == [2, 1]
    assert would_circle(1, 4, PARENTS)
    assert would_circle(7, 7, PARENTS)
    assert not would_circle(7, 4, PARENTS)
    assert not would_circle(4, 3, PARENTS)
