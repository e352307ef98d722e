"""From a published file to cases: read whole, or refused with the line that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

from data.errors import MalformedCase, SourceError
from data.patterns import regex
from data.reading import archives, folders, narratives, notices, tables
from data.reading.accounting import unaccounted
from data.reading.document import Document, Dropped, Entry, Reading
from data.reading.formats import read as read_format
from data.reading.naming import called, check_id, find_title, id_for, label_for, title_from
from data.reading.signs.cleaning import clean, has_surrogate, tidy
from data.reading.signs.published import LABEL
from data.reading.signs.roles import Told, role, told
from data.reading.signs.styles import opening_number
from data.types import RECOGNISED, SUMMARY, TITLE, Case, CaseId, Collection, Field
from data.values import dataclass

_AS_IT_IS = Told()
_TITLE_WITHIN = regex(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*([^。；\n]{8,60})$", re.MULTILINE)
_HEAD = 5
"""Lines after its title in which a page of a single case says when it was published."""
_WIDEST_GAP = 1_000
"""Numbers further apart follow no common count."""


@dataclass(frozen=True, slots=True)
class ParseReport:
    """What was read and what was made of it; nothing of the file is missing from the cases but `dropped`.

    `continuations` are the lines of rows that were joined to the row they belong to, `cells` counts the
    texts that were cleaned; `gaps` are the numbers missing from 1 to the highest;
    `repeats` is empty in every report that is given, for a repeated number refuses the file. `unaccounted`
    counts letters that are neither in a case nor in what was left out: 0, or there is a warning.
    """

    file: str
    format: str
    encoding: str
    tables: int
    rows: int
    header_rows: int
    continuations: tuple[int, ...]
    cells: int
    gaps: tuple[int, ...]
    repeats: tuple[int, ...]
    characters_in: int
    characters_out: int
    unaccounted: int
    dropped: tuple[Dropped, ...]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The report as an object that `json.dumps` takes."""
        return asdict(self)


def parse(
    path: Path, collection_id: str | None = None, title: str | None = None, how: Told = _AS_IT_IS
) -> tuple[Collection, tuple[Case, ...], ParseReport]:
    """The collection in a file or a folder, its cases in order of number, and how they were read.

    SourceError where the file is no list of cases (MalformedCase: and which line is wrong); SettingError
    where `collection_id` is not an id. The same file gives the same collection, always. `how`: what a person says
    of its tables.
    """
    with told(how):
        document = _document(path)
        reading = _read(document)
    if not reading.entries:
        wanted = "需要带“序号、案例名称、案例摘要”表头的表格，或“案例一”式的标题"
        if reading.header_rows:
            wanted = "表头之下没有行"
        raise SourceError(path, f"没有找到案例：{wanted} (no case found){_seen(document)}")
    first = reading.entries[0].line
    titled = None
    if not title:
        before = [line for line in reading.dropped if line.line < first and line.reason != tables.OTHER_TABLE]
        titled = find_title(before, document.title)
        title = title_from(titled) if titled else clean(document.title).replace("\n", "")
        title = title or called(document.parts, path)
    title = clean(title) or path.stem
    if has_surrogate(title):
        title = title.encode("utf-8", "replace").decode()
    outside = [line.text for line in reading.dropped if _of_notice(line, first)]
    notice = notices.read(outside, title)
    collection = Collection(
        id=check_id(collection_id) if collection_id else id_for(title, path),
        title=title,
        label=label_for(title),
        source=path.name.encode("utf-8", "replace").decode()
        + (f"（{RECOGNISED}）" if any(entry.recognised for entry in reading.entries) else ""),
        source_sha256=document.source.sha256,
        issued=notice.issued,
        issuer=notice.issuer,
    )
    cases = tuple(sorted(_cases(document, reading, collection.id), key=lambda case: case.id))
    dropped = tuple(line for line in reading.dropped if line is not titled)
    return collection, cases, _report(document, reading, cases, dropped, collection.title)


def _document(path: Path) -> Document:
    if folders.is_folder(path):
        return folders.read(path)
    return archives.read(path) if archives.is_archive(path) else read_format(path)


def _of_notice(line: Dropped, first: int) -> bool:
    """Whether what was left out may say who published the list: over the first case, or beside the title of a page."""
    return line.line < first or line.reason == notices.REASON or (line.aside and line.line <= first + _HEAD)


def _seen(document: Document) -> str:
    """What the header of the file's first table looks like, and how to say which column is which."""
    row = next((line for line in document.lines if sum(bool(cell.strip()) for cell in line.cells) > 1), None)
    if row is None:
        return ""
    names = "｜".join(" ".join(cell.split())[:20] for cell in row.cells[:12] if cell.strip())
    return (
        f"；看到的表头是：{names}。可用 --columns 名称=…,内容=… 指明各列，没有编号列时加 --number-rows"
        " (name the columns, count the rows)"
    )


def _read(document: Document) -> Reading:
    if document.entries:
        return Reading(document.entries, document.dropped)
    found = tables.read(document)
    sure = any(role(cell) == TITLE for cell in found.structure)
    if found.entries and not sure and (told_of := narratives.read(document, by_number=False)).entries:
        found = told_of  # 序号 | 单位 | 电话 is a table within the cases, not of them
    if not found.entries:
        told = narratives.read(document)
        found = told if told.entries or not found.header_rows else found
    dropped = sorted((*document.dropped, *found.dropped), key=lambda line: line.line)
    _check_gaps(document, found)
    return replace(found, entries=document.marked(found.entries), dropped=tuple(dropped))


def _check_gaps(document: Document, found: Reading) -> None:
    """MalformedCase where a number is missing and a line that was taken for something else begins with it."""
    numbers = sorted({entry.number for entry in found.entries})
    first = numbers[:1] if found.goes_on else [0]
    missing = {n for a, b in pairwise([*first, *numbers]) if b - a <= _WIDEST_GAP for n in range(a + 1, b)}
    if not missing:
        return
    left_out = {line.line for line in found.dropped if not line.aside}
    for line in document.lines:
        number = opening_number(line.text, bare=line.number in left_out)
        if number in missing:
            problem = f"缺案例{number}，而这一行像是它的开头：{line.text[:40]} (this line looks like the missing case)"
            raise MalformedCase(document.path, line.number, problem)


def _cases(document: Document, reading: Reading, collection: str) -> list[Case]:
    lines: dict[int, int] = {}
    cases: list[Case] = []
    for entry in reading.entries:
        if entry.number in lines:
            problem = f"案例编号 {entry.number} 重复，第 {lines[entry.number]} 行已有 (repeated number)"
            if reading.tables != 1 and entry.number == reading.entries[0].number:
                parts = "张表" if reading.tables else "部分"
                problem += f"；若是各自编号的几{parts}，请加 --number-rows 依次编号，或分成几个文件"
                problem += " (numbered anew: a file for each, or count through)"
            raise MalformedCase(document.path, entry.line, problem)
        lines[entry.number] = entry.line
        cases.append(_case(document, entry, collection))
    return cases


def _case(document: Document, entry: Entry, collection: str) -> Case:
    """The entry, cleaned; a column left empty is no field, but a case without title or text is refused."""
    title, *texts = (clean(text, not entry.exact) for text in (entry.title, *(t for _, t in entry.fields)))
    title = title.replace("\n", "")
    names_and_texts = zip((name for name, _ in entry.fields), texts, strict=True)
    fields = tuple(Field(" ".join(clean(name).split()), text) for name, text in names_and_texts)
    fields = tuple(field for field in fields if field.text)
    names = [field.name for field in fields]
    problem = None
    if not title:
        problem = f"案例{entry.number} 没有标题 (no title)"
    elif not fields:
        problem = f"案例{entry.number} 没有内容 (no text)"
    elif not all(names) or TITLE in names or len(set(names)) < len(names):
        problem = f"案例{entry.number} 的栏目名为空、重复或为 title (bad field names)"
    elif any(map(has_surrogate, (title, *names, *(field.text for field in fields)))):
        problem = f"案例{entry.number} 含有不成字的半个字符 (lone surrogate)"
    if problem:
        raise MalformedCase(document.path, entry.line, problem)
    return Case(CaseId(collection, entry.number), title, fields, entry.recognised)


def _report(
    document: Document, reading: Reading, cases: Sequence[Case], dropped: tuple[Dropped, ...], title: str
) -> ParseReport:
    first = reading.entries[0].line
    texts = [text for entry in reading.entries for text in (entry.title, *(text for _, text in entry.fields))]
    numbers = {case.number for case in cases}
    goes_on = reading.goes_on or any(name == LABEL for entry in reading.entries for name, _ in entry.fields)
    first_number = min(numbers) if goes_on else 1  # 检例第61号: the count goes on from an earlier list
    gaps = tuple(number for number in range(first_number, max(numbers)) if number not in numbers)
    warnings = list(document.warnings)
    if gaps:
        warnings.append(f"编号不连续，缺 {_ranges(gaps)} (gap in the numbering)")
    late = [b.number for a, b in pairwise(reading.entries) if b.number < a.number]
    if late and document.lines:  # in a file of records the order means nothing
        warnings.append(f"编号次序颠倒：案例 {_ranges(late)} 在更大的编号之后 (numbers out of order)")
    if beyond := _beyond(document, max(numbers)):
        warnings.append(
            f"第 {beyond} 行像是案例{max(numbers) + 1}的开头，读作了前一个案例的内容 (perhaps the next case begins here)"
        )
    if within := _titles_within(reading.entries):
        warnings.append(
            f"每个案例都以（一）开头，其下共有 {within} 个标题：若它们才是案例，请加 --number-rows 依次编号"
            " (numbered titles within each case: perhaps they are the cases, to be counted through)"
        )
    if lost := unaccounted(document, reading, cases, title):
        warnings.append(f"{len(lost)} 个字不知去向：{lost[:20]} (characters unaccounted for)")
    if inside := [str(line.line) for line in dropped if line.line >= first and not line.aside]:
        shown = "、".join(inside[:5]) + (" 等" if len(inside) > 5 else "")
        warnings.append(f"第 {shown} 行有内容未收入案例，见报告 (text left out)")
    return ParseReport(
        file=document.path.name,
        format=document.format,
        encoding=document.encoding,
        tables=reading.tables,
        rows=len(reading.entries),
        header_rows=reading.header_rows,
        continuations=reading.joined,
        cells=sum(clean(text) != tidy(text) for text in texts),
        gaps=gaps,
        repeats=(),
        characters_in=document.characters,
        characters_out=sum(len(case.title) + sum(len(field.text) for field in case.fields) for case in cases),
        unaccounted=len(lost),
        dropped=dropped,
        warnings=tuple(warnings),
    )


def _beyond(document: Document, last: int) -> int:
    """The line that begins as the case after the last would: 案例四：丁县建站。丁县…… in one line; 0 where none does."""
    lines = (line for line in document.lines if not line.is_row)
    return next((line.number for line in lines if opening_number(line.text, bare=False) == last + 1), 0)


def _titles_within(entries: Sequence[Entry]) -> int:
    """How many titles of cases there seem to be under the entries, which are rather chapters; 0 where they are cases.

    （一）主要做法 comes again from case to case and is a section; titles of cases are all different.
    """
    found: list[str] = []
    for entry in entries:
        text = entry.fields[0][1] if entry.fields and entry.fields[0][0] == SUMMARY else ""
        titles = _TITLE_WITHIN.findall(text)
        if len(titles) < 2 or not _TITLE_WITHIN.match(text):
            return 0
        found += titles
    return len(found) if len(entries) > 1 and len(set(found)) == len(found) else 0


def _ranges(numbers: Sequence[int]) -> str:
    """3、7–9 for 3, 7, 8, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)
