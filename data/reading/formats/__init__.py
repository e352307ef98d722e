"""From a file to a Document: one module a format, one row of FORMATS an extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from data.errors import SourceError
from data.reading.document import Document, Source
from data.reading.formats import delimited, jsonl, md, office, txt
from data.reading.formats.openxml import excel, word
from data.reading.formats.pdf.reader import read as read_pdf
from data.reading.formats.web.reader import read as read_page
from data.reading.signs.radicals import has_radicals, unified

Reader = Callable[[Source], Document]

FORMATS: dict[str, Reader] = {
    ".txt": txt.read,
    ".md": md.read,
    ".html": read_page,
    ".htm": read_page,
    ".docx": word.read,
    ".docm": word.read,
    ".pdf": read_pdf,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".jsonl": jsonl.read,
    ".doc": office.read_text,
    ".odt": office.read_text,
    ".rtf": office.read_text,
    ".wps": office.read_text,
    ".xls": office.read_sheet,
    ".ods": office.read_sheet,
    ".et": office.read_sheet,
}
"""Extension (lower case, with its dot) → the reader of that format."""

MAX_BYTES = 64 * 1024 * 1024
"""The seed has 19 kB, a thousand long court cases some 20 MB: more is a wrong file, not a case list."""


def read(path: Path) -> Document:
    """The content of the file, read by its extension; SourceError where that cannot be done."""
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        _require_file(path)
        given = path.suffix or "（无扩展名）"
        raise SourceError(
            path, f"不支持的文件类型 {given}；支持：{' '.join(FORMATS)} .zip (unknown file type)"
        )
    return _with_characters(reader(load(path)))


def _with_characters(document: Document) -> Document:
    """The document with characters where text copied from a PDF has radicals that look like them."""
    lines, entries = document.lines, document.entries
    if any(has_radicals(cell) for line in lines for cell in line.cells):
        lines = tuple(replace(line, cells=tuple(map(unified, line.cells))) for line in lines)
    if any(has_radicals(text) for entry in entries for text in (entry.title, *(t for _, t in entry.fields))):
        entries = tuple(
            replace(entry, title=unified(entry.title), fields=tuple((n, unified(t)) for n, t in entry.fields))
            for entry in entries
        )
    if lines is document.lines and entries is document.entries:
        return document
    return replace(document, lines=lines, entries=entries, title=unified(document.title))


def load(path: Path) -> Source:
    """The bytes of a regular file of reasonable size; SourceError otherwise."""
    _require_file(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(path, f"无法读取 (cannot be read)：{error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise SourceError(path, f"文件超过 {MAX_BYTES // 2**20} MB，不像案例集 (file too large)")
    if not data.strip():
        raise SourceError(path, "文件是空的 (empty file)")
    return Source(path, data)


def _require_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise SourceError(path, "这是文件夹，请给出文件 (a folder, not a file)")
        if not path.exists():
            raise SourceError(path, "文件不存在 (no such file)")
        if not path.is_file():
            raise SourceError(path, "不是普通文件 (not a regular file)")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path, on some versions of Python
        raise SourceError(path, f"无法读取 (cannot be read)：{error}") from error
