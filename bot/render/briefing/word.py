"""A briefing → a Word document set as an official Chinese document, its notes linked with what they bear out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.render.briefing import word_notes
from bot.render.briefing.charts import bars
from bot.render.briefing.markdown import HEADINGS, joints, numbered
from bot.render.briefing.word_styles import LOOKS, dress
from bot.streams import printable
from data.patterns import regex
from retrieval.briefs import Brief, Paragraph, Section, Table
from retrieval.statements import chart_title, note_text

if TYPE_CHECKING:
    from docx.document import Document

_UNFIT = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


def docx(brief: Brief, template: str) -> bytes:
    """The document; `template` is a name in LOOKS or a .docx file whose styles are taken."""
    document = _opened(template)
    writer = _Writer(document)
    writer.line(brief.title, "Title")
    writer.line(brief.date, "Subtitle")
    at = 0
    if brief.overview:
        at += 1
        writer.section(Section(numbered(at, HEADINGS["overview"]), (brief.overview,)))
        writer.charts(brief)
    for section in brief.sections:
        at += 1
        writer.section(Section(numbered(at, section.heading), section.paragraphs))
    for name, table in (("comparison", brief.comparison), ("cases", brief.cases)):
        if table is not None and table.rows:
            at += 1
            writer.line(numbered(at, HEADINGS[name]), "Heading 1")
            writer.table(table, narrow=name == "cases")
    writer.line(HEADINGS["notes"], "Heading 1")
    for note in brief.notes:
        writer.note(note.number, note_text(note, brief.collections))
    _describe(document, brief)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _opened(template: str) -> Document:
    from docx import Document

    if template in LOOKS:
        document = Document()
        dress(document, LOOKS[template])
        return document
    document = Document(str(Path(template)))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return document


def _describe(document: Document, brief: Brief) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = _fit(brief.title)[:250], "案问 anwen", ""
    year, month, day = map(int, re.findall(r"\d+", brief.date))
    about.created = about.modified = datetime(year, month, day)
    about.language = "zh-CN"


class _Writer:
    """Puts the parts of a briefing into a document, whichever styles that has."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {style.name for style in document.styles}
        self._noted: set[int] = set()

    def line(self, text: str, style: str) -> None:
        self._document.add_paragraph(_fit(text), self._style(style))

    def section(self, section: Section) -> None:
        self.line(section.heading, "Heading 1")
        for paragraph in section.paragraphs:
            self._fill(self._document.add_paragraph(style=self._style("Body Text")), joints(paragraph))

    def charts(self, brief: Brief) -> None:
        from docx.shared import Cm

        for by, counts in brief.charts.items():
            drawn = bars(counts, "png")
            if drawn:
                picture = self._document.add_paragraph(style=self._style("Figure"))
                shape = picture.add_run().add_picture(io.BytesIO(drawn), width=Cm(12))
                texts = "、".join(f"{name}{count}个" for name, count in counts.items())
                shape._inline.docPr.set("descr", _fit(f"{chart_title(by)}：{texts}"))
                self.line(chart_title(by), "Caption")

    def note(self, number: int, text: str) -> None:
        paragraph = self._document.add_paragraph(style=self._style("endnote text"))
        word_notes.add(paragraph, number, _fit(text))

    def table(self, table: Table, narrow: bool) -> None:
        grid: Any = self._document.add_table(rows=1, cols=len(table.head))
        if "Table Grid" in self._styles:
            grid.style = "Table Grid"
        for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
            cell.paragraphs[0].style = self._style("Table Head")
            cell.paragraphs[0].add_run(_fit(name))
        word_notes.repeat(grid.rows[0])
        for row in table.rows:
            self._row(grid.add_row(), row)
        widths = (
            (1.5, 6.9, 3.2, 2.8, 1.2)
            if narrow
            else (2.0, *([13.6 / (len(table.head) - 1)] * (len(table.head) - 1)))
        )
        word_notes.set_widths(grid, widths)

    def _row(self, row: Any, cells: Iterable[Paragraph]) -> None:
        word_notes.keep_whole(row)
        for cell, paragraph in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].style = self._style("Table Text")
            self._fill(cell.paragraphs[0], ((statement, "") for statement in paragraph))

    def _fill(self, target: Any, statements: Iterable[tuple[Any, str]]) -> None:
        for statement, joint in statements:
            target.add_run(_fit(statement.text))
            if statement.note is not None:
                word_notes.refer(target, statement.note, again=statement.note in self._noted)
                self._noted.add(statement.note)
            if joint:
                target.add_run(joint)

    def _style(self, name: str) -> str | None:
        return name if name in self._styles else None


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", printable(text))
