"""Everything that people read is there in each language: as many sentences, no more values, nothing left in Chinese."""

import ast
import html
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from handlers.routes import ALERT_LIMIT
from handlers.texts import SENTENCES, Said, fitting, length
from scoring.language import Spoken, speaking
from tests.handlers.spoken import SPOKEN, codes_of
from tests.handlers.spoken import Spoken as Place
from tests.handlers.test_texts import KEPT, SAMPLES, names, rendered
from tests.stage.story import CHINESE
from tests.test_words import HAN

HOUSE = Path(__file__).parent.parent
READ = re.compile(
    r"handlers/(?:\w+/)*(?:texts|views)(?:/\w+)?\.py|handlers/pictures/.*|bot/.*|scoring/(?:faults|cautions)\.py"
)
"""Where there are words that people read."""
ELSEWHERE = re.compile(r"bot/(?:sandbox|demo)/.*")
"""The embedded chat and the demo have words of their own, in each language by their own means."""
CHINESE_ALONE = {
    "handlers/publishing/texts/circulars.py": "FONTS CIRCULAR COLUMNS REMARKS NOTES NUMERALS SAMPLE BARE",
    "handlers/publishing/texts/files.py": "WORKBOOK UNRANKED ROLES SEALS WORKBOOK_FILE LIST EVALUATION",
    "handlers/publishing/views/circular.py": "_vetoes _best",
    "handlers/pictures/draw.py": "SPECIMEN warm",
    "handlers/pictures/texts.py": "WEEK PLACES",
    "handlers/texts.py": "_JOINTS",
    "scoring/faults.py": "LEDGER_WORDS _SENTENCES _VALUES _COUNTED",
    "handlers/people/texts.py": "FORGOTTEN",
    "handlers/inviting/texts.py": "FONT",
    "bot/texts.py": "FRAME MISTAKES MISTAKEN",
}
"""What says something in Chinese alone: the papers of a result are official, as is what is sealed;
a font is tried with its signs, what Typer says is English by itself, and what is wrong with a file has its English in
a table of its own, which tests/scoring/test_faults.py holds complete."""
UNTRANSLATED: frozenset[str] = frozenset()
"""Modules of which some words are not yet there in English; it may only shrink, and is empty when all is done."""

QUOTED = re.compile(r"“[^”]*”|/[a-z]+[^,.;:!?()\n]*")
"""Words that people are to write: in quotes, or behind a command."""
ASKS = {"请回复这条消息": "Please reply to this message", "存证码": "Seal ", "编号 {number": "No. {number"}
"""What the bot reads in its own messages, and what it has to read in English."""
LATIN = re.compile("[A-Za-z]")
READING = {"startswith", "endswith", "removeprefix", "removesuffix", "compile", "fullmatch", "match", "search", "sub"}
"""Calls that read words instead of saying them."""


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def left_in_chinese(words: str) -> str:
    """Return the Chinese in English words that nobody is told to write."""
    return "".join(CHINESE.findall(QUOTED.sub("", words)))


def modules() -> list[str]:
    paths = (path for package in ("bot", "handlers", "scoring") for path in sorted((HOUSE / package).rglob("*.py")))
    found = [path.relative_to(HOUSE).as_posix() for path in paths]
    return [name for name in found if READ.fullmatch(name) and not ELSEWHERE.fullmatch(name)]


@cache
def sentences() -> dict[str, list[tuple[str, Said]]]:
    """Return the sentences by the module that has them."""
    found: dict[str, list[tuple[str, Said]]] = {}
    seen: set[int] = set()
    texts = [name for name in modules() if re.search(r"/texts(/|\.py)", name)]
    for name in sorted(texts, key=lambda one: (one == "handlers/texts.py" or one.endswith("__init__.py"), one)):
        for table in vars(importlib.import_module(name.removesuffix(".py").replace("/", "."))).values():
            for code, said in table.items() if isinstance(table, dict) else ():
                if isinstance(said, Said) and id(said) not in seen:
                    seen.add(id(said))
                    found.setdefault(name, []).append((str(code), said))
    return found


def lacks(said: Said) -> str:
    """Say what a sentence lacks in English; "" where it lacks nothing."""
    for zh, en in ((said.zh, said.en), (said.open, said.open_en)):
        if HAN.search(zh) and not en:
            return "no English"
        if en and not zh:
            return "English alone"
        if more := fields(en) - fields(zh):
            return f"values that the Chinese has not: {sorted(more)}"
        if left := left_in_chinese(en):
            return f"Chinese in English: {left}"
        if unread := [word for word, needed in ASKS.items() if word in zh and needed.lower() not in en.lower()]:
            return f"what is read again: {unread}"
    return ""


def _called(part: ast.stmt) -> set[str]:
    """Return the names that a statement of a module gives."""
    match part:
        case ast.FunctionDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def unspoken(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the Chinese literals that stand without English: in no pair, in no call that takes one."""
    inside = list(ast.iter_child_nodes(node))
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Compare() | ast.MatchValue():
            return
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in READING:
            return
        case ast.Call(func=ast.Name(id="both" | "Said"), args=[_, *others]):
            inside = [*others, *(word for word in node.keywords if word.arg != "open")]
        case ast.Tuple(elts=[zh, en]) if _is_pair(zh, en):
            inside = [en]
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=str(joint)))) if CHINESE.search(joint):
            yield node
        case ast.Constant(value=str(words)) if left_in_chinese(words) and (len(words) > 1 or HAN.search(words)):
            yield node
        case ast.JoinedStr(values=parts):
            yield from [node] if left_in_chinese(_whole(parts)) else []
            inside = [part for part in parts if not isinstance(part, ast.Constant)]
    for part in inside:
        yield from unspoken(part)


def _whole(parts: list[ast.expr]) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)


def _is_pair(zh: ast.expr, en: ast.expr) -> bool:
    """Say whether two expressions say the same in Chinese and in English."""
    return any(_literals(zh, HAN)) and any(_literals(en, LATIN)) and not any(unspoken(en))


def _literals(node: ast.expr, script: re.Pattern[str]) -> Iterator[str]:
    """Yield the literals of an expression, or of a tuple of them, in which there is such a sign."""
    for part in ast.walk(node):
        match part:
            case ast.Constant(value=str(words)) if script.search(words):
                yield words


@cache
def faults() -> dict[str, list[str]]:
    """Return what stands in Chinese alone, by module."""
    found: dict[str, list[str]] = {}
    for name in modules():
        tree = ast.parse((HOUSE / name).read_text(encoding="utf-8"))
        told = [
            f"line {node.lineno}: {ast.unparse(node)}"
            for part in tree.body
            if not _called(part) & set(CHINESE_ALONE.get(name, "").split())
            for node in unspoken(part)
        ]
        told += [f"{code}: {lack}" for code, said in sentences().get(name, ()) if (lack := lacks(said))]
        if told:
            found[name] = told
    return found


@pytest.mark.parametrize("name", [name for name in modules() if name not in UNTRANSLATED])
def test_what_people_read_is_there_in_english(name: str) -> None:
    assert faults().get(name, []) == []


def test_modules_that_are_done_are_no_longer_excused() -> None:
    assert UNTRANSLATED - faults().keys() == set(), "remove them from UNTRANSLATED"


def test_every_sentence_belongs_to_a_module_that_is_looked_at() -> None:
    assert [code for code, _ in sentences().get("handlers/texts.py", ())] == []


@cache
def excused() -> frozenset[str]:
    """Return the codes of the sentences of modules that are not done."""
    own = {id(said) for name in UNTRANSLATED for _, said in sentences().get(name, ())}
    return frozenset(code for code, said in SENTENCES.items() if id(said) in own)


def values_of(one: Place, code: str) -> dict[str, Any]:
    """Return values that whoever says it may give."""
    values: dict[str, Any] = {name: SAMPLES[name] for name in names(one, code) if name in SAMPLES}
    if code in ("transfer_choose", "return_choose"):
        values["items"] = [[2002, "周科员"]]
    return values | ({"roles": ["head"]} if code == "help" else {})


def sampled(value: object) -> Iterator[str]:
    """Yield the words of a sample, each of its parts, the longest first."""
    if isinstance(value, str):
        yield from sorted({value, *re.split(r"[ 、（）：]", value)}, key=len, reverse=True)
    elif isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from sampled(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from sampled(inner)


@pytest.mark.skipif(bool(UNTRANSLATED), reason="sentences hold words of modules that are not done")
def test_every_sentence_is_said_in_english_but_for_the_names_in_its_values() -> None:
    wrong = {}
    for one in SPOKEN:
        for code in (one.codes & SENTENCES.keys()) - excused():
            values = values_of(one, code)
            with speaking(Spoken("en")):
                said = html.unescape(rendered(code, **values))
            for word in sorted({word for value in values.values() for word in sampled(value)} - {""}, key=len)[::-1]:
                said = said.replace(word, "") if HAN.search(word) else said
            if re.search(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b", said) or left_in_chinese(said):
                wrong[code] = said

    assert wrong == {}


@cache
def answers() -> frozenset[str]:
    """Return the codes of what presses are answered with, but for refusals that are letters as well."""
    found = {"press_failed", "old_button"}
    for path in (HOUSE / "handlers").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Answer"), args=[code, *_]):
                    found |= codes_of(code)
    pressed = ("seals.py:", "keyboards.py:")
    return frozenset(found) | frozenset().union(*(one.codes for one in SPOKEN if one.where.startswith(pressed)))


def test_an_answer_to_a_press_is_said_whole_in_english() -> None:
    long = {}
    for one in SPOKEN:
        for code in (one.codes & answers() & SENTENCES.keys()) - excused():
            values = values_of(one, code)
            with speaking(Spoken("en")):
                said = html.unescape(rendered(code, **values))
            if len(said) > ALERT_LIMIT:
                long[code] = said

    assert len(answers()) > 20
    assert long == {}


PRESSED = [
    "closing_lacking",
    "not_yours_to_report",
    "report_when_requested",
    "not_a_lead",
    "own_unit",
    "only_leads_exempt",
    "lead_reports",
    "change_not_from",
    "change_not_now",
    "matter_add_not",
    "matter_add_full",
    "matter_outdated",
    "nobody_to_transfer_to",
    "lead_must_sign",
]
"""Refusals of presses that are said as letters, too."""
LONG = "Comprehensive Supervision and Integrity Office"


def lengthened(name: str, value: object) -> object:
    """Return a value with a long name in the place of every name."""
    if name in KEPT:
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [LONG] * 3
    return LONG if isinstance(value, str) else value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_with_long_names_an_answer_to_a_press_still_says_what_next(language: str) -> None:
    """Names give way: of what is said around them nothing is cut off."""
    long, told = {}, set()
    for one in SPOKEN:
        for code in one.codes & {*answers(), *PRESSED} & SENTENCES.keys():
            values = {name: lengthened(name, value) for name, value in values_of(one, code).items()}
            with speaking(Spoken(language)):
                said = fitting(code, values, ALERT_LIMIT)
            told.add(code)
            if length(said) > ALERT_LIMIT:
                long[code] = said

    assert set(PRESSED) <= told
    assert long == {}


def test_names_are_whole_where_there_is_room() -> None:
    values = {"metric": LONG, "unit": LONG, "leads": [LONG]}
    with speaking(Spoken("en")):
        assert fitting("not_yours_to_report", values, 1000).count(LONG) == 3
        short = fitting("not_yours_to_report", {**values, "leads": [LONG] * 3}, ALERT_LIMIT)
    assert short.endswith("Nothing has changed. Please tell them.")
    assert "Comprehensive Su…" in short or "Comprehens…" in short


def test_only_what_stands_in_chinese_alone_is_found() -> None:
    source = '''
"""文档"""
ONE = {"a": ("单位", "unit"), "b": "指标"}
TWO = (("单位", "指标"), ("unit", "metric"))
def fn(word: str, n: int) -> str:
    if word == "单位" or word.startswith("指标"):
        return both(f"{n}项{'等' if n else ''}", f"{n} items{' 等' if n else ''}")
    "、".join(word)
    both("单位", f"unit {both('甲', 'a')}, send: “确认” or /report 指标 98")
    Said("{what}没有", "{what} is not there", lambda v: {"what": "指标"}, open="请", open_en="Please")
    return both("单位", "单位 unit") + f"{n}家" + both("甲", n)
'''
    assert [ast.unparse(node) for node in unspoken(ast.parse(source))] == [
        "'指标'",
        "' 等'",
        "'、'.join(word)",
        "'指标'",
        "'单位 unit'",
        "f'{n}家'",
    ]
