"""Where in an answer's text its marks stand, and the words within its quotes that answer the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.types import Answer
from retrieval.quoting.shown import in_marks

MARK, ANSWER = "mark", "answer"
LONG = 12
"""Characters of what is a run of words rather than a name or a figure."""
FEW = 8
"""Characters at the head of a clause that are not worth leaving out: 贵州|省台江县及时开展."""
SHORT, HEAD = 6, 2
"""Characters below which a run is a name, and at the head of a clause that a longer one takes with it: 应|用场景和资源配置."""
_BORDERS = frozenset("，。；：！？、“”‘’《》（） \n\t\u3000")


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
    """Where the words that answer stand; a run of words that was not sure enough to be said first is not pointed out."""
    for citation in answer.citations:
        for quote in citation.quotes:
            at = answer.text.find(in_marks(quote)) if quote.answer else -1
            if quote.answer and at >= 0:
                start, end = (point - quote.start for point in quote.answer)
                if end - start < LONG or quote.text[start:end] in answer.text[:at]:
                    yield at + 1 + _begun(quote.text, start, end), at + 1 + end, ANSWER


def _begun(quote: str, start: int, end: int) -> int:
    """Where the emphasis begins: a run of words that would leave off a clause's first few begins with the clause."""
    long = end - start >= LONG
    if not long and (end - start < SHORT or any(map(str.isdigit, quote[start:end]))):
        return start  # a name, a figure, a day: exactly these words
    clause = next((at + 1 for at in range(start - 1, -1, -1) if quote[at] in _BORDERS), 0)
    return clause if start - clause <= (FEW if long else HEAD) else start
