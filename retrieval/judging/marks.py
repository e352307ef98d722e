"""What speaks for a window of clauses holding the answer, and for a span within it being the answer, as numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.typed import Sheet
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import WANTED

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WIDEST = 60
"""Code points of a window of several clauses."""
NEAR = 12
"""Code points beside a typed span in which the question's words speak for it."""
TYPES = tuple(Type)
WINDOW_MARKS = (
    "pairs", "letters", "words",  # share of the weight of pairs of characters, characters, words held
    "pairs_beside", "letters_beside", "words_beside",  # the same with one clause more on each side
    "pairs_before", "letters_before", "words_before",  # the same with the three clauses before
    "pairs_last", "pairs_next",  # of the clause before alone, and of the one after
    "pairs_of_best", "letters_of_best", "words_of_best",  # against the best window's
    "beside_of_best",
    "size", "clauses", "place", "from_start",  # code points, how many clauses, where in the text
    "matched",  # share of its characters that are the question's
    "run",  # longest run of the question's characters
    "left", "right",  # holds the pair before, and after, the asking words
    "noun", "noun_beside",  # share of the noun asked for
    "unit",  # holds a figure in the unit asked for
    "wanted", "wanted_all", "near_wanted", "near_of_best",  # typed spans asked for: here, in all, words close by
    "type", "lists", "enumerates", "colon", "quoted", "decides", "digits",
    "known", "known_letters",  # share of the question's pairs and characters that stand in the case at all
    "question",  # its length
    "section", "sections",  # which field of how many
)  # fmt: skip
"""What is known of a window, in order."""


class Chosen(Protocol):
    """The windows chosen and the best spans' scores."""

    @property
    def chances(self) -> tuple[float, ...]: ...
    @property
    def scores(self) -> tuple[float, ...]: ...


_ENUMERATES = listed("several")
_SMALL = frozenset("的了在是有和与及其对为以被由向将等于到中上下什么哪谁多少几何何时吗呢啊吧？?")
_DECIDES = listed("decides")


@dataclass(frozen=True, slots=True)
class Found:
    """One question held against one case: where its pairs, characters and words stand."""

    asked: Asked
    question: str
    sheet: Sheet
    starts: Ints
    ends: Ints
    pairs: Held
    letters: Held
    words: Held
    weight: Floats
    """For each place of the text the weight of the pair of the question that stands there, summed up to it."""
    covered: Floats
    """How many characters up to it are in pairs of the question."""
    runs: Floats
    """For each clause its longest run of the question's characters."""
    noun: Held
    left: Held
    right: Held


@dataclass(frozen=True, slots=True)
class Held:
    """Which clauses hold which of some items: counts summed up to each clause, and what each item weighs."""

    counts: NDArray[np.int32]
    weights: Floats
    known: float
    """Share of the items' weight that the case holds."""

    def share(self, first: Ints, last: Ints) -> Floats:
        """For each run of clauses `first`..`last` the share of the weight that it holds."""
        total = float(self.weights.sum())
        if total <= 0:
            return np.zeros(len(first), np.float32)
        shares: Floats = self.weights @ (self.counts[:, last + 1] > self.counts[:, first]) / np.float32(total)
        return shares


def found(asked: Asked, words: Weighted, sheet: Sheet, question: str) -> Found:
    """`question` (folded) held against `sheet`."""
    starts = np.array([start for start, _, _ in sheet.clauses], np.int64)
    ends = np.array([end for _, end, _ in sheet.clauses], np.int64)
    first, last = asked.span
    told = question[:first] + "？" + question[last:] if last > first else question
    pairs = list(
        dict.fromkeys(
            a + b
            for a, b in pairwise(told)
            if _in_word(a) and _in_word(b) and not (a in _SMALL and b in _SMALL)
        )
    )
    letters = list(
        dict.fromkeys(c for c in told if _in_word(c) and c not in _SMALL and c not in lexicon.stopwords())
    )
    places = [_places(sheet.text, pair) for pair in pairs]
    held = _held(places, starts, ends)
    marked = np.zeros(len(sheet.text) + 2, np.float32)
    covers = np.zeros(len(sheet.text) + 2, bool)
    for spots, weight in zip(places, held.weights, strict=True):
        marked[spots] += weight
        covers[spots] = True
        covers[[spot + 1 for spot in spots]] = True
    noun = [a + b for a, b in pairwise(asked.noun)] or list(asked.noun)
    return Found(
        asked,
        question,
        sheet,
        starts,
        ends,
        held,
        _held([_places(sheet.text, letter) for letter in letters], starts, ends),
        _of_words(words, sheet.text, starts, ends),
        np.concatenate([[0], np.cumsum(marked)]).astype(np.float32),
        np.concatenate([[0], np.cumsum(covers)]).astype(np.float32),
        _runs(covers, starts, ends),
        _held([_places(sheet.text, part) for part in noun], starts, ends),
        _held([_places(sheet.text, last_pair(question[:first]))], starts, ends),
        _held([_places(sheet.text, first_pair(question[last:]))], starts, ends),
    )


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "_×"


def last_pair(text: str) -> str:
    words = text.rstrip("的是了于在为")
    return words[-2:] if len(words) > 1 else ""


def first_pair(text: str) -> str:
    words = text.lstrip("的是了")
    return words[:2] if len(words) > 1 and _in_word(words[1]) else ""


def _places(text: str, item: str) -> list[int]:
    spots = []
    at = text.find(item) if item else -1
    while at >= 0:
        spots.append(at)
        at = text.find(item, at + 1)
    return spots


def _held(places: Sequence[Sequence[int]], starts: Ints, ends: Ints) -> Held:
    """The items at `places`, each the heavier the fewer clauses hold it; those that none holds weigh nothing."""
    many, begins = len(starts), starts.tolist()
    counts = np.zeros((len(places), many + 1), np.int32)
    weights = np.zeros(len(places), np.float32)
    for row, spots in enumerate(places):
        if spots:
            at = _clauses_of(spots, begins)
            counts[row, at] = 1
            weights[row] = _rarity(many, len(at))
    lost = float(np.log1p(many)) * sum(not spots for spots in places)
    total = float(weights.sum())
    return Held(np.cumsum(counts, axis=1), weights, total / (total + lost) if total + lost else 0.0)


def _clauses_of(spots: Sequence[int], begins: Sequence[int]) -> list[int]:
    """The clauses that hold `spots`, each once, in order, counted from 1; of so few, lists are quicker than arrays."""
    return sorted({at for spot in spots if (at := bisect_right(begins, spot))})


@lru_cache(maxsize=1_000)
def _rarity(many: int, held: int) -> float:
    """What an item weighs that `held` of `many` clauses hold."""
    return float(np.log1p(many / max(held, 1)))


def _of_words(words: Weighted, text: str, starts: Ints, ends: Ints) -> Held:
    many, begins = len(starts), starts.tolist()
    counts = np.zeros((len(words.terms), many + 1), np.int32)
    weights = np.zeros(len(words.terms), np.float32)
    for row, term in enumerate(words.terms):
        spots = [(start, worth) for start, _, worth in term.places_in(text)]
        if spots:
            at = _clauses_of([start for start, _ in spots], begins)
            counts[row, at] = 1
            weights[row] = _rarity(many, len(at)) * max(worth for _, worth in spots)
    return Held(np.cumsum(counts, axis=1), weights, float((weights > 0).mean()) if len(weights) else 0.0)


def _runs(covers: NDArray[np.bool_], starts: Ints, ends: Ints) -> Floats:
    ahead = np.where(covers, np.arange(1, len(covers) + 1), 0)
    gap = np.maximum.accumulate(np.where(covers, 0, np.arange(1, len(covers) + 1)))
    length = np.where(covers, ahead - gap, 0).tolist()  # of so few, lists are quicker
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.array([max(length[s:e], default=0) for s, e in spans], np.float32)


def windows(sheet: Sheet) -> tuple[Ints, Ints]:
    """First and last clause of every window: clauses by themselves, and runs of one field within WIDEST."""
    first, last = [], []
    for at, (start, _, field) in enumerate(sheet.clauses):
        for to in range(at, len(sheet.clauses)):
            _, end, other = sheet.clauses[to]
            if to > at and (other != field or end - start > WIDEST):
                break
            first.append(at)
            last.append(to)
    return np.array(first, np.int64), np.array(last, np.int64)


def window_rows(one: Found, first: Ints, last: Ints) -> Floats:
    """One row of WINDOW_MARKS for each window."""
    sheet, many = one.sheet, len(one.starts)
    start, end = one.starts[first], one.ends[last]
    before, after = np.maximum(first - 1, 0), np.minimum(last + 1, many - 1)
    wide = np.maximum(first - 3, 0)
    three = (one.pairs, one.letters, one.words)
    own = [held.share(first, last) for held in three]
    beside = [held.share(before, after) for held in three]
    size = end - start
    typed, near = _typed(one)
    wanted, closest = _in_windows(typed, near, start, end)
    runs = one.runs.tolist()
    stretches = zip(first.tolist(), last.tolist(), strict=True)
    longest = np.array([max(runs[f : t + 1]) for f, t in stretches], np.float32)
    text = sheet.text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = [_count(codes, chars, start, end) for chars in ("、", ":：", "《“", "0123456789")]
    lists = bool(_ENUMERATES.search(one.question))
    decides = _marks([m.start() for m in _DECIDES.finditer(text)], start, end)
    const = np.ones(len(first), np.float32)
    columns = [
        *own,
        *beside,
        *(held.share(wide, last) for held in three),
        one.pairs.share(before, before) * (first > 0),
        one.pairs.share(after, after) * (last < many - 1),
        *(share / max(float(share.max()), 1e-6) for share in own),
        beside[0] / max(float(beside[0].max()), 1e-6),
        size,
        last - first + 1,
        start / max(len(text), 1),
        np.minimum(start, 400),
        (one.covered[end] - one.covered[start]) / np.maximum(size, 1),
        longest,
        one.left.share(first, last),
        one.right.share(first, last),
        one.noun.share(first, last),
        one.noun.share(before, after),
        _marks(numbered(one.asked.unit, text), start, end) if one.asked.unit else 0 * const,
        np.minimum(wanted, 5),
        const * min(len(typed), 20),
        closest,
        closest / max(float(closest.max()), 1e-6),
        const * TYPES.index(one.asked.type),
        const * lists,
        np.minimum(counts[0], 6) * (1 + lists),
        counts[1],
        np.minimum(counts[2], 3),
        np.minimum(decides, 4) * (one.asked.type is Type.YESNO),
        np.minimum(counts[3], 12),
        const * one.pairs.known,
        const * one.letters.known,
        const * min(len(one.question), 40),
        np.array([sheet.clauses[at][2] for at in first]),
        const * len(sheet.fields),
    ]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


_BEFORE_UNIT = frozenset("一二三四五六七八九十百千万亿两多余")


def numbered(unit: str, text: str) -> list[int]:
    """Where in `text` a number ends whose unit that is."""
    found, at = [], text.find(unit, 1)
    while at > 0:
        if text[at - 1].isdecimal() or text[at - 1] in _BEFORE_UNIT:
            found.append(at - 1)
        at = text.find(unit, at + 1)
    return found


def _count(codes: NDArray[np.uint32], chars: str, start: Ints, end: Ints) -> Ints:
    """How many of `chars` stand in each stretch of a text of these code points."""
    held = np.zeros(len(codes), np.int64)
    for char in chars:
        held += codes == ord(char)
    total = np.concatenate([[0], np.cumsum(held)])
    counts: Ints = total[end] - total[start]
    return counts


def _marks(spots: Sequence[int], start: Ints, end: Ints) -> Ints:
    """How many of `spots` (in order) lie in each stretch."""
    at = np.array(spots, np.int64)
    counts: Ints = np.searchsorted(at, end) - np.searchsorted(at, start)
    return counts


def _typed(one: Found) -> tuple[list[tuple[int, int]], list[float]]:
    """The typed spans of the likeliest sort asked for, and how much of the question stands close by each."""
    wanted = WANTED[one.asked.type][:1]
    spans = [(t.start, t.end) for t in one.sheet.typed if t.sort in wanted]
    weight = one.weight
    top = len(weight) - 1
    total = float(one.pairs.weights.sum()) or 1.0
    near = [
        float(weight[start] - weight[max(start - NEAR, 0)] + weight[min(end + NEAR, top)] - weight[end])
        / total
        for start, end in spans
    ]
    return spans, near


def _in_windows(
    spans: Sequence[tuple[int, int]], near: Sequence[float], start: Ints, end: Ints
) -> tuple[Ints, NDArray[np.float64]]:
    """How many of `spans` each window holds, and the best `near` of these."""
    if not spans:
        return np.zeros(len(start), np.int64), np.zeros(len(start))
    s = np.array([a for a, _ in spans])
    e = np.array([b for _, b in spans])
    inside = (s[None, :] >= start[:, None]) & (e[None, :] <= end[:, None])
    return inside.sum(axis=1), np.where(inside, np.array(near)[None, :], 0.0).max(axis=1)


STATED_MARKS = (
    "first", "second", "third", "sum",  # the chosen windows' chances, and all windows' by the best of each clause
    "score", "score_second", "score_third",  # how much of the best spans is expected to be the answer
    "known", "known_letters", "known_words", "wanted_all", "near_wanted", "pairs", "beside", "letters",
    "letters_beside", "noun", "noun_beside", "question", "length", "run",
    "lost_pairs", "lost_letters", "lost_words", "all_words",  # how many the case does not have; how many there are
    *(f"asks_{kind}" for kind in TYPES),
)  # fmt: skip
"""What is known of whether a case states at all what is asked, in order."""


def stated_row(one: Found, rows: Floats, chances: Floats, choice: Chosen) -> Floats:
    """One row of STATED_MARKS."""
    best = [*choice.chances, 0.0, 0.0, 0.0][:3]
    top = int(np.argmax(chances))
    column = {name: at for at, name in enumerate(WINDOW_MARKS)}

    def of(name: str) -> float:
        return float(rows[top, column[name]])

    return np.array(
        [
            *best,
            min(float(np.sort(chances)[-6:].sum()), 6.0),
            *[*choice.scores, 0.0, 0.0, 0.0][:3],
            one.pairs.known,
            one.letters.known,
            one.words.known,
            of("wanted_all"),
            float(rows[:, column["near_wanted"]].max()),
            of("pairs"),
            of("pairs_beside"),
            of("letters"),
            of("letters_beside"),
            float(rows[:, column["noun"]].max()),
            of("noun_beside"),
            of("question"),
            min(len(one.sheet.text), 3000),
            of("run"),
            *(float((held.weights == 0).sum()) for held in (one.pairs, one.letters, one.words)),
            len(one.words.weights),
            *(one.asked.type is kind for kind in TYPES),
        ],
        np.float32,
    )
