"""The pages of a PDF as blocks: lines of text, running heads, and rows of tables, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.formats import pdfaligned, pdfpage
from data.formats.pdfaligned import Header
from data.formats.pdflines import TextLine, cell_text, line_of, rows_of, running
from data.formats.pdfpage import Char, Page
from data.formats.pdftables import Table, tables

Block = list[Any]
"""["line", text, x0, x1, y, size], ["running", text] or ["table", columns, rows of [text, columns, rows]]."""


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
    read = pdfpage.read(page)
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
    header: Header | None = None
    done: list[dict[str, Any]] = []
    repeated -= heads
    for at, page in enumerate(pages):
        placed = [
            (line.y, ["running", line.text]) for n, line in enumerate(page.texts) if (at, n) in repeated
        ]
        placed += list(map(_ruled, page.tables))
        left = [line for n, line in enumerate(page.lines) if (at, n) not in repeated]
        if page.tables:
            header = None
        header, aligned = _text(header, left)
        placed += aligned
        placed.sort(key=lambda block: block[0])
        done.append(
            {
                "blocks": [block for _, block in placed],
                "pictures": page.page.pictures,
                "slanted": page.page.slanted,
                "broken": page.broken,
                "aligned": bool(aligned) and any(block[0] == "table" for _, block in aligned),
            }
        )
    return done


def _ruled(table: Table) -> tuple[float, Block]:
    rows: list[list[Any]] = [[] for _ in range(len(table.ys) - 1)]
    for box in table.cells:
        rows[box.top].append([cell_text(table.chars[box]), box.right - box.left, box.bottom - box.top])
    return table.ys[0], ["table", len(table.xs) - 1, rows]


def _text(
    header: Header | None, lines: Sequence[list[Char]]
) -> tuple[Header | None, list[tuple[float, Block]]]:
    """Lines as lines, and as rows where a header stands over them; the header that holds at the page's end."""
    placed: list[tuple[float, Block]] = []
    start = 0
    found = _headers(lines)
    head = lines[: found[0][0]] if found else lines
    if header is not None and pdfaligned.has_numbers(header, head):
        placed += _aligned(header, None, head)
        start = len(head)
    elif head:
        header = None
    placed += [_line(line) for line in head[start:]]
    ends = [*(at for at, _, _ in found[1:]), len(lines)][: len(found)]
    for (at, named, size), end in zip(found, ends, strict=True):
        header = named
        placed += _aligned(header, lines[at], lines[at + size : end])
    return header, placed


def _headers(lines: Sequence[list[Char]]) -> list[tuple[int, Header, int]]:
    """The headers of aligned tables among the lines: first line, header, number of lines."""
    found: list[tuple[int, Header, int]] = []
    at = 0
    while at < len(lines):
        header = pdfaligned.header_at(lines, at)
        if header:
            found.append((at, *header))
        at += header[1] if header else 1
    return found


def _aligned(
    header: Header, line: list[Char] | None, lines: Sequence[list[Char]]
) -> Iterator[tuple[float, Block]]:
    rows: list[list[Any]] = [[[name, 1, 1] for name in header.names]] if line else []
    y = line[0].y if line else 0.0
    for part in pdfaligned.read(header, lines):
        if part.cells:
            y = y if rows else part.y
            rows.append([[text, 1, 1] for text in part.cells])
        else:
            if rows:
                yield y, ["table", len(header.names), rows]
            rows = []
            yield _line(list(part.line))
    if rows:
        yield y, ["table", len(header.names), rows]


def _line(line: list[Char]) -> tuple[float, Block]:
    text = line_of(line)
    return text.y, ["line", text.text, text.x0, text.x1, text.y, text.size]
