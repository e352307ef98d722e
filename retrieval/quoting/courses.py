"""The words of a case where it tells that it passes a test of its course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.text import sentences, squeeze
from data.types import Case, Field, Quote
from retrieval.cases.holdings import own_words, said_in
from retrieval.cases.suits.conditions import Place
from retrieval.cases.suits.course import Course
from retrieval.cases.suits.sections import CLAIMS, FACTS, MEANING, REASONS, RESULT
from retrieval.language.numbers import ARTICLE
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import asides, quote_of

_DECIDES, _GIST = listed("decided_by"), listed("section.gist")
_DECIDED, _SUPPORTED, _CLAIMED = listed("decided_so"), listed("supported"), listed("claimed")
SHORTEST = 40
"""Code points from which on a section may tell how a case came about."""
QUOTED = 130
"""Code points quoted of where a case tells its outcome: a ruling with its parties and sum."""


def outcome_quotes(case: Case, places: Sequence[Place]) -> tuple[Quote, ...]:
    """The words of `case` at `places`, whole sentences as far as QUOTED code points go, the last places first."""
    chosen: list[Quote] = []
    left = QUOTED
    for name, start, end in reversed(places):
        text = case.text_of(name) or ""
        stop = start
        for _, last in sentences(text[start:end]):
            if stop > start and start + last - start > left:
                break
            stop = start + last
        quote = quote_of(case, name, start, stop)
        if quote.text and (not chosen or stop - start <= left):
            chosen.append(quote)
            left -= stop - start
    order = [f.name for f in case.fields]
    return tuple(sorted(chosen, key=lambda quote: (order.index(quote.field), quote.start)))


def story_of(case: Case) -> Field | None:
    """The section that tells how a case came about: that of its facts, else the first that tells neither what was asked,
    held or meant, nor its gist."""
    told = [field for field in case.fields if field.name not in asides(case)]
    facts = (field for field in told if FACTS.search(field.name))
    not_of = (RESULT, REASONS, CLAIMS, MEANING, _GIST)
    others = (f for f in told if len(f.text) > SHORTEST and not any(one.search(f.name) for one in not_of))
    return next(facts, None) or next(others, None)


def decided_in(case: Case) -> Place | None:
    """The sentence in which a tribunal decides, of a case whose rulings are not told by the forms of a judgment: the last
    of the section of the result, else the last elsewhere in which nobody asks for it."""
    told = list(_of_result(case)) or [
        (field.name, start, end)
        for field in case.fields
        if not tells_neither(field.name)
        for start, end in sentences(field.text)
        if _decides(field.text[start:end])
    ]
    return told[-1] if told else _held_in(case)


def _held_in(case: Case) -> Place | None:
    """The last sentence of the reasons that holds something to be so or not, where nothing else of a case decides: 应属无效."""
    held = [
        (field.name, start, end)
        for field in case.fields
        if REASONS.search(field.name) and not MEANING.search(field.name)
        for start, end in sentences(field.text)
        if said_in(own_words(squeeze(field.text[start:end]))) and not ARTICLE.search(field.text[start:end])
    ]
    return held[-1] if held else None


def _of_result(case: Case) -> Iterator[Place]:
    for field in case.fields:
        if RESULT.search(field.name):
            found = sentences(field.text)
            yield from (
                (field.name, start, end) for start, end in found if _DECIDES.search(field.text, start, end)
            )


def _decides(text: str) -> bool:
    match = _DECIDED.search(text)
    if match is not None:
        return not _CLAIMED.search(text, 0, match.start())
    return bool(_SUPPORTED.search(text)) and not ARTICLE.search(text)


def tells_neither(name: str) -> bool:
    """Whether a section tells neither what happened nor what was decided: claims, meaning, gist."""
    return bool(CLAIMS.search(name) or MEANING.search(name) or _GIST.search(name))


def ruling_quotes(case: Case, course: Course, question: str) -> tuple[Quote, ...]:
    """What was decided, at the instance that `question` names if any; where no ruling is read, the sentence that decides."""
    at = [ruling for ruling in course.rulings if ruling.instance and ruling.instance in question]
    places = [(ruling.field, ruling.start, ruling.end) for ruling in at or course.rulings]
    if not places and (decided := decided_in(case)) is not None:
        places = [decided]
    return outcome_quotes(case, places)
