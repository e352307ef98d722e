"""Answers and cases → styled text for Telegram. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot import words
from bot.render.terminal import read_otherwise, reading
from bot.tg import words as tg_words
from bot.tg.messages.rendering import Part, Span, parts
from bot.tg.plainly import plainly
from bot.words import Words
from data.chats.answers import Kept
from data.patterns import regex
from data.types import (
    SUMMARY,
    TITLE,
    Answer,
    Case,
    CaseId,
    Collection,
    Intent,
    Quote,
    Records,
    Understood,
    marker,
)
from retrieval.question.query import Act, Query, Want
from retrieval.quoting.shown import BAR
from retrieval.wording.emphasis import pieces
from retrieval.wording.glosses import gloss

_MARK = regex(r"(\[(?:[^\[\]\n]{1,60}·)?案例\d+\])")
_POINT = regex(r"【[^【】\n]{1,30}】")
_LETTER = regex(r"[A-Z](?=[:：])|[A-Z]\.(?= )")
"""What a case of a comparison goes by: `A. ` where it is named, `A：` under each point."""
_NUMBERED = regex(r"\d+\. ")
_OPENS = regex(r"/case_[A-Za-z0-9_]+")
_IDENTIFIER = regex(r"[A-Za-z0-9_-]{1,40}")
SMALL_TALK = (Intent.HELP, Intent.CHAT)
"""What is answered of no case: it rests on nothing, and there is nothing to vote on."""
LISTED = 3
"""So many cases one under the other are a list: each has a command that opens it, and no button besides."""
FOLDED = 9
"""A list of so many opens at a tap. A shorter one is on the screen at once, and its first three lines alone, which tell
of one case, would hide what was asked for.
"""
LONGEST_ENTRY = 800
"""Characters of a line that is one of a list; longer ones are prose."""
CASE_LIMIT = 3500
"""A case's pages are shorter than an answer's: its buttons stay in sight."""


def answer_parts(
    answer: Answer, say: Words, bot: str = "", days: int = 0, *, commands: bool = True
) -> tuple[Part, ...]:
    """The messages of an answer, in order; where it tells how to ask, also what the chat with `bot` can besides,
    and of what is kept of a person, how it is here: for so many `days`.

    `commands`: whether each case of a list has one that opens it; in a group a tap on it would write to everybody.
    """
    act, more = _act(answer.understood), []
    if days and act is Act.PRIVACY:
        return parts([Span(say(tg_words.PRIVACY, days=days))])
    if bot and act is Act.HELP:
        more = [Span("\n\n" + say(tg_words.OTHER_WAYS, bot=bot))]
    spans = [span for span in answer_spans(answer, say) if commands or span.style != "command"]
    return parts([*spans, *more])


def opens_itself(shown: Sequence[str], cases: Iterable[CaseId], labelled: bool) -> bool:
    """Whether every one of `cases` has in the messages what opens it at a tap."""
    there = set(_OPENS.findall("\n".join(shown)))
    return bool(there) and all(case_command(case, labelled) in there for case in cases)


def pasted(answer: Answer, titles: Mapping[str, str], say: Words) -> str:
    """The answer as one message for a chat in which nobody takes our commands, knows the question or where it was asked:
    that first, and at the end of which of the collections, by `titles`, the cases are.
    """
    asked = Span(f"{' '.join(answer.question.split())}\n", "bold")
    spans = [span for span in answer_spans(answer, say) if span.style != "command"]
    first, *more = parts([asked, *spans])
    sources = "".join(dict.fromkeys(f"《{titles[c.case.id.collection]}》" for c in answer.citations))
    (told,) = parts([Span(f"—— {sources}", "quiet")]) if sources else (None,)
    return first.html + ("\n…" if more else "") + (f"\n{told.html}" if told else "")


def meets(answer: Answer) -> bool:
    """Whether somebody says hello, or asks who answers or how to ask: they are shown what can be."""
    return _act(answer.understood) in (Act.GREET, Act.WHO, Act.HELP)


def asks_elsewhere(asked: Understood) -> bool:
    """Whether what was asked is no question of cases at all: the weather, a poem, one's own suit."""
    return _act(asked) in (Act.FOREIGN, Act.ORDER, Act.ADVICE)


def _act(asked: Understood) -> Act | None:
    """What the question did, where that is known."""
    return Query.loads(asked.query).act if asked.query else None


def answer_spans(answer: Answer, say: Words) -> Iterator[Span]:
    """How the question was read, the answer with its marks, the words that answer pointed out."""
    if read_otherwise(answer):
        # Beside a question in English the line is in English, whichever language the chat is in.
        spoken = Words("en") if answer.understood.text.isascii() else say
        yield Span(spoken(words.UNDERSTOOD, text=reading(answer)) + "\n\n", "quiet")
    if answer.refused:
        yield Span(plainly(answer.reason or answer.text or say(words.REFUSED), "en"))
        return
    english = say.lang == "en" or answer.understood.text.isascii()
    yield from _body(answer, {c.case.id: gloss(c.case) for c in answer.citations} if english else {})


def _body(answer: Answer, glosses: Mapping[CaseId, str]) -> Iterator[Span]:
    """The text of the answer with its marks and the words that answer; points in bold letters with a blank line before each, long
    lists folded; behind the first mark of each case what `glosses` says of it.
    """
    cases = {answer.marker(c.case.id): c.case.id for c in answer.citations}
    untold = dict(glosses)
    query = Query.loads(answer.understood.query) if answer.understood.query else None
    grouped = query is not None and query.want is Want.GROUPS
    lists = answer.mode == "extractive" and answer.understood.intent != Intent.COMPARE and not grouped
    spans = (Span(text, kind) for text, kind in pieces(answer))
    rows = list(_lines(spans) if answer.table is None else _stacked(_lines(spans)))
    told = [span.text for row in rows if _is_entry(row) for span in row if span.style == "mark"]
    lists = lists and len(told) >= LISTED and set(told) == set(cases)
    compares, told_so_far = answer.understood.intent == Intent.COMPARE, False
    for entries, run in groupby(rows, key=_is_entry):
        members = list(run)
        listed = lists and entries
        folded = listed and len(members) >= FOLDED
        for row in members:
            point = _POINT.fullmatch("".join(span.text for span in row).strip())
            if point and told_so_far:
                yield Span("\n")
            told_so_far = True
            for text, style, _ in row if point or not compares else _lettered(row):
                yield Span(text, "bold" if point else style, folded)
                if listed and style == "mark":
                    command = case_command(cases[text], labelled="·" in text)
                    yield Span(f" {command}" if command else "", "command", folded)
                if style == "mark" and (said := untold.pop(cases[text], "") if text in cases else ""):
                    yield Span(f" ({said})", "quiet", folded)


def _lines(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """The spans line by line, each with the break that ends it."""
    row: list[Span] = []
    for span in spans:
        first, *others = re.split(r"(?<=\n)", span.text)
        row.append(Span(first, span.style))
        for text in others:
            yield row
            row = [Span(text, span.style)]
    yield row


def _lettered(row: Sequence[Span]) -> Iterator[Span]:
    """A line of a comparison, the letter of its case in bold."""
    first, *others = row
    if found := _LETTER.match(first.text):
        yield Span(found[0], "bold")
        first = Span(first.text[found.end() :], first.style)
    yield first
    yield from others


def _stacked(rows: Iterable[list[Span]]) -> Iterator[list[Span]]:
    """The rows of a table with its cells one under the other, each behind the head of its column: a phone is narrow.

    A mark and the title behind it stay in one line.
    """
    head: list[str] = []
    for row in rows:
        text = "".join(span.text for span in row)
        marked = any(span.style == "mark" for span in row)
        if not head and not marked and BAR in text:
            head = [name.strip() for name in text.split(BAR)]
            continue
        if not head or text.count(BAR) != len(head) - 1:
            yield row
            continue
        column = 0
        for span in row:
            cell, *others = span.text.split(BAR)
            yield [Span(cell, span.style)]
            for text in others:
                column += 1
                yield [Span(" " if column == 1 else f"\n{head[column]}：")]
                yield [Span(text, span.style)]


def _is_entry(row: Sequence[Span]) -> bool:
    """Whether a line tells one case of a list: numbered, or ending with its mark."""
    text = "".join(span.text for span in row).strip()
    marks = [span.text for span in row if span.style == "mark"]
    return (
        len(marks) == 1
        and len(text) <= LONGEST_ENTRY
        and bool(_NUMBERED.match(text) or text.endswith(marks[0]))
    )


def retold_spans(kept: Kept, records: Records, say: Words) -> Iterator[Span]:
    """The cases of an answer that was given, each by what it is about and its quote, for who has changed the language."""
    yield Span(f"{say(tg_words.RETOLD)}\n")
    several = len(kept.labels) > 1
    commands = opens_itself(kept.parts, (one.case for one in kept.cited), several)
    for one in kept.cited:
        if (case := records.case(one.case)) is None:
            continue
        yield Span(marker(one.case, dict(kept.labels)), "mark")
        if commands:
            yield Span(f" {case_command(one.case, several)}", "command")
        yield Span(f" {titled(case, say)}")
        if words_of := [quote.text for quote in one.quotes if quote.field != TITLE]:
            yield Span(f"：“{words_of[0]}”" if say.lang != "en" else f": “{words_of[0]}”")
        yield Span("\n")


def case_command(case: CaseId, labelled: bool) -> str:
    """What opens a case at a tap: /case_8, among several collections /case_ip_power_2_8; "" where none can."""
    if not labelled:
        return f"/case_{case.number}"
    if not _IDENTIFIER.fullmatch(case.collection):
        return ""
    return f"/case_{case.collection.replace('-', '_')}_{case.number}"


def draft_html(text: str) -> str:
    """The end of an answer that is still being written, as far as one message shows it."""
    shown = marked_parts(text)
    return shown[-1].html if shown else ""


def marked_parts(text: str) -> tuple[Part, ...]:
    """A plain text with its marks standing out, as they do in an answer."""
    return parts([Span(piece, "mark" if _MARK.fullmatch(piece) else "") for piece in _MARK.split(text)])


def list_parts(records: Records, say: Words) -> tuple[Part, ...]:
    """The pages of the list of all cases: a number, a title, and the command that opens it."""
    return parts(_list_spans(records, say), CASE_LIMIT)


def titled(case: Case, say: Words) -> str:
    """What a button calls a case: its title, or for who reads English what that is about."""
    return (gloss(case) if say.lang == "en" else "") or case.title


def _list_spans(records: Records, say: Words) -> Iterator[Span]:
    several = len(records.collections) > 1
    for at, collection in enumerate(records.collections):
        if several:
            yield Span(f"{chr(10) if at else ''}{collection.title}\n", "bold")
        for case in records.of(collection.id):
            yield Span(f"{case.number}. {case.title} ")
            yield Span(case_command(case.id, several), "command")
            if say.lang == "en" and (said := gloss(case)):
                yield Span(f" ({said})", "quiet")
            yield Span("\n")


def collection_parts(records: Records, say: Words) -> tuple[Part, ...]:
    """The collections: title, number of cases, and what a person may call each; a tap on a command lists the cases."""
    spans: list[Span] = []
    for one in records.collections:
        cases = sum(1 for _ in records.of(one.id))
        called = say(tg_words.CALLED, label=one.label, id=one.id)
        spans += [
            Span(f"《{one.title}》", "bold"),
            Span(f"\n{say(tg_words.HELD, cases=cases)} · "),
            Span(f"{called}\n\n", "quiet"),
        ]
    return parts([*spans, Span("/cases", "command")] if spans else [Span(say(tg_words.NO_CASES_HERE))])


def case_parts(
    case: Case, collection: Collection, say: Words, quotes: Sequence[Quote] = (), more: str = ""
) -> tuple[Part, ...]:
    """The pages of a case in full, the quoted words marked; `more` at the end."""
    spans = case_spans(case, collection, say, quotes)
    return parts([*spans, Span(more, "command")] if more else spans, CASE_LIMIT)


def case_spans(case: Case, collection: Collection, say: Words, quotes: Sequence[Quote]) -> Iterator[Span]:
    yield Span(f"[{say(words.CASE_MARK, number=case.number)}]", "mark")
    yield Span(" ")
    yield from _quoted(case.title, [q for q in quotes if q.field == TITLE], "bold")
    if say.lang == "en" and (said := gloss(case)):
        yield Span(f"\n({said})", "quiet")
    yield Span(f"\n{collection.title}", "quiet")
    if case.recognised:
        yield Span(f"\n{say(words.RECOGNISED)}", "bold")
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
