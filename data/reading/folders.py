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
from data.reading.signs.published import published
from data.text import squeeze

MAX_FILES = 5_000
MAX_BYTES = 512 * 1024 * 1024
# 三亚市 is a place and 2024年 a year: a number at the head of a name has a mark after it.
_NUMBER = regex(
    rf"(?:(?:典型)?案例|case|no\.?)[\s_-]*({NUMERAL})(?![0-9])|[（(第]?\s*({NUMERAL})\s*(?:[、.．_）)号：:\s-]|$)",
    re.IGNORECASE,
)
_INDEX = regex(
    r"index|readme|contents|summary|toc|_?sidebar|目\s*[录錄次]|索引|说明|清单|总目录?|.{0,20}目录",
    re.IGNORECASE,
)
_LISTS_OTHERS = "只列出其他文件，不是案例 (only lists the others)"
LEADS_OUT = "链接指向文件夹之外，未读 (a link that leads out of the folder)"
_LONGEST_ITEM = 150
_SHORT_TITLE = 6
"""Shorter first lines (典型案例) name no collection better than the folder does."""
_SHORTEST_NAME = 4
"""Letters of a title or file name, at least, by which a list may name it."""


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
    files, listing = _without_index([_read(path) for path in paths])
    if listing:
        dropped += [Dropped(len(files), file.path.name, _LISTS_OTHERS, aside=True) for file in listing]
        paths = [file.path for file in files]
    singles = [file for file in files if not file.entries]
    numbers, warnings = _numbers(singles, _listed(singles, listing)) if singles else ({}, ())
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
    title = next((file.first.strip() for file in listing if _is_title(file.first)), "")
    title = bare if _is_title(bare := title.removesuffix("目录").strip()) else title
    listed = "\n".join(f"{file.path.name}\t{file.document.source.sha256}" for file in files)
    return Document(
        source=Source(folder, listed.encode("utf-8", "replace")),
        format=f"{'、'.join(sorted({file.document.format for file in files}))} × {len(files)}",
        encoding="、".join(sorted({file.document.encoding for file in files})),
        characters=sum(file.document.characters for file in files),
        entries=tuple(entries),
        dropped=tuple(dropped),
        warnings=warnings,
        title=title,
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
            if path.is_symlink() and not _inside(path, folder):
                dropped.append(Dropped(len(paths) + 1, path.name, LEADS_OUT))
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


def _inside(link: Path, folder: Path) -> bool:
    """Whether the link leads to something in the folder; False for one that leads nowhere."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve(strict=True))
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, on some versions of Python
        return False


def _read(path: Path) -> _File:
    document = read_format(path)
    if document.entries:
        return _File(document, document.entries, document.dropped)
    found = tables.read(document)
    found = found if found.entries else narratives.read(document, by_number=False)
    if found.entries:
        return _File(document, document.marked(found.entries), (*document.dropped, *found.dropped))
    return _File(document, (), document.dropped)


def _single(file: _File, number: int) -> tuple[tuple[Entry], tuple[Dropped, ...]]:
    stem = _NUMBER.sub("", file.path.stem, count=1) if _NUMBER.match(file.path.stem) else file.path.stem
    entry, left_out = narratives.single(file.document, number, stem.strip(" _-.、：:—") or file.path.stem)
    if not any(text.strip() for _, text in entry.fields):
        raise SourceError(file.path, "没有案例内容 (no text)")
    return (replace(entry, recognised=bool(file.document.recognised)),), left_out


def _without_index(files: list[_File]) -> tuple[list[_File], list[_File]]:
    """The files, and apart from them those that only list the others: index.md, 目录.txt, README.md."""
    listing = [file for file in files if not file.entries and _lists_others(file, files)]
    return (
        ([file for file in files if file not in listing], listing)
        if len(listing) < len(files)
        else (files, [])
    )


def _lists_others(file: _File, files: Sequence[_File]) -> bool:
    lines = [line.text for line in file.document.lines if not line.is_blank]
    names = [name for other in files if other is not file for name in _called(other)]
    naming = sum(any(name in _letters(text) for name in names) for text in lines)
    by_name = _INDEX.fullmatch(file.path.stem.strip()) is not None
    if any(len(text) > _LONGEST_ITEM for text in lines):
        return False
    return naming >= (1 if by_name else 2) and naming * 2 >= len(lines) - 1


def _called(file: _File) -> list[str]:
    """What a list may call the file by."""
    title = published(file.first, plain=True)
    stem = file.path.stem
    names = (
        title.title if title and title.title else file.first,
        file.path.name,
        stem,
        _NUMBER.sub("", stem, 1),
    )
    return [letters for name in names if len(letters := _letters(name)) >= _SHORTEST_NAME]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, squeeze(text)))


def _is_title(text: str) -> bool:
    return _SHORT_TITLE <= len(text.strip()) <= _LONGEST_ITEM and not text.endswith(("。", "：", ":"))


def _listed(files: Sequence[_File], listing: Sequence[_File]) -> dict[Path, int | None]:
    """The numbers that a list of the files gives them, by their titles or by its links."""
    numbers: dict[Path, int | None] = {}
    for line in (line for file in listing for line in _written(file)):
        found = published(line.replace("[", " ").lstrip("-*+ "), plain=True)
        number = found.number if found else _in_line(line) or _in_name(line)
        for file in files:
            if number and any(name in _letters(line) for name in _called(file)):
                numbers[file.path] = number
    return numbers


def _written(file: _File) -> list[str]:
    """The lines of a list, with the targets of its links where they are written out."""
    if file.path.suffix.lower() == ".md":
        return file.document.source.data.decode("utf-8", "replace").splitlines()
    return [line.text for line in file.document.lines]


def _numbers(
    files: Sequence[_File], listed: dict[Path, int | None]
) -> tuple[dict[Path, int], tuple[str, ...]]:
    """Each file's number: in its first lines, in the list of the files, in its name; and a warning where there is none."""
    lines = {file.path: _in_first(file) for file in files}
    names = {file.path: _in_name(file.path.stem) for file in files}
    mixed = {path: lines[path] or listed.get(path) or names[path] for path in lines}
    for found in (lines, listed, names, mixed):
        numbers = {path: number for path, number in found.items() if number}
        if len(set(numbers.values())) == len(files):
            return numbers, ()
    warning = "文件没有编号，案例按文件名顺序编号 (numbered in the order of file names)"
    return {file.path: at for at, file in enumerate(files, 1)}, (warning,)


def _in_first(file: _File) -> int | None:
    """The number in the first line, or alone in the second."""
    texts = [line.text for line in file.document.lines if not line.is_blank][:2]
    if not texts:
        return None
    below = published(texts[1]) if len(texts) > 1 else None
    found = published(texts[0], plain=True) or (below if below and not below.title else None)
    return found.number if found and found.number <= MAX_NUMBER else _in_line(texts[0])


def _in_line(text: str) -> int | None:
    found = headings([text])
    return _valid(found[0].number) if found else None


def _in_name(stem: str) -> int | None:
    stem = stem.strip()
    if match := _NUMBER.match(stem):
        return _valid(match[1] or match[2])
    if (numbered := published(stem, plain=True)) and numbered.number <= MAX_NUMBER:
        return numbered.number
    return _in_line(stem)


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
