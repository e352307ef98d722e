"""Whether it is asked if there are such cases at all."""

from __future__ import annotations

from data.patterns import regex
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.query import Query, Want

_WHETHER = regex(
    r"(?<!所)有(?:没有|无)?(?:跟|和|与|关于|涉及|讲|写|提)[^。？?]*(?:吗|么|没有?)?[？?]?$|有没有[^。？?]*(?:案[例子]|的)[？?]?$"
    r"|有[^哪几多什啥。？?]*(?:案[例子]|的)(?:吗|么|没有?)[？?]?$"
)
"""Whether there are such cases at all: 有没有跟版权有关的, not 品牌有没有被抢注."""
_WHICH_ONES = listed("which_ones")
ASKED_LAST = 6
"""Code points at the end of a question that ask which ones, whatever it asked before."""


def asks_whether(question: Query) -> bool:
    """Whether it is asked if there are such cases at all."""
    of_some = question.asked.type is Type.YESNO and "有" in question.text and question.want is Want.CASES
    of_some = of_some and not _WHICH_ONES.search(
        question.text[-ASKED_LAST:]
    )  # 拿“有没有过失”来定的，是哪几起
    return bool(of_some or _WHETHER.search(question.text)) and not question.english
