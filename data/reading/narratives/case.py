"""A case of a narrative while it is read, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data import dockets
from data.dockets import DOCKET
from data.patterns import regex
from data.reading.document import Dropped, Entry, Line
from data.reading.narratives.names import Names, pairs
from data.reading.signs.published import LABEL, published
from data.reading.signs.roles import NUMBER, role
from data.reading.signs.sections import OWN_NAME, Section, own_name, plain_name, section
from data.types import SUMMARY, TITLE

_LABEL = regex(r"([^：:]{2,6})[：:]\s*(\S.*)")
_ASIDE = regex(r"[（(【\[][^）)】\]]*[）)】\]]")
_PAIRS = ("《》", "“”", "（）", "「」", "()")
_MAX_TITLE = 120


@dataclass
class OpenCase:
    """The case that is being read."""

    line: int
    number: int
    title: str
    names: Names
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
        text = text.lstrip("—–-# ")
        self.title, _ = ("", "") if self._takes_docket(text) else dockets.trailing(text)
        self._takes_docket(text[len(self.title) :])

    def _takes_docket(self, text: str) -> bool:
        """Take the number of a lawsuit that stands alone, with 案号： or without; False where more stands there."""
        docket = dockets.only(text.strip(" \u3000—–-－：:，,"))
        if docket:
            self.sections.setdefault(DOCKET, []).append(docket)
            self.labels += text.split(docket)
        return bool(docket)

    def mark(self, words: str) -> None:
        """Keep the number as published, where it says more than the number."""
        if words and LABEL not in self.sections:
            self.sections[LABEL] = [words]

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
            self.mark(numbered.bare)
            self.labels.append(text)
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
        if len(found := pairs(line)) > 1:
            if not all(role(name) in (TITLE, NUMBER) or name in self.names.paired for name, _ in found):
                return False
            for pair in found:
                if not self._takes_row(Line(line.number, pair)):
                    self.begin(pair[0], line, alone=True)
                    self.sections[self.current].append(pair[1])
            return True
        name, text = found[0] if found else ("", "")
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
