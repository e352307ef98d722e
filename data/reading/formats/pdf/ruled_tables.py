"""Ruling lines → tables: which lines belong together, and which cells they make."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from data.reading.formats.pdf.page import Char, Page, Ruling
from data.values import dataclass

NEAR = 3.0
"""Points within which lines are one: word processors draw borders double."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: rows and columns it stands in, from the first to the one after the last."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Table:
    """A grid of lines. `chars` are the characters in each of its cells."""

    xs: Sequence[float]
    ys: Sequence[float]
    cells: Sequence[Box]
    chars: dict[Box, list[Char]]
    _at: dict[tuple[int, int], Box]

    def take(self, char: Char) -> bool:
        """Put the character into the cell it stands in; False where it stands outside."""
        column = bisect_right(self.xs, (char.x0 + char.x1) / 2) - 1
        row = bisect_right(self.ys, char.y - char.size * 0.25) - 1
        box = self._at.get((row, column))
        if box is not None:
            self.chars[box].append(char)
        return box is not None


def tables(page: Page) -> list[Table]:
    """The tables of a page from top to bottom: at least two cells each."""
    found = [_table(across, down) for across, down in _groups(page.across, page.down)]
    return sorted((table for table in found if table), key=lambda table: table.ys[0])


def _groups(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - NEAR <= v.at <= h.end + NEAR and v.start - NEAR <= h.at <= v.end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for at in range(len(parent)):
        kind, line = (0, across[at]) if at < len(across) else (1, down[at - len(across)])
        groups[root(at)][kind].append(line)
    return groups.values()


def _table(across: Sequence[Ruling], down: Sequence[Ruling]) -> Table | None:
    if not across or not down:
        return None
    # A row that goes on over the page has no line there: the ends of the other lines close the table.
    xs = _merged([v.at for v in down] + [min(h.start for h in across), max(h.end for h in across)])
    ys = _merged([h.at for h in across] + [min(v.start for v in down), max(v.end for v in down)])
    cells = _cells(xs, ys, across, down)
    if len(cells) < 2:
        return None
    at = {
        (r, c): box for box in cells for r in range(box.top, box.bottom) for c in range(box.left, box.right)
    }
    return Table(xs, ys, cells, {box: [] for box in cells}, at)


def _merged(values: Iterable[float]) -> list[float]:
    """The values in order, those near each other once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[Box]:
    rows, columns = len(ys) - 1, len(xs) - 1
    right = _walls(down, xs, ys)
    below = _walls(across, ys, xs)
    taken: set[tuple[int, int]] = set()
    cells: list[Box] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            end = c + 1
            while end < columns and (end, r) not in right and (r, end) not in taken:
                end += 1
            bottom = r + 1
            while bottom < rows and not any((bottom, at) in below for at in range(c, end)):
                bottom += 1
            box = Box(r, bottom, c, end)
            taken.update((i, j) for i in range(r, bottom) for j in range(c, end))
            cells.append(box)
    return cells


def _walls(lines: Sequence[Ruling], at: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """(i, k) where a line at the i-th place covers the middle of the k-th stretch."""
    walls: set[tuple[int, int]] = set()
    for line in lines:
        index = bisect_right(at, line.at + 0.01) - 1
        if index + 1 < len(at) and at[index + 1] - line.at < line.at - at[index]:
            index += 1
        for stretch in range(len(along) - 1):
            middle = (along[stretch] + along[stretch + 1]) / 2
            if line.start - NEAR <= middle <= line.end + NEAR:
                walls.add((index, stretch))
    return walls
