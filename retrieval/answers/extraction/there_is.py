"""Whether a case has the thing that it is asked for: 德化县有法庭吗 is 有 where a court is told of, and nothing denies it."""

from __future__ import annotations

from data.text import clauses, split_at, squeeze, trimmed
from data.types import Quote
from retrieval.language.polarity import negations
from retrieval.language.terms import Term, Weighted
from retrieval.lexicon.listed import listed, under
from retrieval.question.query import Query

_WHETHER, _PARTICLES, _ASKING = (
    ("有没有", "有无", "有没"),
    ("吗", "么", "啊", "呀", "呢"),
    frozenset("什么哪谁几多"),
)
SHORTEST, LONGEST_THING, SHORT_THING = 2, 20, 12
"""Code points of what is asked for behind 有没有, at least and at most, and behind 有 at most."""
_DOES = listed("is_of_act")
_THINGS = under("thing")
"""The words for one sort of thing each: what is asked for as 机构 may be told as 中心."""
SAME = 0.9
"""How surely a word must stand for the one asked for."""


def asked_of(text: str) -> str:
    """The thing of which `text` (folded) asks whether it is there; '' where it asks whether something was done."""
    bare = text.rstrip("？?")
    last = split_at(bare, "，,。？?")[-1]
    thing = _behind_whether(last) or _before_question(last)
    return "" if not thing or _DOES.search(thing) else thing


def _behind_whether(clause: str) -> str:
    """What 有没有 or 有无 leads to at the end of a question."""
    at, word = min(((at, word) for word in _WHETHER if (at := clause.find(word)) >= 0), default=(-1, ""))
    thing = clause[at + len(word) :] if at >= 0 else ""
    thing = thing[:-1] if thing.endswith(_PARTICLES) and len(thing) > SHORTEST else thing
    return thing if SHORTEST <= len(thing) <= LONGEST_THING else ""


def _before_question(clause: str) -> str:
    """What 有 leads to before 吗 or 没有, where nothing is asked besides: 德化县有法庭吗."""
    end = next((word for word in ("吗", "么", "没有", "没", "不") if clause.endswith(word)), "")
    told = clause.removesuffix(end) if end else ""
    at = told.find("有")
    while at >= 0:
        thing = told[at + 1 :]
        if told[at - 1 : at] not in tuple("没所只") or not at:
            return thing if 0 < len(thing) <= SHORT_THING and not set(thing) & _ASKING else ""
        at = told.find("有", at + 1)
    return ""


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
