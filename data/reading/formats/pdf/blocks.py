"""The pages of a PDF as blocks: lines of text, running heads, and rows of tables, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from data.reading.formats.pdf import bare_tables, text_columns
from data.reading.formats.pdf.bare_tables import Header
from data.reading.formats.pdf.lines import TextLine, cell_text, line_of, rows_of, running
from data.reading.formats.pdf.page import Char, Page
from data.reading.formats.pdf.page import read as read_page
from data.reading.formats.pdf.ruled_tables import Table, tables
from data.reading.formats.pdf.text_columns import Area, Columns, Row

Block = list[Any]
"""["line", text, x0, x1, y, size, edges of the column or none], ["running", text] or ["table", columns, rows of [text, columns, rows]]."""


Place = tuple[float, int, float]
"""By which blocks are sorted: the top of the part of the page they stand in, the column, the height."""


@dataclass
class Loaded:
    """A page with its ruled tables filled, and the lines of text outside of them."""

    page: Page
    tables: Sequence[Table] = ()
    lines: Sequence[list[Char]] = ()
    broken: bool = False
    texts: list[TextLine] = field(default_factory=list)

    @classmethod
    def broken_page(cls) -> Loaded:
        return cls(Page(1.0, 1.0), broken=True)


def load(page: Any) -> Loaded:
    """What is on a pypdfium2 page."""
    return filled(read_page(page))


def filled(read: Page) -> Loaded:
    """The page with its tables filled."""
    found = tables(read)
    outside = [char for char in read.chars if not any(table.take(char) for table in found)]
    lines = rows_of(outside)
    return Loaded(read, found, lines, texts=[line_of(line) for line in lines])


def blocks(pages: Sequence[Loaded]) -> list[dict[str, Any]]:
    """The pages as objects for JSON."""
    repeated = running([page.texts for page in pages], [page.page.height for page in pages])
    heads = {
        (at, n + i)
        for at, page in enumerate(pages)
        for n, _, size in _headers(page.lines)
        for i in range(size)
    }
    repeated -= heads
    left = [
        [line for n, line in enumerate(page.lines) if (at, n) not in repeated]
        for at, page in enumerate(pages)
    ]
    set_in = text_columns.columns([_rows(page, lines) for page, lines in zip(pages, left, strict=True)])
    header: Header | None = None
    done: list[dict[str, Any]] = []
    for at, (page, lines, columns) in enumerate(zip(pages, left, set_in, strict=True)):
        placed = [
            ((line.y, 0, line.y), ["running", line.text])
            for n, line in enumerate(page.texts)
            if (at, n) in repeated
        ]
        placed += [_ruled(table, columns.areas) for table in page.tables]
        if page.tables:
            header = None
        header, texts = _text(header, lines, columns.areas)
        placed += texts
        placed.sort(key=lambda block: block[0])
        done.append(_page(page, [block for _, block in placed], [block for _, block in texts], columns))
    return done


def _rows(page: Loaded, lines: Sequence[list[Char]]) -> list[Row]:
    """The heights of a page for the finding of columns; a page with an aligned table has none of text."""
    if _headers(lines):
        return []
    ruled = [Row(table.ys[0], 0.0, ((table.xs[0], table.xs[-1]),)) for table in page.tables]
    body = median([char.size for line in lines for char in line] or [0.0])
    return [*(Row.of(line, body) for line in lines), *ruled]


def _page(page: Loaded, blocks: list[Block], texts: Sequence[Block], columns: Columns) -> dict[str, Any]:
    aligned = any(block[0] == "table" for block in texts)
    return {
        "blocks": blocks,
        "pictures": page.page.pictures,
        "slanted": page.page.slanted,
        "broken": page.broken,
        "aligned": aligned,
        "columns": any(block[0] == "line" and block[6] for block in texts),
        "doubtful": columns.doubtful and not aligned,
    }


def _ruled(table: Table, areas: Sequence[Area]) -> tuple[Place, Block]:
    rows: list[list[Any]] = [[] for _ in range(len(table.ys) - 1)]
    for box in table.cells:
        rows[box.top].append([cell_text(table.chars[box]), box.right - box.left, box.bottom - box.top])
    block = ["table", len(table.xs) - 1, rows]
    y = table.ys[0]
    area = _area(y, areas)
    if area is None:
        return (y, 0, y), block
    return (area.top, area.column((table.xs[0] + table.xs[-1]) / 2), y), block


def _area(y: float, areas: Sequence[Area]) -> Area | None:
    return next((area for area in areas if area.top <= y <= area.bottom), None)


def _text(
    header: Header | None, lines: Sequence[list[Char]], areas: Sequence[Area]
) -> tuple[Header | None, list[tuple[Place, Block]]]:
    """Lines as lines, and as rows where a header stands over them; the header that holds at the page's end."""
    placed: list[tuple[Place, Block]] = []
    start = 0
    found = _headers(lines)
    head = lines[: found[0][0]] if found else lines
    if header is not None and bare_tables.has_numbers(header, head):
        header = bare_tables.placed(header, head)
        placed += _aligned(header, None, head)
        start = len(head)
    elif header is not None and (start := bare_tables.rest(header, head)):
        placed += _aligned(header, None, head[:start])
        header = header if start == len(head) else None
    elif head:
        header = None
    placed += _lines(head[start:], areas)
    ends = [*(at for at, _, _ in found[1:]), len(lines)][: len(found)]
    for (at, named, size), end in zip(found, ends, strict=True):
        header = bare_tables.placed(named, lines[at + size : end])
        placed += _aligned(header, lines[at], lines[at + size : end])
    return header, placed


def _headers(lines: Sequence[list[Char]]) -> list[tuple[int, Header, int]]:
    """The headers of aligned tables among the lines: first line, header, number of lines."""
    found: list[tuple[int, Header, int]] = []
    at = 0
    while at < len(lines):
        header = bare_tables.header_at(lines, at)
        if header:
            found.append((at, *header))
        at += header[1] if header else 1
    return found


def _aligned(
    header: Header, line: list[Char] | None, lines: Sequence[list[Char]]
) -> Iterator[tuple[Place, Block]]:
    rows: list[list[Any]] = [[[name, 1, 1] for name in header.names]] if line else []
    y = line[0].y if line else 0.0
    for part in bare_tables.read(header, lines):
        if part.cells:
            y = y if rows else part.y
            rows.append([[text, 1, 1] for text in part.cells])
        else:
            if rows:
                yield (y, 0, y), ["table", len(header.names), rows]
            rows = []
            yield _line(list(part.line))
    if rows:
        yield (y, 0, y), ["table", len(header.names), rows]


def _lines(lines: Sequence[list[Char]], areas: Sequence[Area]) -> Iterator[tuple[Place, Block]]:
    """Lines as they are, or those of each column: what stands at one height in two columns is no line."""
    inside: dict[tuple[Area, int], list[Char]] = {}
    for line in lines:
        area = _area(line_of(line).y, areas)
        if area is None:
            yield _line(line)
            continue
        for char in line:
            inside.setdefault((area, area.column((char.x0 + char.x1) / 2)), []).append(char)
    for (area, column), chars in inside.items():
        for line in rows_of(chars):
            (_, _, y), block = _line(line)
            block[6] = list(area.columns[column])
            yield (area.top, column, y), block


def _line(line: list[Char]) -> tuple[Place, Block]:
    text = line_of(line)
    return (text.y, 0, text.y), ["line", text.text, text.x0, text.x1, text.y, text.size, None]
