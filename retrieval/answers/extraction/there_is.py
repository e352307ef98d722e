"""Whether a case has the thing that it is asked for: 德化县有法庭吗 is 有 where a court is told of, and nothing denies it."""

from __future__ import annotations

from data.patterns import regex
from data.text import clauses, squeeze, trimmed
from data.types import Quote
from retrieval.language.polarity import negations
from retrieval.language.terms import Term, Weighted
from retrieval.lexicon.listed import listed, under
from retrieval.question.query import Query

_ASKED = regex(
    r"(?:有没有|有无|有没(?=[^有]))(?P<a>[^，,。？?]{2,20}?)(?:吗|么|啊|呀|呢)?[？?]?$|"
    r"(?:^|[^没所只])有(?P<b>[^，,。？?什么哪谁几多]{1,12}?)(?:吗|么|没有?|不)[？?]?$"
)
_DOES = listed("is_of_act")
_THINGS = under("thing")
"""The words for one sort of thing each: what is asked for as 机构 may be told as 中心."""
SAME = 0.9
"""How surely a word must stand for the one asked for."""


def asked_of(text: str) -> str:
    """The thing of which `text` (folded) asks whether it is there; '' where it asks whether something was done."""
    match = _ASKED.search(text)
    thing = (match["a"] or match["b"] or "") if match else ""
    return "" if not thing or _DOES.search(thing) else thing


def there_is(query: Query, words: Weighted, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The clauses of `quotes` that tell of the thing asked for and do not deny it; () where none is asked for, or none does."""
    thing = asked_of(query.text)
    if not thing or query.english:
        return ()
    terms = [term for term in words.terms if term.text in thing]
    sort = max(
        (
            name
            for name, pattern in _THINGS.items()
            if any(m.end() >= len(thing) for m in pattern.finditer(thing))
        ),
        default="",
    )
    if not terms and not sort:
        return ()
    found = ((quote, _told_in(quote, terms, sort, thing)) for quote in quotes)
    return tuple(
        Quote(quote.field, quote.start + span[0], quote.start + span[1], quote.text[slice(*span)])
        for quote, span in found
        if span is not None
    )


def _told_in(quote: Quote, terms: list[Term], sort: str, thing: str) -> tuple[int, int] | None:
    """The clause of `quote` that tells of the thing."""
    for start, end in clauses(quote.text):
        clause = squeeze(quote.text[start:end])
        if negations(clause):
            continue
        last = terms[-1] if terms and thing.endswith(terms[-1].text) else None
        named = last is not None and last.strength(clause) >= SAME
        of_sort = bool(sort) and bool(_THINGS[sort].search(clause))
        others = [term for term in terms if term is not last]
        if named or (of_sort and (not others or any(term.strength(clause) >= SAME for term in others))):
            return trimmed(quote.text, (start, end))
    return None
