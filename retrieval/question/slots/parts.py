"""What a question sets beside each other itself, each read as the question for its cases that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from retrieval.cases.suits.conditions import OF
from retrieval.lexicon.listed import listed
from retrieval.question.closed.counting.parts import NOT, parts
from retrieval.question.query import Part, Query, Want
from retrieval.question.slots.groups import grouped as grouped_by
from retrieval.question.slots.library import Library

BY = "parts"
_KEPT = ("places", "kinds", "stage", "collection", "zone", "year", "month", "city", "region", "organisation")
"""What cases are grouped by anyhow; a member that is one of these is told by it."""
_WHO = ("plaintiff", "defendant", "of", "at", "final", "notfinal")
"""Tests that say only who sued whom, and how far: groups of bodies and stages tell that, and not 劳动者赢的多还是公司赢的多."""
_STAGE = listed("stage_of_part")
_CASES_OF = "的案例有哪些"
WORD = 3
"""Characters of a theme of one word: 自首."""
_ELSEWHERE = ("外地", "外省", "其他", "别的", "其他地方", "别的地方", "其他省", "别的省", "别处", "其余")
_PLAINTIFF, _DISPUTE = "原告", "纠纷"
_AWARDED, _TIMES = "判", "倍"
"""三倍 beside 退一赔一: how many times of the price is what was ruled."""


def parted(
    base: Query, library: Library, wanting: Callable[[Query, Want], Query], cases_of: Callable[[str], Query]
) -> Query | None:
    """The Query for the cases of each member that `base` enumerates, counted like a list of its own; None where it enumerates
    none. `wanting`: the same with that want; `cases_of`: a text read as a question for cases.
    """
    asked = None if base.english else parts(base.text)
    if asked is None or base.numbers.numbers:
        return None
    want = Want.EXTREME if asked.end else Want.GROUPS
    grouped = wanting(base, Want.GROUPS)
    if grouped.want is Want.EXTREME:
        grouped = grouped_by(replace(grouped, want=Want.GROUPS), library)
    # 仲裁就完的、一审完的: how far a suit went, whatever else may be read in it.
    stages = all(map(_STAGE.fullmatch, asked.names))
    ruled = grouped.by in ("kinds", "stage") and any(
        test.partition(":")[0] not in _WHO for test in base.course
    )
    if (
        grouped.want is Want.GROUPS
        and grouped.by in _KEPT
        and (stages or not ruled)
        and _says(grouped, asked.names)
    ):
        return replace(grouped, want=want, extreme=asked.end)
    read = _denied([Part(name, cases_of(asked.beside + _told(name))) for name in asked.names])
    if not read or not all(
        part.rest or (part.query.want is Want.CASES and _asks(part.query, library)) for part in read
    ):
        return None
    return Query(
        text=base.text,
        want=want,
        by=BY,
        extreme=asked.end,
        form=base.form,
        collections=base.collections,
        parts=_of_one_side(read),
    )


def _denied(read: list[Part]) -> list[Part]:
    """`read`; the second of two that denies the first, by no test of its own, is all that is not in the first.

    None where neither an exact test tells the first nor one word: of 支持加班费的 and 没支持的 words would say that all are either.
    """
    if len(read) != 2:
        return read
    first, second = read
    if second.name in _ELSEWHERE and first.query.narrows:  # 北京的多还是外地的多
        return [first, replace(second, rest=True)]
    denies = any(second.name == word + first.name for word in NOT)
    own = {*second.query.course, *second.query.tells} - {*first.query.course, *first.query.tells}
    if not denies or own:
        return read
    exact = first.query.course or first.query.tells or 0 < len(first.query.theme) <= WORD
    return [first, replace(second, rest=True)] if exact else []


def _told(name: str) -> str:
    """A member as a question for its cases."""
    if len(name) == 1:  # 赢的多还是输的多: who sued
        return f"{_PLAINTIFF}{name}{_CASES_OF}"
    name = name.removesuffix(_DISPUTE) if len(name) > len(_DISPUTE) + 1 else name  # all suits are that
    said = _AWARDED + name if name.endswith(_TIMES) and not name.startswith(_AWARDED) else name
    return said.removesuffix("的") + _CASES_OF


def _asks(query: Query, library: Library) -> bool:
    """Whether a member says anything to choose cases by."""
    return query.narrows or bool(query.theme) or library.content(query.text)


def _says(grouped: Query, names: tuple[str, ...]) -> bool:
    """Whether the groups are the members that are named: 公安、检察院 are kinds of body, 站点和公安 are not both."""
    if grouped.by == "places":
        return len({mention.text for mention in grouped.places}) >= len(names)
    if grouped.by == "kinds":
        return len({kind for kind, _, _ in grouped.kinds}) >= len(names)
    if grouped.by == "collection":
        return len(grouped.collections) >= len(names)
    return grouped.by != "region" and grouped.by not in ("city", "organisation")


def _of_one_side(read: list[Part]) -> tuple[Part, ...]:
    """`read`, with whose outcome is meant said of all: 消费者赢的多还是输的多."""
    sides = {test for part in read for test in part.query.course if test.startswith(OF)}
    if len(sides) != 1:
        return tuple(read)
    side = sides.pop()
    return tuple(
        replace(part, query=replace(part.query, course=(*part.query.course, side)))
        if part.query.course and side not in part.query.course
        else part
        for part in read
    )
