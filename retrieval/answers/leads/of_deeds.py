"""The sum with which something was done, given, gained or paid back, to whom the question says: 送了那个副局长多少钱.

A case tells many sums; the one that is asked for stands behind its deed, in the sentence that has most of the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from data.text import clauses, fold, sentences
from data.types import Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import CLAIMS, MEANING
from retrieval.language.measures import Measure, measures
from retrieval.lexicon.listed import listed, under
from retrieval.quoting.clauses import asides, quote_of

_DEEDS, _TOLD, _IN_ALL = under("deed"), under("deed_told"), listed("in_all")
_FINE = listed("fine_told")
_KIN = (
    ("哥", "哥哥"),
    ("弟", "弟弟"),
    ("姐", "姐姐"),
    ("妹", "妹妹"),
    ("爸", "父亲"),
    ("妈", "母亲"),
    ("老婆", "妻子"),
)
"""What relatives are called in talk and in a judgment."""
NEAR = 10
"""Characters before a sum within which stands that it is a fine."""
_BARE, BARE = ("是多少", "是多少钱"), 10
"""How a clause ends that asks a sum of what the clause before it names, and its code points: 要追缴的数，这俩各是多少."""
_BEHIND = ("追缴的钱", "亏掉的钱")
"""What is told to be done with a sum behind it as well: 违法所得人民币一千八百五十万元，予以追缴."""
KIN_HELD = 3
"""Pairs of characters that it is worth to speak of the relative who is asked of."""


def deed_asked(text: str) -> str:
    """The last deed that the clause asks the sum of; '' where none is named."""
    asking = text[clauses(text)[-1][0] :] if text else ""
    asking = text if asking.strip("？?").endswith(_BARE) and len(asking) <= BARE else asking
    ends = {name: max((m.end() for m in form.finditer(asking)), default=0) for name, form in _DEEDS.items()}
    best = max(ends, key=lambda name: ends[name])
    return best if ends[best] else ""


def is_of(deed: str, before: str) -> bool:
    """Whether what stands before a sum tells last that this was done with it, and it is no fine."""
    if _FINE.search(before[-NEAR:]):
        return False
    ends = {name: max((m.end() for m in form.finditer(before)), default=0) for name, form in _TOLD.items()}
    return 0 < ends[deed] == max(ends.values())


def sum_of_deed(profile: Profile, text: str, found: Quote | None) -> Quote | None:
    """That sum, in the clauses that tell it; None where no deed is named, several sums have as much of the question, or
    `found` is one of several of that deed already."""
    deed = deed_asked(text)
    if not deed or _IN_ALL.search(text):
        return None
    told = list(_told(profile, deed))
    if found is not None and found.answer is not None and len(told) > 1:
        start, end = found.answer
        if any(field == found.field and start <= at < end for field, at, *_ in told):
            return None
    asked = set(pairwise(text))
    kin = [formal for spoken, formal in _KIN if spoken in text]
    scores: dict[str, tuple[int, Quote]] = {}
    for name, at, figure, sentence, before in told:
        held = len(set(pairwise(before)) & asked) + KIN_HELD * any(word in before for word in kin)
        said = before[-(figure.end - figure.start) :]
        if said not in scores or held > scores[said][0]:
            scores[said] = held, _quote(profile, name, at, figure, sentence)
    if not scores:
        return None
    best, *others = sorted(scores.values(), key=lambda one: -one[0])
    clear = best[0] > 0 and (not others or best[0] > others[0][0])
    return best[1] if clear or len(told) == 1 else None


def _told(profile: Profile, deed: str) -> Iterator[tuple[str, int, Measure, tuple[int, int], str]]:
    """Every sum of the case with which that was done: field, where it begins, the figure, its sentence, that up to its end."""
    beside = asides(profile.case)
    for field in profile.case.fields:
        if field.name in beside or MEANING.search(field.name) or CLAIMS.search(field.name):
            continue
        for start, end in sentences(field.text):
            sentence = fold(field.text[start:end])
            found = list(measures(sentence, "sum"))
            for at, figure in enumerate(found):
                follows = found[at + 1].start if at + 1 < len(found) else len(sentence)
                behind = deed in _BEHIND and _TOLD[deed].search(sentence, figure.end, follows)
                if behind or is_of(deed, sentence[: figure.start]):
                    yield field.name, start + figure.start, figure, (start, end), sentence[: figure.end]


def _quote(profile: Profile, name: str, at: int, figure: Measure, sentence: tuple[int, int]) -> Quote:
    text = profile.case.text_of(name) or ""
    start, end = sentence
    last = start + next(b for a, b in clauses(text[start:end]) if start + a <= at < start + b)
    answer = at, at + figure.end - figure.start
    return replace(quote_of(profile.case, name, start, last), answer=answer)
