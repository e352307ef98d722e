"""Numbered narratives: 案例一, 案例1：, 【案例1】, 一、 headings, and sections such as 【基本案情】 under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from data.errors import MalformedCase
from data.numerals import MAX_NUMBER
from data.reading.document import Document, Dropped, Entry, Line, Reading
from data.reading.narratives.case import OpenCase
from data.reading.narratives.names import Names, names
from data.reading.narratives.surroundings import grouped, groups, issued, of_notice
from data.reading.notices import said
from data.reading.signs.headings import headings
from data.reading.signs.published import published
from data.reading.signs.roles import rows_are_counted
from data.reading.signs.sections import apart, section
from data.reading.signs.styles import Heading, parted


def read(document: Document, by_number: bool = True) -> Reading:
    """The cases under the headings of a document; no entries where it has no heading.

    `by_number` takes headings without the word 案例, where something else says that they open cases.
    """
    lines, found = _found(document, by_number)
    before = lines[: found[0].at if found else None]
    reason = "在第一个案例之前 (before the first case)" if found else "没有案例标题 (no case heading)"
    dropped = [Dropped(line.number, line.text, reason) for line in before]
    ends = [*(heading.at for heading in found[1:]), len(lines)][: len(found)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    days: list[str] = []
    for body in bodies:
        taken = list(of_notice(body, before, last=body is bodies[-1]))
        above = (one for one in taken if body and one.line < body[0].number)
        days.append(next(filter(None, (said(one.text).issued for one in above)), ""))
        dropped += taken
    days = days if len({*days}) > 1 else [""] * len(days)  # of a list issued on one day it is the list's own
    under = groups(dropped, before if found else [], bodies)
    known = names(bodies)
    entries = []
    labels = []
    numbered = zip(_numbered(document, lines, found), found, bodies, under, days, strict=True)
    for number, heading, body, group, day in numbered:
        case = OpenCase(lines[heading.at].number, number, "", known)
        case.name(heading.title)
        case.mark(heading.mark)
        for line in body:
            case.read(line)
        entries.append(issued(grouped(case.entry(), group), day))
        labels += [_before(lines[heading.at].text, heading), *case.labels]
        dropped += case.empty()
    series = bool(found) and all(one.mark or published(lines[one.at].text) for one in found)
    return Reading(tuple(entries), tuple(dropped), structure=tuple(labels), goes_on=series)


def _found(document: Document, by_number: bool) -> tuple[list[Line], list[Heading]]:
    """The lines, parted where one holds more than one thing, and the headings among them."""
    lines = [part for line in document.lines if not line.is_blank for part in _apart(line)]
    named = document.title + document.path.stem
    found = headings([line.text for line in lines], named, by_number)
    for explicit in (True, False):
        if not found and (explicit or by_number):
            parts = list(_parted(lines, explicit))
            found = headings([line.text for line in parts]) if len(parts) > len(lines) + 1 else []
            lines = parts if found else lines
    return lines, _through(lines, found)


def _through(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    """The headings, counted through where a person asks for it and they count anew; the numbers they had are marks."""
    values = [heading.value for heading in found]
    if not rows_are_counted() or len(set(values)) == len(values):
        return found
    return [
        replace(one, number=str(order), mark=one.mark or _written(lines[one.at].text, one))
        for order, one in enumerate(found, 1)
    ]


def _written(text: str, heading: Heading) -> str:
    """The number as it stands on the line of the heading: 案例1, （一）."""
    return _before(text, heading).strip().rstrip("：:、.．。|｜—–- ") or heading.number


def _before(text: str, heading: Heading) -> str:
    """What stands on the line of the heading before its title."""
    return text[: max(text.rfind(heading.title), 0)] if heading.title else text


def _numbered(document: Document, lines: Sequence[Line], found: Sequence[Heading]) -> Iterator[int]:
    for heading in found:
        number = heading.value
        if number is None or not 1 <= number <= MAX_NUMBER:
            problem = f"案例编号应为 1 到 {MAX_NUMBER} (case number out of range)"
            raise MalformedCase(document.path, lines[heading.at].number, problem)
        yield number


def _apart(line: Line) -> Iterable[Line]:
    """The line, or one for each section in it."""
    texts = [] if line.is_row else apart(line.text)
    return [Line(line.number, (text,)) for text in texts] if len(texts) > 1 else [line]


def _parted(lines: Sequence[Line], explicit: bool) -> Iterator[Line]:
    """The lines, those that hold a case whole as two."""
    for line in lines:
        found = None if line.is_row else parted(line.text, explicit)
        for text in found or ():
            yield Line(line.number, (text,))
        if not found:
            yield line


def single(document: Document, number: int, title: str) -> tuple[Entry, tuple[Dropped, ...]]:
    """The file as one case of that number, and what was left out; `title` where its first line is none."""
    lines = [line for line in document.lines if not line.is_blank]
    first = 0
    if document.title:
        title = document.title
        first = next((at + 1 for at, line in enumerate(lines) if line.text == document.title), 0)
    elif len(lines) > 1 and not section(lines[0].text) and _may_be_title(lines[0].text):
        title, first = lines[0].text, 1
    numbered = published(title, plain=True)
    if numbered and numbered.title:
        title = numbered.title
    elif found := headings([title]):
        title = found[0].title
    case = OpenCase(lines[0].number if lines else 1, number, "", Names())
    case.name(title)
    if numbered:
        case.mark(numbered.bare)
        case.labels.append(numbered.mark)
    for line in lines[first:]:
        case.read(line)
    return case.entry(), tuple(case.empty())


def _may_be_title(text: str) -> bool:
    return len(text) <= 80 and not text.endswith("。")
