"""Whether it is so, by the opinion that was followed of those that differed: 算优亲厚友吗 is no where only the other said so."""

from __future__ import annotations

from dataclasses import replace

from data.text import clauses, fold, pairs
from data.types import Quote
from retrieval.cases.opinions import Opinion, asks_opinions, opinions
from retrieval.cases.profiles import Profile
from retrieval.language.polarity import negations
from retrieval.language.terms import Term, Weighted
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of

_CONCLUDES, _HOW_SEEN, _SEEN_AS = listed("concludes"), listed("how_seen"), listed("seen_as")
_SO_SEEN = listed("so_seen")
_HOW_MANY, _DIVIDED = listed("which_opinion"), listed("opinions_counted")
BETWEEN = 20
"""Code points between two opinions on one matter: a line, and 第二种意见认为."""
AROUND = 200
"""Code points before an opinion within which stands what it is about."""
LONGEST = 24
"""Code points of what a matter is seen as that is said first."""
CONCLUSION = 60
"""Code points of a conclusion that is quoted with the clauses before it."""


def as_held(text: str, words: Weighted, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether what `text` (folded) asks is so, and the words that hold it; None where no opinions differed over that.

    What is asked about is the last word of the question that an opinion speaks of. Where the one that was followed says
    it, or denies it, that holds; where only the other does, the contrary.
    """
    told = opinions(profile.case)
    if not told or asks_opinions(text) or not words.terms or not _SO_SEEN.search(text):
        return None
    for asked in reversed(words.terms):
        for followed in (one for one in told if one.followed):
            others = [o for o in told if not o.followed and _of_one_matter(profile, o, followed)]
            own = _said(profile, followed, asked)
            other = [side for one in others if (side := _said(profile, one, asked)) is not None]
            side = own if own is not None else not other[0] if other else None
            if side is not None:
                return side, _conclusion(profile, followed)
    return None


def seen_as(text: str, profile: Profile) -> Quote | None:
    """The conclusion of the opinion that was followed, where it is asked as what a matter is seen; what it is seen as is
    pointed out. Of several opinions the one that has most of the question."""
    told = [one for one in opinions(profile.case) if one.followed]
    if not told or asks_opinions(text) or not _HOW_SEEN.search(text):
        return None
    pairs_asked = pairs(text)

    def shared(one: Opinion) -> int:
        field = profile.case.text_of(one.field) or ""
        return len(pairs_asked & pairs(fold(field[max(0, one.start - AROUND) : one.end])))

    quote = _conclusion(profile, max(told, key=shared))
    for start, end in clauses(quote.text):
        match = _SEEN_AS.search(quote.text, start, end)
        if match is not None and not negations(quote.text[start:end]):
            said = quote.text[match.end() : end].rstrip("，。；")
            if 2 <= len(said) <= LONGEST:
                return replace(
                    quote, answer=(quote.start + match.end(), quote.start + match.end() + len(said))
                )
    return quote


def which_followed(text: str, profile: Profile) -> tuple[Quote, ...]:
    """That opinions differed, which was followed, and its conclusion, where that is asked: 有几种意见，采纳了哪种."""
    case = profile.case
    told = opinions(case)
    if not (asks_opinions(text) and _HOW_MANY.search(text) and any(one.followed for one in told)):
        return ()
    first = next(one for one in told if one.followed)
    field = case.text_of(first.field) or ""
    divided = [(a, b) for a, b in clauses(field) if _DIVIDED.search(field, a, b)]
    agreed = [(a, b) for a, b in clauses(field) if a >= first.end and "种意见" in field[a:b]]
    quotes = []
    if divided:
        at = _DIVIDED.search(field, *divided[0])
        assert at is not None
        quotes.append(replace(quote_of(case, first.field, *divided[0]), answer=at.span()))
    if agreed:
        start = field.index("第", *agreed[0])
        quotes.append(
            replace(quote_of(case, first.field, *agreed[0]), answer=(start, field.index("意见", start)))
        )
    return (*quotes, _conclusion(profile, first))


def _of_one_matter(profile: Profile, one: Opinion, other: Opinion) -> bool:
    """Whether two opinions stand beside one another: there is nothing but a line between them."""
    field = profile.case.text_of(one.field) or ""
    first, second = sorted((one, other), key=lambda opinion: opinion.start)
    return (
        one.field == other.field
        and second.start - first.end <= BETWEEN
        and "。" not in field[first.end : second.start].strip("。")
    )


def _said(profile: Profile, one: Opinion, asked: Term) -> bool | None:
    """Whether the conclusion of an opinion says it (True) or denies it (False); None where it does neither."""
    told = fold((profile.case.text_of(one.field) or "")[one.start : one.end])
    parts = [told[a:b] for a, b in clauses(told) if _CONCLUDES.search(told, a, b)]
    for part in reversed(parts):
        if asked.text in part:
            denied = any(asked.text in part[at:] for at, _ in negations(part))
            return not denied
    return None


def _conclusion(profile: Profile, one: Opinion) -> Quote:
    """The clauses in which an opinion ends: as what it sees the matter."""
    text = profile.case.text_of(one.field) or ""
    parts = [(one.start + a, one.start + b) for a, b in clauses(text[one.start : one.end])]
    ends = [at for at, (a, b) in enumerate(parts) if _CONCLUDES.search(text, a, b)] or [len(parts) - 1]
    first = last = ends[0]
    for at in range(first, len(parts)):
        if parts[at][1] - parts[first][0] <= CONCLUSION and (at in ends or at - last <= 1):
            last = at
    return quote_of(profile.case, one.field, parts[first][0], parts[last][1])
