"""How fast is too fast: judged by when messages were sent, to the very second."""

from typing import Any

from bot.incoming.haste import KNOWN, MOST, Haste

HEAD, GROUP = 1001, -100


def said(number: int, at: int, person: int = HEAD, **more: Any) -> dict[str, Any]:
    chat = more.pop("chat", person)
    return {"message": {"from": {"id": person}, "chat": {"id": chat}, "message_id": number, "date": at, **more}}


def test_the_twenty_first_within_a_minute_is_told_and_the_sixtieth_second_of_silence_ends_it() -> None:
    haste = Haste()
    assert {haste.judge(said(number, number)) for number in range(MOST)} == {"heard"}
    assert haste.judge(said(100, 59)) == "told"
    assert haste.judge(said(101, 118)) == "unheard"
    assert haste.judge(said(102, 177)) == "unheard"
    assert haste.judge(said(103, 237)) == "heard"

    slow = Haste()
    assert {slow.judge(said(number, number)) for number in range(MOST)} == {"heard"}
    assert slow.judge(said(100, 60)) == "heard", "the first is a minute ago"
    assert slow.judge(said(101, 60)) == "told"


def test_what_came_before_an_album_and_talk_in_a_group_count_once_or_not_at_all() -> None:
    haste = Haste()
    for number in range(50):
        assert haste.judge(said(1, 0)) == "heard"
        assert haste.judge(said(number, 0, media_group_id="a")) == "heard"
        assert haste.judge(said(number, 0, chat=GROUP, text="大家好")) == "heard"
    assert haste.judge({"callback_query": {"from": {"id": HEAD}}}) == "heard"
    assert haste.judge({"message": {"from": {"id": HEAD}}}) == "heard"
    meant = [{"text": "/rank"}, {"text": "排名"}, {"caption": "/report 1"}, {"reply_to_message": {}}]
    verdicts = [haste.judge(said(100 + n, 0, chat=GROUP, **meant[n % 4])) for n in range(MOST - 1)]
    assert verdicts == ["heard"] * (MOST - 2) + ["told"]


def test_people_who_have_gone_silent_are_forgotten_and_those_in_haste_are_not() -> None:
    haste = Haste()
    for number in range(MOST + 1):
        haste.judge(said(number, 100))
    for person in range(2000, 2000 + KNOWN):
        haste.judge(said(1, 50, person))
    assert haste.judge(said(99, 120)) == "unheard"
    assert len(haste._spells) == 1
