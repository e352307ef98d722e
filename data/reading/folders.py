"""A folder in which each file is one case, or holds some of the cases of one collection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.errors import SourceError
from data.numerals import MAX_NUMBER, NUMERAL, number_of
from data.patterns import regex
from data.reading import narratives, tables
from data.reading.document import Document, Dropped, Entry, Source
from data.reading.formats import FORMATS
from data.reading.formats import read as read_format
from data.reading.signs.headings import headings

MAX_FILES = 5_000
MAX_BYTES = 512 * 1024 * 1024
# 三亚市 is a place and 2024年 a year: a number at the head of a name has a mark after it.
_NUMBER = regex(
    rf"(?:(?:典型)?案例|case|no\.?)[\s_-]*({NUMERAL})(?![0-9])|[（(第]?\s*({NUMERAL})\s*(?:[、.．_）)号：:\s-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _File:
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


def read(folder: Path) -> Document:
    """The cases of a folder, by file name; `line` of an entry is the place of its file in that order.

    A file without numbered cases is one case. Its number is in its first line, or in the file's name where
    all such files have one of their own; else they are counted in the order of their names.
    """
    paths, dropped = _files(folder)
    files = [_read(path) for path in paths]
    singles = [file for file in files if not file.entries]
    numbers, warnings = _numbers(singles) if singles else ({}, ())
    entries: list[Entry] = []
    for at, file in enumerate(files, 1):
        own, left_out = (file.entries, ()) if file.entries else _single(file, numbers[file.path])
        entries += [replace(entry, line=at) for entry in own]
        dropped += [
            replace(line, line=at, reason=f"{file.path.name}：{line.reason}")
            for line in (*file.dropped, *left_out)
        ]
        warnings += tuple(f"{file.path.name}：{warning}" for warning in file.document.warnings)
    _check(paths, entries)
    listed = "\n".join(f"{file.path.name}\t{file.document.source.sha256}" for file in files)
    return Document(
        source=Source(folder, listed.encode("utf-8", "replace")),
        format=f"{'、'.join(sorted({file.document.format for file in files}))} × {len(files)}",
        encoding="、".join(sorted({file.document.encoding for file in files})),
        characters=sum(file.document.characters for file in files),
        entries=tuple(entries),
        dropped=tuple(dropped),
        warnings=warnings,
    )


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`; False for what cannot even be looked at."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> tuple[list[Path], list[Dropped]]:
    """The files that may hold cases, in the order of their names, and what else is in the folder."""
    paths: list[Path] = []
    dropped: list[Dropped] = []
    size = 0
    try:
        for path in sorted(folder.iterdir(), key=lambda path: _natural(path.name)):
            if path.name.startswith((".", "~$")) or path.name.lower() in ("thumbs.db", "desktop.ini"):
                continue
            if path.is_file() and path.suffix.lower() in FORMATS:
                paths.append(path)
                size += path.stat().st_size
            else:
                reason = (
                    "子文件夹 (folder in the folder)"
                    if path.is_dir()
                    else "不支持的文件类型 (unknown file type)"
                )
                dropped.append(Dropped(len(paths) + 1, path.name, reason))
    except OSError as error:
        raise SourceError(folder, f"无法读取 (cannot be read)：{error.strerror or error}") from error
    if not paths:
        raise SourceError(folder, "文件夹里没有可读的文件 (folder without case files)")
    if len(paths) > MAX_FILES or size > MAX_BYTES:
        problem = f"文件夹超过 {MAX_FILES} 个文件或 {MAX_BYTES // 2**20} MB (folder too large)"
        raise SourceError(folder, problem)
    return paths, dropped


def _read(path: Path) -> _File:
    document = read_format(path)
    if document.entries:
        return _File(document, document.entries, document.dropped)
    found = tables.read(document)
    found = found if found.entries else narratives.read(document, by_number=False)
    if found.entries:
        return _File(document, found.entries, (*document.dropped, *found.dropped))
    return _File(document, (), document.dropped)


def _single(file: _File, number: int) -> tuple[tuple[Entry], tuple[Dropped, ...]]:
    stem = _NUMBER.sub("", file.path.stem, count=1) if _NUMBER.match(file.path.stem) else file.path.stem
    entry, left_out = narratives.single(file.document, number, stem.strip(" _-.、：:—") or file.path.stem)
    if not any(text.strip() for _, text in entry.fields):
        raise SourceError(file.path, "没有案例内容 (no text)")
    return (entry,), left_out


def _numbers(files: Sequence[_File]) -> tuple[dict[Path, int], tuple[str, ...]]:
    lines = {file.path: _in_line(file.first) for file in files}
    names = {file.path: _in_name(file.path.stem) for file in files}
    for found in (lines, names):
        numbers = {path: number for path, number in found.items() if number}
        if len(set(numbers.values())) == len(files):
            return numbers, ()
    warning = "文件没有编号，案例按文件名顺序编号 (numbered in the order of file names)"
    return {file.path: at for at, file in enumerate(files, 1)}, (warning,)


def _in_line(text: str) -> int | None:
    found = headings([text])
    return _valid(found[0].number) if found else None


def _in_name(stem: str) -> int | None:
    match = _NUMBER.match(stem.strip())
    return _valid(match[1] or match[2]) if match else None


def _valid(written: str) -> int | None:
    number = number_of(written)
    return number if number and number <= MAX_NUMBER else None


def _check(paths: Sequence[Path], entries: Sequence[Entry]) -> None:
    seen: dict[int, int] = {}
    for entry in entries:
        first = seen.setdefault(entry.number, entry.line)
        if first != entry.line:
            problem = f"案例编号 {entry.number} 重复，{paths[first - 1].name} 中已有 (repeated number)"
            raise SourceError(paths[entry.line - 1], problem)


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that puts 2 before 10."""
    parts = re.split(r"([0-9]{1,9})", name)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)
