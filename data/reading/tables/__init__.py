"""Numbered tables: a header row names the columns, wherever it stands and however often it is repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.errors import MalformedCase
from data.numerals import MAX_NUMBER, case_number
from data.patterns import regex
from data.reading.document import Document, Dropped, Line, Reading
from data.reading.signs.columns import Columns, columns_of, forms, turned
from data.reading.signs.groups import GROUP, OTHER_GROUP, bare_group, is_group
from data.reading.signs.published import LABEL
from data.reading.signs.roles import NUMBER, role, rows_are_counted
from data.reading.tables.rows import Row, blocks, by_order, by_part, entry
from data.text import squeeze
from data.types import TITLE

_REMARK = regex(r"(?:合\s*计|总\s*计|小\s*计|备\s*注|说\s*明|注|资料来源|数据来源)\s*(?:[：:\d]|$)")
"""First cells of the rows under a table that are no case of it."""
_LABEL = regex(r"\S{2,20}?(?:[-—–－_]|[〕\]）)]\s*第?|第)0{0,4}([1-9][0-9]{0,4})\s*号?", re.ASCII)
"""2024-001 and 〔2023〕第5号: a label with an order in it."""
OTHER_TABLE = "另一张表，不是案例 (another table)"
_LONGEST_GROUP = 30
_GOES_ON = regex(r"[（(]?(?:续(?:上)?表|表\s*\d*\s*续|续)\s*\d*[）)]?[：:]?")
"""What stands over the part of a table on a new page."""


@dataclass
class _Group:
    """A heading of a group of rows, and whether rows came under it."""

    line: Line
    name: str
    used: bool = False


@dataclass
class _Reader:
    document: Document
    columns: Columns | None = None
    rows: list[Row] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    structure: list[str] = field(default_factory=list)
    tables: int = 0
    header_rows: int = 0
    header: str = ""
    """The letters of the header that holds."""
    grouped: _Group | None = None
    """The heading that the rows stand under."""
    groups: list[_Group] = field(default_factory=list)
    part: str = ""
    """The name of the part of the file that is read."""
    sure: bool = False
    """Whether a header says 案例名称 or the like: then 序号 | 单位 | 电话 on another sheet is no list of cases."""
    waiting: Row | None = None
    """A row at the foot of a page whose number stands in the part on the next page."""

    def drop(self, line: Line, reason: str) -> None:
        aside = _GOES_ON.fullmatch(line.text) is not None
        self.dropped.append(Dropped(line.number, line.text, reason, aside))

    def table(self, lines: Sequence[Line]) -> None:
        """The rows of one table."""
        headers = [line for line in lines if columns_of(line)]
        if self.sure and headers and not any(map(_is_sure, headers)):
            for line in lines:
                self.drop(line, OTHER_TABLE)
            return
        self.tables += 1
        if rows_are_counted() and (found := forms(lines)):
            self._forms(lines, found)
            return
        if not any(columns_of(line) for line in lines) and not self._belongs(lines):
            self._without_header(lines)
            return
        resumed = False
        own = next((at for at, line in enumerate(lines) if columns_of(line)), 0)
        for at, line in enumerate(lines):
            if header := columns_of(line):
                resumed = self.columns is not None
                self.columns = header
                self.header_rows += 1
                self.structure += line.cells
                self.header = squeeze("".join(line.cells))
            elif (
                self.header and squeeze("".join(line.cells)) == self.header
            ):  # come again, its columns run together
                self.header_rows += 1
                self.structure += line.cells
                resumed = True
            elif self.columns is None or (at < own and not self._may_go_on(self.columns, line)):
                self.drop(line, "在表头之前 (before the header row)")
            else:
                breaks = at + 1 < len(lines) and lines[at + 1].resumes
                self._row(self.columns, line, resumed or line.resumes, breaks)
                resumed = False

    def _without_header(self, lines: Sequence[Line]) -> None:
        """A table that is turned, or a form, or none of cases."""
        if rows := turned(lines):
            self.tables -= 1
            self.table(rows)
        elif found := forms(lines):
            self._forms(lines, found)
        else:
            for line in lines:
                self.drop(line, "在表格之外 (outside the tables)")

    def _forms(self, lines: Sequence[Line], found: Sequence[Sequence[tuple[str, str]]]) -> None:
        for case in found:
            numbered = {NUMBER: str(len(self.rows) + 1), **dict(case)}
            self.rows.append(Row(lines[0].number, numbered, self.part))
        self.structure += (cell for line in lines for cell in line.cells[::2])

    def _belongs(self, lines: Sequence[Line]) -> bool:
        """Whether a table without header goes on with the columns of the table before it."""
        if self.columns is None:
            return False
        return not self.document.tabular or any(map(self.columns.fits, lines))

    @staticmethod
    def _may_go_on(columns: Columns, line: Line) -> bool:
        """Whether a row over a table's own header may belong to the table before: a case, or the rest of one."""
        at = columns.number_at
        if at is None:
            return False
        return columns.fits(line) or line.resumes or (at < len(line.cells) and not line.cells[at].strip())

    def _row(self, columns: Columns, line: Line, resumed: bool, breaks: bool) -> None:
        cells = columns.cells(self.document.path, line, self.dropped)
        if columns.number_at is None:
            cells = {NUMBER: str(len(self.rows) + 1) if cells[TITLE].strip() else "", **cells}
        written = cells[NUMBER].strip()
        title = cells[TITLE].strip()
        merged = columns.merged(line)
        number = case_number(written)
        if NUMBER in merged and self.rows:
            self._continue(line, cells, merged)
        elif not written and self.waiting is not None:
            self.waiting.join(cells, frozenset())
            self.joined.append(line.number)
        elif not written and breaks and not resumed:
            self.waiting = Row(line.number, cells)
        elif not written and self.rows and (resumed or not title):
            self._continue(line, cells, frozenset())
        elif number is None and self.rows and _REMARK.match(written):
            self.drop(line, "表注或合计 (remark or total)")
        elif number is None and (label := _LABEL.fullmatch(written)):
            self._begin(line, {**cells, NUMBER: label[1], LABEL: written})
        elif number is None:
            problem = f"编号 {written[:20]!r} 不是 1 到 {MAX_NUMBER} 的整数 (not a case number)"
            if left_out := next((one for one in self.document.dropped if one.line == line.number), None):
                problem += f"；{left_out.reason}：{left_out.text[:40]}"
            raise MalformedCase(self.document.path, line.number, problem)
        else:
            self._begin(line, cells)

    def group(self, line: Line, inside: bool) -> bool:
        """Take a heading over a table or among its rows as that of the rows under it; False where it is none."""
        text = line.text
        if not (is_group(text) or (inside and len(text) <= _LONGEST_GROUP and text[-1] not in "。：:；")):
            return False
        if _REMARK.match(text) or _GOES_ON.fullmatch(text) or case_number(text):
            return False
        self.grouped = _Group(line, bare_group(text))
        self.groups.append(self.grouped)
        return True

    def _begin(self, line: Line, cells: dict[str, str]) -> None:
        if self.grouped:
            self.grouped.used = True
            cells = {**cells, GROUP if GROUP not in cells else OTHER_GROUP: self.grouped.name}
        row = Row(line.number, cells, self.part)
        if self.waiting is not None:
            row, self.waiting = self.waiting, None
            row.join(cells, frozenset())
            self.joined.append(line.number)
        self.rows.append(row)

    def _continue(self, line: Line, cells: dict[str, str], merged: frozenset[str]) -> None:
        self.rows[-1].join(cells, merged)
        self.joined.append(line.number)

    def reading(self) -> Reading:
        if self.waiting is not None:
            raise MalformedCase(self.document.path, self.waiting.line, "这一行没有编号 (no case number)")
        for group in self.groups:
            if group.used:
                self.structure.append(group.line.text[: max(group.line.text.rfind(group.name), 0)])
            else:
                self.drop(group.line, "分组标题之下没有案例 (group without a case)")
        by_order(self.rows)
        by_part(self.rows)
        entries = tuple(entry(row) for row in self.rows)
        return Reading(
            entries,
            tuple(self.dropped),
            self.tables,
            self.header_rows,
            tuple(self.joined),
            tuple(self.structure),
        )


def read(document: Document) -> Reading:
    """The rows under the header rows of a document; no entries where it has no header.

    A row without a number that follows another is its rest, where a page break, a repeated header or merged
    cells say so, or where it has no title either. MalformedCase for any other row that does not fit.
    """
    reader = _Reader(document, sure=any(map(_is_sure, document.lines)))
    placed = list(blocks(document.lines))
    every = [lines for _, lines in placed]
    for at, (start, lines) in enumerate(placed):
        reader.part = next((name for begin, name in reversed(document.parts) if begin <= start), "")
        follows = at + 1 < len(every) and every[at + 1][0].is_row
        inside = (
            bool(at and reader.columns and every[at - 1][0].is_row and not columns_of(every[at + 1][0]))
            if follows
            else False
        )
        if follows and not lines[0].is_row and reader.group(lines[0], inside):
            continue
        if lines[0].is_row:
            reader.table(lines)
        elif reader.columns and not document.tabular and case_number(lines[0].text):
            reader.columns.cells(document.path, lines[0], [])  # a lone number is a row that lost the rest
        else:
            for line in lines:
                reader.drop(line, "在表格之外 (outside the tables)")
    return reader.reading()


def _is_sure(line: Line) -> bool:
    """Whether the line is a header with a column that is the name of cases by its own name."""
    return line.is_row and any(role(cell) == TITLE for cell in line.cells) and columns_of(line) is not None
