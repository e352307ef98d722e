"""Web pages: tables with a header as rows, everything else as paragraphs, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.errors import SourceError
from data.numerals import case_number
from data.patterns import regex
from data.reading.document import Document, Dropped, Line, Source
from data.reading.formats.encoding import decode
from data.reading.formats.web import counters
from data.reading.formats.web.flow import Flow, text_of, walk
from data.reading.formats.web.surroundings import Surroundings, is_furniture, is_hidden, outside_the_cases
from data.reading.grid import Cell, Grid
from data.reading.signs.columns import HIDDEN_TEMPLATE, columns_of, counts, forms, hidden_rows

MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 1_000_000
"""Pages are kept whole in memory, as a tree some twenty times their size."""
_CHARSET = regex(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096
_HEADER_WITHIN = 30
_FURNITURE = "网页文字 (part of the web page)"
_SITE = regex(r"\s*[_|｜]\s*|\s+[-–—]+\s+|-{2,}")


def read(source: Source) -> Document:
    """The lines of a web page; SourceError where it is too large or too deeply nested to be one."""
    if len(source.data) > MAX_BYTES:
        raise SourceError(source.path, f"网页超过 {MAX_BYTES // 2**20} MB，不像案例集 (page too large)")
    if source.data.count(b"<") > MAX_TAGS:
        raise SourceError(source.path, f"网页超过 {MAX_TAGS} 个标签，不像案例集 (too many tags)")
    declared = _CHARSET.search(source.data[:_HEAD])
    text, encoding, warnings = decode(source, declared[1].decode("ascii") if declared else "")
    root = _parse(source, text)
    page = _Page(source, Surroundings(sum(map(len, root.itertext())) if root is not None else 0))
    title = ""
    if root is not None:
        counters.write(root)
        page.read(root)
        title = _title(root)
    lines, outside = outside_the_cases(page.lines, page.places)
    dropped = tuple(sorted((*page.dropped, *outside), key=lambda line: line.line))
    if page.hidden:
        warnings = (*warnings, hidden_rows(page.hidden))
    return Document(
        source, "html", encoding, len(text), lines, (), dropped, warnings, tabular=True, title=title
    )


def _parse(source: Source, text: str) -> Any:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise SourceError(
            source.path, f"不是网页 (not a web page)：{' '.join(str(error).split())}"
        ) from error
    fatal = next((entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL), None)
    if fatal is not None:  # what follows was not read
        raise SourceError(source.path, f"网页嵌套过深或过大 (page too deeply nested)：{fatal.message[:80]}")
    return root


@dataclass
class _Page:
    source: Source
    around: Surroundings
    lines: list[Line] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    """The element that each of the lines comes from."""
    dropped: list[Dropped] = field(default_factory=list)
    flow: Flow = field(default_factory=lambda: Flow(seams=False))
    number: int = 0
    hidden: list[int] = field(default_factory=list)
    """The rows of tables that are not shown and yet hold a case."""

    def read(self, root: Any) -> None:
        """All lines of the page; blocks and rows are numbered as they come."""
        passed = None
        for event, element, tag in walk(root):
            if passed is not None:
                if element is passed and event == "end":
                    passed = None
                    self.flow.end(element, tag)
                continue
            if event == "start":
                if self.around.has(element, tag):
                    self._pass_over(element)
                    passed = element
                elif tag == "table" and (rows := _data_rows(element)) is not None:
                    self._paragraphs(element)
                    self._table(element, rows)
                    passed = element
                else:
                    self.flow.start(element, tag)
            else:
                self.flow.end(element, tag)
            self._paragraphs(element)
        self.flow.end_line()
        self._paragraphs(root)

    def _paragraphs(self, element: Any) -> None:
        for text in self.flow.lines:
            self.number += 1
            if is_furniture(text):
                self.dropped.append(Dropped(self.number, text, _FURNITURE, aside=True))
            else:
                self.lines.append(Line(self.number, (text,)))
                self.places.append(element)
        self.flow.lines.clear()

    def _pass_over(self, element: Any) -> None:
        self.flow.end_line()
        self._paragraphs(element)
        if text := " ".join(text_of(element).split()):
            self.number += 1
            shown = text if len(text) <= 200 else f"{text[:200]}…"
            self.dropped.append(
                Dropped(self.number, shown, "导航、页脚或隐藏 (navigation, footer, hidden)", aside=True)
            )

    def _table(self, table: Any, rows: Sequence[tuple[Cell, ...]]) -> None:
        grid = Grid(self.source)
        for caption in table.iterchildren("caption"):
            self.number += 1
            self.lines.append(Line(self.number, (text_of(caption, seams=False).replace("\n", " "),)))
        first = self.number + 1
        hidden = {at for at, row in enumerate(_rows(table)) if is_hidden(row[0].getparent())}
        for at, cells in enumerate(rows):
            if at in hidden and not counts([cell.text for cell in cells]):
                said = " ".join(cell.text.strip() for cell in cells if cell.text.strip())
                self.dropped += [Dropped(first + at, said[:200], HIDDEN_TEMPLATE, aside=True)] if said else []
                continue
            self.hidden += [first + at] if at in hidden else []
            grid.add(first + at, cells)
        self.number += len(rows)
        self.lines.append(Line(first, ("",)))
        for line in grid.lines():
            if any(map(is_furniture, line.cells)) and all(
                is_furniture(c) or not c.strip() for c in line.cells
            ):
                self.dropped.append(Dropped(line.number, line.text, _FURNITURE, aside=True))
            else:
                self.lines.append(line)
        self.lines.append(Line(self.number, ("",)))
        self.places += [table] * (len(self.lines) - len(self.places))


def _data_rows(table: Any) -> list[tuple[Cell, ...]] | None:
    """The rows of a table; None for one that only lays out the page.

    A table with a header row is data. Without, it is layout when it has tables in it, or articles: cells of
    several paragraphs in a row that does not begin with a number.
    """
    rows = _rows(table)
    nested = next(table.iterdescendants("table"), None) is not None
    read: list[tuple[Cell, ...]] = []
    for row in rows[:_HEADER_WITHIN]:
        simple = not nested or all(next(cell.iterdescendants("table"), None) is None for cell in row)
        cells = tuple(map(_cell, row)) if simple and len(row) > 1 else ()
        if columns_of(Line(0, tuple(cell.text for cell in cells))):
            return [tuple(map(_cell, row)) for row in rows]
        read.append(cells)
    if nested or not any(len(row) > 1 for row in rows):
        return None
    read = [tuple(map(_cell, row)) for row in rows]
    if any(_is_article(cells) for cells in read) and not forms(
        [Line(0, tuple(cell.text for cell in row)) for row in read]
    ):
        return None
    return read


def _is_article(cells: Sequence[Cell]) -> bool:
    numbered = bool(cells) and case_number(cells[0].text) is not None
    return not numbered and any(cell.text.count("\n") > 1 for cell in cells)


def _rows(table: Any) -> list[list[Any]]:
    """The cells of the table's own rows, not of tables within."""
    rows = []
    for child in table:
        parts = (
            [child] if child.tag == "tr" else list(child.iterchildren("tr")) if child.tag in _PARTS else []
        )
        rows += [[cell for cell in row if cell.tag in ("td", "th")] for row in parts]
    return [row for row in rows if row]


_PARTS = ("tbody", "thead", "tfoot", "form", "font", "center")
"""What may stand between a table and its rows; the last three only in pages that browsers put up with."""


def _cell(element: Any) -> Cell:
    rows = _span(element, "rowspan")
    if not rows:  # 0: to the end of this part of the table
        rows = 1 + sum(1 for _ in element.getparent().itersiblings("tr"))
    return Cell(text_of(element), _span(element, "colspan"), rows)


def _span(element: Any, name: str) -> int:
    written = (element.get(name) or "").strip()
    return min(int(written), 1000) if written.isdecimal() and len(written) < 9 else 1


def _title(root: Any) -> str:
    """What the page calls itself: its first heading about cases, else such a part of its title, else either."""
    named = []
    for heading in root.iter("h1", "h2", "h3"):
        text = " ".join(text_of(heading).split())
        if "案例" in text and len(text) > 5 and not is_heading_of_a_case(text):
            return text
        named += [text] if heading.tag == "h1" and not is_heading_of_a_case(text) else []
    for title in root.iter("title"):
        for part in _SITE.split(" ".join("".join(title.itertext()).split())):
            if "案例" in part and len(part) > 5:
                return part
            named.append(part)
    return next(filter(None, named), "")


def is_heading_of_a_case(text: str) -> bool:
    from data.reading.signs.headings import headings

    return bool(headings([text]))
