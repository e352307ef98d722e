"""What a question in English wants: closed wordings, as the heads are learned from Chinese ones."""

from __future__ import annotations

import re
from dataclasses import replace

from data.places.regions import names_place
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.query import Query, Want

_WANTS = (
    (Want.COMPARE, listed("english.compare")),
    (Want.BRIEF, listed("english.brief")),
    (Want.GROUPS, listed("english.groups")),
    (Want.CASES, listed("english.cases")),
)
"""In order; the first that holds is wanted, a fact where none does."""


_NAMES = 4
"""Words that are all a message says, at most: trade secrets, court cases in Zhejiang."""
_GROUPS, _BESIDE = listed("english.groups"), listed("english.beside_groups")
_ASKS, _NOUN, _NEAR = listed("english.asks"), listed("english.noun"), 4


def asks(text: str) -> bool:
    """Whether `text` opens as a question of English does that is not about the program: the heads know Chinese ones."""
    return bool(_ASKS.match(text.lstrip())) and "you" not in text.rstrip("?.! ").split()


def wanted(text: str) -> Want:
    """What `text` (folded, in English) wants."""
    text = text.lower()
    told = next((want for want, form in _WANTS if form.search(text)), Want.FACT)
    if told is Want.FACT and _only_names(text):
        told = Want.CASES
    return Want.COUNT if told in (Want.CASES, Want.FACT) and _counts(text) else told


def _only_names(text: str) -> bool:
    """Whether `text` names a place or a theme and says nothing of it, so that the cases of that are wanted, as in Chinese."""
    if not 0 < len(text.split()) <= _NAMES or text.rstrip().endswith("?"):
        return False
    phrases, _ = lexicon.english()
    rest = phrases.sub(" ", text).strip(" .,!")
    named = rest != text.strip(" .,!") or names_place(text)
    return (named or bool(_NOUN.search(rest))) and all(
        names_place(word) or _NOUN.fullmatch(word) or lexicon.is_scaffolding(word) for word in rest.split()
    )


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
