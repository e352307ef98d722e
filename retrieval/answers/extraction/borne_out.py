"""Whether somebody was granted what he asked a court for, by how the case ended: 对方赔了没, 能叫他出医药费不, 法院支持退钱吗.

Where all was dismissed nothing was; where all was granted it was, of whoever the ruling names. What was granted in part
says neither.
"""

from __future__ import annotations

from data.text import clauses, squeeze
from data.types import Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import UPHELD
from retrieval.language.polarity import negations
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.courses import outcome_quotes

_INSTANCE = listed("instance")
"""What one instance ruled need not be what stands."""
_ASKED, _ANYBODY, _HOPES = listed("award_asked"), listed("anybody"), listed("hopes")
_MAY_GET, _OPPONENT = listed("may_get"), listed("does_as_opponent")
"""How it is asked whether one gets anything at all, which who got a part did: 还能再要吗."""
_DONE, LEAST_TERMS = ("了没有", "了吗", "了没", "没有", "了么"), 2
"""How it is asked whether something was done; words of content of such a question, and code points of the deed."""
BEFORE = 4
"""Code points before the asking words among which stands who is to pay: 物业要赔吗."""


def as_ruled(text: str, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether it was granted, and the ruling; None where that is not asked, or the ruling does not tell."""
    clause = text[clauses(text)[-1][0] :] if text else ""
    asked = _ASKED.search(clause)
    course = profile.course
    ruling = course.operative
    if asked is None or ruling is None or not course.result or _INSTANCE.search(clause):
        return None
    places = outcome_quotes(profile.case, [(ruling.field, ruling.start, ruling.end)])
    if not places:
        return None
    who = clause[max(0, asked.start() - BEFORE) : asked.start()]
    may_get = _MAY_GET.search(clause)
    of_anybody = not _OPPONENT.search(who) if may_get else _ANYBODY.search(who)
    named = [] if of_anybody else [who[at : at + 2] for at in range(len(who) - 1)]
    granted = course.result != "lost"
    own = any(pair in squeeze(places[-1].text) for pair in named)
    if granted and not own and (named or (course.result == "partly" and not may_get)):
        return None  # of another than the ruling speaks of, or of a part that may not be the one asked of
    return granted, places[-1]


def hoped(text: str, profile: Profile) -> bool | None:
    """Whether who goes to court may hope for anything, by how the case ended, where a clause asks that of him: 有戏不, 还能翻账吗;
    None where it does not."""
    asked = _HOPES.search(text)
    if asked is None or not profile.course.result or negations(text):
        return None
    if _OPPONENT.search(text, 0, asked.start()) or _INSTANCE.search(text):
        return None
    return profile.course.result != "lost"


def as_decided(text: str, words: Weighted, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether a tribunal did what is asked of what the question names, and its words: 决定书最后撤销了没有.

    It is looked for in the ruling that stands; where that only upholds, in the one before. None where no clause of it has both.
    """
    if not text.rstrip("？?").endswith(_DONE) or len(words.terms) < LEAST_TERMS:
        return None
    *others, deed = sorted(words.terms, key=lambda term: text.rfind(term.text))
    if len(deed.text) < LEAST_TERMS:
        return None
    for ruling in reversed(profile.course.rulings):
        told = profile.case.text_of(ruling.field) or ""
        for start, end in clauses(told[ruling.start : ruling.end]):
            clause = squeeze(told[ruling.start + start : ruling.start + end])
            if deed.text in clause and not negations(clause) and any(one.text in clause for one in others):
                return True, quote_of(profile.case, ruling.field, ruling.start + start, ruling.start + end)
        if ruling.effects != {UPHELD}:
            return None
    return None
