"""A briefing → Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.markdown import escaped
from bot.streams import printable
from retrieval.briefs import Brief, Paragraph, Statement, Table
from retrieval.statements import note_text

HEADINGS = {"overview": "概况", "comparison": "案例对照", "cases": "所用案例", "notes": "注"}
COUNTING = "一二三四五六七八九十"


def numbered(at: int, heading: str) -> str:
    """一、heading, as official documents count."""
    tens, ones = divmod(at, 10)
    count = (
        ("" if tens < 2 else COUNTING[tens - 1])
        + ("十" if tens else "")
        + (COUNTING[ones - 1] if ones else "")
    )
    return f"{count}、{heading}"


def markdown(brief: Brief) -> str:
    """The document; `[^n]` marks note n, which stands at the end."""
    return printable("\n".join(_lines(brief)) + "\n")


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    yield f"\n{brief.date}"
    at = 0
    if brief.overview:
        yield f"\n## {numbered(at := at + 1, HEADINGS['overview'])}\n"
        yield paragraph_text(brief.overview)
    for section in brief.sections:
        yield f"\n## {numbered(at := at + 1, escaped(' '.join(section.heading.split())))}\n"
        yield "\n\n".join(paragraph_text(paragraph) for paragraph in section.paragraphs)
    for name, table in (("comparison", brief.comparison), ("cases", brief.cases)):
        if table is not None and table.rows:
            yield f"\n## {numbered(at := at + 1, HEADINGS[name])}\n"
            yield from _table(table)
    yield ""
    for note in brief.notes:
        yield f"[^{note.number}]: {escaped(note_text(note, brief.collections))}\n"


def joints(paragraph: Paragraph) -> Iterator[tuple[Statement, str]]:
    """The statements of a paragraph, each with what follows it: words of a case follow its name after a colon."""
    for at, statement in enumerate(paragraph):
        following = paragraph[at + 1] if at + 1 < len(paragraph) else None
        if following is None:
            yield statement, "。" if statement.note is not None else ""
        elif following.text.startswith("「"):
            yield statement, "" if statement.text.startswith("「") else "："
        else:
            yield statement, "；"


def paragraph_text(paragraph: Paragraph) -> str:
    """Its statements, the notes marked, a full stop at the end."""
    return "".join(_marked(s.text, s.note) + joint for s, joint in joints(paragraph))


def _marked(text: str, note: int | None) -> str:
    return escaped(" ".join(text.split())) + (f"[^{note}]" if note is not None else "")


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escaped(name) for name in table.head)} |"
    yield "|" + "---|" * len(table.head)
    for row in table.rows:
        yield f"| {' | '.join(''.join(_marked(s.text, s.note) for s in cell) for cell in row)} |"
