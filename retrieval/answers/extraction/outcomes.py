"""What became of somebody: the penalty or the sentence that a case tells, where that is asked, whole and of the one named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.text import clauses, sentences, squeeze
from data.types import Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.crimes import convicted
from retrieval.cases.suits.penalties import received
from retrieval.cases.suits.rulings import COURTS
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import Sort, sheet
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.query import Layout
from retrieval.quoting.clauses import asides, ending, quote_of
from retrieval.quoting.courses import ruling_quotes

_FIRST, _ENDED = listed("instance_asked.一审"), listed("how_it_ended")
_ASKED, _TOLD, _LAST = listed("became_of"), listed("became_of_told"), listed("last_ruling")
_MEASURE, _SENTENCED = listed("penalty_words"), listed("sentenced_to")
_TYPES = frozenset((Type.TEXT, Type.HOW, Type.YESNO, Type.NAME))
NAMED, OF_TITLE, HARD = 1.0, 0.3, 0.3
"""What it speaks for a sentence that it names the person asked of, or one that the case is called by, and that it tells a
penalty or a conviction."""
ROOM = 100
"""Code points quoted of what became of somebody; it ends with the penalty."""
_TERM_ASKED, _IN_ALL = listed("term_asked"), "决定执行"
_ADOPTED = "采纳"
"""What makes a sentence with a proposal tell what was decided: 采纳量刑建议，判处."""
LONGEST = 24
"""Code points of the longest penalty that is said first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence that tells what became of somebody, and how hard it is."""

    field: str
    start: int
    end: int
    text: str
    hard: bool


def became_of(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The words that tell it; None where it is not asked, or the case tells of nobody that he was punished."""
    question, case = inquiry.question, profile.case
    term = question.asked.type is Type.DURATION and bool(_TERM_ASKED.search(question.text))
    asks = term or (question.asked.type in _TYPES and _ASKED.search(question.text))
    if not asks or question.english or question.form.layout is not Layout.PLAIN:
        return None
    told = list(_outcomes(profile))
    if not any(one.hard for one in told):
        return _ruled(profile) if _ENDED.search(question.text) else None
    named = next((name for name in COURTS if name in question.text), "")
    if term and named:
        return None  # which of several terms that was is told by its ruling
    if ruling := profile.course.at(named) if named else None:
        return ending(case, quote_of(case, ruling.field, ruling.start, ruling.end), ROOM)
    names, of_title = set(PERSON.findall(question.text)), set(PERSON.findall(profile.title))
    last, first = bool(_LAST.search(question.text)), bool(_FIRST.search(question.text))

    def fits(at: int) -> tuple[float, int]:
        one = told[at]
        worth = inquiry.words.coverage(one.text) + NAMED * any(name in one.text for name in names)
        worth += OF_TITLE * any(name in one.text for name in of_title)
        later = at / len(told)
        return worth + HARD * (one.hard and not first) + HARD * (last * later - first * later), at

    best = told[max(range(len(told)), key=fits)]
    whole = quote_of(case, best.field, best.start, best.end)
    return _term_of(profile, whole) if term else _pointed(ending(case, whole, ROOM))


def _term_of(profile: Profile, quote: Quote) -> Quote | None:
    """`quote` with the one term in it pointed out, or that of several crimes together; None where neither is told."""
    page = sheet(profile.case)
    base = dict(page.fields)[quote.field]
    quote = ending(profile.case, quote, ROOM)
    at = quote.text.find(_IN_ALL)
    start = quote.start + max(at, 0)
    told = [
        s
        for s in page.inside(quote.field, start, quote.end)
        if s.sort is Sort.DURATION and s.start >= base + start and page.text[s.end - 1] in "年月"
    ]
    if not told or (at < 0 and len(told) > 1):
        return None
    first, last = told[0].start - base, told[0].end - base
    return replace(quote, answer=(first, last)) if last <= quote.end else None


def _ruled(profile: Profile) -> Quote | None:
    """What was ruled in the end of a suit, told in so much as there is room for."""
    case, stands = profile.case, profile.course.operative
    if stands is not None:  # 维持原判 alone says nothing
        return ending(case, quote_of(case, stands.field, stands.start, stands.end), ROOM)
    quotes = ruling_quotes(case, profile.course, "") if len(case.fields) > 1 else ()
    return ending(case, quotes[-1], ROOM) if quotes else None


def outcome_of(profile: Profile) -> Quote | None:
    """How it ended for whom the case is called by, the last of what is told of it; None where nobody is told to be punished."""
    names = set(PERSON.findall(profile.title))
    hard = [one for one in _outcomes(profile) if one.hard]
    own = [one for one in hard if any(name in one.text for name in names)] or hard
    if not own:
        return None
    return ending(profile.case, quote_of(profile.case, own[-1].field, own[-1].start, own[-1].end), ROOM)


def _outcomes(profile: Profile) -> Iterator[Outcome]:
    """The sentences of what happened that tell what was done with somebody in the end."""
    beside = asides(profile.case)
    for field in profile.case.fields:
        if field.name in beside or MEANING.search(field.name):
            continue
        for start, end in sentences(field.text):
            text = squeeze(field.text[start:end])
            hard = bool(received(text) or (_SENTENCED.search(text) and (convicted(text) or _ADOPTED in text)))
            if hard or _TOLD.search(text):
                yield Outcome(field.name, start, end, text, hard)


def _pointed(quote: Quote) -> Quote:
    """`quote` with the penalties in its one clause that tells any pointed out, where they stand together and are short."""
    held = [(a, b) for a, b in clauses(quote.text) if _MEASURE.search(quote.text, a, b)]
    found = list(_MEASURE.finditer(quote.text))
    if not found or not held:
        return quote
    start, end = found[0].start(), found[-1].end()
    if end - start > LONGEST or "，" in quote.text[start:end]:
        return quote
    return replace(quote, answer=(quote.start + start, quote.start + end))
