"""Evidence that comes twice, and too much of it."""

from collections.abc import Callable
from dataclasses import replace

from handlers.evidence.actions import MOST, kept, not_kept, pieces, unfit
from handlers.reporting.actions import submit
from handlers.reporting.actions.evidence import came
from handlers.results import Answer, File
from storage import evidence
from storage.evidence import Attachment, Kept
from storage.tables import bureau
from tests.cast import HEAD
from tests.handlers.bench import RATE, Bench


def photo(name: str) -> File:
    return File("photo", name, "", 1000)


def held(bench: Bench) -> Attachment:
    """Report with a photo; returns the photo."""
    bench.do(with_files(submit.highlight, photo("one")), HEAD, ("亮点提报 省级 一件事一次办",))
    with bench.turn() as turn:
        return evidence.of_number(turn.tx, 1)[0]


def with_files(fn: Callable[..., Answer], *files: File, album: str | None = None) -> Callable[..., Answer]:
    """Let an act come with files."""
    return lambda turn, sender, *args: fn(turn, replace(sender, files=files, album=album), *args)


def facts(bench: Bench) -> int:
    with bench.turn() as turn:
        return len(turn.tx.all(bureau.audit.select()))


def test_what_was_put_down_in_a_future_that_did_not_happen_is_forgotten_and_said_to_be(bench: Bench) -> None:
    bench.later(days=21)
    bench.do(with_files(came, photo("early")), HEAD)
    bench.later(days=-21)
    bench.do(submit.report, HEAD, (RATE,))
    with bench.turn() as turn:
        assert evidence.of_number(turn.tx, 1) == []
    assert any("放了30分钟没有用上" in one for one in bench.said(HEAD))


def test_what_became_of_a_photo_is_noted_and_told_once(bench: Bench) -> None:
    one = held(bench)
    copy = Kept("a" * 64, "b" * 64, "jpg", 1000)
    with bench.turn() as turn:
        kept(turn, one.id, copy)
    before = facts(bench), len(bench.owed("text"))
    with bench.turn() as turn:
        kept(turn, one.id, copy)
        unfit(turn, one, "broken")
        not_kept(turn, one, "gone")
    assert (facts(bench), len(bench.owed("text"))) == before
    assert bench.claimed().evidence == 1


def test_a_file_is_not_shown_to_anybody_before_it_was_checked(bench: Bench) -> None:
    files = photo("one"), File("document", "two", "台账.pdf", 1000), File("document", "three", "现场.JPG", 1000)
    bench.do(with_files(submit.highlight, *files), HEAD, ("亮点提报 省级 一件事一次办",))
    with bench.turn() as turn:
        assert [piece.withheld for piece in pieces(turn, 1)] == ["", "unchecked", "unchecked"]
        for number, name in ((2, "pdf"), (3, "jpg")):
            kept(turn, number, Kept("a" * 64, str(number) * 64, name, 1000))
        assert [(piece.withheld, piece.cleaned) for piece in pieces(turn, 1)] == [("", False), ("", False), ("", True)]


def test_a_late_item_of_an_album_beyond_what_a_submission_may_have_changes_no_card(bench: Bench) -> None:
    files = tuple(photo(f"f{place}") for place in range(MOST))
    bench.do(with_files(submit.report, *files, album="a"), HEAD, (RATE,))
    assert bench.claimed().evidence == MOST
    before = len(bench.owed("card_edit"))
    bench.do(with_files(came, photo("more"), album="a"), HEAD)
    assert bench.claimed().evidence == MOST
    assert len(bench.owed("card_edit")) == before


def test_thirty_files_are_evidence_of_one_submission_and_no_more() -> None:
    assert MOST == 30
