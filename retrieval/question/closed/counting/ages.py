"""How old somebody in the asked-for cases must be: 七十好几的, 六十岁以上, 二十来岁, 年过七旬, 未成年的.

Said as a thing that the cases must tell (`age:70-79`), which is put to the ages that they do (retrieval/cases/told.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from data.numerals import number_of, numerals_in
from retrieval.cases.told import ADULT, AGE, OLDEST
from retrieval.lexicon.listed import listed, under

_FORMS = under("aged")
_MINORS, _NAMED = listed("minors"), under("age_named")
_WHOSE, _HOLDER = listed("whose_age"), listed("of_that_age")
DECADE, SOME, NEAR = 9, 5, 3
"""Years that 七十多岁, 二十来岁 and 三十出头 reach from the figure on; years around it of 四十左右."""


def ages(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each age that `text` (folded) asks for, as a sort of thing that is told, with the span that says so."""
    found = sorted(_ages(text), key=lambda one: (one[1][0], -one[1][1]))
    reached = 0
    for sort, (start, end) in found:
        if start >= reached:
            before = max((m.start() for m in _WHOSE.finditer(text) if m.end() == start), default=start)
            behind = next((m.end() for m in _HOLDER.finditer(text) if m.start() == end), end)
            yield sort, (before, behind)
            reached = behind


def _ages(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for how, form in _FORMS.items():
        for match in form.finditer(text):
            years = _years(match[0])
            if years and 0 < years[0] <= OLDEST:
                low, high = _bounds(how, years)
                yield f"{AGE}{max(low, 0)}-{min(high, OLDEST)}", match.span()
    for match in _MINORS.finditer(text):
        yield f"{AGE}0-{ADULT - 1}", match.span()
    for name, form in _NAMED.items():
        yield from ((f"{AGE}{name}", match.span()) for match in form.finditer(text))


def _years(said: str) -> list[int]:
    return [number for one in numerals_in(said) if (number := _of_two(one) or number_of(one)) is not None]


def _of_two(digits: str) -> int | None:
    """The first of two decades in one word: 七八十 is seventy and more."""
    two = len(digits) == len("七八十") and digits.endswith("十") and digits[1] != "十" and digits[0] != "十"
    return number_of(f"{digits[0]}十") if two else None


def _bounds(how: str, years: list[int]) -> tuple[int, int]:
    low = years[0]
    if how == "range":
        return low, years[-1]
    if how == "decades":
        return low, low + 10 + DECADE
    upper = {"decade": low + DECADE, "some": low + SOME, "near": low + NEAR, "least": OLDEST}
    if how in upper:
        return (low - NEAR if how == "near" else low), upper[how]
    return 0, low - 1 if how == "under" else low
