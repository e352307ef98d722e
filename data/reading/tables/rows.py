"""The rows of tables that are being put together to cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.numerals import case_number
from data.reading.document import Entry, Line
from data.reading.signs.groups import GROUP
from data.reading.signs.joining import glue, resume
from data.reading.signs.published import LABEL
from data.reading.signs.roles import NUMBER, rows_are_counted
from data.types import TITLE


@dataclass
class Row:
    """A case that is being put together from its rows."""

    line: int
    cells: dict[str, str]
    part: str = ""
    """The name of the part of the file that it stands in."""

    def join(self, other: dict[str, str], merged: frozenset[str]) -> None:
        """Add the rest of a broken row; cells `merged` with this row's say nothing new."""
        for name, text in other.items():
            if name in merged:
                continue
            together = glue if name in (NUMBER, TITLE) else resume
            self.cells[name] = together(self.cells.get(name, ""), text)


def blocks(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Tables (from their first row to the blank line after them) and paragraphs (one line each), and where they begin."""
    block: list[Line] = []
    start = 0
    for at, line in enumerate(lines):
        if not line.is_blank and block and block[0].is_row:
            block.append(line)
            continue
        if block:
            yield start, block
        start, block = at, [] if line.is_blank else [line]
    if block:
        yield start, block


def by_order(rows: Sequence[Row]) -> None:
    """Number the rows in their order where labels of years (2023-001, 2024-001) would give a number twice.

    So too where tables count anew and a person asks for it; the numbers they had are labels then.
    """
    numbers = [row.cells[NUMBER] for row in rows]
    if len(set(map(case_number, numbers))) == len(rows):
        return
    if any(LABEL in row.cells for row in rows) or rows_are_counted():
        for order, row in enumerate(rows, 1):
            row.cells.setdefault(LABEL, row.cells[NUMBER])
            row.cells[NUMBER] = str(order)


def by_part(rows: Sequence[Row]) -> None:
    """Give the rows the name of their part as their group, where there are several: a sheet for each kind."""
    if len({row.part for row in rows}) > 1:
        for row in rows:
            if row.part and GROUP not in row.cells:
                row.cells[GROUP] = row.part


def entry(row: Row) -> Entry:
    number = case_number(row.cells[NUMBER])
    assert number is not None, "a row begins with its number"
    fields = tuple((name, text) for name, text in row.cells.items() if name not in (NUMBER, TITLE))
    return Entry(row.line, number, row.cells[TITLE], fields)
