"""What is found in a case at one look, for all processes to know: who acts in it, what it names; the columns of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import eq

from data.catalog.search.words import told
from data.numerals import number_of
from data.text import fold, quotations, split_at, squeeze
from data.types import SUMMARY, Case
from retrieval import lexicon
from retrieval.cases.suits.course import course_of
from retrieval.language.amounts import sums
from retrieval.language.numbers import ARTICLE
from retrieval.lexicon.listed import listed

COLUMN = 60
"""Code points up to which a field is a column's value; longer ones are sections that are told."""
NAME = 12
"""Code points of a name at most: longer things in quotation marks are sayings."""
_UPRIGHT = "︽︾"
"""Marks that are folded to such as a name stands in."""
_AGAINST = listed("against")
RULES, _CITES = listed("section.rules"), listed("cites")


def is_suit(title: str) -> bool:
    """Whether a title says who sued whom: 甲诉乙…案."""
    return bool(_AGAINST.search(title))


def defendant(title: str) -> str:
    """Who is sued, in 甲诉乙…案; '' in any other title."""
    suit = _AGAINST.search(title)
    return title[suit.end() :] if suit else ""


def own_words(case: Case) -> str | None:
    """As `told`, without the words of statutes: neither sections that only give their articles nor what is quoted of one.

    None where it has none of these.
    """
    own = [field for field in case.fields if not RULES.search(field.name)] or list(case.fields)
    texts = [_unquoted(field.text) for field in own]
    if len(own) == len(case.fields) and all(map(eq, texts, (field.text for field in own))):
        return None
    fields = tuple(replace(field, text=text) for field, text in zip(own, texts, strict=True))
    return told(replace(case, fields=fields))


def _unquoted(text: str) -> str:
    """`text` with what is quoted of a statute blanked: 第三十八条规定：“用人单位应当……”."""
    for start, end in reversed(quotations(text, '“「『"')):
        if end - start >= NAME and _CITES.search(fold(text[max(start - NAME, 0) : start])):
            text = text[:start] + text[end:]
    return text


SUIT, DECIDED, SENTENCED, PENALISED = "suit", "decided", "sentenced", "penalised"
"""Labels of a case whose title says who sued whom, that a court or tribunal decided, in which somebody was sent to prison,
or received a penalty of the Party or the public service."""


def acting(kind: str, defends: bool) -> str:
    """The label of a case in which such a body acts, or `defends`."""
    return f"{'defends' if defends else 'acts'}:{kind}"


_STATUTE = tuple("法典例定释》")
"""What the name of a statute ends with, right before the article of it that is named."""


def articles(text: str) -> list[str]:
    """The articles of statutes that `text` (folded) names, as it writes them: 第十条."""
    found = ARTICLE.finditer(text)
    return [one[0] for one in found if text[one.start() - 1 : one.start()] in _STATUTE]


def naming(article: str) -> str:
    """The label of a case that names that article, in whichever numerals."""
    return f"article:{number_of(article[1:-1])}"


def labels(case: Case) -> tuple[str, ...]:
    """The labels of a case, for its library to be asked by them without a look at each."""
    title, sued, course = case.title, defendant(case.title), course_of(case)
    found = [acting(kind.name, False) for kind in lexicon.kinds() if kind.acts_in(title)]
    found += [acting(kind.name, True) for kind in lexicon.kinds() if sued and kind.acts_in(sued)]
    found += [SUIT] * is_suit(title) + [DECIDED] * course.decided + [SENTENCED] * bool(course.terms)
    found += [PENALISED] * bool(course.penalties)
    if any("条" in piece for piece in (case.title, *(field.text for field in case.fields))):
        found += dict.fromkeys(map(naming, articles(told(case))))
    return tuple(found)


def least_and_most(case: Case) -> tuple[float, ...]:
    """The lowest and the highest sum of money that a case states itself; () where it states none."""
    return least_and_most_of(own_words(case) or told(case))


MONEY = ("元", "块", "币")
"""One of these every sum is written with."""


@lru_cache(maxsize=5_000)
def least_and_most_of(text: str) -> tuple[float, ...]:
    """The same of the text (folded) of a case: of ten thousand they are found in 60 ms."""
    found = sums(text)
    return (min(found), max(found)) if found else ()


def least_and_most_of_thing(text: str, thing: str) -> tuple[float, ...]:
    """The least and the most of the sums that stand behind `thing` in a clause of `text` (folded)."""
    clauses = (clause for clause in split_at(text, "，。；;\n") if thing in clause)
    found = [value for clause in clauses for value in sums(clause[clause.index(thing) :])]
    return (min(found), max(found)) if found else ()


def quoted(case: Case) -> Iterable[str]:
    """The names in quotation marks in a case, folded: of a hundred thousand texts nothing else is folded for them."""
    pieces = [case.title, *(field.text for field in case.fields)]
    if any(mark in piece for mark in _UPRIGHT for piece in pieces):
        text = told(case)
    elif any(mark in piece for mark in "“《" for piece in pieces):
        text = "\n".join("".join(piece.split()) for piece in pieces)
    else:
        return []
    return [fold(text[start:end]) for start, end in quotations(text, "“《") if 2 <= end - start <= NAME]


def columns(cases: Sequence[Case]) -> dict[str, frozenset[str]]:
    """The columns that some table has beside number, title and text, with their values, folded."""
    values: dict[str, set[str]] = {}
    told = {SUMMARY}
    for case in cases:
        for field in case.fields:
            if len(field.text) > COLUMN:
                told.add(field.name)
            elif field.name not in told:
                values.setdefault(field.name, set()).add(squeeze(field.text))
    return {name: frozenset(held - {""}) for name, held in values.items() if name not in told}


def parts(cases: Sequence[Case]) -> tuple[str, ...]:
    """The names of what cases are told in beside title and summary, of two characters or more."""
    names = dict.fromkeys(field.name for case in cases for field in case.fields)
    return tuple(name for name in names if len(name) > 1 and name != SUMMARY)
