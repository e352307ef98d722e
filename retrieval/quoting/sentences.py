"""Quotes that are whole sentences: one cut in its middle is neither pleasant to read nor ready to be passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, sentences
from data.types import Case, Quote
from retrieval.cases.opinions import rejected
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.shown import without_rule

_CONCLUDES = listed("comes_to")
SENTENCE = 100
"""Code points of the longest sentence that is quoted whole: one cut in its middle is neither pleasant to read nor ready to
be passed on."""
WHOLE = 60
"""Code points up to which what may answer is quoted as a whole sentence, or as many of its clauses. Of 207 questions over
six collections where nothing was sure enough to be said first 140 are answered in full by 1.5 such quotes of 68 code
points in all; 153 were by 2.9 windows of 84."""

COLONS, ANNOUNCED = ("：", ":"), 210
"""What a clause ends with that announces another, and code points of both together, at most."""


def whole_sentences(
    case: Case, quotes: Sequence[Quote], most: int = SENTENCE, concluding: int = 0
) -> tuple[Quote, ...]:
    """Each of `quotes` with its sentence, whole up to `most` code points, else as far as there is room; what then meets is one.

    `concluding`: code points up to which one is whole whose end concludes something.
    """
    told: list[Quote] = []
    for one in quotes:
        quote = _to_its_conclusion(case, without_rule(_in_sentence(case, one, most)), concluding)
        met = next((at for at, other in enumerate(told) if _meet(other, quote)), None)
        if met is None:
            told.append(quote)
            continue
        other = told[met]
        joined = quote_of(case, other.field, min(other.start, quote.start), max(other.end, quote.end))
        told[met] = replace(joined, answer=other.answer or quote.answer)
    return tuple(told)


def with_announced(case: Case, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Each of `quotes` that ends before a colon with the sentence behind it, which it only announces: 可参考如下表述：….

    Not where that is an opinion that was not followed, or is quoted already; nor what is too long with it.
    """
    told: list[Quote] = []
    for one in quotes:
        text = case.text_of(one.field) or ""
        behind = text[one.end :].lstrip()
        if not (one.text.endswith(COLONS) or behind.startswith(COLONS)):
            told.append(one)
            continue
        begins = len(text) - len(behind.lstrip("".join(COLONS)).lstrip())
        end = begins + next((b for _, b in sentences(text[begins:])), 0)
        behind_it = quote_of(case, one.field, begins, end)
        others = (other for other in quotes if other is not one)
        fits = end - one.start <= ANNOUNCED and not any(_meet(behind_it, other) for other in others)
        if not fits or rejected(case, one.field, begins, end):
            told.append(one)
        elif "\n" in text[one.end : begins]:  # a quote does not go on in another line
            told += [one, behind_it]
        else:
            told.append(replace(quote_of(case, one.field, one.start, end), answer=one.answer))
    return tuple(told)


def _to_its_conclusion(case: Case, quote: Quote, most: int) -> Quote:
    """`quote` to the end of its last sentence, where what was cut off concludes something and all of it has `most` code
    points: …签约比例应达到70%，因该条件未成就，《预签约协议》未生效."""
    text = case.text_of(quote.field) or ""
    end = next((stop for start, stop in sentences(text) if start < quote.end <= stop), quote.end)
    cut = "\n" in text[quote.start : end].strip() or end - quote.start > most
    if cut or not _CONCLUDES.search(text, quote.end, end):
        return quote
    return replace(quote_of(case, quote.field, quote.start, end), answer=quote.answer)


def _in_sentence(case: Case, quote: Quote, most: int) -> Quote:
    """`quote` with the clauses of its sentence, those before it first, as far as WHOLE code points go."""
    text = case.text_of(quote.field) or ""
    top, bottom = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
    bottom = bottom if bottom >= 0 else len(text)
    spans = [
        (start + a, start + b)
        for start, end in sentences(text)
        if start < quote.end and quote.start < end
        for a, b in clauses(text[start:end])
        if top <= start + a
        and start + b <= bottom + 1  # a sentence may go on from another line, a quote does not
    ]
    if not spans:
        return quote
    if spans[-1][1] - spans[0][0] <= most:
        whole = quote_of(case, quote.field, min(spans[0][0], quote.start), max(spans[-1][1], quote.end))
        return replace(whole, answer=quote.answer)
    first = next((at for at, (_, end) in enumerate(spans) if end > quote.start), 0)
    last = next((at for at, (_, end) in enumerate(spans) if end >= quote.end), len(spans) - 1)
    while True:
        if first > 0 and spans[last][1] - spans[first - 1][0] <= WHOLE:
            first -= 1
        elif last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= WHOLE:
            last += 1
        else:
            break
    start, end = min(spans[first][0], quote.start), max(spans[last][1], quote.end)
    return replace(quote_of(case, quote.field, start, end), answer=quote.answer)


def _meet(one: Quote, other: Quote) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


_QUOTED = ("。”", '。"', "。」", "……")
"""Behind what another sentence begins in the midst of a clause, as clauses are cut."""


def quoted_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where in `text[start:end]` a sentence that is quoted, or broken off, has ended, mark by mark."""
    for mark in _QUOTED:
        at = text.find(mark, start, end)
        while at >= 0:
            yield at + len(mark)
            at = text.find(mark, at + len(mark), end)
