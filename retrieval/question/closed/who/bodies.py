"""The kinds of organisation that a text names, by the gazetteer of kinds (lexicon/organisations.tsv)."""

from __future__ import annotations

import re
from functools import cache

from data.text import fold
from retrieval import lexicon
from retrieval.lexicon.listed import any_of

_STUDENT = ("生",)
"""大学生 is no university."""
_CUT_BEFORE = {"人大": tuple("概约致多都体部半")}
"""每人大概交了多少: where one word ends and another begins that together look like a body."""
_CUT_BEHIND = {"个人": tuple("这那哪几多两一二三四五六七八九十0123456789")}
"""这个人 is one person, and no 个人: what stands before such a word and belongs to it."""
LONGEST = 4
"""Characters of a word that a kind may be the beginning of."""


@cache
def _kind_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: kind.name for kind in lexicon.kinds() for word in kind.asked_as if word}
    return any_of(sorted(names)), names


def find_kinds(text: str) -> tuple[tuple[str, int, int], ...]:
    """The kinds of organisation `text` (folded) names: (kind, start, end), leftmost longest.

    One that is the beginning or the middle of a longer word is none: 行政协议, 司法解释, 检察建议, 大学生.
    """
    pattern, names = _kind_pattern()
    found = [
        (names[m[0]], m.start(), m.end())
        for m in pattern.finditer(text)
        if text[m.end() : m.end() + 1] not in _CUT_BEFORE.get(m[0], _STUDENT)
        and text[m.start() - 1 : m.start()] not in _CUT_BEHIND.get(m[0], ())
        and not _goes_on(text, m.start(), m.end())
    ]
    if any(c.isascii() and c.isalpha() for c in text):
        phrases, table = lexicon.english()
        for match in phrases.finditer(text):
            kind = next((names[fold(word)] for word in table[match[1]] if fold(word) in names), None)
            found += [(kind, match.start(), match.end())] if kind else []
    return tuple(sorted(found, key=lambda kind: kind[1:]))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` lies in a word of the thesaurus that ends behind it."""
    synonyms, narrower = lexicon.synonyms(), lexicon.narrower()
    return any(
        (word := text[first:last]) in synonyms or word in narrower
        for last in range(end + 1, min(len(text), start + LONGEST) + 1)
        for first in range(max(0, last - LONGEST), start + 1)
    )
