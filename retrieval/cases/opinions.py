"""Which words of a case are an opinion that was not followed, and which the one that was: 第一种意见认为…, 我们同意第二种意见.

Guiding cases of discipline, comments of judges and notes of meetings set out what some thought before they say what holds.
What some thought is no doctrine, and is none of the words that answer unless the opinions themselves are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from data.patterns import regex
from data.text import sentences
from data.types import Case
from data.values import dataclass
from retrieval.lexicon.listed import listed

_OPINION = regex(r"第(?P<n>[一二三四])种(?:意见|观点|看法)(?:则|是)?(?:认为|[，,：:])")
_FOLLOWED, _SORTS = ("同意", "采纳", "赞同", "采用", "倾向", "支持"), ("意见", "观点", "看法")
LONGEST_VERB = 6
"""Code points before an opinion within which it is said that it was followed."""
_SOME, _ASKED = listed("some_think"), listed("opinions_asked")


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion of those that differed: its words are `field[start:end]`; `followed`: what was held in the end."""

    field: str
    start: int
    end: int
    followed: bool


@lru_cache(maxsize=2_000)
def opinions(case: Case) -> tuple[Opinion, ...]:
    """The opinions that `case` tells of, those by number and those that some had; none where it tells of none."""
    return tuple(_opinions(case))


def asks_opinions(text: str) -> bool:
    """Whether `text` (folded) asks for the opinions themselves: 有几种意见."""
    return bool(_ASKED.search(text))


def rejected(case: Case, field: str, start: int, end: int) -> bool:
    """Whether most of `field[start:end]` is an opinion that was not followed."""
    held = sum(
        max(0, min(end, one.end) - max(start, one.start))
        for one in opinions(case)
        if not one.followed and one.field == field
    )
    return 2 * held > end - start


def followed(case: Case, field: str, start: int, end: int) -> bool:
    """Whether `field[start:end]` meets the opinion that was followed."""
    return any(
        one.followed and one.field == field and one.start < end and start < one.end for one in opinions(case)
    )


def _opinions(case: Case) -> Iterator[Opinion]:
    for field in case.fields:
        text = field.text
        found = list(_OPINION.finditer(text))
        for at, match in enumerate(found):
            until = found[at + 1].start() if at + 1 < len(found) else len(text)
            line = text.find("\n", match.end(), until)
            verdict, number = _verdict(text, match.end())
            end = min(line if line >= 0 else until, verdict)
            if number:
                start = match.end() + (text[match.end() : match.end() + 1] in "，,：:")
                yield Opinion(field.name, start, end, number == match["n"])
        for start, end in sentences(text):
            if (some := _SOME.search(text, start, end)) is not None:
                yield Opinion(field.name, some.start(), end, False)


def _verdict(text: str, start: int) -> tuple[int, str]:
    """Where it is said behind `start` which opinion was followed, and its number; '' where it is not said."""
    at = text.find("第", start)
    while at >= 0:
        number, sort = text[at + 1 : at + 2], text[at + 3 : at + 5]
        before = (
            text[max(0, at - LONGEST_VERB) : at].removesuffix("上述").removesuffix("了").removesuffix("于")
        )
        if (
            number in "一二三四"
            and text[at + 2 : at + 3] == "种"
            and sort in _SORTS
            and before.endswith(_FOLLOWED)
        ):
            return at, number
        at = text.find("第", at + 1)
    return len(text), ""
