"""The text of Word paragraphs as it is printed: with list numbers, without deletions and field codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.reading.formats.openxml.package import Package
from data.reading.formats.openxml.word_numbering import Numbering
from data.reading.signs.joining import seamless

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_SKIPPED = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")}
    | {_FALLBACK, _BOX}
)
_MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_REFERENCES = {f"{W}{kind}Reference": kind for kind in ("footnote", "endnote")}
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tbl", "tr", "tc")
)
_SET = tuple(f"{W}rPr/{W}{name}" for name in ("b", "i", "u", "color", "highlight"))


def direct(parent: Any, *tags: str) -> Iterator[Any]:
    """The children with one of the tags, also those in content controls and tracked insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS and child.tag not in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield from direct(child, *tags)


@dataclass
class Words:
    """Reads the paragraphs of one document, in order: list numbers count up as they are read."""

    numbering: Numbering
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """(footnote or endnote, its id) → its text; those that were read with their paragraph are taken out."""
    noted: int = 0
    """How many notes were read so far."""

    @classmethod
    def of(cls, package: Package, main: str) -> Words:
        words = cls(Numbering.of(package, main))
        words.notes = dict(_notes(package))
        return words

    def copy(self) -> Words:
        """One that counts for itself, to look ahead with; it sees no notes."""
        return Words(self.numbering.copy())

    def notes_of(self, paragraph: Any) -> list[str]:
        """The notes that the paragraph refers to, a line each with the number that is printed; each is given once."""
        found = []
        for element in paragraph.iter(*_REFERENCES):
            text = self.notes.pop((_REFERENCES[element.tag], element.get(f"{W}id") or ""), "")
            if text:
                self.noted += 1
                found.append(f"［注{self.noted}］{text}")
        return found

    def text(self, paragraph: Any, seams: bool = False) -> str:
        """The paragraph with its list number; line breaks are line ends."""
        pieces = list(_pieces(paragraph))
        text = seamless(pieces) if seams else "".join(pieces)
        label = self.numbering.label(paragraph)
        return f"{label} {text}" if label and text.strip() else label or text

    def cell(self, cell: Any) -> str:
        """The paragraphs of a table cell, and of the tables in it, a line each."""
        lines = []
        for paragraph in cell.iterdescendants(f"{W}p"):
            if next(paragraph.iterancestors(_BOX, f"{W}del"), None) is None:
                lines.append(self.text(paragraph, seams=True))
                lines += self.notes_of(paragraph)
                lines += [self.text(inside) for box in self.boxes(paragraph) for inside in box.iter(f"{W}p")]
        return "\n".join(line for line in lines if line.strip())

    def boxes(self, paragraph: Any) -> Iterator[Any]:
        """The text boxes that hang on a paragraph, without the copies for older readers."""
        for box in paragraph.iterdescendants(_BOX):
            outer = next(box.iterancestors(_FALLBACK, _BOX, f"{W}p"), None)
            if outer is paragraph:
                yield box


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], str]]:
    """The footnotes and endnotes of the document by kind and id."""
    for kind in _REFERENCES.values():
        for name in package.named(f"word/{kind}s", ".xml"):
            for note in package.elements(name, (f"{W}{kind}",)):
                paragraphs = (" ".join("".join(_pieces(one)).split()) for one in note.iter(f"{W}p"))
                if text := " ".join(filter(None, paragraphs)):
                    yield (kind, note.get(f"{W}id") or ""), text


def _pieces(paragraph: Any) -> Iterator[str]:
    """The text in parts that are set alike."""
    from lxml import etree

    piece = ""
    look: object = None
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in _SKIPPED:
            walker.skip_subtree()
        elif element.tag == f"{W}r":
            now = tuple(_look(element.find(name)) for name in _SET)
            if now != look and piece:
                yield piece
                piece = ""
            look = now
        elif element.tag == f"{W}t":
            piece += element.text or ""
        elif element.tag == f"{W}br" and element.get(f"{W}type") in ("page", "column"):
            continue
        else:
            piece += _MARKS.get(element.tag, "")
    yield piece


def _look(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val", "on")
