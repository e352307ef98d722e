"""Numbered tables: a header row names the columns, wherever it stands and however often it is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.columns import NUMBER, role
from data.errors import MalformedCase
from data.formats.document import Document, Dropped, Entry, Line
from data.numerals import MAX_NUMBER, case_number
from data.reading import Reading
from data.types import TITLE


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: NUMBER, TITLE, or the name of a field."""

    roles: tuple[str, ...]

    def entry(self, document: Document, line: Line) -> Entry:
        """The case in a row of the table; MalformedCase where the row does not fit the header."""
        cells = _without_empty_tail(line.cells, len(self.roles))
        if len(cells) != len(self.roles):
            problem = f"应有 {len(self.roles)} 列，却有 {len(cells)} 列 (wrong number of columns)"
            raise MalformedCase(document.path, line.number, problem)
        number = case_number(cells[self.roles.index(NUMBER)])
        if number is None:
            shown = cells[self.roles.index(NUMBER)].strip()[:20]
            problem = f"编号 {shown!r} 不是 1 到 {MAX_NUMBER} 的整数 (not a case number)"
            raise MalformedCase(document.path, line.number, problem)
        fields = tuple(
            (name, cell) for name, cell in zip(self.roles, cells, strict=True) if name not in (NUMBER, TITLE)
        )
        return Entry(line.number, number, cells[self.roles.index(TITLE)], fields)


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns a header row names; None where the row is no header.

    A header names a number, a title and at least one column more. The first column of a role takes it; every
    other column is a field under its own name.
    """
    names = [" ".join(name.split()) for name in _without_empty_tail(cells, 0)]
    roles: list[str] = []
    for name in names:
        known = role(name)
        roles.append(known if known and known not in roles else name)
    if NUMBER in roles and TITLE in roles and len(roles) > 2 and all(roles) and len(set(roles)) == len(roles):
        return Columns(tuple(roles))
    return None


def read(document: Document) -> Reading:
    """The rows under the header rows of a document; no entries where it has no header."""
    columns: Columns | None = None
    entries: list[Entry] = []
    dropped: list[Dropped] = []
    tables = header_rows = 0
    before: Line | None = None
    for line in document.lines:
        follows_row = before is not None and before.is_row and not before.is_blank
        before = line
        if line.is_blank:
            continue
        tables += line.is_row and not follows_row
        header = columns_of(line.cells) if line.is_row else None
        if header:
            columns = header
            header_rows += 1
        elif columns and (line.is_row or follows_row or case_number(line.text)):
            # A lone cell in a table, or a lone number, is a row that lost the rest: refused.
            entries.append(columns.entry(document, line))
        else:
            dropped.append(Dropped(line.number, line.text, "在表格之外 (outside the tables)"))
    return Reading(tuple(entries), tuple(dropped), tables, header_rows)


def _without_empty_tail(cells: Sequence[str], keep: int) -> Sequence[str]:
    """`cells` without the empty ones at the end, down to `keep` cells."""
    count = len(cells)
    while count > keep and not cells[count - 1].strip():
        count -= 1
    return cells[:count]
