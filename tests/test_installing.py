"""Leitai is installed as strangers do it: from a wheel, by the steps of the Dockerfile, by make.

What asks a registry for packages is marked `registry`: `make installs` runs it, alone, and CI does so. What takes the
newest releases, whatever they are today, is marked `releases`: `make releases` runs it when somebody wants to know.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.bot.demo.test_tour import is_told_in_english
from tests.cast import BEGIN, BOT, TOKEN
from tests.stage import PATIENCE, clean

HOUSE = Path(__file__).parent.parent
BUILT, RUN = (HOUSE / "Dockerfile").read_text(encoding="utf-8").split("\n\n")
UID = 10001
MOST_OF_IMAGE = 450 - 135
"""Megabytes that an image may hold beside python:3.11-slim, which has some 130."""
MOST_OF_VENV = 300


def steps(stage: str) -> list[tuple[str, str]]:
    """Return the instructions of a stage of the Dockerfile, each on one line."""
    lines = "\n".join(line for line in stage.splitlines() if not line.startswith("#")).replace("\\\n", "")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines.splitlines() if line)]


def size(folder: Path) -> int:
    """Return the megabytes that a folder takes on a disk."""
    told = subprocess.run(["du", "-sm", folder], check=True, capture_output=True, text=True)
    return int(told.stdout.split()[0])


def outside(**more: str) -> dict[str, str]:
    """Return an environment in which nothing leads to this folder."""
    return {name: value for name, value in clean(os.environ).items() if name != "PYTHONPATH"} | more


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def started(words: list[str | Path], folder: Path, **how: object) -> Iterator[str]:
    """Let a program run, and end it; gives the first line that it says."""
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True, **how) as program:  # type: ignore[call-overload]
        try:
            yield program.stdout.readline()
        finally:
            program.send_signal(signal.SIGTERM)
            assert program.wait(PATIENCE) == 0


def shows_its_page(leitai: Path, folder: Path) -> None:
    """Let the demo begin from nothing, and ask for its page."""
    port = free_port()
    with started([leitai, "demo", "--empty", "--port", str(port)], folder, env=outside()) as line:
        assert f"http://127.0.0.1:{port}" in line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
            assert b"</html>" in page.read()


def is_whole(leitai: Path, folder: Path) -> None:
    """Ask an installed program for what only works where its files came along: a sample, and the page of the demo."""
    run = subprocess.run([leitai, "run"], cwd=folder, env=outside(), capture_output=True, text=True, check=False)
    (sample,) = re.findall(r"/\S+/wusai\.toml", run.stderr)
    assert run.returncode == 1
    assert not sample.startswith(f"{HOUSE}/"), "what is installed, and not what stands here"
    checked = subprocess.run([leitai, "check", sample], cwd=folder, env=outside(), check=False)
    assert checked.returncode == 0
    shows_its_page(leitai, folder)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=HOUSE, check=True)
    (made,) = folder.iterdir()
    return made


def test_the_wheel_holds_all_that_the_program_needs(wheel: Path, tmp_path: Path) -> None:
    """It stands alone in a clean environment; only what it depends on is looked up in that of the tests."""
    venv.create(tmp_path / "clean", symlinks=True)
    there = tmp_path / "clean" / "bin"
    pip = [sys.executable, "-m", "pip", "--python", there / "python"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], check=True, env=outside())
    (packages,) = (tmp_path / "clean" / "lib").glob("python3*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"))

    is_whole(there / "leitai", tmp_path)


@pytest.mark.releases
def test_the_wheel_brings_what_it_needs_in_the_newest_releases_into_an_environment_of_its_own(
    wheel: Path, tmp_path: Path
) -> None:
    """As `pipx install` and `uv tool install` do it."""
    venv.create(tmp_path / "clean", with_pip=True, symlinks=True)
    there = tmp_path / "clean" / "bin"
    subprocess.run([there / "python", "-m", "pip", "install", "--quiet", wheel], check=True, env=outside())

    is_whole(there / "leitai", tmp_path)


@pytest.mark.registry
def test_what_the_demo_needs_takes_less_than_300_megabytes(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "README.md", "LICENSE"):
        shutil.copy(HOUSE / name, tmp_path)
    for name in ("bot", "handlers", "scoring", "storage"):
        shutil.copytree(HOUSE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    made = ["make", "--silent", f"PYTHON={sys.executable}", ".venv/runtime"]
    subprocess.run(made, cwd=tmp_path, check=True, env=outside())

    shows_its_page(tmp_path / ".venv" / "bin" / "leitai", tmp_path)
    assert size(tmp_path / ".venv") < MOST_OF_VENV


@pytest.mark.registry
def test_the_steps_of_the_dockerfile_make_a_bot_that_says_it_is_well_and_writes_nothing_but_its_data() -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        told = build(root)
        is_told_in_english(root / "opt" / "leitai" / "bin" / "leitai", root / "source" / "tour", told)
        assert size(root / "opt") < MOST_OF_IMAGE
        runs(root)


def placed(root: Path, text: str) -> str:
    """Return what a Dockerfile says with its folders below another root."""
    return re.sub("/(opt/leitai|source|data)\\b", rf"{root}/\1", text)


def build(root: Path) -> str:
    """Follow the first stage, as if the root were that of an image, in English; returns what is said meanwhile."""
    tools, source, told = root / "bin", root / "source", ""
    tools.mkdir()
    for tool, words in (("python", ""), ("pip", "-m pip")):
        (tools / tool).write_text(f'#!/bin/sh\nexec {sys.executable} {words} "$@"\n')
        (tools / tool).chmod(0o755)
    env = outside(PATH=f"{tools}:{os.environ['PATH']}", LEITAI_LANGUAGE="en")
    for word, rest in steps(BUILT):
        match word:
            case "WORKDIR":
                assert rest == "/source"
                source.mkdir()
            case "ENV":
                env |= dict(pair.split("=", 1) for pair in placed(root, rest).split())
            case "COPY":
                *whence, where = rest.split()
                for each in whence:
                    if (HOUSE / each).is_dir():
                        shutil.copytree(HOUSE / each, source / where, ignore=shutil.ignore_patterns("__pycache__"))
                    else:
                        shutil.copy(HOUSE / each, source / where)
            case "RUN":
                run = ["sh", "-ec", placed(root, rest)]
                told += subprocess.run(run, cwd=source, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
            case _:
                assert word == "FROM", f"this test does not know how to follow {word}"
    return told


def runs(root: Path) -> None:
    """Run what was built as the second stage says, as somebody who may write to its data alone."""
    told = dict(steps(RUN))
    assert told["COPY"] == "--from=built /opt/leitai /opt/leitai"
    assert told["USER"] == f"{UID}:{UID}"
    data, port = root / "data", free_port()
    data.mkdir(mode=0o700)
    shutil.copy(next(root.glob("opt/leitai/lib/*/site-packages/scoring/samples/wusai.toml")), data / "rulebook.toml")
    who: dict[str, int] = {}
    if os.geteuid() == 0 and all(folder.stat().st_mode & 1 for folder in Path(sys.executable).resolve().parents):
        who = {"user": UID, "group": UID}
        for each in (data, data / "rulebook.toml"):
            os.chown(each, UID, UID)
    settings = dict(pair.split("=", 1) for pair in placed(root, told["ENV"]).replace("9090", str(port)).split())
    env = outside(**settings, LEITAI_TOKEN=TOKEN, HOME=str(data))
    env["PATH"] = env["PATH"].replace("$PATH", os.environ["PATH"])
    program = [root / "opt" / "leitai" / "bin" / word for word in json.loads(told["ENTRYPOINT"])]
    healthy = json.loads(told["HEALTHCHECK"].partition("CMD ")[2].replace("9090", str(port)))
    healthy[0] = root / "opt" / "leitai" / "bin" / healthy[0]
    before = {path: path.stat().st_mtime_ns for path in (root / "opt").rglob("*")}

    with serve_in_thread(Chat(clock=lambda: BEGIN, token=TOKEN, username=BOT)) as server:
        env |= {"LEITAI_API_URL": server.url, "LEITAI_CLOCK": BEGIN.isoformat()}
        with started([*program, *json.loads(told["CMD"])], data, env=env, **who) as line:
            assert line.startswith(f"ready bot=@{BOT} ")
            assert subprocess.run(healthy, env=env, check=False, **who).returncode == 0  # type: ignore[call-overload]
    assert subprocess.run(healthy, env=env, check=False, **who).returncode != 0, "nobody is there any more"  # type: ignore[call-overload]
    assert {path: path.stat().st_mtime_ns for path in (root / "opt").rglob("*")} == before
