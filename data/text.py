"""Pure functions over text; every span they give is an offset into the text they were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from data.patterns import regex

Span = tuple[int, int]
"""Half-open offsets in Unicode code points."""

SENTENCE_ENDS = frozenset("。！？!?\n")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset("，；;,：")
_CLOSERS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "（": "）",
    "「": "」",
    "『": "』",
    "〈": "〉",
    "【": "】",
    "(": ")",
}
_BRACKETS = frozenset((*_CLOSERS, *_CLOSERS.values()))
_MARKS = {
    ends: regex(f"[{re.escape(''.join(sorted(ends | _BRACKETS)))}]") for ends in (SENTENCE_ENDS, CLAUSE_ENDS)
}
"""What is looked at in a text that is to be parted at those ends."""
_MAX_BRACKET = 80
"""A bracket left open longer than this is a misprint, and no longer holds a clause together."""


_OTHER = regex(r"[^一-鿿\t\n -@\[-~]")
"""What folding may change: Chinese characters it does not, nor of ASCII any but capitals."""


class _Folded(dict[str, str]):
    """Character → its folded one, worked out once: a text is folded twenty times as fast."""

    def __missing__(self, char: str) -> str:
        folded = unicodedata.normalize("NFKC", char).lower()
        self[char] = folded if len(folded) == 1 else char
        return self[char]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Full width to half width and upper to lower case, character for character: offsets are kept."""
    return text.lower() if text.isascii() else _OTHER.sub(lambda other: _FOLDED[other[0]], text)


def squeeze(text: str) -> str:
    """`fold` with all white space removed: the form in which two texts count as the same words."""
    return "".join(fold(text).split())


def pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters."""
    return frozenset(a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿")


def sentences(text: str) -> list[Span]:
    """Spans of the sentences, in order, which together cover `text`; marks and brackets stay inside."""
    return _split(text, SENTENCE_ENDS)


def clauses(text: str) -> list[Span]:
    """Spans of the clauses (parts between commas), which together cover `text`.

    A comma inside quotation marks or brackets does not end a clause: “点面”“上下” stays whole.
    """
    return _split(text, CLAUSE_ENDS)


def _split(text: str, ends: frozenset[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    waiting: list[tuple[str, int]] = []  # the closing marks that are due, and where each was opened
    for mark in _MARKS[ends].finditer(text):
        at, char = mark.start(), mark[0]
        while waiting and at - waiting[-1][1] > _MAX_BRACKET:
            waiting.pop()
        if waiting and char == waiting[-1][0]:
            waiting.pop()
        elif char in _CLOSERS:
            waiting.append((_CLOSERS[char], at))
        if char == "\n":
            waiting.clear()
        is_end = char in ends and not waiting and not _inside_number(text, at)
        # Marks that follow the end, such as ？！ or a closing quote, belong to what they close.
        if is_end and not (at + 1 < len(text) and (text[at + 1] in ends or text[at + 1] in "”’」』")):
            spans.append((start, at + 1))
            start = at + 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _inside_number(text: str, at: int) -> bool:
    """Whether the mark at `at` is the comma of 1,000."""
    return 0 < at < len(text) - 1 and text[at] == "," and text[at - 1].isdigit() and text[at + 1].isdigit()


def split_at(text: str, marks: str) -> list[str]:
    """The parts of `text` between the characters of `marks`; one part where it has none of them."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])


_QUOTATION = regex('(?P<open>[“‘「『《〈"])(?P<said>[^“”‘’「」『』《》〈〉"]*)[”’」』》〉"]')


def quotations(text: str, opened_by: str = '“‘「『《〈"') -> list[Span]:
    """Spans of what stands in quotation marks or 《》, the marks left out; only those that one of `opened_by` opens.

    “老字号”保护 gives 老字号; the inner one of two, and none for a mark that is not closed: “老字号保护.
    """
    return [match.span("said") for match in _QUOTATION.finditer(text) if match["open"] in opened_by]


def trimmed(text: str, span: Span) -> Span:
    """`span` without white space and punctuation at its ends: what is shown as a quote."""
    start, end = span
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    return start, end


def without(text: str, spans: Iterable[Span]) -> str:
    """`text` with what stands at `spans` cut out; they do not overlap."""
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + text[end:]
    return text


def says_anything(text: str, start: int, end: int) -> bool:
    """Whether anything is left of `text[start:end]` without white space and punctuation at its ends."""
    return not all(map(_is_edge, text[start:end]))


def _is_edge(char: str) -> bool:
    return char.isspace() or char in "，。；：！？、,;:!?"
