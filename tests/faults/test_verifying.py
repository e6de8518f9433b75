"""`leitai audit verify`: what it says of a database that a hand has changed, of evidence, and to witnesses."""

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from bot.commands import texts
from storage import audit
from storage.facts import FACT_TABLES
from storage.tables import metadata
from tests.faults.bureau import leitai
from tests.stage import Done


def verify(folder: Path, *words: str) -> Done:
    return leitai(folder, "audit", "verify", *words)


def tamper(folder: Path, sql: str) -> None:
    """Change the file past the product, in the way of whoever has the file."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        books.executescript(f"PRAGMA foreign_keys = OFF; {sql}")
        books.commit()


BY_HAND = {
    "a confirmed value": (
        "UPDATE cell_values SET value = '100/100' WHERE number = 1 AND valid_to IS NULL",
        "得分数据 编号 0001 2026-11 reply_rate donghu",
        "value 存证为 99/100，库里是 100/100",
    ),
    "what was reported": (
        "UPDATE versions SET value = '100/100' WHERE number = 1",
        "申报内容 编号 0001 第 1 版：value 存证为 98/100，库里是 100/100",
    ),
    "a submission that is gone": (
        """DELETE FROM submissions WHERE number = 1; DELETE FROM versions WHERE number = 1;
        DELETE FROM reviews WHERE number = 1; DELETE FROM cell_values WHERE number = 1""",
        "申报 编号 0001：存证链上有，数据库里没有",
    ),
    "a confirmation nobody gave": (
        """INSERT INTO reviews
        (number, version, act, lead, person, person_name, decided_at, moment, cause, ordinal)
        SELECT number, version, 'confirm', 'xiaobao', 2001, '李科长', 1, moment, 'inbox:9999', 0 FROM versions
        WHERE number = 8; UPDATE submissions SET state = 'confirmed' WHERE number = 8;
        UPDATE cell_values SET state = 'confirmed' WHERE number = 8""",
        "核实记录 编号 0008 第 18 条：数据库里有，存证链上没有",
        "申报 编号 0008：state 存证为 pending，库里是 confirmed",
    ),
    "a new admin": (
        "INSERT INTO roster (unit, name, role, telegram_id, added_at) VALUES ('', '王所长', 'admin', 1001, 1)",
        "名册 第 27 条：数据库里有，存证链上没有",
    ),
    "what was made public": (
        "UPDATE publications SET body = replace(body, '\"rank\": 1', '\"rank\": 2') WHERE id = 1",
        "通报 第 1 条：body 与存证不符",
    ),
    "the rules": (
        "UPDATE rulebooks SET body = replace(body, 'points', 'points ') WHERE id = 1",
        "竞赛方案 第 1 条：body 与存证不符",
    ),
    "how somebody wants to be told": (
        "UPDATE preferences SET content = 'at_once' WHERE name = 'cards'",
        "提醒方式 2001 cards：content 存证为 digest，库里是 at_once",
    ),
    "the chain's last rows": (
        "DELETE FROM audit WHERE seq > (SELECT max(seq) - 3 FROM audit WHERE act = 'publish')",
        "通报 第 4 条：数据库里有，存证链上没有",
        "定时事项 week_post 2026-W48：数据库里有，存证链上没有",
    ),
    "the whole chain": ("DELETE FROM audit", "还有 ", "共 "),
    "who did what": ("UPDATE audit SET actor = mark, mark = NULL WHERE seq = 7", "存证链从第 7 条起不符"),
    "that nobody did it": ("UPDATE audit SET actor = 'None' WHERE actor IS NULL", "存证链从第 1 条起不符"),
    "who is who": ("INSERT INTO identities VALUES ('#ab', '1001', '李所长', 'salt')", "身份 #ab：与存证不符"),
    "words that are no text": (
        "UPDATE versions SET title = CAST(x'ff41' AS TEXT), value = '1/100' WHERE number = 1",
        "申报内容 编号 0001 第 1 版：value 存证为 98/100，库里是 1/100",
    ),
    "words that are bytes": (
        "UPDATE publications SET body = CAST(body AS BLOB) WHERE id = 1",
        "通报 第 1 条：body 与存证不符",
    ),
    "a name that is no text": (
        "UPDATE identities SET content = CAST(x'ff41' AS TEXT) WHERE owner = '1001' AND content <> '1001'",
        "身份 #",
    ),
    "bytes that are words": (
        "UPDATE documents SET content = CAST(content AS TEXT)",
        "content 与存证不符",
    ),
    "a moment that no calendar has": (
        "UPDATE versions SET moment = 9223372036854775807, value = '1/100' WHERE number = 1",
        "value 存证为 98/100，库里是 1/100",
    ),
    "a row of the chain that is no text": (
        "UPDATE audit SET body = CAST(x'7bff' AS TEXT) WHERE seq = 5",
        "存证链从第 5 条起不符",
        "存证链第 5 条的内容读不懂",
    ),
    "a row of the chain that nests too deep": (
        "UPDATE audit SET body = replace(hex(zeroblob(50000)), '00', '[') WHERE seq = 5",
        "存证链第 5 条的内容读不懂",
    ),
    "a row of the chain that tells half a character": (
        """UPDATE audit SET body = replace(body, '"version":1', '"version":"\\ud800"') WHERE seq = 5""",
        "存证链从第 5 条起不符",
    ),
    "a publication that the chain never had": (
        """UPDATE audit SET body = '{"facts":[["publications",{"id":1,"arena":"nowhere","period":"2026-11"}]],"x":1}'
        WHERE act = 'close'""",
        "通报 第 1 条：按当时的数据和方案重新计算，结果与公布的不一致",
    ),
    "what follows a row": (
        "CREATE TRIGGER grant_all AFTER INSERT ON inbox BEGIN UPDATE roster SET role = 'admin'; END",
        "trigger grant_all",
    ),
}


def test_a_bureau_that_nobody_touched_is_whole(folder: Path) -> None:
    done = verify(folder)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("what", BY_HAND)
def test_what_a_hostile_hand_changes_is_told_with_its_table_and_number(folder: Path, what: str) -> None:
    sql, *told = BY_HAND[what]
    tamper(folder, sql)
    done = verify(folder)
    assert (done.code, done.out) == (1, "")
    assert [part for part in told if part not in done.err] == []
    assert "与存证不符" in done.reason or done.err.count("\n") == 1
    done.err.encode()


def test_of_many_differences_the_first_are_told_how_many_more_there_are_and_last_what_is_the_matter(
    folder: Path,
) -> None:
    tamper(folder, "DELETE FROM audit")
    lines = verify(folder).err.splitlines()
    assert len(lines) == texts.SHOWN + 2
    count = int(lines[-2].split()[1])
    assert lines[-1].startswith(f"共 {count + texts.SHOWN} 处与存证不符，第一处：{lines[0]}")


def test_copies_of_evidence_that_are_changed_lost_or_too_many_are_told(folder: Path) -> None:
    (copy,) = (path for path in (folder / "evidence").rglob("*") if path.is_file())
    copy.with_name(f".{copy.name}.half").write_bytes(b"what a crash may leave")
    assert verify(folder).code == 0
    surplus = copy.with_name("stray.pdf")
    surplus.write_bytes(b"%PDF")
    done = verify(folder)
    assert (done.code, f"多出 {surplus}" in done.reason) == (1, True)
    surplus.unlink()
    copy.write_bytes(b"%PDF-1.7 another")
    assert f"{copy} 与存证不符" in verify(folder).reason
    copy.unlink()
    assert (f"没有 {copy}" in verify(folder).reason, verify(folder).code) == (True, 1)


# Witnesses


def heads(folder: Path) -> list[str]:
    """Return the digests of the chain, oldest first."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        return [digest for (digest,) in books.execute("SELECT digest FROM audit ORDER BY seq")]


def test_a_witness_is_told_where_its_head_stands_and_what_was_done_last(folder: Path) -> None:
    chain = heads(folder)
    last, first = audit.code(chain[-1]), audit.code(chain[0])
    done = verify(
        folder, "--witness", last, first.lower().replace("-", " "), "--witness", f"{chain[5][:4]}-{chain[5][4:8]}"
    )
    assert (done.code, done.err) == (0, "")
    whole, *told = done.out.splitlines()
    assert whole.endswith(f"存证码 {last}")
    assert f"存证码 {last} 在存证链上：第 {len(chain)} 条，2026-12-07 09:00；当时最后一件事是注销" in told
    assert any("第 1 条，2026-11-19 09:00；当时最后一件事是启用竞赛方案" in line for line in told)
    assert any("第 6 条，2026-11-19 09:00；当时最后一件事是确认（编号 0001）" in line for line in told)


def test_the_code_under_a_post_is_a_witness(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        codes = [code for (code,) in books.execute("SELECT audit_code FROM publications ORDER BY id")]
    done = verify(folder, "--witness", *codes)
    assert done.code == 0
    assert [done.out.count(f"当时最后一件事是{act}") for act in ("周榜通报", "定榜")] == [4, 2]
    assert len(codes) == 6


def test_a_head_that_was_put_into_another_row_is_a_witness_of_nothing(folder: Path) -> None:
    code = audit.code(heads(folder)[5])
    tamper(folder, "UPDATE audit SET body = '{}', moment = 9223372036854775807 WHERE seq = 6")
    assert f"存证码 {code} 不在存证链上" in verify(folder, "--witness", code).err


@pytest.mark.parametrize("code", ["3f9a-71c2", "2222-2222-2222-2222", "0000-0000-0000-0000", "没有", ""])
def test_a_code_that_stands_nowhere_is_refused_with_a_sentence(folder: Path, code: str) -> None:
    done = verify(folder, "--witness", code)
    assert (done.code, f"存证码 {code} 不在存证链上" in done.reason) == (1, True)
    assert done.out.startswith("存证链完整"), "the chain itself is good"


def test_a_code_without_its_option_is_wrong_usage(folder: Path) -> None:
    assert verify(folder, "3f9a-71c2").code == 2


DERIVED = ("part_standings", "part_counts")
"""Tables that follow from the facts, and go with them."""


def without(tables: Iterable[Table]) -> str:
    """Return how everything is taken out of tables."""
    return "; ".join(f"DELETE FROM {table.name}" for table in tables)  # noqa: S608


def cut(folder: Path) -> None:
    """Put the house back to where it was at its beginning, tables and all."""
    others = without(table for table in FACT_TABLES if table.name not in ("rulebooks", "fixtures"))
    others += f"; {without(map(metadata.tables.__getitem__, DERIVED))}"
    later = "DELETE FROM rulebooks WHERE id > 1; DELETE FROM fixtures WHERE name <> 'group'"
    tamper(folder, f"{others}; {later}; DELETE FROM audit WHERE seq > 2")  # noqa: S608


def empty(folder: Path) -> None:
    """Leave nothing at all."""
    tamper(folder, without((*FACT_TABLES, *map(metadata.tables.__getitem__, (*DERIVED, "audit")))))


def rewrite(folder: Path) -> None:
    """Let somebody have said something else, and seal the whole chain anew."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        previous = audit.ROOT
        for seq, moment, actor, act, body in books.execute(
            "SELECT seq, moment, coalesce(mark, actor), act, body FROM audit"
        ).fetchall():
            said = body.replace("按钮看不清", "都很好")
            digest = audit.seal(previous, moment, actor, act, said)
            books.execute("UPDATE audit SET body = ?, digest = ? WHERE seq = ?", (said, digest, seq))
            if act in ("publish", "close"):
                number = next(row["id"] for name, row in json.loads(body)["facts"] if name == "publications")
                books.execute("UPDATE publications SET audit_code = ? WHERE id = ?", (audit.code(digest), number))
            previous = digest
        books.commit()


@pytest.mark.parametrize("forge", [cut, empty, rewrite])
def test_a_chain_that_is_cut_emptied_or_sealed_anew_with_its_tables_is_found_by_any_later_witness(
    folder: Path, forge: Any
) -> None:
    chain = heads(folder)
    forge(folder)
    if forge is not rewrite:
        shutil.rmtree(folder / "evidence")
    assert verify(folder).code == 0, "it is good in itself"
    for digest in (chain[-1], chain[40]):
        done = verify(folder, "--witness", audit.code(digest))
        assert (done.code, "被截断或重写过" in done.reason) == (1, True)
