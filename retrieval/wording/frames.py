"""The program's own words in answers: Chinese first, English for questions asked in English."""

from __future__ import annotations

from retrieval.wording.chinese import CHINESE
from retrieval.wording.english import ENGLISH


def phrase(name: str, english: bool, **facts: object) -> str:
    """The phrase `name` with its facts filled in."""
    return (ENGLISH if english else CHINESE)[name].format(**facts)


def known(name: str) -> bool:
    """Whether there is a phrase of that name."""
    return name in CHINESE


_BEFORE_CASE = (
    "yes",
    "yes_may",
    "yes_can",
    "yes_must",
    "yes_valid",
    "yes_there",
    "yes_counts",
    "yes_stands",
    "no_stands",
    "no",
    "no_is",
    "no_done",
    "no_may",
    "no_must",
    "no_valid",
    "no_counts",
    "no_lawful",
    "there_are",
    "one_only",
)


def before_a_case() -> tuple[str, ...]:
    """What the program says right before the name of a case that it cites."""
    return tuple(phrase(name, english) for name in _BEFORE_CASE for english in (False, True))


def every() -> str:
    """All frames, one a line, as they are before their facts are filled in."""
    return "\n".join((*CHINESE.values(), *ENGLISH.values()))
