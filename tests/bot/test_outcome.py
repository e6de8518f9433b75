"""What keeps the chat server away is told in words that say what to do."""

import errno
import re
import socket
import ssl
from typing import get_args

import httpx
import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.commands.texts import said
from bot.outcome import Why, why
from bot.texts import MACHINE, of_machine
from bot.wire import ForeignError
from handlers.texts import REFUSED, why_refused


def made(*causes: Exception, error: TelegramError | None = None) -> TelegramError:
    """Chain errors as libraries raise them one from another."""
    top = cause = error or NetworkError("httpx.ConnectError: All connection attempts failed")
    for one in causes:
        cause.__cause__, cause = one, one
    return top


REFUSING = made(httpx.ConnectError("no"), OSError("All connection attempts failed"))
NAMELESS = made(httpx.ConnectError("no"), socket.gaierror(-2, "Name or service not known"))
UNTRUSTED = made(httpx.ConnectError("no"), ssl.SSLCertVerificationError("self-signed"))
ENDED = made(httpx.RemoteProtocolError("Server disconnected"))


@pytest.mark.parametrize(
    ("error", "direct", "by_proxy"),
    [
        (REFUSING, "shut", "proxy"),
        (NAMELESS, "nameless", "proxy"),
        (UNTRUSTED, "untrusted", "untrusted"),
        (ENDED, "unknown", "proxy"),
        (made(httpx.ProxyError("407")), "unknown", "proxy"),
        (made(httpx.ConnectTimeout(""), ssl.SSLWantReadError(), error=TimedOut()), "slow", "slow"),
        (ForeignError("getMe", 502), "foreign", "foreign"),
    ],
)
def test_why_the_chat_server_cannot_be_reached_is_known_by_what_lies_beneath(
    error: TelegramError, direct: str, by_proxy: str
) -> None:
    assert (why(error, by_proxy=False), why(error, by_proxy=True)) == (direct, by_proxy)


def test_a_chat_server_that_asks_for_patience_is_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert why(RetryAfter(30), by_proxy=True) == "busy"


def test_every_reason_is_a_sentence_with_a_way_out_and_no_word_of_a_library() -> None:
    for one in get_args(Why):
        told = said(f"server_{one}", url="URL", seconds=10)
        assert "请" in told
        assert set(re.findall(r"[A-Za-z_]+", told)) <= {"URL", "LEITAI_API_URL", "LEITAI_PROXY", "ALL_PROXY", "https"}
    for told in (*MACHINE.values(), *REFUSED.values(), why_refused("Bad Request: SOMETHING_NEW"), why_refused("")):
        assert told
        assert not re.search("[A-Za-z]", told)
    assert of_machine(OSError(errno.ENOSPC, "No space left on device")) == "磁盘空间不足"
    assert of_machine(OSError(errno.ELOOP, "Too many levels of symbolic links")) == f"系统错误 {errno.ELOOP}"
    assert why_refused("Forbidden: bot was kicked from the supergroup chat") == "机器人已被移出群"
    assert why_refused("Bad Request: not enough rights to send photos to the chat") == "群里不许机器人发图片"
