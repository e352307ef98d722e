"""What speaks for a span of a case told in sections being the words that answer, as numbers, and how probably it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.values import dataclass
from retrieval.cases.typed import SORTS
from retrieval.judging import span_marks
from retrieval.judging.marks import Floats, Found
from retrieval.question.closed.asked import Type
from retrieval.question.closed.wanted import BEFORE, COUNTING, FIGURES, WANTED, verb_of

SIGNS = (
    "clause",  # logarithm of how probably its clause answers
    "score",  # how much of it is expected to be the answer, by the trees that judgments with answers taught
    "likeliest", "likely",  # of the likeliest sort for what is asked; of the next
    "misfit",  # no figure of a sort that is asked for, where one is
    "alone",  # the only one of its sort in its clause
    "within",  # part of another typed span
    "size", "matched",  # code points; share of it that are the question's own
    "noun",  # ends with the noun that is asked for
    "verb",  # of several alike in its clause it alone has the question's verb close before it: 赔多少, 赔偿金8000元; -1 another
)  # fmt: skip
"""What is known of a span, in order."""
CLAUSES = 8
"""Of so many clauses, the likeliest, the spans are weighed."""
LEAST = 1e-5
"""Probability of a clause below which it does not matter how much less likely it is."""
MORE = 3
"""Code points by which a span may be longer than another and say the same."""
LONG = 30
"""Code points from which on it does not matter how much longer a span is."""

Span = tuple[int, int, int, int]
"""Start, end, sort, and which of the clauses looked at."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The spans that may answer: where each stands, what it weighs by the trees, and its signs."""

    spans: tuple[Span, ...]
    scores: Floats
    rows: Floats


def misfits(one: Found, sort: int) -> bool:
    """Whether a span of that sort is none of the figures that are asked for."""
    kind = one.asked.type
    if kind not in FIGURES:
        return False
    loose = kind is Type.NUMBER and not one.asked.unit
    return sort == span_marks.OTHER or SORTS[sort] not in (COUNTING if loose else WANTED[kind])


def rows(one: Found, spans: Sequence[Span], scores: Floats, clauses: Sequence[float]) -> Floats:
    """One row of SIGNS for each of `spans`; `scores` are the trees', `clauses` the chances of the clauses looked at."""
    text, covered = one.sheet.text, one.covered
    wanted = [SORTS.index(sort) for sort in WANTED[one.asked.type][:2]]
    noun = one.asked.noun[-2:]
    verb = verb_of(one.asked, one.question)
    led = {a for a, *_ in spans if verb and verb in text[max(a - BEFORE, 0) : a]}
    alike: dict[tuple[int, int], int] = {}
    for _, _, sort, at in spans:
        alike[sort, at] = alike.get((sort, at), 0) + 1
    typed = [span for span in spans if span[2] < span_marks.OTHER]
    made = []
    for (start, end, sort, at), score in zip(spans, scores.tolist(), strict=True):
        within = any(
            a <= start and end <= b and b - a > end - start for a, b, _, other in typed if other == at
        )
        made.append(
            (
                np.log(max(clauses[at], LEAST)),
                score,
                sort == wanted[0],
                sort in wanted[1:],
                misfits(one, sort),
                alike[sort, at] == 1,
                within,
                min(end - start, LONG) / LONG,
                float(covered[end] - covered[start]) / (end - start),
                bool(noun) and text[start:end].endswith(noun),
                _by_verb(spans, (sort, at), start, led),
            )
        )
    return np.array(made, np.float32)


def _by_verb(spans: Sequence[Span], like: tuple[int, int], start: int, led: set[int]) -> int:
    """1 where the verb stands before the one at `start` and no other of its sort and clause, -1 where before another."""
    others = {a for a, _, sort, at in spans if (sort, at) == like and a != start}
    if not others or (start in led) == bool(others & led):
        return 0
    return 1 if start in led else -1


def likeliest(texts: Sequence[str], worth: Floats) -> tuple[int, float]:
    """Which of the spans, that read `texts`, answers, and how probably: those that read the same count together.

    So does what has it in hardly more words: 赔偿金8000元 for 8000元.
    """
    raised = np.exp(worth - worth.max())
    together: dict[str, float] = {}
    for text, chance in zip(texts, (raised / raised.sum()).tolist(), strict=True):
        together[text] = together.get(text, 0.0) + chance
    best = max(together, key=lambda text: together[text])
    sure = sum(chance for text, chance in together.items() if best in text and len(text) <= len(best) + MORE)
    at = max((at for at, text in enumerate(texts) if text == best), key=lambda at: (worth[at], -at))
    return at, sure
