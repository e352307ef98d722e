"""What speaks for a span of a case being the answer, as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from data.text import trimmed
from retrieval.cases.typed import SORTS, Sort
from retrieval.judging.marks import TYPES, Floats, Found, Ints, first_pair, last_pair, numbered
from retrieval.question.closed.wanted import WANTED

SPAN_MARKS = (
    "chance", "rank", "share_of_best",  # of its window: probability, which of the chosen, against the best
    "type", "sort", "fit",  # asked type, sort of span, how likely a sort for the type
    "size", "matched", "inside",  # code points; share that are the question's characters; their weight
    "left_near", "left", "right_near", "right",  # weight of the question's pairs 5 and 14 code points beside it
    "clause",  # weight of the question's pairs in its clause, itself left out
    "opens", "closes", "crosses",  # at the start or end of a clause; clauses crossed
    "before", "after",  # what character stands there
    "alike", "order", "held",  # spans of its sort in the window, which it is, whether one is inside another
    "unit", "noun_in", "noun_beside", "tail", "head",  # what is asked for in it and beside it
    "digits", "first", "gap_left", "gap_right", "place", "question",
)  # fmt: skip
"""What is known of a span, in order."""
_OPENERS = "为是系叫名称:：于以因由将把对被向给在从自到至成有与和“即用经过共计付得取约的了,，"
_CLOSERS = "，,。；;:的为由等后时、”与和在向从将对被系以并且而(（是于到及元"
_MARKERS = frozenset("为是系叫名称:：于以因由将把对被向给在从自到至成有与和“即用经过共付得取约")
_STOPS = frozenset("的为等后时与和在向从、")
OTHER = len(SORTS)
"""The sort of a span that is of none."""


def candidates(one: Found, chosen: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Spans within the `chosen` windows that may be the answer: start, end, sort, which window."""
    sheet = one.sheet
    spans: dict[tuple[int, int, int], int] = {}
    for at, (start, end) in enumerate(chosen):
        for typed in sheet.typed:
            if typed.start >= start and typed.end <= end and typed.sort is not Sort.DECIDES:
                spans.setdefault((typed.start, typed.end, SORTS.index(typed.sort)), at)
        known = {(a, b) for a, b, _ in spans}
        for a, b in _loose(one, start, end):
            if (a, b) not in known:
                spans.setdefault((a, b, OTHER), at)
    return [(a, b, sort, at) for (a, b, sort), at in spans.items()]


def _loose(one: Found, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a window's clauses: from a clause's start or after a small word, to its end or before one."""
    text, covered = one.sheet.text, one.covered
    parts = [(s, trimmed(text, (s, e))[1]) for s, e, _ in one.sheet.clauses if s >= start and e <= end]
    closes = [close for _, close in parts]
    for at, (first, close) in enumerate(parts):
        opens = [first] + [
            i + 1
            for i in range(first, close - 1)
            if text[i] in _MARKERS or (covered[i + 1] > covered[i] and covered[i + 2] == covered[i + 1])
        ]
        stops = [i for i in range(first + 1, close) if text[i] in _STOPS or text.startswith("为由", i)]
        for spaced in opens[:14]:
            a = trimmed(text, (spaced, close))[0]
            for b in (close, *[i for i in stops if i - a >= 2][:4], *closes[at + 1 : at + 3]):
                if b > a:
                    yield a, b


def span_rows(
    one: Found,
    spans: Sequence[tuple[int, int, int, int]],
    chances: Sequence[float],
) -> Floats:
    """One row of SPAN_MARKS for each of `spans`; `chances` are the probabilities of the chosen windows."""
    text, weight, covered = one.sheet.text, one.weight, one.covered
    a, b, sort, at = (np.array(column, np.int64) for column in zip(*spans, strict=True))
    top = len(weight) - 1
    total = float(one.pairs.weights.sum()) or 1.0

    def between(first: Ints, last: Ints) -> Floats:
        first, last = np.clip(first, 0, top), np.clip(last, 0, top)
        sums: Floats = np.maximum(weight[last] - weight[np.minimum(first, last)], 0) / np.float32(total)
        return sums

    clause = np.searchsorted(one.starts, a, "right") - 1
    until = np.searchsorted(one.starts, b - 1, "right") - 1
    left, right = one.starts[clause], one.ends[until]
    fits = np.full(OTHER + 1, 9)
    for rank, wanted in enumerate(WANTED[one.asked.type]):
        fits[SORTS.index(wanted)] = rank
    fits[OTHER] = 5
    chance = np.array(chances)[at]
    alike, order, held = _among(a, b, sort, at)
    noun = {x + y for x, y in pairwise(one.asked.noun)} or set(one.asked.noun)
    first, last = one.asked.span
    tail, head = last_pair(one.question[:first]), first_pair(one.question[last:])
    digits = [0, *accumulate(c.isdigit() for c in text)]
    told = []
    parts, many, unit = tuple(noun), max(len(noun), 1), one.asked.unit
    for s, e in zip(a.tolist(), b.tolist(), strict=True):
        body, near = text[s:e], text[max(s - 8, 0) : s] + "\n" + text[e : e + 8]
        told.append(
            (
                bool(unit and numbered(unit, body)),
                sum([part in body for part in parts]) / many,
                sum([part in near for part in parts]) / many,
                bool(tail) and tail in text[max(s - 8, 0) : s],
                bool(head) and head in near,
                (digits[e] - digits[s]) / len(body),
                body[0] in "因以由为被在于自从的“《人",
                _OPENERS.find(text[s - 1]) if s else 50,
                _CLOSERS.find(text[e]) if e < len(text) else 50,
            )
        )
    told_columns = np.array(told, np.float32).T
    nearest = _gaps(covered, a, b)
    size = b - a
    columns = [
        chance,
        at,
        chance / max(*chances, 1e-6),
        np.full(len(a), TYPES.index(one.asked.type)),
        sort,
        fits[sort],
        size,
        (covered[b] - covered[a]) / size,
        between(a, b - 1),
        between(a - 5, a - 1),
        between(a - 14, a - 1),
        between(b, b + 5),
        between(b, b + 14),
        between(left, a - 1) + between(b, right),
        a <= left,
        b >= right - 1,
        until - clause,
        told_columns[7],
        told_columns[8],
        alike,
        order,
        held,
        *told_columns[:7],
        *nearest,
        a / max(len(text), 1),
        np.full(len(a), min(len(one.question), 40)),
    ]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _among(a: Ints, b: Ints, sort: Ints, at: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    same = (sort[:, None] == sort[None, :]) & (at[:, None] == at[None, :])
    before = same & ((a[None, :] < a[:, None]) | ((a[None, :] == a[:, None]) & (b[None, :] < b[:, None])))
    inside = same & (a[None, :] <= a[:, None]) & (b[None, :] >= b[:, None])
    return same.sum(axis=1), before.sum(axis=1), inside.sum(axis=1) > 1


def _gaps(covered: Floats, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """How far the next character of the question's stands to the left and to the right, up to 20."""
    marked = np.diff(covered) > 0
    spots = np.flatnonzero(marked)
    if not len(spots):
        return np.full(len(a), 20), np.full(len(a), 20)
    before = np.searchsorted(spots, a, "left") - 1
    after = np.searchsorted(spots, b, "left")
    left = np.where(before >= 0, a - 1 - spots[np.maximum(before, 0)], 20)
    right = np.where(after < len(spots), spots[np.minimum(after, len(spots) - 1)] - b, 20)
    return np.minimum(left, 20), np.minimum(right, 20)
