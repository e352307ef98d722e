"""The article that a case applies or holds to be broken, with its law and its paragraph: 《民法典》第1066条第1款."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import quotations
from data.types import Quote
from retrieval.language.numbers import ARTICLE

OF_LAW, PARAGRAPH = 6, 4
"""Code points of what may stand between a law and its article, and of a paragraph."""
_CITES, TITLE = ("根据", "依据", "按照", "依照", "违反", "适用", "符合"), 30
"""What leads to an article, and code points of the title of its law."""
_PROVIDES = ("规定", "的规定", "之规定")
"""What stands behind an article whose words are told."""


def article_told(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The one article that `quotes` name, pointed out in the first of them that does; () where they name none or several."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        for a, b in articles_in(quote.text):
            found.setdefault(quote.text[a:b], replace(quote, answer=(quote.start + a, quote.start + b)))
    return tuple(found.values()) if len(found) == 1 else ()


def articles_in(text: str) -> Iterator[tuple[int, int]]:
    """The articles that `text` says are applied or broken, each with its law and its paragraph: 《民法典》第1066条第1款."""
    for match in ARTICLE.finditer(text):
        start = match.start()
        named = next(
            ((a, b) for a, b in quotations(text[:start], "《") if 0 <= start - b - 1 <= OF_LAW), None
        )
        if named is not None and named[1] - named[0] <= TITLE:
            start = named[0] - 1
        end = match.end() + _paragraph(text[match.end() :])
        if text[:start].endswith(_CITES) or (text[start] == "《" and text.startswith(_PROVIDES, end)):
            yield start, end


def _paragraph(behind: str) -> int:
    """Code points of the paragraph (第一款) that `behind` an article begins with; 0 where it begins with none."""
    at = behind.find("款")
    return at + 1 if 1 < at <= PARAGRAPH and behind.startswith("第") and behind[1:at].isalnum() else 0
