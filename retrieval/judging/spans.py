"""What answers in a case that is meant: the windows of clauses that hold the answer, and the words within that are it.

Learned from judgments with questions and answer spans by experts (CJRC, Duan et al. 2019: train and dev set of the
CAIL 2019 reading task) by `python -m scripts.learn.train_spans`; the weights are plain numbers in retrieval/learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.types import Case, Quote
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.typed import Sheet, sheet
from retrieval.judging import answer_signs, marks, span_marks
from retrieval.judging.answer_signs import misfits
from retrieval.judging.sections import Runs, clause_chances, nearness, weights
from retrieval.judging.trees import Trees, learned
from retrieval.language.terms import Weighted
from retrieval.question.closed.asked import Asked, Type
from retrieval.quoting.clauses import quote_of

if TYPE_CHECKING:
    from vectorstore.hits import Hit

WEIGHTS = "spans.json"
SHORT = 0.1
"""What a window of 60 code points gives way to a short one (in the logarithm of its probability)."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be quoted of a case."""

    most: int
    """Windows at most."""
    points: int
    """Code points at most, but for a single clause that is longer."""
    unsure: float
    """With so little probability any further window is quoted."""
    enough: float
    """With more than this none is."""


ROOM = Room(4, 240, 0.7, 0.85)
SPOKEN = 0.4
"""Share of the question's pairs of characters that the case must have for their lack beside the answer to tell: of
questions in other words (349 over three collections, all answerable) 0.21-0.47 would be marked, and 0.02-0.17 are."""
MEANING = 2.0
"""What nearness in meaning adds to the log-odds of a window of a case of one text. Between 1 and 3 it makes little
difference on 349 questions over three collections."""
ACROSS = 1.0
"""What a window of a case told in sections loses that goes on in the next sentence."""
BEHIND_NUMBER = 14
"""Code points behind a number within which stands what it counts."""
MIN_NOUN = 2
"""Characters up to which a noun is taken as it is."""
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """`field[start:end]`, some clauses, with the log-odds that they hold the answer."""

    field: str
    start: int
    end: int
    odds: float


@dataclass(frozen=True, slots=True)
class Spans:
    """What a case has to say to a question: the windows that are quoted, in their order, and the answer in one of them."""

    quotes: tuple[Quote, ...]
    """Exact slices of the fields; the one that holds the answer has its `answer` set."""
    answer: str
    """The words that answer, as they stand in the case; '' where none were found."""
    chance: float
    """How probably the windows hold the answer at all, in [0, 1]: that the case states what is asked."""
    nearest: bool
    """Whether it can only be given as what comes nearest: not said in so many words."""
    sure: float = 0.0
    """How much of `answer` is expected to be the answer (F1 of characters), in [0, 1]; in a case told in sections how
    probably it is."""
    windows: tuple[Window, ...] = ()
    """Every window of the case with what speaks for it."""
    clauses: tuple[Window, ...] = ()
    """Every clause of a case told in sections with the log-odds that it answers; none of other cases."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The windows chosen, the best first: start, end and probability each; and the answer among their spans."""

    windows: tuple[tuple[int, int], ...]
    chances: tuple[float, ...]
    span: tuple[int, int] | None
    scores: tuple[float, ...]
    """How much of each of the best three spans is expected to be the answer (F1 of characters)."""
    sure: float = 0.0
    """How much of the span is."""


def answer_in(
    asked: Asked, words: Weighted, profile: Profile, parts: Sequence[Hit], text: str
) -> Spans | None:
    """The windows of `profile` that answer `text` (folded, simplified), which asks for `asked`.

    `words` are the content words of the question, `parts` what is known of the nearness of the case's chunks (may be
    empty). None where the case has no text.
    """
    page = sheet(profile.case)
    if not page.clauses:
        return None
    one, rows, chances, first, last = _held_against(asked, words, page, text)
    start, end = one.starts[first], one.ends[last]
    each: Floats = np.zeros(0, np.float32)
    if len(page.fields) == 1:
        beside = MEANING * nearness(page, parts, start, end)
        choice, odds = choose(one, chances, beside, (start, end)), _log_odds(chances) + beside
    else:
        runs = Runs(first, last, _log_odds(chances))
        each = clause_chances(one, profile, words, parts, runs)
        choice, odds = choose_among(one, chances, runs, (start, end), each)
    stated = _stated(marks.stated_row(one, rows, chances, choice))
    quotes = tuple(sorted(_quotes(profile.case, page, choice)))
    said = next((quote for quote in quotes if quote.answer), None)
    answer = ""
    if said is not None and said.answer is not None:
        answer = said.text[said.answer[0] - said.start : said.answer[1] - said.start]
    lost = one.pairs.known >= SPOKEN and stated < _weights()["nearest"]
    windows = _windows(page, start, end, odds)
    told = _windows(page, one.starts, one.ends, _log_odds(each)) if len(each) else ()
    return Spans(quotes, answer, stated, lost, choice.sure, windows, told)


@lru_cache(maxsize=8)
def _held_against(
    asked: Asked, words: Weighted, page: Sheet, text: str
) -> tuple[marks.Found, Floats, Floats, Ints, Ints]:
    """What does not hang on which chunks are nearest: a case is asked for its answer up to four times a question.

    The question held against the case; its windows' marks, their chances, first and last clauses.
    """
    one = marks.found(asked, words, page, text)
    first, last = marks.windows(page)
    rows = marks.window_rows(one, first, last)
    return one, rows, chances_of(rows), first, last


def chances_of(rows: Floats) -> Floats:
    """For each window the probability that it holds the answer."""
    return _sigmoid(_trees("windows").scores(rows))


def choose(one: marks.Found, chances: Floats, beside: Floats, bounds: tuple[Ints, Ints]) -> Choice:
    """The windows to quote, and the span among theirs that answers. A figure is of the sort that is asked for."""
    start, end = bounds
    kept = picked(chances, beside, start, end, _weights()["stop"])
    windows = tuple((int(start[at]), int(end[at])) for at in kept)
    each = tuple(float(chances[at]) for at in kept)
    spans = span_marks.candidates(one, windows)
    if not spans:
        return Choice(windows, each, None, ())
    scores = _trees("spans").scores(span_marks.span_rows(one, spans, each))
    off = np.array([misfits(one, sort) for _, _, sort, _ in spans], np.float32)
    if one.asked.type is Type.NUMBER and one.asked.noun and not off.all():
        counted = np.array([_counted(one, span[0], span[1]) for span in spans]) & (off == 0)
        off += ~counted if counted.any() else np.zeros(len(off), bool)
    span = int(np.argmax(scores - off))
    return Choice(windows, each, spans[span][:2], _best(scores), max(0.0, float(scores[span] - off[span])))


def choose_among(
    one: marks.Found, chances: Floats, runs: Runs, bounds: tuple[Ints, Ints], clauses: Floats
) -> tuple[Choice, Floats]:
    """The same of a case told in sections, where `clauses` says how probably each clause answers; what is expected of
    each window."""
    start, end = bounds
    whole = np.concatenate([np.zeros(1, np.float32), np.cumsum(clauses)]).astype(np.float32)
    held = whole[runs.last + 1] - whole[runs.first]
    across = [_across(one.sheet, a, b) for a, b in zip(start, end, strict=True)]
    beside = -ACROSS * np.array(across, np.float32)
    kept = picked(held, beside, start, end, _weights()["stop"])
    span: tuple[int, int] | None = None
    scores: tuple[float, ...] = ()
    sure = 0.0
    order = np.argsort(-clauses, kind="stable")[: answer_signs.CLAUSES]
    found = candidates_in(one, chances, runs, order, clauses)
    if found is not None:
        text = one.sheet.text
        at, sure = answer_signs.likeliest(
            [text[a:b] for a, b, _, _ in found.spans], found.rows @ weights("span", answer_signs.SIGNS)
        )
        span, scores = found.spans[at][:2], _best(found.scores)
        if not any(start[at] <= span[0] and span[1] <= end[at] for at in kept):
            with_it = np.flatnonzero((start <= span[0]) & (span[1] <= end))
            best = int(with_it[np.argmax((_log_odds(held) + beside)[with_it])])
            kept = [best, *(at for at in kept if end[at] <= start[best] or end[best] <= start[at])]
    windows = tuple((int(start[at]), int(end[at])) for at in kept)
    choice = Choice(windows, tuple(float(chances[at]) for at in kept), span, scores, sure)
    return choice, _log_odds(held) + beside


def candidates_in(
    one: marks.Found, chances: Floats, runs: Runs, order: Ints, clauses: Floats
) -> answer_signs.Candidates | None:
    """The spans of the clauses in `order` that may answer; None where there are none."""
    alone = dict(
        zip(
            runs.first[runs.first == runs.last].tolist(),
            chances[runs.first == runs.last].tolist(),
            strict=True,
        )
    )
    spans = span_marks.candidates(one, [(int(one.starts[at]), int(one.ends[at])) for at in order])
    if not spans:
        return None
    scores = _trees("spans").scores(span_marks.span_rows(one, spans, [alone[int(at)] for at in order]))
    rows = answer_signs.rows(one, spans, scores, clauses[order].tolist())
    return answer_signs.Candidates(tuple(spans), scores, rows)


def _best(scores: Floats) -> tuple[float, ...]:
    return tuple(float(score) for score in -np.sort(-scores, kind="stable")[:3])


def _counted(one: marks.Found, start: int, end: int) -> bool:
    """Whether a number has behind it, in its clause, what the question counts: 120个重点地区基层派出所.

    The last character of a longer noun may be a verb: 派出所挂 of 多少个派出所挂了联络点.
    """
    noun = one.asked.noun
    behind = one.sheet.text[end : end + BEHIND_NUMBER].split("，", maxsplit=1)[0]
    told = noun[-2:] in behind or (len(noun) > MIN_NOUN and noun[-3:-1] in behind)
    return told and any(char.isdigit() for char in one.sheet.text[start:end])


def _across(page: Sheet, start: int, end: int) -> bool:
    """Whether another sentence begins within."""
    held = page.text[start : end - 1].rstrip("\n")
    return "。" in held or "\n" in held


def picked(
    chances: Floats,
    beside: Floats,
    start: Ints,
    end: Ints,
    stop: float,
    *,
    room: Room = ROOM,
) -> list[int]:
    """Which windows are quoted, the best first, apart from each other: more of them while it is not sure.

    `beside` is what else speaks for each, in log-odds; windows below `stop` are quoted only where it is unsure.
    """
    odds = _log_odds(chances) + beside
    order = np.argsort(np.logaddexp(0, -odds) + SHORT * (end - start) / marks.WIDEST, kind="stable")
    kept: list[int] = []
    used, sure = 0, 0.0
    for at in order.tolist():
        if len(kept) == room.most or (kept and sure > room.enough):
            break
        size = int(end[at] - start[at])
        if kept and ((chances[at] < stop and sure > room.unsure) or used + size > room.points):
            continue
        if not any(start[at] < end[other] and start[other] < end[at] for other in kept):
            kept.append(at)
            used += size
            sure += float(chances[at])
    return kept


def _quotes(case: Case, page: Sheet, choice: Choice) -> list[Quote]:
    quotes = []
    for start, end in choice.windows:
        name, base = page.where(start)
        quote = quote_of(case, name, start - base, end - base)
        if choice.span and start <= choice.span[0] and choice.span[1] <= end:
            answer = max(choice.span[0] - base, quote.start), min(choice.span[1] - base, quote.end)
            if answer[0] < answer[1]:
                quote = replace(quote, answer=answer)
        quotes.append(quote)
    return [quote for quote in quotes if quote.text]


def _windows(page: Sheet, start: Ints, end: Ints, odds: Floats) -> tuple[Window, ...]:
    made = []
    for first, last, worth in zip(start.tolist(), end.tolist(), odds.tolist(), strict=True):
        name, base = page.where(first)
        made.append(Window(name, first - base, last - base, worth))
    return tuple(made)


def _log_odds(chances: Floats) -> Floats:
    odds: Floats = np.log(np.maximum(chances, 1e-6) / np.maximum(1 - chances, 1e-6))
    return odds


def _stated(row: Floats) -> float:
    kept = learned(WEIGHTS)["stated"]
    mean, spread, weight = (np.array(kept[name]) for name in ("mean", "spread", "weight"))
    return float(1 / (1 + np.exp(-(((row - mean) / spread) @ weight + kept["bias"]))))


def _sigmoid(scores: Floats) -> Floats:
    chances: Floats = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return chances


def _weights() -> dict[str, float]:
    return learned(WEIGHTS)["thresholds"]  # type: ignore[no-any-return]


@cache
def _trees(name: str) -> Trees:
    return Trees.from_json(learned(WEIGHTS)[name])
