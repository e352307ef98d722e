"""In which order: a sentence that puts first what its source puts last is not borne out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.patterns import regex
from data.text import pairs
from retrieval.language.figures import CLOCK, figures

# 先评估再转让 · not 先进, 先行
_FIRST_THEN = regex(
    r"先(?!进|行|后|期)(?P<first>[^。；]{3,40}?)[，,、]?(?:再|然后|之后|随后|而后|后又|才)(?P<then>[^。；，,]{3,40})"
)
# 完成评估之后才转让; 转让之前，完成评估 · not 目前
_AROUND = regex(
    r"(?P<one>[^。；，,]{4,40}?)(?:[之以]?后[，,]?(?:才|再|又|就|便)|(?P<before>[之以]?前)[，,])(?P<other>[^。；，,]{2,40})"
)
LIKE = 0.4
"""Share of its pairs of characters by which a part is found again."""


def reversed_order(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether `sentence` says of two doings that the one came first which `clauses`, in order, tell last."""
    return any(
        (early := place(first, clauses)) is not None
        and (late := place(then, clauses)) is not None
        and early > late
        for first, then in _told(sentence)
    )


def _told(sentence: str) -> Iterator[tuple[str, str]]:
    for match in _FIRST_THEN.finditer(sentence):
        yield match["first"], match["then"]
    for match in _AROUND.finditer(sentence):
        one, other = match["one"], match["other"]
        if any(figure.unit == CLOCK for figure in figures(one)):
            continue  # 晚上九点以后才算加班: a time of day, and nothing done before
        yield (other, one) if match["before"] else (one, other)


def place(part: str, clauses: Sequence[str]) -> int | None:
    """Which clause has most of `part`; None where none has enough of it."""
    own = pairs(part)
    shares = [len(own & pairs(clause)) for clause in clauses]
    best = max(shares, default=0)
    return shares.index(best) if own and best >= LIKE * len(own) else None
