"""Which lines of a narrative open a case."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from data.patterns import regex
from data.reading.signs.marked import marked
from data.reading.signs.roles import rows_are_counted
from data.reading.signs.sections import section
from data.reading.signs.styles import (
    ENDS,
    FAINT,
    LISTS,
    NOUNS,
    OF_OTHERS,
    SAID,
    Heading,
    in_style,
    loosely,
)

_CONTENTS = regex(r"目\s*[录錄次]|contents", re.IGNORECASE)
_ABOUT = regex(
    rf"(?!.*(?:通知|意见|办法|方案|规定|报告|决定|公告|函|工作)$)(?:.*)(?:典型|优秀|先进|示范|创新|最佳|获奖|十佳|十大|推广).{{0,12}}(?:{NOUNS}|事迹|作品|名单).*"
    rf"|.*(?:{NOUNS})(?:清单|名单|汇编|选编|集锦|目录)"
)
"""What a list says of itself: 全省优化营商环境典型做法."""
_NOUNS = regex(NOUNS)
_REPROVES = regex(r"通报|典型|曝光|查处")
_LONGEST_SAYING = 60
"""Characters of a line that says what the list is a list of."""


def headings(lines: Sequence[str], named: str | None = None, by_number: bool = True) -> list[Heading]:
    """The headings of the cases in the lines, a table of contents not counted; empty where there are none.

    案例一 comes first, and numbers as published. Lists by number alone (一、 （一） 1.) are cases only where something
    says so: sections such as 基本案情 under them, titles that end with 案, or what stands before them or is in the
    names of the file, `named`; what is not called 案例 (项目一) only in a list of these. Both only with `by_number`.
    """
    styled = _with_sentences(lines, without_contents(lines, _of_style(SAID, lines)))
    if found := marked(lines, styled):
        return found
    if styled or not by_number:
        return styled
    others = without_contents(lines, _of_style(OF_OTHERS, lines))
    if _is_list_of_cases(lines, others, about=False, nouns=_nouns(_said(lines, others, named))):
        return others
    listed = _listed(lines, named)
    labelled = marked(lines, listed, labels=True)
    return labelled or listed or _faint(lines)


def _listed(lines: Sequence[str], named: str | None) -> list[Heading]:
    """The headings by number alone, the inner ones of two that stand within each other."""
    found: list[list[Heading]] = []
    for style in LISTS:
        these = without_contents(lines, _of_style(style, lines))
        about = any(map(_ABOUT.fullmatch, _said(lines, these, named)))
        about = about or (named is not None and "案例" in named + "".join(lines[:5]))
        if _is_list_of_cases(lines, these, about):
            found.append(these)
    for outer, inner in itertools.pairwise(found):
        starts = {heading.at for heading in inner}
        if sum(heading.at + 1 in starts for heading in outer) * 2 <= len(outer):
            return outer
    return found[-1] if found else []


def _said(lines: Sequence[str], found: Sequence[Heading], named: str | None) -> list[str]:
    """What says what the list is a list of: the short lines before it, and the names of its file; nothing where None."""
    if named is None or not found:
        return []
    before = lines[: min(found[0].at, 5)]
    return [named, *(text for text in before if len(text) <= _LONGEST_SAYING)]


def _nouns(said: Sequence[str]) -> frozenset[str]:
    found = frozenset(noun for text in said for noun in _NOUNS.findall(text))
    return found | {"条"} if "条款" in found else found


def _with_sentences(lines: Sequence[str], found: Sequence[Heading]) -> list[Heading]:
    """The headings, and between them those that only look like some and have exactly the next number.

    案例七　……可以按照法律处理。 opens case 7 after case 6, where no other line does and text follows.
    """
    bare = bool(found)
    taken = {heading.value for heading in found}
    sure = {heading.at: heading for heading in found}
    kept: list[Heading] = []
    after = 0
    for at, text in enumerate(lines):
        heading = sure.get(at)
        if heading is None and (loose := loosely(at, text, bare)):
            text_after = at + 1 < len(lines) and at + 1 not in sure
            follows = text_after and not loosely(at + 1, lines[at + 1], bare)
            heading = loose if loose.value == after + 1 and loose.value not in taken and follows else None
        if heading:
            kept.append(heading)
            after = heading.value or after
    return kept


def _faint(lines: Sequence[str]) -> list[Heading]:
    for style in FAINT:
        these = without_contents(lines, _of_style(style, lines))
        if _is_list_of_cases(lines, these, about=False):
            return these
    return []


def _of_style(style: str, lines: Sequence[str]) -> list[Heading]:
    return [heading for at, text in enumerate(lines) if (heading := in_style(style, at, text))]


def without_contents(lines: Sequence[str], found: Sequence[Heading]) -> list[Heading]:
    """The headings without those of a table of contents: a run with no text in it that comes again later."""
    values = [heading.value for heading in found]
    start = values.index(values[0], 1) if values and values[0] in values[1:] else 0
    run = found[:start]
    closed = all(second.at - first.at <= 1 for first, second in itertools.pairwise(run))
    listed = start > 1 or (run and any(_CONTENTS.fullmatch(text.strip()) for text in lines[: run[0].at]))
    if start and closed and listed and set(values[:start]) <= set(values[start:]):
        return list(found[start:])
    return list(found)


def _is_list_of_cases(
    lines: Sequence[str], found: Sequence[Heading], about: bool, nouns: frozenset[str] = frozenset()
) -> bool:
    """Whether the numbers rise from 1, with text under them, and something says that they are cases.

    Where a person has rows counted they may begin anew.
    """
    values = [heading.value or 0 for heading in found]
    anew = rows_are_counted()
    if len(found) < 2 or values[0] != 1:
        return False
    if any(b <= a and not (anew and b == 1) for a, b in itertools.pairwise(values)):
        return False
    ends = [*(heading.at for heading in found[1:]), len(lines)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    if sum(map(bool, bodies)) * 2 < len(found):
        return False
    if nouns and all(any(noun in lines[one.at] for noun in nouns) for one in found):
        return True
    known = ENDS if any(map(_REPROVES.search, lines[:5])) else ENDS[:1]
    titles = [heading.title or (body[0] if body else "") for heading, body in zip(found, bodies, strict=True)]
    evidence = (
        [any(section(text) for text in body) for body in bodies],
        [title.rstrip("》」）) ").endswith(known) for title in titles],
    )
    return about or any(sum(says) * 2 >= len(found) for says in evidence)
