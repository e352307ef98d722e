"""Whether something is where a question takes it to be: 十八洞村是不是在贵州 is told yes, or where it is instead."""

from __future__ import annotations

from collections.abc import Sequence

from data.places.regions import Mention, find_places
from data.text import split_at, squeeze
from data.types import Basis, BasisKind
from retrieval.answers.facts.shown import gist
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.grouping import NOWHERE, place_of
from retrieval.cases.profiles import Profile
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query, Want
from retrieval.question.slots.entities import holds
from retrieval.wording.extractive import Entry, told
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor

SHORT = 60
"""Code points of what is told of the case beside where it is."""


def asks(query: Query) -> bool:
    """Whether it is only asked if something, or the one case told, is where it is taken to be."""
    open_ = query.want in (Want.FACT, Want.CASES) and not (query.english or query.numbers.numbers)
    return open_ and len(query.places) > 0 and Cue.PLACE_TAKEN in query.cues


def answer(inquiry: Inquiry) -> Reply | None:
    """Where it is, and whether that is so; None where it is not told of one case, or the case names that place too."""
    question = inquiry.question
    subject = squeeze(_subject(question))
    words = inquiry.weigh(subject)
    profile = _meant(inquiry, subject, words)
    where = place_of(profile.case) if profile is not None else NOWHERE
    if profile is None or where == NOWHERE:
        return None
    named = _named(question)
    here = _lies_there(question, profile)
    if not here and any(mention.text in profile.text for mention in named):
        return None  # which tells of both: neither is wrong
    who = actor(profile.case)
    where = who if find_places(who) else where
    place = "、".join(mention.text for mention in named)
    name = "placed_so" if here else "placed_otherwise"
    head = phrase(name, question.english, place=place, where=where)
    quotes = inquiry.member(profile, words, SHORT).quotes if words.terms else gist(inquiry, profile, SHORT)
    composed = told(Entry(profile.case, quotes[:1]), inquiry.labels, "", head, known=True)
    basis = Basis(BasisKind.FIELD, f"案例{profile.id.number}的所在地", True)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _subject(question: Query) -> str:
    """What is taken to be there: 十八洞村; "" where it is the case told."""
    taken = question.cues.first(Cue.PLACE_TAKEN)
    before = split_at(question.text[: taken.start], "，,。；;？?！!")[-1] if taken else ""
    remembers = listed("remembers").match(before)
    return before[remembers.end() :] if remembers else before


def _meant(inquiry: Inquiry, subject: str, words: Weighted) -> Profile | None:
    """The one case that is spoken of: the one told before, or that alone has the `subject`, or every word of it; of several,
    one that lies there, or the only one named by it."""
    pool, question = inquiry.pool, inquiry.question
    one_told = bool(question.within or question.near) and len(question.within or question.near) == 1
    if not words.terms:
        return inquiry.profiles.by_id[(question.within or question.near)[0]] if one_told else None
    every = inquiry.profiles.all
    having = inquiry.holding([subject], every) or _having(pool, words) or _having(every, words)
    there = [p for p in having if _lies_there(question, p)]
    titled = [p for p in having if all(term.strength(p.title) for term in words.terms)]
    return next((few[0] for few in (having, there, titled) if len(few) == 1), None)


def _having(pool: Sequence[Profile], words: Weighted) -> list[Profile]:
    return [p for p in pool if all(term.strength(p.text) for term in words.terms)]


def _named(question: Query) -> list[Mention]:
    """Where it is taken to be; not what places are named before."""
    taken = question.cues.first(Cue.PLACE_TAKEN)
    said = question.text[taken.start :] if taken else ""
    return [mention for mention in question.places if mention.text in said]


def _lies_there(question: Query, profile: Profile) -> bool:
    return any(holds(mention, place) for mention in _named(question) for place in profile.places)
