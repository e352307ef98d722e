"""What in a Word document of ours the program did not write: footers, fields, boxes, equations, other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from data.patterns import regex
from data.reading.formats.openxml.package import Package
from retrieval.cases.statements import plain

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OWN = frozenset(
    (
        "p", "r", "t", "br", "cr", "tab", "hyperlink", "bookmarkStart", "bookmarkEnd", "proofErr", "body",
        "lastRenderedPageBreak", "noBreakHyphen", "softHyphen", "tbl", "tr", "tc", "tblGrid", "gridCol", "del", "ins",
        "delText", "moveFrom", "moveTo", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
        "sdt", "sdtContent", "permStart", "permEnd", "drawing", "footnoteReference", "footnoteRef", "separator",
        "continuationSeparator", "footnote",
    )
)  # fmt: skip
"""Elements that show nothing, or text that is read. Marks of changes and comments are an editor's own affair."""
_SET = frozenset(["pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "tblPrEx", "sdtPr", "sdtEndPr", "drawing"])
"""How the text is set: not looked into."""
_FIELD = frozenset(("fldSimple", "instrText", "fldChar"))
_NUMBERED = regex(r"[\s\d—–\-/第页共]*")
"""What stands around the number of a page."""
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DRAWN = regex(
    r"\{http://schemas\.openxmlformats\.org/drawingml/2006/(?:main|picture|wordprocessingDrawing)\}.*"
)
_KINDS = frozenset(("endnotes", "footer"))
_FIELDS = regex(r"\s*(?:PAGE|NUMPAGES)\b.*")


def foreign(package: Package, main: str, body: Any) -> list[str]:
    """Each part of the document that the program did not write, as a person finds it again."""
    found = [f"<{name}>" for name in _elements(body)]
    for kind, part in package.related(main).values():
        if kind == "footnotes" and package.has(part):
            found += [
                f"<{name}>" for note in package.elements(part, (f"{_W}footnote",)) for name in _elements(note)
            ]
        if kind in _KINDS and package.has(part):
            found += [f"{kind}: {text}" for text in _unlike_page_numbers(package, part)]
        elif kind in ("aFChunk", "oleObject", "package", "subDocument", "control", "diagramData", "chart"):
            found.append(f"{kind}: {part}")
    return list(dict.fromkeys(found))


def beside(package: Package, main: str) -> list[str]:
    """What people see beside the text and nobody checks: page heads (a template's own), comments."""
    found = []
    for kind, part in package.related(main).values():
        if kind in ("header", "comments") and package.has(part):
            texts = (plain("".join(p.itertext(f"{_W}t"))) for p in package.elements(part, (f"{_W}p",)))
            found += [text for text in texts if text]
    return list(dict.fromkeys(found))


def _elements(body: Any) -> Iterator[str]:
    """The names of the elements that the program does not write."""
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(_W)
        if name == "drawing":
            yield from _drawing(element)
        elif element.tag.startswith(_W) and name in _SET:
            continue
        elif not element.tag.startswith(_W) or name not in _OWN:
            yield "field" if name in _FIELD else element.tag.rpartition("}")[2]
        else:
            waiting.extend(element)


def _drawing(element: Any) -> Iterator[str]:
    """A drawing is one picture, without words of its own."""
    if next(element.iter(_PICTURE), None) is None:
        yield "drawing"
    for part in element.iter():
        known = part is element or not isinstance(part.tag, str) or _DRAWN.fullmatch(part.tag)
        if not known:
            yield part.tag.rpartition("}")[2]


def _unlike_page_numbers(package: Package, part: str) -> Iterator[str]:
    tags = (f"{_W}p", f"{_W}txbxContent", f"{_W}altChunk")
    for element in package.elements(part, tags):
        text = plain("".join(element.itertext(f"{_W}t")))
        if text and not _NUMBERED.fullmatch(text):
            yield text[:40]
        for code in element.iter(f"{_W}instrText"):
            if not _FIELDS.match(code.text or ""):
                yield plain(code.text or "")[:40]
        for field in element.iter(f"{_W}fldSimple"):
            if not _FIELDS.match(field.get(f"{_W}instr", "")):
                yield plain(field.get(f"{_W}instr", ""))[:40]


def pictures(body: Any) -> list[str]:
    """What the pictures are said to show: nobody can check what they do."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    return [re.sub(r"\s+", " ", shape.get("descr", "")) or "（图）" for shape in body.iter(name)]
