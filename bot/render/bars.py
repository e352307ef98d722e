"""Cases in groups → bars at a terminal, which read the same through a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.render.layout import Line, Piece, cells, line, padded
from data.types import Case

LENGTH = 24
"""Cells of the longest bar."""
EIGHTHS = " ▏▎▍▌▋▊▉"


def bar_lines(groups: Mapping[str, Sequence[Case]], several: bool) -> Iterator[Line]:
    """A line a group: its name, a bar as long as it is large, how many, which."""
    most = max(map(len, groups.values()), default=1)
    name_width = max(map(cells, groups), default=0)
    count_width = len(str(most))
    for name, cases in groups.items():
        drawn = padded(bar(len(cases) / most * LENGTH), LENGTH)
        numbers = "、".join(f"{c.id.collection}/{c.number}" if several else str(c.number) for c in cases)
        lead = f"{padded(name, name_width)}  "
        count = f" {len(cases):>{count_width}}  "
        hang = cells(lead) + LENGTH + cells(count)
        yield line(lead, Piece(drawn, "mark"), count, Piece(numbers, "quiet"), hang=hang)


def bar(length: float) -> str:
    """A bar of `length` cells, to an eighth of a cell; never empty."""
    whole, part = divmod(max(round(length * 8), 1), 8)
    return "█" * whole + (EIGHTHS[part] if part else "")
