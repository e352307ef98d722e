"""A folder in which each file is one case, or holds some of the cases of one collection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.errors import SourceError
from data.reading import narratives, tables
from data.reading.document import Document, Dropped, Entry, Source
from data.reading.folders.listing import is_title, listed, without_index
from data.reading.folders.numbering import NUMBER, File, numbers
from data.reading.formats import FORMATS
from data.reading.formats import read as read_format

MAX_FILES = 5_000
MAX_BYTES = 512 * 1024 * 1024
_LISTS_OTHERS = "只列出其他文件，不是案例 (only lists the others)"
LEADS_OUT = "链接指向文件夹之外，未读 (a link that leads out of the folder)"


def read(folder: Path) -> Document:
    """The cases of a folder, by file name; `line` of an entry is the place of its file in that order.

    A file without numbered cases is one case. Its number is in its first line, or in the file's name where
    all such files have one of their own; else they are counted in the order of their names.
    """
    paths, dropped = _files(folder)
    files, listing = without_index([_read(path) for path in paths])
    if listing:
        dropped += [Dropped(len(files), file.path.name, _LISTS_OTHERS, aside=True) for file in listing]
        paths = [file.path for file in files]
    singles = [file for file in files if not file.entries]
    given, warnings = numbers(singles, listed(singles, listing)) if singles else ({}, ())
    entries: list[Entry] = []
    for at, file in enumerate(files, 1):
        own, left_out = (file.entries, ()) if file.entries else _single(file, given[file.path])
        entries += [replace(entry, line=at) for entry in own]
        dropped += [
            replace(line, line=at, reason=f"{file.path.name}：{line.reason}")
            for line in (*file.dropped, *left_out)
        ]
        warnings += tuple(f"{file.path.name}：{warning}" for warning in file.document.warnings)
    _check(paths, entries)
    title = next((file.first.strip() for file in listing if is_title(file.first)), "")
    title = bare if is_title(bare := title.removesuffix("目录").strip()) else title
    names = "\n".join(f"{file.path.name}\t{file.document.source.sha256}" for file in files)
    return Document(
        source=Source(folder, names.encode("utf-8", "replace")),
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


def _read(path: Path) -> File:
    document = read_format(path)
    if document.entries:
        return File(document, document.entries, document.dropped)
    found = tables.read(document)
    found = found if found.entries else narratives.read(document, by_number=False)
    if found.entries:
        return File(document, document.marked(found.entries), (*document.dropped, *found.dropped))
    return File(document, (), document.dropped)


def _single(file: File, number: int) -> tuple[tuple[Entry], tuple[Dropped, ...]]:
    stem = NUMBER.sub("", file.path.stem, count=1) if NUMBER.match(file.path.stem) else file.path.stem
    entry, left_out = narratives.single(file.document, number, stem.strip(" _-.、：:—") or file.path.stem)
    if not any(text.strip() for _, text in entry.fields):
        raise SourceError(file.path, "没有案例内容 (no text)")
    return (replace(entry, recognised=bool(file.document.recognised)),), left_out


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
