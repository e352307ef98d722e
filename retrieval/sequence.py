"""In which order: a sentence that puts first what its source puts last is not borne out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.patterns import regex
from data.text import pairs

_ORDERS = (
    regex(
        r"先(?!进|行|后|期)(?P<first>[^。；]{3,40}?)[，,、]?(?:再|然后|之后|随后|而后|后又|才)(?P<then>[^。；，,]{3,40})"
    ),
    regex(r"(?P<first>[^。；，,]{4,40}?)(?:之后|以后|后)[，,]?(?:才|再|又|就|便)(?P<then>[^。；，,]{2,40})"),
    regex(r"(?P<then>[^。；，,]{4,40}?)(?:之前|以前|前)[，,](?P<first>[^。；，,]{4,40})"),
)
LIKE = 0.4
"""Share of its pairs of characters by which a part is found again."""


def reversed_order(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether `sentence` says of two doings that the one came first which `clauses`, in order, tell last."""
    return any(
        (early := _place(first, clauses)) is not None
        and (late := _place(then, clauses)) is not None
        and early > late
        for first, then in _told(sentence)
    )


def _told(sentence: str) -> Iterator[tuple[str, str]]:
    for pattern in _ORDERS:
        for match in pattern.finditer(sentence):
            yield match["first"], match["then"]


def _place(part: str, clauses: Sequence[str]) -> int | None:
    """Which clause has most of `part`; None where none has enough of it."""
    own = pairs(part)
    shares = [len(own & pairs(clause)) for clause in clauses]
    best = max(shares, default=0)
    return shares.index(best) if own and best >= LIKE * len(own) else None
