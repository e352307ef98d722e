"""Word documents: paragraphs and tables in the order of the text, list numbers worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.reading.document import Document, Dropped, Line, Source
from data.reading.formats.openxml.package import Package
from data.reading.formats.openxml.word_text import W, Words, direct
from data.reading.grid import Cell, Grid
from data.reading.signs.columns import columns_of

# Text that is kept beside the body: what it is, and whether every page or reader has it anyway.
_BESIDE = {
    "word/header": ("页眉 (page header)", True),
    "word/footer": ("页脚 (page footer)", True),
    "word/footnotes": ("脚注 (footnotes)", False),
    "word/endnotes": ("尾注 (endnotes)", False),
    "word/comments": ("批注 (comments)", True),
}

_NOTES = ("word/footnotes", "word/endnotes")


def read(source: Source) -> Document:
    """The paragraphs and table rows of a Word document; macros, fields and links are text or nothing."""
    package = Package(source)
    main = package.main("word/document.xml")
    body = _Body(source, Words.of(package, main))
    for element in package.elements(main, (f"{W}p", f"{W}tbl")):
        if next(element.iterancestors(f"{W}tbl", f"{W}txbxContent"), None) is None:
            body.block(element)
            element.clear()
            while element.getprevious() is not None:
                element.getparent().remove(element.getprevious())
    lines = tuple(_tabbed(body.lines))
    characters = sum(len(cell) for line in lines for cell in line.cells)
    dropped = tuple(_beside(package, body.words, body.number))
    return Document(source, "docx", "utf-8", characters, lines, dropped=dropped, tabular=True)


def _tabbed(lines: list[Line]) -> list[Line]:
    """Paragraphs with tabs as rows, where one of them is the header of a table set with tabs."""
    split = {
        at: tuple(line.cells[0].split("\t"))
        for at, line in enumerate(lines)
        if "\t" in line.cells[0] and not line.is_row
    }
    if not any(columns_of(Line(0, cells)) for cells in split.values()):
        return lines
    return [Line(line.number, split[at]) if at in split else line for at, line in enumerate(lines)]


def _beside(package: Package, words: Words, number: int) -> Iterator[Dropped]:
    """The text of headers, footers and notes: none of it is in a case."""
    for prefix, (reason, aside) in _BESIDE.items():
        said: set[str] = set()
        for name in package.named(prefix, ".xml"):
            for element in package.elements(name, (f"{W}p",)):
                text = " ".join(words.text(element).split())
                if prefix in _NOTES and not any(text in left for left in words.notes.values()):
                    continue  # read with the paragraph that refers to it
                if text and text not in said and len(said) < 1000:
                    said.add(text)
                    yield Dropped(number + 1, text[:200], reason, aside)


@dataclass
class _Body:
    source: Source
    words: Words
    lines: list[Line] = field(default_factory=list)
    number: int = 0
    """Paragraphs and rows so far."""

    def block(self, element: Any) -> None:
        """A paragraph or a table of the body."""
        if element.tag == f"{W}tbl":
            self._table(element)
            return
        self.number += 1
        for text in self.words.text(element).split("\n"):
            self.lines.append(Line(self.number, (text,)))
        self.lines += [Line(self.number, (note,)) for note in self.words.notes_of(element)]
        for box in self.words.boxes(element):
            for inside in direct(box, f"{W}p", f"{W}tbl"):
                self.block(inside)

    def _table(self, table: Any) -> None:
        rows = [row for row in direct(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        laid = [(row, list(direct(row, f"{W}tc"))) for row in rows]
        nested = next(table.iterdescendants(f"{W}tbl"), None) is not None
        if nested and not any(self._is_header(cells) for _, cells in laid[:30]):
            for _, cells in laid:  # a table that only lays out the page
                for cell in cells:
                    for inside in direct(cell, f"{W}p", f"{W}tbl"):
                        self.block(inside)
            return
        grid = Grid(self.source)
        for row, cells in laid:
            self.number += 1
            skipped = row.find(f"{W}trPr/{W}gridBefore")
            before = [Cell("", _value(skipped))] if skipped is not None else []
            grid.add(self.number, before + [self._cell(cell) for cell in cells])
        self.lines += [Line(self.number, ("",)), *grid.lines(), Line(self.number, ("",))]

    def _is_header(self, cells: list[Any]) -> bool:
        peek = self.words.copy()
        return columns_of(Line(0, tuple(peek.cell(cell) for cell in cells))) is not None

    def _cell(self, cell: Any) -> Cell:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        above = merged is not None and merged.get(f"{W}val") != "restart"
        return Cell(self.words.cell(cell), _value(span) if span is not None else 1, above=above)


def _value(element: Any) -> int:
    written = element.get(f"{W}val") or ""
    return int(written) if written.isdecimal() and len(written) < 5 else 1
