"""A briefing's .docx → the page that a check reads: paragraphs, rows, footnotes, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.reading.document import Source
from data.reading.formats.openxml.package import Package
from retrieval.checking.documents.documents import Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RECORD = "{urn:anwen:record}record"


def read_docx(source: Source) -> Page:
    """The page; SourceError where it is no document, or grows beyond bounds when unpacked."""
    package, main, body = body_of(source)
    return read_body(package, main, body)


def body_of(source: Source) -> tuple[Package, str, Any]:
    """The package, the name of the part that holds the document, and the body in it."""
    package = Package(source)
    main = package.main("word/document.xml")
    return package, main, next(package.elements(main, (f"{_W}body",)), ())


def read_body(package: Package, main: str, body: Any) -> Page:
    """The blocks of a document's body, and its footnotes in the order in which the text marks them."""
    texts = dict(_footnotes(package, main))
    numbers: dict[str, int] = {}
    blocks: list[str] = []
    for child in body:
        if child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = ("".join(_text(p, numbers) for p in c.iter(f"{_W}p")) for c in row.iter(f"{_W}tc"))
                blocks.append("\t".join(cells))
            continue
        paragraphs = [child] if child.tag == f"{_W}p" else child.iter(f"{_W}p")
        blocks += [_text(paragraph, numbers) for paragraph in paragraphs]
    for id_ in texts:
        numbers.setdefault(id_, len(numbers) + 1)
    notes = sorted((number, texts.get(id_, "")) for id_, number in numbers.items())
    return Page(tuple(b for b in blocks if b.strip()), tuple(notes), record=_record(package, main))


def _footnotes(package: Package, main: str) -> Iterator[tuple[str, str]]:
    for kind, part in package.related(main).values():
        if kind == "footnotes" and package.has(part):
            for note in package.elements(part, (f"{_W}footnote",)):
                if note.get(f"{_W}type") in (None, "normal"):
                    texts = (_text(paragraph, {}) for paragraph in note.iter(f"{_W}p"))
                    yield note.get(f"{_W}id", ""), " ".join(texts).strip()


def _record(package: Package, main: str) -> str | None:
    """What the document says it rests on, wherever an office program has put that part."""
    parts = [part for kind, part in package.related(main).values() if kind == "customXml"]
    for part in dict.fromkeys([*parts, *package.named("customxml/item", ".xml")]):
        if package.has(part):
            for element in package.elements(part, (_RECORD,)):
                return "".join(element.itertext())
    return None


def _text(paragraph: Any, numbers: dict[str, int]) -> str:
    """The text as people see it (what was deleted with changes tracked is gone), notes as ⟦n⟧ in their order."""
    parts: list[str] = []
    for element in paragraph.iter(
        f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}cr", f"{_W}noBreakHyphen", f"{_W}footnoteReference"
    ):
        if element.tag == f"{_W}footnoteReference":
            number = numbers.setdefault(element.get(f"{_W}id", ""), len(numbers) + 1)
            parts.append(f"⟦{number}⟧")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif element.tag != f"{_W}t":
            parts.append(" ")
        else:
            parts.append(element.text or "")
    return "".join(parts)
