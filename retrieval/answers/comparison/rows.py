"""The rows in which cases told in sections are set side by side: what happened, why it was so decided, and what was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.text import sentences
from data.types import Quote
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
_PROCEDURE, _DECIDED = listed("of_procedure"), listed("decided_so")
_Cell = Callable[[Inquiry, Profile], tuple[Quote, ...]]


def section_rows(inquiry: Inquiry, targets: Sequence[Profile], least: int) -> list[Point]:
    """What is asked first: the reasons, or the rulings, and the other behind it; all three where neither is asked by name.

    A row that fewer than `least` cases fill is left out.
    """
    rows: dict[str, _Cell] = {"point_facts": _opening, "point_reasons": _reasons, "point_result": _result}
    question = inquiry.question
    reason = question.asked.type is Type.REASON or Cue.REASON_COMPARED in question.cues
    result = Side.DECIDED in question.particulars.sides or Cue.RESULT_COMPARED in question.cues
    order = ["point_facts", "point_reasons", "point_result"]
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
    result, facts = _result(inquiry, profile)[-1:], _opening(inquiry, profile)
    reasons = _reasons(inquiry, profile)
    return [*result, *facts, *reasons] if result or number > 1 else [*reasons, *facts]


def told_in(quotes: Sequence[Quote], other: Quote) -> bool:
    """Whether any of `quotes` of a case has words of `other`."""
    return any(one.field == other.field and one.start < other.end and other.start < one.end for one in quotes)


def in_short(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """Which case it is in the words nearest to the question, and how it ended."""
    facts, result = _facts(inquiry, profile), _result(inquiry, profile)[-1:]
    return (*facts, *(quote for quote in result if quote not in facts))


def _opening(_inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """How a case came about: as the section of its facts begins."""
    case, facts = profile.case, story_of(profile.case)
    if facts is None:
        return ()
    told = sentences(facts.text)
    own = [span for span in told if not _PERSONAL.search(facts.text, *span)] or told
    start, end = own[0] if own else (0, 0)
    for _, stop in own[1:]:
        if stop - start > CELL:
            break
        end = stop
    return (opening(case, quote_of(case, facts.name, start, end), CELL),)


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
    rulings = profile.course.rulings
    own = [ruling for ruling in rulings if RESULT.search(ruling.field)]

    def fits(one: Statement) -> bool:
        ruled = any(r.field == one.field and r.start <= one.start and one.end <= r.end for r in own)
        told = FACTS.search(one.field) or _PERSONAL.search(one.text)
        other = _ISSUE.search(one.text) or _PROCEDURE.search(one.text) or _DECIDED.match(one.text)
        return by_tribunal(one) and not (ruled or told or other)

    return tuple(
        clipped(profile.case, quote, inquiry.question.text, CELL)
        for quote in _best(inquiry, profile, fits, because=True)
    )


def _result(_: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    case, course = profile.case, profile.course
    if (ended := outcome_of(profile)) is not None:  # of a crime or a breach of discipline, not of who sued
        return (ending(case, ended, ROOM),)
    if not course.operative:
        told = [s for s in statements(profile) if RESULT.search(s.field) and _SANCTION.search(s.text)][-1:]
        if told:
            return (clipped(case, quote_of(case, told[0].field, told[0].start, told[0].end), "处分", ROOM),)
    stands = course.operative
    places = [(stands.field, stands.start, stands.end)] if stands else []
    quotes = outcome_quotes(case, places) or ruling_quotes(case, course, "")
    return tuple(ending(case, quote, ROOM) for quote in quotes)


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
