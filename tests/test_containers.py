"""What starts the bot in containers asks only for what there is: settings, files, services, volumes."""

import re
from pathlib import Path

import pytest

from bot.process import STOP_AT_LAST
from bot.settings import Settings
from storage.engines.postgresql import OLDEST
from storage.place import Address

HOUSE = Path(__file__).parent.parent
SQLITE, SERVER, IMAGE = (
    (HOUSE / name).read_text("utf-8") for name in ("compose.yaml", "compose.postgresql.yaml", "Dockerfile")
)


def block(text: str, *names: str) -> str:
    """Return what stands in a compose file under a name, and under one in that."""
    for name in names:
        (text,) = re.findall(rf"^{name}:\n((?:[ ]+.*\n)+)", text, re.MULTILINE)
        text = re.sub(rf"^{re.match(' +', text)[0]}", "", text, flags=re.MULTILINE)  # type: ignore[index]
    return text


def value(text: str, name: str) -> str:
    """Return what stands behind a name."""
    (found,) = re.findall(rf"^{name}: (.+)$", text, re.MULTILINE)
    return str(found)


def listed(text: str, name: str) -> list[str]:
    """Return the words of a list behind a name."""
    return re.findall(r"[\w./:-]+", value(text, name))


def test_every_setting_that_a_container_is_told_is_one() -> None:
    told = set(re.findall(r"LEITAI_\w+", SQLITE + SERVER + IMAGE))

    assert len(told) >= 6
    assert told <= {f"LEITAI_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(("text", "services"), [(SQLITE, ["leitai"]), (SERVER, ["database", "leitai"])])
def test_volumes_and_secrets_of_services_are_there(text: str, services: list[str]) -> None:
    assert re.findall(r"^(\w+):$", block(text, "services"), re.MULTILINE) == services
    used = {name.partition(":")[0] for name in re.findall(r'volumes: \["(.+)"\]', text)} | {"data"}
    assert set(re.findall(r"^(\w+):$", block(text, "volumes"), re.MULTILINE)) == used
    for service in services:
        asked = set(re.findall(r"/run/secrets/(\w+)", block(text, "services", service)))
        assert asked == (set(listed(block(text, "services", service), "secrets")) if asked else set())
        for name in asked:
            assert value(block(text, "secrets", name), "file") == f"secrets/{name}"
    assert "secrets" in (HOUSE / ".gitignore").read_text("utf-8").split()
    assert "secrets" in (HOUSE / ".dockerignore").read_text("utf-8").split()


def test_a_container_has_longer_to_stop_than_the_bot_takes() -> None:
    assert int(value(block(SQLITE, "services", "leitai"), "stop_grace_period").removesuffix("s")) > STOP_AT_LAST + 1


def test_two_processes_find_the_server_and_its_password_and_share_the_folder_of_evidence(tmp_path: Path) -> None:
    bot, server = block(SERVER, "services", "leitai"), block(SERVER, "services", "database")
    (major,) = re.findall(r"^postgres:(\d+)$", value(server, "image"))
    password = tmp_path / "database"
    password.write_text("Quai 7/Eich@\n")
    told = Settings(
        database_url=value(block(bot, "environment"), "LEITAI_DATABASE_URL"),
        database_password_file=password,
        data_dir=tmp_path,
    )
    place = told.database
    assert isinstance(place, Address)
    user, name = (value(block(server, "environment"), f"POSTGRES_{what}") for what in ("USER", "DB"))
    assert place.url == f"postgresql://{user}:Quai%207%2FEich%40@database/{name}"
    assert str(place) == f"postgresql://{user}@database/{name}"
    assert place.passwords == ["Quai%207%2FEich%40", "Quai 7/Eich@"]
    assert int(major) * 10_000 >= OLDEST
    assert value(block(bot, "deploy"), "replicas") == "2"
    assert block(bot, "extends") == "file: compose.yaml\nservice: leitai\n"
    assert listed(block(SQLITE, "services", "leitai"), "volumes") == ["data:/data"]
    assert "LEITAI_DATA_DIR=/data" in IMAGE
    assert value(block(bot, "depends_on", "database"), "condition") == "service_healthy"
    assert listed(block(server, "healthcheck"), "test")[:2] == ["CMD", "pg_isready"]


def test_the_image_is_made_in_two_stages_of_one_base_and_runs_as_nobody_who_may_write_to_it() -> None:
    bases = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", IMAGE, re.MULTILINE)
    assert bases == [("python:3.11-slim", "built"), ("python:3.11-slim", "")]
    run = IMAGE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", IMAGE, re.MULTILINE) == ["10001:10001"]
    assert run.index("\nCOPY --from=built /opt/leitai /opt/leitai\n") < run.index("\nUSER ")
    assert "--uid 10001 --gid 10001" in run
    assert re.findall(r"^VOLUME (\S+)$", run, re.MULTILINE) == ["/data"]
    assert "\n    PYTHONDONTWRITEBYTECODE=1 " in run
    bot = block(SQLITE, "services", "leitai")
    assert (value(bot, "read_only"), listed(bot, "tmpfs"), listed(bot, "cap_drop")) == ("true", ["/tmp"], ["ALL"])  # noqa: S108


def test_the_image_keeps_what_a_linter_of_dockerfiles_asks() -> None:
    """By the numbers of hadolint: 3000 3002 3006 3007 3020 3025 3042 3046 3057, 4000, 4006."""
    lines = IMAGE.replace("\\\n", "").splitlines()
    assert {"ADD", "MAINTAINER"}.isdisjoint(line.partition(" ")[0] for line in lines)
    assert all(line.startswith("WORKDIR /") for line in lines if line.startswith("WORKDIR"))
    assert all(re.fullmatch(r"FROM [\w/]+:\d[\w.-]+( AS \w+)?", line) for line in lines if line.startswith("FROM"))
    assert all("[" in line for line in lines if re.match("CMD|ENTRYPOINT|HEALTHCHECK", line))
    assert sum(line.startswith("HEALTHCHECK") for line in lines) == 1
    runs = [line for line in lines if line.startswith("RUN")]
    assert all("--no-cache-dir" in step for line in runs for step in line.split("&&") if "pip install" in step)
    assert all("--no-log-init" in line for line in runs if "useradd" in line)
    assert not any(re.search(r"\bsudo\b|\bapt\b| \| ", line) for line in runs)


def test_what_is_left_out_of_the_image_is_what_is_left_out_of_the_demo() -> None:
    (lean,) = re.findall(r"^LEAN := (.+)$", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert f"site-packages {lean} " in IMAGE
