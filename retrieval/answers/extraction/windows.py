"""Which windows of clauses of a case are quoted: the one that answers, and those that come near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.text import sentences, squeeze
from data.types import Case, Quote
from retrieval.answers.leads.dated import is_bare, part_of
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sides import Stretch, asked_for, told
from retrieval.cases.typed import Sheet, Sort, Typed, sheet
from retrieval.language.amounts import sums
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import FIGURES, WANTED, in_form
from retrieval.quoting.clauses import Clause, quote_of
from retrieval.quoting.shown import repeats

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans, Window

ROOM = 56
"""Code points quoted where it is sure where the answer stands."""
ROOM_OF_SECTIONS, MOST, MOST_OF_SEVERAL = 180, 2, 4
"""The same in a case told in sections, which says the same matter several times; and of how many windows, the last where
several things are asked."""
BEHIND, SURELY_BEHIND, BEHIND_SEVERAL = 1.5, 0.5, 3.5
"""By how much less (log-odds) than the best another window may hold the answer and still be quoted; the second where
the answer is said first, the third where several things are asked. Of 505 questions over six collections answers so long
hold 75 % of the words asked for where the case is right (73 % before clauses were learned, as long)."""
SHORT_END = 16
"""Code points of what goes on in a next sentence and says nothing yet: 某科技公司在与张某订立劳动合同时."""
ENUMERATES = 3.0
"""Log-odds that a window wins which enumerates what is asked for, where several are."""
LENGTH = 0.02
"""What a code point of a window takes from its log-odds."""
WORDS = 8.0
"""What a clause's score by words, of the best one's, weighs beside the log-odds of its windows."""
_SEVERAL = listed("several")
ENDS = frozenset("。！？\n")
FAR = -8.0
"""Log-odds of a clause that no window has whole."""
CLEAR, CLEAR_STRETCH, STRETCH = 3.0, 40, 90
"""Code points of the one stretch of clauses that answers in a case of one text: where the best clause is so far ahead of the
next (log-odds), and where it is not. Of 192 questions over the bundled cases 182 are answered in full by stretches of 57
code points in the mean; 186 were by 1.6 fragments of 75."""
WIDE_STRETCH, NEXT = 72, 4.0
"""The same where no one fact is asked, and by how much less another one may be worth that is quoted beside it there."""
OF_TITLE = 9.0
"""What a clause loses (log-odds) that says hardly more than the title: which case is meant is not what is asked of it."""


def few(
    case: Case, spans: Spans, scored: Sequence[Clause], found: Quote | None, alone: bool
) -> tuple[Quote, ...]:
    """The clauses that hold the answer, else the best; and what else there is room for, unless they are to stand `alone`."""
    if len(scored) < 2:
        return ()
    worths = _worths(case, spans, scored)
    order = sorted(range(len(scored)), key=lambda at: (-worths[at], at))
    first = [at for at in order if found is not None and _meets(scored[at], found)]
    chosen: set[int] = set(first or order[:1])
    used = sum(scored[at].end - scored[at].start for at in chosen)
    for at in order:
        size = scored[at].end - scored[at].start
        if not alone and at not in chosen and used + size <= ROOM:
            chosen.add(at)
            used += size
    return _joined(case, [scored[at] for at in sorted(chosen)])


def stretch(case: Case, spans: Spans, scored: Sequence[Clause]) -> tuple[Quote, ...]:
    """The clause that answers best, with those beside it in its sentence: fewer where it is clear that it does."""
    if not scored:
        return ()
    worths = _worths(case, spans, scored)
    best, *others = sorted(range(len(scored)), key=lambda at: (-worths[at], at))
    clear = not others or worths[best] - worths[others[0]] >= CLEAR
    first, last = _grown(case, scored, worths, best, CLEAR_STRETCH if clear else STRETCH)
    return _joined(case, scored[first : last + 1])


def stretches(case: Case, spans: Spans, scored: Sequence[Clause]) -> tuple[Quote, ...]:
    """The same where no one fact is asked: more of it, and another stretch elsewhere that comes as near."""
    if not scored:
        return ()
    worths = _worths(case, spans, scored)
    order = sorted(range(len(scored)), key=lambda at: (-worths[at], at))
    first, last = _grown(case, scored, worths, order[0], WIDE_STRETCH)
    chosen = set(range(first, last + 1))
    other = next((at for at in order if at not in chosen), None)
    if other is not None and worths[other] >= worths[order[0]] - NEXT:
        first, last = _grown(case, scored, worths, other, WIDE_STRETCH // 2)
        chosen.update(range(first, last + 1))
    return _joined(case, [scored[at] for at in sorted(chosen)])


def _worths(case: Case, spans: Spans, scored: Sequence[Clause]) -> list[float]:
    """What each clause is worth as an answer: by its windows and its words, and by whether the title says it already."""
    best = max(clause.score for clause in scored) or 1.0
    texts = {field.name: field.text for field in case.fields}
    return [
        _odds(spans.windows, clause)
        + WORDS * clause.score / best
        - OF_TITLE * repeats(case.title, texts[clause.field][clause.start : clause.end])
        for clause in scored
    ]


def _grown(
    case: Case, scored: Sequence[Clause], worths: Sequence[float], at: int, room: int
) -> tuple[int, int]:
    """The first and the last of the clauses around `at` in its sentence that there is room for, the better side first."""
    first = last = at
    text = case.text_of(scored[at].field) or ""

    def joins(one: int, other: int) -> bool:
        return (
            one >= 0
            and other < len(scored)
            and scored[one].field == scored[other].field
            and scored[one].end == scored[other].start
            and not ENDS.intersection(text[scored[one].end - 1 : scored[one].end])
        )

    while True:
        sides = []
        if joins(first - 1, first) and scored[last].end - scored[first - 1].start <= room:
            sides.append((worths[first - 1], first - 1))
        if joins(last, last + 1) and scored[last + 1].end - scored[first].start <= room:
            sides.append((worths[last + 1], last + 1))
        if not sides:
            return first, last
        added = max(sides)[1]
        first, last = min(first, added), max(last, added)


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
    if kind.type is Type.DATE:  # 同年 tells none
        dated = [(w, [page.text[s.start : s.end] for s in own if s.sort is Sort.DATE]) for w, own in held]
        if full := [w for w, told in dated if not all(map(is_bare, told))]:
            return full
    return [w for w, spans in held if in_form(kind, page.text, spans)] or windows


def listing_several(case: Case, kind: Asked, windows: Sequence[Window], asked: str) -> Sequence[Window]:
    """`windows`, those that enumerate several of what is asked for ahead, where several are: 给哪些部门提了建议."""
    if kind.type not in (Type.BODY, Type.WHO, Type.PLACE) or not _SEVERAL.search(asked):
        return windows
    page = sheet(case)
    bases = dict(page.fields)
    sorts = WANTED[kind.type][:2]
    told = []
    for window in windows:
        own = [s for s in _typed(page, bases[window.field], window) if s.sort in sorts]
        joined = sum(page.text[s.end : s.end + 1] == "、" for s in own)
        told.append(replace(window, odds=window.odds + ENUMERATES) if joined and len(own) > 1 else window)
    return told


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
    case: Case, windows: Sequence[Window], found: Quote | None, gap: float, most: int = MOST
) -> tuple[Quote, ...]:
    """Of a case told in sections: the window that holds the answer, or the best, and those that come near it behind."""
    order = sorted(windows, key=lambda window: (-worth(window), window.field, window.start))
    first = [w for w in order if found is not None and w.field == found.field and _whole(w, found)]
    kept = (first or order)[:1]
    used = sum(window.end - window.start for window in kept)
    for window in order:
        size = window.end - window.start
        if len(kept) == most or worth(window) < worth(order[0]) - gap:
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
