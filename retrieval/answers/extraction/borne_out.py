"""Whether somebody was granted what he asked a court for, by how the case ended: 对方赔了没, 能叫他出医药费不, 法院支持退钱吗.

Where all was dismissed nothing was; where all was granted it was, of whoever the ruling names. What was granted in part
says neither.
"""

from __future__ import annotations

from data.text import clauses, squeeze
from data.types import Quote
from retrieval.cases.profiles import Profile
from retrieval.lexicon.listed import listed
from retrieval.quoting.courses import outcome_quotes

_INSTANCE = listed("instance")
"""What one instance ruled need not be what stands."""
_ASKED, _ANYBODY = listed("award_asked"), listed("anybody")
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
    named = [who[at : at + 2] for at in range(len(who) - 1)] if not _ANYBODY.search(who) else []
    granted = course.result != "lost"
    own = any(pair in squeeze(places[-1].text) for pair in named)
    if granted and not own and (named or course.result == "partly"):
        return None  # of another than the ruling speaks of, or of a part that may not be the one asked of
    return granted, places[-1]
