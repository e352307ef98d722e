"""Files of a folder that only list the others, and the numbers that they give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from data.patterns import regex
from data.reading.folders.numbering import NUMBER, File, in_line, in_name
from data.reading.signs.published import published
from data.text import squeeze

_INDEX = regex(
    r"index|readme|contents|summary|toc|_?sidebar|目\s*[录錄次]|索引|说明|清单|总目录?|.{0,20}目录",
    re.IGNORECASE,
)
_LONGEST_ITEM = 150
_SHORT_TITLE = 6
"""Shorter first lines (典型案例) name no collection better than the folder does."""
_SHORTEST_NAME = 4
"""Letters of a title or file name, at least, by which a list may name it."""


def without_index(files: list[File]) -> tuple[list[File], list[File]]:
    """The files, and apart from them those that only list the others: index.md, 目录.txt, README.md."""
    listing = [file for file in files if not file.entries and _lists_others(file, files)]
    return (
        ([file for file in files if file not in listing], listing)
        if len(listing) < len(files)
        else (files, [])
    )


def _lists_others(file: File, files: Sequence[File]) -> bool:
    lines = [line.text for line in file.document.lines if not line.is_blank]
    names = [name for other in files if other is not file for name in _called(other)]
    naming = sum(any(name in _letters(text) for name in names) for text in lines)
    by_name = _INDEX.fullmatch(file.path.stem.strip()) is not None
    if any(len(text) > _LONGEST_ITEM for text in lines):
        return False
    return naming >= (1 if by_name else 2) and naming * 2 >= len(lines) - 1


def _called(file: File) -> list[str]:
    """What a list may call the file by."""
    title = published(file.first, plain=True)
    stem = file.path.stem
    names = (
        title.title if title and title.title else file.first,
        file.path.name,
        stem,
        NUMBER.sub("", stem, 1),
    )
    return [letters for name in names if len(letters := _letters(name)) >= _SHORTEST_NAME]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, squeeze(text)))


def is_title(text: str) -> bool:
    return _SHORT_TITLE <= len(text.strip()) <= _LONGEST_ITEM and not text.endswith(("。", "：", ":"))


def listed(files: Sequence[File], listing: Sequence[File]) -> dict[Path, int | None]:
    """The numbers that a list of the files gives them, by their titles or by its links."""
    numbers: dict[Path, int | None] = {}
    for line in (line for file in listing for line in _written(file)):
        found = published(line.replace("[", " ").lstrip("-*+ "), plain=True)
        number = found.number if found else in_line(line) or in_name(line)
        for file in files:
            if number and any(name in _letters(line) for name in _called(file)):
                numbers[file.path] = number
    return numbers


def _written(file: File) -> list[str]:
    """The lines of a list, with the targets of its links where they are written out."""
    if file.path.suffix.lower() == ".md":
        return file.document.source.data.decode("utf-8", "replace").splitlines()
    return [line.text for line in file.document.lines]
