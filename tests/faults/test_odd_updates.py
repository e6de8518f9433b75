"""An update that no database can hold is parked with an incident, once, and those behind it go on."""

import json
import logging
from pathlib import Path

import pytest

from bot.sandbox.watch.faults import page
from tests.faults import checkers
from tests.faults.cast import ADMIN, HEAD, OTHER_ADMIN, OTHER_HEAD
from tests.faults.house import House, house

pytestmark = pytest.mark.asyncio
REPORT = "/report 工单按期回复率 98/100"
MESSAGE = (
    '"message_id":9001,"date":1795050000,"chat":{"id":%d,"type":"private"},'
    '"from":{"id":%d,"is_bot":false,"first_name":"A"}'
)
WRITER = MESSAGE % (HEAD, HEAD)
ODD = {
    "half a sign": f'{{{WRITER},"text":"\\ud83d"}}',
    "a number beyond 64 bits": f'{{{MESSAGE % (2**70, HEAD)},"text":"x"}}',
    "a number of thousands of digits": f'{{{WRITER},"text":"x"}}'.replace("9001", "9" * 5000),
    "deep": f'{{{WRITER},"reply_to_message":' + '{"reply_to_message":' * 300 + "null" + "}" * 301,
    "absurdly deep": f'{{{WRITER},"entities":' + "[" * 100_000 + "]" * 100_000 + "}",
    "no number at all": f'{{{WRITER},"text":"x","edit_date":NaN}}',
}


async def odd_update(here: House, message: str) -> None:
    """Let an odd update come first and an ordinary one behind it, in one answer to the first poll."""
    odd = here.chat.updates.next_id
    here.chat.updates.next_id += 1
    here.chat.say(OTHER_HEAD, REPORT)
    ordinary = json.dumps(here.chat.updates.pending[-1].body, ensure_ascii=False)
    text = f'{{"ok":true,"result":[{{"update_id":{odd},"message":{message}}},{ordinary}]}}'
    here.chat.faults.plan(page(text), method="getUpdates", times=2)
    await here.start()
    await here.quiet()


@pytest.mark.parametrize("message", ODD.values(), ids=list(ODD))
async def test_an_update_that_cannot_be_stored_is_parked_and_those_behind_it_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, message: str
) -> None:
    async with house(tmp_path) as here:
        await odd_update(here, message)
        (parked,) = checkers.rows(here.path, "SELECT id, state, fault FROM inbox WHERE state = 'parked'")
        assert len(here.told(OTHER_HEAD, "已收到")) == 1
        assert len(here.told(HEAD, "没有受理", f"事件号 {parked['id']}")) == 1
        assert len(here.told(ADMIN, f"事件号 {parked['id']}")) == len(here.told(OTHER_ADMIN, "事件号")) == 1
        (line,) = [record for record in caplog.records if record.name == "bot.incoming.intake"]
        assert line.levelno == logging.ERROR
        assert f"update {parked['id']} cannot be stored" in line.getMessage()
        assert len(line.getMessage()) < 500
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert len(here.told(HEAD, "已收到")) == 1
        assert list(checkers.pace(here.chat)) == []


async def test_an_odd_update_is_known_when_it_comes_again_after_a_restart(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await odd_update(here, ODD["half a sign"])
        await here.stop()
        here.chat.faults.plans[0].hits = 0
        await here.start()
        here.chat.say(OTHER_HEAD, "/help")
        await here.quiet()
        assert here.chat.faults.plans[0].hits == 2
        assert len(checkers.rows(here.path, "SELECT id FROM inbox WHERE state = 'parked'")) == 1
        assert len(here.told(HEAD, "没有受理")) == 1
