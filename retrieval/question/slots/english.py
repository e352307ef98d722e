"""What a question in English wants: closed wordings, as the heads are learned from Chinese ones."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.lexicon.listed import listed
from retrieval.question.query import Query, Want

_WANTS = (
    (Want.COMPARE, listed("english.compare")),
    (Want.BRIEF, listed("english.brief")),
    (Want.GROUPS, listed("english.groups")),
    (Want.CASES, listed("english.cases")),
)
"""In order; the first that holds is wanted, a fact where none does."""


_GROUPS, _BESIDE = listed("english.groups"), listed("english.beside_groups")
_ASKS, _NOUN, _NEAR = listed("english.asks"), listed("english.noun"), 4


def asks(text: str) -> bool:
    """Whether `text` opens as a question of English does that is not about the program: the heads know Chinese ones."""
    return bool(_ASKS.match(text.lstrip())) and "you" not in text.rstrip("?.! ").split()


def wanted(text: str) -> Want:
    """What `text` (folded, in English) wants."""
    text = text.lower()
    told = next((want for want, form in _WANTS if form.search(text)), Want.FACT)
    return Want.COUNT if told in (Want.CASES, Want.FACT) and _counts(text) else told


def grouped(query: Query) -> Query:
    """`query`, which asks for groups, with what it asks for besides as its theme; itself where it is not in English."""
    if not query.english or query.want not in (Want.GROUPS, Want.EXTREME):
        return query
    rest = _BESIDE.sub(" ", _GROUPS.sub(" ", query.text.lower()))
    theme = " ".join(rest.split()) if re.search(r"[a-z]{2}", rest) else ""
    return replace(query, theme=theme)


def _counts(text: str) -> bool:
    """How many cases, how many trademark cases, the number of cases."""
    _, asked, rest = text.partition("how many ")
    near = " ".join(rest.split()[:_NEAR]) if asked else text.partition("number of ")[2].partition(" ")[0]
    return bool(_NOUN.search(near))
