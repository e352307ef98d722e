"""Which of what is put in an order stand at the places that are asked for: the second, with all that are level with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.question.query import Query
from retrieval.wording.frames import phrase

Thing = TypeVar("Thing")


def placed(values: Mapping[Thing, float], rank: tuple[int, int], *, down: bool) -> list[Thing]:
    """The things at those places, in their order; [] where there are not so many.

    One place is of values: the second is what has the second value, all of them. The first so many are of things, and those
    that are level with the last of them.
    """
    first, last = rank
    order = sorted(values, key=lambda thing: values[thing], reverse=down)
    if first == last:
        each = list(dict.fromkeys(values[thing] for thing in order))
        return [t for t in order if values[t] == each[first - 1]] if len(each) >= first else []
    end = values[order[min(last, len(order)) - 1]] if order else 0.0
    at = max((at for at, thing in enumerate(order) if values[thing] == end), default=-1)
    return order[first - 1 : at + 1]


def head_of(question: Query, value: str, count: int) -> str:
    """What several cases of one value are headed by, or the first so many."""
    first, last = question.rank
    if first == last:
        return phrase("measured", question.english, value=value, count=count)
    name = "placed_level" if count > last else "placed_first"
    return phrase(name, question.english, last=last, count=count)


def no_place(inquiry: Inquiry, told: int) -> Reply:
    """The refusal where there are not so many places."""
    return refuse(inquiry, "no_place_so_far", test="", place=inquiry.question.rank[0], told=told)
