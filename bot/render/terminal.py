"""Answer, cases and collections → lines for a person at a terminal or behind a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot import words
from bot.render.layout import Grid, Line, Piece, cells, line, padded
from bot.words import Words
from data.patterns import regex
from data.text import fold, squeeze
from data.types import SUMMARY, TITLE, Answer, Case, Citation, Collection, Quote, Records
from retrieval.question.query import SO_TOO, Query
from retrieval.wording.emphasis import pieces

if TYPE_CHECKING:
    from data.reading.cases import ParseReport

NOTHING = line()
REPORTED = ("format", "encoding", "tables", "rows", "header_rows", "cells", "characters_in", "characters_out")
_POINTED = regex(r"^（接上文[^）]*）|^\(of cases? [^)]*\) ")
"""What a reading says of the cases it is about: the answer names them itself."""
_OF_WHAT_WAS_TOLD = ("show", "same", "sure", "combine", "others", SO_TOO)
"""Turns that ask of what was told just before: how they are read is no news."""
_IN_CHINESE = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}
SHOWN_LEFT_OUT = 30
SHOWN_OF_ONE = 60


def answer_lines(answer: Answer, say: Words) -> Iterator[Line | Grid]:
    """The reading, then the answer or why there is none."""
    yield from reading_lines(answer, say)
    if answer.refused:
        yield from refusal_lines(answer, say)
        return
    yield from laid_out(answer)
    yield from under_lines(answer, say)


def laid_out(answer: Answer) -> Iterator[Line | Grid]:
    """The answer; what is a table of it, as one: the first line is its head."""
    lines = tuple(body_lines(answer))
    if answer.table is None:
        yield from lines
        return
    end = -1 if answer.remark else None
    yield lines[0]
    yield Grid(answer.table.head, answer.table.rows, lines[1:end])
    yield from lines[-1:] if answer.remark else ()


def body_lines(answer: Answer) -> Iterator[Line]:
    """The text of the answer, its marks and the words that answer styled; a model's notice in quiet letters."""
    row: list[Piece] = []
    for text, kind in [*pieces(answer), ("\n", "")]:
        first, *others = text.split("\n")
        row.append(Piece(first, kind))
        for other in others:
            yield _row(row, answer)
            row = [Piece(other, kind)]


def _row(row: Sequence[Piece], answer: Answer) -> Line:
    whole = "".join(piece.text for piece in row)
    if whole in (answer.notice, answer.remark):
        return line(Piece(whole, "quiet"))
    return line(*(piece for piece in row if piece.text), hang=_indent(whole))


def under_lines(answer: Answer, say: Words) -> Iterator[Line]:
    """The words that a model's sentences rest on; an answer in the cases' own words shows them itself."""
    if answer.mode == "llm" and answer.citations:
        yield NOTHING
        yield line(Piece(say(words.SOURCES), "quiet"))
        for citation in answer.citations:
            yield from citation_lines(citation, answer.marker(citation.case.id), shown=answer.text)


def reading_lines(answer: Answer, say: Words) -> Iterator[Line]:
    """How a follow-up was read; nothing where it was read as it was asked."""
    if read_otherwise(answer):
        yield line(Piece(say(words.UNDERSTOOD, text=reading(answer)), "quiet"))
        yield NOTHING


def read_otherwise(answer: Answer) -> bool:
    """Whether the question was read as anything but its own words: marks, and which cases it goes on about, aside."""
    query = answer.understood.query
    if query and Query.loads(query).edit in _OF_WHAT_WAS_TOLD:
        return False  # 再短点, 各省几个: of what was just told, as who asks knows
    asked, read = map(_letters, (answer.question, _POINTED.sub("", answer.understood.text)))
    # The last of several questions, or one without what was only said besides, is no other reading.
    rest = iter(asked)
    return not all(letter in rest for letter in read)


def reading(answer: Answer) -> str:
    """How the question was read, for a person: with the marks that stand between Chinese words."""
    text = answer.understood.text
    return "".join(_IN_CHINESE.get(c, c) if _chinese(text[:at][-1:]) else c for at, c in enumerate(text))


def _chinese(char: str) -> bool:
    return "一" <= char <= "鿿" or (bool(char) and char in "”）》")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def same_words(question: str, reading: str) -> bool:
    """Whether a question was read as it was asked."""
    asked, read = (squeeze(text).rstrip("?!.。") for text in (question, reading))
    return read in ("", asked)


def refusal_lines(answer: Answer, say: Words) -> Iterator[Line]:
    """The reason, which is all that a refusal has to say."""
    for text in (answer.reason or answer.text or say(words.REFUSED)).split("\n"):
        yield line(Piece(text, "bad"))


def citation_lines(citation: Citation, mark: str, shown: str = "") -> Iterator[Line]:
    """The mark and title of a case, and under it the quotes that the answer itself has not `shown`."""
    yield line(Piece(mark, "mark"), " ", Piece(citation.case.title), hang=cells(mark) + 1)
    for quote in citation.quotes:
        if quote.field != TITLE and quote.text not in shown:
            yield line("  ", Piece(quoted(quote.text), "quote"), hang=4)


def source_lines(answer: Answer, records: Records, say: Words) -> Iterator[Line]:
    """The citations in full: collection, place of every quote, digest."""
    titles = {c.id: c.title for c in records.collections}
    for citation in answer.citations:
        case = citation.case
        yield from citation_lines(citation, answer.marker(case.id))
        places = "、".join(quote_place(quote, say) for quote in citation.quotes)
        facts = (titles.get(case.id.collection, case.id.collection), places, f"SHA-256 {case.sha256[:12]}")
        yield line("  ", Piece(" · ".join(filter(None, facts)), "quiet"), hang=2)
        if case.recognised:
            yield line("  ", Piece(say(words.RECOGNISED), "bad"), hang=2)


def quote_place(quote: Quote, say: Words) -> str:
    """Where a quote stands: field and offsets."""
    names = {SUMMARY: say(words.SUMMARY), TITLE: say(words.TITLE_FIELD)}
    return f"{names.get(quote.field, quote.field)} {quote.start}–{quote.end}"


def quoted(text: str) -> str:
    """`text` in quotation marks, kept to one line."""
    return f"“{' '.join(text.split())}”" if "\n" in text else f"“{text}”"


def case_lines(case: Case, collection: Collection, say: Words) -> Iterator[Line]:
    """One case in full."""
    number = say(words.CASE_MARK, number=case.number)
    yield line(Piece(number, "mark"), "  ", Piece(case.title, "title"), hang=cells(number) + 2)
    yield line(Piece(collection.title, "quiet"))
    if case.recognised:
        yield line(Piece(say(words.RECOGNISED), "bad"))
    for field in case.fields:
        yield NOTHING
        if field.name != SUMMARY:
            yield line(Piece(field.name, "head"))
        for text in field.text.split("\n"):
            yield line(text)


def cases_lines(cases: Sequence[Case], collections: Sequence[Collection]) -> Iterator[Line]:
    """Numbers and titles; a heading for each collection where there are several."""
    width = max((len(str(case.number)) for case in cases), default=1)
    for collection in collections:
        members = [case for case in cases if case.id.collection == collection.id]
        if len(collections) > 1:
            yield line(Piece(collection.title, "head"), Piece(f"  {collection.id}", "quiet"))
        for case in members:
            yield line(Piece(f"{case.number:>{width}}", "mark"), "  ", case.title, hang=width + 2)
        if len(collections) > 1 and collection is not collections[-1]:
            yield NOTHING


def collections_lines(records: Records, say: Words) -> Iterator[Line]:
    """One line a collection: id, label, number of cases, title."""
    table = [
        (c.id, c.label, say(words.CASE_COUNT, cases=sum(1 for _ in records.of(c.id))), c.title)
        for c in records.collections
    ]
    widths = [max(cells(row[column]) for row in table) if table else 0 for column in range(3)]
    for id_, label, count, title in table:
        first, second, third = (padded(t, w) for t, w in zip((id_, label, count), widths, strict=True))
        yield line(
            Piece(first, "mark"), "  ", second, "  ", Piece(third, "quiet"), "  ", Piece(title, "title")
        )


def intake_lines(
    id_: str, result: Mapping[str, object], reports: Sequence[ParseReport], say: Words
) -> Iterator[Line]:
    """What was read from each file, what changes, and what a person should look at."""
    for report in reports:
        counts = {"joined": len(report.continuations), "left": len(report.dropped)}
        facts = say(words.REPORT, **{name: getattr(report, name) for name in REPORTED}, **counts)
        yield line(Piece(report.file, "title"), "  ", Piece(facts, "quiet"), hang=2)
        for warning in report.warnings:
            yield line("  ", Piece(say(words.WARNING, text=warning), "bad"), hang=4)
    yield line(Piece(say(words.CHANGES, id=id_, **result)))


def reading_proof_lines(
    collection: Collection, cases: Sequence[Case], reports: Sequence[ParseReport], say: Words
) -> Iterator[Line]:
    """What a dry run adds: all that was left out and why, and the first and the last case in full."""
    for report in reports:
        for left in report.dropped[:SHOWN_LEFT_OUT]:
            text = " ".join(left.text.split())
            text = text if len(text) <= SHOWN_OF_ONE else f"{text[:SHOWN_OF_ONE]}…"
            said = say(words.LEFT_OUT, line=left.line, text=text, reason=left.reason)
            yield line("  ", Piece(said, "quiet" if left.aside else ""), hang=4)
        if (more := len(report.dropped) - SHOWN_LEFT_OUT) > 0:
            yield line("  ", Piece(say(words.LEFT_OUT_MORE, count=more), "bad"))
    for name, case in ((words.FIRST_CASE, cases[0]), (words.LAST_CASE, cases[-1])):
        yield NOTHING
        yield line(Piece(say(name), "head"))
        yield from case_lines(case, collection, say)


def _indent(text: str) -> int:
    """Where the further rows of a list item start."""
    lead = re.match(r"\s*(?:[-•·*]\s+|\d+[.、)]\s*)?", text)
    return cells(lead.group()) if lead else 0
