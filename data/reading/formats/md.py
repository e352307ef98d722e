"""Markdown: pipe tables, headings and paragraphs, without the marks that only set the type."""

from __future__ import annotations

import re

from data.patterns import regex
from data.reading.document import Document, Line, Source
from data.reading.formats.encoding import decode
from data.reading.grid import Cell, Grid

_RULE_ROW = regex(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
"""|---|:--:| under the header of a table."""
_RULE = regex(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+)")
_HEADING = regex(r"\s{0,3}#{1,6}(?:\s+|(?=[^#\s]))(.*?)(?:\s+#+)?\s*")
_LEAD = regex(r"\s{0,3}(?:>\s?)+")
_BULLET = regex(r"\s*[-*+]\s+(?=\S)")
_NOTE = regex(r"\s{0,3}\[\^([^\]\s]{1,20})\]:\s*(\S.*)")
_REFERENCE = regex(r"\[\^([^\]\s]{1,20})\](?!:)")
"""A note of the page: it stays with the paragraph that points at it."""
_LONGEST_MATTER = 60
_PIPE = regex(r"(?<!\\)\|")
_STRONG = regex(r"(\*\*\*|\*\*|___|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = regex(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")


def read(source: Source) -> Document:
    """The lines of a Markdown file, its pipe tables as rows."""
    text, encoding, warnings = decode(source)
    lines: list[Line] = []
    grid: Grid | None = None
    written, title = _without_matter(re.split(r"\r\n|\r|\n", text))
    notes = {note[1]: note[2] for line in written if (note := _NOTE.fullmatch(line))}
    for at, line in enumerate(written):
        if _NOTE.fullmatch(line):
            continue
        in_table = grid is not None and "|" in line
        begins = (
            "|" in line and at + 1 < len(written) and "-" in written[at + 1] and _is_rule(written[at + 1])
        )
        if begins and grid is None:
            grid = Grid(source)
        elif not in_table:
            lines += _table(grid)
            grid = None
        if grid is None:
            lines.append(Line(at + 1, (_paragraph(line),)))
            told = [notes[name] for name in _REFERENCE.findall(line) if name in notes]
            lines += [Line(at + 1, (_plain(note),)) for note in told]
        elif not _is_rule(line):
            grid.add(at + 1, map(Cell, _cells(line)))
    lines += _table(grid)
    return Document(
        source, "md", encoding, len(text), tuple(lines), warnings=warnings, tabular=True, title=title
    )


def _without_matter(written: list[str]) -> tuple[list[str], str]:
    """The lines, those between --- and --- at the head of the file blank but for who issued it and when; and their title."""
    if written[:1] != ["---"] or "---" not in written[1:_LONGEST_MATTER]:
        return written, ""
    end = written.index("---", 1)
    matter = {
        key.strip().lower(): value.strip(" \t'\"")
        for key, _, value in (x.partition(":") for x in written[1:end])
    }
    head = [""] * (end + 1)
    head[1:3] = [f"发布日期：{matter['date'][:10]}" if matter.get("date") else "", matter.get("source", "")][
        :end
    ]
    return head + written[end + 1 :], matter.get("title", "")


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE_ROW.fullmatch(line.strip()) is not None


def _table(grid: Grid | None) -> list[Line]:
    return [Line(0, ("",)), *grid.lines(), Line(0, ("",))] if grid else []


def _cells(line: str) -> list[str]:
    cells = _PIPE.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip() and _PIPE.search(line.rstrip()[-1:]):
        cells = cells[:-1]
    return [_plain(cell.strip()) for cell in cells]


def _paragraph(line: str) -> str:
    line = _LEAD.sub("", line, count=1) if line.lstrip().startswith(">") else line
    if _RULE.fullmatch(line):
        return ""
    heading = _HEADING.fullmatch(line)
    return _plain(heading[1] if heading else _BULLET.sub("", line, count=1) if _BULLET.match(line) else line)


def _plain(text: str) -> str:
    """`text` without emphasis, links and escapes; a lone asterisk is an asterisk."""
    text = _LINK.sub(r"\1", _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
