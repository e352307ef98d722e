"""The invariants of an answer, checked on every one before anyone sees it."""

from __future__ import annotations

from data.patterns import regex
from data.types import Answer, CaseId, Quote

MARK = regex(r"\[(?P<label>(?:[^\[\]·]{1,40}·)?)案例(?P<numbers>\d+(?:[–、]\d+)*)\]")
"""The mark of a case or of several: [案例3], [第二批·案例1–5、8]."""


def marks_in(text: str) -> set[str]:
    """The marks in `text`; one of several cases, [案例1–5、8], counts as the mark of each."""
    found: set[str] = set()
    for mark in MARK.finditer(text):
        for part in mark["numbers"].split("、"):
            first, _, last = part.partition("–")
            found |= {f"[{mark['label']}案例{n}]" for n in range(int(first), int(last or first) + 1)}
    return found


def violations(answer: Answer) -> list[str]:
    """What does not hold of `answer`; empty where all does.

    Every mark names a citation, every citation is marked, every quote is its slice of the stored case, every
    sentence of a model's is borne out by quotes of the citations, and a refusal cites nothing and gives a reason.
    """
    wrong = []
    marks = marks_in(answer.text)
    cited = {answer.marker(citation.case.id) for citation in answer.citations}
    wrong += [f"{mark} names no citation" for mark in sorted(marks - cited)]
    wrong += [f"{mark} is cited and not marked" for mark in sorted(cited - marks)]
    for citation in answer.citations:
        for quote in citation.quotes:
            text = citation.case.text_of(quote.field)
            if text is None or text[quote.start : quote.end] != quote.text or not quote.text:
                wrong.append(f"a quote of case {citation.case.number} is not its text")
    quoted = [(c.case.id, quote) for c in answer.citations for quote in c.quotes if answer.sentences]
    for sentence in answer.sentences:
        support = [(c.case.id, quote) for c in sentence.support for quote in c.quotes]
        if not support or not all(any(_within(one, held) for held in quoted) for one in support):
            wrong.append(f"a sentence without quotes: {sentence.text[:20]}")
    if bool(answer.sentences) is not (answer.mode == "llm"):
        wrong.append("sentences are a model's")
    if answer.refused and (answer.citations or not answer.reason):
        wrong.append("a refusal cites nothing and gives a reason")
    return wrong


def _within(one: tuple[CaseId, Quote], held: tuple[CaseId, Quote]) -> bool:
    """Whether a quote is, or lies in, one that is held."""
    (case, quote), (other, around) = one, held
    same = case == other and quote.field == around.field
    return same and around.start <= quote.start and quote.end <= around.end
