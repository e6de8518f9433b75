"""What comes back from the chat server is read whatever it is, and nothing is taken for an answer that is none."""

import json

import pytest
from telegram.error import NetworkError, TelegramError

from bot import outcome
from bot.wire import DEEPEST, ForeignError, Wire, brief, read_json


def depth(found: object) -> int:
    level, count = [found], 0
    while level := [
        p for one in level for p in (one.values() if isinstance(one, dict) else one) if isinstance(p, dict | list)
    ]:
        count += 1
    return count + 1


@pytest.mark.parametrize("text", ['{"a": [1, "[{", {"b": "\\\\"}], "c": null}', '{"ok":true,"result":[]}'])
def test_ordinary_json_is_read_as_it_is(text: str) -> None:
    assert read_json(text.encode()) == json.loads(text)


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_what_nests_without_end_is_read_as_far_as_it_makes_sense(brackets: str) -> None:
    before, after = ("[", "]") if brackets == "[]" else ('{"[x":', "}")
    text = f'{{"first": 1, "deep": {before * 50_000}0{after * 50_000}, "last": "{{["}}'
    found = read_json(text.encode())
    assert isinstance(found, dict)
    assert (found["first"], found["last"]) == (1, "{[")
    assert depth(found) == DEEPEST - 1


def test_a_number_of_thousands_of_digits_stays_too_big_for_anything() -> None:
    found = read_json(f'{{"n": {"9" * 5000}, "m": 7}}'.encode())
    assert isinstance(found, dict)
    assert found["m"] == 7
    assert found["n"] > 2**64


@pytest.mark.parametrize("payload", [b"", b"<html>", b'{"a": ', b"[" * 5000, b"]" * 5000, b"\xff\xfe", b'[] "[["'])
def test_what_is_no_json_is_told_apart(payload: bytes) -> None:
    with pytest.raises(json.JSONDecodeError):
        read_json(payload)
    with pytest.raises(TelegramError, match="not an answer of the chat server"):
        Wire.parse_json_payload(payload)


@pytest.mark.parametrize(
    ("code", "kind"), [(200, "maybe"), (302, "maybe"), (504, "maybe"), (404, "later"), (407, "later")]
)
def test_whether_a_call_arrived_is_known_by_who_answered(code: int, kind: str) -> None:
    error = ForeignError("sendMessage", code)
    assert outcome.read(error).kind == kind
    assert brief(error) == str(error) == f"HTTP {code} to sendMessage is not an answer of the chat server"
    assert brief(NetworkError("<html>")) == "NetworkError"
