"""Short names of the organisations that act in the cases: 广仲 for 广州仲裁委员会, 湖大 for 湖南大学."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, takewhile

_WORDS = 6
"""Words of a title that its subject may reach over."""


def acronyms(titles: Iterable[str], words: Callable[[str], list[str]]) -> dict[str, str]:
    """Short form → the words it stands for, where only one subject of `titles` has it. Some are words themselves.

    A short form takes the first character of the subject's first word and of one to three words after it.
    """
    found: dict[str, set[str]] = {}
    for subject in subjects(titles):
        parts = [word for word in words(subject) if len(word) > 1][:_WORDS]
        for size in (1, 2, 3):
            for rest in combinations(parts[1:], size):
                short = "".join(part[0] for part in (parts[0], *rest))
                found.setdefault(short, set()).add("".join((parts[0], *rest)))
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def subjects(titles: Iterable[str]) -> dict[str, None]:
    """What `titles` are about, in their order: what is cut of them."""
    return {subject: None for title in titles if len(subject := _subject(title)) > 2}


def _subject(title: str) -> str:
    """What `title` begins with up to its first mark, 24 characters at most."""
    return "".join(takewhile(lambda c: "一" <= c <= "鿿" or c in "（）()", title))[:24]
