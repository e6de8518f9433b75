"""Ten thousand heads are reminded at once: how close to what Telegram allows, 30 messages a second

`leitai run` in real time, for half a minute; the chat server refuses with 429 whatever is too fast.
"""

import time
from collections.abc import Iterator
from datetime import datetime

from tests.benchmarks.houses import FIRST_HEAD, copy_of, house
from tests.benchmarks.processes import running, until
from tests.benchmarks.start import LEITAI, settings
from tests.benchmarks.table import Row
from tests.benchmarks.updates import chat_of
from tests.cast import CHINA

HEADS = 10_000
AT = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
"""Two days before November has to be reported."""
SECONDS = 30
ALLOWED = 30


def run(*, full: bool) -> Iterator[Row | str]:
    """Let the reminders go out, and count what arrived within some seconds from the first one on."""
    seconds = SECONDS if full else 10
    with chat_of(begin=AT) as (chat, url), copy_of(house(HEADS, 0)) as folder:
        for person in range(FIRST_HEAD, FIRST_HEAD + HEADS):
            chat.add_person(person, f"负责人{person}", started=True)
        chat.judge.mode = "refuse"
        told = {"LEITAI_CLOCK": AT.isoformat(), "LEITAI_RULEBOOK": str(folder / "rules.toml")}
        with running(LEITAI, {**settings(url, folder), **told}):
            until(lambda: chat.calls.of("sendMessage"))
            time.sleep(seconds + 1)
        sent = [call.pace for call in chat.calls.of("sendMessage", ok=True)]
        refused = sum(call.code == 429 for call in chat.calls.of("sendMessage"))
    rate = sum(at < sent[0] + seconds for at in sent) / seconds
    yield f"{HEADS:,} are owed to; what arrived in the first {seconds} seconds. All of them take {HEADS / rate:.0f} s."
    yield Row("reminders sent", rate, "/s", ALLOWED, "Telegram's limit")
    yield Row("calls refused with 429", refused, "", aim="0")
