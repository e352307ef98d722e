"""Which lines of a narrative open a case."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.numerals import ENCLOSED, NUMERAL, number_of
from data.patterns import regex
from data.reading.signs.published import published
from data.reading.signs.sections import BULLETS, LIST_NUMBER, section

GROUP, OTHER_GROUP = "类别", "分组"
"""The fields of the headings that cases stand under; the other one where there are two, or 类别 is a column."""
MAX_HEADING = 150
_MAX_OTHER = 80
"""Headings that do not say 案例 are believed only when they are short."""
_LEAST_TEXT = 20
"""Characters of text that follow a title on its line, at least."""
_KIND = r"(?:典型|指导性?|参考|示范|优秀)?案\s{0,2}[例件]"
_AFTER = r"(?:[：:、.．。|｜—–\s]|[-－](?![0-9０-９])|(?=[《“\"「『（(])|$)"
"""A mark, white space or the line's end must follow the number: 案例一中，法院认为 is no heading."""

_SAID = rf"""{BULLETS}{LIST_NUMBER}?(?:[【\[［〔〖<＜（(]\s*{_KIND}\s*第?\s*({NUMERAL})\s*号?\s*[】\]］〕〗>＞）)][：:、]?
|{_KIND}\s*(?:之|第)?\s*({NUMERAL})\s*号?\s*{_AFTER}
|{_KIND}\s*[（(]\s*({NUMERAL})\s*[）)]\s*[：:、.．]?
|第\s*({NUMERAL})\s*[个起件]?\s*(?:典型)?案[例件]?\s*{_AFTER})[—–|｜\s-]*(.*)""".replace("\n", "")
_CHINESE = "[一二三四五六七八九十百]"
_LISTS = (
    rf"{BULLETS}({_CHINESE}{{1,5}})[、.．]\s*(\S.*)",
    rf"{BULLETS}[（(]\s*({_CHINESE}{{1,5}})\s*[）)][、.．]?\s*(\S.*)",
    rf"{BULLETS}[（(]?\s*([0-9０-９]{{1,3}})\s*[）)]?[、.．）)](?![0-9０-９])\s*(\S.*)",
    rf"{BULLETS}([{ENCLOSED}])\s*[、.．]?\s*(\S.*)",
    rf"{BULLETS}第?\s*({NUMERAL})\s*号\s*[：:、]\s*(\S.*)",
)
_FAINT = (
    rf"{BULLETS}(?:case|no|ｎｏ|№)\s*[.．]?\s*({NUMERAL}){_AFTER}\s*(.*)",
    rf"{BULLETS}{_KIND}\s*({_CHINESE}{{1,5}}|[0-9０-９]{{1,3}})(?![中里、和与及的至到])(\S.*)",
    rf"{BULLETS}[（(]?\s*({_CHINESE}{{1,5}}|[0-9０-９]{{1,3}})\s*[）)]?[、.．]?\s*()",
    rf"{BULLETS}([0-9０-９]{{1,3}})\s+([^\d\s].*)",
    rf"{BULLETS}(0[1-9]|[1-9]0|[1-9][1-9])([^\d\s\W].*)",
)
_STYLES = tuple(regex(pattern, re.IGNORECASE) for pattern in (_SAID, *_LISTS, *_FAINT))
"""案例一 first; then lists (一、 （一） 1.); last what needs the most evidence: Case 1, 案例一甲案, a lone 1, 01 甲案, 01甲案."""
_LIST_STYLES = range(1, 1 + len(_LISTS))
_FAINT_STYLES = range(1 + len(_LISTS), len(_STYLES))
_OPENS = regex(
    rf"{BULLETS}{LIST_NUMBER}?[【\[〔（(]?\s*{_KIND}\s*(?:之|第)?\s*({NUMERAL})(?![0-9０-９年月日件个起])"
)
_OPENS_BARE = regex(rf"{BULLETS}[（(]?\s*({NUMERAL})\s*[、.．）)\s]")
_PART = regex(rf"{BULLETS}第{_CHINESE}{{1,3}}(?:部分|编|篇|章|类|单元)(?:\s.*|[：:、].*)?")
_GROUP_NUMBER = regex(rf"^{BULLETS}(?:{LIST_NUMBER}|第{_CHINESE}{{1,3}}(?:部分|编|篇|章|类|单元)[\s：:、]+)?")
_CONTENTS = regex(r"目\s*[录錄次]|contents", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a case: where it stands among the lines, its number as written, its title or ""."""

    at: int
    number: str
    title: str

    @property
    def value(self) -> int | None:
        return number_of(self.number)


def is_group(text: str) -> bool:
    """Whether the line, which stands right before a case, names a group of cases: 一、创造类, 第一部分 创造."""
    if len(text) > 40 or section(text):
        return False
    return _PART.fullmatch(text) is not None or any(_in_style(n, 0, text) for n in (1, 2))


def bare_group(text: str) -> str:
    """The name of a group without its number."""
    return _GROUP_NUMBER.sub("", text).strip() or text.strip()


def alike(group: str, other: str) -> bool:
    """Whether two headings of groups are of one rank: both 第一部分, 一、 or （一）."""

    def rank(text: str) -> int:
        return next((n for n in (1, 2) if _in_style(n, 0, text)), 0)

    return rank(group) == rank(other)


def headings(lines: Sequence[str], about_cases: bool = False, by_number: bool = True) -> list[Heading]:
    """The headings of the cases in the lines, a table of contents not counted; empty where there are none.

    案例一 comes first. Lists by number alone (一、 （一） 1.) are cases only where something says so: sections
    such as 基本案情 under them, titles that end with 案, or `about_cases`; and only with `by_number`.
    """
    styled = _with_sentences(lines, without_contents(lines, _of_style(0, lines)))
    if marked := _marked(lines, styled):
        return marked
    if styled or not by_number:
        return styled
    found: list[list[Heading]] = []
    for style in _LIST_STYLES:
        these = without_contents(lines, _of_style(style, lines))
        if _is_list_of_cases(lines, these, about_cases):
            found.append(these)
    for outer, inner in itertools.pairwise(found):
        starts = {heading.at for heading in inner}
        if sum(heading.at + 1 in starts for heading in outer) * 2 <= len(outer):
            return outer
    return found[-1] if found else _faint(lines)


def parted(text: str, explicit: bool) -> tuple[str, str] | None:
    """A line that holds a case whole as heading and text: 案例1．甲诉乙案。原告……; None where it is none.

    `explicit`: only with the word 案例, else also lists by number alone whose titles end with 案.
    """
    for style in (0,) if explicit else _LIST_STYLES:
        match = _STYLES[style].fullmatch(text)
        title = match.groups()[-1] if match else ""
        end = next((at for at, char in enumerate(title[:_MAX_OTHER]) if char in "。：:"), 0)
        if end and len(title) - end > _LEAST_TEXT and (explicit or title[:end].endswith("案")):
            return text[: len(text) - len(title) + end], title[end + 1 :].strip()
    return None


def opening_number(text: str, bare: bool) -> int | None:
    """The number with which the line begins as a case would: 案例七……, and with `bare` also 7、 and 七、; else None."""
    match = _OPENS.match(text) or (_OPENS_BARE.match(text) if bare else None)
    return number_of(next(filter(None, match.groups()))) if match else None


def _marked(lines: Sequence[str], styled: Sequence[Heading]) -> list[Heading]:
    """The titles with a number as published on their line or under them: 甲诉乙案 over （检例第61号）.

    Empty where the lines `styled` as headings say as much, or the numbers do not rise.
    """
    found: list[Heading] = []
    above = False
    for at, text in enumerate(lines):
        mark = published(text)
        if mark is None:
            continue
        over = lines[at - 1].strip() if at and mark.bracketed and not mark.title else ""
        if over and len(over) <= _MAX_OTHER and not over.endswith(("。", "；", "：")) and not section(over):
            above = True
            title = published(over, plain=True)
            found.append(Heading(at - 1, str(mark.number), title.title or over if title else over))
        else:
            found.append(Heading(at, str(mark.number), mark.title))
    rising = all((a.value or 0) < (b.value or 0) for a, b in itertools.pairwise(found))
    own = {heading.at for heading in styled} <= {at + down for at in (h.at for h in found) for down in (0, 1)}
    new = above or (len(found) > 1 and not styled)
    return found if found and rising and own and new else []


def _with_sentences(lines: Sequence[str], found: Sequence[Heading]) -> list[Heading]:
    """The headings, and between them those that end as a sentence does and have exactly the next number.

    案例七　……可以按照法律处理。 opens case 7 after case 6, where no other line does and text follows.
    """
    taken = {heading.value for heading in found}
    sure = {heading.at: heading for heading in found}
    kept: list[Heading] = []
    after = 0
    for at, text in enumerate(lines):
        heading = sure.get(at)
        if heading is None and (loose := _as_sentence(at, text)):
            follows = at + 1 < len(lines) and at + 1 not in sure and not _as_sentence(at + 1, lines[at + 1])
            heading = loose if loose.value == after + 1 and loose.value not in taken and follows else None
        if heading:
            kept.append(heading)
            after = heading.value or after
    return kept


def _as_sentence(at: int, text: str) -> Heading | None:
    """The heading in a line that ends in 。 or ；; None for one with a sentence before its last, which is a case in a line."""
    plain = text.rstrip("。；")
    if plain == text or len(text) > MAX_HEADING or "。" in plain:
        return None
    heading = _in_style(0, at, plain)
    return heading and Heading(at, heading.number, heading.title + text[len(plain) :])


def _faint(lines: Sequence[str]) -> list[Heading]:
    for style in _FAINT_STYLES:
        these = without_contents(lines, _of_style(style, lines))
        if _is_list_of_cases(lines, these, about_cases=False):
            return these
    return []


def _of_style(style: int, lines: Sequence[str]) -> list[Heading]:
    return [heading for at, text in enumerate(lines) if (heading := _in_style(style, at, text))]


def _in_style(style: int, at: int, text: str) -> Heading | None:
    if len(text) > (_MAX_OTHER if style else MAX_HEADING) or text.endswith(
        ("。", "；") if style == 0 else ("。", "；", "：", "，")
    ):
        return None
    match = _STYLES[style].fullmatch(text)
    if not match or (style and section(text)):
        return None
    *numbers, title = match.groups()
    return Heading(at, next(filter(None, numbers)), title.strip())


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


def _is_list_of_cases(lines: Sequence[str], found: Sequence[Heading], about_cases: bool) -> bool:
    values = [heading.value or 0 for heading in found]
    if len(found) < 2 or values[0] != 1 or any(b <= a for a, b in itertools.pairwise(values)):
        return False
    ends = [*(heading.at for heading in found[1:]), len(lines)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    if sum(map(bool, bodies)) * 2 < len(found):
        return False
    titles = [heading.title or (body[0] if body else "") for heading, body in zip(found, bodies, strict=True)]
    evidence = (
        [any(section(text) for text in body) for body in bodies],
        [title.rstrip("》」）) ").endswith("案") for title in titles],
    )
    return about_cases or any(sum(says) * 2 >= len(found) for says in evidence)
