"""The names that a document gives the sections of its cases, and no list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from data.reading.document import Line
from data.reading.signs.sections import plain_name, section
from data.values import dataclass

_WIDEST_FORM = 6
"""Cells of a row of a form, at most: names, each with its text beside it."""


@dataclass(frozen=True, slots=True)
class Names:
    """Section names that no list knows, and those before a colon, which come again from case to case."""

    plain: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    paired: frozenset[str] = frozenset()
    """Those in the left of two cells, their text in the right."""


def names(bodies: Sequence[Sequence[Line]]) -> Names:
    """The names that stand in at least half of the cases, and twice, with text under or after them."""

    def usual(names_in: Callable[[Sequence[Line]], Iterable[str]]) -> frozenset[str]:
        counts = Counter(name for body in bodies for name in set(names_in(body)) if name)
        least = max(2, (len(bodies) + 1) // 2)
        return frozenset(name for name, count in counts.items() if count >= least)

    return Names(
        usual(_plain_in),
        usual(_inline_in),
        usual(lambda body: (name for line in body for name, _ in pairs(line))),
    )


def pairs(line: Line) -> list[tuple[str, str]]:
    """Names and texts of a row of a form: 报送单位 | 某局 | 时间 | 2023年5月; empty where it is none."""
    cells = [cell.strip() for at, cell in enumerate(line.cells) if at not in line.left and cell.strip()]
    found = list(zip(cells[::2], cells[1::2], strict=False))
    whole = line.is_row and 0 < len(cells) <= _WIDEST_FORM and len(cells) % 2 == 0 and line.cells[0].strip()
    return found if whole and all(plain_name(name) for name, _ in found) else []


def _plain_in(body: Sequence[Line]) -> Iterator[str]:
    for line, after in pairwise(body):
        if not line.is_row and not section(after.text):
            yield plain_name(line.text)


def _inline_in(body: Sequence[Line]) -> Iterator[str]:
    for before, line in pairwise(body):
        opened = section(line.text)
        if opened and opened.inline and not ((over := section(before.text)) and not over.text):
            yield opened.name
