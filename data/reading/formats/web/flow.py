"""The text of a piece of a web page as a browser would set it: lines, with white space collapsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.patterns import regex
from data.reading.signs.joining import is_wide, seamless


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul "
)
SILENT = _names(
    "applet area audio base bgsound button canvas command datalist embed frame frameset head iframe img "
    "input keygen link map marquee meta noframes noscript object optgroup option param script select "
    "source style svg template textarea title track video "
)
"""Elements that hold no text of the page."""
_SPACE = regex(r"[ \t\r\n\f]+")
_LINE_END = regex(r"[\r\n]+")
_WHITE = " \t\r\n\f"


@dataclass
class Flow:
    """Lines of text gathered from the events of a walk through elements.

    With `seams` set, white space beside a tag goes where it parts two Chinese characters (in table cells;
    in a heading it may part 案例一 from the title).
    """

    seams: bool
    lines: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def start(self, element: Any, tag: str) -> None:
        if tag in BLOCKS or tag == "br":
            self.end_line()
        self._text(element.text, tag == "pre")

    def end(self, element: Any, tag: str) -> None:
        """The element ends, and what follows it in its parent comes."""
        if tag in BLOCKS:
            self.end_line()
        if element.tail:
            parent = element.getparent()
            self._text(element.tail, parent is not None and parent.tag == "pre")

    def _text(self, text: str | None, verbatim: bool) -> None:
        if not text:
            return
        if verbatim:  # in <pre> a line end is one
            first, *more = re.split(r"\r\n|\r|\n", text)
            self._pieces.append(first)
            for line in more:
                self.end_line()
                self._pieces.append(line)
        else:
            self._pieces.append(_SPACE.sub(" ", _unwrapped(text)))

    def end_line(self) -> None:
        if self._pieces:
            line = seamless(self._pieces) if self.seams else _SPACE.sub(" ", "".join(self._pieces))
            if line.strip():
                self.lines.append(line.strip(" "))
            self._pieces.clear()


def _unwrapped(text: str) -> str:
    """Lines of the source as one: a line end is nothing between two Chinese characters, else a space."""
    if "\n" not in text and "\r" not in text:
        return text
    parts = [part for line in _LINE_END.split(text) if (part := line.strip(_WHITE))]
    joined = [" " if text[0] in _WHITE else ""]
    for at, part in enumerate(parts):
        if at and not (is_wide(parts[at - 1][-1]) and is_wide(part[0])):
            joined.append(" ")
        joined.append(part)
    joined.append(" " if text[-1] in _WHITE else "")
    return "".join(joined)


def text_of(element: Any, seams: bool = True) -> str:
    """The text of an element and all that is in it, a line for each block."""
    flow = Flow(seams)
    for event, inside, tag in walk(element):
        if event == "start":
            flow.start(inside, tag)
        elif inside is not element:
            flow.end(inside, tag)
    flow.end_line()
    return "\n".join(flow.lines)


def walk(element: Any) -> Iterator[tuple[str, Any, str]]:
    """Start and end of every element but the silent ones, of which only the end comes (text follows it)."""
    from lxml import etree

    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inside in walker:
        tag = inside.tag if isinstance(inside.tag, str) else ""
        if event == "start" and (not tag or tag in SILENT):
            walker.skip_subtree()
        else:
            yield event, inside, tag
