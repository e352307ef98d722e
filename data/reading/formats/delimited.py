"""CSV and TSV: rows of cells, quoted where a cell holds the delimiter or a line end."""

from __future__ import annotations

import csv
import io

from data.errors import MalformedCase, SourceError
from data.reading.document import Document, Line, Source
from data.reading.formats.encoding import decode
from data.reading.grid import MAX_CELLS, Cell, Grid
from data.reading.signs.columns import columns_of

_DELIMITERS = ",\t;|"
_SAMPLE = 1_000_000
_HEAD = 30
"""Within so many rows the header comes, or there is none."""


def read(source: Source) -> Document:
    """The rows of a delimited file, whichever delimiter it uses; MalformedCase for quotes that do not close."""
    text, encoding, warnings = decode(source)
    grid = Grid(source)
    lines: list[Line] = []
    for number, cells in _rows(source, text, _delimiter(source, text)):
        if any(map(str.strip, cells)):
            grid.add(number, map(Cell, cells))
        else:
            lines += [*grid.lines(), Line(number, ("",))]
            grid = Grid(source)
    lines += grid.lines()
    name = source.path.suffix.lower().lstrip(".")
    return Document(source, name, encoding, len(text), lines=tuple(lines), warnings=warnings)


def _delimiter(source: Source, text: str) -> str:
    """The delimiter that makes one of the first rows a header; else the one the extension stands for."""
    first = text[:6].lower()
    if first.startswith("sep=") and len(first) > 4:  # a line that Excel writes and reads
        return first[4]
    usual = "\t" if source.path.suffix.lower() == ".tsv" else ","
    text = text[:_SAMPLE]
    for delimiter in usual + _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            for _, row in zip(range(_HEAD), reader, strict=False):
                if columns_of(Line(0, tuple(row))):
                    return delimiter
        except csv.Error:
            continue
    return usual


def _rows(source: Source, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Line on which each row begins, and its cells."""
    if text.count(delimiter) > MAX_CELLS:
        raise SourceError(source.path, f"超过 {MAX_CELLS} 格，不像案例集 (too many cells)")
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if not (begins == 1 and cells and cells[0].lower().startswith("sep=")):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        problem = f"引号或分隔符有误 (bad quoting)：{error}"
        raise MalformedCase(source.path, begins, problem) from error
    return rows
