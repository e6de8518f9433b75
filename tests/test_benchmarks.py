"""The benchmarks keep up with the code: the year that is held against its chain can be made, in small."""

import pytest

from tests.benchmarks import chain


def test_a_small_year_is_made_and_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "UNITS", 2)
    monkeypatch.setattr(chain, "METRICS", 2)

    rows, verified = chain.run()

    assert rows.startswith("145 rows of the chain")
    assert "verified in" in verified
