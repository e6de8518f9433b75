"""A refusal of thousands of lines says the first of them, how many more there are, and the cause last."""

from pathlib import Path

from bot.files import read_sample
from tests.stage import command

COUNT = 20_000


def test_a_rulebook_with_thousands_of_faults_names_the_first_and_how_many_more(tmp_path: Path) -> None:
    file = tmp_path / "faulty.toml"
    units = "".join(f'[[units]]\nid = "u{n}"\nname = "n{n}"\nfoo = 1\n' for n in range(COUNT))
    file.write_bytes(read_sample() + units.encode())
    done = command("check", str(file), env={})
    lines = done.err.splitlines()
    assert done.code == 1
    assert len(lines) == 202
    assert lines[:200] == [line for line in lines[:200] if line.startswith(f"units[u{lines.index(line)}]：")]
    assert lines[200] == "还有 19799 处没有列出，改正以上各处后再查一次"
    assert lines[201].startswith(f"units[u{COUNT - 1}]：")


def test_the_summary_of_a_table_with_thousands_of_faults_stays_last(tmp_path: Path) -> None:
    rulebook, values = tmp_path / "rules.toml", tmp_path / "values.csv"
    rulebook.write_bytes(read_sample())
    values.write_text("unit,metric,period,value\n" + "nobody,nothing,2026-11,1\n" * 3_000, encoding="utf-8")
    done = command("score", str(rulebook), str(values), "--period", "2026-11", env={})
    lines = done.err.splitlines()
    assert done.code == 1
    assert len(lines) == 202
    assert "还有" in lines[200]
    assert lines[201].startswith(f"数值表 {values} 有 ")


def test_a_refusal_of_a_few_lines_is_said_whole(tmp_path: Path) -> None:
    file = tmp_path / "faulty.toml"
    units = "".join(f'[[units]]\nid = "u{n}"\nname = "n{n}"\nfoo = 1\n' for n in range(201))
    file.write_bytes(read_sample() + units.encode())
    assert len(command("check", str(file), env={}).err.splitlines()) == 201
