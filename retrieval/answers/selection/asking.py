"""Whether it is asked if there are such cases at all."""

from __future__ import annotations

from data.text import split_at
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.query import Query, Want

_OF_MATTER, _CASES = listed("there_is_of"), ("案例", "案子", "的")
_ASKS_WHICH, _AT_END = frozenset("哪几多什啥"), ("没有", "没", "吗", "么")
_WHICH_ONES = listed("which_ones")
ASKED_LAST = 6
"""Code points at the end of a question that ask which ones, whatever it asked before."""


def asks_whether(question: Query) -> bool:
    """Whether it is asked if there are such cases at all."""
    of_some = question.asked.type is Type.YESNO and "有" in question.text and question.want is Want.CASES
    of_some = of_some and not _WHICH_ONES.search(
        question.text[-ASKED_LAST:]
    )  # 拿“有没有过失”来定的，是哪几起
    return bool(of_some or _whether_any(question.text)) and not question.english


def _whether_any(text: str) -> bool:
    """Whether the last sentence asks if there are such cases at all: 有没有跟版权有关的, 有卖酒的案子没; not 品牌有没有被抢注."""
    last = split_at(text.removesuffix("？").removesuffix("?"), "。？?")[-1]
    end = next(filter(last.endswith, _AT_END), "")
    told = last.removesuffix(end) if end else ""
    return bool(
        _OF_MATTER.search(last)
        or ("有没有" in last and last.endswith(_CASES))
        or ("有" in told and told.endswith(_CASES) and _ASKS_WHICH.isdisjoint(told.rpartition("有")[2]))
    )
