"""A question that asks for a text: an overview, then each case of the theme with its quotes."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import squeeze
from data.types import TITLE, Basis, Quote
from retrieval.answers.facts.asked_cells import asked_cells
from retrieval.answers.facts.shown import gist, outcome
from retrieval.answers.facts.story import ONE_LINE, in_one_line
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.opinions import rejected
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING, REASONS
from retrieval.language.numbers import ARTICLE
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout
from retrieval.quoting.clauses import ROOMS, asides, clipped, quote_of, telling_clause
from retrieval.quoting.passages import cites_law, statements
from retrieval.quoting.shown import tidied
from retrieval.wording.columns import table
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import sentence
from retrieval.wording.themes import together

_QUOTE = 150
"""Code points quoted of each case in a briefing."""
SECTIONED_QUOTE = 80
"""The same of a case told in sections: what happened and what came of it."""
_KEEP = 0.2
SAID_IN_TITLE = 0.5
"""Share of the theme that a title holds, from which on what it tells is on the theme."""
ALONE_QUOTE = 230
"""The same of the one case that a text is on: there is room for how it came about."""
LESSON = 110
"""Code points in which what it means is told."""
_COUNTED, _HEADING = ("（", "(", *"123456789一二三四五"), ("问题", "处理", "？")
"""How a line begins, or ends, that only says what is weighed behind it: （一）坚持受贿行贿一起查."""
LAW = 70
"""Code points in which a case says by which article it was decided."""
_LESSON, _RULES, _ISSUE = listed("section.lesson"), listed("section.rules"), listed("open_issue")
_POINT = listed("point_of_rule")
COMMON = 0.5
"""Share of all cases that hold a word from which on it is no topic beside the bodies that are named."""
_FEW = 3
_FEW_QUOTE = 260
"""Where the text is on up to three cases there is room for most of each."""


def answer_brief(inquiry: Inquiry, chosen: tuple[Profile, ...], basis: Basis) -> Reply:
    """Compose the overview and the sections over `chosen`."""
    question = inquiry.question
    budget, keep = (_FEW_QUOTE, 0.0) if len(chosen) <= _FEW else (_QUOTE, _KEEP)
    of_each = ALONE_QUOTE if len(chosen) == 1 else SECTIONED_QUOTE
    entries = [
        Entry(p.case, _with_judged(inquiry, p, _of_theme(inquiry, p, gist(inquiry, p, of_each))))
        if len(p.case.fields) > 1
        else Entry(
            p.case, _with_judged(inquiry, p, tidied(p.case, inquiry.entry(p, None, budget, keep).quotes))
        )
        for p in chosen
    ]
    if len(chosen) == 1 and len(chosen[0].case.fields) > 1:
        entries = [Entry(one.case, _with_meaning(inquiry, chosen[0], one.quotes)) for one in entries]
    if len(chosen) == 1 and question.form.layout in ROOMS:  # 压成一句: one case in as little as is asked for
        room = max(ROOMS[question.form.layout], ONE_LINE)
        entries = [Entry(p.case, in_one_line(inquiry, p, room)) for p in chosen]
    if Cue.ASKS_FOR_LAW in question.cues:
        by_id = {p.id: p for p in chosen}
        entries = [
            Entry(one.case, _with_law(by_id[one.case.id], one.quotes, inquiry.words)) for one in entries
        ]
    topic = _topic(inquiry)
    head = phrase("brief" if topic else "brief_some", question.english, topic=topic, count=len(chosen))
    if question.form.layout is Layout.TABLE or Cue.AS_TABLE in question.cues:
        of_outcome = Cue.OUTCOME_COLUMN in question.cues
        each = [
            Entry(
                p.case,
                outcome(inquiry, p)
                if of_outcome and len(p.case.fields) > 1
                else telling_clause(p.case, inquiry.words),
            )
            for p in chosen
        ]
        names = question.form.columns
        composed = table(each, names, inquiry.labels, head, asked_cells(inquiry, chosen, names))
    elif question.form.layout is Layout.ONE and len(entries) > 1:
        composed = sentence(entries, inquiry.labels, head, question.english)
    else:
        composed = listing(entries, inquiry.labels, head if len(entries) > 1 else "")
    return Reply(composed.text, composed.citations, basis, outline=composed.outline, table=composed.table)


def _topic(inquiry: Inquiry) -> str:
    """What the briefing is on, as the question says it; '' where its cases were chosen one by one or by how they ended, or
    where what is looked for are words that do not stand together."""
    question = inquiry.question
    if question.targets or question.within or question.numbers.numbers or question.course:
        return ""
    named = [(place.start, place.end) for place in question.places]
    named += [(body.start, body.end) for body in question.institutions]
    named += [(start, end) for _, start, end in question.kinds]
    by_name = "、".join(dict.fromkeys(question.text[start:end] for start, end in sorted(named)))
    words = [term.text for term in inquiry.words.terms]
    said = together(words, question.theme)
    held = [inquiry.held_by(word) for word in words] or [0]
    common = COMMON * len(inquiry.texts)
    if min(held) > common or (by_name and max(held) > common):
        return by_name  # 法院、检察院在知识产权上: what all cases are about tells nothing
    if "、" in question.theme and question.theme in question.text:
        return (
            question.theme
        )  # 讲企业走出去、海外知识产权风险的: as it is enumerated, and not by who is meant
    return said or by_name


def _with_judged(inquiry: Inquiry, profile: Profile, told: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`told` of a case, the last of which tells what came of it, with the clauses by which a model found it to be meant."""
    judged = inquiry.judgement.members.get(profile.id, ()) if inquiry.judgement is not None else ()
    return _in_order(profile, (*judged, *_apart_from(judged, told[-1:]))) if judged else told


def _with_law(profile: Profile, told: tuple[Quote, ...], words: Weighted) -> tuple[Quote, ...]:
    """`told` of a case, with the clauses that name the article of a law by which it was decided, as its text does."""
    case = profile.case
    every = [
        one
        for one in statements(profile)
        if ARTICLE.search(one.text)
        and not (_RULES.search(one.field) or rejected(case, one.field, one.start, one.end))
    ]
    if not every or any(ARTICLE.search(quote.text) for quote in told):
        return told
    best = max(every, key=lambda one: (not MEANING.search(one.field), words.coverage(one.text)))
    at = ARTICLE.search(case.text_of(best.field) or "", best.start, best.end)
    whole = quote_of(case, best.field, best.start, best.end)
    law = clipped(case, whole, "", LAW, at.start() if at else None)
    return (*told, *_apart_from(told, [law]))


def _with_meaning(inquiry: Inquiry, profile: Profile, told: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`told` of the one case of a briefing, with the sentence of what it means that has most of what its title speaks of; of a
    case that does not say what it means, of the reasons."""
    case, words = profile.case, inquiry.weigh(profile.title)
    names = [field.name for field in case.fields]
    sort = next((form for form in (MEANING, REASONS) if any(map(form.search, names))), None)
    every = [
        one
        for one in statements(profile)
        if sort is not None
        and sort.search(one.field)
        and not (_ISSUE.search(one.text) or one.text.startswith(_COUNTED) or one.text.endswith(_HEADING))
        and not (cites_law(one.text) or _POINT.match(one.text) or ARTICLE.search(one.text))
        and not rejected(case, one.field, one.start, one.end)
    ]
    if not every or (sort is not None and any(sort.search(quote.field) for quote in told)):
        return told
    best = max(every, key=lambda one: (words.coverage(one.text), -one.start))
    return (
        *told,
        *_apart_from(told, [clipped(case, quote_of(case, best.field, best.start, best.end), "", LESSON)]),
    )


def _apart_from(quotes: Sequence[Quote], told: Sequence[Quote]) -> list[Quote]:
    """Those of `told` that overlap none of `quotes`."""
    return [
        one
        for one in told
        if not any(one.field == q.field and one.start < q.end and q.start < one.end for q in quotes)
    ]


def _in_order(profile: Profile, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    names = [TITLE, *(field.name for field in profile.case.fields)]
    return tuple(sorted(quotes, key=lambda q: (names.index(q.field), q.start)))


def _of_theme(inquiry: Inquiry, profile: Profile, told: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`told` of a case, with the statement that has most of the theme where it has less; what has none of it gives way.

    What came of the case stays.
    """
    case, words = profile.case, inquiry.words
    beside = asides(case)
    every = [
        one
        for one in statements(profile)
        if one.field not in beside
        and not any(sort.search(one.field) for sort in (MEANING, _LESSON, _RULES))
        and not _ISSUE.search(one.text)
        and not (cites_law(one.text) or _POINT.match(one.text))
    ]
    if not any(words.known) or not every or words.coverage(squeeze(case.title)) >= SAID_IN_TITLE:
        return told
    best = max(every, key=lambda one: words.coverage(one.text))
    if words.coverage(best.text) <= max((words.coverage(squeeze(q.text)) for q in told), default=0.0):
        return told
    quote = quote_of(case, best.field, best.start, best.end)
    room = sum(len(q.text) for q in told) + len(quote.text) <= _FEW_QUOTE
    kept = _apart_from([quote], told if room else told[-1:] if len(told) > 1 else ())
    return _in_order(profile, (quote, *kept))
