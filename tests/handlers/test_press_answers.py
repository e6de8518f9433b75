"""What a presser is told is cut where the chat server counts 200: in units of UTF-16."""

from typing import Any

import pytest

from handlers import routes
from handlers.texts import SENTENCES, Said

FACE = "😀"  # two units


class Query:
    """A press that keeps what it was answered."""

    def __init__(self) -> None:
        self.text: str | None = None

    async def answer(self, text: str | None, **_options: Any) -> None:
        self.text = text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("字" * 200, "字" * 200),
        ("字" * 201, "字" * 200),
        (FACE * 100, FACE * 100),
        (FACE * 101, FACE * 100),
        ("字" + FACE * 100, "字" + FACE * 99),
        ("&lt;" * 150, "<" * 150),
    ],
    ids=["as long as may be", "too long", "signs of two units", "too many of them", "a half at the end", "escaped"],
)
async def test_an_answer_is_cut_by_units_and_never_in_the_middle_of_a_sign(
    monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setitem(SENTENCES, "long", Said(text, ""))
    query = Query()
    await routes.answer_press(query, "long", {}, None, alert=True)  # type: ignore[arg-type]
    assert query.text == told
