"""A briefing → Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.markdown import escaped
from bot.streams import printable
from retrieval.documents.briefs import Brief, Statement
from retrieval.documents.record import written

_STYLES = {"title": "# ", "h1": "## ", "h2": "### "}


def markdown(brief: Brief) -> str:
    """The document; `[^n]` marks note n, which stands at the end, and what all rests on in a remark after it."""
    return printable("\n".join(_lines(brief)) + "\n")


def _lines(brief: Brief) -> Iterator[str]:
    for line in brief.lines:
        yield _STYLES.get(line.style, "") + "".join(map(_marked, line.statements)) + "\n"
    if brief.table.rows:
        yield f"## {escaped(brief.listed)}\n"
        yield _row(brief.table.head)
        yield "|" + "---|" * len(brief.table.head)
        yield from map(_row, brief.table.rows)
        yield ""
    for note in brief.notes:
        yield f"[^{note.number}]: {escaped(note.text)}\n"
    yield f"<!-- anwen {written(brief.record)} -->"


def _marked(statement: Statement) -> str:
    mark = f"[^{statement.note}]" if statement.note is not None else ""
    return escaped(" ".join(statement.text.split())) + mark + statement.stop


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
