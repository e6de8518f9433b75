"""Commands of `leitai`, run beside the bot, and what they leave for it."""

import contextlib
import io
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

from bot import cli
from bot.files import read_sample
from tests import engine
from tests.cast import BEGIN, TOKEN


@dataclass(frozen=True, slots=True)
class Done:
    """How a command of `leitai` ended."""

    code: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The last line on stderr."""
        return self.err.rstrip("\n").rpartition("\n")[2]


def command(*words: str, env: Mapping[str, str]) -> Done:
    """Run a command of `leitai` in this process, with no other settings than these."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {**clean(os.environ), **_engine(env), **env}, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _logging_kept(),
    ):
        code = cli._run(list(words))
    return Done(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _logging_kept() -> Iterator[None]:
    """Let what a command sets up for its own process end with it: the next test logs as it did before."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def _engine(env: Mapping[str, str]) -> dict[str, str]:
    folder = env.get("LEITAI_DATA_DIR")
    return {} if folder is None else engine.settings(Path(folder))


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without settings of Leitai; what a process has compiled is there for the next one."""
    left_out = ("LEITAI_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in environment.items() if not name.startswith(left_out)}


def furnish(folder: Path, rulebook: Path, roster: str, begin: datetime = BEGIN) -> Path:
    """Make a data folder as `leitai roster import` leaves it an hour before a story begins."""
    file = folder.with_name(f"{folder.name}.csv")
    file.write_text(roster, encoding="utf-8")
    settings = {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_RULEBOOK": str(rulebook),
        "LEITAI_CLOCK": (begin - timedelta(hours=1)).isoformat(),
    }
    done = command("roster", "import", str(file), env=settings)
    assert done.code == 0, done.err
    return folder


def without_posts(folder: Path) -> Path:
    """Write the shipped rulebook without the weekly post: time may pass, and no pictures are drawn."""
    file = folder / "without_posts.toml"
    file.write_text(read_sample().decode().replace('"mon 09:00"', '""'), "utf-8")
    return file
