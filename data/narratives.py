"""Numbered narratives: 案例一, 案例1：, 【案例1】, 一、 headings, and sections such as 【基本案情】 under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.errors import MalformedCase
from data.formats.document import Document, Dropped, Entry, Line
from data.headings import Heading, headings, is_group, plain_name, section
from data.numerals import MAX_NUMBER
from data.reading import Reading
from data.types import SUMMARY


@dataclass
class _Open:
    """The case that is being read."""

    line: int
    number: int
    title: str
    sections: dict[str, list[str]] = field(default_factory=dict)
    current: str = SUMMARY

    def begin(self, name: str) -> None:
        """Start a section; a name that comes again gets a number, for a quote names one section."""
        again = 2
        self.current = name
        while self.current in self.sections:
            self.current = f"{name}（{again}）"
            again += 1
        self.sections[self.current] = []

    def read(self, text: str, names: frozenset[str]) -> None:
        """The next line; `names` are the section names of this document that no list knows."""
        if opened := section(text):
            self.begin(opened[0])
            text = opened[1]
        elif (name := plain_name(text)) in names and (self.title or self.sections):
            self.begin(name)
            return
        if not text:
            return
        if not self.title and not self.sections:
            self.title = text
        else:
            self.sections.setdefault(self.current, []).append(text)

    def entry(self) -> Entry:
        fields = tuple((name, "\n".join(lines)) for name, lines in self.sections.items())
        return Entry(self.line, self.number, self.title, fields)


def read(document: Document, by_number: bool = True) -> Reading:
    """The cases under the headings of a document; no entries where it has no heading.

    `by_number` takes headings without the word 案例, where something else says that they open cases.
    """
    lines = [line for line in document.lines if not line.is_blank]
    texts = [line.text for line in lines]
    about_cases = "案例" in document.title + document.path.stem + "".join(texts[:5])
    found = headings(texts, about_cases, by_number)
    dropped = [
        Dropped(line.number, line.text, _before(found)) for line in lines[: found[0].at if found else None]
    ]
    ends = [*(heading.at for heading in found[1:]), len(lines)][: len(found)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    for body in bodies[:-1]:
        if body and is_group(body[-1].text):
            group = body.pop()
            dropped.append(Dropped(group.number, group.text, "分组标题 (heading of a group)", aside=True))
    names = _names(bodies)
    entries = []
    for heading, body in zip(found, bodies, strict=True):
        case = _Open(lines[heading.at].number, _number(document, lines[heading.at], heading), heading.title)
        for line in body:
            case.read(line.text, names)
        entries.append(case.entry())
    return Reading(tuple(entries), tuple(dropped))


def single(document: Document, number: int, title: str) -> Entry:
    """The file as one case of that number; `title` is used where its first line is none."""
    lines = [line for line in document.lines if not line.is_blank]
    first = 0
    if document.title:
        title = document.title
        first = next((at + 1 for at, line in enumerate(lines) if line.text == document.title), 0)
    elif lines and len(lines) > 1 and len(lines[0].text) <= 80 and not lines[0].text.endswith("。"):
        title, first = lines[0].text, 1
    if found := headings([title]):
        title = found[0].title or title
    case = _Open(lines[0].number if lines else 1, number, title)
    for line in lines[first:]:
        case.read(line.text, frozenset())
    return case.entry()


def _before(found: Sequence[Heading]) -> str:
    return "在第一个案例之前 (before the first case)" if found else "没有案例标题 (no case heading)"


def _number(document: Document, line: Line, heading: Heading) -> int:
    number = heading.value
    if number is None or not 1 <= number <= MAX_NUMBER:
        problem = f"案例编号应为 1 到 {MAX_NUMBER} (case number out of range)"
        raise MalformedCase(document.path, line.number, problem)
    return number


def _names(bodies: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Short lines that stand in at least half of the cases, and twice: the section names of the document."""
    counts = Counter(
        name
        for body in bodies
        for name in {plain_name(line.text) for line in body if not line.is_row}
        if name
    )
    least = max(2, (len(bodies) + 1) // 2)
    return frozenset(name for name, count in counts.items() if count >= least)
