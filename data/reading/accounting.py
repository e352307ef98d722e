"""Proof of a reading: every letter of a file's lines is in a case, in what was left out, or in a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from data.reading.document import Document, Reading
from data.reading.signs.cleaning import clean
from data.types import Case

_OF_HEADINGS = frozenset(
    "案例件典型指导性参考示范优秀第之号个起编序一二三四五六七八九十百千〇零两"
) | frozenset("noNOcaseCASEｎｏＮＯ")
"""Letters of 案例一, 第二案, No. 3 and of the numbers of lists: a heading's own, in no case."""


def unaccounted(document: Document, reading: Reading, cases: Sequence[Case], title: str) -> str:
    """The letters of the document's lines that are nowhere; "" where all are, as they should be.

    Counted, not placed: digits, marks and white space are not looked at, nor is the order.
    """
    if not document.lines or document.entries:
        return ""
    given = _letters(
        clean(cell) for line in document.lines for at, cell in enumerate(line.cells) if at not in line.above
    )
    said = [title, *reading.structure, *(clean(line.text) for line in reading.dropped)]
    for case in cases:
        said.append(case.title)
        said += [part for field in case.fields for part in (field.name, field.text)]
    given -= _letters(said)
    return "".join(letter * count for letter, count in given.items() if letter not in _OF_HEADINGS)


def _letters(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text)
    return Counter({letter: count for letter, count in counted.items() if letter.isalpha()})
