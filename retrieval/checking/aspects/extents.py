"""Of how many: a sentence that says 所有, 各地 or 全国 of what its source says of some, or of one, is not borne out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from data.patterns import regex
from retrieval.lexicon.listed import listed

_EVERY = listed("of_every")
"""What says that all of something are meant; the thing follows."""
_GENERAL = listed("general")
"""What makes a general claim: its own word, or one as wide, must stand in the source."""
_WIDE = {"国内": "全国", "各地": "各地", "普遍": "普遍"}
_FILLER = listed("before_a_noun")
_OF_A_PLACE = regex(r"(?:[省市区县州国]|各地)的?(?P<noun>[一-鿿]{4})")
_CERTAIN = ("相关", "有关", "此类", "该类", "这类", "部分", "重点", "重大", "特定", "典型")
REACH = 10
"""Characters after such a word among which stands what it is said of."""


def overextended(sentence: str, source: str) -> bool:
    """Whether `sentence` says of all, or in general, what `source` does not."""
    for match in _GENERAL.finditer(sentence):
        if _WIDE.get(match[0], match[0]) not in source and match[0] not in source:
            return True
    if _without_its_kind(sentence, source):
        return True
    told = list(_said(source))
    return any(things and not any(things & held for held in told) for things in _said(sentence))


def _without_its_kind(sentence: str, source: str) -> bool:
    """Whether of a place is said what its source says of certain things there: 全市案件减少 of 相关案件减少."""
    for match in _OF_A_PLACE.finditer(sentence):
        noun = match["noun"]
        spots = [found.start() for found in re.finditer(re.escape(noun), source)]
        if spots and all(source[max(at - 4, 0) : at].removesuffix("的").endswith(_CERTAIN) for at in spots):
            return True
    return False


def _said(text: str) -> Iterator[frozenset[str]]:
    """The pairs of characters of what each such word is said of."""
    for match in _EVERY.finditer(text):
        rest = text[match.end() : match.end() + REACH + 4]
        while filler := _FILLER.match(rest):
            rest = rest[filler.end() :]
        noun = _noun(rest)[:6]
        yield frozenset(a + b for a, b in pairwise(noun))


_ENDS = listed("doing_begins")


def _noun(text: str) -> str:
    """`text` up to where its noun ends."""
    return _ENDS.split(text, maxsplit=1)[0]
