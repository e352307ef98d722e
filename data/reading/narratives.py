"""Numbered narratives: 案例一, 案例1：, 【案例1】, 一、 headings, and sections such as 【基本案情】 under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from data import dockets
from data.dockets import DOCKET
from data.errors import MalformedCase
from data.numerals import MAX_NUMBER
from data.patterns import regex
from data.reading import notices
from data.reading.document import Document, Dropped, Entry, Line, Reading
from data.reading.signs.headings import (
    GROUP,
    OTHER_GROUP,
    Heading,
    alike,
    bare_group,
    headings,
    is_group,
    parted,
)
from data.reading.signs.published import LABEL, published
from data.reading.signs.roles import NUMBER, role
from data.reading.signs.sections import OWN_NAME, Section, apart, own_name, plain_name, section
from data.text import squeeze
from data.types import SUMMARY, TITLE

_LABEL = regex(r"([^：:]{2,6})[：:]\s*(\S.*)")
_ASIDE = regex(r"[（(【\[][^）)】\]]*[）)】\]]")
_PAIRS = ("《》", "“”", "（）", "「」", "()")
_MAX_TITLE = 120
_WIDEST_FORM = 6
"""Cells of a row of a form, at most: names, each with its text beside it."""
_LEAST_GROUPS = 2
_DEEPEST = 2
"""Headings of groups that stand one over the other, at most."""
_LEAST_NOTICE = 6
"""Characters of a title of a notice, at least: 目录 may come again in a case."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Section names that no list knows, and those before a colon, which come again from case to case."""

    plain: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    paired: frozenset[str] = frozenset()
    """Those in the left of two cells, their text in the right."""


@dataclass
class _Open:
    """The case that is being read."""

    line: int
    number: int
    title: str
    names: _Names
    sections: dict[str, list[str]] = field(default_factory=dict)
    begun: dict[str, Line] = field(default_factory=dict)
    current: str = SUMMARY
    labels: list[str] = field(default_factory=list)
    """What stood before the title: 案例名称：."""
    alone: bool = False
    """Whether the name of the current section stands on a line of its own, or in brackets."""

    def name(self, text: str) -> None:
        """Take the line as the title, or as the rest of it."""
        if self.title:
            text = self.title + text
        if (labelled := _LABEL.fullmatch(text)) and role(labelled[1]) == TITLE:
            self.labels.append(labelled[1])
            text = labelled[2]
        text = text.lstrip("—–- ")
        self.title, _ = ("", "") if self._takes_docket(text) else dockets.trailing(text)
        self._takes_docket(text[len(self.title) :])

    def _takes_docket(self, text: str) -> bool:
        """Take the number of a lawsuit that stands alone, with 案号： or without; False where more stands there."""
        docket = dockets.only(text.strip(" \u3000—–-－：:，,"))
        if docket:
            self.sections.setdefault(DOCKET, []).append(docket)
            self.labels += text.split(docket)
        return bool(docket)

    def mark(self, text: str, heading: Heading) -> None:
        """Keep the number as published that stands on the line of the heading."""
        if (numbered := published(text)) and numbered.number == heading.value and "检例" in numbered.mark:
            self.sections[LABEL] = [_bare(numbered.mark)]

    def begin(self, name: str, line: Line, alone: bool) -> None:
        """Start a section; a name that comes again gets a number, for a quote names one section."""
        again = 2
        self.current = name
        while self.current in self.sections:
            self.current = f"{name}（{again}）"
            again += 1
        self.sections[self.current] = []
        self.begun[self.current] = line
        self.alone = alone

    def read(self, line: Line) -> None:
        """The next line."""
        if self._takes_row(line):
            return
        text = line.text
        if not self._begun() and (numbered := published(text)) and not numbered.title:
            self.sections.setdefault(LABEL, []).append(_bare(numbered.mark))
            return
        if not self._begun() and self._takes_docket(text):
            return
        opened = section(text)
        if opened and (own := own_name(opened.name)) and (not opened.text or dockets.only(opened.text)):
            self.sections.setdefault(own, []).append(opened.name)
            self._takes_docket(opened.text)
            return
        if opened and not (opened.inline and self._is_text(opened)):
            self.begin(opened.name, line, not opened.inline)
            text = opened.text
        elif (name := plain_name(text)) in self.names.plain and (self.title or self.sections):
            self.begin(name, line, alone=True)
            return
        if not text:
            return
        if not self._begun() and self._is_title(text):
            self.name(text)
        else:
            self.sections.setdefault(self.current, []).append(text)

    def _takes_row(self, line: Line) -> bool:
        """Take a row of a form under the case's heading: 案例名称 | …, 基本案情 | …; False where it is none."""
        if len(pairs := _pairs(line)) > 1:
            if not all(role(name) in (TITLE, NUMBER) or name in self.names.paired for name, _ in pairs):
                return False
            for pair in pairs:
                if not self._takes_row(Line(line.number, pair)):
                    self.begin(pair[0], line, alone=True)
                    self.sections[self.current].append(pair[1])
            return True
        name, text = pairs[0] if pairs else ("", "")
        known = role(name)
        if known in (TITLE, NUMBER) and not self.sections and (known == NUMBER or not self.title):
            self.labels += [name] if known == TITLE else [name, text]
            self.title = self.title if known == NUMBER else text
        elif known == SUMMARY or section(name) or name in self.names.paired:
            self.begin(SUMMARY if known == SUMMARY else plain_name(name) or name, line, alone=True)
            self.labels += [name] if known == SUMMARY else []
            self.sections[self.current].append(text)
        else:
            return False
        return True

    def _is_text(self, opened: Section) -> bool:
        """Whether a known name before a colon is only how a sentence of the current section begins.

        法院判决：… under 【裁判结果】 is its text, unless the document parts its cases so throughout.
        """
        empty = not self.sections.get(self.current)
        return self.alone and (empty or opened.name not in self.names.inline)

    def _begun(self) -> bool:
        """Whether anything but the case's own name and number stands under its title."""
        return any(name not in (OWN_NAME, LABEL, DOCKET) for name in self.sections)

    def _is_title(self, text: str) -> bool:
        """Whether the line, before any section, is the title or the rest of one that was broken."""
        if not self.title or _ASIDE.fullmatch(self.title):
            return True
        if len(self.title) + len(text) > _MAX_TITLE or text.endswith("。"):
            return False
        is_open = any(self.title.count(pair[0]) > self.title.count(pair[1]) for pair in _PAIRS)
        ends = text.endswith("案") and not self.title.endswith("案") and not re.search("[，。：；]", text)
        return is_open or ends or text.startswith("——") or self.title.endswith("—")

    def entry(self) -> Entry:
        fields = tuple((name, "\n".join(lines)) for name, lines in self.sections.items())
        title = self.title or "".join(self.sections.get(DOCKET, [])[:1])
        return Entry(self.line, self.number, title, fields)

    def empty(self) -> Iterator[Dropped]:
        """The names of sections with nothing in them, which are no fields."""
        for name, line in self.begun.items():
            if not self.sections[name]:
                yield Dropped(line.number, line.text, "栏目没有内容 (section without text)")


def read(document: Document, by_number: bool = True) -> Reading:
    """The cases under the headings of a document; no entries where it has no heading.

    `by_number` takes headings without the word 案例, where something else says that they open cases.
    """
    lines = [part for line in document.lines if not line.is_blank for part in _apart(line)]
    about_cases = "案例" in document.title + document.path.stem + "".join(line.text for line in lines[:5])
    found = headings([line.text for line in lines], about_cases, by_number)
    for explicit in (True, False):
        if not found and (explicit or by_number):
            parts = list(_parted(lines, explicit))
            found = headings([line.text for line in parts]) if len(parts) > len(lines) + 1 else []
            lines = parts if found else lines
    dropped = [
        Dropped(line.number, line.text, _before(found)) for line in lines[: found[0].at if found else None]
    ]
    ends = [*(heading.at for heading in found[1:]), len(lines)][: len(found)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    for body in bodies:
        dropped += _of_notice(body, lines[: found[0].at], last=body is bodies[-1])
    groups = _groups(dropped, lines[: found[0].at] if found else [], bodies)
    names = _names(bodies)
    entries = []
    labels = []
    for heading, body, group in zip(found, bodies, groups, strict=True):
        number = _number(document, lines[heading.at], heading)
        case = _Open(lines[heading.at].number, number, "", names)
        case.name(heading.title)
        case.mark(lines[heading.at].text, heading)
        for line in body:
            case.read(line)
        entries.append(_grouped(case.entry(), group))
        labels += case.labels
        dropped += case.empty()
    return Reading(tuple(entries), tuple(dropped), structure=tuple(labels))


def _groups(
    dropped: list[Dropped], before: list[Line], bodies: Sequence[list[Line]]
) -> list[tuple[str, ...]]:
    """The headings that each case stands under (一、创造类), the widest first, taken out of the bodies before them.

    A single one groups nothing, as 二、典型案例 after a preface, and is only left out.
    """
    marks: list[list[Line]] = []
    for body in (before, *bodies[:-1]):
        over: list[Line] = []
        while len(over) < _DEEPEST and body and is_group(body[-1].text):
            over.insert(0, body.pop())
        marks.append(over)
    found: list[tuple[str, ...]] = []
    open_: list[Line] = []
    for over in marks:
        for line in over:
            same = next((at for at, one in enumerate(open_) if alike(one.text, line.text)), len(open_))
            open_[same:] = [line]
        found.append(tuple(bare_group(line.text) for line in open_))
    if sum(map(bool, marks)) < _LEAST_GROUPS:
        found = [() for _ in found]
    reason = "分组标题 (heading of a group)"
    first = {line.number for line in marks[0]}
    dropped[:] = [line for line in dropped if line.line not in first]
    dropped += [Dropped(line.number, line.text, reason, aside=True) for over in marks for line in over]
    return found[: len(bodies)]


def _grouped(entry: Entry, group: Sequence[str]) -> Entry:
    """The case with the names of its groups as fields: the narrowest is its 类别."""
    held = {name for name, _ in entry.fields}
    free = [name for name in (GROUP, OTHER_GROUP) if name not in held]
    told = tuple(zip(free, reversed(group), strict=False))
    return replace(entry, fields=(*told, *entry.fields))


def _of_notice(body: list[Line], before: Sequence[Line], last: bool) -> Iterator[Dropped]:
    """Take out of a case what is the notice's own: its title come again with issuer and date, its signature, annexes."""
    titles = frozenset(squeeze(line.text) for line in before if len(line.text.strip()) >= _LEAST_NOTICE)
    texts = [line.text for line in body]
    end = annex = len(texts)
    if last:
        end = annex = annex - notices.annex(texts)
        end -= notices.credits(texts[:end])
        end -= notices.signature(texts[:end])
    gone = {*notices.repeated(texts, titles), *range(end, len(body))}
    taken = [(at, body[at]) for at in sorted(gone)]
    body[:] = [line for at, line in enumerate(body) if at not in gone]
    for at, line in taken:
        reason = notices.ANNEX if at >= annex else notices.REASON
        yield Dropped(line.number, line.text, reason, aside=at < annex)


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
    case = _Open(lines[0].number if lines else 1, number, "", _Names())
    case.name(title)
    if numbered and numbered.mark[-1] in "号）)】]〕］" and not numbered.mark[0].isdigit():
        case.sections[LABEL] = [_bare(numbered.mark)]
    elif numbered:
        case.labels.append(numbered.mark)
    for line in lines[first:]:
        case.read(line)
    return case.entry(), tuple(case.empty())


def _bare(mark: str) -> str:
    """The words of a number without the brackets around them."""
    return mark.strip()[1:-1].strip() if mark.strip()[0] in "（(【" and mark.strip()[-1] in "）)】" else mark


def _may_be_title(text: str) -> bool:
    return len(text) <= 80 and not text.endswith("。")


def _before(found: Sequence[Heading]) -> str:
    return "在第一个案例之前 (before the first case)" if found else "没有案例标题 (no case heading)"


def _number(document: Document, line: Line, heading: Heading) -> int:
    number = heading.value
    if number is None or not 1 <= number <= MAX_NUMBER:
        problem = f"案例编号应为 1 到 {MAX_NUMBER} (case number out of range)"
        raise MalformedCase(document.path, line.number, problem)
    return number


def _names(bodies: Sequence[Sequence[Line]]) -> _Names:
    """The names that stand in at least half of the cases, and twice, with text under or after them."""

    def usual(names_in: Callable[[Sequence[Line]], Iterable[str]]) -> frozenset[str]:
        counts = Counter(name for body in bodies for name in set(names_in(body)) if name)
        least = max(2, (len(bodies) + 1) // 2)
        return frozenset(name for name, count in counts.items() if count >= least)

    return _Names(
        usual(_plain_in),
        usual(_inline_in),
        usual(lambda body: (name for line in body for name, _ in _pairs(line))),
    )


def _pairs(line: Line) -> list[tuple[str, str]]:
    """Names and texts of a row of a form: 报送单位 | 某局 | 时间 | 2023年5月; empty where it is none."""
    cells = [cell.strip() for at, cell in enumerate(line.cells) if at not in line.left and cell.strip()]
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    whole = line.is_row and 0 < len(cells) <= _WIDEST_FORM and len(cells) % 2 == 0 and line.cells[0].strip()
    return pairs if whole and all(plain_name(name) for name, _ in pairs) else []


def _plain_in(body: Sequence[Line]) -> Iterator[str]:
    for line, after in pairwise(body):
        if not line.is_row and not section(after.text):
            yield plain_name(line.text)


def _inline_in(body: Sequence[Line]) -> Iterator[str]:
    for before, line in pairwise(body):
        opened = section(line.text)
        if opened and opened.inline and not ((over := section(before.text)) and not over.text):
            yield opened.name
