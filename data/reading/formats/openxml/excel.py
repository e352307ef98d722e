"""Excel workbooks: the stored values of every visible sheet, never a formula worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from data.errors import SourceError
from data.patterns import regex
from data.reading.document import Document, Dropped, Line, Source
from data.reading.formats.openxml.excel_numbers import S, Styles
from data.reading.formats.openxml.package import Package
from data.reading.grid import Cell, Grid
from data.reading.signs.columns import HIDDEN_TEMPLATE, MAX_COLUMNS, counts, hidden_rows
from data.values import dataclass

MAX_STRINGS = 1_000_000
_REFERENCE = regex(r"([A-Z]{1,3})([0-9]{1,7})")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OWN = regex(r"(?:sheet|工作表|表|页)\s*\(?\d*\)?(?:\s*\(\d+\))?", re.IGNORECASE)
"""Names that programs give sheets."""
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


@dataclass(frozen=True, slots=True)
class _Merged:
    """Merged cells: first and last row and column, from 1 and from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class _Workbook:
    source: Source
    package: Package
    styles: Styles
    strings: list[str]
    lines: list[Line] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)

    def sheet(self, part: str, name: str) -> None:
        """The rows of a sheet; a row of the sheet without values is a blank line."""
        self.parts.append((len(self.lines), "" if _OWN.fullmatch(name.strip()) else name.strip()))
        merged = _by_row(self._merged(part))
        grid = Grid(self.source)
        last = 0
        hidden: list[int] = []
        for row in self.package.elements(part, (f"{S}row",)):
            number = _number(row.get("r"), last + 1)
            values = dict(self._values(number, row))
            out_of_sight = bool(values) and row.get("hidden") in ("1", "true")
            row.clear()
            while row.getprevious() is not None:
                row.getparent().remove(row.getprevious())
            if out_of_sight and not counts(list(values.values())):
                said = " ".join(text.strip() for text in values.values() if text.strip())
                self.dropped += [Dropped(number, said[:200], HIDDEN_TEMPLATE, aside=True)] if said else []
                last = number
                continue
            if out_of_sight:
                hidden.append(number)
            under = {at: m for m in merged.get(number, ()) for at in range(m.left, m.right + 1)}
            if not any(text.strip() for text in values.values()) and not any(
                m.top < number for m in under.values()
            ):
                continue
            if number > last + 1:
                self._close(grid, last)
                grid = Grid(self.source)
            grid.add(number, _cells(number, values, under))
            last = number
        self._close(grid, last)
        if hidden:
            self.warnings.append(hidden_rows(hidden))

    def _close(self, grid: Grid, last: int) -> None:
        self.lines += [Line(last, ("",)), *grid.lines(), Line(last, ("",))]

    def _merged(self, part: str) -> Iterator[_Merged]:
        for element in self.package.elements(part, (f"{S}mergeCell",)):
            ends = _REFERENCE.findall((element.get("ref") or "").upper())
            if len(ends) == 2:
                (left, top), (right, bottom) = ends
                yield _Merged(int(top), int(bottom), _column(left), min(_column(right), MAX_COLUMNS - 1))

    def _values(self, number: int, row: Any) -> Iterator[tuple[int, str]]:
        at = -1
        for cell in row.iterchildren(f"{S}c"):
            reference = _REFERENCE.match((cell.get("r") or "").upper())
            at = _column(reference[1]) if reference else at + 1
            text = self._text(cell)
            formula = cell.find(f"{S}f")
            if formula is not None and (not text or text in _ERRORS):
                shown = f"={formula.text or ''}"[:200]
                self.dropped.append(
                    Dropped(number, shown, "公式没有存下结果 (formula without a stored value)")
                )
                text = ""
            if text and at >= MAX_COLUMNS:
                raise SourceError(
                    self.source.path, f"表格超过 {MAX_COLUMNS} 列，不像案例集 (too many columns)"
                )
            if text:
                yield at, text

    def _text(self, cell: Any) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return _rich(inline) if inline is not None else ""
        value = cell.find(f"{S}v")
        written = (value.text or "") if value is not None else ""
        if kind == "s":
            at = _number(written, -1)
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(written, written)
        return self.styles.shown(written, cell.get("s")) if kind == "n" else written


def read(source: Source) -> Document:
    """The rows of all visible sheets; SourceError where it is no workbook or larger than any list of cases."""
    package = Package(source)
    main = package.main("xl/workbook.xml")
    related = package.related(main)
    strings = _strings(package, dict(related.values()).get("sharedStrings"))
    book = _Workbook(source, package, Styles.of(package, related), strings)
    for element in package.elements(main, (f"{S}sheet", f"{S}workbookPr")):
        if element.tag == f"{S}workbookPr":
            book.styles.since_1904 = element.get("date1904") in ("1", "true")
            continue
        kind, part = related.get(element.get(_ID) or "", ("", ""))
        name = (element.get("name") or "")[:31]
        if kind != "worksheet" or not package.has(part):
            continue
        if element.get("state") in ("hidden", "veryHidden"):
            book.warnings.append(f"隐藏的工作表“{name}”未读 (hidden sheet left out)")
        else:
            book.sheet(part, name)
    characters = sum(len(cell) for line in book.lines for cell in line.cells)
    return Document(
        source, "xlsx", "utf-8", characters, tuple(book.lines), (), tuple(book.dropped), tuple(book.warnings), tabular=True,
        parts=tuple(book.parts),
    )  # fmt: skip


def _cells(number: int, values: dict[int, str], under: dict[int, _Merged]) -> Iterator[Cell]:
    """The cells of a row from its first column to its last, merged ones once."""
    end = max((*values, *under), default=-1) + 1
    at = 0
    while at < end:
        merged = under.get(at)
        width = merged.right - at + 1 if merged else 1
        yield Cell(values.get(at, ""), width, above=merged is not None and merged.top < number)
        at += width


def _by_row(merged: Iterator[_Merged]) -> dict[int, list[_Merged]]:
    """Row → the merged cells in it. Rows beyond any list of cases are left out."""
    rows: dict[int, list[_Merged]] = {}
    left = MAX_STRINGS
    for one in merged:
        left -= max(one.bottom - one.top + 1, 1) if one.bottom - one.top < 10_000 else 10_000
        if left < 0:
            break
        for row in range(one.top, min(one.bottom, one.top + 9_999) + 1):
            rows.setdefault(row, []).append(one)
    return rows


def _strings(package: Package, part: str | None) -> list[str]:
    strings: list[str] = []
    if part and package.has(part):
        for element in package.elements(part, (f"{S}si",)):
            strings.append(_rich(element))
            element.clear()
            while element.getprevious() is not None:
                element.getparent().remove(element.getprevious())
            if len(strings) > MAX_STRINGS:
                raise SourceError(package.source.path, f"超过 {MAX_STRINGS} 个文字单元格 (too many strings)")
    return strings


def _rich(element: Any) -> str:
    """The text of a string in one or more runs, without how it is pronounced."""
    parts = [element.find(f"{S}t"), *(run.find(f"{S}t") for run in element.iterchildren(f"{S}r"))]
    return _ESCAPED.sub(_unescape, "".join(part.text or "" for part in parts if part is not None))


_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
"""How spreadsheets write characters that XML does not allow, such as a carriage return."""


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return "" if "\ud800" <= char <= "\udfff" else "\n" if char == "\r" else char


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _number(written: str | None, default: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 9 else default
