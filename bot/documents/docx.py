"""A briefing's .docx → the page that a check reads: paragraphs, rows and notes."""

from __future__ import annotations

from typing import Any

from data.reading.document import Source
from data.reading.formats.openxml.package import Package
from retrieval.verifying import Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(source: Source) -> Page:
    """The blocks and notes of the document; SourceError where it is none, or grows beyond bounds when unpacked."""
    return read_body(body_of(source)[2])


def body_of(source: Source) -> tuple[Package, str, Any]:
    """The package, the name of the part that holds the document, and the body in it."""
    package = Package(source)
    main = package.main("word/document.xml")
    return package, main, next(package.elements(main, (f"{_W}body",)), ())


def read_body(body: Any) -> Page:
    """The blocks and notes of a document's body."""
    blocks: list[str] = []
    notes: list[tuple[int, str]] = []
    for child in body:
        if child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = ("".join(map(_text, cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc"))
                blocks.append("\t".join(cells))
            continue
        for paragraph in [child] if child.tag == f"{_W}p" else child.iter(f"{_W}p"):
            number, text = _note_of(paragraph), _text(paragraph)
            if number is None:
                blocks.append(text)
            else:
                notes.append((number, text.strip().removeprefix(str(number))))
    return Page(tuple(block for block in blocks if block.strip()), tuple(notes))


def _note_of(paragraph: Any) -> int | None:
    """The number of the note that this paragraph is."""
    names = (mark.get(f"{_W}name", "") for mark in paragraph.iter(f"{_W}bookmarkStart"))
    return next((number for name in names if (number := _number(name, "_Note")) is not None), None)


def _number(anchor: str, kind: str) -> int | None:
    digits = anchor.removeprefix(kind)
    return int(digits) if anchor.startswith(kind) and digits.isascii() and digits.isdigit() else None


def _text(paragraph: Any) -> str:
    """The text as people see it (what was deleted with changes tracked is gone), notes as ⟦n⟧."""
    parts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}cr", f"{_W}hyperlink"):
        if element.tag == f"{_W}hyperlink":
            number = _number(element.get(f"{_W}anchor", ""), "_Note")
            if number is not None:
                parts.append(f"⟦{number}⟧")
        elif element.tag != f"{_W}t":
            parts.append(" ")
        elif not any(_is_mark(above) for above in element.iterancestors(f"{_W}hyperlink")):
            parts.append(element.text or "")
    return "".join(parts)


def _is_mark(link: Any) -> bool:
    return _number(link.get(f"{_W}anchor", ""), "_Note") is not None
