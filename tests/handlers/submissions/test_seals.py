"""The seal of a button: another for everything that its submission claims."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.conversation.actions import keyboards
from handlers.journeys import PRESSES
from handlers.reporting.actions import submit
from handlers.submissions.actions.seals import LENGTH, good, seal
from handlers.turn import Turn
from storage import submissions
from tests.cast import HEAD, OTHER_HEAD
from tests.handlers.bench import RATE, Bench


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "chengguan"},
        {"metric": "wo_closed"},
        {"period": "2026-10"},
        {"value": "97/100"},
        {"level": "city"},
        {"title": "一件事"},
        {"reporter": 1},
        {"reported_at": timedelta(microseconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_claim_has_another_seal(bench: Bench, change: dict[str, object]) -> None:
    bench.do(submit.report, HEAD, (RATE,))
    stored = bench.stored()
    claim = stored.claim
    told = {name: claim.reported_at + new if isinstance(new, timedelta) else new for name, new in change.items()}
    with bench.turn() as turn:
        own = seal(turn, stored)
        assert len(own) == LENGTH
        assert seal(turn, replace(stored, claim=replace(claim, **told))) != own  # type: ignore[arg-type]
        assert seal(turn, replace(stored, version=2)) != own
        assert seal(turn, stored) == own


def test_of_ten_thousand_forged_buttons_with_flipped_bits_none_is_accepted(bench: Bench) -> None:
    lines = ("工单按期回复率 98/100", "工单办结率 97/100", "工单满意率 9/10")
    bench.do(submit.report, HEAD, lines)
    bench.do(submit.report, OTHER_HEAD, lines)
    chance, judged = random.Random(2026), 0
    with bench.turn() as turn:
        sealed = [submissions.get(turn.tx, number) for number in range(1, 7)]
        true = [
            f"{word}:{one.number}:{one.version}:{seal(turn, one)}"
            for word, press in PRESSES.items()
            for one in sealed
            if one is not None and press.names == "version" and press.numbers == 2
        ]
        assert all(accepted(turn, data) for data in true)
        while judged < 10_000:
            forged = flipped(chance, chance.choice(true))
            if forged in true:
                continue
            judged += 1
            assert not accepted(turn, forged), forged


def flipped(chance: random.Random, data: str) -> str:
    """Flip one bit of a button, or a few."""
    raw = bytearray(data.encode())
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return raw.decode("utf-8", "replace")


def accepted(turn: Turn, data: str) -> bool:
    """Say whether a button would be let through to its action, as for every press."""
    found = keyboards.read(data)
    return found is not None and good(turn, "version", (found[1][0], found[1][1]), found[2])
