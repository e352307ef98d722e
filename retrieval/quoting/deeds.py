"""What a case of one text does, to what end, and what came of it: the clauses that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.types import Case, Quote
from retrieval.cases.profiles import Profile
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.quoting.clauses import Clause, best_quotes, joined, quote_of, scored_clauses

if TYPE_CHECKING:
    from vectorstore.chroma import Hit

OTHER_KIND = 0.4
"""What is left of the score of a clause that tells an end where it is asked how, or a deed where it is asked why."""
HOW_BUDGET, HOW_KEEP = 120, 0.45
"""Code points quoted of how something is done, and from which share of the best clause's score on."""
_AIM = listed("aim")
EFFECT_ROOM = 56
"""Code points quoted of what came of it."""
_EFFECT, EARLY = listed("came_of_it"), 4
"""Words of which a clause that tells what came of something has one, within so many code points from its beginning."""
_FIGURE = listed("figure_told")


def done_or_aimed_at(profile: Profile, words: Weighted, parts: Sequence[Hit], text: str) -> tuple[Quote, ...]:
    """Of a case of one text: what it does, where `text` asks how; to what end, where it asks why.

    Official prose does one thing after the other and ends with what they are for (护航陶瓷产业发展).
    """
    why = asked(text).type is Type.REASON
    scored = scored_clauses(profile, words, parts, text)
    said = [
        replace(one, score=one.score * (1 if _aims(profile.case, one) is why else OTHER_KIND))
        for one in scored
    ]
    if not why:
        return best_quotes(profile.case, said, HOW_BUDGET, HOW_KEEP)
    aims = [one for one in said if _aims(profile.case, one)]
    if not aims:
        return ()
    deed = max(scored, key=lambda one: (one.score, -one.start))
    behind = [one for one in aims if one.field == deed.field and one.start >= deed.start]
    best = behind[0] if behind else max(aims, key=lambda one: (one.score, -one.start))
    quote = quote_of(profile.case, best.field, best.start, best.end)
    return (replace(quote, answer=(quote.start, quote.end)),)


def came_of_it(text: str) -> bool:
    """Whether `text` asks what came of something: 有什么效果."""
    return Cue.EFFECT_ASKED in cues_of(text)


def effects(profile: Profile, words: Weighted, parts: Sequence[Hit], text: str) -> tuple[Quote, ...]:
    """The clauses of a case of one text that tell what came of it, behind what it did, those with a figure first."""
    scored = scored_clauses(profile, words, parts, text)
    whole = {field.name: field.text for field in profile.case.fields}
    told = [one for one in scored if _EFFECT.search(whole[one.field][one.start : one.end])]
    at_once = [one for one in told if _says_at_once(whole[one.field], one)]
    told = at_once or told  # 获得全部知识产权作价入股 is a deed as well
    order = sorted(
        told,
        key=lambda one: (not _FIGURE.search(whole[one.field][one.start : one.end]), -one.score, one.start),
    )
    kept: list[Clause] = []
    for one in order:
        if sum(other.end - other.start for other in kept) + one.end - one.start <= EFFECT_ROOM:
            kept.append(one)
    return joined(profile.case, sorted(kept, key=lambda one: one.start))


def _says_at_once(text: str, one: Clause) -> bool:
    """Whether a clause tells what came of something as it begins, or in a figure."""
    early = _EFFECT.search(text, one.start, min(one.end, one.start + EARLY))
    return bool(early or _FIGURE.search(text, one.start, one.end))


def _aims(case: Case, one: Clause) -> bool:
    return bool(_AIM.match((case.text_of(one.field) or "")[one.start : one.end].lstrip()))
