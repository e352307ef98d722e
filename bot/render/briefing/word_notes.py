"""What python-docx has no words for: notes linked with what refers to them, fields, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE, MARK = "_Note", "_Mark"
"""Bookmarks of a note and of its first mark in the text, each linked with the other; the number follows.

The notes are paragraphs at the end: Word's own endnotes cannot be marked twice, and LibreOffice sets them on pages
without page numbers.
"""


def add(paragraph: Any, number: int, text: str) -> None:
    """Fill the paragraph of note `number`: its number is a link back to the text."""
    _bookmarked(paragraph, f"{NOTE}{number}", 2 * number, _link(paragraph, f"{MARK}{number}", str(number)))
    paragraph.add_run(f"\u3000{text}")


def refer(paragraph: Any, number: int, again: bool) -> None:
    """Mark note `number`, raised and in brackets; the first mark is where the note links back to."""
    link = _link(paragraph, f"{NOTE}{number}", f"[{number}]", raised=True)
    if not again:
        _bookmarked(paragraph, f"{MARK}{number}", 2 * number + 1, link)


def _bookmarked(paragraph: Any, name: str, id_: int, link: Any) -> None:
    link.addprevious(_element(f'<w:bookmarkStart {{}} w:id="{id_}" w:name="{name}"/>'))
    link.addnext(_element(f'<w:bookmarkEnd {{}} w:id="{id_}"/>'))


def _link(paragraph: Any, anchor: str, text: str, raised: bool = False) -> Any:
    link = _element(f'<w:hyperlink {{}} w:anchor="{anchor}" w:history="1"/>')
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    link.append(run._r)
    paragraph._p.append(link)
    return link


def field(paragraph: Any, code: str, shown: str) -> list[Any]:
    """A field with what it shows until it is worked out again; its runs."""
    parts = (
        '<w:fldChar {} w:fldCharType="begin"/>',
        f'<w:instrText {{}} xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar {} w:fldCharType="separate"/>',
        f"<w:t {{}}>{shown}</w:t>",
        '<w:fldChar {} w:fldCharType="end"/>',
    )
    runs = []
    for part in parts:
        run = paragraph.add_run()
        run._r.append(_element(part))
        runs.append(run)
    return runs


def repeat(row: Any) -> None:
    """The row is a head: it stands on every page of its table."""
    row._tr.get_or_add_trPr().append(_element("<w:tblHeader {}/>"))


def keep_whole(row: Any) -> None:
    """The row is not broken between pages."""
    row._tr.get_or_add_trPr().append(_element("<w:cantSplit {}/>"))


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Columns as wide as said, in centimetres."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _element(text: str) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(text.replace("{}", f'xmlns:w="{WORD}"', 1))
