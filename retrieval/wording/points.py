"""Cases side by side: point by point, one clause a cell, each case marked once; what they share, where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from data.types import Case, Quote, Table, marker
from data.values import dataclass
from retrieval.quoting.bounds import rounded
from retrieval.quoting.shown import BAR, plain, shown
from retrieval.wording.columns import UNTOLD, USUAL
from retrieval.wording.extractive import Composed, Entry, Outline, cited_of
from retrieval.wording.frames import phrase
from retrieval.wording.names import short_name

MOST = 5
"""Points of a comparison at most."""
ROOM = 1150
"""Characters of a comparison, from which on no further point is told."""


@dataclass(frozen=True, slots=True)
class Point:
    """What the cases are compared in, and of each the clauses that say it; none where one says nothing of it."""

    name: str
    cells: tuple[tuple[Quote, ...], ...]


def letter(at: int) -> str:
    """What the case at position `at` is called in a comparison: A, B, …; its place from the eleventh on."""
    return "ABCDEFGHIJ"[at] if at < 10 else str(at + 1)


def side_by_side(
    cases: Sequence[Case],
    points: Sequence[Point],
    labels: Mapping[str, str],
    head: str,
    english: bool = False,
    *,
    rows: bool = False,
) -> Composed:
    """`points` in order; the first has a cell for every case. A table of them goes along for faces that can show one; with `rows`
    the text is one too, a row a case.
    """
    points = [_whole(cases, point) for point in points[:MOST]]
    lines = [head]
    lines += [
        f"{letter(at)}. {plain(short_name(case))}{marker(case.id, labels)}" for at, case in enumerate(cases)
    ]
    told: list[Point] = []
    used = sum(map(len, lines))
    for point in points:
        said = [f"【{point.name}】", *_rows(point)]
        used += sum(map(len, said)) + len(said)
        if told and used > ROOM:
            break
        told.append(point)
        lines += said
    entries = [
        Entry(case, tuple(dict.fromkeys(q for point in told for q in point.cells[at])))
        for at, case in enumerate(cases)
    ]
    if rows:
        table = _by_case(cases, told, labels, english)
        text = "\n".join((head, *map(BAR.join, (table.head, *table.rows))))
        return Composed(text, cited_of(entries), None, table)
    columns = (phrase("point", english), *(f"{letter(at)} {_title(c, labels)}" for at, c in enumerate(cases)))
    cells = tuple((p.name, *map(shown, p.cells)) for p in told)
    outline = Outline(head, tuple(entries), letters=True)
    return Composed("\n".join(lines), cited_of(entries), outline, Table(columns, cells))


def _by_case(cases: Sequence[Case], told: Sequence[Point], labels: Mapping[str, str], english: bool) -> Table:
    """The points `told` as columns, each case a row."""
    named = ("No.", "Case") if english else USUAL[:2]
    rows = tuple(
        (
            marker(case.id, labels),
            plain(short_name(case)),
            *(shown(point.cells[at]) if point.cells[at] else UNTOLD for point in told),
        )
        for at, case in enumerate(cases)
    )
    return Table((*named, *(point.name for point in told)), rows)


def _whole(cases: Sequence[Case], point: Point) -> Point:
    """`point` with quotes that read by themselves."""
    cells = tuple(rounded(case, cell) for case, cell in zip(cases, point.cells, strict=True))
    return replace(point, cells=cells)


def _rows(point: Point) -> Iterator[str]:
    """What each case says of it, a line each; what several say word for word, in one."""
    saying: dict[str, list[str]] = {}
    for at, cell in enumerate(point.cells):
        if cell:
            saying.setdefault(shown(cell), []).append(letter(at))
    return (f"{'、'.join(letters)}：{told}" for told, letters in saying.items())


def _title(case: Case, labels: Mapping[str, str]) -> str:
    return f"{plain(short_name(case))}{marker(case.id, labels)}"
