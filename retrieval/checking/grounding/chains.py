"""The heaviest run of a sentence's words that a text has in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.values import dataclass

OFTEN = 6
"""Places of one form in a window that are tried."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the sentence (its place there) and where the window has it."""

    word: int
    start: int
    end: int


def chained(
    forms: Sequence[Sequence[str]], weights: Sequence[float], text: str
) -> tuple[float, tuple[Match, ...]]:
    """The heaviest run of words that `text` has in their order, what it weighs, and where it has them."""
    matches = [
        Match(word, at, at + len(form))
        for word, found in enumerate(forms)
        for form in found
        for at in _places(form, text)
    ]
    best: list[tuple[float, int]] = []
    for place, match in enumerate(matches):
        before = max(
            (
                (best[i][0], i)
                for i in range(place)
                if matches[i].word < match.word and matches[i].end <= match.start
            ),
            default=(0.0, -1),
        )
        best.append((before[0] + weights[match.word], before[1]))
    if not best:
        return 0.0, ()
    at = max(range(len(best)), key=lambda i: (best[i][0], -matches[i].end))
    worth, chain = best[at][0], []
    while at >= 0:
        chain.append(matches[at])
        at = best[at][1]
    return worth, tuple(reversed(chain))


def _places(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    for _ in range(OFTEN):
        if at < 0:
            return
        yield at
        at = text.find(form, at + 1)
