"""Who or what is said first by its own name, where the clause that tells it only points back: 该室业主 is 1201室业主."""

from __future__ import annotations

from data.text import sentences
from data.types import Case, Quote
from retrieval.language.terms import PERSON

_THAT, _HIS = "该", "其"
LONGEST_HEAD = 3
"""Characters of the noun that is pointed back at: 公司, 室."""


def by_its_name(case: Case, quotes: tuple[Quote, ...], said: str) -> str:
    """`said`, which stands in one of `quotes`, with the name that its first word points back at; as it is where none stands before."""
    told = next(
        (q for q in quotes if q.answer and said == q.text[q.answer[0] - q.start : q.answer[1] - q.start]),
        None,
    )
    if told is None or told.answer is None or len(said) < 2:
        return said
    text, at = case.text_of(told.field) or "", told.answer[0]
    first = next((a for a, b in sentences(text) if a <= at < b), at)
    if said[0] == _HIS:
        owners = {one[0] for one in PERSON.finditer(text, first, at)} or set(PERSON.findall(case.title))
        return f"{owners.pop()}的{said[1:]}" if len(owners) == 1 else said[1:]
    return _named_before(text, first, at, said[1:]) if said[0] == _THAT else said


def _named_before(text: str, first: int, at: int, rest: str) -> str:
    """`rest`, which is told of at `at`, with what stands before the same noun from `first` on: 1201 of 1201室."""
    for size in range(min(LONGEST_HEAD, len(rest)), 0, -1):
        end = text.rfind(rest[:size], first, at)
        start = end
        while start > first and (text[start - 1].isascii() and text[start - 1].isalnum()):
            start -= 1
        if end > start:
            return text[start:end] + rest
    return f"{_THAT}{rest}"
