"""A table with merged cells → lines: every row with the same number of cells, titles as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from data.errors import SourceError
from data.numerals import case_number
from data.reading.document import Line, Source
from data.reading.signs.columns import MAX_COLUMNS
from data.values import dataclass

MAX_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell and how many columns and rows it stands in.

    A cell that is `above` goes on with the one over it and has that one's text, whatever its own.
    """

    text: str
    columns: int = 1
    rows: int = 1
    above: bool = False


_Reaching = tuple[str, int, bool]
"""What reaches down into the next row: text, rows left, whether it is the left part of a cell."""


@dataclass
class _Row:
    """One row while it is laid out."""

    open: dict[int, _Reaching]
    before: Sequence[str]
    texts: list[str] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    reaching: dict[int, _Reaching] = field(default_factory=dict)

    def reached(self) -> None:
        """Fill the columns that cells above reach into."""
        while (at := len(self.texts)) in self.open:
            text, rows, part = self.open[at]
            self.above.add(at)
            if part:
                self.left.add(at)
            if rows > 1:
                self.reaching[at] = (text, rows - 1, part)
            self.texts.append(text)

    def place(self, cell: Cell) -> None:
        """Fill the columns of the cell."""
        for offset in range(min(max(cell.columns, 1), MAX_COLUMNS)):
            at = len(self.texts)
            text = "" if offset else cell.text
            if cell.above:
                self.above.add(at)
                text = self.before[at] if at < len(self.before) else ""
            if offset:
                self.left.add(at)
            if cell.rows > 1:
                self.reaching[at] = (text, cell.rows - 1, offset > 0)
            self.texts.append(text)


@dataclass
class Grid:
    """Rows laid out one by one; SourceError where there are more cells than any list of cases has."""

    source: Source
    width: int = 0
    _open: dict[int, _Reaching] = field(default_factory=dict)
    _rows: list[Line] = field(default_factory=list)
    _cells: int = 0

    def add(self, number: int, cells: Iterable[Cell], resumes: bool = False) -> None:
        """The next row. `number` is its line; what reaches into it from above need not be given."""
        row = _Row(self._open, self._rows[-1].cells if self._rows else ())
        for cell in cells:
            row.reached()
            row.place(cell)
            if len(row.texts) > MAX_COLUMNS:
                raise SourceError(
                    self.source.path, f"表格超过 {MAX_COLUMNS} 列，不像案例集 (too many columns)"
                )
        row.reached()
        self._open = row.reaching
        self._cells += len(row.texts)
        if self._cells > MAX_CELLS:
            raise SourceError(self.source.path, f"表格超过 {MAX_CELLS} 格，不像案例集 (too many cells)")
        self.width = max(self.width, len(row.texts))
        self._rows.append(Line(number, tuple(row.texts), frozenset(row.above), frozenset(row.left), resumes))

    def lines(self) -> Iterator[Line]:
        """The rows as lines. A row of one text across the table is a paragraph with blank lines around it."""
        for row in self._rows:
            if self.width == 1 or _is_title(row, self.width):
                yield Line(row.number, ("",))
                for text in row.cells[0].split("\n"):
                    yield Line(row.number, (text,))
                yield Line(row.number, ("",))
            elif not row.is_blank:
                missing = self.width - len(row.cells)
                yield Line(row.number, row.cells + ("",) * missing, row.above, row.left, row.resumes)


def _is_title(row: Line, width: int) -> bool:
    """Whether the row is one text over all columns, or one text that no number column would hold."""
    if not row.cells or any(text.strip() for text in row.cells[1:]) or row.above:
        return False
    if len(row.left) == width - 1:
        return True
    return not row.is_blank and case_number(row.cells[0]) is None
