"""Word's automatic list numbers, which stand in no text: 1. 案例一 （一）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from data.numerals import chinese
from data.patterns import regex
from data.reading.formats.openxml.package import Package
from data.values import dataclass

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "ideographDigital",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
    }
)
_PLACE = regex(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level of a list are written."""

    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Id of a list → its levels."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Id of a list → id of the definition it shares its counter with."""
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, main: str) -> Numbering:
        """The lists that the parts beside the document define."""
        self = cls()
        parts = {kind: part for kind, part in package.related(main).values() if package.has(part)}
        if "numbering" in parts:
            self._read(package, parts["numbering"])
        if "styles" in parts and self.lists:
            for style in package.elements(parts["styles"], (f"{_W}style",)):
                if reference := _reference(style):
                    self.styles[style.get(f"{_W}styleId") or ""] = reference
        return self

    def copy(self) -> Numbering:
        counts = {kind: list(count) for kind, count in self.counts.items()}
        return Numbering(self.lists, self.kinds, self.styles, counts)

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before the paragraph; "" where it has none or a bullet."""
        if not self.lists:
            return ""
        reference = _reference(paragraph)
        if reference is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            reference = self.styles.get(style.get(f"{_W}val") or "") if style is not None else None
        if reference is None or reference[0] not in self.lists:
            return ""
        return self._next(*reference)

    def _next(self, list_: str, at: int) -> str:
        levels = self.lists[list_]
        level = levels.get(at)
        if level is None or level.format in ("bullet", "none"):
            return ""
        counts = self.counts.setdefault(self.kinds[list_], [None] * _LEVELS)
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)

        def written(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            shown = levels.get(index)
            count = counts[index]
            if shown is None:
                return ""
            value = shown.start if count is None else count
            return chinese(value) if shown.format in _CHINESE else str(value)

        return _PLACE.sub(written, level.text)

    def _read(self, package: Package, part: str) -> None:
        kinds: dict[str, dict[int, _Level]] = {}
        for element in package.elements(part, (f"{_W}abstractNum", f"{_W}num")):
            if element.tag == f"{_W}abstractNum":
                kinds[element.get(f"{_W}abstractNumId") or ""] = dict(_levels(element))
                continue
            id_ = element.get(f"{_W}numId") or ""
            kind = element.find(f"{_W}abstractNumId")
            named = (kind.get(f"{_W}val") or "") if kind is not None else ""
            overridden = element.find(f"{_W}lvlOverride") is not None
            self.lists[id_] = kinds.get(named, {})
            self.kinds[id_] = f"{named}/{id_}" if overridden else named


def _levels(kind: Any) -> Iterator[tuple[int, _Level]]:
    for level in kind.iterchildren(f"{_W}lvl"):
        values = {
            name: element.get(f"{_W}val") or ""
            for name in ("numFmt", "lvlText", "start")
            if (element := level.find(f"{_W}{name}")) is not None
        }
        index = _number(level.get(f"{_W}ilvl"), 0)
        start = _number(values.get("start"), 0)
        yield index, _Level(values.get("numFmt", "decimal"), values.get("lvlText", "")[:40], start)


def _reference(element: Any) -> tuple[str, int] | None:
    """List and level that a paragraph or a style asks for."""
    numbered = element.find(f"{_W}pPr/{_W}numPr")
    if numbered is None:
        return None
    id_, level = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
    if id_ is None:
        return None
    at = _number(level.get(f"{_W}val"), 0) if level is not None else 0
    return (id_.get(f"{_W}val") or ""), min(at, _LEVELS - 1)


def _number(written: str | None, default: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 6 else default
