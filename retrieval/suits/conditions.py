"""A test over the courses of cases, as a set question names it, and where each case tells that it passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.types import CaseId
from retrieval.profiles import Profile
from retrieval.suits.course import Course

Place = tuple[str, int, int]
"""A field and the span in it where a fact is told."""
Told = Mapping[CaseId, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Condition:
    """One test that a question names: the words that name it, how it is stated, and which cases pass."""

    start: int
    end: int
    said: str
    chosen: Told


Keep = Callable[[Sequence[tuple[Profile, Course]]], Told]
Reading = tuple[int, int, str, Keep]
"""The span of a question that names a test, how the test is stated, and the test."""


def each(holds: Callable[[Course], bool], where: Callable[[Course], Sequence[Place]]) -> Keep:
    return lambda courses: {
        p.id: tuple(where(course)) for p, course in courses if course.rulings and holds(course)
    }


def rulings_of(course: Course, *instances: str) -> list[Place]:
    return [(r.field, r.start, r.end) for r in course.rulings if not instances or r.instance in instances]


def told_at(key: str) -> Callable[[Course], Sequence[Place]]:
    return lambda course: [course.spans[key]] if key in course.spans else rulings_of(course)
