"""The numbers of files that are a case each: in their first lines, in a list of them, in their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from data.numerals import MAX_NUMBER, NUMERAL, number_of
from data.patterns import regex
from data.reading.document import Document, Dropped, Entry
from data.reading.signs.headings import headings
from data.reading.signs.published import published
from data.values import dataclass

# 三亚市 is a place and 2024年 a year: a number at the head of a name has a mark after it.
NUMBER = regex(
    rf"(?:(?:典型)?案例|case|no\.?)[\s_-]*({NUMERAL})(?![0-9])|[（(第]?\s*({NUMERAL})\s*(?:[、.．_）)号：:\s-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder: the cases it numbers itself, else none."""

    document: Document
    entries: tuple[Entry, ...]
    dropped: tuple[Dropped, ...]

    @property
    def path(self) -> Path:
        return self.document.path

    @property
    def first(self) -> str:
        return next((line.text for line in self.document.lines if not line.is_blank), "")


def numbers(files: Sequence[File], listed: dict[Path, int | None]) -> tuple[dict[Path, int], tuple[str, ...]]:
    """Each file's number: in its first lines, in the list of the files, in its name; and a warning where there is none."""
    lines = {file.path: _in_first(file) for file in files}
    names = {file.path: in_name(file.path.stem) for file in files}
    mixed = {path: lines[path] or listed.get(path) or names[path] for path in lines}
    for found in (lines, listed, names, mixed):
        numbers = {path: number for path, number in found.items() if number}
        if len(set(numbers.values())) == len(files):
            return numbers, ()
    warning = "文件没有编号，案例按文件名顺序编号 (numbered in the order of file names)"
    return {file.path: at for at, file in enumerate(files, 1)}, (warning,)


def _in_first(file: File) -> int | None:
    """The number in the first line, or alone in the second."""
    texts = [line.text for line in file.document.lines if not line.is_blank][:2]
    if not texts:
        return None
    below = published(texts[1]) if len(texts) > 1 else None
    found = published(texts[0], plain=True) or (below if below and not below.title else None)
    return found.number if found and found.number <= MAX_NUMBER else in_line(texts[0])


def in_line(text: str) -> int | None:
    found = headings([text])
    return _valid(found[0].number) if found else None


def in_name(stem: str) -> int | None:
    stem = stem.strip()
    if match := NUMBER.match(stem):
        return _valid(match[1] or match[2])
    if (numbered := published(stem, plain=True)) and numbered.number <= MAX_NUMBER:
        return numbered.number
    return in_line(stem)


def _valid(written: str) -> int | None:
    number = number_of(written)
    return number if number and number <= MAX_NUMBER else None
