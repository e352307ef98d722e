"""What answers in a case that is meant: the windows of clauses that hold the answer, and the words within that are it.

Learned from judgments with questions and answer spans by experts (CJRC, Duan et al. 2019: train and dev set of the
CAIL 2019 reading task) by `python -m scripts.learn.train_spans`; the weights are plain numbers in retrieval/learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.types import Case, Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sides import asked_for, told
from retrieval.cases.typed import SORTS, Sheet, sheet
from retrieval.judging import marks, span_marks
from retrieval.judging.trees import Trees, learned
from retrieval.language.terms import Weighted
from retrieval.question.asked import Asked, Type
from retrieval.question.wanted import COUNTING, FIGURES, WANTED
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.passages import scored_statements

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


TOLD, SECTIONS = Room(4, 240, 0.7, 0.85), Room(5, 250, 1.2, 2.0)
"""A case of one text; one told in sections, which says the same matter several times."""
SPOKEN = 0.4
"""Share of the question's pairs of characters that the case must have for their lack beside the answer to tell: of
questions in other words (349 over three collections, all answerable) 0.21-0.47 would be marked, and 0.02-0.17 are."""
MEANING, MANNER = 2.0, 3.0
"""What nearness in meaning and, in a case told in sections, the fit of section and manner (passages.py) add to the
log-odds of a window. Between 1 and 3 the first makes little difference on 349 questions over three collections."""
SIDE = 2.0
"""What it adds that a window tells the side that is asked for, claimed or decided, and what the other side takes. On 362
questions over six collections between 1 and 3 makes little difference; 0 loses 4 % of the sums."""
ACROSS, UNTOLD = 1.0, 4.0
"""What a window loses that goes on in the next sentence; and one without the figure, where those of the side asked have it."""
BEHIND_NUMBER = 14
"""Code points behind a number within which stands what it counts."""
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
    """How much of `answer` is expected to be the answer (F1 of characters), in [0, 1]."""
    windows: tuple[Window, ...] = ()
    """Every window of the case with what speaks for it."""


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
    one, rows, chances, start, end = _held_against(asked, words, page, text)
    beside = MEANING * nearness(page, parts, start, end)
    side = None
    if len(page.fields) > 1:
        beside += MANNER * manner(one, profile, words, parts, (start, end))
        beside -= ACROSS * np.array(
            [_across(page, a, b) for a, b in zip(start, end, strict=True)], np.float32
        )
        side = of_side(page, profile, text, start, end)
        beside += SIDE * side
        told_so = (side > 0) & _have(page, asked, start, end)
        if asked.type in FIGURES and told_so.any():
            beside -= UNTOLD * ~told_so
    choice = choose(one, chances, beside, (start, end), side)
    stated = _stated(marks.stated_row(one, rows, chances, choice))
    quotes = tuple(sorted(_quotes(profile.case, page, choice)))
    said = next((quote for quote in quotes if quote.answer), None)
    answer = ""
    if said is not None and said.answer is not None:
        answer = said.text[said.answer[0] - said.start : said.answer[1] - said.start]
    lost = one.pairs.known >= SPOKEN and stated < _weights()["nearest"]
    odds = _log_odds(chances) + beside
    windows = tuple(_windows(page, zip(start.tolist(), end.tolist(), odds.tolist(), strict=True)))
    return Spans(quotes, answer, stated, lost, choice.sure, windows)


@lru_cache(maxsize=8)
def _held_against(
    asked: Asked, words: Weighted, page: Sheet, text: str
) -> tuple[marks.Found, Floats, Floats, Ints, Ints]:
    """What does not hang on which chunks are nearest: a case is asked for its answer up to four times a question.

    The question held against the case; its windows' marks, their chances, starts and ends.
    """
    one = marks.found(asked, words, page, text)
    first, last = marks.windows(page)
    rows = marks.window_rows(one, first, last)
    return one, rows, chances_of(rows), one.starts[first], one.ends[last]


def chances_of(rows: Floats) -> Floats:
    """For each window the probability that it holds the answer."""
    return _sigmoid(_trees("windows").scores(rows))


def choose(
    one: marks.Found, chances: Floats, beside: Floats, bounds: tuple[Ints, Ints], side: Floats | None = None
) -> Choice:
    """The windows to quote, and the span among theirs that answers.

    A figure is of the sort that is asked for; `side` says which windows tell what is asked, a claim or a decision.
    """
    start, end = bounds
    room = SECTIONS if len(one.sheet.fields) > 1 else TOLD
    kept = picked(chances, beside, start, end, _weights()["stop"], room=room)
    windows = tuple((int(start[at]), int(end[at])) for at in kept)
    each = tuple(float(chances[at]) for at in kept)
    spans = span_marks.candidates(one, windows)
    if not spans:
        return Choice(windows, each, None, ())
    scores = _trees("spans").scores(span_marks.span_rows(one, spans, each))
    best = tuple(float(score) for score in -np.sort(-scores, kind="stable")[:3])
    off = np.array([_misfits(one, sort) for _, _, sort, _ in spans], np.float32)
    if one.asked.type is Type.NUMBER and one.asked.noun and not off.all():
        counted = np.array([_counted(one, span[0], span[1]) for span in spans]) & (off == 0)
        off += ~counted if counted.any() else np.zeros(len(off), bool)
    if side is not None:
        told = np.array([side[kept[at]] for *_, at in spans], np.float32)
        off += told < max(told[off == 0], default=0.0)
    span = int(np.argmax(scores - off))
    return Choice(windows, each, spans[span][:2], best, max(0.0, float(scores[span] - off[span])))


def _misfits(one: marks.Found, sort: int) -> bool:
    """Whether a span of that sort is none of the figures that are asked for."""
    kind = one.asked.type
    if kind not in FIGURES:
        return False
    loose = kind is Type.NUMBER and not one.asked.unit
    return sort == span_marks.OTHER or SORTS[sort] not in (COUNTING if loose else WANTED[kind])


def _counted(one: marks.Found, start: int, end: int) -> bool:
    """Whether a number has behind it, in its clause, what the question counts: 120个重点地区基层派出所."""
    return one.asked.noun[-2:] in one.sheet.text[end : end + BEHIND_NUMBER].split("，", maxsplit=1)[
        0
    ] and any(char.isdigit() for char in one.sheet.text[start:end])


def _across(page: Sheet, start: int, end: int) -> bool:
    """Whether another sentence begins within."""
    held = page.text[start : end - 1].rstrip("\n")
    return "。" in held or "\n" in held


def _have(page: Sheet, asked: Asked, start: Ints, end: Ints) -> NDArray[np.bool_]:
    """Which windows hold something of the sort that is asked for."""
    sorts = WANTED[asked.type][:1] if asked.type is not Type.NUMBER or asked.unit else tuple(COUNTING)
    held = np.zeros(len(start), bool)
    for span in page.typed:
        if span.sort in sorts:
            held |= (start <= span.start) & (span.end <= end)
    return held


def picked(
    chances: Floats,
    beside: Floats,
    start: Ints,
    end: Ints,
    stop: float,
    *,
    room: Room = TOLD,
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


def nearness(page: Sheet, parts: Sequence[Hit], start: Ints, end: Ints) -> Floats:
    """How near in meaning the nearest of `parts` that each window has something of is: 1 the nearest, 0 the farthest."""
    bases = dict(page.fields)
    hits = [hit for hit in parts if hit.field in bases]
    near = np.zeros(len(start), np.float32)
    if hits:
        low = min(hit.score for hit in hits)
        spread = max(hit.score for hit in hits) - low or 1.0
        for hit in hits:
            first, last = bases[hit.field] + hit.start, bases[hit.field] + hit.end
            held = (start < last) & (first < end)
            near[held] = np.maximum(near[held], np.float32((hit.score - low) / spread))
    return near


def manner(
    one: marks.Found, profile: Profile, words: Weighted, parts: Sequence[Hit], bounds: tuple[Ints, Ints]
) -> Floats:
    """How well the statements that each window has something of fit the question, against the best one."""
    bases = dict(one.sheet.fields)
    start, end = bounds
    scored = scored_statements(profile, words, parts, one.question)
    best = max((score for _, score in scored), default=0.0) or 1.0
    fits = np.zeros(len(start), np.float32)
    for said, score in scored:
        first, last = bases[said.field] + said.start, bases[said.field] + said.end
        held = (start < last) & (first < end)
        fits[held] = np.maximum(fits[held], np.float32(score / best))
    return fits


def of_side(page: Sheet, profile: Profile, text: str, start: Ints, end: Ints) -> Floats:
    """1 for each window that tells what `text` asks for, a claim or a decision; -1 for one that tells only the other."""
    wanted = asked_for(text)
    held = np.zeros(len(start), np.float32)
    if not wanted:
        return held
    bases = dict(page.fields)
    good, bad = np.zeros(len(start), bool), np.zeros(len(start), bool)
    for stretch in told(profile.case, profile.course, text):
        first, last = bases[stretch.field] + stretch.start, bases[stretch.field] + stretch.end
        meets = (start < last) & (first < end)
        if stretch.side in wanted:
            good |= meets
        else:
            bad |= meets
    held[bad] = -1
    held[good & ~(bad & np.bool_(len(wanted) == 1))] = 1
    return held


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


def _windows(page: Sheet, rows: Iterable[tuple[int, int, float]]) -> Iterator[Window]:
    for start, end, odds in rows:
        name, base = page.where(start)
        yield Window(name, start - base, end - base, odds)


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
