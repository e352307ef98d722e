"""Of a case told in sections: the statement that answers most probably, and a window for each of several things asked."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING

from data.types import Quote
from retrieval.answers.extraction.windows import ROOM_OF_SECTIONS, of_form, worth
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.opinions import asks_opinions, followed, opinions, rejected
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import ARBITRATION, FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sections import MEANING, REASONS
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import FIGURES, ONE_FACT
from retrieval.question.query import Layout
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.passages import (
    Statement,
    by_tribunal,
    scored_statements,
    statements,
    whole_sentence,
)

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans

GIVES = 0.25
"""Share of the likeliest statement's probability from which on one that gives a reason is told where one is asked."""
HELD = 1.5
"""Log-odds that a statement wins which holds all of the question's words, where a reason is asked."""
NEARER = 3.0
"""Log-odds that the last statement before a ruling has before the first, where it is asked why it was so ruled."""
AS_LIKELY = 0.4
"""A statement beside the likeliest is quoted from this share of its probability on."""
LENIENT, MOST_GROUNDS = 3.0, 3
"""Log-odds that a statement wins for each ground of leniency it names, where it is asked why somebody got off so lightly,
and how many count."""
_LENIENT = listed("lenient_ground")
_AT_HAND, _WHY_SO = listed("case_at_hand"), listed("why_so")
_OVERTURNED = listed("turned_over")
_HOW_SEEN, _CONCLUDES = listed("how_seen"), listed("concludes")
_LESSON, _APPEAL = listed("section.lesson"), listed("appeal")
OPENING, _TRIBUNALS = 20, ("法院", "仲裁委", "合议庭")
"""Code points with which a tribunal's own opinion begins, and who has one."""
_TURNS = ("但", "然而", "不过")
"""How a statement begins that turns against what was held before it."""
_BECAUSE, _PERSONAL, _OF_RULING = listed("because"), listed("personal"), listed("why_ruled")


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
    text = inquiry.question.text
    every = _of_the_case(profile, text)
    odds = [
        sum(exp(c.odds) for c in spans.clauses if c.field == one.field and one.start <= c.start < one.end)
        for one in every
    ]
    if kind.type is Type.REASON:  # what it is asked of stands in its reason, or beside it
        odds = [w * exp(HELD * inquiry.words.coverage(s.text)) for w, s in zip(odds, every, strict=True)]
    if (
        kind.type is Type.REASON and Cue.WHY_LENIENT in inquiry.question.cues
    ):  # 自首, 立功, 认罪认罚: the more of them the rather
        grounds = [len(set(_LENIENT.findall(one.text))) for one in every]
        odds = [w * exp(LENIENT * min(many, MOST_GROUNDS)) for w, many in zip(odds, grounds, strict=True)]
    order = sorted(range(len(every)), key=lambda at: (-odds[at], at))
    if kind.type is Type.REASON:  # what a case means to others is no reason of its own
        order = [at for at in order if not _of_others(every[at])] or order
    if kind.type in (Type.REASON, Type.HOW):  # a lesson drawn for others is none of the case at hand
        order = [at for at in order if _is_of_case(profile, every[at])] or order
    overturned = profile.course.reversed or _OVERTURNED.search(profile.text)
    if kind.type is Type.YESNO and overturned and FIRST not in text:
        order = [at for at in order if FIRST not in every[at].text] or order  # which no longer stands
    of_ruling = kind.type is Type.REASON and Cue.AWARDED_OR_TAKEN in inquiry.question.cues
    if kind.type in (Type.REASON, Type.YESNO) and (of_ruling or Cue.ASKS_TRIBUNAL in inquiry.question.cues):
        held = [
            at
            for at in order
            if by_tribunal(every[at]) or _says_itself(every[at]) or _was_followed(profile, every[at])
        ]
        order = held or order
    if kind.type is Type.REASON:
        order = _reasons_first(profile, text, every, odds, order)
    order = _held_first(profile, text, every, order)
    chosen: list[Quote] = []
    for at in order:
        alone = kind.type in (Type.REASON, Type.YESNO)
        if chosen and (odds[at] < AS_LIKELY * odds[order[0]] or len(chosen) == (1 if alone else 2)):
            break
        one = every[at]
        start, end = whole_sentence(profile, one) if kind.type is Type.REASON else (one.start, one.end)
        if all(q.field != one.field or end <= q.start or q.end <= start for q in chosen):
            chosen.append(quote_of(profile.case, one.field, start, end))
    return tuple(quote for quote in chosen if quote.text)


def _reasons_first(
    profile: Profile, text: str, every: Sequence[Statement], odds: Sequence[float], order: list[int]
) -> list[int]:
    """`order`, what gives a reason first: what only rules gives none, and what leads to the ruling that is asked of does."""
    order = [at for at in order if not _only_rules(profile, text, every[at])] or order
    leading = [at for at in order if _leads_to_it(profile, text, every[at])]
    turned = max((at for at in leading if every[at].text.startswith(_TURNS)), default=-1)
    if 0 < len(leading) < len(order) and turned >= 0:  # 但解除协议将有损公共利益: what it came down to
        leading = [at for at in leading if at >= turned]
    if 0 < len(leading) < len(order):  # a tribunal comes to its conclusion at the end
        late = {at: exp(NEARER * rank / len(leading)) for rank, at in enumerate(sorted(leading))}
        order = sorted(leading, key=lambda at: (-odds[at] * late[at], at))
    reasons = [at for at in order if _BECAUSE.search(every[at].text)]
    gives = reasons and odds[reasons[0]] >= GIVES * odds[order[0]]
    if gives and _says_itself(every[order[0]]):  # rather than what is held of everybody
        gives = bool(PERSON.search(every[reasons[0]].text) or _AT_HAND.search(every[reasons[0]].text))
    return reasons if gives else order


def _of_the_case(profile: Profile, text: str) -> list[Statement]:
    """The statements that may answer: nobody's name for himself, and no opinion that was not followed, unless that is asked for."""
    told = statements(profile)
    every = [s for s in told if not _PERSONAL.search(s.text)] or told
    if opinions(profile.case) and not asks_opinions(text):  # what some thought is no doctrine
        every = [s for s in every if not rejected(profile.case, s.field, s.start, s.end)] or every
    return every


def _is_of_case(profile: Profile, one: Statement) -> bool:
    """Whether a statement is no lesson for others; the opinion that was followed is of the case, wherever it stands."""
    return not _LESSON.search(one.field) or _was_followed(profile, one)


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


def _says_itself(one: Statement) -> bool:
    """Whether a statement begins with what a tribunal holds: 法院经审理认为, 宋先生作为…应当有所认知."""
    opening = one.text[:OPENING]
    return "认为" in opening and any(name in opening for name in _TRIBUNALS)


def _of_others(one: Statement) -> bool:
    """Whether a statement tells what a case means, and speaks of nobody in it."""
    return bool(MEANING.search(one.field)) and not (PERSON.search(one.text) or _AT_HAND.search(one.text))


def _only_rules(profile: Profile, text: str, one: Statement) -> bool:
    """Whether a statement is a ruling and nothing before it, or that somebody appealed: 一审法院遂判决确认拍卖行为违法."""
    if _APPEAL.search(one.text) and not _APPEAL.search(text):
        return True
    return any(
        ruling.field == one.field and ruling.start <= one.start < ruling.end
        for ruling in profile.course.rulings
        if not _BECAUSE.search(one.text)
    )


def _leads_to_it(profile: Profile, text: str, one: Statement) -> bool:
    """Whether a statement stands between the ruling whose reason is asked for and the one before it.

    That of the instance which is named, else, where it is asked why somebody won or lost, the one that stands; so does
    every statement where neither is asked.
    """
    course = profile.course
    asked = text.replace(f"{FIRST}判决", "").replace(f"{FIRST}的判决", "")  # 为什么撤销一审判决
    named = next((name for name in (FIRST, SECOND, RETRIAL, ARBITRATION) if name in asked), "")
    ruling = course.at(named) if named else course.operative if _OF_RULING.search(text) else None
    if ruling is None:
        return True
    if one.field != ruling.field:
        return bool(REASONS.search(one.field)) and (len(course.rulings) == 1 or ruling is course.operative)
    before = (r.end for r in course.rulings if r.field == one.field and r.end <= ruling.start)
    return max(before, default=0) <= one.start and one.end <= ruling.start


def best_first(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`quotes` in their order, but for the one that has the statement which fits the question best."""
    if len(quotes) < 2:
        return quotes
    parts = inquiry.parts_near(profile)
    scored = scored_statements(profile, inquiry.words, parts, inquiry.question.text)
    best = max(scored, key=lambda one: one[1])[0]
    first = [q for q in quotes if q.field == best.field and q.start < best.end and best.start < q.end][:1]
    return (*first, *(quote for quote in quotes if quote not in first))
