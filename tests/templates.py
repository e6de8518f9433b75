"""Templates of circulars as a bureau's office would make them, in Word or WPS."""

import io
from collections.abc import Sequence

from docx import Document

LINES = (
    "{{ office }}",
    "{{ symbol }}",
    "{{ title }}",
    "{% if to %}{{ to }}：{% endif %}",
    "{%p for part in parts %}",
    "{{ part.heading }}",
    "{%p for line in part.lines %}",
    "{{ line }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
CELLS = ("{{ row.rank or '—' }}", "{{ row.name }}", "{{ row.total }}")


def written(lines: Sequence[str] = LINES, cells: Sequence[str] = CELLS, *, header: str = "{{ competition }}") -> bytes:
    """Return a template: a header, lines, a table of every arena, and who signs it when."""
    book, out = Document(), io.BytesIO()
    book.sections[0].header.paragraphs[0].text = header
    for line in lines:
        book.add_paragraph(line)
    if cells:
        book.add_paragraph("{%p for arena in arenas %}")
        book.add_paragraph("{{ arena.name }}（满分 {{ arena.full_marks }}）")
        table = book.add_table(4, len(cells), "Table Grid")
        for cell, text in zip(table.rows[0].cells, ("名次", "单位", "总分"), strict=False):
            cell.text = text
        table.rows[1].cells[0].text = "{%tr for row in arena.rows %}"
        for cell, text in zip(table.rows[2].cells, cells, strict=True):
            cell.text = text
        table.rows[3].cells[0].text = "{%tr endfor %}"
        book.add_paragraph("{%p endfor %}")
        book.add_paragraph("{{ sign }}　{{ day }}　{{ seals }}")
    book.save(out)
    return out.getvalue()
