"""The first admin of a house that has none: by the code on the console, once, in time, and never by guessing."""

from datetime import timedelta

from tests.cast import ADMIN, BEGIN, HEAD, SECOND_ADMIN, STRANGER
from tests.journeys.inviting.conftest import first_code, on_roster
from tests.stage import Stage


def test_first_admin_bootstrap_code_is_used_once_and_a_second_use_binds_nobody(empty: Stage) -> None:
    code = first_code(empty)
    empty.say(ADMIN, "/start")
    assert "您还不在名册上" in empty.last(ADMIN).text

    empty.say(ADMIN, f"/start {code.lower()}")
    assert "您已成为第一个管理员" in empty.last(ADMIN).text
    assert on_roster(empty) == {("", "管理员", "admin", ADMIN)}
    empty.say(ADMIN, "/people")
    assert "名册：1 人可以使用" in empty.last(ADMIN).text

    empty.say(STRANGER, f"/start {code}")
    assert "没有绑定" in empty.last(STRANGER).text
    assert len(on_roster(empty)) == 1
    secret = code.replace("-", "").encode()
    for file in (one for one in empty.folder.rglob("*") if one.is_file()):
        assert secret not in file.read_bytes().upper().replace(b"-", b""), file.name


def test_bootstrap_code_brute_force_is_ended_by_the_fifth_wrong_try(empty: Stage) -> None:
    code = first_code(empty)
    for place in range(5):
        empty.say(STRANGER, f"/start {'ABCD-EF' if place % 2 else '23456789'}{place}")
        assert f"还可以试 {4 - place} 次" in empty.last(STRANGER).text
    empty.say(ADMIN, f"/start {code}")
    assert "没有绑定" in empty.last(ADMIN).text
    assert on_roster(empty) == set()

    empty.stop()
    empty.start()
    assert first_code(empty) != code
    empty.say(ADMIN, f"/start {first_code(empty)}")
    assert len(on_roster(empty)) == 1


def test_bootstrap_code_holds_for_fifteen_minutes_to_the_second_and_never_in_a_group_or_forwarded(empty: Stage) -> None:
    code = first_code(empty)
    empty.say(ADMIN, f"/start {code}", to=empty.group)
    empty.say(ADMIN, f"/start {code}", forwarded=HEAD)
    assert "转发的消息不能作数" in empty.last(ADMIN).text
    assert on_roster(empty) == set()
    empty.move(BEGIN + timedelta(minutes=15))
    empty.say(ADMIN, f"/start {code}")
    assert "代码已过期" in empty.last(ADMIN).text
    assert on_roster(empty) == set()
    empty.move(BEGIN + timedelta(minutes=15) - timedelta(seconds=1))
    empty.say(ADMIN, f"/start {code}")
    assert len(on_roster(empty)) == 1


def test_a_house_that_has_an_admin_shows_no_code(stage: Stage) -> None:
    assert stage.console == []
    stage.say(SECOND_ADMIN, "/start ABCD-2345")
    assert "这个邀请不能用" in stage.last(SECOND_ADMIN).text
