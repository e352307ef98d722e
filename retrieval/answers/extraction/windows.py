"""Which windows of clauses of a case are quoted: the one that answers, and those that come near it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.text import sentences, squeeze
from data.types import Case, Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sides import Stretch, asked_for, told
from retrieval.cases.typed import Sheet, Sort, Typed, sheet
from retrieval.language.amounts import sums
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import FIGURES, in_form
from retrieval.quoting.clauses import Clause, quote_of

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans, Window

ROOM = 56
"""Code points quoted where it is sure where the answer stands."""
ROOM_OF_SECTIONS, MOST = 180, 4
"""The same in a case told in sections, which says the same matter several times; and of how many windows."""
BEHIND, SURELY_BEHIND, BEHIND_SEVERAL = 3.0, 0.5, 3.5
"""By how much less (log-odds) than the best another window may hold the answer and still be quoted; the second where
the answer is said first, the third where several things are asked. Of 505 questions over six collections answers so long
hold 75 % of the words asked for where the case is right (73 % before clauses were learned, as long)."""
SHORT_END = 16
"""Code points of what goes on in a next sentence and says nothing yet: 某科技公司在与张某订立劳动合同时."""
LENGTH = 0.02
"""What a code point of a window takes from its log-odds."""
WORDS = 8.0
"""What a clause's score by words, of the best one's, weighs beside the log-odds of its windows."""
FAR = -8.0
"""Log-odds of a clause that no window has whole."""
CLEAR = 2.0
"""By how much the best clause must be ahead of the next for the others not to be needed. Of 129 one-fact questions over the
bundled cases 90 are then answered in 56 code points; all of them hold 83 % of the words asked for (94 % in 110)."""


def few(
    case: Case, spans: Spans, scored: Sequence[Clause], found: Quote | None, clear: float
) -> tuple[Quote, ...]:
    """The clauses that answer where the best is `clear` ahead of the others; empty where it is not."""
    if len(scored) < 2:
        return ()
    best = max(clause.score for clause in scored) or 1.0
    worth = [_odds(spans.windows, clause) + WORDS * clause.score / best for clause in scored]
    order = sorted(range(len(scored)), key=lambda at: (-worth[at], at))
    first = [at for at in order if found is not None and _meets(scored[at], found)]
    if not first and worth[order[0]] - worth[order[1]] < clear:
        return ()
    chosen: set[int] = set(first or order[:1])
    used = sum(scored[at].end - scored[at].start for at in chosen)
    for at in order:
        size = scored[at].end - scored[at].start
        if at not in chosen and used + size <= ROOM:
            chosen.add(at)
            used += size
    return _joined(case, [scored[at] for at in sorted(chosen)])


def of_form(case: Case, kind: Asked, windows: Sequence[Window]) -> Sequence[Window]:
    """Those windows that have a figure of the sort asked for; all where none has, or something else is asked."""
    if kind.type not in (*FIGURES, Type.DOCUMENT):
        return windows
    page = sheet(case)
    bases = dict(page.fields)
    held = [(w, _typed(page, bases[w.field], w)) for w in windows]
    if kind.type is Type.AMOUNT:  # a number of something else is no sum where sums are told
        sums_in = [w for w, spans in held if any(span.sort is Sort.MONEY for span in spans)]
        if sums_in:
            return sums_in
    return [w for w, spans in held if in_form(kind, page.text, spans)] or windows


def _typed(page: Sheet, base: int, window: Window) -> list[Typed]:
    """The typed spans that lie whole within a window, without parts of others: 11月 of 2015年11月 is no duration."""
    inside = page.inside(window.field, window.start, window.end)
    return [
        span
        for span in inside
        if base + window.start <= span.start and span.end <= base + window.end
        if span.sort is not Sort.NAMED
        and not any(part_of(span, other) for other in inside if other.sort is Sort.DATE)
    ]


def nearly_as_good(
    case: Case, windows: Sequence[Window], found: Quote | None, gap: float
) -> tuple[Quote, ...]:
    """Of a case told in sections: the window that holds the answer, or the best, and those that come near it behind."""
    order = sorted(windows, key=lambda window: (-worth(window), window.field, window.start))
    first = [w for w in order if found is not None and w.field == found.field and _whole(w, found)]
    kept = (first or order)[:1]
    used = sum(window.end - window.start for window in kept)
    for window in order:
        size = window.end - window.start
        if len(kept) == MOST or worth(window) < worth(order[0]) - gap:
            break
        if used + size <= ROOM_OF_SECTIONS and not any(_overlap(window, other) for other in kept):
            kept.append(window)
            used += size
    quotes = (_of_one_sentence(case, window, found) for window in kept)
    return tuple(quote for quote in quotes if quote.text)


def _of_one_sentence(case: Case, window: Window, found: Quote | None) -> Quote:
    """The words of a window, of the sentence with the answer alone; without the scrap of a next one at its end."""
    text = case.text_of(window.field) or ""
    parts = [
        (window.start + start, window.start + end)
        for start, end in sentences(text[window.start : window.end])
    ]
    if found is not None and found.field == window.field:
        assert found.answer is not None
        parts = [p for p in parts if p[0] <= found.answer[0] and found.answer[1] <= p[1]] or [
            (window.start, window.end)
        ]
    if len(parts) > 1 and parts[-1][1] - parts[-1][0] <= SHORT_END:
        parts.pop()  # 半年后，
    return quote_of(case, window.field, parts[0][0], parts[-1][1])


def of_both_sides(profile: Profile, spans: Spans, text: str) -> tuple[Quote, ...]:
    """Where it is asked what was claimed and what was decided: the best window with a sum on either side."""
    wanted = asked_for(text)
    if len(wanted) < 2:
        return ()
    kept = []
    order = sorted(spans.windows, key=lambda window: (-worth(window), window.field, window.start))
    for side in wanted:
        places = [place for place in told(profile.case, profile.course, text) if place.side is side]
        others = [place for place in told(profile.case, profile.course, text) if place.side is not side]
        kept += [
            window
            for window in order
            if any(_meets_place(window, place) for place in places)
            and not any(_meets_place(window, place) for place in others)
            and sums(squeeze((profile.case.text_of(window.field) or "")[window.start : window.end]))
        ][:1]
    if len(kept) < 2:
        return ()
    names = [field.name for field in profile.case.fields]
    kept.sort(key=lambda window: (names.index(window.field), window.start))
    return tuple(quote_of(profile.case, window.field, window.start, window.end) for window in kept)


def _meets_place(window: Window, place: Stretch) -> bool:
    return window.field == place.field and window.start < place.end and place.start < window.end


def worth(window: Window) -> float:
    return window.odds - LENGTH * (window.end - window.start)


def _whole(window: Window, quote: Quote) -> bool:
    assert quote.answer is not None
    return window.start <= quote.answer[0] and quote.answer[1] <= window.end


def _overlap(one: Window, other: Window) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _odds(windows: Sequence[Window], clause: Clause) -> float:
    held = (
        window.odds - LENGTH * (window.end - window.start)
        for window in windows
        if window.field == clause.field and window.start <= clause.start and clause.end <= window.end
    )
    return max(held, default=FAR)


def _meets(clause: Clause, quote: Quote) -> bool:
    assert quote.answer is not None
    return clause.field == quote.field and clause.start < quote.answer[1] and quote.answer[0] < clause.end


def _joined(case: Case, picked: Sequence[Clause]) -> tuple[Quote, ...]:
    runs: list[list[Clause]] = []
    for clause in picked:
        if runs and clause.field == runs[-1][-1].field and clause.start == runs[-1][-1].end:
            runs[-1].append(clause)
        else:
            runs.append([clause])
    quotes = (quote_of(case, run[0].field, run[0].start, run[-1].end) for run in runs)
    return tuple(quote for quote in quotes if quote.text)


def part_of(span: Typed, other: Typed) -> bool:
    """Whether `span` is but a part of `other`: 12月 of 2019年12月."""
    return span.sort is not other.sort and other.start <= span.start and span.end <= other.end
