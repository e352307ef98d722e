"""What a case is about in English, for who cannot read its title. Pure.

A title is quoted as it stands. Beside it stands what it says where it is one of the bundled cases; else the place and the
words of it that the glossary has, which is no translation.
"""

from __future__ import annotations

from functools import cache, lru_cache

from data.collections import bundled
from data.places.regions import called_in_english, names_place, places_of
from data.text import fold
from data.types import Case
from retrieval import lexicon

WORDS = 4
"""Words that a gloss has at most: it stands on a button."""


_COMPANY = ("有限责任公司", "有限公司")
"""What 责任 is a part of and does not mean."""


@lru_cache(maxsize=5_000)
def gloss(case: Case) -> str:
    """Shanghai: market regulator, trade secret; "" where neither a place nor two words of the title are known in English."""
    if title := _bundled().get(case.title):
        return title
    places = places_of(case)[:1]
    place = ", ".join(called_in_english(places))
    found = _words(fold(case.title))[:WORDS]
    words = ", ".join("IP" + word[2:] if word.split()[0] == "ip" else word for word in found)
    if not place:
        return words if len(found) > 1 else ""  # one word by itself tells no case from others
    return f"{place}: {words}" if words else place


def _words(title: str) -> list[str]:
    """The glossary's words for what stands in `title`, in its order; of words within words the longest, and no places."""
    for company in _COMPANY:
        title = title.replace(company, "公司")
    table, longest = _english()
    found: dict[str, None] = {}
    at = 0
    while at < len(title):
        sizes = range(min(longest, len(title) - at), 1, -1)
        size = next((size for size in sizes if title[at : at + size] in table), 1)
        if size > 1:
            found[table[title[at : at + size]]] = None
        at += size
    return list(found)


@cache
def _bundled() -> dict[str, str]:
    return bundled().titles_in_english()


@cache
def _english() -> tuple[dict[str, str], int]:
    """Chinese word → how it is said in English, where that is what the English most usually means; and the length of the
    longest. Nothing for verbs of anything and everything, and for the names of places.
    """
    told: dict[str, str] = {}
    for english, chinese in lexicon.english()[1].items():
        if chinese[0] not in lexicon.empty_words() and not names_place(english):
            told.setdefault(chinese[0], english)
    return told, max(map(len, told), default=0)
