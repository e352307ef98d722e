"""What an Excel cell shows for the number it stores: integers, dates, percentages."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.patterns import regex
from data.reading.formats.openxml.package import Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Built-in formats that are dates or times (ECMA-376 part 1, 18.8.30, with the Chinese ones)."""
_PERCENT = frozenset({9, 10})
_LITERAL = regex(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MAX_DAY = 2_950_000  # the year 9976, whichever year they count from
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass
class Styles:
    """The number formats of a workbook."""

    formats: list[int] = field(default_factory=list)
    """Index of a cell's style → id of its number format."""
    codes: dict[int, str] = field(default_factory=dict)
    since_1904: bool = False

    @classmethod
    def of(cls, package: Package, related: dict[str, tuple[str, str]]) -> Styles:
        self = cls()
        part = dict(related.values()).get("styles", "")
        if package.has(part):
            for element in package.elements(part, (f"{S}numFmt", f"{S}cellXfs")):
                if element.tag == f"{S}numFmt":
                    self.codes[_number(element.get("numFmtId"))] = element.get("formatCode") or ""
                else:
                    self.formats = [_number(xf.get("numFmtId")) for xf in element.iterchildren(f"{S}xf")]
        return self

    def shown(self, written: str, style: str | None) -> str:
        """A stored number as text: 8 for 8.0, 2024-05-01 for a date, 12% for a percentage."""
        try:
            value = float(written)
        except ValueError:
            return written
        if not math.isfinite(value):
            return written
        at = _number(style)
        format_ = self.formats[at] if at < len(self.formats) else 0
        code = _LITERAL.sub("", self.codes.get(format_, "")).lower().partition(";")[0]
        if (format_ in _DATES or re.search("[ymdhs]", code)) and 0 <= value <= _MAX_DAY:
            return self._date(value)
        if format_ in _PERCENT or "%" in code:
            return f"{_plain(round(value * 100, 10))}%"
        return _plain(value)

    def _date(self, value: float) -> str:
        moment = (_EPOCH_1904 if self.since_1904 else _EPOCH) + timedelta(seconds=round(value * 86400))
        if value < 1:
            return moment.strftime("%H:%M")
        return moment.strftime("%Y-%m-%d" if value == int(value) else "%Y-%m-%d %H:%M")


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 9 else 0
