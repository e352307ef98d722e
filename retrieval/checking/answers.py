"""An answer's text beside its parts: what stands there that neither its quotes nor its question account for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex
from data.text import sentences
from data.types import Case
from retrieval.checking.claims import own_words
from retrieval.checking.marks import marks_of, quotations, titles
from retrieval.checking.nearest import dense, texts_of
from retrieval.grouping import organisation_of, place_of, theme_of
from retrieval.statements import plain
from retrieval.verifying import Problem, Report
from retrieval.why import Why
from retrieval.wording.frames import every

_CLAUSE = regex(r"[，。；：！？,;:!?（）()\[\]【】「」“”…·｜\n\t]+")
_CHINESE = regex(r"[一-鿿]")
_HEADING = regex(r"(?m)^【[^【】\n]{1,20}】$")
_NUMBERED = regex(r"(?m)^(?:\d+|[A-J])\. ")
_DIGITS = regex(r"\d+")
SHORTEST = 4
"""Chinese characters of the shortest clause that says anything of a case: 如下 says nothing."""


def loose(text: str, cases: Sequence[Case], known: str) -> Report:
    """Clauses after the head that neither the cases nor `known` (question, test, sentences) hold.

    The head, all before the first quotation, title or mark, says how many and how they were found. A clause with a
    figure, place or body that no cited case has is a problem; any other is listed.
    """
    report = Report()
    computed = [made(case) for case in cases for made in (place_of, organisation_of, theme_of)]
    held = [
        dense(known),
        dense(every()),
        *map(dense, computed),
        *(body for case in cases for body in texts_of(case)),
    ]
    marks = marks_of(text)
    spans = [(q.start, q.end) for q in quotations(text, marks)] + [(s, e) for s, e, _ in titles(text)]
    spans += [(m.start, m.end) for m in marks]
    bare = list(text)
    for start, end in spans:
        bare[start:end] = "，" * (end - start)
    head = min((start for start, end in spans if dense(text[start:end]) not in held[0]), default=len(text))
    counts = {*_DIGITS.findall(known), str(len(cases)), *(str(case.number) for case in cases)}
    plainly = _NUMBERED.sub(_blank, _HEADING.sub(_blank, "".join(bare)))
    plainly = _DIGITS.sub(lambda found: _blank(found) if found[0] in counts else found[0], plainly)
    cited = {case.number for case in cases} | {n for mark in marks_of(known) for n in mark.numbers}
    for mark in marks:
        if not cited.issuperset(mark.numbers):
            report.problems.append(Problem(plain(text[max(0, mark.start - 8) : mark.end + 8]), Why.NO_NOTE))
    for start, end in sentences(plainly):
        for clause in _CLAUSE.split(plainly[max(start, head) : end]):
            if len(_CHINESE.findall(clause)) < SHORTEST or any(dense(clause) in body for body in held):
                continue
            said = plain(clause)
            found = [Problem(said[:24], why, detail) for why, detail in own_words(clause, cases)]
            report.problems += found
            if not found:
                report.uncited.append(said)
    return report


def _blank(found: re.Match[str]) -> str:
    return "，" * len(found[0])
