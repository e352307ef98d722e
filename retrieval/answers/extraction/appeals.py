"""What came of an appeal: where it is told that somebody appealed, the words that say how that ended."""

from __future__ import annotations

from data.text import sentences
from data.types import Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import SECOND
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import ending, quote_of

_APPEAL, _UNAPPEALED = listed("appeal"), listed("unappealed")
_ENDED, _OVERTURNED = listed("appeal_told"), listed("turned_over")
REACH = 3
"""Sentences behind the appeal among which its outcome is told."""
BETWEEN = 2
"""Code points between two quotes that are one: a full stop, a line's end."""
ROOM = 100
"""Code points quoted of it; it ends with what was ruled."""


def with_outcome(profile: Profile, quote: Quote) -> tuple[Quote, ...]:
    """`quote` and how the appeal ended that it tells of: one quote where the one stands right behind the other."""
    ended = appeal_outcome(profile, quote)
    if not ended or ended[0].field != quote.field or not 0 <= ended[0].start - quote.end <= BETWEEN:
        return (quote, *ended)
    return (quote_of(profile.case, quote.field, quote.start, ended[0].end),)


def appeal_outcome(profile: Profile, quote: Quote) -> tuple[Quote, ...]:
    """How the appeal ended that `quote` tells of; () where it tells of none, or says it itself, or the case does not."""
    if not _APPEAL.search(quote.text) or _UNAPPEALED.search(quote.text) or _ends(quote.text):
        return ()
    case, ruling = profile.case, profile.course.at(SECOND)
    if ruling is not None and (ruling.field != quote.field or ruling.start >= quote.end):
        return (ending(case, quote_of(case, ruling.field, ruling.start, ruling.end), ROOM),)
    text = case.text_of(quote.field) or ""
    behind = [(start, end) for start, end in sentences(text) if start >= quote.end][:REACH]
    told = next(((a, b) for a, b in behind if _ends(text[a:b])), None)
    return (ending(case, quote_of(case, quote.field, *told), ROOM),) if told else ()


def _ends(text: str) -> bool:
    return bool(_ENDED.search(text) or _OVERTURNED.search(text))
