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
