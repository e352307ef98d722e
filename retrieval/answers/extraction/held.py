"""Whether somebody must or may, as a tribunal holds it: 开发商要不要赔, 大学生可以解除合同吗."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex
from data.text import fold, split_at
from data.types import Quote
from retrieval.cases.holdings import own_words
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import GRANTED
from retrieval.cases.suits.sections import REASONS, RESULT
from retrieval.language.polarity import negations
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.passages import Statement, cites_law, statements

KINDS = ("must", "may")
"""What may be asked of somebody, each with three rows of words: how it is asked, held to be so, held not to be so."""
EITHER_WAY = regex(r"([一-鿿])不\1")
"""算不算: asked either way, which denies nothing."""
_OPPONENT, _BY_OPPONENT = listed("does_as_opponent"), listed("done_by_opponent")
_THIS_WAY = ("这样", "这么做", "这么干", "这样做", "那样")
_LIGHT = frozenset("的了吗么呢要不该应得能可以是否用需法院公司个这那案子里最后还")


def held(text: str, words: Weighted, profile: Profile) -> tuple[bool, Quote] | None:
    """What a tribunal in `profile` holds of that which `text` (folded) asks, and in which words; None where that is
    not told of whom it is asked, or told both ways."""
    text = EITHER_WAY.sub(r"\1", text)
    for kind in KINDS:
        match = listed(f"{kind}.asked").search(text)
        if match is None:
            continue
        subject = re.split("[，,。？?]", text[: match.start()])[-1]
        act = text[match.end() :]
        who = subject or text[match.start() :]  # 要道歉不: of nobody by name
        told = [
            (side, one)
            for one in statements(profile)
            if (side := _side(kind, one, profile)) is not None
            if _speaks_of(one, who if kind == "must" else act)
        ]
        if kind == "may":
            told = [(side, one) for side, one in told if _speaks_of(one, subject)] or told
        sides = {side for side, _ in told}
        if len(sides) == 1:
            best = max((one for _, one in told), key=lambda one: (words.coverage(one.text), -one.start))
            return sides.pop(), quote_of(profile.case, best.field, best.start, best.end)
    return None


def allowed(text: str, quotes: Sequence[Quote]) -> bool | None:
    """True where a clause `text` (folded) asks whether one may, and what is quoted of a tribunal says so and nothing against it; None else.

    Not of whoever is usually sued: 予以支持 tells against what a shop may.
    """
    asking = EITHER_WAY.sub(r"\1", text)
    match = listed("may.asked").search(asking)
    if match is None or _OPPONENT.search(asking, 0, match.start()) or negations(asking):
        return None
    if _BY_OPPONENT.match(asking, match.end()) or asking[: match.start()].endswith(_THIS_WAY):
        return None  # 能开除吗; 又下文件来要钱，这样能行吗: of what the other side does
    parts = [
        fold(part) for one in quotes if not cites_law(one.text) for part in split_at(one.text, "，,；;。")
    ]
    so = any(listed("may.so").search(own_words(part)) for part in parts)
    return True if so and not any(listed("may.not").search(part) for part in parts) else None


def _side(kind: str, one: Statement, profile: Profile) -> bool | None:
    """True where a tribunal's statement holds it to be so, False where not, None where neither."""
    if not (REASONS.search(one.field) or RESULT.search(one.field)) or cites_law(one.text):
        return None
    parts = [fold(part) for part in re.split("[，,；;。]", one.text)]
    if any(listed(f"{kind}.not").search(part) for part in parts):
        return False
    if any(listed(f"{kind}.so").search(own_words(part)) for part in parts):
        return True
    rulings = profile.course.rulings
    granted = any(
        ruling.effects == {GRANTED}
        and ruling.field == one.field
        and ruling.start < one.end
        and one.start < ruling.end
        for ruling in rulings
    )
    return True if kind == "must" and granted and listed("must.done").search(one.text) else None


def _speaks_of(one: Statement, words: str) -> bool:
    """Whether a statement has two characters in a row of `words` that are not all light."""
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    telling = [pair for pair in pairs if pair.isalnum() and not set(pair) & _LIGHT]
    return any(pair in one.text for pair in telling)
