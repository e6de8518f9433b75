"""The token is hidden in every text, in each of its forms, and nothing else is."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot import outcome, process, secret
from bot.app import Plan
from bot.secret import told
from bot.settings import Settings
from bot.wire import Wire

TOKEN = "777000:CanaryAAE-x_y9Zk3Lm8Qw2Rt5Yu7Io1"
HALF = TOKEN.partition(":")[2]
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
FORMS = (TOKEN, HALF, quote(TOKEN, safe=""), quote_plus(TOKEN), quote(TOKEN, safe="").lower(), URL, f"bot{TOKEN}")


@pytest.fixture(autouse=True)
def hidden() -> None:
    secret.hide(TOKEN)


@pytest.fixture
def spoken() -> Iterator[io.StringIO]:
    """Let the process speak as it does when it runs, into a text."""
    root, stream = logging.getLogger(), io.StringIO()
    levels = {name: logging.getLogger(name).level for name in ("", *process.QUIET)}
    before = root.handlers[:], sys.excepthook, threading.excepthook, sys.unraisablehook, sys.stderr
    sys.stderr = stream
    logging.captureWarnings(False)  # what an earlier test left: as long as it is on, to set it up again does nothing
    process.set_up("DEBUG")
    yield stream
    logging.captureWarnings(False)
    root.handlers[:], sys.excepthook, threading.excepthook, sys.unraisablehook, sys.stderr = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def fail() -> None:
    raise ValueError(URL)


def clean(text: str) -> bool:
    return HALF.lower() not in text.lower() and "Canary" not in text


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_the_token_is_told(form: str) -> None:
    assert told(f"the call to {form} failed") != f"the call to {form} failed"
    assert clean(told(f"<{form}>"))
    assert told(f"a{form}z").startswith("a")


def test_what_looks_like_a_token_is_hidden_though_nobody_said_that_it_is_one() -> None:
    other = f"{123456}:{'AbC-9_' * 6}"
    assert told(f"https://host/bot{other}/getMe") == "https://host/bot…/getMe"
    assert told(quote(other, safe="")) == "…"


@pytest.mark.parametrize(
    "text", ["sha256:" + "ab12" * 16, "12:30:45", "http://127.0.0.1:8081/x", "编号 0001", "1:" + "a" * 29]
)
def test_everything_else_is_told_as_it_is(text: str) -> None:
    assert told(text) == text


def test_a_short_half_is_no_word_that_other_texts_lose() -> None:
    secret.hide("100:wrong")
    assert told("what is wrong with 100:wrong?") == "what is wrong with …?"


def test_what_is_too_short_for_a_token_is_no_word_that_buttons_lose() -> None:
    secret.hide("1:x")
    assert told("return:1:xwfm") == "return:1:xwfm"


@pytest.mark.parametrize(
    "error",
    [BadRequest(f"Bad Request: {URL}"), Forbidden(URL), NetworkError(f"httpx.ProxyError: 403 {URL}"), TimedOut(URL)],
)
def test_how_a_call_ended_does_not_tell_it(error: NetworkError) -> None:
    found = outcome.read(error)
    assert found.reason
    assert clean(found.reason)


def test_what_the_chat_server_answers_is_read_without_it() -> None:
    assert clean(str(Wire.parse_json_payload(f'{{"ok": false, "description": "{URL}"}}'.encode())))


def test_settings_and_plans_do_not_show_it() -> None:
    assert clean(repr(Settings(token=TOKEN)))
    assert clean(repr(Plan(TOKEN, "", "", b"", None)))


def test_no_log_line_tells_it_whoever_speaks_at_whatever_level(spoken: io.StringIO) -> None:
    for name in ("httpx", "httpcore.http11", "telegram.ext.ExtBot", "bot.app", "asyncio"):
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(level, "%s says %r", name, {"url": URL, "raw": URL.encode()})
    try:
        fail()
    except ValueError:
        logging.getLogger("bot.app").exception("it failed at %s", URL)
    warnings.showwarning(UserWarning(URL), UserWarning, "somewhere.py", 1)
    assert "it failed at" in spoken.getvalue()
    assert "Traceback" in spoken.getvalue()
    assert "somewhere.py" in spoken.getvalue()
    assert "bot.app says" in spoken.getvalue()
    assert clean(spoken.getvalue())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_no_traceback_of_a_fault_that_nobody_caught_tells_it(spoken: io.StringIO) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    logging.getLogger("bot.app").info("a line of %s %s", *[URL])
    assert spoken.getvalue().count("nobody caught this") == 2
    assert clean(spoken.getvalue())
