"""Where lines are written: coloured and broken to the width on a terminal, plain through a pipe."""

from __future__ import annotations

import html
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from bot.render.layout import MAX_WIDTH, Grid, Line, cells, rows
from bot.streams import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

STYLES = {
    "mark": "bold cyan",
    "title": "bold",
    "answer": "bold green",
    "quote": "green",
    "quiet": "dim",
    "head": "bold cyan",
    "bad": "yellow",
    "good": "green",
}

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
"""Of a picture: what systems have; Chinese comes from whichever font each falls back to."""
CELL = 12.2
"""Pixels of a cell in rich's pictures: a font of 20 pixels, 0.61 wide."""


class Paper:
    """Standard output for people."""

    def __init__(self, coloured: bool, out: TextIO | None = None) -> None:
        self.coloured = coloured
        self._out = out

    @classmethod
    def choose(cls, no_color: bool, force_color: bool) -> Paper:
        """Coloured on a terminal unless told otherwise, plain elsewhere unless told otherwise."""
        return cls(not no_color and (force_color or sys.stdout.isatty()))

    def write(self, lines: Iterable[Line | Grid]) -> None:
        """Print `lines`; on a terminal, broken to its width and tables drawn."""
        out = self._out or sys.stdout
        width = min(shutil.get_terminal_size().columns, MAX_WIDTH) if out.isatty() else None
        if self.coloured:
            self._write_coloured(lines, out, width or MAX_WIDTH)
            return
        for whole in _plain(lines):
            for row in rows(whole, width) if width else [whole]:
                out.write(printable(row.text).rstrip() + "\n")

    def _write_coloured(self, lines: Iterable[Line | Grid], out: TextIO, width: int) -> None:
        from rich.console import Console

        write(Console(file=out, force_terminal=True, width=width + 1, highlight=False), lines, width)


def write(console: Console, lines: Iterable[Line | Grid], width: int) -> None:
    """Print `lines` on a rich console (also one that records, for a picture)."""
    for whole in lines:
        if isinstance(whole, Grid):
            console.print(_table(whole))
            continue
        for row in rows(whole, width):
            console.print(_text(row), no_wrap=True, overflow="ignore", crop=False)


def picture(lines: Iterable[Line | Grid], title: str, width: int = MAX_WIDTH) -> str:
    """The lines as a terminal shows them, as an SVG."""
    import io

    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        record=True,
        force_terminal=True,
        width=width,
        highlight=False,
        color_system="truecolor",
    )
    write(console, lines, width - 1)
    return _standing_alone(console.export_svg(title=title, unique_id="anwen"))


def _standing_alone(svg: str) -> str:
    """rich's picture, mended: it would fetch a font from the network, and squeeze wide characters into one cell."""
    svg = re.sub(r"\n *@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    svg = re.sub(r'textLength="[\d.]+"([^>]*)>([^<]*)<', _at_full_length, svg)
    return "\n".join(row.rstrip() for row in svg.splitlines()) + "\n"


def _at_full_length(run: re.Match[str]) -> str:
    length = CELL * cells(html.unescape(run[2]))
    return f'textLength="{length:g}"{run[1]}>{run[2]}<'


def _plain(lines: Iterable[Line | Grid]) -> Iterator[Line]:
    for whole in lines:
        if isinstance(whole, Grid):
            yield from whole.plain
        else:
            yield whole


def _table(grid: Grid) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=True)
    for at, head in enumerate(grid.head):
        table.add_column(printable(head), overflow="fold", style=STYLES["head"] if at == 0 else None)
    for row in grid.rows:
        table.add_row(*map(printable, row))
    return table


def _text(row: Line) -> Text:
    from rich.text import Text

    text = Text()
    for piece in row.pieces:
        text.append(printable(piece.text), STYLES.get(piece.style))
    return text
