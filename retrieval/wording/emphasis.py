"""Where in an answer's text its marks stand, and the words within its quotes that answer the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.types import Answer
from retrieval.wording.quotes import in_marks

MARK, ANSWER = "mark", "answer"


def pieces(answer: Answer) -> Iterator[tuple[str, str]]:
    """The text of `answer` in pieces, each with what it is: `mark`, `answer`, or '' for all else."""
    text, at = answer.text, 0
    for start, end, kind in sorted({*_marks(answer), *_answers(answer)}):
        if start < at:
            continue
        if start > at:
            yield text[at:start], ""
        yield text[start:end], kind
        at = end
    if at < len(text):
        yield text[at:], ""


def _marks(answer: Answer) -> Iterator[tuple[int, int, str]]:
    marks = {re.escape(answer.marker(citation.case.id)) for citation in answer.citations}
    if marks:
        yield from ((m.start(), m.end(), MARK) for m in re.finditer("|".join(sorted(marks)), answer.text))


def _answers(answer: Answer) -> Iterator[tuple[int, int, str]]:
    for citation in answer.citations:
        for quote in citation.quotes:
            at = answer.text.find(in_marks(quote)) if quote.answer else -1
            if quote.answer and at >= 0:
                start, end = (at + 1 + point - quote.start for point in quote.answer)
                yield start, end, ANSWER
