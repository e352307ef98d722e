"""Pages set in columns: where a gutter runs down the page between lines of text, the columns are read one by one."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from data.reading.formats.pdf.lines import text_of
from data.reading.formats.pdf.page import Char
from data.reading.signs.headings import headings
from data.reading.signs.sections import section
from data.values import dataclass

_ROOM = 0.8
"""Parts of the type size; nothing narrower is a gutter (browsers leave one em by default)."""
_ROWS = 4
"""Lines beside each other that show a gutter; where another page shows the same one, a single pair does."""
_ALIKE = 1.3
"""How much wider one column of text may be than another; the columns of a table differ more."""
_GUTTER = 0.5
"""How wide a gutter may be beside the columns: names in two rows stand further apart."""
_MOST_AREAS = 50
"""On one page, one below the other."""
_WIDE = 5
"""Characters in a line that may be text; the numbers of a table or of pages have fewer."""
_FULL = 0.3
"""The share of a column's lines that end at its edge: in a table or a list of names few do."""
_RAGGED = 2.5
"""Parts of the type size that a full line may end before the edge."""
_MARKS = frozenset("，。、；：？！）》”’」』】")
"""Set as wide as a character, with their right half empty."""

Edges = tuple[tuple[float, float], ...]
"""Left and right edge of each column, in points."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page set in columns, from the base line of its first line to that of its last."""

    top: float
    bottom: float
    columns: Edges

    def column(self, x: float) -> int:
        """The column in which x lies."""
        return bisect_right(_middles(self.columns), x)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one height: the stretches that text, or a ruled table, takes up."""

    y: float
    size: float
    parts: tuple[tuple[float, float], ...]
    line: Sequence[Char] = ()

    @classmethod
    def of(cls, line: Sequence[Char], body: float) -> Row:
        """The line, in parts where the room is wide for the type size that most text on the page has."""
        shown = [char for char in line if not char.text.isspace()]
        parts: list[list[float]] = []
        for char in shown:
            if parts and char.x0 - parts[-1][1] < _ROOM * body:
                parts[-1][1] = max(parts[-1][1], _end(char))
            else:
                parts.append([char.x0, _end(char)])
        return cls(shown[0].y, median(char.size for char in shown), tuple((a, b) for a, b in parts), line)

    def crosses(self, x: float) -> bool:
        return any(a < x < b for a, b in self.parts)

    def beside(self, x: float) -> bool:
        """Whether there is text on both sides."""
        return self.parts[0][1] <= x <= self.parts[-1][0]

    def opens(self, after: float) -> bool:
        """Whether what stands to the right of x is a heading, of a case or of a section."""
        text = text_of([char for char in self.line if char.x0 >= after])
        return bool(headings([text])) or section(text) is not None


def _end(char: Char) -> float:
    """Where the ink of a character ends: a mark at the end of a line may hang over into the gutter."""
    return (char.x0 + char.x1) / 2 if char.text in _MARKS else char.x1


@dataclass(frozen=True, slots=True)
class Columns:
    """The areas of a page; `doubtful` where something like columns was not taken for them."""

    areas: tuple[Area, ...] = ()
    doubtful: bool = False


def columns(pages: Sequence[Sequence[Row]]) -> list[Columns]:
    """What is set in columns on each page; a layout that one page shows clearly is known on all others."""
    clear = [_clear(sorted(rows, key=lambda row: row.y)) for rows in pages]
    known = tuple(dict.fromkeys(area.columns for page in clear for area in page.areas))
    if not known:
        return clear
    found = []
    for rows, page in zip(pages, clear, strict=True):
        left = [row for row in rows if not any(area.top <= row.y <= area.bottom for area in page.areas)]
        more = [area for edges in known[:1] for area in _alike(sorted(left, key=lambda row: row.y), edges)]
        areas = (*page.areas, *more)
        found.append(Columns(areas, page.doubtful and not areas))
    return found


def _clear(rows: Sequence[Row], depth: int = 0) -> Columns:
    """The areas in which the page itself shows columns."""
    x = _gutter(rows)
    if x is None:
        return Columns()
    if depth > _MOST_AREAS:
        return Columns(doubtful=True)
    start, end = max(_runs(rows, x), key=lambda run: sum(row.beside(x) for row in rows[run[0] : run[1]]))
    run = rows[start:end]
    gutters = list(_gutters(run))
    edges = _edges(run, gutters)
    if not edges or not all(_is_full(run, at, edges) for at in range(len(edges))):
        return Columns()
    widths = [right - left for left, right in edges]
    if max(widths) > _ALIKE * min(widths) or max(b - a for a, b in gutters) > _GUTTER * min(widths):
        return Columns(doubtful=sum(width > _WIDE * run[0].size for width in widths) > 1)
    above, below = _clear(rows[:start], depth + 1), _clear(rows[end:], depth + 1)
    here = _areas(run, edges, followed=end < len(rows))
    return Columns((*above.areas, *here, *below.areas), above.doubtful or below.doubtful)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where most lines have room between two texts; None where few have."""
    counts: dict[int, int] = {}
    for row in rows:
        for (_, a), (b, _) in zip(row.parts, row.parts[1:], strict=False):
            for x in range(int(a) + 1, int(b) + 1):
                counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    if most < _ROWS:
        return None
    best = [x for x, count in counts.items() if count == most]
    return float(sorted(best)[len(best) // 2])


def _runs(rows: Sequence[Row], x: float) -> Iterator[tuple[int, int]]:
    """Lines that follow each other and do not cross x: the first, and the one after the last."""
    start = 0
    for at, row in enumerate(rows):
        if row.crosses(x):
            if at > start:
                yield start, at
            start = at + 1
    if start < len(rows):
        yield start, len(rows)


def _gutters(run: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """Stretches that no line of the run crosses and that have text on both sides often enough."""
    size = median(row.size for row in run)
    taken: list[list[float]] = []
    for a, b in sorted(part for row in run for part in row.parts):
        if taken and a - taken[-1][1] < _ROOM * size:
            taken[-1][1] = max(taken[-1][1], b)
        else:
            taken.append([a, b])
    for (_, a), (b, _) in itertools.pairwise(taken):
        if sum(row.beside((a + b) / 2) for row in run) >= _ROWS:
            yield a, b


def _edges(run: Sequence[Row], gutters: Sequence[tuple[float, float]]) -> Edges:
    if not gutters:
        return ()
    left = min(a for row in run for a, _ in row.parts)
    right = max(b for row in run for _, b in row.parts)
    return tuple(zip([left, *(b for _, b in gutters)], [*(a for a, _ in gutters), right], strict=True))


def _is_full(run: Sequence[Row], at: int, edges: Edges) -> bool:
    left, right = edges[at]
    ends = [(max(b for _, b in inside), row.size) for row in run if (inside := _inside(row, left, right))]
    return sum(end >= right - _RAGGED * size for end, size in ends) >= _FULL * len(ends) > 0


def _inside(row: Row, left: float, right: float) -> list[tuple[float, float]]:
    return [(a, b) for a, b in row.parts if left - 1 <= (a + b) / 2 <= right + 1]


def _alike(rows: Sequence[Row], edges: Edges) -> Iterator[Area]:
    """The areas that a page has in columns known from others: lines beside each other, or all in the first one."""
    middles = _middles(edges)
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not any(map(row.crosses, middles)):
            run.append(row)
            continue
        first = row is None and len(run) == len(rows) > _ROWS and not any(_beside(r, middles) for r in run)
        if first or (any(_beside(r, middles) for r in run) and _is_full(run, 0, edges)):
            yield from _areas(run, edges, followed=row is not None)
        run = []


def _beside(row: Row, middles: Iterable[float]) -> bool:
    return any(map(row.beside, middles))


def _middles(edges: Edges) -> list[float]:
    return [(a + b) / 2 for (_, a), (b, _) in itertools.pairwise(edges)]


def _areas(run: Sequence[Row], edges: Edges, followed: bool) -> Iterator[Area]:
    """The run as areas, parted by headings that stand over all columns.

    Where the page goes on without columns, the columns before were made equally long: what stands further
    down in the first one is no part of it.
    """
    start = 0
    for at, end in _headings(run, edges):
        yield Area(run[start].y, run[at - 1].y, edges)
        start = end
    rest = run[start:]
    if followed:
        others = [row.y for row in rest if not _is_first(row, edges)]
        rest = [row for row in rest if row.y <= max(others, default=0.0) + 1.5 * _step(run)]
    if rest:
        yield Area(rest[0].y, rest[-1].y, edges)


def _headings(run: Sequence[Row], edges: Edges) -> Iterator[tuple[int, int]]:
    """Headings and tables over all columns, each its first line and the one after: nothing is beside them, the columns
    above end and those below begin at one height, and what the second column begins with is no heading."""
    step = _step(run)
    body = median(row.size for row in run)
    at = 1
    while at < len(run):
        end = at
        while end < len(run) and _is_first(run[end], edges) and (end == at or run[end].size == run[at].size):
            end += 1
        if (
            at < end < len(run)
            and (not run[at].line or run[at].size > 1.08 * body or run[at].opens(edges[0][0]))
            and not _is_first(run[at - 1], edges)
            and run[end].beside(_middles(edges)[0])
            and run[end].y - run[at - 1].y > 1.6 * step
            and not run[end].opens(_middles(edges)[0])
        ):
            yield at, end
        at = max(end, at + 1)


def _is_first(row: Row, edges: Edges) -> bool:
    """Whether there is nothing but in the first column."""
    return row.parts[-1][1] <= edges[0][1] + 1


def _step(run: Sequence[Row]) -> float:
    """The distance between two lines of the run."""
    steps = [below.y - above.y for above, below in itertools.pairwise(run)]
    return median([step for step in steps if step > 0.8 * run[0].size] or [run[0].size])
