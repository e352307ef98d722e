"""The judge's word on each case in scope, over the words that a question asks by."""

from __future__ import annotations

from collections.abc import Sequence

from data.types import CaseId
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.selection.worded import MATCHES, strictly, tested
from retrieval.cases.profiles import Profile
from retrieval.judging.features import Wanted
from retrieval.judging.judge import Judge, Judged
from retrieval.language.terms import Weighted

JUDGE = Judge()
MANY_CASES = 300
"""From so many cases on only the near ones, and those that pass, are judged."""


def judged(
    inquiry: Inquiry,
    pool: Sequence[Profile],
    weighed: Sequence[Weighted],
    every: Weighted,
    passed: Sequence[Profile],
) -> list[Judged]:
    """The judge's word on each case of `pool`; in a large library on those that are near or pass."""
    held = {p.id for p in passed}
    theme = inquiry.question.theme
    inquiry.ahead((inquiry.question.text, theme) if theme else (inquiry.question.text,))
    if len(pool) > MANY_CASES:
        near = [one.profile for one in inquiry.ranked(pool, every)]
        pool = sorted({p.at: p for p in [*near, *passed]}.values(), key=lambda p: p.at)
    texts = [p.text for p in pool]
    weighed = [one.among(texts) for one in weighed]
    strict = {
        p.id for p in pool if any(all(strictly(inquiry, term, p) for term in one.terms) for one in weighed)
    }
    grounds = {id_: inquiry.ground(id_) for id_ in dict.fromkeys(p.id.collection for p in pool)}
    topic = inquiry.nearness(theme) if theme else None
    sure = _sure_within(inquiry, pool, every.among(texts))
    wanted = Wanted(inquiry.question.text, every, frozenset(held), frozenset(strict), sure, topic)
    learned = inquiry.learned_near if len(pool) > 1 else {}
    return JUDGE.judge(wanted, pool, inquiry.dense, grounds, learned)


def _sure_within(inquiry: Inquiry, pool: Sequence[Profile], every: Weighted) -> dict[CaseId, Weighted]:
    """`every` over the forms that cannot come about by accident in each case; its words are cut where they must be."""
    made: dict[frozenset[str], Weighted] = {}
    found = {}
    for p in pool:
        leaning = {form for term in every.terms for form in term.leaning(p.text)}
        words = inquiry.word_set(p) if leaning else ()
        kept = frozenset(form for form in leaning if form in words)
        if kept not in made:
            made[kept] = every.sure(kept)
        found[p.id] = made[kept]
    return found


def weighed_up(inquiry: Inquiry) -> list[Judged]:
    """The judge's word on every case by the question's own words, whichever way answers it."""
    words, pool = inquiry.words, inquiry.pool
    weighed = [words] if words.terms else []
    return judged(inquiry, pool, weighed, words, tested(inquiry, pool, weighed, MATCHES))
