"""Whether a question chooses its cases by husband and wife standing against each other: 两口子之间打官司的."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.cases.suits.conditions import SPOUSES
from retrieval.lexicon.listed import listed

_SPOUSES, _GOES_TO_LAW = listed("between_spouses"), listed("goes_to_law")
REACH = 8
"""Characters behind the couple within which it is said that they go to law."""


def spouses(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The test with the span of `text` (folded) that says it."""
    for match in _SPOUSES.finditer(text):
        law = _GOES_TO_LAW.search(text, match.end(), match.end() + REACH)
        if law is not None:
            yield SPOUSES, (match.start(), law.end())
