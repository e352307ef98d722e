"""An answer's text beside its parts: what stands there that neither its quotes nor its question account for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex
from data.places.regions import places_of
from data.text import split_at
from data.types import Case
from retrieval.cases.grouping import organisation_of, place_of, region_of, theme_of
from retrieval.cases.statements import field_label, plain
from retrieval.checking.citations.marks import marks_of, quotations, titles
from retrieval.checking.citations.nearest import dense, texts_of
from retrieval.checking.citations.verifying import Problem, Report
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.claims import own_words
from retrieval.wording.frames import every, phrase
from retrieval.wording.names import short_name
from retrieval.wording.tested import short_test, told_test

_ENDS = "，。；：！？,;:!?（）()[]【】「」“”…·｜\n\t"
"""Where a clause ends."""
_HEAD = regex(r"(?m)^(?:【[^【】\n]{1,20}】|(?:\d+|[A-J])\. )")
_FACT = regex(r"\{[a-z_]+\}|\d+")
"""What a frame leaves open, and what stands there: figures are checked by themselves."""
_REFUSES = regex(
    r"(?:没有|案例没有)[^\[\]（）]{1,80}（(?:查了《.+》，共\d+个案例|只查了.{1,90})）。?(?:可参考(?:.{1,20}·)?案例(?P<number>\d+)《(?P<title>.+)》。?)?"
)
SHORTEST = 4
"""Chinese characters of the shortest clause that says anything of a case: 如下 says nothing."""


def loose(text: str, cases: Sequence[Case], known: str, test: str = "") -> Report:
    """Clauses that neither the cases, the frames nor `known` (question, test, sentences) hold: all are problems.

    `test` is how the cases were found, as the head repeats it. A figure, place or body that no cited case has is named;
    of any other clause it is said that the answer is not made of its parts.
    """
    report = Report()
    for said in filter(None, {test, told_test(test, True), short_test(test, True), short_test(test, False)}):
        text = text.replace(said, "，" * len(said))
    held = [dense(known), *(body for case in cases for body in texts_of(case))]
    framed = [_FACT.sub("", dense(part)) for part in (every(), known, *map(_of_case, cases))]
    marks = marks_of(text)
    spans = [(q.start, q.end) for q in quotations(text, marks)] + [(s, e) for s, e, _ in titles(text)]
    spans += [(m.start, m.end) for m in marks]
    bare = list(text)
    for start, end in spans:
        bare[start:end] = "，" * (end - start)
    counts = {
        *filter(str.isdecimal, _FACT.findall(known)),
        str(len(cases)),
        *(str(case.number) for case in cases),
    }
    plainly = _HEAD.sub(_blank, "".join(bare))
    plainly = _FACT.sub(lambda found: _blank(found) if found[0] in counts else found[0], plainly)
    untold = phrase("no_detail", False, what="").rstrip(
        "。"
    )  # of several things asked, what the case does not tell
    cited = {case.number for case in cases} | {n for mark in marks_of(known) for n in mark.numbers}
    for mark in marks:
        if not cited.issuperset(mark.numbers):
            report.problems.append(Problem(plain(text[max(0, mark.start - 8) : mark.end + 8]), Why.NO_NOTE))
    for clause in split_at(plainly, _ENDS):
        word = dense(clause)
        if sum("一" <= char <= "鿿" for char in clause) < SHORTEST or any(word in body for body in held):
            continue
        if any(_FACT.sub("", word) in body for body in framed) or word.startswith(untold):
            continue
        said = plain(clause)
        found = [Problem(said[:24], why, detail) for why, detail in own_words(clause, cases)]
        report.problems += found or [Problem(said[:24], Why.STATEMENT, said[:60])]
    return report


def without_refusals(text: str, cases: Sequence[Case]) -> str:
    """`text` without the lines that say of one of several questions that no case answers it.

    Such a line cites nothing; a case that it names as near is the catalog's, or the line stays.
    """
    names = {(case.number, dense(case.title)) for case in cases}

    def kept(line: str) -> bool:
        found = _REFUSES.fullmatch(line.strip())
        near = found and found["number"]
        return not found or bool(near and (int(near), dense(found["title"])) not in names)

    return "\n".join(filter(kept, text.split("\n")))


def _of_case(case: Case) -> str:
    """What answers say of a case in words of the program: where it is, who acts, what its sections are called."""
    where = (
        place_of(case),
        region_of(case),
        organisation_of(case),
        theme_of(case),
        short_name(case),
        *(p.name for p in places_of(case)),
        "个案例" + phrase("alike_body", False, what=organisation_of(case)),
        "个案例" + phrase("alike_place", False, what=region_of(case)),
    )
    return "\n".join((*where, *(field_label(field.name) for field in case.fields)))


def _blank(found: re.Match[str]) -> str:
    return "，" * len(found[0])
