"""Whether what somebody did or says stands, by how the case ended: 公司这样规定站得住脚吗 is no where who sued it won.

Only of whoever the question names as doing it: what was granted in part, or is asked of nobody, tells neither.
"""

from __future__ import annotations

from data.text import clauses
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.parties import FIRMS, is_sort
from retrieval.lexicon.listed import listed

_STANDS, _CLAIMANT, _OPPONENT = listed("stands_asked"), listed("does_as_claimant"), listed("does_as_opponent")
_LIGHT = "但可而那要是如果现在后来结果就我们"
"""What may stand before who does something at the beginning of a clause."""


def stands(text: str, profile: Profile) -> bool | None:
    """Whether what `text` (folded) asks about stands; None where that is not asked, or it is not told of whom."""
    spans, course = clauses(text), profile.course
    if not spans or not _STANDS.search(text, *spans[-1]) or course.result not in ("won", "lost"):
        return None
    claims = _claims(text, is_sort("公司")(course.claimant))
    if claims is None or is_sort("个人")(course.opponent) or is_sort("政府")(course.claimant):
        return None
    return (course.result == "won") == claims


def _claims(text: str, by_firm: bool) -> bool | None:
    """Whether who does what is asked about is who sued, a firm or not, by whom a clause begins with, the last that names one; else
    by whoever else is named anywhere; None where nobody is."""
    sides = []
    for start, end in clauses(text):
        begins = end - len(text[start:end].lstrip(_LIGHT))
        if (other := _OPPONENT.match(text, begins)) is not None:
            sides.append(by_firm and bool(FIRMS.fullmatch(other[0])))
        elif _CLAIMANT.match(text, begins):
            sides.append(not by_firm)
    if sides:
        return sides[-1]
    return False if _OPPONENT.search(text) and not by_firm else None
