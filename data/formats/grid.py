"""A table with merged cells → lines: every row with the same number of cells, titles as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.errors import SourceError
from data.formats.document import Line, Source
from data.numerals import case_number

MAX_COLUMNS = 100
"""A published list has some ten columns; spreadsheets declare 16,384."""
MAX_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell and how many columns and rows it stands in."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass
class Grid:
    """Rows laid out one by one; SourceError where there are more cells than any list of cases has."""

    source: Source
    width: int = 0
    _open: dict[int, tuple[str, int, bool]] = field(default_factory=dict)
    """Column → text of the cell that reaches down to the next row, rows left, whether it is a left part."""
    _rows: list[Line] = field(default_factory=list)
    _cells: int = 0

    def add(self, number: int, cells: Iterable[Cell], resumes: bool = False) -> None:
        """The next row. `number` is its line; what is merged into it from above need not be given."""
        texts: list[str] = []
        above: set[int] = set()
        left: set[int] = set()
        reaching: dict[int, tuple[str, int, bool]] = {}

        def fill() -> None:
            while len(texts) in self._open:
                at = len(texts)
                text, rows, part = self._open[at]
                above.add(at)
                if part:
                    left.add(at)
                if rows > 1:
                    reaching[at] = (text, rows - 1, part)
                texts.append(text)

        for cell in cells:
            fill()
            for offset in range(min(max(cell.columns, 1), MAX_COLUMNS)):
                at = len(texts)
                text = "" if offset else cell.text
                if offset:
                    left.add(at)
                if cell.rows > 1:
                    reaching[at] = (text, cell.rows - 1, offset > 0)
                texts.append(text)
            if len(texts) > MAX_COLUMNS:
                raise SourceError(
                    self.source.path, f"表格超过 {MAX_COLUMNS} 列，不像案例集 (too many columns)"
                )
        fill()
        self._open = reaching
        self._cells += len(texts)
        if self._cells > MAX_CELLS:
            raise SourceError(self.source.path, f"表格超过 {MAX_CELLS} 格，不像案例集 (too many cells)")
        self.width = max(self.width, len(texts))
        self._rows.append(Line(number, tuple(texts), frozenset(above), frozenset(left), resumes))

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
