"""Answers and cases → styled text for Telegram. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import words
from bot.render.terminal import read_otherwise
from bot.tg.messages.rendering import Part, Span, parts
from bot.words import Words
from data.patterns import regex
from data.types import SUMMARY, TITLE, Answer, Case, Collection, Quote
from retrieval.wording.emphasis import pieces

_MARK = regex(r"(\[(?:[^\[\]\n]{1,60}·)?案例\d+\])")
CASE_LIMIT = 3500
"""A case's pages are shorter than an answer's: its buttons stay in sight."""


def answer_parts(answer: Answer, say: Words) -> tuple[Part, ...]:
    """The messages of an answer, in order."""
    return parts(answer_spans(answer, say))


def answer_spans(answer: Answer, say: Words) -> Iterator[Span]:
    """How the question was read, the answer with its marks, the words that answer pointed out."""
    if read_otherwise(answer):
        yield Span(say(words.UNDERSTOOD, text=answer.understood.text) + "\n\n", "quiet")
    if answer.refused:
        yield Span(answer.reason or answer.text or say(words.REFUSED))
        return
    yield from (Span(text, kind) for text, kind in pieces(answer))


def draft_html(text: str) -> str:
    """The end of an answer that is still being written, as far as one message shows it."""
    spans = [Span(piece, "mark" if _MARK.fullmatch(piece) else "") for piece in _MARK.split(text)]
    shown = parts(spans)
    return shown[-1].html if shown else ""


def case_parts(
    case: Case, collection: Collection, say: Words, quotes: Sequence[Quote] = ()
) -> tuple[Part, ...]:
    """The pages of a case in full, the quoted words marked."""
    return parts(case_spans(case, collection, say, quotes), CASE_LIMIT)


def case_spans(case: Case, collection: Collection, say: Words, quotes: Sequence[Quote]) -> Iterator[Span]:
    yield Span(f"[{say(words.CASE_MARK, number=case.number)}]", "mark")
    yield Span(" ")
    yield from _quoted(case.title, [q for q in quotes if q.field == TITLE], "bold")
    yield Span(f"\n{collection.title}", "quiet")
    for field in case.fields:
        yield Span("\n\n")
        if field.name != SUMMARY:
            yield Span(f"{field.name}\n", "bold")
        yield from _quoted(field.text, [q for q in quotes if q.field == field.name])


def _quoted(text: str, quotes: Sequence[Quote], style: str = "") -> Iterator[Span]:
    """`text` with the quotes marked that still stand in it; overlapping ones as one."""
    at = 0
    for quote in sorted(quotes):
        if text[quote.start : quote.end] != quote.text or quote.end <= at:
            continue
        start = max(quote.start, at)
        yield Span(text[at:start], style)
        yield Span(text[start : quote.end], "quoted")
        at = quote.end
    yield Span(text[at:], style)
