"""Around the turn of the year two rulebooks hold: what changes one year leaves the other as the office has it."""

from datetime import datetime, timedelta

from tests.cast import ADMIN, CHINA, HEAD
from tests.journeys.closing.test_new_year import next_year
from tests.journeys.enacting.test_rulebooks import choose, in_force, send
from tests.journeys.enacting.test_two_rulebooks import QUIET
from tests.stage import Stage

LOCK = datetime(2027, 1, 6, 12, tzinfo=CHINA)
PREPARED = QUIET.replace("year = 2026", "year = 2027")


def page(stage: Stage) -> str:
    stage.say(ADMIN, "/bureau 日程")
    return stage.last(ADMIN).text


def test_december_is_put_off_and_mended_in_january_and_january_keeps_its_own_schedule(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.move(datetime(2026, 12, 28, 9, tzinfo=CHINA))
    next_year(stage)
    stage.move(datetime(2027, 1, 4, 9, tzinfo=CHINA))
    stage.say(ADMIN, "/bureau 锁定 +8天 12:00")
    choose(stage, stage.last(ADMIN), "2027年1月起")
    stage.later(minutes=1)
    choose(stage, send(stage, QUIET + "\n# mended\n"), "2026年12月起")
    assert "2027年1月：上报截止 2月3日 17:00、核实截止 2月4日 17:00、锁定 2月8日 12:00" in page(stage)
    stage.press(ADMIN, stage.last(ADMIN).id, "2026年12月 锁定延 3 天")
    assert "2026年12月的锁定 1月6日 12:00 → 1月8日 12:00" in stage.last(ADMIN).text
    stage.press(ADMIN, stage.last(ADMIN).id, "延期")
    stage.move(LOCK + timedelta(days=2, seconds=-10))
    stage.report(HEAD, "工单办结率 97/100 2026-12")
    assert "已收到" in stage.last(HEAD).text
    stage.move(LOCK + timedelta(days=2))
    stage.report(HEAD, "工单满意率 97/100 2026-12")
    assert "2026年12月已锁定（1月8日 12:00 起）" in stage.last(HEAD).text
    assert stage.leitai("audit", "verify").code == 0


def test_what_the_next_year_had_overruled_stays_overruled_when_this_year_gets_another_rulebook(
    quiet_stage: Stage,
) -> None:
    stage = quiet_stage
    for word, period in (("first", "2027-01"), ("march", "2027-03"), ("last", "2027-01")):
        file = stage.folder.with_name("next.toml")
        file.write_text(f"{PREPARED}\n# {word}\n", "utf-8")
        assert stage.leitai("rulebook", "put", str(file), "--from", period, "--by", str(ADMIN)).code == 0
    stage.later(minutes=1)
    before = [in_force(stage, period) for period in ("2027-01", "2027-03")]
    assert before[0] == before[1]
    choose(stage, send(stage, QUIET + "\n# mended\n"), "2026年12月起")
    assert [in_force(stage, period) for period in ("2027-01", "2027-03")] == before
