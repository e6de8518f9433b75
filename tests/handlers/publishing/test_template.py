"""The bureau's own template: filled in with text alone; what is wrong with one is told with the tag and the place."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from bot.incoming.templates import read_template
from bot.incoming.workbooks import UnfitError
from handlers.enacting.texts import TEXTS
from handlers.publishing.edges import lay_out
from handlers.publishing.texts.circulars import BARE, SAMPLE
from handlers.publishing.views.template import build, faults, named
from tests.templates import LINES, written


def told(content: bytes) -> str:
    """Return all that a document says, in the order of its pages."""
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    head = [paragraph.text for paragraph in book.sections[0].header.paragraphs]
    return "\n".join([*head, *(paragraph.text for paragraph in book.paragraphs), *cells])


def test_what_a_circular_says_is_filled_in_as_text_and_the_bytes_are_the_same_every_time() -> None:
    hostile = replace(SAMPLE, title="<w:br/>{{ sign }}&amp;", office="“甲”&<乙>\x0b局", template=written())
    assert build(hostile) == build(hostile)
    said = told(build(hostile))
    assert "<w:br/>{{ sign }}&amp;" in said
    assert "“甲”&<乙>局" in said
    assert "一、总体情况" in said
    for arena in SAMPLE.arenas:
        assert f"{arena.name}（满分 {arena.full_marks}）" in said
    assert "—\n南桥市场监管所\n40.00" in said
    assert "五赛五比" in said.splitlines()[0], "the header, too"
    assert "东湖市场监管所" not in told(build(replace(BARE, template=written())))


@pytest.mark.parametrize(
    ("line", "code", "tag"),
    [
        ("正文 {{ titel }}", "template_tag", "{{ titel }}"),
        ("{{ title.x }}", "template_tag", "{{ title.x }}"),
        ("正文 {{ title", "template_tag", "{{ title"),
        ("{{ title + }}", "template_tag", "{{ title + }}"),
        ("{{ title|upper }}", "template_tag", "{{ title|upper }}"),
        ("{%p for one in arenas %}", "template_tag", None),
        ("{{ ''.__class__.__mro__ }}", "template_tag", None),
        ("{{ range(9) }}", "template_forbidden", "{{ range(9) }}"),
        ("{{ title * 9999999 }}", "template_forbidden", "{{ title * 9999999 }}"),
        ("{% set a = 1 %}", "template_forbidden", "{% set a = 1 %}"),
        ("{% if version == '3' %}{{ verison }}{% endif %}", "template_tag", None),
        ("{% for one in arenas if one.name == '甲' %}{{ one.nope }}{% else %}无{% endfor %}", "template_tag", None),
        ("{{ version if version != '3' else versoin }}", "template_tag", None),
        ("{{ period or titel }}", "template_tag", None),
        ("{% if version == '3' %}{{ title < 5 }}{% endif %}", "template_torn", None),
        ("{{ title.upper }}", "template_tag", "{{ title.upper }}"),
        ("{{ arenas.copy }}", "template_tag", "{{ arenas.copy }}"),
        ("{% include 'a' %}", "template_forbidden", "{% include 'a' %}"),
        ("{{ arenas[5].name }}", "template_forbidden", "{{ arenas[5].name }}"),
        ("{{ title.format(title) }}", "template_forbidden", "{{ title.format(title) }}"),
    ],
)
def test_a_wrong_tag_is_named_with_its_place(line: str, code: str, tag: str | None) -> None:
    found, *_ = faults(written((*LINES, line)))
    assert found[0] == code, found
    if tag:
        assert found[1] == {**found[1], "tag": tag, "place": line.strip()}


@pytest.mark.parametrize(
    "line",
    [
        "{% for one in arenas if one.name %}{{ loop.index }} {{ one.name }}{% else %}无{% endfor %}",
        "{% if corrections|length > 3 %}多{% elif corrections %}有{% else %}无{% endif %}",
        "{{ notice or '不公示' }}{{ to if to else office }}{% if notice and not corrections %}{{ notice }}{% endif %}",
        "{% for one in (corrections if notice else arenas) %}一{% endfor %}",
    ],
)
def test_what_is_asked_of_what_there_is_is_no_fault(line: str) -> None:
    assert faults(written((*LINES, line))) == []


def test_a_circular_whose_template_fails_after_all_is_laid_out_by_the_standard(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = lay_out(replace(SAMPLE, template=written(("{{ nothing }}",))))
    assert SAMPLE.symbol in told(made)
    assert "could not be made by its template" in caplog.text


def test_repetitions_are_bounded_even_across_paragraphs_and_a_template_without_tags_is_none() -> None:
    deep = [f"{{%p for a{place} in parts %}}" for place in range(4)] + ["{{ title }}"] + ["{%p endfor %}"] * 4
    assert [code for code, _ in faults(written(deep))] == ["template_deep"]
    assert [code for code, _ in faults(written(("通报",), (), header=""))] == ["template_empty"]


def names(found: object) -> set[str]:
    """Return every name that a tag may use."""
    if isinstance(found, list):
        return set().union(*map(names, found))
    return {*found, *names(list(found.values()))} if isinstance(found, dict) else set()


def test_every_name_is_documented_and_told_to_whoever_sends_a_faulty_one() -> None:
    page, told = Path("docs/template.md").read_text("utf-8"), TEXTS["template_names"].zh
    assert {name for name in names(named(SAMPLE)) if f"`{name}`" not in page or name not in told} == set()


def repacked(extra: dict[str, bytes], *, without: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            if name != without and name not in extra:
                packed.writestr(name, made.read(name))
        for name, data in extra.items():
            packed.writestr(name, data)
    return out.getvalue()


LINKED = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 2_000_001, "template_too_big"),
        (b"no zip", "template_broken"),
        (repacked({}, without="word/document.xml"), "template_broken"),
        (repacked({"word/vbaProject.bin": b"macro"}), "template_unsafe"),
        (repacked({"word/media/a.bin": b"\0" * 30_000_000}), "template_unsafe"),
        (repacked({"word/extra.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "template_unsafe"),
        (repacked({"word/_rels/settings.xml.rels": LINKED}), "template_linked"),
    ],
)
def test_a_harmful_file_is_refused_before_it_is_opened(data: bytes, code: str) -> None:
    with pytest.raises(UnfitError) as refused:
        read_template("通报模板.docx", data)
    assert refused.value.code == code
