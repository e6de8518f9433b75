"""The READMEs and pages of docs say the same in both languages, and it is there: nothing missing, nothing invented."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import typer.main

from bot.cli import assembled
from bot.settings import Settings
from handlers import phrases
from handlers.conversation.actions.questions import EDIT_ANSWERS
from handlers.conversation.actions.steps import NOTHING
from handlers.journeys import COMMANDS, OWNERS
from handlers.reminding.actions.heads import MUTE, NIL
from handlers.results import Decision
from scoring.reading import acts
from scoring.reading.matters import read_entry
from scoring.rulebook.load import load
from scoring.rulebook.method import _READERS
from scoring.rulebook.metric import _INPUTS, _MISSING
from scoring.samples import SAMPLES
from tests.faults import test_kills, test_planted
from tests.faults.__main__ import TRIALS
from tests.session import CHINESE as IN_CHINESE
from tests.session import ENGLISH as IN_ENGLISH
from tests.session import Script, session, written
from tests.stage import english

HOUSE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
MADE = ("docs/lifecycle", "docs/matters", "docs/rights")
"""Pages that a table is drawn as."""
TRANSLATED = (
    "README", "docs/going-live", "docs/rulebook", "docs/chat", "docs/operating", "docs/office", "docs/template", *MADE,
)  # fmt: skip
"""Pages that there are in English and, with .zh-CN behind the name, in Chinese."""
GUIDE = "scoring/README"
"""So is the page for authors of rulebooks, whose examples are called by other names in each language."""


def read(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


ENGLISH, CHINESE = ("\n".join(read(f"{name}{of}.md") for name in TRANSLATED) for of in ("", ".zh-CN"))
PAGES = {f"{name}{of}.md": read(f"{name}{of}.md") for name in (*TRANSLATED, GUIDE) for of in ("", ".zh-CN")}
OTHERS = {name: read(name) for name in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")}
NEWCOMER = 200
"""Lines that somebody reads who has never heard of it; all else is behind a link."""
SPAN = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FATHER = {"newbot", "setprivacy", "revoke"}
"""Commands of @BotFather."""
NO_COMMANDS = {"data", "healthz", "metrics"}
"""A volume, and what stands at a port."""
PLACEHOLDER = re.compile(
    "absolute/path|绝对路径|host|主机|port|端口|user|用户|password|口令|/name$|/库名$|name_of_the_bot|机器人的名字"
    "|SEAL$|存证码$|rulebook.toml values.csv|方案.toml 值.csv|id of the category|类别编号"
)
"""What stands for something in code, and is translated."""
IN = "LEITAI_LANGUAGE=en "
"""Before a command that is to speak the language of its page."""
BACK = ("上一步", "back")

both = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
every_page = pytest.mark.parametrize("name", [*PAGES, *OTHERS])

Rows = dict[str, tuple[list[str], str]]
"""Rows of a table by the first span of each: the spans of the first cell, and the second cell."""


def sections(page: str) -> list[tuple[str, str]]:
    """Cut a page at its headings; lines in blocks of code are none."""
    bare = FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), page)
    starts = [found.start() for found in re.finditer(r"^#{1,3} ", bare, re.MULTILINE)]
    parts = [page[start:end] for start, end in zip(starts, [*starts[1:], len(page)], strict=True)]
    return [(part.partition("\n")[0], part) for part in parts]


def table(page: str, first: str) -> Rows:
    """Read the table whose first row begins with a span: every row by its first span."""
    part = next(text for _, text in sections(page) if f"\n| `{first}`" in text)
    block = next(block for block in part.split("\n\n") if f"\n| `{first}`" in block)
    rows = [line.strip("| ").split(" | ") for line in block.splitlines() if line.startswith("| `")]
    return {SPAN.findall(cells[0])[0]: (SPAN.findall(cells[0]), cells[1]) for cells in rows}


def blocks(page: str, kind: str) -> list[str]:
    return [text for opened, text in FENCE.findall(page) if opened == kind]


def paths(command: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Yield every command of `leitai` with its options; the root only where it has options of its own."""
    options = {name for each in command.params for name in each.opts if name.startswith("--")} - {"--help"}
    inside = getattr(command, "commands", {})
    if not inside or options:
        yield " ".join(before), options
    for name, each in inside.items():
        yield from paths(each, (*before, name))


LINE = {f"leitai {path}".strip(): options for path, options in paths(typer.main.get_command(assembled()))}


# Both say the same


def test_both_have_the_same_sections() -> None:
    depths = [[len(heading.split()[0]) for heading, _ in sections(page)] for page in (ENGLISH, CHINESE)]

    assert depths[0] == depths[1], (
        "the pages have different sections in English and Chinese: add what one of them lacks"
    )


def test_a_readme_is_the_page_of_a_newcomer_from_which_every_other_is_found() -> None:
    for of in ("", ".zh-CN"):
        page = PAGES[f"README{of}.md"]
        assert len(page.splitlines()) <= NEWCOMER, "put what a newcomer does not need into docs"
        linked = set(re.findall(r"\]\((docs/[^)#]+\.md)\)", page))
        chinese = {f"{name}.zh-CN.md" for name in TRANSLATED}
        english = {f"{name}.md" for name in TRANSLATED}
        there = {f"docs/{path.name}" for path in (HOUSE / "docs").glob("*.md")}
        assert linked == there - (chinese if of == "" else english)


def facts(part: str) -> dict[str, object]:
    """Return what does not depend on the language: code without its texts, links, pictures, numbers, rows."""
    prose = FENCE.sub("", part)
    text = re.sub(r"<img[^>]*>", "", SPAN.sub("", prose))
    code = [
        [re.sub(r"'[^']*'", "''", line.partition("#")[0]).rstrip().removeprefix(IN) for line in lines.splitlines()]
        for opened, lines in FENCE.findall(part)
        if "session" not in opened and opened != "mermaid"
    ]
    return {
        "spans": sorted(PLACEHOLDER.sub("…", span) for span in SPAN.findall(prose)),
        "links": sorted({link.replace(".zh-CN", "") for link in re.findall(r"\]\(([^)]+)\)", prose)}),
        "pictures": re.findall(r'<img src="([^"]+)" width="(\d+)"', prose.replace(".en.png", ".png")),
        "numbers": sorted(re.findall(r"\d+(?:[.,:]\d+)*", re.sub(r"\]\([^)]*\)", "", text))),
        "code": code,
        "rows": len(re.findall(r"^\|", prose, re.MULTILINE)),
    }


PAIRS = list(zip(sections(ENGLISH), sections(CHINESE), strict=False))


@pytest.mark.parametrize("pair", PAIRS, ids=[english for (english, _), _ in PAIRS])
def test_a_section_names_the_same_facts_in_both_languages(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """What people type, links, pictures, numbers and code are the same; only placeholders in paths are translated."""
    (heading, english), (_, chinese) = pair

    for kind, said in facts(english).items():
        also = facts(chinese)[kind]
        assert said == also, f"{kind} of “{heading}” differ between English (left) and Chinese (right)"


def test_the_page_for_authors_of_rulebooks_says_the_same_in_both_languages() -> None:
    """Its code is executed in each language: here it is held to the same keys and the same figures."""
    english, chinese = (sections(_unnamed(PAGES[f"{GUIDE}{of}.md"])) for of in ("", ".zh-CN"))

    assert len(english) == len(chinese)
    for (heading, said), (other, also) in zip(english, chinese, strict=True):
        assert facts(said) == facts(also), f"“{heading}” differs from “{other}”"


def _unnamed(page: str) -> str:
    """Take the names out of the code of a page: what stands in quotes, and the words around figures."""
    kept = re.compile(r"\d+(?:\.\d+)?")
    page = re.sub(
        r"```(?:text|csv).*?\n(.*?)```", lambda found: f"```\n{kept.findall(found[1])}\n```", page, flags=re.DOTALL
    )
    return re.sub('"[^"\n]*"', "''", page)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| `/rank`", "| `/rang`"),
        ("for 14 days", "for 15 days"),
        ("docs/card.en.png", "docs/cart.en.png"),
        ("](LICENSE)", "](LICENCE)"),
        ("points = 14", "points = 15"),
        ("| `alembic` | upgrades of the database |\n", ""),
    ],
)
def test_a_difference_between_the_languages_is_seen(before: str, after: str) -> None:
    assert before in ENGLISH
    assert facts(ENGLISH.replace(before, after, 1)) != facts(ENGLISH)


# The session


@pytest.mark.parametrize("script", [IN_ENGLISH, IN_CHINESE], ids=["English", "Chinese"])
def test_the_session_is_what_the_bot_says(script: Script) -> None:
    told = f"{session(script)}\n"

    assert told == written(PAGES[script.readme]), (
        f"the bot says something else now: `python -m tests.session --keep` writes it into {script.readme}"
    )


def test_the_english_session_can_be_read_in_english() -> None:
    english(written(PAGES["README.md"]))


# What they name is there, and what is there is named


@both
def test_every_command_stands_with_every_option(page: str) -> None:
    told = {first: set(spans[1:]) for first, (spans, _) in table(page, "leitai demo").items()}

    assert told == LINE, "the table of `leitai` commands and the commands of bot/cli.py differ (left: the page)"


@every_page
def test_no_other_command_or_option_is_named_anywhere(name: str) -> None:
    page = {**PAGES, **OTHERS}[name]
    named = [span for span in SPAN.findall(FENCE.sub("", page)) if span.startswith("leitai ")]
    named += re.findall(r"(?:^ *|&& |bin/)(leitai [a-z][^#&\n]*)", "\n".join(blocks(page, "sh")), re.MULTILINE)

    for words in named:
        command = max((path for path in LINE if f"{words} ".startswith(f"{path} ")), key=len, default="")
        assert command, f"there is no `{words}`"
        assert set(re.findall(r"--[a-z-]+", words)) <= LINE[command], words


@both
def test_every_setting_stands_in_the_table(page: str) -> None:
    settings = {f"LEITAI_{name.upper()}" for name in Settings.model_fields}
    told = [span for spans, _ in table(page, "LEITAI_TOKEN").values() for span in spans]

    assert sorted(told) == sorted(settings), "the table of settings and bot/settings.py differ (left: the page)"


@every_page
def test_no_other_setting_is_named_anywhere(name: str) -> None:
    named = set(re.findall(r"LEITAI_[A-Z_]+", {**PAGES, **OTHERS}[name]))

    of_tests = {"LEITAI_TEST_ENGINE"} if name == "CONTRIBUTING.md" else set()
    assert named <= {f"LEITAI_{setting.upper()}" for setting in Settings.model_fields} | of_tests


@both
def test_every_chat_command_stands_with_its_words(page: str) -> None:
    told = {first.removeprefix("/"): tuple(SPAN.findall(words)) for first, (_, words) in table(page, "/start").items()}

    assert told == {name: command.words for name, command in COMMANDS.items()}, (
        "the table of chat commands and the journeys' declarations differ (left: the page)"
    )


@every_page
def test_no_other_chat_command_is_named(name: str) -> None:
    page = {**PAGES, **OTHERS}[name]
    named = {found for span in SPAN.findall(page) for found in re.findall(r"^/([a-z]+)(?=$|[ @])", span)}

    assert named - COMMANDS.keys() - FATHER - NO_COMMANDS == set()


def test_the_word_of_every_decision_is_known() -> None:
    """Each act that may be said in words is reached by a word of the table, alone or with something behind it."""
    acts = {
        found.act
        for word in words_of(CHINESE)
        for said in (word, f"{word} 王科长", f"{word} 95 数字不符", f"{word}95")
        if (found := phrases.decision(said))
    }

    assert acts == set(get_args(get_type_hints(Decision)["act"]))


def words_of(page: str) -> list[str]:
    return [span for spans, _ in table(page, "确认").values() for span in spans]


def decided() -> set[str]:
    """Return the Chinese words that handlers/phrases.py understands, from its literals."""
    tree = ast.parse(Path(phrases.__file__).read_text(encoding="utf-8"))
    literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef)
    }
    return {word for text in literals if text not in docs for word in re.findall(r"[\u3400-\u9fff]{2,}", text)}


CLOSING = (*phrases.CLOSE, *phrases.CLOSE_ANYWAY, *phrases.NOT_ADMITTED)
"""Words that only the card of a locked period takes, or who asks to be let in."""
ASIDE = {"编号", "存证码", *phrases.LIFT, *phrases.TEMPLATE, *phrases.COLOURS, *phrases.LANGUAGES}
"""What phrases.py reads beside words that do something; the words of commands it reads too."""


@both
def test_every_word_stands_in_the_table(page: str) -> None:
    told = words_of(page)
    commands = {word for command in COMMANDS.values() for word in command.words}
    answers = {*OWNERS.words, *EDIT_ANSWERS, *CLOSING, *MUTE, *BACK, *NOTHING[:2], "ok", *acts.WORDS}
    understood = {word for word in decided() - ASIDE - commands if not any(each.startswith(word) for each in told)}

    assert answers - set(told) == set(), "words that do something are missing in the table of words"
    assert understood == set(), "words of handlers/phrases.py are missing in the table of words"


@both
def test_no_word_is_invented(page: str) -> None:
    answers = {*OWNERS.words, *EDIT_ANSWERS, *CLOSING, *MUTE, *BACK, *NOTHING, *acts.WORDS}
    invented = [
        word
        for word in words_of(page)
        if word not in answers
        and NIL.fullmatch(word) is None
        and read_entry(word.rpartition(" ")[0].rpartition(" ")[2]) is None
        and phrases.of_flag(word) is None
        and not any(phrases.decision(said) for said in (word, f"{word} 王科长", f"{word} 95 数字不符", f"{word}95"))
    ]

    assert invented == [], "no journey understands these words of the table"


@both
def test_every_dependency_has_its_reason_and_no_other_is_named(page: str) -> None:
    lists = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    names = {re.split(r"[<>=\[]", requirement)[0] for requirements in lists for requirement in requirements}
    told = [span for spans, _ in table(page, "python-telegram-bot").values() for span in spans]

    assert sorted(told) == sorted(names), "the table of dependencies and pyproject.toml differ (left: the page)"


# The rulebook


@both
def test_the_rulebook_of_the_page_is_complete_and_good(page: str) -> None:
    (whole,) = blocks(page, "toml rulebook")

    assert load(whole.encode()).metric("reply").points == 10


@both
@pytest.mark.parametrize(("kind", "names"), [("input", _INPUTS), ("method", tuple(_READERS)), ("missing", _MISSING)])
def test_every_choice_of_a_rulebook_stands_on_the_page(page: str, kind: str, names: tuple[str, ...]) -> None:
    (line,) = re.findall(rf"^- .*\(?`{kind}`.*$", page, re.MULTILINE)

    assert sorted(SPAN.findall(line)) == sorted([kind, *names])


@both
def test_every_sample_stands_on_the_page(page: str) -> None:
    assert sorted(re.findall(r"\]\(\.\./scoring/samples/([^)]+)\)", page)) == sorted(SAMPLES)


# What they point at is there


@every_page
def test_every_link_picture_and_path_leads_somewhere(name: str) -> None:
    page, folder = {**PAGES, **OTHERS}[name], (HOUSE / name).parent
    linked = ["".join(pair) for pair in re.findall(r'\]\(([^)#]+)\)|src="([^"]+)"', page)]
    told = [span for span in SPAN.findall(page) if re.match("(tests|docs|scoring|storage|handlers)/", span)]

    assert [path for path in linked if "://" not in path and not (folder / path).exists()] == []
    assert [path for path in told if not (HOUSE / path).exists()] == []


@both
def test_every_promise_names_a_test_that_holds_it(page: str) -> None:
    promises = [line for line in page.splitlines() if line.startswith("| **")]

    assert len(promises) >= 10
    assert [line for line in promises if not re.search(r"`tests/[\w/]+/test_\w+\.py`|`tests/test_\w+\.py`", line)] == []


@both
def test_the_numbers_in_the_promises_are_those_of_the_tests(page: str) -> None:
    short = re.findall(r"LEITAI_KILLS\"\) or (\d+)", Path(test_kills.__file__).read_text("utf-8"))
    kills = [trial for trial in TRIALS if trial.tests == ("test_kills.py",)]
    long = [str(sum(trial.pieces * int(trial.environment["LEITAI_KILLS"]) for trial in kills))]
    promised = {
        name: re.findall(r"\d+", row)
        for row in page.splitlines()
        if row.startswith("| **")
        for name in SPAN.findall(row)
    }

    assert set(promised["tests/faults/test_kills.py"]) == {*short, *long}
    assert promised["tests/faults/test_planted.py"] == [str(len(test_planted.CASES))]


@every_page
def test_every_make_target_is_in_the_makefile(name: str) -> None:
    page = {**PAGES, **OTHERS}[name]
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)\b", "\n".join([*SPAN.findall(page), *blocks(page, "sh")]))) <= targets


def test_the_service_starts_a_command_that_there_is_where_the_pages_install_it() -> None:
    unit = (HOUSE / "docs" / "leitai.service").read_text(encoding="utf-8")
    (program, command) = re.findall(r"^ExecStart=(\S+)/bin/(.+)$", unit, re.MULTILINE)[0]
    (folder,) = re.findall(r"^WorkingDirectory=(.+)$", unit, re.MULTILINE)

    assert command in LINE
    assert f"\nReadWritePaths={folder}\n" in unit
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[0]) > 10, "it stops within ten seconds"
    for page in (ENGLISH, CHINESE):
        assert f"make install PREFIX={program}\n" in page
        assert f"{folder}/.env" in page


def test_the_changelog_has_each_heading_once_a_date_and_begins_with_what_is_to_come() -> None:
    dates = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", OTHERS["CHANGELOG.md"], re.MULTILINE | re.DOTALL)
    kinds = {date: re.findall(r"^### (.+)$", text, re.MULTILINE) for date, text in dates}

    assert next(iter(kinds)) == "Unreleased"
    assert {date: each for date, each in kinds.items() if len(each) != len(set(each))} == {}
    assert sorted(kinds, reverse=True) == list(kinds)


def test_the_licence_is_the_one_that_the_package_names() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (HOUSE / "LICENSE").read_text(encoding="utf-8")
    assert all("[Apache-2.0](LICENSE)" in page for page in (ENGLISH, CHINESE))
