"""The words that cases were tested for, as a person would write them: never with the blanks of a segmenter."""

from __future__ import annotations

from collections.abc import Sequence

_BETWEEN = ("", *"的之与和及或 ")
OR, AND, FEW = "”或“", "”和“", 2
"""Between alternatives, and between the FEW words that are all asked for, inside the quotation marks that a frame puts around
them."""


def as_written(words: Sequence[str], theme: str) -> str:
    """`words` as they stand in `theme` (folded) where they follow each other there, else each in the order of the theme."""
    words = _apart(words, theme)
    return together(words, theme) or (AND if len(words) <= FEW else "、").join(words)


def together(words: Sequence[str], theme: str) -> str:
    """`words` as they stand in `theme` where they follow each other there; '' where they do not."""
    words = _apart(words, theme)
    start = theme.find(words[0]) if words else -1
    if start < 0:
        return ""
    end = start + len(words[0])
    for word in words[1:]:
        here = theme.find(word, end)
        if here < 0 or theme[end:here] not in _BETWEEN:
            return ""
        end = here + len(word)
    return theme[start:end] if theme.isascii() else AND.join(theme[start:end].split(" "))


def _apart(words: Sequence[str], theme: str) -> list[str]:
    """`words` in the order of `theme`, none that is but a part of another."""
    every = dict.fromkeys(words)
    return sorted((one for one in every if not any(one in other != one for other in every)), key=theme.find)


def alternatives(every: Sequence[Sequence[str]], theme: str) -> str:
    """Several such, of which one is enough."""
    return OR.join(dict.fromkeys(as_written(words, theme) for words in every))
