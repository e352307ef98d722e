"""Tables without ruling lines: the columns stand under the names of a header, the rows beside their numbers."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from data.numerals import case_number
from data.patterns import regex
from data.reading.document import Line
from data.reading.formats.pdf.lines import cell_text, text_of
from data.reading.formats.pdf.page import Char
from data.reading.signs.columns import columns_of
from data.reading.signs.roles import NUMBER, role
from data.types import TITLE

_APART = 0.6
"""Parts of the type size; words of a header that are further apart are names of two columns."""
_HEADER_LINES = 3
_HEADER_CHARS = 80
_NUMBERS = regex(r"[号號№]|n\s*o|i\s*d|n\s*u\s*m", re.IGNORECASE)
"""What every name of a number column has in it."""
_TOGETHER = 0.12
"""Parts of the type size; characters nearer than this are of one text."""
_WIDER = 1.12
"""A gap so much wider than most between two lines is one between two rows."""


@dataclass(frozen=True)
class Header:
    """The header of an aligned table: the middle of each column's name, and which column has the numbers.

    `edges` are where its columns met on the page before.
    """

    middles: tuple[float, ...]
    names: tuple[str, ...]
    number: int
    edges: tuple[float, ...] = ()

    @property
    def columns(self) -> range:
        return range(len(self.middles))


@dataclass(frozen=True)
class Part:
    """A row of an aligned table, or a line of text between its rows."""

    y: float
    cells: tuple[str, ...]
    line: tuple[Char, ...]


@dataclass(frozen=True)
class _Level:
    """What stands at one height of the page: base line, and the characters in each column."""

    y: float
    cells: tuple[tuple[Char, ...], ...]

    def text(self, column: int) -> str:
        return text_of(self.cells[column])


def header_at(lines: Sequence[Sequence[Char]], at: int) -> tuple[Header, int] | None:
    """The header that begins with the line, and of how many lines it is: 序 over 号 is one name."""
    for count in range(1, _HEADER_LINES + 1):
        block = lines[at : at + count]
        if len(block) < count or sum(map(len, block)) > _HEADER_CHARS:
            return None
        if not _NUMBERS.search("".join(char.text for line in block for char in line)):
            continue  # most lines: putting their parts together is what a page takes its time for
        if found := _header(block):
            return found, count
    return None


def _header(block: Sequence[Sequence[Char]]) -> Header | None:
    parts: list[list[Char]] = []
    for line in block:
        for part in _apart(line):
            parts += _named(part)
    joined: list[list[Char]] = []
    for part in sorted(parts, key=lambda part: part[0].x0):
        if joined and part[0].x0 < max(char.x1 for char in joined[-1]):
            joined[-1] += part
        else:
            joined.append(part)
    names = tuple(cell_text(part) for part in joined)
    columns = columns_of(Line(0, names))
    if columns is None or len(columns.roles) != len(names):
        return None
    middles = tuple((min(c.x0 for c in part) + max(c.x1 for c in part)) / 2 for part in joined)
    return Header(middles, names, columns.roles.index(NUMBER))


def _named(part: list[Char]) -> list[list[Char]]:
    """The part of a header, in two where the names of a narrow column and the next touch: 编号案例名称."""
    for at in range(1, len(part)):
        names = cell_text(part[:at]), cell_text(part[at:])
        if role(names[0]) == NUMBER and role(names[1]) == TITLE:
            return [part[:at], part[at:]]
    return [part]


def _apart(line: Sequence[Char]) -> list[list[Char]]:
    """The parts of a line that have more room between them than words have."""
    parts: list[list[Char]] = []
    for char in line:
        if char.text.isspace():
            continue
        if parts and char.x0 - parts[-1][-1].x1 < _APART * char.size:
            parts[-1].append(char)
        else:
            parts.append([char])
    return parts


def read(header: Header, lines: Sequence[Sequence[Char]]) -> list[Part]:
    """What stands under a header on one page; a first or last row may be part of one that goes over the page.

    A line that runs on over the edge of a column is no part of a row. Between two numbers the widest gap
    between lines is where a row ends: that holds wherever in their cells the numbers stand.
    """
    edges = placed(header, lines).edges
    parts: list[Part] = []
    run: list[_Level] = []
    for line in lines:
        if _crosses(edges, line):
            parts += _rows(header, run)
            parts.append(Part(line[0].y, (), tuple(line)))
            run = []
        else:
            run.append(_level(edges, line))
    return parts + _rows(header, run)


def has_numbers(header: Header, lines: Sequence[Sequence[Char]]) -> bool:
    """Whether there are numbers in the number column, so that a page without header goes on with a table."""
    edges = _edges(header, [char for line in lines for char in line])
    return any(case_number(_level(edges, line).text(header.number)) is not None for line in lines)


def placed(header: Header, lines: Sequence[Sequence[Char]]) -> Header:
    """The header with the edges of its columns on this page; those of the page before where no number is here."""
    if header.edges and not has_numbers(header, lines):
        return header
    return replace(header, edges=tuple(_edges(header, [char for line in lines for char in line])))


def rest(header: Header, lines: Sequence[Sequence[Char]]) -> int:
    """How many lines at the head of a page without numbers go on with the last row of the page before."""
    count = 0
    while count < len(lines) and not _crosses(header.edges, lines[count]):
        count += 1
    several = any(sum(map(bool, _level(header.edges, line).cells)) > 1 for line in lines[:1])
    return count if header.edges and several else 0


def _rows(header: Header, levels: Sequence[_Level]) -> list[Part]:
    starts = _starts(header, levels)
    parts: list[Part] = []
    for start, end in zip(starts, [*starts[1:], len(levels)], strict=True):
        if start < end:
            cells = (
                [char for level in levels[start:end] for char in level.cells[at]] for at in header.columns
            )
            parts.append(Part(levels[start].y, tuple(map(cell_text, cells)), ()))
    return parts


def _starts(header: Header, levels: Sequence[_Level]) -> list[int]:
    """The levels with which rows begin, the first being level 0."""
    anchors = [at for at, level in enumerate(levels) if case_number(level.text(header.number)) is not None]
    if not anchors:
        return [0]
    wide = _WIDER * _pitch(levels)
    widest = [_widest(levels, above, below) for above, below in itertools.pairwise(anchors)]
    on_top = sum(at == below for at, below in zip(widest, anchors[1:], strict=True))
    top_aligned = on_top * 2 > len(widest) if widest else not anchors[0]
    starts = [0]
    first = anchors[0] if top_aligned else _widest(levels, 0, anchors[0])
    if first and (top_aligned or _gap(levels, first) > wide):  # what is above goes on from the page before
        starts.append(first)
    for (above, below), at in zip(itertools.pairwise(anchors), widest, strict=True):
        between = below if top_aligned else (above + below + 1) // 2
        starts.append(at if _gap(levels, at) > wide else between)
    last = _widest(levels, anchors[-1], len(levels) - 1)
    if not top_aligned and last > anchors[-1] and _gap(levels, last) > wide:  # a row whose number is overleaf
        starts.append(last)
    return starts


def _widest(levels: Sequence[_Level], after: int, until: int) -> int:
    """The level, after one and up to another, with the widest gap above it; the last of several such."""
    return max(range(after + 1, until + 1), key=lambda at: (_gap(levels, at), at), default=after)


def _crosses(edges: Sequence[float], line: Sequence[Char]) -> bool:
    """Whether text runs on over the edge of a column."""
    shown = [char for char in line if not char.text.isspace()]
    for edge in edges:
        left = max((char.x1 for char in shown if (char.x0 + char.x1) / 2 < edge), default=None)
        right = min((char.x0 for char in shown if (char.x0 + char.x1) / 2 >= edge), default=None)
        if left is not None and right is not None and right - left < _TOGETHER * shown[0].size:
            return True
    return False


def _edges(header: Header, chars: Sequence[Char]) -> list[float]:
    """Where one column ends and the next begins: in the emptiest stretch between their names."""
    ends = int(max((char.x1 for char in chars), default=0.0)) + 2
    filled = [0] * (ends + 1)
    for char in chars:
        if not char.text.isspace():
            for x in range(max(int(char.x0 + 0.5), 0), min(int(char.x1 - 0.5) + 1, ends)):
                filled[x] += 1
    edges = []
    for left, right in itertools.pairwise(header.middles):
        span = range(int(left), min(int(right) + 1, ends)) or range(int(left), int(left) + 1)
        least = min((filled[x] if x < len(filled) else 0) for x in span)
        runs: list[list[int]] = []
        for x in span:
            if (filled[x] if x < len(filled) else 0) == least:
                if runs and runs[-1][-1] == x - 1:
                    runs[-1].append(x)
                else:
                    runs.append([x])
        longest = max(runs, key=len)
        edges.append((longest[0] + longest[-1] + 1) / 2)
    return edges


def _level(edges: Sequence[float], row: Sequence[Char]) -> _Level:
    cells: list[list[Char]] = [[] for _ in range(len(edges) + 1)]
    for char in row:
        cells[bisect_right(edges, (char.x0 + char.x1) / 2)].append(char)
    return _Level(median(char.y for char in row), tuple(map(tuple, cells)))


def _pitch(levels: Sequence[_Level]) -> float:
    """The distance between two lines of one cell: that of most lines of the fullest column."""
    if not levels:
        return 0.0
    columns = range(len(levels[0].cells))
    fullest = max(columns, key=lambda column: sum(bool(level.cells[column]) for level in levels))
    ys = [level.y for level in levels if level.cells[fullest]]
    steps = sorted(below - above for above, below in itertools.pairwise(ys))
    return steps[len(steps) // 2] if steps else 0.0


def _gap(levels: Sequence[_Level], at: int) -> float:
    """The distance from the level before to the level `at`."""
    return levels[at].y - levels[at - 1].y if at else 0.0
