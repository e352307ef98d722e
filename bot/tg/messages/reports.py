"""What reading a file would change, and what writing it has changed, as messages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.jobs.intake import Intake
from bot.render.terminal import SHOWN_LEFT_OUT, SHOWN_OF_ONE
from bot.tg import words
from bot.tg.messages.rendering import Span
from bot.tg.plainly import plainly
from bot.words import CASE_MARK, LEFT_OUT, WARNING, Words
from data.catalog.difference import Changes
from data.reading.cases import ParseReport
from data.types import SUMMARY, Collection

SHOWN_NUMBERS = 12
SHOWN_OF_A_CASE = 400
SHOWN_OF_A_FIELD = 60
"""Characters: what shows how it was read, and lets the buttons stay in sight."""


def planned_spans(
    intake: Intake, changes: Changes, gone: frozenset[int], doubts: Sequence[str], say: Words
) -> Iterator[Span]:
    """What will change, the numbers with it; what to look at; how the file was read, with its first and last case."""
    yield Span(f"{say(words.WILL_WRITE, title=intake.collection.title, cases=changes.cases)}\n", "bold")
    kinds = (
        (words.WILL_ADD, changes.added),
        (words.WILL_CHANGE, changes.changed),
        (words.WILL_STAY, changes.unchanged),
        (words.WILL_KEEP, sorted(gone)),
    )
    for word, numbers in kinds:
        if numbers:
            more = "…" if len(numbers) > SHOWN_NUMBERS else ""
            told = "、".join(map(str, numbers[:SHOWN_NUMBERS])) + more
            yield Span(f"{say(word, count=len(numbers), numbers=told)}\n")
    for text in doubts:
        yield Span(f"⚠️ {plainly(text, say.lang)}\n")
    for report in intake.reports:
        yield from _read_spans(report, say)
    yield from _proof(intake, say)


def written_spans(collection: Collection, changes: Changes, say: Words) -> Iterator[Span]:
    """What is held now, and what of it is new."""
    yield Span(f"\n{say(words.NOW_HELD, title=collection.title, cases=changes.cases)}")
    kinds = (
        (words.NOW_NEW, len(changes.added)),
        (words.NOW_CHANGED, len(changes.changed)),
        (words.NOW_KEPT, changes.kept),
        (words.NOW_REMOVED, len(changes.removed)),
    )
    told = [say(word, count=count) for word, count in kinds if count]
    if told:
        yield Span(f"（{'，'.join(told)}）" if say.lang == "zh" else f" ({', '.join(told)})")


def _read_spans(report: ParseReport, say: Words) -> Iterator[Span]:
    """How one file was read: what was done to it, what was left out and why."""
    yield Span(f"\n📎 {report.file}", "bold")
    done = (
        (words.HEADERS_DROPPED, report.header_rows),
        (words.ROWS_JOINED, len(report.continuations)),
        (words.CELLS_CLEANED, report.cells),
        (words.LEFT_OUT_COUNT, len(report.dropped)),
    )
    told = [say(word, count=count) for word, count in done if count]
    if not report.dropped:
        told.append(say(words.NOTHING_LEFT_OUT))
    yield Span(f"{say(words.HOW_READ, done='，'.join(told) if say.lang == 'zh' else ', '.join(told))}\n")
    for warning in report.warnings:
        yield Span(f"⚠️ {plainly(say(WARNING, text=warning), say.lang)}\n")
    rows = []
    for left in report.dropped[:SHOWN_LEFT_OUT]:
        text = " ".join(left.text.split())
        text = text if len(text) <= SHOWN_OF_ONE else f"{text[:SHOWN_OF_ONE]}…"
        rows.append(plainly(say(LEFT_OUT, line=left.line, text=text, reason=left.reason), say.lang))
    if (more := len(report.dropped) - SHOWN_LEFT_OUT) > 0:
        rows.append(say(words.LEFT_OUT_MORE, count=more))
    if rows:
        yield Span("\n".join(rows), folded=True)
        yield Span("\n")


def _proof(intake: Intake, say: Words) -> Iterator[Span]:
    """The first case and the last as they were read, which open at a tap."""
    cases = intake.cases
    ends = (
        ((words.FIRST_READ, cases[0]), (words.LAST_READ, cases[-1]))
        if cases[1:]
        else ((words.ONLY_READ, cases[0]),)
    )
    for word, case in ends:
        yield Span(f"\n{say(word)}\n")
        yield Span(f"[{say(CASE_MARK, number=case.number)}] {case.title}", "bold", folded=True)
        left = SHOWN_OF_A_CASE
        for field in case.fields:
            name = f"{field.name}：" if field.name != SUMMARY else ""
            end = "…" if len(field.text) > left else ""
            yield Span(f"\n{name}{field.text[:left]}{end}", folded=True)
            left = max(left - len(field.text), SHOWN_OF_A_FIELD)
