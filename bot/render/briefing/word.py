"""A briefing → a Word document set as an official Chinese document, with footnotes that Word numbers itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.render.briefing import word_notes
from bot.render.briefing.charts import bars
from bot.render.briefing.word_styles import LOOKS, dress
from bot.streams import printable
from data.patterns import regex
from retrieval.cases.statements import chart_title
from retrieval.documents.briefs import Brief, Line, Table
from retrieval.documents.record import written

if TYPE_CHECKING:
    from docx.document import Document

STYLES = {"title": "Title", "date": "Subtitle", "h1": "Heading 1", "h2": "Heading 2", "text": "Body Text"}
WIDTHS = {2: (1.8, 13.8), 3: (1.8, 10.2, 3.6), 4: (1.6, 7.4, 3.6, 3.0)}
"""Of the table of cases by its columns, in centimetres: what the margins of an official document leave."""
TOGETHER = 8
"""Rows up to which a table of cases stays on one page."""
_UNFIT = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_HOLE = regex(r"\{\{\s*(标题|日期|正文|title|date|body)\s*\}\}")
_HOLES = {"标题": "title", "日期": "date", "正文": "body"}


def docx(brief: Brief, template: str) -> bytes:
    """The document; `template` is a name in LOOKS or a .docx file.

    What stands in a file stays: the briefing goes where it says {{正文}}, or after it, its title and date where it
    says {{标题}} and {{日期}}.
    """
    from docx import Document as open_document

    document = open_document(None if template in LOOKS else str(Path(template)))
    if template in LOOKS:
        dress(document, LOOKS[template])
    before = list(document.element.body)
    holes = _filled(document, brief)
    writer = _Writer(document, brief)
    for line in brief.lines:
        if line.style not in holes:
            writer.line(line)
        if brief.charts and line is brief.lines[2]:
            writer.charts()
    if brief.table.rows:
        writer.heading(brief.listed)
        writer.table(brief.table)
    writer.close()
    _moved(document, before, holes.get("body"))
    word_notes.keep_record(document, written(brief.record))
    _describe(document, brief)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _filled(document: Document, brief: Brief) -> dict[str, Any]:
    """Fill what a template leaves open; what was filled, with the paragraph that the text goes to."""
    texts = {"title": brief.title, "date": brief.record.date}
    found: dict[str, Any] = {}
    for paragraph in _paragraphs(document):
        for hole in _HOLE.findall(paragraph.text):
            name = _HOLES.get(hole, hole)
            found.setdefault(name, paragraph)
        if _HOLE.search(paragraph.text) and paragraph.runs:
            said = _HOLE.sub(lambda hole: texts.get(_HOLES.get(hole[1], hole[1]), ""), paragraph.text)
            first, *rest = paragraph.runs
            first.text = _fit(said)
            for run in rest:
                run.text = ""
    return found


def _paragraphs(document: Document) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
    for section in document.sections:
        yield from section.header.paragraphs


def _moved(document: Document, before: list[Any], hole: Any) -> None:
    """Put what was written where the template wants it."""
    if hole is None:
        return
    held = set(map(id, before))
    for element in [child for child in document.element.body if id(child) not in held]:
        hole._p.addprevious(element)
    if not hole.text.strip():
        hole._p.getparent().remove(hole._p)


def _describe(document: Document, brief: Brief) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = _fit(brief.title)[:250], "案问 anwen", ""
    digits = re.findall(r"\d+", brief.record.date)
    if len(digits) == 3:
        year, month, day = map(int, digits)
        about.created = about.modified = datetime(year, month, day)
    about.language = "zh-CN"


class _Writer:
    """Puts the parts of a briefing into a document, whichever styles that has."""

    def __init__(self, document: Document, brief: Brief) -> None:
        self._document, self._brief = document, brief
        self._styles = {style.name for style in document.styles}
        self._footnotes = word_notes.Footnotes(document) if brief.notes else None
        self._texts = {note.number: note.text for note in brief.notes}

    def line(self, line: Line) -> None:
        paragraph = self._document.add_paragraph(style=self._style(STYLES[line.style]))
        for statement in line.statements:
            word_notes.chinese(paragraph.add_run(_fit(statement.text)))
            if statement.note is not None and self._footnotes:
                self._footnotes.add(paragraph, _fit(self._texts[statement.note]))
            if statement.stop:
                paragraph.add_run(statement.stop)

    def heading(self, text: str) -> None:
        self._document.add_paragraph(_fit(text), self._style("Heading 1"))

    def charts(self) -> None:
        from docx.shared import Cm

        for by, counts in self._brief.charts.items():
            drawn = bars(counts, "png")
            if drawn:
                picture = self._document.add_paragraph(style=self._style("Figure"))
                shape = picture.add_run().add_picture(io.BytesIO(drawn), width=Cm(12))
                texts = "、".join(f"{name}{count}个" for name, count in counts.items())
                shape._inline.docPr.set("descr", _fit(f"{chart_title(by)}：{texts}"))
                self._document.add_paragraph(chart_title(by), self._style("Caption"))

    def table(self, table: Table) -> None:
        grid: Any = self._document.add_table(rows=1, cols=len(table.head))
        if "Table Grid" in self._styles:
            grid.style = "Table Grid"
        for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
            cell.paragraphs[0].style = self._style("Table Head")
            cell.paragraphs[0].add_run(_fit(name))
        word_notes.repeat(grid.rows[0])
        for row in table.rows:
            added = grid.add_row()
            word_notes.keep_whole(added)
            for cell, text in zip(added.cells, row, strict=True):
                cell.paragraphs[0].style = self._style("Table Text")
                cell.paragraphs[0].add_run(_fit(text))
        word_notes.set_widths(grid, WIDTHS[len(table.head)])
        together = (
            grid.rows[:-1] if len(table.rows) <= TOGETHER else ()
        )  # not one row of two on the next page
        for line in together:
            for cell in line.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True

    def close(self) -> None:
        if self._footnotes:
            self._footnotes.close()

    def _style(self, name: str) -> str | None:
        return name if name in self._styles else None


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", printable(text))
