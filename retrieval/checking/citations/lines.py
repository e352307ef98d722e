"""A line of an answer → the words that are to be a case's: its quotations, and what stands before its mark."""

from __future__ import annotations

from collections.abc import Iterator

from data.text import split_at
from data.types import TITLE, Case, Field
from retrieval.checking.citations.invariants import MARK
from retrieval.checking.citations.marks import marks_of, quotations, titles
from retrieval.checking.citations.nearest import dense
from retrieval.quoting.shown import BAR, plain
from retrieval.wording.frames import before_a_case
from retrieval.wording.names import short_name

_FRAMED = (
    "写到",
    "讲到",
    "涉及",
    "按",
    "写明",
    "除去",
    "与",
    "含",
    "关于",
    "词：",
    "或",
    "和",
    "or ",
    "and ",
    "说",
    "on ",
    "mention ",
    "mentioning ",
    "containing ",
)
"""What a frame says before the words that were asked for, which are no case's."""
_BEFORE, _BEHIND = ("：“", "：「"), "”（"


def quoted_words(line: str, named: bool) -> Iterator[str]:
    """The quotations of a line that are to be a case's words: not what a frame says was asked for.

    `named`: whether a name stands before the line's first mark, whose own quotation marks are none.
    """
    if (
        BAR in line
    ):  # a row of a table: a cell in quotation marks is a case's words, any other names or counts
        line = BAR.join(cell for cell in line.split(BAR) if cell[:1] == "“" and cell[-1:] == "”")
    marks = marks_of(line)
    within = [(start, end) for start, end, _ in titles(line)]
    first = min((mark.start for mark in marks), default=len(line))
    for quote in quotations(line, marks):
        if any(start < quote.start and quote.end < end for start, end in within):
            continue  # part of a title that is named
        if quote.start > first or not (named or line[: quote.start].endswith(_FRAMED)):
            yield quote.text


def lead_of(line: str) -> str | None:
    """What stands before a mark and its quotation (34家。江苏省南通市[案例9]：“…”); None in lines of other forms."""
    mark = MARK.search(line)
    if (
        mark is None
        or not mark["numbers"].isdecimal()
        or BAR in line
        or (line[mark.end() :] and not line.startswith(_BEFORE, mark.end()))
    ):
        return None
    lead = _without_number(line[: mark.start()])
    return None if _is_head(lead) else lead


def source_of(line: str) -> str | None:
    """The name of the case behind its words, “…”（名称[案例4]）; None in lines of other forms."""
    told = line.rstrip()
    marks = list(MARK.finditer(told))
    if not marks or not told.endswith("）") or marks[-1].end() != len(told) - 1:
        return None
    start = told.rfind(_BEHIND, 0, marks[-1].start())
    return told[start + len(_BEHIND) : marks[-1].start()] if start >= 0 else None


def _without_number(line: str) -> str:
    number, dot, rest = line.partition(". ")
    if dot and (number.isdecimal() or (len(number) == 1 and number in "ABCDEFGHIJ")):
        return rest
    for said in ("· ", "是的，", *before_a_case()):  # 是的， as answers kept from before say it
        line = line.removeprefix(said)
    return line


def _is_head(lead: str) -> bool:
    """Whether a line begins with a count, a section's name or a frame instead of a case's name."""
    count = lead.rpartition("：")[2]
    counts = "：" in lead and count.endswith("个") and count[:-1].isdecimal()
    return counts or lead.startswith("【") or "最接近的是" in lead or "nearest is" in lead


def not_its_own(lead: str, case: Case) -> Iterator[str]:
    """What of `lead` is neither the case's nor what answers call it."""
    texts = [dense(plain(part.text)) for part in (Field(TITLE, case.title), *case.fields)]
    texts.append(dense(plain(short_name(case))))
    return (
        part
        for part in split_at(lead, "。：“”《》 \u3000\n\t")
        if not any(dense(part) in text for text in texts)
    )
