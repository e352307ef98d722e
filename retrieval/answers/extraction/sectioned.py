"""Of a case told in sections: the statement that answers most probably, and a window for each of several things asked."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING

from data.types import Quote
from retrieval.answers.extraction.reasons import (
    Why,
    as_sentences,
    at_hand,
    of_opinion,
    of_others,
    reasons_first,
    says_itself,
    settled,
    told_whole,
    weighed,
)
from retrieval.answers.extraction.windows import ROOM_OF_SECTIONS, of_form, worth
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.holdings import own_words
from retrieval.cases.opinions import asks_opinions, followed, opinions, rejected
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import FIRST
from retrieval.cases.suits.sections import FACTS, LESSON, argues_in_meaning, gives_reasons
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import FIGURES, ONE_FACT
from retrieval.question.query import Layout
from retrieval.quoting.clauses import asides, quote_of
from retrieval.quoting.passages import (
    Statement,
    by_tribunal,
    cites_law,
    in_dispute,
    scored_statements,
    statements,
)

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans

AS_LIKELY = 0.4
"""A statement beside the likeliest is quoted from this share of its probability on."""
SURELY = 0.6
"""Probability from which on the likeliest statement is told where it is asked whether something is so and no word says it: of
48 that are so probable 43 hold all that is asked for, and of the answers in their stead 40."""
_OVERTURNED, _PERSONAL = listed("turned_over"), listed("personal")
_HOW_SEEN, _CONCLUDES, _SUPPOSES = listed("how_seen"), listed("concludes"), listed("supposed_told")
_NO_OUTCOME = ONE_FACT - {Type.WHO}
"""What no supposition tells: a figure, a body, a day; who has to pay then it does."""
SAYS_SO = 3.0
"""Log-odds that a statement which supposes something wins where it holds all of the question's words."""


def window_of_each(inquiry: Inquiry, profile: Profile, others: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of a case told in sections the likeliest window for each thing, where several are asked: 判了多久，罚了多少钱.

    Then the `others`, as far as there is room.
    """
    text, case = inquiry.question.text, profile.case
    every = [kind for kind in inquiry.question.particulars.asked if kind.type in ONE_FACT]
    kinds = sorted((one for one in every if not _part_of_another(one, every)), key=lambda kind: kind.span)
    if len(case.fields) == 1 or len(kinds) < 2 or inquiry.question.form.layout is not Layout.PLAIN:
        return others
    from retrieval.judging.spans import answer_in

    parts = inquiry.parts_near(profile)
    quotes: list[Quote] = []
    for kind in kinds:
        spans = answer_in(kind, inquiry.words, profile, parts, text)
        windows = of_form(case, kind, spans.windows) if spans else ()
        if windows:
            best = max(windows, key=worth)
            quote = quote_of(case, best.field, best.start, best.end)
            quotes += [quote] if apart(quote, quotes) else []
    for quote in others if len(quotes) < len(kinds) else ():
        if apart(quote, quotes) and sum(len(q.text) for q in (*quotes, quote)) <= ROOM_OF_SECTIONS:
            quotes.append(quote)
    return tuple(quotes)


def _part_of_another(one: Asked, every: Sequence[Asked]) -> bool:
    """Whether what is asked is but a part of another thing that is: the number in 哪几家单位."""
    (first, last), named = one.span, [other.span for other in every if other.type not in FIGURES]
    return one.type in FIGURES and any(start <= first and last <= end for start, end in named)


def apart(quote: Quote, others: Sequence[Quote]) -> bool:
    return all(q.field != quote.field or q.end <= quote.start or quote.end <= q.start for q in others)


def likeliest_statements(inquiry: Inquiry, profile: Profile, kind: Asked, spans: Spans) -> tuple[Quote, ...]:
    """Of a case told in sections the statement whose clauses answer most probably, and what comes as near beside it.

    The best first; a reason is told as a whole sentence, as far as that is not too long. How something is to be seen
    a tribunal says, and no party.
    """
    text, why = inquiry.question.text, kind.type is Type.REASON
    every, of_why = _of_the_case(profile, text), Why(inquiry, profile)
    every = as_sentences(profile, every) if why else every
    odds = [
        sum(exp(c.odds) for c in spans.clauses if c.field == one.field and one.start <= c.start < one.end)
        for one in every
    ]
    odds = weighed(of_why, every, odds) if why else odds
    order = sorted(range(len(every)), key=lambda at: (-odds[at], at))
    if why:  # what a case means to others is no reason of its own, and articles are none
        beside = asides(profile.case)
        order = [at for at in order if every[at].field not in beside and not of_others(every[at])] or order
    whether = kind.type is Type.YESNO and Cue.ASKS_FOR_LAW not in inquiry.question.cues
    if kind.type in (Type.REASON, Type.HOW) or whether:  # a lesson for others is none of the case at hand
        order = [at for at in order if _is_of_case(profile, every[at])] or order
    overturned = profile.course.reversed or _OVERTURNED.search(profile.text)
    if kind.type is Type.YESNO and overturned and FIRST not in text:
        order = [at for at in order if FIRST not in every[at].text] or order  # which no longer stands
    if (why and of_why.decided) or (kind.type is Type.YESNO and Cue.ASKS_TRIBUNAL in inquiry.question.cues):
        held = [at for at in order if _is_held(profile, every[at], why)]
        order = held or order
    if why:
        likeliest = next((every[at] for at in order if at_hand(every[at])), None)
        if opinion := of_opinion(of_why, likeliest):
            return opinion
    if why and (settling := settled(of_why, every)):
        return settling
    if why:  # that it was in dispute is no reason
        order = [at for at in order if not in_dispute(every[at].text)] or order
    order = reasons_first(of_why, every, odds, order) if why else order
    order = _held_first(profile, text, every, order)
    chosen: list[Quote] = []
    for at in order:
        alone = kind.type in (Type.REASON, Type.YESNO)
        if chosen and (odds[at] < AS_LIKELY * odds[order[0]] or len(chosen) == (1 if alone else 2)):
            break
        one = every[at]
        quote = told_whole(profile, one) if why else quote_of(profile.case, one.field, one.start, one.end)
        if apart(quote, chosen):
            chosen.append(quote)
    return tuple(quote for quote in chosen if quote.text)


def surely_answers(quotes: Sequence[Quote], spans: Spans) -> bool:
    """Whether the first of `quotes`, of a case told in sections, answers so probably that no ruling is told in its stead."""
    if not (quotes and spans.clauses):
        return False
    first = quotes[0]
    held = [c for c in spans.clauses if c.field == first.field and first.start <= c.start < first.end]
    return sum(1 / (1 + exp(-one.odds)) for one in held) >= SURELY


def _is_held(profile: Profile, one: Statement, why: bool) -> bool:
    """Whether a tribunal says so, or the opinion that was followed; why, where the case says why."""
    argued = why and argues_in_meaning(profile.case)
    by_it = gives_reasons(profile.case, one.field) if argued else by_tribunal(one)
    return by_it or says_itself(one) or _was_followed(profile, one)


def _of_the_case(profile: Profile, text: str) -> list[Statement]:
    """The statements that may answer: nobody's name for himself, and no opinion that was not followed, unless that is asked for."""
    told = statements(profile)
    every = [s for s in told if not _PERSONAL.search(s.text)] or told
    if opinions(profile.case) and not asks_opinions(text):  # what some thought is no doctrine
        every = [s for s in every if not rejected(profile.case, s.field, s.start, s.end)] or every
    return every


def _is_of_case(profile: Profile, one: Statement) -> bool:
    """Whether a statement is no lesson for others; the opinion that was followed is of the case, wherever it stands."""
    return not LESSON.search(one.field) or _was_followed(profile, one)


def _was_followed(profile: Profile, one: Statement) -> bool:
    return followed(profile.case, one.field, one.start, one.end)


def _held_first(profile: Profile, text: str, every: Sequence[Statement], order: list[int]) -> list[int]:
    """`order`, the conclusions of the opinion that was followed first, where it is asked as what a matter is seen."""
    if not _HOW_SEEN.search(text):
        return order
    ends = [at for at in order if _was_followed(profile, every[at]) and _CONCLUDES.search(every[at].text)]
    return [*ends, *(at for at in order if at not in ends)]


def of_time_supposed(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """The one statement of a case that speaks of the time at which something is supposed to be: 要是2016年以前干的呢."""
    question = inquiry.question
    times = question.particulars.times
    if Cue.SUPPOSED_SO not in question.cues or not times or len(profile.case.fields) == 1:
        return ()
    named = [
        one
        for one in _of_the_case(profile, question.text)
        if any(time in one.text and f"{time}年《" not in one.text for time in times)  # no edition of a law
    ]
    held = [one for one in named if _CONCLUDES.search(one.text)] or named
    return (quote_of(profile.case, held[0].field, held[0].start, held[0].end),) if len(held) == 1 else ()


def of_supposed(inquiry: Inquiry, profile: Profile, spans: Spans) -> tuple[Quote, ...]:
    """Where something is supposed that was otherwise: the likeliest statement of a case of sections that itself supposes
    something, 如驾驶员有重大过失，则不能减轻; () where nothing is supposed, a figure is asked, or none supposes anything."""
    question = inquiry.question
    if Cue.SUPPOSED_SO not in question.cues or not spans.clauses or question.asked.type in _NO_OUTCOME:
        return ()
    if question.asked.type is Type.WHO and Cue.SUPPOSED_SO in question.clauses()[-1].cues:
        return ()  # 要是查不出谁扔的: nobody is asked for
    every = as_sentences(
        profile, [one for one in statements(profile) if one.field not in asides(profile.case)]
    )
    told = [one for one in every if _SUPPOSES.search(own_words(one.text)) and not cites_law(one.text)]
    told = [one for one in told if not FACTS.search(one.field)] or told  # what a party says would have been
    if not told:
        return ()

    def worth(one: Statement) -> float:
        odds = (c.odds for c in spans.clauses if c.field == one.field and one.start <= c.start < one.end)
        return sum(map(exp, odds)) * exp(SAYS_SO * inquiry.words.coverage(one.text))

    best = max(told, key=worth)
    return (quote_of(profile.case, best.field, best.start, best.end),)


def best_first(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`quotes` in their order, but for the one that has the statement which fits the question best."""
    if len(quotes) < 2:
        return quotes
    parts = inquiry.parts_near(profile)
    scored = scored_statements(profile, inquiry.words, parts, inquiry.question.text)
    best = max(scored, key=lambda one: one[1])[0]
    first = [q for q in quotes if q.field == best.field and q.start < best.end and best.start < q.end][:1]
    return (*first, *(quote for quote in quotes if quote not in first))
