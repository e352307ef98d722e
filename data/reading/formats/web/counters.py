"""Numbers that a browser sets before list items and headings and that stand in no text: 1. 一、 （一） 案例一：."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from data.numerals import NUMERAL, chinese, number_of
from data.patterns import regex
from data.reading.formats.web.flow import SILENT
from data.reading.formats.web.style_sheets import Sheet

_LISTS = ("ol", "ul", "menu", "dir")
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_WRITTEN = regex(rf"[（(]?\s*({NUMERAL})\s*[）)、.．：:]")
_TOKEN = regex(
    r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|counters?\(\s*([\w-]+)\s*(?:,\s*[\"'][^\"']*[\"']\s*)?(?:,\s*([\w-]+)\s*)?\)"
)
_PAIR = regex(r"([\w-]+)(?:\s+(-?\d{1,6}))?")
_FAR = 200
"""Elements in which the first text of an item is looked for."""


def _letters(value: int) -> str:
    written = ""
    while value > 0:
        value, letter = divmod(value - 1, 26)
        written = chr(ord("a") + letter) + written
    return written


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _digits(value: int) -> str:
    return str(value).translate(dict(zip(map(ord, "0123456789"), "〇一二三四五六七八九", strict=True)))


def _formal(value: int) -> str:
    return chinese(value).translate(
        dict(zip(map(ord, "零一二三四五六七八九十百千"), "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
    )


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimal-leading-zero": lambda value: f"{value:02}",
    "lower-alpha": _letters,
    "lower-latin": _letters,
    "upper-alpha": lambda value: _letters(value).upper(),
    "upper-latin": lambda value: _letters(value).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda value: _roman(value).upper(),
    "cjk-decimal": _digits,
    "cjk-ideographic": chinese,
    "simp-chinese-informal": chinese,
    "trad-chinese-informal": chinese,
    "japanese-informal": chinese,
    "simp-chinese-formal": _formal,
    "trad-chinese-formal": _formal,
}
"""`list-style-type` → how a number is written; others (disc, none) show none."""


def write(root: Any) -> None:
    """Write the numbers into the tree, each before the first text of its element."""
    sheet = Sheet.of(root)
    if next(root.iter("ol"), None) is None and not sheet.rules:
        return
    page = _Page(sheet)
    page.read(root)
    for element, text, number in reversed(page.found):  # an inner list's number stands after the outer one's
        _put(element, text, number)


@dataclass
class _Page:
    """The counters while elements come in order; `found` are the elements to be numbered, text and value."""

    sheet: Sheet
    found: list[tuple[Any, str, int | None]] = field(default_factory=list)
    counts: dict[Any, int] = field(default_factory=dict)
    """List element → number of its next item."""
    counters: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)
    """Name → the counters of that name, the innermost last, each with the element it ends with."""

    def read(self, root: Any) -> None:
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                for held in self.counters.values():
                    while held and held[-1][0] is element:
                        held.pop()
                continue
            self._count(element)
            if element.tag == "li" and (parent := element.getparent()) is not None and parent.tag in _LISTS:
                self._item(element, parent)
            self._count(element, "before")
            text = self._content(self.sheet.value(element, "content", "before"), None)
            if text:
                self.found.append((element, text, None))

    def _count(self, element: Any, pseudo: str = "") -> None:
        for name, value in _pairs(self.sheet.value(element, "counter-reset", pseudo), 0):
            self.counters.setdefault(name, []).append((element.getparent(), value))
        for name, value in _pairs(self.sheet.value(element, "counter-increment", pseudo), 1):
            held = self.counters.setdefault(name, [(element.getparent(), 0)])
            if not held:
                held.append((element.getparent(), 0))
            held[-1] = (held[-1][0], held[-1][1] + value)

    def _item(self, item: Any, parent: Any) -> None:
        down = parent.get("reversed") is not None
        if parent not in self.counts:
            items = sum(child.tag == "li" for child in parent) if down else 1
            self.counts[parent] = _integer(parent.get("start"), items)
        number = _integer(item.get("value"), self.counts[parent])
        self.counts[parent] = number - 1 if down else number + 1
        marker = self.sheet.value(item, "content", "marker")
        text = self._content(marker, number) if marker else self._marker(item, parent, number)
        if text:
            self.found.append((item, text, number))

    def _marker(self, item: Any, parent: Any, number: int) -> str:
        default = "decimal" if parent.tag == "ol" else "disc"
        kind = self._kind(item) or self._kind(parent) or default
        style = self.sheet.counter_styles.get(kind)
        writer = _WRITERS.get(style.extends if style else kind)
        if writer is None:
            return ""
        before, after = (style.prefix, style.suffix) if style else ("", None)
        if after is None:
            after = "、" if any(script in kind for script in ("cjk", "chinese", "japanese")) else ". "
        return f"{before}{writer(number)}{after}"

    def _kind(self, element: Any) -> str:
        """The `list-style-type` that is asked for the element itself; "" where none is."""
        kind = self.sheet.value(element, "list-style-type")
        if not kind:
            words = self.sheet.value(element, "list-style").split()
            kind = next((word for word in words if word not in ("inside", "outside") and "(" not in word), "")
        return kind or _TYPES.get((element.get("type") or "").strip(), "")

    def _content(self, content: str, number: int | None) -> str:
        """What `content` shows; "" where no counter is in it, for then it is decoration."""
        text, counted = "", False
        for double, single, name, kind in _TOKEN.findall(content):
            if not name:
                text += double or single
                continue
            held = self.counters.get(name)
            value = number if name == "list-item" else held[-1][1] if held else 0
            style = self.sheet.counter_styles.get(kind)
            writer = _WRITERS.get(style.extends if style else kind or "decimal")
            text += writer(value) if writer and value is not None else ""
            counted = True
        return text if counted else ""


def _pairs(written: str, default: int) -> Iterator[tuple[str, int]]:
    for name, value in _PAIR.findall(written):
        if name != "none":
            yield name, int(value) if value else default


def _integer(written: str | None, default: int) -> int:
    text = (written or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _put(element: Any, number: str, value: int | None) -> None:
    """Put the number before the first text, unless the text says it itself: then a style that is not here hides it."""
    at, is_tail = _first_text(element)
    text = (at.tail if is_tail else at.text) or ""
    written = _WRITTEN.match(text.lstrip())
    if written and value is not None and number_of(written[1]) == value:
        return
    if is_tail:
        at.tail = number + text.lstrip()
    else:
        at.text = number + text.lstrip()


def _first_text(element: Any) -> tuple[Any, bool]:
    """The element whose text, or whose tail, is the first inside of `element`; itself where there is none near."""
    from lxml import etree

    inside = element
    while not (inside.text or "").strip() and len(inside) and inside[0].tag not in SILENT:
        inside = inside[0]
    if (inside.text or "").strip():
        return inside, False
    walker = etree.iterwalk(element, events=("start", "end"))
    for _, (event, inside) in zip(range(_FAR), walker, strict=False):
        if event == "start" and inside.tag in SILENT:
            walker.skip_subtree()
        elif event == "start" and (inside.text or "").strip():
            return inside, False
        elif event == "end" and inside is not element and (inside.tail or "").strip():
            return inside, True
    return element, False
