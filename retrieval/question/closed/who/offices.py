"""By which offices a question chooses its cases: 官最大的是谁, 乡里村里的干部; and whether opinions were divided: 有两种意见的."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.cases.suits.conditions import DIVIDED, OFFICE, UNDIVIDED
from retrieval.cases.suits.offices import LEVELS
from retrieval.lexicon.listed import listed

_ENDS = {"most": listed("highest_office"), "least": listed("lowest_office")}
_OFFICIALS, _DIVIDED = listed("officials"), listed("divided_asked")
_NONE = (
    "没写有",
    "没有写到",
    "没写到",
    "没写",
    "没提到",
    "没提",
    "没有",
    "不存在",
    "没",
    "无",
    "不",
    "没有什么",
)
_BESIDE = frozenset("里级一上层和跟与及、的")
"""What stands between the levels of officials: 乡镇和村一级的干部."""


def offices(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test (`office:most`, `office=township,village`) with the span of `text` (folded) that says it."""
    for end, form in _ENDS.items():
        yield from ((f"{OFFICE}:{end}", match.span()) for match in form.finditer(text))
    for match in _OFFICIALS.finditer(text):
        start = match.start()
        while start and (text[start - 1] in _BESIDE or _level(text[start - 1])):
            start -= 1
        levels = {name for char in text[start : match.start()] if (name := _level(char))}
        if levels:
            named = ",".join(name for name in LEVELS if name in levels)
            yield f"{OFFICE}={named}", (start, match.end())


def divided(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The test with each span of `text` (folded) that says that opinions were divided."""
    for match in _DIVIDED.finditer(text):
        none = next((word for word in _NONE if text[: match.start()].endswith(word)), "")
        yield (UNDIVIDED if none else DIVIDED), (match.start() - len(none), match.end())


def _level(char: str) -> str:
    return next((name for name, letters in LEVELS.items() if char in letters), "")
