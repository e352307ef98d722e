"""Numbered narratives: 案例一, 案例1：, 【案例1】 headings, and sections such as 【基本案情】 under them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data.errors import MalformedCase
from data.formats.document import Document, Dropped, Entry, Line
from data.numerals import MAX_NUMBER, NUMERAL, case_number
from data.reading import Reading
from data.types import SUMMARY

# A mark, white space or the line's end must follow the number: 案例一中，法院认为 is no heading.
_HEADING = re.compile(
    rf"[#\s]*(?:【\s*(?:典型)?案例\s*({NUMERAL})\s*】[：:]?|(?:典型)?案例\s*({NUMERAL})\s*(?:[：:、.．\s]|$))\s*(.*)"
)
_MAX_HEADING = 150
_SECTION = re.compile(r"[#\s]*【([^【】\t]{1,20})】[：:]?\s*(.*)")
_SECTION_NAMES = (
    "基本案情|案情简介|案件事实|基本情况|申请人请求|原告诉讼请求|原告诉求|诉讼请求|争议焦点|处理结果|裁判结果|裁判理由|"
    "裁判要旨|裁判要点|法院认为|案例分析|案例评析|典型意义|专家点评|法条链接|相关法条|法律依据|主要做法|工作成效|经验启示"
)
_BARE_SECTION = re.compile(rf"[#\s]*(?:[（(]?(?:{NUMERAL})[）)、.．]\s*)?({_SECTION_NAMES})[：:]?\s*")
"""Section names that stand on a line of their own without brackets."""


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

    def add(self, text: str) -> None:
        if not self.title and not self.sections:
            self.title = text
        else:
            self.sections.setdefault(self.current, []).append(text)

    def entry(self) -> Entry:
        fields = tuple((name, "\n".join(lines)) for name, lines in self.sections.items())
        return Entry(self.line, self.number, self.title, fields)


def read(document: Document) -> Reading:
    """The cases under the headings of a document; no entries where it has no heading."""
    entries: list[Entry] = []
    dropped: list[Dropped] = []
    case: _Open | None = None
    for line in document.lines:
        if line.is_blank:
            continue
        if opened := _heading(document, line):
            if case:
                entries.append(case.entry())
            case = opened
        elif case is None:
            dropped.append(Dropped(line.number, line.text, "在第一个案例之前 (before the first case)"))
        else:
            _continue(case, line.text)
    if case:
        entries.append(case.entry())
    return Reading(tuple(entries), tuple(dropped))


def _heading(document: Document, line: Line) -> _Open | None:
    match = _HEADING.fullmatch(line.text)
    if not match or len(line.text) > _MAX_HEADING or line.text.endswith("。"):
        return None
    number = case_number(match[1] or match[2])
    if number is None:
        problem = f"案例编号应为 1 到 {MAX_NUMBER} (case number out of range)"
        raise MalformedCase(document.path, line.number, problem)
    return _Open(line.number, number, match[3].strip())


def _continue(case: _Open, text: str) -> None:
    if bare := _BARE_SECTION.fullmatch(text):
        case.begin(bare[1])
    elif section := _SECTION.fullmatch(text):
        case.begin(section[1].strip())
        if section[2]:
            case.add(section[2])
    else:
        case.add(text)
