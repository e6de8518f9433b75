"""What people read stands in texts and vocabularies; elsewhere there are so many Chinese literals, and ever fewer."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "scoring", "storage")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
VOCABULARY = re.compile(
    r".*/texts(/\w+)?\.py|handlers/phrases\.py|scoring/reading/.*|scoring/(terms|faults(_english)?)\.py|scoring/samples/.*"
    r"|bot/sandbox/.*|bot/demo/.*"
)
"""Where words belong: what is said, what is understood, the embedded chat with its page, and the demo."""
ALLOWED = {
    "bot/commands/score.py": 1,
    "handlers/conversation/actions/guided.py": 1,
    "handlers/conversation/actions/questions.py": 3,
    "handlers/conversation/actions/steps.py": 4,
    "handlers/conversation/views.py": 10,
    "handlers/deciding/actions/asking.py": 0,
    "handlers/deciding/actions/reviews.py": 2,
    "handlers/deciding/edges.py": 1,
    "handlers/deciding/views.py": 21,
    "handlers/evidence/actions.py": 2,
    "handlers/evidence/views.py": 5,
    "handlers/pictures/draw.py": 4,
    "handlers/pictures/glyphs.py": 1,
    "handlers/pictures/pages.py": 1,
    "handlers/publishing/actions/posts.py": 1,
    "handlers/reminding/actions/heads.py": 2,
    "handlers/reminding/actions/reviewers.py": 3,
    "handlers/reminding/views.py": 31,
    "handlers/reporting/actions/afterwards.py": 4,
    "handlers/reporting/actions/evidence.py": 1,
    "handlers/reporting/actions/reading.py": 5,
    "handlers/reporting/edges.py": 1,
    "handlers/reporting/views.py": 13,
    "handlers/rules/actions.py": 2,
    "handlers/rules/views/methods.py": 46,
    "handlers/rules/views/pages.py": 41,
    "handlers/standings/actions/insight.py": 0,
    "handlers/standings/actions/rank.py": 5,
    "handlers/standings/views/boards.py": 10,
    "handlers/standings/views/why.py": 6,
    "handlers/submissions/actions/submission.py": 2,
    "handlers/submissions/views/cards.py": 51,
    "handlers/submissions/views/cases.py": 33,
    "handlers/submissions/views/values.py": 0,
    "handlers/tables/actions/form.py": 2,
    "handlers/tables/views/tables.py": 36,
    "handlers/tables/views/workbook.py": 12,
    "scoring/calendar.py": 16,
    "scoring/matters/cells.py": 1,
    "scoring/rulebook/load.py": 3,
    "scoring/rulebook/method.py": 2,
    "scoring/rulebook/toml_table.py": 3,
    "scoring/standings/form.py": 1,
    "scoring/standings/score.py": 1,
    "scoring/standings/values_table.py": 6,
}
"""How many literals with Chinese characters a file may have; a formatted string is one. It may only shrink."""


def literals(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the literals with Chinese characters, but for docstrings and the words of a command."""
    inside = list(ast.iter_child_nodes(node))
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Name(id="Command" | "Word")):
            return
        case ast.Constant(value=str(text)) if HAN.search(text):
            yield node
        case ast.JoinedStr(values=parts):
            if any(HAN.search(part.value) for part in parts if isinstance(part, ast.Constant)):
                yield node
            inside = [part for part in parts if not isinstance(part, ast.Constant)]
    for part in inside:
        yield from literals(part)


@cache
def counted() -> dict[str, int]:
    """Count them in every file that is no vocabulary and has any."""
    found = {}
    for package in PACKAGES:
        for path in sorted((HOUSE / package).rglob("*.py")):
            name = path.relative_to(HOUSE).as_posix()
            if not VOCABULARY.fullmatch(name):
                found[name] = sum(1 for _ in literals(ast.parse(path.read_text(encoding="utf-8"))))
    return {name: count for name, count in found.items() if count}


def test_no_chinese_literal_is_added_outside_texts_and_vocabularies() -> None:
    more = {name: count for name, count in counted().items() if count > ALLOWED.get(name, 0)}

    assert more == {}, "what people read belongs into texts, what they write into phrases.py or the words of a command"


def test_units_have_one_measure_word() -> None:
    other = re.compile(r"个(?:参赛|牵头)?单位|单位（[^）]*[}\d] ?个")
    told = [
        f"{path.relative_to(HOUSE)}: {found[0]}"
        for package in PACKAGES
        for path in sorted((HOUSE / package).rglob("*.py"))
        for found in other.finditer(path.read_text(encoding="utf-8"))
    ]
    assert told == [], "units are counted in 家"


def test_the_allowance_shrinks_with_what_is_there() -> None:
    found = counted()

    fewer = {name: found.get(name, 0) for name, allowed in ALLOWED.items() if found.get(name, 0) < allowed}

    assert fewer == {}, "fewer than allowed: lower ALLOWED in tests/test_words.py to these numbers"


def test_only_what_somebody_may_read_counts() -> None:
    source = '''
"""文档"""
# 注释
def fn(word: str) -> str:
    """文档"""
    Command("report", fn, ("上报",))
    said = f"收到{word}和{'两'}份"
    return "好" + said + "ok"
'''

    assert len(list(literals(ast.parse(source)))) == 3
