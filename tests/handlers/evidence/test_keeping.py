"""How long copies of evidence are kept, and how much room they have: as the rulebook says."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.files import read_sample
from handlers.bureau.actions import put_rulebook, set_group
from handlers.deciding.actions import cases, reviews
from handlers.evidence.actions import AT_ONCE, clear, due, fits, kept, pieces
from handlers.people.actions import import_roster
from handlers.reporting.actions import afterwards, submit
from handlers.results import File
from handlers.vetoing.actions.asking import ask
from scoring.calendar import Period
from storage import audit, evidence, shelf
from storage.database import Database
from storage.evidence import Kept
from storage.tables import bureau
from tests.cast import ADMIN, GROUP, HEAD, LEADER, PARTS, REVIEWER
from tests.handlers.bench import RATE, Bench
from tests.handlers.evidence.test_evidence import photo, with_files


def ruled(folder: Path, rules: str) -> Bench:
    """Open a house whose rulebook says something about evidence."""
    database = Database(folder / "leitai.db")
    database.migrate()
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample() + f"\n[evidence]\n{rules}\n".encode())
        set_group(turn, GROUP)
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
        import_roster(turn, list(enumerate(rows, 2)), replace=True)
    return bench


def held(bench: Bench, name: str, line: str = RATE, *, content: str = "", size: int = 1000) -> int:
    """Report with a photo of which a copy is kept; returns the submission."""
    bench.do(with_files(submit.report, photo(name)), HEAD, (line,))
    with bench.turn() as turn:
        one = evidence.next_owed(turn.tx, bench.now)
        assert one is not None
        kept(turn, one.id, Kept("a" * 64, (content or name).ljust(64, "0"), "jpg", size))
        return evidence.numbers_of(turn.tx, [one])[0]


def cleared(bench: Bench) -> int:
    """Let the day's look be taken, if it is due; returns how many copies went."""
    with bench.turn() as turn:
        went = 0
        while due(turn):
            went += clear(turn)
        return went


def facts(bench: Bench) -> list[str]:
    with bench.turn() as turn:
        rows = turn.tx.all(bureau.audit.select().where(bureau.audit.c.act == "evidence_gone"))
        assert audit.first_difference(turn.tx) is None
    return [row.body for row in rows]


def test_what_was_withdrawn_goes_after_thirty_days_and_that_is_a_fact_and_on_the_card(bench: Bench) -> None:
    number, other = held(bench, "one"), held(bench, "two", "办结率 97/100")
    bench.deliver()
    bench.do(afterwards.withdraw, HEAD, number)
    bench.later(days=29)
    assert (cleared(bench), facts(bench)) == (0, [])
    bench.later(days=1)
    assert (cleared(bench), facts(bench)) == (0, [])
    bench.later(days=1)
    assert cleared(bench) == 1
    (body,) = facts(bench)
    for part in ('"attachment":1', f'"stored":"{"one".ljust(64, "0")}"', '"why":"withdrawn"'):
        assert part in body
    assert (bench.claimed(number).evidence, bench.claimed(number).cleared) == (1, 1)
    assert "佐证 1（已按规定清理）" in bench.text_of(bench.owed("card_edit")[-1])
    assert bench.claimed(other).cleared == 0
    with bench.turn() as turn:
        assert [piece.withheld for piece in pieces(turn, number)] == ["cleared"]
        assert [one.stored for one in shelf.copies(turn.tx)] == ["two".ljust(64, "0")]
        assert [place for _, place in shelf.gone_since(turn.tx, datetime.fromisoformat("2026-01-01T00:00Z"))] == [
            f"on/{'one'.ljust(64, '0')}.jpg"
        ]


def test_a_clock_that_is_wrong_for_a_moment_costs_nobody_their_evidence(bench: Bench) -> None:
    bench.do(afterwards.withdraw, HEAD, held(bench, "one"))
    cleared(bench)
    right = bench.now
    bench.later(days=4000)
    assert cleared(bench) == 0
    bench.now = right
    bench.later(days=1)
    assert cleared(bench) == 0


def test_without_a_word_of_it_evidence_that_counts_is_kept_for_good(bench: Bench) -> None:
    held(bench, "one")
    bench.later(days=4000)
    assert cleared(bench) == 0


def test_after_its_days_evidence_of_a_locked_period_goes_but_not_what_is_in_dispute(tmp_path: Path) -> None:
    bench = ruled(tmp_path, "keep_days = 90")
    settled, disputed = held(bench, "one"), held(bench, "two", "办结率 97/100")
    for number in (settled, disputed):
        bench.do(reviews.confirm, REVIEWER, number, 1)
    bench.later(hours=1)
    bench.do(cases.appeal, HEAD, disputed, "少算一件")
    with bench.turn() as turn:
        bench.now = turn.lock_of(Period.written("2026-11")) + timedelta(days=90, seconds=-1)
    assert cleared(bench) == 0
    bench.later(days=1)
    assert cleared(bench) == 0, "it is over now; a day later it is so still"
    bench.later(days=1)
    assert cleared(bench) == 1
    assert '"why":"expired"' in facts(bench)[0]
    assert (bench.claimed(settled).cleared, bench.claimed(disputed).cleared) == (1, 0)


def test_evidence_of_a_veto_is_kept_as_long_as_that_of_its_period(tmp_path: Path) -> None:
    bench = ruled(tmp_path, "keep_days = 90")
    bench.do(with_files(ask, photo("one")), LEADER, "东湖所 迟报瞒报")
    with bench.turn() as turn:
        one = evidence.next_owed(turn.tx, bench.now)
        assert one is not None
        kept(turn, one.id, Kept("a" * 64, "b" * 64, "jpg", 1000))
        over = turn.lock_of(Period.written("2026-11")) + timedelta(days=90)
    for moment, went in (
        (over - timedelta(seconds=1), 0),
        (over + timedelta(days=1), 0),
        (over + timedelta(days=2), 1),
    ):
        bench.now = moment
        assert cleared(bench) == went, moment


def test_the_same_content_stays_while_anything_needs_it(bench: Bench) -> None:
    number = held(bench, "one", content="same")
    held(bench, "two", "办结率 97/100", content="same")
    bench.do(afterwards.withdraw, HEAD, number)
    bench.later(days=31)
    cleared(bench)
    bench.later(days=1)
    assert cleared(bench) == 1
    with bench.turn() as turn:
        assert shelf.gone_since(turn.tx, datetime.fromisoformat("2026-01-01T00:00Z")) == []
        assert shelf.used(turn.tx) == 1000


def test_it_is_looked_once_a_day_and_of_much_a_part_at_a_time(bench: Bench) -> None:
    for place in range(AT_ONCE + 1):
        bench.do(afterwards.withdraw, HEAD, held(bench, f"{place}"))
    bench.later(days=31)
    cleared(bench)
    bench.later(days=1)
    with bench.turn() as turn:
        assert (due(turn), clear(turn), due(turn), clear(turn), due(turn)) == (True, AT_ONCE, True, 1, False)
    bench.later(days=1)
    with bench.turn() as turn:
        assert due(turn)


def test_the_admins_hear_before_the_room_is_taken_once_a_month(tmp_path: Path) -> None:
    bench = ruled(tmp_path, "quota_mb = 10")
    held(bench, "one", size=7_999_999)
    assert not any("佐证存档" in said for said in bench.said(ADMIN))
    held(bench, "two", "办结率 97/100", size=1)
    held(bench, "three", "满意率 1/3", size=1_000_000)
    cleared(bench)
    assert [said for said in bench.said(ADMIN) if "佐证存档" in said] == [
        said for said in bench.said(ADMIN) if "已用 8 MB，上限 10 MB" in said
    ]
    assert sum("已用 8 MB" in said for said in bench.said(ADMIN)) == 1
    bench.later(days=31)
    cleared(bench)
    assert sum("佐证存档已用" in said for said in bench.said(ADMIN)) == 2


def test_where_there_is_no_room_the_sender_hears_what_to_do_and_the_report_counts_all_the_same(tmp_path: Path) -> None:
    bench = ruled(tmp_path, "quota_mb = 1")
    held(bench, "one", size=900_000)
    with bench.turn() as turn:
        assert fits(turn, Kept("b" * 64, "b" * 64, "jpg", 100_000))
        assert not fits(turn, Kept("b" * 64, "b" * 64, "jpg", 100_001))
        assert fits(turn, Kept("b" * 64, "one".ljust(64, "0"), "jpg", 900_000)), "it stands there already"
    held(bench, "two", "办结率 97/100", size=100_000)
    bench.do(with_files(submit.report, photo("three")), HEAD, ("满意率 1/3",))
    assert "佐证存档已满，“照片”没有收下" in bench.said(HEAD)[-2] + bench.said(HEAD)[-1]
    assert (bench.stored(3).state, bench.claimed(3).evidence) == ("pending", 0)
    bench.do(with_files(submit.highlight, File("document", "x", "证书.pdf", 10)), HEAD, ("市级以上荣誉 市级 先进集体",))
    assert any("还差佐证" in said for said in bench.said(HEAD)), "what needs evidence waits for it"


@pytest.mark.parametrize(
    ("rules", "fault"), [("keep_days = -1", "太小"), ("quota_mb = 0", "太小"), ("days = 3", "不认识")]
)
def test_what_a_rulebook_says_wrongly_of_evidence_is_told(tmp_path: Path, rules: str, fault: str) -> None:
    with pytest.raises(Exception, match=fault):
        ruled(tmp_path, rules)
