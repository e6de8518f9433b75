"""A house whose roster has nobody's number yet, or nobody at all."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from docx import Document
from PIL import Image

from tests import engine
from tests.cast import ADMIN, roster_csv
from tests.stage import Stage, furnish, playing, staged, without_posts

LINK = re.compile(r"https://t\.me/leitai_bot\?start=([\w-]{32})")
CODE = re.compile(r"核对码 (\d{4})")
FIRST = re.compile(r"/start ([0-9A-Z]{4}-[0-9A-Z]{4})")


def unnumbered(*but: int) -> str:
    """Write the roster without the numbers of all but some."""
    rows = [line.split(",") for line in roster_csv().splitlines()]
    kept = {str(person) for person in but}
    return "\n".join(",".join([*row[:3], row[3] if row[3] in (*kept, "telegram_id") else ""]) for row in rows)


@pytest.fixture(scope="session")
def uninvited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole cast, of whom only the admin has a number, to be copied."""
    folder = tmp_path_factory.mktemp("uninvited")
    return furnish(folder / "data", without_posts(folder), unnumbered(ADMIN))


@pytest.fixture
def without_numbers(uninvited: Path, tmp_path: Path) -> Iterator[Stage]:
    """The running bot; of all people only the admin has a number."""
    folder = engine.copy_folder(uninvited, tmp_path / "data")
    with staged("in process", folder, without_posts(tmp_path)) as stage, playing(stage):
        yield stage


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Stage]:
    """The running bot in a house without anybody."""
    with staged("in process", tmp_path / "data", without_posts(tmp_path)) as stage, playing(stage):
        yield stage


def first_code(stage: Stage) -> str:
    """Return the code that the console shows."""
    (found,) = FIRST.findall(stage.console[-1])
    return str(found)


def cards(stage: Stage, place: int) -> dict[str, str]:
    """Return the secrets of the last sheet in a chat by the names on its cards."""
    sent = next(one.document for one in reversed(stage.said(place)) if one.document is not None)
    assert sent[0] == "邀请单.docx"
    return cards_of(sent[1])


def cards_of(sheet: bytes) -> dict[str, str]:
    """Return the secrets of a sheet by the names on its cards; each has its picture."""
    (table,) = Document(io.BytesIO(sheet)).tables
    found = {}
    for row in table.rows:
        for code, words in ((row.cells[0], row.cells[1]), (row.cells[2], row.cells[3])):
            if words.text:
                assert len(code._tc.xpath(".//pic:pic")) == 1
                (secret,) = LINK.findall(words.text)
                found[words.paragraphs[1].text] = secret
    assert len(set(found.values())) == len(found)
    return found


def words_of(sheet: bytes) -> dict[str, list[str]]:
    """Return what the cards of a sheet say before and behind a name and its link, by the names."""
    (table,) = Document(io.BytesIO(sheet)).tables
    cards = [[line.text for line in row.cells[place].paragraphs] for row in table.rows for place in (1, 3)]
    return {card[1]: card for card in cards if len(card) > 1}


def codes_of(sheet: bytes) -> list[str]:
    """Return which of the addresses on a sheet each of its QR codes holds, in their order."""
    book = Document(io.BytesIO(sheet))
    (table,) = book.tables
    found = []
    for place, embedded in enumerate(table._tbl.xpath(".//a:blip/@r:embed")):
        words = table.rows[place // 2].cells[place % 2 * 2 + 1].text
        (secret,) = LINK.findall(words)
        link = f"https://t.me/leitai_bot?start={secret}"
        picture = Image.open(io.BytesIO(book.part.related_parts[embedded].blob)).convert("1")
        signs = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=2)]
        side = picture.width // len(signs)
        seen = [
            [not picture.getpixel((across * side, down * side)) for across in range(len(signs))]
            for down in range(len(signs))
        ]
        assert [[bool(sign) for sign in row] for row in signs] == seen
        found.append(link)
    return found


def opened(stage: Stage, person: int, secret: str) -> str:
    """Let somebody open an invite; returns the code that they are shown."""
    stage.say(person, f"/start {secret}")
    (code,) = CODE.findall(stage.last(person).text)
    return str(code)


def let_in(stage: Stage, person: int, secret: str) -> None:
    """Let somebody open an invite, say that it is theirs, and be let in by the admin."""
    opened(stage, person, secret)
    stage.press(person, stage.last(person).id, "是我，申请绑定")
    stage.press(ADMIN, stage.last(ADMIN).id, "通过")


def on_roster(stage: Stage) -> set[tuple[str, str, str, int | None]]:
    """Return the rows of the roster as the database holds them."""
    sql = "SELECT unit, name, role, telegram_id FROM roster WHERE removed_at IS NULL"
    return {(row["unit"], row["name"], row["role"], row["telegram_id"]) for row in engine.rows(stage.database, sql)}
