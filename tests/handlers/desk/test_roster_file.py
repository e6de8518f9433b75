"""The roster as a file: whoever reads English has units by names that are read back."""

from handlers.desk.actions.roster import roster_file
from handlers.desk.results import RosterWanted
from handlers.results import Owed
from scoring.language import Spoken, speaking
from tests.handlers.bench import Bench

CALLED = Spoken("en", {"东湖市场监管所": "Xixi Office", "西溪市场监管所": "Xixi Office"})


def test_an_english_name_that_means_another_unit_is_not_written(bench: Bench) -> None:
    with bench.turn() as turn, speaking(CALLED):
        found = roster_file(turn, Owed(1, 1, "roster", RosterWanted()))
        units = {unit for unit, *_ in found.rows}
        assert "东湖市场监管所" in units
        assert turn.find_unit("Xixi Office") == turn.find_unit("xixi")
        assert "Xixi Office" in units
