"""The day that plays the part which is asked for: till when something runs, by when it is due, the first or the second time.

A case tells many days of one matter, and the likeliest clause by words has another of them as often as not: the day a
contract was made for the day it ends, the second visit for the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from data.text import clauses, pairs, sentences
from data.types import Quote
from data.values import dataclass
from retrieval.answers.leads.by_deed import own_fields
from retrieval.answers.leads.dated import is_bare, part_of
from retrieval.cases.profiles import Profile
from retrieval.cases.typed import Sort, sheet
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.quoting.clauses import quote_of

_END_ASKED, _DUE_ASKED = listed("term_end_asked"), listed("due_asked")
_FIRST_ASKED, _SECOND_ASKED, _EACH_ASKED = (
    listed("first_time_asked"),
    listed("second_time_asked"),
    listed("each_day_asked"),
)
_DAYS_ASKED, _LESSON = listed("days_asked"), listed("section.lesson")
_AGAIN, _PENALTY, _DECIDED = listed("again_told"), listed("penalty_words"), "处分"
_UP_TO, _BEFORE = ("至", "到"), ("前", "之前", "以前")
"""What stands before a day up to which something runs, and behind one by which it is due."""
BARE = 6
"""Code points that the clause of a day must have beside it to say anything."""
LEAST = 1
"""Pairs of characters that the sentence of a day shares with the question for it to be of the same."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day at `field[start:end]`, in a sentence; what stands right before it and behind it."""

    field: str
    start: int
    end: int
    sentence: str
    before: str
    behind: str


def day_by_role(profile: Profile, kind: Asked, text: str) -> Quote | None:
    """The one day of a case told in sections that plays the part which `text` (folded) asks for; None where none does."""
    if kind.type is not Type.DATE or len(profile.case.fields) == 1 or _EACH_ASKED.search(text):
        return None
    if ordinal := _in_order(profile, text):
        first, again = ordinal
        return _quote(profile, again if _SECOND_ASKED.search(text) else first)
    tests: tuple[tuple[bool, Callable[[Day], bool]], ...] = (
        (_is_due(kind, text), lambda day: day.behind.startswith(_BEFORE)),
        (bool(_END_ASKED.search(text)), lambda day: day.before.endswith(_UP_TO)),
        (_DECIDED in text, lambda day: bool(_PENALTY.search(day.sentence))),
    )
    test = next((test for asked, test in tests if asked), None)
    return _only(profile, [day for day in _days(profile) if test(day)], text) if test else None


def days_of_each(profile: Profile, kind: Asked, text: str) -> tuple[Quote, ...]:
    """The day of the first time and that of the second, where each is asked for: 去了两回，分别是几号."""
    of_days = kind.type is Type.DATE or _DAYS_ASKED.search(text)
    if not of_days or len(profile.case.fields) == 1 or not _EACH_ASKED.search(text):
        return ()
    return tuple(_quote(profile, day) for day in _in_order(profile, text, both=True))


def _is_due(kind: Asked, text: str) -> bool:
    """Whether it is asked by when something must be done: 几号之前搬出去, 限什么时候交."""
    return text[kind.span[1] :].startswith(_BEFORE) or bool(_DUE_ASKED.search(text))


def _in_order(profile: Profile, text: str, both: bool = False) -> tuple[Day, ...]:
    """The day on which something was done and the one on which it was done again, where which of them is asked for."""
    if not (both or _FIRST_ASKED.search(text) or _SECOND_ASKED.search(text)):
        return ()
    days, asked = list(_days(profile)), pairs(text)
    repeated = [
        (len(asked & pairs(day.sentence)), at) for at, day in enumerate(days) if _AGAIN.search(day.sentence)
    ]
    most = max(repeated, default=(0, 0))
    if most[0] < LEAST or sum(held == most[0] for held, _ in repeated) > 1:
        return ()
    at, again = most[1], days[most[1]]
    done = pairs(again.sentence)
    before = [day for day in days[:at] if day.field == again.field and day.sentence != again.sentence]
    first = max(before, key=lambda day: (len(done & pairs(day.sentence)), day.start), default=None)
    return (first, again) if first is not None else ()


def _only(profile: Profile, told: list[Day], text: str) -> Quote | None:
    """The one of `told` that has most of the question; None where several have as much."""
    asked = pairs(text)
    by_day: dict[str, tuple[int, Day]] = {}
    for day in told:
        said = (profile.case.text_of(day.field) or "")[day.start : day.end]
        held = len(asked & pairs(day.sentence))
        if held > by_day.get(said, (-1, day))[0]:
            by_day[said] = held, day
    ranked = sorted(by_day.values(), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return _quote(profile, ranked[0][1])


def _days(profile: Profile) -> Iterator[Day]:
    """The days that the sections of what happened and was decided tell, in order."""
    page = sheet(profile.case)
    for name, base, text in own_fields(profile):
        if _LESSON.search(name):
            continue
        for first, last in sentences(text):
            for span in page.inside(name, first, last):
                start, end = span.start - base, span.end - base
                dated = span.sort is Sort.DATE and first <= start and end <= last
                if not dated or is_bare(text[start:end]):
                    continue
                if any(part_of(span, one) for one in page.typed if one.sort is not Sort.DURATION):
                    continue  # but a day may be one end of a span of time
                yield Day(
                    name, start, end, text[first:last], text[max(first, start - 2) : start], text[end:last]
                )


def _quote(profile: Profile, day: Day) -> Quote:
    """The clauses that hold the day, and the one behind where it is all that its clause says."""
    text = profile.case.text_of(day.field) or ""
    parts = [(a, b) for a, b in clauses(text) if a < day.end + 1 and day.start < b]
    if parts[-1][1] - parts[0][0] - (day.end - day.start) < BARE:
        parts += [(a, b) for a, b in clauses(text) if a >= parts[-1][1]][:1]
    return replace(quote_of(profile.case, day.field, parts[0][0], parts[-1][1]), answer=(day.start, day.end))
