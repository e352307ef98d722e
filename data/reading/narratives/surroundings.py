"""The headings that cases of a narrative stand under, and what in their bodies is the notice's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.reading import notices
from data.reading.document import Dropped, Entry, Line
from data.reading.signs.groups import GROUP, OTHER_GROUP, alike, bare_group, is_group
from data.text import squeeze

_LEAST_GROUPS = 2
_DEEPEST = 2
"""Headings of groups that stand one over the other, at most."""
_LEAST_NOTICE = 6
"""Characters of a title of a notice, at least: 目录 may come again in a case."""


def groups(dropped: list[Dropped], before: list[Line], bodies: Sequence[list[Line]]) -> list[tuple[str, ...]]:
    """The headings that each case stands under (一、创造类), the widest first, taken out of the bodies before them.

    A single one groups nothing, as 二、典型案例 after a preface, and is only left out.
    """
    marks: list[list[Line]] = []
    for body in (before, *bodies[:-1]):
        over: list[Line] = []
        while len(over) < _DEEPEST and body and is_group(body[-1].text):
            over.insert(0, body.pop())
        marks.append(over)
    found: list[tuple[str, ...]] = []
    open_: list[Line] = []
    for over in marks:
        for line in over:
            same = next((at for at, one in enumerate(open_) if alike(one.text, line.text)), len(open_))
            open_[same:] = [line]
        found.append(tuple(bare_group(line.text) for line in open_))
    if sum(map(bool, marks)) < _LEAST_GROUPS:
        found = [() for _ in found]
    reason = "分组标题 (heading of a group)"
    first = {line.number for line in marks[0]}
    dropped[:] = [line for line in dropped if line.line not in first]
    dropped += [Dropped(line.number, line.text, reason, aside=True) for over in marks for line in over]
    return found[: len(bodies)]


def grouped(entry: Entry, group: Sequence[str]) -> Entry:
    """The case with the names of its groups as fields: the narrowest is its 类别."""
    held = {name for name, _ in entry.fields}
    free = [name for name in (GROUP, OTHER_GROUP) if name not in held]
    told = tuple(zip(free, reversed(group), strict=False))
    return replace(entry, fields=(*told, *entry.fields))


ISSUED = "发布日期"
"""The field of the day on which a case was issued, where the cases of a list were issued on several."""


def issued(entry: Entry, day: str) -> Entry:
    """The case with the day (2022-03-15) of the notice that is told again above it; as it is where `day` is empty."""
    held = {name for name, _ in entry.fields}
    return replace(entry, fields=((ISSUED, day), *entry.fields)) if day and ISSUED not in held else entry


def of_notice(body: list[Line], before: Sequence[Line], last: bool) -> Iterator[Dropped]:
    """Take out of a case what is the notice's own: its title come again with issuer and date, its signature, annexes."""
    titles = frozenset(squeeze(line.text) for line in before if len(line.text.strip()) >= _LEAST_NOTICE)
    texts = [line.text for line in body]
    end = annex = len(texts)
    if last:
        end = annex = annex - notices.annex(texts)
        end -= notices.credits(texts[:end])
        end -= notices.signature(texts[:end])
    gone = {*notices.repeated(texts, titles), *range(end, len(body))}
    taken = [(at, body[at]) for at in sorted(gone)]
    body[:] = [line for at, line in enumerate(body) if at not in gone]
    for at, line in taken:
        reason = notices.ANNEX if at >= annex else notices.REASON
        yield Dropped(line.number, line.text, reason, aside=at < annex)
