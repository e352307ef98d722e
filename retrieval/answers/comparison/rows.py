"""The rows in which cases told in sections are set side by side: what happened, why it was so decided, and what was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from data.text import sentences, squeeze
from data.types import Case, Quote
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.outcomes import outcome_of
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import CLAIMS, FACTS, MEANING, REASONS, RESULT
from retrieval.cases.suits.sides import Side
from retrieval.language.numbers import ARTICLE
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.quoting.clauses import asides, clipped, ending, opening, quote_of
from retrieval.quoting.courses import outcome_quotes, ruling_quotes, story_of
from retrieval.quoting.passages import Statement, by_tribunal, cites_law, scored_statements, statements
from retrieval.quoting.shown import SCRAP, tidied
from retrieval.wording.frames import phrase
from retrieval.wording.points import Point

ROOM, CELL = 90, 70
"""Code points of a ruling in a cell, and of anything else."""
BECAUSE = 0.4
"""What it speaks for a statement in the row of reasons that it gives one."""
_BECAUSE = listed("because")
_SANCTION, _HOLDS = listed("sanction"), listed("holds")
_ISSUE, _PERSONAL, _ASKS_FOR = listed("open_issue"), listed("personal"), listed("claimed")
_PROCEDURE, _DECIDED, _GIST = listed("of_procedure"), listed("decided_so"), listed("section.gist")
_TELLS_END = (_DECIDED, _SANCTION, listed("sentenced_to"), listed("supported"), listed("orders_so"))
"""Words of which a ruling has one where it says what was decided."""
_SUIT_TOLD = listed("suit_told")
SHORTEST = 20
"""Code points up to which a sentence only heads others."""
OF_TITLE = 3
"""Pairs of characters of the title from which on a sentence is on its matter."""
_Cell = Callable[[Inquiry, Profile], tuple[Quote, ...]]


def section_rows(inquiry: Inquiry, targets: Sequence[Profile], least: int) -> list[Point]:
    """What is asked first: the reasons, or the rulings, and the other behind it; where neither is asked by name, what
    happened, what came of it, and why.

    A row that fewer than `least` cases fill is left out.
    """
    rows: dict[str, _Cell] = {"point_facts": _opening, "point_reasons": _reasons, "point_result": _result}
    question = inquiry.question
    reason = question.asked.type is Type.REASON or Cue.REASON_COMPARED in question.cues
    result = Side.DECIDED in question.particulars.sides or Cue.RESULT_COMPARED in question.cues
    order = ["point_facts", "point_result", "point_reasons"]
    if reason or result:
        order = ["point_reasons", "point_result"] if reason else ["point_result", "point_reasons"]
    points = []
    used: list[list[Quote]] = [[] for _ in targets]
    for name in order:
        cells = tuple(
            tuple(quote for quote in rows[name](inquiry, profile) if not told_in(used[at], quote))
            for at, profile in enumerate(targets)
        )
        for at, cell in enumerate(cells):
            used[at] += cell
        if sum(map(bool, cells)) >= least:
            points.append(Point(phrase(name, inquiry.question.english), cells))
    return points


def told_of_suit(inquiry: Inquiry, profile: Profile, number: int) -> list[Quote]:
    """Of a case told in sections what was decided, before it how it came about and, of three or more, why it was decided so."""
    result, facts = _result(inquiry, profile)[-1:], came_about(profile)
    reasons = _reasons(inquiry, profile)
    return [*result, *facts, *reasons] if result or number > 1 else [*reasons, *facts]


def told_in(quotes: Sequence[Quote], other: Quote) -> bool:
    """Whether any of `quotes` of a case has words of `other`."""
    return any(one.field == other.field and one.start < other.end and other.start < one.end for one in quotes)


def in_short(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """Which case it is in the words nearest to the question, and how it ended."""
    facts, result = _facts(inquiry, profile), _result(inquiry, profile)[-1:]
    return (*facts, *(quote for quote in result if quote not in facts))


def _opening(_: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    return came_about(profile)


def came_about(profile: Profile) -> tuple[Quote, ...]:
    """How a case came about: of what happened before anybody went to court the sentence nearest to the title, which names
    the matter; where none is, as the section of its facts begins."""
    case, facts = profile.case, story_of(profile.case)
    if facts is None:
        return ()
    told = sentences(facts.text)
    own = [(a, b) for a, b in told if b - a > SHORTEST and not _PERSONAL.search(facts.text, a, b)] or told
    title = _pairs(case.title)
    happened = [
        span
        for span in own
        if not (_SUIT_TOLD.search(facts.text, *span) or _quotes_on(facts.text[slice(*span)]))
    ]  # what is claimed or decided is another row
    best = max(happened, key=lambda span: len(title & _pairs(facts.text[slice(*span)])), default=None)
    if best is not None and len(title & _pairs(facts.text[slice(*best)])) >= OF_TITLE:
        return (clipped(case, quote_of(case, facts.name, *best), case.title, ROOM),)
    start, end = own[0] if own else (0, 0)
    for _, stop in own[1:]:
        if stop - start > CELL:
            break
        end = stop
    whole = quote_of(case, facts.name, start, end)
    first = opening(case, whole, CELL)
    if len(first.text) > SHORTEST:
        return (first,)
    rest = quote_of(case, facts.name, first.end, end)  # 2013年10月至2019年4月，…: a date tells nothing
    return (opening(case, rest, ROOM) if rest.text else first,)


def _quotes_on(text: str) -> bool:
    """Whether quotation marks that open in a sentence do not close in it: a paper's words."""
    return text.count("“") != text.count("”")


def _pairs(text: str) -> set[tuple[str, str]]:
    """The neighbouring Chinese characters of `text`, without its white space."""
    return {pair for pair in pairwise(squeeze(text)) if all("一" <= char <= "鿿" for char in pair)}


def _facts(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    rulings = profile.course.rulings
    told = [field.name for field in profile.case.fields if FACTS.search(field.name)]

    def fits(one: Statement) -> bool:
        ruled = any(r.field == one.field and r.start < one.end and one.start < r.end for r in rulings)
        elsewhere = one.field not in told if told else REASONS.search(one.field) or CLAIMS.search(one.field)
        other = elsewhere or _ASKS_FOR.search(one.text)
        return not (ruled or other or _PERSONAL.search(one.text))

    return _best(inquiry, profile, fits)


def _reasons(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    rulings, came = profile.course.rulings, result_of(profile)
    own = [ruling for ruling in rulings if RESULT.search(ruling.field)]

    def fits(one: Statement) -> bool:
        ruled = any(r.field == one.field and r.start <= one.start and one.end <= r.end for r in own)
        ruled = ruled or any(q.field == one.field and q.start < one.end and one.start < q.end for q in came)
        told = FACTS.search(one.field) or _PERSONAL.search(one.text)
        other = _ISSUE.search(one.text) or _PROCEDURE.search(one.text) or _DECIDED.match(one.text)
        return by_tribunal(one) and not (ruled or told or other)

    return tuple(
        clipped(profile.case, quote, inquiry.question.text, CELL)
        for quote in _best(inquiry, profile, fits, because=True)
    )


def _result(_: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    return result_of(profile)


def result_of(profile: Profile, room: int = ROOM) -> tuple[Quote, ...]:
    """What came of a case told in sections, in about `room` code points: the penalty, the ruling that stands by what it
    orders and never by 维持原判 alone, or what was held in the end."""
    case, course = profile.case, profile.course
    if (ended := outcome_of(profile)) is not None:  # of a crime or a breach of discipline, not of who sued
        return (_decisive(profile, ended, room),)
    if not course.operative:
        told = [s for s in statements(profile) if RESULT.search(s.field) and _SANCTION.search(s.text)][-1:]
        if told:
            return (clipped(case, quote_of(case, told[0].field, told[0].start, told[0].end), "处分", room),)
        if not course.rulings and (held := _held(case, room)):
            return held
    stands = course.operative
    places = [(stands.field, stands.start, stands.end)] if stands else []
    quotes = outcome_quotes(case, places) or ruling_quotes(case, course, "")
    return tuple(_decisive(profile, quote, room) for quote in quotes)


def _decisive(profile: Profile, quote: Quote, room: int) -> Quote:
    """How a ruling ends; what it decides, where it ends by what is only advised: 驳回诉讼请求，但…建议…."""
    last = ending(profile.case, quote, room)
    if any(one.search(last.text) for one in _TELLS_END):
        return last
    told = [found.start() for one in _TELLS_END for found in one.finditer(quote.text)]
    return clipped(profile.case, quote, "", room, quote.start + max(told)) if told else last


def _held(case: Case, room: int) -> tuple[Quote, ...]:
    """How the section ends that tells what was held, of a case in which no ruling is told: 故诉讼请求不予支持."""
    if any(RESULT.search(field.name) for field in case.fields):
        return ()
    gist = next((f for f in case.fields if REASONS.search(f.name) and _GIST.search(f.name)), None)
    if gist is None:
        return ()
    told = sentences(gist.text)
    first = len(told) - 1
    while (
        first > 0
        and told[-1][1] - told[first - 1][0] <= room
        and "\n" not in gist.text[slice(*told[first - 1])]
    ):
        first -= 1  # the points of a list are none one behind the other
    return (ending(case, quote_of(case, gist.name, told[first][0], told[-1][1]), room),) if told else ()


def _best(
    inquiry: Inquiry, profile: Profile, fits: Callable[[Statement], bool], because: bool = False
) -> tuple[Quote, ...]:
    """Of the statements that fit, the one that has most of the question, or of the title where it has none of it."""
    case, beside = profile.case, asides(profile.case)
    parts, words, text = inquiry.parts_near(profile), inquiry.words, inquiry.question.text
    every = scored_statements(profile, words, parts, text)
    if not any(words.known) or not any(words.coverage(one.text) for one, _ in every):
        every = scored_statements(profile, inquiry.weigh(case.title), (), case.title)
    held = [
        (score + BECAUSE * because * (bool(_BECAUSE.search(one.text)) + bool(_HOLDS.search(one.text))), one)
        for one, score in every
        if one.field not in beside
        and not MEANING.search(one.field)
        and len(one.text) > SCRAP
        and not (cites_law(one.text) or ARTICLE.search(one.text))
        and fits(one)
    ]
    if not held:
        return ()
    _, best = max(held, key=lambda each: (each[0], -each[1].start))
    return tidied(case, (quote_of(case, best.field, best.start, best.end),))
