"""The papers of a result are official: Chinese, whichever language is spoken where they are made."""

import io

from docx import Document

from handlers.enacting.results import TemplateShown
from handlers.enacting.views import template_tried
from handlers.publishing.actions import documents
from handlers.publishing.edges import MAKERS, OF_UNITS
from scoring.language import Spoken, speaking
from tests.handlers.bench import Bench
from tests.handlers.test_acts_sealed import closed

ENGLISH = Spoken("en", {"东湖市场监管所": "Donghu", "市场监管所擂台": "Offices"})


def test_they_are_the_same_to_the_byte_in_whatever_is_spoken(bench: Bench) -> None:
    closed(bench)
    with bench.turn() as turn:
        usual = documents.made(turn, 1, MAKERS, OF_UNITS)
        with speaking(ENGLISH):
            assert documents.made(turn, 1, MAKERS, OF_UNITS) == usual
            documents.make(turn, MAKERS)
        assert [one.kind for one in usual] == ["circular", "workbook"]
        told = "\n".join(line.text for line in Document(io.BytesIO(usual[0].content)).paragraphs)
        assert "本次结果公示至2026年12月" in told
        assert documents.made(turn, 1, MAKERS, OF_UNITS) == usual


def test_so_is_a_template_as_it_is_tried() -> None:
    book, file = Document(), io.BytesIO()
    book.add_paragraph(
        "{{ day }} {{ notice }} {% for part in parts %}{% for line in part.lines %}{{ line }}{% endfor %}{% endfor %}"
    )
    book.save(file)
    shown = TemplateShown("通报模板.docx", file.getvalue())
    with speaking(ENGLISH):
        tried = template_tried(shown)
        in_english = tried.make()
    assert in_english == template_tried(shown).make()
    assert "11月11日" in Document(io.BytesIO(in_english)).paragraphs[0].text
