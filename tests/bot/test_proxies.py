"""Proxies as people have them: LEITAI_PROXY wins, the environment's is used where sensible, none on this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from bot import proxies
from bot.process import RefusedError
from tests.bot.commands.conftest import refused
from tests.stage import Stage

AFAR = {"LEITAI_API_URL": "http://telegram.invalid", "LEITAI_CLOCK": ""}
"""A chat server that is not on this machine."""
NOWHERE = "socks5://127.0.0.1:9"


def _copy(source: socket.socket, target: socket.socket) -> None:
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)


@contextmanager
def socks(goal: str, asked: list[str]) -> Iterator[str]:
    """Serve as a SOCKS5 proxy (RFC 1928) that notes what it is asked for and always leads to one server."""
    listener = socket.create_server(("127.0.0.1", 0))

    def lead(caller: socket.socket) -> None:
        with caller, socket.create_connection((urlsplit(goal).hostname, urlsplit(goal).port or 80)) as server:
            assert caller.recv(2)[0] == 5
            caller.recv(255)
            caller.sendall(b"\5\0")
            head = caller.recv(4)
            assert head[:2] == b"\5\1"
            length = caller.recv(1)[0] if head[3] == 3 else 4
            name = caller.recv(length)
            asked.append(name.decode() if head[3] == 3 else socket.inet_ntoa(name))
            caller.recv(2)
            caller.sendall(b"\5\0\0\1\0\0\0\0\0\0")
            back = threading.Thread(target=_copy, args=(server, caller))
            back.start()
            _copy(caller, server)
            back.join()

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            one = threading.Thread(target=lead, args=(caller,))
            one.start()
            one.join()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.mark.parametrize(
    ("name", "scheme"), [("ALL_PROXY", "socks"), ("http_proxy", "socks5h"), ("LEITAI_PROXY", "socks5")]
)
def test_the_chat_server_is_reached_through_socks5_and_looked_up_there(stage: Stage, name: str, scheme: str) -> None:
    asked: list[str] = []
    with socks(stage.server.url, asked) as proxy:
        done = stage.leitai("check", env=AFAR | {name: f"{scheme}://{proxy}"})
    assert "聊天服务器：可用，机器人 @leitai_bot" in done.out, done.err
    assert set(asked) == {"telegram.invalid"}


def test_the_setting_wins_over_the_environment_on_this_machine_too(stage: Stage) -> None:
    asked: list[str] = []
    with socks(stage.server.url, asked) as proxy:
        done = stage.leitai("check", env={"ALL_PROXY": NOWHERE, "LEITAI_PROXY": f"socks5://{proxy}"})
    assert "机器人 @leitai_bot" in done.out, done.err
    assert set(asked) == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("proxy", "spared"), [(NOWHERE, ""), ("socks://x:1", "[::1]"), ("nonsense://x", "fe80::/10"), ("http://:", "*")]
)
def test_a_chat_server_on_this_machine_is_reached_by_no_proxy(stage: Stage, proxy: str, spared: str) -> None:
    env = {"ALL_PROXY": proxy, "HTTP_PROXY": proxy, "http_proxy": proxy, "NO_PROXY": spared}
    done = stage.leitai("check", env=env)
    assert "机器人 @leitai_bot" in done.out, done.err


def test_a_proxy_that_cannot_be_read_is_named_by_its_variable_and_not_repeated(stage: Stage) -> None:
    for command, name in (("check", "ALL_PROXY"), ("run", "http_proxy")):
        done = stage.leitai(command, env=AFAR | {name: "socks4://user:secret@127.0.0.1:1080"})
        refused(done, f"环境变量 {name} 里的代理读不懂")
        assert "secret" not in done.err
    for value in ("socks4://127.0.0.1:1080", "nonsense://x", "http://", "http://h:99999", "http://h:x"):
        done = stage.leitai("backup", "somewhere", env={"LEITAI_PROXY": value})
        refused(done, "LEITAI_PROXY：应为 http://主机:端口 或 socks5://主机:端口")


def test_a_proxy_that_is_not_there_is_a_chat_server_that_cannot_be_reached(stage: Stage) -> None:
    refused(stage.leitai("check", env=AFAR | {"ALL_PROXY": NOWHERE}), "连不上：代理没有接通。请确认代理已经启动")


URL = "https://api.example.org:8443"
P, Q = "http://p:1", "socks5://q:2"


@pytest.mark.parametrize(
    ("environment", "used"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": P}, P),
        ({"https_proxy": P, "HTTPS_PROXY": Q}, P),
        ({"https_proxy": "", "HTTPS_PROXY": Q}, Q),
        ({"ALL_PROXY": Q, "HTTPS_PROXY": P}, P),
        ({"ALL_PROXY": Q, "HTTP_PROXY": P}, Q),
        ({"ALL_PROXY": "p:1"}, P),
        ({"ALL_PROXY": "SOCKS://q:2"}, Q),
        ({"ALL_PROXY": P, "NO_PROXY": "[::1],fe80::/10, localhost"}, P),
        ({"ALL_PROXY": P, "NO_PROXY": "localhost,.example.org"}, ""),
        ({"ALL_PROXY": P, "no_proxy": "API.example.org"}, ""),
        ({"ALL_PROXY": P, "NO_PROXY": "*.example.org"}, ""),
        ({"ALL_PROXY": P, "NO_PROXY": "ample.org"}, P),
        ({"ALL_PROXY": P, "NO_PROXY": "*"}, ""),
        ({"ALL_PROXY": P, "NO_PROXY": " , ,://,[,/8"}, P),
    ],
)
def test_the_environment_is_read_as_other_programs_read_it(environment: dict[str, str], used: str) -> None:
    assert proxies.of_environment(environment, URL) == used


@pytest.mark.parametrize(("host", "spared"), [("10.1.2.3", True), ("11.1.2.3", False), ("[fe80::1]", True)])
def test_a_network_is_spared_by_its_addresses(host: str, spared: bool) -> None:  # noqa: FBT001 - a case
    environment = {"ALL_PROXY": P, "NO_PROXY": "10.0.0.0/8,fe80::/10"}
    assert proxies.of_environment(environment, f"http://{host}:8081") == ("" if spared else P)


def test_a_faulty_proxy_for_others_troubles_nobody() -> None:
    assert proxies.of_environment({"FTP_PROXY": "x://", "HTTP_PROXY": "x://"}, URL) == ""
    with pytest.raises(RefusedError, match="HTTPS_PROXY"):
        proxies.of_environment({"HTTPS_PROXY": "x://", "ALL_PROXY": P}, URL)
