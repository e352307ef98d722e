"""Cases with questions to be answered from each (CJRC's form): read, and how well the quotes and spans answer them.

A line holds `summary` (the text), `questions` of `question`, `answers` (any of them is right; YES or NO for yes-no
questions), `impossible`, and perhaps `number`, `title` and for each question an `id`.

    held      share of the questions answered in words whose quotes hold an answer
    length    code points quoted of a case for these: median and mean
    span_f1   mean overlap of characters between the answer found and the best of the answers
    refusal   share of the impossible marked as not said in so many words, by the share of the answerable so marked
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any

from data.errors import SourceError
from data.text import fold
from data.types import SUMMARY, Case, CaseId, Field
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.judging.spans import Spans, answer_in
from retrieval.language.terms import content_terms, weigh
from retrieval.language.tokens import Tokenizer
from retrieval.measuring.evaluation import plain
from retrieval.question.closed.asked import Type, asked

DECISIONS = frozenset(("YES", "NO"))
OPEN = frozenset((Type.TEXT, Type.REASON, Type.HOW, Type.YESNO))
"""Types whose answers have no form of their own."""
SHARES = (0.02, 0.05, 0.10, 0.20)
"""Shares of the answerable questions at which the refusal of the others is read off."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with the answers of which any is right; of an impossible one the case says nothing."""

    id: str
    case: Case
    question: str
    answers: tuple[str, ...]
    impossible: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured; shares in [0, 1], lengths in code points."""

    questions: int
    held: float
    median: float
    mean: float
    types: Mapping[str, tuple[int, float]]
    """Type asked → how many questions, and their span F1."""
    typed: float
    """Span F1 over the types whose answers have a form of their own."""
    marked: tuple[float, float]
    """Share of the answerable and of the impossible marked as not said in so many words, as the program does."""
    refusal: Mapping[float, float]
    """Share of the answerable marked → share of the impossible marked, where one threshold would be moved."""


def is_reading(path: Path) -> bool:
    """Whether the file's first line has a text and its questions."""
    try:
        with path.open("rb") as lines:
            first = json.loads(
                next(filter(None, map(bytes.strip, lines)), b"null").removeprefix(b"\xef\xbb\xbf")
            )
    except (OSError, ValueError, RecursionError):
        return False  # whoever reads it as gold questions says what is wrong
    return isinstance(first, dict) and {"summary", "questions"} <= first.keys()


def read(path: Path) -> tuple[Posed, ...]:
    """The questions of the file, in order; SourceError where a line is not of that form."""
    found: list[Posed] = []
    for at, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                found += _posed(json.loads(line), at)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                problem = f"第 {at} 行不是带问题的案例：{error} (line {at}: no case with questions)"
                raise SourceError(path, problem) from None
    return tuple(found)


def _posed(row: Mapping[str, Any], at: int) -> Iterator[Posed]:
    case = Case(CaseId("reading", at), str(row.get("title") or ""), (Field(SUMMARY, str(row["summary"])),))
    for order, told in enumerate(row["questions"], 1):
        answers = tuple(str(answer) for answer in told.get("answers") or () if answer)
        yield Posed(
            str(told.get("id") or f"{at}_{order}"),
            case,
            str(told["question"]),
            answers,
            bool(told["impossible"]),
        )


def measure(posed: Sequence[Posed], tokenizer: Tokenizer) -> Reading:
    """Every question asked of its own case, by words alone."""
    profiles = {case: Profile(case, at) for at, case in enumerate(dict.fromkeys(one.case for one in posed))}
    texts = [profile.text for profile in profiles.values()]
    answered = []
    for one in posed:
        text = fold(one.question)
        words = weigh(content_terms(text, tokenizer), texts)
        found = answer_in(asked(text), words, profiles[one.case], (), text)
        answered.append((one, found or Spans((), "", 0.0, True)))
    return figures(answered)


def figures(answered: Sequence[tuple[Posed, Spans]]) -> Reading:
    """The figures over questions and what was found for each."""
    told = [(one, found) for one, found in answered if not one.impossible and _in_words(one)]
    held = [
        any(plain(a) in plain(q.text) for a in _in_words(one) for q in found.quotes) for one, found in told
    ]
    sizes = [sum(len(quote.text) for quote in found.quotes) for _, found in told]
    by: dict[Type, list[float]] = {}
    for one, found in told:
        share = max(overlap(fold(found.answer), fold(answer)) for answer in _in_words(one))
        by.setdefault(asked(fold(one.question)).type, []).append(share)
    can = sorted(found.chance for one, found in answered if not one.impossible)
    cannot = [found.chance for one, found in answered if one.impossible]
    return Reading(
        len(answered),
        _mean(held),
        median(sizes) if sizes else 0.0,
        _mean(sizes),
        {kind.value: (len(shares), fmean(shares)) for kind, shares in sorted(by.items())},
        _mean([share for kind, shares in by.items() if kind not in OPEN for share in shares]),
        (
            _mean([found.nearest for one, found in answered if not one.impossible]),
            _mean([found.nearest for one, found in answered if one.impossible]),
        ),
        {s: _mean([chance < can[int(s * len(can))] for chance in cannot]) for s in SHARES if can},
    )


def overlap(one: str, other: str) -> float:
    """F1 of the characters that two texts have in common."""
    same = sum((Counter(one) & Counter(other)).values())
    return 2 * same / (len(one) + len(other)) if same else 0.0


def _in_words(one: Posed) -> tuple[str, ...]:
    return tuple(answer for answer in one.answers if answer not in DECISIONS)


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0
